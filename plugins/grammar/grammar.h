/* SPDX-License-Identifier: Apache-2.0 */
/**
 * grammar.h - the check types of the grammar plugin.
 *
 * Each is a file that defines one stet_check_type (or a small family of them); the
 * table that lists them is in grammar.c. They walk the words of a document once,
 * look each word form up in a table of the rule's own (stet_memos), and work a
 * form out only when it is first met, so a long text costs little more than its words.
 */
#ifndef STET_GRAMMAR_H
#define STET_GRAMMAR_H

#include <stet/plugin.h>

extern const stet_check_type grammar_spelling, grammar_doubled_word,
    grammar_doubled_punctuation, grammar_spacing, grammar_article, grammar_capital,
    grammar_pairs;

/** A list element that is one text. */
typedef struct grammar_text {
    stet_str text;
} grammar_text;
extern const stet_param grammar_text_params[1];

/** Whether `text` is one of the list's, byte for byte. */
bool grammar_is_listed(const stet_list *list, stet_str text);

/** Whether `text` is these letters. */
bool grammar_is_text(stet_str text, const char *letters);

/** Whether nothing stands between a word and the one before. */
static inline bool grammar_is_glued(const stet_word *word)
{
    return (word->flags & (STET_WORD_SPACED | STET_WORD_BROKEN)) == 0;
}

/** Whether `word` stands in a row of words in bytewise order, with a blank before and
    behind each; `size` is the row's length. */
bool grammar_is_among(const char *row, size_t size, stet_str word);

#endif
