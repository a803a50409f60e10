/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/path.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const char starter[] =
    "# yaml-language-server: $schema=.stet/schema.json\n"
    "#\n"
    "# The rule set of this project. stet check looks for it in the folder of each "
    "checked\n"
    "# file and upward. stet rules lists what is in force, stet explain RULE says "
    "why.\n"
    "name: %s\n"
    "version: 0.1.0              # of the specification; every report names it\n"
    "extends:\n"
    "  - stet:recommended        # what is nearly never wrong\n"
    "# - stet:ai-prose           # left-overs, disclaimers, filler; see stet rules "
    "--shipped\n"
    "language: en_US\n"
    "\n"
    "# Words that the spelling dictionary does not know, one a line:\n"
    "# dictionary: [words.txt]\n"
    "\n"
    "# How data files become texts. The first entry that matches wins; Markdown and "
    "plain\n"
    "# text need none.\n"
    "# texts:\n"
    "#   - files: [\"logs/**/*.jsonl\"]\n"
    "#     format: jsonl\n"
    "#     id: /id\n"
    "#     fields: {question: /messages/0/content, answer: /messages/1/content}\n"
    "#     text: [question, answer]\n"
    "\n"
    "# Files that are never checked:\n"
    "# exclude: [\"vendor/**\"]\n"
    "\n"
    "# Rules of your own. The examples are tests: run stet test.\n"
    "# rules:\n"
    "#   no-disclaimer:\n"
    "#     check: phrasing.banned\n"
    "#     level: error            # error, warning, suggestion or off\n"
    "#     phrases: [\"as an AI language model\"]\n"
    "#     message: Take out the disclaimer “{match}”.\n"
    "#     examples:\n"
    "#       bad: [\"As an AI language model, I cannot taste food.\"]\n"
    "#       good: [\"The model was trained in 2023.\"]\n"
    "\n"
    "# Other levels for some files:\n"
    "# overrides:\n"
    "#   - files: [\"drafts/**\"]\n"
    "#     rules: {no-disclaimer: {level: suggestion}}\n";

/* The name of the folder, as far as a rule set can be called so. */
static void add_name(stet_buffer *out, const char *folder)
{
    char *real = realpath(folder, NULL);
    stet_str name = real ? stet_path_name(stet_str_from(real)) : STET_STR("");
    size_t start = out->len;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool letter = c >= 'a' && c <= 'z';
        bool digit = c >= '0' && c <= '9';
        if (letter || (digit && out->len > start))
            stet_buffer_add_char(out, c);
        else if (out->len > start && out->ptr[out->len - 1] != '-')
            stet_buffer_add_char(out, '-');
    }
    /* The name of the root folder is empty, and `null` is nothing in YAML. */
    if (out->len == start || strcmp(out->ptr + start, "null") == 0) {
        out->len = start;
        stet_buffer_add_text(out, "project");
    }
    free(real);
}

static void write_starter(stet_buffer *out, const char *folder)
{
    const char *hole = strstr(starter, "%s");
    stet_buffer_append(out, starter, (size_t)(hole - starter));
    add_name(out, folder);
    stet_buffer_add_text(out, hole + 2);
}

/* O_EXCL: what is there already, even a link that leads nowhere, is left alone. */
static bool create(const char *path, stet_str bytes, stet_error *error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST) {
        stet_error_set(error, "there is one already; it is left alone");
        stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
        return false;
    }
    bool written = fd >= 0 && stet_file_write_fd(fd, bytes);
    int cause = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = false;
        cause = errno;
    }
    if (written)
        return true;
    if (fd >= 0)
        unlink(path);
    stet_error_set(error, "cannot be written: %s", strerror(cause));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool write_schema(const stet_context *context, const char *folder,
                         stet_error *error)
{
    stet_buffer path = { 0 };
    stet_buffer schema = { 0 };
    stet_path_join(&path, stet_str_from(folder), STET_STR(".stet"));
    stet_schema_write_rule_set(&context->registry, &schema);
    bool done = (mkdir(path.ptr, 0777) == 0 || errno == EEXIST);
    if (!done)
        stet_error_set(error, "%s cannot be made: %s", path.ptr, strerror(errno));
    stet_buffer_add_text(&path, "/schema.json");
    done = done && stet_file_replace(path.ptr, stet_buffer_str(&schema), NULL, error);
    stet_buffer_release(&schema);
    stet_buffer_release(&path);
    return done;
}

static stet_exit init(const stet_context *context, const char *folder)
{
    stet_error error = STET_ERROR_NONE;
    stet_buffer path = { 0 };
    stet_buffer text = { 0 };
    stet_path_join(&path, stet_str_from(folder), STET_STR("stet.yaml"));
    write_starter(&text, folder);
    bool done = create(path.ptr, stet_buffer_str(&text), &error) &&
                write_schema(context, folder, &error);
    if (done)
        stet_log_note(&context->cli->log,
                      "wrote %s, and its schema to .stet/schema.json beside it",
                      path.ptr);
    stet_buffer_release(&text);
    stet_buffer_release(&path);
    return done ? STET_EXIT_CLEAN : stet_cli_fail(context->cli, &error);
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = init(&context, cli->n_arguments ? cli->arguments[0] : ".");
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_init = {
    .name = "init",
    .summary = "write a commented stet.yaml to begin with",
    .arguments = "[FOLDER]",
    .doc =
        "Writes stet.yaml into a folder (. when none is given), and the schema by "
        "which "
        "editors complete it into .stet/schema.json. A stet.yaml that is there is left "
        "alone.",
    .complete = STET_COMPLETE_FOLDER,
    .loads = true,
    .run = run,
};
