/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "cli/check.h"
#include "cli/check_mend.h"
#include "cli/command_p.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static const stet_option options_table[] = {
    { .name = "format",
      .letter = 'f',
      .type = STET_OPTION_LIST,
      .offset = offsetof(stet_check_options, formats),
      .value = "FORMAT[:FILE]",
      .complete = STET_COMPLETE_FORMAT,
      .doc = "How to report: text, full, json, jsonl, sarif, github, gitlab, junit, "
             "checkstyle, rdjson or csv; to a file when one is named. May be given "
             "several times. Otherwise full on a terminal, else text." },
    { .name = "fix",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_check_options, fix),
      .doc = "Apply safe fixes: those that cannot change the meaning." },
    { .name = "unsafe-fixes",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_check_options, unsafe_fixes),
      .doc = "Apply the other fixes too." },
    { .name = "diff",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_check_options, diff),
      .doc = "Show what fixes would change as a diff, and write nothing." },
    { .name = "staged",
      .type = STET_OPTION_FLAG,
      .offset = offsetof(stet_check_options, staged),
      .doc = "Check what is staged in the index of git, not the work tree." },
    { .name = "baseline",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_check_options, baseline),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc = "Let the findings of this file stand; see stet help baseline." },
    { .name = "fail-on",
      .type = STET_OPTION_CHOICE,
      .offset = offsetof(stet_check_options, fail_on),
      .value = "LEVEL",
      .choices = stet_check_levels,
      .doc = "The least level of a finding for exit status 1: error (the default), "
             "warning, suggestion or never." },
    STET_OPTION_ROW_JOBS(stet_check_options),
    { .name = "stdin-filename",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(stet_check_options, stdin_filename),
      .value = "NAME",
      .complete = STET_COMPLETE_FILE,
      .doc = "Treat standard input (-) as a file of this name." },
    STET_OPTION_ROW_MAX_RECORD(stet_check_options),
};

static bool wants_fixes(const stet_check_options *options)
{
    return options->fix || options->unsafe_fixes || options->diff;
}

static bool reads_stdin(const stet_cli *cli)
{
    for (size_t i = 0; i < cli->n_arguments; i++)
        if (strcmp(cli->arguments[i], "-") == 0)
            return true;
    return false;
}

/* What does not go together. */
static bool check_usage(const stet_check *check, const stet_cli *cli, stet_error *error)
{
    const stet_check_options *options = &check->options;
    if (options->staged && cli->n_arguments)
        return stet_error_set(error,
                              "--staged checks what is staged: it takes no paths");
    if (options->stdin_filename && !reads_stdin(cli)) {
        stet_error_set(error,
                       "--stdin-filename names standard input, which is not read");
        stet_error_hint(error, "add - to the paths: stet check --stdin-filename %s -",
                        options->stdin_filename);
        return false;
    }
    if (options->staged && wants_fixes(options)) {
        stet_error_set(error, "what is staged cannot be mended in place");
        stet_error_hint(error,
                        "run stet check --fix on the files, and stage them again");
        return false;
    }
    return true;
}

/* Standard output carries one thing: the report, a diff, or the mended standard input.
 */
static bool set_outputs(stet_check *check, stet_error *error)
{
    const stet_cli *cli = check->context.cli;
    stet_outputs *outputs = &check->outputs;
    bool taken = check->options.diff || (check->mend && check->reads_stdin);
    for (size_t i = 0; i < check->options.formats.count; i++)
        if (!stet_outputs_add(outputs, check->options.formats.items[i], error))
            return false;
    for (size_t i = 0; i < outputs->count && taken; i++) {
        if (outputs->items[i].path)
            continue;
        stet_error_set(error, "standard output carries the %s, not a report",
                       check->options.diff ? "diff" : "mended text");
        stet_error_hint(error, "give the format a file, as in --format %s:FILE",
                        outputs->items[i].format->name);
        return false;
    }
    if (outputs->count || check->options.diff)
        return true;
    bool terminal = taken ? cli->terminal_stderr : cli->terminal_stdout;
    return stet_outputs_add(outputs, terminal ? "full" : "text", error);
}

/* With standard input mended, people read the report on standard error. */
static bool begin_outputs(stet_check *check, stet_run_info *run, stet_error *error)
{
    bool aside = check->mend && check->reads_stdin && !check->options.diff;
    const stet_cli *cli = check->context.cli;
    *run = (stet_run_info){
        .version = STET_VERSION,
        .sets = check->sets,
        .n_sets = check->n_sets,
        .registry = &check->context.registry,
        .color = aside ? cli->color_stderr : cli->color_stdout,
        .width = cli->width,
    };
    if (!stet_outputs_begin(&check->outputs, run, error))
        return false;
    for (size_t i = 0; i < check->outputs.count && aside; i++)
        if (!check->outputs.items[i].path)
            check->outputs.items[i].fd = STDERR_FILENO;
    return true;
}

static void tell_trouble(const stet_logger *log, const stet_trouble *trouble)
{
    char place[32] = "";
    if (trouble->point.line)
        snprintf(place, sizeof place, ":%" PRIu32 ":%" PRIu32, trouble->point.line,
                 trouble->point.column);
    stet_log_error(log, "%.*s%s: %.*s", (int)trouble->path.len, trouble->path.ptr,
                   place, (int)trouble->message.len, trouble->message.ptr);
}

/* With a diff there may be no report: what could not be done is told all the same.
   Files are mended whether somebody reads the report or not. */
static bool take(stet_check *check, stet_result *result)
{
    for (size_t i = 0; i < result->n_troubles && !check->outputs.count; i++)
        tell_trouble(&check->context.cli->log, &result->troubles[i]);
    bool done = stet_outputs_result(&check->outputs, result, &check->error);
    bool mends = check->mend && !check->options.diff;
    check->closed = check->closed || (!mends && stet_outputs_closed(&check->outputs));
    return done && !check->closed;
}

static void add_count(stet_buffer *out, uint64_t n, const char *noun, bool always)
{
    if (n || always)
        stet_buffer_format(out, "%s%" PRIu64 " %s%s", out->len ? ", " : "", n, noun,
                           n == 1 ? "" : "s");
}

static void add_hint(stet_buffer *out, const stet_check *check)
{
    if (check->n_safe)
        stet_buffer_format(out, "; %" PRIu64 " can be mended with --fix",
                           check->n_safe);
    if (check->n_unsafe)
        stet_buffer_format(out, "%s%" PRIu64 " with --unsafe-fixes",
                           check->n_safe ? ", " : "; ", check->n_unsafe);
}

/* The day, when it decides what is found. */
static void add_day(stet_buffer *out, const stet_check *check)
{
    bool is_dated = false;
    for (size_t i = 0; i < check->n_sets; i++)
        is_dated = is_dated || check->sets[i]->is_dated;
    if (is_dated)
        stet_buffer_format(out, ", by the rules of %s", check->today);
}

static void summarize(const stet_check *check)
{
    const stet_tally *tally = &check->tally;
    stet_buffer out = { 0 };
    bool clean = !tally->errors && !tally->warnings && !tally->suggestions;
    if (check->context.common->quiet)
        return;
    if (check->context.n_errors && !tally->sources && !tally->failed) {
        stet_log_note(&check->context.cli->log, "nothing was checked");
        return;
    }
    add_count(&out, tally->errors, "error", false);
    add_count(&out, tally->warnings, "warning", false);
    add_count(&out, tally->suggestions, "suggestion", false);
    if (clean)
        stet_buffer_add_text(&out, "no findings");
    stet_buffer_format(&out, " in %" PRIu64 " source%s", tally->sources,
                       tally->sources == 1 ? "" : "s");
    if (tally->records > tally->sources)
        stet_buffer_format(&out, " (%" PRIu64 " records)", tally->records);
    add_count(&out, tally->failed, "failure", false);
    add_day(&out, check);
    if (tally->suppressed)
        stet_buffer_format(&out, ", %" PRIu64 " let stand", tally->suppressed);
    if (check->mend)
        stet_buffer_format(&out, ", %" PRIu64 " %s in %zu", tally->fixed,
                           check->options.diff ? "would be mended" : "mended",
                           stet_check_mend_changed(check->mend));
    if (!check->mend)
        add_hint(&out, check);
    stet_buffer_add_char(&out, '\n');
    stet_file_write_fd(STDERR_FILENO, stet_buffer_str(&out));
    stet_buffer_release(&out);
}

static bool load_baseline(stet_check *check)
{
    const char *path = check->options.baseline;
    bool loaded =
        !path || stet_baseline_load(&check->baseline, path, &check->context.errors);
    stet_context_tell(&check->context);
    return loaded;
}

static bool prepare(stet_check *check, stet_run_info *run)
{
    static const stet_fix_mode modes[] = { STET_FIX_SAFE, STET_FIX_ALL };
    const stet_cli *cli = check->context.cli;
    const stet_check_options *options = &check->options;
    if (!check_usage(check, cli, &check->error) ||
        (options->max_record &&
         !stet_check_read_size(options->max_record, &check->max_record, &check->error)))
        return false;
    if (wants_fixes(options)) {
        check->mend = stet_check_mend_new(options->diff);
        check->fix = modes[options->unsafe_fixes];
    }
    if (!stet_check_collect(check, cli->arguments, cli->n_arguments))
        return false;
    return set_outputs(check, &check->error) && load_baseline(check) &&
           begin_outputs(check, run, &check->error);
}

static stet_exit status_of(const stet_check *check)
{
    if (check->context.n_errors || check->tally.failed)
        return STET_EXIT_TROUBLE;
    bool differs = check->options.diff && stet_check_mend_changed(check->mend);
    return check->reached || differs ? STET_EXIT_FINDINGS : STET_EXIT_CLEAN;
}

static stet_exit check_all(stet_check *check)
{
    stet_run_info run;
    bool prepared = prepare(check, &run);
    if (prepared) {
        check->take = take;
        bool going = stet_check_tell_missing(check) && stet_check_run(check);
        if (going && !check->error.message)
            stet_outputs_end(&check->outputs, &check->tally, &check->error);
        if (going && !check->list.count && !check->uses_index && !check->tally.failed &&
            !check->context.n_errors)
            stet_log_warning(&check->context.cli->log,
                             "there is nothing to check here; stet files says why");
        if (going && !check->error.message)
            summarize(check);
    }
    if (check->error.message)
        return stet_cli_fail(check->context.cli, &check->error);
    return prepared ? status_of(check) : STET_EXIT_TROUBLE;
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    stet_check check;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_check_open(&check, cli, common, options))
        status = check_all(&check);
    stet_check_release(&check);
    return status;
}

const stet_command stet_command_check = {
    .name = "check",
    .summary = "check texts against a specification",
    .arguments = "[PATH...]",
    .doc = "Checks files, all texts in folders (. when no path is given), or standard "
           "input "
           "(-) against the rule set that governs them, and reports what it finds.\n"
           "The report goes to standard output, a summary to standard error.",
    .one = "There are findings of the level of --fail-on or above; with --diff, there "
           "is something to mend.",
    .complete = STET_COMPLETE_FILE,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(stet_check_options),
    .loads = true,
    .run = run,
};
