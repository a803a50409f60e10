/* SPDX-License-Identifier: Apache-2.0 */
#include "text/count.h"

#include "base/utf8.h"

#include <string.h>

/* 1: a character of \w. 2: the first byte of one that is not ASCII. */
/* clang-format off */
static const uint8_t run_bytes[256] = {
    ['0'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['A'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ['_'] = 1,
    ['a'] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    [0x80] =
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
};
/* clang-format on */

static bool is_run_character(uint32_t code_point)
{
    uint32_t class = stet_utf8_class(code_point);
    return class & (STET_CHAR_LETTER | STET_CHAR_DIGIT | STET_CHAR_NUMBER) &&
           !(class & STET_CHAR_MARK);
}

uint64_t stet_count_characters(stet_str text)
{
    return stet_utf8_length(text);
}

uint64_t stet_count_letters(stet_str text)
{
    uint64_t count = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            count += (unsigned char)((c | 0x20) - 'a') < 26;
            at++;
            continue;
        }
        uint32_t class = stet_utf8_class(stet_utf8_next(text.ptr, &at));
        count += class & STET_CHAR_LETTER && !(class & STET_CHAR_MARK);
    }
    return count;
}

static bool is_blank(const char *ptr, size_t len)
{
    for (size_t at = 0; at < len;) {
        unsigned char c = (unsigned char)ptr[at];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            at++;
        else if (c < 0x80 ||
                 !(stet_utf8_class(stet_utf8_next(ptr, &at)) & STET_CHAR_SPACE))
            return false;
    }
    return true;
}

uint64_t stet_count_lines(stet_str markup)
{
    uint64_t count = 0;
    for (size_t at = 0; at < markup.len;) {
        const char *start = markup.ptr + at;
        const char *end = memchr(start, '\n', markup.len - at);
        size_t len = end ? (size_t)(end - start) : markup.len - at;
        count += !is_blank(start, len);
        at += len + 1;
    }
    return count;
}

uint64_t stet_count_word_runs(stet_str markup)
{
    uint64_t count = 0;
    bool inside = false;
    for (size_t at = 0; at < markup.len;) {
        uint8_t kind = run_bytes[(unsigned char)markup.ptr[at]];
        bool is_run = kind == 1;
        if (kind < 2)
            at++;
        else
            is_run = is_run_character(stet_utf8_next(markup.ptr, &at));
        count += is_run && !inside;
        inside = is_run;
    }
    return count;
}
