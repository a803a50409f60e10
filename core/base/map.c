/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* The slot that holds `key`, or the free one where it belongs. */
static size_t find_slot(const stet_map *map, stet_str key, uint64_t hash)
{
    size_t mask = map->n_slots - 1;
    size_t at = (size_t)hash & mask;
    while (map->slots[at]) {
        const stet_map_entry *entry = &map->entries[map->slots[at] - 1];
        if (entry->hash == hash && stet_str_equal(entry->key, key))
            break;
        at = (at + 1) & mask;
    }
    return at;
}

static const stet_map_entry *find_entry(const stet_map *map, stet_str key)
{
    if (!map->count)
        return NULL;
    uint32_t index = map->slots[find_slot(map, key, stet_str_hash(key, 0))];
    return index ? &map->entries[index - 1] : NULL;
}

void *stet_map_get(const stet_map *map, stet_str key)
{
    const stet_map_entry *entry = find_entry(map, key);
    return entry ? entry->value : NULL;
}

bool stet_map_has(const stet_map *map, stet_str key)
{
    return find_entry(map, key) != NULL;
}

static void make_slots(stet_map *map, size_t n_slots)
{
    free(map->slots);
    map->slots = stet_memory_zalloc(n_slots, sizeof *map->slots);
    map->n_slots = n_slots;
    for (size_t i = 0; i < map->count; i++) {
        const stet_map_entry *entry = &map->entries[i];
        map->slots[find_slot(map, entry->key, entry->hash)] = (uint32_t)(i + 1);
    }
}

void *stet_map_set(stet_map *map, stet_str key, void *value)
{
    enum { FIRST_SLOTS = 16 };
    if (map->n_slots < (map->count + 1) * 2)
        make_slots(map, map->n_slots ? map->n_slots * 2 : FIRST_SLOTS);
    uint64_t hash = stet_str_hash(key, 0);
    size_t slot = find_slot(map, key, hash);
    if (map->slots[slot]) {
        stet_map_entry *entry = &map->entries[map->slots[slot] - 1];
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    void *entries = map->entries;
    stet_memory_grow(&entries, &map->capacity, map->count + 1, sizeof *map->entries);
    map->entries = entries;
    map->entries[map->count++] = (stet_map_entry){ key, value, hash };
    map->slots[slot] = (uint32_t)map->count;
    return NULL;
}

void stet_map_release(stet_map *map)
{
    free(map->entries);
    free(map->slots);
    *map = (stet_map){ 0 };
}
