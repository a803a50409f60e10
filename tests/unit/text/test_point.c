/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "text/point.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const stet_str bytes = { "a\xC3\xA9\n\n\xF0\x9F\x98\x80z\r\nend", 15 };

static void expect_point(stet_point point, uint64_t byte, unsigned line,
                         unsigned column, unsigned utf16)
{
    assert_int_equal(point.byte, byte);
    assert_int_equal(point.line, line);
    assert_int_equal(point.column, column);
    assert_int_equal(point.utf16, utf16);
}

static void test_passing(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned line, column, utf16;
    } rows[] = {
        { 0, 1, 1, 1 },  { 1, 1, 2, 2 },  { 3, 1, 3, 3 },  { 4, 2, 1, 1 },
        { 5, 3, 1, 1 },  { 9, 3, 2, 3 },  { 10, 3, 3, 4 }, { 11, 3, 4, 5 },
        { 12, 4, 1, 1 }, { 15, 4, 4, 4 },
    };
    stet_point step = STET_POINT_START;
    size_t stands = 0;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_point at_once = STET_POINT_START;
        stet_point_pass(&at_once, (stet_str){ bytes.ptr, rows[i].at });
        expect_point(at_once, rows[i].at, rows[i].line, rows[i].column, rows[i].utf16);
        stet_point_pass(&step, (stet_str){ bytes.ptr + stands, rows[i].at - stands });
        expect_point(step, rows[i].at, rows[i].line, rows[i].column, rows[i].utf16);
        stands = rows[i].at;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_passing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
