/* SPDX-License-Identifier: Apache-2.0 */
/**
 * report.h - the table of formats in which an audit is reported.
 *
 * One row and one file a format. Each prints the same summary and works nothing out;
 * all texts in it are of unknown origin and are escaped by the format: control
 * characters are made visible, Markdown's markup stays text, and a cell of CSV is no
 * formula. A report is bounded as its summary is, so it is made in memory. One thread.
 */
#ifndef STET_ACCOUNT_REPORT_H
#define STET_ACCOUNT_REPORT_H

#include "account/summary.h"

typedef struct stet_audit_format {
    const char *name;
    const char *summary; /**< One line, no full stop. */
    /** Appends the report; false and the error. */
    bool (*write)(const stet_audit_summary *summary,
                  const stet_audit_database *database, stet_buffer *out,
                  stet_error *error);
} stet_audit_format;

const stet_audit_format *stet_audit_format_find(stet_str name);
/** The n-th of the table; NULL behind the last. */
const stet_audit_format *stet_audit_format_at(size_t n);

#endif
