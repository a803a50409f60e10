/* SPDX-License-Identifier: Apache-2.0 */
#include "account/difference.h"

#include "near.h"

static stet_difference difference(uint64_t after, uint64_t n_after, uint64_t before,
                                  uint64_t n_before)
{
    stet_share a = stet_share_of(after, n_after);
    stet_share b = stet_share_of(before, n_before);

    return stet_difference_of(&b, &a);
}

/* R. G. Newcombe, Interval estimation for the difference between independent
   proportions, Statistics in Medicine 17 (1998) 873-890, table II: method 10. */
static void intervals_are_newcombes(void **state)
{
    static const struct {
        uint64_t after, n_after, before, n_before;
        double low, high;
    } rows[] = {
        { 56, 70, 48, 80, 0.0524, 0.3339 }, { 9, 10, 3, 10, 0.1705, 0.8090 },
        { 6, 7, 2, 7, 0.0582, 0.8062 },     { 5, 56, 0, 29, -0.0381, 0.1926 },
        { 0, 10, 0, 20, -0.1611, 0.2775 },  { 0, 10, 0, 10, -0.2775, 0.2775 },
        { 10, 10, 0, 20, 0.6791, 1.0000 },  { 10, 10, 0, 10, 0.6075, 1.0000 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_difference d = difference(rows[i].after, rows[i].n_after, rows[i].before,
                                       rows[i].n_before);
        assert_near(d.low, rows[i].low, 0.00005);
        assert_near(d.high, rows[i].high, 0.00005);
    }
}

/* Fisher's tea lady, 3 and 1 of 4: by hand, all tables that are no more probable add up
   to 34 / 70. An expected number there is 2, so N - 1 chi-square is taken: 7 * 4 / 16.
 */
static void chances_are_campbells(void **state)
{
    (void)state;
    assert_near(difference(3, 4, 1, 4).p, erfc(sqrt(1.75 / 2)), 1e-12);
    /* 3 of 10 and none of 100: 0.27 is expected, so Fisher's: 10 * 9 * 8 / 110 / 109 /
     * 108. */
    assert_near(difference(3, 10, 0, 100).p, 720.0 / 1294920.0, 1e-12);
    /* 1 of 2 and none of 100: the others are more probable. */
    assert_near(difference(1, 2, 0, 100).p, 2.0 / 102, 1e-12);
    assert_near(difference(0, 10, 0, 100).p, 1, 1e-12);
    assert_near(difference(10, 10, 100, 100).p, 1, 1e-12);
    assert_near(difference(50, 100, 500, 1000).p, 1, 1e-12);
}

static void what_has_no_records_is_not_compared(void **state)
{
    stet_difference d = difference(0, 0, 3, 10);

    (void)state;
    assert_true(isnan(d.value));
    assert_true(d.low == -1 && d.high == 1 && d.p == 1);
}

static void large_batches_neither_overflow_nor_underflow(void **state)
{
    (void)state;
    stet_difference d = difference(100000000, 1000000000, 100200000, 1000000000);
    assert_near(d.value, -0.0002, 1e-12);
    assert_true(d.p > 0 && d.p < 1e-10);
    d = difference(3, 1000000000, 0, 10);
    assert_true(d.p > 0.99 && d.p <= 1);
}

/* Benjamini and Hochberg (1995), section 3.2: of fifteen comparisons of treatments of
   heart attacks four count at 5 %, where Bonferroni's rule has three. */
static void false_discoveries_are_held_as_in_the_paper(void **state)
{
    double chances[] = { 0.0459, 0.0001, 0.3240, 0.0004, 0.7590, 0.0019, 1.0000, 0.0095,
                         0.0201, 0.0278, 0.0298, 0.0344, 0.4262, 0.5719, 0.6528 };

    (void)state;
    assert_near(stet_difference_threshold(chances, STET_LEN(chances), 0.05), 0.0095, 0);
}

static void without_discoveries_there_is_no_threshold(void **state)
{
    double chances[] = { 0.5, 0.06 };
    double one[] = { 0.05 };

    (void)state;
    assert_true(stet_difference_threshold(chances, STET_LEN(chances), 0.05) < 0);
    assert_near(stet_difference_threshold(one, 1, 0.05), 0.05, 0);
    assert_true(stet_difference_threshold(NULL, 0, 0.05) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_newcombes),
        cmocka_unit_test(chances_are_campbells),
        cmocka_unit_test(what_has_no_records_is_not_compared),
        cmocka_unit_test(large_batches_neither_overflow_nor_underflow),
        cmocka_unit_test(false_discoveries_are_held_as_in_the_paper),
        cmocka_unit_test(without_discoveries_there_is_no_threshold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
