/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct tag_item {
    stet_str name;
} tag_item;

typedef struct tag_options {
    stet_list tags; /* tag_item */
} tag_options;

static const stet_param item_params[] = {
    STET_TEXT(tag_item, name, .min = 1, .max = 0, .doc = "The name of a tag."),
};

static const stet_param params[] = {
    STET_LIST(tag_options, tags, tag_item, item_params, .more = STET_STRICTER,
              .preset = "[think, thinking, thought, reasoning, scratchpad, reflection, "
                        "antthinking, antartifact, answer, response, output, result, "
                        "unk, pad, bos, eos, sop, eop, grok-card, sys]",
              .min = 1, .max = 1000,
              .doc = "Names of tags that no text has, in any case. `</s>` is one of "
                     "them unless a `<s>` stands before it, and so is a `<s>` that "
                     "begins the text and is not closed."),
};

static const stet_message messages[] = {
    { "tag", "the tag “{match}” is left over from the model" },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_name(stet_str markup, size_t at, stet_str name)
{
    if (at + name.len >= markup.len || markup.ptr[at + name.len] != '>')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (lower(markup.ptr[at + i]) != lower(name.ptr[i]))
            return false;
    return true;
}

/* What is looked through, and where the first <s> stands in it. */
typedef struct search {
    const tag_options *options;
    stet_str markup;
    size_t struck;
    bool knows_struck;
} search;

static size_t find_struck(stet_str markup)
{
    for (size_t i = 0; i + 3 <= markup.len; i++) {
        const char *found = memchr(markup.ptr + i, '<', markup.len - i);
        if (!found)
            break;
        i = (size_t)(found - markup.ptr);
        if (i + 3 <= markup.len && memcmp(found, "<s>", 3) == 0)
            return i;
    }
    return markup.len;
}

/* The end of sequence of a tokenizer, not of struck-out text. */
static bool is_end_of_sequence(search *s, size_t at)
{
    if (s->markup.len - at < 4 || memcmp(s->markup.ptr + at, "</s>", 4) != 0)
        return false;
    if (!s->knows_struck)
        s->struck = find_struck(s->markup);
    s->knows_struck = true;
    return s->struck > at;
}

/* The start of sequence: a text begins with it, and nothing closes it. */
static bool is_start_of_sequence(const search *s, size_t at)
{
    stet_str markup = s->markup;

    if (at > 0 || markup.len < 3 || memcmp(markup.ptr, "<s>", 3) != 0)
        return false;
    for (size_t i = 3; i + 4 <= markup.len; i++)
        if (markup.ptr[i] == '<' && memcmp(markup.ptr + i, "</s>", 4) == 0)
            return false;
    return true;
}

/* Where a tag of the list that begins at `at` ends; 0: it is none of them. */
static size_t tag_end(search *s, size_t at)
{
    const tag_item *tags = s->options->tags.items;
    stet_str markup = s->markup;
    size_t name = at + 1 + (at + 1 < markup.len && markup.ptr[at + 1] == '/');

    for (size_t i = 0; i < s->options->tags.count; i++)
        if (is_name(markup, name, tags[i].name))
            return name + tags[i].name.len + 1;
    if (is_start_of_sequence(s, at))
        return at + 3;
    return is_end_of_sequence(s, at) ? at + 4 : 0;
}

static void look_through(stet_ctx *ctx, search *s, stet_span span)
{
    stet_str markup = s->markup;
    size_t at = span.start;

    while (at < span.end) {
        const char *found = memchr(markup.ptr + at, '<', span.end - at);
        if (!found)
            return;
        at = (size_t)(found - markup.ptr);
        size_t end = tag_end(s, at);
        if (end > 0) {
            stet_span tag = { (uint32_t)at, (uint32_t)end };
            stet_edit edit = { tag, { "", 0 } };
            stet_fix fix = { "Delete", &edit, 1, false };
            stet_report(
                ctx, &(stet_finding){
                         .span = tag, .in_markup = true, .fixes = &fix, .n_fixes = 1 });
        }
        at = end > 0 ? end : at + 1;
    }
}

/* In Markdown the tags have been found already. */
static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    search s = { .options = check, .markup = stet_markup(ctx, unit->doc) };
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);
    stet_block_array blocks = stet_blocks(ctx, unit->doc);

    (void)state;
    if (!stet_is_markdown(ctx, unit->doc)) {
        look_through(ctx, &s, (stet_span){ 0, (uint32_t)s.markup.len });
        return STET_OK;
    }
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_HTML)
            look_through(ctx, &s, inlines.items[i].markup);
    for (size_t b = 0; b < blocks.count; b++)
        if (blocks.items[b].kind == STET_BLOCK_MARKUP)
            look_through(ctx, &s, blocks.items[b].markup);
    return STET_OK;
}

const stet_check_type structure_leftover_tag = {
    .name = "leftover-tag",
    .summary = "A tag of a model's own is left in the text",
    .doc =
        "Models that think before they answer wrap it in tags, `<think>` and the like, "
        "and prompts ask for others, as `<answer>`. A reader sees them as text, or, "
        "where they are taken for HTML, not at all. Code is let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(tag_options, params),
    .run = run,
};
