/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns in their list, and matching within limits, with JIT and without. */
#include "rule/pattern.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/matcher_p.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static struct stet_pattern *add(stet_pattern_list *list, const char *source)
{
    return stet_pattern_add(list, stet_str_from(source), false, true, false, true);
}

/* Of processor time: what other programs take does not count. */
static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* ---- Lists ---- */

static void test_equal_patterns_are_one(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *first =
        stet_pattern_add(&list, STET_STR("delve"), true, true, true, false);
    assert_ptr_equal(
        stet_pattern_add(&list, STET_STR("delve"), true, true, true, false), first);
    assert_false(first->gate);
    assert_ptr_equal(stet_pattern_add(&list, STET_STR("delve"), true, true, true, true),
                     first);
    assert_true(first->gate);
    assert_ptr_equal(
        stet_pattern_add(&list, STET_STR("delve"), true, true, true, false), first);
    assert_true(first->gate);
    static const bool others[][3] = { { false, true, true },
                                      { true, false, true },
                                      { true, true, false } };
    for (size_t i = 0; i < 3; i++) {
        struct stet_pattern *other = stet_pattern_add(
            &list, STET_STR("delve"), others[i][0], others[i][1], others[i][2], true);
        assert_int_equal(other->id, i + 1);
        assert_ptr_equal(list.items[i + 1], other);
    }
    assert_int_equal(list.count, 4);
    assert_ptr_equal(list.items[0], first);
    stet_pattern_list_release(&list);
    assert_int_equal(list.count, 0);
}

static void test_the_hash_is_of_all_that_counts(void **state)
{
    (void)state;
    uint64_t hashes[16];
    for (size_t i = 0; i < 16; i++) {
        stet_pattern_list list = { .items = NULL };
        stet_pattern_add(&list, STET_STR("delve"), i & 1, i & 2, i & 4, i & 8);
        hashes[i] = stet_pattern_list_hash(&list);
        stet_pattern_list_release(&list);
        for (size_t k = 0; k < i; k++) {
            assert_true(hashes[k] != hashes[i]);
        }
    }
    stet_pattern_list a = { .items = NULL };
    stet_pattern_list b = { .items = NULL };
    add(&a, "ab");
    add(&a, "c");
    add(&b, "a");
    add(&b, "bc");
    assert_true(stet_pattern_list_hash(&a) != stet_pattern_list_hash(&b));
    stet_pattern_list_release(&a);
    stet_pattern_list_release(&b);
}

static void test_wrong_patterns_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        const char *reason;
        size_t byte;
    } rows[] = {
        { "del(ve", "missing closing parenthesis", 6 },
        { "delve)", "unmatched closing parenthesis", 5 },
        { "a\\Cb", "using \\C is disabled", 3 },
        { "(?:\xC3\xA9", "missing closing parenthesis", 5 },
        { "*", "quantifier does not follow", 0 },
    };
    stet_pattern_list list = { .items = NULL };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_error error = STET_ERROR_NONE;
        assert_false(stet_pattern_check(add(&list, rows[i].source), &error));
        assert_non_null(strstr(error.message, rows[i].reason));
        assert_int_equal(error.position.byte, rows[i].byte);
        stet_error_release(&error);
    }
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_pattern_check(add(&list, "delves?"), &error));
    assert_true(stet_pattern_check(add(&list, "delves?"), &error));
    struct stet_pattern *empty =
        stet_pattern_add(&list, STET_STR("  "), true, true, true, true);
    assert_false(stet_pattern_check(empty, &error));
    stet_error_release(&error);
    stet_pattern_list_release(&list);
}

/* ---- Matching ---- */

/** All matches of a pattern: "start-end;" each; "!" where a limit stopped it. */
static void find_all(stet_matcher *matcher, const struct stet_pattern *pattern,
                     stet_str subject, stet_buffer *out)
{
    stet_match match;
    stet_match_status status;
    uint32_t from = 0;
    while ((status = stet_matcher_find(matcher, pattern, subject, from, &match)) ==
           STET_MATCH_FOUND) {
        stet_buffer_format(out, "%u-%u;", match.group[0].start, match.group[0].end);
        assert_true(match.group[0].end > match.group[0].start);
        assert_true(match.group[0].start >= from);
        from = match.group[0].end;
    }
    stet_buffer_add_text(out, status == STET_MATCH_LIMITED ? "!" : "");
}

/** The same with JIT and without. */
static void expect_all(const struct stet_pattern *pattern, stet_str subject,
                       const char *expected)
{
    for (int jit = 0; jit < 2; jit++) {
        stet_matcher *matcher = stet_matcher_new();
        stet_buffer found = { 0 };
        stet_matcher_set_jit(matcher, jit);
        find_all(matcher, pattern, subject, &found);
        if (!stet_str_is(stet_buffer_str(&found), expected)) {
            print_message("%.*s\n", (int)pattern->source.len, pattern->source.ptr);
        }
        assert_string_equal(stet_buffer_str(&found).ptr, expected);
        stet_buffer_release(&found);
        stet_matcher_free(matcher);
    }
}

static void test_matches(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    expect_all(add(&list, "del\\w+"), STET_STR("Delve, delves"), "0-5;7-13;");
    expect_all(add(&list, "a*"), STET_STR("baab"), "1-3;");
    expect_all(add(&list, "x|"), STET_STR("axbx"), "1-2;3-4;");
    expect_all(add(&list, "(?<=a)b"), STET_STR("abb"), "1-2;");
    expect_all(add(&list, "\\bcaf\xC3\xA9\\b"), STET_STR("CAF\xC3\x89s CAF\xC3\x89"),
               "7-12;");
    expect_all(add(&list, "ab\\Kc"), STET_STR("abcabc"), "2-3;5-6;");
    expect_all(add(&list, "^a"), STET_STR("aaa"), "0-1;");
    struct stet_pattern *exact =
        stet_pattern_add(&list, STET_STR("AI"), false, false, true, true);
    expect_all(exact, STET_STR("ai AI AIs"), "3-5;");
    struct stet_pattern *phrase =
        stet_pattern_add(&list, STET_STR("as an"), true, true, true, true);
    expect_all(phrase, STET_STR("As an, as\nan, asan"), "0-5;7-12;");
    stet_pattern_list_release(&list);
}

static void test_groups(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *pattern = add(&list, "(a)|(b)(c)?");
    stet_matcher *matcher = stet_matcher_new();
    stet_match match;
    assert_int_equal(stet_matcher_find(matcher, pattern, STET_STR("xbc"), 0, &match),
                     STET_MATCH_FOUND);
    assert_int_equal(match.n_groups, 4);
    assert_true(match.group[1].start > match.group[1].end);
    assert_int_equal(match.group[2].start, 1);
    assert_int_equal(match.group[3].end, 3);
    assert_true(match.group[4].start > match.group[4].end);
    pattern = add(&list, "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)");
    assert_int_equal(
        stet_matcher_find(matcher, pattern, STET_STR("abcdefghijk"), 0, &match),
        STET_MATCH_FOUND);
    assert_int_equal(match.n_groups, STET_GROUPS);
    assert_int_equal(match.group[0].end, 11);
    assert_int_equal(match.group[9].start, 8);
    stet_matcher_free(matcher);
    stet_pattern_list_release(&list);
}

static void test_pieces_of_characters_are_not_read(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *any = add(&list, ".");
    char *text = stet_memory_alloc(4);
    memcpy(text, "a\xE2\x80\x99", 4);
    expect_all(any, (stet_str){ text, 2 }, "0-1;");
    expect_all(any, (stet_str){ text, 3 }, "0-1;");
    expect_all(any, (stet_str){ text, 4 }, "0-1;1-4;");
    expect_all(any, (stet_str){ text + 2, 2 }, "");
    stet_matcher *matcher = stet_matcher_new();
    stet_match match;
    assert_int_equal(stet_matcher_find(matcher, any, (stet_str){ text, 4 }, 2, &match),
                     STET_MATCH_NONE);
    assert_int_equal(stet_matcher_find(matcher, any, (stet_str){ text, 4 }, 9, &match),
                     STET_MATCH_NONE);
    stet_matcher_free(matcher);
    free(text);
    stet_pattern_list_release(&list);
}

static void test_long_subjects_are_searched_in_parts(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *word = add(&list, "\\bend\\b");
    stet_buffer text = { 0 };
    stet_buffer expected = { 0 };
    for (int i = 0; i < 40; i++) {
        for (int k = 0; k < 2000; k++) {
            stet_buffer_add_text(&text, "word ");
        }
        stet_buffer_format(&expected, "%zu-%zu;", text.len, text.len + 3);
        stet_buffer_add_text(&text, "end ");
    }
    expect_all(word, stet_buffer_str(&text), expected.ptr);
    stet_buffer_release(&text);
    stet_buffer_release(&expected);
    stet_pattern_list_release(&list);
}

static void test_a_cut_is_neither_start_nor_end(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *first = add(&list, "^\\w+");
    struct stet_pattern *last = add(&list, "\\w+\\s*$");
    stet_buffer text = { 0 };
    while (text.len < (size_t)4 * STET_SUBJECT_SIZE)
        stet_buffer_add_text(&text, "word ");
    char expected[64];
    snprintf(expected, sizeof expected, "%zu-%zu;", text.len - 5, text.len);
    expect_all(first, stet_buffer_str(&text), "0-4;");
    expect_all(last, stet_buffer_str(&text), expected);
    stet_buffer_release(&text);
    stet_pattern_list_release(&list);
}

/** Words up to where the first part ends; then a match may reach into the second. */
static void fill_first_part(stet_buffer *text)
{
    size_t end = STET_SUBJECT_SIZE - STET_SUBJECT_SIZE / 4;
    while (text->len + 8 <= end)
        stet_buffer_add_text(text, "plainer ");
    while (text->len < end)
        stet_buffer_add_char(text, ' ');
}

/* What a pattern looks at around a match, and where the match ends, may be in another
   part than its start. */
static void test_a_match_sees_beyond_its_part(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *before, *behind;
        bool found;
    } rows[] = {
        { "one\\s+two", "one ", "two", true },
        { "one (?!two)", "one ", "two", false },
        { "one (?=two)", "one ", "two", true },
        { "(?<!one )two", "one ", "two", false },
        { "(?<=one )two", "one ", "two", true },
        { "\\Atwo", "one ", "two", false },
        { "^two", "one ", "two", false },
        { "one\\s*$", "one ", "two", false },
        { "one\\s*\\z", "one ", "two", false },
        { "x\\send\\z", "one ", "two", true },
        { "(?s)one.*\\z", "one ", "two", true },
        { "(?m)one\\s*$", "one\n", "two", true },
        { "(?m)^two", "one\n", "two", true },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_pattern_list list = { .items = NULL };
        stet_buffer text = { 0 };
        fill_first_part(&text);
        text.len -= strlen(rows[i].before);
        stet_buffer_add_text(&text, rows[i].before);
        stet_buffer_add_text(&text, rows[i].behind);
        while (text.len < (size_t)4 * STET_SUBJECT_SIZE)
            stet_buffer_add_text(&text, " x");
        stet_buffer_add_text(&text, " end");
        stet_buffer found = { 0 };
        stet_matcher *matcher = stet_matcher_new();
        find_all(matcher, add(&list, rows[i].pattern), stet_buffer_str(&text), &found);
        if ((found.len > 0) != rows[i].found)
            fail_msg("%s: \"%s\"", rows[i].pattern, found.len ? found.ptr : "");
        stet_matcher_free(matcher);
        stet_buffer_release(&found);
        stet_buffer_release(&text);
        stet_pattern_list_release(&list);
    }
}

static void test_parts_cover_a_subject(void **state)
{
    (void)state;
    stet_buffer text = { 0 };
    for (int i = 0; i < 50000; i++) {
        stet_buffer_add_text(&text, i % 9999 < 40 ? "a b " : "\xE2\x80\x99");
    }
    stet_str subject = stet_buffer_str(&text);
    stet_pattern_list list = { .items = NULL };
    const struct stet_pattern *pattern = add(&list, "a");
    uint32_t end = 0;
    while (end < subject.len) {
        stet_span part = stet_matcher_part(pattern, subject, end);
        assert_int_equal(part.start, end);
        assert_in_range(part.end - part.start, 1, STET_SUBJECT_SIZE);
        assert_true((subject.ptr[part.start] & 0xC0) != 0x80);
        stet_span same = stet_matcher_part(pattern, subject, part.end - 1);
        assert_int_equal(same.start, part.start);
        assert_int_equal(same.end, part.end);
        end = part.end;
    }
    stet_span whole = stet_matcher_part(add(&list, "a\\s*\\z"), subject, 1);
    assert_int_equal(whole.start, 0);
    assert_int_equal(whole.end, subject.len);
    stet_buffer_release(&text);
    stet_pattern_list_release(&list);
}

/* ---- Limits ---- */

static stet_str repeat(char c, size_t count, const char *end)
{
    size_t length = strlen(end);
    char *text = stet_memory_alloc(count + length + 1);
    memset(text, c, count);
    memcpy(text + count, end, length + 1);
    return (stet_str){ text, count + length };
}

static void expect_limited(const char *source, stet_str subject)
{
    stet_pattern_list list = { .items = NULL };
    double start = seconds();
    expect_all(add(&list, source), subject, "!");
    assert_true(seconds() - start < 60); /* Half a second; sanitizers take longer. */
    stet_pattern_list_release(&list);
}

static void test_patterns_that_run_away_are_stopped(void **state)
{
    (void)state;
    stet_str letters = repeat('a', 60, "b");
    stet_str many = repeat('a', STET_SUBJECT_SIZE - 1, "b");
    stet_str spaces = repeat(' ', STET_SUBJECT_SIZE - 1, "x");
    expect_limited("(a+)+$", letters);
    expect_limited("(a+)+$", many);
    expect_limited("(a|a)*$", letters);
    expect_limited("(a|aa)+$", letters);
    expect_limited("(?:a?){60}(?:a){61}", letters);
    expect_limited("a*a*a*a*a*$", many);
    expect_limited("\\s+$", spaces);
    expect_limited("\\s+y|\\s+$", spaces);
    expect_limited("\\s++[yz]", spaces);
    expect_limited("\\w+\\W", many);
    expect_limited("(.+)+[^a-z]$", letters);
    free((void *)(uintptr_t)letters.ptr);
    free((void *)(uintptr_t)many.ptr);
    free((void *)(uintptr_t)spaces.ptr);
}

static void test_honest_work_is_not_stopped(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    stet_str spaces = repeat(' ', 1000, "x");
    stet_str many = repeat('a', STET_SUBJECT_SIZE - 1, "b");
    expect_all(add(&list, "\\s+$"), spaces, "");
    expect_all(add(&list, "(?:a|b)*"), many, "0-65536;");
    expect_all(add(&list, "(a|b|cc)+$"), many, "0-65536;");
    expect_all(add(&list, "(?:a|ab)+?b"), many, "0-65536;");
    free((void *)(uintptr_t)spaces.ptr);
    free((void *)(uintptr_t)many.ptr);
    stet_pattern_list_release(&list);
}

static void test_a_deadline_stops_all_that_follows(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *slow = add(&list, "(a+)+$");
    struct stet_pattern *plain = add(&list, "b");
    stet_str letters = repeat('a', 60, "b");
    stet_matcher *matcher = stet_matcher_new();
    stet_match match;
    stet_matcher_start(matcher, 0);
    assert_int_equal(stet_matcher_find(matcher, slow, letters, 0, &match),
                     STET_MATCH_LIMITED);
    assert_int_equal(stet_matcher_find(matcher, plain, letters, 0, &match),
                     STET_MATCH_LIMITED);
    stet_matcher_start(matcher, 60000);
    assert_int_equal(stet_matcher_find(matcher, plain, letters, 0, &match),
                     STET_MATCH_FOUND);
    stet_matcher_free(matcher);
    free((void *)(uintptr_t)letters.ptr);
    stet_pattern_list_release(&list);
}

/* On a busy machine a thread stands still for a while; then it goes on matching, and is
   late when it has worked for so long itself. */
static void test_standing_still_is_not_late(void **state)
{
    (void)state;
    enum { MILLISECONDS = 20 };
    const struct timespec pause = { 0, 3 * MILLISECONDS * 1000000L };
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *plain = add(&list, "b");
    stet_matcher *matcher = stet_matcher_new();
    stet_match match;
    stet_matcher_start(matcher, MILLISECONDS);
    nanosleep(&pause, NULL);
    assert_int_equal(stet_matcher_find(matcher, plain, STET_STR("ab"), 0, &match),
                     STET_MATCH_FOUND);
    double start = seconds();
    while (stet_matcher_find(matcher, plain, STET_STR("ab"), 0, &match) ==
           STET_MATCH_FOUND) {
        assert_true(seconds() - start < 60);
    }
    stet_matcher_free(matcher);
    stet_pattern_list_release(&list);
}

/* ---- Random patterns: JIT code and interpreter agree ---- */

static uint32_t random_state = 362436069u;

static uint32_t below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % limit;
}

static void test_jit_and_interpreter_agree(void **state)
{
    (void)state;
    static const char *const atoms[] = {
        "a",           "b",
        "[ab]",        "a+",
        "b*",          "(a|b)",
        "(?:ab?)+",    "a?",
        "\\w+",        "\\s*",
        "(?=a",        "(?!b)",
        "$",           "\\b",
        "(a)\\1",      "(?>a+)",
        ".*",          "a{2,9}",
        "a++",         ".+?",
        "x",           " ",
        "(?:a|ab|b)*", "(?<=a)",
        "^",           "[^a]+",
        "\\W",         ")",
        "(a*)*",       "(?R)?",
        "(?:a+|b+)*x", "(?1)",
        "(?(1)a|b)",   "(?:a|ab){0,40}",
    };
    stet_buffer source = { 0 };
    stet_buffer text = { 0 };
    stet_buffer found[2] = { { 0 }, { 0 } };
    stet_matcher *matchers[2] = { stet_matcher_new(), stet_matcher_new() };
    stet_matcher_set_jit(matchers[1], false);
    for (int i = 0; i < 3000; i++) {
        stet_pattern_list list = { .items = NULL };
        stet_buffer_clear(&source);
        for (uint32_t n = 1 + below(5); n > 0; n--) {
            stet_buffer_add_text(&source, atoms[below(sizeof atoms / sizeof *atoms)]);
        }
        stet_buffer_clear(&text);
        for (uint32_t n = below(i % 50 == 0 ? 3000 : 40); n > 0; n--) {
            stet_buffer_add_char(&text, "aaaaaabbx "[below(10)]);
        }
        stet_error error = STET_ERROR_NONE;
        struct stet_pattern *pattern = add(&list, stet_buffer_str(&source).ptr);
        if (stet_pattern_check(pattern, &error)) {
            for (int k = 0; k < 2; k++) {
                stet_buffer_clear(&found[k]);
                find_all(matchers[k], pattern, stet_buffer_str(&text), &found[k]);
            }
            if (!stet_str_equal(stet_buffer_str(&found[0]),
                                stet_buffer_str(&found[1]))) {
                print_message("%s in %s\n", source.ptr, stet_buffer_str(&text).ptr);
            }
            assert_string_equal(stet_buffer_str(&found[0]).ptr,
                                stet_buffer_str(&found[1]).ptr);
        }
        stet_error_release(&error);
        stet_pattern_list_release(&list);
    }
    for (int k = 0; k < 2; k++) {
        stet_matcher_free(matchers[k]);
        stet_buffer_release(&found[k]);
    }
    stet_buffer_release(&source);
    stet_buffer_release(&text);
}

/* ---- Threads ---- */

static void *match_all(void *list_of_patterns)
{
    const stet_pattern_list *list = list_of_patterns;
    stet_matcher *matcher = stet_matcher_new();
    size_t n_found = 0;
    for (size_t i = 0; i < list->count; i++) {
        stet_match match;
        n_found += stet_matcher_find(matcher, list->items[i], STET_STR("word 17"), 0,
                                     &match) == STET_MATCH_FOUND;
    }
    stet_matcher_free(matcher);
    assert_int_equal(n_found, 2);
    return NULL;
}

static void test_a_pattern_is_compiled_once_for_all_threads(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    for (int i = 0; i < 200; i++) {
        char source[32];
        snprintf(source, sizeof source, "\\w+ %d\\b", i);
        add(&list, source);
    }
    add(&list, "word \\d");
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, match_all, &list), 0);
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    stet_pattern_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_patterns_are_one),
        cmocka_unit_test(test_the_hash_is_of_all_that_counts),
        cmocka_unit_test(test_wrong_patterns_are_refused_with_their_place),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_pieces_of_characters_are_not_read),
        cmocka_unit_test(test_long_subjects_are_searched_in_parts),
        cmocka_unit_test(test_a_cut_is_neither_start_nor_end),
        cmocka_unit_test(test_a_match_sees_beyond_its_part),
        cmocka_unit_test(test_parts_cover_a_subject),
        cmocka_unit_test(test_patterns_that_run_away_are_stopped),
        cmocka_unit_test(test_honest_work_is_not_stopped),
        cmocka_unit_test(test_a_deadline_stops_all_that_follows),
        cmocka_unit_test(test_standing_still_is_not_late),
        cmocka_unit_test(test_jit_and_interpreter_agree),
        cmocka_unit_test(test_a_pattern_is_compiled_once_for_all_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
