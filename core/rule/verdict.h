/* SPDX-License-Identifier: Apache-2.0 */
/**
 * verdict.h - what Hunspell said of words, kept from run to run.
 *
 * A file holds one bit for each word that Hunspell was asked for, by 64-bit hash, and
 * the suggestions for the words that it did not know. The words themselves are not
 * kept. It is read whole and never changed while it is open; what is new is gathered
 * apart (one gathering a speller, joined under the dictionary's lock) and merged into
 * the file when the dictionary is closed. The file is bounded: when it is full, words
 * that were not known go first, since there is no end of those.
 *
 * Hashes are made with the dictionary's key, so that no file answers for another
 * dictionary. That two words of the 2^19 kept share one is less likely than a disk
 * that forgets (1 in 10^8).
 */
#ifndef STET_RULE_VERDICT_H
#define STET_RULE_VERDICT_H

#include "base/file.h"

enum { STET_VERDICTS = 1 << 19, STET_SUGGESTIONS = 1 << 13 };

/** Suggestions: their texts one behind the other, each ended by a line feed. */
typedef struct stet_suggestion {
    uint64_t word;
    stet_str text;
} stet_suggestion;

/** A file of verdicts, open; all zeros: there is none. */
typedef struct stet_verdicts {
    stet_file file;
    bool open;
    const uint64_t *words; /**< Sorted; the last bit is the verdict. */
    size_t n_words;
    const uint64_t *suggestions; /**< Sorted rows: word, offset, length. */
    size_t n_suggestions;
    stet_str texts;
} stet_verdicts;

/** Opens the file at `path`, if there is one that can be used. */
void stet_verdicts_open(stet_verdicts *verdicts, const char *path, uint64_t key);
void stet_verdicts_close(stet_verdicts *verdicts);
/** Whether the word was asked for; `*known` is the answer. */
bool stet_verdicts_find(const stet_verdicts *verdicts, uint64_t word, bool *known);
/** Whether suggestions for the word were asked for. */
bool stet_verdicts_suggest(const stet_verdicts *verdicts, uint64_t word,
                           stet_str *text);

/** Verdicts that no file holds yet. A value; zeros are an empty one. */
typedef struct stet_new_verdicts {
    uint64_t *words;
    size_t n_words, words_capacity;
    stet_suggestion *suggestions;
    size_t n_suggestions, suggestions_capacity;
    stet_arena arena;
} stet_new_verdicts;

void stet_new_verdicts_add(stet_new_verdicts *fresh, uint64_t word, bool known);
void stet_new_verdicts_suggest(stet_new_verdicts *fresh, uint64_t word, stet_str text);
/** Moves all of `from` into `into`. */
void stet_new_verdicts_join(stet_new_verdicts *into, stet_new_verdicts *from);
void stet_new_verdicts_release(stet_new_verdicts *fresh);

/** Merges what is new into the file as it is now (others may have written it since it
    was opened), by replacement. False: it could not be written. */
bool stet_verdicts_write(const char *path, uint64_t key, stet_new_verdicts *fresh);

#endif
