/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report.h"
#include "base/str.h"
#include "cli/audit_input.h"
#include "cli/command_p.h"
#include "cli/destination.h"

/* In the order of `flags` below. */
static const char *const formats[] = {
    "text", "html", "csv", "markdown", "json", NULL
};
/* The usual one first: it is the default. */
static const char *const inspections[] = { "II", "I", "III", NULL };
static const stet_inspection_level inspection_levels[] = { STET_INSPECTION_II,
                                                           STET_INSPECTION_I,
                                                           STET_INSPECTION_III };
static const char *const counts[] = { "records", "findings", NULL };

typedef struct report_options {
    int format;
    bool html, csv, markdown, json;
    const char *output;
    const char *aql;
    int inspection;
    int count;
} report_options;

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(report_options, format),
      .value = "FORMAT",
      .choices = formats,
      .doc = "How to report: text (the default), html for a browser, csv, markdown, or "
             "json "
             "as stet schema report has it." },
    { .name = "html",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(report_options, html),
      .doc = "The same as --format html: one page that needs nothing else." },
    { .name = "csv",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(report_options, csv),
      .doc = "The same as --format csv: a table of rates, for spreadsheets." },
    { .name = "markdown",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(report_options, markdown),
      .doc = "The same as --format markdown." },
    { .name = "json",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(report_options, json),
      .doc = "The same as --format json." },
    { .name = "output",
      .letter = 'o',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(report_options, output),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc = "Write the report to this file, and not to standard output." },
    { .name = "aql",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(report_options, aql),
      .value = "AQL",
      .doc = "The acceptance quality limit, one of those of ISO 2859-1: percent of the "
             "records that may be rejected, from 0.010 to 10 (default: 1.0); with "
             "--count findings, findings by 100 records, from 0.010 to 1000." },
    { .name = "inspection",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(report_options, inspection),
      .value = "LEVEL",
      .choices = inspections,
      .doc =
          "The general inspection level: II (the default), I for a smaller sample, or "
          "III for a larger one." },
    { .name = "count",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(report_options, count),
      .value = "WHAT",
      .choices = counts,
      .doc = "What the plan counts: rejected records (the default), or findings at the "
             "level that rejects." },
};

/* The format that is asked for; NULL and the error: several are. */
static const stet_audit_format *choose_format(const report_options *options,
                                              stet_error *error)
{
    const bool flags[] = { false, options->html, options->csv, options->markdown,
                           options->json };
    int chosen = options->format;

    return stet_cli_choose_format("report", formats, flags, &chosen, error)
               ? stet_audit_format_find(stet_str_from(formats[chosen]))
               : NULL;
}

/* What would be lost is the audit, which the report is only made of. */
static bool spares_audit(const stet_audit_database *database, const char *output,
                         stet_error *error)
{
    if (!output || !stet_file_is_same(output, database->path.ptr))
        return true;
    stet_error_set(error, "this is the audit itself: the report would take its place");
    stet_error_hint(error, "name another file with --output");
    stet_error_at(error, database->path, STET_POSITION_NONE);
    return false;
}

/* The file is made when the audit has been read: an audit that cannot be leaves no
   trace of it. */
static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, const report_options *options,
                  const stet_audit_format *format, stet_error *error)
{
    stet_destination destination;

    if (!stet_destination_open(&destination, options->output, error))
        return false;
    const stet_audit_sink sink = stet_destination_sink(&destination);
    bool good = format->write(summary, database, &sink, error);
    return stet_destination_close(&destination, good, error);
}

static stet_exit report(const stet_cli *cli, const report_options *options,
                        const stet_audit_format *format,
                        const stet_audit_summary_options *asked)
{
    stet_audit_database database;
    stet_audit_summary summary = { 0 };
    stet_error error = STET_ERROR_NONE;

    if (!stet_audit_input_open(&database, cli, cli->arguments[0], &error))
        return stet_cli_fail(cli, &error);
    bool good = spares_audit(&database, options->output, &error) &&
                stet_audit_summary_load(&summary, &database, asked, &error) &&
                write(&summary, &database, options, format, &error);
    stet_audit_database_close(&database, NULL);
    stet_audit_summary_release(&summary);
    return good ? STET_EXIT_CLEAN : stet_cli_fail(cli, &error);
}

static stet_exit run(stet_cli *cli, const void *given, const stet_common *common)
{
    const report_options *options = given;
    const stet_audit_format *format = NULL;
    stet_error error = STET_ERROR_NONE;
    stet_audit_summary_options asked = {
        .inspection = inspection_levels[options->inspection],
        .aql = options->aql ? options->aql : STET_ACCEPTANCE_AQL,
        .count_findings = options->count == 1,
    };

    (void)common;
    if (cli->n_arguments != 1) {
        stet_error_set(&error, "stet report takes one audit database");
        stet_error_hint(&error, "stet audit PATH... --out DIR makes one: DIR/audit.db");
        return stet_cli_fail(cli, &error);
    }
    if (!stet_acceptance_check(asked.aql, asked.inspection, asked.count_findings,
                               &error) ||
        !(format = choose_format(options, &error)))
        return stet_cli_fail(cli, &error);
    asked.limits = stet_audit_format_limits(format);
    return report(cli, options, format, &asked);
}

const stet_command stet_command_report = {
    .name = "report",
    .summary = "say what an audit found: the verdict, rates, and what was checked",
    .arguments = "AUDIT.db",
    .doc =
        "Reads the database that stet audit or stet merge left, and tells the verdict "
        "by a sampling plan of ISO 2859-1; rates a record and by 1,000 words, by rule, "
        "level, group and source, with their 95 % intervals; and what was checked and "
        "what was not.\n"
        "Groups whose intervals overlap are not ranked against each other. "
        "docs/statistics.md has the formulas and their sources.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(report_options),
    .run = run,
};
