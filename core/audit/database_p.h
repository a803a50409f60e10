/* SPDX-License-Identifier: Apache-2.0 */
/** database_p.h - the statements that make an audit's database; NULL-terminated. */
#ifndef STET_AUDIT_DATABASE_P_H
#define STET_AUDIT_DATABASE_P_H

extern const char *const stet_audit_tables[];
extern const char *const stet_audit_views[];
extern const char *const stet_audit_indexes[];

#endif
