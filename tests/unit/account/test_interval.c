/* SPDX-License-Identifier: Apache-2.0 */
/* Intervals against published vectors. */
#include "account/interval.h"

#include "account/probability.h"
#include "near.h"

/* R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics
   in Medicine 17 (1998) 857-872, table I: method 3, the score interval. */
static void shares_have_newcombes_score_intervals(void **state)
{
    static const struct {
        uint64_t count, n;
        double low, high;
    } rows[] = {
        { 81, 263, 0.2553, 0.3662 },
        { 15, 148, 0.0624, 0.1605 },
        { 0, 20, 0.0000, 0.1611 },
        { 1, 29, 0.0061, 0.1718 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_share share = stet_share_of(rows[i].count, rows[i].n);
        assert_near(share.low, rows[i].low, 0.00005);
        assert_near(share.high, rows[i].high, 0.00005);
        assert_near(share.share, (double)rows[i].count / (double)rows[i].n, 1e-15);
    }
}

static void shares_end_at_nothing_and_all(void **state)
{
    (void)state;
    stet_share none = stet_share_of(0, 0);
    assert_true(isnan(none.share));
    assert_true(none.low == 0 && none.high == 1);
    stet_share all = stet_share_of(20, 20);
    assert_true(all.high == 1);
    assert_near(all.low, 1 - 0.1611, 0.00005);
    stet_share many = stet_share_of(UINT64_C(5000000000), UINT64_C(10000000000));
    assert_true(many.low < 0.5 && many.high > 0.5);
    assert_near(many.high - many.low, 2 * 1.959964 * 0.5e-5, 1e-9);
}

/* Garwood's limits as they are printed in tables: K. Ulm, A simple method to calculate
   the confidence interval of a standardized mortality ratio, Am. J. Epidemiology 131
   (1990); 25 counts by GraphPad's page on the interval of a count. */
static void counts_have_garwoods_limits(void **state)
{
    static const struct {
        double count, low, high, within;
    } rows[] = {
        { 0, 0, 3.689, 0.0005 },      { 1, 0.0253, 5.572, 0.0005 },
        { 2, 0.242, 7.225, 0.0005 },  { 3, 0.619, 8.767, 0.0005 },
        { 5, 1.623, 11.668, 0.0005 }, { 10, 4.795, 18.390, 0.0005 },
        { 25, 16.18, 36.90, 0.005 },  { 100, 81.364, 121.627, 0.0005 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        double low;
        double high;
        stet_interval_poisson(rows[i].count, &low, &high);
        assert_near(low, rows[i].low, rows[i].within);
        assert_near(high, rows[i].high, rows[i].within);
    }
}

/* At the limits the chance of the count or less, or more, is 2.5 %: also where the
   quantile is a cube root. */
static void limits_of_large_counts_are_exact(void **state)
{
    static const double counts[] = { 9000, 12000, 200000 };

    (void)state;
    for (size_t i = 0; i < STET_LEN(counts); i++) {
        double low;
        double high;
        stet_interval_poisson(counts[i], &low, &high);
        assert_near(stet_probability_gamma(counts[i], low), 0.025, 1e-6);
        assert_near(stet_probability_gamma(counts[i] + 1, high), 0.975, 1e-6);
    }
}

static void densities_are_by_a_thousand_words(void **state)
{
    (void)state;
    stet_density density = stet_density_of(10, 10, 4000);
    assert_near(density.rate, 2.5, 1e-12);
    assert_near(density.low, 4.795 / 4, 0.0002);
    assert_near(density.high, 18.390 / 4, 0.0002);
    stet_density none = stet_density_of(0, 0, 0);
    assert_true(isnan(none.rate) && isinf(none.high));
}

/* Ten findings in two records: the variance of such a count is 2 * 5 - 1 = 9 times its
   mean, so the interval is that of 10 / 9 findings, times 9. */
static void clusters_widen_the_interval(void **state)
{
    double low;
    double high;

    (void)state;
    stet_density apart = stet_density_of(10, 10, 1000);
    stet_density together = stet_density_of(10, 2, 1000);
    assert_true(together.low < apart.low && together.high > apart.high);
    stet_interval_poisson(10.0 / 9, &low, &high);
    assert_near(together.low, 9 * low, 1e-9);
    assert_near(together.high, 9 * high, 1e-9);
    assert_near(together.rate, apart.rate, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_have_newcombes_score_intervals),
        cmocka_unit_test(shares_end_at_nothing_and_all),
        cmocka_unit_test(counts_have_garwoods_limits),
        cmocka_unit_test(limits_of_large_counts_are_exact),
        cmocka_unit_test(densities_are_by_a_thousand_words),
        cmocka_unit_test(clusters_widen_the_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
