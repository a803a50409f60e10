/* SPDX-License-Identifier: Apache-2.0 */
/**
 * finds.h - places of phrases and patterns that are looked for by the check itself.
 *
 * Nearly all checks have gates, which the core looks for in all texts at once. A check
 * that must know where a phrase is missing, or that looks where there is no text (an
 * image's alternative text), has none: it searches piece by piece, adds what it finds,
 * and settles the list when the last piece has been searched. All in the callback's
 * memory.
 */
#ifndef STET_PHRASING_FINDS_H
#define STET_PHRASING_FINDS_H

#include "exceptions.h"

#include <stet/plugin.h>

typedef struct phrasing_find {
    stet_span span;
    uint32_t tag; /**< Whatever the caller said of the piece. */
} phrasing_find;

typedef struct phrasing_finds {
    phrasing_find *items;
    size_t count, capacity;
    phrasing_exceptions except; /**< Of the search. */
} phrasing_finds;

/** What is looked for, and what covers it: lists of phrasing_item. */
typedef struct phrasing_search {
    stet_list wanted[2];
    stet_list except[2];
} phrasing_search;

/** A part of a text or of its markup, which is searched as if it were all of it. */
typedef struct phrasing_piece {
    stet_str text;
    uint32_t start; /**< Where it begins in the whole. */
    uint32_t tag;
} phrasing_piece;

/** Adds what is found in the piece; the search is the same for all pieces. */
void phrasing_finds_add(stet_ctx *ctx, phrasing_finds *finds,
                        const phrasing_search *search, const phrasing_piece *piece);
/** Brings them into order, and leaves of those that overlap the longest of the first:
    of those in one place that with the smallest tag. */
void phrasing_finds_settle(phrasing_finds *finds);

#endif
