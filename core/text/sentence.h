/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sentence.h - where sentences end: the Punkt algorithm.
 *
 * Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
 * Computational Linguistics 32(4), 2006: a full stop after a known abbreviation,
 * an initial or an ordinal ends a sentence only if what follows says so (case,
 * frequent sentence starters, collocations); every other . ! ? does. The parameters of
 * a language are a static table (text/punkt_english.c). Closing quotes and brackets
 * belong to the sentence before them. Pure; any thread.
 */
#ifndef STET_TEXT_SENTENCE_H
#define STET_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_punkt stet_punkt;
extern const stet_punkt stet_punkt_english;

/** The next sentence at or after `*at` of `text`, without white space at its
    ends; `*at` moves behind it. False: there is none. The same spans as the reference
    implementation gives for the same text. */
bool stet_sentence_next(const stet_punkt *language, stet_str text, size_t *at,
                        stet_span *sentence);

#endif
