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

#include <stdbool.h>
#include <stdint.h>

enum { STET_DIFF_CONTEXT = 3 };

/** Appends the diff of two versions of a file, or of a piece of one, to `out`; nothing
    when they are equal. `first_line`: the number of their first line, 1 for a whole
    file. `with_header`: the two lines that name the file come first. */
void stet_diff_write(stet_str path, stet_str before, stet_str after,
                     uint32_t first_line, bool with_header, stet_buffer *out);

#endif
