/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"

#include <stdlib.h>

/* Of the first shipped rule set that has it. */
static const stet_rule *find_shipped(stet_context *context, stet_str name)
{
    const stet_rule *rule = NULL;
    stet_arena arena = { 0 };
    const char *const *shipped = stet_rule_set_shipped(context->rules.ptr, &arena);
    for (size_t i = 0; !rule && shipped[i]; i++) {
        const stet_rule_set *set = stet_context_rule_set(
            context, stet_arena_format(&arena, "stet:%s", shipped[i]).ptr);
        rule = set ? stet_rule_set_find(set, name) : NULL;
    }
    stet_arena_release(&arena);
    return rule;
}

static bool explain_plugin(const stet_registry *registry, stet_str name,
                           stet_buffer *out)
{
    for (size_t i = 0; i < registry->n_plugins; i++) {
        const stet_plugin *plugin = registry->plugins[i].plugin;
        if (!stet_str_is(name, plugin->name))
            continue;
        stet_buffer_format(out, "%s %s - %s\n\nCheck types:\n", plugin->name,
                           plugin->version, plugin->summary);
        for (size_t j = 0; j < plugin->n_checks; j++)
            stet_buffer_format(out, "  %s.%s - %s\n", plugin->name,
                               plugin->checks[j]->name, plugin->checks[j]->summary);
        return true;
    }
    return false;
}

static stet_exit tell_unknown(const stet_context *context, const stet_rule_set *set,
                              stet_str name)
{
    stet_error error = STET_ERROR_NONE;
    const stet_registry *registry = &context->registry;
    size_t n_rules = set ? set->n_named : 0, n = 0;
    const char **names =
        stet_memory_zalloc(n_rules + registry->n_plugins + 1, sizeof *names);
    while (n < n_rules) {
        names[n] = set->rules[n].name.ptr;
        n++;
    }
    for (size_t i = 0; i < registry->n_plugins; i++)
        names[n++] = registry->plugins[i].plugin->name;
    const char *nearest = stet_str_nearest(name, names, n);
    if (!nearest)
        nearest = stet_registry_nearest(registry, name);
    stet_error_set(&error, "there is no rule, check type or plugin “%.*s”",
                   (int)name.len, name.ptr);
    if (nearest)
        stet_error_hint(&error, "did you mean “%s”?", nearest);
    else
        stet_error_hint(&error, "stet rules and stet plugins list them");
    free((void *)(uintptr_t)names);
    return stet_cli_fail(context->cli, &error);
}

static stet_exit explain(stet_context *context, stet_str name)
{
    stet_buffer out = { 0 };
    stet_exit status;
    context->store.options.keep_going = true;
    const stet_rule_set *set = stet_context_rule_set(context, NULL);
    const stet_rule *rule = set ? stet_rule_set_find(set, name) : NULL;
    const stet_registered_check *check = stet_registry_find(&context->registry, name);
    bool found = rule || check || explain_plugin(&context->registry, name, &out);
    if (!found)
        rule = find_shipped(context, name);
    if (rule)
        stet_explain_rule(rule, &out);
    else if (check)
        stet_explain_check(check, &out);
    if (out.len)
        status = stet_cli_write(context->cli, &out);
    else
        status = tell_unknown(context, set, name);
    stet_buffer_release(&out);
    return status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (cli->n_arguments != 1) {
        stet_error error = STET_ERROR_NONE;
        stet_error_set(&error,
                       "stet explain takes the name of a rule, a check type or a "
                       "plugin");
        return stet_cli_fail(cli, &error);
    }
    if (stet_context_open(&context, cli, common))
        status = explain(&context, stet_str_from(cli->arguments[0]));
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_explain = {
    .name = "explain",
    .summary = "say what a rule or a check type looks for, and why",
    .arguments = "RULE|CHECK|PLUGIN",
    .doc =
        "Explains a rule of the rule set (or of a shipped one): what it finds, why, "
        "its "
        "parameters, good and bad examples; or a check type with all its parameters; "
        "or lists the check types of a plugin.",
    .complete = STET_COMPLETE_RULE,
    .loads = true,
    .run = run,
};
