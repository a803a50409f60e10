/* SPDX-License-Identifier: Apache-2.0 */
/**
 * page.h - audits for the tests of their page: a plain one, and one full of attacks.
 *
 * The plain one has 600 records of four groups. Rule r, of six, finds something in each
 * (r + 1)-th record; the first two are errors, the next two warnings, the last two
 * suggestions. The other one has a source, group, rule, record, finding, failure and
 * sample for each attack of attacks.h, and the attack in each text of them. Both are
 * made as `stet audit` makes them: a database, from which the page is written. An
 * earlier audit of the plain one has fewer errors.
 */
#ifndef STET_TEST_PAGE_H
#define STET_TEST_PAGE_H

#include "account/html.h"
#include "attacks.h"
#include "base/json_writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static inline void page_end_program(const stet_error *error)
{
    fprintf(stderr, "%s\n", error->message);
    exit(2);
}

static inline void page_run(const stet_audit_database *database, const char *sql)
{
    stet_error error = STET_ERROR_NONE;
    if (!stet_audit_database_run(database, sql, &error))
        page_end_program(&error);
}

static inline void page_begin(stet_audit_database *database, const char *path)
{
    stet_error error = STET_ERROR_NONE;
    if (!stet_audit_database_create(database, path, false, &error))
        page_end_program(&error);
    page_run(database, "BEGIN");
}

static inline void page_end(stet_audit_database *database)
{
    stet_error error = STET_ERROR_NONE;
    page_run(
        database,
        "INSERT INTO record_totals SELECT g.source, grp, state, count(*), "
        "sum(words), sum(length), sum(errors > 0), sum(warnings > 0), "
        "sum(suggestions > 0), sum(errors), sum(warnings), sum(suggestions) FROM "
        "records r JOIN segments g ON g.id = r.id >> 32 GROUP BY 1, 2, 3;"
        "INSERT INTO finding_totals SELECT g.source, r.grp, f.rule, f.level, "
        "count(*), count(DISTINCT f.record) FROM findings f JOIN records r ON r.id "
        "= f.record JOIN segments g ON g.id = r.id >> 32 GROUP BY 1, 2, 3, 4;"
        "COMMIT");
    if (!stet_audit_database_index(database, &error) ||
        !stet_audit_database_close(database, &error))
        page_end_program(&error);
}

static inline void page_plain(const char *path, bool earlier)
{
    stet_audit_database database;
    page_begin(&database, path);
    page_run(
        &database,
        "INSERT INTO run(one, stet, rule_set, version, hash, plugins, day, fail_on, "
        "group_by, redacted, samples, seed, segments, complete) VALUES(1, '0.1.0', "
        "'answers', '7', '0123456789abcdef', '{\"spec\": \"1.2\"}', '2026-11-26', "
        "'error', 'editor', 0, 3, 7, 1, 1);"
        "INSERT INTO sources VALUES(1, 'answers.jsonl', 'jsonl', 60000);"
        "INSERT INTO segments(id, source, start, end, records, lines, hash, "
        "first_record, first_line) VALUES(1, 1, 0, 60000, 600, 600, 1, 1, 1);"
        "INSERT INTO groups VALUES(1, 'Ann'), (2, 'Bob'), (3, 'Cy'), (4, 'Dee');"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6) INSERT INTO "
        "rules SELECT i, 'rule-' || i, 'spec.count', 3 - (i - 1) / 2, 'What rule ' || "
        "i "
        "|| ' asks for', 'Why it does.', 'stet.yaml', i, 0, 0 FROM n;"
        "WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 599) INSERT "
        "INTO "
        "findings(record, rule, level, field, start, end, line, column, utf16, "
        "end_line, end_column, end_utf16, message, match, fingerprint) SELECT (1 << "
        "32) + 1 + i, r.id, r.level, 'answer', i * 100, i * 100 + 5, i + 1, 1, 1, i + "
        "1, 6, 6, 'Rule ' || r.id || ' says so.', 'word' || i, i FROM n, rules r WHERE "
        "i % (r.id + 1) = 0 ORDER BY i, r.id;"
        "WITH n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 599) INSERT "
        "INTO "
        "records SELECT (1 << 32) + 1 + i, i * 100, 100, 'id-' || i, 1 + i % 4, 40 + i "
        "% 300, i, (SELECT count(*) > 0 FROM rules r WHERE i % (r.id + 1) = 0 AND "
        "level "
        "= 3), (SELECT count(*) FROM rules r WHERE i % (r.id + 1) = 0 AND level = 3), "
        "(SELECT count(*) FROM rules r WHERE i % (r.id + 1) = 0 AND level = 2), "
        "(SELECT "
        "count(*) FROM rules r WHERE i % (r.id + 1) = 0 AND level = 1) FROM n;"
        "INSERT INTO samples SELECT 0, 0, id & 4294967295, id, '{\"answer\": \"A text "
        "with word' || (byte / 100) || ' in it.\"}' FROM records WHERE id % 200 = 1;"
        "INSERT INTO samples SELECT 2, grp, id & 4294967295, id, '{\"answer\": \"A "
        "text.\"}' FROM records WHERE id % 150 < 4");
    if (earlier)
        page_run(&database, "UPDATE records SET state = 0, errors = 0 WHERE id % 5 = 0;"
                            "DELETE FROM findings WHERE level = 3 AND record % 5 = 0");
    page_end(&database);
}

/* Binds one attack to each text of a statement, and runs it. */
static inline void page_attack(const stet_audit_database *database, const char *sql,
                               int64_t number, stet_str text)
{
    stet_error error = STET_ERROR_NONE;
    sqlite3_stmt *statement = stet_audit_database_prepare(database, sql, &error);
    if (!statement)
        page_end_program(&error);
    sqlite3_bind_int64(statement, 1, number);
    if (sqlite3_bind_parameter_count(statement) > 1)
        stet_audit_bind_text(statement, 2, text);
    if (!stet_audit_database_do(database, statement, &error))
        page_end_program(&error);
    sqlite3_finalize(statement);
}

/* {attack: attack}, as far as JSON can say it. */
static inline void page_sample(const stet_audit_database *database, int64_t number,
                               stet_str text)
{
    static const char *const kinds[] = {
        "INSERT INTO samples VALUES(0, 0, ?1, (?1 << 32) + 1, ?2)",
        "INSERT INTO samples VALUES(1, ?1, ?1, (?1 << 32) + 1, ?2)",
        "INSERT INTO samples VALUES(2, ?1, ?1, (?1 << 32) + 1, ?2)",
    };
    stet_buffer json = { 0 };
    stet_buffer_add_char(&json, '{');
    stet_json_quote(&json, text);
    stet_buffer_add_char(&json, ':');
    stet_json_quote(&json, text);
    stet_buffer_add_char(&json, '}');
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        page_attack(database, kinds[i], number, stet_buffer_str(&json));
    stet_buffer_release(&json);
}

static inline void page_attacked(const char *path)
{
    static const char *const rows[] = {
        "INSERT INTO sources VALUES(?1, ?2, 'jsonl', 100)",
        "INSERT INTO segments(id, source, start, end, records, lines, hash, "
        "first_record, first_line) VALUES(?1, ?1, 0, 90, 1, 1, 1, 1, 1)",
        "INSERT INTO groups VALUES(?1, ?2)",
        "INSERT INTO rules VALUES(?1, ?2, ?2, 1 + ?1 % 3, ?2, ?2, ?2, 7, 1, 0)",
        "INSERT INTO records VALUES((?1 << 32) + 1, 0, 90, ?2, ?1, 50, 1, 1, 1, 0, 0)",
        "INSERT INTO findings(id, record, rule, level, field, start, end, line, "
        "column, "
        "utf16, end_line, end_column, end_utf16, message, match, fingerprint) VALUES("
        "(?1 << 32) + 1, (?1 << 32) + 1, ?1, 1 + ?1 % 3, ?2, 1, 2, 1, 1, 1, 1, 2, 2, "
        "?2, ?2, 1)",
        "INSERT INTO failures VALUES((?1 << 32) + 1, (?1 << 32) + 1, ?2, 0, 1, 1, ?2)",
    };
    stet_audit_database database;
    stet_str all = attacks[0].text;
    page_begin(&database, path);
    page_attack(
        &database,
        "INSERT INTO run(one, stet, rule_set, version, hash, plugins, day, "
        "fail_on, group_by, redacted, samples, seed, segments, complete, began) "
        "VALUES(1, ?2, ?2, ?2, ?2, json_object(?2, ?2), ?2, ?2, ?2, 0, 3, 7, ?1, "
        "1, ?2)",
        N_ATTACKS, all);
    for (int64_t i = 0; i < N_ATTACKS; i++) {
        for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
            page_attack(&database, rows[row], i + 1, attacks[i].text);
        page_sample(&database, i + 1, attacks[i].text);
    }
    page_end(&database);
}

static inline bool page_put(void *ctx, stet_str bytes, stet_error *error)
{
    (void)error;
    return fwrite(bytes.ptr, 1, bytes.len, ctx) == bytes.len;
}

/* The page of the audit in `after`, with what drifted since `before`. With the smallest
   AQL all records are inspected. */
static inline void page_write(const char *before, const char *after, const char *to)
{
    stet_audit_database databases[2];
    stet_audit_summary summary;
    stet_comparison drift;
    stet_error error = STET_ERROR_NONE;
    stet_audit_summary_options options = { .limits = stet_audit_summary_limits,
                                           .inspection = STET_INSPECTION_II,
                                           .aql = "0.010" };
    FILE *file = fopen(to, "w");
    stet_audit_sink sink = { page_put, file };
    options.limits.nonconforming = 2 * N_ATTACKS;
    if (!file || !stet_audit_database_open(&databases[0], before, &error) ||
        !stet_audit_database_open(&databases[1], after, &error) ||
        !stet_audit_summary_load(&summary, &databases[1], &options, &error) ||
        !stet_comparison_load(&drift, &databases[0], &databases[1], N_ATTACKS,
                              &error) ||
        !stet_audit_html_write_drift(&summary, &databases[1], &drift, &sink, &error) ||
        fclose(file) != 0)
        page_end_program(&error);
    stet_comparison_release(&drift);
    stet_audit_summary_release(&summary);
    stet_audit_database_close(&databases[0], NULL);
    stet_audit_database_close(&databases[1], NULL);
}

#endif
