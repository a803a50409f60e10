/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/finished.h"

#include "base/str.h"

#include <unistd.h>

/* `begin` ends before the name of the database. */
static bool refuse(const stet_audit_database *database, stet_str file,
                   const char *begin, stet_error *error)
{
    stet_buffer what = { 0 };

    stet_buffer_add_text(&what, begin);
    stet_buffer_add_text(&what, " ");
    stet_buffer_add(&what, database->path);
    stet_error_set(error, "%s", what.ptr);
    stet_error_hint(error,
                    "begin anew with --restart, or name another folder with --out");
    stet_error_at(error, file, STET_POSITION_NONE);
    stet_buffer_release(&what);
    return false;
}

static bool is_younger(const stet_audit_file *file, const struct stat *database)
{
    const struct timespec *a = &file->seen.st_mtim, *b = &database->st_mtim;

    return a->tv_sec > b->tv_sec || (a->tv_sec == b->tv_sec && a->tv_nsec > b->tv_nsec);
}

/* Behind the files that are asked for the database must have none. */
static bool refuse_more(const stet_audit_database *database, sqlite3_stmt *read,
                        stet_error *error)
{
    int code = stet_audit_database_step(database, read, error);

    if (code == SQLITE_ROW)
        return refuse(database, stet_audit_column_text(read, 0),
                      "it is not among the files now, but was in", error);
    return code == SQLITE_DONE;
}

/* Whether the files are those of the database, and older than it. */
static bool compare_files(const stet_audit_database *database,
                          const stet_audit_grid *grid, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        database, "SELECT path, size FROM sources ORDER BY id", error);
    struct stat seen = { 0 };
    bool good = read != NULL;

    if (good && stat(database->path.ptr, &seen) != 0)
        seen.st_mtim.tv_sec = 0;
    for (size_t i = 0; i < grid->count && good; i++) {
        const stet_audit_file *file = &grid->files[i];
        int code = stet_audit_database_step(database, read, error);
        bool same =
            code == SQLITE_ROW &&
            stet_str_equal(stet_audit_column_text(read, 0), file->listed->shown) &&
            sqlite3_column_int64(read, 1) == (int64_t)file->seen.st_size;
        good = code == SQLITE_ROW || code == SQLITE_DONE;
        if (good && !same)
            good =
                refuse(database, file->listed->shown,
                       "it is not among the files, or has another size than in", error);
        else if (good && is_younger(file, &seen))
            good = refuse(database, file->listed->shown,
                          "it was written to since it was audited in", error);
    }
    good = good && refuse_more(database, read, error);
    sqlite3_finalize(read);
    return good;
}

static bool count_segments(const stet_audit_database *database, uint64_t from,
                           uint64_t to, uint64_t *count, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        database, "SELECT count(*) FROM segments WHERE id >= ? AND id < ?", error);
    bool good = read != NULL;

    if (good) {
        sqlite3_bind_int64(read, 1, (int64_t)from);
        sqlite3_bind_int64(read, 2, (int64_t)to);
        good = stet_audit_database_step(database, read, error) == SQLITE_ROW;
    }
    if (good)
        *count = (uint64_t)sqlite3_column_int64(read, 0);
    sqlite3_finalize(read);
    return good;
}

static bool look(const stet_audit_database *database, const stet_audit_facts *facts,
                 const stet_audit_grid *grid, uint64_t from, uint64_t to,
                 bool *finished, stet_error *error)
{
    stet_audit_facts theirs;
    uint64_t count = 0;
    bool read = stet_audit_facts_read(&theirs, database, error) &&
                compare_files(database, grid, error);
    bool same = read && stet_audit_facts_same(facts, &theirs, database->path, error);

    if (read && !same)
        stet_error_hint(error, "begin anew with --restart, or name another folder with "
                               "--out");
    bool good = same && count_segments(database, from, to, &count, error);
    *finished = good && count == to - from;
    if (good && !*finished)
        good = refuse(database, (stet_str){ "", 0 }, "another part of this batch is in",
                      error);
    stet_audit_facts_release(&theirs);
    return good;
}

bool stet_audit_find_finished(const char *path, const stet_audit_facts *facts,
                              const stet_audit_grid *grid, uint64_t from, uint64_t to,
                              bool *finished, stet_error *error)
{
    stet_audit_database database;

    *finished = false;
    if (access(path, F_OK) != 0)
        return true;
    if (!stet_audit_database_open(&database, path, error)) {
        /* Who only has to wait need not begin anew. */
        if (!error->hint)
            stet_error_hint(error, "begin anew with --restart, or name another folder "
                                   "with --out");
        return false;
    }
    bool good = look(&database, facts, grid, from, to, finished, error);
    stet_audit_database_close(&database, NULL);
    return good;
}
