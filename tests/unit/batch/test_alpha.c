/* SPDX-License-Identifier: Apache-2.0 */
/* Krippendorff's alpha, by his own examples. */
#include "labels.h"

static double alpha(labels *l, agreement_metric metric)
{
    return agreement_alpha(&l->table, metric, NULL, &l->spare);
}

/* K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011, section C and D:
   four observers, twelve units. */
static void test_four_observers(void **state)
{
    static const int rows[] = {
        1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0, /* A */
        1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3, /* B */
        0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0, /* C */
        1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0, /* D */
    };
    labels l;

    (void)state;
    labels_read(&l, 5, rows, 4, 12);
    assert_near(alpha(&l, AGREEMENT_NOMINAL), 0.743, 5e-4);
    assert_near(alpha(&l, AGREEMENT_ORDINAL), 0.815, 5e-4);
    assert_near(alpha(&l, AGREEMENT_QUADRATIC), 0.849, 5e-4);
    assert_near(alpha(&l, AGREEMENT_RATIO), 0.797, 5e-4);
}

/* Three coders, fifteen units, of which most lack a label: 0.691 and 0.811. */
static void test_missing_labels(void **state)
{
    static const int rows[] = {
        0, 0, 0, 0, 0, 3, 4, 1, 2, 1, 1, 3, 3, 0, 3, /* A */
        1, 0, 2, 1, 3, 3, 4, 3, 0, 0, 0, 0, 0, 0, 0, /* B */
        0, 0, 2, 1, 3, 4, 4, 0, 2, 1, 1, 3, 3, 0, 4, /* C */
    };
    labels l;

    (void)state;
    labels_read(&l, 4, rows, 3, 15);
    assert_near(alpha(&l, AGREEMENT_NOMINAL), 0.691, 5e-4);
    assert_near(alpha(&l, AGREEMENT_QUADRATIC), 0.811, 5e-4);
}

/* Two observers, ten units, two values: 0.095 (the same paper, section A). */
static void test_two_observers(void **state)
{
    static const int rows[] = {
        1, 2, 1, 1, 1, 1, 1, 1, 2, 1, /* Meg */
        2, 2, 2, 1, 1, 2, 1, 1, 1, 1, /* Owen */
    };
    labels l;

    (void)state;
    labels_read(&l, 2, rows, 2, 10);
    assert_near(alpha(&l, AGREEMENT_NOMINAL), 0.095, 5e-4);
}

static void test_nothing_to_measure(void **state)
{
    static const int alike[] = { 2, 2, 2, 2 };
    static const int alone[] = { 1, 0, 2, 0, 3, 0 };
    labels l;

    (void)state;
    labels_read(&l, 2, alike, 2, 2);
    assert_true(isnan(alpha(&l, AGREEMENT_NOMINAL)));
    assert_true(isnan(alpha(&l, AGREEMENT_ORDINAL)));
    labels_read(&l, 3, alone, 2, 3);
    assert_true(isnan(alpha(&l, AGREEMENT_NOMINAL)));
    labels_init(&l, 2);
    assert_true(isnan(alpha(&l, AGREEMENT_NOMINAL)));
}

/* Whoever gave a label, and in which order, makes no difference. */
static void test_order_of_raters(void **state)
{
    static const int rows[] = { 1, 2, 3, 1, 1, 2, 2, 3, 1, 3, 3, 2 };
    static const int turned[] = { 1, 3, 3, 2, 1, 2, 3, 1, 1, 2, 2, 3 };
    labels a, b;

    (void)state;
    labels_read(&a, 3, rows, 3, 4);
    labels_read(&b, 3, turned, 3, 4);
    for (int metric = AGREEMENT_NOMINAL; metric <= AGREEMENT_RATIO; metric++)
        assert_near(alpha(&a, (agreement_metric)metric),
                    alpha(&b, (agreement_metric)metric), 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_observers),
        cmocka_unit_test(test_missing_labels),
        cmocka_unit_test(test_two_observers),
        cmocka_unit_test(test_nothing_to_measure),
        cmocka_unit_test(test_order_of_raters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
