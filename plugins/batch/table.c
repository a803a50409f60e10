/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

enum { FIRST_BUCKETS = 64 };

void batch_table_init(batch_table *table, const batch_table_kind *kind)
{
    *table = (batch_table){ .kind = kind, .pile = { .item_size = kind->item_size } };
}

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

/* A new item, zeroed but for its head, of a key that is not there. */
static void *add(stet_ctx *ctx, batch_table *table, uint64_t key)
{
    if (table->pile.count >= table->n_buckets)
        grow(ctx, table);
    batch_table_item *item = batch_pile_add(ctx, &table->pile);
    item->key = key;
    link_item(table, item);
    return item;
}

void *batch_table_get(stet_ctx *ctx, batch_table *table, uint64_t key)
{
    void *item = batch_table_find(table, key);
    return item ? item : add(ctx, table, key);
}

void batch_table_join(stet_ctx *ctx, batch_table *table, const batch_table *from)
{
    batch_pile_cursor cursor = { 0 };

    for (const batch_table_item *it;
         (it = batch_pile_next(&from->pile, &cursor)) != NULL;)
        table->kind->join(ctx, batch_table_get(ctx, table, it->key), it);
}

static void save_items(stet_ctx *ctx, const batch_table *table)
{
    batch_pile_cursor cursor = { 0 };

    stet_put_number(ctx, table->pile.count);
    for (batch_table_item *it; (it = batch_pile_next(&table->pile, &cursor)) != NULL;) {
        stet_put_number(ctx, it->key);
        table->kind->archive(ctx, NULL, it);
    }
}

bool batch_table_archive(stet_ctx *ctx, batch_table *table)
{
    uint64_t count = 0, key = 0;

    if (!stet_loads(ctx)) {
        save_items(ctx, table);
        return true;
    }
    if (!stet_get_number(ctx, UINT64_MAX, &count))
        return false;
    void *read = stet_alloc(ctx, table->kind->item_size);
    for (uint64_t i = 0; i < count; i++) {
        memset(read, 0, table->kind->item_size);
        if (!stet_get_number(ctx, UINT64_MAX, &key) ||
            !table->kind->archive(ctx, NULL, read))
            return false;
        table->kind->join(ctx, batch_table_get(ctx, table, key), read);
    }
    return true;
}

stet_status batch_table_open(stet_ctx *ctx, const batch_table_kind *kind, void **state)
{
    batch_table *made = stet_keep(ctx, sizeof *made);

    batch_table_init(made, kind);
    *state = made;
    return STET_OK;
}

stet_status batch_table_merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    (void)check;
    batch_table_join(ctx, into, from);
    return STET_OK;
}

stet_status batch_table_save(stet_ctx *ctx, const void *check, void *state)
{
    (void)check;
    return batch_table_archive(ctx, state) ? STET_OK : STET_FAILED;
}
