/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_diff_p.h - the parts of a diff, one file a kind of question.
 *
 *     rule_set_diff.c            which rules are new, gone, on, off, at another level
 *     rule_set_diff_parameter.c  what a change of a parameter does
 *     rule_set_diff_scope.c      for which fields, records, days a rule holds
 *     rule_set_diff_files.c      for which files: overrides, texts, exclusions
 *
 * A pair is two versions of a rule that are compared: of the rule itself, or as files
 * of an override have it. A turn is what a change does to the rule: turns of several
 * parts of it are joined, and what goes both ways goes any way.
 */
#ifndef STET_RULE_RULE_SET_DIFF_P_H
#define STET_RULE_RULE_SET_DIFF_P_H

#include "rule/rule_set_diff.h"

typedef enum stet_turn {
    STET_TURN_NONE,
    STET_TURN_STRICTER,
    STET_TURN_LOOSER,
    STET_TURN_ANY,
} stet_turn;

typedef struct stet_rule_pair {
    const stet_rule *before, *after;
    bool counted,
        counts;        /**< Whether what it finds makes texts fail, before and now. */
    const char *where; /**< "in drafts/: ", before each text; "": everywhere. */
} stet_rule_pair;

static inline stet_turn stet_turn_join(stet_turn a, stet_turn b)
{
    return (stet_turn)(a | b);
}

/** Adds a change; `text` is copied. */
void stet_diff_add(stet_rule_set_diff *diff, const stet_change *change);
/** Adds a change of a rule that turns it so. */
void stet_diff_add_turn(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                        stet_change_kind kind, stet_turn turn, stet_str key,
                        const stet_buffer *text);
/** What comes more and what comes less between two lists of texts, in words: "2 more
   (a, b), 1 less (c)". Which of both there is, as a turn of a list whose more is
   stricter. */
stet_turn stet_diff_lists(const stet_str *before, size_t n_before,
                          const stet_str *after, size_t n_after, stet_buffer *out);

/** Compares all parameters of two rules of one check type. */
void stet_diff_parameters(stet_rule_set_diff *diff, const stet_rule_pair *pair);
/** Compares `in`, `at`, `when`, and the days. */
void stet_diff_scope(stet_rule_set_diff *diff, const stet_rule_pair *pair);
/** Compares what overrides make of a rule that both have. */
void stet_diff_overrides(stet_rule_set_diff *diff, const stet_rule *before,
                         const stet_rule *after);
/** Compares what is said of all rules: texts, exclusions, language, words. */
void stet_diff_set(stet_rule_set_diff *diff);
/** The level of a pair. */
void stet_diff_level(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                     uint32_t before, uint32_t after);
/** Level, parameters, scope and message of a pair. */
void stet_diff_pair(stet_rule_set_diff *diff, const stet_rule_pair *pair,
                    uint32_t level_before, uint32_t level_after);
/** Whether findings of a rule at this level make a text fail, now or on a day to come.
 */
bool stet_diff_counts(const stet_rule_set_diff *diff, const stet_rule *rule,
                      uint32_t level);

#endif
