/* SPDX-License-Identifier: Apache-2.0 */
/* Words in rows: each is found, which holds the rows of the plugin to their order. */
#include "base/file.h"
#include "base/str.h"
#include "spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static const char row[] = " a an ant-hill ante b bee beet zoo ";

static bool is_among(const char *word)
{
    return grammar_is_among(row, sizeof row - 1, stet_str_from(word));
}

static void test_every_word_of_a_row_is_found(void **state)
{
    static const char *const words[] = { "a", "an",  "ant-hill", "ante",
                                         "b", "bee", "beet",     "zoo" };
    (void)state;
    for (size_t i = 0; i < STET_LEN(words); i++)
        assert_true(is_among(words[i]));
}

static void test_nothing_else_is_found(void **state)
{
    static const char *const words[] = { "",   "A",    "ant",  "ant-",     "antes",
                                         "be", "bees", "zoos", "zo",       "zz",
                                         " ",  "-",    "hill", "ant-hills" };
    (void)state;
    for (size_t i = 0; i < STET_LEN(words); i++)
        assert_false(is_among(words[i]));
}

/* Calls `expect` with each word of the rows that a source file holds: what stands
   between two quotation marks, the first one followed by a blank. */
static void for_each_word(const char *name, void (*expect)(stet_str word))
{
    stet_error error = STET_ERROR_NONE;
    stet_buffer path = { 0 };
    stet_file file;
    size_t n_words = 0;
    stet_buffer_format(&path, "%s/plugins/grammar/%s", STET_TEST_SOURCE, name);
    assert_true(stet_file_open(&file, path.ptr, &error));
    stet_str rest = file.bytes, line;
    while (stet_str_cut(&rest, '\n', &line)) {
        line = stet_str_trim(line);
        if (!stet_str_starts(line, STET_STR("\" ")))
            continue;
        line = (stet_str){ line.ptr + 2, line.len - 2 };
        line.len = stet_str_find(line, STET_STR("\""), 0);
        for (stet_str word; stet_str_cut(&line, ' ', &word); n_words++)
            expect(word);
    }
    assert_true(n_words > 100);
    stet_file_close(&file);
    stet_buffer_release(&path);
}

static void expect_modern(stet_str word)
{
    assert_true(word.len == 0 || grammar_spelling_is_modern(word));
}

static void test_modern_words_are_in_order(void **state)
{
    (void)state;
    for_each_word("spelling_words.c", expect_modern);
}

static void expect_british(stet_str word)
{
    assert_true(word.len == 0 || grammar_spelling_is_british(word));
}

static void test_british_words_are_in_order(void **state)
{
    (void)state;
    for_each_word("spelling_british.c", expect_british);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_word_of_a_row_is_found),
        cmocka_unit_test(test_nothing_else_is_found),
        cmocka_unit_test(test_modern_words_are_in_order),
        cmocka_unit_test(test_british_words_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
