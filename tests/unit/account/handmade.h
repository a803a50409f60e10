/* SPDX-License-Identifier: Apache-2.0 */
/**
 * handmade.h - audit databases as `stet audit` would leave them, made of a few numbers.
 *
 * Records are drawn by a fixed generator, so the same numbers give the same file. Group
 * n (from 1) writes worse than group n - 1; rule n is found in fewer records than rule
 * n - 1. Texts are nasty: formulas, tags and escape sequences. Tests change what they
 * are about by SQL before the totals are made.
 */
#ifndef STET_TEST_AUDIT_HANDMADE_H
#define STET_TEST_AUDIT_HANDMADE_H

#include "audit/database.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct handmade {
    unsigned sources, groups, rules;
    unsigned records; /* Of all sources; each source is one segment. */
    unsigned worse;   /* So many of 1,000 records more have findings. */
    unsigned seed;
} handmade;

/* Ends the program: a test that cannot make its input has nothing to say. */
static inline void handmade_do(const stet_audit_database *database, const char *sql)
{
    stet_error error = STET_ERROR_NONE;

    if (stet_audit_database_run(database, sql, &error))
        return;
    fprintf(stderr, "%s: %s\n", error.message, sql);
    exit(2);
}

/* Steps of a 64-bit multiplicative generator (Knuth's MMIX), of which the upper half is
   used. */
static inline unsigned handmade_random(uint64_t *state, unsigned below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((*state >> 33) % below);
}

static inline void handmade_names(const stet_audit_database *database,
                                  const handmade *what)
{
    char sql[512];

    for (unsigned i = 1; i <= what->sources; i++) {
        unsigned first = (unsigned)((uint64_t)what->records * (i - 1) / what->sources);
        unsigned next = (unsigned)((uint64_t)what->records * i / what->sources);
        snprintf(sql, sizeof sql,
                 "INSERT INTO sources VALUES(%u, 'batch/%05u.jsonl', 'jsonl', %u);"
                 "INSERT INTO segments(id, source, start, end, records, lines, hash, "
                 "first_record, first_line) VALUES(%u, %u, 0, %u, %u, %u, %u, 1, 1)",
                 i, i, (next - first) * 100, i, i, (next - first) * 100, next - first,
                 next - first, i);
        handmade_do(database, sql);
    }
    for (unsigned i = 1; i <= what->groups; i++) {
        snprintf(sql, sizeof sql, "INSERT INTO groups VALUES(%u, '%seditor %05u')", i,
                 i == 2 ? "=cmd|' /C calc'!<b>" : "", i);
        if (i == 2)
            snprintf(sql, sizeof sql,
                     "INSERT INTO groups VALUES(2, 'editor 00001+<b>@|' || char(27))");
        handmade_do(database, sql);
    }
    for (unsigned i = 1; i <= what->rules; i++) {
        snprintf(sql, sizeof sql,
                 "INSERT INTO rules VALUES(%u, 'rule-%03u', 'phrasing.banned', %u, "
                 "'What rule %u looks for.', 'Why rule %u is.', 'stet.yaml', %u, 0, 0)",
                 i, i, 3 - (i - 1) % 3, i, i, 3 * i);
        handmade_do(database, sql);
    }
}

/* One record with its findings: at most one a rule. */
static inline void handmade_record(const stet_audit_database *database,
                                   const handmade *what, sqlite3_stmt *record,
                                   sqlite3_stmt *finding, int64_t id, unsigned number,
                                   uint64_t *random)
{
    unsigned group = what->groups ? 1 + handmade_random(random, what->groups) : 0;
    unsigned counts[4] = { 0 };
    char name[32];

    for (unsigned rule = 1; rule <= what->rules; rule++) {
        unsigned level = 3 - (rule - 1) % 3;
        unsigned often = 100 / rule + what->worse +
                         (what->groups ? 100 * group / what->groups / rule : 0);
        if (handmade_random(random, 1000) >= often)
            continue;
        sqlite3_bind_int64(finding, 1, id);
        sqlite3_bind_int64(finding, 2, rule);
        sqlite3_bind_int64(finding, 3, level);
        sqlite3_bind_int64(finding, 4, number * 100);
        sqlite3_bind_int64(finding, 5, number + 1);
        stet_audit_database_do(database, finding, NULL);
        counts[level]++;
    }
    snprintf(name, sizeof name, "id-%u", number);
    sqlite3_bind_int64(record, 1, id);
    sqlite3_bind_int64(record, 2, number * 100);
    sqlite3_bind_text(record, 3, name, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(record, 4, group);
    sqlite3_bind_int64(record, 5, 20 + handmade_random(random, 200));
    sqlite3_bind_int64(record, 6, (int64_t)(*random >> 1));
    sqlite3_bind_int64(record, 7, counts[3] > 0);
    for (int level = 3; level > 0; level--)
        sqlite3_bind_int64(record, 11 - level, counts[level]);
    stet_audit_database_do(database, record, NULL);
}

static inline void handmade_records(const stet_audit_database *database,
                                    const handmade *what)
{
    uint64_t random = what->seed;
    sqlite3_stmt *record = stet_audit_database_prepare(
        database, "INSERT INTO records VALUES(?, ?, 100, ?, ?, ?, ?, ?, ?, ?, ?)",
        NULL);
    sqlite3_stmt *finding = stet_audit_database_prepare(
        database,
        "INSERT INTO findings(record, rule, level, field, start, end, line, column, "
        "utf16, end_line, end_column, end_utf16, message, match, fingerprint) "
        "VALUES(?1, ?2, ?3, 'answer', ?4 + 10, ?4 + 20, ?5, 11, 11, ?5, 21, 21, "
        "'Rule ' || ?2 || ' found <script>alert(1)</script>.', "
        "'=HYPERLINK(\"x\")' || char(27), ?4 + ?2)",
        NULL);

    for (unsigned source = 1; source <= what->sources; source++) {
        unsigned first =
            (unsigned)((uint64_t)what->records * (source - 1) / what->sources);
        unsigned next = (unsigned)((uint64_t)what->records * source / what->sources);
        for (unsigned i = first; i < next; i++)
            handmade_record(database, what, record, finding,
                            ((int64_t)source << STET_AUDIT_RECORD_BITS) + i - first + 1,
                            i - first, &random);
    }
    sqlite3_finalize(record);
    sqlite3_finalize(finding);
}

/* An open database without totals. */
static inline void handmade_begin(stet_audit_database *database, const char *path,
                                  const handmade *what)
{
    stet_error error = STET_ERROR_NONE;
    char sql[512];

    if (!stet_audit_database_create(database, path, false, &error)) {
        fprintf(stderr, "%s\n", error.message);
        exit(2);
    }
    handmade_do(database, "BEGIN");
    snprintf(sql, sizeof sql,
             "INSERT INTO run(one, stet, rule_set, version, hash, plugins, day, "
             "fail_on, group_by, redacted, samples, seed, segments, complete, began, "
             "seconds) VALUES(1, '0.1.0', 'house', '2026.11', '0123456789abcdef', "
             "'{\"phrasing\":\"1.2.0\"}', '2026-11-26', 'error', '%s', 0, 20, 7, %u, "
             "1, NULL, NULL)",
             what->groups ? "editor" : "", what->sources);
    handmade_do(database, sql);
    handmade_names(database, what);
    handmade_records(database, what);
}

/* Totals, views and indexes; closes it. */
static inline void handmade_end(stet_audit_database *database)
{
    stet_error error = STET_ERROR_NONE;

    handmade_do(
        database,
        "INSERT INTO record_totals SELECT g.source, grp, state, count(*), sum(words), "
        "sum(length), sum(errors > 0), sum(warnings > 0), sum(suggestions > 0), "
        "sum(errors), sum(warnings), sum(suggestions) FROM records r JOIN segments g "
        "ON g.id = r.id >> 32 GROUP BY 1, 2, 3;"
        "INSERT INTO finding_totals SELECT g.source, r.grp, f.rule, f.level, count(*), "
        "count(DISTINCT f.record) FROM findings f JOIN records r ON r.id = f.record "
        "JOIN segments g ON g.id = r.id >> 32 GROUP BY 1, 2, 3, 4;"
        "COMMIT");
    if (!stet_audit_database_index(database, &error) ||
        !stet_audit_database_close(database, &error)) {
        fprintf(stderr, "%s\n", error.message);
        exit(2);
    }
}

#endif
