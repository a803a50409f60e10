/* SPDX-License-Identifier: Apache-2.0 */
/**
 * places.h - places in a text that one finding tells: the first is its own, the others
 * are related to it.
 *
 * Life: one call of `run`; the memory is that of stet_alloc().
 */
#ifndef STET_STRUCTURE_PLACES_H
#define STET_STRUCTURE_PLACES_H

#include <stet/plugin.h>

typedef struct structure_places {
    stet_span *items;
    size_t count, capacity;
} structure_places;

/** Adds a span of the text, in order. */
void structure_places_add(stet_ctx *ctx, structure_places *places, stet_span span);

/** Reports `finding` at the first place, with at most 50 others; there is one at least.
    Of the finding, its span and its related places are filled in. */
void structure_places_report(stet_ctx *ctx, const stet_doc *doc,
                             const structure_places *places, stet_finding finding);

#endif
