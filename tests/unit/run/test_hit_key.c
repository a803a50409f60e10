/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of hits, few and many: in the order of comparing them. */
#include "run/hit_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 5000 };

static uint32_t random_state = 12345;

static uint32_t below(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

static void expect_sorted(uint32_t count, uint32_t n_rules, uint32_t n_starts)
{
    static stet_hit_key keys[MOST], spare[MOST];
    static unsigned char seen[MOST];
    for (uint32_t i = 0; i < count; i++) {
        seen[i] = 0;
        keys[i] = (stet_hit_key){ (uint64_t)below(n_rules) << 32 | below(n_starts),
                                  below(4), i };
    }
    stet_hit_keys_sort(keys, count, spare);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(seen[keys[i].hit]++, 0);
        if (i == 0)
            continue;
        const stet_hit_key *a = &keys[i - 1], *b = &keys[i];
        assert_true(a->order < b->order ||
                    (a->order == b->order &&
                     (a->end > b->end || (a->end == b->end && a->hit < b->hit))));
    }
}

static void test_keys_are_sorted(void **state)
{
    (void)state;
    static const uint32_t counts[] = { 0, 1, 2, 17, 255, 256, 257, 1000, MOST };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        expect_sorted(counts[i], 1, 10);
        expect_sorted(counts[i], 300, 1);
        expect_sorted(counts[i], 20, 1000000);
        expect_sorted(counts[i], 60000, UINT32_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_keys_are_sorted) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
