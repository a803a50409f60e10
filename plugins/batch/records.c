/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"
#include "table.h"

#include <stdlib.h>

enum { PER_BATCH, PER_FILE };
static const char *const per_choices[] = { "batch", "file", NULL };

typedef struct records_options {
    int64_t min, max, exact;
    int per;
} records_options;

/* How many records a file has, or the batch. */
typedef struct record_count {
    batch_table_item head;
    uint64_t count;
    const stet_place *first;
} record_count;

static const stet_param params[] = {
    STET_INT(records_options, min, .more = STET_STRICTER, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The fewest records that are allowed; -1: any."),
    STET_INT(records_options, max, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The most records that are allowed; -1: any."),
    STET_INT(records_options, exact, .more = STET_DEMAND, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The only number that is allowed; -1: any."),
    STET_CHOICE(records_options, per, .preset = "batch", .choices = per_choices,
                .doc = "In what: all that is checked in a run, or each file."),
};

static const stet_message messages[] = {
    { "too-few", "{count} {unit} in {where}; {limit}" },
    { "too-many", "{count} {unit} in {where}; {limit}" },
    { "not-exact", "{count} {unit} in {where}; {limit}" },
};
enum { TOO_FEW, TOO_MANY, NOT_EXACT };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const records_options *o = options;

    (void)check;
    if (o->min < 0 && o->max < 0 && o->exact < 0)
        return stet_fail(ctx, "min", "give min, max or exact");
    if (o->exact >= 0 && (o->min >= 0 || o->max >= 0))
        return stet_fail(ctx, "exact", "give exact, or min and max, not both");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return STET_OK;
}

static void join(stet_ctx *ctx, void *own, const void *other)
{
    record_count *it = own;
    const record_count *more = other;

    if (!it->first || batch_compare_places(more->first, it->first) < 0)
        it->first = batch_keep_place(ctx, more->first);
    it->count += more->count;
}

static bool archive_count(stet_ctx *ctx, void *user, void *item)
{
    record_count *it = item;

    (void)user;
    return stet_archive_number(ctx, UINT64_MAX, &it->count) &&
           batch_archive_place(ctx, &it->first);
}

static const batch_table_kind count_kind = { sizeof(record_count), join,
                                             archive_count };

/* The state is a table of record_count: one, or one a file. */
static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    (void)check;
    return batch_table_open(ctx, &count_kind, state);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const records_options *o = check;
    uint64_t key =
        o->per == PER_FILE ? batch_hash_bytes(0, stet_origin(ctx, unit->record)) : 0;
    record_count *it = batch_table_get(ctx, state, key);

    if (it->count++ == 0) {
        it->first = batch_keep_record(ctx, unit->record);
    }
    return STET_OK;
}

static stet_str limit_of(stet_ctx *ctx, const records_options *o, uint32_t message)
{
    static const char *const words[] = { "at least", "at most", "exactly" };
    const int64_t bounds[] = { o->min, o->max, o->exact };
    int64_t bound = bounds[message];

    if (bound == 0)
        return batch_format(ctx, "none is allowed");
    return batch_format(ctx, "%s %lld %s %s", words[message], (long long)bound,
                        bound == 1 ? "is" : "are",
                        message == TOO_MANY ? "allowed" : "required");
}

static void judge(stet_ctx *ctx, const records_options *o, const record_count *it)
{
    int64_t least = o->exact >= 0 ? o->exact : o->min;
    int64_t most = o->exact >= 0 ? o->exact : o->max;
    bool few = least >= 0 && it->count < (uint64_t)least;
    bool many = most >= 0 && it->count > (uint64_t)most;
    uint32_t message = o->exact >= 0 ? NOT_EXACT : many ? TOO_MANY : TOO_FEW;

    if (!few && !many)
        return;
    stet_arg args[] = {
        { .name = "count", .number = (double)it->count },
        { .name = "unit",
          .text = batch_format(ctx, it->count == 1 ? "record" : "records") },
        { .name = "where",
          .text = batch_format(ctx, o->per == PER_FILE ? "this file" : "the batch") },
        { .name = "min", .number = (double)o->min },
        { .name = "max", .number = (double)o->max },
        { .name = "exact", .number = (double)o->exact },
        { .name = "limit", .text = limit_of(ctx, o, message) },
    };

    stet_report(ctx, &(stet_finding){ .message = message,
                                      .place = it->first,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static int by_place(const void *a, const void *b)
{
    const record_count *x = *(const record_count *const *)a;
    const record_count *y = *(const record_count *const *)b;
    return batch_compare_places(x->first, y->first);
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const batch_table *table = state;
    size_t n = table->pile.count;
    void **counts = batch_pile_items(ctx, &table->pile);

    qsort(counts, n, sizeof *counts, by_place);
    for (size_t i = 0; i < n; i++)
        judge(ctx, check, counts[i]);
    return STET_OK;
}

const stet_check_type batch_records = {
    .name = "records",
    .summary = "The batch, or a file of it, has too many or too few records",
    .doc = "Counts the records of all files of a run, or with `per: file` of each, and "
           "holds the number against min, max or exact. With `when` only the records "
           "count for which the rule holds: at least a hundred recipes. Told at the "
           "first record that counts; where there is none, there is no place to tell "
           "it, and stet says nothing. Records of data inside a text are counted by "
           "spec.count, unit: records.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(records_options, params),
    .create = create,
    .open = open_state,
    .run = run,
    .merge = batch_table_merge,
    .finish = finish,
    .save = batch_table_save,
    .load = batch_table_save,
};
