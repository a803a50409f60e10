/* SPDX-License-Identifier: Apache-2.0 */
#include "table.h"

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/: offset basis and prime of 64
   bits; the end is mixed, as its low bits alone are poor. */
uint64_t record_hash(stet_str text, uint64_t seed)
{
    uint64_t hash = 14695981039346656037u ^ seed;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static record_slot *find(const record_table *table, stet_str key)
{
    size_t at = (size_t)record_hash(key, 0) & (table->n_slots - 1);
    while (table->slots[at].value && !record_equal(table->slots[at].key, key))
        at = (at + 1) & (table->n_slots - 1);
    return &table->slots[at];
}

const void *record_table_get(const record_table *table, stet_str key)
{
    return table->n_slots > 0 ? find(table, key)->value : NULL;
}

static void grow(stet_ctx *ctx, record_table *table)
{
    record_table larger = { .n_slots = table->n_slots > 0 ? table->n_slots * 2 : 16,
                            .count = table->count };

    larger.slots = stet_alloc(ctx, larger.n_slots * sizeof *larger.slots);
    for (size_t i = 0; i < table->n_slots; i++)
        if (table->slots[i].value)
            *find(&larger, table->slots[i].key) = table->slots[i];
    *table = larger;
}

const void *record_table_put(stet_ctx *ctx, record_table *table, stet_str key,
                             const void *value)
{
    if (2 * (table->count + 1) > table->n_slots)
        grow(ctx, table);
    record_slot *slot = find(table, key);
    if (!slot->value) {
        *slot = (record_slot){ key, value };
        table->count++;
    }
    return slot->value;
}
