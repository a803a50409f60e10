/* SPDX-License-Identifier: Apache-2.0 */
#include "run/baseline.h"

#include "base/str.h"
#include "run/reason.h"
#include "run/tree.h"

static const stet_rule rule_a = { .name = { "rule-a", 6 } };
static const stet_rule rule_b = { .name = { "rule-b", 6 } };

static stet_located finding(const stet_rule *rule, const char *path,
                            uint64_t fingerprint)
{
    return (stet_located){ .rule = rule,
                           .path = stet_str_from(path),
                           .fingerprint = fingerprint,
                           .match = STET_STR("as an AI") };
}

static tree t;

static int make_tree(void **state)
{
    (void)state;
    tree_make(&t);
    return 0;
}

static int remove_tree(void **state)
{
    (void)state;
    tree_remove(&t);
    return 0;
}

static stet_baseline loaded(void)
{
    stet_baseline baseline = { 0 };
    stet_diagnostics errors = { 0 };
    if (!stet_baseline_load(&baseline, "b.json", &errors))
        fail_msg("%s", errors.items[0].message.ptr);
    assert_int_equal(errors.count, 0);
    stet_diagnostics_release(&errors);
    return baseline;
}

static void save(const stet_baseline *baseline)
{
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_baseline_save(baseline, "b.json", &error));
}

static void expect_file(const char *expected)
{
    size_t len;
    char *bytes = tree_read("b.json", &len);
    assert_string_equal(bytes, expected);
    free(bytes);
}

#define TODAY STET_STR("2026-11-22")

static void entries_are_a_line_each_and_sorted(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_baseline_begin(&b, "b.json");
    stet_located f = finding(&rule_b, "b.md", 2);
    stet_baseline_add(&b, &f, STET_STR("a quotation"), STET_STR("Ann"),
                      STET_STR("2027-01-31"));
    f = finding(&rule_b, "./a.md", 0xFEDCBA9876543210);
    stet_baseline_add(&b, &f, STET_STR("say \"so\""), STET_STR(""), STET_STR(""));
    f = finding(&rule_a, "b.md", 3);
    stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR(""));
    f = finding(&rule_a, "b.md", 1);
    stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR(""));
    save(&b);
    stet_baseline_release(&b);
    expect_file(
        "{\"version\": 1, \"entries\": [\n"
        "{\"fingerprint\":\"fedcba9876543210\",\"rule\":\"rule-b\",\"path\":\"a.md\","
        "\"text\":\"as an AI\",\"reason\":\"say \\\"so\\\"\"},\n"
        "{\"fingerprint\":\"0000000000000001\",\"rule\":\"rule-a\",\"path\":\"b.md\","
        "\"text\":\"as an AI\",\"reason\":\"old\"},\n"
        "{\"fingerprint\":\"0000000000000003\",\"rule\":\"rule-a\",\"path\":\"b.md\","
        "\"text\":\"as an AI\",\"reason\":\"old\"},\n"
        "{\"fingerprint\":\"0000000000000002\",\"rule\":\"rule-b\",\"path\":\"b.md\","
        "\"text\":\"as an AI\",\"reason\":\"a quotation\",\"by\":\"Ann\","
        "\"until\":\"2027-01-31\"}\n"
        "]}\n");
    b = loaded();
    assert_int_equal(b.count, 4);
    assert_true(stet_str_is(b.items[0].reason, "say \"so\""));
    assert_true(stet_str_is(b.items[3].by, "Ann"));
    assert_true(stet_str_is(b.items[3].until, "2027-01-31"));
    stet_baseline_release(&b);
}

static void an_empty_baseline_can_be_kept(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    save(&b);
    b = loaded();
    assert_int_equal(b.count, 0);
    stet_baseline_release(&b);
}

static void an_entry_covers_its_finding_only(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_baseline_begin(&b, "b.json");
    stet_located f = finding(&rule_a, "docs/a.md", 7);
    assert_false(stet_baseline_covers(&b, &f, TODAY));
    stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR(""));
    const struct {
        stet_located finding;
        bool covered;
    } rows[] = {
        { finding(&rule_a, "docs/a.md", 7), true },
        { finding(&rule_a, "./docs/a.md", 7), true },
        { finding(&rule_a, ".//docs/./a.md", 7), true },
        { finding(&rule_a, "docs/x/../a.md", 7), true },
        { finding(&rule_a, "docs/../../docs/a.md", 7), false },
        { finding(&rule_a, "docs/b.md", 7), false },
        { finding(&rule_a, "/docs/a.md", 7), false },
        { finding(&rule_a, "docs/.a.md", 7), false },
        { finding(&rule_a, "docs/a.md", 8), false },
        { finding(&rule_b, "docs/a.md", 7), false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(stet_baseline_covers(&b, &rows[i].finding, TODAY),
                         rows[i].covered);
    stet_baseline_release(&b);
}

static void an_entry_holds_up_to_its_last_day(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_located f = finding(&rule_a, "a.md", 7);
    stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR("2026-11-22"));
    assert_true(stet_baseline_covers(&b, &f, STET_STR("2026-11-21")));
    assert_true(stet_baseline_covers(&b, &f, STET_STR("2026-11-22")));
    assert_false(stet_baseline_covers(&b, &f, STET_STR("2026-11-23")));
    assert_false(stet_baseline_covers(&b, &f, STET_STR("2027-01-01")));
    stet_baseline_release(&b);
}

static void adding_again_replaces(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_located f = finding(&rule_a, "a.md", 7);
    stet_baseline_add(&b, &f, STET_STR("first"), STET_STR("Ann"), STET_STR(""));
    stet_baseline_add(&b, &f, STET_STR("second"), STET_STR(""), STET_STR(""));
    assert_int_equal(b.count, 1);
    assert_true(stet_str_is(b.items[0].reason, "second"));
    assert_int_equal(b.items[0].by.len, 0);
    stet_baseline_release(&b);
}

static void what_nothing_needed_is_pruned(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    for (uint64_t i = 0; i < 100; i++) {
        stet_located f = finding(&rule_a, "a.md", i);
        stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR(""));
    }
    save(&b);
    stet_baseline_release(&b);
    b = loaded();
    for (uint64_t i = 0; i < 100; i += 3) {
        stet_located f = finding(&rule_a, "a.md", i);
        assert_true(stet_baseline_covers(&b, &f, TODAY));
    }
    assert_int_equal(stet_baseline_prune(&b), 66);
    assert_int_equal(b.count, 34);
    assert_int_equal(stet_baseline_prune(&b), 0);
    for (uint64_t i = 0; i < 100; i++) {
        stet_located f = finding(&rule_a, "a.md", i);
        assert_int_equal(stet_baseline_covers(&b, &f, TODAY), i % 3 == 0);
    }
    stet_baseline_release(&b);
}

/* JSON cannot hold such a name as it is: it must match all the same. */
static void names_that_are_not_utf8_survive_the_file(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_located f = finding(&rule_a, "a\xFF\n\"b\xE2\x80\xAE.md", 7);
    stet_baseline_add(&b, &f, STET_STR("old"), STET_STR(""), STET_STR(""));
    save(&b);
    stet_baseline_release(&b);
    b = loaded();
    assert_true(stet_baseline_covers(&b, &f, TODAY));
    stet_baseline_release(&b);
}

#define ENTRY(rest) "{\"version\": 1, \"entries\": [\n{" rest "}\n]}\n"
#define GOOD_START \
    "\"fingerprint\":\"0123456789abcdef\",\"rule\":\"r\",\"path\":\"a.md\""

static void each_mistake_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *message; /* A part of it. */
        uint32_t line;
        const char *at; /* The bytes that stand at the place. */
    } rows[] = {
        { "", "", 0, NULL },
        { "{\"version\": 1, \"entries\": [\n{]}", "", 2, NULL },
        { "[]", "a baseline is an object", 1, "[]" },
        { "7", "a baseline is an object", 1, "7" },
        { "{\"entries\": []}", "no “version”", 1, "{" },
        { "{\"version\": 1}", "no “entries”", 1, "{" },
        { "{\"version\": 2, \"entries\": []}", "“version” must be 1", 1, "2" },
        { "{\"version\": 1, \"entries\": {}}", "must be an array", 1, "{}" },
        { "{\"version\": 1, \"entries\": [],\n\"entires\": 1}", "no key “entires”", 2,
          "1" },
        { "{\"version\": 1, \"entries\": [\n\"x\"]}", "an entry must be an object", 2,
          "x" },
        { "{\"version\": 1, \"entries\": [\n[1]]}", "an entry must be an object", 2,
          "[1]" },
        { ENTRY(GOOD_START ""), "no “reason”", 2, "{" },
        { ENTRY(GOOD_START ",\"reason\":\"\""), "no “reason”", 2, "{" },
        { ENTRY(GOOD_START ",\"reason\":\"-?!\""), "holds no word", 2, "{" },
        { ENTRY(GOOD_START ",\"reason\":{\"a\":[1]}"), "“reason” must be text", 2,
          "{\"a\"" },
        { ENTRY(GOOD_START ",\"reason\":[]"), "“reason” must be text", 2, "[]" },
        { ENTRY(GOOD_START ",\"reason\":null"), "“reason” must be text", 2, "null" },
        { ENTRY(GOOD_START ",\"raeson\":\"x\""), "no key “raeson”", 2, "x" },
        { ENTRY(GOOD_START ",\"reason\":\"x\",\"until\":\"2026-02-29\""),
          "“until” must be a day", 2, "{" },
        { ENTRY("\"fingerprint\":\"0123456789ABCDEF\""), "a fingerprint is", 2,
          "0123" },
        { ENTRY("\"fingerprint\":\"123\""), "a fingerprint is", 2, "123" },
        { ENTRY("\"rule\":\"r\",\"path\":\"a\",\"reason\":\"x\""), "no “fingerprint”",
          2, "{" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tree_write("b.json", rows[i].bytes);
        stet_baseline b = { 0 };
        stet_diagnostics errors = { 0 };
        assert_false(stet_baseline_load(&b, "b.json", &errors));
        const stet_diagnostic *error = &errors.items[0];
        if (!strstr(error->message.ptr, rows[i].message))
            fail_msg("%s: %s", rows[i].bytes, error->message.ptr);
        assert_true(stet_str_is(error->path, "b.json"));
        if (rows[i].line)
            assert_int_equal(error->position.line, rows[i].line);
        if (rows[i].at)
            assert_memory_equal(rows[i].bytes + error->position.byte, rows[i].at,
                                strlen(rows[i].at));
        stet_diagnostics_release(&errors);
        stet_baseline_release(&b);
    }
}

static void all_mistakes_are_told_at_once(void **state)
{
    (void)state;
    tree_write("b.json", "{\"version\": 1, \"entries\": [\n"
                         "{" GOOD_START ",\"raeson\":\"x\"},\n"
                         "{" GOOD_START ",\"reason\":\"fine\"},\n"
                         "{},\n"
                         "3\n]}\n");
    stet_baseline b = { 0 };
    stet_diagnostics errors = { 0 };
    assert_false(stet_baseline_load(&b, "b.json", &errors));
    uint32_t lines[] = { 2, 4, 4, 4, 4, 5 };
    assert_int_equal(errors.count, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < errors.count; i++)
        assert_int_equal(errors.items[i].position.line, lines[i]);
    assert_non_null(strstr(errors.items[0].hint.ptr, "reason"));
    assert_int_equal(b.count, 1);
    stet_diagnostics_release(&errors);
    stet_baseline_release(&b);
}

static void two_entries_for_one_finding_are_a_warning(void **state)
{
    (void)state;
    tree_write("b.json", "{\"version\": 1, \"entries\": [\n"
                         "{" GOOD_START ",\"reason\":\"one\"},\n"
                         "{" GOOD_START ",\"reason\":\"two\"}\n]}\n");
    stet_baseline b = { 0 };
    stet_diagnostics errors = { 0 };
    assert_true(stet_baseline_load(&b, "b.json", &errors));
    assert_int_equal(errors.count, 1);
    assert_int_equal(errors.items[0].severity, STET_SEVERITY_WARNING);
    assert_int_equal(errors.items[0].position.line, 3);
    assert_int_equal(b.count, 1);
    stet_diagnostics_release(&errors);
    stet_baseline_release(&b);
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    stet_baseline b = { 0 };
    stet_diagnostics errors = { 0 };
    assert_false(stet_baseline_load(&b, "none.json", &errors));
    assert_int_equal(errors.n_errors, 1);
    stet_diagnostics_release(&errors);
    stet_baseline_release(&b);
}

static void days_are_of_the_calendar(void **state)
{
    (void)state;
    static const char *const days[] = { "2026-01-31", "2024-02-29", "2000-02-29",
                                        "2026-12-31" };
    static const char *const none[] = { "",           "2026-1-31",   "2026-13-01",
                                        "2026-00-10", "2026-04-31",  "2026-02-29",
                                        "1900-02-29", "2026-01-00",  "2026/01/01",
                                        "20260101",   "2026-01-011", "tomorrow!!" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_true(stet_reason_is_day(stet_str_from(days[i])));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(stet_reason_is_day(stet_str_from(none[i])));
}

static void a_reason_holds_a_letter(void **state)
{
    (void)state;
    assert_true(stet_reason_is_given(STET_STR("ok")));
    assert_true(stet_reason_is_given(STET_STR("... \xD7\xA9")));
    assert_false(stet_reason_is_given(STET_STR("")));
    assert_false(stet_reason_is_given(STET_STR(" 123 - \xF0\x9F\x98\x80 \xFF")));
}

int main(void)
{
#define IN_TREE(test) cmocka_unit_test_setup_teardown(test, make_tree, remove_tree)
    const struct CMUnitTest tests[] = {
        IN_TREE(entries_are_a_line_each_and_sorted),
        IN_TREE(an_empty_baseline_can_be_kept),
        cmocka_unit_test(an_entry_covers_its_finding_only),
        cmocka_unit_test(an_entry_holds_up_to_its_last_day),
        cmocka_unit_test(adding_again_replaces),
        IN_TREE(what_nothing_needed_is_pruned),
        IN_TREE(names_that_are_not_utf8_survive_the_file),
        IN_TREE(each_mistake_is_told_with_its_place),
        IN_TREE(all_mistakes_are_told_at_once),
        IN_TREE(two_entries_for_one_finding_are_a_warning),
        IN_TREE(a_file_that_is_not_there_is_an_error),
        cmocka_unit_test(days_are_of_the_calendar),
        cmocka_unit_test(a_reason_holds_a_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
