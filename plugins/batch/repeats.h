/* SPDX-License-Identifier: Apache-2.0 */
/**
 * repeats.h - which earlier text each text of the batch repeats.
 *
 * Texts are gone through in order, as a reader would who keeps what is new and lays
 * aside what repeats something that was kept: a text repeats the first one that is
 * equal, else the most similar one of those kept (of equals the first). So of n texts
 * that are all the same n - 1 repeat the first, and nothing is held against what was
 * laid aside. The order is that of the batch, so it does not hang on who gathered the
 * texts.
 *
 * The kept ones stand in a table by band (sketch.h). Of those that agree in a band no
 * more than 32 are kept there: where very many texts have a common part, which makes
 * them agree without being similar, time stays in bounds, and some repeats may be
 * missed. Memory: about 100 bytes a text, in the callback's memory.
 */
#ifndef STET_BATCH_REPEATS_H
#define STET_BATCH_REPEATS_H

#include "sketch.h"

/** What is kept of a text: 40 bytes, its place, and its sketches. */
typedef struct batch_entry {
    uint64_t key;   /**< The same for equal texts that may be compared. */
    uint64_t other; /**< Of what must differ in a repeat, where something must. */
    const stet_place *place;
    const batch_sketch *sketches[2]; /**< NULL: none; of equal texts one has them. */
} batch_entry;

/** What an entry repeats. */
typedef struct batch_repeat {
    const batch_entry *first; /**< NULL: nothing. */
    double similarity;        /**< 1: they are equal. */
} batch_repeat;

typedef struct batch_repeats_options {
    double threshold; /**< The least similarity; 1: only what is equal. */
    bool must_differ; /**< In `other`. */
} batch_repeats_options;

/** Of entries (batch_entry) in the order of the batch: a repeat for each. */
batch_repeat *batch_repeats_find(stet_ctx *ctx, void *const *entries, size_t n_entries,
                                 batch_repeats_options options);

#endif
