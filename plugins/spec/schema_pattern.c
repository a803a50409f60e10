/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Patterns of a schema are those of ECMAScript. PCRE2 reads nearly all of them alike;
 * what it reads otherwise is written anew: $ is the very end of a text, \d and \w are
 * ASCII, and \uXXXX is a character.
 */
#include "schema_p.h"

typedef struct rewriting {
    stet_str from;
    char *out; /**< Room for eight times as many bytes. */
    size_t at, len;
    bool class; /**< Within [ ]. */
} rewriting;

static void put(rewriting *r, const char *text)
{
    size_t len = strlen(text);
    memcpy(r->out + r->len, text, len);
    r->len += len;
}

static void copy(rewriting *r, size_t n)
{
    for (; n > 0 && r->at < r->from.len; n--)
        r->out[r->len++] = r->from.ptr[r->at++];
}

static bool is_hex(stet_str text, size_t at, size_t n)
{
    for (size_t i = at; i < at + n; i++)
        if (i >= text.len || text.ptr[i] == '\0' ||
            !strchr("0123456789abcdefABCDEF", text.ptr[i]))
            return false;
    return true;
}

static void take_escape(rewriting *r)
{
    char c = r->at + 1 < r->from.len ? r->from.ptr[r->at + 1] : '\0';
    const char *other = NULL;
    if (c == 'd')
        other = r->class ? "0-9" : "[0-9]";
    else if (c == 'w')
        other = r->class ? "0-9A-Za-z_" : "[0-9A-Za-z_]";
    else if (c == 'D' && !r->class)
        other = "[^0-9]";
    else if (c == 'W' && !r->class)
        other = "[^0-9A-Za-z_]";
    if (other) {
        put(r, other);
        r->at += 2;
    } else if (c == 'u' && is_hex(r->from, r->at + 2, 4)) {
        put(r, "\\x{");
        r->at += 2;
        copy(r, 4);
        put(r, "}");
    } else {
        copy(r, 2);
    }
}

static void take_next(rewriting *r)
{
    char c = r->from.ptr[r->at];
    if (c == '\\') {
        take_escape(r);
    } else if (c == '$' && !r->class) {
        put(r, "\\z");
        r->at++;
    } else if (c == '[' && r->class) { /* PCRE2 might see [: there. */
        put(r, "\\[");
        r->at++;
    } else {
        r->class = c == '[' || (r->class && c != ']');
        copy(r, 1);
    }
}

const stet_pattern *spec_pattern_make(stet_ctx *ctx, stet_str pattern,
                                      stet_fault *fault)
{
    rewriting r = { .from = pattern, .out = stet_alloc(ctx, pattern.len * 8 + 16) };
    while (r.at < pattern.len)
        take_next(&r);
    return stet_compile(ctx, (stet_str){ r.out, r.len }, fault);
}
