/* SPDX-License-Identifier: Apache-2.0 */
#include "account/lengths.h"

#include "near.h"

static void quantiles_are_those_that_so_many_do_not_exceed(void **state)
{
    stet_length_counts counts;

    (void)state;
    stet_length_counts_init(&counts);
    for (uint64_t words = 1; words <= 100; words++)
        stet_length_counts_add(&counts, words);
    stet_audit_lengths lengths = stet_length_counts_finish(&counts);
    assert_int_equal(lengths.records, 100);
    assert_int_equal(lengths.least, 1);
    assert_int_equal(lengths.most, 100);
    assert_near(lengths.mean, 50.5, 1e-12);
    static const uint64_t wanted[] = { 5, 25, 50, 75, 95 };
    for (size_t i = 0; i < STET_SUMMARY_QUANTILES; i++)
        assert_int_equal(lengths.quantiles[i], wanted[i]);
    stet_length_counts_release(&counts);
}

/* Each edge begins a bin, and what is below it is in the bin before. */
static void bins_begin_at_their_edges(void **state)
{
    (void)state;
    for (size_t i = 1; i < STET_SUMMARY_BINS; i++) {
        stet_length_counts counts;
        stet_length_counts_init(&counts);
        assert_true(stet_audit_length_edges[i] > stet_audit_length_edges[i - 1]);
        stet_length_counts_add(&counts, stet_audit_length_edges[i]);
        stet_length_counts_add(&counts, stet_audit_length_edges[i] - 1);
        stet_audit_lengths lengths = stet_length_counts_finish(&counts);
        assert_int_equal(lengths.bins[i], 1);
        assert_int_equal(lengths.bins[i - 1], 1);
        stet_length_counts_release(&counts);
    }
}

static void long_ones_are_known_to_a_part_in_two_thousand(void **state)
{
    (void)state;
    for (uint64_t words = 1; words < UINT64_C(1) << 39; words += words / 3 + 1) {
        stet_length_counts counts;
        stet_length_counts_init(&counts);
        stet_length_counts_add(&counts, words);
        stet_length_counts_add(&counts, UINT64_C(1) << 39);
        stet_audit_lengths lengths = stet_length_counts_finish(&counts);
        assert_near((double)lengths.quantiles[2], (double)words,
                    words < 4096 ? 0 : 0.0005 * (double)words);
        assert_true(lengths.most == UINT64_C(1) << 39);
        stet_length_counts_release(&counts);
    }
}

static void joined_counts_are_those_of_all(void **state)
{
    stet_length_counts all, part, other;

    (void)state;
    stet_length_counts_init(&all);
    stet_length_counts_init(&part);
    stet_length_counts_init(&other);
    for (uint64_t i = 0; i < 1000; i++) {
        stet_length_counts_add(&all, i * i);
        stet_length_counts_add(i % 3 ? &part : &other, i * i);
    }
    stet_length_counts_join(&part, &other);
    stet_audit_lengths a = stet_length_counts_finish(&all);
    stet_audit_lengths b = stet_length_counts_finish(&part);
    assert_memory_equal(&a, &b, sizeof a);
    stet_length_counts_release(&all);
    stet_length_counts_release(&part);
    stet_length_counts_release(&other);
}

static void nothing_has_no_mean(void **state)
{
    stet_length_counts counts;

    (void)state;
    stet_length_counts_init(&counts);
    stet_audit_lengths lengths = stet_length_counts_finish(&counts);
    assert_true(lengths.records == 0 && isnan(lengths.mean));
    assert_true(lengths.least == 0 && lengths.most == 0);
    stet_length_counts_release(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_that_so_many_do_not_exceed),
        cmocka_unit_test(bins_begin_at_their_edges),
        cmocka_unit_test(long_ones_are_known_to_a_part_in_two_thousand),
        cmocka_unit_test(joined_counts_are_those_of_all),
        cmocka_unit_test(nothing_has_no_mean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
