/* SPDX-License-Identifier: Apache-2.0 */
/**
 * replay.h - the findings of a finished audit, told to the writers of `stet check`.
 *
 *     audit.db -> findings and failures, in the order of the batch -> outputs
 *
 * So every format that a check has, an audit has: CSV, SARIF and the others need no
 * second writer. Excerpts and fixes are not kept in a database, so formats show none.
 * What rules of the whole batch told comes last, as in a check. Memory: some hundred
 * findings at a time. One thread.
 */
#ifndef STET_AUDIT_REPLAY_H
#define STET_AUDIT_REPLAY_H

#include "audit/database.h"
#include "report/output.h"
#include "run/engine.h"

/** Tells all to the outputs, which were begun, and ends them. `set`: the rule set of
   the audit. */
bool stet_audit_replay(const stet_audit_database *database, const stet_rule_set *set,
                       stet_outputs *outputs, stet_error *error);

#endif
