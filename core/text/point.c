/* SPDX-License-Identifier: Apache-2.0 */
#include "text/point.h"

#include "base/utf8.h"

#include <string.h>

/** Line ends in `bytes`; `*last` gets what stands behind the last one. */
static uint32_t count_lines(stet_str bytes, stet_str *last)
{
    uint32_t n = 0;
    const char *lf;
    while (bytes.len && (lf = memchr(bytes.ptr, '\n', bytes.len))) {
        size_t used = (size_t)(lf - bytes.ptr) + 1;
        bytes.ptr += used;
        bytes.len -= used;
        n++;
    }
    *last = bytes;
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
    point->utf8 += (uint32_t)bytes.len;
    point->column += (uint32_t)stet_utf8_length(bytes);
    point->utf16 += (uint32_t)stet_utf8_utf16_length(bytes);
}
