/* SPDX-License-Identifier: Apache-2.0 */
/**
 * html.h - an audit as one page that people read, print and hand on.
 *
 * The page holds all it needs: style, script and charts stand in it, and its policy
 * forbids everything else, so it asks no network and runs nothing that a text under
 * check may hold. The verdict comes first; then rates with their intervals, records for
 * people to read, findings, and what was checked and what was not. All of it can be
 * read without a script; with one, tables sort and findings are filtered.
 *
 * What it shows is the summary's (account/summary.h); only the table of findings is
 * read from the database: a part of the findings, spread evenly over each rule's. Each
 * list ends when the page has as many bytes as its section may fill, so the page stays
 * under 5 MB whatever the audit holds, and says what it left out.
 *
 * The page goes to a sink, bit by bit; a sink that fails ends it. The same summary and
 * database make the same bytes. One thread; the memory is that of a section's row.
 */
#ifndef STET_ACCOUNT_HTML_H
#define STET_ACCOUNT_HTML_H

#include "account/compare.h"
#include "account/sink.h"
#include "account/summary.h"

enum {
    STET_AUDIT_HTML_FINDINGS = 2000, /**< Rows of the table of findings, at most. */
};

bool stet_audit_html_write(const stet_audit_summary *summary,
                           const stet_audit_database *database,
                           const stet_audit_sink *sink, stet_error *error);
/** The same, and before all rates what drifted since an earlier audit. NULL: nothing.
 */
bool stet_audit_html_write_drift(const stet_audit_summary *summary,
                                 const stet_audit_database *database,
                                 const stet_comparison *drift,
                                 const stet_audit_sink *sink, stet_error *error);

#endif
