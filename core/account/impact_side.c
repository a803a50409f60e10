/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_side.h"

#include "account/impact_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* ---- Files -------------------------------------------------------------- */

static bool reads(const stet_impact_side_run *run, size_t at)
{
    const stet_impact_file *file = &run->files->files[at];
    const stet_layout *layout = file->layouts[run->side];
    const stet_layout *other = file->layouts[!run->side];
    return layout && (!other || layout->reader == other->reader);
}

/* The first file from `at` on that this side reads. */
static size_t skip(const stet_impact_side_run *run, size_t at)
{
    while (at < run->files->n_files && !reads(run, at))
        at++;
    return at;
}

static stet_source *feed(void *user, stet_error *trouble)
{
    stet_impact_side_run *run = user;
    size_t at = skip(run, run->fed);

    if (at == run->files->n_files)
        return NULL;
    const stet_impact_file *file = &run->files->files[at];
    run->fed = at + 1;
    stet_source *source =
        stet_source_open(file->path.ptr, file->shown, file->layouts[run->side],
                         run->files->max_record, trouble);
    if (source)
        source->inside = file->inside[run->side];
    else if (!trouble->path)
        stet_error_at(trouble, file->shown, trouble->position);
    return source;
}

/* ---- Outcomes ----------------------------------------------------------- */

static stet_impact_cause cause_of(const stet_impact_side_run *run,
                                  const stet_located *finding)
{
    return (stet_impact_cause){ .rule = run->rules[finding->rule->index],
                                .column = finding->start.column,
                                .line = finding->start.line,
                                .field = finding->field,
                                .message = finding->message,
                                .match = finding->match };
}

static void *room_for_causes(stet_impact_side_run *run)
{
    stet_memory_grow((void **)&run->causes, &run->causes_capacity,
                     run->impact->n_rules + 1, sizeof *run->causes);
    return run->causes;
}

/* The causes among the findings from `*at` on that are of the record. */
static size_t collect(stet_impact_side_run *run, const stet_result *result,
                      uint64_t record, size_t *at)
{
    stet_impact_cause *causes = room_for_causes(run);
    size_t n = 0;

    while (*at < result->n_findings && result->findings[*at].record < record)
        (*at)++;
    for (; *at < result->n_findings && result->findings[*at].record == record; (*at)++)
        if (result->findings[*at].level >= run->impact->level) {
            stet_impact_cause cause = cause_of(run, &result->findings[*at]);
            n = stet_impact_insert_cause(causes, n, &cause);
        }
    return n;
}

/* Whether a rule could not be evaluated in the record; they are in order, too. */
static bool has_trouble(const stet_result *result, uint64_t record, size_t *at)
{
    while (*at < result->n_troubles && result->troubles[*at].record < record)
        (*at)++;
    return *at < result->n_troubles && result->troubles[*at].record == record;
}

static void tell_troubles(stet_impact_side_run *run, const stet_result *result)
{
    for (size_t i = 0; i < result->n_troubles; i++) {
        const stet_trouble *trouble = &result->troubles[i];
        stet_impact_failure failure = { .path = trouble->path,
                                        .record = trouble->record,
                                        .line = trouble->point.line,
                                        .column = trouble->point.column,
                                        .rule = trouble->rule,
                                        .message = trouble->message };
        stet_impact_add_failure(run->impact, run->side, &failure);
    }
}

static bool spool_records(stet_impact_side_run *run, const stet_result *result)
{
    size_t finding = 0, trouble = 0;
    bool good = true;

    for (size_t i = 0; i < result->n_records && good; i++) {
        const stet_record_fact *fact = &result->records[i];
        bool failed = has_trouble(result, fact->number, &trouble) || fact->failed;
        stet_impact_outcome outcome = { .source = run->source,
                                        .byte = fact->byte,
                                        .hash = fact->hash,
                                        .key = fact->length,
                                        .number = fact->number,
                                        .id = fact->id,
                                        .group = fact->group };
        outcome.n_causes = collect(run, result, fact->number, &finding);
        outcome.causes = run->causes;
        outcome.state = outcome.n_causes ? STET_AUDIT_REJECTED
                        : failed         ? STET_AUDIT_FAILED
                                         : STET_AUDIT_ACCEPTED;
        good = stet_impact_spool_write(&run->spool, &outcome, run->error);
    }
    return good;
}

/* Findings come in the order of their records, so the file is the last one's or one
   behind it. */
static void keep_late(stet_impact_side_run *run, const stet_result *result)
{
    size_t at = 0;

    for (size_t i = 0; i < result->n_findings; i++) {
        const stet_located *finding = &result->findings[i];
        if (finding->level < run->impact->level)
            continue;
        size_t source = at;
        while (source < run->files->n_files &&
               !stet_str_equal(run->files->files[source].shown, finding->path))
            source++;
        if (source == run->files->n_files)
            continue; /* It stands in no file, so it turns no record. */
        at = source;
        stet_memory_grow((void **)&run->late, &run->late_capacity, run->n_late + 1,
                         sizeof *run->late);
        stet_impact_late *late = &run->late[run->n_late++];
        *late = (stet_impact_late){ .source = at,
                                    .byte = finding->start.byte,
                                    .cause = cause_of(run, finding) };
        late->cause.field = stet_arena_copy(&run->arena, late->cause.field);
        late->cause.message = stet_arena_copy(&run->arena, late->cause.message);
        late->cause.match = stet_arena_copy(&run->arena, late->cause.match);
    }
}

static bool take(void *user, stet_result *result)
{
    stet_impact_side_run *run = user;

    tell_troubles(run, result);
    if (run->is_late) {
        keep_late(run, result);
        return true;
    }
    if (result->first)
        run->source = skip(run, run->begun ? run->source + 1 : 0);
    run->begun = true;
    if (run->files->progress)
        run->files->progress(run->files->user, result->tally.bytes);
    return spool_records(run, result);
}

/* ---- The run ------------------------------------------------------------ */

static void map_rules(stet_impact_side_run *run, const stet_rule_set *set)
{
    run->rules = stet_memory_zalloc(set->n_rules + 1, sizeof *run->rules);
    for (size_t i = 0; i < set->n_rules; i++) {
        const stet_rule *rule = &set->rules[i];
        const stet_rule *named = rule->variant_of ? rule->variant_of : rule;
        run->rules[i] = stet_impact_rule_of(run->impact, named->name);
    }
    run->rules[set->n_rules] =
        stet_impact_rule_of(run->impact, STET_STR(STET_IMPACT_MARK_RULE));
}

bool stet_impact_side_check(stet_impact_side_run *run, stet_impact *impact,
                            stet_impact_side side, const stet_impact_files *files,
                            stet_diagnostics *errors, stet_error *error)
{
    stet_engine_options options = files->engine;

    *run = (stet_impact_side_run){
        .impact = impact, .side = side, .files = files, .error = error
    };
    options.no_fingerprints = true;
    options.records = true;
    map_rules(run, files->sets[side]);
    if (!stet_impact_spool_open(&run->spool, files->temporary, error))
        return false;
    stet_engine *engine = stet_engine_new(files->sets[side], &options, errors);
    if (!engine)
        return false;
    bool done = stet_engine_run(engine, feed, take, run, files->stop);
    run->is_late = true;
    done = done && stet_engine_finish(engine, take, run) &&
           stet_impact_spool_rewind(&run->spool, error);
    stet_engine_free(engine);
    return done;
}

/* ---- The stream --------------------------------------------------------- */

/* Below 0: it was found before the record, in none that came; 0: in it. A source that
   is a record has all that was found in it. */
static int compare_late(const stet_impact_late *late, const stet_impact_outcome *record)
{
    if (late->source != record->source)
        return late->source < record->source ? -1 : 1;
    if (record->number == 0)
        return 0;
    if (late->byte < record->byte)
        return -1;
    uint64_t length = record->key ? record->key : 1;
    return late->byte - record->byte >= length;
}

static void add_late(stet_impact_side_run *run, stet_impact_outcome *record)
{
    size_t n = record->n_causes;
    int order = -1;

    while (run->next_late < run->n_late &&
           (order = compare_late(&run->late[run->next_late], record)) < 0)
        run->next_late++;
    if (order != 0 || run->next_late == run->n_late)
        return;
    stet_impact_cause *causes = room_for_causes(run);
    memcpy(causes, record->causes, n * sizeof *causes);
    for (; run->next_late < run->n_late &&
           compare_late(&run->late[run->next_late], record) == 0;
         run->next_late++)
        n = stet_impact_insert_cause(causes, n, &run->late[run->next_late].cause);
    record->causes = causes;
    record->n_causes = n;
    record->state = STET_AUDIT_REJECTED;
}

bool stet_impact_side_next(void *user, stet_impact_outcome *out, stet_error *error)
{
    stet_impact_side_run *run = user;

    if (!stet_impact_spool_read(&run->spool, out, error))
        return false;
    out->path = run->files->files[out->source].shown;
    add_late(run, out);
    return true;
}

void stet_impact_side_release(stet_impact_side_run *run)
{
    stet_impact_spool_close(&run->spool);
    free(run->rules);
    free(run->causes);
    free(run->late);
    stet_arena_release(&run->arena);
    *run = (stet_impact_side_run){ 0 };
}
