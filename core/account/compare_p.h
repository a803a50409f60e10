/* SPDX-License-Identifier: Apache-2.0 */
/** compare_p.h - how a comparison is made, part by part. */
#ifndef STET_ACCOUNT_COMPARE_P_H
#define STET_ACCOUNT_COMPARE_P_H

#include "account/compare.h"

/** The chances of all that is compared. */
typedef struct stet_drift_chances {
    double *items;
    size_t count, capacity;
} stet_drift_chances;

/** Works out what is the same for all kinds, and keeps the chance if it is compared;
    NULL: it is kept already. */
void stet_drift_weigh(stet_drift *drift, stet_drift_chances *chances);

/** Counts a row of the list by where it is. */
void stet_drift_count(stet_drift_list *list, const stet_drift *drift);

/** Goes through the groups of both, in the order of their names. */
bool stet_comparison_add_groups(stet_comparison *comparison,
                                const stet_audit_database *before,
                                const stet_audit_database *after, uint32_t most,
                                stet_drift_chances *chances, stet_error *error);

/** Counts the segments that both have. */
bool stet_comparison_add_overlap(stet_comparison *comparison,
                                 const stet_audit_database *before,
                                 const stet_audit_database *after, stet_error *error);

#endif
