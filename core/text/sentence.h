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
 *
 * The reference (NLTK) knows the quotation marks of a typewriter only, and a sentence
 * ends in them whatever follows. Prose is read as it is printed: curly, low and angle
 * quotation marks close as straight ones do, and the mark of a footnote behind a stop
 * belongs to it; behind such marks a sentence goes on with a small letter, a comma or
 * who says so: “Is it late?” she asked is one, and so is “Is it late?” Mr. Bell asked;
 * a mark that opens is no part of the word behind it, so that “Mr. Bell is abbreviated
 * as Mr. Bell is; and a few abbreviations that newspapers do not use are known, as e.g.
 */
#ifndef STET_TEXT_SENTENCE_H
#define STET_TEXT_SENTENCE_H

#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_punkt stet_punkt;
extern const stet_punkt stet_punkt_english;

/** Whose sentences. */
typedef enum stet_sentence_reading {
    STET_SENTENCES_OF_REFERENCE, /**< The same spans as NLTK gives for the same text. */
    STET_SENTENCES_OF_PROSE,     /**< Those of stet's documents. */
} stet_sentence_reading;

/** The next sentence at or after `*at` of `text`, without white space at its
    ends; `*at` moves behind it. False: there is none. */
bool stet_sentence_next(const stet_punkt *language, stet_sentence_reading reading,
                        stet_str text, size_t *at, stet_span *sentence);

#endif
