/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal_p.h"

#include <string.h>

bool stet_literal_at_end(const stet_literal_cursor *cursor)
{
    return cursor->at == cursor->end;
}

bool stet_literal_next_is(const stet_literal_cursor *cursor, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(cursor->end - cursor->at) >= length &&
           memcmp(cursor->at, text, length) == 0;
}

bool stet_literal_take(stet_literal_cursor *cursor, const char *text)
{
    if (!stet_literal_next_is(cursor, text)) {
        return false;
    }
    cursor->at += strlen(text);
    return true;
}

void stet_literal_skip_behind(stet_literal_cursor *cursor, char c)
{
    while (!stet_literal_at_end(cursor)) {
        if (*cursor->at++ == (unsigned char)c) {
            return;
        }
    }
    cursor->failed = true;
}

uint32_t stet_literal_next(stet_literal_cursor *cursor)
{
    unsigned char c = *cursor->at++;
    if (c < 0x80) {
        return c;
    }
    int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
    uint32_t code_point = c & (0x3Fu >> more);
    for (; more > 0 && !stet_literal_at_end(cursor) && (*cursor->at & 0xC0) == 0x80;
         more--) {
        code_point = code_point << 6 | (*cursor->at++ & 0x3Fu);
    }
    return code_point;
}

static int hex_value(unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = memchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c, 16);
    return at == NULL ? -1 : (int)(at - digits);
}

bool stet_literal_hex(stet_literal_cursor *cursor, char kind, uint32_t *code_point)
{
    bool braces = stet_literal_take(cursor, kind == 'N' ? "{U+" : "{");
    if (kind == 'N' && !braces) {
        return false;
    }
    unsigned n_digits = 0;
    *code_point = 0;
    while (!stet_literal_at_end(cursor) && hex_value(*cursor->at) >= 0 &&
           n_digits < (braces ? 6u : 2u)) {
        *code_point = *code_point << 4 | (uint32_t)hex_value(*cursor->at++);
        n_digits++;
    }
    return n_digits > 0 && (!braces || stet_literal_take(cursor, "}"));
}

/** \g and \k name a group in one of four ways; \g1 without any marks. */
static void skip_reference(stet_literal_cursor *cursor)
{
    if (stet_literal_take(cursor, "{")) {
        stet_literal_skip_behind(cursor, '}');
    } else if (stet_literal_take(cursor, "<")) {
        stet_literal_skip_behind(cursor, '>');
    } else if (stet_literal_take(cursor, "'")) {
        stet_literal_skip_behind(cursor, '\'');
    } else {
        while (!stet_literal_at_end(cursor) &&
               memchr("+-0123456789", *cursor->at, 12) != NULL) {
            cursor->at++;
        }
    }
}

/** What an escape of a letter or digit is; `c` is behind the cursor already. */
static stet_literal_node parse_letter_escape(stet_literal_cursor *cursor, char c)
{
    uint32_t code_point = 0;
    if (strchr("bBAZzK", c) != NULL) {
        stet_literal_node node = stet_literal_empty();
        node.is_edge = c == 'b';
        node.at_start = c == 'A';
        return node;
    }
    if (strchr("shvRntrf", c) != NULL) {
        stet_literal_node space = stet_literal_char(cursor->arena, ' ');
        space.width += c == 'R'; /* It may match CR and LF. */
        return space;
    }
    if (strchr("dDwWSHVae", c) != NULL) {
        return stet_literal_any();
    }
    if (strchr("0123456789", c) != NULL) {
        while (!stet_literal_at_end(cursor) &&
               memchr("0123456789", *cursor->at, 10) != NULL) {
            cursor->at++;
        }
        return stet_literal_long();
    }
    switch (c) {
    case 'x':
        cursor->failed |= !stet_literal_hex(cursor, c, &code_point);
        return stet_literal_point_node(cursor->arena, code_point);
    case 'N':
        if (!stet_literal_next_is(cursor, "{U+")) {
            return stet_literal_any();
        }
        cursor->failed |= !stet_literal_hex(cursor, c, &code_point);
        return stet_literal_point_node(cursor->arena, code_point);
    case 'p':
    case 'P':
        if (!stet_literal_at_end(cursor) && *cursor->at++ == '{') {
            stet_literal_skip_behind(cursor, '}');
        }
        return stet_literal_any();
    case 'g':
    case 'k':
        /* \g calls a group, unless it refers back: the two are not told apart. */
        skip_reference(cursor);
        return stet_literal_unknown(STET_LITERAL_WAYS);
    case 'X':
        return stet_literal_long();
    default: /* \G too: what it matches depends on where a search begins. */
        cursor->failed = true;
        return stet_literal_unknown(STET_LITERAL_WAYS);
    }
}

stet_literal_node stet_literal_escape(stet_literal_cursor *cursor)
{
    if (stet_literal_at_end(cursor)) {
        cursor->failed = true;
        return stet_literal_unknown(1);
    }
    unsigned char c = *cursor->at;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        cursor->at++;
        return parse_letter_escape(cursor, (char)c);
    }
    return stet_literal_point_node(cursor->arena, stet_literal_next(cursor));
}
