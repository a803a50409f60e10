/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/command_p.h"

#include <stdlib.h>

enum { WIDTH = 80, INDENT = 28, MOST_COMMANDS = 32 };

/* Breaks `text` at blanks so that no line is wider than WIDTH. The cursor stands at
   `column`; further lines begin at `indent`. */
static void add_wrapped(stet_buffer *out, const char *text, size_t column,
                        size_t indent)
{
    stet_str rest = stet_str_from(text);
    bool first = true;
    for (stet_str word; stet_str_cut(&rest, ' ', &word);) {
        size_t width = stet_utf8_length(word);
        if (!first && column + 1 + width > WIDTH) {
            stet_buffer_add_char(out, '\n');
            for (size_t i = 0; i < indent; i++)
                stet_buffer_add_char(out, ' ');
            column = indent;
        } else if (!first) {
            stet_buffer_add_char(out, ' ');
            column++;
        }
        stet_buffer_add(out, word);
        column += width;
        first = false;
    }
    stet_buffer_add_char(out, '\n');
}

/* Paragraphs are separated by line feeds. */
static void add_paragraphs(stet_buffer *out, const char *text)
{
    stet_str rest = stet_str_from(text);
    for (stet_str paragraph; stet_str_cut(&rest, '\n', &paragraph);) {
        char *copy = stet_memory_text(paragraph.ptr, paragraph.len);
        add_wrapped(out, copy, 0, 0);
        stet_buffer_add_char(out, '\n');
        free(copy);
    }
}

/* A name and what it means, side by side, or below each other if the name is long. */
static void add_entry(stet_buffer *out, stet_str name, const char *doc)
{
    stet_buffer_add(out, name);
    size_t column = stet_utf8_length(name);
    if (column + 2 > INDENT) {
        stet_buffer_add_char(out, '\n');
        column = 0;
    }
    for (; column < INDENT; column++)
        stet_buffer_add_char(out, ' ');
    add_wrapped(out, doc, INDENT, INDENT);
}

static void add_option(stet_buffer *out, const stet_option *option)
{
    stet_buffer name = { 0 };
    if (option->letter)
        stet_buffer_format(&name, "  -%c, --%s", option->letter, option->name);
    else
        stet_buffer_format(&name, "      --%s", option->name);
    if (option->type != STET_OPTION_FLAG)
        stet_buffer_format(&name, " %s", option->value);
    add_entry(out, stet_buffer_str(&name), option->doc);
    stet_buffer_release(&name);
}

static void write_options(const stet_command *command, stet_buffer *out)
{
    bool common;
    bool was_common = true;
    const stet_option *option;
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++) {
        if (n == 0 || common != was_common)
            stet_buffer_format(out, "%s%s:\n", n ? "\n" : "",
                               common ? "Common options" : "Options");
        was_common = common;
        add_option(out, option);
    }
}

static void write_command(const stet_command *command, stet_buffer *out)
{
    stet_buffer_format(out, "stet %s - %s\n\nUsage: stet %s [OPTION...]%s%s\n\n",
                       command->name, command->summary, command->name,
                       command->arguments ? " " : "",
                       command->arguments ? command->arguments : "");
    add_paragraphs(out, command->doc);
    write_options(command, out);
}

static void write_overview(stet_buffer *out)
{
    stet_buffer_add_text(out,
                         "stet - " STET_TAGLINE "\n\n"
                         "Usage: stet COMMAND [OPTION...] [ARGUMENT...]\n"
                         "       stet PATH...        short for stet check PATH...\n"
                         "\nCommands:\n");
    for (size_t i = 0; stet_command_at(i); i++) {
        stet_buffer name = { 0 };
        stet_buffer_format(&name, "  %s", stet_command_at(i)->name);
        add_entry(out, stet_buffer_str(&name), stet_command_at(i)->summary);
        stet_buffer_release(&name);
    }
    stet_buffer_add_text(out, "\nOptions:\n"
                              "  -V, --version             Show the version.\n"
                              "  -h, --help                Show this help.\n"
                              "\nstet help COMMAND says more about a command.\n"
                              "\nExit status: 0 nothing found, 1 findings, 2 something "
                              "could not be done.\n");
}

void stet_help_write(const stet_command *command, stet_buffer *out)
{
    if (command)
        write_command(command, out);
    else
        write_overview(out);
}

size_t stet_command_names(const char **names, size_t room)
{
    size_t n = 0;
    for (const stet_command *command; n + 1 < room && (command = stet_command_at(n));
         n++)
        names[n] = command->name;
    names[n] = NULL;
    return n;
}

const stet_command *stet_command_named(const stet_cli *cli, const char *name)
{
    const stet_command *command = stet_command_find(name);
    if (command)
        return command;
    const char *names[MOST_COMMANDS];
    size_t n = stet_command_names(names, MOST_COMMANDS);
    const char *nearest = stet_str_nearest(stet_str_from(name), names, n);
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "there is no command “%s”", name);
    if (nearest)
        stet_error_hint(&error, "did you mean “%s”?", nearest);
    stet_cli_fail(cli, &error);
    return NULL;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    (void)common;
    const stet_command *command = NULL;
    if (cli->n_arguments) {
        command = stet_command_named(cli, cli->arguments[0]);
        if (!command)
            return STET_EXIT_TROUBLE;
    }
    stet_buffer out = { 0 };
    stet_help_write(command, &out);
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    return status;
}

const stet_command stet_command_help = {
    .name = "help",
    .summary = "show help for a command, or for all",
    .arguments = "[COMMAND]",
    .doc = "Shows what a command does and its options.",
    .complete = STET_COMPLETE_COMMAND,
    .run = run,
};
