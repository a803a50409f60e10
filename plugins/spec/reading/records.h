/* SPDX-License-Identifier: Apache-2.0 */
/**
 * records.h - the records of the data that a text holds: the unit `records`.
 *
 * Data is what stands in fenced code whose mark names a syntax (```json); where there
 * is no such code, the whole text, when it is JSON or JSONL. A record is a value of a
 * list, a line of JSONL, a row of a table under its first one; an object alone is one.
 * What does not parse holds none: that it does not is told by spec.structure.
 */
#ifndef STET_SPEC_RECORDS_H
#define STET_SPEC_RECORDS_H

#include "reading/reading.h"

/** Adds them, in order, as spans of the markup. */
void spec_split_records(spec_spans *list, const stet_doc *doc);

#endif
