/* SPDX-License-Identifier: Apache-2.0 */
/**
 * phrase.h - words as they stand, found in a text.
 *
 * A phrase matches its own words with any white space between them (a line break,
 * no-break or thin spaces, however many), ' ’ and ʼ alike, and letters by Unicode
 * simple case folding unless case matters. A word boundary is asked for at both ends
 * unless switched off: where the phrase begins or ends with a letter, a digit or an
 * underscore, its neighbour in the text must be none.
 *
 * Compared code point by code point, no pattern engine: linear in phrase x text at
 * worst, and there is exactly one way to match at a place. Immutable once made; the
 * points live in the arena given.
 */
#ifndef STET_RULE_PHRASE_H
#define STET_RULE_PHRASE_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct stet_phrase {
    const uint32_t *points; /**< Folded; one space for each run of white space. */
    uint32_t n_points;      /**< 0: matches nowhere. */
    bool ignore_case;
    bool whole_words;
} stet_phrase;

void stet_phrase_init(stet_phrase *phrase, stet_str source, bool ignore_case,
                      bool whole_words, stet_arena *arena);

/** Unicode simple case folding. */
uint32_t stet_phrase_fold(uint32_t point);

/** Whether it matches such that its point `anchor` stands at byte `at` of `subject`. */
bool stet_phrase_match(const stet_phrase *phrase, stet_str subject, size_t at,
                       uint32_t anchor, stet_span *out);
/** The first match at or after `from`. */
bool stet_phrase_find(const stet_phrase *phrase, stet_str subject, size_t from,
                      stet_span *out);

#endif
