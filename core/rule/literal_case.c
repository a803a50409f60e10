/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "rule/literal_p.h"
#include "rule/phrase.h"

/**
 * Characters of which every other case is known for good: scripts without case, and
 * alphabets to which Unicode adds no more. Others have no literal, because PCRE2 may
 * know a newer Unicode than we do. Sorted.
 */
static const struct {
    uint32_t first, last;
} settled[] = {
    { 0x00A1, 0x00B4 }, /* Latin-1 signs, without the micro sign */
    { 0x00B6, 0x012F }, /* Latin, without the two letters of Turkish */
    { 0x0132, 0x017E },
    { 0x0391, 0x03AF }, /* Greek, without what was joined to other letters late */
    { 0x03B1, 0x03CE },
    { 0x0400, 0x045F }, /* Cyrillic */
    { 0x05D0, 0x05EA }, /* Hebrew */
    { 0x0620, 0x064A }, /* Arabic */
    { 0x0904, 0x0939 }, /* Devanagari */
    { 0x0E01, 0x0E3A }, /* Thai */
    { 0x2010, 0x2027 }, /* Dashes, quotation marks, ellipsis */
    { 0x3001, 0x30FA }, /* Kana and its punctuation */
    { 0x4E00, 0x9FFF }, /* Chinese characters */
    { 0xAC00, 0xD7A3 }, /* Hangul */
};

/** Letters that have more cases than a small and a capital one. */
static const struct {
    uint32_t folded;
    uint32_t others[2];
} more_cases[] = {
    { 0x00E5, { 0x212B } },         { 0x03B2, { 0x03D0 } },
    { 0x03B5, { 0x03F5 } },         { 0x03B8, { 0x03D1, 0x03F4 } },
    { 0x03B9, { 0x0345, 0x1FBE } }, { 0x03BA, { 0x03F0 } },
    { 0x03BC, { 0x00B5 } },         { 0x03C0, { 0x03D6 } },
    { 0x03C1, { 0x03F1 } },         { 0x03C3, { 0x03C2 } },
    { 0x03C6, { 0x03D5 } },         { 0x03C9, { 0x2126 } },
    { 0x0432, { 0x1C80 } },         { 0x0434, { 0x1C81 } },
    { 0x043E, { 0x1C82 } },         { 0x0441, { 0x1C83 } },
    { 0x0442, { 0x1C84, 0x1C85 } }, { 0x044A, { 0x1C86 } },
};

static bool is_settled(uint32_t point)
{
    for (size_t i = 0; i < sizeof settled / sizeof *settled; i++) {
        if (point >= settled[i].first && point <= settled[i].last) {
            return true;
        }
    }
    return false;
}

uint32_t stet_literal_cases(uint32_t point, uint32_t cases[STET_LITERAL_CASES])
{
    uint32_t count = 0;
    if (!is_settled(point)) {
        return 0;
    }
    uint32_t folded = stet_phrase_fold(point);
    uint32_t upper = stet_utf8_upper(folded);
    cases[count++] = folded;
    if (upper != folded) {
        cases[count++] = upper;
    }
    for (size_t i = 0; i < sizeof more_cases / sizeof *more_cases; i++) {
        for (size_t k = 0; k < 2 && more_cases[i].folded == folded; k++) {
            if (more_cases[i].others[k] != 0) {
                cases[count++] = more_cases[i].others[k];
            }
        }
    }
    return count;
}

stet_literal_node stet_literal_point_node(stet_arena *arena, uint32_t point)
{
    char shown = stet_literal_shown(point);
    if (shown != 0) {
        return stet_literal_char(arena, shown);
    }
    uint32_t cases[STET_LITERAL_CASES];
    uint32_t count = point < 0x80 ? 0 : stet_literal_cases(point, cases);
    if (count == 0) {
        return stet_literal_any();
    }
    stet_str *items = stet_arena_alloc(arena, count * sizeof *items);
    for (uint32_t i = 0; i < count; i++) {
        char bytes[4];
        size_t length = stet_utf8_encode(cases[i], bytes);
        items[i] = stet_arena_copy(arena, (stet_str){ bytes, length });
    }
    return (stet_literal_node){
        .exact = true, .count = count, .items = items, .ways = 1, .width = 1
    };
}
