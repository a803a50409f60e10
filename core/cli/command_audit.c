/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/audit.h"
#include "base/str.h"
#include "cli/audit.h"
#include "cli/check.h"
#include "cli/command_p.h"

static const stet_option options_table[] = {
    { .name = "out",
      .letter = 'o',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_audit_command, folder),
      .value = "DIR",
      .complete = STET_COMPLETE_FOLDER,
      .doc = "The folder for the database and the reports; made if it is not there. "
             "Started again with the same folder, an audit goes on where it stopped." },
    { .name = "group-by",
      .letter = 'g',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_audit_command, group_by),
      .value = "FIELD",
      .doc = "Tell records apart by this field: one of the layout's, a key of a JSON "
             "record, a column, or a JSON Pointer (/meta/editor)." },
    { .name = "fail-on",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(stet_audit_command, fail_on),
      .value = "LEVEL",
      .choices = stet_check_levels,
      .doc = "The least level of a finding that rejects a record: error (the default), "
             "warning, suggestion or never." },
    { .name = "sample",
      .type = STET_OPTION_NUMBER,
      .offset = offsetof(stet_audit_command, n_samples),
      .value = "N",
      .max = 1000,
      .doc = "Keep the texts of N records for people to read: of all, of each rule and "
             "of each group. Which ones hangs on --seed alone." },
    { .name = "seed",
      .type = STET_OPTION_NUMBER,
      .offset = offsetof(stet_audit_command, seed),
      .value = "NUMBER",
      .max = INT64_MAX,
      .doc = "Draw other samples (default: 0)." },
    { .name = "aql",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_audit_command, aql),
      .value = "PERCENT",
      .doc =
          "The acceptance quality limit of ISO 2859-1 by which the report judges the "
          "batch: 0.010 to 10 (default: 1.0). stet report can tell by another one." },
    { .name = "redact",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, redacted),
      .doc = "Keep no text: places, hashes and the names of rules and groups only." },
    { .name = "split",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, split),
      .doc = "Write DIR/accepted.jsonl and DIR/rejected.jsonl, each line as it was, "
             "and DIR/reasons.jsonl beside the rejected ones." },
    { .name = "csv",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, csv),
      .doc = "Write all findings to DIR/findings.csv." },
    { .name = "sarif",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, sarif),
      .doc = "Write all findings to DIR/findings.sarif." },
    { .name = "shard",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_audit_command, shard),
      .value = "K/N",
      .doc = "Check only the K-th of N parts of the batch; see stet help merge." },
    { .name = "restart",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, restart),
      .doc = "Forget what DIR has of an audit that was begun, or finished." },
    { .name = "no-time",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_audit_command, no_time),
      .doc = "Keep no times, so that two audits of the same are the same, byte by "
             "byte." },
    STET_OPTION_ROW_JOBS(stet_audit_command),
    STET_OPTION_ROW_MAX_RECORD(stet_audit_command),
};

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    return stet_audit_command_run(cli, options, common);
}

const stet_command stet_command_audit = {
    .name = "audit",
    .summary = "check a batch, and keep all that is found",
    .arguments = "PATH... --out DIR",
    .doc =
        "Checks all records of files and folders with every core, and leaves a "
        "database "
        "(DIR/audit.db) and a report (DIR/report.html): how many records are "
        "rejected, by which rules, by whom.\n"
        "It may be stopped or killed at any moment: started again it goes on, and the "
        "outcome is the same. Parts of a batch may be audited on many machines "
        "(--shard) and put together by stet merge.\n"
        "Findings do not make it fail: the status is 0 when all was done, else 2; so "
        "it is "
        "when a file could not be read at all, which the report says, too.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(stet_audit_command),
    .loads = true,
    .run = run,
};
