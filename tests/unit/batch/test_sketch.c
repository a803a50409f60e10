/* SPDX-License-Identifier: Apache-2.0 */
/* Sketches: the similarity is the exact one, and bands agree as often as the curve
 * says. */
#include "batch.h"
#include "batch_ctx.h"
#include "sketch.h"

#include <stdlib.h>

enum { LONGEST = 20000 };

typedef struct texts {
    batch_ctx plain;
    batch_hashes hashes;
    uint32_t tokens[LONGEST], out[LONGEST + 8], spare[LONGEST + 8];
} texts;

static texts *make(void)
{
    texts *t = test_calloc(1, sizeof *t);
    t->plain = (batch_ctx)BATCH_CTX;
    batch_hashes_init(&t->hashes);
    return t;
}

static void give_back(texts *t)
{
    stet_arena_release(&t->plain.arena);
    test_free(t);
}

static batch_sketch *sketch_of_set(texts *t, const uint32_t *shingles, size_t n)
{
    batch_sketch *sketch = stet_alloc(&t->plain.ctx, batch_sketch_size(n));
    sketch->width = 5;
    batch_sketch_fill(sketch, &t->hashes, shingles, n);
    return sketch;
}

/* Words are their letters' numbers. */
static size_t shingles_of(texts *t, const char *words, size_t width)
{
    size_t n = strlen(words);
    for (size_t i = 0; i < n; i++)
        t->tokens[i] = (unsigned char)words[i];
    return batch_shingles(t->tokens, n, width, t->out, t->spare);
}

static batch_sketch *sketch_of(texts *t, const char *words, size_t width)
{
    size_t n = shingles_of(t, words, width);
    return sketch_of_set(t, t->out, n);
}

static void test_shingles(void **state)
{
    texts *t = make();

    (void)state;
    assert_int_equal(shingles_of(t, "abcd", 2), 5); /* -a ab bc cd d- */
    assert_int_equal(shingles_of(t, "abab", 2), 4); /* -a ab ba b- */
    assert_int_equal(shingles_of(t, "a", 5), 5);
    assert_int_equal(shingles_of(t, "aaaaaaaaaa", 3), 5); /* --a -aa aaa aa- a-- */
    for (size_t i = 1; i < 5; i++)
        assert_true(t->out[i - 1] < t->out[i]);
    give_back(t);
}

/* Of 26 words one is another one: 26 + 4 shingles, of which 5 differ: 25 of 35. */
static void test_similarity_of_texts(void **state)
{
    texts *t = make();
    const batch_sketch *a = sketch_of(t, "abcdefghijklmnopqrstuvwxyz", 5);
    const batch_sketch *middle = sketch_of(t, "abcdefghijklMnopqrstuvwxyz", 5);
    const batch_sketch *first = sketch_of(t, "Abcdefghijklmnopqrstuvwxyz", 5);
    const batch_sketch *last = sketch_of(t, "abcdefghijklmnopqrstuvwxyZ", 5);
    const batch_sketch *turned = sketch_of(t, "zyxwvutsrqponmlkjihgfedcba", 5);

    (void)state;
    assert_near(batch_sketch_similarity(a, a), 1, 0);
    assert_near(batch_sketch_similarity(a, middle), 25.0 / 35, 1e-12);
    assert_near(batch_sketch_similarity(a, first), 25.0 / 35, 1e-12);
    assert_near(batch_sketch_similarity(a, last), 25.0 / 35, 1e-12);
    assert_near(batch_sketch_similarity(a, turned), 0, 0);
    give_back(t);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Two sets of `n` random numbers, of which they share so many. */
static void random_sets(texts *t, uint64_t *seed, size_t n, size_t n_shared,
                        batch_sketch **a, batch_sketch **b)
{
    uint32_t *numbers = stet_alloc(&t->plain.ctx, 2 * n * sizeof *numbers);

    for (size_t i = 0; i < 2 * n - n_shared; i++)
        numbers[i] = batch_random(seed) * 2654435761u + (uint32_t)i;
    uint32_t *other = stet_alloc(&t->plain.ctx, n * sizeof *other);
    memcpy(other, numbers + n - n_shared, n * sizeof *other);
    qsort(numbers, n, sizeof *numbers, by_number);
    qsort(other, n, sizeof *other, by_number);
    *a = sketch_of_set(t, numbers, n);
    *b = sketch_of_set(t, other, n);
}

static bool share_band(const batch_sketch *a, const batch_sketch *b)
{
    for (size_t i = 0; i < BATCH_BANDS; i++)
        if (a->bands[i] == b->bands[i])
            return true;
    return false;
}

/* The table of sketch.h. */
static void test_curve(void **state)
{
    static const struct {
        double similarity, found;
    } rows[] = {
        { 0.5, 0.05 }, { 0.6, 0.21 }, { 0.7, 0.56 }, { 0.8, 0.92 }, { 0.9, 0.9996 }
    };
    enum { PAIRS = 1500, SIZE = 300 };
    texts *t = make();
    uint64_t seed = 3;
    batch_sketch *a, *b;

    (void)state;
    for (size_t r = 0; r < STET_LEN(rows); r++) {
        double s = rows[r].similarity, found = 0;
        size_t shared = (size_t)(2 * s * SIZE / (1 + s) + 0.5);
        for (size_t i = 0; i < PAIRS; i++) {
            random_sets(t, &seed, SIZE, shared, &a, &b);
            assert_near(batch_sketch_similarity(a, b), s, 0.005);
            found += share_band(a, b);
            stet_arena_reset(&t->plain.arena);
        }
        assert_near(found / PAIRS, rows[r].found, 0.04);
    }
    give_back(t);
}

/* More than is kept: estimated, within four standard errors. */
static void test_long_texts(void **state)
{
    texts *t = make();
    uint64_t seed = 5;
    batch_sketch *a, *b;

    (void)state;
    random_sets(t, &seed, 20000, 16000, &a, &b);
    assert_true(a->cut && b->cut);
    assert_int_equal(a->n_shingles, BATCH_SHINGLES_KEPT);
    assert_near(batch_sketch_similarity(a, b), 16.0 / 24, 4 * sqrt(0.22 / 4096));
    random_sets(t, &seed, 4096, 2048, &a, &b);
    assert_false(a->cut || b->cut);
    assert_near(batch_sketch_similarity(a, b), 1.0 / 3, 1e-9);
    give_back(t);
}

/* A text may be similar to one that is short enough for another width: it is kept in
   both, so there is no length at which two equal texts, but for a word, are parted. */
static void test_widths(void **state)
{
    (void)state;
    assert_int_equal(batch_shingle_width(1), 2);
    assert_int_equal(batch_shingle_width(19), 2);
    assert_int_equal(batch_shingle_width(20), 3);
    assert_int_equal(batch_shingle_width(49), 3);
    assert_int_equal(batch_shingle_width(50), 5);
    assert_int_equal(batch_shingle_second_width(19, 0.8), 0);
    assert_int_equal(batch_shingle_second_width(20, 0.8), 2);
    assert_int_equal(batch_shingle_second_width(30, 0.8), 0);
    assert_int_equal(batch_shingle_second_width(50, 0.8), 3);
    assert_int_equal(batch_shingle_second_width(62, 0.8), 3);
    assert_int_equal(batch_shingle_second_width(70, 0.8), 0);
    assert_int_equal(batch_shingle_second_width(70, 0.5), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shingles), cmocka_unit_test(test_similarity_of_texts),
        cmocka_unit_test(test_curve),    cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
