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
                        "unk, pad, bos, eos, sop, eop, sys]",
              .min = 1, .max = 1000,
              .doc = "Names of tags that no text has, in any case. `</s>` is one of "
                     "them unless a `<s>` stands before it, and so is a `<s>` that "
                     "begins the text and is not closed; <answer>, <response>, "
                     "<output> and <result> only when they are closed."),
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

/* How often a closing tag is looked for in a text. */
enum { LOOKUPS = 64 };

/* What is looked through, and where the first <s> stands in it. */
typedef struct search {
    const tag_options *options;
    stet_str markup;
    size_t struck;
    bool knows_struck;
    int lookups;
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

/* What manuals write for what is to be filled in (“cp FILE <output>”): told where a tag
   closes it. */
static const char *const plain[] = { "answer", "response", "output", "result" };

/* What a model thinks stands between these, and goes with them. */
static const char *const thoughts[] = {
    "think",      "thinking",   "thought",     "reasoning",
    "scratchpad", "reflection", "antthinking",
};

/* Where the tag that closes the one before `at` ends; 0: none does. */
static size_t closing_end(stet_str markup, stet_str name, size_t at)
{
    for (size_t i = at; i + name.len + 3 <= markup.len; i++)
        if (markup.ptr[i] == '<' && markup.ptr[i + 1] == '/' &&
            is_name(markup, i + 2, name))
            return i + name.len + 3;
    return 0;
}

/* Whether one of the names stands at `at`, as that of a tag. */
static bool is_listed(stet_str markup, size_t at, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_name(markup, at, (stet_str){ names[i], strlen(names[i]) }))
            return true;
    return false;
}

/* The closing tag is looked for only so often in a text, for each time looks it
 * through. */
static bool is_metaphor(search *s, size_t at, stet_str name)
{
    if (s->markup.ptr[at + 1] == '/' ||
        !is_listed(s->markup, at + 1, plain, STET_LEN(plain)))
        return false;
    s->lookups++;
    return s->lookups > LOOKUPS || closing_end(s->markup, name, at) == 0;
}

/* Where a tag of the list that begins at `at` ends; 0: it is none of them. */
static size_t tag_end(search *s, size_t at)
{
    const tag_item *tags = s->options->tags.items;
    stet_str markup = s->markup;
    size_t name = at + 1 + (at + 1 < markup.len && markup.ptr[at + 1] == '/');

    for (size_t i = 0; i < s->options->tags.count; i++)
        if (is_name(markup, name, tags[i].name))
            return is_metaphor(s, at, tags[i].name) ? 0 : name + tags[i].name.len + 1;
    if (is_start_of_sequence(s, at))
        return at + 3;
    return is_end_of_sequence(s, at) ? at + 4 : 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A tag with the blank beside it that would be one too many; a whole thought, with all
   blanks behind it, where it begins a line. */
static stet_span cut_of(stet_str markup, stet_span cut, bool thought)
{
    bool begins = cut.start == 0 || markup.ptr[cut.start - 1] == '\n';
    char behind = cut.end < markup.len ? markup.ptr[cut.end] : '\n';

    if (begins && (thought || behind == ' '))
        while (cut.end < markup.len &&
               (thought ? is_blank(markup.ptr[cut.end]) : markup.ptr[cut.end] == ' '))
            cut.end++;
    else if (!begins && markup.ptr[cut.start - 1] == ' ' &&
             (is_blank(behind) || strchr(".,;:!?", behind)))
        cut.start--;
    return cut;
}

static void report(stet_ctx *ctx, search *s, stet_span tag)
{
    stet_str markup = s->markup;
    bool closes = markup.ptr[tag.start + 1] == '/';
    bool thought =
        is_listed(markup, tag.start + 1 + closes, thoughts, STET_LEN(thoughts));
    stet_span cut = tag;

    if (thought) {
        stet_str name = { markup.ptr + tag.start + 1, tag.end - tag.start - 2 };
        bool asks = !closes && s->lookups++ < LOOKUPS;
        cut.end = asks ? (uint32_t)closing_end(markup, name, tag.end) : 0;
    }
    stet_edit edit = { cut.end > 0 ? cut_of(markup, cut, thought) : tag, { "", 0 } };
    stet_fix fix = { "Delete", &edit, 1, false };
    stet_report(ctx, &(stet_finding){ .span = tag,
                                      .in_markup = true,
                                      .fixes = &fix,
                                      .n_fixes = cut.end > 0 });
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
        if (end > 0)
            report(ctx, s, (stet_span){ (uint32_t)at, (uint32_t)end });
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
        "where they are taken for HTML, not at all. The fix takes a thought out with "
        "its "
        "tags. Code is let pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(tag_options, params),
    .run = run,
};
