/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "run/engine_p.h"
#include "run/worker.h"

#include <stdlib.h>

/* Pieces under way for each worker: enough that none waits for the collector. */
enum { SLOTS_A_WORKER = 4 };

typedef enum slot_state { SLOT_FREE, SLOT_READY, SLOT_TAKEN, SLOT_DONE } slot_state;

/* A piece and its result, in the ring. */
typedef struct slot {
    slot_state state;
    bool has_piece;
    stet_piece piece;
    stet_result result;
} slot;

typedef struct pool {
    stet_engine *engine;
    stet_engine_feed feed;
    void *user;
    const volatile sig_atomic_t *stop;
    /* Where feeding stands; the feeding thread's only. */
    stet_source *source;
    stet_piece ahead; /* The piece after the one given out, to know the last. */
    bool has_ahead;
    bool first;
    bool fed;
    uint32_t n_sources;
    /* Under the lock: */
    pthread_mutex_t lock;
    pthread_cond_t ready; /* A slot is READY, or there will be none. */
    pthread_cond_t done;  /* A slot is DONE. */
    slot *slots;
    size_t n_slots;
    uint64_t head, next, tail; /* Collected, taken, filled: sequence numbers. */
    bool closed;
} pool;

static void add_trouble(stet_result *result, stet_str path, const stet_error *error)
{
    stet_memory_grow((void **)&result->troubles, &result->troubles_capacity,
                     result->n_troubles + 1, sizeof *result->troubles);
    stet_trouble *trouble = &result->troubles[result->n_troubles++];
    *trouble = (stet_trouble){ .path = stet_arena_copy(&result->arena, path) };
    if (error->path)
        trouble->path = stet_arena_copy(&result->arena, stet_str_from(error->path));
    stet_buffer text = { 0 };
    stet_buffer_add_text(&text, error->message);
    if (error->hint) {
        stet_buffer_add_text(&text, "; ");
        stet_buffer_add_text(&text, error->hint);
    }
    trouble->message = stet_arena_copy(&result->arena, stet_buffer_str(&text));
    if (error->position.line > 0)
        trouble->point = (stet_point){ .byte = error->position.byte,
                                       .line = error->position.line,
                                       .column = error->position.column,
                                       .utf16 = error->position.column };
    stet_buffer_release(&text);
}

static void note_source(pool *p, stet_source *source)
{
    stet_engine *engine = p->engine;

    source->index = p->n_sources++;
    stet_memory_grow((void **)&engine->paths, &engine->paths_capacity,
                     engine->n_paths + 1, sizeof *engine->paths);
    engine->paths[engine->n_paths++] = stet_arena_copy(&engine->arena, source->path);
}

/* Ends the source: its last result knows that it is. */
static void end_source(pool *p, slot *s)
{
    s->result.last = true;
    stet_source_close(p->source);
    p->source = NULL;
}

/* Fills a slot with the next piece, or with a trouble; false at the end of all. */
static bool fill(pool *p, slot *s)
{
    stet_error error = STET_ERROR_NONE;

    if (!p->source) {
        p->source = p->feed(p->user, &error);
        if (!p->source && !error.message)
            return false;
        if (!p->source) {
            add_trouble(&s->result, STET_STR(""), &error);
            s->result.path = s->result.troubles[0].path;
            s->result.first = s->result.last = true;
            stet_error_release(&error);
            return true;
        }
        note_source(p, p->source);
        p->first = true;
        p->has_ahead = stet_source_next(p->source, &p->ahead, &error);
    }
    s->result.path = stet_arena_copy(&s->result.arena, p->source->path);
    s->result.first = p->first;
    s->result.tally.sources = p->first;
    p->first = false;
    if (p->has_ahead) {
        s->piece = p->ahead;
        s->has_piece = true;
        p->has_ahead = stet_source_next(p->source, &p->ahead, &error);
    }
    if (error.message)
        add_trouble(&s->result, p->source->path, &error);
    stet_error_release(&error);
    if (!p->has_ahead)
        end_source(p, s);
    return true;
}

static void clear(slot *s)
{
    if (s->has_piece)
        stet_piece_release(&s->piece);
    s->has_piece = false;
    stet_result_release(&s->result);
    s->state = SLOT_FREE;
}

static void *work(void *argument)
{
    struct {
        pool *pool;
        stet_worker *worker;
    } *job = argument;
    pool *p = job->pool;

    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->next == p->tail && !p->closed)
            pthread_cond_wait(&p->ready, &p->lock);
        if (p->next == p->tail)
            break;
        uint64_t sequence = p->next++;
        slot *s = &p->slots[sequence % p->n_slots];
        s->state = SLOT_TAKEN;
        pthread_mutex_unlock(&p->lock);
        /* What waits when a signal comes is not worth its time any more. */
        if (s->has_piece && !*p->stop)
            stet_worker_check(job->worker, &s->piece, sequence, &s->result);
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        if (sequence == p->head)
            pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* A rule that failed in an earlier piece is silent in later ones, whichever worker
   had them: what its workers found there before they knew is dropped. */
static void silence(const stet_engine *engine, uint64_t sequence, stet_result *result)
{
    size_t n = 0;

    for (size_t i = 0; i < result->n_findings; i++) {
        uint32_t rule = result->findings[i].rule->index;
        if (rule >= engine->set->n_rules || engine->rules[rule].failed_at >= sequence)
            result->findings[n++] = result->findings[i];
    }
    result->n_findings = n;
    n = 0;
    for (size_t i = 0; i < result->n_troubles; i++) {
        const stet_rule *rule =
            result->troubles[i].rule.len > 0
                ? stet_rule_set_find(engine->set, result->troubles[i].rule)
                : NULL;
        if (!rule || engine->rules[rule->index].failed_at >= sequence)
            result->troubles[n++] = result->troubles[i];
    }
    result->n_troubles = n;
}

/* One thread does all: what -j1 is. */
static bool run_alone(pool *p, stet_worker *worker, stet_engine_sink sink)
{
    slot s = { 0 };
    bool going = true;

    for (uint64_t sequence = 0; going && !*p->stop && fill(p, &s); sequence++) {
        if (s.has_piece)
            stet_worker_check(worker, &s.piece, sequence, &s.result);
        silence(p->engine, sequence, &s.result);
        going = sink(p->user, &s.result);
        clear(&s);
    }
    return going && !*p->stop;
}

/* Fills free slots, outside of the lock: reading is slow. */
static void fill_slots(pool *p)
{
    while (!p->fed && !*p->stop) {
        pthread_mutex_lock(&p->lock);
        bool full = p->tail - p->head == p->n_slots;
        pthread_mutex_unlock(&p->lock);
        if (full)
            return;
        slot *s = &p->slots[p->tail % p->n_slots];
        if (!fill(p, s)) {
            p->fed = true;
            return;
        }
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_READY;
        p->tail++;
        pthread_cond_signal(&p->ready);
        pthread_mutex_unlock(&p->lock);
    }
}

static bool run_together(pool *p, stet_engine_sink sink)
{
    bool going = true;

    for (;;) {
        if (going)
            fill_slots(p);
        pthread_mutex_lock(&p->lock);
        if (p->head == p->tail) {
            pthread_mutex_unlock(&p->lock);
            break;
        }
        slot *s = &p->slots[p->head % p->n_slots];
        while (s->state != SLOT_DONE)
            pthread_cond_wait(&p->done, &p->lock);
        pthread_mutex_unlock(&p->lock);
        silence(p->engine, p->head, &s->result);
        if (going)
            going = sink(p->user, &s->result) && !*p->stop;
        clear(s);
        pthread_mutex_lock(&p->lock);
        p->head++;
        pthread_mutex_unlock(&p->lock);
    }
    return going && !*p->stop;
}

static bool run_threads(pool *p, stet_worker *workers, unsigned n_jobs,
                        stet_engine_sink sink)
{
    struct job {
        pool *pool;
        stet_worker *worker;
    } *jobs = stet_memory_zalloc(n_jobs, sizeof *jobs);
    pthread_t *threads = stet_memory_zalloc(n_jobs, sizeof *threads);
    unsigned n_started = 0;

    p->n_slots = (size_t)n_jobs * SLOTS_A_WORKER;
    p->slots = stet_memory_zalloc(p->n_slots, sizeof *p->slots);
    for (unsigned i = 0; i < n_jobs; i++) {
        jobs[i] = (struct job){ p, &workers[i] };
        if (pthread_create(&threads[n_started], NULL, work, &jobs[i]) == 0)
            n_started++;
    }
    bool going =
        n_started > 0 ? run_together(p, sink) : run_alone(p, &workers[0], sink);
    pthread_mutex_lock(&p->lock);
    p->closed = true;
    pthread_cond_broadcast(&p->ready);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < n_started; i++)
        pthread_join(threads[i], NULL);
    for (size_t i = 0; i < p->n_slots; i++)
        clear(&p->slots[i]);
    free(p->slots);
    free(jobs);
    free(threads);
    return going;
}

bool stet_pool_run(stet_engine *engine, stet_worker *workers, unsigned n_jobs,
                   stet_engine_feed feed, stet_engine_sink sink, void *user,
                   const volatile sig_atomic_t *stop)
{
    static const volatile sig_atomic_t never = 0;
    pool p = {
        .engine = engine, .feed = feed, .user = user, .stop = stop ? stop : &never
    };

    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.ready, NULL);
    pthread_cond_init(&p.done, NULL);
    bool going = n_jobs > 1 ? run_threads(&p, workers, n_jobs, sink)
                            : run_alone(&p, &workers[0], sink);
    if (p.has_ahead)
        stet_piece_release(&p.ahead);
    if (p.source)
        stet_source_close(p.source);
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.ready);
    pthread_cond_destroy(&p.done);
    return going;
}
