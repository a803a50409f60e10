/* SPDX-License-Identifier: Apache-2.0 */
/**
 * command_p.h - the rows of the command table, and what draws help from them.
 */
#ifndef STET_CLI_COMMAND_P_H
#define STET_CLI_COMMAND_P_H

#include "cli/command.h"

extern const stet_command stet_command_check, stet_command_explain, stet_command_rules,
    stet_command_plugins, stet_command_files, stet_command_test, stet_command_schema,
    stet_command_init, stet_command_baseline, stet_command_hook, stet_command_man,
    stet_command_completion, stet_command_help, stet_command_import, stet_command_diff,
    stet_command_audit, stet_command_merge, stet_command_report, stet_command_compare,
    stet_command_impact, stet_command_filter, stet_command_bundle;

/** One sentence of what stet is. */
#define STET_TAGLINE "a linter that holds texts to a project's written specification"

/** The help of a command, or of all when NULL. */
void stet_help_write(const stet_command *command, stet_buffer *out);
/** The command of this name; NULL: it was told that there is none, and what may be
    meant. */
const stet_command *stet_command_named(const stet_cli *cli, const char *name);
/** The names of all commands, NULL-terminated, in `names` of `room` entries; how many.
 */
size_t stet_command_names(const char **names, size_t room);

#endif
