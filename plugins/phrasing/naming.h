/* SPDX-License-Identifier: Apache-2.0 */
/**
 * naming.h - how a message names the phrases that were found: “delve” (3), “tapestry”
 * and 2 more.
 *
 * A check that judges several phrases together has one finding for all of them, and its
 * message must say which they are without becoming a page: each different one is named
 * once, as it first stands in the text, with how often it stands there; a few are named
 * and the others counted. In the callback's memory; no state.
 */
#ifndef STET_PHRASING_NAMING_H
#define STET_PHRASING_NAMING_H

#include <stet/plugin.h>

/** A place, and which of the rule's phrases stands there: an index. */
typedef struct phrasing_place {
    stet_span span;
    size_t key;
} phrasing_place;

/** How many different keys the places have is the caller's `distinct`, how often each
    of them stands there is in `times`, by key; the numbers of what is named are taken
    away. */
stet_str phrasing_name_places(stet_ctx *ctx, stet_str text,
                              const phrasing_place *places, size_t n_places,
                              size_t distinct, uint32_t *times);

#endif
