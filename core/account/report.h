/* SPDX-License-Identifier: Apache-2.0 */
/**
 * report.h - the table of formats in which an audit is reported.
 *
 * One row and one file a format. Each prints the same summary and works nothing out;
 * all texts in it are of unknown origin and are escaped by the format: control
 * characters are made visible, Markdown's markup stays text, and a cell of CSV is no
 * formula. A report for people is bounded as its summary is; one for programs lists all
 * groups and sources, row by row from the database, and all rules. It goes to a sink,
 * bit by bit, so neither takes more memory than its summary. One thread.
 */
#ifndef STET_ACCOUNT_REPORT_H
#define STET_ACCOUNT_REPORT_H

#include "account/sink.h"
#include "account/summary.h"

typedef struct stet_audit_format {
    const char *name;
    const char *summary; /**< One line, no full stop. */
    bool for_programs;   /**< It leaves nothing out that can be told row by row. */
    /** Writes the report; false and the error. The database is the summary's. */
    bool (*write)(const stet_audit_summary *summary,
                  const stet_audit_database *database, const stet_audit_sink *sink,
                  stet_error *error);
} stet_audit_format;

const stet_audit_format *stet_audit_format_find(stet_str name);
/** How many of each a summary is to list for it. */
stet_audit_limits stet_audit_format_limits(const stet_audit_format *format);
/** The n-th of the table; NULL behind the last. */
const stet_audit_format *stet_audit_format_at(size_t n);

#endif
