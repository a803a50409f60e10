/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tallies.h - the sums of one source: records by group and state, findings by group,
 * rule and level.
 *
 * Everything a report says of rates is made of these sums, and they are few: so they
 * are gathered while rows are walked through, a source at a time, and written as rows
 * of record_totals and finding_totals, sorted. A value; memory follows the groups and
 * rules of one source. One thread.
 */
#ifndef STET_AUDIT_TALLIES_H
#define STET_AUDIT_TALLIES_H

#include "audit/database.h"

enum { STET_TALLY_COUNTS = 9 };

/** A row of either table: its key, and what is summed, in the order of the columns. */
typedef struct stet_tally_row {
    uint64_t key; /**< Plus 1; 0: the slot is free. */
    int64_t counts[STET_TALLY_COUNTS];
} stet_tally_row;

typedef struct stet_tally_table {
    stet_tally_row *rows;
    size_t count, capacity; /**< A power of two, at most half full. */
} stet_tally_table;

typedef struct stet_tallies {
    stet_tally_table records;  /**< By group and state. */
    stet_tally_table findings; /**< By group, rule and level. */
} stet_tallies;

/** Adds a record: words, bytes, and findings by level. */
void stet_tallies_add_record(stet_tallies *tallies, int64_t group, int64_t state,
                             int64_t words, int64_t bytes, const int64_t of_level[3]);
/** Adds `findings` of a rule and level that one record has. */
void stet_tallies_add_findings(stet_tallies *tallies, int64_t group, int64_t rule,
                               int64_t level, int64_t findings);
/** Writes the sums of a source, and forgets them. */
bool stet_tallies_flush(stet_tallies *tallies, const stet_audit_database *database,
                        int64_t source, stet_error *error);
void stet_tallies_release(stet_tallies *tallies);

#endif
