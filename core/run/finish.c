/* SPDX-License-Identifier: Apache-2.0 */
#include "run/engine_p.h"
#include "run/worker.h"

/* Folds the states of one rule into the first worker's. */
static bool merge_states(stet_engine *engine, stet_worker *workers, unsigned n_workers,
                         const stet_rule *rule, stet_rule_state *into)
{
    const stet_check_type *type = rule->check->type;
    const void *check = engine->rules[rule->index].check;
    stet_host *host = &workers[0].host;

    for (unsigned i = 0; i < n_workers; i++) {
        stet_rule_state *from = &workers[i].states[rule->index];
        if (from == into || !from->opened)
            continue;
        stet_host_enter(host, rule, into, &into->keep);
        if (type->merge &&
            (type->merge(&host->ctx, check, into->state, from->state) != STET_OK ||
             host->failed)) {
            stet_worker_rule_failed(&workers[0], rule);
            return false;
        }
        stet_arena_reset(host->scratch);
    }
    /* Only when all are merged: what a merge moved points into the memory of `from`. */
    for (unsigned i = 0; i < n_workers; i++) {
        stet_rule_state *from = &workers[i].states[rule->index];
        if (from != into && from->opened) {
            if (type->close)
                type->close(check, from->state);
            from->opened = false;
            stet_arena_join(&into->keep, &from->keep);
        }
    }
    return true;
}

static void finish_rule(stet_engine *engine, stet_worker *workers, unsigned n_workers,
                        const stet_rule *rule)
{
    stet_rule_state *into = NULL;
    stet_host *host = &workers[0].host;

    for (unsigned i = 0; i < n_workers && !into; i++)
        if (workers[i].states[rule->index].opened)
            into = &workers[i].states[rule->index];
    if (!into || !merge_states(engine, workers, n_workers, rule, into))
        return;
    stet_host_enter(host, rule, into, &into->keep);
    if (rule->check->type->finish(&host->ctx, engine->rules[rule->index].check,
                                  into->state) != STET_OK ||
        host->failed)
        stet_worker_rule_failed(&workers[0], rule);
    stet_arena_reset(host->scratch);
}

void stet_finish_batch(stet_engine *engine, stet_worker *workers, unsigned n_workers,
                       stet_result *result)
{
    workers[0].result = result;
    workers[0].sequence = UINT64_MAX - 1;
    workers[0].n_documents = 0;
    for (size_t r = 0; r < engine->set->n_rules; r++) {
        const stet_rule *rule = &engine->set->rules[r];
        const stet_check_type *type = rule->check->type;
        bool failed = atomic_load(&engine->rules[r].failed_at) < workers[0].sequence;
        if (type->scope == STET_SCOPE_BATCH && type->finish && !failed)
            finish_rule(engine, workers, n_workers, rule);
    }
    stet_locate_flush(&workers[0]);
}
