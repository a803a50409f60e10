/* SPDX-License-Identifier: Apache-2.0 */
/**
 * finding_json.h - the objects of the formats json and jsonl, one shape for both.
 *
 * This shape is what other programs read: report/schema.h describes it, and the two
 * change together. Keys whose value is not known are left out.
 */
#ifndef STET_REPORT_FINDING_JSON_H
#define STET_REPORT_FINDING_JSON_H

#include "base/json_writer.h"
#include "report/writer.h"

void stet_finding_json_finding(stet_json_writer *json, const stet_located *finding);
void stet_finding_json_failure(stet_json_writer *json, const stet_trouble *trouble);
void stet_finding_json_summary(stet_json_writer *json, const stet_run_info *run,
                               const stet_tally *tally);
/** A rule set's name, version and hash, and the day when that decides: keys of an
    object, and the object itself. */
void stet_finding_json_rule_set_facts(stet_json_writer *json, const stet_rule_set *set);
void stet_finding_json_rule_set(stet_json_writer *json, const stet_rule_set *set);

#endif
