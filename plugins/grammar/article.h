/* SPDX-License-Identifier: Apache-2.0 */
/**
 * article.h - how a word begins when it is spoken, which decides between a and an.
 *
 * Pure; any thread.
 */
#ifndef STET_GRAMMAR_ARTICLE_H
#define STET_GRAMMAR_ARTICLE_H

#include "grammar.h"

/** With what a form begins. */
typedef enum article_sound {
    ARTICLE_VOWEL = 1,
    ARTICLE_CONSONANT,
    ARTICLE_EITHER, /**< It is read both ways, or nobody knows. */
} article_sound;

article_sound grammar_article_sound(const stet_form_info *form);

/** Words before which "a" is a letter or a variable, not an article. */
bool grammar_article_is_break(stet_str word);

/** Words behind which a letter is named: "vitamin A", "option a". */
bool grammar_article_is_label(stet_str word);

#endif
