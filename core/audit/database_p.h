/* SPDX-License-Identifier: Apache-2.0 */
/** database_p.h - the statements that make an audit's database, NULL-terminated; and
    what a file's first bytes say. */
#ifndef STET_AUDIT_DATABASE_P_H
#define STET_AUDIT_DATABASE_P_H

#include "audit/database.h"

extern const char *const stet_audit_tables[];
extern const char *const stet_audit_views[];

/** An index, and the question whether it is worth it: NULL, always. */
typedef struct stet_audit_index {
    const char *make, *asked;
} stet_audit_index;
/** Ends with one that makes nothing. */
extern const stet_audit_index stet_audit_indexes[];

/** Whether the file is as long as its header says; one that is no database is. */
bool stet_audit_header_check(const char *path, stet_error *error);

#endif
