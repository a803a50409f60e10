/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_diff_json.h - a diff of two rule sets as one JSON document.
 *
 * For other programs: report/schema.h describes it, and the two change together. Keys
 * whose value is not known are left out.
 */
#ifndef STET_REPORT_RULE_SET_DIFF_JSON_H
#define STET_REPORT_RULE_SET_DIFF_JSON_H

#include "rule/rule_set_diff.h"

void stet_rule_set_diff_json(const stet_rule_set_diff *diff, stet_buffer *out);

#endif
