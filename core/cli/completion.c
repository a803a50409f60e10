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

/* What bash does itself: file names, when there is no reply. */
static const char bash_head[] =
    "# bash completion for stet\n"
    "_stet_words() {\n"
    "    local word\n"
    "    for word in $1; do\n"
    "        [[ $word == \"$before$cur\"* ]] && COMPREPLY+=(\"${word#\"$before\"}\")\n"
    "    done\n"
    "    compopt +o default 2>/dev/null\n"
    "}\n"
    "_stet_words_or_files() {\n"
    "    local file\n"
    "    _stet_words \"$1\"\n"
    "    compopt -o default 2>/dev/null\n"
    "    [[ ${#COMPREPLY[@]} == 0 || $before ]] && return\n"
    "    while IFS= read -r file; do\n"
    "        COMPREPLY+=(\"$file\")\n"
    "    done < <(compgen -f -- \"$cur\")\n"
    "}\n"
    "_stet_folders() {\n"
    "    compopt +o default -o dirnames 2>/dev/null\n"
    "}\n"
    "_stet() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} before= prev\n"
    "    local -i at=COMP_CWORD\n"
    "    COMPREPLY=()\n"
    "    # bash parts words at : and = too.\n"
    "    if [[ $cur == : ]]; then\n"
    "        before=${COMP_WORDS[at-1]}: cur= at=at-1\n"
    "    elif ((at > 1)) && [[ ${COMP_WORDS[at-1]} == : ]]; then\n"
    "        before=${COMP_WORDS[at-2]}: at=at-2\n"
    "    fi\n"
    "    prev=${COMP_WORDS[at-1]}\n"
    "    if [[ $cur == = ]]; then\n"
    "        cur=\n"
    "    elif [[ $prev == = ]]; then\n"
    "        prev=${COMP_WORDS[at-2]}\n"
    "    fi\n";

static void add_bash_reply(stet_buffer *out, stet_completion complete,
                           const char *const *words)
{
    switch (complete) {
    case STET_COMPLETE_FILE:
        stet_buffer_add_char(out, ':');
        return;
    case STET_COMPLETE_FOLDER:
        stet_buffer_add_text(out, "_stet_folders");
        return;
    case STET_COMPLETE_RULE_SET:
        stet_buffer_add_text(
            out, "_stet_words_or_files \"$(stet rules --shipped 2>/dev/null)\"");
        return;
    case STET_COMPLETE_RULE:
        stet_buffer_add_text(out, "_stet_words \"$(stet rules --names 2>/dev/null)\"");
        return;
    case STET_COMPLETE_FORMAT: /* Behind the colon of sarif:FILE comes a file. */
        stet_buffer_add_text(out, "[[ $before ]] || _stet_words \"");
        add_formats(out);
        break;
    case STET_COMPLETE_COMMAND:
        stet_buffer_add_text(out, "_stet_words \"");
        add_commands(out);
        break;
    case STET_COMPLETE_NOTHING:
    case STET_COMPLETE_WORDS:
        stet_buffer_add_text(out, "_stet_words \"");
        add_words(out, words, ' ');
        break;
    }
    stet_buffer_add_char(out, '"');
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

/* Of words only the first argument is one; files may follow. */
static void add_bash_command(stet_buffer *out, const stet_command *command,
                             const char *name)
{
    bool common;
    const stet_option *option;
    stet_buffer_format(out, "    %s)\n        case \"$prev\" in\n", name);
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        add_bash_option(out, option);
    stet_buffer_add_text(out, "        esac\n        if [[ $cur == -* ]]; then\n"
                              "            _stet_words \"");
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        stet_buffer_format(out, "%s--%s", n ? " " : "", option->name);
    stet_buffer_add_text(out, command->complete == STET_COMPLETE_WORDS
                                  ? "\"\n        elif ((COMP_CWORD == 2)); then\n"
                                    "            "
                                  : "\"\n        else\n            ");
    add_bash_reply(out, command->complete, command->words);
    stet_buffer_add_text(out, "\n        fi ;;\n");
}

/* A first word that is no command is an argument or option of check. */
void stet_completion_write_bash(stet_buffer *out)
{
    const stet_command *command;
    const stet_command *check = stet_command_find("check");
    stet_buffer_add_text(out, bash_head);
    stet_buffer_add_text(out, "    if ((COMP_CWORD == 1)); then\n"
                              "        _stet_words_or_files \"");
    add_commands(out);
    stet_buffer_add_text(out, " --help --version\"\n"
                              "        [[ $cur == -* ]] || return\n    fi\n"
                              "    case \"${COMP_WORDS[1]}\" in\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        if (command != check)
            add_bash_command(out, command, command->name);
    add_bash_command(out, check, "*");
    stet_buffer_add_text(out, "    esac\n}\n"
                              "complete -o default -F _stet stet\n");
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
        stet_buffer_add_text(
            out, "{compadd -- $(stet rules --shipped 2>/dev/null); _files}");
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

/* By its name, or by its letter. */
static void add_zsh_option(stet_buffer *out, const stet_option *option, char letter)
{
    stet_buffer spec = { 0 };
    bool flag = option->type == STET_OPTION_FLAG;
    if (option->type == STET_OPTION_LIST)
        stet_buffer_add_char(&spec, '*');
    if (letter)
        stet_buffer_format(&spec, "-%c%s[", letter, flag ? "" : "+");
    else
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

static void add_zsh_command(stet_buffer *out, const stet_command *command,
                            const char *name)
{
    bool common;
    const stet_option *option;
    stet_buffer_format(out, "    %s)\n        _arguments", name);
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++) {
        add_zsh_option(out, option, 0);
        if (option->letter)
            add_zsh_option(out, option, option->letter);
    }
    if (command->arguments) {
        bool words = command->complete == STET_COMPLETE_WORDS;
        stet_buffer_add_text(out, words ? " \\\n            '1: :"
                                        : " \\\n            '*: :");
        add_zsh_action(out, command->complete, command->words);
        stet_buffer_add_text(out, words ? "' \\\n            '*: :_files'" : "'");
    }
    stet_buffer_add_text(out, " ;;\n");
}

void stet_completion_write_zsh(stet_buffer *out)
{
    const stet_command *command;
    const stet_command *check = stet_command_find("check");
    /* As a file of $fpath it is the body of _stet, which defines itself at first. */
    stet_buffer_add_text(out, "#compdef stet\n"
                              "_stet() {\n"
                              "local -a summaries=(\n");
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
                              "local -A names=(");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        stet_buffer_format(out, "%s%s 1", i ? " " : "", command->name);
    stet_buffer_add_text(out, ")\n"
                              "if ((CURRENT == 2)) && [[ $PREFIX != -* ]]; then\n"
                              "    _describe command summaries\n"
                              "    _files\n"
                              "    return\n"
                              "fi\n"
                              "local command=${words[2]}\n"
                              "if (($+names[$command])); then\n"
                              "    shift words\n"
                              "    ((CURRENT--))\n"
                              "fi\n"
                              "case $command in\n");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        if (command != check)
            add_zsh_command(out, command, command->name);
    add_zsh_command(out, check, "*");
    stet_buffer_add_text(out, "esac\n}\n"
                              "if [[ ${funcstack[1]} == _stet ]]; then\n"
                              "    _stet \"$@\"\nelse\n"
                              "    compdef _stet stet\nfi\n");
}

/* ---- fish ---- */

static bool takes_files(stet_completion complete)
{
    return complete == STET_COMPLETE_FILE || complete == STET_COMPLETE_RULE_SET;
}

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

/* Which command it is says the first word; words of a command are its first argument.
 */
static void add_fish_functions(stet_buffer *out)
{
    const stet_command *command;
    stet_buffer_add_text(out, "function __stet_is\n"
                              "    set -l words (commandline -opc)\n"
                              "    test \"$words[2]\" = $argv[1]\n"
                              "end\n"
                              "function __stet_first_of\n"
                              "    __stet_is $argv[1]\n"
                              "    and test (count (commandline -opc)) -eq 2\n"
                              "end\n"
                              "function __stet_checks\n"
                              "    set -l words (commandline -opc)\n"
                              "    not contains -- \"$words[2]\"");
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        if (command != stet_command_find("check"))
            stet_buffer_format(out, " %s", command->name);
    stet_buffer_add_text(out, "\nend\n");
}

static void add_fish_option(stet_buffer *out, const stet_option *option,
                            const char *condition)
{
    stet_buffer_format(out, "complete -c stet -n '%s' -l %s", condition, option->name);
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

static void add_fish_command(stet_buffer *out, const stet_command *command)
{
    bool common;
    const stet_option *option;
    stet_buffer condition = { 0 };
    stet_buffer_format(out, "complete -c stet -n __fish_use_subcommand -a %s -d ",
                       command->name);
    add_quoted(out, command->summary);
    stet_buffer_add_char(out, '\n');
    if (command == stet_command_find("check"))
        stet_buffer_add_text(&condition, "__stet_checks");
    else
        stet_buffer_format(&condition, "__stet_is %s", command->name);
    for (size_t n = 0; (option = stet_command_option_at(command, n, &common)); n++)
        add_fish_option(out, option, condition.ptr);
    stet_buffer_release(&condition);
    if (command->complete == STET_COMPLETE_NOTHING ||
        command->complete == STET_COMPLETE_FILE)
        return;
    bool words = command->complete == STET_COMPLETE_WORDS;
    stet_buffer_format(out, "complete -c stet -n '%s %s'",
                       words ? "__stet_first_of" : "__stet_is", command->name);
    add_fish_values(out, command->complete, command->words);
    stet_buffer_add_char(out, '\n');
}

void stet_completion_write_fish(stet_buffer *out)
{
    const stet_command *command;
    stet_buffer_add_text(out, "# fish completion for stet\n");
    add_fish_functions(out);
    for (size_t i = 0; (command = stet_command_at(i)); i++)
        add_fish_command(out, command);
    stet_buffer_add_text(out, "complete -c stet -n __fish_use_subcommand -l version "
                              "-s V -d 'Show the version.'\n");
}
