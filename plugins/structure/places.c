/* SPDX-License-Identifier: Apache-2.0 */
#include "places.h"

#include <string.h>

void structure_places_add(stet_ctx *ctx, structure_places *places, stet_span span)
{
    if (places->count == places->capacity) {
        size_t capacity = places->capacity * 2 + 8;
        stet_span *items = stet_alloc(ctx, capacity * sizeof *items);
        if (places->count > 0)
            memcpy(items, places->items, places->count * sizeof *items);
        places->items = items;
        places->capacity = capacity;
    }
    places->items[places->count++] = span;
}

void structure_places_report(stet_ctx *ctx, const stet_doc *doc,
                             const structure_places *places, stet_finding finding)
{
    enum { MOST = 50 };
    stet_place related[MOST];
    size_t n = 0;

    for (size_t i = 1; i < places->count && n < MOST; i++)
        related[n++] = stet_place_of(ctx, doc, places->items[i]);
    finding.span = places->items[0];
    finding.related = related;
    finding.n_related = n;
    stet_report(ctx, &finding);
}
