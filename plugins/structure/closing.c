/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct closing_item {
    const stet_pattern *phrase;
} closing_item;

typedef struct closing_options {
    stet_list phrases; /* closing_item */
    int64_t min_words;
} closing_options;

static const stet_param item_params[] = {
    STET_PHRASE(closing_item, phrase, .gate = true, .doc = "Words as they stand."),
};

static const stet_param params[] = {
    STET_LIST(
        closing_options, phrases, closing_item, item_params, .more = STET_STRICTER,
        .preset = "[in conclusion, in summary, to summarize, to summarise, to sum "
                  "up, to conclude, in closing, all in all, in essence, overall, "
                  "ultimately]",
        .min = 1, .max = 1000,
        .doc = "What such a paragraph begins with; one word alone needs a comma "
               "behind it."),
    STET_INT(closing_options, min_words, .more = STET_LOOSER, .preset = "150", .min = 0,
             .max = 1e9, .doc = "Texts of fewer words are not judged."),
};

static const stet_message messages[] = {
    { "summary",
      "the last paragraph sums up what was said (“{match}”); end with the last "
      "thing there is to say" },
};

/* The last block that is prose, when it is a paragraph of the text itself. */
static const stet_block *last_paragraph(stet_ctx *ctx, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);

    for (size_t b = blocks.count; b > 0; b--) {
        const stet_block *block = &blocks.items[b - 1];
        if (block->kind == STET_BLOCK_MARKUP)
            continue;
        return block->kind == STET_BLOCK_PARAGRAPH && block->parent == STET_BLOCK_NONE
                   ? block
                   : NULL;
    }
    return NULL;
}

static bool is_opening(stet_str text, const stet_block *block, stet_span span)
{
    stet_str phrase = stet_slice(text, span);
    char behind = span.end < block->span.end ? text.ptr[span.end] : '\0';

    return span.start == block->span.start &&
           (behind == ',' || behind == ':' || memchr(phrase.ptr, ' ', phrase.len));
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const closing_options *o = check;
    const stet_block *last = last_paragraph(ctx, unit->doc);
    uint32_t cursor = 0;
    stet_hit hit;

    (void)state;
    if (!last)
        return STET_OK;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        if (!is_opening(stet_text(ctx, unit->doc), last, hit.match.group[0]))
            continue;
        if (stet_count(ctx, unit->doc, STET_COUNT_WORDS) >= (uint64_t)o->min_words)
            stet_report(ctx, &(stet_finding){ .span = hit.match.group[0] });
        break;
    }
    return STET_OK;
}

const stet_check_type structure_closing_summary = {
    .name = "closing-summary",
    .summary = "The last paragraph sums up the text",
    .doc =
        "Finds a last paragraph that begins with “In conclusion”, “Overall,” and the "
        "like. A text of a page needs no summary of itself.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(closing_options, params),
    .run = run,
};
