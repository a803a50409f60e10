/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/audit.h"

#include "audit/finished.h"
#include "audit/record_text.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "run/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* How long a step is: short at first, so that one who is stopped again and again comes
   on, then twice as long each time; and at most what share of the time is spent on
   saving. */
static const double FIRST_STEP = 0.05;
static const double LONGEST_STEP = 1.0;
static const double SAVING = 0.1;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char *join(const char *folder, const char *name)
{
    stet_buffer path = { 0 };

    stet_buffer_format(&path, "%s/%s", folder, name);
    return path.ptr;
}

void stet_audit_init(stet_audit *audit, const stet_audit_options *options)
{
    *audit = (stet_audit){ .options = *options, .seconds = FIRST_STEP, .folder = -1 };
    audit->grid.max_record = options->max_record;
    audit->work_path = join(options->folder, "audit.work");
    audit->path = join(options->folder, "audit.db");
    stet_audit_groups_init(&audit->groups, options->group_by);
}

bool stet_audit_add(stet_audit *audit, const stet_listed_file *listed,
                    stet_error *error)
{
    return stet_audit_grid_add(&audit->grid, listed,
                               stet_audit_groups_layout(&audit->groups, listed->layout),
                               error);
}

/* Shares of the batch that differ by one segment at most. */
static uint64_t share_end(const stet_audit *audit, uint64_t number)
{
    uint64_t n = audit->grid.n_segments, count = audit->options.shard.count;

    if (!count)
        return n + 1;
    return n / count * number + n % count * number / count + 1;
}

static uint64_t share_begin(const stet_audit *audit)
{
    return audit->options.shard.count
               ? share_end(audit, audit->options.shard.number - 1)
               : 1;
}

static void fill_facts(stet_audit *audit)
{
    const stet_audit_options *options = &audit->options;
    stet_audit_facts *facts = &audit->facts;
    char began[sizeof "2026-11-26T12:00:00Z"];
    time_t seconds = time(NULL);
    struct tm utc;

    stet_audit_facts_init(facts, options->set, options->registry);
    facts->fail_on = stet_str_from(options->fail_on);
    facts->group_by = audit->groups.field;
    facts->redacted = options->redacted;
    facts->n_samples = options->n_samples;
    facts->seed = options->seed;
    facts->max_record = (int64_t)audit->grid.max_record;
    facts->n_segments = (int64_t)audit->grid.n_segments;
    if (options->no_time || !gmtime_r(&seconds, &utc))
        return;
    strftime(began, sizeof began, "%Y-%m-%dT%H:%M:%SZ", &utc);
    facts->began = stet_arena_copy(&facts->arena, stet_str_from(began));
}

/* A batch is checked in parts, so what gathers over it must be able to be saved. */
static bool can_save(stet_audit *audit, stet_error *error)
{
    const stet_rule_set *set = audit->options.set;

    for (size_t r = 0; r < set->n_rules; r++) {
        const stet_rule *rule = &set->rules[r];
        audit->gathers = audit->gathers || stet_rule_gathers(rule);
        if (!stet_rule_gathers(rule) || stet_rule_can_save(rule))
            continue;
        stet_error_set(error,
                       "rule '%.*s' cannot be audited: its check %.*s gathers "
                       "something over the whole batch that its plugin cannot save",
                       (int)rule->name.len, rule->name.ptr, (int)rule->check->name.len,
                       rule->check->name.ptr);
        stet_error_hint(error, "switch it off, or take a newer version of the plugin");
        stet_error_at(error, rule->path, rule->position);
        return false;
    }
    return true;
}

static bool open_engine(stet_audit *audit, stet_diagnostics *faults)
{
    stet_engine_options options = audit->options.engine;

    options.records = true;
    options.group = audit->groups.field;
    options.no_texts = audit->options.redacted;
    audit->engine = stet_engine_new(audit->options.set, &options, faults);
    return audit->engine != NULL;
}

static bool open_recorder(stet_audit *audit, stet_error *error)
{
    const stet_audit_options *options = &audit->options;

    return stet_audit_recorder_open(
        &audit->recorder, &audit->work.database, options->set,
        stet_audit_level_of(audit->facts.fail_on), options->redacted, error);
}

/* What is under way goes on, whatever was finished before it began. */
static bool find_finished(stet_audit *audit, stet_error *error)
{
    if (audit->options.restart || access(audit->work_path, F_OK) == 0)
        return true;
    return stet_audit_find_finished(audit->path, &audit->facts, &audit->grid,
                                    share_begin(audit), audit->end, &audit->finished,
                                    error);
}

/* From here on until all files of it are written, nobody else makes an audit here. */
static bool lock_folder(stet_audit *audit, stet_error *error)
{
    const char *folder = audit->options.folder;

    audit->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (audit->folder >= 0 && stet_file_lock(audit->folder))
        return true;
    if (audit->folder < 0) {
        stet_error_set(error, "cannot be opened: %s", strerror(errno));
    } else {
        stet_error_set(error, "another run is making an audit in this folder");
        stet_error_hint(error, "wait until that has ended, or name another folder with "
                               "--out");
    }
    stet_error_at(error, stet_str_from(folder), STET_POSITION_NONE);
    return false;
}

bool stet_audit_open(stet_audit *audit, stet_diagnostics *faults, stet_error *error)
{
    if (!lock_folder(audit, error))
        return false;
    stet_audit_grid_close(&audit->grid);
    audit->end = share_end(audit, audit->options.shard.number);
    fill_facts(audit);
    if (!can_save(audit, error) || !find_finished(audit, error))
        return false;
    if (audit->finished)
        return true;
    if (!open_engine(audit, faults))
        return false;
    audit->works = stet_audit_work_open(&audit->work, audit->work_path, &audit->facts,
                                        &audit->grid, audit->options.restart, error);
    return audit->works && open_recorder(audit, error);
}

uint64_t stet_audit_bytes(const stet_audit *audit)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < audit->grid.count; i++) {
        const stet_audit_file *file = &audit->grid.files[i];
        uint64_t from = share_begin(audit), to = audit->end;
        uint64_t behind = file->first + file->n_segments;
        from = from > file->first ? from : file->first;
        to = to < behind ? to : behind;
        if (from < to)
            bytes += (uint64_t)((double)file->seen.st_size * (double)(to - from) /
                                (double)file->n_segments);
    }
    return bytes;
}

/* ---- A step ---- */

/* Those that are done make room when they are half of all, so that each is moved about
   once. */
static void push(stet_audit_queue *queue, const stet_audit_segment *segment)
{
    if (queue->first > 0 && queue->first >= queue->count - queue->first) {
        queue->count -= queue->first;
        memmove(queue->items, queue->items + queue->first,
                queue->count * sizeof *queue->items);
        queue->first = 0;
    }
    stet_memory_grow((void **)&queue->items, &queue->capacity, queue->count + 1,
                     sizeof *queue->items);
    queue->items[queue->count++] = *segment;
}

/* The next segment that is not done; what is done is walked past without reading it.
   A run of the engine ends there, and with it a step, which is of segments in a row. */
static bool next_segment(stet_audit *audit, stet_audit_segment *segment,
                         stet_error *error)
{
    stet_audit_grid *grid = &audit->grid;
    uint64_t next = grid->next;

    while (next < audit->end && audit->work.done[next])
        next++;
    if (next != grid->next)
        stet_audit_grid_seek(grid, next);
    if (audit->fed && next != audit->last + 1)
        return false;
    return next < audit->end && stet_audit_grid_next(grid, segment, error);
}

static stet_source *feed(void *user, stet_error *trouble)
{
    stet_audit *audit = user;
    stet_audit_segment segment;

    if ((audit->gathers && now() >= audit->step_end) || audit->error->message)
        return NULL;
    if (!next_segment(audit, &segment, audit->error)) {
        audit->more = audit->grid.next < audit->end;
        /* Most of the last step is committed while its end is still checked. */
        audit->step_end = 0;
        return NULL;
    }
    stet_error error = STET_ERROR_NONE;
    bool unreadable;
    stet_source *source =
        stet_audit_grid_open(&audit->grid, &segment, &unreadable, &error);
    /* What a file holds is a failure of the batch; that it cannot be opened, or is not
       what it was, ends the audit, so that it may be mended and gone on with. */
    if (!source && !unreadable) {
        *audit->error = error;
        return NULL;
    }
    if (source)
        source->key = segment.number;
    else
        *trouble = error;
    audit->last = segment.number;
    audit->fed = true;
    push(&audit->queue, &segment);
    return source;
}

/* A chunk of what a rule has gathered becomes a row. */
typedef struct chunk_writer {
    const stet_audit_database *database;
    sqlite3_stmt *add;
    int64_t n_chunks;
    stet_error *error;
} chunk_writer;

static bool write_chunk(void *user, stet_str chunk)
{
    chunk_writer *w = user;

    sqlite3_bind_int64(w->add, 3, w->n_chunks++);
    sqlite3_bind_blob64(w->add, 4, chunk.ptr, chunk.len, SQLITE_STATIC);
    return stet_audit_database_do(w->database, w->add, w->error);
}

/* What rules of the whole batch have gathered in the step goes with its segments. */
static bool save_states(stet_audit *audit, stet_error *error)
{
    const stet_rule_set *set = audit->options.set;
    chunk_writer w = { .database = &audit->work.database, .error = error };
    bool good = true;

    for (uint32_t r = 0; r < set->n_rules && good; r++) {
        if (!stet_rule_gathers(&set->rules[r]))
            continue;
        if (!w.add)
            w.add = stet_audit_database_prepare(
                w.database, "INSERT INTO states VALUES(?, ?, ?, ?)", error);
        if (!w.add)
            return false;
        w.n_chunks = 0;
        sqlite3_bind_int64(w.add, 1, (int64_t)r + 1);
        sqlite3_bind_int64(w.add, 2, (int64_t)audit->last);
        good = stet_engine_save(audit->engine, r, write_chunk, &w, error);
    }
    sqlite3_finalize(w.add);
    return good;
}

static bool lacks_dictionary(stet_audit *audit, stet_error *error)
{
    if (!stet_engine_lacks_dictionary(audit->engine, error))
        return false;
    if (!error->hint)
        stet_error_hint(error, "install it, name its folder with --dictionary-path, or "
                               "switch the rules that need it off");
    return true;
}

/* What takes long to save is saved less often. */
static void pace(stet_audit *audit, double saving)
{
    double longest = saving > LONGEST_STEP * SAVING ? saving / SAVING : LONGEST_STEP;

    audit->seconds = audit->seconds * 2 < longest ? audit->seconds * 2 : longest;
}

static bool begin_step(stet_audit *audit, stet_error *error)
{
    audit->step_end = now() + audit->seconds;
    return stet_audit_work_step(&audit->work, error);
}

/* `last`: the last segment of it. That a dictionary is missing is told once, instead of
   once a record; a rerun with the dictionary goes on. */
static bool end_step(stet_audit *audit, uint64_t last, stet_error *error)
{
    double checked = now();
    bool good = !lacks_dictionary(audit, error) &&
                (!audit->gathers || save_states(audit, error)) &&
                stet_audit_work_commit(&audit->work, last, error);

    pace(audit, now() - checked);
    return good;
}

static bool take(void *user, stet_result *result)
{
    stet_audit *audit = user;
    const stet_audit_segment *segment = &audit->queue.items[audit->queue.first];
    bool good =
        stet_audit_recorder_take(&audit->recorder, segment, result, audit->error);

    audit->queue.first += result->last;
    if (audit->options.watch)
        audit->options.watch(audit->options.watch_user, audit->recorder.all_records,
                             audit->recorder.all_bytes);
    if (good && result->last && !audit->gathers && now() >= audit->step_end)
        good = end_step(audit, segment->number, audit->error) &&
               begin_step(audit, audit->error);
    return good;
}

/* Until a step must end the run, or there is nothing to be checked in a row. */
static bool run(stet_audit *audit, stet_error *error)
{
    audit->fed = false;
    if (!begin_step(audit, error))
        return false;
    bool going =
        stet_audit_recorder_add_rules(&audit->recorder, error) &&
        stet_engine_run(audit->engine, feed, take, audit, audit->options.stop) &&
        !error->message && end_step(audit, audit->last, error);
    if (!going)
        stet_audit_work_forget(&audit->work);
    return going;
}

/* A file is looked at when a segment of it is opened; that it did not change while the
   last ones were read is seen at the end. */
static bool is_unchanged(const stet_audit *audit, stet_error *error)
{
    uint64_t begin = share_begin(audit);

    for (size_t i = 0; i < audit->grid.count; i++) {
        const stet_audit_file *file = &audit->grid.files[i];
        if (file->first < audit->end && file->first + file->n_segments > begin &&
            !stet_audit_file_unchanged(file, error))
            return false;
    }
    return true;
}

bool stet_audit_check(stet_audit *audit, stet_error *error)
{
    bool going = true;

    audit->error = error;
    audit->began = now();
    audit->more = true;
    stet_audit_grid_seek(&audit->grid, share_begin(audit));
    while (going && audit->more)
        going = run(audit, error);
    going = going && is_unchanged(audit, error);
    audit->error = NULL;
    return going;
}

/* The work is closed, to be read like any other database. */
static void close_work(stet_audit *audit)
{
    if (audit->recorder.database)
        stet_audit_recorder_close(&audit->recorder);
    if (audit->works)
        stet_audit_work_close(&audit->work);
    audit->works = false;
}

/* Its rules have gathered nothing since the last step was saved. */
static stet_engine *own_engine(void *user, const stet_audit_facts *facts,
                               stet_error *error)
{
    stet_audit *audit = user;

    (void)facts;
    (void)error;
    return audit->engine;
}

bool stet_audit_finish(stet_audit *audit, stet_audit_assembled *assembled,
                       stet_error *error)
{
    const char *const inputs[] = { audit->work_path };
    stet_audit_assembly_options options = { .inputs = inputs,
                                            .n_inputs = 1,
                                            .output = audit->path,
                                            .no_time = audit->options.no_time,
                                            .seconds = now() - audit->began,
                                            .read = stet_audit_record_text,
                                            .read_user = &audit->grid,
                                            .engine = own_engine,
                                            .engine_user = audit,
                                            .records = audit->options.records,
                                            .beside =
                                                stet_engine_jobs(audit->engine) > 1,
                                            .stop = audit->options.stop };

    close_work(audit);
    if (!stet_audit_assemble(&options, assembled, error))
        return false;
    stet_audit_work_remove(audit->work_path);
    return true;
}

void stet_audit_close(stet_audit *audit)
{
    close_work(audit);
    stet_engine_free(audit->engine);
    stet_audit_facts_release(&audit->facts);
    stet_audit_grid_release(&audit->grid);
    stet_audit_groups_release(&audit->groups);
    free(audit->queue.items);
    free(audit->work_path);
    free(audit->path);
    if (audit->folder >= 0)
        close(audit->folder);
    *audit = (stet_audit){ 0 };
}
