/* SPDX-License-Identifier: Apache-2.0 */
#include "account/strata.h"

#include "account/summary_p.h"

/* What differs between the two. */
typedef struct strata_source {
    const char *column; /* In the tables of totals. */
    const char *name;   /* Of a stratum s, and what sources have besides. */
    const char *joined; /* s: all strata, u: their sums. */
} strata_source;

static const strata_source kinds[] = {
    [STET_STRATA_GROUPS] = { "grp", "s.name, '', 0, 0",
                             "groups s JOIN sums u ON u.stratum = s.id" },
    [STET_STRATA_SOURCES] = { "source",
                              "s.path, s.format, s.size, coalesce(c.checked, 0)",
                              "sources s LEFT JOIN sums u ON u.stratum = s.id LEFT "
                              "JOIN "
                              "(SELECT source, sum(end - start) AS checked FROM "
                              "segments GROUP BY source) c ON c.source = s.id" },
};

/* Sums as stet_summary_sums has them, a stratum a row; ordered as the lists of the
   summary are. */
static const char strata_sql[] =
    "WITH sums AS (SELECT %s AS stratum, sum(records) AS records, "
    "sum(words) AS words, sum(bytes) AS bytes, "
    "sum(CASE state WHEN 0 THEN records ELSE 0 END) AS accepted, "
    "sum(CASE state WHEN 1 THEN records ELSE 0 END) AS rejected, "
    "sum(CASE state WHEN 2 THEN records ELSE 0 END) AS failed, "
    "sum(with_suggestions) AS ws, sum(with_warnings) AS ww, sum(with_errors) AS we, "
    "sum(suggestions) AS ns, sum(warnings) AS nw, sum(errors) AS ne "
    "FROM record_totals GROUP BY 1) "
    "SELECT s.id, %s, coalesce(u.records, 0), u.words, u.bytes, u.accepted, "
    "u.rejected, u.failed, u.ws, u.ww, u.we, u.ns, u.nw, u.ne FROM %s "
    "ORDER BY share_low(u.rejected, u.records) DESC, coalesce(u.records, 0) DESC, s.id";

/* Columns of that. */
enum { ID, NAME, FORMAT, SIZE, CHECKED, RECORDS, WORDS, BYTES, STATES };
enum { WITH = STATES + STET_SUMMARY_STATES, FINDINGS = WITH + STET_SUMMARY_LEVELS - 1 };

/* The few rules of each: they are found by number when their stratum is at hand. */
static const char top_sql[] =
    "CREATE TEMP TABLE stratum_top(stratum, place, rule, findings, records, "
    "PRIMARY KEY(stratum, place)) WITHOUT ROWID; "
    "INSERT INTO stratum_top SELECT stratum, place, rule, findings, records FROM "
    "(SELECT %s AS stratum, rule, sum(findings) AS findings, sum(records) AS records, "
    "row_number() OVER (PARTITION BY %s ORDER BY sum(records) DESC, rule) AS place "
    "FROM finding_totals GROUP BY %s, rule) WHERE place <= %d";

static const char top_of_sql[] =
    "SELECT t.rule, u.name, t.findings, t.records FROM stratum_top t "
    "LEFT JOIN rules u ON u.id = t.rule WHERE t.stratum = ? ORDER BY t.place";

typedef struct walk {
    const stet_audit_database *database;
    const stet_stratum_ends *ends;
    sqlite3_stmt *strata, *top;
    stet_strata_take take;
    void *user;
    stet_error *error;
    stet_arena arena; /* Texts of the one at hand. */
} walk;

/* The lower end of the share, as SQL can sort by it. */
static void share_low(sqlite3_context *context, int count, sqlite3_value **values)
{
    int64_t rejected = sqlite3_value_int64(values[0]);
    int64_t records = sqlite3_value_int64(values[1]);

    (void)count;
    if (records <= 0) {
        sqlite3_result_double(context, -1);
        return;
    }
    rejected = rejected < 0 ? 0 : rejected < records ? rejected : records;
    sqlite3_result_double(context,
                          stet_share_of((uint64_t)rejected, (uint64_t)records).low);
}

/* ---- One ---- */

static stet_summary_sums sums_of(sqlite3_stmt *row)
{
    stet_summary_sums sums = { .records = stet_summary_count(row, RECORDS),
                               .words = stet_summary_count(row, WORDS),
                               .bytes = stet_summary_count(row, BYTES) };

    for (int i = 0; i < STET_SUMMARY_STATES; i++)
        sums.states[i] = stet_summary_count(row, STATES + i);
    for (int level = 1; level < STET_SUMMARY_LEVELS; level++) {
        sums.with[level] = stet_summary_count(row, WITH + level - 1);
        sums.findings[level] = stet_summary_count(row, FINDINGS + level - 1);
        sums.findings[0] += sums.findings[level];
    }
    return sums;
}

static bool read_top(walk *at, stet_audit_stratum *item)
{
    int code;

    sqlite3_reset(at->top);
    sqlite3_bind_int64(at->top, 1, item->id);
    while ((code = stet_audit_database_step(at->database, at->top, at->error)) ==
               SQLITE_ROW &&
           item->n_top < STET_SUMMARY_TOP)
        item->top[item->n_top++] = (stet_audit_top){
            .rule = sqlite3_column_int64(at->top, 0),
            .name = stet_arena_copy(&at->arena, stet_audit_column_text(at->top, 1)),
            .findings = stet_summary_count(at->top, 2),
            .records = stet_summary_count(at->top, 3),
        };
    return code == SQLITE_DONE;
}

static bool take_one(walk *at)
{
    sqlite3_stmt *row = at->strata;
    stet_audit_stratum item = { .id = sqlite3_column_int64(row, ID),
                                .name = stet_audit_column_text(row, NAME),
                                .format = stet_audit_column_text(row, FORMAT),
                                .size = stet_summary_count(row, SIZE),
                                .checked = stet_summary_count(row, CHECKED) };
    stet_summary_sums sums = sums_of(row);
    uint64_t number = (uint64_t)item.id;

    item.rates = stet_summary_rates(
        &sums, number < at->ends->n_with_any ? at->ends->with_any[number] : 0);
    stet_summary_rank(at->ends, &item);
    stet_arena_reset(&at->arena);
    return read_top(at, &item) && at->take(at->user, &item, at->error);
}

/* ---- All ---- */

static sqlite3_stmt *prepare(walk *at, const strata_source *kind)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql, strata_sql, kind->column, kind->name, kind->joined);
    sqlite3_stmt *statement =
        stet_audit_database_prepare(at->database, sql.ptr, at->error);
    stet_buffer_release(&sql);
    return statement;
}

static bool make_top(walk *at, const strata_source *kind)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql, top_sql, kind->column, kind->column, kind->column,
                       STET_SUMMARY_TOP);
    bool good = stet_audit_database_run(at->database, sql.ptr, at->error);
    stet_buffer_release(&sql);
    return good;
}

static bool go_through(walk *at, const strata_source *kind)
{
    int code = SQLITE_ERROR;

    if (!make_top(at, kind) || !(at->strata = prepare(at, kind)) ||
        !(at->top = stet_audit_database_prepare(at->database, top_of_sql, at->error)))
        return false;
    while ((code = stet_audit_database_step(at->database, at->strata, at->error)) ==
           SQLITE_ROW)
        if (!take_one(at))
            return false;
    return code == SQLITE_DONE;
}

bool stet_strata_each(const stet_audit_summary *summary,
                      const stet_audit_database *database, stet_strata_kind kind,
                      stet_strata_take take, void *user, stet_error *error)
{
    const stet_audit_stratum_list *list =
        kind == STET_STRATA_GROUPS ? &summary->groups : &summary->sources;
    walk at = { .database = database,
                .ends = &list->ends,
                .take = take,
                .user = user,
                .error = error };

    if (list->total == 0)
        return true;
    if (sqlite3_create_function(database->handle, "share_low", 2,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, share_low,
                                NULL, NULL) != SQLITE_OK)
        return stet_audit_database_fail(database, error);
    bool good = go_through(&at, &kinds[kind]);
    sqlite3_finalize(at.strata);
    sqlite3_finalize(at.top);
    stet_arena_release(&at.arena);
    /* What is left of it goes with the connection. */
    sqlite3_exec(database->handle, "DROP TABLE IF EXISTS temp.stratum_top", NULL, NULL,
                 NULL);
    return good;
}
