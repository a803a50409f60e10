/* SPDX-License-Identifier: Apache-2.0 */
/* Which input gives which segment. */
#include "audit/assembly_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>

/* So many that the records of all of them can be numbered. */
static const int64_t MOST_SEGMENTS = (INT64_C(1) << (63 - STET_AUDIT_RECORD_BITS)) - 2;

static bool read_segments(stet_assembly_input *input, const stet_audit_database *from,
                          stet_error *error)
{
    sqlite3_stmt *read =
        stet_audit_database_prepare(from,
                                    "SELECT id, coalesce(part, id), records, lines, "
                                    "hash, source, start, end FROM segments "
                                    "ORDER BY id",
                                    error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (read && (code = stet_audit_database_step(from, read, error)) == SQLITE_ROW) {
        stet_memory_grow((void **)&input->segments, &input->capacity,
                         input->n_segments + 1, sizeof *input->segments);
        input->segments[input->n_segments++] = (stet_assembly_segment){
            .number = (uint64_t)sqlite3_column_int64(read, 0),
            .part = (uint64_t)sqlite3_column_int64(read, 1),
            .records = (uint64_t)sqlite3_column_int64(read, 2),
            .lines = (uint64_t)sqlite3_column_int64(read, 3),
            .hash = sqlite3_column_int64(read, 4),
            .source = (uint64_t)sqlite3_column_int64(read, 5),
            .start = (uint64_t)sqlite3_column_int64(read, 6),
            .end = (uint64_t)sqlite3_column_int64(read, 7),
        };
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

static bool read_groups(stet_assembly *assembly, stet_assembly_input *input,
                        const stet_audit_database *from, stet_error *error)
{
    sqlite3_stmt *read =
        stet_audit_database_prepare(from, "SELECT name FROM groups ORDER BY id", error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (read && (code = stet_audit_database_step(from, read, error)) == SQLITE_ROW) {
        stet_str name = stet_audit_column_text(read, 0);
        input->n_groups++;
        if (!stet_map_has(&assembly->groups, name))
            stet_map_set(&assembly->groups, stet_arena_copy(&assembly->arena, name),
                         NULL);
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

/* A hash of all that a statement gives. */
static bool hash_rows(const stet_audit_database *from, const char *sql, uint64_t *hash,
                      stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(from, sql, error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (read && (code = stet_audit_database_step(from, read, error)) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(read); i++)
            *hash = stet_str_hash(stet_audit_column_text(read, i), *hash);
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

/* Files are the same when their names, formats and sizes are. */
static bool hash_sources(const stet_audit_database *from, uint64_t *hash,
                         stet_error *error)
{
    return hash_rows(from, "SELECT path, format, size FROM sources ORDER BY id", hash,
                     error);
}

/* One rule set may lie in another folder on each machine, so rows that say where can
   differ: which of them are taken hangs on them alone. */
static bool hash_names(const stet_audit_database *from, uint64_t *hash,
                       stet_error *error)
{
    *hash = 0;
    return hash_rows(from, "SELECT * FROM rules ORDER BY id", hash, error) &&
           hash_rows(from, "SELECT * FROM insides ORDER BY source", hash, error);
}

static bool has_states(const stet_audit_database *from, bool *has, stet_error *error)
{
    sqlite3_stmt *read =
        stet_audit_database_prepare(from, "SELECT 1 FROM states LIMIT 1", error);
    int code = read ? stet_audit_database_step(from, read, error) : SQLITE_ERROR;

    *has = *has || code == SQLITE_ROW;
    sqlite3_finalize(read);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool refuse(const char *path, const char *what, const char *hint,
                   stet_error *error)
{
    stet_error_set(error, "%s", what);
    stet_error_hint(error, "%s", hint);
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool read_input(stet_assembly *assembly, stet_assembly_input *input,
                       uint64_t *sources, stet_error *error)
{
    stet_audit_database from;
    uint64_t hash = 0;

    if (!stet_audit_database_open(&from, input->path, error))
        return false;
    bool good = stet_audit_facts_read(&input->facts, &from, error) &&
                (input == assembly->inputs ||
                 stet_audit_facts_same(&assembly->inputs->facts, &input->facts,
                                       from.path, error)) &&
                hash_sources(&from, &hash, error) &&
                hash_names(&from, &input->names, error) &&
                read_segments(input, &from, error) &&
                read_groups(assembly, input, &from, error) &&
                has_states(&from, &assembly->has_states, error);
    stet_audit_database_close(&from, NULL);
    if (input == assembly->inputs)
        *sources = hash;
    if (good &&
        (input->facts.n_segments < 0 || input->facts.n_segments > MOST_SEGMENTS))
        return refuse(input->path, "it has an impossible number of segments",
                      "the database is damaged: audit this shard again", error);
    if (good && hash != *sources)
        return refuse(input->path, "it is an audit of other files than the first one",
                      "merge shards of one batch: the same files, in the same order, "
                      "under the same names",
                      error);
    return good;
}

/* By what they hold, so that the order in which they are named makes no difference. */
static int by_content(const void *a, const void *b)
{
    const stet_assembly_input *x = a, *y = b;

    for (size_t i = 0; i < x->n_segments && i < y->n_segments; i++) {
        const stet_assembly_segment *p = &x->segments[i], *q = &y->segments[i];
        if (p->number != q->number)
            return p->number < q->number ? -1 : 1;
        if (p->part != q->part)
            return p->part > q->part ? -1 : 1;
    }
    if (x->n_segments != y->n_segments)
        return x->n_segments > y->n_segments ? -1 : 1;
    return strcmp(x->path, y->path);
}

/* Ends an error about `segment`, which begins with what is wrong: the file at fault is
   named, as far as it can be. */
static bool refuse_changed(const stet_assembly_input *input,
                           const stet_assembly_segment *segment, const char *what,
                           stet_error *error)
{
    stet_error ignored = STET_ERROR_NONE;
    stet_audit_database from;
    sqlite3_stmt *read = NULL;
    stet_str path = { "the source", sizeof "the source" - 1 };
    bool open = stet_audit_database_open(&from, input->path, &ignored);

    if (open)
        read = stet_audit_database_prepare(
            &from, "SELECT path FROM sources WHERE id = ?", &ignored);
    if (read) {
        sqlite3_bind_int64(read, 1, (int64_t)segment->source);
        if (stet_audit_database_step(&from, read, &ignored) == SQLITE_ROW)
            path = stet_audit_column_text(read, 0);
    }
    stet_error_set(error, "%s: %.*s was changed between the runs", what, (int)path.len,
                   path.ptr);
    stet_error_hint(error, "audit these shards again, of the same files");
    stet_error_at(error, stet_str_from(input->path), STET_POSITION_NONE);
    sqlite3_finalize(read);
    if (open)
        stet_audit_database_close(&from, NULL);
    stet_error_release(&ignored);
    return false;
}

/* Whether a segment that is taken already holds the same bytes. */
static bool agrees(const stet_assembly *assembly, const stet_assembly_input *input,
                   const stet_assembly_segment *segment, stet_error *error)
{
    const stet_assembly_choice *choice = &assembly->choices[segment->number];
    stet_buffer what = { 0 };

    if (!choice->input || choice->segment->hash == segment->hash)
        return true;
    stet_buffer_format(&what,
                       "its segment %" PRIu64 " holds other bytes than that in %s",
                       segment->number, choice->input->path);
    refuse_changed(input, segment, what.ptr, error);
    stet_buffer_release(&what);
    return false;
}

/* Whether each segment begins where that before it ends. Where it does not, records
   would be counted twice, or not at all. */
static bool join(const stet_assembly *assembly, stet_error *error)
{
    for (uint64_t i = 2; i <= assembly->n_segments; i++) {
        const stet_assembly_choice *before = &assembly->choices[i - 1];
        const stet_assembly_choice *choice = &assembly->choices[i];
        stet_buffer what = { 0 };
        if (!before->input || !choice->input ||
            before->segment->source != choice->segment->source ||
            before->segment->end == choice->segment->start)
            continue;
        stet_buffer_format(&what,
                           "its segment %" PRIu64 " begins at byte %" PRIu64
                           ", but the one before it, in %s, ends at byte %" PRIu64,
                           i, choice->segment->start, before->input->path,
                           before->segment->end);
        refuse_changed(choice->input, choice->segment, what.ptr, error);
        stet_buffer_release(&what);
        return false;
    }
    return true;
}

/* Takes the segments of one part, which go together. */
static bool take_part(stet_assembly *assembly, const stet_assembly_input *input,
                      const stet_assembly_segment *part, size_t count,
                      stet_error *error)
{
    size_t n_taken = 0;

    for (size_t i = 0; i < count; i++) {
        if (part[i].number < 1 || part[i].number > assembly->n_segments)
            return refuse(input->path, "a segment has a number that the batch has not",
                          "the database is damaged: audit this shard again", error);
        if (!agrees(assembly, input, &part[i], error))
            return false;
        n_taken += assembly->choices[part[i].number].input != NULL;
    }
    if (n_taken == count)
        return true;
    if (n_taken > 0 && assembly->has_states)
        return refuse(input->path,
                      "it overlaps another database in a part of what rules of the "
                      "whole batch have gathered",
                      "merge each shard once; audit the overlapping one again as the "
                      "shard that is missing",
                      error);
    for (size_t i = 0; i < count; i++)
        if (!assembly->choices[part[i].number].input)
            assembly->choices[part[i].number] =
                (stet_assembly_choice){ .input = input, .segment = &part[i] };
    return true;
}

static bool take_input(stet_assembly *assembly, const stet_assembly_input *input,
                       stet_error *error)
{
    bool good = true;

    for (size_t i = 0, count; i < input->n_segments && good; i += count) {
        count = 1;
        while (i + count < input->n_segments &&
               input->segments[i + count].part == input->segments[i].part)
            count++;
        good = take_part(assembly, input, &input->segments[i], count, error);
    }
    return good;
}

/* Numbers of records and lines of whole files, as far as nothing is missing before. */
static void count_on(stet_assembly *assembly)
{
    const stet_assembly_choice *before = NULL;

    for (uint64_t i = 1; i <= assembly->n_segments; i++) {
        stet_assembly_choice *choice = &assembly->choices[i];
        if (!choice->input)
            continue;
        bool follows = i > 1 && before == choice - 1 &&
                       before->segment->source == choice->segment->source;
        if (follows && before->first_line) {
            choice->first_record = before->first_record + before->segment->records;
            choice->first_line = before->first_line + before->segment->lines;
        } else if (!follows && choice->segment->start == 0) {
            choice->first_record = choice->first_line = 1;
        }
        before = choice;
    }
}

static void make_runs(stet_assembly *assembly)
{
    for (uint64_t i = 1; i <= assembly->n_segments; i++) {
        const stet_assembly_input *input = assembly->choices[i].input;
        if (!input) {
            assembly->n_missing++;
            continue;
        }
        stet_assembly_run *last =
            assembly->n_runs ? &assembly->runs[assembly->n_runs - 1] : NULL;
        if (last && last->input == input && last->to == i) {
            last->to++;
            continue;
        }
        stet_memory_grow((void **)&assembly->runs, &assembly->runs_capacity,
                         assembly->n_runs + 1, sizeof *assembly->runs);
        assembly->runs[assembly->n_runs++] = (stet_assembly_run){ i, i + 1, input };
    }
}

bool stet_assembly_choose(stet_assembly *assembly, stet_error *error)
{
    uint64_t sources = 0;
    bool good = true;

    for (size_t i = 0; i < assembly->n_inputs && good; i++)
        good = read_input(assembly, &assembly->inputs[i], &sources, error);
    if (!good)
        return false;
    qsort(assembly->inputs, assembly->n_inputs, sizeof *assembly->inputs, by_content);
    assembly->alike = assembly->inputs;
    for (size_t i = 1; i < assembly->n_inputs; i++)
        if (assembly->inputs[i].names < assembly->alike->names)
            assembly->alike = &assembly->inputs[i];
    assembly->n_segments = (uint64_t)assembly->inputs->facts.n_segments;
    assembly->fail_on = stet_audit_level_of(assembly->inputs->facts.fail_on);
    assembly->choices =
        stet_memory_zalloc(assembly->n_segments + 1, sizeof *assembly->choices);
    for (size_t i = 0; i < assembly->n_inputs && !assembly->whole; i++)
        if (assembly->inputs[i].facts.complete)
            assembly->whole = &assembly->inputs[i];
    if (assembly->whole)
        good = take_input(assembly, assembly->whole, error);
    for (size_t i = 0; i < assembly->n_inputs && good; i++)
        good = take_input(assembly, &assembly->inputs[i], error);
    if (!good || !join(assembly, error))
        return false;
    count_on(assembly);
    make_runs(assembly);
    return true;
}

const stet_assembly_choice *stet_assembly_choice_of(const stet_assembly *assembly,
                                                    int64_t id)
{
    uint64_t number = (uint64_t)id >> STET_AUDIT_RECORD_BITS;

    return number >= 1 && number <= assembly->n_segments &&
                   assembly->choices[number].input
               ? &assembly->choices[number]
               : NULL;
}
