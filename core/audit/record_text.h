/* SPDX-License-Identifier: Apache-2.0 */
/**
 * record_text.h - the texts of one record, read again from its source.
 *
 * A database keeps places, not texts; a sample for people to read has some records in
 * full. As JSON: an object with a member for each text field, in the order of the
 * record, long texts cut. What checks of secrets found (keys, addresses) is covered
 * with asterisks, byte by byte where it stands in the source, so that the rest reads as
 * it did. Called by one thread, that of an assembly.
 */
#ifndef STET_AUDIT_RECORD_TEXT_H
#define STET_AUDIT_RECORD_TEXT_H

#include "audit/grid.h"

/** Bytes of a text that are kept. */
enum { STET_RECORD_TEXT_MOST = 8192 };

/** A record as a database knows it. */
typedef struct stet_audit_record_place {
    size_t source; /**< From 0. */
    uint64_t byte, length;
    int64_t hash;
    const stet_span *secrets; /**< Bytes of the record that nobody is to read. */
    size_t n_secrets;
} stet_audit_record_place;

/** Adds the text of a record for people to read, as JSON (field to text), from its
    source, with asterisks for what is secret; nothing, when it cannot be had or its
    bytes have another hash. */
typedef void (*stet_audit_read_text)(void *user, const stet_audit_record_place *place,
                                     stet_buffer *out);

/** Where `user` is a stet_audit_grid. */
void stet_audit_record_text(void *grid, const stet_audit_record_place *place,
                            stet_buffer *out);

#endif
