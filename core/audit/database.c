/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/database.h"

#include "audit/database_p.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What to do about what SQLite says; by its primary codes. */
static const struct {
    int code;
    const char *hint;
} hints[] = {
    { SQLITE_BUSY, "another run is writing it: wait until that has ended" },
    { SQLITE_LOCKED, "another run is writing it: wait until that has ended" },
    { SQLITE_FULL, "the disk is full, or that of temporary files (TMPDIR, else "
                   "/var/tmp): make room and start the same command again, it goes on "
                   "where it stopped" },
    { SQLITE_CORRUPT,
      "the file is damaged: take a copy, or audit again with --restart" },
    { SQLITE_CONSTRAINT,
      "the file is damaged: take a copy, or audit again with --restart" },
    { SQLITE_NOTADB, "the file is damaged or no audit database; stet audit --out DIR "
                     "makes DIR/audit.db, and with --restart anew" },
    { SQLITE_READONLY, "the file or its folder cannot be written" },
    { SQLITE_PERM, "the file or its folder cannot be written" },
    { SQLITE_CANTOPEN, "look whether it is there, and may be read" },
    { SQLITE_IOERR, "look whether the disk is full or has errors; then start the same "
                    "command again, it goes on where it stopped" },
};

bool stet_audit_database_fail(const stet_audit_database *database, stet_error *error)
{
    int code = sqlite3_errcode(database->handle) & 0xFF;

    stet_error_set(error, "%s", sqlite3_errmsg(database->handle));
    for (size_t i = 0; i < STET_LEN(hints); i++)
        if (hints[i].code == code)
            stet_error_hint(error, "%s", hints[i].hint);
    stet_error_at(error, database->path, STET_POSITION_NONE);
    return false;
}

/* Releases what a failed opening left. */
static bool give_up(stet_audit_database *database)
{
    stet_audit_database_close(database, NULL);
    return false;
}

void stet_audit_database_set_up(void)
{
    /* It fails where SQLite is in use already: that costs time and no more. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static bool open_handle(stet_audit_database *database, const char *path, int flags,
                        stet_error *error)
{
    size_t len = strlen(path);

    *database = (stet_audit_database){ .path = { stet_memory_text(path, len), len } };
    flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (sqlite3_open_v2(path, &database->handle, flags, NULL) != SQLITE_OK) {
        if (!database->handle)
            stet_error_set(error, "there is not enough memory for SQLite");
        else
            stet_audit_database_fail(database, error);
        return give_up(database);
    }
    return stet_audit_database_run(database, "PRAGMA cache_size = -65536", error) ||
           give_up(database);
}

static bool refuse_other(const char *path, stet_error *error)
{
    stet_error_set(error, "this is no audit database");
    stet_error_hint(error, "stet audit --out DIR makes one: DIR/audit.db");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

/* Whatever stands there: other programs' numbers may be below 0. */
static bool check_version(const stet_audit_database *database, stet_error *error)
{
    int64_t application, version;

    if (!stet_audit_database_number(database, "PRAGMA application_id", &application,
                                    error) ||
        !stet_audit_database_number(database, "PRAGMA user_version", &version, error))
        return false;
    if (application != STET_AUDIT_APPLICATION)
        return refuse_other(database->path.ptr, error);
    if (version == STET_AUDIT_VERSION)
        return true;
    stet_error_set(error,
                   "this database has the format %" PRId64 "; this program reads %d",
                   version, STET_AUDIT_VERSION);
    stet_error_hint(error, version > STET_AUDIT_VERSION
                               ? "a newer stet wrote it: update this one"
                               : "an older stet wrote it: audit again");
    stet_error_at(error, database->path, STET_POSITION_NONE);
    return false;
}

static uint32_t read_big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

/* How long the file is to be, by its header (SQLite's file format, 1.3); 0: it has
   none. */
static uint64_t length_of(const char *path)
{
    enum { HEADER = 100, PAGE_SIZE = 16, N_PAGES = 28 };
    static const char magic[16] = "SQLite format 3";
    unsigned char header[HEADER];
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return 0;
    ssize_t n = read(fd, header, sizeof header);
    close(fd);
    if (n != HEADER || memcmp(header, magic, sizeof magic) != 0)
        return 0;
    uint64_t page = (uint64_t)header[PAGE_SIZE] << 8 | header[PAGE_SIZE + 1];
    return (page == 1 ? 65536 : page) * read_big_endian(header + N_PAGES);
}

/* A copy that did not come through is told as such, before SQLite calls it damaged. */
static bool check_length(const char *path, stet_error *error)
{
    uint64_t length = length_of(path);
    struct stat seen;

    if (stat(path, &seen) != 0 || (uint64_t)seen.st_size >= length)
        return true;
    stet_error_set(error,
                   "the file is cut off: it has %" PRIu64 " of %" PRIu64 " bytes",
                   (uint64_t)seen.st_size, length);
    stet_error_hint(error, "take a whole copy, or audit again");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

bool stet_audit_database_open(stet_audit_database *database, const char *path,
                              stet_error *error)
{
    struct stat seen;

    *database = (stet_audit_database){ 0 };
    if (!stet_file_look_at(path, &seen, error))
        return false;
    /* Opening a pipe would wait for who writes to it. */
    if (!S_ISREG(seen.st_mode))
        return refuse_other(path, error);
    if (!check_length(path, error) ||
        !open_handle(database, path, SQLITE_OPEN_READONLY, error))
        return false;
    return check_version(database, error) || give_up(database);
}

/* Takes the lock at once, so that two runs do not meet later. */
static bool prepare_writing(stet_audit_database *database, bool durable,
                            stet_error *error)
{
    return stet_audit_database_run(database,
                                   durable ? "PRAGMA locking_mode = EXCLUSIVE;"
                                             "PRAGMA journal_mode = TRUNCATE;"
                                             "PRAGMA synchronous = NORMAL;"
                                           : "PRAGMA locking_mode = EXCLUSIVE;"
                                             "PRAGMA journal_mode = OFF;"
                                             "PRAGMA synchronous = OFF;",
                                   error) &&
           stet_audit_database_run(database, "BEGIN EXCLUSIVE; COMMIT", error);
}

static bool run_all(const stet_audit_database *database, const char *const *statements,
                    stet_error *error)
{
    for (; *statements; statements++)
        if (!stet_audit_database_run(database, *statements, error))
            return false;
    return true;
}

static bool remove_file(const char *path, stet_error *error)
{
    if (unlink(path) == 0 || errno == ENOENT)
        return true;
    stet_error_set(error, "cannot be replaced: %s", strerror(errno));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

bool stet_audit_database_is_blank(const char *path, bool *blank, stet_error *error)
{
    stet_audit_database database;

    *blank = true;
    if (access(path, F_OK) != 0)
        return true;
    if (!open_handle(&database, path, SQLITE_OPEN_READWRITE, error))
        return false;
    int64_t n = 0, has_run = 0, runs = 0;
    bool good = prepare_writing(&database, true, error) &&
                stet_audit_database_number(
                    &database, "SELECT count(*) FROM sqlite_master", &n, error) &&
                stet_audit_database_number(
                    &database, "SELECT count(*) FROM sqlite_master WHERE name = 'run'",
                    &has_run, error);
    /* Tables come first, and the row of the run with the next commit. */
    if (good && has_run)
        good = stet_audit_database_number(&database, "SELECT count(*) FROM run", &runs,
                                          error);
    *blank = n == 0 || (has_run && runs == 0);
    stet_audit_database_close(&database, NULL);
    return good;
}

/* Whether another run is at it; then the error says so. */
static bool is_in_use(const char *path, stet_error *error)
{
    stet_audit_database old;

    if (access(path, F_OK) != 0 ||
        !open_handle(&old, path, SQLITE_OPEN_READWRITE, error)) {
        stet_error_release(error);
        return false;
    }
    bool busy = !prepare_writing(&old, true, error) &&
                (sqlite3_errcode(old.handle) & 0xFF) == SQLITE_BUSY;
    if (!busy)
        stet_error_release(error);
    stet_audit_database_close(&old, NULL);
    return busy;
}

static bool refuse_busy(const char *path, stet_error *error)
{
    stet_error_set(error, "another run is writing it");
    stet_error_hint(error, "wait until that has ended");
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

/* Who made it holds it from the first byte until it is in its place, longer than
   SQLite does. */
static bool is_locked(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool locked = fd >= 0 && !stet_file_lock(fd);

    if (fd >= 0)
        close(fd);
    return locked;
}

/* Its journal goes first: SQLite would take it for one of the new file's. */
static bool remove_old(const char *path, stet_error *error)
{
    stet_buffer journal = { 0 };

    if (is_locked(path))
        return refuse_busy(path, error);
    if (is_in_use(path, error))
        return false;
    stet_buffer_format(&journal, "%s-journal", path);
    bool removed = remove_file(journal.ptr, error) && remove_file(path, error);
    stet_buffer_release(&journal);
    return removed;
}

/* SQLite would let nobody but its owner write to it, whatever the umask says. It stays
   open and locked; below 0: the error. */
static int make_file(const char *path, stet_error *error)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC,
                  S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH);

    if (fd >= 0 && stet_file_lock(fd))
        return fd;
    if (fd >= 0 || errno == EEXIST) {
        refuse_busy(path, error);
    } else {
        stet_error_set(error, "cannot be made: %s", strerror(errno));
        stet_error_hint(error,
                        "look whether its folder is there, and may be written to");
        stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

static void remove_with_journal(const char *path)
{
    stet_error ignored = STET_ERROR_NONE;
    stet_buffer journal = { 0 };

    stet_buffer_format(&journal, "%s-journal", path);
    remove_file(path, &ignored);
    remove_file(journal.ptr, &ignored);
    stet_buffer_release(&journal);
    stet_error_release(&ignored);
}

bool stet_audit_database_create(stet_audit_database *database, const char *path,
                                bool durable, stet_error *error)
{
    stet_buffer version = { 0 };

    int lock = remove_old(path, error) ? make_file(path, error) : -1;
    if (lock < 0)
        return false;
    if (!open_handle(database, path, SQLITE_OPEN_READWRITE, error)) {
        remove_with_journal(path);
        close(lock);
        return false;
    }
    database->lock = lock + 1;
    stet_buffer_format(&version, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                       STET_AUDIT_APPLICATION, STET_AUDIT_VERSION);
    bool made = prepare_writing(database, durable, error) &&
                stet_audit_database_run(database, "BEGIN", error) &&
                stet_audit_database_run(database, version.ptr, error) &&
                run_all(database, stet_audit_tables, error) &&
                stet_audit_database_run(database, "COMMIT", error);
    stet_buffer_release(&version);
    if (made)
        return true;
    /* Nothing is in it yet; but it is not ours when somebody else holds its lock. */
    bool ours = (sqlite3_errcode(database->handle) & 0xFF) != SQLITE_BUSY;
    give_up(database);
    if (ours)
        remove_with_journal(path);
    return false;
}

bool stet_audit_database_reopen(stet_audit_database *database, const char *path,
                                stet_error *error)
{
    if (!open_handle(database, path, SQLITE_OPEN_READWRITE, error))
        return false;
    return (prepare_writing(database, true, error) && check_version(database, error)) ||
           give_up(database);
}

static bool make_index(const stet_audit_database *database,
                       const stet_audit_index *index, stet_error *error)
{
    int64_t wanted = 1;

    return (!index->asked ||
            stet_audit_database_number(database, index->asked, &wanted, error)) &&
           (!wanted || stet_audit_database_run(database, index->make, error));
}

bool stet_audit_database_index(stet_audit_database *database, stet_error *error)
{
    bool good = run_all(database, stet_audit_views, error);

    for (size_t i = 0; stet_audit_indexes[i].make && good; i++)
        good = make_index(database, &stet_audit_indexes[i], error);
    return good;
}

bool stet_audit_database_close(stet_audit_database *database, stet_error *error)
{
    bool good = sqlite3_close(database->handle) == SQLITE_OK;

    if (!good && error)
        stet_audit_database_fail(database, error);
    free((void *)(uintptr_t)database->path.ptr);
    if (database->lock)
        close(database->lock - 1);
    *database = (stet_audit_database){ 0 };
    return good;
}

sqlite3_stmt *stet_audit_database_prepare(const stet_audit_database *database,
                                          const char *sql, stet_error *error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL) != SQLITE_OK)
        stet_audit_database_fail(database, error);
    return statement;
}

bool stet_audit_database_run(const stet_audit_database *database, const char *sql,
                             stet_error *error)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK ||
           stet_audit_database_fail(database, error);
}

int stet_audit_database_step(const stet_audit_database *database,
                             sqlite3_stmt *statement, stet_error *error)
{
    int code = sqlite3_step(statement);

    if (code != SQLITE_ROW && code != SQLITE_DONE)
        stet_audit_database_fail(database, error);
    return code;
}

bool stet_audit_database_do(const stet_audit_database *database,
                            sqlite3_stmt *statement, stet_error *error)
{
    bool done = stet_audit_database_step(database, statement, error) == SQLITE_DONE;

    sqlite3_reset(statement);
    return done;
}

bool stet_audit_database_number(const stet_audit_database *database, const char *sql,
                                int64_t *number, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(database, sql, error);
    int code = read ? stet_audit_database_step(database, read, error) : SQLITE_ERROR;

    *number = code == SQLITE_ROW ? sqlite3_column_int64(read, 0) : 0;
    sqlite3_finalize(read);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Steps of SQLite's machine between two looks: a millisecond or so. */
enum { STEPS = 100 * 1000 };

static int is_stopped(void *stop)
{
    return atomic_load((const atomic_int *)stop) != 0;
}

void stet_audit_database_heed(const stet_audit_database *database,
                              const atomic_int *stop)
{
    if (stop)
        sqlite3_progress_handler(database->handle, STEPS, is_stopped,
                                 (void *)(uintptr_t)stop);
}

stet_str stet_audit_column_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    int len = sqlite3_column_bytes(statement, column);

    return text ? (stet_str){ text, (size_t)len } : (stet_str){ "", 0 };
}

void stet_audit_bind_text(sqlite3_stmt *statement, int parameter, stet_str text)
{
    sqlite3_bind_text64(statement, parameter, text.ptr ? text.ptr : "", text.len,
                        SQLITE_STATIC, SQLITE_UTF8);
}
