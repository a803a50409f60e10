/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/sources.h"

#include "audit/facts.h"
#include "audit/record_text.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

void stet_audit_sources_init(stet_audit_sources *sources, const char *database,
                             stet_rule_set_store *store)
{
    *sources = (stet_audit_sources){ .database = database, .store = store };
}

/* The grid has those that are there, in the order of the database. */
static void add(stet_audit_sources *sources, size_t index, stet_str path, int64_t size)
{
    stet_listed_file *listed = &sources->listed[index];
    stet_error ignored = STET_ERROR_NONE;
    struct stat seen;

    stet_str kept = stet_arena_copy(&sources->arena, path);
    if (stet_file_look_at(kept.ptr, &seen, &ignored) && S_ISREG(seen.st_mode) &&
        (int64_t)seen.st_size == size)
        stet_file_list_describe(listed, kept, true, sources->store, &sources->arena);
    stet_error_release(&ignored);
    sources->indexes[index] = SIZE_MAX;
    if (listed->layout &&
        stet_audit_grid_add(&sources->grid, listed,
                            stet_audit_groups_layout(&sources->groups, listed->layout),
                            &ignored))
        sources->indexes[index] = sources->grid.count - 1;
    stet_error_release(&ignored);
}

static bool read_all(stet_audit_sources *sources, const stet_audit_database *database,
                     stet_error *error)
{
    stet_audit_facts facts;
    sqlite3_stmt *read = NULL;
    int code = SQLITE_ERROR;

    if (stet_audit_facts_read(&facts, database, error)) {
        stet_str by = stet_arena_copy(&sources->arena, facts.group_by);
        stet_audit_groups_init(&sources->groups, by.ptr);
        read = stet_audit_database_prepare(
            database, "SELECT path, size, count(*) OVER () FROM sources ORDER BY id",
            error);
    }
    stet_audit_facts_release(&facts);
    while (read &&
           (code = stet_audit_database_step(database, read, error)) == SQLITE_ROW) {
        size_t n = (size_t)sqlite3_column_int64(read, 2);
        if (!sources->listed) {
            sources->listed = stet_memory_zalloc(n, sizeof *sources->listed);
            sources->indexes = stet_memory_zalloc(n, sizeof *sources->indexes);
        }
        add(sources, sources->count++, stet_audit_column_text(read, 0),
            sqlite3_column_int64(read, 1));
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

bool stet_audit_sources_load(stet_audit_sources *sources, stet_error *error)
{
    stet_audit_database database;

    if (sources->loaded)
        return true;
    sources->loaded = true;
    sources->grid.max_record = STET_MAX_RECORD_LIMIT;
    if (!stet_audit_database_open(&database, sources->database, error))
        return false;
    bool good = read_all(sources, &database, error);
    stet_audit_database_close(&database, NULL);
    return good;
}

void stet_audit_sources_read(void *user, const stet_audit_record_place *place,
                             stet_buffer *out)
{
    stet_audit_sources *sources = user;
    stet_audit_record_place here = *place;
    stet_error ignored = STET_ERROR_NONE;

    if (stet_audit_sources_load(sources, &ignored) && place->source < sources->count &&
        sources->indexes[place->source] != SIZE_MAX) {
        here.source = sources->indexes[place->source];
        stet_audit_record_text(&sources->grid, &here, out);
    }
    stet_error_release(&ignored);
}

void stet_audit_sources_release(stet_audit_sources *sources)
{
    stet_audit_grid_release(&sources->grid);
    if (sources->loaded)
        stet_audit_groups_release(&sources->groups);
    free(sources->listed);
    free(sources->indexes);
    stet_arena_release(&sources->arena);
    *sources = (stet_audit_sources){ 0 };
}
