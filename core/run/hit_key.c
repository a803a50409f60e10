/* SPDX-License-Identifier: Apache-2.0 */
#include "run/hit_key.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, FEW = 256 };

static int by_key(const void *a, const void *b)
{
    const stet_hit_key *x = a, *y = b;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return (x->hit > y->hit) - (x->hit < y->hit);
}

static bool is_sorted(const stet_hit_key *keys, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (by_key(&keys[i - 1], &keys[i]) > 0)
            return false;
    return true;
}

/* Sorts by one digit of the order, keeping the order of equal ones. */
static void sort_by_digit(const stet_hit_key *keys, size_t count, unsigned shift,
                          stet_hit_key *out)
{
    uint32_t starts[DIGITS] = { 0 };
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++)
        starts[keys[i].order >> shift & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        uint32_t n = starts[digit];
        starts[digit] = at;
        at += n;
    }
    for (size_t i = 0; i < count; i++)
        out[starts[keys[i].order >> shift & (DIGITS - 1)]++] = keys[i];
}

/* Sorts what stands at one place: hardly ever more than a few. */
static void sort_ties(stet_hit_key *keys, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && keys[end].order == keys[i].order;)
            end++;
        if (end - i > 1)
            qsort(keys + i, end - i, sizeof *keys, by_key);
    }
}

/* The bits in which the orders differ. */
static uint64_t differing_bits(const stet_hit_key *keys, size_t count)
{
    uint64_t bits = 0;
    for (size_t i = 1; i < count; i++)
        bits |= keys[i].order ^ keys[0].order;
    return bits;
}

void stet_hit_keys_sort(stet_hit_key *keys, size_t count, stet_hit_key *spare)
{
    if (is_sorted(keys, count))
        return;
    if (count < FEW) {
        qsort(keys, count, sizeof *keys, by_key);
        return;
    }
    stet_hit_key *from = keys;
    stet_hit_key *to = spare;
    uint64_t bits = differing_bits(keys, count);
    for (unsigned shift = 0; shift < 64 && bits >> shift != 0; shift += DIGIT_BITS) {
        if ((bits >> shift & (DIGITS - 1)) == 0)
            continue;
        sort_by_digit(from, count, shift, to);
        stet_hit_key *other = from;
        from = to;
        to = other;
    }
    if (from != keys)
        memcpy(keys, from, count * sizeof *keys);
    sort_ties(keys, count);
}
