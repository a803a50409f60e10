/* SPDX-License-Identifier: Apache-2.0 */
/**
 * dictionary_p.h - what a dictionary and its spellers share.
 *
 * Everything but `fresh` is immutable once the dictionary is open.
 */
#ifndef STET_RULE_DICTIONARY_P_H
#define STET_RULE_DICTIONARY_P_H

#include "base/map.h"
#include "rule/dictionary.h"
#include "rule/verdict.h"

#include <pthread.h>

/** Hunspell cuts longer words off, so they are never asked for. Bytes. */
enum { STET_WORD_SIZE = 96 };

struct stet_dictionary {
    stet_arena arena;
    char *aff;
    char *dic;
    const char *encoding; /**< Of both, for iconv; NULL: UTF-8. */
    uint64_t key;         /**< Of both files and of the library. */
    stet_map words;       /**< The project's, as they are written. */
    stet_buffer path;     /**< Of the file of verdicts; empty: none. */
    stet_verdicts verdicts;
    pthread_mutex_t lock;
    stet_new_verdicts fresh; /**< Under the lock. */
};

/** Whether the speller had to load Hunspell. */
bool stet_speller_has_loaded(const stet_speller *speller);

#endif
