/* SPDX-License-Identifier: Apache-2.0 */
/**
 * table.h - items found by a number of 64 bits, which is a hash of what they stand for.
 *
 * For counts: of openings, of values, of raters. An item begins with a batch_table_item
 * and never moves. Memory lives as long as the state (stet_keep); that of buckets which
 * grew is not given back, and comes to two pointers an item. One thread at a time.
 *
 * What is in a table, and how two items of one key become one, its kind says; merging
 * and loading are then the same: each item of the other table is joined to the own one.
 */
#ifndef STET_BATCH_TABLE_H
#define STET_BATCH_TABLE_H

#include "pile.h"

typedef struct batch_table_item {
    struct batch_table_item *next; /**< In its bucket. */
    uint64_t key;
} batch_table_item;

/** A constant of who makes the table. */
typedef struct batch_table_kind {
    size_t item_size;
    /** Adds what `other` knows to `own`, which is zeroed but for its head where the key
        is new. What it keeps of `other` it copies. */
    void (*join)(stet_ctx *ctx, void *own, const void *other);
    /** Writes or reads all of an item but its head. */
    batch_archive_item archive;
} batch_table_kind;

typedef struct batch_table {
    const batch_table_kind *kind;
    batch_pile pile; /**< Of the items. */
    batch_table_item **buckets;
    size_t n_buckets;
} batch_table;

void batch_table_init(batch_table *table, const batch_table_kind *kind);
/** NULL: there is none. */
void *batch_table_find(const batch_table *table, uint64_t key);
/** The item of a key, added when it is not there. */
void *batch_table_get(stet_ctx *ctx, batch_table *table, uint64_t key);
/** Joins all items of `from`, which stays as it is. */
void batch_table_join(stet_ctx *ctx, batch_table *table, const batch_table *from);
/** Writes all items, or joins those that are read; false: they could not be. */
bool batch_table_archive(stet_ctx *ctx, batch_table *table);

/* Callbacks of checks whose state is one table; open is of a kind. */
stet_status batch_table_open(stet_ctx *ctx, const batch_table_kind *kind, void **state);
stet_status batch_table_merge(stet_ctx *ctx, const void *check, void *into, void *from);
stet_status batch_table_save(stet_ctx *ctx, const void *check, void *state);

#endif
