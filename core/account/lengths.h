/* SPDX-License-Identifier: Apache-2.0 */
/**
 * lengths.h - how numbers of words are distributed, counted in bounded memory.
 *
 * Numbers up to 4,095 are counted each by itself, larger ones by their first twelve
 * binary digits (the buckets of G. Tene's HdrHistogram): so quantiles are exact up to
 * there, and within 0.05 % above, in a third of a megabyte. Quantiles are the smallest
 * number that at least that share of the records does not exceed. One owner, no
 * threads.
 */
#ifndef STET_ACCOUNT_LENGTHS_H
#define STET_ACCOUNT_LENGTHS_H

#include "account/summary.h"

typedef struct stet_length_counts {
    uint64_t *buckets;
    uint64_t bins[STET_SUMMARY_BINS];
    uint64_t records, sum, least, most;
} stet_length_counts;

void stet_length_counts_init(stet_length_counts *counts);
void stet_length_counts_add(stet_length_counts *counts, uint64_t words);
/** Adds what others counted. */
void stet_length_counts_join(stet_length_counts *into, const stet_length_counts *from);
stet_audit_lengths stet_length_counts_finish(const stet_length_counts *counts);
void stet_length_counts_release(stet_length_counts *counts);

#endif
