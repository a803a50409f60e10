/* SPDX-License-Identifier: Apache-2.0 */
/**
 * strata.h - all groups or all sources of an audit, one after the other.
 *
 * A summary lists those that lead, as many as people read; who writes for programs goes
 * through all of them here, in the same order, with the same rates, ranks and rules.
 * They are read from the database once more: SQLite sums and sorts them, beyond its
 * page cache in temporary files (SQLITE_TMPDIR, TMPDIR, else /var/tmp), so memory is
 * that of one.
 *
 * The database is that of the summary, still open; it is not changed. One thread, and
 * one walk at a time.
 */
#ifndef STET_ACCOUNT_STRATA_H
#define STET_ACCOUNT_STRATA_H

#include "account/summary.h"

typedef enum stet_strata_kind {
    STET_STRATA_GROUPS, /**< None when no group was asked for. */
    STET_STRATA_SOURCES,
} stet_strata_kind;

/** Is given each; its texts are valid until the next. False and the error: stop. */
typedef bool (*stet_strata_take)(void *user, const stet_audit_stratum *item,
                                 stet_error *error);

/** False and the error: what SQLite says, or that of `take`. */
bool stet_strata_each(const stet_audit_summary *summary,
                      const stet_audit_database *database, stet_strata_kind kind,
                      stet_strata_take take, void *user, stet_error *error);

#endif
