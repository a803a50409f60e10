/* SPDX-License-Identifier: Apache-2.0 */
/**
 * engine_p.h - the inside of an engine, for the files of this room.
 *
 * Immutable while workers run, but for four things: the dictionary, opened under its
 * lock by the first worker that needs it; the pieces at which rules failed (atomic,
 * only ever made smaller); the list of sources, which grows under its lock while
 * workers look places up in it; and what the pool keeps under its own lock.
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

/** A source of the batch, for places in it that outlive it. */
typedef struct stet_engine_source {
    stet_str path, inside; /**< See stet_source. */
    uint64_t key;
} stet_engine_source;

struct stet_engine {
    const stet_rule_set *set;
    stet_engine_options options;
    stet_engine_rule *rules;
    uint32_t *pattern_rules; /**< Rules by gate pattern: */
    uint32_t
        *pattern_starts; /**< those of pattern p from starts[p] to starts[p + 1]. */
    uint32_t *pattern_middles;  /**< From here on they have a `when`. */
    const stet_rule *mark_rule; /**< What faults of marks are told as. */
    pthread_mutex_t lock;       /**< Of the dictionary. */
    stet_dictionary *dictionary;
    stet_error dictionary_error;
    bool dictionary_tried;
    stet_matcher *matcher;       /**< For create. */
    stet_pattern_list patterns;  /**< That checks compiled in create. */
    struct stet_worker *workers; /**< options.jobs of them; those in use are made. */
    unsigned n_workers;
    struct stet_worker *spare;    /**< Of the feeding thread; NULL: not needed yet. */
    uint64_t sequence;            /**< Of the batch's next piece. */
    pthread_mutex_t sources_lock; /**< Of these, by index: */
    stet_engine_source *sources;
    size_t n_sources, sources_capacity;
    stet_arena arena; /**< The feeding thread's. */
    stet_arena scratch;
};

/** Gives the source its index in the batch, and notes it for places. */
void stet_engine_add_source(stet_engine *engine, stet_source *source);
/** The source that a document's number names; any thread. Its texts live as long as the
    engine. */
stet_engine_source stet_engine_source_of(stet_engine *engine, uint64_t document);
/** The worker of this number, made when it is first asked for: in order, by the feeding
    thread. */
struct stet_worker *stet_engine_worker(stet_engine *engine, unsigned number);

/** The dictionary of the rule set's language, or NULL with the reason in `why`, which
    lives as long as the engine. */
stet_dictionary *stet_engine_dictionary(stet_engine *engine, const char **why);
/** Notes that a rule failed in a piece: in later pieces it is silent, and so are its
    other versions (see stet_override), which are the same rule to who reads findings.
 */
void stet_engine_rule_failed(stet_engine *engine, uint32_t rule, uint64_t sequence);

/** How many rules are silent in a piece, as far as is known now. */
size_t stet_engine_silent(const stet_engine *engine, uint64_t sequence);
/** A worker that looks at a piece again: rules of the batch have seen it. */
struct stet_worker *stet_engine_spare(stet_engine *engine);

/** pool.c: feeds, works and collects; see stet_engine_run. */
bool stet_pool_run(stet_engine *engine, stet_engine_feed feed, stet_engine_sink sink,
                   void *user, const atomic_int *stop);

/** finish.c: merges the workers' states into the first one's and lets batch rules
    speak; the result goes to the sink like a piece's. */
void stet_finish_batch(stet_engine *engine, struct stet_worker *workers,
                       unsigned n_workers, stet_result *result);

#endif
