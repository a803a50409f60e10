/* SPDX-License-Identifier: Apache-2.0 */
/* The operating characteristic of the plan: how likely it accepts a batch. */
#include "account/html_chart_p.h"

#include <math.h>

enum {
    TOP = 22,
    HEIGHT = 170,
    BOTTOM = 40,
    N_POINTS = 80, /**< Of the curve. */
};

static double chance_at(const stet_acceptance_plan *plan, double share)
{
    return stet_acceptance_chance(plan, (uint64_t)llround(share * (double)plan->lot));
}

/* Up to which share it is worth drawing: where nothing is accepted any more. */
static double end_of(const stet_acceptance_plan *plan)
{
    double end = fmin(1, fmax(4 * plan->percent / 100, 0.001));
    while (end < 1 && chance_at(plan, end) > 0.01)
        end = fmin(1, end * 1.25);
    return end;
}

static void add_axes(stet_html *html, stet_chart_axis axis)
{
    unsigned n = (unsigned)lround(axis.end / axis.step);
    for (unsigned i = 0; i <= 2; i++) {
        unsigned y = TOP + HEIGHT - i * HEIGHT / 2;
        stet_html_format(html,
                         "<line class=\"%s\" x1=\"0\" x2=\"100%%\" y1=\"%u\" "
                         "y2=\"%u\"/>",
                         i == 0 ? "base" : "grid", y, y);
        if (i > 0)
            stet_html_format(
                html, "<text class=\"tick end\" x=\"100%%\" y=\"%u\">%u%%%s</text>\n",
                y - 4, i * 50, i == 2 ? " accepted" : "");
    }
    for (unsigned i = 0; i <= n; i++)
        stet_html_format(html,
                         "<text class=\"tick%s\" x=\"%.3f%%\" y=\"%d\">%g%%</text>\n",
                         i == 0   ? ""
                         : i == n ? " end"
                                  : " middle",
                         100.0 * i / n, TOP + HEIGHT + 16, 100 * axis.step * i);
    stet_html_format(html,
                     "<text class=\"tick\" x=\"0\" y=\"%d\">of the batch’s records are "
                     "rejected</text>\n",
                     TOP + HEIGHT + 33);
}

static void add_curve(stet_html *html, const stet_acceptance_plan *plan, double end)
{
    stet_html_format(html,
                     "<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 100 "
                     "100\" preserveAspectRatio=\"none\"><polyline class=\"curve\" "
                     "points=\"",
                     TOP, HEIGHT);
    /* At whole numbers of records, or rounding would bend it. */
    for (unsigned i = 0; i <= N_POINTS; i++) {
        double records = floor(end * (double)plan->lot * i / N_POINTS);
        stet_html_format(html, "%.3f,%.3f ", 100 * records / (double)plan->lot / end,
                         100 * (1 - stet_acceptance_chance(plan, (uint64_t)records)));
    }
    stet_html_add(html, "\"/></svg>\n");
}

static void add_quality(stet_html *html, const stet_acceptance_plan *plan, double end)
{
    double x = fmin(plan->percent / 100 / end, 1) * 100;
    stet_html_format(html,
                     "<line class=\"overall\" x1=\"%.3f%%\" x2=\"%.3f%%\" y1=\"%d\" "
                     "y2=\"%d\"/><text class=\"tick%s\" x=\"%.3f%%\" y=\"12\">AQL "
                     "%s%%</text>\n",
                     x, x, TOP - 4, TOP + HEIGHT, x > 80 ? " end" : "", x, plan->aql);
}

/* Where this batch is, if it is in the drawing. */
static void add_batch(stet_html *html, double end)
{
    const stet_audit_verdict *verdict = &html->summary->verdict;
    double share = verdict->all_percent / 100;
    double x = 100 * share / end;
    double y = TOP + HEIGHT * (1 - verdict->chance);
    if (share > end || isnan(verdict->chance))
        return;
    stet_html_format(
        html,
        "<circle class=\"spot\" cx=\"%.3f%%\" cy=\"%.1f\" r=\"5\"/><text "
        "class=\"%s\" x=\"%.3f%%\" y=\"%.1f\" d%s=\"%d\">this batch</text>\n",
        x, y, x > 70 ? "end" : "", x, y, "x", x > 70 ? -10 : 10);
}

void stet_html_chart_plan(stet_html *html)
{
    const stet_acceptance_plan *plan = &html->summary->verdict.plan;
    stet_chart_axis axis = stet_chart_axis_of(end_of(plan), 6);
    axis.end = fmin(axis.end, 1);
    stet_html_chart_begin(html, "chart-plan",
                          "How likely the plan accepts a batch, by how many of its "
                          "records are rejected",
                          "A curve that falls from 100 percent, for a batch without "
                          "rejected records, to nothing for bad ones.",
                          TOP + HEIGHT + BOTTOM);
    add_axes(html, axis);
    add_quality(html, plan, axis.end);
    add_curve(html, plan, axis.end);
    add_batch(html, axis.end);
    stet_html_add(html, "</svg>\n");
}
