/* SPDX-License-Identifier: Apache-2.0 */
#include "capitals.h"
#include "phrasing.h"

#include <string.h>

static const char *const style_choices[] = { "sentence", "title-ap", "title-chicago",
                                             "lower",    "upper",    "pattern",
                                             NULL };

typedef struct capitalization_options {
    int style;
    stet_list patterns; /* phrasing_item */
    stet_list except;   /* phrasing_item */
    stet_list levels;   /* heading_level */
    stet_list openers;  /* phrasing_text */
    double share;
    bool ignore_case;
} capitalization_options;

typedef struct heading_level {
    int64_t level;
} heading_level;

static const stet_param level_params[] = {
    STET_INT(heading_level, level, .min = 1, .max = 6, .doc = "A level of heading."),
};

static const stet_param params[] = {
    STET_CHOICE(
        capitalization_options, style, .preset = "sentence", .choices = style_choices,
        .doc = "Where capitals stand: at the start of the sentence, in titles as "
               "AP or Chicago want it, nowhere, everywhere; or what `patterns` "
               "say."),
    { .name = "patterns",
      .type = STET_T_LIST,
      .offset = offsetof(capitalization_options, patterns),
      .preset = "[]",
      .sub = phrasing_plain_cased,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "Of style `pattern`: PCRE2 patterns, one of which must match the whole." },
    { .name = "except",
      .type = STET_T_LIST,
      .offset = offsetof(capitalization_options, except),
      .preset = "[]",
      .sub = phrasing_plain_phrase,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "Names and other words that may be written in any case." },
    STET_LIST(capitalization_options, levels, heading_level, level_params,
              .preset = "[]", .max = 6,
              .doc = "Levels of headings to which the style holds; none: all."),
    STET_LIST(capitalization_options, openers, phrasing_text, phrasing_plain_text,
              .preset = "[':', '?', '!']", .max = 100,
              .doc = "Marks behind which a word may have a capital in sentence style, "
                     "and must in titles."),
    STET_REAL(capitalization_options, share, .more = STET_STRICTER, .preset = "1",
              .min = 0, .max = 1,
              .doc = "The share of the words that must be right; 1: all of them."),
    STET_BOOL(capitalization_options, ignore_case, .preset = "false",
              .doc = "Whether capitals and small letters are the same in `patterns`."),
};

static const stet_message messages[] = {
    { "capitals", "write it “{expected}”" },
    { "pattern", "“{match}” is not written as it must be" },
};

/* What is known of a form that has a capital where none is wanted: bits of its memo. */
enum { SUSPECT = 1, SEEN_SMALL = 2, SEEN_CAPITAL = 4 };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const capitalization_options *o = options;

    (void)check;
    if ((o->style == CAPITAL_PATTERN) != (o->patterns.count > 0))
        return stet_fail(ctx, "patterns",
                         "patterns and `style: pattern` need each other");
    return STET_OK;
}

/* ---- Words that are wrong ---- */

/* A word of a block that is not as it is wanted. */
typedef struct wrong_word {
    const stet_word *word;
    const stet_form_info *form;
    capital_want want;
} wrong_word;

typedef struct wrong_list {
    wrong_word *items;
    size_t count;
    size_t n_small; /* Of them, those that should have no capital; */
    size_t n_free;  /* words of the block that should have none, in all, */
    size_t n_words; /* and all its words. */
} wrong_list;

/* How many words there are up to the last that is no mark: a title that ends in a
   number
   ("Games in 2011") has no last word that must have a capital. */
static uint32_t last_word(const stet_word *words, uint32_t n)
{
    while (n > 0 && (words[n - 1].kind == STET_WORD_PUNCTUATION ||
                     words[n - 1].kind == STET_WORD_CLITIC ||
                     words[n - 1].kind == STET_WORD_SYMBOL))
        n--;
    return n;
}

static wrong_list find_wrong(stet_ctx *ctx, const capitalization_options *o,
                             const stet_doc *doc, const stet_block *block)
{
    const stet_word *words = stet_words(ctx, doc).items + block->first_word;
    capital_reader reader = { .style = (capital_style)o->style,
                              .openers = &o->openers };
    uint32_t last = last_word(words, block->n_words);
    wrong_list list = { .items = stet_alloc(ctx, (block->n_words + 1) *
                                                     sizeof *list.items) };

    for (uint32_t i = 0; i < block->n_words; i++) {
        stet_str letters = stet_slice(stet_text(ctx, doc), words[i].span);
        list.n_words += words[i].kind == STET_WORD_PLAIN;
        capital_want want =
            capital_next(ctx, &reader, &words[i], letters, i + 1 == last);
        if (want == CAPITAL_ANY)
            continue;
        const stet_form_info *form = stet_form(ctx, words[i].form);
        list.n_free += want == CAPITAL_SMALL;
        if (!capital_is_wrong(form, want))
            continue;
        list.items[list.count++] = (wrong_word){ &words[i], form, want };
        list.n_small += want == CAPITAL_SMALL;
    }
    return list;
}

static void drop(wrong_list *list, size_t at)
{
    list->n_small -= list->items[at].want == CAPITAL_SMALL;
    list->count--;
    memmove(list->items + at, list->items + at + 1,
            (list->count - at) * sizeof *list->items);
}

static void drop_excepted(stet_ctx *ctx, const capitalization_options *o, stet_str text,
                          stet_span block, wrong_list *list)
{
    const phrasing_item *except = o->except.items;
    stet_str whole = stet_slice(text, block);
    stet_match match;

    for (size_t e = 0; e < o->except.count && list->count > 0; e++)
        for (uint32_t at = 0; stet_find(ctx, except[e].pattern, whole, at, &match);
             at = match.group[0].end)
            for (size_t i = list->count; i-- > 0;) {
                stet_span span = list->items[i].word->span;
                if (span.start >= block.start + match.group[0].start &&
                    span.end <= block.start + match.group[0].end)
                    drop(list, i);
            }
}

/* ---- Names, told by the text itself ---- */

/* Marks the words with capitals that should have none; whether there are any. */
static bool mark_suspects(stet_ctx *ctx, const wrong_list *list, uint32_t mark)
{
    uint32_t *memos = stet_memos(ctx);

    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].want == CAPITAL_SMALL)
            memos[list->items[i].form->lower] = mark;
    return list->n_small > 0;
}

/* How the other blocks write them: a word with a capital inside a sentence is a name.
 */
static void see_elsewhere(stet_ctx *ctx, const stet_doc *doc)
{
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_word_array words = stet_words(ctx, doc);
    uint32_t *memos = stet_memos(ctx);

    for (size_t s = 0; s < sentences.count; s++) {
        const stet_sentence *sentence = &sentences.items[s];
        if (stet_selected(ctx, &blocks.items[sentence->block]))
            continue;
        bool begun = false;
        for (uint32_t i = 0; i < sentence->n_words; i++) {
            const stet_word *word = &words.items[sentence->first_word + i];
            if (word->kind != STET_WORD_PLAIN)
                continue;
            const stet_form_info *form = stet_form(ctx, word->form);
            if (memos[form->lower]) {
                if (form->shape & STET_SHAPE_LOWER)
                    memos[form->lower] |= SEEN_SMALL;
                else if (begun)
                    memos[form->lower] |= SEEN_CAPITAL;
            }
            begun = true;
        }
    }
}

/* Whether the heading is written as a title: most of its words have capitals, and they
   are more than a name has, or such as names have not ("With", "And"). */
static bool is_titled(stet_ctx *ctx, const wrong_list *list)
{
    bool names_none = list->n_small > 2;

    for (size_t i = 0; i < list->count && !names_none; i++)
        names_none =
            list->items[i].want == CAPITAL_SMALL &&
            capital_is_small_word(stet_form(ctx, list->items[i].form->lower)->text);
    return names_none && list->n_small * 2 >= list->n_free;
}

/* Whether it stands alone: two words with capitals in a row may be a name, although
   the text has each of them small. */
static bool stands_alone(const wrong_list *list, size_t at)
{
    const stet_word *word = list->items[at].word;

    return (at == 0 || list->items[at - 1].word != word - 1) &&
           (at + 1 == list->count || list->items[at + 1].word != word + 1);
}

/* In sentence style nobody can tell a name from a word, but for what the text shows,
   and but for a heading that is written as a title. */
static void drop_names(stet_ctx *ctx, wrong_list *list)
{
    const uint32_t *memos = stet_memos(ctx);
    bool titled = is_titled(ctx, list);
    bool *is_name = stet_alloc(ctx, list->count * sizeof *is_name);

    for (size_t i = 0; i < list->count; i++) {
        uint32_t memo = memos[list->items[i].form->lower];
        is_name[i] = list->items[i].want == CAPITAL_SMALL &&
                     ((memo & SEEN_CAPITAL) ||
                      (!titled && (!(memo & SEEN_SMALL) || !stands_alone(list, i))));
    }
    for (size_t i = list->count; i-- > 0;)
        if (is_name[i])
            drop(list, i);
}

/* ---- Reporting ---- */

/* The word as it is wanted, in the callback's memory; ptr NULL: not known. */
static stet_str written(stet_ctx *ctx, const wrong_word *it)
{
    stet_str text = it->form->text;
    char *copy = stet_alloc(ctx, text.len + 1);

    memcpy(copy, text.ptr, text.len);
    if (it->want != CAPITAL_ALL)
        return phrasing_turn(copy, text.len) ? (stet_str){ copy, text.len }
                                             : (stet_str){ 0 };
    for (size_t i = 0; i < text.len; i++) {
        if (copy[i] >= 'a' && copy[i] <= 'z')
            copy[i] = (char)(copy[i] ^ 0x20);
        else if ((copy[i] & 0x80) != 0)
            return (stet_str){ 0 };
    }
    return (stet_str){ copy, text.len };
}

static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span,
                   const wrong_list *list)
{
    stet_str whole = stet_slice(stet_text(ctx, doc), span);
    stet_edit *edits = stet_alloc(ctx, list->count * sizeof *edits);
    char *expected = stet_alloc(ctx, whole.len + 1);
    stet_fix fix = { "Change the capitals", edits, 0, false };

    memcpy(expected, whole.ptr, whole.len);
    for (size_t i = 0; i < list->count; i++) {
        stet_span at = list->items[i].word->span;
        stet_str text = written(ctx, &list->items[i]);
        if (!text.ptr || text.len != at.end - at.start)
            continue;
        memcpy(expected + (at.start - span.start), text.ptr, text.len);
        edits[fix.n_edits++] = (stet_edit){ at, text };
    }
    stet_arg arg = { .name = "expected", .text = { expected, whole.len } };
    stet_report(ctx, &(stet_finding){ .span = span,
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = &fix,
                                      .n_fixes = fix.n_edits > 0 });
}

static void check_pattern(stet_ctx *ctx, const capitalization_options *o,
                          const stet_doc *doc, const stet_block *block)
{
    const phrasing_item *patterns = o->patterns.items;
    stet_str text = stet_slice(stet_text(ctx, doc), block->span);
    stet_match match;

    for (size_t i = 0; i < o->patterns.count; i++)
        if (stet_find(ctx, patterns[i].pattern, text, 0, &match) &&
            match.group[0].start == 0 && match.group[0].end == text.len)
            return;
    if (text.len > 0)
        stet_report(ctx, &(stet_finding){ .message = 1, .span = block->span });
}

static void check_words(stet_ctx *ctx, const capitalization_options *o,
                        const stet_doc *doc, const stet_block *block)
{
    wrong_list list = find_wrong(ctx, o, doc, block);

    if (list.count > 0)
        drop_excepted(ctx, o, stet_text(ctx, doc), block->span, &list);
    if (o->style == CAPITAL_SENTENCE && list.n_small > 0)
        drop_names(ctx, &list);
    if (list.count > 0 &&
        (double)(list.n_words - list.count) < o->share * (double)list.n_words)
        report(ctx, doc, block->span, &list);
}

/* Whether the rule looks at a block: by `in`, and at headings by their level. */
static bool is_held(stet_ctx *ctx, const capitalization_options *o,
                    const stet_block *block)
{
    const heading_level *levels = o->levels.items;
    bool held = o->levels.count == 0 || block->kind != STET_BLOCK_HEADING;

    for (size_t i = 0; i < o->levels.count && !held; i++)
        held = levels[i].level == (int64_t)block->level;
    return held && stet_selected(ctx, block);
}

/* Marks, or forgets, the suspects of all blocks; whether there are any. */
static bool mark_all(stet_ctx *ctx, const capitalization_options *o,
                     const stet_doc *doc, stet_block_array blocks, uint32_t mark)
{
    bool any = false;

    for (size_t b = 0; b < blocks.count; b++)
        if (is_held(ctx, o, &blocks.items[b])) {
            wrong_list list = find_wrong(ctx, o, doc, &blocks.items[b]);
            any = mark_suspects(ctx, &list, mark) || any;
        }
    return any;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const capitalization_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    size_t first = 0;
    bool marked = false;

    (void)state;
    while (first < blocks.count && !is_held(ctx, o, &blocks.items[first]))
        first++;
    if (first == blocks.count)
        return STET_OK;
    if (o->style != CAPITAL_PATTERN)
        stet_words(ctx, unit->doc);
    if (o->style == CAPITAL_SENTENCE)
        marked = mark_all(ctx, o, unit->doc, blocks, SUSPECT);
    if (marked)
        see_elsewhere(ctx, unit->doc);
    for (size_t b = first; b < blocks.count; b++) {
        if (!is_held(ctx, o, &blocks.items[b]))
            continue;
        if (o->style == CAPITAL_PATTERN)
            check_pattern(ctx, o, unit->doc, &blocks.items[b]);
        else
            check_words(ctx, o, unit->doc, &blocks.items[b]);
    }
    if (marked)
        mark_all(ctx, o, unit->doc, blocks, 0);
    return STET_OK;
}

const stet_check_type phrasing_capitalization = {
    .name = "capitalization",
    .summary = "A heading has its capitals in the wrong places",
    .doc =
        "Holds headings, or the blocks that the rule's `in` names, to a style of "
        "capitals. Words in mixed case, acronyms, words with digits, code and what "
        "`except` lists are left alone. In sentence style a word with a capital may be "
        "a name: it is told when the text writes it small elsewhere, or when the "
        "heading is written as a title, and never when the text writes it with a "
        "capital inside a sentence. In title styles, words that may be preposition or "
        "adverb (in, on, up) may be written either way.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(capitalization_options, params),
    .create = create,
    .run = run,
    .whole = true,
    .kinds = 1u << STET_BLOCK_HEADING,
};
