/* SPDX-License-Identifier: Apache-2.0 */
#include "account/probability.h"

#include <float.h>
#include <math.h>

/* Above it Wilson and Hilferty's cube root is exact to seven digits and more. */
static const double LARGE_SHAPE = 1e4;

/* Stirling's series, where its terms up to x^-9 are exact to sixteen digits; small x
   are first moved up by gamma(x + 1) = x gamma(x). Abramowitz & Stegun (1964), 6.1.41.
 */
double stet_probability_log_gamma(double x)
{
    double product = 1;

    while (x < 12) {
        product *= x;
        x += 1;
    }
    double inverse = 1 / (x * x);
    double series =
        (1.0 / 12 -
         inverse * (1.0 / 360 -
                    inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188)))) /
        x;
    return (x - 0.5) * log(x) - x + 0.91893853320467274178 + series - log(product);
}

/* P(a, x) by its series; converges fast below a + 1. Abramowitz & Stegun 6.5.29. */
static double gamma_by_series(double a, double x, double scale)
{
    double term = 1 / a;
    double sum = term;

    double n = a;

    while (term > sum * DBL_EPSILON) {
        n += 1;
        term *= x / n;
        sum += term;
    }
    return sum * scale;
}

/* 1 - P(a, x) by its continued fraction, by the method of Lentz (1976); converges fast
   above a + 1. Abramowitz & Stegun 6.5.31. */
static double gamma_by_fraction(double a, double x, double scale)
{
    double b = x + 1 - a;
    double c = 1 / DBL_MIN;
    double d = 1 / b;
    double value = d;
    double change = 0;
    double i = 0;

    while (fabs(change - 1) > DBL_EPSILON) {
        i += 1;
        double an = -i * (i - a);
        b += 2;
        d = an * d + b;
        d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
        c = b + an / c;
        c = fabs(c) < DBL_MIN ? DBL_MIN : c;
        change = d * c;
        value *= change;
    }
    return value * scale;
}

double stet_probability_gamma(double a, double x)
{
    if (x <= 0)
        return 0;
    double scale = exp(a * log(x) - x - stet_probability_log_gamma(a));
    return x < a + 1 ? gamma_by_series(a, x, scale)
                     : 1 - gamma_by_fraction(a, x, scale);
}

/* The quantile of the normal distribution, by halving: no table to get wrong. */
static double normal_quantile(double p)
{
    double low = -40;
    double high = 40;

    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;
        if (0.5 * erfc(-middle / sqrt(2)) < p)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* E. B. Wilson and M. M. Hilferty, The distribution of chi-square, PNAS 17 (1931). */
static double cube_root_quantile(double a, double p)
{
    double root = 1 - 1 / (9 * a) + normal_quantile(p) / (3 * sqrt(a));

    return root > 0 ? a * root * root * root : 0;
}

double stet_probability_gamma_quantile(double a, double p)
{
    double guess = cube_root_quantile(a, p);

    if (a > LARGE_SHAPE)
        return guess;
    double low = 0;
    double high = guess + 1;
    while (stet_probability_gamma(a, high) < p)
        high *= 2;
    while (high - low > 4 * DBL_EPSILON * high) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            break;
        if (stet_probability_gamma(a, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double stet_probability_beyond(double z)
{
    return erfc(fabs(z) / sqrt(2));
}

static double log_choose(double n, double k)
{
    return stet_probability_log_gamma(n + 1) - stet_probability_log_gamma(k + 1) -
           stet_probability_log_gamma(n - k + 1);
}

double stet_probability_binomial(uint64_t most, uint64_t n, double p)
{
    double sum = 0;

    if (most >= n || p <= 0)
        return 1;
    if (p >= 1)
        return 0;
    for (uint64_t k = 0; k <= most; k++)
        sum += exp(log_choose((double)n, (double)k) + (double)k * log(p) +
                   (double)(n - k) * log1p(-p));
    return sum < 1 ? sum : 1;
}

double stet_probability_hypergeometric(uint64_t hits, uint64_t drawn, uint64_t marked,
                                       uint64_t all)
{
    if (hits > drawn || hits > marked || drawn - hits > all - marked)
        return 0;
    return exp(log_choose((double)marked, (double)hits) +
               log_choose((double)(all - marked), (double)(drawn - hits)) -
               log_choose((double)all, (double)drawn));
}
