/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"

#include <stdio.h>

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

STET_PRINTF(2, 0)
static stet_str format_args(stet_ctx *ctx, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    size_t size = len > 0 ? (size_t)len + 1 : 1;
    char *out = stet_alloc(ctx, size);
    vsnprintf(out, size, format, again);
    va_end(again);
    return (stet_str){ out, size - 1 };
}

stet_str spec_format_text(stet_ctx *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_str text = format_args(ctx, format, args);
    va_end(args);
    return text;
}

int spec_width(stet_str text)
{
    enum { SHOWN = 60 };
    size_t len = text.len < SHOWN ? text.len : SHOWN;
    while (len < text.len && len > 0 && is_tail(text.ptr[len]))
        len--;
    return (int)len;
}

size_t spec_schema_length(stet_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += !is_tail(text.ptr[i]);
    return n;
}

const char *spec_plural(double number)
{
    return number >= 1 && number <= 1 ? "" : "s";
}

bool spec_equal_texts(stet_str a, stet_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool spec_is(stet_str a, const char *b)
{
    return spec_equal_texts(a, (stet_str){ b, strlen(b) });
}

const char *spec_kind_word(uint32_t kind)
{
    static const char *const words[] = {
        [STET_NODE_NULL] = "null",       [STET_NODE_BOOLEAN] = "true or false",
        [STET_NODE_NUMBER] = "a number", [STET_NODE_TEXT] = "a text",
        [STET_NODE_LIST] = "a list",     [STET_NODE_MAP] = "a map",
    };
    return kind < STET_LEN(words) ? words[kind] : "something else";
}

const char *spec_kind_name(const stet_node *node)
{
    if (node->kind == STET_NODE_BOOLEAN)
        return (node->text.ptr[0] | 0x20) == 't' ? "true" : "false";
    return spec_kind_word(node->kind);
}

stet_str spec_shown(stet_ctx *ctx, const stet_node *node)
{
    int width = spec_width(node->text);
    const char *more = (size_t)width < node->text.len ? "…" : "";
    if (node->kind == STET_NODE_TEXT)
        return spec_format_text(ctx, "“%.*s%s”", width, node->text.ptr, more);
    if (node->kind == STET_NODE_NUMBER)
        return spec_format_text(ctx, "%.*s%s", width, node->text.ptr, more);
    const char *name = spec_kind_name(node);
    return (stet_str){ name, strlen(name) };
}

/* ---- Names that are near ---- */

enum { LONGEST_NAME = 48 };

/** Levenshtein's distance, over bytes. */
static size_t distance(stet_str a, stet_str b)
{
    size_t row[LONGEST_NAME + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t above = row[j];
            size_t change = corner + (a.ptr[i - 1] != b.ptr[j - 1]);
            size_t least = (row[j - 1] < above ? row[j - 1] : above) + 1;
            row[j] = change < least ? change : least;
            corner = above;
        }
    }
    return row[b.len];
}

stet_str spec_nearest(stet_str name, const stet_str *names, size_t n)
{
    stet_str best = { "", 0 };
    size_t limit = name.len / 3 + 1;
    for (size_t i = 0; name.len <= LONGEST_NAME && i < n; i++) {
        if (names[i].len > LONGEST_NAME)
            continue;
        size_t far = distance(name, names[i]);
        if (far <= limit) {
            best = names[i];
            limit = far - (far > 0);
        }
    }
    return best;
}

/* ---- What is told ---- */

static size_t put(char *out, size_t at, const char *text, size_t len)
{
    if (out && len > 0)
        memcpy(out + at, text, len);
    return at + len;
}

/** A key as a JSON pointer has it: ~ is ~0 and / is ~1. */
static size_t put_key(char *out, size_t at, stet_str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] == '~' || key.ptr[i] == '/')
            at = put(out, at, key.ptr[i] == '~' ? "~0" : "~1", 2);
        else
            at = put(out, at, key.ptr + i, 1);
    return at;
}

static size_t put_path(char *out, const spec_spot *spot)
{
    if (!spot->up)
        return 0;
    size_t at = put_path(out, spot->up);
    char digits[24];
    at = put(out, at, "/", 1);
    if (spot->up->node->kind == STET_NODE_MAP)
        return put_key(out, at, spot->node->key);
    int len = snprintf(digits, sizeof digits, "%zu", spot->index);
    return put(out, at, digits, (size_t)len);
}

stet_str spec_path(stet_ctx *ctx, const spec_spot *spot)
{
    size_t len = put_path(NULL, spot);
    char *out = stet_alloc(ctx, len + 1);
    put_path(out, spot);
    return (stet_str){ out, len };
}

bool spec_tell(spec_checking *c, const spec_spot *spot, spec_part part,
               const char *format, ...)
{
    if (c->failed || (c->quiet && !(c->first && !c->first->ptr)))
        return false;
    va_list args;
    va_start(args, format);
    spec_violation violation = { .at = spot->node,
                                 .key = part == SPEC_KEY,
                                 .begin = part == SPEC_BEGIN,
                                 .path = spec_path(c->ctx,
                                                   part == SPEC_KEY ? spot->up : spot),
                                 .what = format_args(c->ctx, format, args) };
    va_end(args);
    if (c->quiet)
        *c->first = spec_format_text(c->ctx, "%s%s%s", violation.path.ptr,
                                     violation.path.len ? " " : "", violation.what.ptr);
    else
        c->sink(c->user, &violation);
    return false;
}
