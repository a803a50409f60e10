/* SPDX-License-Identifier: Apache-2.0 */
/**
 * report_outline.h - a summary as an outline: the report that people read as text.
 *
 * The verdict first; then how records stand, findings by level, rules, groups, sources,
 * lengths, what rules of the whole batch say, examples, and what was checked and what
 * not. It shows the first of each list and says how many more there are. One owner.
 */
#ifndef STET_ACCOUNT_REPORT_OUTLINE_H
#define STET_ACCOUNT_REPORT_OUTLINE_H

#include "account/outline.h"
#include "account/summary.h"

/** Adds all of it to an empty outline. */
void stet_report_outline(stet_outline *outline, const stet_audit_summary *summary);
/** Only what was checked and what was not: report_outline_coverage.c. */
void stet_report_outline_coverage(stet_outline *outline,
                                  const stet_audit_summary *summary, stet_buffer *text);
/** "and 12 more: ..." as a paragraph, when there are. */
void stet_report_outline_more(stet_outline *outline, uint64_t total, uint64_t shown,
                              stet_buffer *text);

#endif
