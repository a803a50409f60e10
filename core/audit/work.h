/* SPDX-License-Identifier: Apache-2.0 */
/**
 * work.h - an audit that is under way: what is done of it outlives a kill.
 *
 *     open (begin, or go on) -> [step -> rows ... -> commit] ... -> close -> assembly
 *
 * `audit.work` beside the database that is to come is a database of the same tables, to
 * which the work of a second or so is committed at a time, whole segments only. Started
 * again with the same files and settings, an audit reads from it which segments are
 * done and checks the others; with other ones it is an error, as it is when a file has
 * changed in between. The finished database is made from it (audit/assembly.h), and it
 * is removed last, so that a kill at any moment leaves enough to go on.
 *
 * Two runs do not meet in one folder: an audit locks it (audit/audit.h) from its
 * beginning until its last file is written. One thread.
 */
#ifndef STET_AUDIT_WORK_H
#define STET_AUDIT_WORK_H

#include "audit/facts.h"
#include "audit/grid.h"

typedef struct stet_audit_work {
    stet_audit_database database;
    uint8_t *done;      /**< By segment, from 1: it is. */
    uint64_t n_done;    /**< Segments, */
    uint64_t n_bytes;   /**< bytes */
    uint64_t n_records; /**< and records that were done before this run. */
    bool resumed;       /**< There was something to go on with. */
    uint64_t last;      /**< Segment that this run has committed; 0: none yet. */
} stet_audit_work;

/** Opens the one at `path`, or makes it. `restart`: what is there does not count. */
bool stet_audit_work_open(stet_audit_work *work, const char *path,
                          const stet_audit_facts *facts, const stet_audit_grid *grid,
                          bool restart, stet_error *error);
/** Begins a step. */
bool stet_audit_work_step(stet_audit_work *work, stet_error *error);
/** Ends it: what was recorded of it stays. `last`: its last segment, behind all that
    this run has committed before. */
bool stet_audit_work_commit(stet_audit_work *work, uint64_t last, stet_error *error);
/** Forgets what was recorded in the step. */
void stet_audit_work_forget(stet_audit_work *work);
void stet_audit_work_close(stet_audit_work *work);
/** Removes the file, which nobody may have open. */
void stet_audit_work_remove(const char *path);

#endif
