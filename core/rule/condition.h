/* SPDX-License-Identifier: Apache-2.0 */
/**
 * condition.h - for which records a rule holds: its `when`, made quick to ask.
 *
 *     when: {key: ["1001", "1023"], category: {not: [draft]}}
 *
 * A specification of a thousand prompts has thousands of rules, each for the records of
 * one prompt. No record may try them one by one: so the values that any rule names are
 * numbered when the rule set is loaded, and each number knows the rules that a record
 * with this value may satisfy. A record then costs one look into a table a field that
 * some rule asks for, and what it finds there.
 *
 * A rule is listed with the values of one of its conditions only, that which is met
 * least; the others are held against the numbers of the record's values. Rules that
 * only say what a value must not be are listed apart, since a record without a value
 * satisfies them too.
 *
 * Part of a rule set: made while it is loaded, immutable then. The tables are on the
 * heap, the rest in the rule set's arena.
 */
#ifndef STET_RULE_CONDITION_H
#define STET_RULE_CONDITION_H

#include "base/arena.h"
#include "base/map.h"

/** What a rule asks of one field: all of a rule's must be met. */
typedef struct stet_condition {
    uint32_t field;         /**< Index into stet_conditions.fields. */
    bool negated;           /**< No value of the field may be one of these. */
    const uint32_t *values; /**< Their numbers, sorted, each once. */
    size_t n_values;
} stet_condition;

/** A value that some rule names for a field. */
typedef struct stet_condition_value {
    uint32_t number; /**< From 0, over all fields. */
    uint32_t uses;   /**< In how many conditions it stands. */
    uint32_t *rules; /**< Indexes of rules that are listed here, in their order. */
    size_t n_rules, capacity;
} stet_condition_value;

typedef struct stet_condition_field {
    stet_str name;
    stet_map values; /**< Text -> stet_condition_value. */
    size_t longest;  /**< Of the texts, in bytes: what is longer is none of them. */
} stet_condition_field;

typedef struct stet_conditions {
    stet_condition_field *fields; /**< 0 of them: no rule has a `when`. */
    size_t n_fields, fields_capacity;
    stet_condition_value **values; /**< By number. */
    size_t n_values, values_capacity;
    uint32_t *open; /**< Rules that only say what must not be. */
    size_t n_open, open_capacity;
} stet_conditions;

/** The index of the field of this name, which is added when it is new. The name must
    live as long as the rule set. */
uint32_t stet_conditions_field(stet_conditions *conditions, stet_str name);
/** The number of a value of a field, which is added when it is new. */
uint32_t stet_conditions_value(stet_conditions *conditions, uint32_t field,
                               stet_str text, stet_arena *arena);
/** Lists a rule; call it when all rules have named their values. */
void stet_conditions_list(stet_conditions *conditions, uint32_t rule,
                          const stet_condition *items, size_t count);
/** What is known of a value that a record has; NULL: no rule names it. */
const stet_condition_value *stet_conditions_find(const stet_conditions *conditions,
                                                 uint32_t field, stet_str text);
void stet_conditions_release(stet_conditions *conditions);

#endif
