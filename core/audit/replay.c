/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/replay.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* Findings that are told at once. */
enum { BATCH = 512 };

enum {
    F_PATH,
    F_RECORD,
    F_NAME,
    F_FIELD,
    F_RULE,
    F_LEVEL,
    F_MESSAGE,
    F_MATCH,
    F_FINGERPRINT,
    F_START,
    F_END = F_START + 4,
};

static const char findings_sql[] =
    "SELECT s.path, CASE WHEN f.record & 4294967295 = 0 THEN 0 "
    "ELSE coalesce(g.first_record, 1) + (f.record & 4294967295) - 1 END, r.name, "
    "f.field, f.rule, f.level, f.message, f.match, f.fingerprint, "
    "f.start, coalesce(g.first_line, 1) + f.line - 1, f.column, f.utf16, "
    "f.end, coalesce(g.first_line, 1) + f.end_line - 1, f.end_column, f.end_utf16 "
    "FROM findings f LEFT JOIN records r ON r.id = f.record "
    "LEFT JOIN segments g ON g.id = f.record >> 32 "
    "LEFT JOIN sources s ON s.id = g.source ORDER BY f.id";

static const char failures_sql[] =
    "SELECT s.path, CASE WHEN f.record IS NULL OR f.record & 4294967295 = 0 THEN 0 "
    "ELSE coalesce(g.first_record, 1) + (f.record & 4294967295) - 1 END, f.rule, "
    "f.message, f.byte, coalesce(g.first_line, 1) + f.line - 1, f.column "
    "FROM failures f LEFT JOIN segments g ON g.id = coalesce(f.record, f.id) >> 32 "
    "LEFT JOIN sources s ON s.id = g.source ORDER BY f.id";

/* What is gathered until it is told. */
typedef struct replay {
    const stet_audit_database *database;
    const stet_rule_set *set;
    stet_outputs *outputs;
    stet_result result;
    stet_tally tally;
} replay;

static stet_str text_at(replay *r, sqlite3_stmt *row, int column)
{
    return stet_arena_copy(&r->result.arena, stet_audit_column_text(row, column));
}

static stet_point point_at(sqlite3_stmt *row, int byte)
{
    return (stet_point){
        .byte = (uint64_t)sqlite3_column_int64(row, byte),
        .line = (uint32_t)sqlite3_column_int64(row, byte + 1),
        .column = (uint32_t)sqlite3_column_int64(row, byte + 2),
        .utf16 = (uint32_t)sqlite3_column_int64(row, byte + 3),
    };
}

static const stet_rule *rule_at(const replay *r, int64_t number, stet_error *error)
{
    if (number >= 1 && (size_t)number <= r->set->n_rules)
        return &r->set->rules[number - 1];
    stet_error_set(error, "a finding is of a rule that the rule set has not");
    stet_error_hint(error, "the database is damaged: audit again");
    stet_error_at(error, r->database->path, STET_POSITION_NONE);
    return NULL;
}

static void count(replay *r, int level)
{
    r->tally.errors += level == STET_ERROR;
    r->tally.warnings += level == STET_WARNING;
    r->tally.suggestions += level == STET_SUGGESTION;
}

static bool add_finding(replay *r, sqlite3_stmt *row, stet_error *error)
{
    const stet_rule *rule = rule_at(r, sqlite3_column_int64(row, F_RULE), error);
    int level = sqlite3_column_int(row, F_LEVEL);

    if (!rule)
        return false;
    stet_memory_grow((void **)&r->result.findings, &r->result.findings_capacity,
                     r->result.n_findings + 1, sizeof *r->result.findings);
    r->result.findings[r->result.n_findings++] = (stet_located){
        .rule = rule,
        .level = (stet_level)level,
        .path = text_at(r, row, F_PATH),
        .record = (uint64_t)sqlite3_column_int64(row, F_RECORD),
        .id = text_at(r, row, F_NAME),
        .field = text_at(r, row, F_FIELD),
        .message = text_at(r, row, F_MESSAGE),
        .match = text_at(r, row, F_MATCH),
        .fingerprint = (uint64_t)sqlite3_column_int64(row, F_FINGERPRINT),
        .start = point_at(row, F_START),
        .end = point_at(row, F_END),
        .message_id = { "", 0 },
        .source = { "", 0 },
        .excerpt = { "", 0 },
    };
    count(r, level);
    return true;
}

static bool add_failure(replay *r, sqlite3_stmt *row, stet_error *error)
{
    (void)error;
    stet_memory_grow((void **)&r->result.troubles, &r->result.troubles_capacity,
                     r->result.n_troubles + 1, sizeof *r->result.troubles);
    uint32_t column = (uint32_t)sqlite3_column_int64(row, 6);
    r->result.troubles[r->result.n_troubles++] = (stet_trouble){
        .path = text_at(r, row, 0),
        .record = (uint64_t)sqlite3_column_int64(row, 1),
        .rule = text_at(r, row, 2),
        .message = text_at(r, row, 3),
        .point = { .byte = (uint64_t)sqlite3_column_int64(row, 4),
                   .line = (uint32_t)sqlite3_column_int64(row, 5),
                   .column = column,
                   .utf16 = column },
    };
    r->tally.failed++;
    return true;
}

static bool tell(replay *r, stet_error *error)
{
    bool told = stet_outputs_result(r->outputs, &r->result, error);

    stet_result_release(&r->result);
    return told;
}

static bool walk(replay *r, const char *sql,
                 bool (*add)(replay *r, sqlite3_stmt *row, stet_error *error),
                 stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(r->database, sql, error);
    int code = SQLITE_ERROR;
    bool good = read != NULL;

    while (good &&
           (code = stet_audit_database_step(r->database, read, error)) == SQLITE_ROW) {
        good = add(r, read, error);
        if (good && r->result.n_findings + r->result.n_troubles >= BATCH)
            good = tell(r, error);
    }
    sqlite3_finalize(read);
    return good && code == SQLITE_DONE && tell(r, error);
}

/* What the summary of a format says beside findings. */
static bool count_records(replay *r, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        r->database,
        "SELECT (SELECT count(*) FROM sources), coalesce(sum(records), 0), "
        "coalesce(sum(end - start), 0) FROM segments",
        error);
    bool good =
        read && stet_audit_database_step(r->database, read, error) == SQLITE_ROW;

    if (good)
        r->tally = (stet_tally){ .sources = (uint64_t)sqlite3_column_int64(read, 0),
                                 .records = (uint64_t)sqlite3_column_int64(read, 1),
                                 .bytes = (uint64_t)sqlite3_column_int64(read, 2) };
    sqlite3_finalize(read);
    return good;
}

bool stet_audit_replay(const stet_audit_database *database, const stet_rule_set *set,
                       stet_outputs *outputs, stet_error *error)
{
    replay r = { .database = database, .set = set, .outputs = outputs };
    bool good = count_records(&r, error) &&
                walk(&r, failures_sql, add_failure, error) &&
                walk(&r, findings_sql, add_finding, error);

    stet_result_release(&r.result);
    return good && stet_outputs_end(outputs, &r.tally, error);
}
