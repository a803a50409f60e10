/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/phrase.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/** Where a phrase stands in a text first: "start-end", or "" for nowhere. */
static void expect_at(const char *phrase, bool ignore_case, bool whole_words,
                      const char *text, const char *expected)
{
    stet_arena arena = { 0 };
    stet_phrase made;
    stet_span span;
    char found[64] = "";
    stet_phrase_init(&made, stet_str_from(phrase), ignore_case, whole_words, &arena);
    if (stet_phrase_find(&made, stet_str_from(text), 0, &span)) {
        snprintf(found, sizeof found, "%u-%u", span.start, span.end);
    }
    if (strcmp(found, expected) != 0) {
        print_message("\"%s\" in \"%s\"\n", phrase, text);
    }
    assert_string_equal(found, expected);
    stet_arena_release(&arena);
}

struct row {
    const char *phrase;
    const char *text;
    const char *found;
};

static void test_white_space(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "as an AI", "as an AI", "0-8" },
        { " as  an\nAI\t", "as an AI", "0-8" },
        { "as an AI", "x as \n\tan\r\nAI.", "2-13" },
        { "as an",
          "as\xC2\xA0\xE2\x80\x89"
          "an",
          "0-9" },
        { "as an",
          "as\xE2\x80\x8B"
          "an",
          "0-7" },
        { "as an",
          "as\xE3\x80\x80"
          "an",
          "0-7" },
        { "as an", "asan", "" },
        { "asan", "as an", "" },
        { "as an", "as", "" },
        { "", "as", "" },
        { "  ", "as  as", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        expect_at(rows[i].phrase, true, true, rows[i].text, rows[i].found);
    }
}

static void test_apostrophes_are_alike(void **state)
{
    (void)state;
    static const char *const forms[] = { "it's", "it\xE2\x80\x99s", "it\xCA\xBCs" };
    static const char *const ends[] = { "0-4", "0-6", "0-5" };
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < 3; k++) {
            expect_at(forms[i], true, true, forms[k], ends[k]);
            expect_at(forms[i], false, true, forms[k], ends[k]);
        }
    }
    expect_at("it's", true, true, "it\xE2\x80\x98s", "");
}

static void test_case(void **state)
{
    (void)state;
    expect_at("Delve", true, true, "dELVE", "0-5");
    expect_at("Delve", false, true, "dELVE Delve", "6-11");
    expect_at("caf\xC3\xA9", true, true, "CAF\xC3\x89", "0-5");
    expect_at("stet", true, true, "\xC5\xBFtet", "0-5");
    expect_at("kelvin", true, true,
              "\xE2\x84\xAA"
              "elvin",
              "0-8");
    expect_at("kelvin", false, true,
              "\xE2\x84\xAA"
              "elvin",
              "");
    expect_at("\xCF\x83\xCE\xBF\xCF\x86\xCF\x8C\xCF\x82", true, true,
              "\xCE\xA3\xCE\x9F\xCE\xA6\xCE\x8C\xCE\xA3", "0-10"); /* final sigma */
    expect_at("stra\xC3\x9F"
              "e",
              true, true,
              "STRA\xE1\xBA\x9E"
              "E",
              "0-8");
    expect_at("strasse", true, true,
              "stra\xC3\x9F"
              "e",
              "");
    expect_at("i", true, true, "\xC4\xB1 \xC4\xB0 I", "6-7"); /* Turkish ones differ */
}

static void test_word_boundaries(void **state)
{
    (void)state;
    expect_at("cat", true, true, "concat cat", "7-10");
    expect_at("cat", true, true, "cats cat_ cat1 _cat", "");
    expect_at("cat", true, true,
              "caf\xC3\xA9"
              "cat cat\xC3\xA9 \xC3\xA9"
              "cat",
              "");
    expect_at("cafe", true, true, "cafe\xCC\x81",
              ""); /* a mark belongs to its letter */
    expect_at("cat", true, true, "(cat)", "1-4");
    expect_at("cat", true, true,
              "\xE2\x80\x9C"
              "cat\xE2\x80\x9D",
              "3-6");
    expect_at("cat", true, false, "concats", "3-6");
    expect_at("...", true, true, "wait...what", "4-7");
    expect_at("#tag", true, true, "a#tag b", "1-5");
    expect_at("#tag", true, true, "a#tags", "");
    expect_at("don't", true, true, "don't've", "0-5");
}

static void test_an_anchor_may_be_any_point(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    stet_phrase phrase;
    stet_span span;
    stet_str text = STET_STR("na\xC3\xAFve \n it\xE2\x80\x99s");
    static const size_t offsets[] = { 0, 1, 2, 4, 5, 6, 9, 10, 11, 14 };
    stet_phrase_init(&phrase, STET_STR("na\xC3\xAFve it's"), true, true, &arena);
    assert_int_equal(phrase.n_points, 10);
    for (uint32_t i = 0; i < phrase.n_points; i++) {
        assert_true(stet_phrase_match(&phrase, text, offsets[i], i, &span));
        assert_int_equal(span.start, 0);
        assert_int_equal(span.end, text.len);
        if (i > 0) {
            assert_false(stet_phrase_match(&phrase, text, offsets[i], i - 1, &span));
        }
    }
    stet_arena_release(&arena);
}

static void test_finding_from_a_place(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    stet_phrase phrase;
    stet_span span = { 0, 0 };
    stet_str text = STET_STR("ha ha ha ha");
    stet_phrase_init(&phrase, STET_STR("ha ha"), true, true, &arena);
    assert_true(stet_phrase_find(&phrase, text, 1, &span));
    assert_int_equal(span.start, 3);
    assert_true(stet_phrase_find(&phrase, text, 6, &span));
    assert_int_equal(span.start, 6);
    assert_false(stet_phrase_find(&phrase, text, 7, &span));
    stet_phrase_init(&phrase, STET_STR("a"), true, true, &arena);
    assert_false(stet_phrase_find(&phrase, text, 1, &span)); /* sees the h before */
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_white_space),
        cmocka_unit_test(test_apostrophes_are_alike),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_word_boundaries),
        cmocka_unit_test(test_an_anchor_may_be_any_point),
        cmocka_unit_test(test_finding_from_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
