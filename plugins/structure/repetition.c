/* SPDX-License-Identifier: Apache-2.0 */
#include "counts.h"
#include "repeats.h"
#include "structure.h"

#include <string.h>

/* Things of a text that are looked at, at most: their table then takes 32 MB. */
enum { MOST = 1000000, SHOWN = 60 };

/* Lists within lists that are told apart. */
enum { LEVELS = 32 };

enum { LINES, LINE_CHARACTERS, PARAGRAPHS, PARAGRAPH_CHARACTERS, TOP_RUN, RUNS };
static const char *const measure_choices[] = {
    "lines", "line-characters", "paragraphs", "paragraph-characters", "top-run", "runs",
    NULL,
};

typedef struct repetition_options {
    int measure;
    int64_t n;
    double max;
    int64_t min_words;
    bool by_list;
} repetition_options;

static const stet_param params[] = {
    STET_CHOICE(repetition_options, measure, .choices = measure_choices,
                .doc = "What share is measured: of the lines or paragraphs those that "
                       "were there before, by their number or their characters; of "
                       "the characters those in the most frequent run of words "
                       "(top-run), or in runs that were there before (runs)."),
    STET_INT(repetition_options, n, .preset = "5", .min = 2, .max = 32,
             .doc = "How many words a run has."),
    STET_REAL(repetition_options, max, .more = STET_LOOSER, .min = 0, .max = 1,
              .doc = "The largest share that is allowed, as 0.2."),
    STET_INT(repetition_options, min_words, .more = STET_LOOSER, .preset = "0",
             .min = 0, .max = 1e9, .doc = "Texts of fewer words are not judged."),
    STET_BOOL(repetition_options, by_list, .more = STET_LOOSER, .preset = "false",
              .doc = "Of paragraphs: whether an item was there before only where one "
                     "of the same list says the same."),
};

static const stet_message messages[] = {
    { "lines", "{value} % of the lines were there before, as “{part}”; at most {max} % "
               "may be repeated" },
    { "line-characters", "{value} % of the text are lines that were there before, as "
                         "“{part}”; at most {max} % may be" },
    { "paragraphs", "{value} % of the paragraphs were there before, as “{part}”; at "
                    "most {max} % may be repeated" },
    { "paragraph-characters", "{value} % of the text are paragraphs that were there "
                              "before, as “{part}”; at most {max} % may be" },
    { "top-run",
      "“{part}” makes up {value} % of the text; at most {max} % are allowed" },
    { "runs", "{value} % of the text are runs of {n} words that were there before, as "
              "“{part}”; at most {max} % may be" },
};

/* What was found: a share, and the place of the first repeated thing. */
typedef struct share {
    uint64_t part, whole;
    stet_span place; /* Of the first thing that was there before. */
    bool in_markup, found;
} share;

static uint64_t characters_of(stet_str text)
{
    uint64_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

static void note(share *s, stet_span place)
{
    if (!s->found)
        s->place = place;
    s->found = true;
}

/* A line behind its marks, without blanks at its end. */
static stet_span content_of(stet_str markup, const stet_line *line)
{
    stet_span span = line->span;

    if (line->content <= span.end - span.start)
        span.start += line->content;
    while (span.end > span.start && strchr(" \t\r", markup.ptr[span.end - 1]))
        span.end--;
    return span;
}

static share share_of_lines(stet_ctx *ctx, const stet_doc *doc, bool by_characters)
{
    stet_str markup = stet_markup(ctx, doc);
    stet_line_array lines = stet_lines(ctx, doc);
    size_t n = lines.count < MOST ? lines.count : MOST;
    structure_repeats repeats = structure_repeats_new(ctx, n);
    share s = { .in_markup = true };

    for (size_t i = 0; i < n; i++) {
        if (!structure_is_prose_line(&lines.items[i]))
            continue;
        stet_span span = content_of(markup, &lines.items[i]);
        stet_str text = stet_slice(markup, span);
        uint64_t size = by_characters ? characters_of(text) : 1;
        if (text.len == 0)
            continue;
        s.whole += size;
        if (structure_repeats_see(&repeats, structure_hash(text), (uint32_t)i)->count <
            2)
            continue;
        s.part += size;
        note(&s, span);
    }
    return s;
}

/* The list that an item belongs to, by its first item, + 1; 0: it is no item. `lists`:
   those that are open, by their depth. */
static uint64_t list_of(const stet_block *block, size_t index, size_t *lists)
{
    size_t depth = block->level < LEVELS ? block->level : LEVELS - 1;

    if (block->kind != STET_BLOCK_ITEM)
        return 0;
    if (block->flags & STET_BLOCK_FIRST)
        lists[depth] = index + 1;
    return lists[depth];
}

/* Paragraphs, headings, items and quotations that the rule looks at; not cells. */
static share share_of_paragraphs(stet_ctx *ctx, const stet_doc *doc, bool by_characters,
                                 bool by_list)
{
    size_t lists[LEVELS] = { 0 };
    stet_str text = stet_text(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    size_t n = blocks.count < MOST ? blocks.count : MOST;
    structure_repeats repeats = structure_repeats_new(ctx, n);
    share s = { 0 };

    for (size_t b = 0; b < n; b++) {
        const stet_block *block = &blocks.items[b];
        stet_str part = stet_slice(text, block->span);
        uint64_t size = by_characters ? characters_of(part) : 1;
        uint64_t list = by_list ? list_of(block, b, lists) : 0;
        if (!stet_selected(ctx, block) || block->kind == STET_BLOCK_CELL ||
            part.len == 0)
            continue;
        s.whole += size;
        uint64_t hash = structure_hash(part);
        hash = list > 0 ? structure_hash_join(hash, list) : hash;
        if (structure_repeats_see(&repeats, hash, (uint32_t)b)->count < 2)
            continue;
        s.part += size;
        note(&s, block->span);
    }
    return s;
}

/* The words of the blocks that the rule looks at, without marks and signs; `*size` is
   how many characters these blocks have, blanks and marks included. */
static size_t gather_words(stet_ctx *ctx, const stet_doc *doc, const stet_word **out,
                           uint64_t *size)
{
    stet_word_array words = stet_words(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str text = stet_text(ctx, doc);
    size_t n = 0;

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (!stet_selected(ctx, block))
            continue;
        *size += characters_of(stet_slice(text, block->span));
        for (uint32_t w = 0; w < block->n_words && n < MOST; w++) {
            const stet_word *word = &words.items[block->first_word + w];
            if (structure_is_word(word))
                out[n++] = word;
        }
        if (n == MOST)
            break;
    }
    return n;
}

static uint64_t hash_of_run(const stet_word *const *words, size_t n)
{
    uint64_t hash = n;

    for (size_t i = 0; i < n; i++)
        hash = structure_hash_join(hash, words[i]->form);
    return hash;
}

static uint64_t characters_of_run(stet_str text, const stet_word *const *words,
                                  size_t n)
{
    uint64_t size = 0;

    for (size_t i = 0; i < n; i++)
        size += characters_of(stet_slice(text, words[i]->span));
    return size;
}

static stet_span span_of_run(const stet_word *const *words, size_t n)
{
    return (stet_span){ words[0]->span.start, words[n - 1]->span.end };
}

/* Runs that were there before, each word counted once: behind one the next begins. */
static void add_repeated_runs(stet_ctx *ctx, stet_str text,
                              const stet_word *const *words, size_t n_words, size_t n,
                              share *s)
{
    structure_repeats repeats = structure_repeats_new(ctx, n_words);

    for (size_t i = 0; i + n <= n_words;) {
        uint64_t hash = hash_of_run(words + i, n);
        if (structure_repeats_see(&repeats, hash, (uint32_t)i)->count < 2) {
            i++;
            continue;
        }
        s->part += characters_of_run(text, words + i, n);
        note(s, span_of_run(words + i, n));
        i += n;
    }
}

/* The run that takes the most room, with the blanks between its words. */
static void add_top_run(stet_ctx *ctx, stet_str text, const stet_word *const *words,
                        size_t n_words, size_t n, share *s)
{
    structure_repeats repeats = structure_repeats_new(ctx, n_words);
    const structure_seen *top = NULL;

    for (size_t i = 0; i + n <= n_words; i++) {
        const structure_seen *seen =
            structure_repeats_see(&repeats, hash_of_run(words + i, n), (uint32_t)i);
        if (!top || seen->count > top->count)
            top = seen;
    }
    if (!top || top->count < 2)
        return;
    const stet_word *const *first = words + top->first;
    s->part = (characters_of_run(text, first, n) + n - 1) * top->count;
    if (s->part > s->whole)
        s->part = s->whole;
    note(s, span_of_run(first, n));
}

static share share_of_runs(stet_ctx *ctx, const stet_doc *doc, size_t n, bool top)
{
    size_t count = stet_words(ctx, doc).count;
    const stet_word **words =
        stet_alloc(ctx, (count < MOST ? count : MOST) * sizeof(stet_word *) + 1);
    share s = { 0 };
    size_t n_words = gather_words(ctx, doc, words, &s.whole);

    if (top)
        add_top_run(ctx, stet_text(ctx, doc), words, n_words, n, &s);
    else
        add_repeated_runs(ctx, stet_text(ctx, doc), words, n_words, n, &s);
    return s;
}

static share share_of(stet_ctx *ctx, const repetition_options *o, const stet_doc *doc)
{
    switch (o->measure) {
    case LINES:
    case LINE_CHARACTERS:
        return share_of_lines(ctx, doc, o->measure == LINE_CHARACTERS);
    case PARAGRAPHS:
    case PARAGRAPH_CHARACTERS:
        return share_of_paragraphs(ctx, doc, o->measure == PARAGRAPH_CHARACTERS,
                                   o->by_list);
    default:
        return share_of_runs(ctx, doc, (size_t)o->n, o->measure == TOP_RUN);
    }
}

/* The beginning of what is repeated. */
static stet_str shown(stet_ctx *ctx, stet_str text)
{
    static const char dots[] = " …";
    size_t len = SHOWN;

    if (text.len <= SHOWN)
        return text;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    char *out = stet_alloc(ctx, len + sizeof dots);
    memcpy(out, text.ptr, len);
    memcpy(out + len, dots, sizeof dots - 1);
    return (stet_str){ out, len + sizeof dots - 1 };
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const repetition_options *o = check;

    (void)state;
    if (o->min_words > 0 &&
        stet_count(ctx, unit->doc, STET_COUNT_WORDS) < (uint64_t)o->min_words)
        return STET_OK;
    share s = share_of(ctx, o, unit->doc);
    double value = s.whole > 0 ? (double)s.part / (double)s.whole : 0;
    if (!s.found || value <= o->max)
        return STET_OK;
    stet_str text =
        s.in_markup ? stet_markup(ctx, unit->doc) : stet_text(ctx, unit->doc);
    stet_arg args[] = {
        { .name = "value", .text = structure_shown(ctx, value * 100) },
        { .name = "max", .number = o->max * 100 },
        { .name = "n", .number = (double)o->n },
        { .name = "part", .text = shown(ctx, stet_slice(text, s.place)) },
    };
    stet_report(ctx, &(stet_finding){ .message = (uint32_t)o->measure,
                                      .span = s.place,
                                      .in_markup = s.in_markup,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_repetition = {
    .name = "repetition",
    .summary = "Too much of a text says again what stood there before",
    .doc =
        "Measures how much of a text is repeated: lines, paragraphs (headings, items "
        "and quotations too), or runs of `n` words, as filters for web pages do. A "
        "line "
        "or paragraph that was there before counts, the first one does not. Of runs, "
        "`runs` adds up the letters of those that were there before, and goes on "
        "behind "
        "each; `top-run` takes the most frequent one as often as it stands there, the "
        "first time too. Both are measured against all characters of the text. Code "
        "and "
        "rows of tables do not count as lines; marks of lists and headings are taken "
        "off. Points to what is repeated. Of very long texts the first million lines "
        "or "
        "words are looked at.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(repetition_options, params),
    .run = run,
};
