/* SPDX-License-Identifier: Apache-2.0 */
/**
 * syllables.h - how many syllables an English word has, as verifiable instructions
 * count.
 *
 * The rule of thumb of their reference: a syllable for each run of vowels (a e i o u
 * y), one less for a last e, one more for -le behind a consonant, at least one. The
 * words for which the reference has another number are a table (syllables_listed.c). A
 * word that holds a digit has none. Parts joined by hyphens are added; with a part that
 * has none, the whole has none.
 *
 * Pure; any thread. Linear in the word, and one search in the table.
 */
#ifndef STET_SPEC_SYLLABLES_H
#define STET_SPEC_SYLLABLES_H

#include <stet/plugin.h>

/** A word whose number is not what the rule of thumb says. */
typedef struct spec_listed_word {
    const char *word;
    uint8_t n;      /**< By the reference. */
    uint8_t spoken; /**< As it is said. */
} spec_listed_word;
/** In the order of strcmp(). */
extern const spec_listed_word spec_listed_words[];
extern const size_t spec_n_listed_words;

/** Syllables of a word in small letters; `literal`: with the mistakes of the reference.
 */
uint32_t spec_syllables(stet_str lower, bool literal);

#endif
