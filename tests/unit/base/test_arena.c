/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#include <cmocka.h>

enum { N_PIECES = 3000 };

/* Sizes of all sorts: none, small, near a chunk, and far over it. */
static size_t size_of_piece(size_t i)
{
    static const size_t large[] = { 0, STET_ARENA_CHUNK - 40, STET_ARENA_CHUNK + 1,
                                    300000 };
    return i % 500 == 499 ? large[i / 500 % 4] : i * 7 % 300;
}

static void fill(stet_arena *arena, unsigned char **pieces)
{
    for (size_t i = 0; i < N_PIECES; i++) {
        pieces[i] = stet_arena_alloc(arena, size_of_piece(i));
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        memset(pieces[i], (int)(i & 0xFF), size_of_piece(i));
    }
}

static void assert_untouched(unsigned char **pieces)
{
    for (size_t i = 0; i < N_PIECES; i++)
        for (size_t k = 0; k < size_of_piece(i); k++)
            assert_int_equal(pieces[i][k], i & 0xFF);
}

static void test_pieces_are_aligned_and_apart(void **state)
{
    (void)state;
    static unsigned char *pieces[N_PIECES];
    stet_arena arena = { 0 };
    fill(&arena, pieces);
    assert_untouched(pieces);
    stet_arena_release(&arena);
}

static void test_reset_reuses_the_memory(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    void *first = stet_arena_alloc(&arena, 100);
    stet_arena_reset(&arena);
    assert_true(arena.kept > 0);
    assert_ptr_equal(stet_arena_alloc(&arena, 100), first);
    assert_int_equal(arena.kept, 0);
    stet_arena_release(&arena);
    assert_null(arena.chunks);
    assert_null(arena.spare);
}

static void test_reset_gives_back_what_is_too_much(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    for (int i = 0; i < 200; i++)
        stet_arena_alloc(&arena, 50000);
    stet_arena_alloc(&arena, 64 * 1024 * 1024);
    stet_arena_reset(&arena);
    assert_in_range(arena.kept, STET_ARENA_KEEP / 2, STET_ARENA_KEEP);
    stet_arena_release(&arena);
}

static void test_a_large_piece_leaves_the_room_of_the_chunk(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    char *before = stet_arena_alloc(&arena, 16);
    stet_arena_alloc(&arena, 10 * STET_ARENA_CHUNK);
    char *behind = stet_arena_alloc(&arena, 16);
    assert_ptr_equal(behind, before + 16);
    stet_arena_release(&arena);
}

static void test_join_moves_everything(void **state)
{
    (void)state;
    static unsigned char *one[N_PIECES];
    static unsigned char *other[N_PIECES];
    stet_arena into = { 0 };
    stet_arena from = { 0 };
    fill(&into, one);
    fill(&from, other);
    stet_arena_join(&into, &from);
    assert_null(from.chunks);
    assert_null(from.spare);
    memset(stet_arena_alloc(&into, 1000), 0xAA, 1000);
    memset(stet_arena_alloc(&from, 1000), 0xBB, 1000);
    stet_arena_release(&from);
    assert_untouched(one);
    assert_untouched(other);
    stet_arena_release(&into);
}

static void test_join_into_an_empty_one(void **state)
{
    (void)state;
    stet_arena into = { 0 };
    stet_arena from = { 0 };
    stet_str text = stet_arena_copy(&from, STET_STR("kept"));
    stet_arena_join(&into, &from);
    stet_arena_join(&into, &from);
    stet_arena_release(&from);
    assert_string_equal(text.ptr, "kept");
    stet_arena_release(&into);
}

static void test_copy_and_format(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    stet_str copy = stet_arena_copy(&arena, (stet_str){ "abcdef", 3 });
    assert_int_equal(copy.len, 3);
    assert_string_equal(copy.ptr, "abc");
    copy = stet_arena_copy(&arena, (stet_str){ NULL, 0 });
    assert_string_equal(copy.ptr, "");
    stet_str text = stet_arena_format(&arena, "%s-%d", "x", 42);
    assert_int_equal(text.len, 4);
    assert_string_equal(text.ptr, "x-42");
    text = stet_arena_format(&arena, "%*s|", 100000, "");
    assert_int_equal(text.len, 100001);
    assert_int_equal(text.ptr[100000], '|');
    assert_int_equal(text.ptr[100001], '\0');
    text = stet_arena_format(&arena, "%s", "");
    assert_int_equal(text.len, 0);
    assert_string_equal(text.ptr, "");
    stet_arena_release(&arena);
}

static void test_zalloc_is_zero_after_reset(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    memset(stet_arena_alloc(&arena, 5000), 0xFF, 5000);
    stet_arena_reset(&arena);
    unsigned char *bytes = stet_arena_zalloc(&arena, 5000);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(bytes[i], 0);
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_are_aligned_and_apart),
        cmocka_unit_test(test_reset_reuses_the_memory),
        cmocka_unit_test(test_reset_gives_back_what_is_too_much),
        cmocka_unit_test(test_a_large_piece_leaves_the_room_of_the_chunk),
        cmocka_unit_test(test_join_moves_everything),
        cmocka_unit_test(test_join_into_an_empty_one),
        cmocka_unit_test(test_copy_and_format),
        cmocka_unit_test(test_zalloc_is_zero_after_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
