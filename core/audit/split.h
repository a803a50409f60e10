/* SPDX-License-Identifier: Apache-2.0 */
/**
 * split.h - a batch is parted: what is accepted, and what goes back, with reasons.
 *
 *     accepted.jsonl   records that no rule rejects, each line byte by byte as it was
 *     rejected.jsonl   the others, likewise; those that failed among them
 *     reasons.jsonl    a line for each line of rejected.jsonl: where it stood, and why
 *
 * In the order of the batch. Lines are read again from the sources, which must be what
 * they were: every record is held against its hash. The files are put in place
 * together, when all of them are whole. Sources must be JSON Lines: in other formats a
 * record is no line. One thread; memory is one record.
 */
#ifndef STET_AUDIT_SPLIT_H
#define STET_AUDIT_SPLIT_H

#include "audit/database.h"

bool stet_audit_split(const stet_audit_database *database, const char *folder,
                      stet_error *error);

#endif
