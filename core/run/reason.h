/* SPDX-License-Identifier: Apache-2.0 */
/**
 * reason.h - why something may stand: what counts as a reason, and until when.
 *
 * Marks in a text and entries of a baseline file let findings stand, and both owe the
 * reader a reason. Pure functions, any thread.
 */
#ifndef STET_RUN_REASON_H
#define STET_RUN_REASON_H

#include <stdbool.h>
#include <stet/plugin.h>

/** Whether `text` says something: it holds a letter of any script. */
bool stet_reason_is_given(stet_str text);
/** Whether `text` is a day of the calendar, YYYY-MM-DD. Such days compare as bytes. */
bool stet_reason_is_day(stet_str text);

#endif
