/* SPDX-License-Identifier: Apache-2.0 */
/* Syllables as the reference of verifiable instructions counts them. */
#include "reading/syllables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct row {
    const char *word;
    uint32_t n;
} row;

static void expect(const row *rows, size_t n, bool literal)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t found =
            spec_syllables((stet_str){ rows[i].word, strlen(rows[i].word) }, literal);
        if (found != rows[i].n)
            fail_msg("%s: %u, not %u", rows[i].word, (unsigned)found,
                     (unsigned)rows[i].n);
    }
}

static void test_rule_of_thumb(void **state)
{
    static const row rows[] = {
        { "cat", 1 }, { "river", 2 },  { "make", 1 },   { "table", 2 },
        { "the", 1 }, { "rhythm", 1 }, { "queue", 1 },  { "e", 1 },
        { "hm", 1 },  { "élan", 1 },   { "banana", 3 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), true);
}

static void test_listed_words(void **state)
{
    static const row rows[] = {
        { "area", 3 },  { "being", 2 },   { "business", 2 },
        { "added", 1 }, { "science", 2 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), true);
}

static void test_spoken_words(void **state)
{
    static const row rows[] = {
        { "area", 3 }, { "added", 2 }, { "bigger", 2 }, { "higher", 2 }, { "river", 2 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), false);
}

static void test_hyphens_and_marks(void **state)
{
    static const row rows[] = {
        { "sea-river", 3 }, { "river-", 2 }, { "(river)", 2 }, { "river-2", 0 },
        { "h2o", 0 },       { "", 0 },       { "--", 0 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), true);
}

/* The search needs the order. */
static void test_list_is_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < spec_n_listed_words; i++)
        if (strcmp(spec_listed_words[i - 1].word, spec_listed_words[i].word) >= 0)
            fail_msg("%s stands behind %s", spec_listed_words[i].word,
                     spec_listed_words[i - 1].word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rule_of_thumb),  cmocka_unit_test(test_listed_words),
        cmocka_unit_test(test_spoken_words),   cmocka_unit_test(test_hyphens_and_marks),
        cmocka_unit_test(test_list_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
