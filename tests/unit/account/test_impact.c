/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "account/impact_case.h"

#define OLD STET_IMPACT_OLD
#define NEW STET_IMPACT_NEW

/* "rejects old/new, begins/ends, newly rejected (alone), newly accepted (alone)" */
static void expect_rule(const stet_impact *impact, const char *name,
                        const char *expected)
{
    const stet_impact_rule *rule =
        &impact->rules[stet_impact_rule_of(impact, stet_str_from(name))];
    char told[128];

    snprintf(told, sizeof told, "%u/%u, %u/%u, %u (%u), %u (%u)",
             (unsigned)rule->rejects[OLD], (unsigned)rule->rejects[NEW],
             (unsigned)rule->begins, (unsigned)rule->ends,
             (unsigned)rule->turns[NEW].records, (unsigned)rule->turns[NEW].alone,
             (unsigned)rule->turns[OLD].records, (unsigned)rule->turns[OLD].alone);
    assert_string_equal(told, expected);
}

static void test_rules_that_turn_records_alone_and_with_others(void **state)
{
    static const case_record before[] = {
        { "x", 0, "r0", "", "anna" },   { "x", 10, "r1", "", "anna" },
        { "x", 20, "r2", "a", "ben" },  { "x", 30, "r3", "ab", "ben" },
        { "x", 40, "r4", "!", "anna" }, { "x", 50, "r5", "a", NULL },
        { "x", 60, "r6", "", NULL },
    };
    static const case_record after[] = {
        { "x", 0, "r0", "b", "anna" },  { "x", 10, "r1", "bc", "anna" },
        { "x", 20, "r2", "", "ben" },   { "x", 30, "r3", "", "ben" },
        { "x", 40, "r4", "b", "anna" }, { "x", 50, "r5", "ac", NULL },
        { "x", 60, "r6", "!", NULL },
    };
    case_left left = { { 0 } };
    stet_impact impact = case_merge(before, 7, after, 7, 3, &left);

    (void)state;
    assert_int_equal(impact.n_rules, 3);
    expect_rule(&impact, "a", "3/1, 0/2, 0 (0), 2 (1)");
    expect_rule(&impact, "b", "1/3, 3/1, 2 (1), 1 (0)");
    expect_rule(&impact, "c", "0/2, 2/0, 1 (0), 0 (0)");
    assert_int_equal(stet_impact_turned(&impact.states, NEW), 2);
    assert_int_equal(stet_impact_turnable(&impact.states, NEW), 3);
    assert_int_equal(stet_impact_turned(&impact.states, OLD), 2);
    assert_int_equal(stet_impact_turnable(&impact.states, OLD), 3);
    assert_int_equal(impact.states.records[STET_AUDIT_FAILED][STET_AUDIT_REJECTED], 1);
    assert_int_equal(impact.states.records[STET_AUDIT_ACCEPTED][STET_AUDIT_FAILED], 1);
    assert_int_equal(impact.n_groups, 3);
    assert_string_equal(impact.groups[0]->name.ptr, "anna");
    assert_int_equal(stet_impact_turned(&impact.groups[0]->states, NEW), 2);
    assert_int_equal(stet_impact_turned(&impact.groups[1]->states, OLD), 2);
    assert_null(left.told.ptr);
    stet_impact_release(&impact);
}

static void test_records_without_a_match_are_left(void **state)
{
    static const case_record before[] = {
        { "a", 0, "one", "", NULL },
        { "b", 0, "two", "", NULL },
        { "b", 9, "three", "", NULL },
        { "c", 0, "four", "", NULL },
    };
    static const case_record after[] = {
        { "a", 5, "one", "a", NULL },
        { "b", 0, "two", "a", NULL },
        { "b", 9, "3", "a", NULL },
        { "d", 0, "five", "a", NULL },
    };
    case_left left = { { 0 } };
    stet_impact impact = case_merge(before, 4, after, 4, 3, &left);

    (void)state;
    assert_string_equal(left.told.ptr,
                        "old:one new:one old:three new:3 old:four new:five ");
    assert_int_equal(stet_impact_turned(&impact.states, NEW), 1);
    assert_int_equal(impact.sides[OLD].n_records, 4);
    assert_int_equal(impact.sides[OLD].n_left, 3);
    assert_int_equal(impact.sides[NEW].n_left, 3);
    stet_buffer_release(&left.told);
    stet_impact_release(&impact);
}

/* ---- Properties --------------------------------------------------------- */

enum { MANY = 400 };

/* Records of every kind, the same in every run. */
static void make_many(case_record *records, char texts[MANY][8], uint32_t seed)
{
    static const char *const rules[] = { "", "", "a", "b", "ab", "ac", "abc", "!" };
    static const char *const groups[] = { "anna", "ben", NULL };

    for (size_t i = 0; i < MANY; i++) {
        seed = seed * 1664525u + 1013904223u;
        snprintf(texts[i], sizeof texts[i], "r%zu", i % 300);
        records[i] = (case_record){ .path = i < MANY / 2 ? "x" : "y",
                                    .byte = 10 * i,
                                    .text = texts[i],
                                    .rules = rules[seed >> 29],
                                    .group = groups[i % 3] };
    }
}

static void expect_mirrored_examples(const stet_impact_rule *rule,
                                     const stet_impact_rule *mirrored, size_t side)
{
    assert_int_equal(rule->n_examples[side], mirrored->n_examples[!side]);
    for (uint32_t i = 0; i < rule->n_examples[side]; i++) {
        assert_int_equal(rule->examples[side][i].rank,
                         mirrored->examples[!side][i].rank);
        assert_int_equal(rule->examples[side][i].byte,
                         mirrored->examples[!side][i].byte);
    }
}

static void test_impact_is_mirrored(void **state)
{
    static case_record before[MANY], after[MANY];
    static char texts[MANY][8];
    case_left left = { { 0 } };

    (void)state;
    make_many(before, texts, 1);
    make_many(after, texts, 2);
    stet_impact impact = case_merge(before, MANY, after, MANY, 5, &left);
    stet_impact mirrored = case_merge(after, MANY, before, MANY, 5, &left);
    assert_true(stet_impact_turned(&impact.states, NEW) > 20);
    for (size_t was = 0; was < STET_IMPACT_STATES; was++)
        for (size_t is = 0; is < STET_IMPACT_STATES; is++)
            assert_int_equal(impact.states.records[was][is],
                             mirrored.states.records[is][was]);
    for (size_t i = 0; i < impact.n_rules; i++) {
        const stet_impact_rule *rule = &impact.rules[i], *other = &mirrored.rules[i];
        assert_int_equal(rule->begins, other->ends);
        assert_int_equal(rule->rejects[OLD], other->rejects[NEW]);
        for (size_t side = 0; side < 2; side++) {
            assert_int_equal(rule->turns[side].records, other->turns[!side].records);
            assert_int_equal(rule->turns[side].alone, other->turns[!side].alone);
            expect_mirrored_examples(rule, other, side);
        }
    }
    stet_impact_release(&impact);
    stet_impact_release(&mirrored);
}

static void test_impact_of_the_same_is_none(void **state)
{
    static case_record records[MANY];
    static char texts[MANY][8];
    case_left left = { { 0 } };

    (void)state;
    make_many(records, texts, 1);
    stet_impact impact = case_merge(records, MANY, records, MANY, 5, &left);
    assert_int_equal(impact.sides[OLD].n_records, MANY);
    for (size_t was = 0; was < STET_IMPACT_STATES; was++)
        for (size_t is = 0; is < STET_IMPACT_STATES; is++)
            assert_true(was == is || impact.states.records[was][is] == 0);
    for (size_t i = 0; i < impact.n_rules; i++) {
        assert_true(impact.rules[i].rejects[NEW] > 0);
        assert_false(stet_impact_has_effect(&impact.rules[i]));
        assert_int_equal(impact.rules[i].n_examples[NEW], 0);
    }
    assert_null(left.told.ptr);
    stet_impact_release(&impact);
}

/* ---- Examples ----------------------------------------------------------- */

static void compare_records(stet_impact *impact, size_t n, size_t n_texts)
{
    for (size_t i = 0; i < n; i++) {
        char text[32];
        stet_impact_cause causes[CASE_RULES];
        snprintf(text, sizeof text, "text %zu", i % n_texts);
        case_record record = { "x", 100 * i, text, "", NULL };
        stet_impact_outcome before = case_outcome(&record, causes);
        record.rules = "a";
        stet_impact_outcome after = case_outcome(&record, causes);
        stet_impact_compare(impact, &before, &after);
    }
}

static void test_examples_have_the_lowest_ranks(void **state)
{
    stet_impact few = case_impact(4), many = case_impact(300), none = case_impact(0);
    const stet_impact_rule *a = &few.rules[0], *all = &many.rules[0];

    (void)state;
    compare_records(&few, 250, 250);
    compare_records(&many, 250, 250);
    compare_records(&none, 250, 250);
    assert_int_equal(a->n_examples[NEW], 4);
    assert_int_equal(all->n_examples[NEW], 250);
    assert_int_equal(none.rules[0].n_examples[NEW], 0);
    assert_int_equal(none.rules[0].turns[NEW].records, 250);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(a->examples[NEW][i].byte, all->examples[NEW][i].byte);
    for (size_t i = 1; i < 250; i++)
        assert_true(all->examples[NEW][i - 1].rank < all->examples[NEW][i].rank);
    stet_impact_release(&few);
    stet_impact_release(&many);
    stet_impact_release(&none);
}

static void test_each_text_is_one_example_where_it_comes_first(void **state)
{
    stet_impact impact = case_impact(5);
    const stet_impact_rule *a = &impact.rules[0];

    (void)state;
    compare_records(&impact, 90, 3);
    assert_int_equal(a->turns[NEW].records, 90);
    assert_int_equal(a->n_examples[NEW], 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(a->examples[NEW][i].byte < 300);
    stet_impact_release(&impact);
}

/* ---- Limits ------------------------------------------------------------- */

static void test_groups_beyond_the_limit_are_counted_together(void **state)
{
    stet_impact impact = case_impact(1);
    uint64_t sum = 0;

    (void)state;
    for (unsigned i = 0; i < STET_IMPACT_GROUPS + 5u; i++) {
        char name[16];
        snprintf(name, sizeof name, "g%u", i);
        case_record record = { "x", i, "text", "", name };
        stet_impact_outcome outcome = case_outcome(&record, NULL);
        stet_impact_compare(&impact, &outcome, &outcome);
        stet_impact_compare(&impact, &outcome, &outcome);
    }
    assert_int_equal(impact.n_groups, STET_IMPACT_GROUPS);
    assert_non_null(impact.others);
    for (size_t i = 0; i < impact.n_groups; i++)
        sum += impact.groups[i]->states.records[0][0];
    assert_int_equal(sum, 2 * STET_IMPACT_GROUPS);
    assert_int_equal(impact.others->states.records[0][0], 10);
    stet_impact_release(&impact);
}

static void test_a_failure_of_both_sides_is_told_once(void **state)
{
    stet_impact impact = case_impact(1);
    stet_impact_failure failure = { .path = STET_STR("x"),
                                    .rule = STET_STR(""),
                                    .message = STET_STR("it is broken") };

    (void)state;
    for (uint64_t line = 1; line <= 100; line++) {
        failure.line = line;
        stet_impact_add_failure(&impact, STET_IMPACT_OLD, &failure);
    }
    for (uint64_t line = 2; line <= 100; line++) {
        failure.line = line;
        stet_impact_add_failure(&impact, STET_IMPACT_NEW, &failure);
    }
    assert_int_equal(impact.n_failures, STET_IMPACT_FAILURES + 1);
    assert_int_equal(impact.sides[OLD].n_failures, 100);
    assert_int_equal(impact.sides[NEW].n_failures, 99);
    assert_true(impact.failures[0].on[OLD] && !impact.failures[0].on[NEW]);
    assert_true(impact.failures[1].on[OLD] && impact.failures[1].on[NEW]);
    assert_true(!impact.failures[20].on[OLD] && impact.failures[20].on[NEW]);
    stet_impact_release(&impact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules_that_turn_records_alone_and_with_others),
        cmocka_unit_test(test_records_without_a_match_are_left),
        cmocka_unit_test(test_impact_is_mirrored),
        cmocka_unit_test(test_impact_of_the_same_is_none),
        cmocka_unit_test(test_examples_have_the_lowest_ranks),
        cmocka_unit_test(test_each_text_is_one_example_where_it_comes_first),
        cmocka_unit_test(test_groups_beyond_the_limit_are_counted_together),
        cmocka_unit_test(test_a_failure_of_both_sides_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
