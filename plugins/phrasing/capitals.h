/* SPDX-License-Identifier: Apache-2.0 */
/**
 * capitals.h - what a style of capitals wants of a word where it stands in its heading.
 *
 * sentence   the first word has a capital, the others none
 * title-ap   Associated Press: words of four letters and more have one, articles,
 *            conjunctions and short prepositions have none
 * title-chicago   as The Chicago Manual of Style has it: prepositions have none,
 * however long; those of five letters and more may, as its 18th edition wants lower,
 * upper   all words
 *
 * Both title styles want a capital at the front, at the end and behind a colon, or what
 * else opens a part. Behind
 * a full stop ("Cats vs. the Dogs") or a number at the front ("5 of the Best") a small
 * word may have one. A few short words are preposition, adverb or particle ("Log In",
 * "Fall in Love"): without a grammar nobody can tell, so they may be written either
 * way.
 *
 * Of mixed-case words, acronyms and words with digits no style wants anything.
 */
#ifndef STET_PHRASING_CAPITALS_H
#define STET_PHRASING_CAPITALS_H

#include <stet/plugin.h>

typedef enum capital_style {
    CAPITAL_SENTENCE,
    CAPITAL_TITLE_AP,
    CAPITAL_TITLE_CHICAGO,
    CAPITAL_LOWER,
    CAPITAL_UPPER,
    CAPITAL_PATTERN,
} capital_style;

typedef enum capital_want {
    CAPITAL_ANY,
    CAPITAL_SMALL, /**< No capital. */
    CAPITAL_FIRST, /**< One, at the front. */
    CAPITAL_ALL,
} capital_want;

/** How far a heading has been read. */
typedef struct capital_reader {
    capital_style style;
    const stet_list *openers; /**< Marks behind which a part begins: phrasing_text. */
    bool begun;               /**< A word, a number or code has been seen. */
    bool opens;               /**< A colon or an end of sentence stands before. */
    bool may_open; /**< A full stop, which may be that of an abbreviation, or a number
                        that is all of it so far. */
} capital_reader;

/** What is wanted of the next word; `last`: no other word follows. */
capital_want capital_next(stet_ctx *ctx, capital_reader *reader, const stet_word *word,
                          stet_str letters, bool last);
/** Whether a title style knows the word as one that may be small. */
bool capital_is_small_word(stet_str lower);
/** Whether a form is not as it is wanted. */
bool capital_is_wrong(const stet_form_info *form, capital_want want);

#endif
