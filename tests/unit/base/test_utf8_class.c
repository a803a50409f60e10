/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

#include <cmocka.h>
#include <ctype.h>
#include <utf8proc.h>

static const struct {
    uint32_t code_point, class;
} rows[] = {
    { 0x00E9, STET_CHAR_LETTER | STET_CHAR_LOWER },
    { 0x00C9, STET_CHAR_LETTER | STET_CHAR_UPPER },
    { 0x01C5, STET_CHAR_LETTER | STET_CHAR_UPPER },
    { 0x4E2D, STET_CHAR_LETTER },
    { 0x0301, STET_CHAR_LETTER | STET_CHAR_MARK },
    { 0x0903, STET_CHAR_LETTER | STET_CHAR_MARK },
    { 0x0661, STET_CHAR_DIGIT },
    { 0x00BD, STET_CHAR_NUMBER },
    { 0x2163, STET_CHAR_NUMBER },
    { 0x00A0, STET_CHAR_SPACE },
    { 0x2003, STET_CHAR_SPACE },
    { 0x2028, STET_CHAR_SPACE },
    { 0x3000, STET_CHAR_SPACE },
    { 0x0085, STET_CHAR_SPACE | STET_CHAR_CONTROL },
    { 0xFEFF, STET_CHAR_SPACE | STET_CHAR_FORMAT },
    { 0x200B, STET_CHAR_SPACE | STET_CHAR_FORMAT },
    { 0x2019, STET_CHAR_PUNCTUATION },
    { 0x2014, STET_CHAR_PUNCTUATION },
    { 0x3001, STET_CHAR_PUNCTUATION },
    { 0x20AC, STET_CHAR_SYMBOL },
    { 0x1F600, STET_CHAR_SYMBOL },
    { 0x1F3FB, STET_CHAR_SYMBOL },
    { 0xFE0F, STET_CHAR_SYMBOL },
    { 0x20E3, STET_CHAR_SYMBOL },
    { 0x200D, STET_CHAR_SYMBOL | STET_CHAR_FORMAT },
    { 0xE0062, STET_CHAR_SYMBOL | STET_CHAR_FORMAT },
    { 0x00AD, STET_CHAR_FORMAT },
    { 0x202E, STET_CHAR_FORMAT },
    { 0x0090, STET_CHAR_CONTROL },
    { 0xE000, 0 },
    { 0x0378, 0 },
    { 0x110000, 0 },
    { STET_UTF8_BAD, 0 },
};

static void test_classes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (stet_utf8_class(rows[i].code_point) != rows[i].class)
            fail_msg("U+%04X: %X", (unsigned)rows[i].code_point,
                     (unsigned)stet_utf8_class(rows[i].code_point));
}

/* The C locale's answers, with the symbols of Unicode told from its punctuation. */
static void test_classes_of_ascii(void **state)
{
    (void)state;
    for (int c = 0; c < 0x80; c++) {
        uint32_t class = stet_utf8_class((uint32_t)c);
        int symbol = c && (c == '$' || c == '+' || (c >= '<' && c <= '>') || c == '^' ||
                           c == '`' || c == '|' || c == '~');
        int control = iscntrl(c) && c != '\t' && c != '\n' && c != '\r';
        assert_int_equal(!(class & STET_CHAR_LETTER), !isalpha(c));
        assert_int_equal(!(class & STET_CHAR_UPPER), !isupper(c));
        assert_int_equal(!(class & STET_CHAR_LOWER), !islower(c));
        assert_int_equal(!(class & STET_CHAR_DIGIT), !isdigit(c));
        assert_int_equal(!(class & STET_CHAR_SPACE), !isspace(c));
        assert_int_equal(!(class & STET_CHAR_CONTROL), !control);
        assert_int_equal(!(class & STET_CHAR_SYMBOL), !symbol);
        assert_int_equal(!(class & STET_CHAR_PUNCTUATION), !(ispunct(c) && !symbol));
    }
}

/* ASCII never asks utf8proc, so it has to give the same answers. */
static void test_case_of_ascii_agrees_with_unicode(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x80; c++) {
        assert_int_equal(stet_utf8_lower(c), utf8proc_tolower((utf8proc_int32_t)c));
        assert_int_equal(stet_utf8_upper(c), utf8proc_toupper((utf8proc_int32_t)c));
    }
}

static void test_case(void **state)
{
    (void)state;
    assert_int_equal(stet_utf8_lower(0xC9), 0xE9);
    assert_int_equal(stet_utf8_upper(0xE9), 0xC9);
    assert_int_equal(stet_utf8_lower(0x0416), 0x0436);
    assert_int_equal(stet_utf8_upper(0x4E2D), 0x4E2D);
    assert_int_equal(stet_utf8_lower(0x1F600), 0x1F600);
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(stet_utf8_width('a'), 1);
    assert_int_equal(stet_utf8_width(0xE9), 1);
    assert_int_equal(stet_utf8_width(0x4E2D), 2);
    assert_int_equal(stet_utf8_width(0x1F600), 2);
    assert_int_equal(stet_utf8_width(0x0301), 0);
    assert_int_equal(stet_utf8_width('\n'), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_classes_of_ascii),
        cmocka_unit_test(test_case_of_ascii_agrees_with_unicode),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
