/* SPDX-License-Identifier: Apache-2.0 */
/**
 * leavings.h - what `stet audit --out DIR` leaves beside its database.
 *
 * Some of it looks like texts (accepted.jsonl holds records of the batch, byte for
 * byte), and whoever walks a folder in which an audit lies would count these a second
 * time. So a walk passes over files of these names where the folder has an audit's
 * database, finished or under way, or its page. Who names such a file means it.
 *
 * The folder is looked at anew by each call; nothing is kept.
 */
#ifndef STET_RUN_LEAVINGS_H
#define STET_RUN_LEAVINGS_H

#include "base/str.h"

#include <stdbool.h>

/** Stands in the first bytes of an audit's page. */
#define STET_LEAVINGS_MARK "<meta name=\"generator\" content=\"stet\">"

/** The n-th name, without a folder; NULL behind the last. */
const char *stet_leavings_name(size_t n);
bool stet_leavings_has_name(stet_str name);
/** Whether `folder` has a database of an audit, or its page: files named as they are,
    which say so in their first bytes. One that cannot be read is none. */
bool stet_leavings_has_audit(const char *folder);

#endif
