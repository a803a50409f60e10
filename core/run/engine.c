/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* sched_getaffinity: the cores that this process may use */
#include "run/engine.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/parameter.h"
#include "run/engine_p.h"
#include "run/rival.h"
#include "run/state.h"
#include "run/worker.h"

#include <sched.h>
#include <stdlib.h>

/* What faults of marks are told as: a rule of the core's own. */
static const stet_message mark_messages[] = { { "mark", "{fault}" } };
static const stet_check_type mark_type = {
    .name = "mark",
    .summary = "A mark in the text is malformed, or nothing needed it",
    .doc = "Marks let a finding stand: `<!-- stet RULE: reason -->`. One without a "
           "reason, for a rule that is not there, or that nothing needed, is told.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(mark_messages),
};
static const stet_registered_check mark_check = { { "stet.mark", 9 },
                                                  &mark_type,
                                                  NULL };

static unsigned cores(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return 1;
    int n = CPU_COUNT(&allowed);
    return n > 0 ? (unsigned)n : 1;
}

/* The file that the rule was written in, for the excerpt. */
static stet_str rule_text(const stet_rule *rule)
{
    return rule->yaml && rule->yaml->file ? rule->yaml->file->bytes
                                          : (stet_str){ "", 0 };
}

/* What a plugin says of a rule, at the parameter that it names where the rule gives it.
 */
static void refuse(const stet_host *host, const stet_rule *rule,
                   stet_diagnostics *errors)
{
    const char *why =
        host->failure.len ? host->failure.ptr : "its plugin gave no reason";
    if (!host->parameter) {
        stet_diagnostics_add(errors, STET_SEVERITY_ERROR, rule->path, rule_text(rule),
                             rule->position, "rule '%.*s': %s", (int)rule->name.len,
                             rule->name.ptr, why);
        return;
    }
    stet_param named = { .name = host->parameter };
    stet_str key = stet_parameter_yaml_name(&named, host->scratch);
    const stet_yaml *value = rule->yaml ? stet_yaml_get(rule->yaml, key.ptr) : NULL;
    bool here = value && value->file;
    stet_diagnostics_add(errors, STET_SEVERITY_ERROR,
                         here ? value->file->path : rule->path,
                         here ? value->file->bytes : rule_text(rule),
                         here ? value->position : rule->position, "rule '%.*s', %s: %s",
                         (int)rule->name.len, rule->name.ptr, key.ptr, why);
}

static bool create(stet_engine *engine, stet_host *host, const stet_rule *rule,
                   stet_diagnostics *errors)
{
    const stet_check_type *type = rule->check->type;
    stet_engine_rule *made = &engine->rules[rule->index];

    atomic_init(&made->failed_at, UINT64_MAX);
    made->check = rule->options;
    if (!type->create)
        return true;
    stet_host_enter(host, rule, NULL, &made->keep);
    stet_status status = type->create(&host->ctx, rule->options, &made->check);
    stet_arena_reset(host->scratch);
    if (status == STET_OK && !host->failed) {
        made->created = true;
        return true;
    }
    refuse(host, rule, errors);
    stet_arena_reset(host->scratch);
    return false;
}

/* Puts the rules that have a `when`, or those that have none, behind what is there of
   each of their patterns; ends[p + 1] is the end of pattern p. */
static void index_rules(stet_engine *engine, bool conditional, uint32_t *ends)
{
    const stet_rule_set *set = engine->set;

    for (uint32_t r = 0; r < set->n_rules; r++)
        for (size_t g = 0; (set->rules[r].n_conditions > 0) == conditional &&
                           g < set->rules[r].n_gates;
             g++)
            engine->pattern_rules[ends[set->rules[r].gates[g] + 1]++] = r;
}

/* Which rules a gate pattern calls, as one array with starts. */
static void index_patterns(stet_engine *engine)
{
    const stet_rule_set *set = engine->set;
    size_t n_patterns = set->patterns.count, total = 0;
    uint32_t *starts = stet_memory_zalloc(n_patterns + 2, sizeof *starts);

    for (size_t r = 0; r < set->n_rules; r++)
        for (size_t g = 0; g < set->rules[r].n_gates; g++, total++)
            starts[set->rules[r].gates[g] + 2]++;
    for (size_t p = 2; p < n_patterns + 2; p++)
        starts[p] += starts[p - 1];
    engine->pattern_rules =
        stet_memory_zalloc(total + 1, sizeof *engine->pattern_rules);
    engine->pattern_middles =
        stet_memory_zalloc(n_patterns + 1, sizeof *engine->pattern_middles);
    index_rules(engine, false, starts);
    for (size_t p = 0; p < n_patterns; p++)
        engine->pattern_middles[p] = starts[p + 1];
    index_rules(engine, true, starts);
    engine->pattern_starts = starts;
}

stet_engine *stet_engine_new(const stet_rule_set *set,
                             const stet_engine_options *options,
                             stet_diagnostics *errors)
{
    stet_engine *engine = stet_memory_zalloc(1, sizeof *engine);
    stet_host host;
    bool good = true;

    engine->set = set;
    engine->options = *options;
    if (engine->options.jobs == 0)
        engine->options.jobs = cores();
    pthread_mutex_init(&engine->lock, NULL);
    pthread_mutex_init(&engine->sources_lock, NULL);
    engine->workers = stet_memory_zalloc(engine->options.jobs, sizeof *engine->workers);
    engine->dictionary_error = STET_ERROR_NONE;
    engine->rules = stet_memory_zalloc(set->n_rules + 1, sizeof *engine->rules);
    engine->matcher = stet_matcher_new();
    stet_rule *mark = stet_arena_zalloc(&engine->arena, sizeof *mark);
    *mark = (stet_rule){ .name = STET_STR("stet-mark"),
                         .index = (uint32_t)set->n_rules,
                         .check = &mark_check,
                         .level = STET_WARNING };
    engine->mark_rule = mark;
    index_patterns(engine);
    stet_host_init(&host, engine, NULL, &engine->scratch, engine->matcher);
    host.own_patterns = &engine->patterns;
    for (size_t r = 0; r < set->n_rules; r++)
        good = create(engine, &host, &set->rules[r], errors) && good;
    stet_host_release(&host);
    if (good)
        return engine;
    stet_engine_free(engine);
    return NULL;
}

void stet_engine_free(stet_engine *engine)
{
    if (!engine)
        return;
    for (unsigned i = 0; i < engine->n_workers; i++)
        stet_worker_release(&engine->workers[i]);
    if (engine->spare)
        stet_worker_release(engine->spare);
    free(engine->spare);
    for (size_t r = 0; r < engine->set->n_rules; r++) {
        const stet_check_type *type = engine->set->rules[r].check->type;
        if (engine->rules[r].created && type->destroy)
            type->destroy(engine->rules[r].check);
        stet_arena_release(&engine->rules[r].keep);
    }
    if (engine->dictionary)
        stet_dictionary_close(engine->dictionary);
    stet_error_release(&engine->dictionary_error);
    stet_pattern_list_release(&engine->patterns);
    stet_matcher_free(engine->matcher);
    pthread_mutex_destroy(&engine->lock);
    pthread_mutex_destroy(&engine->sources_lock);
    stet_arena_release(&engine->arena);
    stet_arena_release(&engine->scratch);
    free(engine->workers);
    free(engine->sources);
    free(engine->rules);
    free(engine->pattern_rules);
    free(engine->pattern_starts);
    free(engine->pattern_middles);
    free(engine);
}

const stet_rule_set *stet_engine_rule_set(const stet_engine *engine)
{
    return engine->set;
}

unsigned stet_engine_jobs(const stet_engine *engine)
{
    return engine->options.jobs;
}

stet_dictionary *stet_engine_dictionary(stet_engine *engine, const char **why)
{
    const stet_rule_set *set = engine->set;

    pthread_mutex_lock(&engine->lock);
    if (!engine->dictionary_tried)
        engine->dictionary = stet_dictionary_open(
            set->language, engine->options.dictionary_folders, set->words, set->n_words,
            engine->options.cache, &engine->dictionary_error);
    engine->dictionary_tried = true;
    if (!engine->dictionary)
        *why = engine->dictionary_error.message;
    pthread_mutex_unlock(&engine->lock);
    return engine->dictionary;
}

bool stet_engine_lacks_dictionary(stet_engine *engine, stet_error *error)
{
    const stet_error *why = &engine->dictionary_error;

    pthread_mutex_lock(&engine->lock);
    bool lacks = engine->dictionary_tried && !engine->dictionary;
    pthread_mutex_unlock(&engine->lock);
    if (!lacks)
        return false;
    stet_error_set(error, "%s", why->message);
    if (why->hint)
        stet_error_hint(error, "%s", why->hint);
    return true;
}

static void fail_from(atomic_ullong *at, uint64_t sequence)
{
    unsigned long long seen = atomic_load(at);

    while (sequence < seen && !atomic_compare_exchange_weak(at, &seen, sequence))
        continue;
}

void stet_engine_rule_failed(stet_engine *engine, uint32_t rule, uint64_t sequence)
{
    const stet_rule_set *set = engine->set;
    const stet_rule *named = set->rules[rule].variant_of;

    if (!named)
        named = &set->rules[rule];
    fail_from(&engine->rules[named->index].failed_at, sequence);
    for (size_t r = set->n_named; r < set->n_rules; r++)
        if (set->rules[r].variant_of == named)
            fail_from(&engine->rules[r].failed_at, sequence);
}

/* Parts of a file come one after the other: they share its path. */
static stet_engine_source copy_source(stet_engine *engine, stet_str path,
                                      stet_str inside, uint64_t key)
{
    stet_engine_source copy = { .key = key };

    if (engine->n_sources > 0)
        copy = engine->sources[engine->n_sources - 1];
    copy.key = key;
    if (!copy.path.ptr || !stet_str_equal(copy.path, path))
        copy.path = stet_arena_copy(&engine->arena, path);
    if (stet_str_equal(inside, path))
        copy.inside = copy.path;
    else if (!copy.inside.ptr || !stet_str_equal(copy.inside, inside))
        copy.inside = stet_arena_copy(&engine->arena, inside);
    return copy;
}

uint32_t stet_engine_name_source(stet_engine *engine, stet_str path, stet_str inside,
                                 uint64_t key)
{
    stet_engine_source added = copy_source(engine, path, inside, key);
    uint32_t index = (uint32_t)engine->n_sources;

    pthread_mutex_lock(&engine->sources_lock);
    stet_memory_grow((void **)&engine->sources, &engine->sources_capacity,
                     engine->n_sources + 1, sizeof *engine->sources);
    engine->sources[engine->n_sources++] = added;
    pthread_mutex_unlock(&engine->sources_lock);
    return index;
}

void stet_engine_add_source(stet_engine *engine, stet_source *source)
{
    source->index =
        stet_engine_name_source(engine, source->path, source->inside, source->key);
}

stet_engine_source stet_engine_source_of(stet_engine *engine, uint64_t document)
{
    size_t index = stet_document_source(document);
    stet_engine_source source = { .path = { "", 0 }, .inside = { "", 0 } };

    pthread_mutex_lock(&engine->sources_lock);
    if (index < engine->n_sources)
        source = engine->sources[index];
    pthread_mutex_unlock(&engine->sources_lock);
    return source;
}

stet_worker *stet_engine_worker(stet_engine *engine, unsigned number)
{
    if (number == engine->n_workers)
        stet_worker_init(&engine->workers[engine->n_workers++], engine);
    return &engine->workers[number];
}

size_t stet_engine_silent(const stet_engine *engine, uint64_t sequence)
{
    size_t n = 0;

    for (size_t r = 0; r < engine->set->n_rules; r++)
        n += engine->rules[r].failed_at < sequence;
    return n;
}

stet_worker *stet_engine_spare(stet_engine *engine)
{
    if (!engine->spare) {
        engine->spare = stet_memory_zalloc(1, sizeof *engine->spare);
        stet_worker_init(engine->spare, engine);
        engine->spare->looks_again = true;
    }
    return engine->spare;
}

bool stet_engine_run(stet_engine *engine, stet_engine_feed feed, stet_engine_sink sink,
                     void *user, const atomic_int *stop)
{
    return stet_pool_run(engine, feed, sink, user, stop);
}

bool stet_engine_finish(stet_engine *engine, stet_engine_sink sink, void *user)
{
    stet_result last = { .path = { "", 0 } };
    bool going = true;

    if (engine->n_workers > 0)
        stet_finish_batch(engine, engine->workers, engine->n_workers, &last);
    if (last.n_findings > 0 || last.n_troubles > 0 || last.n_statistics > 0)
        going = sink(user, &last);
    stet_result_release(&last);
    return going;
}

/* The text's source is gone when the result is read. */
static void set_path(stet_result *result, stet_str path)
{
    result->path = path;
    for (size_t i = 0; i < result->n_findings; i++)
        result->findings[i].path = path;
    for (size_t i = 0; i < result->n_troubles; i++)
        result->troubles[i].path = path;
}

void stet_engine_check_records(stet_engine *engine, stet_str text,
                               const stet_layout *layout, const stet_rule *only,
                               stet_result *result)
{
    static const stet_str path = { "text", 4 };
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_of_bytes(text, NULL, path, layout, STET_MAX_RECORD_LIMIT, &error);
    stet_worker worker;
    stet_piece piece;

    stet_worker_init(&worker, engine);
    worker.only = only;
    if (source && stet_source_next(source, &piece, &error)) {
        stet_worker_check(&worker, &piece, 0, result);
        stet_rivals_drop(result);
        stet_finish_batch(engine, &worker, 1, result);
        set_path(result, path);
        stet_piece_release(&piece);
    }
    stet_error_release(&error);
    if (source)
        stet_source_close(source);
    stet_worker_release(&worker);
    /* A failure of this text must not silence the rule on the next one. */
    for (size_t r = 0; r < engine->set->n_rules; r++)
        atomic_store(&engine->rules[r].failed_at, UINT64_MAX);
}

void stet_engine_check_text(stet_engine *engine, stet_str text, bool markdown,
                            const stet_rule *only, stet_result *result)
{
    stet_str name = markdown ? STET_STR("text.md") : STET_STR("text.txt");
    stet_engine_check_records(engine, text, stet_layout_for_path(name), only, result);
}

void stet_result_release(stet_result *result)
{
    free(result->findings);
    free(result->troubles);
    free(result->records);
    free(result->secrets);
    free(result->statistics);
    stet_buffer_release(&result->fixed);
    stet_arena_release(&result->arena);
    *result = (stet_result){ 0 };
}
