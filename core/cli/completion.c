/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/completion.h"

#include "cli/command.h"
#include "report/writer.h"

/* Words, separated by `separator`. */
static void add_words(stet_buffer *out, const char *const *words, char separator)
{
    for (size_t i = 0; words && words[i]; i++) {
        if (i)
            stet_buffer_add_char(out, separator);
        stet_buffer_add_text(out, words[i]);
    }
}

static void add_formats(stet_buffer *out)
{
    const stet_format *format;
    for (size_t i = 0; (format = stet_format_at(i)); i++)
        stet_buffer_format(out, "%s%s", i ? " " : "", format->name);
}

static void add_commands(stet_buffer *out)
{
    const stet_command *command;
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        stet_buffer_format(out, "%s%s", i ? " " : "", command->name);
}

/* In single quotes of a shell: a text of ours, which holds no quote but perhaps '. */
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

/* ---- bash ---- */

/* The words that complete a value; what is a file is left to bash. */
static void add_bash_values(stet_buffer *out, stet_completion complete,
                            const char *const *words)
{
    switch (complete) {
    case STET_COMPLETE_FORMAT:
        add_formats(out);
        break;
    case STET_COMPLETE_RULE:
        stet_buffer_add_text(out, "$(stet rules --names 2>/dev/null)");
        break;
    case STET_COMPLETE_RULE_SET:
        stet_buffer_add_text(out, "$(stet rules --shipped 2>/dev/null)");
        break;
    case STET_COMPLETE_COMMAND:
        add_commands(out);
        break;
    case STET_COMPLETE_NOTHING:
    case STET_COMPLETE_FILE:
    case STET_COMPLETE_FOLDER:
    case STET_COMPLETE_WORDS:
        add_words(out, words, ' ');
        break;
    }
}

static bool takes_files(stet_completion complete)
{
    return complete == STET_COMPLETE_FILE || complete == STET_COMPLETE_RULE_SET;
}

static void add_bash_reply(stet_buffer *out, stet_completion complete,
                           const char *const *words)
{
    if (complete == STET_COMPLETE_FOLDER) {
        stet_buffer_add_text(out, "COMPREPLY=($(compgen -d -- \"$cur\"))");
        return;
    }
    stet_buffer_add_text(out, "COMPREPLY=($(compgen ");
    if (takes_files(complete))
        stet_buffer_add_text(out, "-f ");
    stet_buffer_add_text(out, "-W \"");
    add_bash_values(out, complete, words);
    stet_buffer_add_text(out, "\" -- \"$cur\"))");
}

static void add_bash_option(stet_buffer *out, const stet_option *option)
{
    if (option->type == STET_OPTION_FLAG)
        return;
    stet_buffer_format(out, "            --%s", option->name);
    if (option->letter)
        stet_buffer_format(out, "|-%c", option->letter);
    stet_buffer_add_text(out, ") ");
    add_bash_reply(out, option->complete, option->choices);
    stet_buffer_add_text(out, "; return ;;\n");
}

static void add_bash_command(stet_buffer *out, const stet_command *command)
{
    bool common;
    const stet_option *option;
    stet_buffer_format(out, "    %s)\n        case \"$prev\" in\n", command->name);
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        add_bash_option(out, option);
    stet_buffer_add_text(out, "        esac\n        if [[ $cur == -* ]]; then\n"
                              "            COMPREPLY=($(compgen -W \"");
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        stet_buffer_format(out, "%s--%s", n ? " " : "", option->name);
    stet_buffer_add_text(out, "\" -- \"$cur\"))\n        else\n            ");
    add_bash_reply(out, command->complete, command->words);
    stet_buffer_add_text(out, "\n        fi ;;\n");
}

void stet_completion_write_bash(stet_buffer *out)
{
    const stet_command *command;
    stet_buffer_add_text(out, "# bash completion for stet\n"
                              "_stet() {\n"
                              "    local cur=${COMP_WORDS[COMP_CWORD]}\n"
                              "    local prev=${COMP_WORDS[COMP_CWORD-1]}\n"
                              "    COMPREPLY=()\n"
                              "    if ((COMP_CWORD == 1)); then\n"
                              "        COMPREPLY=($(compgen -f -W \"");
    add_commands(out);
    stet_buffer_add_text(out,
                         " --help --version\" -- \"$cur\"))\n        return\n    fi\n"
                         "    case \"${COMP_WORDS[1]}\" in\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        add_bash_command(out, command);
    stet_buffer_add_text(
        out, "    *) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n    esac\n}\n"
             "complete -o filenames -F _stet stet\n");
}

/* ---- zsh ---- */

static void add_zsh_action(stet_buffer *out, stet_completion complete,
                           const char *const *words)
{
    switch (complete) {
    case STET_COMPLETE_FILE:
        stet_buffer_add_text(out, "_files");
        break;
    case STET_COMPLETE_FOLDER:
        stet_buffer_add_text(out, "_files -/");
        break;
    case STET_COMPLETE_FORMAT:
        stet_buffer_add_char(out, '(');
        add_formats(out);
        stet_buffer_add_char(out, ')');
        break;
    case STET_COMPLETE_RULE:
        stet_buffer_add_text(out, "{compadd -- $(stet rules --names 2>/dev/null)}");
        break;
    case STET_COMPLETE_RULE_SET:
        stet_buffer_add_text(out, "_files");
        break;
    case STET_COMPLETE_COMMAND:
        stet_buffer_add_char(out, '(');
        add_commands(out);
        stet_buffer_add_char(out, ')');
        break;
    case STET_COMPLETE_NOTHING:
    case STET_COMPLETE_WORDS:
        stet_buffer_add_char(out, words ? '(' : ' ');
        add_words(out, words, ' ');
        stet_buffer_add_text(out, words ? ")" : "");
        break;
    }
}

/* In a description [ ] and : have a meaning of their own. */
static void add_zsh_description(stet_buffer *out, const char *doc)
{
    for (; *doc; doc++) {
        if (strchr("[]:\\", *doc))
            stet_buffer_add_char(out, '\\');
        stet_buffer_add_char(out, *doc);
    }
}

static void add_zsh_option(stet_buffer *out, const stet_option *option)
{
    stet_buffer spec = { 0 };
    bool flag = option->type == STET_OPTION_FLAG;
    if (option->type == STET_OPTION_LIST)
        stet_buffer_add_char(&spec, '*');
    stet_buffer_format(&spec, "--%s%s[", option->name, flag ? "" : "=");
    add_zsh_description(&spec, option->doc);
    stet_buffer_add_char(&spec, ']');
    if (!flag) {
        stet_buffer_add_text(&spec, ":");
        add_zsh_description(&spec, option->value);
        stet_buffer_add_text(&spec, ":");
        add_zsh_action(&spec, option->complete, option->choices);
    }
    stet_buffer_add_text(out, " \\\n            ");
    add_quoted(out, spec.ptr);
    stet_buffer_release(&spec);
}

static void add_zsh_command(stet_buffer *out, const stet_command *command)
{
    bool common;
    const stet_option *option;
    stet_buffer_format(out, "    %s)\n        _arguments", command->name);
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        add_zsh_option(out, option);
    if (command->arguments) {
        stet_buffer_add_text(out, " \\\n            '*: :");
        add_zsh_action(out, command->complete, command->words);
        stet_buffer_add_char(out, '\'');
    }
    stet_buffer_add_text(out, " ;;\n");
}

void stet_completion_write_zsh(stet_buffer *out)
{
    const stet_command *command;
    stet_buffer_add_text(out, "#compdef stet\n"
                              "local -a commands=(\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++) {
        stet_buffer line = { 0 };
        stet_buffer_format(&line, "%s:", command->name);
        add_zsh_description(&line, command->summary);
        stet_buffer_add_text(out, "    ");
        add_quoted(out, line.ptr);
        stet_buffer_add_char(out, '\n');
        stet_buffer_release(&line);
    }
    stet_buffer_add_text(out, ")\n"
                              "if ((CURRENT == 2)); then\n"
                              "    _describe command commands\n"
                              "    _files\n"
                              "    return\n"
                              "fi\n"
                              "local command=${words[2]}\n"
                              "shift words\n"
                              "((CURRENT--))\n"
                              "case $command in\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        add_zsh_command(out, command);
    stet_buffer_add_text(out, "    *) _files ;;\nesac\n");
}

/* ---- fish ---- */

static void add_fish_values(stet_buffer *out, stet_completion complete,
                            const char *const *words)
{
    stet_buffer values = { 0 };
    if (complete == STET_COMPLETE_RULE || complete == STET_COMPLETE_RULE_SET)
        stet_buffer_format(&values, "(stet rules %s 2>/dev/null)",
                           complete == STET_COMPLETE_RULE ? "--names" : "--shipped");
    else if (complete == STET_COMPLETE_FORMAT)
        add_formats(&values);
    else if (complete == STET_COMPLETE_COMMAND)
        add_commands(&values);
    else
        add_words(&values, words, ' ');
    if (complete == STET_COMPLETE_FOLDER)
        stet_buffer_add_text(&values, "(__fish_complete_directories)");
    if (values.len) {
        stet_buffer_add_text(out, " -a ");
        add_quoted(out, values.ptr);
    }
    stet_buffer_add_text(out, takes_files(complete) ? " -F" : " -f");
    stet_buffer_release(&values);
}

static void add_fish_command(stet_buffer *out, const stet_command *command)
{
    bool common;
    const stet_option *option;
    stet_buffer_format(out, "complete -c stet -n __fish_use_subcommand -a %s -d ",
                       command->name);
    add_quoted(out, command->summary);
    stet_buffer_add_char(out, '\n');
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++) {
        stet_buffer_format(out,
                           "complete -c stet -n '__fish_seen_subcommand_from %s' -l %s",
                           command->name, option->name);
        if (option->letter)
            stet_buffer_format(out, " -s %c", option->letter);
        stet_buffer_add_text(out, " -d ");
        add_quoted(out, option->doc);
        if (option->type != STET_OPTION_FLAG) {
            stet_buffer_add_text(out, " -r");
            add_fish_values(out, option->complete, option->choices);
        }
        stet_buffer_add_char(out, '\n');
    }
    if (command->complete == STET_COMPLETE_NOTHING ||
        command->complete == STET_COMPLETE_FILE)
        return;
    stet_buffer_format(out, "complete -c stet -n '__fish_seen_subcommand_from %s'",
                       command->name);
    add_fish_values(out, command->complete, command->words);
    stet_buffer_add_char(out, '\n');
}

void stet_completion_write_fish(stet_buffer *out)
{
    const stet_command *command;
    stet_buffer_add_text(out, "# fish completion for stet\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        add_fish_command(out, command);
}
