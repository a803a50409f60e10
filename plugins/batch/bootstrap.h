/* SPDX-License-Identifier: Apache-2.0 */
/**
 * bootstrap.h - how far a figure would be another one, had other items been drawn.
 *
 * Items are drawn anew, with replacement, as many as there are, and the figure is
 * worked out of them; the interval holds the middle share of what many such samples
 * give (B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13; of
 * agreement: A. Zapf et al., Measuring inter-rater reliability for nominal data, BMC
 * Medical Research Methodology 16, 2016). The draws are the same on every machine and
 * in every run: SplitMix64 (G. Steele, D. Lea, C. Flood, 2014) from a fixed seed.
 */
#ifndef STET_BATCH_BOOTSTRAP_H
#define STET_BATCH_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

/** The figure, when item i is there weights[i] times; NAN: it cannot be worked out. */
typedef double (*batch_statistic)(void *user, const uint32_t *weights);

typedef struct batch_interval {
    double low, high; /**< NAN: no sample gave a figure. */
} batch_interval;

/** How many samples are worth their time: 1,000, down to 100 where one takes many
 * steps.
 */
size_t batch_bootstrap_samples(size_t n_steps);

/** `share` is what the interval holds, as 0.95. `weights` has room for n_items,
   `values` for n_samples. */
batch_interval batch_bootstrap(batch_statistic statistic, void *user, size_t n_items,
                               size_t n_samples, double share, uint32_t *weights,
                               double *values);

#endif
