/* SPDX-License-Identifier: Apache-2.0 */
#include "text/point.h"

#include "base/lanes.h"
#include "base/utf8.h"

#include <stdbool.h>

/** Line ends in so many whole vectors, 255 at most. */
static uint32_t count_in_lanes(const char *ptr, size_t n)
{
    stet_lanes counts = { 0 };
    for (size_t i = 0; i < n; i++)
        counts -= (stet_lanes)(stet_lanes_load(ptr + i * sizeof counts) == '\n');
    uint32_t sum = 0;
    for (size_t i = 0; i < sizeof counts; i++)
        sum += counts[i];
    return sum;
}

/** Where what stands behind the last line end begins; there is one. */
static size_t behind_last_line_end(stet_str bytes)
{
    size_t start = bytes.len;
    while (start >= sizeof(stet_lanes)) {
        stet_lanes lanes = stet_lanes_load(bytes.ptr + start - sizeof lanes);
        uint32_t ends = stet_lanes_bits((stet_lanes)(lanes == '\n'));
        if (ends)
            return start - sizeof lanes + 32 - (size_t)__builtin_clz(ends);
        start -= sizeof lanes;
    }
    while (bytes.ptr[start - 1] != '\n')
        start--;
    return start;
}

/** Line ends in `bytes`; `*last` gets what stands behind the last one. */
static uint32_t count_lines(stet_str bytes, stet_str *last)
{
    uint32_t n = 0;
    size_t at = 0;
    while (bytes.len - at >= sizeof(stet_lanes)) {
        size_t room = (bytes.len - at) / sizeof(stet_lanes);
        size_t count = room < 255 ? room : 255;
        n += count_in_lanes(bytes.ptr + at, count);
        at += count * sizeof(stet_lanes);
    }
    for (; at < bytes.len; at++)
        n += bytes.ptr[at] == '\n';
    size_t start = n ? behind_last_line_end(bytes) : 0;
    *last = (stet_str){ bytes.ptr + start, bytes.len - start };
    return n;
}

void stet_point_pass(stet_point *point, stet_str bytes)
{
    if (!bytes.len)
        return;
    point->byte += bytes.len;
    uint32_t n = count_lines(bytes, &bytes);
    if (n) {
        point->line += n;
        point->column = 1;
        point->utf16 = 1;
        point->utf8 = 1;
    }
    uint32_t len = (uint32_t)bytes.len;
    /* Nearly always: then all units are bytes. */
    bool plain = stet_utf8_is_ascii(bytes);
    point->utf8 += len;
    point->column += plain ? len : (uint32_t)stet_utf8_length(bytes);
    point->utf16 += plain ? len : (uint32_t)stet_utf8_utf16_length(bytes);
}
