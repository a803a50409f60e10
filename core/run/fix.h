/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fix.h - mending: which fixes are applied, and what the bytes are then.
 *
 * A pass takes the findings of a piece in source order and, of each, its first fix that
 * the mode allows; one that overlaps an accepted one is dropped for this pass (two
 * edits that touch the same byte, or insert at the same place, overlap). A fix is
 * applied with all of its edits or not at all. Identical edits of two findings are
 * applied once. Passes repeat until nothing changes, ten at most; run/mend.h checks the
 * mended piece between them, and says which fixes are to be left out.
 *
 * Bytes outside the edits are untouched. Pure functions over bytes, any thread.
 */
#ifndef STET_RUN_FIX_H
#define STET_RUN_FIX_H

#include "run/finding.h"

enum { STET_FIX_PASSES = 10 };

/** Where an edit of a finding's fix stands in the mended bytes. */
typedef struct stet_fix_range {
    uint64_t start, end;         /**< Offsets in the mended source, half-open. */
    size_t finding;              /**< Index; of several that share it, the first. */
    uint64_t old_start, old_end; /**< What it took the place of. */
} stet_fix_range;

/** What a pass leaves out, and what it did. Zeros: nothing. */
typedef struct stet_fix_pass {
    const bool *skip; /**< By finding: its fixes are left out; NULL: none. */
    bool *mended;     /**< By finding, to be filled in: a fix of it was applied; NULL:
                         not asked for. */
    stet_fix_range *ranges; /**< In order. */
    size_t n_ranges, ranges_capacity;
} stet_fix_pass;

/** Applies one pass of fixes to `bytes` (which begin at source offset `base`) into
   `out`, which is cleared first; returns how many findings were mended: 0 says that
   `out` is `bytes`. `unsafe`: the others than safe ones too. `pass`: see there; may be
   NULL. */
size_t stet_fix_apply(stet_str bytes, uint64_t base, const stet_located *findings,
                      size_t n_findings, bool unsafe, stet_fix_pass *pass,
                      stet_buffer *out);
void stet_fix_pass_release(stet_fix_pass *pass);

#endif
