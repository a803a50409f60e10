/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/work.h"

#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/* The statements that note a file, and what is bound to them. */
enum { ADD_SOURCE, ADD_SEEN, ADD_INSIDE, N_NOTES };
static const char *const notes[N_NOTES] = { "INSERT INTO sources VALUES(?, ?, ?, ?)",
                                            "INSERT INTO seen VALUES(?, ?, ?)",
                                            "INSERT INTO insides VALUES(?, ?)" };

static bool add_source(const stet_audit_database *database,
                       sqlite3_stmt *const add[N_NOTES], int64_t number,
                       const stet_audit_file *file, stet_error *error)
{
    for (size_t i = 0; i < N_NOTES; i++)
        sqlite3_bind_int64(add[i], 1, number);
    stet_audit_bind_text(add[ADD_SOURCE], 2, file->listed->shown);
    stet_audit_bind_text(add[ADD_SOURCE], 3, stet_str_from(file->layout->reader->name));
    sqlite3_bind_int64(add[ADD_SOURCE], 4, (int64_t)file->seen.st_size);
    sqlite3_bind_int64(add[ADD_SEEN], 2, (int64_t)file->seen.st_mtim.tv_sec);
    sqlite3_bind_int64(add[ADD_SEEN], 3, (int64_t)file->seen.st_mtim.tv_nsec);
    stet_audit_bind_text(add[ADD_INSIDE], 2, file->listed->inside);
    return stet_audit_database_do(database, add[ADD_SOURCE], error) &&
           stet_audit_database_do(database, add[ADD_SEEN], error) &&
           (stet_str_equal(file->listed->inside, file->listed->shown) ||
            stet_audit_database_do(database, add[ADD_INSIDE], error));
}

/* Sources, and what tells whether they were changed since. */
static bool add_sources(const stet_audit_work *work, const stet_audit_grid *grid,
                        stet_error *error)
{
    const stet_audit_database *database = &work->database;
    sqlite3_stmt *add[N_NOTES] = { NULL };
    bool good = stet_audit_database_run(database,
                                        "CREATE TABLE seen(id INTEGER PRIMARY KEY, "
                                        "seconds INTEGER, nanoseconds INTEGER)",
                                        error);

    for (size_t i = 0; i < N_NOTES && good; i++) {
        add[i] = stet_audit_database_prepare(database, notes[i], error);
        good = add[i] != NULL;
    }
    for (size_t i = 0; i < grid->count && good; i++)
        good = add_source(database, add, (int64_t)i + 1, &grid->files[i], error);
    for (size_t i = 0; i < N_NOTES; i++)
        sqlite3_finalize(add[i]);
    return good;
}

static bool begin(stet_audit_work *work, const char *path,
                  const stet_audit_facts *facts, const stet_audit_grid *grid,
                  stet_error *error)
{
    if (!stet_audit_database_create(&work->database, path, true, error))
        return false;
    if (stet_audit_work_step(work, error) &&
        stet_audit_facts_write(facts, &work->database, error) &&
        add_sources(work, grid, error) && stet_audit_work_commit(work, 0, error))
        return true;
    stet_audit_database_close(&work->database, NULL);
    return false;
}

/* ---- Going on ---- */

static bool is_same_file(sqlite3_stmt *row, const stet_audit_file *file)
{
    return stet_str_equal(stet_audit_column_text(row, 0), file->listed->shown) &&
           sqlite3_column_int64(row, 1) == (int64_t)file->seen.st_size &&
           sqlite3_column_int64(row, 2) == (int64_t)file->seen.st_mtim.tv_sec &&
           sqlite3_column_int64(row, 3) == (int64_t)file->seen.st_mtim.tv_nsec;
}

static bool refuse_file(const stet_audit_work *work, sqlite3_stmt *row,
                        const stet_audit_file *file, stet_error *error)
{
    bool same = row && file &&
                stet_str_equal(stet_audit_column_text(row, 0), file->listed->shown);

    stet_error_set(error,
                   same ? "it was changed since the audit in %.*s began"
                        : "it is not among the files of the audit that was "
                          "begun in %.*s, or stands elsewhere among them",
                   (int)work->database.path.len, work->database.path.ptr);
    stet_error_hint(error,
                    "begin anew with --restart, or name another folder with --out");
    stet_error_at(error, file ? file->listed->shown : stet_audit_column_text(row, 0),
                  STET_POSITION_NONE);
    return false;
}

static bool compare_sources(const stet_audit_work *work, const stet_audit_grid *grid,
                            stet_error *error)
{
    const stet_audit_database *database = &work->database;
    sqlite3_stmt *read = stet_audit_database_prepare(
        database,
        "SELECT path, size, seconds, nanoseconds FROM sources JOIN seen USING(id) "
        "ORDER BY id",
        error);
    bool good = read != NULL;

    for (size_t i = 0; i <= grid->count && good; i++) {
        const stet_audit_file *file = i < grid->count ? &grid->files[i] : NULL;
        int code = stet_audit_database_step(database, read, error);
        bool has_row = code == SQLITE_ROW;
        good = has_row || code == SQLITE_DONE;
        if (good && has_row != (file != NULL))
            good = refuse_file(work, has_row ? read : NULL, file, error);
        else if (good && file && !is_same_file(read, file))
            good = refuse_file(work, read, file, error);
    }
    sqlite3_finalize(read);
    return good;
}

static bool read_done(stet_audit_work *work, const stet_audit_grid *grid,
                      stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        &work->database, "SELECT id, end - start, records FROM segments", error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (code == SQLITE_ROW) {
        code = stet_audit_database_step(&work->database, read, error);
        uint64_t id = (uint64_t)sqlite3_column_int64(read, 0);
        if (code != SQLITE_ROW || id < 1 || id > grid->n_segments)
            continue;
        work->done[id] = 1;
        work->n_done++;
        work->n_bytes += (uint64_t)sqlite3_column_int64(read, 1);
        work->n_records += (uint64_t)sqlite3_column_int64(read, 2);
    }
    sqlite3_finalize(read);
    work->resumed = work->n_done > 0;
    return code == SQLITE_DONE;
}

static bool go_on(stet_audit_work *work, const stet_audit_facts *facts,
                  const stet_audit_grid *grid, stet_error *error)
{
    stet_audit_facts theirs;
    bool good = stet_audit_facts_read(&theirs, &work->database, error);
    /* Which file is another one says more than how many segments all of them have. */
    if (good && !compare_sources(work, grid, error)) {
        good = false;
    } else if (good &&
               !stet_audit_facts_same(facts, &theirs, work->database.path, error)) {
        stet_error_hint(error, "go on with the same settings, begin anew with "
                               "--restart, or name another folder with --out");
        good = false;
    }
    stet_audit_facts_release(&theirs);
    return good && read_done(work, grid, error);
}

static bool open_database(stet_audit_work *work, const char *path,
                          const stet_audit_facts *facts, const stet_audit_grid *grid,
                          bool restart, stet_error *error)
{
    bool blank = true;

    if (!restart && !stet_audit_database_is_blank(path, &blank, error))
        return false;
    if (blank)
        return begin(work, path, facts, grid, error);
    if (!stet_audit_database_reopen(&work->database, path, error)) {
        stet_error_hint(error, "no audit can go on with it: begin anew with --restart, "
                               "or name another folder with --out");
        return false;
    }
    if (go_on(work, facts, grid, error))
        return true;
    stet_audit_database_close(&work->database, NULL);
    return false;
}

bool stet_audit_work_open(stet_audit_work *work, const char *path,
                          const stet_audit_facts *facts, const stet_audit_grid *grid,
                          bool restart, stet_error *error)
{
    *work = (stet_audit_work){ 0 };
    work->done = stet_memory_zalloc(grid->n_segments + 1, 1);
    if (open_database(work, path, facts, grid, restart, error))
        return true;
    free(work->done);
    work->done = NULL;
    return false;
}

bool stet_audit_work_step(stet_audit_work *work, stet_error *error)
{
    return stet_audit_database_run(&work->database, "BEGIN", error);
}

bool stet_audit_work_commit(stet_audit_work *work, uint64_t last, stet_error *error)
{
    char note[128];

    snprintf(note, sizeof note,
             "UPDATE segments SET part = %" PRIu64 " WHERE id > %" PRIu64
             " AND part IS NULL",
             last, work->last);
    bool good = stet_audit_database_run(&work->database, note, error) &&
                stet_audit_database_run(&work->database, "COMMIT", error);
    if (good)
        work->last = last;
    else
        stet_audit_work_forget(work);
    return good;
}

void stet_audit_work_forget(stet_audit_work *work)
{
    stet_error ignored = STET_ERROR_NONE;

    if (!sqlite3_get_autocommit(work->database.handle))
        stet_audit_database_run(&work->database, "ROLLBACK", &ignored);
    stet_error_release(&ignored);
}

void stet_audit_work_close(stet_audit_work *work)
{
    if (work->database.handle)
        stet_audit_database_close(&work->database, NULL);
    free(work->done);
    *work = (stet_audit_work){ 0 };
}

void stet_audit_work_remove(const char *path)
{
    stet_buffer journal = { 0 };

    /* The journal first: it is empty once the database was closed, and alone it would
       stay for ever. */
    stet_buffer_format(&journal, "%s-journal", path);
    unlink(journal.ptr);
    unlink(path);
    stet_buffer_release(&journal);
}
