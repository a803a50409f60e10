/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scan.h - one literal scan a document, for all gates of all rules.
 *
 *     text -> literals -> candidates -> confirm -> hits
 *
 * The scan is built once a rule set. It knows the required literals of all gate
 * patterns, and looks for all of them at once, in one of two ways:
 *
 * - By words, where the words of a text are wanted anyway, as nearly always: which
 *   literals can stand around a word is known of its form, which is worked out once
 *   (see scan_words.c), so that thousands of literals cost hardly more than none. The
 *   letters around the word decide.
 * - By Vectorscan, where nobody asks for words: one literal database
 *   (hs_compile_lit_multi, caseless), which is cached on disk under the cache folder by
 *   content, library version and CPU; a cache file that is corrupt, foreign or not ours
 *   is a miss. It reads a copy of the blocks in which each run of white space is one
 *   space, curly apostrophes are straight and the two non-ASCII letters that fold to
 *   ASCII are folded, with the way back (literals hold only single spaces). The copy is
 *   made piece by piece, small enough to stay in the processor's cache.
 *
 * What no rule looks at, such as code, is not scanned. Confirming always reads the true
 * text. A phrase is confirmed by our own comparison, right where its literal stands; a
 * PCRE2 pattern by PCRE2, from where a match that holds the literal can begin (see
 * literal.h), in blocks over STET_SUBJECT_SIZE part by part. Patterns without a literal
 * are tried in every block.
 *
 * The scan is immutable and shared. A worker has a scanner: scratch, matcher, what it
 * knows of forms, and the hits of the document at hand. The oracle of both ways, in the
 * differential test, tries every pattern in every block: the same hits, but it may stop
 * patterns where their literal does not stand.
 */
#ifndef STET_RULE_SCAN_H
#define STET_RULE_SCAN_H

#include "rule/pattern.h"
#include "rule/site.h"

typedef struct stet_scan stet_scan;

/** How literals are looked for. */
typedef enum stet_scan_way {
    STET_SCAN_FASTEST,    /**< With Vectorscan if there is one. */
    STET_SCAN_WORDS,      /**< Without. */
    STET_SCAN_EVERYWHERE, /**< They are not: every pattern is tried in every block. */
} stet_scan_way;

/** `cache` is the folder, or empty for none. NULL only when the library fails.
    `*was_cached`: the patterns are known to be valid. The patterns must be final, their
    block_kinds too, and outlive the scan. */
stet_scan *stet_scan_new(const stet_pattern_list *patterns, stet_str cache,
                         stet_scan_way way, bool *was_cached, stet_error *error);
void stet_scan_free(stet_scan *scan);

/** A confirmed match of a pattern in the document. Most have no groups, and there are
    many: a hit is small. */
typedef struct stet_scan_hit {
    uint32_t pattern; /**< Its id. */
    uint32_t block;
    stet_span span;           /**< In the text. */
    const stet_match *groups; /**< Of a pattern that has groups; else NULL. */
} stet_scan_hit;

/** The match of a hit; spans are in the text. */
static inline stet_match stet_scan_hit_match(const stet_scan_hit *hit)
{
    return hit->groups != NULL ? *hit->groups : stet_matcher_whole(hit->span);
}

typedef struct stet_scanner stet_scanner;
stet_scanner *stet_scanner_new(const stet_scan *scan);
void stet_scanner_free(stet_scanner *scanner);

/** A document. */
typedef struct stet_scan_input {
    stet_str text;
    stet_block_array blocks;
    /** Of all blocks (see stet_block.first_word), by the forms of one table, always the
        same; items NULL: not known. */
    stet_word_array words;
    const stet_site_bounds *bounds; /**< NULL: sites of patterns do not count. */
} stet_scan_input;

/** Whether the scan is faster with words, even when nobody else asks for them. */
bool stet_scan_wants_words(const stet_scan *scan);
/** Finds all hits, sorted by pattern, then start: the same with words and without.
    Blocks whose kind no rule of a pattern selects are passed over for it. They live
    until the next run. */
const stet_scan_hit *stet_scanner_run(stet_scanner *scanner,
                                      const stet_scan_input *input, size_t *n_hits);
/** The patterns that a limit stopped in the last run: ids, each once. */
const uint32_t *stet_scanner_limited(const stet_scanner *scanner, size_t *count);
/** The scanner's own matcher, for stet_find(). */
stet_matcher *stet_scanner_matcher(stet_scanner *scanner);

#endif
