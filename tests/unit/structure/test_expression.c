/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions: what they give, and what is said of wrong ones. */
#include "expression.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const char *const names[] = { "words", "long-words", "zero" };
static const double values[] = { 12, 5, 0 };

static bool parse(const char *source, structure_expression *out,
                  structure_expression_error *error)
{
    return structure_expression_parse((stet_str){ source, strlen(source) }, names,
                                      STET_LEN(names), out, error);
}

static double value_of(const char *source)
{
    structure_expression expression;
    structure_expression_error error;

    if (!parse(source, &expression, &error))
        fail_msg("%s: %s at %zu", source, error.message, error.at);
    return structure_expression_value(&expression, values);
}

static void test_values(void **state)
{
    static const struct {
        const char *source;
        double value;
    } rows[] = {
        { "1", 1 },
        { " 2 + 3 * 4 ", 14 },
        { "(2 + 3) * 4", 20 },
        { "10 - 4 - 3", 3 },
        { "24 / 4 / 3", 2 },
        { "-words + 2", -10 },
        { "2 - -3", 5 },
        { "2*-3", -6 },
        { "long-words - words", -7 },
        { "100 * long-words / words", 500.0 / 12 },
        { "0.39*words + .5", 5.18 },
        { "sqrt(words + 4) * 2", 8 },
        { "((((1))))", 1 },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        if (fabs(value_of(rows[i].source) - rows[i].value) > 1e-9)
            fail_msg("%s = %f", rows[i].source, value_of(rows[i].source));
}

static void test_what_cannot_be_divided_has_no_value(void **state)
{
    (void)state;
    assert_true(isnan(value_of("words / zero")));
    assert_true(isnan(value_of("1 + words / (zero * 2)")));
    assert_true(isnan(value_of("sqrt(0 - words)")));
    assert_true(isnan(value_of("1 / (1 / zero)")));
}

static void test_errors_say_where(void **state)
{
    static const struct {
        const char *source;
        size_t at;
        const char *message;
    } rows[] = {
        { "", 0, "something is missing at the end" },
        { "words +", 7, "something is missing at the end" },
        { "words words", 6, "one of + - * / is wanted here" },
        { "(words", 0, "this bracket is not closed" },
        { "words)", 5, "no bracket is open here" },
        { "2 * )", 4, "a number, a count or a bracket is wanted" },
        { "words < 3", 6, "one of + - * / is wanted here" },
        { "1 + .", 4, "this is not a number" },
        { "1.2.3", 3, "one of + - * / is wanted here" },
        { "sqrt 2", 5, "sqrt needs its number in brackets" },
        { "2 * wrods", 4, "this is not a count of a text" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        structure_expression expression;
        structure_expression_error error;
        assert_false(parse(rows[i].source, &expression, &error));
        assert_string_equal(error.message, rows[i].message);
        assert_int_equal(error.at, rows[i].at);
    }
}

static void test_unknown_names_get_a_hint(void **state)
{
    structure_expression expression;
    structure_expression_error error;

    (void)state;
    assert_false(parse("3 * wrods", &expression, &error));
    assert_int_equal(error.name.len, 5);
    assert_string_equal(error.nearest, "words");
    assert_false(parse("long_words", &expression, &error));
    assert_string_equal(error.nearest, "long-words");
    assert_false(parse("xyzzy", &expression, &error));
    assert_null(error.nearest);
}

static void test_names_that_are_used(void **state)
{
    structure_expression expression;
    structure_expression_error error;

    (void)state;
    assert_true(parse("words + zero + words", &expression, &error));
    assert_int_equal(expression.names, 1 << 0 | 1 << 2);
}

/* Nothing that is written may overrun the parser's or the evaluator's stack. */
static void test_expressions_that_are_too_large(void **state)
{
    char source[4096];
    structure_expression expression;
    structure_expression_error error;

    (void)state;
    memset(source, '(', 1000);
    source[1000] = '\0';
    assert_false(parse(source, &expression, &error));
    assert_string_equal(error.message,
                        "too many brackets and minus signs in each other");
    memset(source, '-', 1000);
    assert_false(parse(source, &expression, &error));
    for (size_t i = 0; i < 1000; i++)
        memcpy(source + 2 * i, "1+", 3);
    assert_false(parse(source, &expression, &error));
    assert_string_equal(error.message, "the expression is too long");
    memset(source, '9', 1000);
    source[1000] = '\0';
    assert_false(parse(source, &expression, &error));
    assert_string_equal(error.message, "this is not a number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_what_cannot_be_divided_has_no_value),
        cmocka_unit_test(test_errors_say_where),
        cmocka_unit_test(test_unknown_names_get_a_hint),
        cmocka_unit_test(test_names_that_are_used),
        cmocka_unit_test(test_expressions_that_are_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
