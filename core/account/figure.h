/* SPDX-License-Identifier: Apache-2.0 */
/**
 * figure.h - numbers as people read them.
 *
 * Counts have their thousands apart ("8,050"). A rate is told with as many decimals as
 * its interval gives a meaning, and with the interval: "3.2 % (2.9-3.5)". What was not
 * counted at all is "-". Texts are ASCII and appended; pure functions, any thread.
 */
#ifndef STET_ACCOUNT_FIGURE_H
#define STET_ACCOUNT_FIGURE_H

#include "account/interval.h"
#include "base/buffer.h"

/** "8,050" */
void stet_figure_count(stet_buffer *out, uint64_t count);
/** "1 record", "8,050 records" */
void stet_figure_of(stet_buffer *out, uint64_t count, const char *one,
                    const char *many);
/** "3.2 % (2.9-3.5)" */
void stet_figure_share(stet_buffer *out, const stet_share *share);
/** "2.3 (2.1-2.6)" */
void stet_figure_density(stet_buffer *out, const stet_density *density);
/** A share of 1 as percents, with two digits that count: "5.1 %", "0.023 %", "0 %". */
void stet_figure_percent(stet_buffer *out, double share);
/** A rate by 100 with `digits` that count, its thousands apart: "1.7", "173", "13,000",
    "less than 0.0001". */
void stet_figure_rate(stet_buffer *out, double rate, int digits);
/** "+1.2 (0.4 to 2.0)": a difference of shares, in percent points. */
void stet_figure_difference(stet_buffer *out, double difference, double low,
                            double high);
/** "0.612 (0.553 to 0.668)": a figure of any sign; NAN as `low`: it has no interval. */
void stet_figure_estimate(stet_buffer *out, double value, double low, double high);
/** "20.1 MB": powers of 1,000. */
void stet_figure_bytes(stet_buffer *out, uint64_t bytes);

#endif
