/* SPDX-License-Identifier: Apache-2.0 */
/* The groups of two audits, merged by their names, which both give in order; those with
   the least chances are kept. */
#include "account/compare_p.h"
#include "account/summary_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

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
    stet_drift *items; /* Names are on the heap. */
    size_t count, most;
    uint64_t total;
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

/* ---- Those that are kept ---- */

static int compare_drifts(const void *a, const void *b)
{
    const stet_drift *x = a;
    const stet_drift *y = b;

    if (x->compared != y->compared)
        return x->compared ? -1 : 1;
    if (x->difference.p < y->difference.p || x->difference.p > y->difference.p)
        return x->difference.p < y->difference.p ? -1 : 1;
    return stet_str_compare(x->name, y->name);
}

static void cut(group_merge *merge)
{
    if (merge->count > 1)
        qsort(merge->items, merge->count, sizeof *merge->items, compare_drifts);
    for (; merge->count > merge->most; merge->count--)
        free((void *)(uintptr_t)merge->items[merge->count - 1].name.ptr);
}

static stet_share share_at(const group_side *side)
{
    uint64_t n = stet_summary_count(side->statement, 1);
    uint64_t count = stet_summary_count(side->statement, 2);

    return stet_share_of(count < n ? count : n, n);
}

static void keep(group_merge *merge, bool in_before, bool in_after)
{
    const group_side *named = in_after ? &merge->after : &merge->before;
    stet_str name = stet_audit_column_text(named->statement, 0);
    stet_drift drift = {
        .kind = STET_DRIFT_GROUP,
        .name = { stet_memory_text(name.ptr, name.len), name.len },
        .in_before = in_before,
        .in_after = in_after,
        .before = in_before ? share_at(&merge->before) : stet_share_of(0, 0),
        .after = in_after ? share_at(&merge->after) : stet_share_of(0, 0),
        .density_before = stet_density_of(0, 0, 0),
        .density_after = stet_density_of(0, 0, 0),
    };

    stet_drift_weigh(&drift, merge->chances);
    merge->total++;
    merge->items[merge->count++] = drift;
    if (merge->count == 2 * merge->most)
        cut(merge);
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
        keep(merge, next <= 0, next >= 0);
        if ((next <= 0 && !step(merge, &merge->before)) ||
            (next >= 0 && !step(merge, &merge->after)))
            return false;
    }
    return true;
}

static void finish(group_merge *merge, stet_comparison *comparison)
{
    stet_arena *arena = &comparison->before.arena;

    cut(merge);
    stet_drift *items = stet_arena_zalloc(arena, (merge->count + 1) * sizeof *items);
    for (size_t i = 0; i < merge->count; i++) {
        items[i] = merge->items[i];
        items[i].name = stet_arena_copy(arena, merge->items[i].name);
    }
    comparison->groups = (stet_drift_list){ items, merge->count, merge->total };
}

bool stet_comparison_add_groups(stet_comparison *comparison,
                                const stet_audit_database *before,
                                const stet_audit_database *after, uint32_t most,
                                stet_drift_chances *chances, stet_error *error)
{
    group_merge merge = { .most = most ? most : 1, .chances = chances, .error = error };

    merge.items = stet_memory_zalloc(2 * merge.most, sizeof *merge.items);
    bool good = begin(&merge, &merge.before, before) &&
                begin(&merge, &merge.after, after) && run(&merge);
    if (good)
        finish(&merge, comparison);
    for (size_t i = 0; i < merge.count; i++)
        free((void *)(uintptr_t)merge.items[i].name.ptr);
    free(merge.items);
    sqlite3_finalize(merge.before.statement);
    sqlite3_finalize(merge.after.statement);
    return good;
}
