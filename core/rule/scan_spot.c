/* SPDX-License-Identifier: Apache-2.0 */
/* What of a literal stands around a word. */
#include "base/utf8.h"
#include "rule/literal.h"
#include "rule/scan_words_p.h"
#include "text/word.h"

#include <string.h>

/* ---- Letter by letter ---- */

/** What the copy shows of ASCII. */
static inline char shown_byte(unsigned char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c >= '\t' && c <= '\r' ? ' ' : c);
}

static inline char shown_at(stet_str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at];
    if (c < 0x80) {
        ++*at;
        return shown_byte(c);
    }
    return stet_literal_shown(stet_utf8_next(text.ptr, at));
}

static inline char shown_before(stet_str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at - 1];
    if (c < 0x80) {
        --*at;
        return shown_byte(c);
    }
    return stet_literal_shown(stet_utf8_before(text.ptr, *at, at));
}

/** Whether literal[from..] stands at `at`. */
static bool match_forward(stet_str text, size_t at, stet_str literal, size_t from)
{
    for (size_t i = from; i < literal.len; i++) {
        char wanted = literal.ptr[i];
        if (at >= text.len) {
            return false;
        }
        char c = (unsigned char)wanted < 0x80 ? shown_at(text, &at) : text.ptr[at++];
        if (c != wanted) {
            return false;
        }
        for (size_t next = at; wanted == ' ' && next < text.len; at = next) {
            if (shown_at(text, &next) != ' ') {
                break;
            }
        }
    }
    return true;
}

/** Where literal[..to) begins when it ends at `at`; SIZE_MAX: it does not. White space
    that it begins with is not part of that. */
static size_t match_backward(stet_str text, size_t at, stet_str literal, size_t to)
{
    for (size_t i = to; i > 0; i--) {
        char wanted = literal.ptr[i - 1];
        size_t end = at;
        if (at == 0) {
            return SIZE_MAX;
        }
        char c =
            (unsigned char)wanted < 0x80 ? shown_before(text, &at) : text.ptr[--at];
        if (c != wanted) {
            return SIZE_MAX;
        }
        if (wanted == ' ' && i == 1) {
            return end;
        }
        for (size_t next = at; wanted == ' ' && next > 0; at = next) {
            if (shown_before(text, &next) != ' ') {
                break;
            }
        }
    }
    return at;
}

bool stet_scan_spot_stands(const stet_scan_spot *spot, stet_str literal, stet_str block,
                           size_t base, size_t *at)
{
    if (!match_forward(block, base + spot->end, literal, spot->behind)) {
        return false;
    }
    *at = match_backward(block, base + spot->start, literal, spot->offset);
    return *at != SIZE_MAX;
}

/* ---- What stands beside a word ---- */

/* Most literals do not stand, and a few bytes beside the word tell: of each literal of
   a form by one comparison. */

/** Bytes on each side, and where those of the right begin. */
enum { SIDE = 4, RIGHT = SIDE };

static inline void set_beside(stet_scan_beside *beside, unsigned place, char shown)
{
    beside->shown |= (uint64_t)(unsigned char)shown << 8 * place;
    beside->mask |= UINT64_C(0xFF) << 8 * place;
}

/** What the `room` bytes from `byte` on in steps of `step` are, up to the first that is
    not ASCII, or at which white space goes on: what is there the copy may show
    otherwise. Where the block ends no character stands. */
static inline void see_side(stet_scan_beside *beside, unsigned place, const char *byte,
                            uint32_t room, int step)
{
    char last = '\0';
    for (unsigned i = 0; i < SIDE; i++, byte += step) {
        if (i >= room) {
            set_beside(beside, place + i, '\0');
            return;
        }
        unsigned char c = (unsigned char)*byte;
        char shown = shown_byte(c);
        if (c >= 0x80 || (shown == ' ' && last == ' ')) {
            return;
        }
        set_beside(beside, place + i, shown);
        last = shown;
    }
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

/** The highest bit of each of four bytes, and the others. */
#define HIGH_BITS UINT32_C(0x80808080)
#define LOW_BITS  UINT32_C(0x7F7F7F7F)

/** The bytes of `bytes` that are at least `c`, as high bits; all are below 0x80. */
static inline uint32_t at_least(uint32_t bytes, unsigned char c)
{
    return (bytes + UINT32_C(0x01010101) * (0x80u - c)) & HIGH_BITS;
}

/** What see_side() sees in four bytes, the nearest one the lowest. Control characters
    count for nothing: they are rare, line ends but for. */
static inline void see_four(stet_scan_beside *beside, unsigned place, uint32_t bytes)
{
    uint32_t low = bytes & LOW_BITS;
    uint32_t capitals = at_least(low, 'A') & ~at_least(low, 'Z' + 1) & ~bytes;
    uint32_t blanks = at_least(low, ' ') & ~at_least(low, ' ' + 1) & ~bytes;
    uint32_t odd = (bytes & HIGH_BITS) | (~at_least(low, ' ') & HIGH_BITS) |
                   (blanks & blanks << 8);
    uint32_t mask =
        odd == 0 ? UINT32_MAX : (UINT32_C(1) << (__builtin_ctz(odd) & ~7)) - 1;
    beside->shown |= (uint64_t)(bytes | capitals >> 2) << 8 * place;
    beside->mask |= (uint64_t)mask << 8 * place;
}

static inline uint32_t load_four(const char *bytes)
{
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

static inline bool see_quickly(stet_scan_beside *beside, const char *start,
                               const char *end, uint32_t before, uint32_t behind)
{
    if (before < SIDE || behind < SIDE) {
        return false;
    }
    see_four(beside, 0, __builtin_bswap32(load_four(start - SIDE)));
    see_four(beside, RIGHT, load_four(end));
    return true;
}

#else

static bool see_quickly(stet_scan_beside *beside, const char *start, const char *end,
                        uint32_t before, uint32_t behind)
{
    (void)beside, (void)start, (void)end, (void)before, (void)behind;
    return false;
}

#endif

stet_scan_beside stet_scan_beside_of(stet_str text, stet_span block, stet_span span)
{
    stet_scan_beside beside = { 0, 0 };
    const char *start = text.ptr + span.start;
    const char *end = text.ptr + span.end;
    uint32_t before = span.start - block.start;
    uint32_t behind = block.end - span.end;
    if (!see_quickly(&beside, start, end, before, behind)) {
        see_side(&beside, 0, start - (before > 0), before, -1);
        see_side(&beside, RIGHT, end, behind, 1);
    }
    return beside;
}

/** The characters of a literal from `at` on, as far as they are ASCII. */
static void want_side(stet_scan_beside *beside, unsigned place, stet_str literal,
                      size_t at, int step)
{
    for (unsigned i = 0; i < SIDE; i++, at += (size_t)step) {
        if (at >= literal.len || (unsigned char)literal.ptr[at] >= 0x80) {
            return;
        }
        set_beside(beside, place + i, literal.ptr[at]);
    }
}

/** What a literal wants beside a word of which the anchor is the first, the last or
 * all.
 */
static stet_scan_beside want_word(const stet_scan_spot *spot, stet_str literal,
                                  size_t form_length)
{
    stet_scan_beside beside = { 0, 0 };
    if (spot->start == 0 && spot->offset > 0) {
        want_side(&beside, 0, literal, (size_t)spot->offset - 1, -1);
    }
    if (spot->end == form_length) {
        want_side(&beside, RIGHT, literal, spot->behind, 1);
    }
    return beside;
}

/* ---- Making spots ---- */

static bool is_letter_at(stet_str text, size_t at)
{
    return at < text.len && (unsigned char)text.ptr[at] < 0x80 &&
           stet_word_is_inner((unsigned char)text.ptr[at]);
}

/** Whether the letters of the form beside an anchor forbid its literal: where the
    literal goes on with a blank or a mark, or a word has to end, and it goes on. */
static bool is_forbidden(const stet_scan_words *words, const stet_scan_anchor *anchor,
                         stet_str form, size_t start, size_t end)
{
    uint8_t edges = words->traits[anchor->literal].edges;
    stet_str literal = words->literals[anchor->literal];
    size_t behind = (size_t)anchor->offset + anchor->len;
    bool parts_left = anchor->offset > 0 || (edges & STET_EDGE_LEFT);
    bool parts_right = behind < literal.len || (edges & STET_EDGE_RIGHT);
    return (parts_left && is_letter_at(literal, anchor->offset) && start > 0 &&
            is_letter_at(form, start - 1)) ||
           (parts_right && is_letter_at(literal, behind - 1) &&
            is_letter_at(form, end));
}

bool stet_scan_spot_make(const stet_scan_words *words, const stet_scan_anchor *anchor,
                         stet_str form, size_t start, size_t end, stet_scan_spot *out)
{
    *out = (stet_scan_spot){
        .literal = anchor->literal,
        .start = (uint16_t)start,
        .end = (uint16_t)end,
        .offset = anchor->offset,
        .behind = (uint16_t)(anchor->offset + anchor->len),
    };
    out->beside = want_word(out, words->literals[anchor->literal], form.len);
    return !is_forbidden(words, anchor, form, start, end);
}
