/* SPDX-License-Identifier: Apache-2.0 */
/**
 * utf8.h - UTF-8, decoded, checked and counted.
 *
 * Checking also tells which kinds of character a text holds (STET_CHARS_... of
 * stet/plugin.h), in the same pass: ASCII runs are skipped 16 and more bytes at
 * a time, only other bytes are decoded. Properties of non-ASCII characters come
 * from utf8proc; ASCII never gets there.
 * Text that has passed stet_utf8_check may be decoded with stet_utf8_next, which
 * trusts it. Pure functions, any thread.
 */
#ifndef STET_BASE_UTF8_H
#define STET_BASE_UTF8_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>

#define STET_UTF8_VALID SIZE_MAX
#define STET_UTF8_BAD   UINT32_MAX

/** The offset of the first byte that is not UTF-8 (RFC 3629: no surrogates, no
    overlong forms, at most U+10FFFF), or STET_UTF8_VALID. `*chars` receives the
    STET_CHARS_ bits of what was read; NUL counts as a control character. */
size_t stet_utf8_check(stet_str text, uint32_t *chars);

/** Decodes what may not be valid: the code point at `at` (less than text.len) and
    its length in bytes. Where the bytes are not UTF-8 the code point is STET_UTF8_BAD
    and the length that of the bytes for which one U+FFFD stands (the "maximal
    subpart" of the Unicode standard, section 3.9). */
size_t stet_utf8_decode(stet_str text, size_t at, uint32_t *code_point);

/** The code point at `*at` of valid text; `*at` moves behind it. */
static inline uint32_t stet_utf8_next(const char *ptr, size_t *at)
{
    const unsigned char *p = (const unsigned char *)ptr + *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xE0) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (p[0] < 0xF0) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
               (p[2] & 0x3F);
    }
    *at += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
           (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

/** The code point that ends before `at` (> 0) of valid text; `*start` gets its offset.
 */
uint32_t stet_utf8_before(const char *ptr, size_t at, size_t *start);
/** The offset `count` code points before `at` in valid text; 0 where there are fewer.
 */
size_t stet_utf8_back(const char *ptr, size_t at, size_t count);
/** Writes the code point to `out` (4 bytes of room); returns its length, 1 to 4. */
size_t stet_utf8_encode(uint32_t code_point, char *out);
/** Whether all bytes are ASCII, of which nearly all texts are nearly all. */
bool stet_utf8_is_ascii(stet_str bytes);
/** Code points in valid text. */
size_t stet_utf8_length(stet_str text);
/** UTF-16 code units in valid text. */
size_t stet_utf8_utf16_length(stet_str text);

/** What a character is: one bit each, for tests of several at once. */
enum {
    STET_CHAR_LETTER = 1 << 0,      /**< L*, and M* (marks belong to their letter). */
    STET_CHAR_UPPER = 1 << 1,       /**< Lu, Lt. */
    STET_CHAR_LOWER = 1 << 2,       /**< Ll. */
    STET_CHAR_DIGIT = 1 << 3,       /**< Nd. */
    STET_CHAR_SPACE = 1 << 4,       /**< White_Space, and U+FEFF, U+200B. */
    STET_CHAR_PUNCTUATION = 1 << 5, /**< P*. */
    STET_CHAR_SYMBOL = 1 << 6,      /**< S*, emoji and their joiners. */
    STET_CHAR_NUMBER = 1 << 7,      /**< Nl, No. */
    STET_CHAR_CONTROL = 1 << 8,     /**< Cc but TAB, LF, CR. */
    STET_CHAR_FORMAT = 1 << 9,      /**< Cf. */
    STET_CHAR_MARK = 1 << 10,       /**< M*, which are LETTER too. */
};
uint32_t stet_utf8_class(uint32_t code_point);

/** Columns it takes on a terminal: 0, 1 or 2. */
unsigned stet_utf8_width(uint32_t code_point);

/** Simple case mappings. */
uint32_t stet_utf8_lower(uint32_t code_point);
uint32_t stet_utf8_upper(uint32_t code_point);

/** Room for what stet_utf8_plain() writes. */
enum { STET_UTF8_PLAIN_ROOM = 32 };
/** Writes the character without its accents (U+0300 to U+036F, of its own or in it: the
    canonical decomposition of Unicode tells); returns the length, 0 of a bare accent. A
    letter with a stroke is one of its own. */
size_t stet_utf8_plain(uint32_t code_point, char *out);
/** Adds valid text in Unicode's normal form C: a letter and the accents behind it as
   one code point, where there is one. */
void stet_utf8_compose(stet_str text, stet_buffer *out);

#endif
