/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_side.h - all files under one of both rule sets: outcomes of an engine.
 *
 *     results -> outcomes -> spool;  at the end: causes of the whole batch -> kept
 *     spool + kept causes -> stream of outcomes, in the order of the files
 *
 * Life: zeros -> check -> next ... -> release. One thread, that of the sink.
 */
#ifndef STET_ACCOUNT_IMPACT_SIDE_H
#define STET_ACCOUNT_IMPACT_SIDE_H

#include "account/impact_files.h"
#include "account/impact_spool.h"

/** What a rule of the whole batch finds in a record. */
typedef struct stet_impact_late {
    uint64_t source, byte; /**< Of the finding. */
    stet_impact_cause cause;
} stet_impact_late;

typedef struct stet_impact_side_run {
    stet_impact *impact;
    stet_impact_side side;
    const stet_impact_files *files;
    uint32_t *rules; /**< The impact's rule, by the index of one in the set. */
    stet_impact_spool spool;
    stet_error *error; /**< Why it was stopped. */
    /* While it checks: */
    size_t fed;    /**< Files that were given to the engine. */
    size_t source; /**< Of the result at hand. */
    bool begun;    /**< There was a result. */
    bool is_late;  /**< Rules of the whole batch speak. */
    stet_impact_cause *causes;
    size_t causes_capacity;
    stet_impact_late *late; /**< In the order of records. */
    size_t n_late, late_capacity;
    /* While it is read: */
    size_t next_late;
    stet_str changed; /**< The file of which that was told last. */
    stet_arena arena; /**< Texts of `late`. */
} stet_impact_side_run;

/** Checks all files that this side reads; what comes of it waits in the run. */
bool stet_impact_side_check(stet_impact_side_run *run, stet_impact *impact,
                            stet_impact_side side, const stet_impact_files *files,
                            stet_diagnostics *errors, stet_error *error);
/** A stream's `next`, of which the run is the user. */
bool stet_impact_side_next(void *run, stet_impact_outcome *out, stet_error *error);
void stet_impact_side_release(stet_impact_side_run *run);

#endif
