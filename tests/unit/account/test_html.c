/* SPDX-License-Identifier: Apache-2.0 */
/* The page of an audit as bytes; what a browser makes of it is in tests/browser. */
#include "account/html.h"

#include "account/html_p.h"
#include "base/sha256.h"
#include "base/str.h"

#include <math.h>

#include "base/scratch.h"

enum { SIZE_LIMIT = 5 * 1000 * 1000 };

/* ---- Audits ---- */

static void run(const stet_audit_database *database, const char *sql)
{
    stet_error error = STET_ERROR_NONE;
    if (!stet_audit_database_run(database, sql, &error))
        fail_msg("%s", error.message);
}

static void begin_audit(stet_audit_database *database, const char *path)
{
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_audit_database_create(database, path, false, &error));
    run(database,
        "BEGIN;"
        "INSERT INTO run(one, stet, rule_set, version, hash, plugins, day, fail_on, "
        "group_by, redacted, samples, seed, segments, complete) VALUES(1, '0.1.0', "
        "'answers', '7', '0123456789abcdef', '{}', '2026-11-26', 'error', 'editor', 0, "
        "3, 7, 1, 1);"
        "INSERT INTO sources VALUES(1, 'answers.jsonl', 'jsonl', 100);"
        "INSERT INTO segments(id, source, start, end, records, lines, hash, "
        "first_record, first_line) VALUES(1, 1, 0, 100, 0, 0, 1, 1, 1)");
}

static void end_audit(stet_audit_database *database)
{
    stet_error error = STET_ERROR_NONE;
    run(database, "COMMIT");
    assert_true(stet_audit_database_index(database, &error));
    assert_true(stet_audit_database_close(database, &error));
}

/* One record, in which `n_rules` rules find something in turn. */
static void make_audit(const char *path, unsigned n_findings, unsigned n_rules)
{
    stet_audit_database database;
    char sql[1500];
    begin_audit(&database, path);
    snprintf(
        sql, sizeof sql,
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
        "INSERT INTO rules SELECT i, 'rule-' || i, 'spec.count', 1 + i %% 3, 'What "
        "it asks for', 'Why.', 'stet.yaml', i, 0, 0 FROM n;"
        "INSERT INTO groups VALUES(1, 'Ann');"
        "INSERT INTO records VALUES((1 << 32) + 1, 0, 100, 'id-1', 1, 50, 1, 1, %u, "
        "0, 0);"
        "INSERT INTO record_totals VALUES(1, 1, 1, 1, 50, 100, 1, 0, 0, %u, 0, 0);"
        "WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT "
        "INTO findings(record, rule, level, field, start, end, line, column, utf16, "
        "end_line, end_column, end_utf16, message, match, fingerprint) SELECT (1 << "
        "32) + 1, 1 + i %% %u, 1 + (1 + i %% %u) %% 3, 'answer', i, i + 1, 1, 1, 1, "
        "1, 2, 2, 'Finding ' || i || '.', 'm', i FROM n;"
        "INSERT INTO finding_totals SELECT 1, 1, rule, level, count(*), 1 FROM "
        "findings GROUP BY rule, level",
        n_rules, n_findings, n_findings, n_findings - 1, n_rules, n_rules);
    run(&database, sql);
    end_audit(&database);
}

/* Each text is 2,000 escape characters, which are 14 bytes each in the page, and there
   are as many groups, files, samples and failures as a summary lists. */
static const char stretched[] =
    "BEGIN;"
    "CREATE TEMP TABLE long AS SELECT printf('%.*c', 2000, char(27)) AS text;"
    "UPDATE rules SET name = id || (SELECT text FROM long), summary = (SELECT text "
    "FROM "
    "long), why = (SELECT text FROM long), path = (SELECT text FROM long);"
    "UPDATE findings SET message = (SELECT text FROM long), match = (SELECT text FROM "
    "long), field = (SELECT text FROM long);"
    "DELETE FROM groups; DELETE FROM sources; DELETE FROM record_totals; DELETE FROM "
    "finding_totals;"
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO "
    "groups SELECT i, i || text FROM n, long;"
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO "
    "sources SELECT i, i || text, 'jsonl', 100 FROM n, long;"
    "INSERT INTO record_totals SELECT id, id, 1, 10, 50, 100, 1, 0, 0, 10, 0, 0 FROM "
    "groups;"
    "INSERT INTO finding_totals SELECT rule % 2000 + 1, rule % 2000 + 1, rule, level, "
    "count(*), 1 FROM findings GROUP BY rule, level;"
    "INSERT INTO failures SELECT id, NULL, text, 1, 1, 1, id || text FROM groups, long;"
    "INSERT INTO samples SELECT 1, r.id, 1, (1 << 32) + 1, json_object(text, text || "
    "text) FROM rules r, long;"
    "COMMIT";

static void stretch_audit(const char *path)
{
    stet_audit_database database;
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_audit_database_reopen(&database, path, &error));
    run(&database, stretched);
    assert_true(stet_audit_database_close(&database, &error));
}

/* ---- Pages ---- */

typedef struct page {
    stet_buffer bytes;
    size_t limit; /* Of bytes, at which the sink fails; 0: none. */
    unsigned calls_after;
} page;

static bool put(void *ctx, stet_str bytes, stet_error *error)
{
    page *to = ctx;
    if (to->limit && to->bytes.len >= to->limit) {
        to->calls_after++;
        return stet_error_set(error, "no room left on the disk");
    }
    stet_buffer_add(&to->bytes, bytes);
    return true;
}

static bool write_page(const char *path, page *to, stet_error *error)
{
    stet_audit_database database;
    stet_audit_summary summary;
    stet_audit_summary_options options = { .limits = stet_audit_summary_limits,
                                           .inspection = STET_INSPECTION_II,
                                           .aql = "1.0" };
    stet_audit_sink sink = { put, to };
    assert_true(stet_audit_database_open(&database, path, error));
    assert_true(stet_audit_summary_load(&summary, &database, &options, error));
    bool good = stet_audit_html_write(&summary, &database, &sink, error);
    stet_audit_summary_release(&summary);
    stet_audit_database_close(&database, NULL);
    return good;
}

static size_t count_of(stet_str text, const char *needle)
{
    size_t n = 0;
    stet_str wanted = stet_str_from(needle);
    for (size_t at = 0; (at = stet_str_find(text, wanted, at)) != SIZE_MAX; at++)
        n++;
    return n;
}

static void assert_holds(const page *one, const char *needle)
{
    if (count_of(stet_buffer_str(&one->bytes), needle) == 0)
        fail_msg("the page lacks: %s", needle);
}

/* ---- Tests ---- */

static void a_million_findings_stay_below_5_megabytes(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 1000000, 40);
    assert_true(write_page(path, &one, &error));
    assert_true(one.bytes.len < SIZE_LIMIT);
    assert_int_equal(count_of(stet_buffer_str(&one.bytes), "<bdi data-is=\"rule\">"),
                     STET_AUDIT_HTML_FINDINGS);
    assert_holds(&one, "Of 1,000,000 findings this table has 2,000");
    /* The first of each rule, and one from the last tenth. */
    assert_holds(&one, "Finding 0");
    assert_holds(&one, "Finding 39");
    assert_holds(&one, "Finding 98");
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

static void long_texts_stay_below_5_megabytes(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 30000, 3000);
    stretch_audit(path);
    assert_true(write_page(path, &one, &error));
    assert_true(one.bytes.len < SIZE_LIMIT);
    assert_holds(&one, "more, in the database.");
    assert_holds(&one, "</html>");
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

static void few_findings_are_all_there(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 100, 7);
    assert_true(write_page(path, &one, &error));
    assert_int_equal(count_of(stet_buffer_str(&one.bytes), "<bdi data-is=\"rule\">"),
                     100);
    assert_holds(&one, "All 100 findings, the gravest first");
    assert_holds(&one, "from <code><bdi>audit.db</bdi></code>");
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

static void the_same_audit_makes_the_same_bytes(void **state)
{
    scratch folder;
    page one = { 0 };
    page two = { 0 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 5000, 11);
    assert_true(write_page(path, &one, &error));
    assert_true(write_page(path, &two, &error));
    assert_true(
        stet_str_equal(stet_buffer_str(&one.bytes), stet_buffer_str(&two.bytes)));
    stet_buffer_release(&one.bytes);
    stet_buffer_release(&two.bytes);
    scratch_remove(&folder);
}

static void a_sink_that_fails_ends_the_page_with_its_error(void **state)
{
    scratch folder;
    page one = { .limit = 100000 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 5000, 11);
    assert_false(write_page(path, &one, &error));
    assert_string_equal(error.message, "no room left on the disk");
    assert_int_equal(one.calls_after, 1);
    stet_error_release(&error);
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

static void a_database_without_its_table_ends_the_page_with_an_error(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_audit_database database;
    stet_audit_summary summary;
    stet_audit_summary_options options = { .limits = stet_audit_summary_limits,
                                           .inspection = STET_INSPECTION_II,
                                           .aql = "1.0" };
    stet_audit_sink sink = { put, &one };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 100, 7);
    assert_true(stet_audit_database_reopen(&database, path, &error));
    assert_true(stet_audit_summary_load(&summary, &database, &options, &error));
    run(&database, "DROP VIEW finding_list");
    assert_false(stet_audit_html_write(&summary, &database, &sink, &error));
    assert_non_null(error.message);
    stet_audit_summary_release(&summary);
    stet_audit_database_close(&database, NULL);
    stet_error_release(&error);
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

static void an_audit_of_nothing_has_a_page(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_audit_database database;
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    begin_audit(&database, path);
    end_audit(&database);
    assert_true(write_page(path, &one, &error));
    assert_holds(&one, "The verdict is open.");
    assert_holds(&one, "There are no records in the batch.");
    assert_int_equal(count_of(stet_buffer_str(&one.bytes), "nan"), 0);
    /* Of nothing there is no share, nor how sure it is. */
    assert_int_equal(count_of(stet_buffer_str(&one.bytes), "0–100%"), 0);
    assert_int_equal(count_of(stet_buffer_str(&one.bytes), "∞"), 0);
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

/* ---- The policy ---- */

/* What stands between two markers, the first time. */
static stet_str between(stet_str text, const char *start, const char *end)
{
    size_t from = stet_str_find(text, stet_str_from(start), 0);
    assert_true(from != SIZE_MAX);
    from += strlen(start);
    size_t to = stet_str_find(text, stet_str_from(end), from);
    assert_true(to != SIZE_MAX);
    return (stet_str){ text.ptr + from, to - from };
}

static void assert_hash_of(const page *one, const char *directive, stet_str code)
{
    stet_sha256 hash;
    uint8_t digest[STET_SHA256_SIZE];
    stet_buffer expected = { 0 };
    stet_sha256_init(&hash);
    stet_sha256_update(&hash, code);
    stet_sha256_finish(&hash, digest);
    stet_buffer_format(&expected, "%s 'sha256-", directive);
    stet_sha256_base64(&expected, digest);
    stet_buffer_add_text(&expected, "';");
    assert_holds(one, expected.ptr);
    stet_buffer_release(&expected);
}

static void its_policy_names_its_own_style_and_script_alone(void **state)
{
    scratch folder;
    page one = { 0 };
    stet_error error = STET_ERROR_NONE;
    (void)state;
    scratch_make(&folder);
    const char *path = scratch_file(&folder, "audit.db");
    make_audit(path, 100, 7);
    assert_true(write_page(path, &one, &error));
    stet_str text = stet_buffer_str(&one.bytes);
    assert_hash_of(&one, "style-src", between(text, "<style>", "</style>"));
    assert_hash_of(&one, "script-src", between(text, "<script>", "</script>"));
    assert_holds(&one, "content=\"default-src 'none'; style-src");
    assert_int_equal(count_of(text, "<script"), 1);
    assert_int_equal(count_of(text, "unsafe-"), 0);
    assert_int_equal(count_of(text, "style=\""), 0);
    assert_int_equal(count_of(text, "http:"), 0);
    assert_int_equal(count_of(text, "https:"), 0);
    stet_buffer_release(&one.bytes);
    scratch_remove(&folder);
}

/* ---- Numbers ---- */

static void shares_are_never_rounded_to_none_or_all(void **state)
{
    char shown[STET_HTML_RANGE];
    (void)state;
    assert_string_equal(stet_html_show_share(0, shown), "0%");
    assert_string_equal(stet_html_show_share(1e-7, shown), "&lt;0.01%");
    assert_string_equal(stet_html_show_share(0.0042, shown), "0.42%");
    assert_string_equal(stet_html_show_share(0.4312, shown), "43.1%");
    assert_string_equal(stet_html_show_share(0.99999, shown), "&gt;99.9%");
    assert_string_equal(stet_html_show_share(1, shown), "100%");
    assert_string_equal(stet_html_show_range(0.42, 0.443, shown), "42.0–44.3%");
    assert_string_equal(stet_html_show_range(0, 1e-9, shown), "0%–&lt;0.01%");
}

static void small_densities_keep_a_digit(void **state)
{
    char shown[STET_HTML_NUMBER];
    (void)state;
    assert_string_equal(stet_html_show_density(0, shown), "0");
    assert_string_equal(stet_html_show_density(1e-7, shown), "&lt;0.0001");
    assert_string_equal(stet_html_show_density(0.0019, shown), "0.0019");
    assert_string_equal(stet_html_show_density(0.031, shown), "0.031");
    assert_string_equal(stet_html_show_density(2.4, shown), "2.40");
    assert_string_equal(stet_html_show_density(16.86, shown), "16.9");
    assert_string_equal(stet_html_show_density(1000, shown), "1000");
    assert_string_equal(stet_html_show_density(NAN, shown), "–");
    assert_string_equal(stet_html_show_density(INFINITY, shown), "∞");
}

static void counts_have_separators(void **state)
{
    char shown[STET_HTML_NUMBER];
    (void)state;
    assert_string_equal(stet_html_show_count(0, shown), "0");
    assert_string_equal(stet_html_show_count(999, shown), "999");
    assert_string_equal(stet_html_show_count(1000, shown), "1,000");
    assert_string_equal(stet_html_show_count(UINT64_MAX, shown),
                        "18,446,744,073,709,551,615");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_million_findings_stay_below_5_megabytes),
        cmocka_unit_test(long_texts_stay_below_5_megabytes),
        cmocka_unit_test(few_findings_are_all_there),
        cmocka_unit_test(the_same_audit_makes_the_same_bytes),
        cmocka_unit_test(a_sink_that_fails_ends_the_page_with_its_error),
        cmocka_unit_test(a_database_without_its_table_ends_the_page_with_an_error),
        cmocka_unit_test(an_audit_of_nothing_has_a_page),
        cmocka_unit_test(its_policy_names_its_own_style_and_script_alone),
        cmocka_unit_test(shares_are_never_rounded_to_none_or_all),
        cmocka_unit_test(small_densities_keep_a_digit),
        cmocka_unit_test(counts_have_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
