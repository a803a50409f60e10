/* SPDX-License-Identifier: Apache-2.0 */
#include "base/visible.h"

#include "base/utf8.h"

bool stet_visible_needed(uint32_t code_point)
{
    if (code_point < 0x20)
        return code_point != '\t';
    if (code_point < 0x7F)
        return false;
    return code_point < 0xA0 || code_point == 0x061C || code_point == 0x200E ||
           code_point == 0x200F || (code_point >= 0x2028 && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

void stet_visible_add(stet_buffer *out, stet_str text)
{
    size_t copied = 0;
    size_t at = 0;
    while (at < text.len) {
        if (is_plain(text.ptr[at])) {
            at++;
            continue;
        }
        uint32_t c;
        size_t len = stet_utf8_decode(text, at, &c);
        if (c != STET_UTF8_BAD && !stet_visible_needed(c)) {
            at += len;
            continue;
        }
        stet_buffer_append(out, text.ptr + copied, at - copied);
        if (c != STET_UTF8_BAD)
            stet_buffer_format(out, "<U+%04X>", (unsigned)c);
        else
            for (size_t i = 0; i < len; i++)
                stet_buffer_format(out, "<0x%02X>", (unsigned char)text.ptr[at + i]);
        at += len;
        copied = at;
    }
    if (at > copied)
        stet_buffer_append(out, text.ptr + copied, at - copied);
}
