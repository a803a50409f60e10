/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sarif_p.h - the parts of a SARIF result: places, messages, fixes.
 *
 * Regions hold lines and columns (code points) and byte offsets; a replacement of which
 * only the bytes are known holds only those. Paths become relative references (RFC
 * 3986), absolute ones file: addresses. Called by the collecting thread only.
 */
#ifndef STET_REPORT_SARIF_P_H
#define STET_REPORT_SARIF_P_H

#include "base/json_writer.h"
#include "report/writer_p.h"

void stet_sarif_text(stet_json_writer *json, const char *key, stet_str value);
/** `{"text": ...}` */
void stet_sarif_message(stet_json_writer *json, const char *key, stet_str text);
/** "error", "warning", "note"; "none" for 0. */
stet_str stet_sarif_level(stet_level level);
/** A location; `snippet` is what stands there in the source, or empty. */
void stet_sarif_location(stet_json_writer *json, stet_str path, const stet_point *start,
                         const stet_point *end, stet_str snippet);
void stet_sarif_related(stet_json_writer *json, const stet_located *finding);
void stet_sarif_fixes(stet_json_writer *json, const stet_located *finding);
/** The rule sets of the run, in its property bag. */
void stet_sarif_rule_sets(stet_json_writer *json, const stet_run_info *run);

#endif
