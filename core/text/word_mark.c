/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word_p.h"

enum { JOINER = 0x200D, KEYCAP = 0x20E3 };

/* What only changes the look of the symbol before it: variation selectors, skin
   tones, the letters of a flag's tag. */
static bool is_modifier(uint32_t c)
{
    return c == 0xFE0E || c == 0xFE0F || c == KEYCAP ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F);
}

static bool is_flag_half(uint32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

static bool is_symbol(uint32_t c)
{
    return stet_utf8_class(c) & STET_CHAR_SYMBOL && c != JOINER;
}

/* Behind a symbol `c`, which ends at `at`: what is one picture with it. */
static uint32_t symbol_end(const stet_word_scanner *scanner, uint32_t c, uint32_t at)
{
    uint32_t next;
    uint32_t behind = stet_word_character(scanner, at, &next);
    if (is_flag_half(c))
        return is_flag_half(behind) ? next : at;
    for (;;) {
        behind = stet_word_character(scanner, at, &next);
        if (is_modifier(behind)) {
            at = next;
            continue;
        }
        if (behind != JOINER)
            return at;
        uint32_t after;
        if (!is_symbol(stet_word_character(scanner, next, &after)))
            return at;
        at = after;
    }
}

/* Behind a run of the same character `c`, which has been read up to `at`. */
static uint32_t run_end(const stet_word_scanner *scanner, uint32_t c, uint32_t at)
{
    for (;;) {
        uint32_t next;
        if (at >= scanner->end || stet_word_character(scanner, at, &next) != c)
            return at;
        at = next;
    }
}

void stet_word_scan_mark(stet_word_scanner *scanner)
{
    uint32_t start = scanner->at;
    uint32_t next;
    uint32_t c = stet_word_character(scanner, start, &next);
    uint32_t class = stet_utf8_class(c);
    if (class & STET_CHAR_FORMAT && !(class & STET_CHAR_SYMBOL)) {
        scanner->at = next; /* It is not seen, and parts nothing. */
        return;
    }
    if (class & STET_CHAR_PUNCTUATION) {
        scanner->at = run_end(scanner, c, next);
        stet_word_push(scanner, start, STET_WORD_PUNCTUATION);
        return;
    }
    scanner->at = c < 0x80 ? run_end(scanner, c, next) : symbol_end(scanner, c, next);
    stet_word_push(scanner, start, STET_WORD_SYMBOL);
}
