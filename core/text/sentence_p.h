/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sentence_p.h - what finding sentences is made of.
 *
 *     sentence.c         places where a sentence could end, and what belongs to it
 *     sentence_token.c   the words around such a place, and what Punkt says of them
 *     sentence_close.c   the marks behind a stop, as books and papers print them
 *     sentence_word.c    words that make a sentence go on: “Go!” Mr. Bell cried; e.g.
 *     punkt_english.c    the parameters of a language, as Punkt learns them
 *
 * The parameters are lower case and sorted bytewise, so that they are searched by
 * halves.
 */
#ifndef STET_TEXT_SENTENCE_P_H
#define STET_TEXT_SENTENCE_P_H

#include "base/utf8.h"
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

/** White space as Python's re takes it; ASCII's part of it also parts words. */
static inline bool stet_sentence_is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool stet_sentence_is_space(uint32_t c);

/** The length of the white space character at `at`, or 0. */
static inline size_t stet_sentence_space_at(stet_str text, size_t at)
{
    if (at >= text.len)
        return 0;
    if ((unsigned char)text.ptr[at] > ' ' && (unsigned char)text.ptr[at] < 0x80)
        return 0;
    size_t next = at;
    return stet_sentence_is_space(stet_utf8_next(text.ptr, &next)) ? next - at : 0;
}

/** The end of the white space at `at`. */
static inline size_t stet_sentence_skip_spaces(stet_str text, size_t at)
{
    for (size_t n; (n = stet_sentence_space_at(text, at)) > 0;)
        at += n;
    return at;
}

static inline bool stet_sentence_is_ender(char c)
{
    return c == '.' || c == '!' || c == '?';
}

/** Whether this cannot stand in a word: it ends one. */
bool stet_punkt_is_no_word(char c);

/** Whether a word that ends in a stop is an abbreviation, or its last part is one. */
bool stet_punkt_is_abbreviation(const stet_punkt *language, stet_str word);

/** Whether a sentence ends in `before`, a word with one of . ! ? at its end, or between
    it and `behind`, the closing mark or the word that follows. */
bool stet_punkt_ends(const stet_punkt *language, stet_str before, stet_str behind);

/** The end of the closing marks and the marks of footnotes at `at`; `at`: there are
    none. `spaced`: white space stands before them, so that only those are taken that
    open nothing. */
size_t stet_close_end(stet_str text, size_t at, bool spaced);

/** Whether white space, a dash or the end is at `at`: what parts closing marks from
    what follows. */
bool stet_close_parts(stet_str text, size_t at);

/** Whether the sentence goes on behind closing marks that end at `at`: with a small
    letter, as in “Is it late?” she asked, a colon or dashes aside, or with a comma. */
bool stet_close_goes_on(stet_str text, size_t at);

/** Whether the mark that ends at `at` closes a quotation, not a bracket. */
bool stet_close_is_quote(stet_str text, size_t at);

/** Whether a name and a verb that says who spoke follow at `at`. */
bool stet_sentence_is_told(stet_str text, size_t at);

/** Whether the word whose stop ends at `end` is an abbreviation that the reference does
    not know, and the sentence goes on behind it: fruit, e.g. pears, etc. for all. */
bool stet_sentence_is_cut_short(stet_str text, size_t end);

/** Whether the exclamation mark that ends at `end` belongs to a name, and the sentence
    goes on behind it with a small letter: Yahoo! and others. */
bool stet_sentence_is_named(stet_str text, size_t end);

/** Where the word that ends at `end` begins, at `start` or behind it: quotation marks
    that open and long dashes are no part of it. */
size_t stet_close_word_start(stet_str text, size_t start, size_t end);

#endif
