/* SPDX-License-Identifier: Apache-2.0 */
#include "python.h"
#include "spec.h"
#include "subject.h"

#include <string.h>

enum { PARSES_NOTHING, PARSES_JSON };
static const char *const parses_choices[] = { "anything", "json", NULL };

typedef struct structure_options {
    stet_list sections; /* spec_text */
    bool ordered;
    bool only;
    int64_t heading_level;
    int parses;
    bool fenced;
    int profile;
} structure_options;

static const stet_param params[] = {
    STET_LIST(structure_options, sections, spec_text, spec_text_params,
              .more = STET_STRICTER, .preset = "[]",
              .doc =
                  "Headings that the text must have, in any case; numbers before them "
                  "and a colon behind them do not count."),
    STET_BOOL(structure_options, ordered, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether the sections must stand in this order."),
    STET_BOOL(structure_options, only, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether other headings of the same level are forbidden."),
    STET_INT(structure_options, heading_level, .more = STET_DEMAND, .preset = "0",
             .min = 0, .max = 6, .doc = "The level of those headings; 0: any."),
    STET_CHOICE(structure_options, parses, .more = STET_DEMAND, .preset = "anything",
                .choices = parses_choices, .doc = "As what the whole text must parse."),
    STET_BOOL(structure_options, fenced, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether it may stand in one fenced code block."),
    SPEC_PROFILE_PARAM(structure_options, profile),
};

static const stet_message messages[] = {
    { "missing", "the section “{section}” is missing" },
    { "order",
      "the section “{section}” stands before “{before}”, which must come first" },
    { "other", "the section “{match}” is not one of those that the text may have" },
    { "json", "this is not JSON: {why}" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const structure_options *o = options;

    (void)check;
    if (o->sections.count == 0 && o->parses == PARSES_NOTHING)
        return stet_fail(ctx, "sections", "give sections, or what the text parses as");
    if (spec_is_literal(o->profile) &&
        (o->sections.count > 0 || o->parses != PARSES_JSON))
        return stet_fail(ctx, "profile", "the profile `%s` knows `parses: json` only",
                         spec_profile_names[o->profile]);
    return STET_OK;
}

/* A heading without its number and its colon: "2. Results:" is "Results". */
static stet_str bare(stet_str text)
{
    size_t at = 0;

    while (at < text.len && (strchr("0123456789.)", text.ptr[at]) != NULL))
        at++;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (at < text.len)
        text = (stet_str){ text.ptr + at, text.len - at };
    while (text.len > 0 && strchr(": .", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool is_heading(const structure_options *o, const stet_block *block)
{
    return block->kind == STET_BLOCK_HEADING &&
           (o->heading_level == 0 || block->level == (uint32_t)o->heading_level);
}

/* Index of the block that is the section's heading, or the count of blocks. */
static size_t find_section(const structure_options *o, stet_block_array blocks,
                           stet_str text, stet_str section)
{
    for (size_t b = 0; b < blocks.count; b++)
        if (is_heading(o, &blocks.items[b]) &&
            spec_is_same(bare(stet_slice(text, blocks.items[b].span)), bare(section),
                         true))
            return b;
    return blocks.count;
}

static void tell(stet_ctx *ctx, uint32_t message, stet_span span, stet_str section,
                 stet_str before)
{
    stet_arg args[] = { { .name = "section", .text = section },
                        { .name = "before", .text = before } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = span,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void check_sections(stet_ctx *ctx, const structure_options *o,
                           const stet_doc *doc)
{
    const spec_text *sections = o->sections.items;
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str text = stet_text(ctx, doc);
    size_t last = 0;
    stet_str last_name = { "", 0 };

    for (size_t i = 0; i < o->sections.count; i++) {
        size_t at = find_section(o, blocks, text, sections[i].text);
        if (at == blocks.count) {
            tell(ctx, 0, spec_start(ctx, doc), sections[i].text, last_name);
        } else if (o->ordered && last_name.len > 0 && at < last) {
            tell(ctx, 1, blocks.items[at].span, sections[i].text, last_name);
        } else {
            last = at;
            last_name = sections[i].text;
        }
    }
}

static bool is_section(const structure_options *o, stet_str heading)
{
    const spec_text *sections = o->sections.items;
    for (size_t i = 0; i < o->sections.count; i++)
        if (spec_is_same(bare(heading), bare(sections[i].text), true))
            return true;
    return false;
}

static void check_only(stet_ctx *ctx, const structure_options *o, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str text = stet_text(ctx, doc);

    for (size_t b = 0; b < blocks.count; b++)
        if (is_heading(o, &blocks.items[b]) &&
            !is_section(o, stet_slice(text, blocks.items[b].span)))
            stet_report(ctx,
                        &(stet_finding){ .message = 2, .span = blocks.items[b].span });
}

/* The inside of the fence when the markup is one fenced block, else the markup. */
static stet_span inside_fence(stet_ctx *ctx, const stet_doc *doc, stet_str markup)
{
    stet_line_array lines = stet_lines(ctx, doc);
    size_t open = lines.count, close = lines.count;

    for (size_t i = 0; i < lines.count; i++)
        if (lines.items[i].kind == STET_LINE_FENCE) {
            if (open == lines.count)
                open = i;
            else
                close = i;
        } else if (open == lines.count && lines.items[i].kind != STET_LINE_BLANK) {
            return spec_trim(markup);
        }
    if (open == lines.count || close == lines.count || close == open + 1)
        return spec_trim(markup);
    return (stet_span){ lines.items[open + 1].span.start,
                        lines.items[close - 1].span.end };
}

static void check_json(stet_ctx *ctx, const structure_options *o, const stet_doc *doc)
{
    stet_str markup = stet_markup(ctx, doc);
    stet_span whole = spec_trim(markup);
    stet_span span = o->fenced ? inside_fence(ctx, doc, markup) : whole;
    stet_fault fault;

    if (!stet_parse(ctx, STET_SYNTAX_JSON, stet_slice(markup, span), &fault)) {
        stet_arg arg = { .name = "why", .text = fault.why };
        uint32_t place = span.start + fault.at;
        uint32_t end = place < span.end ? place + 1 : place;
        while (end < span.end && ((unsigned char)markup.ptr[end] & 0xC0) == 0x80)
            end++;
        stet_report(ctx, &(stet_finding){ .message = 3,
                                          .span = { place, end },
                                          .in_markup = true,
                                          .args = &arg,
                                          .n_args = 1 });
    }
}

/* The reference takes ``` off the ends, if they are there, and asks Python. */
static void check_json_literally(stet_ctx *ctx, const stet_doc *doc)
{
    static const char *const fences[] = { "```json", "```Json", "```JSON", "```" };
    stet_str markup = stet_markup(ctx, doc);
    stet_span all = python_strip(markup, (stet_span){ 0, (uint32_t)markup.len });
    stet_span span = all;

    for (size_t i = 0; i < STET_LEN(fences); i++) {
        size_t len = strlen(fences[i]);
        if (span.end - span.start >= len &&
            memcmp(markup.ptr + span.start, fences[i], len) == 0)
            span.start += (uint32_t)len;
    }
    if (span.end - span.start >= 3 && memcmp(markup.ptr + span.end - 3, "```", 3) == 0)
        span.end -= 3;
    if (python_is_json(stet_slice(markup, python_strip(markup, span))))
        return;
    static const char why[] = "the reference cannot read it";
    stet_arg arg = { .name = "why", .text = { why, sizeof why - 1 } };
    stet_report(
        ctx,
        &(stet_finding){
            .message = 3, .span = all, .in_markup = true, .args = &arg, .n_args = 1 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const structure_options *o = check;

    (void)state;
    check_sections(ctx, o, unit->doc);
    if (o->only)
        check_only(ctx, o, unit->doc);
    if (spec_is_literal(o->profile))
        check_json_literally(ctx, unit->doc);
    else if (o->parses == PARSES_JSON)
        check_json(ctx, o, unit->doc);
    return STET_OK;
}

const stet_check_type spec_structure = {
    .name = "structure",
    .summary = "A required section is missing, or the text does not parse",
    .doc =
        "Sections are headings, compared in any case, without their numbers; they must "
        "be there, in order unless `ordered` is false. `parses: json` holds the whole "
        "text, or what stands in its one fenced block, against RFC 8259, and tells the "
        "first place that is wrong.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(structure_options, params),
    .create = create,
    .run = run,
};
