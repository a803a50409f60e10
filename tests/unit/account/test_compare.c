/* SPDX-License-Identifier: Apache-2.0 */
#include "account/compare.h"

#include "summed.h"

static const handmade before_made = {
    .sources = 2, .groups = 30, .rules = 6, .records = 6000, .seed = 1
};
static const handmade same_kind = {
    .sources = 2, .groups = 30, .rules = 6, .records = 5000, .seed = 99
};
static const handmade worse = {
    .sources = 2, .groups = 30, .rules = 6, .records = 5000, .seed = 5, .worse = 40
};

static stet_comparison compared(const handmade *a, const char *sql_a, const handmade *b,
                                const char *sql_b, uint32_t groups)
{
    stet_comparison comparison;
    stet_error error = STET_ERROR_NONE;
    stet_audit_database before = summed_open(a, sql_a);
    stet_audit_database after = summed_open(b, sql_b);

    if (!stet_comparison_load(&comparison, &before, &after, groups, &error))
        fail_msg("%s", error.message);
    summed_close(&before);
    summed_close(&after);
    return comparison;
}

static void what_became_worse_is_found(void **state)
{
    stet_comparison c = compared(&before_made, NULL, &worse, NULL, 100);

    (void)state;
    assert_true(c.beyond > 6);
    assert_true(stet_str_is(c.states.items[0].name, "rejected"));
    assert_true(c.states.items[0].beyond);
    assert_true(c.states.items[0].difference.low > 0);
    assert_false(c.states.items[1].beyond); /* failed: none in both */
    for (size_t i = 0; i < c.rules.count; i++) {
        assert_true(c.rules.items[i].compared && c.rules.items[i].beyond);
        assert_true(c.rules.items[i].density_after.rate >
                    c.rules.items[i].density_before.rate);
    }
    assert_int_equal(c.compared, 2 + 3 + 6 + 30);
    stet_comparison_release(&c);
}

/* Of two batches by the same process 41 rates are compared, of which two would differ
   by a 95 % interval. */
static void chance_alone_is_not_told(void **state)
{
    stet_comparison c = compared(&before_made, NULL, &same_kind, NULL, 100);

    (void)state;
    assert_int_equal(c.beyond, 0);
    assert_true(c.threshold < 0);
    assert_true(c.same_rules && c.same_groups);
    stet_comparison_release(&c);
}

static void the_same_batch_does_not_drift_and_is_told_so(void **state)
{
    stet_comparison c = compared(&before_made, NULL, &before_made, NULL, 100);

    (void)state;
    assert_int_equal(c.beyond, 0);
    assert_int_equal(c.parts, 2);
    assert_int_equal(c.same, 2);
    for (size_t i = 0; i < c.rules.count; i++)
        assert_near(c.rules.items[i].difference.value, 0, 0);
    stet_comparison_release(&c);
    c = compared(&before_made, NULL, &same_kind,
                 "UPDATE segments SET hash = hash + 100", 100);
    assert_int_equal(c.same, 0);
    stet_comparison_release(&c);
}

static const stet_drift *find(const stet_drift_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (stet_str_is(list->items[i].name, name))
            return &list->items[i];
    return NULL;
}

static void what_one_alone_has_is_listed_and_not_compared(void **state)
{
    stet_comparison c = compared(
        &before_made,
        "UPDATE rules SET name = 'old' WHERE id = 2;"
        "UPDATE groups SET name = 'aa' WHERE id = 5;",
        &same_kind,
        "UPDATE rules SET name = 'new' WHERE id = 2; UPDATE run SET hash = 'other';"
        "UPDATE groups SET name = 'zz' WHERE id = 5",
        100);

    (void)state;
    assert_false(c.same_rules);
    const stet_drift *old = find(&c.rules, "old");
    const stet_drift *new = find(&c.rules, "new");
    assert_true(old->in_before && !old->in_after && !old->compared && !old->beyond);
    assert_true(!new->in_before &&new->in_after && !new->compared);
    assert_int_equal(c.rules.count, 7);
    assert_true(find(&c.groups, "aa")->in_before && !find(&c.groups, "aa")->in_after);
    assert_true(!find(&c.groups, "zz")->in_before && find(&c.groups, "zz")->in_after);
    assert_int_equal(c.groups.total, 31);
    assert_int_equal(c.compared, 2 + 3 + 5 + 29);
    stet_comparison_release(&c);
}

/* However few of those in both are listed. */
static void those_of_one_alone_are_named_beside_any_limit(void **state)
{
    stet_comparison c =
        compared(&before_made, "UPDATE groups SET name = 'aa' WHERE id = 5", &worse,
                 "UPDATE groups SET name = 'zz' || id WHERE id IN (5, 6)", 1);

    (void)state;
    assert_int_equal(c.groups.total, 32);
    assert_int_equal(c.groups.both, 28);
    assert_int_equal(c.groups.before_only, 2);
    assert_int_equal(c.groups.after_only, 2);
    assert_int_equal(c.groups.count, 1 + 1 + 1);
    stet_comparison_release(&c);
    c = compared(&before_made, "UPDATE groups SET name = 'aa' WHERE id = 5", &worse,
                 "UPDATE groups SET name = 'zz' || id WHERE id IN (5, 6)", 2);
    assert_true(find(&c.groups, "aa")->in_before && !find(&c.groups, "aa")->in_after);
    assert_true(find(&c.groups, "zz6")->in_after && !find(&c.groups, "zz6")->in_before);
    assert_int_equal(c.groups.count, 2 + 2 + 2);
    stet_comparison_release(&c);
}

/* A limit keeps the least chances, and all count for the rate of false discoveries. */
static void a_limit_keeps_the_least_chances(void **state)
{
    stet_comparison all = compared(&before_made, NULL, &worse, NULL, 100);
    stet_comparison few = compared(&before_made, NULL, &worse, NULL, 4);

    (void)state;
    assert_int_equal(few.groups.count, 4);
    assert_int_equal(few.groups.total, 30);
    assert_int_equal(few.compared, all.compared);
    assert_int_equal(few.beyond, all.beyond);
    for (size_t i = 0; i < few.groups.count; i++) {
        assert_true(stet_str_equal(few.groups.items[i].name, all.groups.items[i].name));
        assert_true(few.groups.items[i].beyond == all.groups.items[i].beyond);
    }
    stet_comparison_release(&all);
    stet_comparison_release(&few);
}

static void groups_by_other_fields_are_not_compared(void **state)
{
    stet_comparison c = compared(&before_made, NULL, &same_kind,
                                 "UPDATE run SET group_by = 'author'", 100);

    (void)state;
    assert_false(c.same_groups);
    assert_int_equal(c.groups.total, 0);
    stet_comparison_release(&c);
}

static void rules_that_have_not_spoken_are_not_compared(void **state)
{
    static const char sql[] = "UPDATE rules SET whole_batch = 1 WHERE id = 1;"
                              "UPDATE run SET complete = 0";
    stet_comparison c = compared(&before_made, sql, &same_kind, NULL, 100);

    (void)state;
    assert_false(find(&c.rules, "rule-001")->compared);
    assert_true(find(&c.rules, "rule-002")->compared);
    stet_comparison_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_became_worse_is_found),
        cmocka_unit_test(chance_alone_is_not_told),
        cmocka_unit_test(the_same_batch_does_not_drift_and_is_told_so),
        cmocka_unit_test(what_one_alone_has_is_listed_and_not_compared),
        cmocka_unit_test(those_of_one_alone_are_named_beside_any_limit),
        cmocka_unit_test(a_limit_keeps_the_least_chances),
        cmocka_unit_test(groups_by_other_fields_are_not_compared),
        cmocka_unit_test(rules_that_have_not_spoken_are_not_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
