/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit.h"

#include "account/acceptance.h"
#include "audit/audit.h"
#include "audit/group.h"
#include "base/memory.h"
#include "base/str.h"
#include "cli/audit_outputs.h"
#include "cli/check.h"
#include "cli/context.h"
#include "cli/progress.h"
#include "cli/twins.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct audit_run {
    stet_context context;
    const stet_audit_command *options;
    stet_file_list list;
    const stet_rule_set *set;
    stet_audit audit;
    bool begun; /* `audit` is to be closed. */
    stet_progress progress;
    stet_audit_assembled assembled;
    stet_audit_scan scan; /* Of the records, when it is finished in this run. */
    stet_error error;
} audit_run;

/* ---- What is asked for ---- */

/* Digits, nine at most; `*text` moves behind them. */
static bool read_digits(const char **text, uint64_t *number)
{
    const char *begin = *text;

    *number = 0;
    for (; **text >= '0' && **text <= '9' && *text - begin < 10; ++*text)
        *number = *number * 10 + (uint64_t)(**text - '0');
    return *text > begin && *text - begin < 10;
}

static bool read_shard(const char *text, stet_audit_shard *shard, stet_error *error)
{
    const char *at = text;
    uint64_t number = 0, count = 0;

    if (!text)
        return true;
    if (read_digits(&at, &number) && *at++ == '/' && read_digits(&at, &count) && !*at &&
        number >= 1 && number <= count) {
        *shard = (stet_audit_shard){ number, count };
        return true;
    }
    stet_error_set(error, "“%s” is no part: write K/N, such as 3/64", text);
    stet_error_hint(error, "K is from 1 to N");
    return false;
}

/* A part does not know the lines of whole files, nor what rules of the whole batch will
   say: files made of it alone would be wrong. */
static void refuse_with_shard(stet_error *error)
{
    stet_error_set(error,
                   "--split, --csv and --sarif are made of a whole batch, not of "
                   "one --shard");
    stet_error_hint(error, "merge the parts into DIR/audit.db; then stet audit without "
                           "--shard, with the same settings and --out DIR, makes them "
                           "of it and checks nothing again");
}

static bool check_usage(audit_run *run)
{
    const stet_audit_command *options = run->options;
    stet_error *error = &run->error;

    if (!options->folder || !*options->folder)
        stet_error_set(error, "say where the audit goes: --out DIR");
    else if (run->context.cli->n_arguments == 0)
        stet_error_set(error, "say what is to be audited: files or folders");
    else if (options->split && options->redacted)
        stet_error_set(error, "--split writes records, --redact keeps no text: choose");
    else if (options->shard && (options->split || options->csv || options->sarif))
        refuse_with_shard(error);
    return !error->message && stet_audit_groups_check(options->group_by, error) &&
           (!options->aql ||
            stet_acceptance_check(options->aql, STET_INSPECTION_II, false, error));
}

/* ---- Files ---- */

static bool refuse_stdin(audit_run *run)
{
    const stet_cli *cli = run->context.cli;

    for (size_t i = 0; i < cli->n_arguments; i++)
        if (strcmp(cli->arguments[i], "-") == 0) {
            stet_error_set(&run->error,
                           "an audit goes back to what it reads, which standard input "
                           "does not allow");
            stet_error_hint(&run->error, "write it to a file, or use stet filter");
            return false;
        }
    return true;
}

static bool choose_set(audit_run *run)
{
    for (size_t i = 0; i < run->list.count; i++) {
        const stet_listed_file *file = &run->list.items[i];
        if (!run->set)
            run->set = file->set;
        if (file->set == run->set)
            continue;
        stet_error_set(&run->error,
                       "another rule set (%.*s) governs it than the first file (%.*s)",
                       (int)file->set->path.len, file->set->path.ptr,
                       (int)run->set->path.len, run->set->path.ptr);
        stet_error_hint(&run->error, "audit them apart, or name one rule set for all "
                                     "with --config");
        stet_error_at(&run->error, file->shown, STET_POSITION_NONE);
        return false;
    }
    return true;
}

static bool is_named(const stet_cli *cli, stet_str path)
{
    for (size_t i = 0; i < cli->n_arguments; i++)
        if (stet_str_is(path, cli->arguments[i]))
            return true;
    return false;
}

/* What an audit left in a folder is none of the batch when the folder is walked again:
   so the same command can be started again. */
static void drop_outputs(audit_run *run)
{
    stet_file_list *list = &run->list;
    bool *kept = stet_memory_zalloc(list->count, sizeof *kept);

    for (size_t i = 0; i < list->count; i++)
        kept[i] = !stet_audit_outputs_has(run->options->folder, list->items[i].path) ||
                  is_named(run->context.cli, list->items[i].path);
    stet_file_list_keep(list, kept);
    free(kept);
}

/* Said before hours of work, not after. */
static bool can_split(audit_run *run)
{
    for (size_t i = 0; run->options->split && i < run->list.count; i++) {
        const stet_listed_file *file = &run->list.items[i];
        if (strcmp(file->layout->reader->name, "jsonl") == 0)
            continue;
        stet_error_set(&run->error,
                       "only JSON Lines can be split: its records are no lines");
        stet_error_hint(&run->error, "audit it without --split: the states of its "
                                     "records are in the database");
        stet_error_at(&run->error, file->shown, STET_POSITION_NONE);
        return false;
    }
    return true;
}

static void tell_unsaid(const audit_run *run)
{
    const stet_file_list *list = &run->list;

    if (list->n_unsaid)
        stet_log_note(&run->context.cli->log,
                      "%zu file%s left out of what was found in folders, such as %.*s: "
                      "no entry of `texts` says which fields hold text; write one, or "
                      "name each file",
                      list->n_unsaid, list->n_unsaid == 1 ? " is" : "s are",
                      (int)list->unsaid.len, list->unsaid.ptr);
}

/* Nothing is begun when something that was named is not there. */
static bool collect(audit_run *run)
{
    stet_context *context = &run->context;
    const stet_cli *cli = context->cli;

    if (!refuse_stdin(run))
        return false;
    stet_file_list_collect(&run->list, cli->arguments, cli->n_arguments, false,
                           &context->store, &context->errors);
    drop_outputs(run);
    stet_twins_drop(&run->list, &cli->log);
    if (stet_context_tell(context) || !choose_set(run) || !can_split(run) ||
        !stet_audit_outputs_check(run->options, &run->list, &run->error))
        return false;
    tell_unsaid(run);
    if (run->list.count > 0)
        return true;
    stet_error_set(&run->error, "there is nothing to audit here");
    stet_error_hint(&run->error, "stet files PATH says which files count, and why not "
                                 "the others");
    return false;
}

/* ---- The audit ---- */

static void watch(void *user, uint64_t records, uint64_t bytes)
{
    stet_progress_set(user, bytes, records);
}

static bool fill_options(audit_run *run, stet_audit_options *options)
{
    const stet_audit_command *command = run->options;

    *options = (stet_audit_options){
        .set = run->set,
        .registry = &run->context.registry,
        .engine = stet_context_engine_options(&run->context),
        .folder = command->folder,
        .fail_on = stet_check_levels[command->fail_on],
        .group_by = command->group_by,
        .redacted = command->redacted,
        .restart = command->restart,
        .no_time = command->no_time,
        .n_samples = command->n_samples,
        .seed = command->seed,
        .max_record = STET_MAX_RECORD,
        .stop = run->context.cli->stop,
        .watch = watch,
        .watch_user = &run->progress,
        .records = { stet_audit_scan_begin, stet_audit_scan_take, &run->scan },
    };
    options->engine.jobs = (unsigned)command->jobs;
    return read_shard(command->shard, &options->shard, &run->error) &&
           (!command->max_record ||
            stet_check_read_size(command->max_record, &options->max_record,
                                 &run->error));
}

static bool open_audit(audit_run *run)
{
    stet_audit_options options;

    if (!fill_options(run, &options) ||
        !stet_file_make_folder(run->options->folder, S_IRWXU | S_IRWXG | S_IRWXO,
                               &run->error))
        return false;
    stet_audit_init(&run->audit, &options);
    stet_audit_scan_init(&run->scan,
                         stet_audit_level_of(stet_str_from(options.fail_on)));
    run->begun = true;
    for (size_t i = 0; i < run->list.count; i++)
        if (!stet_audit_add(&run->audit, &run->list.items[i], &run->error))
            return false;
    bool opened = stet_audit_open(&run->audit, &run->context.errors, &run->error);
    return !stet_context_tell(&run->context) && opened;
}

static void begin_progress(audit_run *run)
{
    const stet_cli *cli = run->context.cli;
    uint64_t total = stet_audit_bytes(&run->audit);
    int fd = run->context.common->quiet ? -1 : STDERR_FILENO;

    if (cli->terminal_stderr)
        stet_progress_begin(&run->progress, fd, total);
    else
        stet_progress_begin_lines(&run->progress, fd, total);
    run->progress.before = run->audit.work.n_bytes;
}

static bool check_all(audit_run *run)
{
    const stet_audit_work *work = &run->audit.work;

    if (work->resumed && !run->context.common->quiet)
        stet_log_note(&run->context.cli->log,
                      "going on behind %" PRIu64 " records that are done",
                      work->n_records);
    begin_progress(run);
    bool going = stet_audit_check(&run->audit, &run->error);
    stet_progress_clear(&run->progress);
    return going;
}

static void summarize(const audit_run *run)
{
    const stet_audit_assembled *done = &run->assembled;
    stet_buffer out = { 0 };

    if (run->context.common->quiet)
        return;
    if (run->audit.finished) {
        stet_log_note(&run->context.cli->log,
                      "%s is finished already; --restart checks again",
                      run->audit.path);
        return;
    }
    stet_audit_assembled_write(done, run->audit.path, &out);
    stet_file_write_fd(STDERR_FILENO, stet_buffer_str(&out));
    stet_buffer_release(&out);
}

/* Files of which nothing could be read are told here, too: no record stands for them.
 */
static bool tell_unread(audit_run *run, const stet_audit_database *database)
{
    enum { SHOWN = 5 };
    const stet_logger *log = &run->context.cli->log;
    uint64_t n = 0;
    int code = SQLITE_ERROR;

    sqlite3_stmt *read = stet_audit_database_prepare(
        database,
        "SELECT s.path, f.message FROM failures f JOIN segments g ON g.id = f.id >> 32 "
        "JOIN sources s ON s.id = g.source WHERE f.record IS NULL ORDER BY f.id",
        &run->error);
    while (read && (code = stet_audit_database_step(database, read, &run->error)) ==
                       SQLITE_ROW) {
        stet_str path = stet_audit_column_text(read, 0);
        stet_str message = stet_audit_column_text(read, 1);
        if (n++ < SHOWN)
            stet_log_error(log, "%.*s could not be audited: %.*s", (int)path.len,
                           path.ptr, (int)message.len, message.ptr);
    }
    if (n > SHOWN)
        stet_log_error(log,
                       "and %" PRIu64 " more files; see the failures of the report",
                       n - SHOWN);
    sqlite3_finalize(read);
    return code == SQLITE_DONE && n == 0;
}

/* A slip in the field's name would else be seen only by who reads the report. */
static bool warn_of_no_groups(audit_run *run, const stet_audit_database *database)
{
    const char *field = run->options->group_by;

    if (!field || !*field)
        return true;
    sqlite3_stmt *read =
        stet_audit_database_prepare(database,
                                    "SELECT EXISTS(SELECT 1 FROM records) AND "
                                    "NOT EXISTS(SELECT 1 FROM groups WHERE name <> '')",
                                    &run->error);
    int code =
        read ? stet_audit_database_step(database, read, &run->error) : SQLITE_ERROR;
    if (code == SQLITE_ROW && sqlite3_column_int(read, 0))
        stet_log_warning(&run->context.cli->log,
                         "no record names a group: “%s” is no field, key or column of "
                         "them, or it is empty in all",
                         field);
    sqlite3_finalize(read);
    return code == SQLITE_ROW;
}

/* What the numbers alone would hide. */
static bool tell_doubts(audit_run *run)
{
    stet_audit_database database;

    if (!stet_audit_database_open(&database, run->audit.path, &run->error))
        return false;
    bool good = warn_of_no_groups(run, &database) && tell_unread(run, &database);
    stet_audit_database_close(&database, NULL);
    return good;
}

static bool audit_all(audit_run *run)
{
    if (!check_usage(run) || !collect(run) || !open_audit(run) ||
        (!run->audit.finished &&
         (!check_all(run) ||
          !stet_audit_finish(&run->audit, &run->assembled, &run->error))) ||
        !stet_audit_outputs_write(run->options, run->set, &run->context.registry,
                                  run->audit.path,
                                  run->audit.finished ? NULL : &run->scan, &run->error))
        return false;
    summarize(run);
    return tell_doubts(run);
}

stet_exit stet_audit_command_run(stet_cli *cli, const stet_audit_command *options,
                                 const stet_common *common)
{
    audit_run run = { .options = options, .error = STET_ERROR_NONE };
    stet_exit status = STET_EXIT_TROUBLE;

    if (stet_context_open(&run.context, cli, common) && audit_all(&run))
        status = STET_EXIT_CLEAN;
    if (run.error.message)
        status = stet_cli_fail(cli, &run.error);
    if (run.begun)
        stet_audit_close(&run.audit);
    stet_audit_scan_release(&run.scan);
    stet_file_list_release(&run.list);
    stet_context_close(&run.context);
    return status;
}
