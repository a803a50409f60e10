/* SPDX-License-Identifier: Apache-2.0 */
/**
 * baseline_p.h - what baseline.c, baseline_file.c and baseline_path.c share.
 */
#ifndef STET_RUN_BASELINE_P_H
#define STET_RUN_BASELINE_P_H

#include "run/baseline.h"

/** The entry for a finding in the file of this path, or NULL. */
stet_baseline_entry *stet_baseline_find(const stet_baseline *baseline,
                                        uint64_t fingerprint, stet_str path);
/** The path of an entry that a person may have written: "a.md" of "./x/../a.md"; in the
    arena. */
stet_str stet_baseline_written_path(stet_baseline *baseline, stet_str written);
/** Adds a copy of `entry`, for whose finding there is none yet. */
void stet_baseline_insert(stet_baseline *baseline, const stet_baseline_entry *entry);

#endif
