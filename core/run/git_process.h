/* SPDX-License-Identifier: Apache-2.0 */
/**
 * git_process.h - a git that runs beside us.
 *
 * Started without a shell, in the current folder and with our environment, so that what
 * a hook sets (GIT_DIR, GIT_INDEX_FILE) holds for it too. What it says on stderr goes
 * to a nameless file and becomes our error when it fails: nothing is lost, and nothing
 * can block. It is always waited for. SIGPIPE must be ignored by the program, as stet
 * does; git itself gets it back.
 */
#ifndef STET_RUN_GIT_PROCESS_H
#define STET_RUN_GIT_PROCESS_H

#include "base/error.h"

#include <stdio.h>
#include <sys/types.h>

typedef struct stet_git_process {
    pid_t pid;
    int input;      /**< Its standard input, to write; -1: it has none. */
    int output;     /**< Its standard output, to read. */
    FILE *messages; /**< Its stderr; NULL: it could not be kept. */
    const char *command;
} stet_git_process;

/** Starts git with NULL-terminated `arguments`, the first of which names the command
    and must outlive the process. */
bool stet_git_process_start(stet_git_process *process, const char *const *arguments,
                            bool with_input, stet_error *error);
/** Closes the pipes and waits; false with git's message when it failed. */
bool stet_git_process_finish(stet_git_process *process, stet_error *error);
/** Runs git to its end and appends what it writes to `out`. */
bool stet_git_process_run(const char *const *arguments, stet_buffer *out,
                          stet_error *error);

#endif
