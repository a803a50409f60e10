/* SPDX-License-Identifier: Apache-2.0 */
/**
 * acceptance.h - sampling plans for lots: ISO 2859-1, single, normal inspection.
 *
 * The lot is the batch. Its size and the inspection level give a code letter, the
 * letter and the AQL a plan: draw `n` records, accept the batch when at most `accept`
 * of them are nonconforming, reject it at `reject` or more. An arrow in the standard's
 * table 2-A leads to the next plan up or down, with that plan's sample size; where it
 * is as large as the lot, all of the lot is inspected.
 *
 * What is counted is records that were rejected, by an AQL in percent nonconforming
 * (up to 10), or findings, by an AQL in nonconformities by 100 records (up to 1000).
 *
 * The table is static and const, cited in acceptance_table.c, and held to published
 * operating characteristics by its test. Pure functions, any thread.
 */
#ifndef STET_ACCOUNT_ACCEPTANCE_H
#define STET_ACCOUNT_ACCEPTANCE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum stet_inspection_level {
    STET_INSPECTION_I = 1,
    STET_INSPECTION_II = 2,
    STET_INSPECTION_III = 3,
} stet_inspection_level;

typedef struct stet_acceptance_plan {
    stet_inspection_level level;
    const char *aql; /**< As the standard writes it: "0.65". */
    double percent;  /**< The same as a number. */
    uint64_t lot;    /**< Records in the batch. */
    char letter;     /**< The code letter of the lot's size. */
    char plan;       /**< The letter of the plan to which arrows led; or the same. */
    uint32_t n;      /**< Sample size of the plan. */
    uint32_t accept; /**< Accept at this number or fewer. */
    uint32_t reject; /**< Reject at this number or more: accept + 1. */
    bool whole_lot;  /**< n is the lot or more: every record is inspected. */
} stet_acceptance_plan;

/** Records that the largest plan draws (letter R); no table has more. */
enum { STET_ACCEPTANCE_MOST = 2000 };
/** The AQL that holds where none is given, in percent. */
#define STET_ACCEPTANCE_AQL "1.0"

/** Whether there are plans for it, of records or of findings by 100 records; else the
    error says which there are. */
bool stet_acceptance_check(const char *aql, stet_inspection_level level, bool findings,
                           stet_error *error);
/** The n-th AQL of the standard, rising, as it writes it; NULL behind the last. */
const char *stet_acceptance_aql_at(unsigned n);
/** The code letter for a lot of at least 1 (table 1 begins at 2; a lot of 1 is taken
    for one). */
char stet_acceptance_letter(uint64_t lot, stet_inspection_level level);
/** The plan; false: there is no such AQL, or the lot is empty. `aql` may be written in
    other ways: "1", "0.650". */
bool stet_acceptance_find(stet_acceptance_plan *plan, uint64_t lot,
                          stet_inspection_level level, const char *aql);

/** The probability that the plan accepts a lot of which `nonconforming` records are
    such, when its sample is drawn at random: hypergeometric. */
double stet_acceptance_chance(const stet_acceptance_plan *plan, uint64_t nonconforming);

#endif
