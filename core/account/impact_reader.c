/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_reader.h"

#include "account/impact_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/* The columns of a record, in the order of the statements. */
enum {
    RECORD,
    PATH,
    BYTE,
    HASH,
    NAME,
    GROUP,
    STATE,
    ERRORS,
    WARNINGS,
    SUGGESTIONS,
    FAILS,
    FIRST_RECORD,
    FIRST_LINE
};

#define COLUMNS                                                           \
    "SELECT r.id, p.path, r.byte, r.hash, r.name, coalesce(g.name, ''), " \
    "r.state, r.errors, r.warnings, r.suggestions, "                      \
    "r.id IN (SELECT record FROM failures WHERE record IS NOT NULL), "    \
    "p.first_record, p.first_line "

/* Segments in the order in which both sides are read. */
static const char make_parts[] =
    "CREATE TEMP TABLE parts(place INTEGER PRIMARY KEY, segment INTEGER UNIQUE, "
    "path TEXT, first_record INTEGER, first_line INTEGER);"
    "INSERT INTO parts(segment, path, first_record, first_line) "
    "SELECT g.id, s.path, g.first_record, g.first_line FROM segments g "
    "JOIN sources s ON s.id = g.source ORDER BY s.path, g.start";

static const char all_records[] =
    COLUMNS "FROM parts p CROSS JOIN records r ON r.id "
            "BETWEEN p.segment << 32 AND (p.segment << 32) + 4294967295 "
            "LEFT JOIN groups g ON g.id = r.grp ORDER BY p.place, r.id";

static const char one_record[] =
    COLUMNS "FROM records r JOIN parts p ON p.segment = r.id >> 32 "
            "LEFT JOIN groups g ON g.id = r.grp WHERE r.id = ?";

static const char causes_of_record[] =
    "SELECT rule, line, column, field, message, match FROM findings "
    "WHERE record = ? AND level >= ? ORDER BY id";

/* ---- Opening ------------------------------------------------------------ */

static bool read_rules(stet_impact_reader *reader, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        &reader->database,
        "SELECT id, name, \"check\", summary, level FROM rules ORDER BY id", error);
    int code = read ? SQLITE_ROW : SQLITE_ERROR;

    while (code == SQLITE_ROW) {
        code = stet_audit_database_step(&reader->database, read, error);
        if (code != SQLITE_ROW)
            break;
        stet_memory_grow((void **)&reader->rules, &reader->rules_capacity,
                         reader->n_rules + 1, sizeof *reader->rules);
        reader->rules[reader->n_rules++] = (stet_impact_known_rule){
            .id = sqlite3_column_int64(read, 0),
            .name = stet_arena_copy(&reader->keep, stet_audit_column_text(read, 1)),
            .check = stet_arena_copy(&reader->keep, stet_audit_column_text(read, 2)),
            .summary = stet_arena_copy(&reader->keep, stet_audit_column_text(read, 3)),
            .level = (uint32_t)sqlite3_column_int(read, 4),
        };
    }
    sqlite3_finalize(read);
    return code == SQLITE_DONE;
}

static bool check_complete(const stet_impact_reader *reader, stet_error *error)
{
    if (reader->facts.complete)
        return true;
    stet_error_set(error, "this audit is not complete: parts of the batch are missing, "
                          "or rules of the whole batch have not spoken");
    stet_error_hint(error, "finish it, or merge all of its shards; or compare what is "
                           "there with --partial");
    stet_error_at(error, reader->database.path, STET_POSITION_NONE);
    return false;
}

/* Without it, each rejected record would cost a look at all findings. */
static bool check_index(const stet_impact_reader *reader, stet_error *error)
{
    sqlite3_stmt *read = stet_audit_database_prepare(
        &reader->database,
        "SELECT 1 FROM sqlite_master WHERE name = 'findings_by_record'", error);
    int code =
        read ? stet_audit_database_step(&reader->database, read, error) : SQLITE_ERROR;

    sqlite3_finalize(read);
    if (code != SQLITE_DONE)
        return code == SQLITE_ROW;
    stet_error_set(error, "this audit was not finished: its index is missing");
    stet_error_hint(error, "start the same stet audit again: it goes on where it "
                           "stopped");
    stet_error_at(error, reader->database.path, STET_POSITION_NONE);
    return false;
}

bool stet_impact_reader_open(stet_impact_reader *reader, const char *path, bool partial,
                             stet_error *error)
{
    *reader = (stet_impact_reader){ .all = NULL };
    if (!stet_audit_database_open(&reader->database, path, error))
        return false;
    return stet_audit_facts_read(&reader->facts, &reader->database, error) &&
           (partial || check_complete(reader, error)) && check_index(reader, error) &&
           read_rules(reader, error);
}

bool stet_impact_reader_start(stet_impact_reader *reader, const stet_impact *impact,
                              stet_error *error)
{
    const stet_audit_database *database = &reader->database;

    reader->impact = impact;
    reader->level = impact->level;
    reader->has_groups = stet_str_equal(reader->facts.group_by, impact->group_by);
    reader->causes = stet_memory_zalloc(impact->n_rules + 1, sizeof *reader->causes);
    if (!stet_audit_database_run(database, make_parts, error))
        return false;
    reader->all = stet_audit_database_prepare(database, all_records, error);
    if (reader->all)
        reader->one = stet_audit_database_prepare(database, one_record, error);
    if (reader->one)
        reader->findings =
            stet_audit_database_prepare(database, causes_of_record, error);
    return reader->findings != NULL;
}

/* ---- Outcomes ----------------------------------------------------------- */

static int by_id(const void *key, const void *item)
{
    int64_t id = *(const int64_t *)key;
    int64_t other = ((const stet_impact_known_rule *)item)->id;
    return (id > other) - (id < other);
}

/* Faults of marks are told by a rule of the core, which no table has. */
static uint32_t rule_of(const stet_impact_reader *reader, int64_t id)
{
    const stet_impact_known_rule *known =
        reader->n_rules
            ? bsearch(&id, reader->rules, reader->n_rules, sizeof *reader->rules, by_id)
            : NULL;
    return stet_impact_rule_of(reader->impact,
                               known ? known->name : STET_STR(STET_IMPACT_MARK_RULE));
}

/* Lines of a finding count from the first one of its segment. */
static uint64_t line_of(sqlite3_stmt *record, sqlite3_stmt *finding)
{
    if (sqlite3_column_type(record, FIRST_LINE) == SQLITE_NULL)
        return 0;
    return (uint64_t)(sqlite3_column_int64(record, FIRST_LINE) +
                      sqlite3_column_int64(finding, 1) - 1);
}

static bool read_causes(stet_impact_reader *reader, sqlite3_stmt *record,
                        stet_impact_outcome *out, stet_error *error)
{
    sqlite3_stmt *read = reader->findings;
    stet_arena *arena = &reader->arena;
    int code = SQLITE_ROW;

    sqlite3_reset(read);
    sqlite3_bind_int64(read, 1, (int64_t)out->key);
    sqlite3_bind_int64(read, 2, reader->level);
    while (code == SQLITE_ROW) {
        code = stet_audit_database_step(&reader->database, read, error);
        if (code != SQLITE_ROW)
            break;
        stet_impact_cause cause = {
            .rule = rule_of(reader, sqlite3_column_int64(read, 0)),
            .line = line_of(record, read),
            .column = (uint32_t)sqlite3_column_int64(read, 2),
            .field = stet_arena_copy(arena, stet_audit_column_text(read, 3)),
            .message = stet_arena_copy(arena, stet_audit_column_text(read, 4)),
            .match = stet_arena_copy(arena, stet_audit_column_text(read, 5)),
        };
        out->n_causes = stet_impact_insert_cause(reader->causes, out->n_causes, &cause);
    }
    out->causes = reader->causes;
    sqlite3_reset(read);
    return code == SQLITE_DONE;
}

/* By the level that counts here, which need not be that of the audit. */
static stet_audit_state state_of(const stet_impact_reader *reader, sqlite3_stmt *row)
{
    static const int columns[] = { [STET_SUGGESTION] = SUGGESTIONS,
                                   [STET_WARNING] = WARNINGS,
                                   [STET_ERROR] = ERRORS };

    for (uint32_t level = reader->level; level <= STET_ERROR; level++)
        if (sqlite3_column_int64(row, columns[level]) > 0)
            return STET_AUDIT_REJECTED;
    return sqlite3_column_int(row, STATE) == STET_AUDIT_FAILED ||
                   sqlite3_column_int(row, FAILS)
               ? STET_AUDIT_FAILED
               : STET_AUDIT_ACCEPTED;
}

static uint64_t number_of(sqlite3_stmt *row)
{
    uint64_t own = (uint64_t)sqlite3_column_int64(row, RECORD) & UINT32_MAX;

    if (own == 0 || sqlite3_column_type(row, FIRST_RECORD) == SQLITE_NULL)
        return 0;
    return (uint64_t)sqlite3_column_int64(row, FIRST_RECORD) + own - 1;
}

static bool read_outcome(stet_impact_reader *reader, sqlite3_stmt *row,
                         stet_impact_outcome *out, stet_error *error)
{
    stet_arena_reset(&reader->arena);
    *out = (stet_impact_outcome){
        .path = stet_audit_column_text(row, PATH),
        .byte = (uint64_t)sqlite3_column_int64(row, BYTE),
        .hash = (uint64_t)sqlite3_column_int64(row, HASH),
        .key = (uint64_t)sqlite3_column_int64(row, RECORD),
        .number = number_of(row),
        .id = stet_audit_column_text(row, NAME),
        .group = reader->has_groups ? stet_audit_column_text(row, GROUP)
                                    : (stet_str){ "", 0 },
        .state = state_of(reader, row),
    };
    return out->state != STET_AUDIT_REJECTED || read_causes(reader, row, out, error);
}

bool stet_impact_reader_next(void *user, stet_impact_outcome *out, stet_error *error)
{
    stet_impact_reader *reader = user;

    return stet_audit_database_step(&reader->database, reader->all, error) ==
               SQLITE_ROW &&
           read_outcome(reader, reader->all, out, error);
}

bool stet_impact_reader_find(stet_impact_reader *reader, uint64_t record,
                             stet_impact_outcome *out, stet_error *error)
{
    sqlite3_reset(reader->one);
    sqlite3_bind_int64(reader->one, 1, (int64_t)record);
    return stet_audit_database_step(&reader->database, reader->one, error) ==
               SQLITE_ROW &&
           read_outcome(reader, reader->one, out, error);
}

void stet_impact_reader_close(stet_impact_reader *reader)
{
    sqlite3_finalize(reader->all);
    sqlite3_finalize(reader->one);
    sqlite3_finalize(reader->findings);
    if (reader->database.handle)
        stet_audit_database_close(&reader->database, NULL);
    stet_audit_facts_release(&reader->facts);
    free(reader->rules);
    free(reader->causes);
    stet_arena_release(&reader->arena);
    stet_arena_release(&reader->keep);
    *reader = (stet_impact_reader){ .all = NULL };
}
