/* SPDX-License-Identifier: Apache-2.0 */
/**
 * interval.h - how far a rate that was counted may be from the rate there is.
 *
 * Two kinds of rates are told. A *share* is of records: so many of n have it; its
 * interval is Wilson's. A *density* is of findings by 1,000 words; its interval is the
 * exact one of a Poisson count, with the count shrunk by how much findings come in
 * clusters, since ten findings in one record say less than one in each of ten. All are
 * two-sided, at 95 %. docs/statistics.md has the formulas, why these, and the sources.
 *
 * Where nothing was counted (no records, no words) a rate is NAN, and its interval all
 * that is possible: 0 to 1, 0 to INFINITY. Pure functions, any thread.
 */
#ifndef STET_ACCOUNT_INTERVAL_H
#define STET_ACCOUNT_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

/** The quantile of the normal distribution for two-sided intervals at 95 %. */
#define STET_INTERVAL_Z 1.959963984540054

/** So many of `n` records. */
typedef struct stet_share {
    uint64_t count;
    uint64_t n;
    double share;     /**< count / n, from 0 to 1; NAN when n is 0. */
    double low, high; /**< Of the 95 % interval. */
} stet_share;

/** So many findings in so many words. */
typedef struct stet_density {
    uint64_t findings;
    uint64_t words;
    double rate;      /**< Findings by 1,000 words; NAN when there are no words. */
    double low, high; /**< Of the 95 % interval. */
} stet_density;

/** Wilson's score interval; `count` is at most `n`. */
stet_share stet_share_of(uint64_t count, uint64_t n);
/** `records`: how many records hold the findings; 0 only when there are none. */
stet_density stet_density_of(uint64_t findings, uint64_t records, uint64_t words);

/** Garwood's exact interval of the mean of a Poisson count, which need not be whole. */
void stet_interval_poisson(double count, double *low, double *high);

#endif
