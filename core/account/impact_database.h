/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_database.h - the impact of one specification after another, from two audits.
 *
 *     old audit.db -> records by path and byte -\
 *                                                merge -> impact
 *     new audit.db -> records by path and byte -/
 *
 * Both were made by `stet audit`, of the same batch or of nearly the same: a record is
 * matched by its path, its place and the hash of its bytes; what is left on both sides
 * is matched by its id, where the id is left once on each. So a batch that was mended
 * meanwhile can be compared, too: how many records were matched so is counted. What was
 * redacted has no ids and no texts.
 *
 * Nothing is read into memory but rows at hand: SQLite orders and keeps what is left,
 * in temporary files of its own (SQLITE_TMPDIR, TMPDIR). One thread.
 */
#ifndef STET_ACCOUNT_IMPACT_DATABASE_H
#define STET_ACCOUNT_IMPACT_DATABASE_H

#include "account/impact.h"

typedef struct stet_impact_databases {
    const char *paths[2];
    bool partial;         /**< They need not be complete. */
    int level;            /**< As in an impact; 0: as both audits have it. */
    const char *group_by; /**< What it must be grouped by; NULL: as they are. */
    const atomic_int *stop;
} stet_impact_databases;

/** Whether the file begins as an SQLite database does. */
bool stet_impact_is_database(const char *path);
/** Fills an impact of which `n_examples` is set. False: the error, or it was stopped.
 */
bool stet_impact_of_databases(stet_impact *impact,
                              const stet_impact_databases *databases,
                              stet_error *error);

#endif
