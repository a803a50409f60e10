/* SPDX-License-Identifier: Apache-2.0 */
/**
 * number.h - the numbers of a text, whatever way they are written.
 *
 *     1,500,000   1.5 million   1.5m   1 500 000   one and a half million
 *     45 %   45 percent   45 percentage points   9/20   half   two-thirds
 *     3rd   third   the 1990s   the 20th century   $3bn   5-10 million   ½
 *
 * A number has up to three readings, because some can be read in several ways: 1.500 is
 * one and a half, or fifteen hundred; 5m is five million, or five metres; 3 pm is 15
 * too. Percentages and fractions are kept as percent: half is 50. In a range, 5-10
 * million and 10 to 15 %, the first number is read with what follows the second one
 * too.
 *
 * The meaning is that of English. It is found from left to right in one pass over the
 * tokens, a bounded number of tokens for each.
 */
#ifndef STET_SPEC_NUMBER_H
#define STET_SPEC_NUMBER_H

#include "reading/token.h"

typedef enum spec_number_kind {
    SPEC_NUMBER_CARDINAL,
    SPEC_NUMBER_ORDINAL,
    SPEC_NUMBER_PERCENT,
    SPEC_NUMBER_FRACTION, /**< In percent as well. */
    SPEC_NUMBER_DECADE,   /**< The first year of it, or 0-90. */
    SPEC_NUMBER_CENTURY,
} spec_number_kind;

/** Bits of spec_number.flags. */
enum {
    SPEC_NUMBER_IN_WORDS = 1 << 0, /**< No digit in it. */
    SPEC_NUMBER_HEDGED = 1 << 1,   /**< "about" or the like stands with it. */
    SPEC_NUMBER_GLUED = 1 << 2,    /**< Part of a name: B2B, COVID-19, v1.2.3. */
    SPEC_NUMBER_OF = 1 << 3,       /**< "of" or "the" follows: half of. */
};

enum { SPEC_NUMBER_READINGS = 3 };

typedef struct spec_number {
    uint32_t first, behind;              /**< Tokens, half-open. */
    double values[SPEC_NUMBER_READINGS]; /**< The likeliest first. */
    uint8_t n_values;
    uint8_t kind;      /**< A spec_number_kind. */
    uint8_t flags;     /**< SPEC_NUMBER_IN_WORDS ... */
    uint32_t currency; /**< '$', 0x20AC (euro) ...; 0: none. */
} spec_number;

typedef struct spec_numbers {
    spec_number *items;
    size_t count;
} spec_numbers;

/** All of them, in order. */
spec_numbers spec_numbers_of(stet_ctx *ctx, const spec_tokens *tokens);
/** The one that begins at token `at`; false: none. */
bool spec_number_at(const spec_tokens *tokens, size_t at, spec_number *out);
/** The value of a run of digits, as far as a double holds it. */
double spec_digits_value(const spec_tokens *tokens, size_t at);

/* ---- Words, see number_word.c ---- */

typedef enum spec_number_word_kind {
    SPEC_WORD_NONE,
    SPEC_WORD_CARDINAL, /**< Below a hundred: seven, twenty. */
    SPEC_WORD_HUNDRED,
    SPEC_WORD_SCALE, /**< thousand, million ... and dozen. */
    SPEC_WORD_ORDINAL,
    SPEC_WORD_PART,     /**< half, third, quarter, thirds: `value` is the divisor. */
    SPEC_WORD_SUFFIX,   /**< Glued to digits: k, bn. */
    SPEC_WORD_CURRENCY, /**< `value` is the code point of its sign. */
    SPEC_WORD_HEDGE,
} spec_number_word_kind;

typedef struct spec_number_word {
    const char *word;
    uint8_t kind;
    double value;
} spec_number_word;

/** What is known of token `at`; kind NONE: nothing. */
spec_number_word spec_number_word_of(const spec_tokens *tokens, size_t at);
/** The divisor of a word that can be a part: third is 3, quarters 4; 0: it is none. */
double spec_number_part_of(const spec_tokens *tokens, size_t at);

#endif
