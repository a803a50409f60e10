/* SPDX-License-Identifier: Apache-2.0 */
/**
 * html_chart_p.h - charts of an audit's page, as SVG that stands in it.
 *
 * A chart is as wide as the column: places along the horizontal are percentages of the
 * drawing, heights are pixels, so that letters keep their size on a phone. Styles are
 * classes of the page's sheet. Each chart is an image with a title and a description
 * for those who hear it; the table beside it has the same numbers.
 */
#ifndef STET_ACCOUNT_HTML_CHART_P_H
#define STET_ACCOUNT_HTML_CHART_P_H

#include "account/html_p.h"

/** A row of a chart of rates. */
typedef struct stet_chart_row {
    stet_str label;          /**< Of any origin. */
    double value, low, high; /**< From 0 on; NAN: it is not known, nothing is drawn. */
    const char *kind;        /**< Class of ours: its colour. */
    char shown[STET_HTML_NUMBER * 2]; /**< Behind the row: markup of ours. */
    char tip[STET_HTML_NUMBER * 4];   /**< On pointing at it: markup of ours. */
} stet_chart_row;

typedef struct stet_chart {
    const char *id;          /**< Unique in the page. */
    const char *title;       /**< What it shows; ours, as all below. */
    const char *description; /**< For who cannot see it. */
    const stet_chart_row *rows;
    size_t n_rows;
    bool bars;      /**< From 0 to the value; else a dot. */
    bool signs;     /**< Values are differences, from -1 to 1; dots. */
    double overall; /**< A line across all rows; NAN: none. */
} stet_chart;

/** The drawing of rates, without the figure around it. */
void stet_html_chart(stet_html *html, const stet_chart *chart);
/** Begins a drawing: role, title, description. `height` in pixels. */
void stet_html_chart_begin(stet_html *html, const char *id, const char *title,
                           const char *description, unsigned height);

/** An axis from `start` (0) to `end`, with a tick each `step`: 1, 2 or 5 times a power
 * of ten. */
typedef struct stet_chart_axis {
    double start, step, end;
} stet_chart_axis;
/** For values up to `most`, with about `ticks` ticks. */
stet_chart_axis stet_chart_axis_of(double most, unsigned ticks);

/** How many records have how many words, as stacked bars by state. */
void stet_html_chart_lengths(stet_html *html);
/** How likely the plan accepts batches of any quality. */
void stet_html_chart_plan(stet_html *html);

#endif
