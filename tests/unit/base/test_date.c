/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_known_days(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        stet_date date;
    } days[] = {
        { "1970-01-01", 0 },       { "1969-12-31", -1 },      { "1970-03-01", 59 },
        { "2000-02-29", 11016 },   { "2000-03-01", 11017 },   { "2026-11-30", 20787 },
        { "0001-01-01", -719162 }, { "9999-12-31", 2932896 },
    };
    for (size_t i = 0; i < STET_LEN(days); i++) {
        stet_date date = 1;
        char text[STET_DATE_TEXT];
        assert_true(stet_date_read(stet_str_from(days[i].text), &date));
        assert_int_equal(date, days[i].date);
        stet_date_write(date, text);
        assert_string_equal(text, days[i].text);
    }
}

static void test_all_days_are_in_a_row(void **state)
{
    (void)state;
    char text[STET_DATE_TEXT];
    for (stet_date date = -719162; date <= 2932896; date += 7) {
        stet_date back;
        stet_date_write(date, text);
        assert_true(stet_date_read(stet_str_from(text), &back));
        assert_int_equal(back, date);
    }
}

static void test_what_is_no_day(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2026-11-31", "2026-02-29",  "1900-02-29",
        "2026-13-01", "2026-00-10", "2026-1-1",    "2026/11/30",
        "0000-01-01", "2026-11-3x", "2026-11-300",
    };
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        stet_date date;
        assert_false(stet_date_read(stet_str_from(texts[i]), &date));
    }
}

static void test_seconds(void **state)
{
    (void)state;
    assert_int_equal(stet_date_of_seconds(0), 0);
    assert_int_equal(stet_date_of_seconds(86399), 0);
    assert_int_equal(stet_date_of_seconds(86400), 1);
    assert_int_equal(stet_date_of_seconds(UINT64_MAX), 2932896);
}

static void test_words(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_date_add(&out, 20801);
    assert_string_equal(out.ptr, "14 December 2026");
    stet_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),
        cmocka_unit_test(test_all_days_are_in_a_row),
        cmocka_unit_test(test_what_is_no_day),
        cmocka_unit_test(test_seconds),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
