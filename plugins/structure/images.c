/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

static const stet_message messages[] = {
    { "none", "this image has no alternative text; say in a few words what it shows" },
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ![](...), and the same with a reference. */
static bool is_bare(stet_str markup, stet_span span)
{
    uint32_t at = span.start + 2;

    if (span.end - span.start < 3 || memcmp(markup.ptr + span.start, "![", 2) != 0)
        return false;
    while (at < span.end && is_blank(markup.ptr[at]))
        at++;
    return at < span.end && markup.ptr[at] == ']';
}

/* Whether `name` stands at a place of the tags, in any case. */
static bool stands(stet_str tags, size_t at, const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < len; i++)
        if (at + i >= tags.len || (tags.ptr[at + i] | 0x20) != name[i])
            return false;
    return true;
}

static bool has_attribute(stet_str tag, const char *name)
{
    for (size_t at = 4; at + 4 < tag.len; at++)
        if (is_blank(tag.ptr[at]) && stands(tag, at + 1, name) &&
            strchr("= >\n/", tag.ptr[at + 4]))
            return true;
    return false;
}

/* <img src=...> without alt; alt="" says that the image is an ornament. Without src it
   is no image, but the name of the tag, which somebody forgot to put in backticks. */
static void judge_tags(stet_ctx *ctx, stet_str markup, stet_span span)
{
    stet_str tags = stet_slice(markup, span);

    for (size_t at = 0; at < tags.len; at++) {
        const char *found = memchr(tags.ptr + at, '<', tags.len - at);
        if (!found)
            return;
        at = (size_t)(found - tags.ptr);
        if (!stands(tags, at + 1, "img") || at + 4 >= tags.len ||
            !(is_blank(tags.ptr[at + 4]) || strchr("/>", tags.ptr[at + 4])))
            continue;
        size_t end = at + 1;
        while (end < tags.len && tags.ptr[end] != '<' && tags.ptr[end] != '>')
            end++;
        end += end < tags.len && tags.ptr[end] == '>';
        stet_span tag = { span.start + (uint32_t)at, span.start + (uint32_t)end };
        stet_str attributes = stet_slice(markup, tag);
        if (has_attribute(attributes, "src") && !has_attribute(attributes, "alt"))
            stet_report(ctx, &(stet_finding){ .span = tag, .in_markup = true });
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_str markup = stet_markup(ctx, unit->doc);
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);
    stet_block_array blocks = stet_blocks(ctx, unit->doc);

    (void)check, (void)state;
    for (size_t i = 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if (in->kind == STET_INLINE_IMAGE && is_bare(markup, in->markup))
            stet_report(ctx, &(stet_finding){ .span = in->markup, .in_markup = true });
        else if (in->kind == STET_INLINE_HTML)
            judge_tags(ctx, markup, in->markup);
    }
    for (size_t b = 0; b < blocks.count; b++)
        if (blocks.items[b].kind == STET_BLOCK_MARKUP)
            judge_tags(ctx, markup, blocks.items[b].markup);
    return STET_OK;
}

const stet_check_type structure_image_alternative = {
    .name = "image-alternative",
    .summary = "An image has no alternative text",
    .doc =
        "`![](map.png)` says nothing to those who cannot see it, and `<img>` without "
        "`alt` does not either; `alt=\"\"` says that it is an ornament, and is let "
        "pass.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};
