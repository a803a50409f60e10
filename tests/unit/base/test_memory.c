/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/memory.h"

#include <cmocka.h>

static void ask_for_too_large_a_product(void)
{
    volatile size_t count = SIZE_MAX / 4;
    free(stet_memory_zalloc(count, 8));
}

static void resize_to_too_large_a_product(void)
{
    volatile size_t count = SIZE_MAX / 2;
    free(stet_memory_resize(NULL, count, 3));
}

/* Sanitizers end the program themselves when malloc fails, so the limit comes from
   the copy of a text whose NUL has no room. */
static void copy_the_longest_text(void)
{
    volatile size_t len = SIZE_MAX;
    free(stet_memory_text("", len));
}

static void reserve_more_than_there_is(void)
{
    stet_buffer buffer = { 0 };
    volatile size_t more = SIZE_MAX;
    stet_buffer_reserve(&buffer, more);
}

static void take_more_than_there_is_from_an_arena(void)
{
    stet_arena arena = { 0 };
    volatile size_t size = SIZE_MAX - 3;
    stet_arena_alloc(&arena, size);
}

/* Runs `ask` in a process of its own: it ends with status 2 and says why. */
static void assert_ends(void (*ask)(void))
{
    int ends[2];
    char said[100] = { 0 };
    int status;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        ask();
        _exit(0);
    }
    close(ends[1]);
    ssize_t n = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_true(n > 0);
    assert_string_equal(said, "stet: error: out of memory\n");
}

static void test_out_of_memory_ends_with_status_2(void **state)
{
    (void)state;
    assert_ends(ask_for_too_large_a_product);
    assert_ends(resize_to_too_large_a_product);
    assert_ends(copy_the_longest_text);
    assert_ends(reserve_more_than_there_is);
    assert_ends(take_more_than_there_is_from_an_arena);
}

static void test_nothing_is_something_too(void **state)
{
    (void)state;
    void *a = stet_memory_alloc(0);
    void *b = stet_memory_zalloc(0, 8);
    void *c = stet_memory_resize(NULL, 0, 0);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    free(a);
    free(b);
    free(c);
}

static void test_zalloc_is_zero(void **state)
{
    (void)state;
    unsigned char *bytes = stet_memory_zalloc(1000, 3);
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(bytes[i], 0);
    free(bytes);
}

static void test_grow_keeps_items_and_doubles(void **state)
{
    (void)state;
    uint32_t *items = NULL;
    size_t capacity = 0;
    size_t moves = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;
        void *grown = items;
        stet_memory_grow(&grown, &capacity, i + 1, sizeof *items);
        items = grown;
        if (capacity != before) {
            assert_true(capacity >= 2 * before);
            moves++;
        }
        items[i] = i;
    }
    assert_in_range(moves, 1, 17);
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(items[i], i);
    void *same = items;
    stet_memory_grow(&same, &capacity, 5, sizeof *items);
    assert_ptr_equal(same, items);
    free(items);
}

static void test_grow_to_more_than_double(void **state)
{
    (void)state;
    void *items = NULL;
    size_t capacity = 0;
    stet_memory_grow(&items, &capacity, 12345, 16);
    assert_true(capacity >= 12345);
    memset(items, 1, capacity * 16);
    free(items);
}

static void test_text_is_a_copy_with_nul(void **state)
{
    (void)state;
    char *text = stet_memory_text("abcdef", 3);
    assert_string_equal(text, "abc");
    free(text);
    text = stet_memory_text(NULL, 0);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_out_of_memory_ends_with_status_2),
        cmocka_unit_test(test_nothing_is_something_too),
        cmocka_unit_test(test_zalloc_is_zero),
        cmocka_unit_test(test_grow_keeps_items_and_doubles),
        cmocka_unit_test(test_grow_to_more_than_double),
        cmocka_unit_test(test_text_is_a_copy_with_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
