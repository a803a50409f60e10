/* SPDX-License-Identifier: Apache-2.0 */
/**
 * counts.h - what a text is counted in, for formulas and expressions.
 *
 * One walk over the blocks and their words fills the counts that are asked for. What a
 * word form has (syllables, letters) is worked out once and kept in stet_memos(), so a
 * word costs a look at a table. A rule that counts therefore keeps nothing else there.
 *
 * Words, sentences and what words are made of count in the blocks that the rule's `in`
 * selects; all other units in the whole text, as docs/units.md says.
 */
#ifndef STET_STRUCTURE_COUNTS_H
#define STET_STRUCTURE_COUNTS_H

#include <stet/plugin.h>

typedef enum structure_count_unit {
    STRUCTURE_WORDS,
    STRUCTURE_SENTENCES,
    STRUCTURE_SYLLABLES,
    STRUCTURE_STROKES,        /**< Letters and digits of the words. */
    STRUCTURE_LETTERS,        /**< Letters of the words. */
    STRUCTURE_LONG_WORDS,     /**< Words of more than six letters. */
    STRUCTURE_POLYSYLLABLES,  /**< Words of three syllables or more. */
    STRUCTURE_COMPLEX_WORDS,  /**< Those of them that are hard to Gunning: no name, no
                                   compound with a hyphen, and three syllables without
                                   an ending -es, -ed or -ing. */
    STRUCTURE_LETTERED_WORDS, /**< Words that hold a letter. */
    STRUCTURE_CHARACTERS,
    STRUCTURE_LINES,
    STRUCTURE_PARAGRAPHS,
    STRUCTURE_HEADINGS,
    STRUCTURE_ITEMS,
    STRUCTURE_BULLETS,
    STRUCTURE_NUMBERED_ITEMS,
    STRUCTURE_QUOTES,
    STRUCTURE_CODE_BLOCKS,
    STRUCTURE_TABLES,
    STRUCTURE_LINKS,
    STRUCTURE_IMAGES,
    STRUCTURE_CODE_SPANS,
    STRUCTURE_BOLD,
    STRUCTURE_ITALIC,
    STRUCTURE_PROSE_LINES,    /**< Lines that are no code, table or rule; the next */
    STRUCTURE_BULLET_LINES,   /**< four are of those: with a bullet at the start, */
    STRUCTURE_ELLIPSIS_LINES, /**< with ... or … at the end, */
    STRUCTURE_ENDED_LINES,    /**< with . ! ? or a quotation mark there, */
    STRUCTURE_SHORT_LINES,    /**< of 30 characters at most behind their marks. */
    STRUCTURE_HASHES,         /**< # in the text. */
    STRUCTURE_ELLIPSES,       /**< ... and … in the text. */
    STRUCTURE_N_UNITS
} structure_count_unit;

typedef struct structure_counts {
    double of[STRUCTURE_N_UNITS];
} structure_counts;

/** What a rule set calls them, in the order of the units. */
extern const char *const structure_unit_names[STRUCTURE_N_UNITS];

/** Counts the units whose bits are set in `units` (1 << unit), and what comes for
   nothing with them. Addresses and code spans are words without letters, of one
   syllable. */
void structure_count(stet_ctx *ctx, const stet_doc *doc, uint32_t units,
                     structure_counts *counts);

/** Whether a line of the markup is prose: no blank one, and no code, table or rule. */
bool structure_is_prose_line(const stet_line *line);
/** Counts the units of lines, and those of signs: STRUCTURE_PROSE_LINES to _ELLIPSES.
 */
void structure_count_lines(stet_ctx *ctx, const stet_doc *doc,
                           structure_counts *counts);

#endif
