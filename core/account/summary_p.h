/* SPDX-License-Identifier: Apache-2.0 */
/**
 * summary_p.h - how a summary is read, part by part.
 *
 * Each part fills its piece of the summary by statements of its own; what one pass over
 * all records gives to others is in the reader. Parts that fail have set the error.
 */
#ifndef STET_ACCOUNT_SUMMARY_P_H
#define STET_ACCOUNT_SUMMARY_P_H

#include "account/scan.h"
#include "account/summary.h"

typedef struct stet_summary_reader {
    stet_audit_summary *summary;
    const stet_audit_database *database;
    const stet_audit_summary_options *options;
    stet_error *error;
    stet_audit_scan *scan; /**< That of the options, or its own. */
} stet_summary_reader;

/** Gets a row; false, with the error set, ends the reading. */
typedef bool (*stet_summary_row)(stet_summary_reader *reader, sqlite3_stmt *row,
                                 void *data);

/** Runs a statement whose parameters are whole numbers, and calls for each row. */
bool stet_summary_each(stet_summary_reader *reader, const char *sql,
                       const int64_t *values, size_t n_values, stet_summary_row row,
                       void *data);
/** One number; NULL and no row are 0. */
bool stet_summary_number(stet_summary_reader *reader, const char *sql,
                         uint64_t *number);

/** A column's text, copied to live as long as the summary. */
stet_str stet_summary_text(stet_summary_reader *reader, sqlite3_stmt *row, int column);
uint64_t stet_summary_count(sqlite3_stmt *row, int column);

/** Findings with their places: `where` follows WHERE, over findings f. */
typedef struct stet_summary_findings {
    stet_audit_example *items;
    size_t count, most;
    bool one_a_record; /**< Passes over a second one of a record. */
} stet_summary_findings;

bool stet_summary_read_findings(stet_summary_reader *reader, const char *where,
                                const int64_t *values, size_t n_values,
                                stet_summary_findings *findings);
bool stet_summary_read_place(stet_summary_reader *reader, int64_t record,
                             stet_audit_place *place);

/** Segments of which nothing could be read: files as a whole. */
#define STET_SUMMARY_UNREAD "SELECT id >> 32 FROM failures WHERE record IS NULL"

/** How many sources those are; before the scan, whose verdict hangs on it. */
bool stet_summary_count_unread(stet_summary_reader *reader);
bool stet_summary_read_run(stet_summary_reader *reader);
/** Lengths and the verdict, by the scan, which is made when nobody has. */
bool stet_summary_scan(stet_summary_reader *reader);
bool stet_summary_read_rules(stet_summary_reader *reader);
bool stet_summary_read_strata(stet_summary_reader *reader);
bool stet_summary_read_coverage(stet_summary_reader *reader);
bool stet_summary_read_samples(stet_summary_reader *reader);

/** Sums of a stratum, or of all, as they come from `record_totals`. */
typedef struct stet_summary_sums {
    uint64_t records, words, bytes;
    uint64_t states[STET_SUMMARY_STATES];
    uint64_t with[STET_SUMMARY_LEVELS], findings[STET_SUMMARY_LEVELS];
} stet_summary_sums;

/** What is summed of `record_totals`, as columns; a state is a row. */
extern const char stet_summary_sum_columns[];
/** Adds the row whose sums begin at `column`. */
void stet_summary_add_sums(stet_summary_sums *sums, sqlite3_stmt *row, int column);
/** Of all records. */
bool stet_summary_read_sums(stet_summary_reader *reader, stet_summary_sums *sums);
/** `with_any`: records with a finding of any level. */
stet_audit_rates stet_summary_rates(const stet_summary_sums *sums, uint64_t with_any);
/** Ranks of a stratum among all of its kind; none when it has no records. */
void stet_summary_rank(const stet_stratum_ends *ends, stet_audit_stratum *item);

#endif
