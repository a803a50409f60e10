/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of the whole batch speak when all of it is there: what they have gathered is
   loaded from the inputs, and what they say kept in temporary tables until its turn. */
#include "audit/assembly_p.h"
#include "audit/recorder.h"
#include "base/memory.h"
#include "base/str.h"
#include "run/state.h"
#include "text/document.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct speech {
    stet_assembly *assembly;
    stet_engine *engine;
    uint32_t *sources; /* By segment: its number in the engine. */
    uint32_t first;    /* The least of them. */
    stet_audit_recorder recorder;
    uint64_t n_findings, n_failures, n_statistics;
    stet_error *error;
} speech;

/* ---- Loading ---- */

static bool find_origin(void *user, uint64_t key, stet_state_origin *origin)
{
    const speech *s = user;
    const stet_assembly *assembly = s->assembly;

    if (key < 1 || key > assembly->n_segments)
        return false;
    const stet_assembly_choice *choice = &assembly->choices[key];
    *origin = (stet_state_origin){ .source = s->sources[key],
                                   .records_before = choice->first_record - 1,
                                   .lines_before = choice->first_line - 1 };
    return true;
}

/* Every segment is a source of the engine, with the path of its file. */
static bool name_sources(speech *s, stet_error *error)
{
    stet_assembly *assembly = s->assembly;
    sqlite3_stmt *read = stet_audit_database_prepare(
        &assembly->out,
        "SELECT g.id, s.path, coalesce(i.path, s.path) FROM segments g "
        "JOIN sources s ON s.id = g.source LEFT JOIN insides i ON i.source = s.id "
        "ORDER BY g.id",
        error);
    int code = SQLITE_DONE;
    bool first = true;

    s->sources = stet_memory_zalloc(assembly->n_segments + 1, sizeof *s->sources);
    while (read && (code = stet_audit_database_step(&assembly->out, read, error)) ==
                       SQLITE_ROW) {
        uint64_t number = (uint64_t)sqlite3_column_int64(read, 0);
        s->sources[number] =
            stet_engine_name_source(s->engine, stet_audit_column_text(read, 1),
                                    stet_audit_column_text(read, 2), number);
        s->first = first ? s->sources[number] : s->first;
        first = false;
    }
    sqlite3_finalize(read);
    return read && code == SQLITE_DONE;
}

/* Rows of one rule and part, one after the other. */
typedef struct chunks {
    sqlite3_stmt *read;
    int code;
} chunks;

static bool next_chunk(void *user, stet_str *chunk)
{
    chunks *c = user;

    c->code = sqlite3_step(c->read);
    if (c->code != SQLITE_ROW)
        return false;
    const char *bytes = sqlite3_column_blob(c->read, 0);
    *chunk = (stet_str){ bytes ? bytes : "", (size_t)sqlite3_column_bytes(c->read, 0) };
    return true;
}

static bool load_one(speech *s, const stet_audit_database *from, int64_t rule,
                     int64_t segment, stet_error *error)
{
    stet_state_origins origins = { find_origin, s };
    chunks c = { .code = SQLITE_DONE };
    c.read = stet_audit_database_prepare(
        from, "SELECT bytes FROM states WHERE rule = ? AND segment = ? ORDER BY chunk",
        error);
    if (!c.read)
        return false;
    sqlite3_bind_int64(c.read, 1, rule);
    sqlite3_bind_int64(c.read, 2, segment);
    bool good = stet_engine_load(s->engine, (uint32_t)(rule - 1), next_chunk, &c,
                                 &origins, error);
    /* Rows that could not be read were told as the end. */
    if (c.code != SQLITE_ROW && c.code != SQLITE_DONE)
        good = stet_audit_database_fail(from, error);
    else if (!good)
        stet_error_at(error, from->path, STET_POSITION_NONE);
    sqlite3_finalize(c.read);
    return good;
}

static bool load_run(speech *s, const stet_assembly_run *run, stet_error *error)
{
    stet_audit_database from;
    stet_buffer sql = { 0 };
    int code = SQLITE_ERROR;

    if (!stet_audit_database_open(&from, run->input->path, error))
        return false;
    stet_buffer_format(&sql,
                       "SELECT DISTINCT rule, segment FROM states WHERE segment >= "
                       "%" PRIu64 " AND segment < %" PRIu64 " ORDER BY segment, rule",
                       run->from, run->to);
    sqlite3_stmt *read = stet_audit_database_prepare(&from, sql.ptr, error);
    while (read && (code = stet_audit_database_step(&from, read, error)) == SQLITE_ROW)
        if (!load_one(s, &from, sqlite3_column_int64(read, 0),
                      sqlite3_column_int64(read, 1), error))
            break;
    sqlite3_finalize(read);
    stet_buffer_release(&sql);
    stet_audit_database_close(&from, NULL);
    return code == SQLITE_DONE;
}

/* ---- Telling ---- */

/* What the output numbers by segment: the segment of a source of the engine. */
static uint64_t segment_of(const speech *s, uint64_t document)
{
    uint64_t source = stet_document_source(document);
    uint64_t number = source - s->first + 1;

    return source >= s->first && number <= s->assembly->n_segments ? number : 0;
}

static void count_told(stet_assembly *assembly, int64_t record, stet_level level)
{
    stet_memory_grow((void **)&assembly->told, &assembly->told_capacity,
                     assembly->n_told + 1, sizeof *assembly->told);
    assembly->told[assembly->n_told++] =
        (stet_assembly_told){ .record = record, .level = (int)level };
}

static int64_t behind(const speech *s, uint64_t nth)
{
    return (int64_t)((s->assembly->n_segments + 1) << STET_AUDIT_RECORD_BITS | nth);
}

/* Numbers of whole files become those of the segment, as all of the table has them. */
static bool tell(speech *s, const stet_located *finding)
{
    stet_assembly *assembly = s->assembly;
    uint64_t segment = segment_of(s, finding->order);
    const stet_assembly_choice *choice = &assembly->choices[segment];
    stet_located told = *finding;
    int64_t record = 0;

    if (segment && choice->input) {
        uint64_t number =
            finding->record ? finding->record - (choice->first_record - 1) : 0;
        uint32_t lines = (uint32_t)choice->first_line - 1;
        record = (int64_t)(segment << STET_AUDIT_RECORD_BITS | number);
        told.start.line -= lines;
        told.end.line -= lines;
        count_told(assembly, record, finding->level);
    }
    return stet_audit_recorder_add_finding(&s->recorder, behind(s, ++s->n_findings),
                                           record, &told, s->error);
}

static bool take(void *user, stet_result *result)
{
    speech *s = user;
    bool good = true;

    for (size_t i = 0; i < result->n_findings && good; i++)
        good = tell(s, &result->findings[i]);
    for (size_t i = 0; i < result->n_troubles && good; i++)
        good = stet_audit_recorder_add_failure(&s->recorder, behind(s, ++s->n_failures),
                                               0, &result->troubles[i], s->error);
    for (size_t i = 0; i < result->n_statistics && good; i++)
        good = stet_audit_recorder_add_statistic(&s->recorder,
                                                 behind(s, ++s->n_statistics),
                                                 &result->statistics[i], s->error);
    return good;
}

static int by_record(const void *a, const void *b)
{
    const stet_assembly_told *x = a, *y = b;

    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    return (x->level > y->level) - (x->level < y->level);
}

/* Tables for what is told, and whoever writes into them. */
static bool open_tables(speech *s, stet_error *error)
{
    const stet_assembly *assembly = s->assembly;
    const stet_audit_facts *facts = &assembly->inputs[0].facts;

    return stet_audit_database_run(
               &assembly->out,
               "CREATE TEMP TABLE told_findings AS SELECT * FROM findings;"
               "CREATE TEMP TABLE told_failures AS SELECT * FROM failures;"
               "CREATE TEMP TABLE told_statistics AS SELECT * FROM statistics",
               error) &&
           stet_audit_recorder_open_told(&s->recorder, &assembly->out,
                                         stet_engine_rule_set(s->engine),
                                         facts->redacted, error);
}

static bool speak(speech *s, stet_error *error)
{
    stet_assembly *assembly = s->assembly;
    bool good = name_sources(s, error);

    for (size_t i = 0; i < assembly->n_runs && good; i++)
        good = load_run(s, &assembly->runs[i], error);
    good = good && open_tables(s, error) && stet_engine_finish(s->engine, take, s) &&
           !error->message;
    if (good && assembly->n_told > 0)
        qsort(assembly->told, assembly->n_told, sizeof *assembly->told, by_record);
    assembly->has_spoken = good;
    if (s->recorder.database)
        stet_audit_recorder_close(&s->recorder);
    free(s->sources);
    return good;
}

bool stet_assembly_speak(stet_assembly *assembly, stet_error *error)
{
    const stet_audit_assembly_options *options = assembly->options;
    speech s = { .assembly = assembly, .error = error };

    if (assembly->whole || assembly->n_missing > 0 || !assembly->has_states)
        return true;
    s.engine = options->engine(options->engine_user, &assembly->inputs[0].facts, error);
    return s.engine && speak(&s, error);
}
