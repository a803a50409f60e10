/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct order_options {
    int64_t first;
} order_options;

static const stet_param order_params[] = {
    STET_INT(order_options, first, .more = STET_DEMAND, .preset = "0", .min = 0,
             .max = 6, .doc = "The level that the first heading must have; 0: any."),
};

static const stet_message order_messages[] = {
    { "skipped", "a heading of level {level} under one of level {above}" },
    { "first", "the first heading has level {level}, not {above}" },
};

static void tell_level(stet_ctx *ctx, uint32_t message, stet_span span, uint32_t level,
                       uint32_t above)
{
    stet_arg args[] = { { .name = "level", .number = level },
                        { .name = "above", .number = above } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = span,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status run_order(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const order_options *o = check;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    uint32_t above = 0;

    (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_HEADING)
            continue;
        if (above == 0 && o->first > 0 && block->level != (uint32_t)o->first)
            tell_level(ctx, 1, block->span, block->level, (uint32_t)o->first);
        else if (above > 0 && block->level > above + 1)
            tell_level(ctx, 0, block->span, block->level, above);
        above = block->level;
    }
    return STET_OK;
}

const stet_check_type structure_heading_order = {
    .name = "heading-order",
    .summary = "A heading skips a level",
    .doc =
        "Under a heading of level 2 comes one of level 3, not 4. The first heading may "
        "have any level unless `first` names one.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(order_messages),
    STET_PARAMS(order_options, order_params),
    .run = run_order,
};

static const stet_message title_messages[] = {
    { "second", "a second heading of level 1; a text has one title" },
};

static stet_status run_title(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    bool has_title = false;

    (void)check, (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != STET_BLOCK_HEADING || block->level != 1)
            continue;
        if (has_title)
            stet_report(ctx, &(stet_finding){ .span = block->span });
        has_title = true;
    }
    return STET_OK;
}

const stet_check_type structure_single_title = {
    .name = "single-title",
    .summary = "A text has more than one heading of level 1",
    .doc = "A heading of level 1 is the title, and a text has one title at most.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(title_messages),
    .run = run_title,
};

static const stet_message section_messages[] = {
    { "empty", "nothing stands under this heading" },
    { "blank", "this heading is empty" },
};

/* A heading that says something itself: "Title: Echoes of Tomorrow", a sentence. A line
   of dashes under a paragraph makes headings of several lines, which nobody meant. */
static bool says_something(stet_str markup, stet_str text, const stet_block *block)
{
    stet_str heading = stet_slice(text, block->span);
    const char *colon = memchr(heading.ptr, ':', heading.len);
    const char *end = heading.ptr + heading.len;
    size_t n_lines = 0;

    for (uint32_t at = block->markup.start; at < block->markup.end; at++)
        n_lines += markup.ptr[at] == '\n';
    return n_lines > 1 || strchr(".!?", end[-1]) || (colon && end - colon > 2);
}

/* Nothing but thematic breaks may stand between; inlines such as an image make a block.
 */
static stet_status run_section(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    stet_str text = stet_text(ctx, unit->doc), markup = stet_markup(ctx, unit->doc);

    (void)check, (void)state;
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        const stet_block *next = b + 1 < blocks.count ? block + 1 : NULL;
        if (block->kind != STET_BLOCK_HEADING)
            continue;
        if (block->span.start == block->span.end)
            stet_report(ctx, &(stet_finding){ .message = 1,
                                              .span = block->markup,
                                              .in_markup = true });
        else if ((!next ||
                  (next->kind == STET_BLOCK_HEADING && next->level <= block->level)) &&
                 !says_something(markup, text, block))
            stet_report(ctx, &(stet_finding){ .span = block->span });
    }
    return STET_OK;
}

const stet_check_type structure_empty_section = {
    .name = "empty-section",
    .summary = "A heading has nothing under it, or no text",
    .doc = "A heading is followed by text, by a heading of a deeper level, a list, a "
           "table or code; not by the end, nor by a heading of its own level or above. "
           "One that says something itself (“Title: Echoes”, a sentence) may stand "
           "alone.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(section_messages),
    .run = run_section,
};
