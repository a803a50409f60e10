/* SPDX-License-Identifier: Apache-2.0 */
#include "account/interval.h"

#include "account/probability.h"

#include <math.h>

/* What stands beyond either end of an interval at 95 %. */
static const double TAIL = 0.025;

/* E. B. Wilson, Probable inference, the law of succession, and statistical inference,
   JASA 22 (1927) 209-212: all p for which a normal test does not refuse count / n. */
stet_share stet_share_of(uint64_t count, uint64_t n)
{
    const double z2 = STET_INTERVAL_Z * STET_INTERVAL_Z;
    stet_share made = { .count = count, .n = n, .share = NAN, .low = 0, .high = 1 };

    if (n == 0)
        return made;
    double total = (double)n;
    double p = (double)count / total;
    double middle = p + z2 / (2 * total);
    double half =
        STET_INTERVAL_Z * sqrt(p * (1 - p) / total + z2 / (4 * total * total));
    double scale = 1 + z2 / total;
    made.share = p;
    /* At the ends the formula is exact, and its rounding is not. */
    if (count > 0)
        made.low = fmax(0, (middle - half) / scale);
    if (count < n)
        made.high = fmin(1, (middle + half) / scale);
    return made;
}

/* F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936)
   437-442: half of the quantiles of chi-square at 2x and 2x + 2 degrees of freedom. */
void stet_interval_poisson(double count, double *low, double *high)
{
    *low = count > 0 ? stet_probability_gamma_quantile(count, TAIL) : 0;
    *high = stet_probability_gamma_quantile(count + 1, 1 - TAIL);
}

/* How many times the variance of such a count is its mean, when clusters come by chance
   and a finding is followed by one more in its record by a fixed chance (the
   distribution of Polya and Aeppli): 2 m - 1, with m findings a cluster. */
static double dispersion(uint64_t findings, uint64_t records)
{
    return records > 0 && findings > records
               ? 2 * ((double)findings / (double)records) - 1
               : 1;
}

stet_density stet_density_of(uint64_t findings, uint64_t records, uint64_t words)
{
    stet_density made = {
        .findings = findings, .words = words, .rate = NAN, .low = 0, .high = INFINITY
    };

    if (words == 0)
        return made;
    double spread = dispersion(findings, records);
    double scale = 1000 / (double)words;
    stet_interval_poisson((double)findings / spread, &made.low, &made.high);
    made.rate = (double)findings * scale;
    made.low *= spread * scale;
    made.high *= spread * scale;
    return made;
}
