/* SPDX-License-Identifier: Apache-2.0 */
/* Plans of ISO 2859-1 against rows of the standard and its operating characteristics.
 */
#include "account/acceptance.h"

#include "account/acceptance_p.h"
#include "account/probability.h"
#include "near.h"

static stet_acceptance_plan find(uint64_t lot, stet_inspection_level level,
                                 const char *aql)
{
    stet_acceptance_plan plan;

    assert_true(stet_acceptance_find(&plan, lot, level, aql));
    return plan;
}

/* Rows of table 2-A by way of table 1. */
static void plans_are_those_of_the_standard(void **state)
{
    static const struct {
        uint64_t lot;
        stet_inspection_level level;
        const char *aql;
        char letter, plan;
        unsigned n, accept;
    } rows[] = {
        { 1000, STET_INSPECTION_II, "1.0", 'J', 'J', 80, 2 },
        { 10000, STET_INSPECTION_II, "0.65", 'L', 'L', 200, 3 },
        { 500, STET_INSPECTION_II, "2.5", 'H', 'H', 50, 3 },
        { 4000, STET_INSPECTION_II, "2.5", 'L', 'L', 200, 10 },
        { 1000, STET_INSPECTION_I, "1.0", 'G', 'H', 50, 1 },
        { 1000, STET_INSPECTION_III, "1.0", 'K', 'K', 125, 3 },
        { 150000, STET_INSPECTION_II, "0.15", 'N', 'N', 500, 2 },
        { 1000000, STET_INSPECTION_II, "0.010", 'Q', 'Q', 1250, 0 },
        { 1000000, STET_INSPECTION_III, "0.65", 'R', 'R', 2000, 21 },
        /* Arrows up, to the plan with 0; and down, to that with 1. */
        { 1000, STET_INSPECTION_II, "0.25", 'J', 'H', 50, 0 },
        { 1000, STET_INSPECTION_II, "0.40", 'J', 'K', 125, 1 },
        { 1000000, STET_INSPECTION_III, "0.015", 'R', 'P', 800, 0 },
        { 50, STET_INSPECTION_II, "0.10", 'D', 'K', 125, 0 },
        { 5, STET_INSPECTION_II, "10", 'A', 'C', 5, 1 },
        { 10000, STET_INSPECTION_II, "1000", 'L', 'B', 3, 44 },
        { 8, STET_INSPECTION_II, "6.5", 'A', 'A', 2, 0 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_acceptance_plan plan = find(rows[i].lot, rows[i].level, rows[i].aql);
        assert_int_equal(plan.letter, rows[i].letter);
        assert_int_equal(plan.plan, rows[i].plan);
        assert_int_equal(plan.n, rows[i].n);
        assert_int_equal(plan.accept, rows[i].accept);
        assert_int_equal(plan.reject, rows[i].accept + 1);
        assert_int_equal(plan.whole_lot, rows[i].n >= rows[i].lot);
    }
}

/* Table 1, general level II: where each letter begins. */
static void letters_change_at_the_standards_sizes(void **state)
{
    static const struct {
        uint64_t first;
        char letter;
    } rows[] = { { 1, 'A' },     { 9, 'B' },      { 16, 'C' },    { 26, 'D' },
                 { 51, 'E' },    { 91, 'F' },     { 151, 'G' },   { 281, 'H' },
                 { 501, 'J' },   { 1201, 'K' },   { 3201, 'L' },  { 10001, 'M' },
                 { 35001, 'N' }, { 150001, 'P' }, { 500001, 'Q' } };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        assert_int_equal(stet_acceptance_letter(rows[i].first, STET_INSPECTION_II),
                         rows[i].letter);
        if (i > 0)
            assert_int_equal(
                stet_acceptance_letter(rows[i].first - 1, STET_INSPECTION_II),
                rows[i - 1].letter);
    }
    assert_int_equal(stet_acceptance_letter(UINT64_MAX, STET_INSPECTION_II), 'Q');
    assert_int_equal(stet_acceptance_letter(UINT64_MAX, STET_INSPECTION_III), 'R');
}

static void aqls_are_known_however_they_are_written(void **state)
{
    stet_acceptance_plan plan;

    (void)state;
    assert_string_equal(find(1000, STET_INSPECTION_II, "1").aql, "1.0");
    assert_string_equal(find(1000, STET_INSPECTION_II, "0.650").aql, "0.65");
    assert_string_equal(find(1000, STET_INSPECTION_II, ".4").aql, "0.40");
    assert_false(stet_acceptance_find(&plan, 1000, STET_INSPECTION_II, "2"));
    assert_false(stet_acceptance_find(&plan, 1000, STET_INSPECTION_II, ""));
    assert_false(stet_acceptance_find(&plan, 1000, STET_INSPECTION_II, "1.0 %"));
    assert_false(stet_acceptance_find(&plan, 1000, STET_INSPECTION_II, "nan"));
    assert_false(stet_acceptance_find(&plan, 0, STET_INSPECTION_II, "1.0"));
}

/* Every cell and arrow leads to a plan, and a better one is not accepted more. */
static void arrows_lead_to_a_plan(void **state)
{
    (void)state;
    for (int level = STET_INSPECTION_I; level <= STET_INSPECTION_III; level++) {
        for (size_t lot = 0; lot < STET_ACCEPTANCE_LOTS; lot++) {
            for (unsigned i = 0; stet_acceptance_aql_at(i); i++) {
                stet_acceptance_plan plan =
                    find(stet_acceptance_lots[lot].most, (stet_inspection_level)level,
                         stet_acceptance_aql_at(i));
                assert_true(plan.n >= 2 && plan.n <= 2000 && plan.accept <= 44);
            }
        }
    }
}

/* The qualities, in percent, at which a share of lots is accepted; MIL-STD-105E, table
   X-J-1, for n = 80 by AQL: with the binomial distribution. */
static void code_letter_j_has_its_operating_characteristic(void **state)
{
    static const struct {
        const char *aql;
        double share, percent, within;
    } rows[] = {
        { "0.15", 0.95, 0.0641, 0.00005 }, { "0.15", 0.50, 0.863, 0.0005 },
        { "0.15", 0.10, 2.84, 0.005 },     { "0.65", 0.95, 0.446, 0.0005 },
        { "0.65", 0.50, 2.09, 0.005 },     { "1.0", 0.95, 1.03, 0.005 },
        { "1.0", 0.50, 3.33, 0.005 },      { "1.0", 0.10, 6.52, 0.005 },
        { "1.0", 0.05, 7.66, 0.005 },      { "1.0", 0.01, 10.1, 0.05 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_acceptance_plan plan = find(1000, STET_INSPECTION_II, rows[i].aql);
        assert_int_equal(plan.n, 80);
        double better = (rows[i].percent - rows[i].within) / 100;
        double worse = (rows[i].percent + rows[i].within) / 100;
        assert_true(stet_probability_binomial(plan.accept, plan.n, better) >=
                    rows[i].share);
        assert_true(stet_probability_binomial(plan.accept, plan.n, worse) <=
                    rows[i].share);
    }
}

/* J. M. Cameron, Tables for constructing and for computing the operating
   characteristics of single-sampling plans, Industrial Quality Control 9 (1952): the
   mean in the sample at which 95 % and 10 % of lots are accepted, by acceptance number.
 */
static void acceptance_numbers_have_camerons_means(void **state)
{
    static const struct {
        const char *aql; /* At n = 2000 or 1250, whose numbers are these. */
        unsigned accept;
        double most, least;
    } rows[] = {
        { "0.025", 1, 0.355, 3.890 },  { "0.040", 2, 0.818, 5.322 },
        { "0.065", 3, 1.366, 6.681 },  { "0.10", 5, 2.613, 9.275 },
        { "0.15", 7, 3.981, 11.771 },  { "0.25", 10, 6.169, 15.407 },
        { "0.40", 14, 9.246, 20.128 },
    };

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_acceptance_plan plan = find(1000000, STET_INSPECTION_III, rows[i].aql);
        assert_int_equal(plan.n, 2000);
        assert_int_equal(plan.accept, rows[i].accept);
        /* At most `accept` of a Poisson count: one less its tail. */
        assert_near(1 - stet_probability_gamma(plan.accept + 1, rows[i].most), 0.95,
                    0.0002);
        assert_near(1 - stet_probability_gamma(plan.accept + 1, rows[i].least), 0.10,
                    0.0002);
    }
}

/* 7 CFR 42.140 (c), curve 6, AQL 0.25: 500 units, at most 3 defects; of lots with 1.0
   defects by 100 units 26 % are accepted, with 0.10 about 99 %. */
static void code_letter_n_has_the_curve_of_the_federal_regulations(void **state)
{
    stet_acceptance_plan plan = find(100000, STET_INSPECTION_II, "0.25");

    (void)state;
    assert_int_equal(plan.n, 500);
    assert_int_equal(plan.accept, 3);
    assert_near(1 - stet_probability_gamma(plan.accept + 1, 500 * 0.010), 0.26, 0.01);
    assert_true(1 - stet_probability_gamma(plan.accept + 1, 500 * 0.0010) >= 0.99);
}

/* At the AQL the standard's plans reject 12 % of lots at most, with 0 accepted. */
static void producers_risk_is_small_at_the_aql(void **state)
{
    (void)state;
    for (size_t row = 0; row < STET_ACCEPTANCE_ROWS; row++) {
        for (size_t i = 0; i < STET_ACCEPTANCE_AQLS; i++) {
            int accept = stet_acceptance_rows[row].accept[i];
            double mean =
                stet_acceptance_rows[row].n * stet_acceptance_percents[i] / 100;
            if (accept < 0)
                continue;
            double rejected = stet_probability_gamma(accept + 1, mean);
            assert_true(rejected < 0.13);
            assert_true(accept < 1 || rejected < 0.10);
        }
    }
}

/* Drawn without putting back: a lot that is inspected whole is known. */
static void chance_is_that_of_drawing_from_the_lot(void **state)
{
    stet_acceptance_plan plan = find(1000, STET_INSPECTION_II, "1.0");
    stet_acceptance_plan whole = find(50, STET_INSPECTION_II, "0.10");

    (void)state;
    assert_near(stet_acceptance_chance(&plan, 0), 1, 1e-12);
    assert_near(stet_acceptance_chance(&plan, 2), 1, 1e-12);
    assert_near(stet_acceptance_chance(&plan, 1000), 0, 1e-12);
    /* 10 of 1,000: 0.9608 by the sum of three terms in whole numbers. */
    assert_near(stet_acceptance_chance(&plan, 10), 0.960752, 5e-7);
    assert_near(stet_acceptance_chance(&whole, 0), 1, 1e-12);
    /* Certain is no "more than 99.99 %". */
    plan = find(50, STET_INSPECTION_II, "1.0");
    assert_false(stet_acceptance_chance(&plan, 0) < 1);
    assert_near(stet_acceptance_chance(&whole, 1), 0, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_are_those_of_the_standard),
        cmocka_unit_test(letters_change_at_the_standards_sizes),
        cmocka_unit_test(aqls_are_known_however_they_are_written),
        cmocka_unit_test(arrows_lead_to_a_plan),
        cmocka_unit_test(code_letter_j_has_its_operating_characteristic),
        cmocka_unit_test(acceptance_numbers_have_camerons_means),
        cmocka_unit_test(code_letter_n_has_the_curve_of_the_federal_regulations),
        cmocka_unit_test(producers_risk_is_small_at_the_aql),
        cmocka_unit_test(chance_is_that_of_drawing_from_the_lot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
