/* SPDX-License-Identifier: Apache-2.0 */
#include "report/schema.h"

#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"

/* What has a schema, beside rule sets, whose schema hangs on the plugins. */
static const struct {
    const char *name;
    void (*write)(stet_buffer *out);
} schemas[] = {
    { "findings", stet_schema_write_findings },
    { "filter", stet_schema_write_filter },
    { "diff", stet_schema_write_diff },
    { "impact", stet_schema_write_impact },
    { "report", stet_schema_write_report },
    { "compare", stet_schema_write_compare },
};

static const char *const words[] = { "rules",  "findings", "filter",  "diff",
                                     "impact", "report",   "compare", NULL };

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

static stet_exit refuse(const stet_cli *cli)
{
    stet_error error = STET_ERROR_NONE;
    stet_buffer names = { 0 };
    for (size_t i = 0; words[i]; i++)
        stet_buffer_format(&names, "%s%s", i ? ", " : "", words[i]);
    stet_error_set(&error, "stet schema takes one of: %s", names.ptr);
    stet_buffer_release(&names);
    return stet_cli_fail(cli, &error);
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    (void)options;
    stet_buffer out = { 0 };
    const char *which = cli->n_arguments == 1 ? cli->arguments[0] : "";
    stet_exit status = STET_EXIT_TROUBLE;
    bool known = strcmp(which, "rules") == 0;
    if (known)
        status = write_rules(cli, common, &out);
    for (size_t i = 0; i < STET_LEN(schemas) && !known; i++) {
        if (strcmp(which, schemas[i].name) != 0)
            continue;
        known = true;
        schemas[i].write(&out);
        status = stet_cli_write(cli, &out);
    }
    stet_buffer_release(&out);
    return known ? status : refuse(cli);
}

const stet_command stet_command_schema = {
    .name = "schema",
    .summary = "print a JSON Schema: of rule sets, or of what a command writes",
    .arguments = "rules|findings|filter|diff|impact|report|compare",
    .doc =
        "Prints the JSON Schema (draft-07) of rule sets, with all check types of the "
        "loaded plugins, by which editors complete and check stet.yaml; or that of the "
        "lines of stet check --format jsonl (findings), of the answers of stet filter, "
        "or of what stet diff, stet impact, stet report and stet compare print with "
        "--format json.",
    .complete = STET_COMPLETE_WORDS,
    .words = words,
    .loads = true,
    .run = run,
};
