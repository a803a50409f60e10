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

typedef struct balance_state {
    batch_table values; /* value_count */
    uint64_t n_records; /* That have a value. */
    const stet_place *first;
} balance_state;

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
    return STET_OK;
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    balance_state *made = stet_keep(ctx, sizeof *made);

    (void)check;
    made->values.pile.item_size = sizeof(value_count);
    *state = made;
    return STET_OK;
}

static const stet_place *earlier(const stet_place *a, const stet_place *b)
{
    if (!a || !b)
        return a ? a : b;
    return a->doc <= b->doc ? a : b;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const balance_options *o = check;
    balance_state *s = state;
    stet_str value = batch_trim(stet_meta(ctx, unit->record, batch_name(ctx, o->of)));

    if (value.len == 0)
        return STET_OK;
    s->n_records++;
    uint64_t key = batch_hash_bytes(0, value);
    value_count *it = batch_table_find(&s->values, key);
    if (!it) {
        it = batch_table_add(ctx, &s->values, key);
        it->text = batch_keep_text(ctx, value, VALUE_SHOWN);
        it->first = batch_keep_record(ctx, unit->record);
        s->first = earlier(s->first, it->first);
    }
    it->count++;
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    balance_state *state = into, *other = from;
    void **values = batch_pile_items(ctx, &other->values.pile);

    (void)check;
    state->n_records += other->n_records;
    state->first = earlier(state->first, other->first);
    for (size_t i = 0; i < other->values.pile.count; i++) {
        const value_count *it = values[i];
        value_count *own = batch_table_find(&state->values, it->head.key);
        if (!own)
            own = batch_table_add(ctx, &state->values, it->head.key);
        own->text = it->text;
        own->count += it->count;
        own->first = earlier(own->first, it->first);
    }
    return STET_OK;
}

static void judge(stet_ctx *ctx, const balance_options *o, const balance_state *all,
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
    const value_count *x = *(void *const *)a, *y = *(void *const *)b;
    return (x->first->doc > y->first->doc) - (x->first->doc < y->first->doc);
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const balance_options *o = check;
    const balance_state *all = state;
    const batch_text *named = o->values.items;
    void **values = batch_pile_items(ctx, &all->values.pile);
    size_t n = all->values.pile.count;

    if (all->n_records < (uint64_t)o->min_records)
        return STET_OK;
    qsort(values, n, sizeof *values, by_place);
    for (size_t i = 0; i < n && o->values.count == 0; i++)
        judge(ctx, o, all, values[i]);
    for (size_t i = 0; i < o->values.count; i++) {
        const value_count none = { .text = named[i].text };
        const value_count *it =
            batch_table_find(&all->values, batch_hash_bytes(0, named[i].text));
        judge(ctx, o, all, it ? it : &none);
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
    .merge = merge,
    .finish = finish,
};
