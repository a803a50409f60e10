/* SPDX-License-Identifier: Apache-2.0 */
/**
 * look.h - the units of a text, as conditions and comparisons look at them.
 *
 * A look is made for one text in one call of run: the units (of a reading, or what a
 * pattern matches), and what is asked of a unit: its text, its words, how often it
 * occurs. Units that are blank are left out, since nothing can be said of them; lines
 * and parts that are blank stay under a literal profile, whose references see them.
 *
 * The text of a unit is what it is compared by: without white space at its ends; under
 * a literal profile a word also without the ASCII punctuation inside it, as the
 * references take that off before they cut a text into words.
 *
 * All of it lives until the callback returns. What is looked at twice is kept: words of
 * a unit cost one walk over the words of the text, not one a unit.
 */
#ifndef STET_SPEC_LOOK_H
#define STET_SPEC_LOOK_H

#include "reading/reading.h"

typedef struct spec_look {
    stet_ctx *ctx;
    const stet_doc *doc;
    spec_how how;
    bool literal;
    stet_list patterns; /**< spec_item: what the size `matches` counts. */
    spec_reading units;
    spec_nest words, sentences; /**< Of each unit, once they are asked for. */
    bool has_words, has_sentences;
    uint32_t *forms; /**< Of each unit, once it is asked how often it occurs. */
    uint32_t *amounts;
} spec_look;

/** The units of `how`; of `pattern`, when it is not NULL: what it matches in the text,
    its first group when it has one. */
void spec_look_init(spec_look *look, stet_ctx *ctx, const stet_doc *doc, spec_how how,
                    const stet_pattern *pattern);
/** Leaves out the units before `first`. */
void spec_look_skip(spec_look *look, size_t first);
/** Leaves out the units without a letter or a digit. */
void spec_look_skip_marks(spec_look *look);

/** The unit as it stands, and as it is compared. */
stet_str spec_look_raw(const spec_look *look, size_t i);
stet_str spec_look_text(const spec_look *look, size_t i);
/** The words of the unit; a word's text as above. */
spec_reading spec_look_words(spec_look *look, size_t i);
stet_str spec_look_word(const spec_look *look, const spec_reading *words, size_t i);
/** How many sentences the unit has; a literal profile counts them line by line. */
size_t spec_look_sentences(spec_look *look, size_t i);
/** How often the unit occurs in the text, in any case. */
uint32_t spec_look_occurrences(spec_look *look, size_t i);

/** The next run of what is not white space (Python's, as str.split() has it) at or
   after
    `*at`, which moves behind it; empty: there is none. */
stet_str spec_next_chunk(stet_str text, size_t *at);
/** The first and the last of those; false: there is none. */
bool spec_outer_chunks(stet_str text, stet_str *first, stet_str *last);

/** What a unit is called in messages: "word", "words" for many. */
stet_str spec_unit_noun(stet_ctx *ctx, int unit, bool many);

#endif
