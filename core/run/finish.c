/* SPDX-License-Identifier: Apache-2.0 */
#include "run/engine_p.h"
#include "run/state.h"
#include "run/state_p.h"

static void finish_rule(stet_engine *engine, stet_worker *workers, unsigned n_workers,
                        const stet_rule *rule)
{
    stet_rule_state *state = NULL;
    stet_host *host = &workers[0].host;

    if (!stet_states_merge(engine, workers, n_workers, rule, &state)) {
        stet_worker_rule_failed(&workers[0], rule);
        return;
    }
    if (!state)
        return;
    stet_host_enter(host, rule, state, &state->keep);
    if (rule->check->type->finish(&host->ctx, engine->rules[rule->index].check,
                                  state->state) != STET_OK ||
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
        bool failed = atomic_load(&engine->rules[r].failed_at) < workers[0].sequence;
        if (stet_rule_gathers(rule) && !failed)
            finish_rule(engine, workers, n_workers, rule);
    }
    stet_locate_flush(&workers[0]);
}
