/* SPDX-License-Identifier: Apache-2.0 */
/**
 * novel_derived.h - what a reader works out in the head from numbers of the other text.
 *
 * "Sales rose from 900,000 to 1.2 million" says that they rose by 300,000, and by a
 * third; "12 boys and 15 girls" that there are 27 children. Numbers that stand side by
 * side are taken together: amounts of one sentence, or of one thing in the next; years
 * wherever they stand. Of what can be made of two numbers most is wanted only where
 * the text says so: a difference with by, more, fewer, left; a span of years before
 * the word years; a multiple before times. So a wrong number is seldom one of them by
 * chance.
 *
 * Made when it is first asked for. Of a text with very many numbers only the first are
 * taken: a number of hundreds of others can be worked out whatever it is.
 */
#ifndef STET_SPEC_NOVEL_DERIVED_H
#define STET_SPEC_NOVEL_DERIVED_H

#include "comparing/novel_known.h"

/** Numbers in words up to this one often count what the other text lists or names. */
enum { NOVEL_SMALL = 12 };

typedef struct novel_derived {
    novel_values sums;        /**< Of amounts; and so many percent of one. */
    novel_values differences; /**< Of amounts, or percents: "by", "more", "left". */
    novel_values shares;      /**< One in percent of another; */
    novel_values rests;       /**< a hundred without a percentage: "not", "rest"; */
    novel_values changes;     /**< and the difference in percent of one: "by". */
    novel_values multiples;   /**< "times". */
    novel_values spans;       /**< From year to year: "years", "aged". */
    uint64_t lists;           /**< Bit i: a row of i things, joined by and, or. */
} novel_derived;

void novel_derive(const novel *n, novel_derived *derived);
/** Whether a number of this text is one of these. */
bool novel_is_derived(const novel *n, const novel_known *known,
                      const novel_derived *derived, const spec_number *number);
/** Whether a small number is the length of a row of things. */
bool novel_is_list(const novel_derived *derived, const spec_number *number);

#endif
