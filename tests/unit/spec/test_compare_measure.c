/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/compare_measure.h"
#include "comparing/edit.h"
#include "plain_ctx.h"

enum { MOST = 64 };

static spec_pair pair_of(plain_ctx *plain, const char *ours, const char *theirs)
{
    spec_vocabulary v = spec_vocabulary_new(&plain->ctx, 256);
    spec_pair pair = { .ours = plain_words(plain, &v, ours),
                       .theirs = plain_words(plain, &v, theirs) };
    pair.n_ids = v.count;
    pair.their_count = pair.theirs.count;
    return pair;
}

static void expect(const char *ours, const char *theirs, spec_measure measure, size_t n,
                   double expected)
{
    plain_ctx plain = PLAIN_CTX;
    spec_pair pair = pair_of(&plain, ours, theirs);
    double value = spec_pair_measure(&plain.ctx, &pair, measure, n);

    if (value < expected - 1e-9 || value > expected + 1e-9)
        fail_msg("%s / %s: measure %d is %f, not %f", ours, theirs, (int)measure, value,
                 expected);
    stet_arena_release(&plain.arena);
}

/* The second row is the example of Broder (1997): its 4-shingling has three members. */
static void test_runs(void **state)
{
    (void)state;
    expect("a b c", "b c d e", SPEC_CONTAINMENT, 1, 2.0 / 3);
    expect("a rose is a rose is a rose", "a rose is a flower", SPEC_CONTAINMENT, 4,
           1.0 / 3);
    expect("a b c", "b c d e", SPEC_RESEMBLANCE, 1, 2.0 / 5);
    expect("a b c", "b c d e", SPEC_RESEMBLANCE, 2, 1.0 / 4);
    expect("a b c", "B, c! a b", SPEC_OVERLAP, 2, 2);
    expect("a b", "a b c", SPEC_CONTAINMENT, 3, 0);
    expect("", "a", SPEC_CONTAINMENT, 1, 0);
}

static void test_stretches(void **state)
{
    (void)state;
    expect("x a b c y", "c a b c d", SPEC_LONGEST, 1, 3);
    expect("x y", "a b", SPEC_LONGEST, 1, 0);
    expect("a a a a", "a a a a a", SPEC_LONGEST, 1, 4);
    expect("", "a", SPEC_LONGEST, 1, 0);
    /* Fragments "a b c" and "e": (3 + 1) / 5, (9 + 1) / 5. */
    expect("a b c x e", "e f a b c", SPEC_COVERAGE, 1, 0.8);
    expect("a b c x e", "e f a b c", SPEC_DENSITY, 1, 2.0);
    expect("", "a", SPEC_DENSITY, 1, 0);
}

static void test_lengths(void **state)
{
    (void)state;
    expect("a b", "a b c d e", SPEC_COMPRESSION, 1, 2.5);
    expect("a b", "", SPEC_COMPRESSION, 1, 0);
}

/* The words of Levenshtein's usual examples, a letter a word. */
static void test_edits(void **state)
{
    (void)state;
    expect("k i t t e n", "s i t t i n g", SPEC_EDIT, 1, 3.0 / 7);
    expect("s a t u r d a y", "s u n d a y", SPEC_EDIT, 1, 3.0 / 8);
    expect("a b c", "A b, c.", SPEC_EDIT, 1, 0);
    expect("a b c", "x y z", SPEC_EDIT, 1, 1);
    expect("", "", SPEC_EDIT, 1, 0);
}

/* ---- Against the plain, quadratic ways ---- */

static spec_words random_words(plain_ctx *plain, uint64_t *seed, uint32_t kinds,
                               size_t most)
{
    size_t count = plain_random(seed) % (most + 1);
    uint32_t *ids = plain_alloc(&plain->ctx, (count + 1) * sizeof *ids);

    for (size_t i = 0; i < count; i++)
        ids[i] = plain_random(seed) % kinds;
    return (spec_words){ ids, count };
}

static size_t length_at(spec_words a, size_t i, spec_words b, size_t j)
{
    size_t n = 0;
    while (i + n < a.count && j + n < b.count && a.ids[i + n] == b.ids[j + n])
        n++;
    return n;
}

static void test_stretches_of_random_texts(void **state)
{
    (void)state;
    uint64_t seed = 1;
    spec_stretch found[MOST];

    for (int round = 0; round < 3000; round++) {
        plain_ctx plain = PLAIN_CTX;
        uint32_t kinds = 1 + plain_random(&seed) % 5;
        spec_words a = random_words(&plain, &seed, kinds, MOST);
        spec_words b = random_words(&plain, &seed, kinds, MOST);
        spec_automaton_follow(spec_automaton_new(&plain.ctx, b), a, found);
        for (size_t i = 0; i < a.count; i++) {
            size_t longest = 0;
            for (size_t j = 0; j < b.count; j++) {
                size_t n = length_at(a, i, b, j);
                longest = n > longest ? n : longest;
            }
            assert_int_equal(found[i].length, longest);
            if (longest > 0)
                assert_true(length_at(a, i, b, found[i].other) >= longest);
        }
        stet_arena_release(&plain.arena);
    }
}

static size_t slow_distance(spec_words a, spec_words b)
{
    size_t row[4 * MOST + 1];

    for (size_t j = 0; j <= b.count; j++)
        row[j] = j;
    for (size_t i = 0; i < a.count; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.count; j++) {
            size_t least = diagonal + (a.ids[i] != b.ids[j]);
            least = row[j] + 1 < least ? row[j] + 1 : least;
            least = row[j + 1] + 1 < least ? row[j + 1] + 1 : least;
            diagonal = row[j + 1];
            row[j + 1] = least;
        }
    }
    return row[b.count];
}

static void test_edits_of_random_texts(void **state)
{
    (void)state;
    uint64_t seed = 2;

    for (int round = 0; round < 2000; round++) {
        plain_ctx plain = PLAIN_CTX;
        uint32_t kinds = 1 + plain_random(&seed) % 9;
        spec_words a = random_words(&plain, &seed, kinds, 4 * MOST);
        spec_words b = random_words(&plain, &seed, kinds, 4 * MOST);
        size_t distance = slow_distance(a, b);
        assert_int_equal(spec_edit_distance(&plain.ctx, a, b, kinds), distance);
        assert_true(spec_edit_distance_within(&plain.ctx, a, b, kinds, 64 * 64) >=
                    distance);
        stet_arena_release(&plain.arena);
    }
}

static void test_a_long_text_with_a_few_edits(void **state)
{
    (void)state;
    enum { LONG = 200000 };
    plain_ctx plain = PLAIN_CTX;
    uint32_t *a = plain_alloc(&plain.ctx, LONG * sizeof *a);
    uint32_t *b = plain_alloc(&plain.ctx, LONG * sizeof *b);
    uint64_t seed = 3;

    for (size_t i = 0; i < LONG; i++)
        a[i] = b[i] = plain_random(&seed) % 5000;
    for (size_t i = 100; i < LONG; i += 50000)
        b[i] = 5000;
    assert_int_equal(spec_edit_distance(&plain.ctx, (spec_words){ a, LONG },
                                        (spec_words){ b, LONG }, 5001),
                     4);
    stet_arena_release(&plain.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_stretches),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_stretches_of_random_texts),
        cmocka_unit_test(test_edits_of_random_texts),
        cmocka_unit_test(test_a_long_text_with_a_few_edits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
