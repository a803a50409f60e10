/* SPDX-License-Identifier: Apache-2.0 */
/**
 * command.h - the table of commands: one row and one file a command.
 *
 * A row holds the name, one line, the arguments, a table of options and the
 * function that does it. Help, the man pages and the completions of bash, zsh and fish
 * are drawn from these tables (cli/help.c, cli/man.c, cli/completion.c); nothing else
 * knows an option. Options are parsed by one function for all commands: `--name VALUE`,
 * `--name=VALUE`, `-j 2`,
 * `-j2`, `--` ends them, a misspelt one gets "did you mean", and each writes its value
 * through an offset into the command's own options struct.
 *
 * Exit status: 0, 1 findings, 2 could not do the work; see stet_exit.
 */
#ifndef STET_CLI_COMMAND_H
#define STET_CLI_COMMAND_H

#include "base/error.h"
#include "base/log.h"

#include <stdatomic.h>

typedef enum stet_exit {
    STET_EXIT_CLEAN = 0,
    STET_EXIT_FINDINGS = 1,
    STET_EXIT_TROUBLE = 2
} stet_exit;

typedef enum stet_option_type {
    STET_OPTION_FLAG,   /**< bool */
    STET_OPTION_TEXT,   /**< const char * */
    STET_OPTION_LIST,   /**< stet_option_list: may be given several times. */
    STET_OPTION_NUMBER, /**< int64_t, with min and max */
    STET_OPTION_CHOICE, /**< int, an index into choices */
} stet_option_type;

/** What a shell offers for a value or an argument. */
typedef enum stet_completion {
    STET_COMPLETE_NOTHING,
    STET_COMPLETE_FILE,
    STET_COMPLETE_FOLDER,
    STET_COMPLETE_FORMAT,
    STET_COMPLETE_RULE,
    STET_COMPLETE_RULE_SET,
    STET_COMPLETE_COMMAND,
    STET_COMPLETE_WORDS, /**< The command's `words`. */
} stet_completion;

typedef struct stet_option_list {
    const char **items;
    size_t count, capacity;
} stet_option_list;

typedef struct stet_option {
    const char *name; /**< "fail-on" */
    char letter;      /**< 'j', or 0 */
    stet_option_type type;
    size_t offset;
    const char *value;          /**< "LEVEL": how help names its value. */
    const char *const *choices; /**< NULL-terminated. */
    int64_t min, max;
    stet_completion complete; /**< What its value is, for the shell. */
    const char *doc;          /**< One sentence. */
} stet_option;

/** Rows that commands which check texts have in common; `S` is the command's options
    struct, which has the member. */
#define STET_OPTION_ROW_JOBS(S)                                                     \
    {                                                                               \
        .name = "jobs", .letter = 'j', .type = STET_OPTION_NUMBER,                  \
        .offset = offsetof(S, jobs), .value = "N", .max = 256,                      \
        .doc = "How many workers check at once; 0 (the default): as many as there " \
               "are cores to use."                                                  \
    }
#define STET_OPTION_ROW_MAX_RECORD(S)                                            \
    {                                                                            \
        .name = "max-record", .type = STET_OPTION_TEXT,                          \
        .offset = offsetof(S, max_record), .value = "SIZE",                      \
        .doc = "Pass over records that are larger, as a failure (default: 64M)." \
    }

/** What every command gets. */
typedef struct stet_cli {
    const char *program; /**< Real path of the running program. */
    stet_logger log;
    bool color_stdout, color_stderr;
    bool terminal_stdout, terminal_stderr;
    unsigned width;               /**< Of the terminal; 0: not known. */
    const atomic_int *stop;       /**< Not 0: a signal asks to end. */
    const char *const *arguments; /**< What is left behind the options. */
    size_t n_arguments;
} stet_cli;

typedef struct stet_common stet_common;

typedef struct stet_command {
    const char *name;
    const char *summary;   /**< One line, no full stop. */
    const char *arguments; /**< "[PATH...]": without dots, so many are the most. NULL:
                                none; "": the command itself says why it has none. */
    const char *doc;       /**< Paragraphs for help and the man page. */
    const char *one;       /**< When the status is 1, a sentence; NULL: it never is. */
    stet_completion complete; /**< What its arguments are. */
    const char *const *words; /**< NULL-terminated: the first argument, if it is
                                   one of a few words. */
    const stet_option
        *options; /**< Its own; the common ones (cli/common options) come with all. */
    size_t n_options;
    size_t options_size;
    bool loads; /**< It takes the options about plugins and rule sets too. */
    stet_exit (*run)(stet_cli *cli, const void *options, const stet_common *common);
} stet_command;

/** Options that every command has: --color, --quiet, --verbose, --help; and, for those
   that load: --config, --plugin, --plugin-path, --dictionary-path, --date, --no-cache.
 */
struct stet_common {
    int color; /**< 0 auto, 1 always, 2 never */
    bool quiet, verbose, help;
    const char *config;
    stet_option_list plugins, plugin_paths;
    const char *dictionary_path;
    const char *date;
    bool no_cache;
};

const stet_command *stet_command_find(const char *name);
/** The n-th of the table; NULL behind the last. */
const stet_command *stet_command_at(size_t n);

/** The n-th option that a command takes: its own, then the common ones; NULL behind the
    last. `*common`: its offset is in stet_common. */
const stet_option *stet_command_option_at(const stet_command *command, size_t n,
                                          bool *common);

/** Writes a text to standard output, and clears it. CLEAN, or TROUBLE after saying why
   it could not be written; a reader that has gone is no trouble. */
stet_exit stet_cli_write(const stet_cli *cli, stet_buffer *text);
/** Says on standard error what is wrong, and what to do; releases the error. Returns
    TROUBLE: `return stet_cli_fail(...)`. */
stet_exit stet_cli_fail(const stet_cli *cli, stet_error *error);

/** The format that is asked for, by --format (`*chosen`, 0: the usual one) or by a flag
    of its name: `flags` are in the order of the NULL-terminated `formats`. False and
   the error: several are, that differ. */
bool stet_cli_choose_format(const char *command, const char *const *formats,
                            const bool *flags, int *chosen, stet_error *error);

/** Parses options into `options` and `common`, what is left into cli->arguments. More
   of these than the command's usage names are refused. */
bool stet_command_parse(const stet_command *command, int argc, const char *const *argv,
                        void *options, stet_common *common, stet_cli *cli,
                        stet_error *error);
/** Frees what parsing allocated: lists and arguments. The structs stay. */
void stet_command_release(const stet_command *command, void *options,
                          stet_common *common, stet_cli *cli);

#endif
