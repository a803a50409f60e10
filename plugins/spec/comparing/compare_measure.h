/* SPDX-License-Identifier: Apache-2.0 */
/**
 * compare_measure.h - numbers that say how two texts are alike.
 *
 * Both texts are rows of words (words.h); A is the text that is checked, B the other,
 * G(n, X) the set of different runs of n words of X:
 *
 *     containment   |G(n,A) and G(n,B)| / |G(n,A)|              Broder 1997
 *     resemblance   |G(n,A) and G(n,B)| / |G(n,A) or G(n,B)|    Broder 1997 (Jaccard)
 *     overlap       |G(n,A) and G(n,B)|
 *     longest       words of the longest run that A and B have
 *     coverage      words of A in fragments of B / words of A   Grusky et al. 2018
 *     density       squares of the fragments' lengths / words of A           "
 *     compression   words of B / words of A                                  "
 *     edit          Levenshtein distance in words / words of the longer one
 *
 * All take linear time (edit.h says how). A text of fewer than n words has no runs, and
 * what would be divided by nothing is 0.
 */
#ifndef STET_SPEC_COMPARE_MEASURE_H
#define STET_SPEC_COMPARE_MEASURE_H

#include "comparing/stretch.h"

typedef enum spec_measure {
    SPEC_CONTAINMENT,
    SPEC_RESEMBLANCE,
    SPEC_OVERLAP,
    SPEC_LONGEST,
    SPEC_COVERAGE,
    SPEC_DENSITY,
    SPEC_COMPRESSION,
    SPEC_EDIT,
} spec_measure;

/** Different runs of n words. */
typedef struct spec_grams {
    size_t ours, theirs, both;
} spec_grams;

spec_grams spec_grams_of(stet_ctx *ctx, spec_words ours, spec_words theirs, size_t n);
/** Whether both have a run of n words: false is certain, true nearly so. */
bool spec_grams_meet(stet_ctx *ctx, spec_words ours, spec_words theirs, size_t n);

/** Two texts, and what is worked out of them when it is first asked for. */
typedef struct spec_pair {
    spec_words ours, theirs;
    uint32_t n_ids;          /**< All numbers of words are smaller. */
    size_t their_count;      /**< Words of theirs, without what parts several texts. */
    spec_stretch *stretches; /**< One a word of ours; NULL: not yet. */
    spec_fragments fragments;
} spec_pair;

/** Works out stretches and fragments. */
void spec_pair_follow(stet_ctx *ctx, spec_pair *pair);
double spec_pair_measure(stet_ctx *ctx, spec_pair *pair, spec_measure measure,
                         size_t n);

#endif
