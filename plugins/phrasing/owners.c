/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"

#include "phrasing.h"

#include <stdlib.h>

void phrasing_owners_init(stet_ctx *ctx, phrasing_owners *owners, size_t capacity)
{
    owners->items = stet_keep(ctx, (capacity + 1) * sizeof *owners->items);
    owners->count = 0;
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

void phrasing_owners_sort(phrasing_owners *owners)
{
    qsort(owners->items, owners->count, sizeof *owners->items, by_address);
}

size_t phrasing_owners_index(const phrasing_owners *owners, const stet_pattern *pattern)
{
    size_t low = 0, high = owners->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (owners->items[middle].pattern < pattern)
            low = middle + 1;
        else
            high = middle;
    }
    return low < owners->count && owners->items[low].pattern == pattern ? low
                                                                        : SIZE_MAX;
}

const void *phrasing_owners_find(const phrasing_owners *owners,
                                 const stet_pattern *pattern)
{
    size_t at = phrasing_owners_index(owners, pattern);
    return at < owners->count ? owners->items[at].owner : NULL;
}
