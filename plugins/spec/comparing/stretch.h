/* SPDX-License-Identifier: Apache-2.0 */
/**
 * stretch.h - how far a text goes along with another, word by word.
 *
 * For each word of `this`: the longest stretch that begins there and also stands in
 * `other`, and where it stands there ("matching statistics"). From that follow the
 * longest common part and the extractive fragments of Grusky, Naaman and Artzi (2018,
 * "Newsroom", figure 3): their greedy walk takes the longest shared stretch at each
 * place and goes on behind it.
 *
 * Their procedure is quadratic. Here the other text, read backwards, is made into a
 * suffix automaton (Blumer et al. 1985) with a table of steps by state and word, and
 * this text is read backwards through it: time and memory are linear, about 100 bytes a
 * word of the other text, which token.h keeps under 2^22 words.
 */
#ifndef STET_SPEC_STRETCH_H
#define STET_SPEC_STRETCH_H

#include "reading/words.h"

typedef struct spec_automaton spec_automaton;

/** In the memory of the callback. */
spec_automaton *spec_automaton_new(stet_ctx *ctx, spec_words other);

/** A stretch of words that both texts have. */
typedef struct spec_stretch {
    size_t length; /**< In words; 0: the word does not stand in the other text. */
    size_t other;  /**< The first word of it there. */
} spec_stretch;

/** One for each word of `this`: the longest stretch that begins with it. */
void spec_automaton_follow(const spec_automaton *automaton, spec_words this_words,
                           spec_stretch *out);

/** What the fragments of a text come to. */
typedef struct spec_fragments {
    double coverage; /**< Words in fragments, a word of the text. */
    double density;  /**< Squares of the fragments' lengths, a word of the text. */
    size_t longest;  /**< Of all stretches: the word of this text where it begins. */
} spec_fragments;

/** All zeros for a text of no words. */
spec_fragments spec_fragments_of(const spec_stretch *stretches, size_t count);

#endif
