/* SPDX-License-Identifier: Apache-2.0 */
/* Formats of reports: what each has whatever the audit holds. */
#include "account/report.h"

#include "account/compare.h"
#include "described.h"
#include "report/schema.h"
#include "summed.h"

static const handmade plain = {
    .sources = 2, .groups = 3, .rules = 4, .records = 200, .seed = 1
};

/* All that a report can tell, in one audit. */
static const char everything[] =
    "INSERT INTO samples SELECT 0, 0, hash >> 1, id, '{\"answer\":\"text <b>\"}' FROM "
    "records WHERE id % 50 = 0;"
    "INSERT INTO failures(id, record, rule, byte, line, column, message) VALUES"
    "((1 << 32) + 1, NULL, '', 4711, 48, 1, 'this line is not JSON'),"
    "((2 << 32) + 2, (2 << 32) + 4, 'rule-002', NULL, NULL, NULL, 'gave up');"
    "INSERT INTO rules VALUES(5, 'copies', 'batch.duplicates', 3, '', '', '', 1, 1, 0);"
    "INSERT INTO findings VALUES((9 << 32) + 1, (1 << 32) + 1, 5, 3, '', 0, 0, 1, 1, "
    "1, "
    "1, 1, 1, 'a copy', '', 0);"
    "UPDATE run SET began = '2026-11-26T17:00:00Z', seconds = 2.5";

static const char part_of_it[] =
    "UPDATE run SET complete = 0; DELETE FROM records WHERE id >> 32 = 2; DELETE FROM "
    "findings WHERE record >> 32 = 2; DELETE FROM segments WHERE id = 2; UPDATE rules "
    "SET whole_batch = 1 WHERE id = 4";

static bool take(void *ctx, stet_str bytes, stet_error *error)
{
    (void)error;
    stet_buffer_add(ctx, bytes);
    return true;
}

static stet_buffer written(const handmade *what, const char *sql, const char *format)
{
    stet_audit_database database = summed_open(what, sql);
    stet_audit_summary_options options = summed_options();
    stet_audit_summary summary;
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    const stet_audit_sink sink = { take, &out };

    assert_true(stet_audit_summary_load(&summary, &database, &options, &error));
    /* The same path in every run. */
    summary.run.path = STET_STR("audit.db");
    assert_true(stet_audit_format_find(stet_str_from(format))
                    ->write(&summary, &database, &sink, &error));
    stet_audit_summary_release(&summary);
    summed_close(&database);
    return out;
}

static void the_table_finds_every_format(void **state)
{
    size_t n = 0;

    (void)state;
    for (const stet_audit_format *format; (format = stet_audit_format_at(n)); n++) {
        assert_ptr_equal(stet_audit_format_find(stet_str_from(format->name)), format);
        assert_true(strlen(format->summary) > 10);
    }
    assert_int_equal(n, 5);
    assert_null(stet_audit_format_find(STET_STR("pdf")));
}

static void a_report_is_the_same_in_every_run(void **state)
{
    (void)state;
    for (size_t n = 0; stet_audit_format_at(n); n++) {
        const char *format = stet_audit_format_at(n)->name;
        stet_buffer a = written(&plain, everything, format);
        stet_buffer b = written(&plain, everything, format);
        assert_true(a.len > 500);
        assert_true(stet_str_equal(stet_buffer_str(&a), stet_buffer_str(&b)));
        stet_buffer_release(&a);
        stet_buffer_release(&b);
    }
}

static void expect_report_described(const handmade *what, const char *sql)
{
    stet_buffer json = written(what, sql, "json");
    stet_buffer schema = { 0 };

    stet_schema_write_report(&schema);
    expect_described(&json, &schema);
}

static void json_is_as_its_schema_says(void **state)
{
    const handmade empty = { .sources = 1, .rules = 1 };

    (void)state;
    expect_report_described(&plain, everything);
    expect_report_described(&plain, part_of_it);
    expect_report_described(&empty, NULL);
}

static void json_of_a_comparison_is_as_its_schema_says(void **state)
{
    stet_audit_database before = summed_open(&plain, everything);
    stet_audit_database after =
        summed_open(&plain, "UPDATE rules SET name = 'new' WHERE id = 1; UPDATE groups "
                            "SET name = 'zoe' WHERE id = 1");
    stet_comparison comparison;
    stet_error error = STET_ERROR_NONE;
    stet_buffer json = { 0 };
    stet_buffer schema = { 0 };

    (void)state;
    assert_true(stet_comparison_load(&comparison, &before, &after, 10, &error));
    const stet_audit_sink sink = { take, &json };
    assert_true(stet_comparison_write_json(&comparison, &after, &sink, &error));
    stet_schema_write_compare(&schema);
    expect_described(&json, &schema);
    stet_comparison_release(&comparison);
    summed_close(&before);
    summed_close(&after);
}

/* Every row has the columns of the head, and no cell is a formula. */
static void csv_has_as_many_cells_in_every_row(void **state)
{
    stet_buffer csv =
        written(&plain,
                "UPDATE groups SET name = '=a,\"b\"' WHERE id = 1; UPDATE "
                "sources SET path = '@x' WHERE id = 1",
                "csv");
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    const stet_node *table = stet_tree_of_csv(stet_buffer_str(&csv), &arena, &error);
    size_t rows = 0;

    (void)state;
    assert_non_null(table);
    for (const stet_node *row = table->first; row; row = row->next) {
        assert_int_equal(row->count, table->first->count);
        for (const stet_node *cell = row->first; cell; cell = cell->next)
            assert_true(cell->text.len == 0 || !strchr("=+@", cell->text.ptr[0]));
        rows++;
    }
    assert_true(rows > 60);
    assert_true(stet_str_find(stet_buffer_str(&csv), STET_STR("\"'=a,\"\"b\"\"\""),
                              0) != SIZE_MAX);
    assert_true(stet_str_ends(stet_buffer_str(&csv), STET_STR("\r\n")));
    stet_arena_release(&arena);
    stet_buffer_release(&csv);
}

static void lines_of_text_have_no_line_of_a_name(void **state)
{
    stet_buffer text = written(&plain,
                               "UPDATE groups SET name = 'a' || char(10) || 'The batch "
                               "is accepted' WHERE id = 1",
                               "text");

    (void)state;
    assert_true(stet_str_find(stet_buffer_str(&text),
                              STET_STR("a<U+000A>The batch is accepted"),
                              0) != SIZE_MAX);
    assert_true(stet_str_find(stet_buffer_str(&text),
                              STET_STR("\nThe batch is accepted"), 0) == SIZE_MAX);
    stet_buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_finds_every_format),
        cmocka_unit_test(a_report_is_the_same_in_every_run),
        cmocka_unit_test(json_is_as_its_schema_says),
        cmocka_unit_test(json_of_a_comparison_is_as_its_schema_says),
        cmocka_unit_test(csv_has_as_many_cells_in_every_row),
        cmocka_unit_test(lines_of_text_have_no_line_of_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
