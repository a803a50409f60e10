/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/repeats.h"

#include "base/memory.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* A result of `path`, with a letter for each of its troubles, one a record: those in
   lower case say what a record lacks. A dot has no place. */
static stet_result result_of(const char *path, uint64_t record, const char *troubles)
{
    stet_result result = { .path = stet_str_from(path), .record = record };
    size_t n = strlen(troubles);
    result.troubles = stet_memory_zalloc(n + 1, sizeof *result.troubles);
    result.n_troubles = n;
    for (size_t i = 0; i < n; i++) {
        bool lacks = troubles[i] >= 'a';
        stet_trouble *trouble = &result.troubles[i];
        *trouble = (stet_trouble){
            .path = result.path,
            .record = record + i,
            .message = { &troubles[i], 1 },
            .lacks = lacks,
        };
        if (troubles[i] != '.')
            trouble->point = (stet_point){ .byte = 10 * (record + i), .line = 1 };
    }
    return result;
}

/* Folds a result, and expects of it what is written "message@record". */
static void expect(stet_repeats *repeats, stet_result result, bool last,
                   const char *expected)
{
    stet_buffer told = { 0 };
    result.last = last;
    stet_repeats_fold(repeats, &result);
    for (size_t i = 0; i < result.n_troubles; i++)
        stet_buffer_format(&told, "%.*s@%llu|", (int)result.troubles[i].message.len,
                           result.troubles[i].message.ptr,
                           (unsigned long long)result.troubles[i].record);
    assert_string_equal(told.len ? told.ptr : "", expected);
    stet_buffer_release(&told);
    free(result.troubles);
    stet_arena_release(&result.arena);
}

static void test_few_are_told_as_they_are(void **state)
{
    (void)state;
    stet_repeats repeats = { 0 };
    expect(&repeats, result_of("a", 1, "aBa.B"), false, "a@1|B@2|a@3|.@4|B@5|");
    expect(&repeats, result_of("a", 6, "aBB"), true, "a@6|B@7|B@8|");
    stet_repeats_release(&repeats);
}

static void test_the_last_of_many_says_how_many(void **state)
{
    (void)state;
    stet_repeats repeats = { 0 };
    expect(&repeats, result_of("a", 1, "aaaaBa"), false, "a@1|a@2|a@3|B@5|");
    expect(&repeats, result_of("a", 7, ""), false, "");
    expect(&repeats, result_of("a", 7, "bbaB.bb"), true,
           "b@7|b@8|a; this is the last of 6 such records@9|B@10|.@11|b@12|b; this is "
           "the last of 4 such records@13|");
    stet_repeats_release(&repeats);
}

static void test_the_last_may_be_in_an_earlier_piece(void **state)
{
    (void)state;
    stet_repeats repeats = { 0 };
    expect(&repeats, result_of("a", 1, "aaaaa"), false, "a@1|a@2|a@3|");
    expect(&repeats, result_of("a", 6, "B"), true,
           "a; this is the last of 5 such records@5|B@6|");
    stet_repeats_release(&repeats);
}

/* Each file has its own count, also when one has broken off. */
static void test_files_are_counted_apart(void **state)
{
    (void)state;
    stet_repeats repeats = { 0 };
    expect(&repeats, result_of("a", 1, "aaa"), true, "a@1|a@2|a@3|");
    expect(&repeats, result_of("b", 1, "aaaa"), false, "a@1|a@2|a@3|");
    expect(&repeats, result_of("c", 1, "a"), true,
           "a; this is the last of 4 such records@4|a@1|");
    expect(&repeats, result_of("d", 1, "aaa"), true, "a@1|a@2|a@3|");
    stet_repeats_release(&repeats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_few_are_told_as_they_are),
        cmocka_unit_test(test_the_last_of_many_says_how_many),
        cmocka_unit_test(test_the_last_may_be_in_an_earlier_piece),
        cmocka_unit_test(test_files_are_counted_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
