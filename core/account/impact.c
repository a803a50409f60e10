/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact.h"

#include "account/impact_p.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b)
{
    return stet_str_compare(*(const stet_str *)a, *(const stet_str *)b);
}

void stet_impact_set_rules(stet_impact *impact, const stet_str *names, size_t n_names)
{
    stet_str *sorted = stet_memory_zalloc(n_names + 1, sizeof *sorted);

    for (size_t i = 0; i < n_names; i++)
        sorted[i] = names[i];
    qsort(sorted, n_names, sizeof *sorted, by_name);
    impact->rules =
        stet_arena_zalloc(&impact->arena, (n_names + 1) * sizeof *impact->rules);
    for (size_t i = 0; i < n_names; i++) {
        if (i > 0 && stet_str_equal(sorted[i - 1], sorted[i]))
            continue;
        stet_impact_rule *rule = &impact->rules[impact->n_rules++];
        rule->name = stet_arena_copy(&impact->arena, sorted[i]);
        for (size_t side = 0; side < 2; side++)
            rule->examples[side] =
                stet_arena_zalloc(&impact->arena, (impact->n_examples + 1) *
                                                      sizeof *rule->examples[side]);
        stet_map_set(&impact->by_rule, rule->name, (void *)(uintptr_t)impact->n_rules);
    }
    free(sorted);
}

uint32_t stet_impact_rule_of(const stet_impact *impact, stet_str name)
{
    return (uint32_t)(uintptr_t)stet_map_get(&impact->by_rule, name) - 1;
}

void stet_impact_add_change(stet_impact *impact, uint32_t rule, const char *kind,
                            stet_str text)
{
    stet_memory_grow((void **)&impact->changes, &impact->changes_capacity,
                     impact->n_changes + 1, sizeof *impact->changes);
    impact->changes[impact->n_changes++] = (stet_impact_change){
        .rule = rule, .kind = kind, .text = stet_arena_copy(&impact->arena, text)
    };
}

static bool is_same_failure(const stet_impact_failure *a, const stet_impact_failure *b)
{
    return a->record == b->record && a->line == b->line && a->column == b->column &&
           stet_str_equal(a->path, b->path) && stet_str_equal(a->rule, b->rule) &&
           stet_str_equal(a->message, b->message);
}

void stet_impact_add_failure(stet_impact *impact, stet_impact_side side,
                             const stet_impact_failure *failure)
{
    if (++impact->sides[side].n_failures > STET_IMPACT_FAILURES)
        return;
    for (size_t i = 0; i < impact->n_failures; i++) {
        stet_impact_failure *told = &impact->failures[i];
        if (!told->on[side] && is_same_failure(told, failure)) {
            told->on[side] = true;
            return;
        }
    }
    stet_memory_grow((void **)&impact->failures, &impact->failures_capacity,
                     impact->n_failures + 1, sizeof *impact->failures);
    stet_impact_failure *kept = &impact->failures[impact->n_failures++];
    *kept = *failure;
    kept->path = stet_arena_copy(&impact->arena, failure->path);
    kept->rule = stet_arena_copy(&impact->arena, failure->rule);
    kept->message = stet_arena_copy(&impact->arena, failure->message);
    kept->on[side] = true;
    kept->on[!side] = false;
}

size_t stet_impact_insert_cause(stet_impact_cause *causes, size_t n,
                                const stet_impact_cause *added)
{
    size_t at = n;

    while (at > 0 && causes[at - 1].rule > added->rule)
        at--;
    if (at > 0 && causes[at - 1].rule == added->rule)
        return n;
    memmove(&causes[at + 1], &causes[at], (n - at) * sizeof *causes);
    causes[at] = *added;
    return n + 1;
}

/* ---- Counting ----------------------------------------------------------- */

static stet_impact_group *group_of(stet_impact *impact, stet_str name)
{
    stet_impact_group *group = stet_map_get(&impact->by_group, name);

    if (group)
        return group;
    if (impact->n_groups == STET_IMPACT_GROUPS) {
        if (!impact->others)
            impact->others = stet_arena_zalloc(&impact->arena, sizeof *group);
        return impact->others;
    }
    group = stet_arena_zalloc(&impact->arena, sizeof *group);
    group->name = stet_arena_copy(&impact->arena, name);
    stet_map_set(&impact->by_group, group->name, group);
    stet_memory_grow((void **)&impact->groups, &impact->groups_capacity,
                     impact->n_groups + 1, sizeof(stet_impact_group *));
    impact->groups[impact->n_groups++] = group;
    return group;
}

/* Causes of both sides are in the order of rules: a walk over both at once. */
static void count_rules(stet_impact *impact, const stet_impact_outcome *before,
                        const stet_impact_outcome *after)
{
    size_t i = 0, k = 0;

    while (i < before->n_causes || k < after->n_causes) {
        uint32_t was = i < before->n_causes ? before->causes[i].rule : UINT32_MAX;
        uint32_t is = k < after->n_causes ? after->causes[k].rule : UINT32_MAX;
        stet_impact_rule *rule = &impact->rules[was < is ? was : is];
        rule->rejects[STET_IMPACT_OLD] += was <= is;
        rule->rejects[STET_IMPACT_NEW] += is <= was;
        rule->ends += was < is;
        rule->begins += is < was;
        i += was <= is;
        k += is <= was;
    }
}

/* The record has turned because of what `rejects` finds in it. */
static void count_turn(stet_impact *impact, stet_impact_side side,
                       const stet_impact_outcome *rejects)
{
    for (size_t i = 0; i < rejects->n_causes; i++) {
        stet_impact_rule *rule = &impact->rules[rejects->causes[i].rule];
        stet_impact_count *turns = &rule->turns[side];
        turns->records++;
        turns->alone += rejects->n_causes == 1;
        stet_impact_keep_example(impact, side, rejects, &rejects->causes[i]);
    }
}

void stet_impact_compare(stet_impact *impact, const stet_impact_outcome *before,
                         const stet_impact_outcome *after)
{
    stet_audit_state was = before->state, is = after->state;

    impact->sides[STET_IMPACT_OLD].n_records++;
    impact->sides[STET_IMPACT_NEW].n_records++;
    impact->states.records[was][is]++;
    if (impact->group_by.len) {
        stet_str name = after->group.len ? after->group : before->group;
        group_of(impact, name)->states.records[was][is]++;
    }
    count_rules(impact, before, after);
    if (was == STET_AUDIT_ACCEPTED && is == STET_AUDIT_REJECTED)
        count_turn(impact, STET_IMPACT_NEW, after);
    if (was == STET_AUDIT_REJECTED && is == STET_AUDIT_ACCEPTED)
        count_turn(impact, STET_IMPACT_OLD, before);
}

/* ---- Merging ------------------------------------------------------------ */

/* What stands at the head of each stream. */
typedef struct merge {
    stet_impact *impact;
    const stet_impact_stream *streams;
    stet_impact_leave leave;
    void *user;
    stet_impact_outcome heads[2];
    bool has[2];
} merge;

static bool advance(merge *m, size_t side, stet_error *error)
{
    m->has[side] = m->streams[side].next(m->streams[side].user, &m->heads[side], error);
    return m->has[side] || !error->message;
}

/* Below 0: the old one stands first. */
static int compare_places(const stet_impact_outcome *a, const stet_impact_outcome *b)
{
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    int paths = stet_str_compare(a->path, b->path);
    if (paths != 0)
        return paths;
    return (a->byte > b->byte) - (a->byte < b->byte);
}

static bool leave(merge *m, stet_impact_side side, stet_error *error)
{
    m->impact->sides[side].n_records++;
    m->impact->sides[side].n_left++;
    return m->leave(m->user, side, &m->heads[side], error) && advance(m, side, error);
}

static bool step(merge *m, stet_error *error)
{
    int order = !m->has[STET_IMPACT_NEW]   ? -1
                : !m->has[STET_IMPACT_OLD] ? 1
                                           : compare_places(&m->heads[0], &m->heads[1]);

    if (order == 0 && m->heads[0].hash == m->heads[1].hash) {
        stet_impact_compare(m->impact, &m->heads[0], &m->heads[1]);
        return advance(m, STET_IMPACT_OLD, error) && advance(m, STET_IMPACT_NEW, error);
    }
    return (order > 0 || leave(m, STET_IMPACT_OLD, error)) &&
           (order < 0 || leave(m, STET_IMPACT_NEW, error));
}

bool stet_impact_merge(stet_impact *impact, const stet_impact_stream streams[2],
                       stet_impact_leave leave_user, void *user, const atomic_int *stop,
                       stet_error *error)
{
    merge m = {
        .impact = impact, .streams = streams, .leave = leave_user, .user = user
    };
    bool going =
        advance(&m, STET_IMPACT_OLD, error) && advance(&m, STET_IMPACT_NEW, error);

    while (going && (m.has[STET_IMPACT_OLD] || m.has[STET_IMPACT_NEW]))
        going = !(stop && *stop) && step(&m, error);
    return going;
}

/* ---- Asking ------------------------------------------------------------- */

uint64_t stet_impact_turned(const stet_impact_states *states, stet_impact_side rejects)
{
    return rejects == STET_IMPACT_NEW
               ? states->records[STET_AUDIT_ACCEPTED][STET_AUDIT_REJECTED]
               : states->records[STET_AUDIT_REJECTED][STET_AUDIT_ACCEPTED];
}

uint64_t stet_impact_turnable(const stet_impact_states *states,
                              stet_impact_side rejects)
{
    size_t from =
        rejects == STET_IMPACT_NEW ? STET_AUDIT_ACCEPTED : STET_AUDIT_REJECTED;
    uint64_t sum = 0;

    for (size_t to = 0; to < STET_IMPACT_STATES; to++)
        sum += states->records[from][to];
    return sum;
}

bool stet_impact_has_effect(const stet_impact_rule *rule)
{
    return rule->begins + rule->ends > 0;
}

void stet_impact_release(stet_impact *impact)
{
    free(impact->changes);
    free(impact->groups);
    free(impact->failures);
    stet_map_release(&impact->by_rule);
    stet_map_release(&impact->by_group);
    stet_arena_release(&impact->arena);
    *impact = (stet_impact){ 0 };
}
