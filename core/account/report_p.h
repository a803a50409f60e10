/* SPDX-License-Identifier: Apache-2.0 */
/** report_p.h - the rows of the table of formats, and what several of them write. */
#ifndef STET_ACCOUNT_REPORT_P_H
#define STET_ACCOUNT_REPORT_P_H

#include "account/report.h"
#include "base/json_writer.h"

extern const stet_audit_format stet_audit_format_text, stet_audit_format_csv,
    stet_audit_format_markdown, stet_audit_format_json, stet_audit_format_html;

/** Parts of the JSON, in report_json_*.c; each writes a value. */
void stet_report_json_run(stet_json_writer *json, const stet_audit_run *run);
void stet_report_json_verdict(stet_json_writer *json,
                              const stet_audit_verdict *verdict);
void stet_report_json_rules(stet_json_writer *json, const stet_audit_rule_list *list);
void stet_report_json_coverage(stet_json_writer *json,
                               const stet_audit_coverage *coverage);
void stet_report_json_samples(stet_json_writer *json,
                              const stet_audit_sample_list *list);

void stet_report_json_share(stet_json_writer *json, const stet_share *share);
void stet_report_json_measure(stet_json_writer *json,
                              const stet_audit_measure *measure);
void stet_report_json_place(stet_json_writer *json, const stet_audit_place *place);
/** Members of an object that is open. */
void stet_report_json_count(stet_json_writer *json, const char *key, uint64_t value);
void stet_report_json_text(stet_json_writer *json, const char *key, stet_str value);
void stet_report_json_real(stet_json_writer *json, const char *key, double value);
/** {"total": all of them, "items": [ : end both with stet_report_json_list_end. */
void stet_report_json_list(stet_json_writer *json, uint64_t total);
void stet_report_json_list_end(stet_json_writer *json);
void stet_report_json_examples(stet_json_writer *json, const stet_audit_example *items,
                               size_t count);

#endif
