/* SPDX-License-Identifier: Apache-2.0 */
/**
 * agreement.h - labels that several raters gave to the same items, and measures of how
 * far they agree.
 *
 * A table holds what was gathered: for each item its cells, a rater and a label each,
 * by number. Items stand in the order of the batch, raters in that of their names,
 * labels in that of their values; so sums are taken in one order, and every figure is
 * the same to the last bit for any number of workers. A measure looks at the items as
 * often as `weights` says, for the bootstrap. Measures are pure but for the spare they
 * write to.
 *
 * All have the form 1 - observed disagreement / disagreement expected by chance: 1 is
 * agreement, 0 is what chance gives. NAN: no item has two labels, or all labels are the
 * same, so that chance would agree always.
 */
#ifndef STET_BATCH_AGREEMENT_H
#define STET_BATCH_AGREEMENT_H

#include "batch.h"

typedef struct agreement_cell {
    uint32_t rater, label;
} agreement_cell;

typedef struct agreement_table {
    size_t n_items, n_raters, n_labels;
    const uint32_t *starts; /**< Of the cells of item i: starts[i] to starts[i + 1]. */
    const agreement_cell *cells; /**< A rater once an item. */
    const double
        *values; /**< Of each label, ascending: the number it is, or its rank. */
} agreement_table;

/** What measures write to, by label. */
typedef struct agreement_spare {
    double *marginals; /**< n_labels, */
    double *others;    /**< the same, */
    double *sums;      /**< and one more. */
    double *matrix;    /**< n_labels squared; of Cohen's kappa only. */
    uint32_t *counts;  /**< n_labels, zero between uses. */
    uint32_t *touched; /**< n_labels. */
} agreement_spare;

/** How much two labels differ. */
typedef enum agreement_metric {
    AGREEMENT_NOMINAL,   /**< The same or not. */
    AGREEMENT_ORDINAL,   /**< How many labels lie between (alpha only). */
    AGREEMENT_LINEAR,    /**< By the distance (kappa only). */
    AGREEMENT_QUADRATIC, /**< By the square of the distance; alpha: interval. */
    AGREEMENT_RATIO,     /**< By the square of distance by sum (alpha only). */
} agreement_metric;

typedef double (*agreement_measure)(const agreement_table *table,
                                    agreement_metric metric, const uint32_t *weights,
                                    agreement_spare *spare);

/** Cohen's kappa of two raters, weighted by the metric. J. Cohen, A coefficient of
    agreement for nominal scales, 1960; Weighted kappa, 1968: 1 - sum w o / sum w e. */
double agreement_cohen(const agreement_table *table, agreement_metric metric,
                       const uint32_t *weights, agreement_spare *spare);
/** J. Fleiss, Measuring nominal scale agreement among many raters, 1971. Items with two
    labels or more count, each alike, however many labels they have. */
double agreement_fleiss(const agreement_table *table, agreement_metric metric,
                        const uint32_t *weights, agreement_spare *spare);
/** K. Krippendorff, Computing Krippendorff's alpha-reliability, 2011. Any number of
    raters, any labels missing. */
double agreement_alpha(const agreement_table *table, agreement_metric metric,
                       const uint32_t *weights, agreement_spare *spare);

/** Counts the labels of an item: n_touched of them are in `touched`, each with its
   count in `counts`. Returns how many labels the item has. */
size_t agreement_count(const agreement_table *table, size_t item,
                       agreement_spare *spare, size_t *n_touched);
/** Makes those counts zero again. */
void agreement_uncount(agreement_spare *spare, size_t n_touched);

#endif
