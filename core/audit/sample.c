/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/sample.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

uint64_t stet_sample_key(int64_t seed, stet_str path)
{
    return stet_str_hash(path, (uint64_t)seed);
}

/* Written byte by byte, so that the hash is the same on every machine. */
static void put(unsigned char *to, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(number >> (8 * i));
}

int64_t stet_sample_rank(uint64_t key, uint64_t byte, int64_t hash)
{
    unsigned char bytes[16];

    put(bytes, byte);
    put(bytes + 8, (uint64_t)hash);
    return (
        int64_t)(stet_str_hash((stet_str){ (const char *)bytes, sizeof bytes }, key) >>
                 1);
}

void stet_draw_init(stet_draw *draw, size_t most)
{
    *draw = (stet_draw){ .most = most };
}

/* Many draws, one a group, hold few records each: room is made as they come. */
static void make_room(stet_draw *draw)
{
    stet_memory_grow((void **)&draw->entries, &draw->capacity, draw->count + 1,
                     sizeof *draw->entries);
}

static bool is_lower(const stet_draw_entry *a, const stet_draw_entry *b)
{
    return a->rank != b->rank ? a->rank < b->rank : a->record < b->record;
}

static void swap(stet_draw_entry *a, stet_draw_entry *b)
{
    stet_draw_entry kept = *a;
    *a = *b;
    *b = kept;
}

static void rise(stet_draw_entry *entries, size_t at)
{
    for (size_t above; at > 0; at = above) {
        above = (at - 1) / 2;
        if (is_lower(&entries[at], &entries[above]))
            return;
        swap(&entries[at], &entries[above]);
    }
}

static void sink(stet_draw_entry *entries, size_t count)
{
    for (size_t at = 0, below; (below = 2 * at + 1) < count; at = below) {
        if (below + 1 < count && is_lower(&entries[below], &entries[below + 1]))
            below++;
        if (is_lower(&entries[below], &entries[at]))
            return;
        swap(&entries[at], &entries[below]);
    }
}

uint32_t stet_draw_offer(stet_draw *draw, int64_t rank, int64_t record)
{
    stet_draw_entry entry = { .rank = rank, .record = record };

    if (draw->count < draw->most) {
        make_room(draw);
        entry.slot = (uint32_t)draw->count;
        draw->entries[draw->count] = entry;
        rise(draw->entries, draw->count++);
        return entry.slot;
    }
    if (draw->most == 0 || !is_lower(&entry, &draw->entries[0]))
        return STET_DRAW_NONE;
    entry.slot = draw->entries[0].slot;
    draw->entries[0] = entry;
    sink(draw->entries, draw->count);
    return entry.slot;
}

static int compare(const void *a, const void *b)
{
    return is_lower(a, b) ? -1 : is_lower(b, a);
}

void stet_draw_finish(stet_draw *draw)
{
    if (draw->count > 0)
        qsort(draw->entries, draw->count, sizeof *draw->entries, compare);
}

void stet_draw_release(stet_draw *draw)
{
    free(draw->entries);
    *draw = (stet_draw){ 0 };
}
