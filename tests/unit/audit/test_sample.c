/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/sample.h"

#include "account/near.h"

#include <stdlib.h>

/* What every audit that was ever made rests on: another hash draws other samples. */
static void ranks_are_the_same_on_every_machine(void **state)
{
    uint64_t key = stet_sample_key(7, STET_STR("batch/a.jsonl"));

    (void)state;
    assert_true(key == UINT64_C(0x17D06FD61BAE1263));
    assert_true(stet_sample_rank(key, 0, 1) == INT64_C(3307545346795384866));
    assert_true(stet_sample_rank(key, 1234, -5) == INT64_C(999805311201834523));
}

static void ranks_hang_on_all_of_it(void **state)
{
    uint64_t key = stet_sample_key(7, STET_STR("a"));
    int64_t rank = stet_sample_rank(key, 10, 20);

    (void)state;
    assert_true(rank >= 0);
    assert_true(rank != stet_sample_rank(stet_sample_key(8, STET_STR("a")), 10, 20));
    assert_true(rank != stet_sample_rank(stet_sample_key(7, STET_STR("b")), 10, 20));
    assert_true(rank != stet_sample_rank(key, 11, 20));
    assert_true(rank != stet_sample_rank(key, 10, 21));
}

/* Of records in a row as many as of any: in 64 classes by rank, chi-square at 63
   degrees of freedom stays below its quantile at 99.9 %, 103.4, for each of 20 seeds.
 */
static void ranks_are_spread_evenly(void **state)
{
    enum { CLASSES = 64, RECORDS = 64 * 500 };

    (void)state;
    for (int seed = 0; seed < 20; seed++) {
        uint64_t key = stet_sample_key(seed, STET_STR("batch/a.jsonl"));
        unsigned counts[CLASSES] = { 0 };
        double square = 0;
        for (unsigned i = 0; i < RECORDS; i++)
            counts[stet_sample_rank(key, i * 100, i) >> 57]++;
        for (size_t i = 0; i < CLASSES; i++)
            square += (counts[i] - 500.0) * (counts[i] - 500.0) / 500.0;
        assert_true(square < 103.4);
    }
}

static int compare(const void *a, const void *b)
{
    const stet_draw_entry *x = a;
    const stet_draw_entry *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

/* Ranks of few values, so that some are the same. */
static int64_t rank_of(int64_t record)
{
    return stet_sample_rank(1, (uint64_t)record, 0) % 50;
}

static void a_draw_keeps_the_lowest(void **state)
{
    enum { RECORDS = 500 };
    stet_draw_entry all[RECORDS];

    (void)state;
    for (int64_t i = 0; i < RECORDS; i++)
        all[i] = (stet_draw_entry){ .rank = rank_of(i), .record = i };
    qsort(all, RECORDS, sizeof *all, compare);
    for (size_t most = 0; most <= RECORDS + 1; most += most < 10 ? 1 : 491) {
        stet_draw draw;
        stet_draw_init(&draw, most);
        for (int64_t i = 0; i < RECORDS; i++)
            stet_draw_offer(&draw, rank_of(i), i);
        stet_draw_finish(&draw);
        assert_int_equal(draw.count, most < RECORDS ? most : RECORDS);
        for (size_t i = 0; i < draw.count; i++)
            assert_true(draw.entries[i].record == all[i].record);
        stet_draw_release(&draw);
    }
}

/* The slot that offer returns holds what belongs to the record, to the end. */
static void slots_stay_with_their_records(void **state)
{
    int64_t kept[20] = { 0 };
    stet_draw draw;

    (void)state;
    stet_draw_init(&draw, STET_LEN(kept));
    for (int64_t i = 0; i < 1000; i++) {
        uint32_t slot = stet_draw_offer(&draw, rank_of(i), i);
        if (slot != STET_DRAW_NONE)
            kept[slot] = i;
    }
    stet_draw_finish(&draw);
    assert_int_equal(draw.count, STET_LEN(kept));
    for (size_t i = 0; i < draw.count; i++)
        assert_true(kept[draw.entries[i].slot] == draw.entries[i].record);
    stet_draw_release(&draw);
}

/* The sample of all is drawn from the samples of two parts, in any order. */
static void samples_of_parts_make_the_sample_of_all(void **state)
{
    enum { RECORDS = 300, MOST = 25 };
    stet_draw all, odd, even, both;

    (void)state;
    stet_draw_init(&all, MOST);
    stet_draw_init(&odd, MOST);
    stet_draw_init(&even, MOST);
    stet_draw_init(&both, MOST);
    for (int64_t i = 0; i < RECORDS; i++) {
        stet_draw_offer(&all, rank_of(i), i);
        stet_draw_offer(i % 2 ? &odd : &even, rank_of(i), i);
    }
    for (size_t i = 0; i < MOST; i++) {
        stet_draw_offer(&both, odd.entries[i].rank, odd.entries[i].record);
        stet_draw_offer(&both, even.entries[i].rank, even.entries[i].record);
    }
    stet_draw_finish(&all);
    stet_draw_finish(&both);
    for (size_t i = 0; i < MOST; i++)
        assert_true(all.entries[i].record == both.entries[i].record);
    stet_draw_release(&all);
    stet_draw_release(&odd);
    stet_draw_release(&even);
    stet_draw_release(&both);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_the_same_on_every_machine),
        cmocka_unit_test(ranks_hang_on_all_of_it),
        cmocka_unit_test(ranks_are_spread_evenly),
        cmocka_unit_test(a_draw_keeps_the_lowest),
        cmocka_unit_test(slots_stay_with_their_records),
        cmocka_unit_test(samples_of_parts_make_the_sample_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
