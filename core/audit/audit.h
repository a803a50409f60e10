/* SPDX-License-Identifier: Apache-2.0 */
/**
 * audit.h - a batch is checked, and all that is found kept.
 *
 *     grid -> segments -> engine -> recorder -> work, committed step by step
 *                                -> assembly: the finished database
 *
 * A step is what is checked in a second or so: the results of whole segments, recorded
 * and committed at once. So a kill costs a second, and what SQLite has to hold is
 * bounded by a step whatever the batch holds. The engine goes on while a step is
 * committed; but what rules of the whole batch have gathered is of the segments of a
 * step and of no other, so where there are such rules a step ends the run of the
 * engine, and is saved beside its rows. When that is much, saving takes longer than
 * checking, and steps grow with it.
 *
 * Life: init -> add each file -> open (work, engine) -> check -> finish -> close. One
 * thread beside the engine's workers.
 */
#ifndef STET_AUDIT_AUDIT_H
#define STET_AUDIT_AUDIT_H

#include "audit/assembly.h"
#include "audit/group.h"
#include "audit/recorder.h"
#include "audit/work.h"
#include "run/engine.h"

/** Part `number` of `count`, from 1; {0, 0}: all. */
typedef struct stet_audit_shard {
    uint64_t number, count;
} stet_audit_shard;

/** How far it has come; called between results, by the running thread. */
typedef void (*stet_audit_watch)(void *user, uint64_t records, uint64_t bytes);

typedef struct stet_audit_options {
    const stet_rule_set *set;
    const stet_registry *registry;
    stet_engine_options engine; /**< The audit sets records, group and no_texts. */
    const char *folder;         /**< Where the databases go; it is there. */
    const char *fail_on;        /**< "error", "warning", "suggestion" or "never". */
    const char *group_by;       /**< NULL: none. */
    bool redacted, restart, no_time;
    int64_t n_samples, seed;
    stet_audit_shard shard;
    size_t max_record;
    const atomic_int *stop; /**< Not 0: end at once. */
    stet_audit_watch watch; /**< NULL: nobody does. */
    void *watch_user;
    stet_audit_record_sink records; /**< When it is finished; see assembly.h. */
} stet_audit_options;

/** Segments that were fed and whose results are to come, in order. */
typedef struct stet_audit_queue {
    stet_audit_segment *items;
    size_t first, count, capacity;
} stet_audit_queue;

typedef struct stet_audit {
    stet_audit_options options;
    stet_audit_groups groups;
    stet_audit_grid grid;
    stet_audit_facts facts;
    stet_audit_work work;
    bool works;    /**< `work` is open. */
    bool finished; /**< All was done before: there is a database, and no work. */
    stet_engine *engine;
    stet_audit_recorder recorder;
    stet_audit_queue queue;
    uint64_t end;           /**< Behind the last segment of the shard. */
    bool gathers;           /**< Some rules do, over the whole batch. */
    double step_end;        /**< When the step is over, by the monotonic clock. */
    double seconds;         /**< That a step takes. */
    double began;           /**< By the same clock. */
    uint64_t last;          /**< Segment that was fed, */
    bool fed;               /**< in this run of the engine. */
    bool more;              /**< Something may be left to be checked. */
    stet_error *error;      /**< Of the call under way. */
    char *work_path, *path; /**< Of the database under way, and of the finished one. */
    int folder;             /**< Locked from open to close; below 0: it is not. */
} stet_audit;

/** Adds a file to what is to be checked, in order. */
bool stet_audit_add(stet_audit *audit, const stet_listed_file *listed,
                    stet_error *error);
/** A new audit, without files yet. `options` are copied. */
void stet_audit_init(stet_audit *audit, const stet_audit_options *options);
/** Opens or goes on with what stands in the folder, when all files are added. `faults`:
    what the rule set's checks complain of. */
bool stet_audit_open(stet_audit *audit, stet_diagnostics *faults, stet_error *error);
/** Checks what is left. False: stopped, or the error says why. */
bool stet_audit_check(stet_audit *audit, stet_error *error);
/** How many bytes the shard has, about. */
uint64_t stet_audit_bytes(const stet_audit *audit);
/** Makes the finished database of what was checked, and removes the work. */
bool stet_audit_finish(stet_audit *audit, stet_audit_assembled *assembled,
                       stet_error *error);
void stet_audit_close(stet_audit *audit);

#endif
