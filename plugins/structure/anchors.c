/* SPDX-License-Identifier: Apache-2.0 */
#include "anchors.h"

#include <stdlib.h>
#include <string.h>

/* A name that is longer is looked for when it is asked for. */
enum { LONGEST = 200 };

/* What stands behind a name. */
static const char behind_name[] = "\"'}> /";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_kept(char c)
{
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_';
}

/* The anchor of a heading. */
static stet_str make_anchor(stet_ctx *ctx, stet_str heading)
{
    char *out = stet_alloc(ctx, heading.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < heading.len; i++) {
        char c = heading.ptr[i] == ' ' ? '-' : lower(heading.ptr[i]);
        if (is_kept(c))
            out[len++] = c;
    }
    return (stet_str){ out, len };
}

static int by_bytes(const void *a, const void *b)
{
    const stet_str *x = a, *y = b;
    size_t len = x->len < y->len ? x->len : y->len;
    int order = len > 0 ? memcmp(x->ptr, y->ptr, len) : 0;

    return order != 0 ? order : (x->len > y->len) - (x->len < y->len);
}

static void add_headings(stet_ctx *ctx, const stet_doc *doc, structure_anchors *a)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str text = stet_text(ctx, doc);
    size_t n = 0;

    for (size_t b = 0; b < blocks.count; b++)
        n += blocks.items[b].kind == STET_BLOCK_HEADING;
    a->headings = stet_alloc(ctx, (n + 1) * sizeof *a->headings);
    for (size_t b = 0; b < blocks.count; b++)
        if (blocks.items[b].kind == STET_BLOCK_HEADING)
            a->headings[a->n_headings++] =
                make_anchor(ctx, stet_slice(text, blocks.items[b].span));
    if (n > 1)
        qsort(a->headings, n, sizeof *a->headings, by_bytes);
}

/* Whether a name may begin at a place that is not the first of the markup. */
static bool begins_name(stet_str markup, size_t at)
{
    char before = markup.ptr[at - 1];

    return before == '"' || before == '\'' || before == '=' ||
           (before == '#' && at >= 2 && markup.ptr[at - 2] == '{');
}

/* The name that begins at a place; empty: there is none. */
static stet_str name_at(stet_str markup, size_t at)
{
    for (size_t end = at; end < markup.len && end - at <= LONGEST; end++)
        if (strchr(behind_name, markup.ptr[end]))
            return (stet_str){ markup.ptr + at, end - at };
    return (stet_str){ markup.ptr + at, 0 };
}

static void add_names(stet_ctx *ctx, structure_anchors *a)
{
    size_t n = 0;

    for (size_t at = 1; at < a->markup.len; at++)
        n += begins_name(a->markup, at);
    a->names = stet_alloc(ctx, (n + 1) * sizeof *a->names);
    for (size_t at = 1; at < a->markup.len; at++) {
        stet_str name = { NULL, 0 };
        if (begins_name(a->markup, at))
            name = name_at(a->markup, at);
        if (name.len > 0)
            a->names[a->n_names++] = name;
    }
    if (a->n_names > 1)
        qsort(a->names, a->n_names, sizeof *a->names, by_bytes);
}

structure_anchors structure_anchors_of(stet_ctx *ctx, const stet_doc *doc)
{
    structure_anchors a = { .markup = stet_markup(ctx, doc) };

    add_headings(ctx, doc, &a);
    add_names(ctx, &a);
    return a;
}

static bool holds(const stet_str *items, size_t n, stet_str wanted)
{
    return n > 0 && bsearch(&wanted, items, n, sizeof *items, by_bytes) != NULL;
}

/* Whether a name that is not among those that were collected stands in the markup. */
static bool stands_out(stet_str markup, stet_str name)
{
    for (size_t at = 1; at + name.len < markup.len; at++) {
        const char *found =
            memchr(markup.ptr + at, name.ptr[0], markup.len - name.len - at);
        if (!found)
            return false;
        at = (size_t)(found - markup.ptr);
        if (memcmp(found, name.ptr, name.len) == 0 && begins_name(markup, at) &&
            strchr(behind_name, found[name.len]))
            return true;
    }
    return false;
}

static bool is_plain(stet_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (strchr(behind_name, name.ptr[i]))
            return false;
    return name.len <= LONGEST;
}

bool structure_anchors_have(stet_ctx *ctx, const structure_anchors *a, stet_str target)
{
    char *small = stet_alloc(ctx, target.len + 1);
    size_t len = target.len;

    for (size_t i = 0; i < target.len; i++)
        small[i] = lower(target.ptr[i]);
    if (holds(a->headings, a->n_headings, (stet_str){ small, len }))
        return true;
    while (len > 0 && is_digit(small[len - 1]))
        len--;
    if (len > 1 && small[len - 1] == '-' &&
        holds(a->headings, a->n_headings, (stet_str){ small, len - 1 }))
        return true;
    return is_plain(target) ? holds(a->names, a->n_names, target)
                            : stands_out(a->markup, target);
}
