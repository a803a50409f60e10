/* SPDX-License-Identifier: Apache-2.0 */
/**
 * summed.h - the summary of a handmade audit that a test changes.
 *
 * `summed` makes the database in the build folder, lets SQL change it before its totals
 * are made, reads the summary, and removes the file. Release the summary.
 */
#ifndef STET_TEST_AUDIT_SUMMED_H
#define STET_TEST_AUDIT_SUMMED_H

#include "account/handmade.h"
#include "account/summary.h"
#include "near.h"

#include <unistd.h>

/* The options that reports begin with. */
static inline stet_audit_summary_options summed_options(void)
{
    return (stet_audit_summary_options){ .limits = stet_audit_summary_limits,
                                         .inspection = STET_INSPECTION_II,
                                         .aql = "1.0" };
}

/* An open database, to be read; closed by summed_close. */
static inline stet_audit_database summed_open(const handmade *what, const char *sql)
{
    static const char folder[] = STET_TEST_BUILD "/summed-XXXXXX";
    stet_audit_database database;
    stet_error error = STET_ERROR_NONE;
    char path[sizeof folder];

    memcpy(path, folder, sizeof folder);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    handmade_begin(&database, path, what);
    if (sql)
        handmade_do(&database, sql);
    handmade_end(&database);
    assert_true(stet_audit_database_open(&database, path, &error));
    return database;
}

static inline void summed_close(stet_audit_database *database)
{
    unlink(database->path.ptr);
    stet_audit_database_close(database, NULL);
}

static inline stet_audit_summary summed_with(const handmade *what, const char *sql,
                                             const stet_audit_summary_options *options)
{
    stet_audit_summary summary;
    stet_error error = STET_ERROR_NONE;
    stet_audit_database database = summed_open(what, sql);

    if (!stet_audit_summary_load(&summary, &database, options, &error))
        fail_msg("%s", error.message);
    summed_close(&database);
    return summary;
}

static inline stet_audit_summary summed(const handmade *what, const char *sql)
{
    stet_audit_summary_options options = summed_options();

    return summed_with(what, sql, &options);
}

/* The error with which it cannot be read. */
static inline void summed_fails(const handmade *what, const char *sql,
                                const char *message)
{
    stet_audit_summary_options options = summed_options();
    stet_audit_summary summary;
    stet_error error = STET_ERROR_NONE;
    stet_audit_database database = summed_open(what, sql);

    assert_false(stet_audit_summary_load(&summary, &database, &options, &error));
    assert_non_null(strstr(error.message, message));
    assert_non_null(error.hint);
    assert_non_null(error.path);
    stet_error_release(&error);
    summed_close(&database);
}

#endif
