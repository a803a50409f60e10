/* SPDX-License-Identifier: Apache-2.0 */
#include "agreement_pairs.h"

enum { MOST_RATERS = 500, LEAST_SHARED = 5, MOST_ITEMS = 16 };

typedef struct shared {
    uint64_t n, n_different;
} shared;

static void count_item(const agreement_table *table, size_t item, shared *pairs)
{
    for (uint32_t i = table->starts[item]; i < table->starts[item + 1]; i++)
        for (uint32_t k = table->starts[item]; k < i; k++) {
            agreement_cell a = table->cells[i], b = table->cells[k];
            size_t low = a.rater < b.rater ? a.rater : b.rater;
            size_t high = a.rater < b.rater ? b.rater : a.rater;
            shared *pair = &pairs[low * table->n_raters + high];
            pair->n++;
            pair->n_different += a.label != b.label;
        }
}

agreement_pair agreement_worst_pair(stet_ctx *ctx, const agreement_table *table)
{
    size_t n = table->n_raters;
    agreement_pair worst = { 0 };

    if (n > MOST_RATERS)
        return worst;
    shared *pairs = stet_alloc(ctx, (n * n + 1) * sizeof *pairs);
    for (size_t i = 0; i < table->n_items; i++)
        count_item(table, i, pairs);
    for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++) {
            const shared *pair = &pairs[a * n + b];
            if (pair->n >= LEAST_SHARED &&
                (worst.n_shared == 0 ||
                 pair->n_different * worst.n_shared > worst.n_different * pair->n))
                worst = (agreement_pair){ a, b, pair->n, pair->n_different };
        }
    return worst;
}

/* The mean difference of two labels of the item: with sums, since an item may have many
   labels. Of all pairs the sum of (a - b)^2 is m times that of squares less the square
   of the sum. */
static double spread_of(const agreement_table *table, bool nominal,
                        agreement_spare *spare, size_t item)
{
    size_t n_touched = 0;
    double m = (double)agreement_count(table, item, spare, &n_touched);
    double sum = 0, squares = 0, same = 0;

    for (size_t t = 0; t < n_touched; t++) {
        double count = spare->counts[spare->touched[t]];
        double value = table->values[spare->touched[t]];
        sum += count * value;
        squares += count * value * value;
        same += count * (count - 1);
    }
    agreement_uncount(spare, n_touched);
    if (m < 2)
        return 0;
    return nominal ? 1 - same / (m * (m - 1))
                   : 2 * (m * squares - sum * sum) / (m * (m - 1));
}

size_t agreement_worst_items(const agreement_table *table, bool nominal,
                             agreement_spare *spare, uint32_t *out, size_t most)
{
    double spreads[MOST_ITEMS];
    size_t n = 0;

    if (most > MOST_ITEMS)
        most = MOST_ITEMS;
    if (most == 0)
        return 0;
    for (size_t i = 0; i < table->n_items; i++) {
        double spread = spread_of(table, nominal, spare, i);
        if (spread <= 0 || (n > 0 && n == most && spread <= spreads[n - 1]))
            continue;
        size_t at = n < most ? n++ : n - 1;
        for (; at > 0 && spreads[at - 1] < spread; at--) {
            spreads[at] = spreads[at - 1];
            out[at] = out[at - 1];
        }
        spreads[at] = spread;
        out[at] = (uint32_t)i;
    }
    return n;
}
