/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem: linear, whatever the texts are */
#include "wording.h"

/* Characters that nobody sees, as UTF-8: the white space of Unicode behind ASCII, and
   what has no width. */
static const char *const unseen[] = {
    "\xC2\x85",     "\xC2\xA0",     "\xC2\xAD",     "\xE1\x9A\x80", "\xE2\x80\x80",
    "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85",
    "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A",
    "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F",
    "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE2\x81\xA0",
    "\xE3\x80\x80", "\xEF\xBB\xBF",
};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* How many bytes of white space or of nothing begin at `at`; 0: something does. */
static size_t blank_length(stet_str text, size_t at)
{
    if (is_space(text.ptr[at]))
        return 1;
    if ((unsigned char)text.ptr[at] < 0x80)
        return 0;
    for (size_t i = 0; i < STET_LEN(unseen); i++) {
        size_t len = strlen(unseen[i]);
        if (text.len - at >= len && memcmp(text.ptr + at, unseen[i], len) == 0)
            return len;
    }
    return 0;
}

bool record_is_blank(stet_str text)
{
    size_t at = 0;

    while (at < text.len) {
        size_t len = blank_length(text, at);
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

stet_str record_normal(stet_ctx *ctx, stet_str text)
{
    char *out = stet_alloc(ctx, text.len + 1);
    size_t len = 0;
    bool space = false;

    for (size_t at = 0; at < text.len;) {
        size_t blank = blank_length(text, at);
        if (blank > 0) {
            space = true;
            at += blank;
            continue;
        }
        if (space && len > 0)
            out[len++] = ' ';
        space = false;
        out[len++] = text.ptr[at++];
    }
    return (stet_str){ out, len };
}

bool record_holds(stet_str text, stet_str part)
{
    return part.len <= text.len && memmem(text.ptr, text.len, part.ptr, part.len);
}
