/* SPDX-License-Identifier: Apache-2.0 */
#include "bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SAMPLES = 1000, LEAST_SAMPLES = 100, MOST_STEPS = 200000000 };

/* Any number would do: that of the year in which Krippendorff's example was printed. */
static const uint64_t seed = 2011;

static uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/* Below n, which has 32 bits: the upper half of a product is even enough. */
static size_t next_below(uint64_t *state, size_t n)
{
    return (size_t)((next_random(state) >> 32) * (uint64_t)n >> 32);
}

size_t batch_bootstrap_samples(size_t n_steps)
{
    size_t n = MOST_STEPS / (n_steps + 1);

    if (n > MOST_SAMPLES)
        return MOST_SAMPLES;
    return n < LEAST_SAMPLES ? LEAST_SAMPLES : n;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* The value below which that share of the sorted ones lies. */
static double quantile(const double *sorted, size_t n, double share)
{
    return sorted[(size_t)(share * (double)(n - 1) + 0.5)];
}

batch_interval batch_bootstrap(batch_statistic statistic, void *user, size_t n_items,
                               size_t n_samples, double share, uint32_t *weights,
                               double *values)
{
    uint64_t state = seed;
    size_t n = 0;

    for (size_t sample = 0; sample < n_samples && n_items > 0; sample++) {
        memset(weights, 0, n_items * sizeof *weights);
        for (size_t i = 0; i < n_items; i++)
            weights[next_below(&state, n_items)]++;
        double value = statistic(user, weights);
        if (!isnan(value))
            values[n++] = value;
    }
    if (n == 0)
        return (batch_interval){ (double)NAN, (double)NAN };
    qsort(values, n, sizeof *values, by_size);
    return (batch_interval){ quantile(values, n, (1 - share) / 2),
                             quantile(values, n, (1 + share) / 2) };
}
