/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "run/engine_p.h"
#include "run/rival.h"
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

/* A thread, and what it works with. */
typedef struct job {
    struct pool *pool;
    stet_worker *worker;
    pthread_t thread;
} job;

typedef struct pool {
    stet_engine *engine;
    stet_engine_feed feed;
    stet_engine_sink sink;
    void *user;
    const atomic_int *stop;
    /* The feeding thread's only: */
    job *jobs;
    unsigned n_jobs;    /* That run, */
    unsigned most_jobs; /* of so many; 0: the feeding thread works, too. */
    /* Where feeding stands; the feeding thread's only. */
    stet_source *source;
    stet_piece ahead; /* The piece after the one given out, to know the last. */
    bool has_ahead;
    bool first;
    bool fed;
    /* Under the lock: */
    pthread_mutex_t lock;
    pthread_cond_t ready; /* A slot is READY, or there will be none. */
    pthread_cond_t done;  /* A slot is DONE. */
    slot *slots;
    size_t n_slots;
    uint64_t head, next, tail; /* Collected, taken, filled: sequence numbers. */
    size_t waiting;            /* Slots READY or TAKEN. */
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

/* Ends the source: its last result knows that it is. */
static void end_source(pool *p, slot *s)
{
    s->result.last = true;
    s->result.next_line = p->source->at.line;
    stet_source_close(p->source);
    p->source = NULL;
}

/* Takes the piece that was read ahead, and reads the one behind it. */
static void take_piece(pool *p, slot *s, stet_error *error)
{
    if (p->has_ahead) {
        s->piece = p->ahead;
        s->has_piece = true;
        p->has_ahead = stet_source_next(p->source, &p->ahead, error);
    }
    if (error->message)
        add_trouble(&s->result, p->source->path, error);
    if (!p->has_ahead)
        end_source(p, s);
}

/* Of a live source nothing is read ahead, so that no piece is known to be the last: the
   last result is an empty one. */
static void take_live(pool *p, slot *s, stet_error *error)
{
    s->has_piece = stet_source_next(p->source, &s->piece, error);
    if (error->message)
        add_trouble(&s->result, p->source->path, error);
    if (!s->has_piece)
        end_source(p, s);
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
        stet_engine_add_source(p->engine, p->source);
        p->first = true;
        if (!p->source->live)
            p->has_ahead = stet_source_next(p->source, &p->ahead, &error);
    }
    s->result.path = stet_arena_copy(&s->result.arena, p->source->path);
    s->result.first = p->first;
    s->result.tally.sources = p->first;
    p->first = false;
    if (p->source->live)
        take_live(p, s, &error);
    else
        take_piece(p, s, &error);
    stet_error_release(&error);
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

/* What waits when a signal comes is not worth its time any more. */
static void check(const pool *p, stet_worker *worker, slot *s, uint64_t sequence)
{
    if (s->has_piece && !*p->stop)
        stet_worker_check(worker, &s->piece, sequence, &s->result);
}

static void *work(void *argument)
{
    job *own = argument;
    pool *p = own->pool;

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
        check(p, own->worker, s, sequence);
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        p->waiting--;
        if (sequence == p->head)
            pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* A thread for each piece that waits, up to the most; a piece alone is not worth one,
   and where the system gives none, the feeding thread does the work. */
static void start_jobs(pool *p, size_t waiting)
{
    while (p->n_jobs < p->most_jobs && waiting > 1 && waiting > p->n_jobs) {
        job *next = &p->jobs[p->n_jobs];
        *next = (job){ .pool = p, .worker = stet_engine_worker(p->engine, p->n_jobs) };
        if (pthread_create(&next->thread, NULL, work, next) != 0)
            p->most_jobs = p->n_jobs;
        else
            p->n_jobs++;
    }
}

static void end_jobs(pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closed = true;
    pthread_cond_broadcast(&p->ready);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->n_jobs; i++)
        pthread_join(p->jobs[i].thread, NULL);
}

/* A rule that failed in an earlier piece is silent in later ones, whichever worker
   had them: what its workers found there before they knew is dropped, and what that
   had silenced speaks. */
static void silence(const stet_engine *engine, uint64_t sequence, stet_result *result)
{
    stet_arena scratch = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < result->n_findings; i++) {
        uint32_t rule = result->findings[i].rule->index;
        if (rule >= engine->set->n_rules || engine->rules[rule].failed_at >= sequence)
            result->findings[n++] = result->findings[i];
    }
    if (n < result->n_findings)
        stet_rivals_settle(result->findings, n, &scratch);
    result->n_findings = n;
    stet_rivals_drop(result);
    stet_arena_release(&scratch);
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

/* When a rule failed in an earlier piece while this one was mended, what it mended here
   depends on who was faster: it is mended again without the rule. */
static void mend_again(const pool *p, slot *s, uint64_t sequence)
{
    stet_engine *engine = p->engine;

    if (engine->options.fix == STET_FIX_NONE || !s->has_piece ||
        s->piece.n_too_long > 0 ||
        stet_engine_silent(engine, sequence) == s->result.n_silent)
        return;
    stet_result again = { .first = s->result.first,
                          .last = s->result.last,
                          .tally.sources = s->result.tally.sources };
    stet_worker_check(stet_engine_spare(engine), &s->piece, sequence, &again);
    stet_result_release(&s->result);
    s->result = again;
}

/* Whether the next piece would have to be waited for while there are results that
   somebody may be waiting for. */
static bool must_collect(const pool *p)
{
    return p->source && p->head != p->tail && !stet_source_ready(p->source);
}

/* Fills free slots, outside of the lock: reading is slow. */
static void fill_slots(pool *p)
{
    while (!p->fed && !*p->stop && p->tail - p->head < p->n_slots && !must_collect(p)) {
        slot *s = &p->slots[p->tail % p->n_slots];
        if (!fill(p, s)) {
            p->fed = true;
            return;
        }
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_READY;
        p->tail++;
        size_t waiting = ++p->waiting;
        pthread_cond_signal(&p->ready);
        pthread_mutex_unlock(&p->lock);
        start_jobs(p, waiting);
    }
}

/* Sees to it that the slot at the head is done. */
static slot *finish_head(pool *p)
{
    slot *s = &p->slots[p->head % p->n_slots];

    if (p->n_jobs == 0) {
        check(p, stet_engine_worker(p->engine, 0), s, p->next++);
        p->waiting--;
        return s;
    }
    pthread_mutex_lock(&p->lock);
    while (s->state != SLOT_DONE)
        pthread_cond_wait(&p->done, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return s;
}

static bool run(pool *p)
{
    bool going = true;

    for (;;) {
        if (going)
            fill_slots(p);
        if (p->head == p->tail)
            break;
        slot *s = finish_head(p);
        /* Once it is to stop, nobody knows which of the results are whole. */
        going = going && !*p->stop;
        if (going) {
            mend_again(p, s, p->head);
            silence(p->engine, p->head, &s->result);
            going = p->sink(p->user, &s->result);
        }
        clear(s);
        pthread_mutex_lock(&p->lock);
        p->head++;
        pthread_mutex_unlock(&p->lock);
    }
    return going && !*p->stop;
}

bool stet_pool_run(stet_engine *engine, stet_engine_feed feed, stet_engine_sink sink,
                   void *user, const atomic_int *stop)
{
    static const atomic_int never = 0;
    unsigned n_jobs = engine->options.jobs;
    pool p = { .engine = engine,
               .feed = feed,
               .sink = sink,
               .user = user,
               .stop = stop ? stop : &never,
               .most_jobs = n_jobs > 1 ? n_jobs : 0,
               .n_slots = n_jobs > 1 ? (size_t)n_jobs * SLOTS_A_WORKER : 1,
               .head = engine->sequence,
               .next = engine->sequence,
               .tail = engine->sequence };

    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.ready, NULL);
    pthread_cond_init(&p.done, NULL);
    p.jobs = stet_memory_zalloc(n_jobs, sizeof *p.jobs);
    p.slots = stet_memory_zalloc(p.n_slots, sizeof *p.slots);
    bool going = run(&p);
    end_jobs(&p);
    engine->sequence = p.tail;
    if (p.has_ahead)
        stet_piece_release(&p.ahead);
    if (p.source)
        stet_source_close(p.source);
    free(p.slots);
    free(p.jobs);
    pthread_mutex_destroy(&p.lock);
    pthread_cond_destroy(&p.ready);
    pthread_cond_destroy(&p.done);
    return going;
}
