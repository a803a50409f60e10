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

static bool is_whole(const stet_rule *rule)
{
    return rule->check->type->scope >= STET_SCOPE_RECORD;
}

/* `only`: an example of the rule that is one text stands for any field that it looks
   at; one that is a record has fields of its own. */
static void build(stet_plan *plan, const stet_rule *only)
{
    const stet_rule_set *set = plan->set;
    size_t n_fields = plan->layout->n_fields;

    stet_arena_reset(&plan->arena);
    plan->n_fields = n_fields;
    plan->always =
        stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof *plan->always);
    plan->n_always = stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof(size_t));
    plan->looks = stet_arena_zalloc(&plan->arena, (n_fields + 1) * sizeof *plan->looks);
    plan->whole =
        stet_arena_zalloc(&plan->arena, (set->n_rules + 1) * sizeof(uint32_t));
    plan->n_whole = 0;
    for (size_t f = 0; f < n_fields; f++) {
        plan->always[f] =
            stet_arena_zalloc(&plan->arena, (set->n_rules + 1) * sizeof(uint32_t));
        plan->looks[f] = stet_arena_zalloc(&plan->arena, set->n_rules + 1);
    }
    for (uint32_t r = 0; r < set->n_rules; r++) {
        const stet_rule *rule = &set->rules[r];
        if (plan->levels[r] == 0)
            continue;
        bool looks = rule->n_fields == 0;
        for (size_t f = 0; f < n_fields; f++) {
            plan->looks[f][r] = only && !plan->layout->reader->has_records
                                    ? plan->layout->fields[f].text
                                    : looks_at(rule, &plan->layout->fields[f]);
            if (plan->looks[f][r] && rule->n_gates == 0 && !is_whole(rule))
                plan->always[f][plan->n_always[f]++] = r;
            looks = looks || plan->looks[f][r];
        }
        if (is_whole(rule) && looks)
            plan->whole[plan->n_whole++] = r;
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
    if (!same)
        build(plan, only);
    stet_buffer_clear(&plan->inside);
    stet_buffer_add(&plan->inside, source->inside);
}
