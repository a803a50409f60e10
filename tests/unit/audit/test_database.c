/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/database.h"

#include "account/near.h"
#include "base/str.h"

/* A database in memory, which no function that opens files makes. */
static stet_audit_database in_memory(void)
{
    stet_audit_database database = { .path = STET_STR("memory.db") };

    assert_int_equal(sqlite3_open(":memory:", &database.handle), SQLITE_OK);
    return database;
}

static void a_number_is_any_that_there_is(void **state)
{
    static const struct {
        const char *sql;
        int64_t number;
    } cases[] = {
        { "SELECT 7", 7 },    { "SELECT -1", -1 },           { "SELECT -5, 3", -5 },
        { "SELECT NULL", 0 }, { "SELECT 1 WHERE 1 = 2", 0 },
    };
    stet_audit_database database = in_memory();
    stet_error error = STET_ERROR_NONE;
    int64_t number;

    (void)state;
    for (size_t i = 0; i < STET_LEN(cases); i++) {
        number = 99;
        assert_true(
            stet_audit_database_number(&database, cases[i].sql, &number, &error));
        assert_null(error.message);
        assert_true(number == cases[i].number);
    }
    assert_false(
        stet_audit_database_number(&database, "SELECT a FROM none", &number, &error));
    assert_string_equal(error.path, "memory.db");
    assert_string_equal(error.message, "no such table: none");
    stet_error_release(&error);
    sqlite3_close(database.handle);
}

/* Rows that take seconds to count. */
static void what_is_under_way_ends_with_a_signal(void **state)
{
    static const char long_count[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                                     "SELECT i + 1 FROM n WHERE i < 9000000) "
                                     "SELECT count(*) FROM n";
    stet_audit_database database = in_memory();
    stet_error error = STET_ERROR_NONE;
    atomic_int stop = 15;
    int64_t number;

    (void)state;
    stet_audit_database_heed(&database, &stop);
    assert_false(stet_audit_database_number(&database, long_count, &number, &error));
    assert_string_equal(error.message, "interrupted");
    assert_non_null(error.hint);
    stet_error_release(&error);
    stop = 0;
    assert_true(stet_audit_database_number(&database, "SELECT 2", &number, &error));
    sqlite3_close(database.handle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_any_that_there_is),
        cmocka_unit_test(what_is_under_way_ends_with_a_signal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
