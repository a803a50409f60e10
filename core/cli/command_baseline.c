/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "base/visible.h"
#include "cli/check.h"
#include "cli/command_p.h"
#include "run/reason.h"

#include <stdlib.h>
#include <unistd.h>

static const char *const words[] = { "create", "prune", "show", NULL };

typedef struct baseline_options {
    const char *file, *reason, *by, *until;
    int64_t jobs;
} baseline_options;

static const stet_option options_table[] = {
    { .name = "file",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(baseline_options, file),
      .value = "FILE",
      .complete = STET_COMPLETE_FILE,
      .doc = "The baseline (default: stet-baseline.json)." },
    { .name = "reason",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(baseline_options, reason),
      .value = "TEXT",
      .doc = "Why the findings may stand: create needs it." },
    { .name = "by",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(baseline_options, by),
      .value = "NAME",
      .doc = "Who says so (default: the user's name)." },
    { .name = "until",
      .type = STET_OPTION_TEXT,
      .offset = offsetof(baseline_options, until),
      .value = "YYYY-MM-DD",
      .doc = "The last day on which they may stand (default: no end)." },
    STET_OPTION_ROW_JOBS(baseline_options),
};

static const char *file_of(const baseline_options *options)
{
    return options->file ? options->file : "stet-baseline.json";
}

static bool fails(const stet_check *check)
{
    return check->context.n_errors || check->tally.failed || check->error.message;
}

/* What cannot be checked would be missing from the baseline, or pruned from it. */
static bool take(stet_check *check, stet_result *result)
{
    const baseline_options *options = check->user;
    for (size_t i = 0; i < result->n_findings && options; i++)
        stet_baseline_add(&check->baseline, &result->findings[i],
                          stet_str_from(options->reason), stet_str_from(options->by),
                          stet_str_from(options->until));
    for (size_t i = 0; i < result->n_troubles; i++)
        stet_log_error(&check->context.cli->log, "%.*s: %.*s",
                       (int)result->troubles[i].path.len, result->troubles[i].path.ptr,
                       (int)result->troubles[i].message.len,
                       result->troubles[i].message.ptr);
    return true;
}

static bool load(stet_check *check, const char *path)
{
    bool loaded = stet_baseline_load(&check->baseline, path, &check->context.errors);
    stet_context_tell(&check->context);
    return loaded;
}

static bool run_check(stet_check *check)
{
    const stet_cli *cli = check->context.cli;
    check->take = take;
    if (!stet_check_collect(check, cli->arguments + 1, cli->n_arguments - 1))
        return false;
    stet_check_tell_missing(check);
    return stet_check_run(check) && !fails(check);
}

static const char *entries(size_t n)
{
    return n == 1 ? "entry" : "entries";
}

/* Findings that the baseline covers are filtered out before they get here, and those
   that it no longer covers get a new entry. */
static bool create(stet_check *check, const baseline_options *options)
{
    const char *path = file_of(options);
    baseline_options own = *options;
    const char *user = getenv("USER");
    size_t before = 0;
    if (!own.reason || !stet_reason_is_given(stet_str_from(own.reason)))
        return stet_error_set(&check->error, "--reason must say why the findings may "
                                             "stand");
    if (own.until && !stet_reason_is_day(stet_str_from(own.until)))
        return stet_error_set(&check->error, "--until takes a day, YYYY-MM-DD");
    if (!own.by)
        own.by = user ? user : "";
    stet_baseline_begin(&check->baseline, path);
    if (access(path, F_OK) == 0) {
        if (!load(check, path))
            return false;
        before = check->baseline.count;
    }
    check->user = &own;
    bool done =
        run_check(check) && stet_baseline_save(&check->baseline, path, &check->error);
    size_t n_new = check->baseline.count - before;
    if (done)
        stet_log_note(&check->context.cli->log, "%s: %zu new %s, %zu in all", path,
                      n_new, entries(n_new), check->baseline.count);
    check->user = NULL;
    return done;
}

/* The files that were checked, as entries name them. */
static stet_map checked_paths(const stet_check *check, stet_arena *arena)
{
    stet_map paths = { 0 };
    stet_buffer path = { 0 };
    for (size_t i = 0; i < check->list.count; i++) {
        stet_buffer_clear(&path);
        stet_baseline_add_path(&check->baseline, check->list.items[i].shown, &path);
        stet_map_set(&paths, stet_arena_copy(arena, stet_buffer_str(&path)), arena);
    }
    stet_buffer_release(&path);
    return paths;
}

/* An entry for a file that is there, but that nobody asked to check now, is kept. */
static void keep_others(stet_check *check)
{
    stet_arena arena = { 0 };
    stet_map paths = checked_paths(check, &arena);
    stet_buffer place = { 0 };
    for (size_t i = 0; i < check->baseline.count; i++) {
        stet_baseline_entry *entry = &check->baseline.items[i];
        stet_buffer_clear(&place);
        stet_baseline_add_place(&check->baseline, entry, &place);
        if (!stet_map_has(&paths, entry->path) && access(place.ptr, F_OK) == 0)
            entry->used = true;
    }
    stet_buffer_release(&place);
    stet_map_release(&paths);
    stet_arena_release(&arena);
}

static bool prune(stet_check *check, const baseline_options *options)
{
    const char *path = file_of(options);
    if (!load(check, path) || !run_check(check))
        return false;
    keep_others(check);
    size_t n = stet_baseline_prune(&check->baseline);
    if (n && !stet_baseline_save(&check->baseline, path, &check->error))
        return false;
    stet_log_note(&check->context.cli->log, "%s: %zu %s taken out, %zu left", path, n,
                  entries(n), check->baseline.count);
    return true;
}

static void write_entry(const stet_baseline_entry *entry, stet_str today,
                        stet_buffer *out)
{
    bool over = entry->until.len && stet_str_compare(entry->until, today) < 0;
    stet_visible_add(out, entry->path);
    stet_buffer_add_text(out, ": ");
    stet_visible_add(out, entry->rule);
    stet_buffer_add_text(out, ": “");
    stet_visible_add(out, entry->text);
    stet_buffer_add_text(out, "”\n  ");
    stet_visible_add(out, entry->reason);
    if (entry->by.len) {
        stet_buffer_add_text(out, " (");
        stet_visible_add(out, entry->by);
        stet_buffer_add_char(out, ')');
    }
    if (entry->until.len)
        stet_buffer_format(out, ", until %.*s%s", (int)entry->until.len,
                           entry->until.ptr, over ? ": over" : "");
    stet_buffer_add_char(out, '\n');
}

static bool show(stet_check *check, const baseline_options *options)
{
    stet_buffer out = { 0 };
    if (!load(check, file_of(options)))
        return false;
    for (size_t i = 0; i < check->baseline.count; i++)
        write_entry(&check->baseline.items[i], stet_str_from(check->today), &out);
    stet_exit status = stet_cli_write(check->context.cli, &out);
    stet_buffer_release(&out);
    return status == STET_EXIT_CLEAN;
}

/** What the first argument asks for. */
static const struct action {
    const char *name;
    bool (*run)(stet_check *check, const baseline_options *options);
} actions[] = {
    { "create", create },
    { "prune", prune },
    { "show", show },
};

static bool act(stet_check *check, const baseline_options *options)
{
    const stet_cli *cli = check->context.cli;
    const char *name = cli->n_arguments ? cli->arguments[0] : "";
    for (size_t i = 0; i < STET_LEN(actions); i++)
        if (strcmp(actions[i].name, name) == 0)
            return actions[i].run(check, options);
    return stet_error_set(&check->error,
                          "stet baseline takes one of: create, prune, show");
}

static stet_exit run(stet_cli *cli, const void *options, const stet_common *common)
{
    const baseline_options *own = options;
    const stet_check_options of_check = { .jobs = own->jobs };
    stet_check check;
    stet_exit status = STET_EXIT_TROUBLE;
    if (stet_check_open(&check, cli, common, &of_check) && act(&check, own))
        status = STET_EXIT_CLEAN;
    if (check.error.message)
        stet_cli_fail(cli, &check.error);
    else if (check.tally.failed)
        stet_log_error(&cli->log,
                       "not everything could be checked; the baseline is left "
                       "alone");
    stet_check_release(&check);
    return status;
}

const stet_command stet_command_baseline = {
    .name = "baseline",
    .summary = "let old findings stand, with reasons",
    .arguments = "create|prune|show [PATH...]",
    .doc =
        "A baseline is a file of findings that may stand, each with the reason, who "
        "says "
        "so, and until when. stet check --baseline FILE does not report them.\n"
        "create adds all present findings that it does not hold yet; prune takes out "
        "the entries that nothing needs any more; show lists it.",
    .complete = STET_COMPLETE_WORDS,
    .words = words,
    .options = options_table,
    .n_options = STET_LEN(options_table),
    .options_size = sizeof(baseline_options),
    .loads = true,
    .run = run,
};
