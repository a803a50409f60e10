/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/condition.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct of {
    stet_conditions conditions;
    stet_arena arena;
} of;

static stet_condition one(of *it, const char *field, const char *text, bool negated)
{
    uint32_t *number = stet_arena_alloc(&it->arena, sizeof *number);
    uint32_t index = stet_conditions_field(&it->conditions, stet_str_from(field));
    *number =
        stet_conditions_value(&it->conditions, index, stet_str_from(text), &it->arena);
    return (stet_condition){ index, negated, number, 1 };
}

static const stet_condition_value *find(of *it, const char *field, const char *text)
{
    uint32_t index = stet_conditions_field(&it->conditions, stet_str_from(field));
    return stet_conditions_find(&it->conditions, index, stet_str_from(text));
}

static void release(of *it)
{
    stet_conditions_release(&it->conditions);
    stet_arena_release(&it->arena);
}

static void test_values_are_numbered_once(void **state)
{
    (void)state;
    of it = { 0 };
    stet_condition a = one(&it, "key", "1", false);
    stet_condition b = one(&it, "key", "1", true);
    stet_condition c = one(&it, "shelf", "1", false);
    assert_int_equal(a.values[0], b.values[0]);
    assert_int_not_equal(a.values[0], c.values[0]);
    assert_int_equal(it.conditions.n_fields, 2);
    assert_int_equal(find(&it, "key", "1")->uses, 2);
    assert_null(find(&it, "key", "2"));
    assert_null(find(&it, "key", "a text that is longer than any value"));
    release(&it);
}

/* Nine rules for one language, one of them for a single key: records of the language
   must not try it. */
static void test_a_rule_is_listed_where_it_is_met_least(void **state)
{
    (void)state;
    of it = { 0 };
    stet_condition english[9];
    for (size_t i = 0; i < STET_LEN(english); i++)
        english[i] = one(&it, "language", "en", false);
    stet_condition both[] = { english[8], one(&it, "key", "1001", false) };
    for (uint32_t i = 0; i < 8; i++)
        stet_conditions_list(&it.conditions, i, &english[i], 1);
    stet_conditions_list(&it.conditions, 8, both, STET_LEN(both));
    assert_int_equal(find(&it, "language", "en")->n_rules, 8);
    assert_int_equal(find(&it, "key", "1001")->n_rules, 1);
    assert_int_equal(find(&it, "key", "1001")->rules[0], 8);
    release(&it);
}

static void test_what_must_not_be_is_listed_apart(void **state)
{
    (void)state;
    of it = { 0 };
    stet_condition no = one(&it, "category", "draft", true);
    stet_conditions_list(&it.conditions, 3, &no, 1);
    assert_int_equal(it.conditions.n_open, 1);
    assert_int_equal(it.conditions.open[0], 3);
    assert_int_equal(find(&it, "category", "draft")->n_rules, 0);
    release(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_numbered_once),
        cmocka_unit_test(test_a_rule_is_listed_where_it_is_met_least),
        cmocka_unit_test(test_what_must_not_be_is_listed_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
