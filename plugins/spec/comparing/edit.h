/* SPDX-License-Identifier: Apache-2.0 */
/**
 * edit.h - how many words must be put in, taken out or replaced to make one text the
 * other (Levenshtein 1966, on words).
 *
 * What both begin and end with is taken off first. The rest is counted exactly with bit
 * vectors, 64 words of one text at a time (Myers 1999, Hyyrö 2003), as long as the two
 * rests take at most 2^31 pairs of words, such as 46,000 against 46,000. Longer rests
 * are cut into as many stretches as it takes, side by side at the same share of both
 * texts, and the stretches' distances are added: linear time, and a number that may be
 * too large (what was moved over a cut counts twice) but never too small.
 */
#ifndef STET_SPEC_EDIT_H
#define STET_SPEC_EDIT_H

#include "reading/words.h"

/** `n_ids`: all numbers in both are smaller. */
size_t spec_edit_distance(stet_ctx *ctx, spec_words a, spec_words b, uint32_t n_ids);

/** The same with another bound in place of 2^31, at least 64 * 64: for tests. */
size_t spec_edit_distance_within(stet_ctx *ctx, spec_words a, spec_words b,
                                 uint32_t n_ids, size_t most_pairs);

#endif
