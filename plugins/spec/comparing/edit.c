/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/edit.h"

enum { BITS = 64 };

#define MOST_PAIRS ((size_t)1 << 31)

/* What is kept from one row of 64 words to the next: how the distance changes from each
   column to the one behind it. */
typedef struct rows {
    int8_t *across;  /* A column each: -1, 0, 1. */
    uint64_t *where; /* By word: its places among the row's 64. */
} rows;

/* One row of at most 64 words of `a` against all of `b`, after Hyyrö. */
static void count_row(rows *r, const uint32_t *a, size_t n_a, spec_words b)
{
    uint64_t up = ~(uint64_t)0, down = 0; /* Vertical +1 and -1. */
    uint64_t last = (uint64_t)1 << (n_a - 1);

    for (size_t i = 0; i < n_a; i++)
        r->where[a[i]] |= (uint64_t)1 << i;
    for (size_t j = 0; j < b.count; j++) {
        int8_t in = r->across[j];
        uint64_t same = r->where[b.ids[j]];
        uint64_t vertical = same | down;
        same |= in < 0;
        uint64_t diagonal = (((same & up) + up) ^ up) | same;
        uint64_t plus = down | ~(diagonal | up);
        uint64_t minus = up & diagonal;
        r->across[j] = (int8_t)(((plus & last) != 0) - ((minus & last) != 0));
        plus = plus << 1 | (in > 0);
        minus = minus << 1 | (in < 0);
        up = minus | ~(vertical | plus);
        down = plus & vertical;
    }
    for (size_t i = 0; i < n_a; i++)
        r->where[a[i]] = 0;
}

static size_t count_exactly(rows *r, spec_words a, spec_words b)
{
    size_t distance = a.count;

    for (size_t j = 0; j < b.count; j++)
        r->across[j] = 1;
    for (size_t i = 0; i < a.count; i += BITS)
        count_row(r, a.ids + i, a.count - i < BITS ? a.count - i : BITS, b);
    if (a.count == 0)
        return b.count;
    for (size_t j = 0; j < b.count; j++)
        distance = (size_t)((int64_t)distance + r->across[j]);
    return distance;
}

static void strip(spec_words *a, spec_words *b)
{
    while (a->count > 0 && b->count > 0 && a->ids[0] == b->ids[0]) {
        a->ids++, a->count--;
        b->ids++, b->count--;
    }
    while (a->count > 0 && b->count > 0 &&
           a->ids[a->count - 1] == b->ids[b->count - 1]) {
        a->count--;
        b->count--;
    }
}

/* Stretch k of n of the text. */
static spec_words cut(spec_words text, size_t k, size_t n)
{
    size_t start = text.count * k / n, end = text.count * (k + 1) / n;
    return (spec_words){ text.ids + start, end - start };
}

size_t spec_edit_distance_within(stet_ctx *ctx, spec_words a, spec_words b,
                                 uint32_t n_ids, size_t most_pairs)
{
    size_t n = 1, distance = 0;

    strip(&a, &b);
    if (a.count == 0 || b.count == 0)
        return a.count + b.count;
    rows r = { stet_alloc(ctx, b.count), stet_alloc(ctx, ((size_t)n_ids + 1) * 8) };
    while ((a.count / n + 1) * (b.count / n + 1) > most_pairs / n)
        n *= 2;
    for (size_t k = 0; k < n; k++)
        distance += count_exactly(&r, cut(a, k, n), cut(b, k, n));
    return distance;
}

size_t spec_edit_distance(stet_ctx *ctx, spec_words a, spec_words b, uint32_t n_ids)
{
    return spec_edit_distance_within(ctx, a, b, n_ids, MOST_PAIRS);
}
