/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

enum { FIRST_BUCKETS = 64 };

void *batch_table_find(const batch_table *table, uint64_t key)
{
    if (table->n_buckets == 0)
        return NULL;
    batch_table_item *it = table->buckets[key & (table->n_buckets - 1)];
    while (it && it->key != key)
        it = it->next;
    return it;
}

static void link_item(batch_table *table, batch_table_item *item)
{
    batch_table_item **bucket = &table->buckets[item->key & (table->n_buckets - 1)];
    item->next = *bucket;
    *bucket = item;
}

static void grow(stet_ctx *ctx, batch_table *table)
{
    batch_table_item **old = table->buckets, *next;
    size_t n_old = table->n_buckets;

    table->n_buckets = n_old ? n_old * 2 : FIRST_BUCKETS;
    table->buckets = stet_keep(ctx, table->n_buckets * sizeof *table->buckets);
    for (size_t b = 0; b < n_old; b++)
        for (batch_table_item *it = old[b]; it; it = next) {
            next = it->next;
            link_item(table, it);
        }
}

void *batch_table_add(stet_ctx *ctx, batch_table *table, uint64_t key)
{
    if (table->pile.count >= table->n_buckets)
        grow(ctx, table);
    batch_table_item *item = batch_pile_add(ctx, &table->pile);
    item->key = key;
    link_item(table, item);
    return item;
}
