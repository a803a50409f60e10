/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sources.h - the files that a finished audit was made of, where they are here, too.
 *
 * A database can be read where its sources are not; but who splits a batch, or wants
 * to read records of it, goes back to them. They are looked for under the names that
 * the database has, from the current folder on, when the first of them is asked for;
 * one that is not there, or has another size, is none. Whether a record is the one that
 * it was, its hash tells.
 *
 * A value; one thread.
 */
#ifndef STET_AUDIT_SOURCES_H
#define STET_AUDIT_SOURCES_H

#include "audit/group.h"
#include "audit/record_text.h"

typedef struct stet_audit_sources {
    const char *database;       /**< Whose sources they are. */
    stet_rule_set_store *store; /**< By whose rule sets they are laid out. */
    bool loaded;
    stet_listed_file *listed; /**< By number in the database, from 0. */
    size_t *indexes;          /**< Likewise: in the grid; SIZE_MAX: it is not here. */
    size_t count;
    stet_audit_grid grid;
    stet_audit_groups groups;
    stet_arena arena;
} stet_audit_sources;

void stet_audit_sources_init(stet_audit_sources *sources, const char *database,
                             stet_rule_set_store *store);
/** Looks for them. False: the database cannot be read. */
bool stet_audit_sources_load(stet_audit_sources *sources, stet_error *error);
/** The text of a record: a stet_audit_read_text, whose `user` they are. */
void stet_audit_sources_read(void *sources, const stet_audit_record_place *place,
                             stet_buffer *out);
void stet_audit_sources_release(stet_audit_sources *sources);

#endif
