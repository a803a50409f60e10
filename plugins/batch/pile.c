/* SPDX-License-Identifier: Apache-2.0 */
#include "pile.h"

/* Small at first, for a run has many rules and often few records. */
enum { FIRST_CAPACITY = 64, LAST_CAPACITY = 4096 };

struct batch_pile_chunk {
    batch_pile_chunk *next;
    size_t count, capacity;
    uint64_t items[]; /* Aligned for what is kept: pointers and 64 bit numbers. */
};

static void *item_at(batch_pile_chunk *chunk, size_t item_size, size_t i)
{
    return (unsigned char *)chunk->items + i * item_size;
}

void *batch_pile_add(stet_ctx *ctx, batch_pile *pile)
{
    batch_pile_chunk *chunk = pile->chunks;

    if (!chunk || chunk->count == chunk->capacity) {
        size_t capacity = chunk ? chunk->capacity * 2 : FIRST_CAPACITY;
        if (capacity > LAST_CAPACITY)
            capacity = LAST_CAPACITY;
        chunk = stet_keep(ctx, sizeof *chunk + capacity * pile->item_size);
        chunk->capacity = capacity;
        chunk->next = pile->chunks;
        pile->chunks = chunk;
    }
    pile->count++;
    return item_at(chunk, pile->item_size, chunk->count++);
}

void batch_pile_join(batch_pile *pile, batch_pile *from)
{
    batch_pile_chunk **end = &pile->chunks;

    while (*end)
        end = &(*end)->next;
    *end = from->chunks;
    pile->count += from->count;
    from->chunks = NULL;
    from->count = 0;
}

void **batch_pile_items(stet_ctx *ctx, const batch_pile *pile)
{
    void **items = stet_alloc(ctx, (pile->count + 1) * sizeof *items);
    size_t n = 0;

    for (batch_pile_chunk *chunk = pile->chunks; chunk; chunk = chunk->next)
        for (size_t i = 0; i < chunk->count; i++)
            items[n++] = item_at(chunk, pile->item_size, i);
    return items;
}
