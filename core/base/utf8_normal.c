/* SPDX-License-Identifier: Apache-2.0 */
/* Accents: taken off a letter, or made one code point with it. */
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Combining Diacritical Marks: the accents of Latin, Greek and Cyrillic letters. Marks
   of other scripts are vowels and the like, which no reader would leave out. */
static bool is_accent(uint32_t code_point)
{
    return code_point >= 0x300 && code_point <= 0x36F;
}

size_t stet_utf8_plain(uint32_t code_point, char *out)
{
    utf8proc_int32_t parts[STET_UTF8_PLAIN_ROOM / 4];
    int boundary = 0;
    size_t len = 0;
    bool accented = false;

    utf8proc_ssize_t n =
        code_point < 0x80 ? 0
                          : utf8proc_decompose_char((utf8proc_int32_t)code_point, parts,
                                                    sizeof parts / sizeof *parts,
                                                    UTF8PROC_DECOMPOSE, &boundary);
    if (n > (utf8proc_ssize_t)(sizeof parts / sizeof *parts))
        n = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        if (is_accent((uint32_t)parts[i]))
            accented = true;
        else
            len += stet_utf8_encode((uint32_t)parts[i], out + len);
    }
    return accented ? len : stet_utf8_encode(code_point, out);
}

void stet_utf8_compose(stet_str text, stet_buffer *out)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &composed,
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));

    if (len >= 0)
        stet_buffer_append(out, composed, (size_t)len);
    else
        stet_buffer_add(out, text);
    free(composed);
}
