/* SPDX-License-Identifier: Apache-2.0 */
/**
 * python.h - texts as Python 3 takes them, for profiles whose references are written in
 * it.
 *
 * The meaning of str.strip(), str.split(), str.isupper() and of \w in the module re, by
 * the language reference and the Unicode standard's properties that it names. Pure
 * functions over valid UTF-8; `ctx` is asked for the classes of characters only.
 */
#ifndef STET_SPEC_PYTHON_H
#define STET_SPEC_PYTHON_H

#include "reading/reading.h"

/** The code point at `*at`, which moves behind it. */
uint32_t python_next(stet_str text, size_t *at);
/** The code point that ends before `at` (> 0); `*start` gets its offset. */
uint32_t python_before(stet_str text, size_t at, size_t *start);

/** str.isspace(), which is \s too. */
bool python_is_space(uint32_t c);
/** \w */
bool python_is_word(stet_ctx *ctx, uint32_t c);
/** \d */
bool python_is_digit(stet_ctx *ctx, uint32_t c);

/** str.strip() */
stet_span python_strip(stet_str text, stet_span span);
/** str.strip(letters), of ASCII letters; `left` or `right` alone: lstrip, rstrip. */
stet_span python_strip_letters(stet_str text, stet_span span, const char *letters,
                               bool left, bool right);
bool python_is_blank(stet_str text, stet_span span);

/** str.isupper(), str.islower(): some letter has a case, and all that have one have it.
 */
bool python_is_upper(stet_ctx *ctx, stet_str text);
bool python_is_lower(stet_ctx *ctx, stet_str text);
/** Whether some letter has a case. */
bool python_has_case(stet_ctx *ctx, stet_str text);

/** Whether json.loads() takes it. */
bool python_is_json(stet_str text);

/** re.findall(r"\w+"), str.split(), str.split("\n\n") and the like. */
void python_split_word_runs(spec_spans *list, stet_str text, stet_span within);
void python_split_chunks(spec_spans *list, stet_str text, stet_span within);
/** With an empty part for each two separators that meet. */
void python_split_at(spec_spans *list, stet_str text, stet_span within,
                     stet_str separator);
/** nltk.sent_tokenize: Punkt over all of it. */
void python_split_sentences(spec_spans *list, stet_str text, stet_span within);
/** nltk.word_tokenize: Punkt, then the words of the Penn Treebank; see treebank.c. */
void python_split_tokens(spec_spans *list, stet_str text, stet_span within);

#endif
