/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sample.h - samples of records that can be drawn again.
 *
 * Every record has a *rank*: a keyed hash of where it is and what it holds. It depends
 * on the seed, the source's path, the record's byte and the hash of its bytes, and on
 * nothing else: neither on shards, workers and order nor on what else is in the batch.
 * The sample of k is those with the k lowest ranks (by rank, then by number), which is
 * as good as drawing without putting back (bottom-k sampling: E. Cohen and H. Kaplan,
 * Summarizing data using bottom-k sketches, PODC 2007), and the sample of a union is
 * drawn from the samples of its parts.
 *
 * A *draw* keeps the k lowest of what it is offered, in a heap of k entries: memory is
 * bounded, and n offers cost n comparisons and few moves. Each entry has a slot from 0
 * to k - 1 that stays its own until something lower takes it, so the caller may keep
 * more of a record in an array beside it. One owner, no threads.
 */
#ifndef STET_AUDIT_SAMPLE_H
#define STET_AUDIT_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stet/plugin.h>

/** What a source's records are hashed with: the seed and the path, as the database has
    them. */
uint64_t stet_sample_key(int64_t seed, stet_str path);
/** The rank of a record, from 0 to 2^63 - 1. `byte`, `hash`: as in table `records`. */
int64_t stet_sample_rank(uint64_t key, uint64_t byte, int64_t hash);

typedef struct stet_draw_entry {
    int64_t rank;
    int64_t record; /**< Its number in the database. */
    uint32_t slot;
} stet_draw_entry;

typedef struct stet_draw {
    stet_draw_entry *entries; /**< A heap, the highest first; sorted after finish. */
    size_t count, most, capacity;
} stet_draw;

/** There is no such slot: the record is not among the lowest. */
#define STET_DRAW_NONE UINT32_MAX

/** Draws `most`; none is allowed. */
void stet_draw_init(stet_draw *draw, size_t most);
/** The slot that the record now has, its former owner being out; or STET_DRAW_NONE. */
uint32_t stet_draw_offer(stet_draw *draw, int64_t rank, int64_t record);
/** Puts entries in order: the lowest rank first. Nothing may be offered after. */
void stet_draw_finish(stet_draw *draw);
void stet_draw_release(stet_draw *draw);

#endif
