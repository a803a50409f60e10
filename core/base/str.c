/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

int stet_str_compare(stet_str a, stet_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool stet_str_equal_nocase(stet_str a, stet_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.ptr[i]) != lower(b.ptr[i]))
            return false;
    return true;
}

bool stet_str_starts(stet_str text, stet_str start)
{
    return text.len >= start.len &&
           (start.len == 0 || memcmp(text.ptr, start.ptr, start.len) == 0);
}

bool stet_str_ends(stet_str text, stet_str end)
{
    return text.len >= end.len && (end.len == 0 || memcmp(text.ptr + text.len - end.len,
                                                          end.ptr, end.len) == 0);
}

size_t stet_str_find(stet_str text, stet_str needle, size_t from)
{
    if (from > text.len || needle.len > text.len - from)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    const char *at = text.ptr + from;
    const char *last = text.ptr + text.len - needle.len;
    while (at <= last) {
        at = memchr(at, (unsigned char)needle.ptr[0], (size_t)(last - at) + 1);
        if (!at)
            break;
        if (memcmp(at, needle.ptr, needle.len) == 0)
            return (size_t)(at - text.ptr);
        at++;
    }
    return SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

stet_str stet_str_trim(stet_str text)
{
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    while (text.len && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    return text;
}

bool stet_str_cut(stet_str *rest, char separator, stet_str *part)
{
    if (rest->len == 0)
        return false;
    const char *end = memchr(rest->ptr, (unsigned char)separator, rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    size_t used = end ? len + 1 : len;
    *part = (stet_str){ rest->ptr, len };
    *rest = (stet_str){ rest->ptr + used, rest->len - used };
    return true;
}

/* The fractional bits of the square roots of 2, 3, 5 and 7, made odd. */
#define ROOT_2 UINT64_C(0x6A09E667F3BCC909)
#define ROOT_3 UINT64_C(0xBB67AE8584CAA73B)
#define ROOT_5 UINT64_C(0x3C6EF372FE94F82B)
#define ROOT_7 UINT64_C(0xA54FF53A5F1D36F1)

__extension__ typedef unsigned __int128 wide;

/* Both halves of the full product: every bit of a and b reaches the result. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Little-endian on every machine; compilers make one load of it. */
static uint64_t read_8(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
           (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint64_t read_4(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24;
}

uint64_t stet_str_hash(stet_str text, uint64_t seed)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t left = text.len;
    uint64_t state = mix(seed ^ ROOT_2, ROOT_3);
    for (; left > 16; left -= 16, p += 16)
        state = mix(read_8(p) ^ ROOT_3, read_8(p + 8) ^ state);
    uint64_t a = 0;
    uint64_t b = 0;
    if (left >= 8) { /* The two reads overlap: together they cover 8 to 16 bytes. */
        a = read_8(p);
        b = read_8(p + left - 8);
    } else if (left >= 4) {
        a = read_4(p);
        b = read_4(p + left - 4);
    } else if (left > 0) {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[left / 2] << 8 | p[left - 1];
    }
    state = mix(a ^ ROOT_5, b ^ state);
    return mix(state ^ ROOT_7, text.len ^ ROOT_3);
}

enum { NEAREST_BYTES = 64 }; /* A longer name is not a slip of the fingers. */

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: insert, delete, replace, swap two neighbours. Three
   rows of the table are enough, the swap looks two back. */
static unsigned distance(stet_str a, stet_str b)
{
    unsigned rows[3][NEAREST_BYTES + 1];
    for (unsigned j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a.len; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            bool same = lower(a.ptr[i - 1]) == lower(b.ptr[j - 1]);
            unsigned best = least(above[j], row[j - 1]) + 1;
            best = least(best, above[j - 1] + !same);
            if (i > 1 && j > 1 && lower(a.ptr[i - 1]) == lower(b.ptr[j - 2]) &&
                lower(a.ptr[i - 2]) == lower(b.ptr[j - 1]))
                best = least(best, two_above[j - 2] + 1);
            row[j] = best;
        }
    }
    return rows[a.len % 3][b.len];
}

const char *stet_str_nearest(stet_str name, const char *const *names, size_t n_names)
{
    if (name.len > NEAREST_BYTES)
        return NULL;
    unsigned limit = name.len >= 3 ? (unsigned)(name.len / 3) : 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < n_names; i++) {
        stet_str candidate = stet_str_from(names[i]);
        if (candidate.len > NEAREST_BYTES)
            continue;
        unsigned far = distance(name, candidate);
        if (far <= limit && (far < limit || !nearest)) {
            nearest = names[i];
            limit = far;
        }
    }
    return nearest;
}
