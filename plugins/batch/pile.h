/* SPDX-License-Identifier: Apache-2.0 */
/**
 * pile.h - what a check over the whole batch gathers: items of one size, in chunks.
 *
 * Items are added while records are looked at, and never move. Two piles are put
 * together by handing over the chunks, whatever their order; who reads a pile sorts it
 * first, by something that does not hang on who gathered it. Chunks live as long as the
 * state (stet_keep), so nothing is freed. One thread at a time.
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

/** Room for one more item, zeroed. */
void *batch_pile_add(stet_ctx *ctx, batch_pile *pile);
/** Moves all items of `from`, which is empty then. */
void batch_pile_join(batch_pile *pile, batch_pile *from);
/** All items, in no order, as pointers, in the callback's memory. */
void **batch_pile_items(stet_ctx *ctx, const batch_pile *pile);

#endif
