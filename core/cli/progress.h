/* SPDX-License-Identifier: Apache-2.0 */
/**
 * progress.h - how far a run has come, on a terminal.
 *
 * A bar on standard error, only if that is a terminal, from half a second on, ten times
 * a second: share, rate and the time left. Where the end is not known it shows what was
 * read. A value of the collecting thread.
 */
#ifndef STET_CLI_PROGRESS_H
#define STET_CLI_PROGRESS_H

#include "base/buffer.h"

#include <stdbool.h>

typedef struct stet_progress {
    int fd;         /**< Where it is shown; -1: nowhere. */
    uint64_t total; /**< Bytes that there are to read; 0: not known. */
    uint64_t done;
    double began, shown; /**< Seconds of the monotonic clock. */
    bool visible;
} stet_progress;

void stet_progress_begin(stet_progress *progress, int fd, uint64_t total);
/** `more` bytes were done. */
void stet_progress_add(stet_progress *progress, uint64_t more);
/** Takes the bar away, for other lines on the terminal. */
void stet_progress_clear(stet_progress *progress);

/** The bar's text `seconds` after the beginning. */
void stet_progress_write(uint64_t done, uint64_t total, double seconds,
                         stet_buffer *out);

#endif
