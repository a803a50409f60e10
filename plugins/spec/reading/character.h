/* SPDX-License-Identifier: Apache-2.0 */
/**
 * character.h - what the letters of a unit are, for conditions and comparisons.
 *
 * What python.h does not have: emoji, scripts, texts without marks or accents. Copies
 * are in the callback's memory and linear in the text.
 */
#ifndef STET_SPEC_CHARACTER_H
#define STET_SPEC_CHARACTER_H

#include "reading/python.h"

/** The ASCII punctuation marks: string.punctuation of Python. */
#define SPEC_MARKS "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

/** How many code points a text has. */
size_t spec_length(stet_str text);

/** Whether it is one of SPEC_MARKS. */
bool spec_is_mark(uint32_t c);
/** Emoji of one code point, but for digits, # and *: Unicode 17, emoji-test.txt. */
bool spec_is_emoji(uint32_t c);
/** Hiragana, katakana, and the unified ideographs that both share with Chinese. */
bool spec_is_japanese(uint32_t c);

/** The mark that a sentence ends in: the last byte that is ASCII, closing quotes,
    brackets, asterisks and the marks of footnotes ([1], [^2]) aside; 0: none. */
char spec_last_mark(stet_str sentence);

/** Whether the exclamation mark that a sentence ends in belongs to a name: Yahoo!, or a
    short quotation that begins inside the sentence, as in “the musical “Oklahoma!””.
   What is said is no name: a comma or a colon stands before it. */
bool spec_ends_in_name(stet_str sentence);

/** The text without ASCII punctuation; itself when it has none. */
stet_str spec_bare(stet_ctx *ctx, stet_str text);
/** The text in ASCII: accents taken off Latin letters, what has no such form left out;
    itself when it is ASCII. The compatibility decompositions of Unicode to one
    character; letters such as o with a stroke have none. */
stet_str spec_fold(stet_ctx *ctx, stet_str text);
/** A word as a typewriter of English has it: accents taken off, ø is o, ß is ss;
    letters that have no such form, as those of other scripts, stay. `umlauts`: ä, ö and
    ü are ae, oe and ue, as Germans write them then. Itself when it is ASCII. */
stet_str spec_transcribe(stet_ctx *ctx, stet_str word, bool umlauts);

#endif
