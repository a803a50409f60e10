/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scan_words_p.h - finding literals by the words of a text.
 *
 *     scan_anchor.c  the index: of each literal a piece that stands within one word
 *     scan_spot.c    what of a literal stands around a word
 *     scan_words.c   a worker's run over the words of a block
 *
 * The words of most texts are wanted anyway, and each is the number of a form. Which
 * anchors stand in a form is worked out when it is met first; from then on a word costs
 * one look into a table, and if anchors stand in it, one comparison each of what is
 * beside the word. What is left is compared letter by letter.
 */
#ifndef STET_RULE_SCAN_WORDS_P_H
#define STET_RULE_SCAN_WORDS_P_H

#include "rule/scan_p.h"

#include <pthread.h>
#include <stdatomic.h>

/** A piece of a literal that stands within one word whenever the literal stands
    anywhere: its rarest run of letters and digits, else its rarest mark. */
typedef struct stet_scan_anchor {
    uint32_t literal;
    uint16_t offset; /**< Of the anchor in the literal. */
    uint16_t len;
} stet_scan_anchor;

struct stet_scan_words {
    const stet_str *literals;
    const stet_scan_traits *traits; /**< By literal. */
    size_t n_literals;
    pthread_mutex_t lock;
    atomic_bool is_made; /**< All that follows. */
    stet_str *texts;     /**< Each anchor's text once. */
    size_t n_texts;
    /** Anchors of text i: anchors[first[i]] to anchors[first[i + 1]]. */
    uint32_t *first;
    stet_scan_anchor *anchors;
    stet_scan_plain *plain; /**< Looks for the texts. */
};

/** Eight characters beside a word as the copy shows them, and which of them count: four
    before and four behind it, the nearest first, as bytes of one number each. */
typedef struct stet_scan_beside {
    uint64_t shown, mask;
} stet_scan_beside;

/** So many spots are kept: what is known of all forms is bounded, even where thousands
    of literals share a word that a text has in ever new forms. */
enum { STET_SCAN_SPOTS_KEPT = 1 << 21 };

/** An anchor that stands in a form. */
typedef struct stet_scan_spot {
    uint32_t literal;
    /** What the literal wants beside the word, where the anchor is at its edge. */
    stet_scan_beside beside;
    /** Where the anchor begins and ends in the form, */
    uint16_t start, end;
    /** and in the literal. */
    uint16_t offset, behind;
} stet_scan_spot;

/** Makes the index, unless it was made; any thread. */
void stet_scan_words_make(stet_scan_words *words);
/** The spot of an anchor in a form; false: the form's letters forbid the literal. */
bool stet_scan_spot_make(const stet_scan_words *words, const stet_scan_anchor *anchor,
                         stet_str form, size_t start, size_t end, stet_scan_spot *out);
/** What stands beside a span of a block of the text. */
stet_scan_beside stet_scan_beside_of(stet_str text, stet_span block, stet_span span);
/** Whether the literal stands around the anchor, in a form that begins at byte `base`
   of the block; then `*at` is where its first letter or mark does. */
bool stet_scan_spot_stands(const stet_scan_spot *spot, stet_str literal, stet_str block,
                           size_t base, size_t *at);

static inline bool stet_scan_spot_may_stand(const stet_scan_spot *spot,
                                            stet_scan_beside seen)
{
    return ((seen.shown ^ spot->beside.shown) & seen.mask & spot->beside.mask) == 0;
}

#endif
