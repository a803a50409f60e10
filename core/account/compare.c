/* SPDX-License-Identifier: Apache-2.0 */
#include "account/compare_p.h"
#include "account/summary_p.h"
#include "account/wording.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* What is at hand while it is made. */
typedef struct making {
    stet_comparison *comparison;
    stet_summary_reader before, after;
    stet_audit_rates rates_before, rates_after;
    stet_drift_chances chances;
} making;

void stet_drift_weigh(stet_drift *drift, stet_drift_chances *chances)
{
    drift->difference = stet_difference_of(&drift->before, &drift->after);
    drift->compared = drift->in_before && drift->in_after && drift->before.n > 0 &&
                      drift->after.n > 0;
    if (!drift->compared || !chances)
        return;
    stet_memory_grow((void **)&chances->items, &chances->capacity, chances->count + 1,
                     sizeof *chances->items);
    chances->items[chances->count++] = drift->difference.p;
}

void stet_drift_count(stet_drift_list *list, const stet_drift *drift)
{
    list->total++;
    list->both += drift->in_before && drift->in_after;
    list->before_only += !drift->in_after;
    list->after_only += !drift->in_before;
}

static stet_drift *make_list(making *at, stet_drift_list *list, size_t most)
{
    stet_drift *items =
        stet_arena_zalloc(&at->comparison->before.arena, (most + 1) * sizeof *items);

    list->items = items;
    return items;
}

static void count_all(stet_drift_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        stet_drift_count(list, &list->items[i]);
}

/* ---- States and levels ---- */

static void add_states(making *at)
{
    static const stet_audit_state told[] = { STET_AUDIT_REJECTED, STET_AUDIT_FAILED };
    stet_drift_list *list = &at->comparison->states;
    stet_drift *items = make_list(at, list, STET_LEN(told));

    for (size_t i = 0; i < STET_LEN(told); i++) {
        items[i] = (stet_drift){
            .kind = STET_DRIFT_STATE,
            .name = stet_str_from(stet_wording_state(told[i])),
            .in_before = true,
            .in_after = true,
            .before = at->rates_before.states[told[i]],
            .after = at->rates_after.states[told[i]],
        };
        stet_drift_weigh(&items[i], &at->chances);
    }
    list->count = STET_LEN(told);
    count_all(list);
}

static void add_levels(making *at)
{
    stet_drift_list *list = &at->comparison->levels;
    stet_drift *items = make_list(at, list, STET_SUMMARY_LEVELS);

    for (uint32_t level = STET_SUMMARY_LEVELS - 1; level > 0; level--) {
        const stet_audit_measure *before = &at->rates_before.levels[level];
        const stet_audit_measure *after = &at->rates_after.levels[level];
        items[list->count] = (stet_drift){
            .kind = STET_DRIFT_LEVEL,
            .name = stet_str_from(stet_wording_level(level)),
            .level = level,
            .in_before = true,
            .in_after = true,
            .before = before->records,
            .after = after->records,
            .density_before = before->findings,
            .density_after = after->findings,
        };
        stet_drift_weigh(&items[list->count++], &at->chances);
    }
    count_all(list);
}

/* ---- Rules ---- */

static void set_before(stet_drift *drift, const stet_audit_rule *rule)
{
    drift->in_before = true;
    drift->before = rule->measure.records;
    drift->density_before = rule->measure.findings;
}

/* A rule that has not spoken yet has no rate. */
static bool has_spoken(const stet_audit_rule *rule)
{
    return rule && !rule->silent;
}

static stet_drift make_rule(const stet_audit_rule *before, const stet_audit_rule *after)
{
    const stet_audit_rule *told = after ? after : before;
    stet_drift drift = {
        .kind = STET_DRIFT_RULE,
        .name = told->name,
        .level = told->level,
        .before = stet_share_of(0, 0),
        .after = stet_share_of(0, 0),
        .density_before = stet_density_of(0, 0, 0),
        .density_after = stet_density_of(0, 0, 0),
    };

    if (before)
        set_before(&drift, before);
    if (after) {
        drift.in_after = true;
        drift.after = after->measure.records;
        drift.density_after = after->measure.findings;
    }
    if (before && after && !(has_spoken(before) && has_spoken(after)))
        drift.before.n = drift.after.n = 0;
    return drift;
}

/* In the order of the later audit; then those that it no longer has. */
static void add_rules(making *at)
{
    const stet_audit_rule_list *before = &at->comparison->before.rules;
    const stet_audit_rule_list *after = &at->comparison->after.rules;
    stet_drift_list *list = &at->comparison->rules;
    stet_drift *items = make_list(at, list, before->count + after->count);
    stet_map was = { 0 };
    stet_map is = { 0 };

    for (size_t i = 0; i < before->count; i++)
        stet_map_set(&was, before->items[i].name, (void *)(uintptr_t)&before->items[i]);
    for (size_t i = 0; i < after->count; i++) {
        const stet_audit_rule *rule = &after->items[i];
        stet_map_set(&is, rule->name, (void *)(uintptr_t)rule);
        items[list->count] = make_rule(stet_map_get(&was, rule->name), rule);
        stet_drift_weigh(&items[list->count++], &at->chances);
    }
    for (size_t i = 0; i < before->count; i++)
        if (!stet_map_has(&is, before->items[i].name)) {
            items[list->count] = make_rule(&before->items[i], NULL);
            stet_drift_weigh(&items[list->count++], &at->chances);
        }
    count_all(list);
    stet_map_release(&was);
    stet_map_release(&is);
}

/* ---- All of it ---- */

static bool read_side(stet_summary_reader *reader, stet_audit_rates *rates)
{
    stet_summary_sums sums;

    if (!stet_summary_read_run(reader) || !stet_summary_read_sums(reader, &sums))
        return false;
    *rates = stet_summary_rates(&sums, 0);
    reader->summary->totals = *rates;
    return stet_summary_read_rules(reader);
}

static void mark(const stet_comparison *comparison, stet_drift_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        stet_drift *drift = (stet_drift *)(uintptr_t)&list->items[i];
        drift->beyond = drift->compared && drift->difference.p <= comparison->threshold;
    }
}

static void judge(making *at)
{
    stet_comparison *comparison = at->comparison;

    comparison->compared = at->chances.count;
    comparison->threshold = stet_difference_threshold(
        at->chances.items, at->chances.count, STET_COMPARE_RATE);
    for (size_t i = 0; i < at->chances.count; i++)
        comparison->beyond += at->chances.items[i] <= comparison->threshold;
    mark(comparison, &comparison->states);
    mark(comparison, &comparison->levels);
    mark(comparison, &comparison->rules);
    mark(comparison, &comparison->groups);
}

bool stet_comparison_load(stet_comparison *comparison,
                          const stet_audit_database *before,
                          const stet_audit_database *after, uint32_t groups,
                          stet_error *error)
{
    const stet_audit_summary_options options = {
        .limits = { .rules = UINT32_MAX },
    };
    making at = {
        .comparison = comparison,
        .before = { &comparison->before, before, &options, error, NULL },
        .after = { &comparison->after, after, &options, error, NULL },
    };

    *comparison = (stet_comparison){ 0 };
    bool good = read_side(&at.before, &at.rates_before) &&
                read_side(&at.after, &at.rates_after);
    if (good) {
        comparison->same_rules =
            stet_str_equal(comparison->before.run.hash, comparison->after.run.hash);
        comparison->same_groups = comparison->before.run.group_by.len > 0 &&
                                  stet_str_equal(comparison->before.run.group_by,
                                                 comparison->after.run.group_by);
        add_states(&at);
        add_levels(&at);
        add_rules(&at);
        good = stet_comparison_add_overlap(comparison, before, after, error);
        good = good && (!comparison->same_groups ||
                        stet_comparison_add_groups(comparison, before, after, groups,
                                                   &at.chances, error));
    }
    if (good)
        judge(&at);
    else
        stet_comparison_release(comparison);
    free(at.chances.items);
    return good;
}

void stet_comparison_release(stet_comparison *comparison)
{
    stet_audit_summary_release(&comparison->before);
    stet_audit_summary_release(&comparison->after);
    *comparison = (stet_comparison){ 0 };
}
