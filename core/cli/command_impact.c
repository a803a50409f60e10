/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_database.h"
#include "account/impact_files.h"
#include "account/impact_report.h"
#include "audit/group.h"
#include "base/file.h"
#include "base/str.h"
#include "cli/audit_input.h"
#include "cli/check.h"
#include "cli/command_p.h"
#include "cli/context.h"
#include "cli/twins.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct impact_options {
    int format; /**< Index into the writers. */
    bool json, markdown;
    int fail_on; /**< Index into the choices; 0: as it is by default. */
    const char *group_by;
    const char *examples;
    int64_t jobs;
    const char *max_record;
    bool partial, exit_code;
} impact_options;

/* How to report; the rows are in the order of the choices. */
static const char *const formats[] = { "text", "json", "markdown", NULL };
static void (*const writers[])(const stet_impact *, stet_buffer *) = {
    stet_impact_write_text,
    stet_impact_write_json,
    stet_impact_write_markdown,
};

/* The default is what two audits have; of rule sets it is error. */
static const char *const levels[] = { "default",    "error", "warning",
                                      "suggestion", "never", NULL };
static const uint32_t level_of_choice[] = { 0, STET_ERROR, STET_WARNING,
                                            STET_SUGGESTION, STET_ERROR + 1 };

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(impact_options, format),
      .value = "FORMAT",
      .choices = formats,
      .doc = "How to report: text (the default), json as stet schema impact has it, or "
             "markdown." },
    { .name = "json",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(impact_options, json),
      .doc = "The same as --format json." },
    { .name = "markdown",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(impact_options, markdown),
      .doc = "The same as --format markdown." },
    { .name = "fail-on",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(impact_options, fail_on),
      .value = "LEVEL",
      .choices = levels,
      .doc =
          "The least level of a finding that rejects a record: error, warning, "
          "suggestion or never. The default is error, and of audits what they have." },
    { .name = "group-by",
      .letter = 'g',
      .type = STET_OPTION_TEXT,
      .offset = offsetof(impact_options, group_by),
      .value = "FIELD",
      .doc = "Tell groups of records apart by this field, such as their editor: a "
             "field "
             "of the layout, a key, a column, or a JSON Pointer (/meta/editor)." },
    { .name = "examples",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(impact_options, examples),
      .value = "N",
      .doc = "How many records to show of each rule and direction (default: 3)." },
    STET_OPTION_ROW_JOBS(impact_options),
    STET_OPTION_ROW_MAX_RECORD(impact_options),
    { .name = "partial",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(impact_options, partial),
      .doc = "Compare audits that are not complete, as far as they are." },
    { .name = "exit-code",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(impact_options, exit_code),
      .doc = "End with status 1 when records that were accepted are rejected now." },
};

static const char usage[] = "stet impact OLD.yaml NEW.yaml PATH..., or stet impact "
                            "OLD.db NEW.db";

/* ---- What is compared --------------------------------------------------- */

/* One run of the command. */
typedef struct run {
    stet_context context;
    const impact_options *options;
    int format; /* Index into the writers. */
    stet_impact impact;
    stet_audit_groups groups;
    stet_file_list lists[2];
    stet_progress progress;
    size_t max_record;
    stet_buffer audits[2]; /* Paths of databases; empty: it is a rule set. */
} run;

static bool has_rule_set(const char *folder)
{
    static const char *const names[] = { "stet.yaml", ".stet.yaml" };
    stet_buffer path = { 0 };
    struct stat status;
    bool found = false;

    for (size_t i = 0; i < STET_LEN(names) && !found; i++) {
        stet_buffer_clear(&path);
        stet_buffer_format(&path, "%s/%s", folder, names[i]);
        found = stat(path.ptr, &status) == 0;
    }
    stet_buffer_release(&path);
    return found;
}

/* A folder that stet audit --out made stands for the database in it, unless it has a
   rule set, too: then that is meant, and the database must be named. */
static bool find_audit(run *r, size_t side, stet_error *error)
{
    const char *argument = r->context.cli->arguments[side];
    stet_buffer *path = &r->audits[side];

    if (has_rule_set(argument))
        return true;
    if (!stet_audit_input_find(argument, path, error))
        return false;
    if (!stet_impact_is_database(path->ptr))
        stet_buffer_clear(path);
    return true;
}

static bool read_options(run *r, stet_error *error)
{
    enum { MOST = 1000 };
    const impact_options *options = r->options;
    const char *text = options->examples ? options->examples : "3";
    const bool flags[] = { false, options->json, options->markdown };
    char *end;
    unsigned long number = strtoul(text, &end, 10);

    if (r->context.cli->n_arguments < 2) {
        stet_error_set(error, "stet impact takes the old rule set and the new one, and "
                              "the files; or two audits");
        stet_error_hint(error, "%s", usage);
        return false;
    }
    if (!stet_audit_groups_check(options->group_by, error))
        return false;
    if (text[0] < '0' || text[0] > '9' || *end || number > MOST)
        return stet_error_set(error, "--examples takes a number from 0 to %d, not “%s”",
                              MOST, text);
    r->format = options->format;
    if (!stet_cli_choose_format("impact", formats, flags, &r->format, error) ||
        !find_audit(r, 0, error) || !find_audit(r, 1, error))
        return false;
    if (options->partial && !r->audits[0].len)
        return stet_error_set(error, "--partial is for two audits");
    r->impact.n_examples = (uint32_t)number;
    r->max_record = STET_MAX_RECORD;
    return !options->max_record ||
           stet_check_read_size(options->max_record, &r->max_record, error);
}

/* The files as this rule set has them. */
static void collect(run *r, size_t side, const stet_rule_set *set)
{
    static const char *const here[] = { "." };
    const stet_cli *cli = r->context.cli;
    stet_rule_set_store *store = &r->context.store;
    bool any = cli->n_arguments > 2;
    /* What is missing is missing for both: it is told once. */
    stet_diagnostics told = { .items = NULL };

    store->config = set->path;
    stet_map_release(&store->by_folder);
    stet_file_list_collect(&r->lists[side], any ? cli->arguments + 2 : here,
                           any ? cli->n_arguments - 2 : STET_LEN(here), false, store,
                           side ? &told : &r->context.errors);
    stet_twins_drop(&r->lists[side], side ? NULL : &cli->log);
    stet_map_release(&store->by_folder);
    stet_diagnostics_release(&told);
}

/* Both rule sets look at each file: it must be one that can be read twice. */
static bool check_files(const stet_impact_file *files, size_t n_files,
                        stet_error *error)
{
    struct stat status;

    for (size_t i = 0; i < n_files; i++) {
        const char *path = files[i].path.ptr;
        bool is_stream = strcmp(path, "-") == 0 ||
                         (stat(path, &status) == 0 && S_ISFIFO(status.st_mode));
        if (!is_stream)
            continue;
        stet_error_set(error, "standard input and pipes cannot be read twice, once "
                              "under each rule set");
        stet_error_hint(error, "save it to a file first");
        stet_error_at(error, files[i].shown, STET_POSITION_NONE);
        return false;
    }
    return true;
}

static void add_progress(void *user, uint64_t bytes)
{
    run *r = user;
    stet_progress_add(&r->progress, bytes);
}

static void begin_progress(run *r, const stet_impact_file *files, size_t n_files)
{
    const stet_cli *cli = r->context.cli;
    struct stat status;
    uint64_t total = 0;

    r->progress.fd = -1;
    if (!cli->terminal_stderr || r->context.common->quiet)
        return;
    for (size_t i = 0; i < n_files; i++)
        for (size_t side = 0; side < 2; side++)
            if (files[i].layouts[side] && stat(files[i].path.ptr, &status) == 0)
                total += (uint64_t)status.st_size;
    stet_progress_begin(&r->progress, STDERR_FILENO, total);
}

static void set_groups(run *r, stet_impact_file *files, size_t n_files)
{
    for (size_t i = 0; i < n_files; i++)
        for (size_t side = 0; side < 2; side++)
            if (files[i].layouts[side])
                files[i].layouts[side] =
                    stet_audit_groups_layout(&r->groups, files[i].layouts[side]);
}

static bool check_sets(run *r, const stet_rule_set *const sets[2],
                       stet_impact_file *files, size_t n_files, stet_error *error)
{
    const char *folder = getenv("TMPDIR");
    stet_impact_files input = {
        .sets = { sets[0], sets[1] },
        .files = files,
        .n_files = n_files,
        .engine = stet_context_engine_options(&r->context),
        .max_record = r->max_record,
        .temporary = folder && *folder ? folder : "/tmp",
        .stop = r->context.cli->stop,
        .progress = add_progress,
        .user = r,
    };

    set_groups(r, files, n_files);
    input.engine.jobs = (unsigned)r->options->jobs;
    input.engine.group = r->groups.field;
    begin_progress(r, files, n_files);
    bool done = stet_impact_of_files(&r->impact, &input, &r->context.errors, error);
    stet_progress_clear(&r->progress);
    return !stet_context_tell(&r->context) && done;
}

static bool compare_sets(run *r, stet_error *error)
{
    const stet_cli *cli = r->context.cli;
    const stet_rule_set *sets[2];
    size_t n_files = 0;

    for (size_t side = 0; side < 2; side++)
        sets[side] = stet_context_rule_set(&r->context, cli->arguments[side]);
    if (!sets[0] || !sets[1])
        return false;
    r->impact.level = level_of_choice[r->options->fail_on];
    if (!r->impact.level)
        r->impact.level = STET_ERROR;
    stet_audit_groups_init(&r->groups, r->options->group_by);
    r->impact.group_by = r->groups.field;
    for (size_t side = 0; side < 2; side++)
        collect(r, side, sets[side]);
    stet_context_tell(&r->context);
    stet_impact_file *files =
        stet_impact_pair_files(&r->lists[0], &r->lists[1], &n_files);
    if (!n_files && !r->context.n_errors)
        stet_log_warning(&cli->log,
                         "there is nothing to check here; stet files says why");
    bool done = check_files(files, n_files, error) &&
                check_sets(r, sets, files, n_files, error);
    free(files);
    return done;
}

static bool compare_audits(run *r, stet_error *error)
{
    const stet_cli *cli = r->context.cli;
    const stet_impact_databases input = {
        .paths = { r->audits[0].ptr, r->audits[1].ptr },
        .partial = r->options->partial,
        .level = (int)level_of_choice[r->options->fail_on],
        .group_by = r->options->group_by,
        .stop = cli->stop,
    };

    return stet_impact_of_databases(&r->impact, &input, error);
}

/* ---- What comes of it --------------------------------------------------- */

static void tell_failure(const stet_logger *log, const stet_impact_failure *failure)
{
    static const char *const names[] = { "under the old: ", "under the new: " };
    bool both = failure->on[STET_IMPACT_OLD] && failure->on[STET_IMPACT_NEW];
    char place[48] = "";

    if (failure->line)
        snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu32, failure->line,
                 failure->column);
    stet_log_error(log, "%.*s%s: %s%.*s", (int)failure->path.len, failure->path.ptr,
                   place, both ? "" : names[failure->on[STET_IMPACT_NEW]],
                   (int)failure->message.len, failure->message.ptr);
}

/* How many of a side are not told one by one. */
static void tell_rest(const stet_logger *log, const stet_impact *impact, size_t side)
{
    uint64_t n = impact->sides[side].n_failures;

    for (size_t i = 0; i < impact->n_failures; i++)
        n -= impact->failures[i].on[side];
    if (n)
        stet_log_error(log, "%" PRIu64 " more failures under the %s", n,
                       side ? "new" : "old");
}

static void warn_of_no_groups(const stet_logger *log, const stet_impact *impact)
{
    if (impact->group_by.len && impact->n_groups == 1 && !impact->groups[0]->name.len)
        stet_log_warning(log,
                         "no record names a group: “%.*s” is no field, key or column "
                         "of them, or it is empty in all",
                         (int)impact->group_by.len, impact->group_by.ptr);
}

static stet_exit report(run *r)
{
    const stet_cli *cli = r->context.cli;
    const stet_impact *impact = &r->impact;
    stet_buffer out = { 0 };

    for (size_t i = 0; i < impact->n_failures; i++)
        tell_failure(&cli->log, &impact->failures[i]);
    for (size_t side = 0; side < 2; side++)
        tell_rest(&cli->log, impact, side);
    warn_of_no_groups(&cli->log, impact);
    writers[r->format](impact, &out);
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    if (status != STET_EXIT_CLEAN || r->context.n_errors || impact->n_failures)
        return STET_EXIT_TROUBLE;
    return r->options->exit_code && stet_impact_turned(&impact->states, STET_IMPACT_NEW)
               ? STET_EXIT_FINDINGS
               : STET_EXIT_CLEAN;
}

/* Beside an audit, what is not there is told as such. */
static bool is_there(const char *path, stet_error *error)
{
    struct stat status;

    return strncmp(path, "stet:", 5) == 0 || stet_file_look_at(path, &status, error);
}

/* Two databases are audits; one alone is a mistake. */
static bool compare(run *r, stet_error *error)
{
    const stet_cli *cli = r->context.cli;
    bool was = r->audits[0].len > 0;
    bool is = r->audits[1].len > 0;

    if (!was && !is)
        return compare_sets(r, error);
    if (was && is && cli->n_arguments == 2)
        return compare_audits(r, error);
    if (was != is && !is_there(cli->arguments[was], error))
        return false;
    stet_error_set(error, "%s",
                   was && is ? "of two audits no files are checked: they hold what was "
                               "found"
                             : "one is an audit and the other a rule set: both must be "
                               "the same");
    stet_error_hint(error, "%s", usage);
    return false;
}

static stet_exit run_command(stet_cli *cli, const void *options,
                             const stet_common *common)
{
    run r = { .options = options };
    stet_error error = STET_ERROR_NONE;
    stet_exit status = STET_EXIT_TROUBLE;

    if (stet_context_open(&r.context, cli, common) && read_options(&r, &error) &&
        compare(&r, &error))
        status = report(&r);
    if (error.message)
        stet_cli_fail(cli, &error);
    stet_impact_release(&r.impact);
    stet_audit_groups_release(&r.groups);
    stet_buffer_release(&r.audits[0]);
    stet_buffer_release(&r.audits[1]);
    stet_file_list_release(&r.lists[0]);
    stet_file_list_release(&r.lists[1]);
    stet_context_close(&r.context);
    return status;
}

const stet_command stet_command_impact = {
    .name = "impact",
    .summary = "say which records a new specification rejects or accepts",
    .arguments = "OLD NEW [PATH...]",
    .doc =
        "Checks files under two rule sets, record by record, and says which records "
        "that the old one accepts the new one rejects, and the other way round: how "
        "many, by which rule and in which group, with examples, and which changed "
        "rules have no effect here. So the effect of a specification is known before "
        "it is published.\n"
        "A rule set is a file, stet:NAME, or a folder, for the one that governs it; "
        "paths are as in stet check. Or OLD and NEW are the databases of two audits "
        "(stet audit), or the folders that have them, and nothing is checked again.\n"
        "Each file is checked once under each rule set, with all workers; what they "
        "find waits in a temporary file (in TMPDIR, else /tmp).",
    .one = "With --exit-code: records that were accepted are rejected now.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(impact_options),
    .loads = true,
    .run = run_command,
};
