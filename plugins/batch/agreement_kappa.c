/* SPDX-License-Identifier: Apache-2.0 */
#include "agreement.h"

#include <math.h>

size_t agreement_count(const agreement_table *table, size_t item,
                       agreement_spare *spare, size_t *n_touched)
{
    *n_touched = 0;
    for (uint32_t c = table->starts[item]; c < table->starts[item + 1]; c++) {
        uint32_t label = table->cells[c].label;
        if (spare->counts[label]++ == 0)
            spare->touched[(*n_touched)++] = label;
    }
    return table->starts[item + 1] - table->starts[item];
}

void agreement_uncount(agreement_spare *spare, size_t n_touched)
{
    for (size_t i = 0; i < n_touched; i++)
        spare->counts[spare->touched[i]] = 0;
}

static double weight_of(const agreement_table *table, agreement_metric metric, size_t a,
                        size_t b)
{
    double distance = table->values[a] - table->values[b];

    switch (metric) {
    case AGREEMENT_LINEAR:
        return fabs(distance);
    case AGREEMENT_QUADRATIC:
        return distance * distance;
    default:
        return a == b ? 0 : 1;
    }
}

/* Items that both raters labelled, by the label of the first and that of the second. */
static double fill_matrix(const agreement_table *table, const uint32_t *weights,
                          agreement_spare *spare)
{
    size_t n_labels = table->n_labels;
    double n = 0;

    memset(spare->matrix, 0, n_labels * n_labels * sizeof *spare->matrix);
    for (size_t i = 0; i < table->n_items; i++) {
        const agreement_cell *cells = table->cells + table->starts[i];
        if (table->starts[i + 1] - table->starts[i] != 2)
            continue;
        const agreement_cell *first = cells[0].rater == 0 ? &cells[0] : &cells[1];
        const agreement_cell *second = cells[0].rater == 0 ? &cells[1] : &cells[0];
        double weight = weights ? weights[i] : 1;
        spare->matrix[first->label * n_labels + second->label] += weight;
        n += weight;
    }
    return n;
}

double agreement_cohen(const agreement_table *table, agreement_metric metric,
                       const uint32_t *weights, agreement_spare *spare)
{
    size_t n_labels = table->n_labels;
    double n = fill_matrix(table, weights, spare), observed = 0, expected = 0;

    memset(spare->marginals, 0, n_labels * sizeof *spare->marginals);
    memset(spare->others, 0, n_labels * sizeof *spare->others);
    for (size_t a = 0; a < n_labels; a++)
        for (size_t b = 0; b < n_labels; b++) {
            spare->marginals[a] += spare->matrix[a * n_labels + b];
            spare->others[b] += spare->matrix[a * n_labels + b];
        }
    for (size_t a = 0; a < n_labels; a++)
        for (size_t b = 0; b < n_labels; b++) {
            double weight = weight_of(table, metric, a, b);
            observed += weight * spare->matrix[a * n_labels + b];
            expected += weight * spare->marginals[a] * spare->others[b];
        }
    return expected > 0 ? 1 - n * observed / expected : (double)NAN;
}

double agreement_fleiss(const agreement_table *table, agreement_metric metric,
                        const uint32_t *weights, agreement_spare *spare)
{
    double n = 0, n_labels = 0, agreeing = 0, by_chance = 0;
    size_t n_touched = 0;

    (void)metric;
    memset(spare->marginals, 0, table->n_labels * sizeof *spare->marginals);
    for (size_t i = 0; i < table->n_items; i++) {
        double weight = weights ? weights[i] : 1, pairs = 0;
        if (weight <= 0 || table->starts[i + 1] - table->starts[i] < 2)
            continue;
        double m = (double)agreement_count(table, i, spare, &n_touched);
        for (size_t t = 0; t < n_touched; t++) {
            double count = spare->counts[spare->touched[t]];
            pairs += count * (count - 1);
            spare->marginals[spare->touched[t]] += weight * count;
        }
        agreement_uncount(spare, n_touched);
        agreeing += weight * pairs / (m * (m - 1));
        n_labels += weight * m;
        n += weight;
    }
    for (size_t k = 0; k < table->n_labels && n > 0; k++) {
        double share = spare->marginals[k] / n_labels;
        by_chance += share * share;
    }
    return n > 0 && by_chance < 1 ? (agreeing / n - by_chance) / (1 - by_chance)
                                  : (double)NAN;
}
