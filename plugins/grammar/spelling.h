/* SPDX-License-Identifier: Apache-2.0 */
/**
 * spelling.h - the parts of the spelling check.
 *
 *     letters -> dictionary -> modern words -> British forms -> built words -> unknown
 *     unknown word + its document -> misspelled, or a name, a term, code, a quotation
 *
 * The first line judges letters alone (spelling_form.c and its tables), so its answer
 * is kept by word form and asked for once. The second looks at the place
 * (spelling_place.c). Pure but for what the dictionary answers; any thread.
 */
#ifndef STET_GRAMMAR_SPELLING_H
#define STET_GRAMMAR_SPELLING_H

#include "grammar.h"

/** No word is longer, in bytes: what is, is something else. */
enum { GRAMMAR_LONGEST_WORD = 48 };

typedef struct spelling_options {
    int names;   /**< Index of "skip", "check". */
    int british; /**< Index of "accept", "flag". */
    int64_t recurring;
    int64_t suggestions;
    stet_list words;
    stet_list patterns; /**< spelling_pattern */
} spelling_options;

/** A pattern of words that are right. */
typedef struct spelling_pattern {
    const stet_pattern *pattern;
} spelling_pattern;

/** What is known of a form; kept as its memo, where 0 is not asked yet. */
typedef enum spelling_verdict {
    SPELLING_KNOWN = 1,
    SPELLING_NAME,    /**< Unknown, but written as names and foreign words are. */
    SPELLING_OPENING, /**< The same, but ends in -ly as adverbs do: looked at where a
                           sentence begins. */
    SPELLING_UNKNOWN, /**< What the document must decide. */
} spelling_verdict;

spelling_verdict grammar_spelling_judge(stet_ctx *ctx, const spelling_options *options,
                                        const stet_form_info *form);

/** Whether `word`, in small ASCII letters, is one of the modern words. */
bool grammar_spelling_is_modern(stet_str word);

/** Writes the American form of a British one into `out`; false: it is not British, as
    far as letters show. `which` counts from 0: a word may have several. */
bool grammar_spelling_american(stet_str word, unsigned which,
                               char out[GRAMMAR_LONGEST_WORD + 4], size_t *len);
/** British forms that follow no rule. */
bool grammar_spelling_is_british(stet_str word);

/** Whether `word` is `meant` but for a slip that nobody makes on purpose: two letters
    that changed places, one that is doubled or should be, or one that is missing from a
    longer word. What is farther off is a guess: of rare words and names it is wrong. */
bool grammar_spelling_is_slip(stet_str word, stet_str meant);

/** An unknown word of a document. */
typedef struct spelling_case {
    uint32_t word; /**< Its index. */
    uint32_t key;  /**< The same for a word, its plural and its capitalised form. */
    bool name;     /**< SPELLING_NAME: counted, never reported. */
    bool opening;  /**< SPELLING_OPENING: the same, unless it begins a sentence. */
    bool excused;  /**< Where it stands says that it is no misspelling. */
} spelling_case;

typedef struct spelling_cases {
    spelling_case *items;
    size_t count;
} spelling_cases;

/** Marks as excused what its place excuses: blocks that are not looked at, code,
    quotations, emphasis, sentences of another language, recurring terms. */
void grammar_spelling_excuse(stet_ctx *ctx, const stet_doc *doc,
                             const spelling_options *options, spelling_cases *cases);

#endif
