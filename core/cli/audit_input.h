/* SPDX-License-Identifier: Apache-2.0 */
/**
 * audit_input.h - an audit database that a command reads.
 *
 * Opens it, or the audit.db of a folder that `stet audit --out` made, so that a signal
 * ends what reads it: a large one takes seconds. Close it with
 * stet_audit_database_close; what `cli->stop` leads to must live as long.
 */
#ifndef STET_CLI_AUDIT_INPUT_H
#define STET_CLI_AUDIT_INPUT_H

#include "audit/database.h"
#include "cli/command.h"

/** The file that `path` names, or that is in the folder that it names, whether it is
    there or not. False, with the error, when the folder's audit is not finished. */
bool stet_audit_input_find(const char *path, stet_buffer *file, stet_error *error);
bool stet_audit_input_open(stet_audit_database *database, const stet_cli *cli,
                           const char *path, stet_error *error);

#endif
