/* SPDX-License-Identifier: Apache-2.0 */
#include "shapes.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

void shapes_init(shapes *all, uint32_t n_places)
{
    *all = (shapes){ .limit = UINT64_MAX, .n_places = n_places };
}

static shapes_entry **slot_of(shapes_entry **slots, size_t n_slots, uint64_t hash)
{
    size_t at = (size_t)hash & (n_slots - 1);
    while (slots[at] && slots[at]->hash != hash)
        at = (at + 1) & (n_slots - 1);
    return &slots[at];
}

static void rehash(stet_ctx *ctx, shapes *all, size_t n_slots)
{
    shapes_entry **slots = stet_keep(ctx, n_slots * sizeof(shapes_entry *));

    for (size_t i = 0; i < all->n_slots; i++)
        if (all->slots[i])
            *slot_of(slots, n_slots, all->slots[i]->hash) = all->slots[i];
    all->slots = slots;
    all->n_slots = n_slots;
}

static int by_hash(const void *a, const void *b)
{
    const shapes_entry *x = *(shapes_entry *const *)a, *y = *(shapes_entry *const *)b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

static shapes_entry **listed(stet_ctx *ctx, const shapes *all)
{
    shapes_entry **list = stet_alloc(ctx, (all->count + 1) * sizeof(shapes_entry *));
    size_t n = 0;

    for (size_t i = 0; i < all->n_slots; i++)
        if (all->slots[i])
            list[n++] = all->slots[i];
    return list;
}

/* Keeps the entries with the smallest hashes. */
static void prune(stet_ctx *ctx, shapes *all)
{
    if (all->count <= SHAPES_MOST)
        return;
    shapes_entry **list = listed(ctx, all);
    qsort(list, all->count, sizeof(shapes_entry *), by_hash);
    memset(all->slots, 0, all->n_slots * sizeof(shapes_entry *));
    all->count = SHAPES_MOST;
    for (size_t i = 0; i < all->count; i++)
        *slot_of(all->slots, all->n_slots, list[i]->hash) = list[i];
    all->limit = list[SHAPES_MOST - 1]->hash;
}

/* The place for a hash that is kept; what stands there is NULL or its entry. */
static shapes_entry **room_for(stet_ctx *ctx, shapes *all, uint64_t hash)
{
    if (all->n_slots == 0)
        rehash(ctx, all, FIRST_SLOTS);
    shapes_entry **slot = slot_of(all->slots, all->n_slots, hash);
    if (*slot)
        return slot;
    if (all->count >= 2 * (size_t)SHAPES_MOST)
        prune(ctx, all);
    if (hash > all->limit)
        return NULL;
    if (2 * (all->count + 1) > all->n_slots)
        rehash(ctx, all, all->n_slots * 2);
    all->count++;
    return slot_of(all->slots, all->n_slots, hash);
}

shapes_entry *shapes_get(stet_ctx *ctx, shapes *all, uint64_t hash)
{
    if (hash > all->limit)
        return NULL;
    shapes_entry **slot = room_for(ctx, all, hash);
    if (!slot)
        return NULL;
    if (!*slot) {
        *slot = stet_keep(ctx, sizeof **slot);
        (*slot)->hash = hash;
    }
    return *slot;
}

void shapes_add_place(stet_ctx *ctx, const shapes *all, shapes_places *places,
                      stet_place place)
{
    if (!places->items)
        places->items = stet_keep(ctx, all->n_places * sizeof *places->items);
    places->items[places->count++] = place;
}

static int by_place(const void *a, const void *b)
{
    const stet_place *x = a, *y = b;
    if (x->doc != y->doc)
        return x->doc < y->doc ? -1 : 1;
    return (x->span.start > y->span.start) - (x->span.start < y->span.start);
}

void shapes_join_places(stet_ctx *ctx, uint32_t most, shapes_places *into,
                        const shapes_places *from)
{
    uint32_t count = into->count + from->count;

    if (from->count == 0)
        return;
    stet_place *items = stet_keep(ctx, (count + most) * sizeof *items);
    for (uint32_t i = 0; i < into->count; i++)
        items[i] = into->items[i];
    for (uint32_t i = 0; i < from->count; i++)
        items[into->count + i] = from->items[i];
    qsort(items, count, sizeof *items, by_place);
    *into = (shapes_places){ items, count < most ? count : most };
}

static void merge_entry(stet_ctx *ctx, const shapes *all, shapes_entry *into,
                        const shapes_entry *from)
{
    into->count += from->count;
    for (size_t k = 0; k < SHAPES_KINDS; k++) {
        into->kinds[k] += from->kinds[k];
        shapes_join_places(ctx, all->n_places, &into->places[k], &from->places[k]);
    }
}

void shapes_merge(stet_ctx *ctx, shapes *into, const shapes *from)
{
    if (from->limit < into->limit)
        into->limit = from->limit;
    for (size_t i = 0; i < from->n_slots; i++) {
        shapes_entry *other = from->slots[i];
        if (!other || other->hash > into->limit)
            continue;
        shapes_entry **slot = room_for(ctx, into, other->hash);
        if (slot && *slot)
            merge_entry(ctx, into, *slot, other);
        else if (slot)
            *slot = other;
    }
}

static int by_group(const void *a, const void *b)
{
    const shapes_entry *x = *(shapes_entry *const *)a, *y = *(shapes_entry *const *)b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->what != y->what)
        return x->what < y->what ? -1 : 1;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

shapes_entry **shapes_sorted(stet_ctx *ctx, shapes *all, size_t *count)
{
    prune(ctx, all);
    shapes_entry **list = listed(ctx, all);
    size_t n = 0;

    /* A merge may have lowered the limit under what was kept before. */
    for (size_t i = 0; i < all->count; i++)
        if (list[i]->hash <= all->limit)
            list[n++] = list[i];
    qsort(list, n, sizeof(shapes_entry *), by_group);
    *count = n;
    return list;
}
