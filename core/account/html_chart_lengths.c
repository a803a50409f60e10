/* SPDX-License-Identifier: Apache-2.0 */
/* How long records are: a bar for each of the summary's bins, by state. */
#include "account/html_chart_p.h"

#include <math.h>

enum {
    TOP = 24,     /**< Above the tallest bar: the median's words. */
    HEIGHT = 190, /**< Of a bar that reaches the end of the axis. */
    BOTTOM = 26,  /**< Below: the numbers of words. */
    N_LAST = STET_SUMMARY_BINS - 1,
};

/* Bins from the first to the last that hold a record. */
typedef struct extent {
    size_t first, last;
} extent;

static extent extent_of(const stet_audit_lengths *lengths)
{
    extent bins = { 0, N_LAST };
    while (bins.first < N_LAST && lengths->bins[bins.first] == 0)
        bins.first++;
    while (bins.last > bins.first && lengths->bins[bins.last] == 0)
        bins.last--;
    return bins;
}

static uint64_t most_of(const stet_audit_lengths *lengths, extent bins)
{
    uint64_t most = 1;
    for (size_t i = bins.first; i <= bins.last; i++)
        most = lengths->bins[i] > most ? lengths->bins[i] : most;
    return most;
}

static void add_axis(stet_html *html, stet_chart_axis axis)
{
    char shown[STET_HTML_NUMBER];
    unsigned n = (unsigned)lround(axis.end / axis.step);
    for (unsigned i = 0; i <= n; i++) {
        double y = TOP + HEIGHT * (1 - (double)i / n);
        stet_html_format(html,
                         "<line class=\"%s\" x1=\"0\" x2=\"100%%\" y1=\"%.1f\" "
                         "y2=\"%.1f\"/>",
                         i == 0 ? "base" : "grid", y, y);
        if (i > 0)
            stet_html_format(
                html, "<text class=\"tick\" x=\"0\" y=\"%.1f\">%s</text>\n", y - 4,
                stet_html_show_count((uint64_t)llround(axis.step * i), shown));
    }
}

/* "100–149 words: 204 records, 17 rejected, 1 failed". */
static void add_tip(stet_html *html, size_t bin)
{
    const stet_audit_summary *summary = html->summary;
    stet_html_count(html, stet_audit_length_edges[bin]);
    if (bin == N_LAST)
        stet_html_add(html, " words or more");
    else {
        uint64_t last = stet_audit_length_edges[bin + 1] - 1;
        if (last > stet_audit_length_edges[bin]) {
            stet_html_add(html, "–");
            stet_html_count(html, last);
        }
        stet_html_add(html, last == 1 && bin == 1 ? " word" : " words");
    }
    stet_html_add(html, ": ");
    stet_html_number_of(html, summary->lengths.bins[bin], "record", "records");
    for (int state = STET_AUDIT_REJECTED; state < STET_SUMMARY_STATES; state++) {
        uint64_t n = summary->lengths_by_state[state].bins[bin];
        if (n > 0) {
            stet_html_add(html, ", ");
            stet_html_count(html, n);
            stet_html_format(html, " %s",
                             stet_html_state_word((stet_audit_state)state));
        }
    }
}

static void add_bin(stet_html *html, extent bins, size_t bin, double end)
{
    /* From the base upward: what was rejected can be compared from bar to bar. */
    static const stet_audit_state order[] = { STET_AUDIT_REJECTED, STET_AUDIT_FAILED,
                                              STET_AUDIT_ACCEPTED };
    double width = 100.0 / (double)(bins.last - bins.first + 1);
    double x = width * (double)(bin - bins.first);
    double y = TOP + HEIGHT;
    stet_html_add(html, "<g class=\"row\"><title>");
    add_tip(html, bin);
    stet_html_add(html, "</title>");
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        uint64_t n = html->summary->lengths_by_state[order[i]].bins[bin];
        double height = HEIGHT * (double)n / end;
        y -= height;
        if (n > 0)
            stet_html_format(html,
                             "<rect class=\"bar f-%s\" x=\"%.3f%%\" y=\"%.2f\" "
                             "width=\"%.3f%%\" height=\"%.2f\"/>",
                             stet_html_state_word(order[i]), x + width * 0.06, y,
                             width * 0.88, height);
    }
    stet_html_add(html, "</g>\n");
}

/* 1, 10, 100 ... and, where there is room, 3, 30, 300 ... */
static bool is_labelled(size_t bin, size_t n_bins)
{
    uint64_t edge = stet_audit_length_edges[bin];
    while (edge >= 10 && edge % 10 == 0)
        edge /= 10;
    return edge <= 1 || (edge == 3 && n_bins <= 22);
}

static void add_edges(stet_html *html, extent bins)
{
    size_t n_bins = bins.last - bins.first + 1;
    for (size_t bin = bins.first; bin <= bins.last; bin++) {
        double x = 100.0 * (double)(bin - bins.first) / (double)n_bins;
        if (!is_labelled(bin, n_bins))
            continue;
        stet_html_format(html,
                         "<line class=\"base\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%d\" "
                         "y2=\"%d\"/><text class=\"tick%s\" x=\"%.3f%%\" y=\"%d\">",
                         x, x, TOP + HEIGHT, TOP + HEIGHT + 5,
                         bin == bins.first ? "" : " middle", x, TOP + HEIGHT + 19);
        stet_html_count(html, stet_audit_length_edges[bin]);
        stet_html_add(html, "</text>\n");
    }
}

/* Where so many words are among the bars, in percent of the width. */
static double place_of(extent bins, uint64_t words)
{
    size_t bin = bins.first;
    while (bin < bins.last && stet_audit_length_edges[bin + 1] <= words)
        bin++;
    double low = (double)stet_audit_length_edges[bin];
    double width = bin < N_LAST ? (double)stet_audit_length_edges[bin + 1] - low : low;
    double inside = width > 0 ? fmin(((double)words - low + 0.5) / width, 1) : 0.5;
    return 100 * ((double)(bin - bins.first) + inside) /
           (double)(bins.last - bins.first + 1);
}

static void add_median(stet_html *html, extent bins)
{
    uint64_t median = html->summary->lengths.quantiles[STET_SUMMARY_QUANTILES / 2];
    double x = place_of(bins, median);
    stet_html_format(html,
                     "<line class=\"median\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%d\" "
                     "y2=\"%d\"/><text class=\"%s\" x=\"%.3f%%\" y=\"12\">median ",
                     x, x, TOP - 6, TOP + HEIGHT,
                     x < 15   ? ""
                     : x > 85 ? "end"
                              : "middle",
                     x);
    stet_html_count(html, median);
    stet_html_add(html, "</text>\n");
}

void stet_html_chart_lengths(stet_html *html)
{
    const stet_audit_lengths *lengths = &html->summary->lengths;
    extent bins = extent_of(lengths);
    stet_chart_axis axis = stet_chart_axis_of((double)most_of(lengths, bins), 4);
    if (axis.step < 1)
        axis = (stet_chart_axis){ .step = 1, .end = ceil(axis.end) };
    stet_html_chart_begin(html, "chart-lengths", "Records by their number of words",
                          "A bar for each range of lengths, as high as the number of "
                          "records in it; rejected, failed and accepted records are "
                          "stacked. The table below has the same numbers.",
                          TOP + HEIGHT + BOTTOM);
    add_axis(html, axis);
    for (size_t bin = bins.first; bin <= bins.last; bin++)
        if (lengths->bins[bin] > 0)
            add_bin(html, bins, bin, axis.end);
    add_edges(html, bins);
    add_median(html, bins);
    stet_html_add(html, "</svg>\n");
}
