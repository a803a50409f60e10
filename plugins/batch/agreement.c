/* SPDX-License-Identifier: Apache-2.0 */
#include "agreement.h"

#include "agreement_pairs.h"
#include "bootstrap.h"
#include "ratings.h"

#include <math.h>

/* Items that are shown; labels of which there are too many to be labels. */
enum { EXAMPLES = 4, MOST_LABELS = 1000 };

typedef struct agreement_options {
    stet_str item, rater, label;
    stet_str labels;
    int measure;
    stet_list order; /* batch_text */
    double min;
    int judge;
    int64_t min_items;
    double interval;
} agreement_options;

enum { JUDGE_VALUE, JUDGE_LOW };
static const char *const judge_choices[] = { "value", "low", NULL };

/* A measure, as rule sets call it. */
typedef struct measure_row {
    const char *shown;
    agreement_measure measure;
    agreement_metric metric;
    bool needs_order;   /* Labels are numbers, or stand in `order`. */
    bool needs_numbers; /* Labels are numbers. */
    bool needs_two;     /* Raters. */
} measure_row;

/* By index of measure_choices. */
static const char *const measure_choices[] = {
    "cohen",         "cohen-linear",   "cohen-quadratic", "fleiss", "alpha-nominal",
    "alpha-ordinal", "alpha-interval", "alpha-ratio",     NULL,
};
static const measure_row measures[] = {
    { "Cohen's kappa", agreement_cohen, AGREEMENT_NOMINAL, false, false, true },
    { "linear kappa", agreement_cohen, AGREEMENT_LINEAR, true, false, true },
    { "quadratic kappa", agreement_cohen, AGREEMENT_QUADRATIC, true, false, true },
    { "Fleiss' kappa", agreement_fleiss, AGREEMENT_NOMINAL, false, false, false },
    { "nominal alpha", agreement_alpha, AGREEMENT_NOMINAL, false, false, false },
    { "ordinal alpha", agreement_alpha, AGREEMENT_ORDINAL, true, false, false },
    { "interval alpha", agreement_alpha, AGREEMENT_QUADRATIC, true, true, false },
    { "ratio alpha", agreement_alpha, AGREEMENT_RATIO, true, true, false },
};

static const stet_param params[] = {
    STET_TEXT(agreement_options, item, .preset = "item", .field = true,
              .doc = "The field that says which item is labelled."),
    STET_TEXT(agreement_options, rater, .preset = "rater", .field = true,
              .doc = "The field that says who labels it."),
    STET_TEXT(agreement_options, label, .preset = "label", .field = true,
              .doc = "The field that holds the label."),
    STET_TEXT(agreement_options, labels, .preset = "''", .field = true,
              .doc = "Where a record is an item with all its labels: the field that "
                     "holds {ann: good, bob: bad}, or [good, bad] in the order of the "
                     "raters, null for one that is missing."),
    STET_CHOICE(agreement_options, measure, .preset = "alpha-nominal",
                .choices = measure_choices, .doc = "What is worked out."),
    STET_LIST(agreement_options, order, batch_text, batch_text_params, .preset = "[]",
              .max = MOST_LABELS,
              .doc =
                  "All labels, from the least to the greatest; needed where they are "
                  "no numbers and the measure weighs how far they differ."),
    STET_REAL(agreement_options, min, .more = STET_STRICTER, .preset = "0.667",
              .min = -1, .max = 1, .doc = "The least agreement."),
    STET_CHOICE(agreement_options, judge, .preset = "value", .choices = judge_choices,
                .doc = "Whether the value must reach the least agreement, or the lower "
                       "end of its interval."),
    STET_INT(agreement_options, min_items, .more = STET_LOOSER, .preset = "20",
             .min = 1, .max = 1e9,
             .doc = "Batches of fewer items with two labels are not judged."),
    STET_REAL(agreement_options, interval, .preset = "0.95", .min = 0.5, .max = 0.999,
              .doc = "The share of bootstrap samples that the interval holds."),
};

static const stet_message messages[] = {
    { "low", "{raters} raters agree by {value} ({measure}; {low} to {high}) on {items} "
             "items, and {min} is wanted; “{label}” is {prevalence} % of the labels; "
             "{pair}" },
    { "alike",
      "all {count} labels are “{label}”: agreement cannot be told from chance" },
    { "twice", "“{rater}” labels this item a second time; the first label counts" },
    { "order",
      "“{label}” is none of the labels that the rule knows; it does not count" },
    { "shape", "these labels are neither a list nor a map of raters to labels" },
};
enum { TELL_LOW, TELL_ALIKE, TELL_TWICE, TELL_ORDER, TELL_SHAPE };

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    const agreement_options *o = check;
    ratings *made = stet_keep(ctx, sizeof *made);

    ratings_init(made, o->labels.len > 0);
    *state = made;
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    (void)check;
    ratings_join(ctx, into, from);
    return STET_OK;
}

static stet_status archive(stet_ctx *ctx, const void *check, void *state)
{
    (void)check;
    return ratings_archive(ctx, state) ? STET_OK : STET_FAILED;
}

/* ---- Gathering ---- */

static void tell_label(stet_ctx *ctx, uint32_t message, const stet_record *record,
                       stet_str fact, stet_span span, stet_str label)
{
    stet_place place = batch_place_in(ctx, record, fact, span);
    stet_arg arg = { .name = "label", .text = label };
    stet_report(ctx,
                &(stet_finding){
                    .message = message, .place = &place, .args = &arg, .n_args = 1 });
}

static void add_one(stet_ctx *ctx, const agreement_options *o, ratings *r,
                    const stet_record *record)
{
    stet_str item = batch_trim(stet_meta(ctx, record, batch_name(ctx, o->item)));
    stet_str rater = batch_trim(stet_meta(ctx, record, batch_name(ctx, o->rater)));
    stet_str label = batch_trim(stet_meta(ctx, record, batch_name(ctx, o->label)));

    if (item.len == 0 || rater.len == 0 || label.len == 0)
        return;
    const stet_place *place = batch_keep_record(ctx, record);
    if (!ratings_add(ctx, r, batch_hash_bytes(0, item), rater, label, &o->order, place))
        tell_label(ctx, TELL_ORDER, record, label,
                   (stet_span){ 0, (uint32_t)label.len }, label);
}

/* All labels of a record, which is an item. In a list raters have numbers, from 1. */
static void add_all(stet_ctx *ctx, const agreement_options *o, ratings *r,
                    const stet_record *record)
{
    stet_str text = stet_meta(ctx, record, batch_name(ctx, o->labels));
    stet_fault fault;
    unsigned number = 0;

    if (batch_trim(text).len == 0)
        return;
    const stet_place *place = batch_keep_record(ctx, record);
    const stet_node *root = stet_parse(ctx, STET_SYNTAX_JSON, text, &fault);
    if (!root || (root->kind != STET_NODE_LIST && root->kind != STET_NODE_MAP)) {
        tell_label(ctx, TELL_SHAPE, record, text, (stet_span){ 0, (uint32_t)text.len },
                   text);
        return;
    }
    for (const stet_node *it = root->first; it; it = it->next) {
        stet_str label = batch_trim(it->text);
        number++;
        if (it->kind == STET_NODE_NULL || it->kind == STET_NODE_LIST ||
            it->kind == STET_NODE_MAP || label.len == 0)
            continue;
        stet_str rater = it->key.ptr ? it->key : batch_format(ctx, "rater %u", number);
        if (!ratings_add(ctx, r, place->doc, rater, label, &o->order, place))
            tell_label(ctx, TELL_ORDER, record, text, it->span, label);
    }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const agreement_options *o = check;

    if (o->labels.len > 0)
        add_all(ctx, o, state, unit->record);
    else
        add_one(ctx, o, state, unit->record);
    return STET_OK;
}

/* ---- Judging ---- */

/* What the bootstrap needs to work out a measure. */
typedef struct measuring {
    const agreement_table *table;
    const measure_row *row;
    agreement_spare spare;
} measuring;

static measuring prepare(stet_ctx *ctx, const agreement_table *table,
                         const measure_row *row)
{
    size_t n = table->n_labels + 1;
    measuring m = { .table = table, .row = row };

    m.spare.marginals = stet_alloc(ctx, n * sizeof(double));
    m.spare.others = stet_alloc(ctx, n * sizeof(double));
    m.spare.sums = stet_alloc(ctx, n * sizeof(double));
    m.spare.counts = stet_alloc(ctx, n * sizeof(uint32_t));
    m.spare.touched = stet_alloc(ctx, n * sizeof(uint32_t));
    if (row->needs_two)
        m.spare.matrix = stet_alloc(ctx, n * n * sizeof(double));
    return m;
}

static double measure_weighted(void *user, const uint32_t *weights)
{
    measuring *m = user;
    return m->row->measure(m->table, m->row->metric, weights, &m->spare);
}

static batch_interval find_interval(stet_ctx *ctx, measuring *m, double share)
{
    const agreement_table *t = m->table;
    size_t n_steps = t->starts[t->n_items] + t->n_labels * t->n_labels;
    size_t n_samples = batch_bootstrap_samples(n_steps);
    uint32_t *weights = stet_alloc(ctx, (t->n_items + 1) * sizeof *weights);
    double *values = stet_alloc(ctx, n_samples * sizeof *values);

    return batch_bootstrap(measure_weighted, m, t->n_items, n_samples, share, weights,
                           values);
}

/* How often the commonest label stands. */
static uint32_t commonest(stet_ctx *ctx, const agreement_table *table, uint64_t *count)
{
    uint64_t *counts = stet_alloc(ctx, (table->n_labels + 1) * sizeof *counts);
    uint32_t best = 0;

    for (uint32_t c = 0; c < table->starts[table->n_items]; c++)
        counts[table->cells[c].label]++;
    for (uint32_t k = 1; k < table->n_labels; k++)
        if (counts[k] > counts[best])
            best = k;
    *count = counts[best];
    return best;
}

static stet_str show_pair(stet_ctx *ctx, const ratings_table *all)
{
    agreement_pair pair = agreement_worst_pair(ctx, &all->table);

    if (pair.n_different == 0)
        return batch_format(ctx, "no two raters share enough items to be compared");
    stet_str first = all->raters[pair.first]->text;
    stet_str second = all->raters[pair.second]->text;
    return batch_format(ctx, "“%.*s” and “%.*s” differ most, on %llu of %llu items",
                        (int)first.len, first.ptr, (int)second.len, second.ptr,
                        (unsigned long long)pair.n_different,
                        (unsigned long long)pair.n_shared);
}

static size_t count_items(const agreement_table *table)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_items; i++)
        n += table->starts[i + 1] - table->starts[i] > 1;
    return n;
}

static void tell_low(stet_ctx *ctx, const agreement_options *o,
                     const ratings_table *all, measuring *m, double value,
                     batch_interval interval)
{
    const agreement_table *t = &all->table;
    const measure_row *row = m->row;
    uint32_t worst[EXAMPLES];
    stet_place related[EXAMPLES];
    uint64_t count = 0;
    const rating_name *label = all->labels[commonest(ctx, t, &count)];
    size_t n = agreement_worst_items(t, !row->needs_order, &m->spare, worst, EXAMPLES);
    stet_arg args[] = {
        { .name = "raters", .number = (double)t->n_raters },
        { .name = "items", .number = (double)count_items(t) },
        { .name = "value", .text = batch_format(ctx, "%.3f", value) },
        { .name = "low", .text = batch_format(ctx, "%.3f", interval.low) },
        { .name = "high", .text = batch_format(ctx, "%.3f", interval.high) },
        { .name = "min", .number = o->min },
        { .name = "measure", .text = { row->shown, strlen(row->shown) } },
        { .name = "label", .text = label->text },
        { .name = "prevalence",
          .text = batch_format(ctx, "%.0f",
                               100 * (double)count / (double)t->starts[t->n_items]) },
        { .name = "pair", .text = show_pair(ctx, all) },
    };

    for (size_t i = 0; i < n; i++)
        related[i] = *all->places[worst[i]];
    stet_report(ctx, &(stet_finding){ .message = TELL_LOW,
                                      .place = all->places[0],
                                      .related = related,
                                      .n_related = n,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void tell_twice(stet_ctx *ctx, const ratings *r, const ratings_table *all)
{
    for (size_t i = 0; i < all->n_twice; i++) {
        const rating_name *rater = batch_table_find(&r->raters, all->twice[i]->rater);
        stet_arg arg = { .name = "rater", .text = rater->text };
        stet_report(ctx, &(stet_finding){ .message = TELL_TWICE,
                                          .place = all->twice[i]->place,
                                          .args = &arg,
                                          .n_args = 1 });
    }
}

static void tell_alike(stet_ctx *ctx, const ratings_table *all)
{
    stet_arg args[] = {
        { .name = "label", .text = all->labels[0]->text },
        { .name = "count", .number = all->table.starts[all->table.n_items] },
    };
    stet_report(ctx, &(stet_finding){ .message = TELL_ALIKE,
                                      .place = all->places[0],
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* Why labels and raters are not such as the measure is for. */
typedef enum misfit { FITS, MANY_LABELS, NOT_TWO_RATERS, NO_NUMBERS, NO_ORDER } misfit;

static misfit misfit_of(const agreement_options *o, const ratings_table *all)
{
    const measure_row *row = &measures[o->measure];

    if (all->table.n_labels > MOST_LABELS)
        return MANY_LABELS;
    if (row->needs_two && all->table.n_raters != 2)
        return NOT_TWO_RATERS;
    if (row->needs_numbers && !all->all_numbers)
        return NO_NUMBERS;
    if (row->needs_order && !all->all_numbers && o->order.count == 0)
        return NO_ORDER;
    return FITS;
}

static stet_status fail_misfit(stet_ctx *ctx, misfit why, const agreement_options *o,
                               const agreement_table *t)
{
    const char *measure = measures[o->measure].shown;

    switch (why) {
    case MANY_LABELS:
        return stet_fail(ctx, "label",
                         "there are %zu labels, and at most %d can be held "
                         "against each other: is this field a label?",
                         t->n_labels, (int)MOST_LABELS);
    case NOT_TWO_RATERS:
        return stet_fail(ctx, "measure",
                         "%s is for two raters, and there are %zu: take "
                         "fleiss, or one of alpha",
                         measure, t->n_raters);
    case NO_NUMBERS:
        return stet_fail(ctx, "measure", "%s needs labels that are numbers", measure);
    case NO_ORDER:
        return stet_fail(ctx, "order",
                         "%s needs to know which label is greater: give "
                         "their `order`",
                         measure);
    case FITS:
        break;
    }
    return STET_OK;
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const agreement_options *o = check;
    const ratings *r = state;
    ratings_table all = ratings_tabulate(ctx, r);

    tell_twice(ctx, r, &all);
    size_t n_items = count_items(&all.table);
    bool is_judged = n_items >= (size_t)o->min_items;
    if (n_items == 0)
        return STET_OK;
    misfit why = misfit_of(o, &all);
    if (why != FITS) /* Of too few to be judged nothing is asked. */
        return is_judged ? fail_misfit(ctx, why, o, &all.table) : STET_OK;
    measuring m = prepare(ctx, &all.table, &measures[o->measure]);
    double value = measure_weighted(&m, NULL);
    if (isnan(value)) {
        if (is_judged)
            tell_alike(ctx, &all);
        return STET_OK;
    }
    batch_interval interval = find_interval(ctx, &m, o->interval);
    stet_report_statistic(
        ctx, &(stet_statistic){ .name = m.row->shown,
                                .value = value,
                                .low = interval.low,
                                .high = interval.high,
                                .confidence = isnan(interval.low) ? 0 : o->interval,
                                .n = n_items,
                                .of = "items" });
    if (is_judged && (o->judge == JUDGE_LOW ? interval.low : value) < o->min)
        tell_low(ctx, o, &all, &m, value, interval);
    return STET_OK;
}

const stet_check_type batch_agreement = {
    .name = "agreement",
    .summary = "Raters agree less than they should",
    .doc =
        "Labels stand one a record (`item`, `rater`, `label`), or all labels of an "
        "item in "
        "one record (`labels`). `cohen` is Cohen's kappa of two raters, `cohen-linear` "
        "and "
        "`cohen-quadratic` weigh how far two labels are apart; `fleiss` is Fleiss' "
        "kappa "
        "of any number; `alpha` is Krippendorff's, for names (nominal), ranks "
        "(ordinal), "
        "points of a scale (interval) and amounts (ratio), with labels missing. 1 is "
        "full "
        "agreement, 0 what chance gives. Below `min` the batch is told once, at its "
        "first "
        "label, with the items on which raters differ most beside it: the value, the "
        "interval in which 95 of 100 bootstrap samples lie, the share of the commonest "
        "label (where one label is nearly all there is, a low value says little), and "
        "the "
        "two raters who differ most. Krippendorff counts on 0.8 and lets 0.667 pass "
        "for "
        "tentative conclusions.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(agreement_options, params),
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
    .save = archive,
    .load = archive,
};
