/* SPDX-License-Identifier: Apache-2.0 */
/**
 * writer_p.h - what the writers share among themselves.
 *
 * The rows of the format table, each defined in the file of its format, and the few
 * things that several formats say in the same words. Called by the collecting thread
 * only; what is kept lives in the arena of the writer.
 */
#ifndef STET_REPORT_WRITER_P_H
#define STET_REPORT_WRITER_P_H

#include "base/buffer.h"
#include "base/str.h"
#include "report/writer.h"

extern const stet_format stet_format_text, stet_format_full, stet_format_json,
    stet_format_jsonl, stet_format_sarif, stet_format_github, stet_format_gitlab,
    stet_format_junit, stet_format_checkstyle, stet_format_rdjson, stet_format_csv;

/** How a trouble is called wherever a finding has its level. */
#define STET_FAILURE_NAME "failure"

/** The check type's name; of a rule that no plugin does, the rule's own. */
stet_str stet_writer_check_name(const stet_rule *rule);
/** " (record 42, id q-17, field answer)", made visible; nothing when `record` is 0. */
void stet_writer_add_record(stet_buffer *out, uint64_t record, stet_str id,
                            stet_str field);
/** "path:line:column", made visible; as much of it as is known. */
void stet_writer_add_place(stet_buffer *out, stet_str path, const stet_point *point);
/** Whether a text can be given as an address: it has a scheme and no blank. */
bool stet_writer_is_address(stet_str text);

/** The rule set that a rule is part of; of the core's own rules, and of none (NULL),
   the only one of the run, or NULL when there are several. */
const stet_rule_set *stet_writer_set_of(const stet_run_info *run,
                                        const stet_rule *rule);
/** What made the report, in one line for formats that have no better place:
   "stet 1.2.0; rule set style 2026.11.3, hash 0123456789abcdef; plugins grammar 1.2.0
   ...". */
void stet_writer_add_makers(stet_buffer *out, const stet_run_info *run);

/** Pieces of a report that have to wait for its end, in order. */
typedef struct stet_kept {
    struct stet_kept *next;
    stet_str text;
} stet_kept;

typedef struct stet_kept_list {
    stet_kept *first, *last;
    size_t count;
} stet_kept_list;

/** Keeps a copy of what stands in `text`, and clears it. */
void stet_kept_take(stet_kept_list *list, stet_arena *arena, stet_buffer *text);

#endif
