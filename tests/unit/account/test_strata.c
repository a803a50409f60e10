/* SPDX-License-Identifier: Apache-2.0 */
/* Groups and sources: their rates, their order and their ranks. */
#include "account/strata.h"
#include "summed.h"

static const handmade many = {
    .sources = 12, .groups = 40, .rules = 5, .records = 4000, .seed = 3
};

/* By the definition: one by one. */
static void expect_ranks(const stet_audit_stratum_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const stet_share *share = &list->items[i].rates.states[STET_AUDIT_REJECTED];
        size_t worse = 0;
        size_t better = 0;
        for (size_t k = 0; k < list->count; k++) {
            const stet_share *other = &list->items[k].rates.states[STET_AUDIT_REJECTED];
            worse += other->low > share->high;
            better += other->high < share->low;
        }
        assert_int_equal(list->items[i].rank_first, worse + 1);
        assert_int_equal(list->items[i].rank_last, list->count - better);
    }
}

static void ranks_are_as_they_are_defined(void **state)
{
    stet_audit_summary summary = summed(&many, NULL);

    (void)state;
    assert_int_equal(summary.groups.count, 40);
    assert_int_equal(summary.sources.count, 12);
    expect_ranks(&summary.groups);
    expect_ranks(&summary.sources);
    for (size_t i = 1; i < summary.groups.count; i++)
        assert_true(summary.groups.items[i - 1].rates.states[STET_AUDIT_REJECTED].low >=
                    summary.groups.items[i].rates.states[STET_AUDIT_REJECTED].low);
    stet_audit_summary_release(&summary);
}

static void sums_of_groups_and_sources_are_the_totals(void **state)
{
    stet_audit_summary summary = summed(&many, NULL);
    const stet_audit_stratum_list *lists[] = { &summary.groups, &summary.sources };

    (void)state;
    for (size_t i = 0; i < STET_LEN(lists); i++) {
        uint64_t records = 0, words = 0, rejected = 0, any = 0;
        for (size_t k = 0; k < lists[i]->count; k++) {
            const stet_audit_rates *rates = &lists[i]->items[k].rates;
            records += rates->records;
            words += rates->words;
            rejected += rates->states[STET_AUDIT_REJECTED].count;
            any += rates->levels[0].records.count;
        }
        assert_int_equal(records, summary.totals.records);
        assert_int_equal(words, summary.totals.words);
        assert_int_equal(rejected, summary.totals.states[STET_AUDIT_REJECTED].count);
        assert_int_equal(any, summary.totals.levels[0].records.count);
    }
    stet_audit_summary_release(&summary);
}

/* Those that a limit keeps are those that lead without it, with the same ranks. */
static void a_limit_keeps_those_that_lead(void **state)
{
    stet_audit_summary_options options = summed_options();
    stet_audit_summary all = summed(&many, NULL);

    (void)state;
    options.limits.groups = 7;
    options.limits.sources = 1;
    stet_audit_summary few = summed_with(&many, NULL, &options);
    assert_int_equal(few.groups.count, 7);
    assert_int_equal(few.groups.total, 40);
    assert_int_equal(few.sources.count, 1);
    assert_int_equal(few.sources.total, 12);
    for (size_t i = 0; i < few.groups.count; i++) {
        const stet_audit_stratum *a = &all.groups.items[i];
        const stet_audit_stratum *b = &few.groups.items[i];
        assert_true(a->id == b->id && stet_str_equal(a->name, b->name));
        assert_int_equal(a->rank_first, b->rank_first);
        assert_int_equal(a->rank_last, b->rank_last);
        assert_int_equal(a->n_top, b->n_top);
    }
    stet_audit_summary_release(&all);
    stet_audit_summary_release(&few);
}

static void one_bad_record_of_one_does_not_lead(void **state)
{
    stet_audit_summary summary = summed(
        &many, "INSERT INTO groups VALUES(41, 'newcomer'); UPDATE records SET grp "
               "= 41 WHERE id = (SELECT id FROM records WHERE state = 1 LIMIT 1);"
               "UPDATE records SET grp = 1 WHERE grp = 40 AND state = 0");

    (void)state;
    assert_true(stet_str_is(summary.groups.items[0].name, "editor 00040"));
    assert_int_equal(summary.groups.items[0].rank_first, 1);
    assert_near(summary.groups.items[0].rates.states[STET_AUDIT_REJECTED].share, 1, 0);
    stet_audit_summary_release(&summary);
}

/* By records, not by findings. */
static void the_rules_with_most_records_are_named(void **state)
{
    stet_audit_summary summary = summed(&many, NULL);

    (void)state;
    for (size_t i = 0; i < summary.groups.count; i++) {
        const stet_audit_stratum *group = &summary.groups.items[i];
        for (size_t k = 0; k < group->n_top; k++) {
            assert_true(stet_str_starts(group->top[k].name, STET_STR("rule-00")));
            assert_true(k == 0 || group->top[k - 1].records >= group->top[k].records);
        }
        assert_int_equal(group->n_top, STET_SUMMARY_TOP);
    }
    stet_audit_summary_release(&summary);
}

static void without_groups_there_are_none(void **state)
{
    const handmade plain = { .sources = 2, .rules = 2, .records = 100 };
    stet_audit_summary summary = summed(&plain, NULL);

    (void)state;
    assert_int_equal(summary.groups.total, 0);
    assert_int_equal(summary.sources.total, 2);
    assert_true(stet_str_is(summary.sources.items[0].format, "jsonl"));
    assert_int_equal(summary.sources.items[0].size, 5000);
    assert_int_equal(summary.sources.items[0].checked, 5000);
    stet_audit_summary_release(&summary);
}

/* What the walk gives, held against a list of all. */
typedef struct walked {
    const stet_audit_stratum_list *all;
    size_t count, stop; /* Behind so many; SIZE_MAX: never. */
} walked;

static bool expect_next(void *user, const stet_audit_stratum *item, stet_error *error)
{
    walked *walk = user;
    const stet_audit_stratum *other = &walk->all->items[walk->count++];

    assert_int_equal(item->id, other->id);
    assert_true(stet_str_equal(item->name, other->name));
    assert_true(stet_str_equal(item->format, other->format));
    assert_int_equal(item->size, other->size);
    assert_int_equal(item->checked, other->checked);
    /* Doubles from whole numbers, by the same steps: the same bits, NAN too. */
    assert_memory_equal(&item->rates, &other->rates, sizeof item->rates);
    assert_int_equal(item->rank_first, other->rank_first);
    assert_int_equal(item->rank_last, other->rank_last);
    assert_int_equal(item->n_top, other->n_top);
    for (size_t i = 0; i < item->n_top; i++) {
        assert_int_equal(item->top[i].rule, other->top[i].rule);
        assert_true(stet_str_equal(item->top[i].name, other->top[i].name));
        assert_int_equal(item->top[i].findings, other->top[i].findings);
        assert_int_equal(item->top[i].records, other->top[i].records);
    }
    return walk->count < walk->stop || stet_error_set(error, "enough");
}

/* The same as lists of all, in their order, whatever the limits; a source without
   records is among them. */
static void all_are_gone_through_whatever_is_listed(void **state)
{
    static const char bare[] =
        "INSERT INTO sources VALUES(13, 'none.jsonl', 'jsonl', 70);"
        "UPDATE records SET state = 2 WHERE id % 90 = 0";
    stet_audit_summary_options options = summed_options();
    stet_audit_summary all = summed_with(&many, bare, &options);
    stet_audit_database database = summed_open(&many, bare);
    stet_audit_summary few;
    stet_error error = STET_ERROR_NONE;

    (void)state;
    options.limits.groups = options.limits.sources = options.limits.rules = 1;
    assert_true(stet_audit_summary_load(&few, &database, &options, &error));
    assert_int_equal(few.groups.count, 1);
    assert_int_equal(all.sources.count, 13);
    for (size_t run = 0; run < 2; run++) {
        walked groups = { &all.groups, 0, SIZE_MAX };
        walked sources = { &all.sources, 0, SIZE_MAX };
        assert_true(stet_strata_each(&few, &database, STET_STRATA_GROUPS, expect_next,
                                     &groups, &error));
        assert_true(stet_strata_each(&few, &database, STET_STRATA_SOURCES, expect_next,
                                     &sources, &error));
        assert_int_equal(groups.count, 40);
        assert_int_equal(sources.count, 13);
    }
    walked some = { &all.groups, 0, 3 };
    assert_false(stet_strata_each(&few, &database, STET_STRATA_GROUPS, expect_next,
                                  &some, &error));
    assert_int_equal(some.count, 3);
    assert_string_equal(error.message, "enough");
    stet_error_release(&error);
    stet_audit_summary_release(&few);
    stet_audit_summary_release(&all);
    summed_close(&database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_as_they_are_defined),
        cmocka_unit_test(sums_of_groups_and_sources_are_the_totals),
        cmocka_unit_test(a_limit_keeps_those_that_lead),
        cmocka_unit_test(one_bad_record_of_one_does_not_lead),
        cmocka_unit_test(the_rules_with_most_records_are_named),
        cmocka_unit_test(without_groups_there_are_none),
        cmocka_unit_test(all_are_gone_through_whatever_is_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
