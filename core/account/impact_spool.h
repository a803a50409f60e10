/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_spool.h - outcomes that wait in a temporary file until the other side has its
 * own.
 *
 * Rules of the whole batch speak behind its last record, and may reject the first. So
 * what a record was is not known before all are checked, and outcomes wait: on disk,
 * not in memory. The file has no name (it is unlinked as soon as it is open), so
 * nothing is left of it however the program ends.
 *
 * Life: open -> write ... -> rewind -> read ... -> close. One thread.
 */
#ifndef STET_ACCOUNT_IMPACT_SPOOL_H
#define STET_ACCOUNT_IMPACT_SPOOL_H

#include "account/impact.h"

#include <stdio.h>

typedef struct stet_impact_spool {
    FILE *file;
    const char *folder; /**< Where it lies; outlives the spool. */
    stet_buffer entry;  /**< The one at hand. */
    stet_impact_cause *causes;
    size_t causes_capacity;
} stet_impact_spool;

bool stet_impact_spool_open(stet_impact_spool *spool, const char *folder,
                            stet_error *error);
/** Appends an outcome, but for its path. */
bool stet_impact_spool_write(stet_impact_spool *spool,
                             const stet_impact_outcome *outcome, stet_error *error);
/** From here on it is read. */
bool stet_impact_spool_rewind(stet_impact_spool *spool, stet_error *error);
/** The next outcome, without its path, valid until the next read. False: the end, or
    the error. */
bool stet_impact_spool_read(stet_impact_spool *spool, stet_impact_outcome *out,
                            stet_error *error);
void stet_impact_spool_close(stet_impact_spool *spool);

#endif
