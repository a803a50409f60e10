/* SPDX-License-Identifier: Apache-2.0 */
/* What record.drift remembers: alike by whatever workers it was met, in whatever order
   they are merged, and no more than it may be. */
#include "plugin_host.h"
#include "shapes.h"
#include "table.h"

enum { WORKERS = 4, PLACES = 3 };

static uint64_t hash_of(uint64_t number)
{
    return record_hash((stet_str){ (const char *)&number, sizeof number }, 0);
}

static void meet(plugin_host *host, shapes *all, uint64_t number, uint64_t doc)
{
    shapes_entry *entry = shapes_get(&host->ctx, all, hash_of(number));
    if (!entry)
        return;
    entry->count++;
    if (shapes_wants(all, &entry->places[0]))
        shapes_add_place(&host->ctx, all, &entry->places[0],
                         (stet_place){ .doc = doc });
}

/* Meets so many objects of so many kinds, of which the first come most often. */
static void meet_all(plugin_host *host, shapes *workers, size_t n_workers, size_t n,
                     uint64_t kinds)
{
    for (size_t doc = 0; doc < n; doc++) {
        uint64_t number = hash_of(doc) % kinds;
        shapes *worker = &workers[hash_of(doc / 64 + 7) % n_workers];
        meet(host, worker, doc % 4 == 0 ? number % 5 : number, doc);
    }
}

static void expect_alike(size_t n, uint64_t kinds)
{
    plugin_host host;
    host_init(&host);
    shapes one, many[WORKERS];
    shapes_entry **a, **b;
    size_t n_a = 0, n_b = 0;

    shapes_init(&one, PLACES);
    for (size_t i = 0; i < WORKERS; i++)
        shapes_init(&many[i], PLACES);
    meet_all(&host, &one, 1, n, kinds);
    meet_all(&host, many, WORKERS, n, kinds);
    shapes_merge(&host.ctx, &many[2], &many[0]);
    shapes_merge(&host.ctx, &many[2], &many[3]);
    shapes_merge(&host.ctx, &many[1], &many[2]);
    a = shapes_sorted(&host.ctx, &one, &n_a);
    b = shapes_sorted(&host.ctx, &many[1], &n_b);
    assert_int_equal(n_a, n_b);
    assert_int_equal(n_a, kinds < SHAPES_MOST ? kinds : SHAPES_MOST);
    for (size_t i = 0; i < n_a; i++) {
        assert_int_equal(a[i]->hash, b[i]->hash);
        assert_int_equal(a[i]->count, b[i]->count);
        assert_int_equal(a[i]->places[0].count, b[i]->places[0].count);
        for (size_t k = 0; k < a[i]->places[0].count; k++)
            assert_int_equal(a[i]->places[0].items[k].doc,
                             b[i]->places[0].items[k].doc);
    }
    host_release(&host);
}

static void test_merging_has_no_order(void **state)
{
    (void)state;
    expect_alike(2000, 50);
}

static void test_of_too_many_the_same_are_kept(void **state)
{
    (void)state;
    expect_alike(900000, 3 * SHAPES_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merging_has_no_order),
        cmocka_unit_test(test_of_too_many_the_same_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
