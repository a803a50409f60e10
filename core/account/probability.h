/* SPDX-License-Identifier: Apache-2.0 */
/**
 * probability.h - the few distributions that intervals and sampling plans need.
 *
 * The normal, gamma (and so Poisson and chi-square), binomial and hypergeometric ones,
 * to ten digits or better; sums are taken in logarithms, so that a batch of a hundred
 * million records neither overflows nor underflows. Nothing here knows of audits. Pure
 * functions, any thread: which is why the C library's lgamma is not used, it sets a
 * global.
 */
#ifndef STET_ACCOUNT_PROBABILITY_H
#define STET_ACCOUNT_PROBABILITY_H

#include <stdint.h>

/** The logarithm of the gamma function; `x` above 0. */
double stet_probability_log_gamma(double x);

/** P(a, x): the chance that a gamma variate of shape `a` is at most `x`. A Poisson
   count of mean x is `a` or more by the same chance. */
double stet_probability_gamma(double a, double x);
/** The x at which P(a, x) is `p`; p from 0 to 1, both excluded. */
double stet_probability_gamma_quantile(double a, double p);

/** The chance that a normal variate is further from 0 than `z`, on both sides. */
double stet_probability_beyond(double z);

/** The chance of at most `most` of `n` draws, each with chance `p`. */
double stet_probability_binomial(uint64_t most, uint64_t n, double p);

/** The chance of exactly `hits` when `drawn` of `all` are drawn, without putting back,
    and `marked` of all are hits. */
double stet_probability_hypergeometric(uint64_t hits, uint64_t drawn, uint64_t marked,
                                       uint64_t all);

#endif
