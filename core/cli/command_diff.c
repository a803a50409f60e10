/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/visible.h"
#include "cli/check.h"
#include "cli/command_p.h"
#include "cli/context.h"
#include "report/rule_set_diff_json.h"

static const char *const formats[] = { "text", "json", NULL };

typedef struct diff_options {
    int format; /**< Index into the choices: text, json. */
    int fail_on;
    bool exit_code;
} diff_options;

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(diff_options, format),
      .value = "FORMAT",
      .choices = formats,
      .doc = "How to report: text (the default), or json as stet schema diff has it." },
    { .name = "fail-on",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(diff_options, fail_on),
      .value = "LEVEL",
      .choices = stet_check_levels,
      .doc = "The least level of a finding that makes a text fail, as in stet check: "
             "error (the default), warning, suggestion or never." },
    { .name = "exit-code",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(diff_options, exit_code),
      .doc = "End with status 1 when texts that were accepted may now fail." },
};

/* ---- Text ---- */

static void add_place(stet_buffer *out, const stet_rule *rule)
{
    stet_visible_add(out, rule->path);
    stet_buffer_format(out, ":%u", (unsigned)rule->position.line);
}

/** "no-delve  new.yaml:12, was old.yaml:10"; of a change of the set nothing. */
static void add_rule(stet_buffer *out, const stet_change *change)
{
    const stet_rule *rule = change->after ? change->after : change->before;
    if (!rule) {
        stet_buffer_add_text(out, "\nthe set itself\n");
        return;
    }
    stet_buffer_add_char(out, '\n');
    stet_visible_add(out, rule->name);
    stet_buffer_add_text(out, "  ");
    if (change->after)
        add_place(out, change->after);
    if (change->before) {
        stet_buffer_add_text(out, change->after ? ", was " : "was ");
        add_place(out, change->before);
    }
    stet_buffer_add_char(out, '\n');
}

static bool is_same_rule(const stet_change *a, const stet_change *b)
{
    const stet_rule *x = a->after ? a->after : a->before;
    const stet_rule *y = b->after ? b->after : b->before;
    return x == y || (x && y && stet_str_equal(x->name, y->name));
}

static void add_set(stet_buffer *out, const stet_rule_set *set)
{
    stet_visible_add(out, set->name);
    stet_buffer_add_char(out, ' ');
    if (set->version.len) {
        stet_visible_add(out, set->version);
        stet_buffer_add_char(out, ' ');
    }
    stet_buffer_add_char(out, '(');
    stet_visible_add(out, set->path);
    stet_buffer_add_char(out, ')');
}

static void add_changes(stet_buffer *out, const stet_rule_set_diff *diff)
{
    for (size_t i = 0; i < diff->count; i++) {
        const stet_change *change = &diff->items[i];
        if (i == 0 || !is_same_rule(&diff->items[i - 1], change))
            add_rule(out, change);
        stet_buffer_format(out, "  %s: ", stet_change_name(change->kind));
        stet_visible_add(out, change->text);
        stet_buffer_add_char(out, '\n');
    }
}

/** "3 added, 1 stricter" */
static void add_counts(stet_buffer *out, const stet_rule_set_diff *diff)
{
    const char *before = "\n";
    for (size_t i = 0; i < STET_CHANGE_KINDS; i++) {
        if (!diff->n_of_kind[i])
            continue;
        stet_buffer_format(out, "%s%zu %s", before, diff->n_of_kind[i],
                           stet_change_name((stet_change_kind)i));
        before = ", ";
    }
    stet_buffer_add_text(out, diff->count ? "\n" : "\nnothing changed\n");
}

/** The rules because of which texts may fail, or pass, each once. */
static void add_verdict(stet_buffer *out, const stet_rule_set_diff *diff, bool fail)
{
    const stet_change *last = NULL;
    if (!(fail ? diff->may_fail : diff->may_pass)) {
        stet_buffer_add_text(out, fail ? "No text that was accepted fails now.\n"
                                       : "No text that failed is accepted now.\n");
        return;
    }
    stet_buffer_add_text(out, fail ? "Texts that were accepted may now fail: "
                                   : "Texts that failed may now be accepted: ");
    for (size_t i = 0; i < diff->count; i++) {
        const stet_change *change = &diff->items[i];
        const stet_rule *rule = change->after ? change->after : change->before;
        if (!(fail ? change->may_fail : change->may_pass) ||
            (last && is_same_rule(last, change)))
            continue;
        stet_buffer_add_text(out, last ? ", " : "");
        stet_visible_add(out, rule ? rule->name : STET_STR("the set itself"));
        last = change;
    }
    stet_buffer_add_text(out, ".\n");
}

static void write_text(const stet_rule_set_diff *diff, stet_buffer *out)
{
    add_set(out, diff->before);
    stet_buffer_add_text(out, " -> ");
    add_set(out, diff->after);
    stet_buffer_add_char(out, '\n');
    add_changes(out, diff);
    add_counts(out, diff);
    add_verdict(out, diff, true);
    add_verdict(out, diff, false);
}

/* ---- The command ---- */

static stet_exit compare(stet_context *context, const diff_options *options)
{
    static const uint32_t levels[] = { STET_ERROR, STET_WARNING, STET_SUGGESTION,
                                       STET_ERROR + 1 };
    const stet_cli *cli = context->cli;
    const stet_rule_set *before = stet_context_rule_set(context, cli->arguments[0]);
    const stet_rule_set *after = stet_context_rule_set(context, cli->arguments[1]);
    stet_rule_set_diff diff = { .items = NULL };
    stet_buffer out = { 0 };
    if (!before || !after)
        return STET_EXIT_TROUBLE;
    stet_rule_set_diff_make(&diff, before, after, levels[options->fail_on]);
    if (options->format == 0)
        write_text(&diff, &out);
    else
        stet_rule_set_diff_json(&diff, &out);
    stet_exit status = stet_cli_write(cli, &out);
    if (status == STET_EXIT_CLEAN && options->exit_code && diff.may_fail)
        status = STET_EXIT_FINDINGS;
    stet_buffer_release(&out);
    stet_rule_set_diff_release(&diff);
    return status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (cli->n_arguments != 2) {
        stet_error error = STET_ERROR_NONE;
        stet_error_set(&error,
                       "stet diff takes two rule sets: the old and the new one");
        return stet_cli_fail(cli, &error);
    }
    if (stet_context_open(&context, cli, common))
        status = compare(&context, options);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_diff = {
    .name = "diff",
    .summary = "say what changed between two states of a specification",
    .arguments = "OLD NEW",
    .doc =
        "Compares two rule sets as they are in force, with all that they extend, and "
        "says rule by rule what was added and removed, what became stricter and "
        "looser, what is told at another level or in other words, and what applies "
        "to other fields, records, files or days; and whether texts that were "
        "accepted may now fail, or the other way round.\n"
        "A rule set is a file, stet:NAME, or a folder, for the one that governs it.",
    .one = "With --exit-code: texts that were accepted may fail now.",
    .complete = STET_COMPLETE_RULE_SET,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(diff_options),
    .loads = true,
    .run = run,
};
