/* SPDX-License-Identifier: Apache-2.0 */
/**
 * engine_p.h - the inside of an engine, for the files of this room.
 *
 * Immutable while workers run, but for three things: the dictionary, opened under its
 * lock by the first worker that needs it; the pieces at which rules failed (atomic,
 * only ever made smaller); and what the pool keeps under its own lock.
 */
#ifndef STET_RUN_ENGINE_P_H
#define STET_RUN_ENGINE_P_H

#include "run/engine.h"
#include "run/host.h"

#include <pthread.h>
#include <stdatomic.h>

/** A rule's part that all workers share. */
typedef struct stet_engine_rule {
    void *check; /**< What create made, or the options. */
    bool created;
    stet_arena keep;
    atomic_ullong failed_at; /**< Sequence of the first piece in which it failed. */
} stet_engine_rule;

struct stet_engine {
    const stet_rule_set *set;
    stet_engine_options options;
    stet_engine_rule *rules;
    uint32_t *pattern_rules; /**< Rules by gate pattern: */
    uint32_t
        *pattern_starts; /**< those of pattern p from starts[p] to starts[p + 1]. */
    const stet_rule *mark_rule; /**< What faults of marks are told as. */
    pthread_mutex_t lock;       /**< Of the dictionary. */
    stet_dictionary *dictionary;
    stet_error dictionary_error;
    bool dictionary_tried;
    stet_matcher *matcher; /**< For create. */
    stet_str *paths; /**< Of the sources of this run, by index; the feeding thread's. */
    size_t n_paths, paths_capacity;
    stet_arena arena;
    stet_arena scratch;
};

/** The path of the source that a document's number names. */
stet_str stet_engine_path(const stet_engine *engine, uint64_t document);

/** The dictionary of the rule set's language, or NULL with the reason in `why`, which
    lives as long as the engine. */
stet_dictionary *stet_engine_dictionary(stet_engine *engine, const char **why);
/** Notes that a rule failed in a piece: in later pieces it is silent. */
void stet_engine_rule_failed(stet_engine *engine, uint32_t rule, uint64_t sequence);

/** pool.c: feeds, works and collects; see engine.h. `workers`: n_jobs of them. */
bool stet_pool_run(stet_engine *engine, struct stet_worker *workers, unsigned n_jobs,
                   stet_engine_feed feed, stet_engine_sink sink, void *user,
                   const volatile sig_atomic_t *stop);

/** finish.c: merges the workers' states into the first one's and lets batch rules
    speak; the result goes to the sink like a piece's. */
void stet_finish_batch(stet_engine *engine, struct stet_worker *workers,
                       unsigned n_workers, stet_result *result);

#endif
