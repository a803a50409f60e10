/* SPDX-License-Identifier: Apache-2.0 */
/* Syllables of words, as the CMU Pronouncing Dictionary counts them. */
#include "syllables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct row {
    const char *word;
    uint32_t n;
} row;

static uint32_t count(const char *word)
{
    return structure_syllables((stet_str){ word, strlen(word) });
}

static void expect(const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (count(rows[i].word) != rows[i].n)
            fail_msg("%s: %u, not %u", rows[i].word, (unsigned)count(rows[i].word),
                     (unsigned)rows[i].n);
}

static void test_runs_of_vowels(void **state)
{
    static const row rows[] = {
        { "cat", 1 },   { "the", 1 },    { "house", 1 },     { "queue", 1 },
        { "river", 2 }, { "yellow", 2 }, { "yard", 1 },      { "beyond", 2 },
        { "my", 1 },    { "rhythm", 2 }, { "strengths", 1 },
    };
    (void)state;
    expect(rows, STET_LEN(rows));
}

static void test_i_that_is_a_y(void **state)
{
    static const row rows[] = {
        { "italian", 3 },  { "australians", 3 }, { "civilian", 3 }, { "brilliant", 2 },
        { "familiar", 3 }, { "familiarity", 5 }, { "peculiar", 3 }, { "reliant", 3 },
        { "liar", 2 },     { "social", 2 },      { "dial", 2 },
    };
    (void)state;
    expect(rows, STET_LEN(rows));
}

static void test_silent_e(void **state)
{
    static const row rows[] = {
        { "make", 1 },   { "makes", 1 },     { "baked", 1 },    { "wanted", 2 },
        { "needed", 2 }, { "table", 2 },     { "tables", 2 },   { "faces", 2 },
        { "wishes", 2 }, { "are", 1 },       { "use", 1 },      { "useful", 2 },
        { "lonely", 2 }, { "amazement", 3 }, { "homework", 2 }, { "drivers", 2 },
        { "called", 1 }, { "settled", 2 },
    };
    (void)state;
    expect(rows, STET_LEN(rows));
}

static void test_vowels_that_are_spoken_apart(void **state)
{
    static const row rows[] = {
        { "science", 2 }, { "create", 2 },  { "quiet", 2 },    { "radio", 3 },
        { "nation", 2 },  { "million", 2 }, { "special", 2 },  { "usual", 3 },
        { "reality", 4 }, { "treat", 1 },   { "question", 2 }, { "going", 2 },
        { "idea", 3 },    { "theory", 3 },  { "society", 4 },  { "easier", 3 },
    };
    (void)state;
    expect(rows, STET_LEN(rows));
}

static void test_words_of_other_kinds(void **state)
{
    static const row rows[] = {
        { "HTML", 4 },     { "well-known", 2 }, { "caf\xC3\xA9", 2 },
        { "-", 1 },        { "Every", 2 },      { "tourism", 3 },
        { "BUSINESS", 2 }, { "", 0 },           { "\xD0\xBC\xD0\xB8\xD1\x80", 1 },
    };
    (void)state;
    expect(rows, STET_LEN(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_of_vowels),
        cmocka_unit_test(test_i_that_is_a_y),
        cmocka_unit_test(test_silent_e),
        cmocka_unit_test(test_vowels_that_are_spoken_apart),
        cmocka_unit_test(test_words_of_other_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
