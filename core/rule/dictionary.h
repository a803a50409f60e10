/* SPDX-License-Identifier: Apache-2.0 */
/**
 * dictionary.h - is this a word: Hunspell, and what answers before it is needed.
 *
 *     form -> project words -> verdicts kept on disk -> Hunspell (loaded when first
 * asked)
 *
 * A dictionary is immutable but for its lock-guarded list of new verdicts: the paths of
 * the language's .aff and .dic (from the system's folders or --dictionary-path only),
 * a key made of their state, the project's word list, and a mapped file of verdicts
 * that Hunspell itself gave in earlier runs (cache folder; sorted 64-bit hashes, one
 * bit each; corrupt or foreign: ignored). The key is made of the .aff, and of inode,
 * size and times of the .dic and of Hunspell's library: megabytes are not read to know
 * that they are the same. Loading Hunspell takes 20 to 90 ms, so a run whose words are
 * all known never loads it. A worker has a speller with a Hunspell handle of its own
 * (handles are not thread-safe), made at the first word that nothing else knows. New
 * verdicts are merged into the file when the dictionary is freed, by replacement,
 * bounded in size.
 */
#ifndef STET_RULE_DICTIONARY_H
#define STET_RULE_DICTIONARY_H

#include "base/arena.h"
#include "base/error.h"

typedef struct stet_dictionary stet_dictionary;

/** `folders`: where .aff/.dic are looked for, colon-separated; NULL: the system's. A
   language that is not installed is an error that says which package or folder has it.
 */
stet_dictionary *stet_dictionary_open(stet_str language, const char *folders,
                                      const stet_str *words, size_t n_words,
                                      stet_str cache, stet_error *error);
/** Writes new verdicts to the cache; spellers must be closed. */
void stet_dictionary_close(stet_dictionary *dictionary);

typedef struct stet_speller stet_speller;
stet_speller *stet_speller_open(stet_dictionary *dictionary);
void stet_speller_close(stet_speller *speller);
bool stet_speller_knows(stet_speller *speller, stet_str word);
/** Five at most, in the arena. */
stet_str_array stet_speller_suggest(stet_speller *speller, stet_str word,
                                    stet_arena *arena);

#endif
