/* SPDX-License-Identifier: Apache-2.0 */
#include "places.h"
#include "structure.h"

#include <string.h>

typedef struct dash_options {
    double max;
    int64_t min_count, min_words;
} dash_options;

static const stet_param params[] = {
    STET_REAL(dash_options, max, .more = STET_LOOSER, .preset = "9", .min = 0,
              .max = 1000, .doc = "The most dashes in 1,000 words."),
    STET_INT(dash_options, min_count, .more = STET_LOOSER, .preset = "4", .min = 1,
             .max = 1e6, .doc = "Texts with fewer dashes are not judged."),
    STET_INT(dash_options, min_words, .more = STET_LOOSER, .preset = "100", .min = 1,
             .max = 1e9, .doc = "Texts of fewer words are not judged."),
};

static const stet_message messages[] = {
    { "dense", "{count} dashes, {density} in 1,000 words; {limit}" },
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* An em dash, or an en dash with a space on both sides, that parts words: not one that
   begins or ends a block (a speaker, a source, an empty cell), nor that of a range. */
static bool is_dash(stet_str text, const stet_block *block, uint32_t at)
{
    uint32_t end = at + 3, before = at, behind = end;

    if (text.len - at < 3 || text.ptr[at + 1] != '\x80')
        return false;
    if (text.ptr[at + 2] != '\x94' && text.ptr[at + 2] != '\x93')
        return false;
    while (before > block->span.start && text.ptr[before - 1] == ' ')
        before--;
    while (behind < block->span.end && text.ptr[behind] == ' ')
        behind++;
    if (before == block->span.start || behind >= block->span.end ||
        text.ptr[before - 1] == '\n')
        return false;
    bool em = text.ptr[at + 2] == '\x94';
    bool range = is_digit(text.ptr[behind]) && (!em || is_digit(text.ptr[before - 1]));
    return !range && (em || (before < at && behind > end));
}

static void collect(stet_ctx *ctx, const stet_doc *doc, structure_places *places)
{
    stet_str text = stet_text(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    const char *found = memchr(text.ptr, '\xE2', text.len);

    for (size_t b = 0; found;) {
        uint32_t at = (uint32_t)(found - text.ptr), next = at + 1;
        while (b < blocks.count && blocks.items[b].span.end <= at)
            b++;
        if (b == blocks.count)
            return;
        const stet_block *block = &blocks.items[b];
        stet_span span = { at, at + 3 };
        if (!stet_selected(ctx, block))
            next = block->span.end;
        else if (is_dash(text, block, at) && !structure_is_code(ctx, doc, span))
            structure_places_add(ctx, places, span);
        found = memchr(text.ptr + next, '\xE2', text.len - next);
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const dash_options *o = check;
    structure_places places = { .count = 0 };

    (void)state;
    if (!(stet_chars(ctx, unit->doc) & STET_CHARS_NON_ASCII))
        return STET_OK;
    collect(ctx, unit->doc, &places);
    if (places.count < (uint64_t)o->min_count)
        return STET_OK;
    double words = (double)stet_count(ctx, unit->doc, STET_COUNT_WORDS);
    double density = 1000 * (double)places.count / (words > 0 ? words : 1);
    if (words < (double)o->min_words || density <= o->max)
        return STET_OK;
    stet_arg args[] = { { .name = "count", .number = (double)places.count },
                        { .name = "density", .text = structure_shown(ctx, density) },
                        { .name = "max", .number = o->max },
                        { .name = "limit", .text = structure_at_most(ctx, o->max) } };
    structure_places_report(ctx, unit->doc, &places,
                            (stet_finding){ .args = args, .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type structure_dashes = {
    .name = "dashes",
    .summary = "A text has too many dashes",
    .doc = "Counts em dashes, and en dashes between spaces, in 1,000 words, and tells "
           "all of them in one finding. Ranges of numbers, code, and dashes that begin "
           "or end a paragraph, an item or a cell do not count.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(dash_options, params),
    .run = run,
};
