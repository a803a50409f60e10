/* SPDX-License-Identifier: Apache-2.0 */
/**
 * date.h - days of the calendar, as people write them: 2026-11-30.
 *
 * A date is the number of days from 1970-01-01 on in the Gregorian calendar, so that
 * dates are compared and counted as numbers. There are no times and no zones in it:
 * what day it is now, the clock's zone says. Pure but for stet_date_today(); any
 * thread.
 */
#ifndef STET_BASE_DATE_H
#define STET_BASE_DATE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t stet_date;

enum { STET_DATE_TEXT = 11 /**< Bytes of YYYY-MM-DD and its NUL. */ };

/** Reads YYYY-MM-DD; false: it is something else, or no such day. */
bool stet_date_read(stet_str text, stet_date *out);
/** The day of a moment in UTC, in seconds from 1970-01-01 on; the last one that can be
    written when it is behind that. */
stet_date stet_date_of_seconds(uint64_t seconds);
/** Today by the clock, where the program runs. */
stet_date stet_date_today(void);
/** As YYYY-MM-DD. */
void stet_date_write(stet_date date, char out[STET_DATE_TEXT]);
/** As a sentence has it: "14 December 2026". */
void stet_date_add(stet_buffer *out, stet_date date);

#endif
