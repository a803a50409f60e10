/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Patterns of a schema are those of ECMAScript. PCRE2 reads nearly all of them alike;
 * what it reads otherwise is written anew: $ is the very end of a text, \d and \w are
 * ASCII, \s has U+FEFF, and \uXXXX is a character.
 */
#include "schema/schema_p.h"

/** Bytes that one byte may become: see `classes`. */
enum { ROOM = 40 };

typedef struct rewriting {
    stet_str from;
    char *out; /**< Room for ROOM times as many bytes. */
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

/** How classes of characters are written, elsewhere and within [ ]. */
static const struct {
    char letter;
    const char *alone, *within;
} classes[] = {
    { 'd', "[0-9]", "0-9" },
    { 'D', "[^0-9]", "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}" },
    { 'w', "[0-9A-Za-z_]", "0-9A-Za-z_" },
    { 'W', "[^0-9A-Za-z_]",
      "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}" },
    { 's', "[\\s\\x{feff}]", "\\s\\x{feff}" },
    { 'S', "[^\\s\\x{feff}]", "\\S" },
};

static void take_escape(rewriting *r)
{
    char c = r->at + 1 < r->from.len ? r->from.ptr[r->at + 1] : '\0';
    for (size_t i = 0; i < STET_LEN(classes); i++)
        if (c == classes[i].letter) {
            put(r, r->class ? classes[i].within : classes[i].alone);
            r->at += 2;
            return;
        }
    if (c == 'u' && is_hex(r->from, r->at + 2, 4)) {
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
    rewriting r = { .from = pattern, .out = stet_alloc(ctx, pattern.len * ROOM + 1) };
    while (r.at < pattern.len)
        take_next(&r);
    return stet_compile(ctx, (stet_str){ r.out, r.len }, fault);
}
