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
    const char
        *complete;   /**< "file", "folder", "format", "rule", "rule-set", or NULL. */
    const char *doc; /**< One sentence. */
} stet_option;

/** What every command gets. */
typedef struct stet_cli {
    const char *program; /**< Real path of the running program. */
    stet_logger log;
    bool color_stdout, color_stderr;
    const char *const *arguments; /**< What is left behind the options. */
    size_t n_arguments;
} stet_cli;

typedef struct stet_common stet_common;

typedef struct stet_command {
    const char *name;
    const char *summary;   /**< One line, no full stop. */
    const char *arguments; /**< "[PATH...]" */
    const char *doc;       /**< Paragraphs for help and the man page. */
    const char *complete;  /**< Of its arguments: "file", "rule" ... */
    const stet_option
        *options; /**< Its own; the common ones (cli/common options) come with all. */
    size_t n_options;
    size_t options_size;
    bool loads; /**< It takes the options about plugins and rule sets too. */
    stet_exit (*run)(stet_cli *cli, const void *options, const stet_common *common);
} stet_command;

/** Options that every command has: --color, --quiet, --verbose, --help; and, for those
   that load: --config, --plugin, --plugin-path, --dictionary-path, --no-cache. */
struct stet_common {
    int color; /**< 0 auto, 1 always, 2 never */
    bool quiet, verbose, help;
    const char *config;
    stet_option_list plugins, plugin_paths;
    const char *dictionary_path;
    bool no_cache;
};

const stet_command *stet_command_find(const char *name);
/** The n-th of the table; NULL behind the last. */
const stet_command *stet_command_at(size_t n);

/** Parses options into `options` and `common`, what is left into cli->arguments. */
bool stet_command_parse(const stet_command *command, int argc, const char *const *argv,
                        void *options, stet_common *common, stet_cli *cli,
                        stet_error *error);

#endif
