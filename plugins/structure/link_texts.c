/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct text_item {
    stet_str text;
} text_item;

typedef struct text_options {
    stet_list vague; /* text_item */
    bool duplicates;
} text_options;

static const stet_param item_params[] = {
    STET_TEXT(text_item, text, .doc = "All of a link's text, in any case."),
};

static const stet_param params[] = {
    STET_LIST(text_options, vague, text_item, item_params,
              .preset =
                  "[here, click here, this, this link, this page, link, read more, "
                  "more, learn more, see here]",
              .doc = "Texts that do not say where a link leads."),
    STET_BOOL(text_options, duplicates, .preset = "true",
              .doc = "Whether one text may not have two targets."),
};

static const stet_message messages[] = {
    { "empty", "this link has no text" },
    { "vague", "“{match}” does not say where this link leads" },
    { "duplicate", "“{match}” leads somewhere else here than above" },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_same(stet_str a, stet_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

static bool is_edge(char c)
{
    return c == ' ' || c == '\n' || c == '.' || c == '!' || c == ':';
}

static stet_str trim(stet_str text)
{
    while (text.len > 0 && is_edge(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_edge(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

static bool is_vague(const text_options *o, stet_str text)
{
    const text_item *items = o->vague.items;

    for (size_t i = 0; i < o->vague.count; i++)
        if (is_same(items[i].text, text))
            return true;
    return false;
}

/* "[1]" and "[1]" may be notes of two lists. */
static bool has_letter(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((lower(text.ptr[i]) >= 'a' && lower(text.ptr[i]) <= 'z') ||
            (unsigned char)text.ptr[i] >= 0x80)
            return true;
    return false;
}

/* An image in a link is its text, though it takes no room. */
static bool holds_image(stet_inline_array inlines, size_t link)
{
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_IMAGE &&
            inlines.items[i].markup.start >= inlines.items[link].markup.start &&
            inlines.items[i].markup.end <= inlines.items[link].markup.end)
            return true;
    return false;
}

/* The first link before `at` that has the same text; `at` itself when there is none. */
static size_t find_first(stet_inline_array inlines, stet_str text, size_t at)
{
    stet_str own = trim(stet_slice(text, inlines.items[at].span));

    for (size_t i = 0; i < at; i++)
        if (inlines.items[i].kind == STET_INLINE_LINK &&
            is_same(trim(stet_slice(text, inlines.items[i].span)), own))
            return i;
    return at;
}

static void judge_duplicate(stet_ctx *ctx, const stet_doc *doc, size_t at)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    const stet_inline *link = &inlines.items[at];
    const stet_inline *first =
        &inlines.items[find_first(inlines, stet_text(ctx, doc), at)];

    if (first == link ||
        (first->target.len == link->target.len &&
         memcmp(first->target.ptr, link->target.ptr, link->target.len) == 0))
        return;
    stet_place related = stet_place_of(ctx, doc, first->span);
    stet_report(ctx, &(stet_finding){ .message = 2,
                                      .span = link->span,
                                      .related = &related,
                                      .n_related = 1 });
}

static void judge(stet_ctx *ctx, const text_options *o, const stet_doc *doc, size_t at)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    const stet_inline *link = &inlines.items[at];
    stet_str text = trim(stet_slice(stet_text(ctx, doc), link->span));

    if (text.len == 0) {
        if (!holds_image(inlines, at))
            stet_report(ctx,
                        &(stet_finding){ .span = link->markup, .in_markup = true });
    } else if (is_vague(o, text)) {
        stet_report(ctx, &(stet_finding){ .message = 1, .span = link->span });
    } else if (o->duplicates && has_letter(text)) {
        judge_duplicate(ctx, doc, at);
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);

    (void)state;
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_LINK)
            judge(ctx, check, unit->doc, i);
    return STET_OK;
}

const stet_check_type structure_link_text = {
    .name = "link-text",
    .summary = "A link's text is empty, vague, or used for another target too",
    .doc = "Who goes from link to link with a screen reader hears only their texts: "
           "“here” says nothing, and one text that leads to two places misleads. Of a "
           "link that holds an image, that is the text.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(text_options, params),
    .run = run,
};
