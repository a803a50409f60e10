/* SPDX-License-Identifier: Apache-2.0 */
#include "run/holding.h"

#include "base/memory.h"

#include <stdlib.h>

void stet_holding_init(stet_holding *holding, const stet_rule_set *set)
{
    const stet_conditions *conditions = &set->conditions;
    *holding = (stet_holding){ .set = set };
    if (conditions->n_fields == 0)
        return;
    size_t n_rules = set->n_rules + 1;
    holding->rules = stet_memory_zalloc(n_rules, sizeof *holding->rules);
    holding->picked = stet_memory_zalloc(n_rules, sizeof *holding->picked);
    holding->rule_marks = stet_memory_zalloc(n_rules, sizeof *holding->rule_marks);
    holding->value_marks =
        stet_memory_zalloc(conditions->n_values + 1, sizeof *holding->value_marks);
    holding->values = stet_memory_zalloc(conditions->n_fields, sizeof *holding->values);
}

void stet_holding_release(stet_holding *holding)
{
    for (size_t i = 0; holding->values && i < holding->set->conditions.n_fields; i++)
        free(holding->values[i].numbers);
    free(holding->values);
    free(holding->value_marks);
    free(holding->rule_marks);
    free(holding->picked);
    free(holding->rules);
    *holding = (stet_holding){ 0 };
}

static bool has_one_of(const stet_holding_values *values,
                       const stet_condition *condition)
{
    for (size_t i = 0; i < values->count; i++) {
        size_t low = 0;
        size_t high = condition->n_values;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (condition->values[middle] == values->numbers[i])
                return true;
            if (condition->values[middle] < values->numbers[i])
                low = middle + 1;
            else
                high = middle;
        }
    }
    return false;
}

static bool holds(const stet_holding *holding, const stet_rule *rule)
{
    for (size_t i = 0; i < rule->n_conditions; i++) {
        const stet_condition *condition = &rule->conditions[i];
        if (has_one_of(&holding->values[condition->field], condition) ==
            condition->negated)
            return false;
    }
    return true;
}

static void mark(stet_holding *holding, uint32_t rule)
{
    holding->rule_marks[rule] = holding->record;
    holding->rules[holding->n_rules++] = rule;
}

/* A rule is listed with each value of a condition, and a field may have several. */
static void try_rules(stet_holding *holding, const stet_plan *plan,
                      const uint32_t *rules, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (plan->levels[rules[i]] != 0 &&
            holding->rule_marks[rules[i]] != holding->record &&
            holds(holding, &holding->set->rules[rules[i]]))
            mark(holding, rules[i]);
}

static void number_value(stet_holding *holding, uint32_t field, stet_str text)
{
    const stet_condition_value *known =
        stet_conditions_find(&holding->set->conditions, field, text);
    if (!known || holding->value_marks[known->number] == holding->record)
        return;
    stet_holding_values *of = &holding->values[field];
    stet_memory_grow((void **)&of->numbers, &of->capacity, of->count + 1,
                     sizeof *of->numbers);
    of->numbers[of->count++] = known->number;
    holding->value_marks[known->number] = holding->record;
}

/* The numbers of the record's values; each once, or a list that says one thing a
   thousand times would cost a thousand times as much. */
static void number_values(stet_holding *holding, const stet_plan *plan,
                          const stet_record *record)
{
    const stet_conditions *conditions = &holding->set->conditions;
    for (size_t i = 0; i < conditions->n_fields; i++)
        holding->values[i].count = 0;
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        size_t place = (size_t)(value->field - plan->layout->fields);
        if (plan->asked[place] != STET_NOT_ASKED)
            number_value(holding, plan->asked[place], value->text);
    }
    if (plan->asked_id != STET_NOT_ASKED && record->id.len > 0)
        number_value(holding, plan->asked_id, record->id);
}

static int compare_rules(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    return (*x > *y) - (*x < *y);
}

void stet_holding_find(stet_holding *holding, const stet_plan *plan,
                       const stet_record *record)
{
    const stet_conditions *conditions = &holding->set->conditions;
    size_t n_lists = conditions->n_open > 0;

    if (conditions->n_fields == 0)
        return;
    holding->record++;
    holding->n_rules = 0;
    if (plan->only) {
        if (plan->only->n_conditions)
            mark(holding, plan->only->index);
        return;
    }
    number_values(holding, plan, record);
    try_rules(holding, plan, conditions->open, conditions->n_open);
    for (size_t f = 0; f < conditions->n_fields; f++)
        for (size_t i = 0; i < holding->values[f].count; i++, n_lists++) {
            const stet_condition_value *value =
                conditions->values[holding->values[f].numbers[i]];
            try_rules(holding, plan, value->rules, value->n_rules);
        }
    if (n_lists > 1)
        qsort(holding->rules, holding->n_rules, sizeof *holding->rules, compare_rules);
}

static bool has_gate(const stet_rule *rule, uint32_t pattern)
{
    size_t low = 0;
    size_t high = rule->n_gates;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (rule->gates[middle] == pattern)
            return true;
        if (rule->gates[middle] < pattern)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Whichever are fewer: a thousand rules may look for the same phrase, each in the
   records of its own, and a record may have a thousand rules. */
const uint32_t *stet_holding_pick(stet_holding *holding, uint32_t pattern,
                                  const uint32_t *rules, size_t count, size_t *n_out)
{
    size_t n = 0;
    if (count < holding->n_rules) {
        for (size_t i = 0; i < count; i++)
            if (holding->rule_marks[rules[i]] == holding->record)
                holding->picked[n++] = rules[i];
    } else {
        for (size_t i = 0; i < holding->n_rules; i++)
            if (has_gate(&holding->set->rules[holding->rules[i]], pattern))
                holding->picked[n++] = holding->rules[i];
    }
    *n_out = n;
    return holding->picked;
}
