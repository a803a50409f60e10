/* SPDX-License-Identifier: Apache-2.0 */
/**
 * pile.h - what a check over the whole batch gathers: items of one size, in chunks.
 *
 * Items are added while records are looked at, and never move. Two piles are put
 * together by handing over the chunks, whatever their order; who reads a pile sorts it
 * first, by something that does not hang on who gathered it. Chunks live as long as the
 * state (stet_keep), so nothing is freed. One thread at a time.
 *
 * A pile is saved and loaded by one function, which says what an item holds.
 */
#ifndef STET_BATCH_PILE_H
#define STET_BATCH_PILE_H

#include <stet/plugin.h>

typedef struct batch_pile_chunk batch_pile_chunk;

typedef struct batch_pile {
    size_t item_size;         /**< Bytes; set by who makes the pile. */
    size_t count;             /**< Of items. */
    batch_pile_chunk *chunks; /**< The one that is being filled first. */
} batch_pile;

/** Where going through a pile stands; begins as zeros. */
typedef struct batch_pile_cursor {
    const batch_pile_chunk *chunk;
    size_t next; /**< In the chunk. */
    bool begun;
} batch_pile_cursor;

/** Writes an item, or reads it into one that is zeroed: false, it could not be read. */
typedef bool (*batch_archive_item)(stet_ctx *ctx, void *user, void *item);

/** Room for one more item, zeroed. */
void *batch_pile_add(stet_ctx *ctx, batch_pile *pile);
/** Moves all items of `from`, which is empty then. */
void batch_pile_join(batch_pile *pile, batch_pile *from);
/** The next item, in no order; NULL: that was all. */
void *batch_pile_next(const batch_pile *pile, batch_pile_cursor *cursor);
/** All items, in no order, as pointers, in the callback's memory. */
void **batch_pile_items(stet_ctx *ctx, const batch_pile *pile);
/** Writes all items, or adds those that are read. `user` is handed on to `item`. */
bool batch_pile_archive(stet_ctx *ctx, batch_pile *pile, batch_archive_item item,
                        void *user);

#endif
