/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict of a summary: the sample, its plan, and when there is none. */
#include "audit/sample.h"
#include "summed.h"

#include <stdlib.h>

static const handmade plain = {
    .sources = 3, .groups = 4, .rules = 6, .records = 1000, .seed = 1
};

/* A record as the sample knows it. */
typedef struct known_record {
    int64_t rank, id;
    bool rejected;
    uint64_t errors;
} known_record;

static int compare(const void *a, const void *b)
{
    const known_record *x = a;
    const known_record *y = b;

    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* All records by rank, found by other means than the summary's. */
static size_t read_records(const handmade *what, known_record *records)
{
    stet_error error = STET_ERROR_NONE;
    stet_audit_database database = summed_open(what, NULL);
    sqlite3_stmt *row = stet_audit_database_prepare(
        &database,
        "SELECT r.id, r.byte, r.hash, r.state = 1, r.errors, s.path FROM records r, "
        "segments g, sources s WHERE g.id = r.id >> 32 AND s.id = g.source "
        "ORDER BY r.hash",
        &error);
    size_t count = 0;

    while (stet_audit_database_step(&database, row, &error) == SQLITE_ROW) {
        uint64_t key = stet_sample_key(7, stet_audit_column_text(row, 5));
        records[count++] = (known_record){
            .rank = stet_sample_rank(key, (uint64_t)sqlite3_column_int64(row, 1),
                                     sqlite3_column_int64(row, 2)),
            .id = sqlite3_column_int64(row, 0),
            .rejected = sqlite3_column_int(row, 3) != 0,
            .errors = (uint64_t)sqlite3_column_int64(row, 4),
        };
    }
    sqlite3_finalize(row);
    summed_close(&database);
    qsort(records, count, sizeof *records, compare);
    return count;
}

static void the_sample_is_the_lowest_ranks(void **state)
{
    static known_record records[1000];
    size_t count = read_records(&plain, records);
    stet_audit_summary summary = summed(&plain, NULL);
    const stet_audit_verdict *verdict = &summary.verdict;
    size_t rejected = 0;

    (void)state;
    assert_int_equal(count, 1000);
    assert_int_equal(verdict->plan.n, 80);
    assert_int_equal(verdict->drawn, 80);
    for (size_t i = 0; i < 80; i++) {
        if (!records[i].rejected)
            continue;
        if (rejected < verdict->records.count)
            assert_true(verdict->records.items[rejected].id == records[i].id);
        rejected++;
    }
    assert_int_equal(verdict->nonconforming, rejected);
    assert_int_equal(verdict->records.total, rejected);
    assert_int_equal(verdict->outcome, STET_OUTCOME_REJECT);
    assert_int_equal(verdict->all_nonconforming,
                     summary.totals.states[STET_AUDIT_REJECTED].count);
    assert_near(verdict->all_percent, (double)verdict->all_nonconforming / 10, 1e-9);
    assert_false(verdict->all_within);
    stet_audit_summary_release(&summary);
}

static void findings_may_be_counted(void **state)
{
    static known_record records[1000];
    stet_audit_summary_options options = summed_options();
    uint64_t in_sample = 0;
    uint64_t in_all = 0;

    (void)state;
    options.count_findings = true;
    options.aql = "40";
    stet_audit_summary summary = summed_with(&plain, NULL, &options);
    const stet_audit_verdict *verdict = &summary.verdict;
    /* Letter J, whose arrows lead up to G: 32 records, at most 21 findings. */
    assert_int_equal(verdict->plan.n, 32);
    assert_int_equal(verdict->plan.accept, 21);
    size_t count = read_records(&plain, records);
    for (size_t i = 0; i < count; i++) {
        in_all += records[i].errors;
        in_sample += i < verdict->plan.n ? records[i].errors : 0;
    }
    assert_int_equal(verdict->nonconforming, in_sample);
    assert_int_equal(verdict->all_nonconforming, in_all);
    assert_int_equal(verdict->outcome,
                     in_sample > 21 ? STET_OUTCOME_REJECT : STET_OUTCOME_ACCEPT);
    assert_true(isnan(verdict->chance));
    stet_audit_summary_release(&summary);
}

static void a_good_batch_is_accepted(void **state)
{
    stet_audit_summary summary = summed(
        &plain, "DELETE FROM findings; UPDATE records SET state = 0, errors = 0, "
                "warnings = 0, suggestions = 0");
    const stet_audit_verdict *verdict = &summary.verdict;

    (void)state;
    assert_int_equal(verdict->outcome, STET_OUTCOME_ACCEPT);
    assert_int_equal(verdict->reason, STET_OPEN_NOT);
    assert_true(verdict->all_within);
    assert_near(verdict->chance, 1, 1e-12);
    stet_audit_summary_release(&summary);
}

/* Seeds draw other samples; paths and bytes do not move with the segments. */
static void the_seed_draws_and_segments_do_not(void **state)
{
    static const char moved[] =
        "UPDATE findings SET record = record + (5 << 32); "
        "UPDATE records SET id = id + (5 << 32); UPDATE segments SET id = id + 5";
    stet_audit_summary a = summed(&plain, NULL);
    stet_audit_summary b = summed(&plain, moved);
    stet_audit_summary c = summed(&plain, "UPDATE run SET seed = 8");
    size_t same = 0;

    (void)state;
    assert_int_equal(a.verdict.records.total, b.verdict.records.total);
    for (size_t i = 0; i < a.verdict.records.count; i++)
        assert_true(a.verdict.records.items[i].id + (INT64_C(5) << 32) ==
                    b.verdict.records.items[i].id);
    for (size_t i = 0; i < a.verdict.records.count; i++)
        for (size_t k = 0; k < c.verdict.records.count; k++)
            same += a.verdict.records.items[i].id == c.verdict.records.items[k].id;
    assert_true(same < a.verdict.records.count / 2);
    stet_audit_summary_release(&a);
    stet_audit_summary_release(&b);
    stet_audit_summary_release(&c);
}

static void expect_open(const handmade *what, const char *sql, stet_audit_reason reason)
{
    stet_audit_summary summary = summed(what, sql);

    assert_int_equal(summary.verdict.reason, reason);
    assert_int_equal(summary.verdict.outcome,
                     reason == STET_OPEN_NOT ? STET_OUTCOME_REJECT : STET_OUTCOME_OPEN);
    stet_audit_summary_release(&summary);
}

static void what_cannot_be_told_is_open(void **state)
{
    const handmade empty = { .sources = 1, .rules = 1 };

    (void)state;
    expect_open(&empty, NULL, STET_OPEN_EMPTY);
    expect_open(&plain, "UPDATE run SET fail_on = 'never'", STET_OPEN_NEVER);
    expect_open(&plain, "UPDATE run SET complete = 0", STET_OPEN_INCOMPLETE);
    /* Of 1,000 records most could not be judged, and the others are good. */
    expect_open(&plain,
                "DELETE FROM findings; UPDATE records SET state = 2 * (id % 3 > 0), "
                "errors = 0, warnings = 0, suggestions = 0",
                STET_OPEN_FAILED);
    /* Enough are bad, whatever the others are. */
    expect_open(&plain, "UPDATE records SET state = 2 WHERE state = 0", STET_OPEN_NOT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_the_lowest_ranks),
        cmocka_unit_test(findings_may_be_counted),
        cmocka_unit_test(a_good_batch_is_accepted),
        cmocka_unit_test(the_seed_draws_and_segments_do_not),
        cmocka_unit_test(what_cannot_be_told_is_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
