/* SPDX-License-Identifier: Apache-2.0 */
#include "report/excerpt.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect(const char *text, uint32_t start, uint32_t end, unsigned width,
                   const char *line, const char *marks)
{
    stet_buffer shown = { 0 };
    stet_buffer below = { 0 };
    stet_excerpt excerpt = { stet_str_from(text), start, end, width };
    stet_excerpt_write(&excerpt, &shown, &below);
    assert_string_equal(stet_buffer_str(&shown).ptr, line);
    assert_string_equal(stet_buffer_str(&below).ptr, marks);
    stet_buffer_release(&shown);
    stet_buffer_release(&below);
}

static void marks_stand_under_the_part(void **state)
{
    (void)state;
    expect("one two", 4, 7, 0, "one two", "    ^^^");
    expect("one two", 0, 3, 0, "one two", "^^^");
    expect("", 0, 0, 0, "", "^");
}

static void an_empty_part_and_one_behind_the_end_get_one_mark(void **state)
{
    (void)state;
    expect("one", 1, 1, 0, "one", " ^");
    expect("one", 3, 9, 0, "one", "   ^");
    expect("one", 2, 9, 0, "one", "  ^");
}

static void wide_and_combining_characters_are_counted_in_columns(void **state)
{
    (void)state;
    expect("日本x", 6, 7, 0, "日本x", "    ^");
    expect("日本x", 3, 6, 0, "日本x", "  ^^");
    expect("e\xcc\x81x", 3, 4, 0, "e\xcc\x81x", " ^");
}

static void controls_are_visible_and_tabs_are_blanks(void **state)
{
    (void)state;
    expect("\tx", 1, 2, 0, "    x", "    ^");
    expect("\x1b[1mx", 4, 5, 0, "<U+001B>[1mx", "           ^");
    expect("\xe2\x80\xaex", 0, 3, 0, "<U+202E>x", "^^^^^^^^");
    expect("\xffx", 1, 2, 0, "<0xFF>x", "      ^");
}

static void a_long_line_is_cut_around_the_part(void **state)
{
    (void)state;
    expect("abcdefghijklmnopqrstuvwxyz", 0, 1, 10, "abcdefghi…", "^");
    expect("abcdefghijklmnopqrstuvwxyz", 12, 14, 10, "…klmnopqr…", "   ^^");
    expect("abcdefghijklmnopqrstuvwxyz", 25, 26, 10, "…rstuvwxyz", "         ^");
    expect("abcdefghijklmnopqrstuvwxyz", 12, 26, 10, "…klmnopqr…", "   ^^^^^^^");
    expect("abcdefghij", 9, 10, 10, "abcdefghij", "         ^");
}

/* A character of two columns at a cut is left out; a blank keeps what follows in place.
 */
static void a_wide_character_is_never_halved(void **state)
{
    (void)state;
    expect("日日日日日日日日x日日日日日日日日", 24, 25, 12, "… 日x日日日…", "    ^");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_stand_under_the_part),
        cmocka_unit_test(an_empty_part_and_one_behind_the_end_get_one_mark),
        cmocka_unit_test(wide_and_combining_characters_are_counted_in_columns),
        cmocka_unit_test(controls_are_visible_and_tabs_are_blanks),
        cmocka_unit_test(a_long_line_is_cut_around_the_part),
        cmocka_unit_test(a_wide_character_is_never_halved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
