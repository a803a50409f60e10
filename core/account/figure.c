/* SPDX-License-Identifier: Apache-2.0 */
#include "account/figure.h"

#include "base/str.h"

#include <inttypes.h>
#include <math.h>

enum { MOST_DECIMALS = 4 };

void stet_figure_count(stet_buffer *out, uint64_t count)
{
    if (count < 1000) {
        stet_buffer_format(out, "%" PRIu64, count);
        return;
    }
    stet_figure_count(out, count / 1000);
    stet_buffer_format(out, ",%03" PRIu64, count % 1000);
}

void stet_figure_of(stet_buffer *out, uint64_t count, const char *one, const char *many)
{
    stet_figure_count(out, count);
    stet_buffer_format(out, " %s", count == 1 ? one : many);
}

/* So many that half of the interval is one to ten units of the last one. */
static int decimals_of(double width)
{
    if (!(width > 0))
        return MOST_DECIMALS;
    double needed = ceil(-log10(width / 2));
    return needed < 0 ? 0 : needed > MOST_DECIMALS ? MOST_DECIMALS : (int)needed;
}

/* Zero is zero, with whatever decimals; and no "-0". */
static void add_number(stet_buffer *out, double number, int decimals)
{
    if (!(fabs(number) > 0) || fabs(number) < 0.5 * pow(10, -decimals))
        stet_buffer_add_char(out, '0');
    else
        stet_buffer_format(out, "%.*f", decimals, number);
}

static void add_interval(stet_buffer *out, double low, double high, int decimals)
{
    stet_buffer_add_text(out, " (");
    add_number(out, low, decimals);
    stet_buffer_add_char(out, '-');
    add_number(out, high, decimals);
    stet_buffer_add_char(out, ')');
}

void stet_figure_share(stet_buffer *out, const stet_share *share)
{
    int decimals = decimals_of(100 * (share->high - share->low));

    if (share->n == 0) {
        stet_buffer_add_char(out, '-');
        return;
    }
    add_number(out, 100 * share->share, decimals);
    stet_buffer_add_text(out, " %");
    add_interval(out, 100 * share->low, 100 * share->high, decimals);
}

void stet_figure_density(stet_buffer *out, const stet_density *density)
{
    int decimals = decimals_of(density->high - density->low);

    if (density->words == 0) {
        stet_buffer_add_char(out, '-');
        return;
    }
    add_number(out, density->rate, decimals);
    add_interval(out, density->low, density->high, decimals);
}

void stet_figure_percent(stet_buffer *out, double share)
{
    double percent = 100 * share;

    if (isnan(percent))
        stet_buffer_add_char(out, '-');
    else if (percent > 0 && percent < 0.0001)
        stet_buffer_add_text(out, "less than 0.0001 %");
    else if (percent > 99.99 && percent < 100)
        stet_buffer_add_text(out, "more than 99.99 %");
    else if (percent >= 10 && (percent <= 99 || percent >= 100))
        stet_buffer_format(out, "%.0f %%", percent);
    else
        stet_buffer_format(out, "%.*g %%", percent > 99 ? 4 : 2, percent);
}

void stet_figure_rate(stet_buffer *out, double rate, int digits)
{
    if (rate > 0 && rate < 0.0001)
        stet_buffer_add_text(out, "less than 0.0001");
    else if (rate < fmin(pow(10, digits), 1000) - 0.5)
        stet_buffer_format(out, "%.*g", digits, rate);
    else
        stet_figure_count(out, (uint64_t)llround(rate));
}

/* With its sign, also where it is up. */
static void add_signed(stet_buffer *out, double number, int decimals)
{
    if (number > 0 && number >= 0.5 * pow(10, -decimals))
        stet_buffer_add_char(out, '+');
    add_number(out, number, decimals);
}

void stet_figure_difference(stet_buffer *out, double difference, double low,
                            double high)
{
    /* More than of a rate: whether an end is at zero must be seen. */
    int decimals = decimals_of(100 * (high - low) / 5);

    add_signed(out, 100 * difference, decimals);
    stet_buffer_add_text(out, " (");
    add_signed(out, 100 * low, decimals);
    stet_buffer_add_text(out, " to ");
    add_signed(out, 100 * high, decimals);
    stet_buffer_add_char(out, ')');
}

void stet_figure_estimate(stet_buffer *out, double value, double low, double high)
{
    enum { ALONE = 3 };
    /* As with differences: whether a limit is inside must be seen. */
    int decimals = isnan(low) ? ALONE : decimals_of((high - low) / 5);

    add_number(out, value, decimals);
    if (isnan(low))
        return;
    stet_buffer_add_text(out, " (");
    add_number(out, low, decimals);
    stet_buffer_add_text(out, " to ");
    add_number(out, high, decimals);
    stet_buffer_add_char(out, ')');
}

void stet_figure_bytes(stet_buffer *out, uint64_t bytes)
{
    static const char *const units[] = { "kB", "MB", "GB", "TB", "PB" };
    double shown = (double)bytes / 1000;
    size_t unit = 0;

    if (bytes < 1000) {
        stet_figure_of(out, bytes, "byte", "bytes");
        return;
    }
    for (; shown >= 999.95 && unit + 1 < STET_LEN(units); unit++)
        shown /= 1000;
    stet_buffer_format(out, "%.1f %s", shown, units[unit]);
}
