/* SPDX-License-Identifier: Apache-2.0 */
/* Rows go from the inputs to the output, a table after the other, each in the order of
   the batch. */
#include "audit/assembly_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>

/* Tables whose numbers hold the segment's; the group's column of records is given its
   number in the output. */
static const struct {
    const char *name;
    int n_columns;
    int group_column; /* -1: none. */
    const char *told; /* Adds what rules of the whole batch have told just now. */
} tables[] = {
    { "records", 11, 4, NULL },
    { "findings", 16, -1,
      "INSERT INTO findings SELECT * FROM temp.told_findings ORDER BY id" },
    { "failures", 7, -1,
      "INSERT INTO failures SELECT * FROM temp.told_failures ORDER BY id" },
    { "secrets", 4, -1, NULL },
    { "statistics", 9, -1,
      "INSERT INTO statistics SELECT * FROM temp.told_statistics ORDER BY id" },
};

/* One input is open at a time, that of the run at hand. */
typedef struct copy {
    stet_assembly *assembly;
    const stet_assembly_input *input;
    stet_audit_database from;
    bool open;
    size_t told; /* How far in what rules of the whole batch have told. */
} copy;

static void close_input(copy *c)
{
    if (c->open)
        stet_audit_database_close(&c->from, NULL);
    c->open = false;
}

static bool open_input(copy *c, const stet_assembly_input *input, stet_error *error)
{
    if (c->open && c->input == input)
        return true;
    close_input(c);
    c->input = input;
    c->open = stet_audit_database_open(&c->from, input->path, error);
    return c->open;
}

/* "INSERT INTO records VALUES(?, ?, ...)" */
static sqlite3_stmt *prepare_insert(const stet_assembly *assembly, const char *table,
                                    int n_columns, stet_error *error)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql, "INSERT INTO %s VALUES(?", table);
    for (int i = 1; i < n_columns; i++)
        stet_buffer_add_text(&sql, ", ?");
    stet_buffer_add_char(&sql, ')');
    sqlite3_stmt *add = stet_audit_database_prepare(&assembly->out, sql.ptr, error);
    stet_buffer_release(&sql);
    return add;
}

int64_t stet_assembly_group_of(const stet_assembly_input *input, int64_t group)
{
    return group >= 1 && (size_t)group <= input->n_groups ? input->groups[group] : 0;
}

/* What rules of the whole batch have told of a record counts like the rest. */
static void add_told(copy *c, sqlite3_stmt *read, sqlite3_stmt *add)
{
    enum { STATE = 7, LEVELS = 8 };
    const stet_assembly *assembly = c->assembly;
    int64_t record = sqlite3_column_int64(read, 0);
    int64_t n_of_level[STET_ERROR + 1] = { 0 };
    bool rejected = false;

    while (c->told < assembly->n_told && assembly->told[c->told].record < record)
        c->told++;
    if (c->told == assembly->n_told || assembly->told[c->told].record != record)
        return;
    for (; c->told < assembly->n_told && assembly->told[c->told].record == record;
         c->told++) {
        int level = assembly->told[c->told].level;
        n_of_level[level]++;
        rejected = rejected || level >= assembly->fail_on;
    }
    for (int level = STET_SUGGESTION; level <= STET_ERROR; level++) {
        int column = LEVELS + STET_ERROR - level;
        sqlite3_bind_int64(add, column + 1,
                           sqlite3_column_int64(read, column) + n_of_level[level]);
    }
    if (rejected)
        sqlite3_bind_int64(add, STATE + 1, STET_AUDIT_REJECTED);
}

/* A row that cannot be is one of the input's, which is damaged. */
static bool add_row(const copy *c, sqlite3_stmt *add, stet_error *error)
{
    const stet_audit_database *out = &c->assembly->out;

    if (stet_audit_database_do(out, add, error))
        return true;
    if ((sqlite3_errcode(out->handle) & 0xFF) == SQLITE_CONSTRAINT)
        stet_error_at(error, c->from.path, STET_POSITION_NONE);
    return false;
}

/* All rows that a statement gives, as they are. */
static bool copy_rows(copy *c, sqlite3_stmt *read, sqlite3_stmt *add, int group_column,
                      stet_error *error)
{
    int n_columns = sqlite3_column_count(read);
    int code;

    while ((code = stet_audit_database_step(&c->from, read, error)) == SQLITE_ROW) {
        for (int i = 0; i < n_columns; i++)
            sqlite3_bind_value(add, i + 1, sqlite3_column_value(read, i));
        if (group_column >= 0)
            sqlite3_bind_int64(add, group_column + 1,
                               stet_assembly_group_of(
                                   c->input, sqlite3_column_int64(read, group_column)));
        if (group_column >= 0)
            add_told(c, read, add);
        if (!add_row(c, add, error))
            return false;
    }
    return code == SQLITE_DONE;
}

static bool copy_range(copy *c, size_t table, uint64_t from, uint64_t to,
                       sqlite3_stmt *add, stet_error *error)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql,
                       "SELECT * FROM %s WHERE id >= %" PRIu64 " AND id < %" PRIu64
                       " ORDER BY id",
                       tables[table].name, from << STET_AUDIT_RECORD_BITS,
                       to << STET_AUDIT_RECORD_BITS);
    sqlite3_stmt *read = stet_audit_database_prepare(&c->from, sql.ptr, error);
    stet_buffer_release(&sql);
    bool good = read && copy_rows(c, read, add, tables[table].group_column, error);
    sqlite3_finalize(read);
    return good;
}

static bool copy_runs(copy *c, size_t table, stet_error *error)
{
    stet_assembly *assembly = c->assembly;
    sqlite3_stmt *add =
        prepare_insert(assembly, tables[table].name, tables[table].n_columns, error);
    bool good = add != NULL;

    for (size_t i = 0; i < assembly->n_runs && good; i++) {
        const stet_assembly_run *run = &assembly->runs[i];
        good = open_input(c, run->input, error) &&
               copy_range(c, table, run->from, run->to, add, error);
    }
    /* What rules of the whole batch have said is numbered behind the last segment. */
    uint64_t behind = assembly->n_segments + 1;
    if (good && assembly->whole)
        good = open_input(c, assembly->whole, error) &&
               copy_range(c, table, behind, behind + 1, add, error);
    sqlite3_finalize(add);
    return good;
}

/* The numbers that an input's groups have in the output, for SQLite to look up. */
static bool write_numbers(const stet_assembly *assembly,
                          const stet_assembly_input *input, stet_error *error)
{
    const stet_audit_database *out = &assembly->out;
    bool good = stet_audit_database_run(out,
                                        "CREATE TEMP TABLE numbers("
                                        "id INTEGER PRIMARY KEY, number INTEGER)",
                                        error);
    sqlite3_stmt *add = good ? stet_audit_database_prepare(
                                   out, "INSERT INTO temp.numbers VALUES(?, ?)", error)
                             : NULL;

    good = add != NULL;
    for (size_t i = 1; i <= input->n_groups && good; i++) {
        sqlite3_bind_int64(add, 1, (int64_t)i);
        sqlite3_bind_int64(add, 2, input->groups[i]);
        good = stet_audit_database_do(out, add, error);
    }
    sqlite3_finalize(add);
    return good;
}

/* As when there is one group, that of no name. */
static bool has_same_numbers(const stet_assembly_input *input)
{
    for (size_t i = 1; i <= input->n_groups; i++)
        if (input->groups[i] != (int64_t)i)
            return false;
    return true;
}

/* Of one input that gives all it has, SQLite moves the rows by itself, which is several
   times as fast with other numbers of groups, and again as they are. */
static bool copy_whole(const stet_assembly *assembly, size_t table, stet_error *error)
{
    static const char records[] =
        "INSERT INTO main.records SELECT id, byte, length, name, "
        "coalesce((SELECT number FROM temp.numbers n WHERE n.id = r.grp), 0), words, "
        "hash, state, errors, warnings, suggestions FROM input.records r";
    stet_buffer sql = { 0 };

    if (tables[table].group_column >= 0 && !has_same_numbers(assembly->runs[0].input))
        return write_numbers(assembly, assembly->runs[0].input, error) &&
               stet_audit_database_run(&assembly->out, records, error);
    stet_buffer_format(&sql, "INSERT INTO main.%s SELECT * FROM input.%s",
                       tables[table].name, tables[table].name);
    bool good = stet_audit_database_run(&assembly->out, sql.ptr, error);
    stet_buffer_release(&sql);
    return good;
}

/* What rules of the whole batch told just now is to be added to records one by one. */
static bool is_moved_whole(const stet_assembly *assembly, size_t table)
{
    return assembly->attached &&
           (tables[table].group_column < 0 || assembly->n_told == 0);
}

static bool copy_table(copy *c, size_t table, stet_error *error)
{
    const stet_assembly *assembly = c->assembly;
    bool good = is_moved_whole(assembly, table) ? copy_whole(assembly, table, error)
                                                : copy_runs(c, table, error);

    if (good && assembly->has_spoken && tables[table].told)
        good = stet_audit_database_run(&assembly->out, tables[table].told, error);
    return good;
}

/* ---- Segments ---- */

/* Of a row the first seven columns are the input's; numbers that hang on what stands
   before are the output's; parts matter only while some are missing. */
static bool copy_segment(copy *c, sqlite3_stmt *read, sqlite3_stmt *add,
                         stet_error *error)
{
    const stet_assembly *assembly = c->assembly;
    const stet_assembly_choice *choice =
        &assembly->choices[sqlite3_column_int64(read, 0)];

    for (int i = 0; i < 7; i++)
        sqlite3_bind_value(add, i + 1, sqlite3_column_value(read, i));
    sqlite3_bind_int64(add, 8, (int64_t)choice->first_record);
    sqlite3_bind_int64(add, 9, (int64_t)choice->first_line);
    sqlite3_bind_int64(add, 10,
                       assembly->n_missing > 0 && assembly->has_states
                           ? (int64_t)choice->segment->part
                           : 0);
    return add_row(c, add, error);
}

static bool copy_segments(stet_assembly *assembly, copy *c, stet_error *error)
{
    sqlite3_stmt *add = stet_audit_database_prepare(
        &assembly->out,
        "INSERT INTO segments VALUES(?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), "
        "nullif(?, 0))",
        error);
    bool good = add != NULL;

    for (size_t i = 0; i < assembly->n_runs && good; i++) {
        stet_buffer sql = { 0 };
        int code = SQLITE_ROW;
        stet_buffer_format(&sql,
                           "SELECT * FROM segments WHERE id >= %" PRIu64
                           " AND id < %" PRIu64 " ORDER BY id",
                           assembly->runs[i].from, assembly->runs[i].to);
        sqlite3_stmt *read = open_input(c, assembly->runs[i].input, error)
                                 ? stet_audit_database_prepare(&c->from, sql.ptr, error)
                                 : NULL;
        good = read != NULL;
        while (good &&
               (code = stet_audit_database_step(&c->from, read, error)) == SQLITE_ROW)
            good = copy_segment(c, read, add, error);
        good = good && code == SQLITE_DONE;
        sqlite3_finalize(read);
        stet_buffer_release(&sql);
    }
    sqlite3_finalize(add);
    return good;
}

/* ---- States ---- */

/* Those of the parts that were taken, while rules of the whole batch must wait. */
static bool copy_states(stet_assembly *assembly, copy *c, stet_error *error)
{
    sqlite3_stmt *add = prepare_insert(assembly, "states", 4, error);
    bool good = add != NULL;

    for (size_t i = 0; i < assembly->n_runs && good; i++) {
        stet_buffer sql = { 0 };
        stet_buffer_format(&sql,
                           "SELECT * FROM states WHERE segment >= %" PRIu64
                           " AND segment < %" PRIu64 " ORDER BY segment, rule, chunk",
                           assembly->runs[i].from, assembly->runs[i].to);
        sqlite3_stmt *read = open_input(c, assembly->runs[i].input, error)
                                 ? stet_audit_database_prepare(&c->from, sql.ptr, error)
                                 : NULL;
        good = read && copy_rows(c, read, add, -1, error);
        sqlite3_finalize(read);
        stet_buffer_release(&sql);
    }
    sqlite3_finalize(add);
    return good;
}

/* ---- Groups, sources, rules ---- */

static int by_name(const void *a, const void *b)
{
    return stet_str_compare((*(stet_map_entry *const *)a)->key,
                            (*(stet_map_entry *const *)b)->key);
}

/* All names, sorted, get their numbers. */
static bool write_groups(stet_assembly *assembly, stet_error *error)
{
    stet_map *groups = &assembly->groups;
    stet_map_entry **sorted = stet_memory_zalloc(groups->count + 1, sizeof *sorted);
    sqlite3_stmt *add = prepare_insert(assembly, "groups", 2, error);
    bool good = add != NULL;

    for (size_t i = 0; i < groups->count; i++)
        sorted[i] = &groups->entries[i];
    qsort(sorted, groups->count, sizeof *sorted, by_name);
    for (size_t i = 0; i < groups->count && good; i++) {
        sorted[i]->value = (void *)(uintptr_t)(i + 1);
        sqlite3_bind_int64(add, 1, (int64_t)i + 1);
        stet_audit_bind_text(add, 2, sorted[i]->key);
        good = stet_audit_database_do(&assembly->out, add, error);
    }
    sqlite3_finalize(add);
    free(sorted);
    return good;
}

/* Which number of the output each of an input's groups has. */
static bool map_groups(const stet_assembly *assembly, stet_assembly_input *input,
                       copy *c, stet_error *error)
{
    sqlite3_stmt *read = open_input(c, input, error)
                             ? stet_audit_database_prepare(
                                   &c->from, "SELECT id, name FROM groups", error)
                             : NULL;
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    input->groups = stet_memory_zalloc(input->n_groups + 1, sizeof *input->groups);
    while (read &&
           (code = stet_audit_database_step(&c->from, read, error)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(read, 0);
        void *number = stet_map_get(&assembly->groups, stet_audit_column_text(read, 1));
        if (id >= 1 && (size_t)id <= input->n_groups)
            input->groups[id] = (int64_t)(uintptr_t)number;
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

/* Tables that all inputs have alike, or alike but for where rules were written. */
static bool copy_alike(stet_assembly *assembly, copy *c, stet_error *error)
{
    static const struct {
        const char *name, *sql;
        int n_columns;
    } alike[] = {
        { "sources", "SELECT * FROM sources ORDER BY id", 4 },
        { "insides", "SELECT * FROM insides ORDER BY source", 2 },
        { "rules", "SELECT * FROM rules ORDER BY id", 10 },
    };
    bool good = open_input(c, assembly->alike, error);

    for (size_t i = 0; i < STET_LEN(alike) && good; i++) {
        sqlite3_stmt *add =
            prepare_insert(assembly, alike[i].name, alike[i].n_columns, error);
        sqlite3_stmt *read =
            add ? stet_audit_database_prepare(&c->from, alike[i].sql, error) : NULL;
        good = read && copy_rows(c, read, add, -1, error);
        sqlite3_finalize(read);
        sqlite3_finalize(add);
    }
    return good;
}

bool stet_assembly_copy_names(stet_assembly *assembly, stet_error *error)
{
    copy c = { .assembly = assembly };
    bool good = copy_alike(assembly, &c, error) && write_groups(assembly, error);

    for (size_t i = 0; i < assembly->n_inputs && good; i++)
        good = map_groups(assembly, &assembly->inputs[i], &c, error);
    good = good && copy_segments(assembly, &c, error);
    close_input(&c);
    return good;
}

bool stet_assembly_copy(stet_assembly *assembly, stet_error *error)
{
    copy c = { .assembly = assembly };
    bool good = true;

    for (size_t i = 0; i < STET_LEN(tables) && good; i++)
        good = copy_table(&c, i, error);
    if (good && assembly->n_missing > 0)
        good = copy_states(assembly, &c, error);
    close_input(&c);
    return good;
}
