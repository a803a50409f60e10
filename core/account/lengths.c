/* SPDX-License-Identifier: Apache-2.0 */
#include "account/lengths.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* EXACT numbers each by itself, then for each further binary digit half as many
   buckets, up to what 40 digits hold: no record is longer. */
enum { DIGITS = 12, EXACT = 1 << DIGITS, HALF = EXACT / 2, MOST_DIGITS = 40 };
enum { BUCKETS = EXACT + (MOST_DIGITS - DIGITS) * HALF };

const uint64_t stet_audit_length_edges[STET_SUMMARY_BINS] = {
    0,     1,     2,     3,      5,      7,      10,      15,    20,
    30,    50,    70,    100,    150,    200,    300,     500,   700,
    1000,  1500,  2000,  3000,   5000,   7000,   10000,   15000, 20000,
    30000, 50000, 70000, 100000, 200000, 500000, 1000000,
};

const double stet_audit_length_quantiles[STET_SUMMARY_QUANTILES] = { 0.05, 0.25, 0.5,
                                                                     0.75, 0.95 };

void stet_length_counts_init(stet_length_counts *counts)
{
    *counts = (stet_length_counts){ .least = UINT64_MAX };
    counts->buckets = stet_memory_zalloc(BUCKETS, sizeof *counts->buckets);
}

static size_t bucket_of(uint64_t words)
{
    unsigned shift = 0;

    if (words >= (UINT64_C(1) << MOST_DIGITS))
        return BUCKETS - 1;
    while (words >> shift >= EXACT)
        shift++;
    return (size_t)(words >> shift) + (size_t)shift * HALF;
}

/* The middle of a bucket. */
static uint64_t words_of(size_t bucket)
{
    if (bucket < EXACT)
        return bucket;
    size_t shift = (bucket - HALF) / HALF;
    uint64_t least = (uint64_t)(bucket - shift * HALF) << shift;
    return least + (UINT64_C(1) << shift) / 2;
}

/* The last edge that is not above it. */
static size_t bin_of(uint64_t words)
{
    size_t bin = STET_SUMMARY_BINS - 1;

    while (stet_audit_length_edges[bin] > words)
        bin--;
    return bin;
}

void stet_length_counts_add(stet_length_counts *counts, uint64_t words)
{
    counts->buckets[bucket_of(words)]++;
    counts->bins[bin_of(words)]++;
    counts->records++;
    counts->sum += words;
    if (words < counts->least)
        counts->least = words;
    if (words > counts->most)
        counts->most = words;
}

void stet_length_counts_join(stet_length_counts *into, const stet_length_counts *from)
{
    for (size_t i = 0; i < BUCKETS; i++)
        into->buckets[i] += from->buckets[i];
    for (size_t i = 0; i < STET_SUMMARY_BINS; i++)
        into->bins[i] += from->bins[i];
    into->records += from->records;
    into->sum += from->sum;
    into->least = from->least < into->least ? from->least : into->least;
    into->most = from->most > into->most ? from->most : into->most;
}

stet_audit_lengths stet_length_counts_finish(const stet_length_counts *counts)
{
    stet_audit_lengths made = { .records = counts->records, .mean = NAN };
    uint64_t passed = 0;
    size_t next = 0;

    if (counts->records == 0)
        return made;
    made.least = counts->least;
    made.most = counts->most;
    memcpy(made.bins, counts->bins, sizeof made.bins);
    made.mean = (double)counts->sum / (double)counts->records;
    for (size_t i = 0; i < BUCKETS; i++) {
        if (counts->buckets[i] == 0)
            continue;
        uint64_t words = words_of(i);
        passed += counts->buckets[i];
        for (; next < STET_SUMMARY_QUANTILES &&
               (double)passed >=
                   stet_audit_length_quantiles[next] * (double)counts->records;
             next++)
            made.quantiles[next] = words < counts->most ? words : counts->most;
    }
    return made;
}

void stet_length_counts_release(stet_length_counts *counts)
{
    free(counts->buckets);
    *counts = (stet_length_counts){ 0 };
}
