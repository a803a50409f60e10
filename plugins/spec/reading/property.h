/* SPDX-License-Identifier: Apache-2.0 */
/**
 * property.h - what can be said of a unit: it is a palindrome, it has nine syllables.
 *
 * Two tables, one row a property. A *trait* holds of a unit or does not; a *size* is a
 * number of it. Rule sets name them by the first column; spec.each asks for them of
 * each unit, spec.sequence compares the sizes of neighbours. Each is a function of a
 * look (look.h) and the index of a unit. Under a literal profile some have the meaning
 * of a reference, which is said at the function.
 */
#ifndef STET_SPEC_PROPERTY_H
#define STET_SPEC_PROPERTY_H

#include "reading/look.h"

typedef enum spec_trait {
    SPEC_IS_ANYTHING,
    SPEC_IS_PALINDROME,
    SPEC_IS_PRIME_LENGTH,
    SPEC_IS_CONSONANT_CLUSTER,
    SPEC_IS_CAPITALIZED,
    SPEC_IS_UPPER,
    SPEC_IS_LOWER,
    SPEC_IS_NUMBER,
    SPEC_IS_JAPANESE,
    SPEC_IS_VERB,
    SPEC_IS_RING,
    SPEC_IS_STATEMENT,
    SPEC_IS_QUESTION,
    SPEC_IS_EXCLAMATION,
    SPEC_IS_EMOJI_END,
    SPEC_TRAITS
} spec_trait;

typedef enum spec_size {
    SPEC_SIZE_NONE,
    SPEC_SIZE_CHARACTERS,
    SPEC_SIZE_LETTERS,
    SPEC_SIZE_WORDS,
    SPEC_SIZE_SENTENCES,
    SPEC_SIZE_SYLLABLES,
    SPEC_SIZE_VOWELS,
    SPEC_SIZE_MATCHES,
    SPEC_SIZE_OCCURRENCES,
    SPEC_SIZE_INDENTATION,
    SPEC_SIZE_ALLITERATION,
    SPEC_SIZE_NUMBER,
    SPEC_SIZES
} spec_size;

/** Their names; NULL-terminated: the choices of a parameter. */
extern const char *const spec_trait_names[SPEC_TRAITS + 1];
extern const char *const spec_size_names[SPEC_SIZES + 1];

bool spec_has_trait(int trait, spec_look *look, size_t i);
/** The size; NAN where it has none: a unit without a number. */
double spec_size_of(int size, spec_look *look, size_t i);

/** For messages: "a palindrome". */
const char *spec_trait_phrase(int trait);
/** For messages, behind its number: "characters", "character" behind 1. */
const char *spec_size_phrase(int size, double value);

/** Whether an English word is likely a verb in its first place of a sentence: a list of
    frequent verbs, and words that end in -ing or -ed. */
bool spec_is_verb(stet_str lower);
/** Whether it ends as a participle does: -ing, -ed. */
bool spec_is_participle(stet_str lower);

#endif
