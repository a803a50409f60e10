/* SPDX-License-Identifier: Apache-2.0 */
#include "agreement.h"

#include <math.h>

/* How often each label stands in items that have two labels or more, and the sums of
   that from the first label on. Returns the sum of all. */
static double count_labels(const agreement_table *table, const uint32_t *weights,
                           agreement_spare *spare)
{
    double n = 0;

    memset(spare->marginals, 0, table->n_labels * sizeof *spare->marginals);
    for (size_t i = 0; i < table->n_items; i++) {
        double weight = weights ? weights[i] : 1;
        if (table->starts[i + 1] - table->starts[i] < 2)
            continue;
        for (uint32_t c = table->starts[i]; c < table->starts[i + 1]; c++)
            spare->marginals[table->cells[c].label] += weight;
    }
    for (size_t k = 0; k < table->n_labels; k++) {
        spare->sums[k] = n;
        n += spare->marginals[k];
    }
    spare->sums[table->n_labels] = n;
    return n;
}

/* The squared difference of two labels, a before b. */
static double difference(const agreement_table *table, agreement_metric metric,
                         const agreement_spare *spare, size_t a, size_t b)
{
    double x = table->values[a], y = table->values[b], distance = 1;

    switch (metric) {
    case AGREEMENT_ORDINAL:
        distance = spare->sums[b + 1] - spare->sums[a] -
                   (spare->marginals[a] + spare->marginals[b]) / 2;
        break;
    case AGREEMENT_QUADRATIC:
        distance = y - x;
        break;
    case AGREEMENT_RATIO:
        distance = x + y != 0 ? (y - x) / (x + y) : 0;
        break;
    default:
        break;
    }
    return distance * distance;
}

/* Of an item's labels, pair by pair. */
static double observed_in(const agreement_table *table, agreement_metric metric,
                          size_t item, agreement_spare *spare)
{
    size_t n_touched = 0;
    double sum = 0, m = (double)agreement_count(table, item, spare, &n_touched);

    for (size_t i = 1; i < n_touched; i++)
        for (size_t k = 0; k < i; k++) {
            uint32_t a = spare->touched[i], b = spare->touched[k];
            double pairs = (double)spare->counts[a] * spare->counts[b];
            sum += pairs * (a < b ? difference(table, metric, spare, a, b)
                                  : difference(table, metric, spare, b, a));
        }
    agreement_uncount(spare, n_touched);
    return sum / (m - 1);
}

double agreement_alpha(const agreement_table *table, agreement_metric metric,
                       const uint32_t *weights, agreement_spare *spare)
{
    double n = count_labels(table, weights, spare), observed = 0, expected = 0;

    for (size_t i = 0; i < table->n_items; i++) {
        double weight = weights ? weights[i] : 1;
        if (weight > 0 && table->starts[i + 1] - table->starts[i] > 1)
            observed += weight * observed_in(table, metric, i, spare);
    }
    for (size_t a = 0; a < table->n_labels; a++)
        for (size_t b = a + 1; b < table->n_labels && spare->marginals[a] > 0; b++)
            if (spare->marginals[b] > 0)
                expected += spare->marginals[a] * spare->marginals[b] *
                            difference(table, metric, spare, a, b);
    return expected > 0 ? 1 - (n - 1) * observed / expected : (double)NAN;
}
