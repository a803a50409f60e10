/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/command_p.h"

/* Text of a page: a dot or a quote that begins a line would be a macro, a backslash an
   escape, and a hyphen may not become a typographic one. */
static void add_text(stet_buffer *out, const char *text)
{
    bool begins = true;
    for (; *text; text++) {
        if (begins && (*text == '.' || *text == '\''))
            stet_buffer_add_text(out, "\\&");
        begins = *text == '\n';
        if (*text == '\\')
            stet_buffer_add_text(out, "\\e");
        else if (*text == '-')
            stet_buffer_add_text(out, "\\-");
        else if (begins)
            stet_buffer_add_text(out, "\n.PP\n");
        else
            stet_buffer_add_char(out, *text);
    }
}

static void add_section(stet_buffer *out, const char *name)
{
    stet_buffer_format(out, ".SH %s\n", name);
}

static void write_head(stet_buffer *out, const char *name, const char *summary)
{
    stet_buffer_add_text(out, ".TH \"");
    for (const char *c = name; *c; c++)
        stet_buffer_add_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    stet_buffer_add_text(out, "\" 1 \"\" \"stet " STET_VERSION "\" \"stet manual\"\n");
    add_section(out, "NAME");
    add_text(out, name);
    stet_buffer_add_text(out, " \\- ");
    add_text(out, summary);
    stet_buffer_add_char(out, '\n');
}

static void write_option(stet_buffer *out, const stet_option *option)
{
    stet_buffer_add_text(out, ".TP\n");
    if (option->letter)
        stet_buffer_format(out, "\\fB\\-%c\\fR, ", option->letter);
    stet_buffer_add_text(out, "\\fB\\-\\-");
    add_text(out, option->name);
    stet_buffer_add_text(out, "\\fR");
    if (option->type != STET_OPTION_FLAG) {
        stet_buffer_add_text(out, " \\fI");
        add_text(out, option->value);
        stet_buffer_add_text(out, "\\fR");
    }
    stet_buffer_add_char(out, '\n');
    add_text(out, option->doc);
    stet_buffer_add_char(out, '\n');
}

static void add_status(stet_buffer *out, int status, const char *meaning)
{
    stet_buffer_format(out, ".TP\n.B %d\n", status);
    add_text(out, meaning);
    stet_buffer_add_char(out, '\n');
}

/* `one`: what status 1 says; NULL: there is none. */
static void write_end(stet_buffer *out, const char *one)
{
    add_section(out, "EXIT STATUS");
    add_status(out, 0, one ? "Otherwise, when all was done." : "All was done.");
    if (one)
        add_status(out, 1, one);
    add_status(out, 2,
               "Something could not be done: usage, rule set, plugin, unreadable "
               "input, a failed write.");
}

static void write_page(const stet_command *command, stet_buffer *out)
{
    stet_buffer name = { 0 };
    bool common;
    const stet_option *option;
    stet_buffer_format(&name, "stet-%s", command->name);
    write_head(out, name.ptr, command->summary);
    add_section(out, "SYNOPSIS");
    stet_buffer_format(out, ".B stet %s\n[\\fIoption\\fR...]", command->name);
    if (command->arguments) {
        stet_buffer_add_char(out, ' ');
        add_text(out, command->arguments);
    }
    stet_buffer_add_char(out, '\n');
    add_section(out, "DESCRIPTION");
    add_text(out, command->doc);
    stet_buffer_add_char(out, '\n');
    add_section(out, "OPTIONS");
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        write_option(out, option);
    write_end(out, command->one);
    add_section(out, "SEE ALSO");
    stet_buffer_add_text(out, ".BR stet (1)\n");
    stet_buffer_release(&name);
}

static void write_overview(stet_buffer *out)
{
    write_head(out, "stet", STET_TAGLINE);
    add_section(out, "SYNOPSIS");
    stet_buffer_add_text(out, ".B stet\n\\fIcommand\\fR [\\fIoption\\fR...] "
                              "[\\fIargument\\fR...]\n.br\n.B stet\n\\fIpath\\fR...\n");
    add_section(out, "DESCRIPTION");
    stet_buffer_add_text(
        out, "Rules are written in a YAML file, stet.yaml;\n"
             ".B stet init\nwrites one to begin with. Plugins say what a rule "
             "can look for. Without a command, paths are checked.\n");
    add_section(out, "COMMANDS");
    const stet_command *command;
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        stet_buffer_format(out, ".TP\n.BR stet\\-%s (1)\n", command->name);
        add_text(out, command->summary);
        stet_buffer_add_char(out, '\n');
    }
    write_end(out, "There are findings; each command says what that means.");
    add_section(out, "ENVIRONMENT");
    stet_buffer_add_text(
        out, ".TP\n.B NO_COLOR\nNo colour, unless \\-\\-color says so.\n"
             ".TP\n.B STET_PLUGIN_PATH\nFolders of plugins to load, separated "
             "by colons.\n"
             ".TP\n.B XDG_CACHE_HOME\nWhere the cache is kept, in a folder "
             "stet.\n");
    add_section(out, "FILES");
    stet_buffer_add_text(
        out, ".TP\n.I stet.yaml\nThe rule set of the folder it is in and of "
             "those below; also .stet.yaml.\n");
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    (void)common;
    stet_buffer out = { 0 };
    if (cli->n_arguments) {
        const stet_command *command = stet_command_named(cli, cli->arguments[0]);
        if (!command)
            return STET_EXIT_TROUBLE;
        write_page(command, &out);
    } else {
        write_overview(&out);
    }
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    return status;
}

const stet_command stet_command_man = {
    .name = "man",
    .summary = "print a man page",
    .arguments = "[COMMAND]",
    .doc =
        "Prints the man page of a command, or of stet, for man -l or for installation.",
    .complete = STET_COMPLETE_COMMAND,
    .run = run,
};
