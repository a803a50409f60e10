/* SPDX-License-Identifier: Apache-2.0 */
#include "base/lanes.h"
#include "base/utf8.h"
#include "text/json_p.h"

#include <string.h>

/** Whether a byte inside of a string is something else than itself. */
static bool is_stop(unsigned char c)
{
    return c < ' ' || c == '"' || c == '\\';
}

/** Behind the bytes from `at` on that mean themselves. */
static size_t skip_plain(stet_str text, size_t at, bool *plain)
{
    stet_lanes seen = { 0 };
    uint32_t stops = 0;
    for (; text.len - at >= sizeof seen; at += sizeof seen) {
        stet_lanes bytes = stet_lanes_load(text.ptr + at);
        stops = stet_lanes_bits(
            (stet_lanes)((bytes < ' ') | (bytes == '"') | (bytes == '\\')));
        seen |= (stet_lanes)(bytes >= 0x7F);
        if (stops)
            break;
    }
    /* Behind a stop there may be some that are not this string's: that costs a check,
       no more. */
    *plain = *plain && !stet_lanes_bits(seen);
    if (stops)
        return at + (size_t)__builtin_ctz(stops);
    for (; at < text.len && !is_stop((unsigned char)text.ptr[at]); at++)
        *plain = *plain && (unsigned char)text.ptr[at] < 0x7F;
    return at;
}

static bool is_hex(char c)
{
    unsigned char small = (unsigned char)c | 0x20;
    return (c >= '0' && c <= '9') || (small >= 'a' && small <= 'f');
}

/** The length of the escape at `at`, a backslash; 0: there is no such escape. */
static size_t escape_length(stet_str text, size_t at)
{
    static const bool short_ones[256] = {
        ['"'] = true, ['\\'] = true, ['/'] = true, ['b'] = true,
        ['f'] = true, ['n'] = true,  ['r'] = true, ['t'] = true,
    };
    size_t room = text.len - at;
    if (room >= 2 && short_ones[(unsigned char)text.ptr[at + 1]])
        return 2;
    if (room < 6 || text.ptr[at + 1] != 'u')
        return 0;
    for (size_t i = 2; i < 6; i++)
        if (!is_hex(text.ptr[at + i]))
            return 0;
    return 6;
}

bool stet_json_look_inside(stet_str text, size_t at, stet_json_inside *inside)
{
    *inside = (stet_json_inside){ .plain = true };
    while ((at = skip_plain(text, at, &inside->plain)) < text.len) {
        inside->end = at;
        if (text.ptr[at] != '\\')
            return text.ptr[at] == '"';
        size_t length = escape_length(text, at);
        if (length == 0)
            return false;
        inside->escaped = true;
        inside->has_units = inside->has_units || length == 6;
        at += length;
    }
    return false;
}

static uint32_t hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    return ((uint32_t)(unsigned char)c | 0x20) - 'a' + 10;
}

/** The four hexadecimal digits behind the \u at `at`. */
static uint32_t unit_at(stet_str raw, size_t at)
{
    const char *p = raw.ptr + at + 2;
    return hex_digit(p[0]) << 12 | hex_digit(p[1]) << 8 | hex_digit(p[2]) << 4 |
           hex_digit(p[3]);
}

static bool is_high(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/** Whether the \uXXXX at `at`, a high surrogate, is followed by a low one. */
static bool is_pair(stet_str raw, size_t at)
{
    return at + 12 <= raw.len && raw.ptr[at + 6] == '\\' && raw.ptr[at + 7] == 'u' &&
           is_low(unit_at(raw, at + 6));
}

static char short_escape(char c)
{
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default: /* A quote, a backslash, a slash: itself. */
        return c;
    }
}

size_t stet_json_escape(stet_str raw, size_t at, char out[4], size_t *length)
{
    if (raw.ptr[at + 1] != 'u') {
        out[0] = short_escape(raw.ptr[at + 1]);
        *length = 1;
        return 2;
    }
    uint32_t unit = unit_at(raw, at);
    if (is_high(unit) && is_pair(raw, at)) {
        uint32_t low = unit_at(raw, at + 6);
        *length =
            stet_utf8_encode(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), out);
        return 12;
    }
    *length = stet_utf8_encode(unit, out);
    return 6;
}

size_t stet_json_lone_surrogate(stet_str raw)
{
    size_t at = 0;
    while (at < raw.len) {
        const char *slash = memchr(raw.ptr + at, '\\', raw.len - at);
        if (!slash)
            break;
        at = (size_t)(slash - raw.ptr);
        if (slash[1] != 'u') {
            at += 2;
            continue;
        }
        uint32_t unit = unit_at(raw, at);
        if (is_low(unit) || (is_high(unit) && !is_pair(raw, at)))
            return at;
        at += is_high(unit) ? 12 : 6;
    }
    return SIZE_MAX;
}

/** Copies what stands from `at` on before the next backslash; how much that is. Where
    `out` points there is room for all that is left of the text. */
static size_t copy_run(stet_str raw, size_t at, char *out)
{
    size_t len = 0;
    for (; raw.len - at - len >= sizeof(stet_lanes); len += sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(raw.ptr + at + len);
        memcpy(out + len, &bytes, sizeof bytes);
        uint32_t found = stet_lanes_bits((stet_lanes)(bytes == '\\'));
        if (found)
            return len + (size_t)__builtin_ctz(found);
    }
    for (; at + len < raw.len && raw.ptr[at + len] != '\\'; len++)
        out[len] = raw.ptr[at + len];
    return len;
}

stet_str stet_json_decode_told(stet_str raw, stet_arena *arena, uint32_t *chars)
{
    char *out = stet_arena_alloc(arena, raw.len);
    size_t len = 0;
    for (size_t at = 0;;) {
        size_t run = copy_run(raw, at, out + len);
        len += run;
        at += run;
        if (at == raw.len)
            return (stet_str){ out, len };
        size_t n_bytes;
        at += stet_json_escape(raw, at, out + len, &n_bytes);
        if (out[len] != '\n' && out[len] != '"') { /* Nearly all are one of these. */
            uint32_t kinds;
            stet_utf8_check((stet_str){ out + len, n_bytes }, &kinds);
            *chars |= kinds;
        }
        len += n_bytes;
    }
}

stet_str stet_json_decode(stet_str raw, stet_arena *arena)
{
    uint32_t chars = 0;
    return raw.len && memchr(raw.ptr, '\\', raw.len)
               ? stet_json_decode_told(raw, arena, &chars)
               : raw;
}
