/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"
#include "table.h"

#include <stdlib.h>

enum { VALUE_SHOWN = 80 };

typedef struct balance_options {
    stet_str of;
    stet_list values; /* batch_text */
    double min_share;
    double max_share;
    int64_t min_records;
} balance_options;

typedef struct value_count {
    batch_table_item head;
    uint64_t count;
    stet_str text;
    const stet_place *first; /* NULL: no record has it. */
} value_count;

static const stet_param params[] = {
    STET_TEXT(balance_options, of, .field = true,
              .doc = "The field whose values are counted."),
    STET_LIST(balance_options, values, batch_text, batch_text_params, .preset = "[]",
              .max = 1000,
              .doc = "The values that are held to the bounds, as they stand; none: all "
                     "that there are."),
    STET_REAL(balance_options, min_share, .more = STET_STRICTER, .preset = "0",
              .min = 0, .max = 1,
              .doc = "The least share of the records that a value may have."),
    STET_REAL(balance_options, max_share, .more = STET_LOOSER, .preset = "1", .min = 0,
              .max = 1,
              .doc = "The greatest share of the records that a value may have."),
    STET_INT(balance_options, min_records, .more = STET_LOOSER, .preset = "20",
             .min = 1, .max = 1e12,
             .doc = "Batches of fewer records with a value are not judged."),
};

static const stet_message messages[] = {
    { "much", "{count} of {total} records have “{value}” ({share} %), more than "
              "{bound} %; this is the first of them" },
    { "little",
      "{count} of {total} records have “{value}” ({share} %), less than {bound} %" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const balance_options *o = options;

    (void)check;
    if (o->min_share <= 0 && o->max_share >= 1)
        return stet_fail(ctx, "max_share", "give a least or a greatest share");
    if (o->min_share > o->max_share)
        return stet_fail(ctx, "min_share",
                         "the least share is larger than the greatest");
    return STET_OK;
}

static void join(stet_ctx *ctx, void *own, const void *other)
{
    value_count *it = own;
    const value_count *more = other;

    if (!it->first)
        it->text = batch_keep_text(ctx, more->text, VALUE_SHOWN);
    if (!it->first || batch_compare_places(more->first, it->first) < 0)
        it->first = batch_keep_place(ctx, more->first);
    it->count += more->count;
}

static bool archive_value(stet_ctx *ctx, void *user, void *item)
{
    value_count *it = item;

    (void)user;
    return stet_archive_number(ctx, UINT64_MAX, &it->count) &&
           stet_archive_shown(ctx, &it->text) && batch_archive_place(ctx, &it->first);
}

static const batch_table_kind value_kind = { sizeof(value_count), join, archive_value };

/* The state is a table of value_count. */
static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    (void)check;
    return batch_table_open(ctx, &value_kind, state);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const balance_options *o = check;
    stet_str value = batch_trim(stet_meta(ctx, unit->record, batch_name(ctx, o->of)));

    if (value.len == 0)
        return STET_OK;
    value_count *it = batch_table_get(ctx, state, batch_hash_bytes(0, value));
    if (it->count++ == 0) {
        it->text = batch_keep_text(ctx, value, VALUE_SHOWN);
        it->first = batch_keep_record(ctx, unit->record);
    }
    return STET_OK;
}

/* Of how many records, and where the first one is. */
typedef struct total {
    uint64_t n_records;
    const stet_place *first;
} total;

static void judge(stet_ctx *ctx, const balance_options *o, const total *all,
                  const value_count *it)
{
    double share = (double)it->count / (double)all->n_records;
    bool much = share > o->max_share;
    stet_arg args[] = {
        { .name = "value", .text = it->text },
        { .name = "count", .number = (double)it->count },
        { .name = "total", .number = (double)all->n_records },
        { .name = "share", .text = batch_format(ctx, "%.3g", 100 * share) },
        { .name = "bound", .number = 100 * (much ? o->max_share : o->min_share) },
    };

    if (much || share < o->min_share)
        stet_report(ctx, &(stet_finding){ .message = much ? 0 : 1,
                                          .place = it->first ? it->first : all->first,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
}

static int by_place(const void *a, const void *b)
{
    const value_count *x = *(const value_count *const *)a;
    const value_count *y = *(const value_count *const *)b;
    return batch_compare_places(x->first, y->first);
}

/* The values in the order in which records first have them. */
static const value_count **sort_values(stet_ctx *ctx, const batch_table *table)
{
    size_t n = table->pile.count;
    const value_count **values = stet_alloc(ctx, (n + 1) * sizeof *values);
    batch_pile_cursor cursor = { 0 };

    for (size_t i = 0; i < n; i++)
        values[i] = batch_pile_next(&table->pile, &cursor);
    qsort(values, n, sizeof *values, by_place);
    return values;
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const balance_options *o = check;
    const batch_table *table = state;
    const batch_text *named = o->values.items;
    size_t n = table->pile.count;
    const value_count **values = sort_values(ctx, table);
    total all = { .first = n > 0 ? values[0]->first : NULL };

    for (size_t i = 0; i < n; i++)
        all.n_records += values[i]->count;
    if (all.n_records < (uint64_t)o->min_records)
        return STET_OK;
    for (size_t i = 0; i < n && o->values.count == 0; i++)
        judge(ctx, o, &all, values[i]);
    for (size_t i = 0; i < o->values.count; i++) {
        const value_count none = { .text = named[i].text };
        const value_count *it =
            batch_table_find(table, batch_hash_bytes(0, named[i].text));
        judge(ctx, o, &all, it ? it : &none);
    }
    return STET_OK;
}

const stet_check_type batch_balance = {
    .name = "balance",
    .summary = "A value has too great or too small a share of the batch",
    .doc = "Counts the values of a field over all records that have it, and holds the "
           "share "
           "of each to the bounds: no editor more than 40 % of a batch, each label at "
           "least "
           "5 %. A value that is named and that no record has is a share of nothing.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(balance_options, params),
    .create = create,
    .open = open_state,
    .run = run,
    .merge = batch_table_merge,
    .finish = finish,
    .save = batch_table_save,
    .load = batch_table_save,
};
