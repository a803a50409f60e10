/* SPDX-License-Identifier: Apache-2.0 */
#include "account/figure.h"

#include "near.h"

static void expect(stet_buffer *text, const char *wanted)
{
    assert_string_equal(stet_buffer_str(text).ptr, wanted);
    stet_buffer_release(text);
}

static void expect_share(uint64_t count, uint64_t n, const char *wanted)
{
    stet_buffer text = { 0 };
    stet_share share = stet_share_of(count, n);

    stet_figure_share(&text, &share);
    expect(&text, wanted);
}

static void counts_have_their_thousands_apart(void **state)
{
    static const struct {
        uint64_t count;
        const char *wanted;
    } rows[] = { { 0, "0" },
                 { 999, "999" },
                 { 1000, "1,000" },
                 { 8050, "8,050" },
                 { 1000000, "1,000,000" },
                 { 12034, "12,034" },
                 { UINT64_MAX, "18,446,744,073,709,551,615" } };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer text = { 0 };
        stet_figure_count(&text, rows[i].count);
        expect(&text, rows[i].wanted);
    }
}

static void shares_have_the_decimals_that_their_interval_gives_a_meaning(void **state)
{
    (void)state;
    expect_share(258, 8050, "3.2 % (2.8-3.6)");
    expect_share(1, 3, "33 % (6-79)");
    expect_share(0, 8050, "0 % (0-0.05)");
    expect_share(8050, 8050, "100.00 % (99.95-100.00)");
    expect_share(1234567, 10000000, "12.35 % (12.33-12.37)");
    expect_share(0, 0, "-");
}

static void densities_are_told_the_same_way(void **state)
{
    stet_buffer text = { 0 };
    stet_density density = stet_density_of(10, 10, 4000);

    (void)state;
    stet_figure_density(&text, &density);
    expect(&text, "2 (1-5)");
    density = stet_density_of(1000, 1000, 400000);
    stet_figure_density(&text, &density);
    expect(&text, "2.5 (2.3-2.7)");
    density = stet_density_of(0, 0, 0);
    stet_figure_density(&text, &density);
    expect(&text, "-");
}

static void percents_of_chances_keep_what_counts(void **state)
{
    static const struct {
        double share;
        const char *wanted;
    } rows[] = { { 0, "0 %" },
                 { 1, "100 %" },
                 { 0.051, "5.1 %" },
                 { 0.00023, "0.023 %" },
                 { 1e-9, "less than 0.0001 %" },
                 { 0.9997, "99.97 %" },
                 { 0.99999, "more than 99.99 %" } };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer text = { 0 };
        stet_figure_percent(&text, rows[i].share);
        expect(&text, rows[i].wanted);
    }
}

static void rates_have_no_exponents(void **state)
{
    static const struct {
        double rate;
        int digits;
        const char *wanted;
    } rows[] = { { 0, 2, "0" },
                 { 1.749, 2, "1.7" },
                 { 25.975, 2, "26" },
                 { 25.975, 4, "25.98" },
                 { 100, 2, "100" },
                 { 174.8, 2, "175" },
                 { 999.9, 4, "1,000" },
                 { 13000, 2, "13,000" },
                 { 12345.6, 4, "12,346" },
                 { 0.00025, 2, "0.00025" },
                 { 0.00001, 4, "less than 0.0001" } };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer text = { 0 };
        stet_figure_rate(&text, rows[i].rate, rows[i].digits);
        expect(&text, rows[i].wanted);
    }
}

static void differences_have_their_sign(void **state)
{
    stet_buffer text = { 0 };

    (void)state;
    stet_figure_difference(&text, 0.0121, 0.0043, 0.0199);
    expect(&text, "+1.2 (+0.4 to +2.0)");
    stet_figure_difference(&text, -0.0121, -0.0199, 0.00001);
    expect(&text, "-1.2 (-2.0 to 0)");
}

static void bytes_are_by_powers_of_a_thousand(void **state)
{
    stet_buffer text = { 0 };

    (void)state;
    stet_figure_bytes(&text, 1);
    expect(&text, "1 byte");
    stet_figure_bytes(&text, 999);
    expect(&text, "999 bytes");
    stet_figure_bytes(&text, 20100000);
    expect(&text, "20.1 MB");
    stet_figure_bytes(&text, 999960000);
    expect(&text, "1.0 GB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_their_thousands_apart),
        cmocka_unit_test(shares_have_the_decimals_that_their_interval_gives_a_meaning),
        cmocka_unit_test(densities_are_told_the_same_way),
        cmocka_unit_test(percents_of_chances_keep_what_counts),
        cmocka_unit_test(rates_have_no_exponents),
        cmocka_unit_test(differences_have_their_sign),
        cmocka_unit_test(bytes_are_by_powers_of_a_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
