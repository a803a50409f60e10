/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a command line into the structs that the tables name. */
#include "base/memory.h"
#include "base/str.h"
#include "cli/command.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

/** Where parsing stands. */
typedef struct parser {
    const stet_command *command;
    int argc, at;
    const char *const *argv;
    char *options; /**< The command's own struct. */
    stet_common *common;
    stet_error *error;
} parser;

static void *field_of(const parser *p, const stet_option *option, bool common)
{
    char *base = p->options;
    if (common)
        base = (char *)p->common;
    return base + option->offset;
}

static bool unknown_option(const parser *p, stet_str name)
{
    enum { MOST = 64 };
    const char *names[MOST];
    size_t n = 0;
    bool common;
    const stet_option *option;
    while (n < MOST && (option = stet_command_option_at(p->command, n, &common)))
        names[n++] = option->name;
    const char *nearest = stet_str_nearest(name, names, n);
    stet_error_set(p->error, "stet %s has no option --%.*s", p->command->name,
                   (int)name.len, name.ptr);
    if (nearest)
        stet_error_hint(p->error, "did you mean --%s?", nearest);
    else
        stet_error_hint(p->error, "see: stet help %s", p->command->name);
    return false;
}

static bool set_number(const parser *p, const stet_option *option, const char *value,
                       int64_t *out)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (end != value && !*end && !errno && number >= option->min &&
        number <= option->max) {
        *out = number;
        return true;
    }
    return stet_error_set(
        p->error, "--%s takes a number from %" PRId64 " to %" PRId64 ", not “%s”",
        option->name, option->min, option->max, value);
}

static bool set_choice(const parser *p, const stet_option *option, const char *value,
                       int *out)
{
    stet_buffer all = { 0 };
    int n = 0;
    for (; option->choices[n]; n++) {
        if (strcmp(option->choices[n], value) == 0) {
            *out = n;
            stet_buffer_release(&all);
            return true;
        }
        stet_buffer_format(&all, "%s%s", n ? ", " : "", option->choices[n]);
    }
    const char *nearest =
        stet_str_nearest(stet_str_from(value), option->choices, (size_t)n);
    stet_error_set(p->error, "--%s takes one of: %s; not “%s”", option->name, all.ptr,
                   value);
    if (nearest)
        stet_error_hint(p->error, "did you mean “%s”?", nearest);
    stet_buffer_release(&all);
    return false;
}

static void add_to_list(stet_option_list *list, const char *value)
{
    stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items);
    list->items[list->count++] = value;
}

/* `value` is "" for a flag. */
static bool set(const parser *p, const stet_option *option, bool common,
                const char *value)
{
    void *field = field_of(p, option, common);
    switch (option->type) {
    case STET_OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case STET_OPTION_TEXT:
        *(const char **)field = value;
        return true;
    case STET_OPTION_LIST:
        add_to_list(field, value);
        return true;
    case STET_OPTION_NUMBER:
        return set_number(p, option, value, field);
    case STET_OPTION_CHOICE:
        return set_choice(p, option, value, field);
    }
    return false;
}

/* The value of an option that needs one: what stands behind = or the letter (`value`),
   or the next argument; NULL with an error when there is none. */
static const char *take_value(parser *p, const stet_option *option, const char *value)
{
    if (value)
        return value;
    if (p->at < p->argc)
        return p->argv[p->at++];
    stet_error_set(p->error, "--%s needs a value: %s", option->name, option->value);
    return NULL;
}

static bool parse_long(parser *p, const char *text)
{
    const char *equals = strchr(text, '=');
    stet_str name = { text, equals ? (size_t)(equals - text) : strlen(text) };
    const char *value = equals ? equals + 1 : NULL;
    const stet_option *option;
    bool common;
    for (size_t n = 0; (option = stet_command_option_at(p->command, n, &common)); n++) {
        if (!stet_str_is(name, option->name))
            continue;
        if (option->type != STET_OPTION_FLAG) {
            value = take_value(p, option, value);
            return value && set(p, option, common, value);
        }
        if (value)
            return stet_error_set(p->error, "--%s takes no value", option->name);
        return set(p, option, common, "");
    }
    return unknown_option(p, name);
}

/* A run of flags in one argument, the last of which may be an option with its value. */
static bool parse_letters(parser *p, const char *letters)
{
    for (; *letters; letters++) {
        const stet_option *option;
        bool common;
        size_t n = 0;
        while ((option = stet_command_option_at(p->command, n, &common)) &&
               option->letter != *letters)
            n++;
        if (!option) {
            stet_error_set(p->error, "stet %s has no option -%c", p->command->name,
                           *letters);
            stet_error_hint(p->error, "see: stet help %s", p->command->name);
            return false;
        }
        if (option->type != STET_OPTION_FLAG) {
            const char *value = take_value(p, option, letters[1] ? letters + 1 : NULL);
            return value && set(p, option, common, value);
        }
        set(p, option, common, "");
    }
    return true;
}

/** How many arguments the command's usage names; SIZE_MAX: any number. */
static size_t most_arguments(const stet_command *command)
{
    if (!command->arguments)
        return 0;
    stet_str usage = stet_str_from(command->arguments);
    stet_str word;
    size_t n = usage.len ? 0 : SIZE_MAX;
    while (stet_str_cut(&usage, ' ', &word) && !stet_str_starts(word, STET_STR("--"))) {
        if (stet_str_find(word, STET_STR("..."), 0) != SIZE_MAX)
            return SIZE_MAX;
        n += word.len > 0;
    }
    return n;
}

/* An argument that nobody would read is told, and not passed over. */
static bool check_arguments(const parser *p, const stet_cli *cli)
{
    size_t most = most_arguments(p->command);
    if (p->common->help || cli->n_arguments <= most)
        return true;
    const char *usage = p->command->arguments ? p->command->arguments : "";
    stet_error_set(p->error, "stet %s has no use for “%s”", p->command->name,
                   cli->arguments[most]);
    stet_error_hint(p->error, "usage: stet %s [OPTION...]%s%s", p->command->name,
                    *usage ? " " : "", usage);
    return false;
}

bool stet_command_parse(const stet_command *command, int argc, const char *const *argv,
                        void *options, stet_common *common, stet_cli *cli,
                        stet_error *error)
{
    parser p = { command, argc, 0, argv, options, common, error };
    const char **arguments = stet_memory_zalloc((size_t)argc + 1, sizeof *arguments);
    bool only_arguments = false;
    cli->arguments = arguments;
    cli->n_arguments = 0;
    while (p.at < argc) {
        const char *text = argv[p.at++];
        if (only_arguments || text[0] != '-' || !text[1])
            arguments[cli->n_arguments++] = text;
        else if (strcmp(text, "--") == 0)
            only_arguments = true;
        else if (!(text[1] == '-' ? parse_long(&p, text + 2)
                                  : parse_letters(&p, text + 1)))
            return false;
    }
    return check_arguments(&p, cli);
}

void stet_command_release(const stet_command *command, void *options,
                          stet_common *common, stet_cli *cli)
{
    const parser p = { .command = command, .options = options, .common = common };
    const stet_option *option;
    bool is_common;
    for (size_t n = 0; (option = stet_command_option_at(command, n, &is_common)); n++) {
        if (option->type != STET_OPTION_LIST)
            continue;
        stet_option_list *list = field_of(&p, option, is_common);
        free((void *)(uintptr_t)list->items);
        *list = (stet_option_list){ 0 };
    }
    free((void *)(uintptr_t)cli->arguments);
    cli->arguments = NULL;
}
