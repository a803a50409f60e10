/* SPDX-License-Identifier: Apache-2.0 */
#include "pile.h"

/* Small at first, for a run has many rules and often few records. */
enum { FIRST_CAPACITY = 64, LAST_CAPACITY = 4096 };

struct batch_pile_chunk {
    batch_pile_chunk *next;
    size_t count, capacity;
    uint64_t items[]; /* Aligned for what is kept: pointers and 64 bit numbers. */
};

static void *item_at(const batch_pile_chunk *chunk, size_t item_size, size_t i)
{
    return (unsigned char *)(uintptr_t)chunk->items + i * item_size;
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

void *batch_pile_next(const batch_pile *pile, batch_pile_cursor *cursor)
{
    if (!cursor->begun)
        *cursor = (batch_pile_cursor){ .chunk = pile->chunks, .begun = true };
    while (cursor->chunk && cursor->next == cursor->chunk->count)
        *cursor = (batch_pile_cursor){ .chunk = cursor->chunk->next, .begun = true };
    return cursor->chunk ? item_at(cursor->chunk, pile->item_size, cursor->next++)
                         : NULL;
}

void **batch_pile_items(stet_ctx *ctx, const batch_pile *pile)
{
    void **items = stet_alloc(ctx, (pile->count + 1) * sizeof *items);
    batch_pile_cursor cursor = { 0 };

    for (size_t n = 0; n < pile->count; n++)
        items[n] = batch_pile_next(pile, &cursor);
    return items;
}

static void save_items(stet_ctx *ctx, const batch_pile *pile, batch_archive_item item,
                       void *user)
{
    batch_pile_cursor cursor = { 0 };

    stet_put_number(ctx, pile->count);
    for (void *it; (it = batch_pile_next(pile, &cursor)) != NULL;)
        item(ctx, user, it);
}

bool batch_pile_archive(stet_ctx *ctx, batch_pile *pile, batch_archive_item item,
                        void *user)
{
    uint64_t count = 0;

    if (!stet_loads(ctx)) {
        save_items(ctx, pile, item, user);
        return true;
    }
    if (!stet_get_number(ctx, UINT64_MAX, &count))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!item(ctx, user, batch_pile_add(ctx, pile)))
            return false;
    return true;
}
