/* SPDX-License-Identifier: Apache-2.0 */
/* Kappa, by published figures and by what must hold. */
#include "labels.h"

static double cohen(labels *l, agreement_metric metric)
{
    return agreement_cohen(&l->table, metric, NULL, &l->spare);
}

static double fleiss(labels *l)
{
    return agreement_fleiss(&l->table, AGREEMENT_NOMINAL, NULL, &l->spare);
}

static void test_two_by_two(void **state)
{
    static const int counts[] = { 20, 5, 10, 15 };
    labels l;

    (void)state;
    labels_count(&l, 2, counts);
    assert_near(cohen(&l, AGREEMENT_NOMINAL), 0.4, 1e-12);
    /* Of two labels there is only one distance. */
    assert_near(cohen(&l, AGREEMENT_LINEAR), 0.4, 1e-12);
    assert_near(cohen(&l, AGREEMENT_QUADRATIC), 0.4, 1e-12);
}

/* The tests of the package Metrics (B. Hamner, 2012). */
static void test_weights(void **state)
{
    static const int first[] = { 1, 2, 3, 1, 2, 2, 3, 1, 2, 3, 1, 2, 3, 2 };
    static const int second[] = { 1, 2, 1, 1, 2, 2 };
    labels l;

    (void)state;
    labels_read(&l, 3, first, 2, 7);
    assert_near(cohen(&l, AGREEMENT_QUADRATIC), 0.75, 1e-12);
    assert_near(cohen(&l, AGREEMENT_LINEAR), 0.65, 1e-12);
    labels_read(&l, 2, second, 2, 3);
    assert_near(cohen(&l, AGREEMENT_QUADRATIC), 0.4, 1e-12);
}

static void test_extremes(void **state)
{
    static const int same[] = { 1, 2, 3, 1, 2, 3 };
    static const int opposite[] = { 1, 2, 1, 2, 2, 1, 2, 1 };
    static const int alike[] = { 1, 1, 1, 1 };
    static const int nobody[] = { 1, 0, 0, 2 };
    labels l;

    (void)state;
    labels_read(&l, 3, same, 2, 3);
    assert_near(cohen(&l, AGREEMENT_NOMINAL), 1, 1e-12);
    assert_near(fleiss(&l), 1, 1e-12);
    labels_read(&l, 2, opposite, 2, 4);
    assert_near(cohen(&l, AGREEMENT_NOMINAL), -1, 1e-12);
    labels_read(&l, 1, alike, 2, 2);
    assert_true(isnan(cohen(&l, AGREEMENT_NOMINAL)));
    assert_true(isnan(fleiss(&l)));
    labels_read(&l, 2, nobody, 2, 2);
    assert_true(isnan(cohen(&l, AGREEMENT_NOMINAL)));
    assert_true(isnan(fleiss(&l)));
}

/* Ten subjects in five categories by fourteen raters: the worked example of Fleiss'
   kappa, 0.210. */
static void test_fleiss(void **state)
{
    static const int counts[10][5] = {
        { 0, 0, 0, 0, 14 }, { 0, 2, 6, 4, 2 }, { 0, 0, 3, 5, 6 }, { 0, 3, 9, 2, 0 },
        { 2, 2, 8, 1, 1 },  { 7, 7, 0, 0, 0 }, { 3, 2, 6, 3, 0 }, { 2, 5, 3, 2, 2 },
        { 6, 5, 2, 1, 0 },  { 0, 2, 2, 3, 7 },
    };
    labels l;

    (void)state;
    labels_init(&l, 5);
    for (size_t i = 0; i < 10; i++) {
        uint32_t rater = 0;
        for (int label = 0; label < 5; label++)
            for (int n = 0; n < counts[i][label]; n++)
                labels_give(&l, rater++, label + 1);
        labels_end(&l);
    }
    assert_near(fleiss(&l), 0.210, 5e-4);
}

/* An item drawn twice is an item that is there twice. */
static void test_draws(void **state)
{
    static const int once[] = { 1, 2, 2, 1, 1, 2, 1, 1 };
    static const int drawn[] = { 1, 1, 2, 1, 1, 1, 1, 1 };
    static const uint32_t weights[] = { 2, 0, 1, 1 };
    labels a, b;

    (void)state;
    labels_read(&a, 2, once, 2, 4);
    labels_read(&b, 2, drawn, 2, 4);
    assert_near(agreement_cohen(&a.table, AGREEMENT_NOMINAL, weights, &a.spare),
                cohen(&b, AGREEMENT_NOMINAL), 1e-12);
    assert_near(agreement_fleiss(&a.table, AGREEMENT_NOMINAL, weights, &a.spare),
                fleiss(&b), 1e-12);
    assert_near(agreement_alpha(&a.table, AGREEMENT_NOMINAL, weights, &a.spare),
                agreement_alpha(&b.table, AGREEMENT_NOMINAL, NULL, &b.spare), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_by_two), cmocka_unit_test(test_weights),
        cmocka_unit_test(test_extremes),   cmocka_unit_test(test_fleiss),
        cmocka_unit_test(test_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
