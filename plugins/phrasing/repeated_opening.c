/* SPDX-License-Identifier: Apache-2.0 */
#include "phrasing.h"

#include <string.h>

/* More words than this are never compared, nor items of lists that are deeper. */
enum { OPENING_WORDS = 8, DEPTH = 16 };

enum { OF_SENTENCES, OF_PARAGRAPHS, OF_ITEMS };
static const char *const of_choices[] = { "sentences", "paragraphs", "items", NULL };

typedef struct opening_options {
    int of;
    int64_t words;
    int64_t times;
    stet_list except; /* phrasing_text */
} opening_options;

static const stet_param params[] = {
    STET_CHOICE(opening_options, of, .preset = "sentences", .choices = of_choices,
                .doc = "What is compared: neighbouring sentences of a paragraph, "
                       "paragraphs, or items of a list."),
    STET_INT(opening_options, words, .more = STET_LOOSER, .preset = "1", .min = 1,
             .max = OPENING_WORDS, .doc = "How many words of an opening are compared."),
    STET_INT(opening_options, times, .more = STET_LOOSER, .preset = "3", .min = 2,
             .max = 1000, .doc = "How many in a row must open alike to be told."),
    STET_LIST(opening_options, except, phrasing_text, phrasing_plain_text,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Openings that may be repeated: their words in small letters."),
};

static const stet_message messages[] = {
    { "repeated", "{count} {units} in a row open with “{match}”" },
};

/* The first words of a unit, by form, and which of them are joined to the word before:
   a bit for each. */
typedef struct opening {
    uint32_t form[OPENING_WORDS];
    uint32_t n, joined;
    stet_span span;
} opening;

/* A run of units that open alike. */
typedef struct opening_run {
    opening first;
    size_t count;
} opening_run;

static opening read_opening(stet_ctx *ctx, const stet_doc *doc, uint32_t from,
                            uint32_t n, uint32_t wanted)
{
    const stet_word *words = stet_words(ctx, doc).items + from;
    opening o = { .n = 0 };

    for (uint32_t i = 0; i < n && o.n < wanted; i++) {
        if (words[i].kind != STET_WORD_PLAIN && words[i].kind != STET_WORD_CLITIC)
            break;
        if (o.n == 0)
            o.span.start = words[i].span.start;
        o.span.end = words[i].span.end;
        o.joined |= (uint32_t)(words[i].kind == STET_WORD_CLITIC) << o.n;
        o.form[o.n++] = stet_form(ctx, words[i].form)->lower;
    }
    if (o.n < wanted)
        o.n = 0;
    return o;
}

/* The length of `text` when it begins with `word`, curly and straight apostrophes
   alike; SIZE_MAX: it does not. */
static size_t begins_with(stet_str text, stet_str word)
{
    static const char curly[] = "\xE2\x80\x99";
    size_t at = 0, i = 0;

    while (i < word.len && at < text.len) {
        bool bent = text.len - at >= 3 && memcmp(text.ptr + at, curly, 3) == 0;
        bool bent_word = word.len - i >= 3 && memcmp(word.ptr + i, curly, 3) == 0;
        if ((bent ? '\'' : text.ptr[at]) != (bent_word ? '\'' : word.ptr[i]))
            return SIZE_MAX;
        at += bent ? 3 : 1;
        i += bent_word ? 3 : 1;
    }
    return i == word.len ? at : SIZE_MAX;
}

static bool is_written(stet_ctx *ctx, stet_str text, const opening *o)
{
    for (uint32_t i = 0; i < o->n; i++) {
        if (i > 0 && !(o->joined >> i & 1)) {
            if (text.len == 0 || text.ptr[0] != ' ')
                return false;
            text = (stet_str){ text.ptr + 1, text.len - 1 };
        }
        size_t len = begins_with(text, stet_form(ctx, o->form[i])->text);
        if (len == SIZE_MAX)
            return false;
        text = (stet_str){ text.ptr + len, text.len - len };
    }
    return text.len == 0;
}

static bool is_excepted(stet_ctx *ctx, const opening_options *options, const opening *o)
{
    const phrasing_text *texts = options->except.items;

    for (size_t i = 0; i < options->except.count; i++)
        if (is_written(ctx, texts[i].text, o))
            return true;
    return false;
}

static void end_run(stet_ctx *ctx, const opening_options *options, opening_run *run)
{
    if (run->count >= (size_t)options->times && run->first.n > 0 &&
        !is_excepted(ctx, options, &run->first)) {
        stet_arg args[] = {
            { .name = "count", .number = (double)run->count },
            { .name = "units",
              .text = { of_choices[options->of], strlen(of_choices[options->of]) } },
        };
        stet_report(ctx, &(stet_finding){ .span = run->first.span,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
    }
    run->count = 0;
}

static void add(stet_ctx *ctx, const opening_options *options, opening_run *run,
                const opening *next)
{
    bool same = run->count > 0 && next->n > 0 && run->first.n == next->n &&
                memcmp(run->first.form, next->form, next->n * sizeof *next->form) == 0;
    if (!same) {
        end_run(ctx, options, run);
        run->first = *next;
    }
    run->count++;
}

static void check_sentences(stet_ctx *ctx, const opening_options *o,
                            const stet_doc *doc)
{
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    uint32_t wanted = (uint32_t)o->words;

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        opening_run run = { .count = 0 };
        if (block->n_sentences < (uint64_t)o->times || !stet_selected(ctx, block))
            continue;
        for (uint32_t s = 0; s < block->n_sentences; s++) {
            const stet_sentence *sentence = &sentences.items[block->first_sentence + s];
            opening next =
                read_opening(ctx, doc, sentence->first_word, sentence->n_words, wanted);
            add(ctx, o, &run, &next);
        }
        end_run(ctx, o, &run);
    }
}

/* A heading, a list or the like between two paragraphs ends a run. */
static void check_paragraphs(stet_ctx *ctx, const opening_options *o,
                             const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    opening_run run = { .count = 0 };

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_PARAGRAPH || !stet_selected(ctx, block)) {
            end_run(ctx, o, &run);
            continue;
        }
        opening next = read_opening(ctx, doc, block->first_word, block->n_words,
                                    (uint32_t)o->words);
        add(ctx, o, &run, &next);
    }
    end_run(ctx, o, &run);
}

static void end_runs(stet_ctx *ctx, const opening_options *o, opening_run *runs,
                     uint32_t from)
{
    for (uint32_t d = from; d < DEPTH; d++)
        end_run(ctx, o, &runs[d]);
}

/* Lists nest, so there is a run for each depth: an item ends those of the lists within
   the item before it, the first of a list that of the list before. */
static void check_items(stet_ctx *ctx, const opening_options *o, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    opening_run runs[DEPTH] = { { .count = 0 } };

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        bool first = block->flags & STET_BLOCK_FIRST;
        if (block->kind != STET_BLOCK_ITEM || block->level >= DEPTH ||
            !stet_selected(ctx, block)) {
            if (block->parent == STET_BLOCK_NONE)
                end_runs(ctx, o, runs, 0);
            continue;
        }
        end_runs(ctx, o, runs, block->level + !first);
        opening next = read_opening(ctx, doc, block->first_word, block->n_words,
                                    (uint32_t)o->words);
        add(ctx, o, &runs[block->level], &next);
    }
    end_runs(ctx, o, runs, 0);
}

static stet_status run_check(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const opening_options *o = check;

    (void)state;
    /* Blocks know their words once there are words. */
    stet_words(ctx, unit->doc);
    if (o->of == OF_SENTENCES)
        check_sentences(ctx, o, unit->doc);
    else if (o->of == OF_PARAGRAPHS)
        check_paragraphs(ctx, o, unit->doc);
    else
        check_items(ctx, o, unit->doc);
    return STET_OK;
}

const stet_check_type phrasing_repeated_opening = {
    .name = "repeated-opening",
    .summary = "Sentences, paragraphs or list items in a row open alike",
    .doc =
        "Compares the first words of neighbours, in any case, and tells a run of them "
        "once, at its first. An opening that is not words (a number, a code span) is "
        "like no other.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(opening_options, params),
    .run = run_check,
    .whole = true,
};
