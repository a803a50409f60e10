/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command.h"

#include "base/file.h"
#include "base/str.h"
#include "cli/command_p.h"

#include <errno.h>
#include <unistd.h>

static const stet_command *const commands[] = {
    &stet_command_check,   &stet_command_audit,    &stet_command_filter,
    &stet_command_merge,   &stet_command_report,   &stet_command_compare,
    &stet_command_impact,  &stet_command_explain,  &stet_command_rules,
    &stet_command_plugins, &stet_command_files,    &stet_command_test,
    &stet_command_diff,    &stet_command_schema,   &stet_command_init,
    &stet_command_bundle,  &stet_command_baseline, &stet_command_hook,
    &stet_command_import,  &stet_command_man,      &stet_command_completion,
    &stet_command_help,
};

static const char *const color_choices[] = { "auto", "always", "never", NULL };

static const stet_option common_options[] = {
    { .name = "color",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(stet_common, color),
      .value = "WHEN",
      .choices = color_choices,
      .doc = "Colour: auto (on a terminal, unless NO_COLOR is set), always or never." },
    { .name = "quiet",
      .letter = 'q',
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_common, quiet),
      .doc = "Say only what is wrong: no summary, no progress, no notes." },
    { .name = "verbose",
      .letter = 'v',
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_common, verbose),
      .doc = "Say more on standard error." },
    { .name = "help",
      .letter = 'h',
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_common, help),
      .doc = "Show help for the command." },
};

static const stet_option loading_options[] = {
    { .name = "config",
      .letter = 'c',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_common, config),
      .value = "FILE",
      .complete = STET_COMPLETE_RULE_SET,
      .doc =
          "The rule set: a file, or stet:NAME for a shipped one. Otherwise the nearest "
          "stet.yaml above the checked file, else stet:recommended." },
    { .name = "plugin",
      .type = STET_OPTION_LIST,
      .offset = offsetof(stet_common, plugins),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc =
          "Load this plugin too. It is native code: trust it as you trust a program." },
    { .name = "plugin-path",
      .type = STET_OPTION_LIST,
      .offset = offsetof(stet_common, plugin_paths),
      .value = "FOLDER",
      .complete = STET_COMPLETE_FOLDER,
      .doc = "Load all plugins of this folder too." },
    { .name = "dictionary-path",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_common, dictionary_path),
      .value = "FOLDERS",
      .complete = STET_COMPLETE_FOLDER,
      .doc = "Look for spelling dictionaries in these folders, separated by colons." },
    { .name = "date",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_common, date),
      .value = "YYYY-MM-DD",
      .doc =
          "The day by which rules hold or do not (default: that of SOURCE_DATE_EPOCH, "
          "else today)." },
    { .name = "no-cache",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_common, no_cache),
      .doc = "Neither read nor write the cache." },
};

const stet_command *stet_command_find(const char *name)
{
    for (size_t i = 0; i < STET_LEN(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

const stet_command *stet_command_at(size_t n)
{
    return n < STET_LEN(commands) ? commands[n] : NULL;
}

const stet_option *stet_command_option_at(const stet_command *command, size_t n,
                                          bool *common)
{
    *common = n >= command->n_options;
    if (!*common)
        return &command->options[n];
    n -= command->n_options;
    if (command->loads) {
        if (n < STET_LEN(loading_options))
            return &loading_options[n];
        n -= STET_LEN(loading_options);
    }
    return n < STET_LEN(common_options) ? &common_options[n] : NULL;
}

stet_exit stet_cli_fail(const stet_cli *cli, stet_error *error)
{
    stet_buffer text = { 0 };
    stet_error_write(error, &text);
    stet_file_write_fd(cli->log.fd, stet_buffer_str(&text));
    stet_buffer_release(&text);
    stet_error_release(error);
    return STET_EXIT_TROUBLE;
}

stet_exit stet_cli_write(const stet_cli *cli, stet_buffer *text)
{
    bool done = stet_file_write_fd(STDOUT_FILENO, stet_buffer_str(text));
    int cause = errno;
    stet_buffer_clear(text);
    if (done || cause == EPIPE)
        return STET_EXIT_CLEAN;
    stet_log_error(&cli->log, "standard output cannot be written: %s", strerror(cause));
    return STET_EXIT_TROUBLE;
}

bool stet_cli_choose_format(const char *command, const char *const *formats,
                            const bool *flags, int *chosen, stet_error *error)
{
    for (int i = 1; formats[i]; i++) {
        if (!flags[i])
            continue;
        if (*chosen != 0 && *chosen != i)
            return stet_error_set(error,
                                  "stet %s writes one format at a time, not %s and %s",
                                  command, formats[*chosen], formats[i]);
        *chosen = i;
    }
    return true;
}
