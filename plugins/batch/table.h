/* SPDX-License-Identifier: Apache-2.0 */
/**
 * table.h - items found by a number of 64 bits, which is a hash of what they stand for.
 *
 * For counts: of openings, of values, of raters. An item begins with a batch_table_item
 * and never moves. Memory lives as long as the state (stet_keep); that of buckets which
 * grew is not given back, and comes to two pointers an item. One thread at a time.
 */
#ifndef STET_BATCH_TABLE_H
#define STET_BATCH_TABLE_H

#include "pile.h"

typedef struct batch_table_item {
    struct batch_table_item *next; /**< In its bucket. */
    uint64_t key;
} batch_table_item;

typedef struct batch_table {
    batch_pile pile; /**< Of the items; its item_size is set by who makes the table. */
    batch_table_item **buckets;
    size_t n_buckets;
} batch_table;

/** NULL: there is none. */
void *batch_table_find(const batch_table *table, uint64_t key);
/** A new item, zeroed but for its head, of a key that is not there. */
void *batch_table_add(stet_ctx *ctx, batch_table *table, uint64_t key);

#endif
