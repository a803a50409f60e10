/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"
#include "reading/python.h"
#include "reading/subject.h"

#include <string.h>

static const char *const code_choices[] = { "ignored", "each", "required", NULL };

static const stet_param params[] = {
    STET_LIST(structure_options, sections, spec_text, spec_text_params,
              .more = STET_STRICTER, .unless = "only", .preset = "[]",
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
                .choices = spec_parses_choices,
                .doc = "As what the whole text must parse."),
    STET_BOOL(structure_options, fenced, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether it may stand in one fenced code block."),
    STET_CHOICE(
        structure_options, code_blocks, .preset = "ignored", .choices = code_choices,
        .doc = "Whether not the text, but each fenced code block in it that is "
               "marked so (```json) must parse, and whether there must be one."),
    STET_LIST(structure_options, keys, spec_text, spec_text_params,
              .more = STET_STRICTER, .unless = "only_keys", .preset = "[]",
              .doc = "Keys that the data must have: of its map, of each line of JSONL, "
                     "or columns that the first row names; /a/b is a key b within a."),
    STET_BOOL(structure_options, only_keys, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether other keys at the top are forbidden."),
    STET_DATA(structure_options, schema, .more = STET_DEMAND, .preset = "null",
              .doc = "A JSON Schema for the data: written below as YAML, as JSON, or "
                     "the name of a file beside the rule set."),
    SPEC_PROFILE_PARAM(structure_options, profile),
};

static const stet_message messages[] = {
    { "missing", "the section “{section}” is missing" },
    { "order",
      "the section “{section}” stands before “{before}”, which must come first" },
    { "other", "the section “{match}” is not one of those that the text may have" },
    { "syntax", "this is not {syntax}: {why}" },
    { "data", "{path}: {what}" },
    { "no-code", "no code block is marked as {syntax}; begin it with ```{mark}" },
};

static bool is_json_alone(const structure_options *o)
{
    return o->parses == SPEC_PARSES_JSON && o->sections.count == 0 &&
           o->keys.count == 0 && !o->schema && o->code_blocks == SPEC_CODE_IGNORED;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const structure_options *o = options;
    structure_check *made = stet_keep(ctx, sizeof *made);

    if (o->sections.count == 0 && o->parses == SPEC_PARSES_ANYTHING && !o->schema &&
        o->keys.count == 0 && o->code_blocks == SPEC_CODE_IGNORED)
        return stet_fail(ctx, "sections", "give sections, or what the text parses as");
    if (o->sections.count == 0 && (o->only || !o->ordered || o->heading_level > 0))
        return stet_fail(ctx,
                         o->only       ? "only"
                         : !o->ordered ? "ordered"
                                       : "heading_level",
                         "say with `sections` which sections the text must have");
    if (spec_is_literal(o->profile) && !is_json_alone(o))
        return stet_fail(ctx, "profile", "the profile `%s` knows `parses: json` only",
                         spec_profile_names[o->profile]);
    made->options = *o;
    *check = made;
    const stet_list unchanged = { 0 };
    if (!spec_view_texts(ctx, &unchanged, "sections", &made->options.sections) ||
        !spec_view_texts(ctx, &unchanged, "keys", &made->options.keys))
        return STET_FAILED;
    return spec_data_create(ctx, made);
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
            tell(ctx, SPEC_MESSAGE_MISSING, spec_start(ctx, doc), sections[i].text,
                 last_name);
        } else if (o->ordered && last_name.len > 0 && at < last) {
            tell(ctx, SPEC_MESSAGE_ORDER, blocks.items[at].span, sections[i].text,
                 last_name);
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
            stet_report(ctx, &(stet_finding){ .message = SPEC_MESSAGE_OTHER,
                                              .span = blocks.items[b].span });
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
    stet_arg args[] = {
        { .name = "syntax", .text = { "JSON", 4 } },
        { .name = "why", .text = { why, sizeof why - 1 } },
    };
    stet_report(ctx, &(stet_finding){ .message = SPEC_MESSAGE_SYNTAX,
                                      .span = all,
                                      .in_markup = true,
                                      .args = args,
                                      .n_args = 2 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const structure_check *made = check;
    const structure_options *o = &made->options;

    (void)state;
    check_sections(ctx, o, unit->doc);
    if (o->only)
        check_only(ctx, o, unit->doc);
    if (!spec_is_literal(o->profile))
        return spec_data_run(ctx, made, unit->doc);
    check_json_literally(ctx, unit->doc);
    return STET_OK;
}

const stet_check_type spec_structure = {
    .name = "structure",
    .summary = "A required section is missing, or the text does not parse",
    .doc =
        "Sections are headings, compared in any case, without their numbers; they must "
        "be there, in order unless `ordered` is false.\n\n"
        "`parses` holds the whole text, or what stands in its one fenced block, "
        "against "
        "a syntax, and tells the first place that is wrong: `json` is RFC 8259 and has "
        "no key twice; `jsonl` is one such value a line; `csv` and `tsv` are RFC 4180, "
        "with as many cells in each row; `yaml` is one document, a list or a map; "
        "`xml` "
        "is well-formed XML 1.0 that declares no entities. With `code-blocks: each` "
        "the "
        "code that is marked so is looked at, wherever it stands in the text.\n\n"
        "`keys` are the keys that must be there; `/a/b` is the key b of what stands "
        "under a, and of each item when that is a list. Of CSV and TSV they are the "
        "columns that the first row names. `only-keys: true` forbids others.\n\n"
        "`schema` is a JSON Schema of draft 2020-12 or draft-07. Each place that is "
        "not as it says is told with its path. A "
        "keyword or a format that stet cannot check is an error when the rule set is "
        "loaded. YAML is checked as the JSON that it stands for; a table is a list of "
        "rows, which are lists of texts; an XML element is a text, or a map when it "
        "has "
        "attributes (`@name`) or elements in it: a list where there are several of one "
        "name, and `#text` is what stands beside them.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(structure_options, params),
    .create = create,
    .run = run,
};
