/* SPDX-License-Identifier: Apache-2.0 */
#include "run/plan.h"

#include "base/memory.h"
#include "base/str.h"
#include "text/reader.h"

#include <stdlib.h>

void stet_plan_init(stet_plan *plan, const stet_rule_set *set)
{
    *plan = (stet_plan){ .set = set };
    plan->levels = stet_memory_zalloc(set->n_rules + 1, 1);
    plan->fresh = stet_memory_zalloc(set->n_rules + 1, 1);
    plan->has_overrides = set->n_overrides > 0;
}

void stet_plan_release(stet_plan *plan)
{
    free(plan->levels);
    free(plan->fresh);
    stet_buffer_release(&plan->inside);
    stet_arena_release(&plan->arena);
    *plan = (stet_plan){ 0 };
}

static bool looks_at(const stet_rule *rule, const stet_layout_field *field)
{
    if (rule->n_fields == 0)
        return field->text;
    for (size_t i = 0; i < rule->n_fields; i++)
        if (stet_str_equal(rule->fields[i], field->name))
            return field->text;
    return false;
}

/* Which field of the conditions a field of the layout is. */
static uint32_t find_asked(const stet_conditions *conditions, stet_str name)
{
    for (uint32_t i = 0; i < conditions->n_fields; i++)
        if (stet_str_equal(conditions->fields[i].name, name))
            return i;
    return STET_NOT_ASKED;
}

static bool is_whole(const stet_rule *rule)
{
    return rule->check->type->scope >= STET_SCOPE_RECORD;
}

static void make_lists(stet_plan *plan)
{
    size_t n_rules = plan->set->n_rules + 1;
    size_t n_fields = plan->layout->n_fields;

    stet_arena_reset(&plan->arena);
    plan->n_fields = n_fields;
    plan->always =
        stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof *plan->always);
    plan->n_always = stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof(size_t));
    plan->looks = stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof *plan->looks);
    plan->asked = stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof *plan->asked);
    plan->whole = stet_arena_zalloc(&plan->arena, n_rules * sizeof *plan->whole);
    plan->looks_whole =
        stet_arena_zalloc(&plan->arena, n_rules * sizeof *plan->looks_whole);
    plan->n_whole = 0;
    plan->asked_id = find_asked(&plan->set->conditions, STET_STR("id"));
    for (size_t f = 0; f < n_fields; f++) {
        plan->always[f] = stet_arena_zalloc(&plan->arena, n_rules * sizeof(uint32_t));
        plan->looks[f] = stet_arena_zalloc(&plan->arena, n_rules);
        plan->asked[f] =
            find_asked(&plan->set->conditions, plan->layout->fields[f].name);
        if (plan->asked[f] == plan->asked_id)
            plan->asked_id = STET_NOT_ASKED;
    }
}

/* An example of the only rule that is one text stands for any field that the rule looks
   at; one that is a record has fields of its own. */
static void add_rule(stet_plan *plan, const stet_rule *rule)
{
    uint32_t r = rule->index;
    bool looks = rule->n_fields == 0;

    for (size_t f = 0; f < plan->n_fields; f++) {
        const stet_layout_field *field = &plan->layout->fields[f];
        plan->looks[f][r] = plan->only && !plan->layout->reader->has_records
                                ? field->text
                                : looks_at(rule, field);
        if (plan->looks[f][r] && !stet_rule_waits(rule) && !is_whole(rule) &&
            rule->n_conditions == 0)
            plan->always[f][plan->n_always[f]++] = r;
        looks = looks || plan->looks[f][r];
    }
    plan->looks_whole[r] = is_whole(rule) && looks;
    if (plan->looks_whole[r] && rule->n_conditions == 0)
        plan->whole[plan->n_whole++] = r;
}

static void build(stet_plan *plan)
{
    const stet_rule_set *set = plan->set;

    make_lists(plan);
    for (uint32_t r = 0; r < set->n_rules; r++) {
        const stet_rule *rule = &set->rules[r];
        bool of_batch = rule->check->type->scope == STET_SCOPE_BATCH;
        if (plan->levels[r] != 0 && !(plan->alone && of_batch))
            add_rule(plan, rule);
    }
}

void stet_plan_set(stet_plan *plan, const stet_source *source, const stet_rule *only)
{
    size_t n_rules = plan->set->n_rules;
    const stet_layout *layout = stet_reader_layout(source);

    if (!only && plan->layout == layout &&
        (!plan->has_overrides ||
         stet_str_equal(stet_buffer_str(&plan->inside), source->inside)))
        return;
    stet_rule_set_levels(plan->set, source->inside, plan->fresh);
    if (only) {
        for (size_t r = 0; r < n_rules; r++)
            plan->fresh[r] = 0;
        plan->fresh[only->index] =
            (uint8_t)(only->level ? only->level : STET_SUGGESTION);
    }
    bool same =
        plan->layout == layout && memcmp(plan->levels, plan->fresh, n_rules) == 0;
    uint8_t *levels = plan->levels;
    plan->levels = plan->fresh;
    plan->fresh = levels;
    plan->layout = layout;
    plan->only = only;
    if (!same)
        build(plan);
    stet_buffer_clear(&plan->inside);
    stet_buffer_add(&plan->inside, source->inside);
}
