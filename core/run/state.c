/* SPDX-License-Identifier: Apache-2.0 */
#include "run/state.h"

#include "base/str.h"
#include "run/engine_p.h"
#include "run/host_saved.h"
#include "run/state_p.h"

#include <stdlib.h>

/* What stands behind the names of a rule's check type. */
enum { WAS_GATHERED, HAS_FAILED };

bool stet_rule_gathers(const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;
    return type->scope == STET_SCOPE_BATCH && type->finish;
}

bool stet_rule_can_save(const stet_rule *rule)
{
    return rule->check->type->save && rule->check->type->load;
}

bool stet_state_open(stet_worker *worker, const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;
    stet_rule_state *state = &worker->states[rule->index];
    stet_status status = STET_OK;

    stet_host_enter(&worker->host, rule, state, &state->keep);
    if (type->open)
        status = type->open(&worker->host.ctx, worker->engine->rules[rule->index].check,
                            &state->state);
    stet_arena_reset(&worker->scratch);
    state->opened = status == STET_OK && !worker->host.failed;
    return state->opened;
}

/* ---- Merging ---- */

static stet_rule_state *first_open(stet_worker *workers, unsigned n_workers,
                                   const stet_rule *rule)
{
    for (unsigned i = 0; i < n_workers; i++)
        if (workers[i].states[rule->index].opened)
            return &workers[i].states[rule->index];
    return NULL;
}

static bool merge(stet_engine *engine, stet_host *host, const stet_rule *rule,
                  stet_rule_state *into, stet_rule_state *from)
{
    const stet_check_type *type = rule->check->type;
    stet_status status = STET_OK;

    stet_host_enter(host, rule, into, &into->keep);
    if (type->merge)
        status = type->merge(&host->ctx, engine->rules[rule->index].check, into->state,
                             from->state);
    stet_arena_reset(host->scratch);
    return status == STET_OK && !host->failed;
}

bool stet_states_merge(stet_engine *engine, stet_worker *workers, unsigned n_workers,
                       const stet_rule *rule, stet_rule_state **into)
{
    const stet_check_type *type = rule->check->type;

    *into = first_open(workers, n_workers, rule);
    for (unsigned i = 0; i < n_workers; i++) {
        stet_rule_state *from = &workers[i].states[rule->index];
        if (from != *into && from->opened &&
            !merge(engine, &workers[0].host, rule, *into, from))
            return false;
    }
    /* Only when all are merged: what a merge moved points into the memory of `from`. */
    for (unsigned i = 0; i < n_workers; i++) {
        stet_rule_state *from = &workers[i].states[rule->index];
        if (from != *into && from->opened) {
            if (type->close)
                type->close(engine->rules[rule->index].check, from->state);
            from->opened = false;
            stet_arena_join(&(*into)->keep, &from->keep);
        }
    }
    return true;
}

/* ---- Failing ---- */

static bool has_failed(const stet_engine *engine, const stet_rule *rule)
{
    return atomic_load(&engine->rules[rule->index].failed_at) != UINT64_MAX;
}

/* From the next piece on it is silent. */
static void set_failed(stet_engine *engine, const stet_rule *rule)
{
    uint64_t sequence = engine->sequence;
    stet_engine_rule_failed(engine, rule->index, sequence > 0 ? sequence - 1 : 0);
}

static bool fail(stet_engine *engine, const stet_rule *rule, const char *what,
                 const stet_host *host, stet_error *error)
{
    set_failed(engine, rule);
    stet_error_set(error, "what rule '%.*s' gathered cannot be %s: %s",
                   (int)rule->name.len, rule->name.ptr, what,
                   host->failure.len ? host->failure.ptr : "its plugin gave no reason");
    return false;
}

/* Forgets what the rule has gathered; it begins anew with the next record. */
static void close_states(stet_engine *engine, const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;

    for (unsigned i = 0; i < engine->n_workers; i++) {
        stet_rule_state *state = &engine->workers[i].states[rule->index];
        if (state->opened && type->close)
            type->close(engine->rules[rule->index].check, state->state);
        stet_arena_release(&state->keep);
        free(state->memos);
        *state = (stet_rule_state){ .failed = state->failed };
    }
}

/* ---- Saving ---- */

static void write_head(stet_saved_writer *writer, const stet_rule *rule, bool failed)
{
    stet_saved_write_text(writer, rule->check->name);
    stet_saved_write_text(writer, stet_str_from(rule->check->plugin->version));
    stet_saved_write_text(writer, rule->name);
    stet_saved_write_number(writer, failed ? HAS_FAILED : WAS_GATHERED);
}

static bool call_save(stet_engine *engine, const stet_rule *rule,
                      stet_rule_state *state, stet_state_saving *saving)
{
    stet_host *host = &engine->workers[0].host;

    stet_host_enter(host, rule, state, &state->keep);
    host->saving = saving;
    stet_status status = rule->check->type->save(
        &host->ctx, engine->rules[rule->index].check, state->state);
    host->saving = NULL;
    stet_arena_reset(host->scratch);
    return status == STET_OK && !host->failed;
}

/* Writes a state, or, NULL, that the rule has failed. */
static bool write_state(stet_engine *engine, const stet_rule *rule,
                        stet_rule_state *state, stet_state_saving *saving,
                        stet_error *error)
{
    write_head(&saving->writer, rule, !state);
    if (state && !call_save(engine, rule, state, saving))
        return fail(engine, rule, "saved", &engine->workers[0].host, error);
    if (!stet_saved_write_end(&saving->writer))
        return false;
    close_states(engine, rule);
    return true;
}

static bool refuse(const stet_rule *rule, stet_error *error)
{
    return stet_error_set(error,
                          "what rule '%.*s' gathered cannot be saved: its check "
                          "%.*s has no way to",
                          (int)rule->name.len, rule->name.ptr,
                          (int)rule->check->name.len, rule->check->name.ptr);
}

bool stet_engine_save(stet_engine *engine, uint32_t index, stet_saved_write write,
                      void *user, stet_error *error)
{
    const stet_rule *rule = &engine->set->rules[index];
    stet_rule_state *state = NULL;
    stet_state_saving saving = { .key = 0 };

    if (!stet_rule_gathers(rule))
        return true;
    if (!stet_rule_can_save(rule))
        return refuse(rule, error);
    if (!has_failed(engine, rule)) {
        if (!first_open(engine->workers, engine->n_workers, rule))
            return true;
        engine->workers[0].result = NULL;
        if (!stet_states_merge(engine, engine->workers, engine->n_workers, rule,
                               &state))
            return fail(engine, rule, "merged", &engine->workers[0].host, error);
    }
    stet_saved_writer_init(&saving.writer, write, user);
    bool saved = write_state(engine, rule, state, &saving, error);
    stet_saved_writer_release(&saving.writer);
    return saved;
}

/* ---- Loading ---- */

static bool expect_text(stet_saved_reader *reader, stet_arena *scratch, stet_str wanted,
                        const char *why)
{
    stet_str text = { "", 0 };

    if (!stet_saved_read_text(reader, scratch, &text))
        return false;
    return stet_str_equal(text, wanted) || stet_saved_refuse(reader, why);
}

/* Whether what follows was gathered by this rule, and is whole. */
static bool read_head(stet_saved_reader *reader, const stet_rule *rule,
                      stet_arena *scratch, bool *failed)
{
    uint64_t what = 0;

    if (!stet_saved_read_start(reader) ||
        !expect_text(reader, scratch, rule->check->name, "another check saved it") ||
        !expect_text(reader, scratch, stet_str_from(rule->check->plugin->version),
                     "another version of its plugin saved it") ||
        !expect_text(reader, scratch, rule->name, "another rule saved it") ||
        !stet_saved_read_number(reader, HAS_FAILED, &what))
        return false;
    *failed = what == HAS_FAILED;
    return true;
}

static bool call_load(stet_worker *worker, const stet_rule *rule,
                      stet_state_loading *loading)
{
    stet_rule_state *state = &worker->states[rule->index];
    stet_host *host = &worker->host;

    if (!state->opened && !stet_state_open(worker, rule))
        return false;
    stet_host_enter(host, rule, state, &state->keep);
    host->loading = loading;
    stet_status status = rule->check->type->load(
        &host->ctx, worker->engine->rules[rule->index].check, state->state);
    host->loading = NULL;
    stet_arena_reset(host->scratch);
    return status == STET_OK && !host->failed;
}

static bool damaged(stet_engine *engine, const stet_rule *rule,
                    const stet_saved_reader *reader, stet_error *error)
{
    set_failed(engine, rule);
    return stet_error_set(error,
                          "what rule '%.*s' gathered cannot be loaded: %s (byte %llu)",
                          (int)rule->name.len, rule->name.ptr, reader->why,
                          (unsigned long long)reader->at);
}

static bool load(stet_engine *engine, const stet_rule *rule,
                 stet_state_loading *loading, stet_error *error)
{
    stet_worker *worker = stet_engine_worker(engine, 0);
    stet_saved_reader *reader = &loading->reader;
    bool failed = false;

    worker->result = NULL;
    if (!read_head(reader, rule, &worker->scratch, &failed))
        return damaged(engine, rule, reader, error);
    if (failed) {
        set_failed(engine, rule);
    } else if (!call_load(worker, rule, loading)) {
        return reader->why ? damaged(engine, rule, reader, error)
                           : fail(engine, rule, "loaded", &worker->host, error);
    }
    return stet_saved_read_end(reader) || damaged(engine, rule, reader, error);
}

bool stet_engine_load(stet_engine *engine, uint32_t index, stet_saved_read read,
                      void *user, const stet_state_origins *origins, stet_error *error)
{
    const stet_rule *rule = &engine->set->rules[index];
    stet_state_loading loading = { .origins = origins };

    if (!stet_rule_can_save(rule) || has_failed(engine, rule))
        return true;
    stet_saved_reader_init(&loading.reader, read, user);
    bool loaded =
        stet_saved_is_empty(&loading.reader) || load(engine, rule, &loading, error);
    stet_saved_reader_release(&loading.reader);
    return loaded;
}
