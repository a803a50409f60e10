/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/term.h"

#include "base/str.h"
#include "rule_set_fixture.h"

static int compare(const char *a, const char *b)
{
    return stet_version_compare(stet_str_from(a), stet_str_from(b));
}

static void test_versions_are_compared_part_by_part(void **state)
{
    (void)state;
    assert_true(compare("2026.11.3", "2026.11.12") < 0);
    assert_true(compare("2", "10") < 0);
    assert_true(compare("1.0.1", "1") > 0);
    assert_int_equal(compare("1.0", "1"), 0);
    assert_int_equal(compare("2026.01", "2026.1"), 0);
    assert_true(compare("99999999999999999999999", "100000000000000000000000") < 0);
}

static void test_what_is_a_version(void **state)
{
    (void)state;
    static const char *const bad[] = { "", ".", "1.", ".1", "1..2", "v1", "1.2-beta" };
    assert_true(stet_version_is_valid(STET_STR("2026.11.3")));
    assert_true(stet_version_is_valid(STET_STR("7")));
    for (size_t i = 0; i < STET_LEN(bad); i++)
        assert_false(stet_version_is_valid(stet_str_from(bad[i])));
}

static void test_states_of_a_dated_term(void **state)
{
    (void)state;
    stet_term term = { .since = { .kind = STET_BOUND_DATE, .date = 100 },
                       .until = { .kind = STET_BOUND_DATE, .date = 200 },
                       .grace = 14 };
    assert_int_equal(stet_term_state_of(&term, 99), STET_TERM_NOT_YET);
    assert_int_equal(stet_term_state_of(&term, 100), STET_TERM_GRACE);
    assert_int_equal(stet_term_state_of(&term, 113), STET_TERM_GRACE);
    assert_int_equal(stet_term_state_of(&term, 114), STET_TERM_IN_FORCE);
    assert_int_equal(stet_term_state_of(&term, 200), STET_TERM_IN_FORCE);
    assert_int_equal(stet_term_state_of(&term, 201), STET_TERM_OVER);
}

/* Each file's versions are its own. */
static void test_versions_of_extended_sets(void **state)
{
    (void)state;
    fixture f = { 0 };
    fixture_file files[] = {
        { "stet.yaml", "version: 1.2\nextends: base.yaml\nrules:\n"
                       "  mine: {check: fake.count, max: 1, since: 1.2}\n"
                       "  next: {check: fake.count, max: 1, since: 1.3}\n" },
        { "base.yaml", "version: 2026.11.3\nrules:\n"
                       "  theirs: {check: fake.count, max: 1, since: 2026.11.3}\n"
                       "  gone: {check: fake.count, max: 1, until: 2026.11.2}\n" },
        { NULL, NULL },
    };
    fixture_load_files(&f, files);
    assert_loaded(&f);
    static const struct {
        const char *rule;
        stet_term_state state;
    } expected[] = {
        { "mine", STET_TERM_IN_FORCE },
        { "next", STET_TERM_NOT_YET },
        { "theirs", STET_TERM_IN_FORCE },
        { "gone", STET_TERM_OVER },
    };
    for (size_t i = 0; i < STET_LEN(expected); i++)
        assert_int_equal(
            stet_rule_set_find(f.set, stet_str_from(expected[i].rule))->term.state,
            expected[i].state);
    assert_false(f.set->is_dated);
    fixture_release(&f);
}

static void test_what_cannot_be_meant(void **state)
{
    (void)state;
    refuses("rules: {a: {check: fake.count, max: 1, since: soon}}",
            "stet.yaml:1:47: `since` is a day or a version, not `soon`",
            "write 2026-11-30, or numbers with dots as in 2026.11.3");
    refuses("rules: {a: {check: fake.count, max: 1, since: 2026-11-31}}",
            "stet.yaml:1:47: `since` is a day or a version, not `2026-11-31`", NULL);
    refuses("rules: {a: {check: fake.count, max: 1, until: 1.2}}",
            "stet.yaml:1:47: the rule set has no `version` to compare `1.2` with",
            NULL);
    refuses("version: first\nrules: {a: {check: fake.count, max: 1, until: 1.2}}",
            "stet.yaml:2:47: `1.2` cannot be compared with `first`, the version of the "
            "rule set",
            NULL);
    refuses("rules: {a: {check: fake.count, max: 1, since: 2026-12-02, until: "
            "2026-12-01}}",
            "stet.yaml:1:66: `until` is before `since`: the rule would never hold",
            NULL);
    refuses("version: 1\nrules: {a: {check: fake.count, max: 1, since: 1.10, until: "
            "1.9}}",
            "stet.yaml:2:60: `until` is before `since`: the rule would never hold",
            NULL);
    refuses("rules: {a: {check: fake.count, max: 1, grace: 14 days}}",
            "stet.yaml:1:47: `grace` needs a `since` that is a day: from then on it "
            "counts",
            NULL);
    refuses("version: 1\nrules: {a: {check: fake.count, max: 1, since: 1, grace: 14 "
            "days}}",
            "stet.yaml:2:57: `grace` needs a `since` that is a day: from then on it "
            "counts",
            NULL);
    refuses("rules: {a: {check: fake.count, max: 1, since: 2026-12-01, grace: 14}}",
            "stet.yaml:1:66: `grace` is a number of days or weeks, not `14`",
            "write 14 days; 3650 are the most");
    refuses("rules: {a: {check: fake.count, max: 1, since: 2026-12-01, grace: "
            "99999999999999999999 days}}",
            "stet.yaml:1:66: `grace` is a number of days or weeks, not "
            "`99999999999999999999 days`",
            NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions_are_compared_part_by_part),
        cmocka_unit_test(test_what_is_a_version),
        cmocka_unit_test(test_states_of_a_dated_term),
        cmocka_unit_test(test_versions_of_extended_sets),
        cmocka_unit_test(test_what_cannot_be_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
