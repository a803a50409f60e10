/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/assembly.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/context.h"

#include <inttypes.h>
#include <unistd.h>

typedef struct merge_options {
    const char *output;
    bool no_time;
} merge_options;

static const stet_option options_table[] = {
    { .name = "out",
      .letter = 'o',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(merge_options, output),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc = "The database to make; it may be one of those that are merged." },
    { .name = "no-time",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(merge_options, no_time),
      .doc = "Keep no times, so that the same audits give the same bytes." },
};

static void summarize(const stet_audit_assembled *done, const char *path)
{
    stet_buffer out = { 0 };

    stet_buffer_format(&out,
                       "%" PRIu64 " records: %" PRIu64 " accepted, %" PRIu64
                       " rejected, %" PRIu64 " failed; %" PRIu64 " findings",
                       done->n_records, done->n_of_state[STET_AUDIT_ACCEPTED],
                       done->n_of_state[STET_AUDIT_REJECTED],
                       done->n_of_state[STET_AUDIT_FAILED], done->n_findings);
    if (done->n_missing)
        stet_buffer_format(&out, "; %" PRIu64 " of %" PRIu64 " segments are missing",
                           done->n_missing, done->n_segments);
    stet_buffer_format(&out, ": %s\n", path);
    stet_file_write_fd(STDERR_FILENO, stet_buffer_str(&out));
    stet_buffer_release(&out);
}

static bool merge(stet_context *context, const merge_options *options,
                  stet_error *error)
{
    const stet_cli *cli = context->cli;
    stet_audit_assembled done;

    if (!options->output)
        return stet_error_set(error, "say where the merged database goes: --out FILE");
    if (cli->n_arguments == 0)
        return stet_error_set(error, "say which databases are to be merged");
    stet_audit_assembly_options assembly = { .inputs = cli->arguments,
                                             .n_inputs = cli->n_arguments,
                                             .output = options->output,
                                             .no_time = options->no_time,
                                             .seconds = -1 };
    if (!stet_audit_assemble(&assembly, &done, error))
        return false;
    if (!context->common->quiet)
        summarize(&done, options->output);
    return true;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_context context;
    stet_error error = STET_ERROR_NONE;
    stet_exit status = STET_EXIT_TROUBLE;

    if (stet_context_open(&context, cli, common) && merge(&context, options, &error))
        status = STET_EXIT_CLEAN;
    if (error.message)
        status = stet_cli_fail(cli, &error);
    stet_context_close(&context);
    return status;
}

const stet_command stet_command_merge = {
    .name = "merge",
    .summary = "put audits of parts of a batch together",
    .arguments = "AUDIT.db... --out FILE",
    .doc =
        "Makes one database of those that stet audit --shard left, in any order, and "
        "of "
        "what was merged already; a part that is there twice counts once. The outcome "
        "is the same as that of one audit of all.\n"
        "Audits of other files, by another rule set or with other settings are "
        "refused, "
        "with the difference. While parts are missing the database says which, and "
        "rules of the whole batch wait.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(merge_options),
    .loads = true,
    .run = run,
};
