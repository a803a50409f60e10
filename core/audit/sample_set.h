/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sample_set.h - the samples of an audit: of all records, of each rule, of each group.
 *
 * Every stratum has a draw (sample.h) of its own, made when its first record is
 * offered; strata are numbered densely, as rules and groups are. Then the records
 * drawn become rows of `samples`, with the texts that a callback has. Memory: 24 bytes
 * a record drawn, twice that at most. One thread.
 */
#ifndef STET_AUDIT_SAMPLE_SET_H
#define STET_AUDIT_SAMPLE_SET_H

#include "audit/database.h"
#include "audit/sample.h"

typedef struct stet_sample_strata {
    stet_draw *draws; /**< By stratum. */
    bool *begun;
    size_t count;
} stet_sample_strata;

typedef struct stet_sample_set {
    size_t most; /**< Records a stratum; 0: no samples. */
    stet_sample_strata kinds[STET_SAMPLE_KINDS];
} stet_sample_set;

/** Adds the text of a record to `out`; false: the error. */
typedef bool (*stet_sample_text)(void *user, int64_t record, stet_buffer *out,
                                 stet_error *error);

/** Strata from 0 to n_rules and to n_groups may be offered to. */
void stet_sample_set_init(stet_sample_set *set, size_t most, size_t n_rules,
                          size_t n_groups);
void stet_sample_set_offer(stet_sample_set *set, stet_sample_kind kind, size_t stratum,
                           int64_t rank, int64_t record);
/** Writes the rows, sorted. */
bool stet_sample_set_write(stet_sample_set *set, const stet_audit_database *database,
                           stet_sample_text text, void *user, stet_error *error);
void stet_sample_set_release(stet_sample_set *set);

#endif
