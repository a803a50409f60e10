/* SPDX-License-Identifier: Apache-2.0 */
/**
 * schema.h - the JSON Schema (draft-07) of what other programs read of stet.
 *
 * One schema for every line of `--format jsonl`: a finding, a failure or the summary.
 * It is drawn from a table of properties beside it, and changes together with
 * report/finding_json.c; the unit test holds the two to each other. Objects may grow
 * keys, so a reader must pass over those that it does not know.
 */
#ifndef STET_REPORT_SCHEMA_H
#define STET_REPORT_SCHEMA_H

#include "base/buffer.h"

void stet_schema_write_findings(stet_buffer *out);
/** Of `stet filter`: see report/answer.h. */
void stet_schema_write_filter(stet_buffer *out);
/** Of `stet diff --format json`: see report/rule_set_diff_json.c. */
void stet_schema_write_diff(stet_buffer *out);
/** Of `stet impact --format json`: see audit/impact_json.c. */
void stet_schema_write_impact(stet_buffer *out);
/** Of `stet report --json`: see audit/report_json.c. */
void stet_schema_write_report(stet_buffer *out);
/** Of `stet compare --json`: see audit/compare_json.c. */
void stet_schema_write_compare(stet_buffer *out);

#endif
