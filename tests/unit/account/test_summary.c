/* SPDX-License-Identifier: Apache-2.0 */
/* What a summary says of a handmade audit: totals, rules, coverage and samples. */
#include "account/summary.h"

#include "summed.h"

static const handmade plain = {
    .sources = 3, .groups = 4, .rules = 6, .records = 1000, .seed = 1
};

static void totals_are_those_of_the_records(void **state)
{
    stet_audit_database database = summed_open(&plain, NULL);
    stet_audit_summary summary = summed(&plain, NULL);
    stet_error error = STET_ERROR_NONE;
    sqlite3_stmt *row = stet_audit_database_prepare(
        &database,
        "SELECT count(*), sum(words), sum(state = 1), sum(errors > 0), sum(warnings), "
        "sum(errors + warnings + suggestions > 0), sum(errors + warnings + "
        "suggestions) "
        "FROM records",
        &error);

    (void)state;
    assert_int_equal(stet_audit_database_step(&database, row, &error), SQLITE_ROW);
    const stet_audit_rates *totals = &summary.totals;
    const uint64_t seen[] = {
        totals->records,
        totals->words,
        totals->states[STET_AUDIT_REJECTED].count,
        totals->levels[3].records.count,
        totals->levels[2].findings.findings,
        totals->levels[0].records.count,
        totals->levels[0].findings.findings,
    };
    for (int i = 0; i < (int)STET_LEN(seen); i++)
        assert_true(seen[i] == (uint64_t)sqlite3_column_int64(row, i));
    assert_int_equal(totals->records, 1000);
    assert_int_equal(totals->states[STET_AUDIT_REJECTED].n, 1000);
    assert_int_equal(summary.lengths.records, 1000);
    assert_int_equal(summary.lengths_by_state[STET_AUDIT_REJECTED].records,
                     totals->states[STET_AUDIT_REJECTED].count);
    assert_near(summary.lengths.mean, (double)totals->words / 1000, 1e-9);
    sqlite3_finalize(row);
    stet_audit_summary_release(&summary);
    summed_close(&database);
}

static void the_run_is_told(void **state)
{
    stet_audit_summary summary =
        summed(&plain, "UPDATE run SET seconds = 2.5, began = '2026-11-26T17:00:00Z'");
    const stet_audit_run *run = &summary.run;

    (void)state;
    assert_true(stet_str_is(run->rule_set, "house"));
    assert_true(stet_str_is(run->version, "2026.11"));
    assert_true(stet_str_is(run->fail_on, "error"));
    assert_true(stet_str_is(run->group_by, "editor"));
    assert_int_equal(run->n_plugins, 1);
    assert_true(stet_str_is(run->plugins[0].name, "phrasing"));
    assert_true(stet_str_is(run->plugins[0].version, "1.2.0"));
    assert_true(run->complete && !run->redacted);
    assert_near(run->seconds, 2.5, 0);
    assert_true(stet_str_is(run->began, "2026-11-26T17:00:00Z"));
    stet_audit_summary_release(&summary);
    summary = summed(&plain, NULL);
    assert_true(isnan(summary.run.seconds) && summary.run.began.len == 0);
    stet_audit_summary_release(&summary);
}

/* ---- Rules ---- */

static void rules_are_in_order_with_their_rates(void **state)
{
    stet_audit_summary summary = summed(&plain, NULL);
    const stet_audit_rule_list *rules = &summary.rules;

    (void)state;
    assert_int_equal(rules->count, 6);
    assert_int_equal(rules->total, 6);
    for (size_t i = 0; i < rules->count; i++) {
        const stet_audit_rule *rule = &rules->items[i];
        const stet_audit_rule *last = i ? &rules->items[i - 1] : NULL;
        assert_true(!last || last->level > rule->level ||
                    (last->level == rule->level &&
                     last->measure.records.count >= rule->measure.records.count));
        assert_int_equal(rule->measure.records.n, 1000);
        assert_true(rule->findings_at[0] == rule->findings_at[rule->level]);
        assert_true(rule->findings_at[0] == rule->measure.findings.findings);
        assert_true(rule->findings_at[0] > 0 && rule->n_examples > 0);
        for (size_t k = 0; k < rule->n_examples; k++) {
            assert_true(stet_str_equal(rule->examples[k].rule, rule->name));
            assert_true(rule->examples[k].line > 0);
            assert_true(
                stet_str_starts(rule->examples[k].place.path, STET_STR("batch/0000")));
            assert_true(k == 0 ||
                        rule->examples[k].place.id != rule->examples[k - 1].place.id);
        }
    }
    stet_audit_summary_release(&summary);
}

/* Findings that an override tells at another level count for the rule. */
static void a_rule_may_have_findings_of_two_levels(void **state)
{
    stet_audit_summary summary =
        summed(&plain, "UPDATE findings SET level = 1 WHERE rule = 1 AND id % 2 = 0");
    const stet_audit_rule *rule = &summary.rules.items[0];

    (void)state;
    assert_int_equal(rule->id, 1);
    assert_true(rule->findings_at[1] > 0 && rule->findings_at[3] > 0);
    assert_true(rule->findings_at[0] == rule->findings_at[1] + rule->findings_at[3]);
    assert_true(rule->measure.records.count == rule->findings_at[0]);
    stet_audit_summary_release(&summary);
}

static void rules_of_the_whole_batch_are_told_by_what_they_say(void **state)
{
    static const char sql[] =
        "INSERT INTO rules VALUES(7, 'copies', 'batch.duplicates', 3, '', '', '', 1, "
        "1, 0);"
        "INSERT INTO rules VALUES(8, 'agree', 'batch.agreement', 2, '', '', '', 1, 1, "
        "0);"
        "INSERT INTO findings SELECT (9 << 32) + row_number() OVER (ORDER BY id), id, "
        "7, "
        "3, 'answer', 0, 0, 1, 1, 1, 1, 1, 1, 'copy ' || id, '', 0 FROM records "
        "LIMIT 40;"
        "INSERT INTO findings VALUES((9 << 32) + 99, (1 << 32) + 1, 8, 2, '', 0, 0, 1, "
        "1, 1, 1, 1, 1, 'raters agree by 0.4', '', 0);"
        "INSERT INTO statistics VALUES((9 << 32) + 1, 8, 'kappa', 0.4, 0.3, 0.5, 0.95, "
        "50, 'items'), ((9 << 32) + 2, 8, 'share', 0.7, NULL, NULL, NULL, 9, 'texts')";
    stet_audit_summary summary = summed(&plain, sql);
    size_t seen = 0;

    (void)state;
    assert_true(summary.duplicates.looked);
    assert_int_equal(summary.duplicates.measure.records.count, 40);
    for (size_t i = 0; i < summary.rules.count; i++) {
        const stet_audit_rule *rule = &summary.rules.items[i];
        if (stet_str_is(rule->name, "agree")) {
            assert_int_equal(rule->n_messages, 1);
            assert_true(stet_str_is(rule->messages[0], "raters agree by 0.4"));
            assert_int_equal(rule->n_statistics, 2);
            assert_true(stet_str_is(rule->statistics[0].name, "kappa"));
            assert_true(rule->statistics[0].n == 50);
            assert_near(rule->statistics[0].high, 0.5, 0);
            assert_true(isnan(rule->statistics[1].low));
            seen++;
        }
        if (stet_str_is(rule->name, "copies")) {
            assert_int_equal(rule->n_messages, stet_audit_summary_limits.messages);
            assert_false(rule->silent);
            seen++;
        }
    }
    assert_int_equal(seen, 2);
    stet_audit_summary_release(&summary);
}

static void rules_that_have_not_spoken_are_told_so(void **state)
{
    stet_audit_summary summary =
        summed(&plain, "UPDATE run SET complete = 0; INSERT INTO rules VALUES(7, "
                       "'copies', 'batch.duplicates', 3, '', '', '', 1, 1, 0)");

    (void)state;
    assert_int_equal(summary.coverage.rules_silent, 1);
    assert_int_equal(summary.coverage.rules, 7);
    assert_false(summary.duplicates.looked);
    stet_audit_summary_release(&summary);
}

/* ---- What was checked ---- */

static void a_complete_audit_has_no_gaps(void **state)
{
    /* What lies behind the last record of a source, such as a line feed, is no gap. */
    stet_audit_summary summary = summed(&plain, "UPDATE sources SET size = size + 1");
    const stet_audit_coverage *coverage = &summary.coverage;

    (void)state;
    assert_int_equal(coverage->sources, 3);
    assert_int_equal(coverage->sources_whole, 3);
    assert_int_equal(coverage->gaps.total, 0);
    assert_int_equal(coverage->bytes_checked, coverage->bytes);
    stet_audit_summary_release(&summary);
}

static void gaps_are_told_by_their_bytes(void **state)
{
    static const char sql[] = "DELETE FROM records WHERE id >> 32 = 2; DELETE FROM "
                              "findings WHERE record >> 32 "
                              "= 2; DELETE FROM segments WHERE id = 2; UPDATE segments "
                              "SET start = 700, end = "
                              "end - 50 WHERE id = 1; UPDATE run SET complete = 0";
    stet_audit_summary summary = summed(&plain, sql);
    const stet_audit_gap_list *gaps = &summary.coverage.gaps;

    (void)state;
    assert_int_equal(gaps->total, 3);
    assert_true(stet_str_is(gaps->items[0].path, "batch/00001.jsonl"));
    assert_int_equal(gaps->items[0].start, 0);
    assert_int_equal(gaps->items[0].end, 700);
    assert_int_equal(gaps->items[1].start, 33250);
    assert_int_equal(gaps->items[1].end, 33300);
    assert_true(stet_str_is(gaps->items[2].path, "batch/00002.jsonl"));
    assert_int_equal(gaps->items[2].start, 0);
    assert_int_equal(gaps->items[2].end, 33300);
    assert_int_equal(summary.coverage.sources_whole, 1);
    assert_int_equal(summary.coverage.segments, 3);
    assert_int_equal(summary.coverage.segments_checked, 2);
    assert_int_equal(summary.coverage.bytes - summary.coverage.bytes_checked,
                     700 + 50 + 33300);
    stet_audit_summary_release(&summary);
}

static void failures_are_counted_by_message(void **state)
{
    static const char sql[] =
        "INSERT INTO failures(id, record, rule, byte, line, column, message) VALUES"
        "((1 << 32) + 1, NULL, '', 4711, 48, 1, 'this line is not JSON'),"
        "((2 << 32) + 1, NULL, '', 5, 1, 1, 'this line is not JSON'),"
        "((2 << 32) + 2, (2 << 32) + 4, 'rule-002', NULL, NULL, NULL, 'gave up')";
    stet_audit_summary summary = summed(&plain, sql);
    const stet_audit_failure_list *list = &summary.coverage.failures;

    (void)state;
    assert_int_equal(list->failures, 3);
    assert_int_equal(list->total, 2);
    assert_int_equal(list->items[0].count, 2);
    assert_true(stet_str_is(list->items[0].message, "this line is not JSON"));
    assert_true(stet_str_is(list->items[0].path, "batch/00001.jsonl"));
    assert_int_equal(list->items[0].byte, 4711);
    assert_int_equal(list->items[0].line, 48);
    assert_true(stet_str_is(list->items[1].rule, "rule-002"));
    assert_true(list->items[1].byte == UINT64_MAX && list->items[1].line == 0);
    assert_int_equal(summary.coverage.rules_failed, 1);
    for (size_t i = 0; i < summary.rules.count; i++)
        assert_int_equal(summary.rules.items[i].failures,
                         summary.rules.items[i].id == 2 ? 1 : 0);
    stet_audit_summary_release(&summary);
}

/* ---- Samples ---- */

static const char samples_sql[] =
    "INSERT INTO samples SELECT 0, 0, hash >> 1, id, '{\"answer\":\"text ' || id || "
    "'\"}' FROM records WHERE id % 50 = 0;"
    "INSERT INTO samples SELECT 1, 1, hash >> 1, id, '{\"answer\":\"one\"}' FROM "
    "records "
    "WHERE id % 100 = 0;"
    "INSERT INTO samples SELECT 2, 3, hash >> 1, id, '{\"answer\":\"two\"}' FROM "
    "records "
    "WHERE id % 333 = 5";

static void samples_are_told_with_texts_and_findings(void **state)
{
    stet_audit_summary summary = summed(&plain, samples_sql);
    const stet_audit_sample_list *list = &summary.samples;

    (void)state;
    assert_true(list->total == list->count && list->count > 20);
    for (size_t i = 0; i < list->count; i++) {
        const stet_audit_sample *sample = &list->items[i];
        const stet_audit_sample *last = i ? &list->items[i - 1] : NULL;
        assert_true(!last || last->kind <= sample->kind);
        assert_int_equal(sample->n_fields, 1);
        assert_true(stet_str_is(sample->fields[0].name, "answer"));
        assert_false(sample->left_out);
        assert_true(sample->place.path.len && sample->place.record > 0);
        assert_true(sample->n_findings == sample->all_findings);
        if (sample->kind == STET_SAMPLE_ALL)
            assert_true(stet_str_starts(sample->fields[0].text, STET_STR("text ")));
        else if (sample->kind == STET_SAMPLE_RULE)
            assert_true(stet_str_is(sample->stratum, "rule-001"));
        else
            assert_true(stet_str_is(sample->stratum, "editor 00003"));
    }
    stet_audit_summary_release(&summary);
}

/* A limit takes as many of each stratum. */
static void a_limit_leaves_every_stratum_its_part(void **state)
{
    stet_audit_summary_options options = summed_options();
    size_t of_kind[3] = { 0 };

    (void)state;
    options.limits.samples = 10;
    stet_audit_summary summary = summed_with(&plain, samples_sql, &options);
    for (size_t i = 0; i < summary.samples.count; i++)
        of_kind[summary.samples.items[i].kind]++;
    assert_true(summary.samples.count <= 10 && summary.samples.total > 10);
    assert_int_equal(of_kind[0], 3);
    assert_int_equal(of_kind[1], 3);
    assert_int_equal(of_kind[2], 3);
    stet_audit_summary_release(&summary);
}

static void texts_end_where_their_limit_is(void **state)
{
    stet_audit_summary_options options = summed_options();
    size_t with = 0;

    (void)state;
    options.limits.sample_bytes = 100;
    stet_audit_summary summary = summed_with(&plain, samples_sql, &options);
    for (size_t i = 0; i < summary.samples.count; i++)
        with += !summary.samples.items[i].left_out;
    assert_true(with > 0 && with < 6);
    stet_audit_summary_release(&summary);
}

/* ---- Faults ---- */

static void databases_that_are_not_whole_are_refused(void **state)
{
    (void)state;
    summed_fails(&plain, "DELETE FROM run", "begun and not finished");
    summed_fails(&plain,
                 "INSERT INTO records SELECT (77 << 32) + 1, byte, length, name, "
                 "grp, words, hash, state, errors, warnings, suggestions FROM "
                 "records LIMIT 1",
                 "does not list");
    summed_fails(&plain, "INSERT INTO groups VALUES(1 << 50, 'far')", "no positions");
}

static void an_empty_audit_has_no_rates(void **state)
{
    const handmade empty = { .sources = 1, .rules = 2 };
    stet_audit_summary summary = summed(&empty, NULL);

    (void)state;
    assert_int_equal(summary.totals.records, 0);
    assert_true(isnan(summary.totals.states[STET_AUDIT_REJECTED].share));
    assert_int_equal(summary.groups.total, 0);
    assert_int_equal(summary.sources.total, 1);
    assert_int_equal(summary.sources.items[0].rank_first, 0);
    assert_int_equal(summary.rules.items[0].n_examples, 0);
    stet_audit_summary_release(&summary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_those_of_the_records),
        cmocka_unit_test(the_run_is_told),
        cmocka_unit_test(rules_are_in_order_with_their_rates),
        cmocka_unit_test(a_rule_may_have_findings_of_two_levels),
        cmocka_unit_test(rules_of_the_whole_batch_are_told_by_what_they_say),
        cmocka_unit_test(rules_that_have_not_spoken_are_told_so),
        cmocka_unit_test(a_complete_audit_has_no_gaps),
        cmocka_unit_test(gaps_are_told_by_their_bytes),
        cmocka_unit_test(failures_are_counted_by_message),
        cmocka_unit_test(samples_are_told_with_texts_and_findings),
        cmocka_unit_test(a_limit_leaves_every_stratum_its_part),
        cmocka_unit_test(texts_end_where_their_limit_is),
        cmocka_unit_test(databases_that_are_not_whole_are_refused),
        cmocka_unit_test(an_empty_audit_has_no_rates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
