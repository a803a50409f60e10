/* SPDX-License-Identifier: Apache-2.0 */
/**
 * recorder.h - results of an engine become rows of an audit's database.
 *
 *     result -> records with their state, findings, failures -> INSERT
 *
 * Results come in the order of the batch, a segment after the other; who calls says
 * which segment a result is of. Rows are inserted in the order of their numbers, which
 * is the fastest way into a B-tree and makes the same file each time. Transactions are
 * the caller's (audit/work.h). Names of groups are numbered as they come and kept in
 * memory, a hundred thousand at most. One thread, that of the sink.
 */
#ifndef STET_AUDIT_RECORDER_H
#define STET_AUDIT_RECORDER_H

#include "audit/database.h"
#include "audit/grid.h"
#include "base/map.h"
#include "run/finding.h"

enum { STET_AUDIT_MOST_GROUPS = 100000 };

typedef struct stet_audit_recorder {
    const stet_audit_database *database;
    const stet_rule_set *set;
    int fail_on;   /**< The least stet_level that rejects; above all: none does. */
    bool redacted; /**< Only hashes and places are kept. */
    sqlite3_stmt *add_record, *add_finding, *add_failure, *add_segment, *add_group;
    sqlite3_stmt *add_secret, *add_statistic;
    stet_map groups; /**< Name -> number. */
    stet_arena arena;
    /* Of the segment at hand: */
    uint64_t segment, n_records, n_findings, n_failures, n_secrets, hash;
    /* Of the run, for who shows progress: */
    uint64_t all_records, all_bytes;
    struct stet_audit_count *counts; /**< Of the result's records. */
    size_t counts_capacity;
} stet_audit_recorder;

/** Gets ready to write into a database, whose groups are read when it has some. */
bool stet_audit_recorder_open(stet_audit_recorder *recorder,
                              const stet_audit_database *database,
                              const stet_rule_set *set, int fail_on, bool redacted,
                              stet_error *error);
/** The same for findings, failures and statistics alone, which go to temporary tables
   of the database, told_findings and so on, until their turn comes. */
bool stet_audit_recorder_open_told(stet_audit_recorder *recorder,
                                   const stet_audit_database *database,
                                   const stet_rule_set *set, bool redacted,
                                   stet_error *error);
/** Rows for the rules of the set, if they are not there. */
bool stet_audit_recorder_add_rules(stet_audit_recorder *recorder, stet_error *error);
/** Takes a result of a segment; with its last one the segment is done. */
bool stet_audit_recorder_take(stet_audit_recorder *recorder,
                              const stet_audit_segment *segment,
                              const stet_result *result, stet_error *error);
/** One finding of a record, under a number of its own. */
bool stet_audit_recorder_add_finding(stet_audit_recorder *recorder, int64_t id,
                                     int64_t record, const stet_located *finding,
                                     stet_error *error);
/** What could not be done, likewise. `record`: 0: none. */
bool stet_audit_recorder_add_failure(stet_audit_recorder *recorder, int64_t id,
                                     int64_t record, const stet_trouble *trouble,
                                     stet_error *error);
/** A figure of a rule of the whole batch, likewise. */
bool stet_audit_recorder_add_statistic(stet_audit_recorder *recorder, int64_t id,
                                       const stet_rule_statistic *statistic,
                                       stet_error *error);
void stet_audit_recorder_close(stet_audit_recorder *recorder);

#endif
