/* SPDX-License-Identifier: Apache-2.0 */
/**
 * labels.h - tables of labels for the tests of agreement, written as in the papers: a
 * row a rater, a column an item, 0 where a label is missing. Labels are numbers from 1.
 */
#ifndef STET_TEST_LABELS_H
#define STET_TEST_LABELS_H

#include "agreement.h"
#include "batch_ctx.h"

enum { MOST_ITEMS = 300, MOST_RATERS = 20, MOST_LABELS = 10 };

typedef struct labels {
    agreement_table table;
    uint32_t starts[MOST_ITEMS + 1];
    agreement_cell cells[MOST_ITEMS * MOST_RATERS];
    double values[MOST_LABELS];
    double numbers[3 * MOST_LABELS + 1], matrix[MOST_LABELS * MOST_LABELS];
    uint32_t counts[2 * MOST_LABELS];
    agreement_spare spare;
} labels;

static inline void labels_init(labels *l, size_t n_labels)
{
    *l = (labels){ .table = { .n_labels = n_labels } };
    for (size_t i = 0; i < n_labels; i++)
        l->values[i] = (double)(i + 1);
    l->table.starts = l->starts;
    l->table.cells = l->cells;
    l->table.values = l->values;
    l->spare = (agreement_spare){ .marginals = l->numbers,
                                  .others = l->numbers + MOST_LABELS,
                                  .sums = l->numbers + 2 * MOST_LABELS,
                                  .matrix = l->matrix,
                                  .counts = l->counts,
                                  .touched = l->counts + MOST_LABELS };
}

/** The label that the next rater gives to the item at hand. */
static inline void labels_give(labels *l, uint32_t rater, int label)
{
    if (label > 0)
        l->cells[l->starts[l->table.n_items + 1]++] =
            (agreement_cell){ rater, (uint32_t)label - 1 };
    if (rater >= l->table.n_raters)
        l->table.n_raters = rater + 1;
}

/** Ends the item at hand. */
static inline void labels_end(labels *l)
{
    l->table.n_items++;
    if (l->table.n_items < MOST_ITEMS)
        l->starts[l->table.n_items + 1] = l->starts[l->table.n_items];
}

/** `rows` are n_raters rows of n_items. */
static inline void labels_read(labels *l, size_t n_labels, const int *rows,
                               size_t n_raters, size_t n_items)
{
    labels_init(l, n_labels);
    for (size_t i = 0; i < n_items; i++) {
        for (size_t r = 0; r < n_raters; r++)
            labels_give(l, (uint32_t)r, rows[r * n_items + i]);
        labels_end(l);
    }
}

/** A table of how often the first rater says a and the second b. */
static inline void labels_count(labels *l, size_t n_labels, const int *counts)
{
    labels_init(l, n_labels);
    for (size_t a = 0; a < n_labels; a++)
        for (size_t b = 0; b < n_labels; b++)
            for (int n = 0; n < counts[a * n_labels + b]; n++) {
                labels_give(l, 0, (int)a + 1);
                labels_give(l, 1, (int)b + 1);
                labels_end(l);
            }
}

#endif
