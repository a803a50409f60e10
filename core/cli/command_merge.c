/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/assembly.h"
#include "audit/database.h"
#include "audit/sources.h"
#include "base/memory.h"
#include "base/str.h"
#include "cli/audit_input.h"
#include "cli/command_p.h"
#include "cli/context.h"

#include <stdlib.h>
#include <sys/stat.h>
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
      .doc = "The database to make; it may be one of those that are merged. No other "
             "file is written over." },
    { .name = "no-time",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(merge_options, no_time),
      .doc = "Keep no times, so that the same audits give the same bytes." },
};

static void summarize(const stet_audit_assembled *done, const char *path)
{
    stet_buffer out = { 0 };

    stet_audit_assembled_write(done, path, &out);
    stet_file_write_fd(STDERR_FILENO, stet_buffer_str(&out));
    stet_buffer_release(&out);
}

/* What an assembly may ask for: an engine, and the files of the batch, where they are
   here, too. Both are made when they are asked for. */
typedef struct merge_run {
    stet_context *context;
    stet_engine *engine;
    stet_audit_sources sources;
} merge_run;

static bool is_same_set(const stet_rule_set *set, const stet_audit_facts *facts,
                        stet_error *error)
{
    if (stet_str_is(facts->hash, set->hash))
        return true;
    stet_error_set(error,
                   "rules of the whole batch must speak now, and this is not the rule "
                   "set of the audits: that is %.*s %.*s (%.*s)",
                   (int)facts->rule_set.len, facts->rule_set.ptr,
                   (int)facts->version.len, facts->version.ptr, (int)facts->hash.len,
                   facts->hash.ptr);
    stet_error_hint(error, "name it with --config%s",
                    facts->day.len ? ", and its day with --date" : "");
    stet_error_at(error, set->path, STET_POSITION_NONE);
    return false;
}

static stet_engine *make_engine(void *user, const stet_audit_facts *facts,
                                stet_error *error)
{
    merge_run *run = user;
    stet_context *context = run->context;
    const stet_rule_set *set = stet_context_rule_set(context, NULL);
    stet_engine_options options = stet_context_engine_options(context);

    options.jobs = 1;
    options.records = true;
    if (!set)
        stet_error_set(error, "the rule set of the audits could not be loaded");
    if (!set || !is_same_set(set, facts, error))
        return NULL;
    run->engine = stet_engine_new(set, &options, &context->errors);
    stet_context_tell(context);
    if (!run->engine)
        stet_error_set(error, "the rule set of the audits cannot be used");
    return run->engine;
}

static void release_inputs(const char **inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free((void *)(uintptr_t)inputs[i]);
    free((void *)(uintptr_t)inputs);
}

/* Folders that stet audit --out made stand for the databases in them. NULL: not all of
   them have one. */
static const char **find_inputs(const stet_cli *cli, stet_error *error)
{
    const char **inputs = stet_memory_zalloc(cli->n_arguments, sizeof *inputs);
    bool good = true;

    for (size_t i = 0; i < cli->n_arguments && good; i++) {
        stet_buffer path = { 0 };
        good = stet_audit_input_find(cli->arguments[i], &path, error);
        inputs[i] = path.ptr;
    }
    if (good)
        return inputs;
    release_inputs(inputs, cli->n_arguments);
    return NULL;
}

/* Said before all is merged, not after. */
static bool check_output(const char *output, stet_error *error)
{
    struct stat seen;

    if (!output || !*output)
        return stet_error_set(error, "say where the merged database goes: --out FILE");
    if (stat(output, &seen) != 0 || !S_ISDIR(seen.st_mode))
        return true;
    stet_error_set(error, "it is a folder, and the merged database is a file");
    stet_error_hint(error, "name one in it: --out %s/audit.db", output);
    stet_error_at(error, stet_str_from(output), STET_POSITION_NONE);
    return false;
}

static bool merge(stet_context *context, const merge_options *options,
                  stet_error *error)
{
    const stet_cli *cli = context->cli;
    merge_run run = { .context = context };
    stet_audit_assembled done;

    if (!check_output(options->output, error))
        return false;
    if (cli->n_arguments == 0)
        return stet_error_set(error, "say which databases are to be merged");
    if (!stet_audit_database_may_replace(options->output, error))
        return false;
    const char **inputs = find_inputs(cli, error);
    if (!inputs)
        return false;
    stet_audit_assembly_options assembly = { .inputs = inputs,
                                             .n_inputs = cli->n_arguments,
                                             .output = options->output,
                                             .no_time = options->no_time,
                                             .seconds = -1,
                                             .engine = make_engine,
                                             .engine_user = &run,
                                             .stop = cli->stop,
                                             .read = stet_audit_sources_read,
                                             .read_user = &run.sources };
    stet_audit_sources_init(&run.sources, inputs[0], &context->store);
    bool merged = stet_audit_assemble(&assembly, &done, error);
    stet_audit_sources_release(&run.sources);
    stet_engine_free(run.engine);
    release_inputs(inputs, cli->n_arguments);
    if (!merged)
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
