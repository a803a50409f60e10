/* SPDX-License-Identifier: Apache-2.0 */
/* What drifted since an earlier audit. */
#include "account/html_chart_p.h"
#include "base/memory.h"
#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHART_ROWS = 30 };

static const char *const kind_words[] = {
    [STET_DRIFT_STATE] = "records",
    [STET_DRIFT_LEVEL] = "level",
    [STET_DRIFT_RULE] = "rule",
    [STET_DRIFT_GROUP] = "group",
};

/* The lists of a comparison, in the order of the page. */
enum { N_LISTS = 4 };

static const stet_drift_list *list_at(const stet_comparison *drift, size_t n)
{
    const stet_drift_list *const lists[N_LISTS] = { &drift->states, &drift->levels,
                                                    &drift->groups, &drift->rules };
    return lists[n];
}

static bool is_present(const stet_html *html)
{
    return html->drift != NULL;
}

/* In points of a percentage, with a sign. */
static const char *show_points(double difference, char shown[STET_HTML_NUMBER])
{
    double points = 100 * difference;
    if (isnan(points))
        snprintf(shown, STET_HTML_NUMBER, "–");
    else if (fabs(points) < 0.005)
        snprintf(shown, STET_HTML_NUMBER, "0");
    else
        snprintf(shown, STET_HTML_NUMBER, "%s%.*f", points < 0 ? "−" : "+",
                 fabs(points) < 1 ? 2 : 1, fabs(points));
    return shown;
}

/* What makes numbers of the two hard to hold against each other. */
static void add_doubts(stet_html *html)
{
    const stet_comparison *drift = html->drift;
    if (!drift->same_rules)
        stet_html_add(html, "<p>The two were checked against different rule sets: what "
                            "differs may be the specification, not the texts.</p>\n");
    if (!stet_str_equal(drift->before.run.fail_on, html->summary->run.fail_on))
        stet_html_add(html, "<p>Records were not rejected by the same level of "
                            "findings in both.</p>\n");
    if (!drift->before.run.complete)
        stet_html_add(html, "<p>The earlier audit is not complete.</p>\n");
    if (!drift->same_groups && html->summary->groups.total > 0)
        stet_html_add(html,
                      "<p>Groups are not compared: the earlier audit has none, or "
                      "others.</p>\n");
}

static void add_count(stet_html *html)
{
    const stet_comparison *drift = html->drift;
    if (drift->compared == 0) {
        stet_html_add(html, "<b>Nothing can be compared</b>: one of the two, if not "
                            "both, has no records.</p>\n");
        return;
    }
    stet_html_add(html, "Of ");
    stet_html_number_of(html, drift->compared, "share", "shares");
    stet_html_add(html, " that both have, <b>");
    stet_html_count(html, drift->beyond);
    stet_html_add(html, drift->beyond == 1 ? " differs" : " differ");
    stet_html_format(html,
                     " by more than chance</b>: of those that are called so, %g%% at "
                     "most are expected to be chance after all.</p>\n",
                     100 * STET_COMPARE_RATE);
}

static void add_words(stet_html *html)
{
    const stet_comparison *drift = html->drift;
    stet_html_add(html, "<p>Since the audit <code>");
    stet_html_name(html, drift->before.run.path);
    stet_html_add(html, "</code> against ");
    stet_html_name(html, drift->before.run.rule_set);
    stet_html_add(html, " ");
    stet_html_name(html, drift->before.run.version);
    stet_html_add(html, ". ");
    add_count(html);
    add_doubts(html);
    if (drift->same > 0) {
        stet_html_add(html, "<p>Of ");
        stet_html_number_of(html, drift->parts, "part", "parts");
        stet_html_add(html, " of this batch, ");
        stet_html_count(html, drift->same);
        stet_html_add(html, " have the same bytes in both.</p>\n");
    }
}

/* ---- The chart ---- */

static void set_row(stet_chart_row *row, const stet_drift *drift)
{
    char before[STET_HTML_NUMBER];
    char after[STET_HTML_NUMBER];
    row->label = drift->name;
    row->value = drift->difference.value;
    row->low = drift->difference.low;
    row->high = drift->difference.high;
    row->kind = drift->difference.value > 0 ? "worse" : "better";
    show_points(row->value, row->shown);
    snprintf(row->tip, sizeof row->tip, "from %s to %s",
             stet_html_show_share(drift->before.share, before),
             stet_html_show_share(drift->after.share, after));
}

static void add_chart(stet_html *html)
{
    stet_chart_row *rows = stet_memory_zalloc(CHART_ROWS, sizeof *rows);
    stet_chart chart = {
        .id = "chart-drift",
        .title = "What differs by more than chance",
        .description = "A dot for each share at the difference between the two audits, "
                       "with its 95 percent interval, and a line at no difference. The "
                       "table below has the same numbers.",
        .rows = rows,
        .signs = true,
        .overall = 0,
    };
    for (size_t n = 0; n < N_LISTS; n++) {
        const stet_drift_list *list = list_at(html->drift, n);
        for (size_t i = 0; i < list->count && chart.n_rows < CHART_ROWS; i++)
            if (list->items[i].beyond)
                set_row(&rows[chart.n_rows++], &list->items[i]);
    }
    if (chart.n_rows > 0) {
        stet_html_add(html, "<figure><figcaption><b>What differs by more than "
                            "chance</b>Difference of shares of records, in percentage "
                            "points, with its 95% interval.<ul class=\"key\"><li><span "
                            "class=\"k-worse\"></span>more records have it</li><li>"
                            "<span class=\"k-better\"></span>fewer</li></ul>"
                            "</figcaption>\n");
        stet_html_chart(html, &chart);
        stet_html_add(html, "</figure>\n");
    }
    free(rows);
}

/* ---- The table ---- */

static void add_difference(stet_html *html, const stet_drift *drift)
{
    char low[STET_HTML_NUMBER];
    char high[STET_HTML_NUMBER];
    const stet_difference *difference = &drift->difference;
    if (!drift->compared) {
        stet_html_format(html,
                         "<td class=\"n\" data-v=\"NaN\">–</td><td class=\"n range\" "
                         "data-v=\"NaN\">–</td><td>%s</td>",
                         drift->in_before && drift->in_after ? "not compared"
                         : drift->in_after                   ? "new"
                                                             : "gone");
        return;
    }
    stet_html_format(html, "<td class=\"n\" data-v=\"%.9g\">%s</td>", difference->value,
                     show_points(difference->value, low));
    stet_html_format(
        html, "<td class=\"n range\" data-v=\"%.9g\">%s to %s</td><td>%s</td>",
        difference->low, show_points(difference->low, low),
        show_points(difference->high, high), drift->beyond ? "<b>yes</b>" : "no");
}

static void add_row(stet_html *html, const stet_drift *drift)
{
    stet_html_format(html, "<tr><td>%s</td><th scope=\"row\" class=\"where\">",
                     kind_words[drift->kind]);
    stet_html_name(html, drift->name);
    stet_html_add(html, "</th>");
    stet_html_cell_share(html, &drift->before);
    stet_html_cell_share(html, &drift->after);
    add_difference(html, drift);
    stet_html_add(html, "</tr>\n");
}

static void add_table(stet_html *html)
{
    uint64_t shown = 0;
    uint64_t total = 0;
    stet_html_table_begin(html, "Shares in both audits", "sortable drift");
    stet_html_add(html, "<thead><tr><th>Of</th><th>What</th><th class=\"n\">Before</th>"
                        "<th class=\"n\">95% interval</th><th class=\"n\">Now</th><th "
                        "class=\"n\">95% interval</th><th class=\"n\">Points</th><th "
                        "class=\"n\">95% interval</th><th>Beyond chance</th></tr>"
                        "</thead>\n<tbody>\n");
    for (size_t n = 0; n < N_LISTS; n++) {
        const stet_drift_list *list = list_at(html->drift, n);
        total += list->total;
        for (size_t i = 0; i < list->count && stet_html_room(html) > 0; i++, shown++)
            add_row(html, &list->items[i]);
    }
    stet_html_table_end(html);
    if (shown < total) {
        stet_html_add(html, "<p class=\"note\">And ");
        stet_html_count(html, total - shown);
        stet_html_add(html, " more, in the databases.</p>\n");
    }
}

static void write_section(stet_html *html)
{
    add_words(html);
    add_chart(html);
    add_table(html);
}

const stet_html_section stet_html_drift = {
    .id = "drift",
    .title = "Drift",
    .present = is_present,
    .write = write_section,
    .end = 600,
};
