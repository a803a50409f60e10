/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_diff.h - what changed between two states of a specification, rule by rule.
 *
 *     two rule sets as loaded --> changes in words --> texts that may now fail, or pass
 *
 * Rules are matched by name. They are compared as they are in force, with all that they
 * inherit, so a change in a set that both extend is seen, and how the YAML is written
 * is not. What a change of a parameter means, its check type says (stet_param.more):
 * where it says nothing, texts may fail and others may pass.
 *
 * A text fails when a rule finds something in it at the level that counts, as with
 * --fail-on. "May" is meant: a rule that became stricter need not find anything. But
 * what is not said to fail does not fail because of the rule.
 *
 * A diff is a value; its texts live in its arena, and it points into both rule sets,
 * which must outlive it. One thread.
 */
#ifndef STET_RULE_RULE_SET_DIFF_H
#define STET_RULE_RULE_SET_DIFF_H

#include "rule/rule_set.h"

typedef enum stet_change_kind {
    STET_CHANGE_ADDED,
    STET_CHANGE_REMOVED,
    STET_CHANGE_ON,
    STET_CHANGE_OFF,
    STET_CHANGE_STRICTER,
    STET_CHANGE_LOOSER,
    STET_CHANGE_OTHER,   /**< Other texts pass: neither stricter nor looser. */
    STET_CHANGE_LEVEL,   /**< Of a rule that is on in both. */
    STET_CHANGE_APPLIES, /**< It holds for other fields, records, files or days. */
    STET_CHANGE_MESSAGE, /**< It is told in other words, or mended otherwise. */
    STET_CHANGE_KINDS,
} stet_change_kind;

typedef struct stet_change {
    stet_change_kind kind;
    const stet_rule *before, *after; /**< Of the same name; NULL: there is none. Both
                                        NULL: a change of the set itself. */
    stet_str key;  /**< The key that changed, "max"; empty: the rule as a whole. */
    stet_str text; /**< In words: "max is 350, was 400". */
    bool may_fail; /**< Texts that were accepted may now fail because of it, */
    bool may_pass; /**< and texts that failed may now be accepted. */
} stet_change;

typedef struct stet_rule_set_diff {
    const stet_rule_set *before, *after;
    uint32_t level; /**< The least level that makes a text fail; over all: none does. */
    stet_change *items; /**< Those of the set first, then by the names of the rules. */
    size_t count, capacity;
    size_t n_of_kind[STET_CHANGE_KINDS];
    bool may_fail, may_pass;
    stet_arena arena;
} stet_rule_set_diff;

/** Fills an empty diff. */
void stet_rule_set_diff_make(stet_rule_set_diff *diff, const stet_rule_set *before,
                             const stet_rule_set *after, uint32_t level);
void stet_rule_set_diff_release(stet_rule_set_diff *diff);
/** "stricter", "re-levelled" ...; one word, as the format json has it too. */
const char *stet_change_name(stet_change_kind kind);

#endif
