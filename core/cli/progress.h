/* SPDX-License-Identifier: Apache-2.0 */
/**
 * progress.h - how far a run has come.
 *
 * On a terminal a bar on standard error, from half a second on, ten times a second:
 * share, rate and the time left, on one line: where that is narrow the bar shrinks, and
 * goes (a line that wraps could not be taken back). Elsewhere, when it is asked for, a
 * line every ten seconds, so that the log of a long job shows that it lives. Where the
 * end is not known it shows what was read. A value of the collecting thread.
 */
#ifndef STET_CLI_PROGRESS_H
#define STET_CLI_PROGRESS_H

#include "base/buffer.h"

#include <stdbool.h>

typedef struct stet_progress {
    int fd;              /**< Where it is shown; -1: nowhere. */
    bool lines;          /**< A line now and then, in place of the bar. */
    uint64_t total;      /**< Bytes that there are to read; 0: not known. */
    uint64_t before;     /**< Of these, done by an earlier run: they tell nothing of the
                              rate. */
    uint64_t done;       /**< With those before. */
    uint64_t records;    /**< Done by this run; 0: nobody counts them. */
    unsigned columns;    /**< Of the terminal; 0: not known. */
    double began, shown; /**< Seconds of the monotonic clock. */
    bool visible;
} stet_progress;

void stet_progress_begin(stet_progress *progress, int fd, uint64_t total);
/** The same, as lines. */
void stet_progress_begin_lines(stet_progress *progress, int fd, uint64_t total);
/** `more` bytes were done. */
void stet_progress_add(stet_progress *progress, uint64_t more);
/** So many bytes and records were done in this run, in all. */
void stet_progress_set(stet_progress *progress, uint64_t done, uint64_t records);
/** Takes the bar away, for other lines on the terminal. */
void stet_progress_clear(stet_progress *progress);

/** The bar's text `seconds` after the beginning. */
void stet_progress_write(const stet_progress *progress, double seconds,
                         stet_buffer *out);

#endif
