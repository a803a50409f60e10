/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include "base/lanes.h"

#include <string.h>
#include <utf8proc.h>

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Decoding that trusts nothing. */

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* What may follow a lead byte (Unicode, table 3-7): how many bytes in all, and
   the range of the second, which keeps out overlong forms, surrogates and what
   is over U+10FFFF. */
typedef struct lead {
    unsigned char length, least, most;
} lead;

static lead lead_of(unsigned char c)
{
    if (c >= 0xC2 && c <= 0xDF)
        return (lead){ 2, 0x80, 0xBF };
    if (c >= 0xE0 && c <= 0xEF)
        return (lead){ 3, c == 0xE0 ? 0xA0 : 0x80, c == 0xED ? 0x9F : 0xBF };
    if (c >= 0xF0 && c <= 0xF4)
        return (lead){ 4, c == 0xF0 ? 0x90 : 0x80, c == 0xF4 ? 0x8F : 0xBF };
    return (lead){ 1, 0, 0 };
}

size_t stet_utf8_decode(stet_str text, size_t at, uint32_t *code_point)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t room = text.len - at;
    *code_point = p[0];
    if (p[0] < 0x80)
        return 1;
    *code_point = STET_UTF8_BAD;
    lead l = lead_of(p[0]);
    if (l.length == 1 || room < 2 || p[1] < l.least || p[1] > l.most)
        return 1;
    for (size_t i = 2; i < l.length; i++)
        if (i >= room || !is_tail(p[i]))
            return i;
    size_t start = at;
    *code_point = stet_utf8_next(text.ptr, &start);
    return l.length;
}

/* Checking, and telling the kinds of character. */

/* A letter there is of a script that is not Latin: only then is it looked up. */
#define MAY_BE_FOREIGN UINT32_C(0x80000000)

/**
 * All of Unicode over ASCII in pieces, each from `first` to the next row. Invisible:
 * Default_Ignorable_Code_Point (DerivedCoreProperties.txt) and the annotation
 * marks U+FFF9-FFFB. White space: PropList.txt. Without MAY_BE_FOREIGN: blocks of
 * Latin letters and of letters common to all scripts (modifiers, mathematics).
 */
typedef struct piece {
    uint32_t first, kinds;
} piece;

enum {
    CONTROL = STET_CHARS_CONTROL,
    INVISIBLE = STET_CHARS_INVISIBLE,
    SPACE = STET_CHARS_SPACE,
    LATIN1 = STET_CHARS_LATIN1,
};

static const piece pieces[] = {
    { 0x0080, CONTROL },
    { 0x0085, CONTROL | SPACE },
    { 0x0086, CONTROL },
    { 0x00A0, LATIN1 | SPACE },
    { 0x00A1, LATIN1 },
    { 0x00AD, LATIN1 | INVISIBLE },
    { 0x00AE, LATIN1 },
    { 0x0100, 0 }, /* Latin Extended, IPA, modifiers, combining marks. */
    { 0x034F, INVISIBLE },
    { 0x0350, 0 },
    { 0x0370, MAY_BE_FOREIGN },
    { 0x061C, INVISIBLE },
    { 0x061D, MAY_BE_FOREIGN },
    { 0x115F, MAY_BE_FOREIGN | INVISIBLE },
    { 0x1161, MAY_BE_FOREIGN },
    { 0x1680, SPACE },
    { 0x1681, MAY_BE_FOREIGN },
    { 0x17B4, INVISIBLE },
    { 0x17B6, MAY_BE_FOREIGN },
    { 0x180B, INVISIBLE },
    { 0x1810, MAY_BE_FOREIGN },
    { 0x1D00, 0 }, /* Phonetic Extensions and their combining marks. */
    { 0x1D26, MAY_BE_FOREIGN },
    { 0x1D2C, 0 },
    { 0x1E00, 0 }, /* Latin Extended Additional. */
    { 0x1F00, MAY_BE_FOREIGN },
    { 0x2000, SPACE },
    { 0x200B, INVISIBLE },
    { 0x2010, 0 }, /* Punctuation, super- and subscripts, letterlike symbols. */
    { 0x2028, SPACE },
    { 0x202A, INVISIBLE },
    { 0x202F, SPACE },
    { 0x2030, 0 },
    { 0x205F, SPACE },
    { 0x2060, INVISIBLE },
    { 0x2070, 0 },
    { 0x2126, MAY_BE_FOREIGN }, /* The ohm sign is a Greek letter. */
    { 0x2127, 0 },
    { 0x2C00, MAY_BE_FOREIGN },
    { 0x2C60, 0 }, /* Latin Extended-C. */
    { 0x2C80, MAY_BE_FOREIGN },
    { 0x2E00, 0 },
    { 0x2E80, MAY_BE_FOREIGN },
    { 0x3000, SPACE },
    { 0x3001, MAY_BE_FOREIGN },
    { 0x3164, MAY_BE_FOREIGN | INVISIBLE },
    { 0x3165, MAY_BE_FOREIGN },
    { 0xA700, 0 }, /* Modifier tone letters, Latin Extended-D. */
    { 0xA800, MAY_BE_FOREIGN },
    { 0xAB30, 0 }, /* Latin Extended-E. */
    { 0xAB70, MAY_BE_FOREIGN },
    { 0xFB00, 0 }, /* Latin ligatures. */
    { 0xFB07, MAY_BE_FOREIGN },
    { 0xFE00, INVISIBLE },
    { 0xFE10, 0 },
    { 0xFE70, MAY_BE_FOREIGN },
    { 0xFEFF, INVISIBLE },
    { 0xFF00, 0 }, /* Fullwidth Latin. */
    { 0xFF5B, MAY_BE_FOREIGN },
    { 0xFFA0, MAY_BE_FOREIGN | INVISIBLE },
    { 0xFFA1, MAY_BE_FOREIGN },
    { 0xFFF0, INVISIBLE },
    { 0xFFFC, 0 },
    { 0xFFFD, STET_CHARS_REPLACED },
    { 0xFFFE, 0 },
    { 0x10000, MAY_BE_FOREIGN },
    { 0x10780, 0 }, /* Latin Extended-F. */
    { 0x107C0, MAY_BE_FOREIGN },
    { 0x1BCA0, INVISIBLE },
    { 0x1BCA4, MAY_BE_FOREIGN },
    { 0x1D173, INVISIBLE },
    { 0x1D17B, 0 },
    { 0x1D400, 0 }, /* Mathematical letters: of all scripts. */
    { 0x1D800, MAY_BE_FOREIGN },
    { 0x1DF00, 0 }, /* Latin Extended-G. */
    { 0x1E000, MAY_BE_FOREIGN },
    { 0x1F000, 0 }, /* Emoji and other pictures. */
    { 0x20000, MAY_BE_FOREIGN },
    { 0xE0000, INVISIBLE },
    { 0xE1000, 0 },
};

enum { N_PIECES = sizeof pieces / sizeof *pieces };

/** The piece a text was in last: its next character is most often there too. */
typedef struct last_piece {
    uint32_t first, end, kinds;
} last_piece;

static last_piece find_piece(uint32_t code_point)
{
    size_t low = 0;
    size_t high = N_PIECES;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (pieces[middle].first <= code_point)
            low = middle;
        else
            high = middle;
    }
    uint32_t end = high < N_PIECES ? pieces[high].first : 0x110000;
    return (last_piece){ pieces[low].first, end, pieces[low].kinds };
}

static bool is_letter(uint32_t code_point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* The kinds of ASCII that the fast path stops at. All of them fit into a byte. */
/* clang-format off */
enum { C = CONTROL, V = CONTROL | SPACE, T = STET_CHARS_TAB, R = STET_CHARS_CR };
static const uint8_t ascii_kinds[128] = {
    C, C, C, C, C, C, C, C,  C, T, 0, V, V, R, C, C,
    C, C, C, C, C, C, C, C,  C, C, C, C, C, C, C, C,
    [0x7F] = C,
};
/* clang-format on */

typedef signed char lanes __attribute__((vector_size(16)));

enum { BLOCK = 4 * sizeof(lanes) };

/* All ones where a byte is not plain. Signed, so that bytes from 0x80 are less
   than a blank as well: two comparisons find all there is but LF and DEL. */
static lanes odd_lanes(const unsigned char *p)
{
    lanes v;
    memcpy(&v, p, sizeof v);
    return (lanes)(((v < ' ') & (v != '\n')) | (v == 0x7F));
}

/* Whether a block holds nothing but printable ASCII and LF. */
static bool is_plain(const unsigned char *p)
{
    lanes odd =
        odd_lanes(p) | odd_lanes(p + 16) | odd_lanes(p + 32) | odd_lanes(p + 48);
    uint64_t halves[2];
    memcpy(halves, &odd, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

/* Whether eight bytes are printable ASCII: no sign bit is set, nor does it get set
   by taking 0x20 away or adding 1. Carries make it wrong only towards "no". */
static bool is_plain_word(const unsigned char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return ((w | (w - EACH_BYTE * 0x20) | (w + EACH_BYTE)) & EACH_BYTE * 0x80) == 0;
}

/* Like stet_utf8_decode, with a short way for what most texts are written in. */
static size_t decode_quickly(stet_str text, size_t at, uint32_t *code_point)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t room = text.len - at;
    if (room >= 2 && p[0] >= 0xC2 && p[0] < 0xE0 && is_tail(p[1])) {
        *code_point = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    }
    if (room >= 3 && p[0] > 0xE0 && p[0] < 0xED && is_tail(p[1]) && is_tail(p[2])) {
        *code_point = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
                      (p[2] & 0x3F);
        return 3;
    }
    return stet_utf8_decode(text, at, code_point);
}

/** A check under way. */
typedef struct checker {
    stet_str text;
    size_t at;
    uint32_t kinds;
    last_piece last;
} checker;

static void add_kinds(checker *check, uint32_t c)
{
    if (c < check->last.first || c >= check->last.end)
        check->last = find_piece(c);
    uint32_t kinds = check->last.kinds;
    check->kinds |= (kinds & ~MAY_BE_FOREIGN) | STET_CHARS_NON_ASCII;
    if ((kinds & MAY_BE_FOREIGN) && !(check->kinds & STET_CHARS_FOREIGN) &&
        is_letter(c))
        check->kinds |= STET_CHARS_FOREIGN;
}

/* Looks closer, as far as `stop` or a little over; false at what is not UTF-8. */
static bool check_block(checker *check, size_t stop)
{
    const unsigned char *p = (const unsigned char *)check->text.ptr;
    size_t at = check->at;
    bool valid = true;
    while (at < stop) {
        if (p[at] < 0x80) {
            while (stop - at >= 8 && is_plain_word(p + at))
                at += 8;
            while (at < stop && p[at] < 0x80)
                check->kinds |= ascii_kinds[p[at++]];
            continue;
        }
        uint32_t c;
        size_t len = decode_quickly(check->text, at, &c);
        valid = c != STET_UTF8_BAD;
        if (!valid)
            break;
        add_kinds(check, c);
        at += len;
    }
    check->at = at;
    return valid;
}

size_t stet_utf8_check(stet_str text, uint32_t *chars)
{
    checker check = { .text = text };
    bool valid = true;
    while (valid && check.at < text.len) {
        const unsigned char *p = (const unsigned char *)text.ptr;
        while (text.len - check.at >= BLOCK && is_plain(p + check.at))
            check.at += BLOCK;
        bool whole = text.len - check.at >= BLOCK;
        valid = check_block(&check, whole ? check.at + BLOCK : text.len);
    }
    *chars = check.kinds;
    return valid ? STET_UTF8_VALID : check.at;
}

/* Stepping and counting in valid text. */

size_t stet_utf8_back(const char *ptr, size_t at, size_t count)
{
    while (at >= sizeof(stet_lanes) && count >= sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(ptr + at - sizeof bytes);
        uint32_t inner = stet_lanes_bits((stet_lanes)((bytes & 0xC0) == 0x80));
        at -= sizeof bytes;
        count -= sizeof bytes - (size_t)__builtin_popcount(inner);
    }
    while (at > 0 && count > 0) {
        at--;
        count -= ((unsigned char)ptr[at] & 0xC0) != 0x80;
    }
    return at;
}

uint32_t stet_utf8_before(const char *ptr, size_t at, size_t *start)
{
    do
        at--;
    while (at > 0 && is_tail((unsigned char)ptr[at]));
    *start = at;
    return stet_utf8_next(ptr, &at);
}

size_t stet_utf8_encode(uint32_t code_point, char *out)
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

static size_t count_lanes(stet_lanes compared)
{
    return (size_t)__builtin_popcount(stet_lanes_bits(compared));
}

/* Bytes that are no tails, and, counted once more when `pairs`, leads of four. */
static size_t count_units(stet_str text, bool pairs)
{
    size_t n = 0;
    size_t at = 0;
    for (; text.len - at >= sizeof(stet_lanes); at += sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(text.ptr + at);
        n += count_lanes((stet_lanes)((bytes & 0xC0) != 0x80));
        if (pairs)
            n += count_lanes((stet_lanes)(bytes >= 0xF0));
    }
    for (; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        n += !is_tail(c);
        n += pairs && c >= 0xF0;
    }
    return n;
}

bool stet_utf8_is_ascii(stet_str bytes)
{
    stet_lanes seen = { 0 };
    size_t at = 0;
    for (; bytes.len - at >= sizeof seen; at += sizeof seen)
        seen |= stet_lanes_load(bytes.ptr + at);
    unsigned char last = 0;
    for (; at < bytes.len; at++)
        last |= (unsigned char)bytes.ptr[at];
    return !stet_lanes_bits((stet_lanes)(seen >= 0x80)) && last < 0x80;
}

size_t stet_utf8_length(stet_str text)
{
    return count_units(text, false);
}

size_t stet_utf8_utf16_length(stet_str text)
{
    return count_units(text, true);
}
