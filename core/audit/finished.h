/* SPDX-License-Identifier: Apache-2.0 */
/**
 * finished.h - whether an audit has been done already.
 *
 * Started again in the same folder, a finished audit is not done again: its database is
 * taken as it is, and reports are made of it. That it is the same one, its facts and
 * its files say; that these were not changed since, that none is younger than it. A
 * database of something else is not replaced unless that is asked for. One thread.
 */
#ifndef STET_AUDIT_FINISHED_H
#define STET_AUDIT_FINISHED_H

#include "audit/facts.h"
#include "audit/grid.h"

/** `*finished`: the database at `path` has all segments from `from` to `to`, half-open,
    of this audit; false when there is no file. False and the error: there is one, of
    something else. */
bool stet_audit_find_finished(const char *path, const stet_audit_facts *facts,
                              const stet_audit_grid *grid, uint64_t from, uint64_t to,
                              bool *finished, stet_error *error);

#endif
