/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/visible.h"
#include "cli/command_p.h"
#include "cli/context.h"

typedef struct rules_options {
    bool names, shipped;
} rules_options;

static const stet_option options_table[] = {
    { .name = "names",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(rules_options, names),
      .doc = "Only the names." },
    { .name = "shipped",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(rules_options, shipped),
      .doc = "The rule sets that ship, by name, instead of rules." },
};

static void write_shipped(const stet_context *context, stet_buffer *out)
{
    stet_arena arena = { 0 };
    const char *const *names = stet_rule_set_shipped(context->rules.ptr, &arena);
    for (size_t i = 0; names[i]; i++)
        stet_buffer_format(out, "stet:%s\n", names[i]);
    stet_arena_release(&arena);
}

/** How wide the columns are. */
typedef struct widths {
    int name, check, set;
} widths;

static void widen(int *width, stet_str text)
{
    if ((int)text.len > *width)
        *width = (int)text.len;
}

static void write_rule(const stet_rule *rule, const widths *width, stet_buffer *out)
{
    stet_visible_add(out, rule->name);
    stet_buffer_format(out, "%*s  %-10s  %-*.*s  ", width->name - (int)rule->name.len,
                       "", stet_level_name(rule->level), width->check,
                       (int)rule->check->name.len, rule->check->name.ptr);
    stet_buffer_add(out, rule->set);
    stet_buffer holds = { 0 };
    stet_rule_write_when(rule, &holds);
    if (rule->n_conditions && stet_term_has_bounds(&rule->term))
        stet_buffer_add_text(&holds, "; ");
    stet_term_add(&holds, &rule->term);
    if (holds.len) {
        stet_buffer_format(out, "%*s  ", width->set - (int)rule->set.len, "");
        stet_visible_add(out, stet_buffer_str(&holds));
    }
    stet_buffer_release(&holds);
    stet_buffer_add_char(out, '\n');
}

static void write_rules(const stet_rule_set *set, stet_buffer *out)
{
    widths width = { 0 };
    for (size_t i = 0; i < set->n_named; i++) {
        widen(&width.name, set->rules[i].name);
        widen(&width.check, set->rules[i].check->name);
        widen(&width.set, set->rules[i].set);
    }
    for (size_t i = 0; i < set->n_named; i++)
        write_rule(&set->rules[i], &width, out);
}

static void write_names(const stet_rule_set *set, stet_buffer *out)
{
    for (size_t i = 0; i < set->n_named; i++) {
        stet_visible_add(out, set->rules[i].name);
        stet_buffer_add_char(out, '\n');
    }
}

static stet_exit list(stet_context *context, const rules_options *options)
{
    const stet_cli *cli = context->cli;
    stet_buffer out = { 0 };
    if (options->shipped) {
        write_shipped(context, &out);
    } else {
        context->store.options.keep_going = true;
        const stet_rule_set *set =
            stet_context_rule_set(context, cli->n_arguments ? cli->arguments[0] : NULL);
        if (!set)
            return STET_EXIT_TROUBLE;
        if (!options->names && (set->n_named || !context->n_errors))
            stet_log_note(&cli->log, "rule set %.*s%s%.*s, %s", (int)set->name.len,
                          set->name.ptr, set->version.len ? " " : "",
                          (int)set->version.len, set->version.ptr, set->path.ptr);
        if (options->names)
            write_names(set, &out);
        else
            write_rules(set, &out);
    }
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    return context->n_errors ? STET_EXIT_TROUBLE : status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common))
        status = list(&context, options);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_rules = {
    .name = "rules",
    .summary = "list the rules that govern a folder",
    .arguments = "[FOLDER|RULESET]",
    .doc =
        "Lists the rules of the rule set that governs a folder (. when none is given), "
        "or of the one that is named: name, level, check type, the rule set that "
        "wrote it, and for which records and when it holds.",
    .complete = STET_COMPLETE_RULE_SET,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(rules_options),
    .loads = true,
    .run = run,
};
