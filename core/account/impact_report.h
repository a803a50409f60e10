/* SPDX-License-Identifier: Apache-2.0 */
/**
 * impact_report.h - an impact as people and programs read it.
 *
 * All reports tell the same, in this order: the headline, old states against new ones,
 * rules that have an effect with what changed in them, changed rules that have none
 * here, groups, examples. Shares have their Wilson 95 % interval. People get the groups
 * with most turned records; JSON has all of them, and is described by `stet schema
 * impact` (report/schema.h). Texts of records and rules are of unknown origin, and made
 * safe to show. Pure functions of one thread.
 */
#ifndef STET_ACCOUNT_IMPACT_REPORT_H
#define STET_ACCOUNT_IMPACT_REPORT_H

#include "account/impact.h"

/** Groups that people are told of. */
enum { STET_IMPACT_GROUPS_TOLD = 25 };

void stet_impact_write_text(const stet_impact *impact, stet_buffer *out);
void stet_impact_write_markdown(const stet_impact *impact, stet_buffer *out);
void stet_impact_write_json(const stet_impact *impact, stet_buffer *out);

#endif
