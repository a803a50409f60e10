/* SPDX-License-Identifier: Apache-2.0 */
/* Rates as dots with whiskers, or as bars: one row each, names on the left. */
#include "account/html_chart_p.h"

#include <math.h>
#include <stdio.h>

enum {
    TOP = 26,     /**< Above the rows: the numbers of the axis. */
    ROW = 30,     /**< A row is as high as two lines on a phone. */
    BOTTOM = 6,   /**< Below them. */
    BAR = 12,     /**< A bar is as thick. */
    RADIUS = 5,   /**< Of a dot. */
    DESCENDER = 4 /**< From a row's middle down to the base line of its text. */
};

stet_chart_axis stet_chart_axis_of(double most, unsigned ticks)
{
    static const double steps[] = { 1, 2, 5, 10 };
    stet_chart_axis axis = { .step = 1, .end = 1 };
    if (!(most > 0) || isinf(most))
        return axis;
    double power = pow(10, floor(log10(most / ticks)));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        axis.step = steps[i] * power;
        if (axis.step * ticks >= most)
            break;
    }
    axis.end = ceil(most / axis.step - 1e-9) * axis.step;
    return axis;
}

/* Dots lie where they lie: where all are far from 0 their axis need not begin there. */
static void begin_late(stet_chart_axis *axis, double least)
{
    stet_chart_axis part = stet_chart_axis_of(axis->end - least, 5);
    if (least < axis->end / 2)
        return;
    axis->step = part.step;
    axis->start = floor(least / part.step) * part.step;
    axis->end =
        axis->start + ceil((axis->end - axis->start) / part.step - 1e-9) * part.step;
}

/* Differences lie on both sides of 0, which is always on their axis. */
static stet_chart_axis axis_of_signs(double least, double most)
{
    double low = fmin(least, 0);
    double high = fmax(most, 0);
    stet_chart_axis axis = stet_chart_axis_of(high - low, 6);
    axis.start = floor(low / axis.step + 1e-9) * axis.step;
    axis.end = ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

static stet_chart_axis axis_of(const stet_chart *chart, double least, double most)
{
    stet_chart_axis axis;
    if (chart->signs)
        return axis_of_signs(least, most);
    axis = stet_chart_axis_of(most, 5);
    if (!chart->bars)
        begin_late(&axis, least);
    return axis;
}

/* In percent of the width. */
static double place_on(stet_chart_axis axis, double value)
{
    double place = (value - axis.start) / (axis.end - axis.start);
    return 100 * fmin(fmax(place, 0), 1);
}

void stet_html_chart_begin(stet_html *html, const char *id, const char *title,
                           const char *description, unsigned height)
{
    stet_html_format(html,
                     "<svg class=\"chart\" role=\"img\" aria-labelledby=\"%s-title "
                     "%s-desc\" width=\"100%%\" height=\"%u\">\n<title "
                     "id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
                     id, id, height, id, title, id, description);
}

/* The greatest value that is drawn, ends of intervals among them. */
static double most_of(const stet_chart *chart)
{
    double most = isnan(chart->overall) ? 0 : chart->overall;
    for (size_t i = 0; i < chart->n_rows; i++) {
        const stet_chart_row *row = &chart->rows[i];
        if (!isnan(row->value))
            most = fmax(most, chart->bars ? row->value : row->high);
    }
    return most;
}

/* The least one. */
static double least_of(const stet_chart *chart)
{
    double least = isnan(chart->overall) ? INFINITY : chart->overall;
    for (size_t i = 0; i < chart->n_rows; i++)
        if (!isnan(chart->rows[i].value))
            least = fmin(least, chart->bars ? 0 : chart->rows[i].low);
    return least;
}

static unsigned middle_of(size_t row)
{
    return TOP + (unsigned)row * ROW + ROW / 2;
}

/* Names, whose lines have their height and place from the style, and values stand
   beside the drawing, or on a phone above its rows; for who hears the page the
   drawing's description and the table say more. */
static void add_names(stet_html *html, const stet_chart *chart)
{
    stet_html_add(html, "<div class=\"names\" aria-hidden=\"true\">\n");
    for (size_t i = 0; i < chart->n_rows; i++) {
        stet_html_add(html, "<span dir=\"auto\">");
        stet_html_text_cut(html, chart->rows[i].label, 200);
        stet_html_add(html, "</span>\n");
    }
    stet_html_add(html, "</div>\n");
}

static void add_values(stet_html *html, const stet_chart *chart, unsigned height)
{
    stet_html_format(html,
                     "<svg class=\"values\" aria-hidden=\"true\" width=\"100%%\" "
                     "height=\"%u\">\n",
                     height);
    for (size_t i = 0; i < chart->n_rows; i++)
        stet_html_format(html, "<text class=\"end\" x=\"100%%\" y=\"%u\">%s</text>\n",
                         middle_of(i) + DESCENDER, chart->rows[i].shown);
    stet_html_add(html, "</svg>\n");
}

static void add_axis(stet_html *html, stet_chart_axis axis, bool signs, unsigned height)
{
    char shown[STET_HTML_NUMBER];
    unsigned n = (unsigned)lround((axis.end - axis.start) / axis.step);
    for (unsigned i = 0; i <= n; i++) {
        double x = 100.0 * i / n;
        const char *anchor = i == 0 ? "" : i == n ? " end" : " middle";
        double value = 100 * (axis.start + axis.step * i);
        if (fabs(value) < 1e-9)
            value = 0;
        if (signs)
            snprintf(shown, sizeof shown, "%s%g",
                     value < 0   ? "−"
                     : value > 0 ? "+"
                                 : "",
                     fabs(value));
        else
            snprintf(shown, sizeof shown, "%g%%", value);
        stet_html_format(html,
                         "<line class=\"%s\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%d\" "
                         "y2=\"%u\"/><text class=\"tick%s\" x=\"%.3f%%\" y=\"%d\">%s"
                         "</text>\n",
                         i == 0 && axis.start <= 0 ? "base" : "grid", x, x, TOP - 6,
                         height - BOTTOM, anchor, x, TOP - 12, shown);
    }
}

static void add_bar(stet_html *html, const stet_chart_row *row, stet_chart_axis axis,
                    unsigned middle)
{
    stet_html_format(html,
                     "<rect class=\"bar f-%s\" x=\"0\" y=\"%u\" width=\"%.3f%%\" "
                     "height=\"%d\"/>",
                     row->kind, middle - BAR / 2, place_on(axis, row->value), BAR);
}

static void add_dot(stet_html *html, const stet_chart_row *row, stet_chart_axis axis,
                    unsigned middle)
{
    stet_html_format(html,
                     "<line class=\"whisker\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%u\" "
                     "y2=\"%u\"/><circle class=\"dot\" cx=\"%.3f%%\" cy=\"%u\" "
                     "r=\"%d\"/>",
                     place_on(axis, row->low), place_on(axis, row->high), middle,
                     middle, place_on(axis, row->value), middle, RADIUS);
}

static void add_row(stet_html *html, const stet_chart *chart, size_t at,
                    stet_chart_axis axis)
{
    const stet_chart_row *row = &chart->rows[at];
    unsigned middle = middle_of(at);
    if (isnan(row->value))
        return;
    stet_html_format(html, "<g class=\"row %s\"><title>", row->kind);
    stet_html_text_cut(html, row->label, 200);
    stet_html_format(html,
                     ": %s</title><rect class=\"hit\" x=\"0\" y=\"%u\" width=\"100%%\" "
                     "height=\"%d\"/><g class=\"mark\">",
                     row->tip, middle - ROW / 2, ROW);
    if (chart->bars)
        add_bar(html, row, axis, middle);
    else
        add_dot(html, row, axis, middle);
    stet_html_add(html, "</g></g>\n");
}

static void add_overall(stet_html *html, double x, unsigned height)
{
    stet_html_format(html,
                     "<line class=\"overall\" x1=\"%.3f%%\" x2=\"%.3f%%\" "
                     "y1=\"%d\" y2=\"%u\"/>\n",
                     x, x, TOP - 6, height - BOTTOM);
}

void stet_html_chart(stet_html *html, const stet_chart *chart)
{
    unsigned height = TOP + (unsigned)chart->n_rows * ROW + BOTTOM;
    stet_chart_axis axis = axis_of(chart, least_of(chart), most_of(chart));
    stet_html_add(html, "<div class=\"rows\">\n");
    add_names(html, chart);
    stet_html_chart_begin(html, chart->id, chart->title, chart->description, height);
    add_axis(html, axis, chart->signs, height);
    if (!isnan(chart->overall))
        add_overall(html, place_on(axis, chart->overall), height);
    for (size_t i = 0; i < chart->n_rows; i++)
        add_row(html, chart, i, axis);
    stet_html_add(html, "</svg>\n");
    add_values(html, chart, height);
    stet_html_add(html, "</div>\n");
}
