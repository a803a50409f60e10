/* SPDX-License-Identifier: Apache-2.0 */
/**
 * agreement_pairs.h - where raters disagree: which two of them, and on which items.
 *
 * Two raters are held against each other on the items that both labelled; the pair that
 * gives the same label least often is the worst one, if they share five items or more.
 * Of more than 500 raters no pair is looked for: the table would be too large.
 */
#ifndef STET_BATCH_AGREEMENT_PAIRS_H
#define STET_BATCH_AGREEMENT_PAIRS_H

#include "agreement.h"

typedef struct agreement_pair {
    uint32_t first, second;
    uint64_t n_shared, n_different; /**< n_shared 0: there is no pair. */
} agreement_pair;

agreement_pair agreement_worst_pair(stet_ctx *ctx, const agreement_table *table);

/** The items on which labels differ most, the worst first, of equals the first; at most
    `most` into `out`. Returns how many. Labels differ by the square of their distance,
   or as they are the same or not where `nominal`. */
size_t agreement_worst_items(const agreement_table *table, bool nominal,
                             agreement_spare *spare, uint32_t *out, size_t most);

#endif
