/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"

#include "phrasing.h"

#include <stdlib.h>

void phrasing_owners_init(stet_ctx *ctx, phrasing_owners *owners, size_t capacity)
{
    owners->items = stet_keep(ctx, (capacity + 1) * sizeof *owners->items);
    owners->count = 0;
    owners->n_slots = 4;
    while (owners->n_slots < 2 * capacity)
        owners->n_slots *= 2;
    owners->slots = stet_keep(ctx, owners->n_slots * sizeof *owners->slots);
}

void phrasing_owners_add(phrasing_owners *owners, const stet_list *patterns,
                         const void *owner)
{
    const phrasing_item *items = patterns->items;

    for (size_t i = 0; i < patterns->count; i++)
        owners->items[owners->count++] = (phrasing_owner){ items[i].pattern, owner };
}

/* Equal phrases are one pattern; entries stand in one array, so the owner's address
   keeps the order of the rule set. */
static int by_address(const void *a, const void *b)
{
    const phrasing_owner *x = a, *y = b;
    if (x->pattern != y->pattern)
        return x->pattern < y->pattern ? -1 : 1;
    return (x->owner > y->owner) - (x->owner < y->owner);
}

/* The slot of a pattern, or the free one where it belongs. */
static uint32_t *slot_of(const phrasing_owners *owners, const stet_pattern *pattern)
{
    size_t mask = owners->n_slots - 1;
    uint64_t mixed = (uint64_t)(uintptr_t)pattern * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(mixed >> 32) & mask;

    while (owners->slots[at] && owners->items[owners->slots[at] - 1].pattern != pattern)
        at = (at + 1) & mask;
    return &owners->slots[at];
}

void phrasing_owners_sort(phrasing_owners *owners)
{
    qsort(owners->items, owners->count, sizeof *owners->items, by_address);
    for (size_t i = 0; i < owners->count; i++) {
        uint32_t *slot = slot_of(owners, owners->items[i].pattern);
        if (!*slot)
            *slot = (uint32_t)i + 1;
    }
}

size_t phrasing_owners_index(const phrasing_owners *owners, const stet_pattern *pattern)
{
    uint32_t index = *slot_of(owners, pattern);
    return index ? index - 1 : SIZE_MAX;
}

const void *phrasing_owners_find(const phrasing_owners *owners,
                                 const stet_pattern *pattern)
{
    size_t at = phrasing_owners_index(owners, pattern);
    return at < owners->count ? owners->items[at].owner : NULL;
}
