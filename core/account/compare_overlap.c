/* SPDX-License-Identifier: Apache-2.0 */
/* Which parts two audits have in common, by the hashes of their bytes, in order. */
#include "account/compare_p.h"

/* Two that are empty have nothing in common. */
static const char hashes_sql[] =
    "SELECT hash FROM segments WHERE end > start ORDER BY hash";

/* The next hash; false: an error, or none is left. */
static bool next_hash(const stet_audit_database *database, sqlite3_stmt *statement,
                      int64_t *hash, bool *good, stet_error *error)
{
    int code = stet_audit_database_step(database, statement, error);

    *good = code == SQLITE_ROW || code == SQLITE_DONE;
    *hash = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    return code == SQLITE_ROW;
}

static bool count_same(stet_comparison *comparison, const stet_audit_database *before,
                       sqlite3_stmt *was, const stet_audit_database *after,
                       sqlite3_stmt *is, stet_error *error)
{
    int64_t old = 0;
    int64_t new = 0;
    bool good = true;
    bool has_old = next_hash(before, was, &old, &good, error);

    while (good && next_hash(after, is, &new, &good, error)) {
        comparison->parts++;
        while (good && has_old && old < new)
            has_old = next_hash(before, was, &old, &good, error);
        comparison->same += good && has_old && old == new;
    }
    return good;
}

bool stet_comparison_add_overlap(stet_comparison *comparison,
                                 const stet_audit_database *before,
                                 const stet_audit_database *after, stet_error *error)
{
    sqlite3_stmt *was = stet_audit_database_prepare(before, hashes_sql, error);
    sqlite3_stmt *is =
        was ? stet_audit_database_prepare(after, hashes_sql, error) : NULL;
    bool good = is && count_same(comparison, before, was, after, is, error);

    sqlite3_finalize(was);
    sqlite3_finalize(is);
    return good;
}
