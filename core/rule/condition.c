/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/condition.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

uint32_t stet_conditions_field(stet_conditions *conditions, stet_str name)
{
    for (size_t i = 0; i < conditions->n_fields; i++)
        if (stet_str_equal(conditions->fields[i].name, name))
            return (uint32_t)i;
    stet_memory_grow((void **)&conditions->fields, &conditions->fields_capacity,
                     conditions->n_fields + 1, sizeof *conditions->fields);
    conditions->fields[conditions->n_fields] = (stet_condition_field){ .name = name };
    return (uint32_t)conditions->n_fields++;
}

uint32_t stet_conditions_value(stet_conditions *conditions, uint32_t field,
                               stet_str text, stet_arena *arena)
{
    stet_condition_field *of = &conditions->fields[field];
    stet_condition_value *value = stet_map_get(&of->values, text);
    if (value) {
        value->uses++;
        return value->number;
    }
    value = stet_arena_zalloc(arena, sizeof *value);
    value->number = (uint32_t)conditions->n_values;
    value->uses = 1;
    stet_memory_grow((void **)&conditions->values, &conditions->values_capacity,
                     conditions->n_values + 1, sizeof *conditions->values);
    conditions->values[conditions->n_values++] = value;
    stet_map_set(&of->values, text, value);
    if (text.len > of->longest)
        of->longest = text.len;
    return value->number;
}

static void add_rule(uint32_t **rules, size_t *count, size_t *capacity, uint32_t rule)
{
    stet_memory_grow((void **)rules, capacity, *count + 1, sizeof **rules);
    (*rules)[(*count)++] = rule;
}

/** How many conditions the values stand in: how often the rule would be looked at. */
static uint64_t count_uses(const stet_conditions *conditions,
                           const stet_condition *condition)
{
    uint64_t uses = 0;
    for (size_t i = 0; i < condition->n_values; i++)
        uses += conditions->values[condition->values[i]]->uses;
    return uses;
}

void stet_conditions_list(stet_conditions *conditions, uint32_t rule,
                          const stet_condition *items, size_t count)
{
    const stet_condition *least = NULL;
    uint64_t fewest = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t uses =
            items[i].negated ? UINT64_MAX : count_uses(conditions, &items[i]);
        if (uses >= fewest)
            continue;
        fewest = uses;
        least = &items[i];
    }
    if (!least)
        add_rule(&conditions->open, &conditions->n_open, &conditions->open_capacity,
                 rule);
    for (size_t i = 0; least && i < least->n_values; i++) {
        stet_condition_value *value = conditions->values[least->values[i]];
        add_rule(&value->rules, &value->n_rules, &value->capacity, rule);
    }
}

const stet_condition_value *stet_conditions_find(const stet_conditions *conditions,
                                                 uint32_t field, stet_str text)
{
    const stet_condition_field *of = &conditions->fields[field];
    return text.len > of->longest ? NULL : stet_map_get(&of->values, text);
}

void stet_conditions_release(stet_conditions *conditions)
{
    for (size_t i = 0; i < conditions->n_values; i++)
        free(conditions->values[i]->rules);
    for (size_t i = 0; i < conditions->n_fields; i++)
        stet_map_release(&conditions->fields[i].values);
    free(conditions->values);
    free(conditions->fields);
    free(conditions->open);
    *conditions = (stet_conditions){ 0 };
}
