/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/check.h"

#include "base/str.h"
#include "cli/check_mend.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const stet_check_levels[] = { "error", "warning", "suggestion", "never",
                                          NULL };

bool stet_check_open(stet_check *check, stet_cli *cli, const stet_common *common,
                     const stet_check_options *options)
{
    *check = (stet_check){ .options = *options, .max_record = STET_MAX_RECORD };
    check->error = STET_ERROR_NONE;
    check->progress.fd = -1;
    if (!stet_context_open(&check->context, cli, common))
        return false;
    stet_date_write(check->context.today, check->today);
    return true;
}

/* The level's number is one more the worse it is; "never" is below none. */
static bool reaches(const stet_check *check, stet_level level)
{
    static const int failing[] = { STET_ERROR, STET_WARNING, STET_SUGGESTION };
    size_t choice = (size_t)check->options.fail_on;
    return choice < STET_LEN(failing) && (int)level >= failing[choice];
}

static void count_finding(stet_check *check, const stet_located *finding)
{
    switch (finding->level) {
    case STET_SUGGESTION:
        check->tally.suggestions++;
        break;
    case STET_WARNING:
        check->tally.warnings++;
        break;
    case STET_ERROR:
        check->tally.errors++;
        break;
    }
    check->reached = check->reached || reaches(check, finding->level);
    bool safe = false;
    for (size_t i = 0; i < finding->n_fixes; i++)
        safe = safe || finding->fixes[i].safe;
    check->n_safe += safe;
    check->n_unsafe += finding->n_fixes && !safe;
}

/* What the baseline lets stand is taken out of the result. */
static void filter(stet_check *check, stet_result *result)
{
    size_t kept = 0;
    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *finding = &result->findings[i];
        if (stet_baseline_covers(&check->baseline, finding,
                                 stet_str_from(check->today))) {
            result->tally.suppressed++;
            continue;
        }
        result->findings[kept++] = *finding;
    }
    result->n_findings = kept;
}

static void count(stet_check *check, const stet_result *result)
{
    stet_tally *tally = &check->tally;
    for (size_t i = 0; i < result->n_findings; i++)
        count_finding(check, &result->findings[i]);
    tally->sources += result->tally.sources;
    tally->records += result->tally.records;
    tally->bytes += result->tally.bytes;
    tally->suppressed += result->tally.suppressed;
    tally->fixed += result->tally.fixed;
    tally->failed += result->n_troubles;
}

static bool take(void *user, stet_result *result)
{
    stet_check *check = user;
    bool mended = !check->mend || stet_check_mend_take(check->mend, result,
                                                       &check->closed, &check->error);
    if (check->baseline.count)
        filter(check, result);
    count(check, result);
    stet_repeats_fold(&check->repeats, result);
    if (result->n_findings || result->n_troubles)
        stet_progress_clear(&check->progress);
    bool going = check->take(check, result) && mended;
    stet_progress_add(&check->progress, result->tally.bytes);
    return going;
}

bool stet_check_tell_missing(stet_check *check)
{
    bool going = true;
    for (size_t i = 0; i < check->missing.count && going; i++) {
        const stet_diagnostic *item = &check->missing.items[i];
        stet_trouble trouble = { .path = item->path, .message = item->message };
        stet_result result = { .troubles = &trouble,
                               .n_troubles = 1,
                               .path = item->path };
        going = take(check, &result);
    }
    return going;
}

static uint64_t total_size(const stet_check *check)
{
    uint64_t total = 0;
    for (size_t i = 0; i < check->list.count; i++) {
        struct stat file;
        if (stat(check->list.items[i].path.ptr, &file) != 0 || !S_ISREG(file.st_mode))
            return 0;
        total += (uint64_t)file.st_size;
    }
    return total;
}

static void begin_progress(stet_check *check)
{
    const stet_cli *cli = check->context.cli;
    if (cli->terminal_stderr && !check->context.common->quiet)
        stet_progress_begin(&check->progress, STDERR_FILENO,
                            check->uses_index ? 0 : total_size(check));
}

static bool stands(const void *user, const stet_located *finding)
{
    const stet_check *check = user;
    return stet_baseline_holds(&check->baseline, finding, stet_str_from(check->today));
}

static void begin_batch(stet_check *check, size_t set)
{
    stet_check_batch *batch = &check->batches[set];
    stet_engine_options options = stet_context_engine_options(&check->context);
    options.jobs = (unsigned)check->options.jobs;
    options.excerpts = stet_outputs_want_excerpts(&check->outputs);
    options.no_fingerprints = check->fix == STET_FIX_NONE &&
                              check->baseline.count == 0 &&
                              !stet_outputs_want_fingerprints(&check->outputs);
    options.fix = check->fix;
    options.stands = check->baseline.count ? stands : NULL;
    options.stands_user = check;
    batch->begun = true;
    batch->engine = stet_engine_new(check->sets[set], &options, &check->context.errors);
    stet_context_tell(&check->context);
}

/* Checks the files from `next` on that the same rule set governs. */
static bool run_set(stet_check *check, size_t set)
{
    stet_check_batch *batch = &check->batches[set];
    const stet_listed_file *files = check->list.items;
    bool going = true;
    check->end = check->next;
    while (check->end < check->list.count && files[check->end].set == check->sets[set])
        check->end++;
    batch->n_files -= check->end - check->next;
    if (!batch->begun)
        begin_batch(check, set);
    if (batch->engine)
        going = stet_engine_run(batch->engine, stet_check_feed, take, check,
                                check->context.cli->stop);
    check->next = check->end;
    if (batch->n_files)
        return going;
    going = going && (!batch->engine || stet_engine_finish(batch->engine, take, check));
    stet_engine_free(batch->engine);
    batch->engine = NULL;
    return going;
}

bool stet_check_run(stet_check *check)
{
    bool going = true;
    begin_progress(check);
    while (going && check->next < check->list.count) {
        size_t set = 0;
        while (check->sets[set] != check->list.items[check->next].set)
            set++;
        going = run_set(check, set);
    }
    for (size_t i = 0; i < check->n_sets; i++) {
        stet_engine_free(check->batches[i].engine);
        check->batches[i].engine = NULL;
    }
    stet_progress_clear(&check->progress);
    return going;
}

void stet_check_release(stet_check *check)
{
    stet_check_mend_free(check->mend);
    stet_outputs_release(&check->outputs);
    stet_baseline_release(&check->baseline);
    stet_file_list_release(&check->list);
    stet_diagnostics_release(&check->missing);
    stet_repeats_release(&check->repeats);
    if (check->uses_index)
        stet_git_index_close(&check->index);
    free((void *)(uintptr_t)check->sets);
    free(check->batches);
    stet_error_release(&check->error);
    stet_context_close(&check->context);
}
