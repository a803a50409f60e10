/* SPDX-License-Identifier: Apache-2.0 */
/**
 * formula.h - how hard a text is to read, by six published formulas.
 *
 * Each is a weighted sum of a few averages, fitted by its author to texts whose readers
 * were tested. They know nothing of meaning or order; a list of names comes out as
 * hard, a riddle as easy. What goes in is in counts.h.
 *
 * Pure functions: no state, any thread.
 */
#ifndef STET_STRUCTURE_FORMULA_H
#define STET_STRUCTURE_FORMULA_H

#include "counts.h"

typedef enum structure_formula_kind {
    /** Flesch reading ease: 0 (hardest) to 100. R. Flesch, A new readability yardstick,
        Journal of Applied Psychology 32 (1948): 206.835 - 1.015 words/sentences
        - 84.6 syllables/words. */
    STRUCTURE_FLESCH,
    /** Flesch-Kincaid grade level. J. P. Kincaid and others, Naval Technical Training
        Command, Research Branch Report 8-75 (1975): 0.39 words/sentences
        + 11.8 syllables/words - 15.59. */
    STRUCTURE_FLESCH_KINCAID,
    /** Gunning fog index. R. Gunning, The Technique of Clear Writing (1952):
        0.4 (words/sentences + 100 complex words/words). */
    STRUCTURE_FOG,
    /** Coleman-Liau index. M. Coleman and T. L. Liau, Journal of Applied Psychology 60
        (1975): 0.0588 L - 0.296 S - 15.8, with L letters and S sentences a 100 words.
     */
    STRUCTURE_COLEMAN_LIAU,
    /** SMOG grade. G. H. McLaughlin, SMOG grading, Journal of Reading 12 (1969):
        1.0430 sqrt(30 polysyllables/sentences) + 3.1291; made for 30 sentences. */
    STRUCTURE_SMOG,
    /** Automated readability index. E. A. Smith and R. J. Senter, AMRL-TR-66-220
       (1967): 4.71 strokes/words + 0.5 words/sentences - 21.43. */
    STRUCTURE_ARI,
} structure_formula_kind;

/** The value of a formula; NaN without a word or a sentence. */
double structure_formula(structure_formula_kind kind, const structure_counts *counts);

/** What a formula is called in messages. Static. */
const char *structure_formula_name(structure_formula_kind kind);

#endif
