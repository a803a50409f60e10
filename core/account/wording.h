/* SPDX-License-Identifier: Apache-2.0 */
/**
 * wording.h - the sentences of a report that must not differ between its formats.
 *
 * The verdict above all: what it is, by which plan, what all records say, and what such
 * a verdict is worth. Each appends plain text of one or more sentences, each with its
 * full stop; names in them are as in the database, so who prints them escapes the
 * whole. Pure functions, any thread.
 */
#ifndef STET_ACCOUNT_WORDING_H
#define STET_ACCOUNT_WORDING_H

#include "account/summary.h"

/** "accept", "reject" or "open": for machines. */
const char *stet_wording_outcome(stet_audit_outcome outcome);
/** Why it is open, for machines: "empty", "never", "incomplete", "failed", "unread";
   else NULL.
 */
const char *stet_wording_open(stet_audit_reason reason);
/** "accepted", "rejected", "failed" */
const char *stet_wording_state(stet_audit_state state);
/** "any level", "suggestion", "warning", "error" */
const char *stet_wording_level(uint32_t level);

/** A name; or words for one that is white space alone, which would look like none. */
stet_str stet_wording_visible(stet_str name);
/** The same of a group's, whose records may name none: "(none)". */
stet_str stet_wording_group(stet_str name);

/** "The batch is rejected": without a full stop. */
void stet_wording_title(stet_buffer *out, const stet_audit_summary *summary);
/** Why the verdict is open, and what to do; nothing when it is not. */
void stet_wording_reason(stet_buffer *out, const stet_audit_summary *summary);
/** What was drawn and found in it, and by what it was decided. */
void stet_wording_plan(stet_buffer *out, const stet_audit_summary *summary);
/** What all records say. */
void stet_wording_all(stet_buffer *out, const stet_audit_summary *summary);
/** What the verdict is worth. */
void stet_wording_worth(stet_buffer *out, const stet_audit_summary *summary);
/** How strata are ordered and ranked. */
void stet_wording_ranks(stet_buffer *out);
/** "2", or "2 to 5": the ranks of a stratum; "-" without records. */
void stet_wording_rank(stet_buffer *out, const stet_audit_stratum *stratum);
/** "nominal alpha 0.612 (0.553 to 0.668), of 120 items" */
void stet_wording_statistic(stet_buffer *out, const stet_audit_statistic *statistic);

#endif
