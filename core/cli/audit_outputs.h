/* SPDX-License-Identifier: Apache-2.0 */
/**
 * audit_outputs.h - what `stet audit` leaves beside its database.
 *
 *     audit.db -> report.html; on request findings.csv, findings.sarif, split files
 *
 * All of them are made of the finished database, and each is put in place when it is
 * whole. One thread.
 */
#ifndef STET_CLI_AUDIT_OUTPUTS_H
#define STET_CLI_AUDIT_OUTPUTS_H

#include "account/scan.h"
#include "cli/audit.h"
#include "rule/rule_set.h"
#include "run/file_list.h"

/** Writes what the options ask for, of the database at `path`. `scan`: of its records;
    NULL: it is made. */
bool stet_audit_outputs_write(const stet_audit_command *options,
                              const stet_rule_set *set, const stet_registry *registry,
                              const char *path, stet_audit_scan *scan,
                              stet_error *error);

/** Before anything is begun: false when what will be written would take the place of a
    file of the batch, or of one that no audit left in the folder. Then all names of
    leavings.h are an audit's in it, also those that this run does not write, so that
    later ones may. */
bool stet_audit_outputs_check(const stet_audit_command *options,
                              const stet_file_list *list, stet_error *error);

/** Whether `path` is a file that an audit writes into `folder`, and that could be taken
    for one of a batch. */
bool stet_audit_outputs_has(const char *folder, stet_str path);

#endif
