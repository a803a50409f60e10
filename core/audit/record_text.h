/* SPDX-License-Identifier: Apache-2.0 */
/**
 * record_text.h - the texts of one record, read again from its source.
 *
 * A database keeps places, not texts; a sample for people to read has some records in
 * full. As JSON: an object with a member for each text field, in the order of the
 * record, long texts cut. Called by one thread, that of an assembly.
 */
#ifndef STET_AUDIT_RECORD_TEXT_H
#define STET_AUDIT_RECORD_TEXT_H

#include "audit/grid.h"

/** Bytes of a text that are kept. */
enum { STET_RECORD_TEXT_MOST = 8192 };

/** Adds it; nothing, when the record cannot be read or is another one than it was. A
    stet_audit_read_text, whose `user` is a stet_audit_grid. */
void stet_audit_record_text(void *grid, size_t source, uint64_t byte, uint64_t length,
                            int64_t hash, stet_buffer *out);

#endif
