/* SPDX-License-Identifier: Apache-2.0 */
/**
 * literal.h - which words a text must hold before a pattern can match in it.
 *
 *     my\s+(knowledge|training)['’]s cutoff
 *     -> "my knowledge's cutoff", "my training's cutoff"
 *
 * The syntax of a PCRE2 pattern is read, nothing is compiled. The answer is a set of
 * literals of which at least one stands in every match, or none when that cannot be
 * said for certain: what is not understood contributes nothing, and what could change
 * the meaning of all of it (a verb, a callout) leaves no literal at all.
 *
 * Literals are for the scan's copy of the text (see scan.h), in which each run of white
 * space is one space, the curly apostrophes are straight, and letters are compared
 * without case. So they are printable ASCII in lower case, hold only single spaces, and
 * `\s+` between two words is one space of a literal. stet_literal_point() says what a
 * character is in that copy: whoever makes the copy asks it.
 *
 * Beside the literals it is told where they stand in a match: how far from its start at
 * most (so that a pattern need be tried only around its literals), and whether words
 * end at their ends (so that "ember" is not looked at in "remember").
 *
 * Pure functions; results live in the arena given.
 */
#ifndef STET_RULE_LITERAL_H
#define STET_RULE_LITERAL_H

#include "base/arena.h"
#include "rule/pattern.h"

/** What reading a pattern's syntax tells. */
typedef struct stet_literals {
    stet_str items[STET_LITERALS]; /**< One of them stands in each match. */
    uint32_t count;                /**< 0: none is required. */
    uint32_t before; /**< Characters of a match before its literal, at most. */
    uint8_t edges;   /**< STET_EDGE_ bits: true of each literal in a match. */
    bool at_start;   /**< A match begins where the subject does. */
    bool is_empty;   /**< Each match is empty: it has anchors and lookarounds alone. */
    /** The pattern with a callout before and behind each item that can match in many
        ways at one place; ptr NULL: it has none, so a match takes few steps. */
    stet_str watched;
    bool watch_all; /**< That cannot be told: every item is to be watched. */
} stet_literals;

void stet_literals_of_pattern(stet_str source, stet_arena *arena, stet_literals *out);

/** The literals of a phrase given as folded code points (see phrase.h): of its rarest
    run. `*anchor` gets the index of the run's first point. */
void stet_literals_of_phrase(const uint32_t *points, uint32_t n_points,
                             bool whole_words, stet_arena *arena, stet_literals *out,
                             uint32_t *anchor);

/** How rare a literal is in prose: about -log2 of its frequency, in eighths of a bit.
 */
unsigned stet_literal_weight(stet_str literal);

/** What a non-ASCII character is in the scan's copy: ' ' for white space, '\'' for an
    apostrophe, 's' and 'k' for the two that are ASCII letters but for case; else 0. */
char stet_literal_point(uint32_t code_point);
/** The copy's ASCII character, in lower case, for any code point; 0: it has none. */
char stet_literal_shown(uint32_t code_point);

#endif
