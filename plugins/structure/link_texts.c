/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <stdlib.h>
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
    STET_LIST(text_options, vague, text_item, item_params, .more = STET_STRICTER,
              .preset =
                  "[here, click here, this, this link, this page, link, read more, "
                  "more, learn more, see here]",
              .doc = "Texts that do not say where a link leads."),
    STET_BOOL(text_options, duplicates, .more = STET_STRICTER, .preset = "true",
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

/* Inlines that begin where a link does and may stand before it. */
enum { NESTING = 16 };

/* An image in a link is its text, though it takes no room. */
static bool holds_image(stet_inline_array inlines, size_t link)
{
    stet_span span = inlines.items[link].markup;

    for (size_t i = link > NESTING ? link - NESTING : 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if (i > link && in->markup.start >= span.end)
            break;
        if (in->kind == STET_INLINE_IMAGE && in->markup.start >= span.start &&
            in->markup.end <= span.end)
            return true;
    }
    return false;
}

/* A link by its text. */
typedef struct named_link {
    stet_str text;
    size_t at; /* Among the inlines. */
} named_link;

typedef struct named_links {
    named_link *items;
    size_t count;
} named_links;

static int compare_texts(stet_str a, stet_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;

    for (size_t i = 0; i < len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return (unsigned char)lower(a.ptr[i]) < (unsigned char)lower(b.ptr[i]) ? -1
                                                                                   : 1;
    return (a.len > b.len) - (a.len < b.len);
}

static int by_text(const void *a, const void *b)
{
    const named_link *x = a, *y = b;
    int order = compare_texts(x->text, y->text);

    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

/* All links in the order of their texts, those of one text in text order. */
static named_links sort_links(stet_ctx *ctx, const stet_doc *doc)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    named_links links = { stet_alloc(ctx, (inlines.count + 1) * sizeof *links.items),
                          0 };

    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_LINK)
            links.items[links.count++] = (named_link){
                trim(stet_slice(stet_text(ctx, doc), inlines.items[i].span)), i
            };
    if (links.count > 1)
        qsort(links.items, links.count, sizeof *links.items, by_text);
    return links;
}

/* The first link of the text. */
static size_t find_first(const named_links *links, stet_str text)
{
    size_t low = 0, high = links->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_texts(links->items[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return links->items[low].at;
}

static void judge_duplicate(stet_ctx *ctx, const named_links *links,
                            const stet_doc *doc, size_t at, stet_str text)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    const stet_inline *link = &inlines.items[at];
    const stet_inline *first = &inlines.items[find_first(links, text)];

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

static void judge(stet_ctx *ctx, const text_options *o, const named_links *links,
                  const stet_doc *doc, size_t at)
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
        judge_duplicate(ctx, links, doc, at, text);
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);

    (void)state;
    if (inlines.count == 0)
        return STET_OK;
    named_links links = sort_links(ctx, unit->doc);
    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == STET_INLINE_LINK)
            judge(ctx, check, &links, unit->doc, i);
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
