/* SPDX-License-Identifier: Apache-2.0 */
/**
 * word.h - the tokenizer: words, numbers, marks, in one pass.
 *
 * Boundaries follow Unicode UAX #29 in spirit, as English needs them: letters
 * with the apostrophes and hyphens inside them are one word ("well-known",
 * "O'Brien"); a clitic is a word of its own, glued to the one before ("do" "n't",
 * "it" "'s", curly or straight), as treebanks do; numbers keep their separators, signs
 * and percent ("1,000.5", "3rd" is a number); a run of one mark is one word ("...",
 * "--", ",,"); URLs, e-mail addresses, @names, #tags, file paths with slashes and spans
 * given as opaque are one OPAQUE word each. The hash of a form is computed while its
 * letters are read. ASCII takes a table-driven fast path.
 */
#ifndef STET_TEXT_WORD_H
#define STET_TEXT_WORD_H

#include "text/form.h"

/** Growing arrays of words, owned by the document. */
typedef struct stet_word_list {
    stet_word *items;
    size_t count;
    size_t capacity;
} stet_word_list;

/** Zeroes behind a text with which its last words are found as quickly as the others:
    the tokenizer looks at so many bytes together. */
enum { STET_WORD_ROOM = 96 };

/** Appends the words of text[span]; `opaque` are spans (sorted, within `span`) that are
    one word each. */
void stet_word_scan(stet_str text, stet_span span, const stet_span *opaque,
                    size_t n_opaque, stet_forms *forms, stet_word_list *out);

/** Han characters: each is a word of its own, for want of a dictionary. */
bool stet_word_is_han(uint32_t code_point);
/** Letters, digits and numbers, but for Han characters: side by side they are one word,
    but before a clitic ("do" "n't") or where something opaque begins or ends. */
bool stet_word_is_inner(uint32_t code_point);

#endif
