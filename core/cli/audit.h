/* SPDX-License-Identifier: Apache-2.0 */
/**
 * audit.h - one run of `stet audit`: files in, a folder of reports out.
 *
 *     arguments -> file list -> audit (core/audit) -> audit.db -> reports
 *
 * The command's options, and what it does with them. One rule set governs a batch: a
 * second one among the files is an error. A value on the command's stack; one thread.
 */
#ifndef STET_CLI_AUDIT_H
#define STET_CLI_AUDIT_H

#include "cli/command.h"

typedef struct stet_audit_command {
    const char *folder, *group_by, *shard, *max_record, *aql;
    int fail_on;
    int64_t n_samples, seed, jobs;
    bool redacted, split, csv, sarif, restart, no_time;
} stet_audit_command;

stet_exit stet_audit_command_run(stet_cli *cli, const stet_audit_command *options,
                                 const stet_common *common);

#endif
