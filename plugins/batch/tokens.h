/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tokens.h - a text as numbers, one a word, the same for what counts as the same.
 *
 * White space and markup are gone; case and punctuation are too, unless they are asked
 * for. The number of a word hangs on its letters alone, never on a worker, a run or a
 * machine: hashes of several workers are compared. In prose words are those of
 * docs/units.md, so a Han character is one; in code, runs of letters, digits and _, and
 * each other mark. Curly and straight apostrophes are one.
 */
#ifndef STET_BATCH_TOKENS_H
#define STET_BATCH_TOKENS_H

#include <stet/plugin.h>

typedef struct batch_tokens {
    uint32_t *hashes; /**< In the callback's memory. */
    size_t count;
    size_t n_words; /**< Of these, as docs/units.md counts them. */
} batch_tokens;

/** What else than words and white space makes a difference. */
typedef struct batch_difference {
    bool case_counts;
    bool punctuation_counts;
} batch_difference;

/** The number of a word as it stands; never 0, which stands for none. */
uint32_t batch_hash_word(stet_str word);
/** Of the blocks that the rule's `in` selects. */
batch_tokens batch_tokens_of(stet_ctx *ctx, const stet_doc *doc,
                             batch_difference difference);

#endif
