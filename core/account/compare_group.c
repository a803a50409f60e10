/* SPDX-License-Identifier: Apache-2.0 */
/* The groups of two audits, merged by their names, which both give in order, into a
   temporary table, from which they come by their chances. */
#include "account/compare_p.h"
#include "account/summary_p.h"
#include "base/str.h"

/* Numbers of records are those of the audit that has the group; else NULL. */
static const char table_sql[] =
    "DROP TABLE IF EXISTS temp.drift; CREATE TEMP TABLE drift(compared, p, name, "
    "in_before, in_after, was, was_n, is_now, is_n); BEGIN";
static const char keep_sql[] =
    "INSERT INTO temp.drift VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)";
/* Which of them, and how many; -1: all of those. */
static const char drifts_sql[] =
    "SELECT name, in_before, in_after, was, was_n, is_now, is_n FROM temp.drift WHERE "
    "%s ORDER BY compared DESC, in_before AND in_after DESC, in_after, p, name LIMIT ?";

/* What the list holds: those that one audit alone has are named, as many as somebody
   reads, beside any number of those that both have. */
static const struct {
    const char *where;
    uint32_t most;
} of_list[] = {
    { "in_before AND in_after", UINT32_MAX },
    { "NOT in_after", STET_COMPARE_ALONE },
    { "NOT in_before", STET_COMPARE_ALONE },
};

static const char groups_sql[] = "SELECT g.name, sum(t.records), sum(CASE WHEN t.state "
                                 "= 1 THEN t.records ELSE 0 END) "
                                 "FROM groups g JOIN record_totals t ON t.grp = g.id "
                                 "GROUP BY g.name ORDER BY g.name";

/* One audit's groups. */
typedef struct group_side {
    const stet_audit_database *database;
    sqlite3_stmt *statement;
    bool here; /* A group is at hand. */
} group_side;

typedef struct group_merge {
    group_side before, after;
    sqlite3_stmt *keep;
    stet_drift_list *list;
    stet_drift_chances *chances;
    stet_error *error;
} group_merge;

static bool step(group_merge *merge, group_side *side)
{
    int code = stet_audit_database_step(side->database, side->statement, merge->error);

    side->here = code == SQLITE_ROW;
    return side->here || code == SQLITE_DONE;
}

static bool begin(group_merge *merge, group_side *side,
                  const stet_audit_database *database)
{
    side->database = database;
    side->statement = stet_audit_database_prepare(database, groups_sql, merge->error);
    return side->statement && step(merge, side);
}

/* ---- The table ---- */

static stet_share share_at(const group_side *side)
{
    uint64_t n = stet_summary_count(side->statement, 1);
    uint64_t count = stet_summary_count(side->statement, 2);

    return stet_share_of(count < n ? count : n, n);
}

static void bind_share(sqlite3_stmt *keep, int parameter, const stet_share *share)
{
    sqlite3_bind_int64(keep, parameter, (int64_t)share->count);
    sqlite3_bind_int64(keep, parameter + 1, (int64_t)share->n);
}

static bool keep(group_merge *merge, bool in_before, bool in_after)
{
    const group_side *named = in_after ? &merge->after : &merge->before;
    stet_drift drift = {
        .kind = STET_DRIFT_GROUP,
        .in_before = in_before,
        .in_after = in_after,
        .before = in_before ? share_at(&merge->before) : stet_share_of(0, 0),
        .after = in_after ? share_at(&merge->after) : stet_share_of(0, 0),
    };

    stet_drift_weigh(&drift, merge->chances);
    stet_drift_count(merge->list, &drift);
    sqlite3_bind_int(merge->keep, 1, drift.compared);
    sqlite3_bind_double(merge->keep, 2, drift.difference.p);
    stet_audit_bind_text(merge->keep, 3, stet_audit_column_text(named->statement, 0));
    sqlite3_bind_int(merge->keep, 4, in_before);
    sqlite3_bind_int(merge->keep, 5, in_after);
    bind_share(merge->keep, 6, &drift.before);
    bind_share(merge->keep, 8, &drift.after);
    return stet_audit_database_do(merge->after.database, merge->keep, merge->error);
}

static stet_drift drift_at(sqlite3_stmt *row)
{
    stet_drift drift = {
        .kind = STET_DRIFT_GROUP,
        .name = stet_audit_column_text(row, 0),
        .in_before = sqlite3_column_int(row, 1) != 0,
        .in_after = sqlite3_column_int(row, 2) != 0,
        .before = stet_share_of(stet_summary_count(row, 3), stet_summary_count(row, 4)),
        .after = stet_share_of(stet_summary_count(row, 5), stet_summary_count(row, 6)),
        .density_before = stet_density_of(0, 0, 0),
        .density_after = stet_density_of(0, 0, 0),
    };

    stet_drift_weigh(&drift, NULL);
    return drift;
}

static bool read_table(const stet_audit_database *after, const char *where,
                       int64_t most, stet_comparison_take take, void *user,
                       stet_error *error)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql, drifts_sql, where);
    sqlite3_stmt *row = stet_audit_database_prepare(after, sql.ptr, error);
    stet_buffer_release(&sql);
    int code = row ? SQLITE_ROW : SQLITE_ERROR;
    if (row)
        sqlite3_bind_int64(row, 1, most);
    while (code == SQLITE_ROW &&
           (code = stet_audit_database_step(after, row, error)) == SQLITE_ROW) {
        const stet_drift drift = drift_at(row);
        if (!take(user, &drift, error))
            code = SQLITE_ERROR;
    }
    sqlite3_finalize(row);
    return code == SQLITE_DONE;
}

/* ---- The merge ---- */

/* Below 0: the earlier audit's group is next; above: the later one's; 0: they are one.
 */
static int next_of(const group_merge *merge)
{
    if (!merge->before.here || !merge->after.here)
        return merge->before.here ? -1 : 1;
    return stet_str_compare(stet_audit_column_text(merge->before.statement, 0),
                            stet_audit_column_text(merge->after.statement, 0));
}

static bool run(group_merge *merge)
{
    while (merge->before.here || merge->after.here) {
        int next = next_of(merge);
        if (!keep(merge, next <= 0, next >= 0) ||
            (next <= 0 && !step(merge, &merge->before)) ||
            (next >= 0 && !step(merge, &merge->after)))
            return false;
    }
    return true;
}

/* ---- What comes of it ---- */

/* The list that is kept in memory. */
typedef struct group_list {
    stet_arena *arena;
    stet_drift *items;
    size_t count;
} group_list;

static bool take_listed(void *user, const stet_drift *drift, stet_error *error)
{
    group_list *list = user;
    stet_drift *item = &list->items[list->count++];

    (void)error;
    *item = *drift;
    item->name = stet_arena_copy(list->arena, drift->name);
    return true;
}

static bool finish(const stet_audit_database *after, stet_comparison *comparison,
                   uint32_t most, stet_error *error)
{
    stet_drift_list *groups = &comparison->groups;
    size_t room = (size_t)most + 2 * (size_t)STET_COMPARE_ALONE;
    size_t count = groups->total < room ? (size_t)groups->total : room;
    group_list list = { .arena = &comparison->before.arena };
    bool good = true;

    list.items = stet_arena_zalloc(list.arena, (count + 1) * sizeof *list.items);
    for (size_t i = 0; good && i < STET_LEN(of_list); i++)
        good = read_table(after, of_list[i].where,
                          most < of_list[i].most ? most : of_list[i].most, take_listed,
                          &list, error);
    groups->items = list.items;
    groups->count = list.count;
    return good;
}

bool stet_comparison_add_groups(stet_comparison *comparison,
                                const stet_audit_database *before,
                                const stet_audit_database *after, uint32_t most,
                                stet_drift_chances *chances, stet_error *error)
{
    group_merge merge = { .list = &comparison->groups,
                          .chances = chances,
                          .error = error };

    if (!stet_audit_database_run(after, table_sql, error))
        return false;
    merge.keep = stet_audit_database_prepare(after, keep_sql, error);
    bool good = merge.keep && begin(&merge, &merge.before, before) &&
                begin(&merge, &merge.after, after) && run(&merge);
    sqlite3_finalize(merge.keep);
    sqlite3_finalize(merge.before.statement);
    sqlite3_finalize(merge.after.statement);
    return good && stet_audit_database_run(after, "COMMIT", error) &&
           finish(after, comparison, most, error);
}

/* Passes a group on, with what is known when all have been compared. */
typedef struct group_marker {
    const stet_comparison *comparison;
    stet_comparison_take take;
    void *user;
} group_marker;

static bool take_marked(void *user, const stet_drift *drift, stet_error *error)
{
    const group_marker *marker = user;
    stet_drift marked = *drift;

    marked.beyond =
        drift->compared && drift->difference.p <= marker->comparison->threshold;
    return marker->take(marker->user, &marked, error);
}

bool stet_comparison_each_group(const stet_comparison *comparison,
                                const stet_audit_database *after,
                                stet_comparison_take take, void *user,
                                stet_error *error)
{
    group_marker marker = { comparison, take, user };

    return comparison->groups.total == 0 ||
           read_table(after, "true", -1, take_marked, &marker, error);
}
