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

/* Puts a place where it belongs among the first. */
static void put_place(uint32_t most, shapes_places *into, const stet_place *place)
{
    uint32_t at = into->count;

    while (at > 0 && by_place(place, &into->items[at - 1]) < 0)
        at--;
    if (at == most)
        return;
    if (into->count < most)
        into->count++;
    memmove(&into->items[at + 1], &into->items[at],
            (into->count - at - 1) * sizeof *into->items);
    into->items[at] = *place;
}

void shapes_join_places(stet_ctx *ctx, uint32_t most, shapes_places *into,
                        const shapes_places *from)
{
    if (from->count > 0 && !into->items)
        into->items = stet_keep(ctx, most * sizeof *into->items);
    for (uint32_t i = 0; i < from->count; i++)
        put_place(most, into, &from->items[i]);
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

/* Puts one that was met elsewhere into this: itself, where it is the first. */
static void merge_one(stet_ctx *ctx, shapes *into, shapes_entry *other)
{
    shapes_entry **slot =
        other->hash <= into->limit ? room_for(ctx, into, other->hash) : NULL;

    if (slot && *slot)
        merge_entry(ctx, into, *slot, other);
    else if (slot)
        *slot = other;
}

void shapes_merge(stet_ctx *ctx, shapes *into, const shapes *from)
{
    if (from->limit < into->limit)
        into->limit = from->limit;
    for (size_t i = 0; i < from->n_slots; i++)
        if (from->slots[i])
            merge_one(ctx, into, from->slots[i]);
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

/* ---- Saving and loading ---- */

/* Hashes in order, each told by how much it is more than the one before. */
static void save_keys(stet_ctx *ctx, const shapes_entry *entry)
{
    uint64_t before = 0;

    stet_put_number(ctx, entry->n_keys);
    for (size_t i = 0; i < entry->n_keys; i++) {
        stet_put_number(ctx, entry->keys[i] - before);
        before = entry->keys[i];
    }
}

/* In the callback's memory, which is taken as keys come. */
static bool load_keys(stet_ctx *ctx, shapes_entry *entry)
{
    uint64_t n = 0, before = 0, step = 0;
    size_t room = 0;

    if (!stet_get_number(ctx, UINT32_MAX, &n))
        return false;
    for (; entry->n_keys < n; entry->keys[entry->n_keys++] = before) {
        if (!stet_get_number(ctx, UINT64_MAX - before, &step))
            return false;
        before += step;
        if (entry->n_keys < room)
            continue;
        room = 2 * room + 16;
        uint64_t *larger = stet_alloc(ctx, room * sizeof *larger);
        if (entry->n_keys > 0)
            memcpy(larger, entry->keys, entry->n_keys * sizeof *larger);
        entry->keys = larger;
    }
    return true;
}

static void save_places(stet_ctx *ctx, const shapes_places *places)
{
    stet_put_number(ctx, places->count);
    for (uint32_t i = 0; i < places->count; i++)
        stet_put_place(ctx, &places->items[i]);
}

static bool load_places(stet_ctx *ctx, const shapes *all, shapes_places *places)
{
    uint64_t n = 0;
    stet_place place;

    if (!stet_get_number(ctx, UINT64_MAX, &n))
        return false;
    if (n > 0)
        places->items = stet_alloc(ctx, all->n_places * sizeof *places->items);
    for (uint64_t i = 0; i < n; i++) {
        if (!stet_get_place(ctx, &place))
            return false;
        put_place(all->n_places, places, &place);
    }
    return true;
}

/* All of an entry but its keys and places. */
static bool archive_facts(stet_ctx *ctx, shapes_entry *entry)
{
    uint64_t what = entry->what;

    if (!stet_archive_number(ctx, UINT64_MAX, &entry->hash) ||
        !stet_archive_number(ctx, UINT64_MAX, &entry->group) ||
        !stet_archive_number(ctx, SHAPES_SHAPE, &what) ||
        !stet_archive_number(ctx, UINT64_MAX, &entry->count) ||
        !stet_archive_text(ctx, &entry->name))
        return false;
    entry->what = (shapes_what)what;
    for (size_t k = 0; k < SHAPES_KINDS; k++)
        if (!stet_archive_number(ctx, UINT64_MAX, &entry->kinds[k]))
            return false;
    return true;
}

static void save_entry(stet_ctx *ctx, shapes_entry *entry)
{
    archive_facts(ctx, entry);
    save_keys(ctx, entry);
    for (size_t k = 0; k < SHAPES_KINDS; k++)
        save_places(ctx, &entry->places[k]);
}

static void *kept(stet_ctx *ctx, const void *bytes, size_t size)
{
    void *copy = stet_keep(ctx, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

/* Adds what was read, of which nothing is kept but copies. */
static void add_read(stet_ctx *ctx, shapes *all, const shapes_entry *read)
{
    if (read->hash > all->limit)
        return;
    shapes_entry *own = shapes_get(ctx, all, read->hash);
    if (!own)
        return;
    if (own->count == 0) {
        own->group = read->group;
        own->what = read->what;
        own->name.ptr = kept(ctx, read->name.ptr, read->name.len);
        own->name.len = read->name.len;
        own->keys = kept(ctx, read->keys, read->n_keys * sizeof *read->keys);
        own->n_keys = read->n_keys;
    }
    merge_entry(ctx, all, own, read);
}

static bool load_entry(stet_ctx *ctx, shapes *all)
{
    shapes_entry read = { 0 };

    if (!archive_facts(ctx, &read) || !load_keys(ctx, &read))
        return false;
    for (size_t k = 0; k < SHAPES_KINDS; k++)
        if (!load_places(ctx, all, &read.places[k]))
            return false;
    add_read(ctx, all, &read);
    return true;
}

void shapes_save(stet_ctx *ctx, shapes *all)
{
    size_t count = 0;
    shapes_entry **list = shapes_sorted(ctx, all, &count);

    stet_put_number(ctx, all->limit);
    stet_put_number(ctx, count);
    for (size_t i = 0; i < count; i++)
        save_entry(ctx, list[i]);
}

bool shapes_load(stet_ctx *ctx, shapes *all)
{
    uint64_t limit = 0, count = 0;

    if (!stet_get_number(ctx, UINT64_MAX, &limit) ||
        !stet_get_number(ctx, UINT64_MAX, &count))
        return false;
    if (limit < all->limit)
        all->limit = limit;
    for (uint64_t i = 0; i < count; i++)
        if (!load_entry(ctx, all))
            return false;
    return true;
}
