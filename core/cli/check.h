/* SPDX-License-Identifier: Apache-2.0 */
/**
 * check.h - one run of `stet check`: inputs through engines into outputs.
 *
 *     inputs --feed--> engine of their rule set --sink--> baseline, mending -> outputs
 *
 * A run is a value on the command's stack. Files are checked in the order of the list,
 * each by the engine of the rule set that governs it: an engine is made for the first
 * of its files, and ends its batch behind the last, so that few of them are there at
 * once. `stet baseline create` is the same run with another sink. One thread: feed and
 * sink are called by the one that collects.
 */
#ifndef STET_CLI_CHECK_H
#define STET_CLI_CHECK_H

#include "cli/context.h"
#include "cli/progress.h"
#include "cli/repeats.h"
#include "report/output.h"
#include "run/baseline.h"
#include "run/file_list.h"
#include "run/git_index.h"

/** The command's own options. */
typedef struct stet_check_options {
    stet_option_list formats;
    bool fix, unsafe_fixes, diff, staged;
    const char *baseline;
    int fail_on; /**< Index into the choices: error, warning, suggestion, never. */
    int64_t jobs;
    const char *stdin_filename;
    const char *max_record;
} stet_check_options;

typedef struct stet_check stet_check;

/** A rule set at work. */
typedef struct stet_check_batch {
    stet_engine *engine; /**< NULL: not begun, ended, or the set has faults. */
    size_t n_files;      /**< That are still to be checked. */
    bool begun;
} stet_check_batch;

struct stet_check {
    stet_context context;
    stet_check_options options;
    size_t max_record;
    stet_fix_mode fix;
    /* What is checked: */
    stet_file_list list;
    stet_diagnostics missing; /**< Arguments that are not there. */
    bool uses_index;
    stet_git_index index;
    bool reads_stdin;
    const stet_rule_set **sets; /**< In the order in which they first come. */
    stet_check_batch *batches;  /**< One a set. */
    size_t n_sets;
    size_t next; /**< Where the run stands: index in the list. */
    size_t end;  /**< Behind the run of files that one set governs. */
    struct stet_check_mend *mend;
    stet_progress progress;
    /* What becomes of results: */
    bool (*take)(stet_check *check, stet_result *result);
    stet_outputs outputs;
    stet_baseline baseline;
    char today[STET_DATE_TEXT]; /**< YYYY-MM-DD */
    stet_repeats repeats;
    stet_tally tally;
    uint64_t n_safe,
        n_unsafe;     /**< Findings that --fix would mend, or --unsafe-fixes. */
    bool reached;     /**< A finding of the level that fails. */
    bool closed;      /**< Nobody reads what is written: the run was stopped. */
    stet_error error; /**< Why the run was stopped. */
    void *user;       /**< Of who replaced `take`. */
};

/** Reads "64M": a number of bytes, with K, M or G (of 1024). */
bool stet_check_read_size(const char *text, size_t *out, stet_error *error);

/** Opens the context. False: it was told what is wrong. */
bool stet_check_open(stet_check *check, stet_cli *cli, const stet_common *common,
                     const stet_check_options *options);
/** Collects inputs and rule sets. False: it was told why nothing can be checked. */
bool stet_check_collect(stet_check *check, const char *const *arguments,
                        size_t n_arguments);
/** Checks all files. False: stopped, by a signal or because `error` is set. */
bool stet_check_run(stet_check *check);
/** Arguments that are not there, as failures in the report. False: stop. */
bool stet_check_tell_missing(stet_check *check);
/** The levels by which --fail-on is given. */
extern const char *const stet_check_levels[];
/** The next input up to `end` as a source; see stet_engine_feed. */
stet_source *stet_check_feed(void *check, stet_error *trouble);
void stet_check_release(stet_check *check);

#endif
