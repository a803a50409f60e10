/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/compare.h"
#include "audit/compare_outline.h"
#include "base/str.h"
#include "cli/audit_input.h"
#include "cli/command_p.h"

enum { GROUPS = 1000 };
enum { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSON };
static const char *const formats[] = { "text", "markdown", "json", NULL };

typedef struct compare_options {
    int format;
    bool json;
    bool exit_code;
} compare_options;

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(compare_options, format),
      .value = "FORMAT",
      .choices = formats,
      .doc = "How to report: text (the default), markdown, or json as stet schema "
             "compare has it." },
    { .name = "json",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, json),
      .doc = "The same as --format json." },
    { .name = "exit-code",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, exit_code),
      .doc = "End with status 1 when something drifted by more than chance." },
};

static void write(const stet_comparison *comparison, int format, stet_buffer *text)
{
    stet_outline outline = { 0 };

    if (format == FORMAT_JSON) {
        stet_comparison_write_json(comparison, text);
        return;
    }
    stet_comparison_outline(&outline, comparison);
    if (format == FORMAT_MARKDOWN)
        stet_outline_write_markdown(&outline, text);
    else
        stet_outline_write_text(&outline, text);
    stet_outline_release(&outline);
}

static stet_exit tell(const stet_cli *cli, const compare_options *options,
                      const stet_comparison *comparison)
{
    stet_buffer text = { 0 };

    write(comparison, options->json ? FORMAT_JSON : options->format, &text);
    stet_exit status = stet_cli_write(cli, &text);
    if (status == STET_EXIT_CLEAN && options->exit_code && comparison->beyond)
        status = STET_EXIT_FINDINGS;
    stet_buffer_release(&text);
    return status;
}

static bool load(const stet_cli *cli, stet_comparison *comparison, stet_error *error)
{
    stet_audit_database before;
    stet_audit_database after;

    if (!stet_audit_input_open(&before, cli, cli->arguments[0], error))
        return false;
    bool good = stet_audit_input_open(&after, cli, cli->arguments[1], error);
    if (good) {
        good = stet_comparison_load(comparison, &before, &after, GROUPS, error);
        stet_audit_database_close(&after, NULL);
    }
    stet_audit_database_close(&before, NULL);
    return good;
}

static stet_exit run(stet_cli *cli, const void *given, const stet_common *common)
{
    const compare_options *options = given;
    stet_comparison comparison;
    stet_error error = STET_ERROR_NONE;

    (void)common;
    if (cli->n_arguments != 2) {
        stet_error_set(&error,
                       "stet compare takes two audit databases: the earlier and "
                       "the later one");
        return stet_cli_fail(cli, &error);
    }
    if (options->json && options->format == FORMAT_MARKDOWN) {
        stet_error_set(&error, "stet compare writes one format at a time, not markdown "
                               "and json");
        return stet_cli_fail(cli, &error);
    }
    if (!load(cli, &comparison, &error))
        return stet_cli_fail(cli, &error);
    stet_exit status = tell(cli, options, &comparison);
    stet_comparison_release(&comparison);
    return status;
}

const stet_command stet_command_compare = {
    .name = "compare",
    .summary = "say what drifted between two audits, by more than chance",
    .arguments = "BEFORE.db AFTER.db",
    .doc =
        "Compares two audits: how many records are rejected, have findings of a level "
        "or of a rule, and are rejected of a group, as it was and as it is, with the "
        "difference, its 95 % interval, and whether it is more than chance when all "
        "comparisons are considered.\n"
        "Rules and groups are matched by name. Audits of different rule sets may be "
        "compared, and it is said; stet impact tells what a new specification does to "
        "the same records.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(compare_options),
    .run = run,
};
