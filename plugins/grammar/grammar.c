/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"

#include <string.h>

const stet_param grammar_text_params[1] = {
    STET_TEXT(grammar_text, text, .min = 1, .max = 0, .doc = "A text."),
};

bool grammar_is_listed(const stet_list *list, stet_str text)
{
    const grammar_text *items = list->items;

    for (size_t i = 0; i < list->count; i++)
        if (items[i].text.len == text.len &&
            memcmp(items[i].text.ptr, text.ptr, text.len) == 0)
            return true;
    return false;
}

bool grammar_is_text(stet_str text, const char *letters)
{
    return text.len == strlen(letters) && memcmp(text.ptr, letters, text.len) == 0;
}

/* Compares a word with the one of a row that `at` leads to; a blank ends that. */
static int compare_word(stet_str word, const char *at)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] != at[i])
            return (unsigned char)word.ptr[i] < (unsigned char)at[i] ? -1 : 1;
    return at[word.len] == ' ' ? 0 : -1;
}

/* Halves the row at the word that its middle is in. */
bool grammar_is_among(const char *row, size_t size, stet_str word)
{
    size_t low = 0, high = size - 1; /* Of the blanks before words: [low, high). */

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        while (row[middle] != ' ')
            middle--;
        int order = compare_word(word, row + middle + 1);
        if (order == 0)
            return true;
        if (order < 0) {
            high = middle;
            continue;
        }
        low = middle + 1;
        while (low < high && row[low] != ' ')
            low++;
    }
    return false;
}

static const stet_check_type *const checks[] = {
    &grammar_spelling, &grammar_doubled_word, &grammar_doubled_punctuation,
    &grammar_spacing,  &grammar_article,      &grammar_capital,
    &grammar_pairs,
};

STET_PLUGIN(grammar) = {
    STET_HEADER, "grammar",
    "0.1.0",     "Spelling, doubled words, articles, capitals, punctuation",
    "",          STET_CHECKS(checks),
};
