/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of samples: those that inputs bring along are gathered once, by record, in a
   temporary table; the others are read from their sources, where these are here. */
#include "audit/assembly_p.h"
#include "base/memory.h"

#include <stdlib.h>

/* Those of the records that are taken from this input. */
static bool gather(const stet_assembly *assembly, const stet_assembly_input *input,
                   sqlite3_stmt *add, stet_error *error)
{
    stet_audit_database from;
    int code = SQLITE_ERROR;

    if (!stet_audit_database_open(&from, input->path, error))
        return false;
    sqlite3_stmt *read = stet_audit_database_prepare(
        &from, "SELECT record, text FROM samples WHERE text <> ''", error);
    while (read &&
           (code = stet_audit_database_step(&from, read, error)) == SQLITE_ROW) {
        int64_t record = sqlite3_column_int64(read, 0);
        const stet_assembly_choice *choice = stet_assembly_choice_of(assembly, record);
        if (!choice || choice->input != input)
            continue;
        sqlite3_bind_int64(add, 1, record);
        stet_audit_bind_text(add, 2, stet_audit_column_text(read, 1));
        if (!stet_audit_database_do(&assembly->out, add, error))
            break;
    }
    sqlite3_finalize(read);
    stet_audit_database_close(&from, NULL);
    return code == SQLITE_DONE;
}

bool stet_assembly_gather_texts(const stet_assembly *assembly, stet_error *error)
{
    bool good = stet_audit_database_run(
        &assembly->out,
        "CREATE TEMP TABLE texts(record INTEGER PRIMARY KEY, text TEXT NOT NULL)",
        error);
    sqlite3_stmt *add =
        good ? stet_audit_database_prepare(
                   &assembly->out, "INSERT OR IGNORE INTO temp.texts VALUES(?, ?)",
                   error)
             : NULL;

    good = add != NULL;
    for (size_t i = 0; i < assembly->n_inputs && good; i++)
        good = gather(assembly, &assembly->inputs[i], add, error);
    sqlite3_finalize(add);
    return good;
}

static bool find_gathered(const stet_assembly *assembly, int64_t record,
                          stet_buffer *out, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        &assembly->out, "SELECT text FROM temp.texts WHERE record = ?", error);
    int code = SQLITE_ERROR;

    if (read) {
        sqlite3_bind_int64(read, 1, record);
        code = stet_audit_database_step(&assembly->out, read, error);
        if (code == SQLITE_ROW)
            stet_buffer_add(out, stet_audit_column_text(read, 0));
    }
    sqlite3_finalize(read);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* A record may be drawn for several strata: its source is read once. */
static bool keep(const stet_assembly *assembly, int64_t record, const stet_buffer *text,
                 stet_error *error)
{
    sqlite3_stmt *add = stet_audit_database_prepare(
        &assembly->out, "INSERT INTO temp.texts VALUES(?, ?)", error);

    if (!add)
        return false;
    sqlite3_bind_int64(add, 1, record);
    stet_audit_bind_text(add, 2, stet_buffer_str(text));
    bool good = stet_audit_database_do(&assembly->out, add, error);
    sqlite3_finalize(add);
    return good;
}

/* Bytes of a record that nobody is to read. */
typedef struct secrets {
    stet_span *items;
    size_t count, capacity;
} secrets;

static bool find_secrets(const stet_assembly *assembly, int64_t record, uint64_t byte,
                         secrets *found, stet_error *error)
{
    /* A segment's have numbers of their own, and are few. */
    sqlite3_stmt *read = stet_audit_database_prepare(
        &assembly->out,
        "SELECT start, end FROM secrets WHERE id >= ?1 AND id < ?2 AND record = ?3 "
        "ORDER BY id",
        error);
    int64_t first = record >> STET_AUDIT_RECORD_BITS << STET_AUDIT_RECORD_BITS;
    int code = SQLITE_ERROR;

    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, first);
    sqlite3_bind_int64(read, 2, first + (INT64_C(1) << STET_AUDIT_RECORD_BITS));
    sqlite3_bind_int64(read, 3, record);
    while ((code = stet_audit_database_step(&assembly->out, read, error)) ==
           SQLITE_ROW) {
        uint64_t start = (uint64_t)sqlite3_column_int64(read, 0);
        uint64_t end = (uint64_t)sqlite3_column_int64(read, 1);
        if (start < byte || end < start || end - byte > UINT32_MAX)
            continue;
        stet_memory_grow((void **)&found->items, &found->capacity, found->count + 1,
                         sizeof *found->items);
        found->items[found->count++] =
            (stet_span){ (uint32_t)(start - byte), (uint32_t)(end - byte) };
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

static bool read_place(const stet_assembly *assembly,
                       const stet_assembly_choice *choice, int64_t record,
                       stet_audit_record_place *place, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        &assembly->out, "SELECT byte, length, hash FROM records WHERE id = ?", error);

    if (!read)
        return false;
    sqlite3_bind_int64(read, 1, record);
    bool found = stet_audit_database_step(&assembly->out, read, error) == SQLITE_ROW;
    if (found)
        *place = (stet_audit_record_place){
            .source = (size_t)choice->segment->source - 1,
            .byte = (uint64_t)sqlite3_column_int64(read, 0),
            .length = (uint64_t)sqlite3_column_int64(read, 1),
            .hash = sqlite3_column_int64(read, 2),
        };
    sqlite3_finalize(read);
    return found;
}

static bool read_source(const stet_assembly *assembly,
                        const stet_assembly_choice *choice, int64_t record,
                        stet_buffer *out, stet_error *error)
{
    const stet_audit_assembly_options *options = assembly->options;
    stet_audit_record_place place;
    secrets found = { NULL, 0, 0 };

    if (!read_place(assembly, choice, record, &place, error))
        return !error->message;
    bool good = find_secrets(assembly, record, place.byte, &found, error);
    place.secrets = found.items;
    place.n_secrets = found.count;
    if (good)
        options->read(options->read_user, &place, out);
    free(found.items);
    return good && (!out->len || keep(assembly, record, out, error));
}

bool stet_assembly_text(const stet_assembly *assembly, int64_t record, stet_buffer *out,
                        stet_error *error)
{
    const stet_assembly_choice *choice = stet_assembly_choice_of(assembly, record);

    if (!choice || assembly->inputs[0].facts.redacted)
        return true;
    if (!find_gathered(assembly, record, out, error))
        return false;
    return out->len > 0 || !assembly->options->read ||
           read_source(assembly, choice, record, out, error);
}
