/* SPDX-License-Identifier: Apache-2.0 */
/**
 * engine.h - one rule set at work on a stream of sources.
 *
 *     feed: sources -> pieces --queue--> workers: records -> documents -> scan -> rules
 *     collect: results in the order of the batch -> sink
 *
 * An engine makes each rule's check once (create), gives every worker a state (open),
 * runs pieces through workers, and at the end merges the states and lets batch rules
 * speak (merge, finish). The calling thread feeds and collects; a batch of one piece,
 * or one job, it works through itself, and other threads are made as pieces come for
 * them. Queues are bounded: memory does not grow with the batch.
 *
 *     new -> run, and again for what comes later in the same batch -> finish -> free
 *
 * A rule that fails is reported once, with where the rule was written, and is
 * not called again; the others go on. Byte-identical results for any number of jobs.
 * A batch may be shared out to several engines, in several processes: see run/state.h.
 */
#ifndef STET_RUN_ENGINE_H
#define STET_RUN_ENGINE_H

#include "base/log.h"
#include "rule/dictionary.h"
#include "run/finding.h"
#include "text/source.h"

#include <stdatomic.h>

typedef struct stet_engine stet_engine;

typedef enum stet_fix_mode { STET_FIX_NONE, STET_FIX_SAFE, STET_FIX_ALL } stet_fix_mode;

/** Whether a finding may stand, as a baseline says. Called by all workers at once. */
typedef bool (*stet_engine_stands)(const void *user, const stet_located *finding);

typedef struct stet_engine_options {
    unsigned jobs;        /**< 0: the cores that this process may use. */
    bool excerpts;        /**< Fill stet_located.excerpt. */
    bool no_fingerprints; /**< Nobody asks for them. */
    /** Results tell of records (stet_result.records), and each record stands for
        itself: a rule that fails in one is called again in the next, so that what is
        found in a record does not hang on those before it. */
    bool records;
    /** States are saved without ids of records, and without texts that are only there
       to be shown (stet_put_shown). */
    bool no_texts;
    bool no_words;  /**< Nobody asks how many words a record has: it is not counted. */
    stet_str group; /**< The field whose value is a record's group; empty: none. */
    stet_fix_mode fix;         /**< Mend pieces; results carry `fixed`. */
    stet_engine_stands stands; /**< What not to mend; NULL: nothing. */
    const void *stands_user;
    bool alone;           /**< Each record is looked at alone: rules of the whole batch
                               are left out. */
    bool show_suppressed; /**< Keep what marks let stand (for the tests of marks). */
    const stet_logger *log;
    const char *dictionary_folders; /**< See dictionary.h; NULL: the system's. */
    stet_str cache;                 /**< Folder; empty: none. */
} stet_engine_options;

/** Makes all checks. Faults that only `create` finds are added to `errors`; NULL then.
    The rule set must outlive the engine. */
stet_engine *stet_engine_new(const stet_rule_set *set,
                             const stet_engine_options *options,
                             stet_diagnostics *errors);
void stet_engine_free(stet_engine *engine);
const stet_rule_set *stet_engine_rule_set(const stet_engine *engine);
/** How many workers it may have, whatever was asked for. */
unsigned stet_engine_jobs(const stet_engine *engine);

/** Whether a rule has asked for the dictionary of the rule set's language, and there is
    none; then the error says so. While it runs, too: whoever takes a result knows then
    whether it lacks what a dictionary would have told. */
bool stet_engine_lacks_dictionary(stet_engine *engine, stet_error *error);

/** Gives the next source, or NULL at the end; trouble in opening one is told in
   `trouble` (message set), with a NULL source: the feed goes on. Called by the running
   thread only. */
typedef stet_source *(*stet_engine_feed)(void *user, stet_error *trouble);
/** Takes a result, in order, valid only during the call. False: stop (a write failed).
 */
typedef bool (*stet_engine_sink)(void *user, stet_result *result);

/** Checks all that `feed` gives. Called again, it goes on with the same batch. Returns
    false when the sink said stop or `*stop` became true. */
bool stet_engine_run(stet_engine *engine, stet_engine_feed feed, stet_engine_sink sink,
                     void *user, const atomic_int *stop);
/** Ends the batch: what its rules find in all of it goes to the sink. False: the sink
    said stop. */
bool stet_engine_finish(stet_engine *engine, stet_engine_sink sink, void *user);

/** Runs one text, e.g. an example of a rule: all findings in `result` (initialised by
    zeros, released by stet_result_release). `only`: just this rule, whatever fields it
    looks at; NULL: all. */
void stet_engine_check_text(stet_engine *engine, stet_str text, bool markdown,
                            const stet_rule *only, stet_result *result);
/** The same of data that `layout` reads; the fields of its records are as they are. */
void stet_engine_check_records(stet_engine *engine, stet_str text,
                               const stet_layout *layout, const stet_rule *only,
                               stet_result *result);
void stet_result_release(stet_result *result);

#endif
