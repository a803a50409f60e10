/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"

#include <string.h>

const stet_param grammar_text_params[1] = {
    STET_TEXT(grammar_text, text, .doc = "A text."),
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

bool grammar_is_among(const char *row, stet_str word)
{
    size_t n = strlen(row);

    for (const char *at = row; (size_t)(at - row) + word.len + 2 <= n;) {
        const char *next = at + 1 + word.len;
        if (*next == ' ' && memcmp(at + 1, word.ptr, word.len) == 0)
            return true;
        at = strchr(at + 1, ' ');
        if (!at)
            return false;
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
