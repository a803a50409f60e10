/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"

#include <cmocka.h>

static stet_str text(const char *s)
{
    return stet_str_from(s);
}

static void test_compare_orders_bytes(void **state)
{
    (void)state;
    static const char *const sorted[] = { "",   "A",  "AB", "a",
                                          "aa", "ab", "b",  "\xC3\xA9" };
    enum { N = sizeof sorted / sizeof *sorted };
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            int order = stet_str_compare(text(sorted[i]), text(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
}

static void test_equal_nocase_is_of_ascii_only(void **state)
{
    (void)state;
    assert_true(stet_str_equal_nocase(text("aBc-Z"), text("AbC-z")));
    assert_false(stet_str_equal_nocase(text("abc"), text("ab")));
    assert_false(stet_str_equal_nocase(text("@"), text("`")));
    assert_false(stet_str_equal_nocase(text("\xC3\x89"), text("\xC3\xA9")));
}

static void test_starts_and_ends(void **state)
{
    (void)state;
    assert_true(stet_str_starts(text("abc"), text("ab")));
    assert_true(stet_str_starts(text("abc"), text("")));
    assert_false(stet_str_starts(text("ab"), text("abc")));
    assert_true(stet_str_ends(text("abc"), text("bc")));
    assert_true(stet_str_ends((stet_str){ NULL, 0 }, (stet_str){ NULL, 0 }));
    assert_false(stet_str_ends(text("abc"), text("ab")));
}

static void test_find(void **state)
{
    (void)state;
    assert_int_equal(stet_str_find(text("aabaab"), text("ab"), 0), 1);
    assert_int_equal(stet_str_find(text("aabaab"), text("ab"), 2), 4);
    assert_int_equal(stet_str_find(text("aabaab"), text("ab"), 5), SIZE_MAX);
    assert_int_equal(stet_str_find(text("abc"), text("abcd"), 0), SIZE_MAX);
    assert_int_equal(stet_str_find(text("abc"), text(""), 3), 3);
    assert_int_equal(stet_str_find(text("abc"), text(""), 4), SIZE_MAX);
    assert_int_equal(stet_str_find(text("\xFF\xFE"), text("\xFE"), 0), 1);
    assert_int_equal(stet_str_find((stet_str){ NULL, 0 }, text("a"), 0), SIZE_MAX);
}

static void test_trim(void **state)
{
    (void)state;
    assert_true(stet_str_is(stet_str_trim(text(" \t\r\n a b \n")), "a b"));
    assert_true(stet_str_is(stet_str_trim(text(" \n ")), ""));
    assert_true(stet_str_is(stet_str_trim(text("\va")), "\va"));
}

static void test_cut(void **state)
{
    (void)state;
    stet_str rest = text("a,,bc,");
    stet_str part;
    assert_true(stet_str_cut(&rest, ',', &part) && stet_str_is(part, "a"));
    assert_true(stet_str_cut(&rest, ',', &part) && stet_str_is(part, ""));
    assert_true(stet_str_cut(&rest, ',', &part) && stet_str_is(part, "bc"));
    assert_false(stet_str_cut(&rest, ',', &part));
}

/* These values are in fingerprints and caches on disk: they may never change. */
static void test_hash_is_the_same_for_ever(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t seed, hash;
    } rows[] = {
        { "", 0, UINT64_C(0xBECE05F804E08995) },
        { "a", 0, UINT64_C(0x4F72676C1142292A) },
        { "abc", 0, UINT64_C(0x4E68117BB65E80E1) },
        { "word", 0, UINT64_C(0x24FFE284CC3F11AB) },
        { "banned", 7, UINT64_C(0xDA345E98E3FE4E93) },
        { "disclaimer", 0, UINT64_C(0x6B4CF8B5FC32C1E2) },
        { "exactly 16 bytes", 0, UINT64_C(0xB224C5B258F759B6) },
        { "more than sixteen bytes, less than 48", 0, UINT64_C(0xF971830237844646) },
        { "The quick brown fox jumps over the lazy dog, and then sleeps.", 0,
          UINT64_C(0x7A57FDD17DD51C1D) },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(stet_str_hash(text(rows[i].text), rows[i].seed), rows[i].hash);
}

static unsigned bits_of(uint64_t x)
{
    unsigned n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}

/* One bit of the text changed: each bit of the hash changes about half the times. */
static void test_hash_mixes_every_bit(void **state)
{
    (void)state;
    char bytes[70];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37 + 11);
    for (size_t len = 1; len <= sizeof bytes; len++) {
        uint64_t whole = stet_str_hash((stet_str){ bytes, len }, 0);
        unsigned changed = 0;
        for (size_t bit = 0; bit < len * 8; bit++) {
            bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
            unsigned n = bits_of(whole ^ stet_str_hash((stet_str){ bytes, len }, 0));
            bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
            assert_in_range(n, 10, 54);
            changed += n;
        }
        assert_in_range(changed / (len * 8), 28, 36);
    }
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Short and similar keys, prefixes of zeros, and seeds: none share a hash, and the
   low bits, which tables use, fill 2^16 slots as chance would. */
static void test_hash_spreads_similar_keys(void **state)
{
    (void)state;
    enum { N = 200000, ZEROS = 300, SLOTS = 1 << 16 };
    static uint64_t hashes[N + ZEROS];
    static unsigned char used[SLOTS];
    static const char zeros[ZEROS];
    size_t n_used = 0;
    for (unsigned i = 0; i < N; i++) {
        char key[16];
        snprintf(key, sizeof key, "%u", i);
        hashes[i] = stet_str_hash(text(key), 0);
        if (i < SLOTS) {
            n_used += !used[hashes[i] % SLOTS];
            used[hashes[i] % SLOTS] = 1;
        }
    }
    for (size_t i = 0; i < ZEROS; i++)
        hashes[N + i] = stet_str_hash((stet_str){ zeros, i }, 0);
    /* 1 - 1/e of the slots, with 3 parts in 1,000 of slack. */
    assert_in_range(n_used, SLOTS * 629 / 1000, SLOTS * 635 / 1000);
    qsort(hashes, N + ZEROS, sizeof *hashes, compare_hashes);
    for (size_t i = 1; i < N + ZEROS; i++)
        assert_true(hashes[i] != hashes[i - 1]);
    assert_true(stet_str_hash(text("a"), 1) != stet_str_hash(text("a"), 2));
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const names[] = { "phrases", "patterns", "message", "level",
                                         "in" };
    enum { N = sizeof names / sizeof *names };
    static const struct {
        const char *name, *nearest;
    } rows[] = {
        { "phrase", "phrases" }, { "pharses", "phrases" },   { "pattern", "patterns" },
        { "mesage", "message" }, { "LEVEL", "level" },       { "lvl", NULL },
        { "im", "in" },          { "completely-new", NULL }, { "", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *nearest = stet_str_nearest(text(rows[i].name), names, N);
        if (rows[i].nearest)
            assert_string_equal(nearest, rows[i].nearest);
        else
            assert_null(nearest);
    }
    char longest[1000];
    for (size_t i = 0; i < sizeof longest; i++)
        longest[i] = 'a';
    assert_null(stet_str_nearest((stet_str){ longest, sizeof longest }, names, N));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compare_orders_bytes),
        cmocka_unit_test(test_equal_nocase_is_of_ascii_only),
        cmocka_unit_test(test_starts_and_ends),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_hash_is_the_same_for_ever),
        cmocka_unit_test(test_hash_mixes_every_bit),
        cmocka_unit_test(test_hash_spreads_similar_keys),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
