/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact.h - what a new specification would do to records that an old one has judged.
 *
 *     outcomes under the old --\
 *                               merge, record by record --> counts, by rule and group
 *     outcomes under the new --/
 *
 * There are two sides, old (0) and new (1), and whatever is counted is counted the same
 * way on both: the impact of new on old is that of old on new, mirrored. Sides give a
 * stream of outcomes each, in the same order: from engines that check the files
 * (impact_files.h), or from the databases of two audits (impact_database.h). A record
 * is matched with itself by where it stands, and by the hash of its bytes; what finds
 * no match is given to who merges.
 *
 * A record is rejected by all rules that have a finding in it at the level that counts:
 * its *causes*, one a rule. A rule rejects a record *alone* when it is the only cause.
 * When a record that was accepted is rejected now, all causes of the new side are new;
 * when one that was rejected is accepted now, all causes of the old side are gone.
 * Where both sides reject, or one of them failed, only `rejects`, `begins` and `ends`
 * move.
 *
 * Examples are the records with the lowest ranks by a hash of the record's bytes and
 * the rule's name: the same in every run, whatever else is in the batch, and each text
 * once.
 *
 * Memory: a row a rule, a row a group, and so many examples a rule and direction;
 * groups beyond STET_IMPACT_GROUPS are counted in one row. Not what was compared. A
 * value of one thread; all of its texts are in its arena.
 */
#ifndef STET_ACCOUNT_IMPACT_H
#define STET_ACCOUNT_IMPACT_H

#include "audit/database.h"
#include "base/map.h"

#include <stdatomic.h>

enum {
    STET_IMPACT_STATES = 3,     /**< By stet_audit_state. */
    STET_IMPACT_GROUPS = 65536, /**< That have a row of their own. */
    STET_IMPACT_FAILURES = 20,  /**< That are told of each side. */
};

typedef enum stet_impact_side { STET_IMPACT_OLD, STET_IMPACT_NEW } stet_impact_side;

/* ---- What is merged ----------------------------------------------------- */

/** Why a record is rejected: the first finding of a rule that counts. */
typedef struct stet_impact_cause {
    uint32_t rule;   /**< Index into the impact's rules. */
    uint32_t column; /**< In code points, from 1. */
    uint64_t line;   /**< From 1; 0: not known. */
    stet_str field;  /**< Empty: the source is the record. */
    stet_str message;
    stet_str match; /**< Empty: left out, or nothing. */
} stet_impact_cause;

/** A record under one specification; valid until the next is asked for. */
typedef struct stet_impact_outcome {
    uint64_t source; /**< Position of the source, if both sides number them alike; else
                          0, and the order is that of the paths. */
    stet_str path;
    uint64_t byte;   /**< Of the record in the source. */
    uint64_t hash;   /**< Of its bytes. */
    uint64_t key;    /**< The stream's own. */
    uint64_t number; /**< From 1; 0: the source is the record, or it is not known. */
    stet_str id;     /**< Empty: none. */
    stet_str group;
    stet_audit_state state;
    const stet_impact_cause *causes; /**< By rule; some if and only if REJECTED. */
    size_t n_causes;
} stet_impact_outcome;

/** Outcomes in order of source (or path) and byte. False: the end, or the error. */
typedef struct stet_impact_stream {
    bool (*next)(void *user, stet_impact_outcome *out, stet_error *error);
    void *user;
} stet_impact_stream;

/** Is given a record that has no match in its place. False: the error; stop. */
typedef bool (*stet_impact_leave)(void *user, stet_impact_side side,
                                  const stet_impact_outcome *outcome,
                                  stet_error *error);

/* ---- What comes of it --------------------------------------------------- */

typedef struct stet_impact_count {
    uint64_t records; /**< With this rule among the causes, */
    uint64_t alone;   /**< and of them, with no other. */
} stet_impact_count;

/** A record that shows what a rule does. */
typedef struct stet_impact_example {
    uint64_t rank;
    uint64_t hash;   /**< Of the record's bytes. */
    uint64_t source; /**< As in an outcome; likewise: */
    stet_str path;
    uint64_t byte;
    uint64_t number;
    stet_str id, group;
    bool alone; /**< No other rule rejects it. */
    stet_impact_cause cause;
} stet_impact_example;

typedef struct stet_impact_rule {
    stet_str name;
    bool is_in[2];              /**< It is in the specification of this side, */
    uint32_t levels[2];         /**< at this level; 0: off. */
    uint64_t rejects[2];        /**< Records that it rejects under each, */
    uint64_t begins, ends;      /**< under the new, or the old one only. */
    stet_impact_count turns[2]; /**< By the side that rejects. NEW: records that were
                                     accepted and are rejected now; OLD: the other way
                                     round. */
    stet_impact_example *examples[2]; /**< Likewise; lowest rank first. */
    uint32_t n_examples[2];
} stet_impact_rule;

/** Records by state under the old and under the new specification. */
typedef struct stet_impact_states {
    uint64_t records[STET_IMPACT_STATES][STET_IMPACT_STATES];
} stet_impact_states;

typedef struct stet_impact_group {
    stet_str name; /**< Empty: the records that name none. */
    stet_impact_states states;
} stet_impact_group;

/** What changed between the specifications: as stet_change, but of either producer. */
typedef struct stet_impact_change {
    uint32_t rule;    /**< UINT32_MAX: the set as a whole. */
    const char *kind; /**< "stricter": see stet_change_name. */
    stet_str text;    /**< In words. */
} stet_impact_change;

/** What could not be read or evaluated. */
typedef struct stet_impact_failure {
    stet_str path;
    uint64_t record; /**< From 1; 0: none, or not known. */
    uint64_t line;   /**< 0: none. */
    uint32_t column;
    stet_str rule; /**< Empty: not a rule's. */
    stet_str message;
    bool on[2]; /**< The sides that tell it. */
} stet_impact_failure;

/** A specification and what was done with it. */
typedef struct stet_impact_specification {
    stet_str name, version, hash;
    stet_str date; /**< The day of its rules; empty: that decides nothing. */
    stet_str path; /**< Of the rule set, or of the database. */
    uint64_t n_records;
    uint64_t n_left;     /**< Of them, records without a match on the other side. */
    uint64_t n_failures; /**< All of them; the first are in `failures`. */
} stet_impact_specification;

typedef struct stet_impact {
    bool of_audits;      /**< It compares databases, not rule sets over files. */
    uint32_t level;      /**< The least level of a finding that rejects; over
                              STET_ERROR: none does. */
    stet_str group_by;   /**< Empty: no groups. */
    uint32_t n_examples; /**< That are kept for a rule and direction. */
    stet_impact_specification sides[2];
    stet_impact_rule *rules; /**< By name. */
    size_t n_rules;
    stet_impact_change *changes; /**< Of the set first, then by the names of rules. */
    size_t n_changes, changes_capacity;
    stet_impact_states states;
    uint64_t n_by_id; /**< Records that were matched by their id, not by their place. */
    stet_impact_group **groups; /**< In the order in which they first came. */
    size_t n_groups, groups_capacity;
    stet_impact_group *others; /**< All beyond STET_IMPACT_GROUPS; NULL: none. */
    stet_impact_failure *failures;
    size_t n_failures, failures_capacity;
    stet_map by_rule, by_group; /**< Names to index + 1, and to the group. */
    stet_arena arena;
} stet_impact;

/** Sets the names that rules of either side have, in any order and any number of times;
    behind it, stet_impact_rule_of gives them. Once, before all else. */
void stet_impact_set_rules(stet_impact *impact, const stet_str *names, size_t n_names);
/** The rule's index; it must be one of those that were set. */
uint32_t stet_impact_rule_of(const stet_impact *impact, stet_str name);
/** Notes a change; its text is copied. */
void stet_impact_add_change(stet_impact *impact, uint32_t rule, const char *kind,
                            stet_str text);
/** Counts a failure of a side, and keeps it if it is one of the first; one that the
    other side has told is kept once. Its texts are copied. */
void stet_impact_add_failure(stet_impact *impact, stet_impact_side side,
                             const stet_impact_failure *failure);

/** Counts a record under both specifications. */
void stet_impact_compare(stet_impact *impact, const stet_impact_outcome *before,
                         const stet_impact_outcome *after);
/** Merges both streams to their ends; what has no match in its place goes to `leave`.
    False: the error, or `*stop` is not 0 (stop may be NULL). */
bool stet_impact_merge(stet_impact *impact, const stet_impact_stream streams[2],
                       stet_impact_leave leave, void *user, const atomic_int *stop,
                       stet_error *error);

/** Records that were accepted and are rejected now (NEW), or the other way round (OLD).
 */
uint64_t stet_impact_turned(const stet_impact_states *states, stet_impact_side rejects);
/** Of how many: all that had the state to turn from. */
uint64_t stet_impact_turnable(const stet_impact_states *states,
                              stet_impact_side rejects);
/** Whether the rule rejects any record under one side that it lets pass under the
    other. */
bool stet_impact_has_effect(const stet_impact_rule *rule);

void stet_impact_release(stet_impact *impact);

#endif
