/* SPDX-License-Identifier: Apache-2.0 */
/**
 * date.h - the dates of a text, whatever way they are written.
 *
 *     3 May 2021   May 3rd, 2021   the 3rd of May   2021-05-03   May 2021   May
 *     the third of May   May the third   on May third
 *     03/05/2021   3.5.21: the third of May, or the fifth of March
 *
 * A date has a month, and as much of day and year as is written. Names of months are
 * English, with a capital, full or cut short. Found from left to right, a bounded
 * number of tokens for each.
 */
#ifndef STET_SPEC_DATE_H
#define STET_SPEC_DATE_H

#include "reading/token.h"

typedef struct spec_date {
    uint32_t first, behind;         /**< Tokens, half-open. */
    uint16_t year;                  /**< 0: not written. */
    uint8_t month, day;             /**< Month 1-12; day 0: not written. */
    uint8_t other_month, other_day; /**< The second reading of 03/05; 0: none. */
} spec_date;

/** The one that begins at token `at`; false: none. A month alone is one too. */
bool spec_date_at(const spec_tokens *tokens, size_t at, spec_date *out);

#endif
