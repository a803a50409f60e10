/* SPDX-License-Identifier: Apache-2.0 */
/**
 * difference.h - whether two shares differ by more than chance.
 *
 * The difference of two independent shares with Newcombe's interval (his method 10,
 * made of two intervals of Wilson's), the chance of one as large when there is none,
 * and which of many such chances count when all are looked at (Benjamini and Hochberg).
 * docs/statistics.md has the formulas and sources. Pure functions, any thread.
 */
#ifndef STET_ACCOUNT_DIFFERENCE_H
#define STET_ACCOUNT_DIFFERENCE_H

#include "account/interval.h"

#include <stddef.h>

typedef struct stet_difference {
    double value; /**< after - before, from -1 to 1; NAN when either has no records. */
    double low, high; /**< Of the 95 % interval; -1 and 1 then. */
    double p;         /**< The chance of a difference as large; 1 then. */
} stet_difference;

stet_difference stet_difference_of(const stet_share *before, const stet_share *after);

/** The greatest of `count` chances that counts when the false discovery rate is held at
    `rate`; below 0: none does. Sorts them. */
double stet_difference_threshold(double *chances, size_t count, double rate);

#endif
