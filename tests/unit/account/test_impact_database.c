/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/str.h"

#define OLD STET_IMPACT_OLD
#define NEW STET_IMPACT_NEW

/* A folder with the databases of two audits. */
typedef struct fixture {
    char *folder;
    char *paths[2];
} fixture;

static int make_folder(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    stet_buffer path = { 0 };

    assert_non_null(f);
    stet_buffer_add_text(&path, STET_TEST_BUILD "/impact-XXXXXX");
    assert_non_null(mkdtemp(path.ptr));
    f->folder = stet_memory_text(path.ptr, path.len);
    for (int side = 0; side < 2; side++) {
        stet_buffer_clear(&path);
        stet_buffer_format(&path, "%s/%s.db", f->folder, side ? "new" : "old");
        f->paths[side] = stet_memory_text(path.ptr, path.len);
    }
    stet_buffer_release(&path);
    *state = f;
    return 0;
}

static int remove_folder(void **state)
{
    fixture *f = *state;

    for (int side = 0; side < 2; side++) {
        unlink(f->paths[side]);
        free(f->paths[side]);
    }
    rmdir(f->folder);
    free(f->folder);
    free(f);
    return 0;
}

/* An audit of these rows, with its indexes unless they are to be missing. */
static void make_audit(const fixture *f, int side, const char *rows, bool indexed)
{
    stet_audit_database database;
    stet_error error = STET_ERROR_NONE;

    assert_true(stet_audit_database_create(&database, f->paths[side], false, &error));
    if (!stet_audit_database_run(&database, rows, &error))
        fail_msg("%s", error.message);
    if (indexed)
        assert_true(stet_audit_database_index(&database, &error));
    assert_true(stet_audit_database_close(&database, &error));
}

/* The row of what was done; `complete` and fail_on are those of the test. */
#define RUN(hash, complete, fail_on)                                       \
    "INSERT INTO run VALUES(1, '0.1', 'shop', '1', '" hash "', '{}', '', " \
    "'" fail_on "', '/editor', 0, 0, 0, 67108864, 2, " complete ", NULL, NULL);"

/* Two files, whose order is not that of their names; the second one in two segments. */
#define PLACES                                                              \
    "INSERT INTO sources VALUES(1, 'b.jsonl', 'jsonl', 100), "              \
    "(2, 'a.jsonl', 'jsonl', 300);"                                         \
    "INSERT INTO segments VALUES(1, 1, 0, 100, 2, 2, 1, 1, 1, NULL), "      \
    "(2, 2, 0, 200, 2, 2, 1, 1, 1, NULL), (3, 2, 200, 300, 1, 1, 1, 3, 3, " \
    "NULL);"                                                                \
    "INSERT INTO groups VALUES(1, ''), (2, 'anna');"

#define RECORD(segment, number) "(" #segment " << 32 | " #number ")"
#define FINDING(nth, record, rule, line, message)                                 \
    "INSERT INTO findings VALUES(" nth ", " record ", " rule ", 3, 'answer', 0, " \
    "1, " line ", 5, 5, 1, 6, 6, '" message "', 'it', 7);"

static const char old_rows[] = RUN("aaaa", "1", "error") PLACES
    "INSERT INTO rules VALUES(1, 'length', 'spec.count', 3, 'Too long', '', 'x', 1, 0, "
    "0),"
    "(2, 'wordy', 'phrasing.banned', 3, 'Banned', '', 'x', 2, 0, 0);"
    "INSERT INTO records VALUES"
    "(" RECORD(
        1, 1) ", 0, 9, 'p', 2, 5, 11, 0, 0, 1, 0), "
              "(" RECORD(
                  1, 2) ", 50, 9, 'q', 1, 5, 12, 1, 1, 0, 0), "
                        "(" RECORD(
                            2,
                            1) ", 0, 9, 'r', 2, 5, 13, 0, 0, 0, 0), "
                               "(" RECORD(
                                   2,
                                   2) ", 100, 9, 's', 2, 5, 14, 0, 0, 0, 0), "
                                      "(" RECORD(
                                          3,
                                          1) ", 200, 9, 't', 1, 5, 15, 2, 0, 0, "
                                             "0);" FINDING(
                                                 "1 << 32 | 1", RECORD(1, 2), "2", "2",
                                                 "wordy it is") "INSERT INTO "
                                                                "failures VALUES(3 "
                                                                "<< 32 | "
                                                                "1, " RECORD(3, 1) ", "
                                                                                   "''"
                                                                                   ", "
                                                                                   "20"
                                                                                   "0,"
                                                                                   " 1"
                                                                                   ", "
                                                                                   "1,"
                                                                                   " '"
                                                                                   "it"
                                                                                   " i"
                                                                                   "s "
                                                                                   "br"
                                                                                   "ok"
                                                                                   "en"
                                                                                   "')"
                                                                                   ";";

/* Record s has moved and changed; t is another one; r is rejected by two rules. */
static const char new_rows[] = RUN("bbbb", "1", "error") PLACES
    "INSERT INTO rules VALUES(1, 'length', 'spec.count', 3, 'Too long', '', 'x', 1, 0, "
    "0),"
    "(3, 'twice', 'batch.duplicates', 3, 'Said twice', '', 'x', 3, 1, 0);"
    "INSERT INTO records VALUES"
    "(" RECORD(
        1, 1) ", 0, 9, 'p', 2, 5, 11, 0, 0, 1, 0), "
              "(" RECORD(
                  1, 2) ", 50, 9, 'q', 1, 5, 12, 0, 0, 0, 0), "
                        "(" RECORD(
                            2, 1) ", 0, 9, 'r', 2, 5, 13, 1, 2, 0, 0), "
                                  "(" RECORD(
                                      2, 2) ", 110, 9, 's', 2, 5, 94, 0, 0, 0, 0), "
                                            "(" RECORD(
                                                3,
                                                1) ", 200, 9, 'u', 1, 5, 95, 1, 1, 0, "
                                                   "0);" FINDING("2 << 32 | 1",
                                                                 RECORD(2, 1), "1", "1",
                                                                 "too long")
                                                       FINDING("3 << 32 | 1",
                                                               RECORD(3, 1), "1", "1",
                                                               "too long as well")
                                                           FINDING("4 << 32 | 1",
                                                                   RECORD(2, 1), "3",
                                                                   "1", "said twice");

static stet_impact compare(const fixture *f, int level, bool partial, bool good,
                           stet_error *error)
{
    const stet_impact_databases databases = { .paths = { f->paths[OLD], f->paths[NEW] },
                                              .partial = partial,
                                              .level = level };
    stet_impact impact = { .n_examples = 3 };

    bool done = stet_impact_of_databases(&impact, &databases, error);
    if (done != good)
        fail_msg("%s", error->message ? error->message : "there was no error");
    return impact;
}

static const stet_impact_rule *rule_of(const stet_impact *impact, const char *name)
{
    return &impact->rules[stet_impact_rule_of(impact, stet_str_from(name))];
}

static void test_records_are_matched_by_place_then_by_id(void **state)
{
    const fixture *f = *state;
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, new_rows, true);
    stet_impact impact = compare(f, 0, false, true, &error);
    assert_true(impact.of_audits);
    assert_int_equal(impact.level, 3);
    assert_string_equal(impact.group_by.ptr, "/editor");
    assert_int_equal(impact.sides[OLD].n_records, 5);
    assert_int_equal(impact.sides[OLD].n_left, 1);
    assert_int_equal(impact.sides[NEW].n_left, 1);
    assert_int_equal(impact.n_by_id, 1);
    assert_int_equal(stet_impact_turned(&impact.states, NEW), 1);
    assert_int_equal(stet_impact_turnable(&impact.states, NEW), 3);
    assert_int_equal(stet_impact_turned(&impact.states, OLD), 1);
    assert_int_equal(rule_of(&impact, "length")->turns[NEW].records, 1);
    assert_int_equal(rule_of(&impact, "length")->turns[NEW].alone, 0);
    assert_int_equal(rule_of(&impact, "twice")->turns[NEW].records, 1);
    assert_int_equal(rule_of(&impact, "wordy")->turns[OLD].alone, 1);
    assert_int_equal(impact.n_failures, 1);
    assert_int_equal(impact.failures[0].record, 3);
    assert_int_equal(impact.failures[0].line, 3);
    stet_impact_release(&impact);
}

static void test_examples_have_places_of_the_file(void **state)
{
    const fixture *f = *state;
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, new_rows, true);
    stet_impact impact = compare(f, 0, false, true, &error);
    const stet_impact_rule *wordy = rule_of(&impact, "wordy");
    assert_int_equal(wordy->n_examples[OLD], 1);
    assert_string_equal(wordy->examples[OLD][0].path.ptr, "b.jsonl");
    assert_int_equal(wordy->examples[OLD][0].number, 2);
    assert_int_equal(wordy->examples[OLD][0].cause.line, 2);
    assert_string_equal(wordy->examples[OLD][0].cause.message.ptr, "wordy it is");
    assert_string_equal(rule_of(&impact, "twice")->examples[NEW][0].group.ptr, "anna");
    stet_impact_release(&impact);
}

static void test_what_is_known_of_rules_is_compared(void **state)
{
    const fixture *f = *state;
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, new_rows, true);
    stet_impact impact = compare(f, 0, false, true, &error);
    assert_int_equal(impact.n_changes, 2);
    assert_string_equal(impact.changes[0].kind, "added");
    assert_string_equal(impact.changes[0].text.ptr,
                        "batch.duplicates, error: Said twice");
    assert_string_equal(impact.changes[1].kind, "removed");
    stet_impact_release(&impact);
}

static void test_another_level_is_worked_out_anew(void **state)
{
    const fixture *f = *state;
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, new_rows, true);
    stet_impact impact = compare(f, 2, false, true, &error);
    assert_int_equal(impact.states.records[STET_AUDIT_REJECTED][STET_AUDIT_REJECTED],
                     1);
    assert_int_equal(stet_impact_turnable(&impact.states, NEW), 2);
    stet_impact_release(&impact);
    impact = compare(f, 4, false, true, &error);
    assert_int_equal(impact.states.records[STET_AUDIT_ACCEPTED][STET_AUDIT_ACCEPTED],
                     4);
    stet_impact_release(&impact);
}

/* The error holds the words and the path of the new audit. */
static void expect_refusal(const fixture *f, const char *rows, bool indexed,
                           bool partial, const char *words)
{
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, rows, indexed);
    stet_impact impact = compare(f, 0, partial, false, &error);
    if (!strstr(error.message, words))
        fail_msg("“%s” is not in “%s”", words, error.message);
    assert_string_equal(error.path, f->paths[NEW]);
    stet_error_release(&error);
    stet_impact_release(&impact);
}

static void test_what_cannot_be_compared_is_refused(void **state)
{
    const fixture *f = *state;

    expect_refusal(f, RUN("bbbb", "0", "error"), true, false, "not complete");
    expect_refusal(f, RUN("bbbb", "0", "error"), false, true, "not finished");
    expect_refusal(f, RUN("bbbb", "1", "warning"), true, false, "“warning”");
    expect_refusal(f, "", true, false, "no audit has begun");
}

static void test_a_partial_audit_is_compared_when_asked(void **state)
{
    const fixture *f = *state;
    stet_error error = STET_ERROR_NONE;

    make_audit(f, OLD, old_rows, true);
    make_audit(f, NEW, new_rows, true);
    make_audit(f, NEW,
               RUN("bbbb", "0",
                   "error") "INSERT INTO sources VALUES(2, 'a.jsonl', 'jsonl', 300);"
                            "INSERT INTO segments VALUES(3, 2, 200, 300, 1, 1, 1, "
                            "NULL, NULL, NULL);"
                            "INSERT INTO records VALUES(" RECORD(
                                3, 1) ", 200, 9, 't', 1, 5, 15, 1, 1, 0, 0);"
                                      "INSERT INTO rules VALUES(1, 'length', "
                                      "'spec.count', 3, 'Too long', '', "
                                      "'x', 1, 0, 0);" FINDING("3 << 32 | 1",
                                                               RECORD(3, 1), "1", "1",
                                                               "long"),
               true);
    stet_impact impact = compare(f, 0, true, true, &error);
    assert_int_equal(impact.states.records[STET_AUDIT_FAILED][STET_AUDIT_REJECTED], 1);
    assert_int_equal(impact.sides[OLD].n_left, 4);
    assert_int_equal(impact.sides[NEW].n_left, 0);
    stet_impact_release(&impact);
}

static void test_what_is_a_database(void **state)
{
    const fixture *f = *state;

    make_audit(f, OLD, old_rows, true);
    assert_true(stet_impact_is_database(f->paths[OLD]));
    assert_false(stet_impact_is_database(f->paths[NEW]));
    assert_false(stet_impact_is_database(f->folder));
    assert_false(stet_impact_is_database(STET_TEST_SOURCE "/README.md"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_records_are_matched_by_place_then_by_id),
        TEST(test_examples_have_places_of_the_file),
        TEST(test_what_is_known_of_rules_is_compared),
        TEST(test_another_level_is_worked_out_anew),
        TEST(test_what_cannot_be_compared_is_refused),
        TEST(test_a_partial_audit_is_compared_when_asked),
        TEST(test_what_is_a_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
