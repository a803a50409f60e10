/* SPDX-License-Identifier: Apache-2.0 */
/**
 * finding_json.h - the objects of the formats json and jsonl, one shape for both.
 *
 * This shape is what other programs read: report/schema.h describes it, and the two
 * change together. Keys whose value is not known are left out.
 *
 * Within a record that stands before who reads it, as behind `stet filter`, they say
 * nothing of source, record and id, and places count from the record's first byte: so
 * they are the same wherever the record stands.
 */
#ifndef STET_REPORT_FINDING_JSON_H
#define STET_REPORT_FINDING_JSON_H

#include "base/json_writer.h"
#include "report/writer.h"

void stet_finding_json_finding(stet_json_writer *json, const stet_located *finding);
void stet_finding_json_failure(stet_json_writer *json, const stet_trouble *trouble);
/** The same within a record of one line that begins at `byte` of the source. */
void stet_finding_json_finding_within(stet_json_writer *json,
                                      const stet_located *finding, uint64_t byte);
void stet_finding_json_failure_within(stet_json_writer *json,
                                      const stet_trouble *trouble, uint64_t byte);
void stet_finding_json_summary(stet_json_writer *json, const stet_run_info *run,
                               const stet_tally *tally);
/** A rule set's name, version and hash, and the day when that decides: keys of an
    object, and the object itself. */
void stet_finding_json_rule_set_facts(stet_json_writer *json, const stet_rule_set *set);
void stet_finding_json_rule_set(stet_json_writer *json, const stet_rule_set *set);

#endif
