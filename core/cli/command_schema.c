/* SPDX-License-Identifier: Apache-2.0 */
#include "report/schema.h"

#include "cli/command_p.h"
#include "cli/context.h"

static const char *const words[] = { "rules", "findings", "diff", "impact", NULL };

static stet_exit write_rules(stet_cli *cli, const stet_common *common, stet_buffer *out)
{
    stet_context context;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_context_open(&context, cli, common)) {
        stet_schema_write_rule_set(&context.registry, out);
        status = stet_cli_write(cli, out);
    }
    stet_context_close(&context);
    return status;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    stet_exit status;
    stet_buffer out = { 0 };
    const char *which = cli->n_arguments == 1 ? cli->arguments[0] : "";
    if (strcmp(which, "rules") == 0) {
        status = write_rules(cli, common, &out);
    } else if (strcmp(which, "findings") == 0) {
        stet_schema_write_findings(&out);
        status = stet_cli_write(cli, &out);
    } else if (strcmp(which, "diff") == 0) {
        stet_schema_write_diff(&out);
        status = stet_cli_write(cli, &out);
    } else if (strcmp(which, "impact") == 0) {
        stet_schema_write_impact(&out);
        status = stet_cli_write(cli, &out);
    } else {
        stet_error error = STET_ERROR_NONE;
        stet_error_set(&error,
                       "stet schema takes one of: rules, findings, diff, impact");
        status = stet_cli_fail(cli, &error);
    }
    stet_buffer_release(&out);
    return status;
}

const stet_command stet_command_schema = {
    .name = "schema",
    .summary =
        "print a JSON Schema: of rule sets, of findings, of a diff, of an impact",
    .arguments = "rules|findings|diff|impact",
    .doc =
        "Prints the JSON Schema (draft-07) of rule sets, with all check types of the "
        "loaded plugins, by which editors complete and check stet.yaml; or that of the "
        "lines of stet check --format jsonl, or of what stet diff or stet impact "
        "print with --format json.",
    .complete = STET_COMPLETE_WORDS,
    .words = words,
    .loads = true,
    .run = run,
};
