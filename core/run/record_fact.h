/* SPDX-License-Identifier: Apache-2.0 */
/**
 * record_fact.h - what results tell of records, when options.records asks for it.
 *
 * Who keeps records (an audit) or hands them on (a filter) needs each of them, clean or
 * not: where it stands, whose it is, how long. A worker adds a fact when a record's
 * rules have reported; texts are copied into the result's arena. Worker's thread.
 */
#ifndef STET_RUN_RECORD_FACT_H
#define STET_RUN_RECORD_FACT_H

#include "run/worker.h"

/** Adds the record at hand. */
void stet_record_fact_add(stet_worker *worker);
/** Adds one that could not be read: what the cursor has passed over since `from`. Of a
    record that only lacks something, id and group are known. */
void stet_record_fact_add_failed(stet_worker *worker, const stet_record_cursor *cursor,
                                 size_t from, const stet_failure *failure,
                                 const stet_record *record);

#endif
