/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sentence_p.h - the parameters of a language, as Punkt learns them from its texts.
 *
 * All of it lower case and sorted bytewise, so that it is searched by halves.
 */
#ifndef STET_TEXT_SENTENCE_P_H
#define STET_TEXT_SENTENCE_P_H

#include "text/sentence.h"

/** Two words with a full stop between them that ends no sentence. A number is
    written as STET_PUNKT_NUMBER. */
typedef struct stet_punkt_pair {
    const char *before, *after;
} stet_punkt_pair;

#define STET_PUNKT_NUMBER "##number##"

struct stet_punkt {
    const char *const *abbreviations; /**< Without their last full stop. */
    size_t n_abbreviations;
    /** Where those that begin with each letter begin; behind z, their end. */
    uint8_t letters[27];
    /** For each first letter the second ones, a bit each: most words are none of them.
     */
    uint32_t seconds[26];
    size_t longest; /**< No abbreviation has more bytes, in whatever case. */
    const stet_punkt_pair *collocations;
    size_t n_collocations;
    const char *const *starters; /**< Words that often begin a sentence. */
    size_t n_starters;
};

#endif
