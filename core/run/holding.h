/* SPDX-License-Identifier: Apache-2.0 */
/**
 * holding.h - which of the rules that have a `when` hold for the record at hand.
 *
 * Asked once a record, before its texts are looked at: each value of a field that some
 * rule asks for is looked up (see rule/condition.h), and the few rules that are listed
 * there are held against the rest of what they ask. What comes out is a list, for what
 * calls rules, and a mark a rule, for what sorts hits. Rules without a `when` are in
 * neither. The time is that of the values and of the rules listed with them, however
 * many rules there are.
 *
 * One a worker. Marks are the number of the record, so nothing is wiped between two.
 */
#ifndef STET_RUN_HOLDING_H
#define STET_RUN_HOLDING_H

#include "run/plan.h"
#include "text/reader.h"

/** Numbers of the values that the record has of one field, as far as rules name them.
 */
typedef struct stet_holding_values {
    uint32_t *numbers;
    size_t count, capacity;
} stet_holding_values;

typedef struct stet_holding {
    const stet_rule_set *set;
    uint32_t *rules; /**< Those that hold, in the order of the rule set. */
    size_t n_rules;
    uint64_t record;             /**< Its number among those of this worker. */
    uint64_t *rule_marks;        /**< By rule: the record for which it last held. */
    uint64_t *value_marks;       /**< By value: the record that last had it. */
    stet_holding_values *values; /**< By field of the conditions. */
    uint32_t *picked;            /**< See stet_holding_pick. */
} stet_holding;

void stet_holding_init(stet_holding *holding, const stet_rule_set *set);
void stet_holding_release(stet_holding *holding);
/** Finds the rules that hold for a record and are on in the plan. */
void stet_holding_find(stet_holding *holding, const stet_plan *plan,
                       const stet_record *record);
/** Of `rules`, all that have a `when` and the pattern for a gate, those that hold:
   sorted as they are; valid until the next call. */
const uint32_t *stet_holding_pick(stet_holding *holding, uint32_t pattern,
                                  const uint32_t *rules, size_t count, size_t *n_out);

#endif
