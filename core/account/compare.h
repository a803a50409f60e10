/* SPDX-License-Identifier: Apache-2.0 */
/**
 * compare.h - what drifted between two audits.
 *
 * Shares of records that were rejected, failed, or have findings of a level or a rule,
 * and of each group those that were rejected: as they were and as they are, with
 * the difference, its interval, and whether it is more than chance. Many are compared,
 * and of many some differ by chance; so the false discovery rate is held at
 * STET_COMPARE_RATE over all that are compared: of those that are called more than
 * chance that share may be chance after all.
 *
 * The two are taken for two batches, drawn apart; how much of them is the same bytes is
 * told. Of the same batch under two specifications `stet impact` tells record by
 * record.
 *
 * Rules and groups are matched by name. Those that one audit alone has are listed, and
 * not compared. Memory: a row a rule, at most three times `groups` rows of groups, and
 * 8 bytes for each further one, which waits in a temporary table of the later audit's
 * connection: so all of them can be told one by one. Texts live until release. One
 * thread.
 */
#ifndef STET_ACCOUNT_COMPARE_H
#define STET_ACCOUNT_COMPARE_H

#include "account/difference.h"
#include "account/sink.h"
#include "account/summary.h"

#define STET_COMPARE_RATE 0.05

typedef enum stet_drift_kind {
    STET_DRIFT_STATE,
    STET_DRIFT_LEVEL,
    STET_DRIFT_RULE,
    STET_DRIFT_GROUP,
} stet_drift_kind;

/** A share, in both. */
typedef struct stet_drift {
    stet_drift_kind kind;
    stet_str name;            /**< "rejected", "error", a rule's, a group's. */
    uint32_t level;           /**< Of a rule, as it is; 0: else. */
    bool in_before, in_after; /**< A rule or group may be in one alone. */
    bool compared;            /**< In both, and each has records. */
    bool beyond;              /**< More than chance, all comparisons considered. */
    stet_share before, after;
    stet_difference difference;
    stet_density density_before, density_after; /**< Of levels and rules. */
} stet_drift;

typedef struct stet_drift_list {
    const stet_drift *items;
    size_t count;
    uint64_t total;
    uint64_t both, before_only, after_only; /**< Of all, by where they are. */
} stet_drift_list;

typedef struct stet_comparison {
    stet_audit_summary before, after; /**< Run and rules alone are filled. */
    bool same_rules;                  /**< The rule sets have the same hash. */
    uint64_t parts;                   /**< Segments of the later audit, */
    uint64_t same;    /**< and those of them whose bytes the earlier one has too. */
    bool same_groups; /**< Both have groups, by a field of the same name. */
    stet_drift_list states; /**< Rejected, then failed. */
    stet_drift_list levels, rules;
    stet_drift_list groups; /**< Those in both first, by their chances. */
    uint64_t compared;      /**< Comparisons that were made. */
    uint64_t beyond;        /**< Of them, more than chance. */
    double threshold;       /**< The greatest chance that counts; below 0: none. */
} stet_comparison;

/** `groups`: how many are listed at most that are in both, in the earlier audit alone,
    and in the later one alone. False and the error. */
bool stet_comparison_load(stet_comparison *comparison,
                          const stet_audit_database *before,
                          const stet_audit_database *after, uint32_t groups,
                          stet_error *error);
void stet_comparison_release(stet_comparison *comparison);

/** Is given each group, in the order of the list; its texts are valid until the next.
    False and the error: stop. */
typedef bool (*stet_comparison_take)(void *user, const stet_drift *drift,
                                     stet_error *error);
/** All groups, also those that are not listed; `after` is that which was loaded. */
bool stet_comparison_each_group(const stet_comparison *comparison,
                                const stet_audit_database *after,
                                stet_comparison_take take, void *user,
                                stet_error *error);

/** For programs; `stet schema compare` describes it. All groups are in it. */
bool stet_comparison_write_json(const stet_comparison *comparison,
                                const stet_audit_database *after,
                                const stet_audit_sink *sink, stet_error *error);

#endif
