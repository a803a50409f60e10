/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that differ in white space only, and places in what is no text. */
#include "plugin_host.h"
#include "wording.h"

static void test_what_nobody_sees_is_blank(void **state)
{
    (void)state;
    assert_true(record_is_blank(STET_STR("")));
    assert_true(record_is_blank(STET_STR(" \t\r\n\v\f")));
    assert_true(
        record_is_blank(STET_STR("\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF\xE3\x80\x80")));
    assert_false(record_is_blank(STET_STR("\xC2\xA0.")));
    assert_false(record_is_blank(STET_STR("\xE2\x80\x94")));
    assert_false(record_is_blank(STET_STR("\xC2")));
}

static void test_white_space_is_one_blank(void **state)
{
    (void)state;
    plugin_host host;
    host_init(&host);
    stet_str text = record_normal(&host.ctx, STET_STR(" a\n\n b\xC2\xA0\xE2\x80\x83"
                                                      "c  "));
    assert_true(stet_str_is(text, "a b c"));
    assert_int_equal(record_normal(&host.ctx, STET_STR(" \n")).len, 0);
    assert_true(record_holds(STET_STR("the end"), STET_STR("he e")));
    assert_true(record_holds(STET_STR("x"), STET_STR("x")));
    assert_false(record_holds(STET_STR("x"), STET_STR("xx")));
    host_release(&host);
}

static void expect_inner(const char *json, uint32_t start, uint32_t end,
                         const char *wanted)
{
    plugin_host host;
    host_init(&host);
    stet_str raw = stet_str_from(json);
    stet_str found = stet_slice(
        raw, record_inner_span(raw, host_tree(&host, json), (stet_span){ start, end }));
    if (!stet_str_is(found, wanted))
        fail_msg("%u to %u in %s: %.*s", start, end, json, (int)found.len, found.ptr);
    host_release(&host);
}

static void test_places_in_a_text_are_found_through_its_escapes(void **state)
{
    (void)state;
    expect_inner("\"abc\"", 0, 1, "a");
    expect_inner("\"abc\"", 1, 3, "bc");
    expect_inner("\"a\\nbc\"", 1, 2, "\\n");
    expect_inner("\"a\\nbc\"", 2, 4, "bc");
    expect_inner("\"\\u00e9x\\u20ACy\\ud83c\\udf31z\"", 2, 3, "x");
    expect_inner("\"\\u00e9x\\u20ACy\\ud83c\\udf31z\"", 3, 6, "\\u20AC");
    expect_inner("\"\\u00e9x\\u20ACy\\ud83c\\udf31z\"", 6, 7, "y");
    expect_inner("\"\\u00e9x\\u20ACy\\ud83c\\udf31z\"", 7, 11, "\\ud83c\\udf31");
    expect_inner("\"\\u00e9x\\u20ACy\\ud83c\\udf31z\"", 11, 12, "z");
    expect_inner("\"abc\"", 3, 4, "");
    expect_inner("\"\"", 0, 1, "");
    expect_inner("\"a\\\\\"", 1, 9, "\\\\");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_nobody_sees_is_blank),
        cmocka_unit_test(test_white_space_is_one_blank),
        cmocka_unit_test(test_places_in_a_text_are_found_through_its_escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
