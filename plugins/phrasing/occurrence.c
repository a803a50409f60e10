/* SPDX-License-Identifier: Apache-2.0 */
#include "finds.h"
#include "phrasing.h"

#include <string.h>

enum { PER_TEXT, PER_BLOCK, PER_SENTENCE };
static const char *const per_choices[] = { "text", "block", "sentence", NULL };

typedef struct occurrence_options {
    phrasing_search search;
    bool ignore_case;
    bool whole_words;
    int64_t min, max;
    int per;
} occurrence_options;

static const stet_param params[] = {
    { .name = "phrases",
      .type = STET_T_LIST,
      .offset = offsetof(occurrence_options, search.wanted[0]),
      .preset = "[]",
      .sub = phrasing_plain_worded,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "What is counted: words as they stand." },
    { .name = "patterns",
      .type = STET_T_LIST,
      .offset = offsetof(occurrence_options, search.wanted[1]),
      .preset = "[]",
      .sub = phrasing_plain_cased,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "The same as PCRE2 patterns." },
    PHRASING_EXCEPT(occurrence_options, search.except,
                    "Longer phrases that do not count."),
    STET_BOOL(occurrence_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(occurrence_options, whole_words, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_INT(occurrence_options, min, .more = STET_STRICTER, .preset = "0", .min = 0,
             .max = 1e9, .doc = "How many must stand there."),
    STET_INT(occurrence_options, max, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e9, .doc = "How many may stand there; -1: any number."),
    STET_CHOICE(occurrence_options, per, .preset = "text", .choices = per_choices,
                .doc = "Where: in each text, each block that `in` names, or each "
                       "sentence of these."),
};

static const stet_message messages[] = {
    { "few", "{count} of what is wanted here; at least {min} must be" },
    { "many", "“{match}” is one of {count} here; at most {max} may be" },
    { "none", "“{match}” may not stand here" },
};
enum { FEW, MANY, NONE };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const occurrence_options *o = options;

    (void)check;
    if (o->search.wanted[0].count + o->search.wanted[1].count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns to count");
    if (o->min == 0 && o->max < 0)
        return stet_fail(ctx, "min", "give min or max");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return STET_OK;
}

/* Judges what was found in `where`, and forgets it. */
static void judge(stet_ctx *ctx, const occurrence_options *o, phrasing_finds *finds,
                  stet_span where)
{
    phrasing_finds_settle(finds);
    bool many = o->max >= 0 && finds->count > (size_t)o->max;
    stet_arg args[] = { { .name = "count", .number = (double)finds->count },
                        { .name = "min", .number = (double)o->min },
                        { .name = "max", .number = (double)o->max } };

    if (many || finds->count < (size_t)o->min)
        stet_report(ctx,
                    &(stet_finding){ .message = !many        ? FEW
                                                : o->max > 0 ? MANY
                                                             : NONE,
                                     .span = many ? finds->items[o->max].span : where,
                                     .args = args,
                                     .n_args = STET_LEN(args) });
    finds->count = 0;
}

static void search_span(stet_ctx *ctx, const occurrence_options *o, const stet_doc *doc,
                        stet_span span, phrasing_finds *finds)
{
    stet_str text = stet_slice(stet_text(ctx, doc), span);

    phrasing_finds_add(ctx, finds, &o->search,
                       &(phrasing_piece){ .text = text, .start = span.start });
}

static void search_block(stet_ctx *ctx, const occurrence_options *o,
                         const stet_doc *doc, const stet_block *block,
                         phrasing_finds *finds)
{
    if (o->per != PER_SENTENCE) {
        search_span(ctx, o, doc, block->span, finds);
        if (o->per == PER_BLOCK)
            judge(ctx, o, finds, block->span);
        return;
    }
    const stet_sentence *sentences = stet_sentences(ctx, doc).items;
    for (uint32_t s = 0; s < block->n_sentences; s++) {
        stet_span span = sentences[block->first_sentence + s].span;
        search_span(ctx, o, doc, span, finds);
        judge(ctx, o, finds, span);
    }
}

/* A text without letters has no place to which a finding could point. */
static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const occurrence_options *o = check;
    phrasing_finds finds = { .count = 0 };
    stet_word_array words = stet_words(ctx, unit->doc);

    (void)state;
    if (o->per == PER_SENTENCE)
        stet_sentences(ctx, unit->doc);
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    for (size_t b = 0; b < blocks.count; b++)
        if (blocks.items[b].span.start < blocks.items[b].span.end &&
            stet_selected(ctx, &blocks.items[b]))
            search_block(ctx, o, unit->doc, &blocks.items[b], &finds);
    if (o->per == PER_TEXT && words.count > 0)
        judge(ctx, o, &finds, words.items[0].span);
    return STET_OK;
}

const stet_check_type phrasing_occurrence = {
    .name = "occurrence",
    .summary = "A phrase stands too seldom, or too often, in each part of a text",
    .doc =
        "Counts phrases and patterns in each text, block or sentence, and tells where "
        "there are fewer than `min`, or the first that is more than `max`. Patterns "
        "are "
        "matched in a block or a sentence by itself. To limit what is only tiresome in "
        "numbers use phrasing.limit, which is not run where nothing stands, and so "
        "cannot miss anything.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(occurrence_options, params),
    .create = create,
    .run = run,
    .whole = true,
};
