/* SPDX-License-Identifier: Apache-2.0 */
/* The shortest cycle, by hand and against trying all ways. */
#include "batch.h"
#include "batch_ctx.h"
#include "cycle.h"

enum { MOST_NODES = 7, MOST_CHOICES = 24 };

static void expect(const batch_choice *choices, size_t n, size_t n_nodes,
                   const char *wanted)
{
    uint32_t out[8], spare[100];
    char found[9] = "";
    size_t length = batch_cycle_shortest(choices, n, n_nodes, out, spare);

    for (size_t i = 0; i < length; i++)
        found[i] = (char)('a' + out[i]);
    found[length] = '\0';
    assert_string_equal(found, wanted);
}

static void test_by_hand(void **state)
{
    static const batch_choice none[] = { { 0, 1 }, { 1, 2 }, { 0, 2 }, { 0, 1 } };
    static const batch_choice three[] = { { 0, 1 }, { 1, 2 }, { 2, 0 } };
    static const batch_choice behind[] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 1 } };
    static const batch_choice two[] = {
        { 0, 1 }, { 1, 2 }, { 2, 0 }, { 3, 2 }, { 2, 3 }
    };
    static const batch_choice self[] = { { 0, 1 }, { 1, 0 }, { 2, 2 } };

    (void)state;
    expect(none, 0, 0, "");
    expect(none, STET_LEN(none), 3, "");
    expect(three, STET_LEN(three), 3, "abc");
    expect(behind, STET_LEN(behind), 4, "bcd");
    expect(two, STET_LEN(two), 4, "cd");
    expect(self, STET_LEN(self), 3, "c");
}

/* The length of the shortest closed walk, by powers of what is reached in n steps. */
static size_t shortest_walk(const batch_choice *choices, size_t n, size_t n_nodes)
{
    bool reached[MOST_NODES][MOST_NODES] = { 0 }, next[MOST_NODES][MOST_NODES];

    for (size_t i = 0; i < n_nodes; i++)
        reached[i][i] = true;
    for (size_t length = 1; length <= n_nodes; length++) {
        memset(next, 0, sizeof next);
        for (size_t from = 0; from < n_nodes; from++)
            for (size_t i = 0; i < n; i++)
                if (reached[from][choices[i].better])
                    next[from][choices[i].worse] = true;
        memcpy(reached, next, sizeof next);
        for (size_t i = 0; i < n_nodes; i++)
            if (reached[i][i])
                return length;
    }
    return 0;
}

static bool is_cycle(const batch_choice *choices, size_t n, const uint32_t *cycle,
                     size_t length)
{
    for (size_t k = 0; k < length; k++) {
        size_t i = 0;
        while (i < n && (choices[i].better != cycle[k] ||
                         choices[i].worse != cycle[(k + 1) % length]))
            i++;
        if (i == n)
            return false;
    }
    return true;
}

static void test_random_choices(void **state)
{
    uint64_t seed = 7;
    uint32_t out[MOST_NODES], spare[4 * MOST_NODES + MOST_CHOICES + 1];
    batch_choice choices[MOST_CHOICES];
    size_t n_with = 0;

    (void)state;
    for (size_t round = 0; round < 5000; round++) {
        uint32_t n_nodes = 1 + batch_random(&seed) % MOST_NODES;
        size_t n = batch_random(&seed) % (MOST_CHOICES / (1 + round % 4));
        for (size_t i = 0; i < n; i++) {
            uint32_t better = batch_random(&seed) % n_nodes;
            uint32_t step = n_nodes > 1 ? 1 + batch_random(&seed) % (n_nodes - 1) : 0;
            choices[i] = (batch_choice){ better, (better + step) % n_nodes };
        }
        size_t length = batch_cycle_shortest(choices, n, n_nodes, out, spare);
        assert_int_equal(length, shortest_walk(choices, n, n_nodes));
        assert_true(is_cycle(choices, n, out, length));
        n_with += length > 1;
    }
    assert_in_range(n_with, 500, 4500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_random_choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
