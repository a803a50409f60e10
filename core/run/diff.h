/* SPDX-License-Identifier: Apache-2.0 */
/**
 * diff.h - a unified diff of two versions of a text.
 *
 * Three lines of context, as `patch` and git read it: paths under a/ and b/ (so -p1),
 * quoted as git quotes them where a byte of them could confuse; a missing line end at
 * the end of a file is told. The lines themselves are written as they are, since a
 * patch is of bytes: whoever shows a diff on a terminal makes it visible first
 * (base/visible.h). Pure functions, any thread.
 */
#ifndef STET_RUN_DIFF_H
#define STET_RUN_DIFF_H

#include "base/buffer.h"

#include <stddef.h>

enum { STET_DIFF_CONTEXT = 3 };

/** A part of two versions in which they may differ: bytes, half-open. */
typedef struct stet_diff_part {
    size_t before, before_end;
    size_t after, after_end;
} stet_diff_part;

/** Appends the diff of two versions of a file to `out`; nothing when they are equal.
    `parts`, in order, are all that may differ, so that the rest of a large file is not
    aligned line by line; NULL: all of it. */
void stet_diff_write(stet_str path, stet_str before, stet_str after,
                     const stet_diff_part *parts, size_t n_parts, stet_buffer *out);

#endif
