/* SPDX-License-Identifier: Apache-2.0 */
/* Groups and sources: all of them are gone through, in the order of their numbers, and
   only those that lead are kept; of the others, the ends of their intervals, by which
   those that lead have their places. */
#include "account/summary_p.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What differs between the two. */
typedef struct stratum_kind {
    const char *column;  /* In the tables of totals. */
    const char *from;    /* t: the totals of all strata s. */
    const char *details; /* Of one: name, format, size. */
    const char *checked; /* Of all: number, bytes that were checked; NULL: not told. */
} stratum_kind;

static const stratum_kind group_kind = {
    .column = "grp",
    .from = "groups s JOIN record_totals t ON t.grp = s.id",
    .details = "SELECT name, '', 0 FROM groups WHERE id = ?",
};

static const stratum_kind source_kind = {
    .column = "source",
    .from = "sources s LEFT JOIN record_totals t ON t.source = s.id",
    .details = "SELECT path, format, size FROM sources WHERE id = ?",
    .checked = "SELECT source, sum(end - start) FROM segments GROUP BY source",
};

typedef struct strata {
    stet_audit_stratum *items; /* The best of those so far, and up to as many more. */
    size_t count, limit;
    uint64_t total;
    double *lows, *highs; /* Of all that have records. */
    size_t n_ends, low_capacity, high_capacity;
    const stet_summary_counts *with_any;
    int64_t number; /* At hand. */
    stet_summary_sums sums;
    bool open;
} strata;

/* ---- Keeping those that lead ---- */

/* By the lower end, the greatest first; then those that are known better. */
static int compare_strata(const void *a, const void *b)
{
    const stet_audit_stratum *x = a;
    const stet_audit_stratum *y = b;
    double low_x = x->rates.records ? x->rates.states[STET_AUDIT_REJECTED].low : -1;
    double low_y = y->rates.records ? y->rates.states[STET_AUDIT_REJECTED].low : -1;

    if (low_x < low_y || low_x > low_y)
        return low_x > low_y ? -1 : 1;
    if (x->rates.records != y->rates.records)
        return x->rates.records > y->rates.records ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static void cut(strata *all)
{
    if (all->count > 1)
        qsort(all->items, all->count, sizeof *all->items, compare_strata);
    if (all->count > all->limit)
        all->count = all->limit;
}

static void close_stratum(strata *all)
{
    if (!all->open)
        return;
    uint64_t with_any = (uint64_t)all->number < all->with_any->count
                            ? all->with_any->items[all->number]
                            : 0;
    stet_audit_stratum made = {
        .id = all->number,
        .rates = stet_summary_rates(&all->sums, with_any),
    };
    all->total++;
    all->open = false;
    if (made.rates.records > 0) {
        stet_memory_grow((void **)&all->lows, &all->low_capacity, all->n_ends + 1,
                         sizeof *all->lows);
        stet_memory_grow((void **)&all->highs, &all->high_capacity, all->n_ends + 1,
                         sizeof *all->highs);
        all->lows[all->n_ends] = made.rates.states[STET_AUDIT_REJECTED].low;
        all->highs[all->n_ends++] = made.rates.states[STET_AUDIT_REJECTED].high;
    }
    all->items[all->count++] = made;
    if (all->count == 2 * all->limit)
        cut(all);
}

static bool take_sums(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    strata *all = data;
    int64_t number = sqlite3_column_int64(row, 0);

    if (all->open && number != all->number)
        close_stratum(all);
    if (!all->open) {
        all->open = true;
        all->number = number;
        all->sums = (stet_summary_sums){ 0 };
    }
    stet_summary_add_sums(&all->sums, row, 1);
    return true;
}

/* ---- Places ---- */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* How many of the sorted numbers are below `end`; or, when `with_equal`, not above it.
 */
static size_t count_below(const double *sorted, size_t count, double end,
                          bool with_equal)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (sorted[middle] < end || (with_equal && sorted[middle] <= end))
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

void stet_summary_rank(const stet_stratum_ends *ends, stet_audit_stratum *item)
{
    const stet_share *share = &item->rates.states[STET_AUDIT_REJECTED];

    if (item->rates.records == 0)
        return;
    item->rank_first =
        1 + ends->count - count_below(ends->lows, ends->count, share->high, true);
    item->rank_last =
        ends->count - count_below(ends->highs, ends->count, share->low, false);
}

/* Copied, since the scan is of who reads. */
static stet_stratum_ends finish_ends(stet_arena *arena, strata *all)
{
    size_t size = all->n_ends * sizeof *all->lows;
    size_t n_with_any = all->with_any->count;
    double *lows = stet_arena_zalloc(arena, size + 1);
    double *highs = stet_arena_zalloc(arena, size + 1);
    uint64_t *with_any = stet_arena_zalloc(arena, (n_with_any + 1) * sizeof *with_any);

    if (all->n_ends > 0) {
        qsort(all->lows, all->n_ends, sizeof *all->lows, compare_doubles);
        qsort(all->highs, all->n_ends, sizeof *all->highs, compare_doubles);
        memcpy(lows, all->lows, size);
        memcpy(highs, all->highs, size);
    }
    if (n_with_any > 0)
        memcpy(with_any, all->with_any->items, n_with_any * sizeof *with_any);
    return (stet_stratum_ends){ lows, highs, all->n_ends, with_any, n_with_any };
}

/* ---- What is told of those that lead ---- */

static bool take_details(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    stet_audit_stratum *item = data;

    item->name = stet_summary_text(reader, row, 0);
    item->format = stet_summary_text(reader, row, 1);
    item->size = stet_summary_count(row, 2);
    return true;
}

/* Those that lead, by number: what is told of all strata is read once, not once for
   each. */
typedef struct leaders {
    stet_audit_stratum **items;
    size_t count;
} leaders;

static int compare_numbers(const void *a, const void *b)
{
    int64_t x = (*(stet_audit_stratum *const *)a)->id;
    int64_t y = (*(stet_audit_stratum *const *)b)->id;

    return (x > y) - (x < y);
}

static stet_audit_stratum *find(const leaders *search, int64_t number)
{
    stet_audit_stratum wanted = { .id = number };
    stet_audit_stratum *key = &wanted;
    stet_audit_stratum **found =
        bsearch(&key, search->items, search->count, sizeof key, compare_numbers);

    return found ? *found : NULL;
}

static bool take_checked(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    stet_audit_stratum *item = find(data, sqlite3_column_int64(row, 0));

    if (item)
        item->checked = stet_summary_count(row, 1);
    return true;
}

/* Puts a rule where it belongs among the few with most records. */
static void add_top(stet_audit_stratum *item, stet_audit_top top)
{
    size_t at = item->n_top;

    while (at > 0 && item->top[at - 1].records < top.records)
        at--;
    if (at == STET_SUMMARY_TOP)
        return;
    item->n_top += item->n_top < STET_SUMMARY_TOP;
    for (size_t i = item->n_top - 1; i > at; i--)
        item->top[i] = item->top[i - 1];
    item->top[at] = top;
}

static bool take_top(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    (void)reader;
    stet_audit_stratum *item = find(data, sqlite3_column_int64(row, 0));

    if (item)
        add_top(item, (stet_audit_top){ .rule = sqlite3_column_int64(row, 1),
                                        .findings = stet_summary_count(row, 2),
                                        .records = stet_summary_count(row, 3) });
    return true;
}

static bool take_name(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    *(stet_str *)data = stet_summary_text(reader, row, 0);
    return true;
}

/* The names that rules have in the list of all; of those that it leaves out, new ones.
 */
static bool name_top(stet_summary_reader *reader, stet_audit_top *top)
{
    const stet_audit_rule_list *rules = &reader->summary->rules;

    for (size_t i = 0; i < rules->count; i++) {
        if (rules->items[i].id == top->rule) {
            top->name = rules->items[i].name;
            return true;
        }
    }
    return stet_summary_each(reader, "SELECT name FROM rules WHERE id = ?", &top->rule,
                             1, take_name, &top->name);
}

static bool read_top(stet_summary_reader *reader, const stratum_kind *kind, strata *all,
                     leaders *search)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql,
                       "SELECT %s, rule, sum(findings), sum(records) FROM "
                       "finding_totals GROUP BY 1, 2 ORDER BY 1, 2",
                       kind->column);
    bool good = stet_summary_each(reader, sql.ptr, NULL, 0, take_top, search);
    for (size_t i = 0; good && i < all->count; i++)
        for (size_t k = 0; good && k < all->items[i].n_top; k++)
            good = name_top(reader, &all->items[i].top[k]);
    stet_buffer_release(&sql);
    return good;
}

static bool tell_leaders(stet_summary_reader *reader, const stratum_kind *kind,
                         strata *all)
{
    leaders search = { .items =
                           stet_memory_zalloc(all->count + 1, sizeof *search.items) };
    bool good = true;

    for (size_t i = 0; i < all->count; i++)
        search.items[search.count++] = &all->items[i];
    qsort(search.items, search.count, sizeof *search.items, compare_numbers);
    for (size_t i = 0; good && i < all->count; i++)
        good = stet_summary_each(reader, kind->details, &all->items[i].id, 1,
                                 take_details, &all->items[i]);
    good = good &&
           (!kind->checked ||
            stet_summary_each(reader, kind->checked, NULL, 0, take_checked, &search)) &&
           read_top(reader, kind, all, &search);
    free(search.items);
    return good;
}

/* ---- All of it ---- */

static bool read_all(stet_summary_reader *reader, const stratum_kind *kind, strata *all,
                     stet_stratum_ends *ends)
{
    stet_buffer sql = { 0 };

    stet_buffer_format(&sql,
                       "SELECT s.id, %s FROM %s GROUP BY s.id, state ORDER BY s.id",
                       stet_summary_sum_columns, kind->from);
    bool good = stet_summary_each(reader, sql.ptr, NULL, 0, take_sums, all);
    stet_buffer_release(&sql);
    if (!good)
        return false;
    close_stratum(all);
    cut(all);
    *ends = finish_ends(&reader->summary->arena, all);
    for (size_t i = 0; i < all->count; i++)
        stet_summary_rank(ends, &all->items[i]);
    return tell_leaders(reader, kind, all);
}

static bool read_kind(stet_summary_reader *reader, const stratum_kind *kind,
                      const stet_summary_counts *with_any, uint32_t limit,
                      stet_audit_stratum_list *list)
{
    strata all = { .limit = limit ? limit : 1, .with_any = with_any };

    all.items = stet_memory_zalloc(2 * all.limit, sizeof *all.items);
    stet_stratum_ends ends = { 0 };
    bool good = read_all(reader, kind, &all, &ends);
    if (good) {
        stet_audit_stratum *items =
            stet_arena_zalloc(&reader->summary->arena, (all.count + 1) * sizeof *items);
        for (size_t i = 0; i < all.count; i++)
            items[i] = all.items[i];
        *list = (stet_audit_stratum_list){ items, all.count, all.total, ends };
    }
    free(all.items);
    free(all.lows);
    free(all.highs);
    return good;
}

bool stet_summary_read_strata(stet_summary_reader *reader)
{
    stet_audit_summary *summary = reader->summary;
    const stet_audit_limits *limits = &reader->options->limits;

    return (summary->run.group_by.len == 0 ||
            read_kind(reader, &group_kind, &reader->scan->by_group, limits->groups,
                      &summary->groups)) &&
           read_kind(reader, &source_kind, &reader->scan->by_source, limits->sources,
                     &summary->sources);
}
