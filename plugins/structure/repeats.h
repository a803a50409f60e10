/* SPDX-License-Identifier: Apache-2.0 */
/**
 * repeats.h - which of a row of things were there before.
 *
 * A thing is its 64-bit hash; two that share one are taken for the same (one chance in
 * 10^7 among a million things). The table finds a thing in one step, so a row of n
 * costs n steps. It lives in the memory of one callback.
 */
#ifndef STET_STRUCTURE_REPEATS_H
#define STET_STRUCTURE_REPEATS_H

#include <stet/plugin.h>

typedef struct structure_seen {
    uint64_t hash;
    uint32_t count; /**< How often it was seen. */
    uint32_t first; /**< Number of the thing that was the first. */
} structure_seen;

typedef struct structure_repeats {
    structure_seen *slots;
    size_t mask;
} structure_repeats;

/** A table for at most `n` things. */
structure_repeats structure_repeats_new(stet_ctx *ctx, size_t n);
/** Sees thing number `number`; what is known of it, its count at least 1 now. */
structure_seen *structure_repeats_see(structure_repeats *repeats, uint64_t hash,
                                      uint32_t number);
/** The hash of a text. */
uint64_t structure_hash(stet_str text);
/** The hash of a row of which `hash` is that of the beginning, and `next` comes next.
 */
uint64_t structure_hash_join(uint64_t hash, uint64_t next);

#endif
