/* SPDX-License-Identifier: Apache-2.0 */
#include "text/count.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const struct {
    const char *text;
    uint64_t characters, letters, lines, word_runs;
} rows[] = {
    { "", 0, 0, 0, 0 },
    { "one two", 7, 6, 1, 2 },
    { "don't", 5, 4, 1, 2 },
    { "snake_case 3.14", 15, 9, 1, 3 },
    { "a\n\n \t\nb\r\nc", 10, 3, 3, 3 },
    { "\xC2\xA0\n", 2, 0, 0, 0 },
    { "caf\xC3\xA9", 4, 4, 1, 1 },
    { "cafe\xCC\x81s", 6, 5, 1, 2 },            /* A combining accent is not \w. */
    { "m\xC2\xB2 \xE2\x85\xA7", 4, 1, 1, 2 },   /* A superscript, a Roman numeral. */
    { "\xE4\xBD\xA0\xE5\xA5\xBD", 2, 2, 1, 1 }, /* Han. */
    { "\xF0\x9F\x91\x8D a", 3, 1, 1, 1 },       /* An emoji. */
};

static void test_units(void **state)
{
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_str text = stet_str_from(rows[i].text);
        assert_int_equal(stet_count_characters(text), rows[i].characters);
        assert_int_equal(stet_count_letters(text), rows[i].letters);
        assert_int_equal(stet_count_lines(text), rows[i].lines);
        assert_int_equal(stet_count_word_runs(text), rows[i].word_runs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
