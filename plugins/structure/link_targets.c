/* SPDX-License-Identifier: Apache-2.0 */
#include "anchors.h"
#include "structure.h"

#include <string.h>

typedef struct target_ending {
    stet_str text;
} target_ending;

typedef struct target_options {
    bool files, headings, images;
    stet_list endings; /* target_ending */
} target_options;

static const stet_param ending_params[] = {
    STET_TEXT(target_ending, text, .min = 1, .max = 0,
              .doc = "An ending, such as .md or /index.md."),
};

static const stet_param params[] = {
    STET_BOOL(target_options, files, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether relative targets must lead to a file or folder."),
    STET_BOOL(target_options, headings, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether targets that begin with # must lead to a heading or an "
                     "anchor of the text."),
    STET_BOOL(target_options, images, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether images are looked at as well."),
    STET_LIST(target_options, endings, target_ending, ending_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "What may be added to a target until it leads to a file, for "
                     "texts that leave it away."),
};

static const stet_message messages[] = {
    { "empty", "this link leads nowhere: it has no target" },
    { "file", "there is no file “{target}”" },
    { "heading", "no heading of this text makes the anchor “{target}”" },
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int digit_of(char c)
{
    return is_digit(c)                          ? c - '0'
           : lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 87
                                                : -1;
}

/* "mailto:", "https:", "C:": something other than a path. */
static bool has_scheme(stet_str target)
{
    size_t at = 0;

    while (at < target.len && (is_letter(target.ptr[at]) || is_digit(target.ptr[at]) ||
                               strchr("+.-", target.ptr[at])))
        at++;
    return at > 0 && at < target.len && target.ptr[at] == ':';
}

/* A path to look for: not an address, nor one from the root of a site, nor a template.
 */
static bool is_path(stet_str target)
{
    return target.len > 0 && !strchr("/?#{<$", target.ptr[0]) && !has_scheme(target) &&
           !memchr(target.ptr, '{', target.len);
}

/* The path of a target: without query and fragment, %20 and the like decoded. */
static stet_str decode(stet_ctx *ctx, stet_str target, stet_str ending)
{
    char *out = stet_alloc(ctx, target.len + ending.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < target.len && !strchr("?#", target.ptr[i]); i++) {
        bool escaped = target.ptr[i] == '%' && i + 2 < target.len &&
                       digit_of(target.ptr[i + 1]) >= 0 &&
                       digit_of(target.ptr[i + 2]) >= 0;
        out[len++] =
            escaped
                ? (char)(digit_of(target.ptr[i + 1]) * 16 + digit_of(target.ptr[i + 2]))
                : target.ptr[i];
        i += escaped ? 2 : 0;
    }
    if (ending.len > 0)
        memcpy(out + len, ending.ptr, ending.len);
    return (stet_str){ out, len + ending.len };
}

static bool is_missing(stet_ctx *ctx, const target_options *o, const stet_doc *doc,
                       stet_str target)
{
    const target_ending *endings = o->endings.items;
    stet_str path = decode(ctx, target, (stet_str){ "", 0 });

    if (path.len == 0 || stet_reach_of(ctx, doc, path) != STET_REACH_NOTHING)
        return false;
    for (size_t i = 0; i < o->endings.count; i++)
        if (stet_reach_of(ctx, doc, decode(ctx, target, endings[i].text)) !=
            STET_REACH_NOTHING)
            return false;
    return true;
}

/* Anchors with letters that are not ASCII are not judged: renderers differ. */
static bool is_dangling(stet_ctx *ctx, const stet_doc *doc, structure_anchors *anchors,
                        stet_str anchor)
{
    if (anchor.len == 3 && memcmp(anchor.ptr, "top", 3) == 0)
        return false;
    for (size_t i = 0; i < anchor.len; i++)
        if ((unsigned char)anchor.ptr[i] >= 0x80 || anchor.ptr[i] == '%')
            return false;
    if (!anchors->markup.ptr)
        *anchors = structure_anchors_of(ctx, doc);
    return !structure_anchors_have(ctx, anchors, anchor);
}

static void report(stet_ctx *ctx, uint32_t message, const stet_inline *link,
                   stet_str target)
{
    stet_arg arg = { .name = "target", .text = target };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = link->markup,
                                      .in_markup = true,
                                      .args = &arg,
                                      .n_args = 1 });
}

static void judge(stet_ctx *ctx, const target_options *o, const stet_doc *doc,
                  structure_anchors *anchors, const stet_inline *link)
{
    stet_str target = link->target;
    bool fragment = target.len > 1 && target.ptr[0] == '#';

    if (target.len == 0 || (target.len == 1 && target.ptr[0] == '#'))
        report(ctx, 0, link, target);
    else if (fragment && o->headings &&
             is_dangling(ctx, doc, anchors,
                         (stet_str){ target.ptr + 1, target.len - 1 }))
        report(ctx, 2, link, target);
    else if (!fragment && o->files && is_path(target) &&
             is_missing(ctx, o, doc, target))
        report(ctx, 1, link, decode(ctx, target, (stet_str){ "", 0 }));
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const target_options *o = check;
    stet_inline_array inlines = stet_inlines(ctx, unit->doc);
    structure_anchors anchors = { .n_names = 0 };

    (void)state;
    for (size_t i = 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if (in->kind == STET_INLINE_LINK ||
            (o->images && in->kind == STET_INLINE_IMAGE))
            judge(ctx, o, unit->doc, &anchors, in);
    }
    return STET_OK;
}

const stet_check_type structure_link_targets = {
    .name = "link-targets",
    .summary = "A link leads to a file or heading that does not exist",
    .doc =
        "Relative targets of links and images must lead to a file or folder, seen from "
        "the folder of the text; targets such as `#storage` to a heading of the text "
        "or to an anchor in it; and a link must have a target. Addresses, paths from "
        "the root of a site, and what holds braces are not looked at, nor are files "
        "where the text comes from standard input or is a row of a file.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(target_options, params),
    .run = run,
};
