/* SPDX-License-Identifier: Apache-2.0 */
#include "account/compare.h"
#include "account/compare_outline.h"
#include "account/html.h"
#include "base/str.h"
#include "cli/audit_input.h"
#include "cli/command_p.h"
#include "cli/destination.h"

enum { GROUPS = 1000 };
enum { FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSON, FORMAT_HTML };
static const char *const formats[] = { "text", "markdown", "json", "html", NULL };

typedef struct compare_options {
    int format;
    bool markdown;
    bool json;
    bool html;
    bool exit_code;
} compare_options;

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(compare_options, format),
      .value = "FORMAT",
      .choices = formats,
      .doc = "How to report: text (the default), markdown, json as stet schema compare "
             "has it, or html: the page of the later audit, with what drifted." },
    { .name = "markdown",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, markdown),
      .doc = "The same as --format markdown." },
    { .name = "json",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, json),
      .doc = "The same as --format json." },
    { .name = "html",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, html),
      .doc = "The same as --format html: one page that needs nothing else." },
    { .name = "exit-code",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(compare_options, exit_code),
      .doc = "End with status 1 when something drifted by more than chance." },
};

/* Two audits, open, and what drifted between them. */
typedef struct two_audits {
    stet_audit_database before, after;
    stet_comparison comparison;
} two_audits;

static bool open_audits(const stet_cli *cli, two_audits *audits, stet_error *error)
{
    if (!stet_audit_input_open(&audits->before, cli, cli->arguments[0], error))
        return false;
    if (stet_audit_input_open(&audits->after, cli, cli->arguments[1], error)) {
        if (stet_comparison_load(&audits->comparison, &audits->before, &audits->after,
                                 GROUPS, error))
            return true;
        stet_audit_database_close(&audits->after, NULL);
    }
    stet_audit_database_close(&audits->before, NULL);
    return false;
}

static void close_audits(two_audits *audits)
{
    stet_comparison_release(&audits->comparison);
    stet_audit_database_close(&audits->after, NULL);
    stet_audit_database_close(&audits->before, NULL);
}

static bool write_html(const two_audits *audits, const stet_audit_sink *sink,
                       stet_error *error)
{
    const stet_audit_summary_options asked = { .limits = stet_audit_summary_limits,
                                               .inspection = STET_INSPECTION_II,
                                               .aql = STET_ACCEPTANCE_AQL };
    stet_audit_summary summary = { 0 };
    bool good = stet_audit_summary_load(&summary, &audits->after, &asked, error) &&
                stet_audit_html_write_drift(&summary, &audits->after,
                                            &audits->comparison, sink, error);

    stet_audit_summary_release(&summary);
    return good;
}

static bool write_outline(const two_audits *audits, int format,
                          const stet_audit_sink *sink, stet_error *error)
{
    stet_outline outline = { 0 };
    stet_buffer text = { 0 };

    stet_comparison_outline(&outline, &audits->comparison);
    if (format == FORMAT_MARKDOWN)
        stet_outline_write_markdown(&outline, &text);
    else
        stet_outline_write_text(&outline, &text);
    stet_outline_release(&outline);
    bool good = stet_audit_sink_flush(sink, &text, error);
    stet_buffer_release(&text);
    return good;
}

static bool write(const two_audits *audits, int format, const stet_audit_sink *sink,
                  stet_error *error)
{
    if (format == FORMAT_HTML)
        return write_html(audits, sink, error);
    if (format == FORMAT_JSON)
        return stet_comparison_write_json(&audits->comparison, &audits->after, sink,
                                          error);
    return write_outline(audits, format, sink, error);
}

static stet_exit tell(const stet_cli *cli, const two_audits *audits, int format,
                      bool exit_code)
{
    stet_destination destination;
    stet_error error = STET_ERROR_NONE;
    bool good = stet_destination_open(&destination, NULL, &error);
    const stet_audit_sink sink = stet_destination_sink(&destination);

    good = good && write(audits, format, &sink, &error);
    if (!stet_destination_close(&destination, good, &error))
        return stet_cli_fail(cli, &error);
    return exit_code && audits->comparison.beyond ? STET_EXIT_FINDINGS
                                                  : STET_EXIT_CLEAN;
}

static stet_exit run(stet_cli *cli, const void *given, const stet_common *common)
{
    const compare_options *options = given;
    const bool flags[] = { [FORMAT_MARKDOWN] = options->markdown,
                           [FORMAT_JSON] = options->json,
                           [FORMAT_HTML] = options->html };
    int format = options->format;
    two_audits audits;
    stet_error error = STET_ERROR_NONE;

    (void)common;
    if (cli->n_arguments != 2) {
        stet_error_set(&error,
                       "stet compare takes two audit databases: the earlier and "
                       "the later one");
        return stet_cli_fail(cli, &error);
    }
    if (!stet_cli_choose_format("compare", formats, flags, &format, &error) ||
        !open_audits(cli, &audits, &error))
        return stet_cli_fail(cli, &error);
    stet_exit status = tell(cli, &audits, format, options->exit_code);
    close_audits(&audits);
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
    .one = "With --exit-code: something drifted by more than chance.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(compare_options),
    .run = run,
};
