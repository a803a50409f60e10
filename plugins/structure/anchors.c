/* SPDX-License-Identifier: Apache-2.0 */
#include "anchors.h"

#include <stdlib.h>
#include <string.h>

/* A longer name is known by so many bytes of it. */
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

static void add_names(stet_ctx *ctx, structure_anchors *a)
{
    stet_str markup = a->markup;
    size_t n = 0;

    for (size_t at = 1; at < markup.len; at++)
        n += begins_name(markup, at);
    a->names = stet_alloc(ctx, (n + 1) * sizeof *a->names);
    for (size_t at = 1; at < markup.len; at++) {
        size_t left = markup.len - at;
        if (begins_name(markup, at))
            a->names[a->n_names++] =
                (stet_str){ markup.ptr + at, left <= LONGEST ? left : LONGEST + 1 };
    }
    if (n > 1)
        qsort(a->names, n, sizeof *a->names, by_bytes);
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

/* Whether the name, the key, begins what stands where a name begins. */
static int by_beginning(const void *key, const void *item)
{
    const stet_str *name = key, *there = item;
    size_t len = name->len < there->len ? name->len : there->len;
    int order = memcmp(name->ptr, there->ptr, len);

    return order != 0 ? order : name->len > there->len;
}

static bool has_beginning(const structure_anchors *a, stet_str beginning)
{
    return bsearch(&beginning, a->names, a->n_names, sizeof *a->names, by_beginning) !=
           NULL;
}

/* Whether the markup has a name; there may be marks and blanks in it. */
static bool has_name(const structure_anchors *a, stet_str name)
{
    char with_end[LONGEST + 1];

    if (name.len == 0)
        return false;
    if (name.len > LONGEST)
        return has_beginning(a, (stet_str){ name.ptr, LONGEST });
    memcpy(with_end, name.ptr, name.len);
    for (size_t i = 0; i < sizeof behind_name; i++) {
        with_end[name.len] = behind_name[i];
        if (has_beginning(a, (stet_str){ with_end, name.len + 1 }))
            return true;
    }
    return false;
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
    return has_name(a, target);
}
