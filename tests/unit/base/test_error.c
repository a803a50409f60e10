/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/error.h"
#include "base/str.h"

#include <cmocka.h>

static void assert_position(stet_str text, size_t at, uint32_t line, uint32_t column)
{
    stet_position position = stet_position_of(text, at);
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
    assert_int_equal(position.byte, at);
}

static void test_positions_count_lines_and_code_points(void **state)
{
    (void)state;
    stet_str text = STET_STR("ab\n\n\xC3\xA9\xF0\x9F\x98\x80x\r\ny");
    assert_position(text, 0, 1, 1);
    assert_position(text, 2, 1, 3);
    assert_position(text, 3, 2, 1);
    assert_position(text, 4, 3, 1);
    assert_position(text, 6, 3, 2);
    assert_position(text, 10, 3, 3);
    assert_position(text, 13, 4, 1);
    assert_position(text, 14, 4, 2);
    assert_int_equal(stet_position_of(text, 999).byte, text.len);
    assert_position((stet_str){ NULL, 0 }, 0, 1, 1);
}

static void assert_written(const stet_error *error, const char *expected)
{
    stet_buffer out = { 0 };
    stet_error_write(error, &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
}

static void test_an_error_says_what_where_and_what_to_do(void **state)
{
    (void)state;
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_error_set(&error, "no %s", "value"));
    assert_written(&error, "error: no value\n");
    stet_error_at(&error, STET_STR("a.yaml"), STET_POSITION_NONE);
    assert_written(&error, "a.yaml: error: no value\n");
    stet_error_at(&error, STET_STR("a.yaml"), (stet_position){ 3, 0, SIZE_MAX });
    assert_written(&error, "a.yaml:3: error: no value\n");
    stet_error_at(&error, STET_STR("a.yaml"), (stet_position){ 3, 7, 41 });
    stet_error_hint(&error, "write %d", 5);
    assert_written(&error, "a.yaml:3:7: error: no value (byte 41)\n  help: write 5\n");
    stet_error_release(&error);
    assert_null(error.message);
}

static void test_setting_again_forgets_the_old(void **state)
{
    (void)state;
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "inner");
    stet_error_at(&error, STET_STR("a"), (stet_position){ 1, 2, 3 });
    stet_error_hint(&error, "hint");
    stet_error_set(&error, "outer: %s", error.message);
    assert_written(&error, "error: outer: inner\n");
    stet_error_release(&error);
}

static void test_an_error_cannot_forge_lines(void **state)
{
    (void)state;
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "%s", "a\nb: error: \033[2J");
    stet_error_at(&error, STET_STR("x\n"), STET_POSITION_NONE);
    assert_written(&error, "x<U+000A>: error: a<U+000A>b: error: <U+001B>[2J\n");
    stet_error_release(&error);
}

static void assert_all(const stet_diagnostics *list, bool color, const char *expected)
{
    stet_buffer out = { 0 };
    stet_diagnostics_write(list, color, &out);
    assert_string_equal(stet_buffer_str(&out).ptr, expected);
    stet_buffer_release(&out);
}

static void test_diagnostics_read_like_a_compiler(void **state)
{
    (void)state;
    stet_str text = STET_STR("one: 1\r\n\ttw\xE4\xB8\xAD: 2\nthree: 3");
    stet_diagnostics list = { 0 };
    stet_diagnostics_hint(&list, "%s", "for nothing");
    stet_diagnostics_add(&list, STET_SEVERITY_ERROR, STET_STR("a.yaml"), text,
                         stet_position_of(text, 14), "bad key %s", "x");
    stet_diagnostics_hint(&list, "did you mean %s?", "y");
    stet_diagnostics_add(&list, STET_SEVERITY_WARNING, STET_STR("a.yaml"), text,
                         stet_position_of(text, 0), "old");
    stet_diagnostics_add(&list, STET_SEVERITY_NOTE, STET_STR(""), STET_STR(""),
                         STET_POSITION_NONE, "done");
    assert_int_equal(list.n_errors, 1);
    assert_int_equal(list.count, 3);
    assert_true(stet_str_is(list.items[1].excerpt, "one: 1"));
    assert_all(&list, false,
               "a.yaml:1:1: warning: old (byte 0)\n"
               "    1 | one: 1\n"
               "      | ^\n"
               "a.yaml:2:5: error: bad key x (byte 14)\n"
               "    2 |     tw\xE4\xB8\xAD: 2\n"
               "      |         ^\n"
               "  help: did you mean y?\n"
               "note: done\n");
    stet_diagnostics_release(&list);
    assert_int_equal(list.count, 0);
}

static void test_diagnostics_are_shown_by_file_and_place(void **state)
{
    (void)state;
    stet_diagnostics list = { 0 };
    static const struct {
        const char *path, *message;
        stet_position position;
    } rows[] = {
        { "b", "first file", { 2, 3, 9 } },      { "a", "later file", { 1, 1, 0 } },
        { "b", "before it", { 2, 2, 8 } },       { "b", "same place", { 2, 3, 9 } },
        { "a", "no place", { 0, 0, SIZE_MAX } }, { "b", "line before", { 1, 5, 4 } },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        stet_diagnostics_add(&list, STET_SEVERITY_ERROR, stet_str_from(rows[i].path),
                             STET_STR(""), rows[i].position, "%s", rows[i].message);
    assert_all(&list, false,
               "b:1:5: error: line before (byte 4)\n"
               "b:2:2: error: before it (byte 8)\n"
               "b:2:3: error: first file (byte 9)\n"
               "b:2:3: error: same place (byte 9)\n"
               "a: error: no place\n"
               "a:1:1: error: later file (byte 0)\n");
    stet_diagnostics_release(&list);
}

static void test_the_caret_at_the_end_and_in_an_empty_line(void **state)
{
    (void)state;
    stet_str text = STET_STR("ab\n\nc");
    stet_diagnostics list = { 0 };
    stet_diagnostics_add(&list, STET_SEVERITY_ERROR, STET_STR("f"), text,
                         stet_position_of(text, 2), "end");
    stet_diagnostics_add(&list, STET_SEVERITY_ERROR, STET_STR("f"), text,
                         stet_position_of(text, 3), "empty");
    assert_all(&list, false,
               "f:1:3: error: end (byte 2)\n"
               "    1 | ab\n"
               "      |   ^\n"
               "f:2:1: error: empty (byte 3)\n");
    stet_diagnostics_release(&list);
}

static void test_excerpts_are_safe_and_short(void **state)
{
    (void)state;
    static char line[200000];
    memset(line, 'x', sizeof line);
    stet_str text = { line, sizeof line };
    stet_diagnostics list = { 0 };
    stet_diagnostics_add(&list, STET_SEVERITY_ERROR, STET_STR("f"), text,
                         stet_position_of(text, 100000), "long");
    assert_int_equal(list.items[0].excerpt.len, 0);
    text = STET_STR("\033z");
    stet_diagnostics_add(&list, STET_SEVERITY_ERROR, STET_STR("f"), text,
                         stet_position_of(text, 1), "escape");
    assert_all(&list, false,
               "f:1:2: error: escape (byte 1)\n"
               "    1 | <U+001B>z\n"
               "      |         ^\n"
               "f:1:100001: error: long (byte 100000)\n");
    stet_diagnostics_release(&list);
}

static void test_color(void **state)
{
    (void)state;
    stet_diagnostics list = { 0 };
    stet_diagnostics_add(&list, STET_SEVERITY_WARNING, STET_STR("f"), STET_STR("x"),
                         (stet_position){ 1, 1, 0 }, "m");
    assert_all(&list, true,
               "f:1:1: \033[1;33mwarning\033[0m: m (byte 0)\n"
               "    1 | x\n"
               "      | \033[1;33m^\033[0m\n");
    stet_diagnostics_release(&list);
}

static void test_take_moves_an_error(void **state)
{
    (void)state;
    stet_diagnostics list = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "no such file");
    stet_error_at(&error, STET_STR("b"), STET_POSITION_NONE);
    stet_error_hint(&error, "look");
    stet_diagnostics_take(&list, &error);
    assert_null(error.message);
    assert_int_equal(list.n_errors, 1);
    assert_all(&list, false, "b: error: no such file\n  help: look\n");
    stet_diagnostics_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_positions_count_lines_and_code_points),
        cmocka_unit_test(test_an_error_says_what_where_and_what_to_do),
        cmocka_unit_test(test_setting_again_forgets_the_old),
        cmocka_unit_test(test_an_error_cannot_forge_lines),
        cmocka_unit_test(test_diagnostics_read_like_a_compiler),
        cmocka_unit_test(test_diagnostics_are_shown_by_file_and_place),
        cmocka_unit_test(test_the_caret_at_the_end_and_in_an_empty_line),
        cmocka_unit_test(test_excerpts_are_safe_and_short),
        cmocka_unit_test(test_color),
        cmocka_unit_test(test_take_moves_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
