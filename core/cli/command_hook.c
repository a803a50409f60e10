/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/path.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "run/git_process.h"

#include <errno.h>
#include <sys/stat.h>

static const char *const words[] = { "install", NULL };

typedef struct hook_options {
    bool force;
} hook_options;

static const stet_option options_table[] = {
    { .name = "force",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(hook_options, force),
      .doc = "Replace a pre-commit hook that stet did not write." },
};

/* By this line our hook is known again. */
#define MARK "# Written by: stet hook install"

/* In quotes of the shell, in which only ' itself needs care. */
static void add_quoted(stet_buffer *out, const char *text)
{
    stet_buffer_add_char(out, '\'');
    for (; *text; text++)
        if (*text == '\'')
            stet_buffer_add_text(out, "'\\''");
        else
            stet_buffer_add_char(out, *text);
    stet_buffer_add_char(out, '\'');
}

static void write_hook(const char *program, stet_buffer *out)
{
    stet_buffer_add_text(out,
                         "#!/bin/sh\n" MARK "\n"
                         "# Checks the texts in the index, as they will be committed. "
                         "git commit --no-verify\n"
                         "# goes past it.\n"
                         "stet=stet\n"
                         "command -v \"$stet\" >/dev/null 2>&1 || stet=");
    add_quoted(out, program);
    stet_buffer_add_text(out, "\nexec \"$stet\" check --staged\n");
}

/* Where this work tree's hooks are: git knows core.hooksPath and linked work trees. */
static bool find_hooks(stet_buffer *out, stet_error *error)
{
    static const char *const arguments[] = { "rev-parse", "--git-path", "hooks", NULL };
    if (!stet_git_process_run(arguments, out, error))
        return false;
    while (out->len && out->ptr[out->len - 1] == '\n')
        out->ptr[--out->len] = '\0';
    return out->len || stet_error_set(error, "git does not say where its hooks are");
}

/* Whether nothing foreign would be lost. */
static bool may_write(const char *path, bool force, stet_error *error)
{
    stet_file file;
    stet_error ignored = STET_ERROR_NONE;
    struct stat there;
    if (force || lstat(path, &there) != 0)
        return true;
    bool ours = false;
    if (stet_file_open(&file, path, &ignored)) {
        ours = stet_str_find(file.bytes, STET_STR(MARK), 0) != SIZE_MAX;
        stet_file_close(&file);
    }
    stet_error_release(&ignored);
    if (ours)
        return true;
    stet_error_set(error, "there is a pre-commit hook that stet did not write");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    stet_error_hint(error,
                    "call stet check --staged from it, or replace it with --force");
    return false;
}

static bool write_executable(const char *path, stet_str bytes, stet_error *error)
{
    mode_t mask = umask(0);
    umask(mask);
    if (!stet_file_replace(path, bytes, NULL, error))
        return false;
    if (chmod(path, 0777 & ~mask) == 0)
        return true;
    stet_error_set(error, "cannot be made executable: %s", strerror(errno));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool install(const stet_cli *cli, bool force, stet_buffer *path,
                    stet_error *error)
{
    stet_buffer text = { 0 };
    if (!find_hooks(path, error))
        return false;
    if (mkdir(path->ptr, 0777) != 0 && errno != EEXIST)
        return stet_error_set(error, "%s cannot be made: %s", path->ptr,
                              strerror(errno));
    stet_buffer_add_text(path, "/pre-commit");
    write_hook(cli->program, &text);
    bool done = may_write(path->ptr, force, error) &&
                write_executable(path->ptr, stet_buffer_str(&text), error);
    stet_buffer_release(&text);
    return done;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    const hook_options *own = options;
    stet_error error = STET_ERROR_NONE;
    stet_buffer path = { 0 };
    (void)common;
    bool known = cli->n_arguments == 1 && strcmp(cli->arguments[0], "install") == 0;
    bool done = known ? install(cli, own->force, &path, &error)
                      : stet_error_set(&error, "stet hook takes one word: install");
    if (done)
        stet_log_note(&cli->log, "wrote %s; it runs stet check --staged", path.ptr);
    stet_buffer_release(&path);
    return done ? STET_EXIT_CLEAN : stet_cli_fail(cli, &error);
}

const stet_command stet_command_hook = {
    .name = "hook",
    .summary = "install the pre-commit hook of git",
    .arguments = "install",
    .doc =
        "Writes a pre-commit hook that runs stet check --staged, so that a commit with "
        "errors is stopped. It goes where git looks for hooks (core.hooksPath, linked "
        "work trees). A hook that stet did not write is left alone.",
    .complete = STET_COMPLETE_WORDS,
    .words = words,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(hook_options),
    .run = run,
};
