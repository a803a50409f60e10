/* SPDX-License-Identifier: Apache-2.0 */
/* Which literals a pattern needs. */
#include "rule/literal.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rule/literal_p.h"
#include "rule/phrase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/** The literals of a pattern, separated by |; "" for none. */
static void expect_literals(const char *pattern, const char *expected)
{
    stet_arena arena = { 0 };
    stet_buffer found = { 0 };
    stet_literals literals;
    stet_literals_of_pattern(stet_str_from(pattern), &arena, &literals);
    for (uint32_t i = 0; i < literals.count; i++) {
        stet_buffer_add_text(&found, i > 0 ? "|" : "");
        stet_buffer_add(&found, literals.items[i]);
    }
    if (!stet_str_is(stet_buffer_str(&found), expected)) {
        print_message("%s\n", pattern);
    }
    assert_string_equal(stet_buffer_str(&found).ptr, expected);
    stet_buffer_release(&found);
    stet_arena_release(&arena);
}

struct row {
    const char *pattern;
    const char *literals;
};

static const struct row plain[] = {
    { "tapestry", "tapestry" },
    { "As An AI", "as an ai" },
    { "delves? into", "delve into|delves into" },
    { "colou?r", "color|colour" },
    { "(?:delve|dive) into", "delve into|dive into" },
    { "(un)?likely", "likely|unlikely" },
    { "likely|likelier", "likely|likelier" },
    { "likel(y|ier)|likel", "likel" },
    { "\\blikely\\b|\\blikely so", "likely" },
    { "\\b(?:likely|likely so)\\b", "likely" },
    { "\\b(?:like|likely)\\b", "like|likely" },
    { "gr[ae]y", "gray|grey" },
    { "[Tt]apestry", "tapestry" },
    { "[^t]apestry", "apestry" },
    { "\\bdelve\\b", "delve" },
    { "^In conclusion,", "in conclusion," },
    { "conclusion\\.$", "conclusion." },
    { "a.tapestry.b", "tapestry" },
    { "tapestry|delve\\w*|nuanced", "tapestry|delve|nuanced" },
    { "(?|tapestry|delve)", "tapestry|delve" },
    { "tapestry|\\w+", "" },
    { "(?<name>tapestry)", "tapestry" },
    { "(?P<name>tapestry)", "tapestry" },
    { "(?'name'tapestry)", "tapestry" },
    { "(?>tapestry)", "tapestry" },
    { "(?i:tapestry)", "tapestry" },
    { "(?i)tapestry", "tapestry" },
    { "x{2}tapestry", "xxtapestry" },
    { "(delve){2}", "delvedelve" },
    { "(delve)+ the tapestry", "delve the tapestry" },
    { "delve{0}tapestry", "delvtapestry" },
};

static const struct row white_space[] = {
    { "as\\s+an", "as an" },
    { "as\\san", "as an" },
    { "as[ \\t\\n]+an", "as an" },
    { "as\\h+an\\R+ai", "as an ai" },
    { "as  \\s+ an", "as an" },
    { "as\\s*an", "asan|as an" },
    { "as\xC2\xA0"
      "an",
      "as an" },
    { "it['\xE2\x80\x99]s", "it's" },
    { "it\\x{2019}s", "it's" },
    { "\xC5\xBFtet", "stet" },
    { "caf\xC3\xA9 noir", "caf\xC3\xA9 noir|caf\xC3\x89 noir" },
    { "\xE2\x80\x9Cno\xE2\x80\x9D", "\xE2\x80\x9Cno\xE2\x80\x9D" },
    { "\xE6\x96\x87\xE7\xAB\xA0", "\xE6\x96\x87\xE7\xAB\xA0" },
    { "\xD1\x8F\xD0\xB7.", "\xD1\x8F\xD0\xB7|\xD1\x8F\xD0\x97|\xD0\xAF\xD0\xB7|"
                           "\xD0\xAF\xD0\x97" },
    { "\xC4\xB0stet", "stet" },
    { "\xC6\x9Bstet", "stet" },
};

static const struct row quantifiers[] = {
    { "tap(estry)*", "tap" },         { "tap(estry)?", "tap" },
    { "tap(estry){0,3}", "tap" },     { "tap(estry){2,3}", "tapestry" },
    { "tap(estry)+", "tapestry" },    { "tap(estry)++x", "tapestry" },
    { "tap(estry)+?x", "tapestry" },  { "tapestr(y)*?", "tapestr" },
    { "tapestr{,3}y", "" },           { "tapestr{ 1 }y", "" },
    { "tapestr{x}y", "tapestr{x}y" }, { "\\Qa.b*\\E*c", "a.b" },
    { "\\Qdelve.\\E+x", "delve." },
};

static const struct row nothing[] = {
    { "(?=tapestry)", "" },
    { "(?!tapestry)delve", "delve" },
    { "(?<=tapestry )delve", "delve" },
    { "(?<!tapestry )delve", "delve" },
    { "tap(?#estry)estry", "tapestry" },
    { "delve(?#c)*x", "delv" },
    { "delve\\E*x", "delv" },
    { "(?x) tap  estry # delve\n y", "tapestryy" },
    { "(?x) delve # a\n *", "delv" },
    { "(?x:tap estry) delve", "tapestry delve" },
    { "(?x)tapestr\xE2\x80\xA8*", "tapest" },
    { "(?-x)tap estry", "tap estry" },
    { "(a(?x)b c|d e)f g", "abcf g|def g" },
    { "(*ACCEPT)tapestry", "" },
    { "tapestry(*SKIP)(*FAIL)|delve", "" },
    { "(?(1)tapestry|delve)", "" },
    { "(tapestry)\\1", "tapestry" },
    { "(?R)?tapestry", "tapestry" },
    { "(tapestry)(?1)", "tapestry" },
    { "(?C1)tapestry", "" },
    { "(?(DEFINE)(?<x>tapestry))delve", "delve" },
    { "e", "" },
    { "the|e", "" },
    { ".*", "" },
    { "", "" },
    { "(tapestry", "" },
    { "tapestry)", "" },
    { "[tapestry", "" },
    { "tapestry\\", "" },
    { "[[:alpha:]]tapestry", "tapestry" },
    { "[]x]tapestry", "]tapestry|xtapestry" },
    { "[\\]x]tapestry", "]tapestry|xtapestry" },
    { "[a-c]tapestry", "atapestry|btapestry|ctapestry" },
    { "[a-z]tapestry", "tapestry" },
    { "[\\w-]tapestry", "tapestry" },
    { "\\x74apestry", "tapestry" },
    { "\\N{U+74}apestry", "tapestry" },
    { "\\p{Lu}apestry", "apestry" },
    { "\\p{L}\\PLapestry", "apestry" },
    { "\\gtapestry", "tapestry" },
    { "\\k<name>tapestry", "tapestry" },
    { "\\1234tapestry", "tapestry" },
    { "tape\\Kstry", "tapestry" },
};

static void expect_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        expect_literals(rows[i].pattern, rows[i].literals);
    }
}

#define EXPECT(rows) expect_rows(rows, sizeof rows / sizeof *rows)

static void test_plain_patterns(void **state)
{
    (void)state;
    EXPECT(plain);
}

static void test_white_space_and_apostrophes(void **state)
{
    (void)state;
    EXPECT(white_space);
}

static void test_quantifiers(void **state)
{
    (void)state;
    EXPECT(quantifiers);
}

static void test_what_needs_nothing_and_what_is_not_understood(void **state)
{
    (void)state;
    EXPECT(nothing);
}

static void test_too_many_branches_have_no_literal(void **state)
{
    (void)state;
    stet_buffer pattern = { 0 };
    stet_literals literals;
    stet_arena arena = { 0 };
    for (unsigned i = 0; i <= STET_LITERALS; i++) {
        stet_buffer_format(&pattern, "%sword%u.", i > 0 ? "|" : "", 100 + i);
        stet_literals_of_pattern(stet_buffer_str(&pattern), &arena, &literals);
        assert_int_equal(literals.count, i < STET_LITERALS ? i + 1 : 0);
    }
    stet_buffer_release(&pattern);
    stet_arena_release(&arena);
}

static void test_deep_patterns_end(void **state)
{
    (void)state;
    stet_buffer pattern = { 0 };
    stet_literals literals;
    stet_arena arena = { 0 };
    for (int i = 0; i < 100000; i++) {
        stet_buffer_add_char(&pattern, '(');
    }
    stet_literals_of_pattern(stet_buffer_str(&pattern), &arena, &literals);
    assert_int_equal(literals.count, 0);
    assert_true(literals.watch_all);
    stet_buffer_release(&pattern);
    stet_arena_release(&arena);
}

static void expect_watched(const char *pattern, const char *expected)
{
    stet_arena arena = { 0 };
    stet_literals literals;
    stet_literals_of_pattern(stet_str_from(pattern), &arena, &literals);
    assert_false(literals.watch_all);
    if (expected == NULL) {
        assert_null(literals.watched.ptr);
    } else {
        stet_str copy = stet_arena_copy(&arena, literals.watched);
        assert_string_equal(copy.ptr, expected);
    }
    stet_arena_release(&arena);
}

static void test_what_is_watched(void **state)
{
    (void)state;
    expect_watched("colou?r [a-z]{2,3}", NULL);
    expect_watched("(?:provide|offer|give) (?:us|them|it) (?:with|by|as)", NULL);
    expect_watched("(?:one|two|three|four|five|six|seven|eight|nine|ten){9}", NULL);
    expect_watched("\\b\\w+ly", "\\b(?C)\\w+(?C)ly");
    expect_watched("(a+)+$", "(?C)((?C)a+(?C))+(?C)$");
    expect_watched("a*?b++", "(?C)a*?(?C)b++(?C)");
    expect_watched("[^.]{2,60}x", "(?C)[^.]{2,60}(?C)x");
    expect_watched("\\w{1,20}+ (?:\\w{1,20}+ ){0,2}+x", NULL);
    expect_watched("[^.]{2,65}+x", "(?C)[^.]{2,65}+(?C)x");
    expect_watched("(?x) a + b", "(?x) (?C)a +(?C) b");
    expect_watched("(a)\\1", "(a)(?C)\\1(?C)");
    stet_arena arena = { 0 };
    stet_literals literals;
    static const char *const all[] = {
        "(?R)?a",        "\\Qa\\E+", "(?(1)a+|b)",     "(*COMMIT)a",
        "(a?a?a?a?){9}", "(?1)(a)",  "(?:\\s| ){20}x", "(?:as|ast){9}",
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        stet_literals_of_pattern(stet_str_from(all[i]), &arena, &literals);
        assert_true(literals.watch_all);
    }
    stet_arena_release(&arena);
}

static void test_the_copy_knows_all_white_space(void **state)
{
    (void)state;
    for (uint32_t point = 0x80; point <= 0x10FFFF; point++) {
        if ((stet_utf8_class(point) & STET_CHAR_SPACE) != 0) {
            assert_int_equal(stet_literal_point(point), ' ');
        }
        uint32_t lower = stet_utf8_lower(stet_utf8_upper(point));
        bool turkish = point == 0x130 || point == 0x131;
        if (lower < 0x80 && !turkish) {
            assert_int_equal(stet_literal_point(point), (char)lower);
        }
    }
}

/** Every code point of a case is listed with all those that are equal to it. */
static void test_all_cases_are_listed(void **state)
{
    (void)state;
    size_t n_listed = 0;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        uint32_t cases[STET_LITERAL_CASES];
        uint32_t folded = stet_phrase_fold(point);
        uint32_t count = stet_literal_cases(folded, cases);
        bool listed = count == 0;
        for (uint32_t i = 0; i < count; i++) {
            listed = listed || cases[i] == point;
            assert_int_equal(stet_phrase_fold(cases[i]), folded);
        }
        if (!listed) {
            fail_msg("U+%04X is equal to U+%04X", point, folded);
        }
        n_listed += count > 0;
    }
    assert_true(n_listed > 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_patterns),
        cmocka_unit_test(test_white_space_and_apostrophes),
        cmocka_unit_test(test_quantifiers),
        cmocka_unit_test(test_what_needs_nothing_and_what_is_not_understood),
        cmocka_unit_test(test_too_many_branches_have_no_literal),
        cmocka_unit_test(test_deep_patterns_end),
        cmocka_unit_test(test_what_is_watched),
        cmocka_unit_test(test_the_copy_knows_all_white_space),
        cmocka_unit_test(test_all_cases_are_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
