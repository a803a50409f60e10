/* SPDX-License-Identifier: Apache-2.0 */
/**
 * novel_known.h - the numbers and dates that the other text has.
 *
 * Made once a comparison, generously: every run of digits is known, whatever it belongs
 * to, and so are Roman numerals and the lengths of lists.
 */
#ifndef STET_SPEC_NOVEL_KNOWN_H
#define STET_SPEC_NOVEL_KNOWN_H

#include "comparing/novel.h"
#include "comparing/novel_values.h"
#include "reading/date.h"
#include "reading/number.h"
#include "reading/words.h"

/** What the other text has. */
typedef struct novel_known {
    novel_values numbers, percents;
    novel_values fractions; /* In percent, and among the percents, too. */
    spec_set nouns;         /* Words behind a number, */
    spec_set counts;        /* and these with their numbers. */
    spec_set dates;         /* See date_key(). */
} novel_known;

/** Fills `k` from the other text. */
void novel_learn(const novel *n, novel_known *k);
bool novel_knows_number(const novel *n, const novel_known *k,
                        const spec_number *number);
bool novel_knows_date(const novel_known *k, const spec_date *date);
/** A number for the word behind a number that says what is counted; 0: there is none.
 */
uint64_t novel_noun_of(const spec_tokens *t, const spec_number *number);
/** The number of a list item, a heading or a citation, or the minutes of a full hour.
 */
bool novel_is_marker(const spec_tokens *t, const spec_number *number);
/** Whether the other text has another number of the same thing, as in four people for
    three people. */
bool novel_contradicts(const novel_known *k, const spec_tokens *t,
                       const spec_number *number);

#endif
