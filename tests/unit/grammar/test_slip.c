/* SPDX-License-Identifier: Apache-2.0 */
/* Which misspellings are slips that may be mended, and which suggestions are guesses;
   one vowel for another, too, is as often another word. */
#include "base/file.h"
#include "base/str.h"
#include "spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct slip_row {
    const char *word, *meant;
} slip_row;

static bool is_slip(const slip_row *row)
{
    return grammar_spelling_is_slip(stet_str_from(row->word),
                                    stet_str_from(row->meant));
}

static void test_slips_of_one_letter(void **state)
{
    static const slip_row rows[] = {
        { "recieve", "receive" },      { "cheif", "chief" },
        { "untill", "until" },         { "accross", "across" },
        { "begining", "beginning" },   { "comission", "commission" },
        { "goverment", "government" }, { "togeter", "together" },
        { "Recieve", "Receive" },      { "wihch", "which" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        if (!is_slip(&rows[i]))
            fail_msg("%s is a slip of %s", rows[i].word, rows[i].meant);
}

static void test_guesses(void **state)
{
    static const slip_row rows[] = {
        { "losartan", "lopsided" },
        { "tung", "rung" },
        { "tidyverse", "tidy verse" },
        { "teh", "the" },
        { "unix", "UNIX" },
        { "chinese", "Chinese" },
        { "micros", "micro" },
        { "catio", "ratio" },
        { "seperate", "separate" },
        { "reutrned", "returns" },
        { "letter", "letter" },
        { "", "a" },
        { "catio", "cation" },
        { "discone", "di-scone" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        if (is_slip(&rows[i]))
            fail_msg("%s for %s is a guess", rows[i].meant, rows[i].word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slips_of_one_letter),
        cmocka_unit_test(test_guesses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
