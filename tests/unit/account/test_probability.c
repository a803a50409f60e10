/* SPDX-License-Identifier: Apache-2.0 */
#include "account/probability.h"

#include "near.h"

/* Abramowitz & Stegun, tables 6.1 and 6.4, and factorials. */
static void log_gamma_is_that_of_tables(void **state)
{
    (void)state;
    assert_near(stet_probability_log_gamma(1), 0, 1e-14);
    assert_near(stet_probability_log_gamma(2), 0, 1e-14);
    assert_near(stet_probability_log_gamma(0.5), 0.572364942924700087, 1e-14);
    assert_near(stet_probability_log_gamma(1.5), log(0.8862269254527580), 1e-14);
    assert_near(stet_probability_log_gamma(11), log(3628800), 1e-13);
    assert_near(stet_probability_log_gamma(21), log(2432902008176640000.0), 1e-13);
}

/* Chi-square's quantiles are twice those of gamma: NIST/SEMATECH e-Handbook, 1.3.6.7.4.
 */
static void gamma_has_the_quantiles_of_chi_square(void **state)
{
    static const struct {
        double degrees, p, quantile;
    } rows[] = {
        { 1, 0.95, 3.841 },    { 2, 0.95, 5.991 },     { 10, 0.95, 18.307 },
        { 30, 0.99, 50.892 },  { 100, 0.95, 124.342 }, { 10, 0.025, 3.247 },
        { 100, 0.01, 70.065 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        assert_near(2 * stet_probability_gamma_quantile(rows[i].degrees / 2, rows[i].p),
                    rows[i].quantile, 0.0005);
}

/* P(k or more | mean x) by its sum. */
static void gamma_is_the_tail_of_poisson(void **state)
{
    (void)state;
    for (int k = 1; k <= 60; k += 7) {
        for (double mean = 0.5; mean < 90; mean *= 2) {
            double term = exp(-mean);
            double less = 0;
            for (int i = 0; i < k; i++) {
                less += term;
                term *= mean / (i + 1);
            }
            assert_near(stet_probability_gamma(k, mean), 1 - less, 1e-12);
        }
    }
}

static void beyond_is_two_sided(void **state)
{
    (void)state;
    assert_near(stet_probability_beyond(1.959963984540054), 0.05, 1e-12);
    assert_near(stet_probability_beyond(-2.575829303548901), 0.01, 1e-12);
    assert_near(stet_probability_beyond(0), 1, 1e-15);
}

static void binomial_sums_to_one_and_knows_its_ends(void **state)
{
    (void)state;
    assert_near(stet_probability_binomial(0, 10, 0.1), pow(0.9, 10), 1e-12);
    assert_near(stet_probability_binomial(5, 11, 0.5), 0.5, 1e-12);
    assert_near(stet_probability_binomial(10, 10, 0.3), 1, 0);
    assert_near(stet_probability_binomial(3, 10, 0), 1, 0);
    assert_near(stet_probability_binomial(3, 10, 1), 0, 0);
}

/* All hands of five cards: no heart 0.2215, exactly two aces 0.0399. */
static void hypergeometric_counts_cards(void **state)
{
    double sum = 0;

    (void)state;
    assert_near(stet_probability_hypergeometric(0, 5, 13, 52), 0.221534, 5e-7);
    assert_near(stet_probability_hypergeometric(2, 5, 4, 52), 0.039930, 5e-7);
    assert_near(stet_probability_hypergeometric(5, 5, 4, 52), 0, 0);
    for (uint64_t k = 0; k <= 200; k++)
        sum += stet_probability_hypergeometric(k, 200, 1000000, 10000000);
    assert_near(sum, 1, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_gamma_is_that_of_tables),
        cmocka_unit_test(gamma_has_the_quantiles_of_chi_square),
        cmocka_unit_test(gamma_is_the_tail_of_poisson),
        cmocka_unit_test(beyond_is_two_sided),
        cmocka_unit_test(binomial_sums_to_one_and_knows_its_ends),
        cmocka_unit_test(hypergeometric_counts_cards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
