/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_reader.h - the database of one audit as a stream of outcomes.
 *
 *     segments by path and place -> their records -> causes of each that is rejected
 *
 * Life: zeros -> open -> start -> next ... -> close; between, find gives records by
 * their numbers. Texts of an outcome are SQLite's or in the reader's arena, until the
 * next one. What must be in another order than the database's, SQLite sorts in a
 * temporary table. One thread.
 */
#ifndef STET_ACCOUNT_IMPACT_READER_H
#define STET_ACCOUNT_IMPACT_READER_H

#include "account/impact.h"
#include "audit/facts.h"

/** A rule, as an audit knows it. */
typedef struct stet_impact_known_rule {
    int64_t id;
    stet_str name, check, summary;
    uint32_t level;
} stet_impact_known_rule;

typedef struct stet_impact_reader {
    stet_audit_database database;
    stet_audit_facts facts;
    stet_impact_known_rule *rules; /**< In the order of their ids. */
    size_t n_rules, rules_capacity;
    uint32_t level;  /**< As in an impact. */
    bool has_groups; /**< Its groups are those by which the impact tells records apart.
                      */
    const stet_impact *impact;
    sqlite3_stmt *all, *one, *findings;
    stet_impact_cause *causes;
    stet_arena arena; /**< Of the outcome at hand. */
    stet_arena keep;  /**< Of the rules. */
} stet_impact_reader;

/** Opens a database: its facts and rules. `partial`: it need not be complete. */
bool stet_impact_reader_open(stet_impact_reader *reader, const char *path, bool partial,
                             stet_error *error);
/** Gets ready to give outcomes; the impact has its rules and its level. */
bool stet_impact_reader_start(stet_impact_reader *reader, const stet_impact *impact,
                              stet_error *error);
/** A stream's `next`, of which the reader is the user. The key of an outcome is the
    number of the record in the database. */
bool stet_impact_reader_next(void *reader, stet_impact_outcome *out, stet_error *error);
/** The outcome of a record that is there. */
bool stet_impact_reader_find(stet_impact_reader *reader, uint64_t record,
                             stet_impact_outcome *out, stet_error *error);
void stet_impact_reader_close(stet_impact_reader *reader);

#endif
