/* SPDX-License-Identifier: Apache-2.0 */
/**
 * hit_key.h - the order in which a rule sees its hits.
 *
 * The scan tells hits by pattern; a rule of many patterns wants them by their place. A
 * large text has tens of thousands, so they are sorted by small keys, digit by digit,
 * and a few by comparing.
 */
#ifndef STET_RUN_HIT_KEY_H
#define STET_RUN_HIT_KEY_H

#include <stddef.h>
#include <stdint.h>

/** A hit of the scan that a rule has, and where that puts it. */
typedef struct stet_hit_key {
    uint64_t order; /**< Rule, then start: high half and low half. */
    uint32_t end;
    uint32_t hit; /**< Among those of the scan: by pattern, start. */
} stet_hit_key;

/** Sorts by order, the longer first, then by hit. They come by hit. `spare` has room
    for as many. */
void stet_hit_keys_sort(stet_hit_key *keys, size_t count, stet_hit_key *spare);

#endif
