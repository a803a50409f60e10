/* SPDX-License-Identifier: Apache-2.0 */
/**
 * words.h - texts as rows of numbers: the same number for the same word.
 *
 * A vocabulary gives each word, in any case, a number, the first new one 0. Texts that
 * are to be compared share one. Words are told apart by a hash of 64 bits alone: two
 * words of a text would be taken for one less than once in a million million texts.
 * All of it takes time and memory in proportion to the texts, and lives in the memory
 * of the callback.
 */
#ifndef STET_SPEC_WORDS_H
#define STET_SPEC_WORDS_H

#include "reading/token.h"

typedef struct spec_vocabulary {
    uint64_t *hashes; /**< 0: free. */
    uint32_t *numbers;
    size_t mask;
    uint32_t count;
} spec_vocabulary;

/** A text as numbers of words. */
typedef struct spec_words {
    const uint32_t *ids;
    size_t count;
} spec_words;

/** Room for `most` different words. */
spec_vocabulary spec_vocabulary_new(stet_ctx *ctx, size_t most);
/** The number of a word, new or known. */
uint32_t spec_vocabulary_add(spec_vocabulary *vocabulary, uint64_t hash);
/** The numbers of all words and digits among the tokens; marks are passed over. */
spec_words spec_words_of(stet_ctx *ctx, spec_vocabulary *vocabulary,
                         const spec_tokens *tokens);

/** A set of numbers other than 0. */
typedef struct spec_set {
    uint64_t *slots;
    size_t mask;
    size_t count;
} spec_set;

/** Room for `most` members. */
spec_set spec_set_new(stet_ctx *ctx, size_t most);
/** False: it was there. */
bool spec_set_add(spec_set *set, uint64_t key);
bool spec_set_has(const spec_set *set, uint64_t key);

#endif
