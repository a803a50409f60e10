/* SPDX-License-Identifier: Apache-2.0 */
/* Which raters and which items differ most. */
#include "agreement_pairs.h"
#include "labels.h"

static void test_worst_pair(void **state)
{
    /* The first two differ on one of six, the third from both on more. */
    static const int rows[] = {
        1, 1, 2, 2, 1, 2, /* A */
        1, 1, 2, 2, 1, 1, /* B */
        2, 2, 2, 1, 1, 1, /* C */
    };
    batch_ctx plain = BATCH_CTX;
    labels l;

    (void)state;
    labels_read(&l, 2, rows, 3, 6);
    agreement_pair pair = agreement_worst_pair(&plain.ctx, &l.table);
    assert_int_equal(pair.first, 0);
    assert_int_equal(pair.second, 2);
    assert_int_equal(pair.n_shared, 6);
    assert_int_equal(pair.n_different, 4);
    stet_arena_release(&plain.arena);
}

/* Four items are too few to say it of a pair. */
static void test_few_items(void **state)
{
    static const int rows[] = { 1, 1, 1, 1, 0, 2, 2, 2, 2, 1 };
    batch_ctx plain = BATCH_CTX;
    labels l;

    (void)state;
    labels_read(&l, 2, rows, 2, 5);
    assert_int_equal(agreement_worst_pair(&plain.ctx, &l.table).n_shared, 0);
    stet_arena_release(&plain.arena);
}

static void test_worst_items(void **state)
{
    static const int rows[] = {
        1, 1, 5, 1, 2, 3, /* A */
        1, 2, 1, 3, 1, 0, /* B */
    };
    uint32_t out[8];
    labels l;

    (void)state;
    labels_read(&l, 5, rows, 2, 6);
    assert_int_equal(agreement_worst_items(&l.table, false, &l.spare, out, 3), 3);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 3);
    assert_int_equal(out[2], 1);
    /* By name all four differ alike: in order. */
    assert_int_equal(agreement_worst_items(&l.table, true, &l.spare, out, 8), 4);
    assert_int_equal(out[0], 1);
    assert_int_equal(out[3], 4);
    assert_int_equal(agreement_worst_items(&l.table, true, &l.spare, out, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_worst_pair),
        cmocka_unit_test(test_few_items),
        cmocka_unit_test(test_worst_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
