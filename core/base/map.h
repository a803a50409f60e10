/* SPDX-License-Identifier: Apache-2.0 */
/**
 * map.h - names to pointers: rule names, keys, files.
 *
 * Open addressing, linear probing, at most half full; keeps the order in which
 * keys came, so that what is printed from a map is the same in every run. Keys
 * are borrowed: they must live as long as the map. A value: `stet_map m = { 0 };`.
 * The word table of a worker is not this one (text/form.h): it is tuned apart.
 */
#ifndef STET_BASE_MAP_H
#define STET_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>

typedef struct stet_map_entry {
    stet_str key;
    void *value;
    uint64_t hash;
} stet_map_entry;

typedef struct stet_map {
    stet_map_entry *entries; /**< In the order of insertion: loop over them. */
    size_t count;
    size_t capacity;
    uint32_t *slots; /**< Index into entries + 1, 0: free. */
    size_t n_slots;
} stet_map;

/** The value of `key`, or NULL. */
void *stet_map_get(const stet_map *map, stet_str key);
bool stet_map_has(const stet_map *map, stet_str key);
/** Sets the value of `key`; returns the one it had, or NULL. */
void *stet_map_set(stet_map *map, stet_str key, void *value);
void stet_map_release(stet_map *map);

#endif
