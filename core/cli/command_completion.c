/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command_p.h"
#include "cli/completion.h"

#include "base/str.h"

static const char *const words[] = { "bash", "zsh", "fish", NULL };

/** A shell and what writes its script. */
static const struct shell {
    const char *name;
    void (*write)(stet_buffer *out);
} shells[] = {
    { "bash", stet_completion_write_bash },
    { "zsh", stet_completion_write_zsh },
    { "fish", stet_completion_write_fish },
};

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    (void)common;
    const char *name = cli->n_arguments == 1 ? cli->arguments[0] : "";
    for (size_t i = 0; i < STET_LEN(shells); i++) {
        if (strcmp(shells[i].name, name) != 0)
            continue;
        stet_buffer out = { 0 };
        shells[i].write(&out);
        stet_exit status = stet_cli_write(cli, &out);
        stet_buffer_release(&out);
        return status;
    }
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "stet completion takes one of: bash, zsh, fish");
    return stet_cli_fail(cli, &error);
}

const stet_command stet_command_completion = {
    .name = "completion",
    .summary = "print a completion script for a shell",
    .arguments = "bash|zsh|fish",
    .doc =
        "Prints a script that lets a shell complete commands, options, formats and "
        "rule "
        "names.\n"
        "bash: source <(stet completion bash). zsh: write it to _stet in a folder of "
        "fpath. fish: stet completion fish | source.",
    .complete = STET_COMPLETE_WORDS,
    .words = words,
    .run = run,
};
