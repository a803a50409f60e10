/* SPDX-License-Identifier: Apache-2.0 */
/* Which rules and groups reports tell of, in which order. */
#include "account/impact_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* The greater one first. */
static int by_number(uint64_t a, uint64_t b)
{
    return (a < b) - (a > b);
}

static int by_turns_of_rule(const void *a, const void *b)
{
    const stet_impact_rule *x = *(const stet_impact_rule *const *)a;
    const stet_impact_rule *y = *(const stet_impact_rule *const *)b;
    int order =
        by_number(x->turns[STET_IMPACT_NEW].records, y->turns[STET_IMPACT_NEW].records);

    if (order == 0)
        order = by_number(x->turns[STET_IMPACT_OLD].records,
                          y->turns[STET_IMPACT_OLD].records);
    return order ? order : stet_str_compare(x->name, y->name);
}

stet_impact_list stet_impact_list_rules(const stet_impact *impact)
{
    stet_impact_list list = { .items = stet_memory_zalloc(impact->n_rules + 1,
                                                          sizeof(void *)) };

    for (size_t i = 0; i < impact->n_rules; i++)
        if (stet_impact_has_effect(&impact->rules[i]))
            list.items[list.count++] = &impact->rules[i];
    qsort((void *)(uintptr_t)list.items, list.count, sizeof(void *), by_turns_of_rule);
    return list;
}

static int by_turns_of_group(const void *a, const void *b)
{
    const stet_impact_group *x = *(const stet_impact_group *const *)a;
    const stet_impact_group *y = *(const stet_impact_group *const *)b;
    int order = by_number(stet_impact_turned(&x->states, STET_IMPACT_NEW),
                          stet_impact_turned(&y->states, STET_IMPACT_NEW));

    if (order == 0)
        order = by_number(stet_impact_turned(&x->states, STET_IMPACT_OLD),
                          stet_impact_turned(&y->states, STET_IMPACT_OLD));
    return order ? order : stet_str_compare(x->name, y->name);
}

stet_impact_list stet_impact_list_groups(const stet_impact *impact)
{
    stet_impact_list list = { .items = stet_memory_zalloc(impact->n_groups + 1,
                                                          sizeof(void *)) };

    for (size_t i = 0; i < impact->n_groups; i++)
        list.items[list.count++] = impact->groups[i];
    qsort((void *)(uintptr_t)list.items, list.count, sizeof(void *), by_turns_of_group);
    if (impact->others)
        list.items[list.count++] = impact->others;
    return list;
}

const stet_impact_change *stet_impact_next_change(const stet_impact *impact,
                                                  uint32_t rule, size_t *at)
{
    while (*at < impact->n_changes) {
        const stet_impact_change *change = &impact->changes[(*at)++];
        if (change->rule == rule)
            return change;
    }
    return NULL;
}
