/* SPDX-License-Identifier: Apache-2.0 */
/**
 * shapes.h - which keys the objects of a batch have: what record.drift remembers.
 *
 * Objects are grouped by the path that leads to them, and by file when files are
 * parted. Of a group, three kinds of entry are kept: the group itself (how many objects
 * it has), a key (how many objects have it, by the kind of its value, and where the
 * first of each kind stand), and a shape, a set of keys (how many objects have just
 * these, and where the first stand). So what lacks a key can be told although the key
 * was met only later, and memory follows the number of different keys and shapes, not
 * of records.
 *
 * That number is bounded too. Entries are known by a hash of 64 bits, and only those
 * with the smallest are kept, SHAPES_MOST of them: an entry that is kept at the end was
 * kept from the start, so its counts are exact whatever came, in any order, on any
 * worker.
 *
 * A worker meets records in the order of the batch, so the first places are those of
 * the least number. Private to a worker until merged; all memory is the state's. What
 * is saved and loaded again is merged like what another worker met.
 */
#ifndef STET_RECORD_SHAPES_H
#define STET_RECORD_SHAPES_H

#include "record.h"

enum { SHAPES_MOST = 1 << 15, SHAPES_KINDS = STET_NODE_MAP + 1 };

/** The first places of something, in order; with room for as many as are kept. */
typedef struct shapes_places {
    stet_place *items;
    uint32_t count;
} shapes_places;

typedef enum shapes_what { SHAPES_GROUP, SHAPES_KEY, SHAPES_SHAPE } shapes_what;

typedef struct shapes_entry {
    uint64_t hash;
    uint64_t group; /**< Hash of its group. */
    shapes_what what;
    stet_str name;                      /**< Of a group its path, of a key the key. */
    uint64_t count;                     /**< Of objects. */
    uint64_t kinds[SHAPES_KINDS];       /**< Of a key: objects by stet_node_kind. */
    shapes_places places[SHAPES_KINDS]; /**< Of a key; of a shape the first row. */
    uint64_t *keys; /**< Of a shape: hashes of its keys, in order. */
    size_t n_keys;
} shapes_entry;

typedef struct shapes {
    shapes_entry **slots;
    size_t n_slots, count;
    uint64_t limit; /**< Hashes over it are not kept. */
    uint32_t n_places;
} shapes;

void shapes_init(shapes *all, uint32_t n_places);
/** The entry of a hash, a new one if need be; NULL: it is not kept. */
shapes_entry *shapes_get(stet_ctx *ctx, shapes *all, uint64_t hash);
/** Whether one more place would be kept. */
static inline bool shapes_wants(const shapes *all, const shapes_places *places)
{
    return places->count < all->n_places;
}
/** Adds one that stands behind those that are there, which are fewer. */
void shapes_add_place(stet_ctx *ctx, const shapes *all, shapes_places *places,
                      stet_place place);
/** Puts what another worker has met into this. */
void shapes_merge(stet_ctx *ctx, shapes *into, const shapes *from);
/** Writes all entries that are kept. */
void shapes_save(stet_ctx *ctx, shapes *all);
/** Puts those that are read into this; false: they could not be read. */
bool shapes_load(stet_ctx *ctx, shapes *all);
/** All entries that are kept, by group, then kind, then hash; in the callback's memory.
 */
shapes_entry **shapes_sorted(stet_ctx *ctx, shapes *all, size_t *count);
/** Joins the places of `from` to those of `into` and keeps the first `most`, for which
    `into` has room if it has any. */
void shapes_join_places(stet_ctx *ctx, uint32_t most, shapes_places *into,
                        const shapes_places *from);

#endif
