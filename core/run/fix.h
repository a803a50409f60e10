/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fix.h - mending: which fixes are applied, and what the bytes are then.
 *
 * A pass takes the findings of a piece in source order and, of each, its first fix that
 * the mode allows; one that overlaps an accepted one is dropped for this pass (two
 * edits that touch the same byte, or insert at the same place, overlap). A fix is
 * applied with all of its edits or not at all. Identical edits of two findings are
 * applied once. Passes repeat until nothing changes, ten at most; the engine checks the
 * mended piece between them. A fix that makes a new finding of a rule on the same text
 * (the number of findings not going down) is taken back and its rule's fixes are left
 * out for the piece.
 *
 * Bytes outside the edits are untouched. Pure functions over bytes, any thread.
 */
#ifndef STET_RUN_FIX_H
#define STET_RUN_FIX_H

#include "run/finding.h"

enum { STET_FIX_PASSES = 10 };

/** Applies one pass of fixes to `bytes` (which begin at source offset `base`) into
   `out`, which is cleared first; returns how many findings were mended: 0 says that
   `out` is `bytes`. `unsafe`: the others than safe ones too. `skip`: rules (by index)
   whose fixes are left out; may be NULL. */
size_t stet_fix_apply(stet_str bytes, uint64_t base, const stet_located *findings,
                      size_t n_findings, bool unsafe, const bool *skip,
                      stet_buffer *out);

#endif
