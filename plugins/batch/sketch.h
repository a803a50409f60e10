/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sketch.h - what is kept of a text to find others that are nearly the same.
 *
 * A text is taken as the set of its shingles: runs of a few words in a row, five in a
 * text of fifty words or more, fewer in shorter ones, where one word that differs would
 * else part two texts. Their similarity is that of the two sets (Jaccard): what both
 * have by what either has.
 *
 * MinHash (A. Broder, On the resemblance and containment of documents, 1997): the
 * smallest value of a random hash over a set is the same for two sets as often as they
 * are similar. 112 such values in 14 bands of 8: two texts are compared when they agree
 * in all of a band, which happens with probability 1 - (1 - s^8)^14 for similarity s:
 *
 *     s      0.5   0.6   0.7   0.75  0.8   0.85  0.9    0.95
 *     found  0.05  0.21  0.56  0.77  0.92  0.99  0.9996 1.0000
 *
 * (J. Leskovec, A. Rajaraman, J. Ullman, Mining of Massive Datasets, 3.4.) What is
 * compared is then compared exactly, by the shingles themselves: numbers of 32 bits, of
 * which two different ones are equal once in 4e9. Of a text with more than 4,096
 * different shingles the 4,096 smallest are kept, which estimate the similarity within
 * 0.01 (Broder's bottom-k sketch: sqrt(s (1 - s) / 4096)).
 *
 * Memory: 68 bytes and 4 a shingle, at most 16 KiB. Pure functions, any
 * thread, but for the archive.
 */
#ifndef STET_BATCH_SKETCH_H
#define STET_BATCH_SKETCH_H

#include <stet/plugin.h>

enum {
    BATCH_BANDS = 14,
    BATCH_ROWS = 8,
    BATCH_HASHES = BATCH_BANDS * BATCH_ROWS,
    BATCH_SHINGLES_KEPT = 4096,
};

/** The random hashes: x -> factor x + summand, modulo 2^32. */
typedef struct batch_hashes {
    uint32_t factor[BATCH_HASHES];
    uint32_t summand[BATCH_HASHES];
} batch_hashes;

typedef struct batch_sketch {
    uint32_t bands[BATCH_BANDS]; /**< Each a hash of its eight smallest values. */
    uint32_t partition;          /**< Only sketches of one partition are similar. */
    uint16_t width;              /**< Words a shingle. */
    uint16_t n_shingles;
    bool cut;            /**< There were more shingles than are kept. */
    uint32_t shingles[]; /**< Ascending, each once. */
} batch_sketch;

/** The same ones on every machine. */
void batch_hashes_init(batch_hashes *hashes);

/** How many words a shingle of a text of so many words has. */
size_t batch_shingle_width(size_t n_words);
/** The width of the shorter texts that a text of so many words may be similar to, when
    that is another one; else 0. */
size_t batch_shingle_second_width(size_t n_words, double threshold);

/** The shingles of `width` words of a text, into `out`: ascending, each once. What
   stands before the first word and behind the last is taken as a word of its own, so
   that each word is in as many shingles. `out` and `spare` have room for n_tokens +
   width - 1. Returns how many. */
size_t batch_shingles(const uint32_t *tokens, size_t n_tokens, size_t width,
                      uint32_t *out, uint32_t *spare);
/** Fills `sketch`, which has room for so many shingles or the most that are kept. */
void batch_sketch_fill(batch_sketch *sketch, const batch_hashes *hashes,
                       const uint32_t *shingles, size_t n_shingles);
size_t batch_sketch_size(size_t n_shingles);

/** Writes a sketch, or reads and keeps one (stet_keep); NULL: there is none. */
bool batch_sketch_archive(stet_ctx *ctx, const batch_sketch **sketch);

/** The similarity, from 0 to 1; 0 of different widths or partitions. */
double batch_sketch_similarity(const batch_sketch *a, const batch_sketch *b);

#endif
