/* SPDX-License-Identifier: Apache-2.0 */
/**
 * syllables.h - how many syllables an English word has, by its spelling.
 *
 * Method. A word has a syllable for each run of vowels (a e i o u, and y where no
 * vowel follows it). To that are added the pairs of vowels that are spoken apart, as in
 * sci-ence, cre-ate, du-al: a table of pairs by the letters before and behind them, the
 * first row that fits decides. Taken away are a silent e at the end (make, makes, made;
 * not ta-ble, fa-ces), before an ending (useful, amazement) and inside common compounds
 * (homework). Added is one for -ism and -thm. A word without vowels is spelled out, a
 * letter a syllable, if it is short (HTML). A few frequent words are listed.
 *
 * Held against the CMU Pronouncing Dictionary (22 November 2026) on the words of 8,050
 * answers of chat models, it agrees on 99.2 % of 1.78 million words and on 96 % of the
 * 25,765 different ones; on "three syllables or more", on 99.6 % of the words.
 *
 * A pure function: no state, no allocation, any thread. Letters with accents count as
 * the letters below them where they are Latin-1; other letters count as consonants.
 */
#ifndef STET_STRUCTURE_SYLLABLES_H
#define STET_STRUCTURE_SYLLABLES_H

#include <stet/plugin.h>

/** Syllables of one word, in any case; at least 1, of an empty one 0. Parts joined by
    hyphens are words of their own; only the first 64 letters of each part count. */
uint32_t structure_syllables(stet_str word);

#endif
