/* SPDX-License-Identifier: Apache-2.0 */
/**
 * excerpt.h - a line of a text laid out for a terminal, with marks under a part of it.
 *
 * What is not safe to show is made visible, tabs become four blanks, and wide
 * characters take two columns, so that the marks stand under what they mean. A line
 * that is too long for the terminal is cut on both sides of the part, with "…" at the
 * cuts. Pure functions, any thread.
 */
#ifndef STET_REPORT_EXCERPT_H
#define STET_REPORT_EXCERPT_H

#include "base/buffer.h"

typedef struct stet_excerpt {
    stet_str text;       /**< One line, any bytes. */
    uint32_t start, end; /**< The part, bytes of `text`; clipped to it. */
    unsigned width;      /**< Columns at most; 0: any. */
} stet_excerpt;

/** Appends the line to `line`, and to `marks` blanks and then one ^ for each column
    of the part (one at least). No line ends. `marks` may be NULL. */
void stet_excerpt_write(const stet_excerpt *excerpt, stet_buffer *line,
                        stet_buffer *marks);

#endif
