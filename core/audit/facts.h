/* SPDX-License-Identifier: Apache-2.0 */
/**
 * facts.h - what an audit was made with: the row of `run`.
 *
 * Two databases can be put together, and a run that was killed goes on, only when all
 * of it is the same: then every record has met the same rules. When not, the first
 * difference is told, in words. A value; its texts live in its arena.
 */
#ifndef STET_AUDIT_FACTS_H
#define STET_AUDIT_FACTS_H

#include "audit/database.h"
#include "rule/rule_set.h"

typedef struct stet_audit_facts {
    stet_str stet;     /**< The program's version. */
    stet_str rule_set; /**< Name, */
    stet_str version;  /**< version */
    stet_str hash;     /**< and hash of the rule set. */
    stet_str plugins;  /**< JSON: name to version. */
    stet_str day;      /**< By which terms of rules are read; empty: none has any. */
    stet_str fail_on;  /**< "error", "warning", "suggestion" or "never". */
    stet_str group_by;
    bool redacted;
    int64_t n_samples;
    int64_t seed;
    int64_t max_record; /**< Bytes; larger ones are passed over. */
    int64_t n_segments; /**< Of the whole batch. */
    bool complete;
    stet_str began; /**< UTC, ISO 8601; empty: not told. */
    double seconds; /**< Below 0: not told. */
    stet_arena arena;
} stet_audit_facts;

/** What a run with this rule set is made with; the rest is the caller's to fill. */
void stet_audit_facts_init(stet_audit_facts *facts, const stet_rule_set *set,
                           const stet_registry *registry);
bool stet_audit_facts_read(stet_audit_facts *facts, const stet_audit_database *database,
                           stet_error *error);
/** Puts the row in, or in place of the one that is there. */
bool stet_audit_facts_write(const stet_audit_facts *facts,
                            const stet_audit_database *database, stet_error *error);
/** Whether both were made with the same; else the error says what differs. `path` has
    `theirs`. */
bool stet_audit_facts_same(const stet_audit_facts *ours, const stet_audit_facts *theirs,
                           stet_str path, stet_error *error);
/** The least stet_level that rejects a record, by the name of `fail_on`; above all of
    them when none does. */
int stet_audit_level_of(stet_str fail_on);
void stet_audit_facts_release(stet_audit_facts *facts);

#endif
