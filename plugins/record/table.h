/* SPDX-License-Identifier: Apache-2.0 */
/**
 * table.h - what is known by a name: a hash table from texts to pointers.
 *
 * For the calls and tools of a record, which may be thousands. It lives in the memory
 * of the callback (stet_alloc) and is private to it; keys are not copied.
 */
#ifndef STET_RECORD_TABLE_H
#define STET_RECORD_TABLE_H

#include "record.h"

typedef struct record_slot {
    stet_str key;
    const void *value; /**< NULL: the slot is free. */
} record_slot;

typedef struct record_table {
    record_slot *slots;
    size_t n_slots, count; /**< n_slots is a power of two, or 0. */
} record_table;

/** The value of a key; NULL: none. */
const void *record_table_get(const record_table *table, stet_str key);
/** Puts a value, not NULL, unless the key has one. Returns what the key has now. */
const void *record_table_put(stet_ctx *ctx, record_table *table, stet_str key,
                             const void *value);
/** 64 bits of FNV-1a over a text, from `seed`. */
uint64_t record_hash(stet_str text, uint64_t seed);

#endif
