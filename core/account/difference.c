/* SPDX-License-Identifier: Apache-2.0 */
#include "account/difference.h"

#include "account/probability.h"

#include <math.h>
#include <stdlib.h>

/* Two by two: records with and without, before and after. */
typedef struct table {
    uint64_t with_before, with_after;
    uint64_t before, after; /* All. */
} table;

/* The least number of the four that is expected when there is no difference. */
static double least_expected(const table *t)
{
    double with = (double)t->with_before + (double)t->with_after;
    double all = (double)t->before + (double)t->after;
    double rarer = fmin(with, all - with);

    return rarer * fmin((double)t->before, (double)t->after) / all;
}

/* E. S. Pearson's chi-square with N - 1 in place of N, at one degree of freedom. */
static double chance_by_chi_square(const table *t)
{
    double a = (double)t->with_before;
    double b = (double)t->before - a;
    double c = (double)t->with_after;
    double d = (double)t->after - c;
    double all = a + b + c + d;
    double product = (a + b) * (c + d) * (a + c) * (b + d);

    if (!(product > 0))
        return 1;
    double between = (a * d - b * c) / sqrt(product) * sqrt(all - 1);
    return stet_probability_beyond(between);
}

/* Fisher's exact test, two-sided by Irwin's rule: all tables that are no more probable
   than this one. Where an expected number is below 1 there are few of them. */
static double chance_by_fisher(const table *t)
{
    uint64_t with = t->with_before + t->with_after;
    uint64_t all = t->before + t->after;
    uint64_t least = with > t->after ? with - t->after : 0;
    uint64_t most = with < t->before ? with : t->before;
    double seen = stet_probability_hypergeometric(t->with_before, t->before, with, all);
    double sum = 0;

    for (uint64_t k = least; k <= most; k++) {
        double chance = stet_probability_hypergeometric(k, t->before, with, all);
        if (chance <= seen * (1 + 1e-7))
            sum += chance;
    }
    return fmin(1, sum);
}

/* I. Campbell, Chi-squared and Fisher-Irwin tests of two-by-two tables with small
   sample recommendations, Statistics in Medicine 26 (2007) 3661-3675. */
static double chance_of(const table *t)
{
    return least_expected(t) >= 1 ? chance_by_chi_square(t) : chance_by_fisher(t);
}

/* R. G. Newcombe, Interval estimation for the difference between independent
   proportions: comparison of eleven methods, Statistics in Medicine 17 (1998) 873-890;
   method 10. */
stet_difference stet_difference_of(const stet_share *before, const stet_share *after)
{
    stet_difference made = { .value = NAN, .low = -1, .high = 1, .p = 1 };
    const table t = { before->count, after->count, before->n, after->n };

    if (before->n == 0 || after->n == 0)
        return made;
    double value = after->share - before->share;
    made.value = value;
    made.low = value - hypot(after->share - after->low, before->high - before->share);
    made.high = value + hypot(after->high - after->share, before->share - before->low);
    made.p = chance_of(&t);
    return made;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Y. Benjamini and Y. Hochberg, Controlling the false discovery rate: a practical and
   powerful approach to multiple testing, JRSS B 57 (1995) 289-300. */
double stet_difference_threshold(double *chances, size_t count, double rate)
{
    if (count > 1)
        qsort(chances, count, sizeof *chances, compare);
    for (size_t i = count; i > 0; i--)
        if (chances[i - 1] <= rate * (double)i / (double)count)
            return chances[i - 1];
    return -1;
}
