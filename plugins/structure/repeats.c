/* SPDX-License-Identifier: Apache-2.0 */
#include "repeats.h"

#include <string.h>

structure_repeats structure_repeats_new(stet_ctx *ctx, size_t n)
{
    structure_repeats repeats = { .mask = 15 };

    while (repeats.mask + 1 < n * 2)
        repeats.mask = repeats.mask * 2 + 1;
    repeats.slots = stet_alloc(ctx, (repeats.mask + 1) * sizeof *repeats.slots);
    return repeats;
}

structure_seen *structure_repeats_see(structure_repeats *repeats, uint64_t hash,
                                      uint32_t number)
{
    size_t at = (size_t)hash & repeats->mask;

    while (repeats->slots[at].count > 0 && repeats->slots[at].hash != hash)
        at = (at + 1) & repeats->mask;
    structure_seen *seen = &repeats->slots[at];
    if (seen->count == 0)
        *seen = (structure_seen){ .hash = hash, .first = number };
    seen->count++;
    return seen;
}

/* The finisher of MurmurHash3 (A. Appleby, public domain). */
uint64_t structure_hash_join(uint64_t hash, uint64_t next)
{
    hash = (hash ^ next) * UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xFF51AFD7ED558CCD);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xC4CEB9FE1A85EC53);
    return hash ^ hash >> 33;
}

uint64_t structure_hash(stet_str text)
{
    uint64_t hash = text.len, piece = 0;
    size_t at = 0;

    for (; text.len - at >= sizeof piece; at += sizeof piece) {
        memcpy(&piece, text.ptr + at, sizeof piece);
        hash = structure_hash_join(hash, piece);
    }
    piece = 0;
    memcpy(&piece, text.ptr + at, text.len - at);
    return structure_hash_join(hash, piece);
}
