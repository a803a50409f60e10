/* SPDX-License-Identifier: Apache-2.0 */
/**
 * baseline_p.h - what baseline.c and baseline_file.c share.
 */
#ifndef STET_RUN_BASELINE_P_H
#define STET_RUN_BASELINE_P_H

#include "run/baseline.h"

/** The entry for a finding, or NULL. */
stet_baseline_entry *stet_baseline_find(const stet_baseline *baseline,
                                        uint64_t fingerprint, stet_str path);
/** Adds a copy of `entry`, for whose finding there is none yet. */
void stet_baseline_insert(stet_baseline *baseline, const stet_baseline_entry *entry);

#endif
