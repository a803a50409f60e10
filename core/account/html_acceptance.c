/* SPDX-License-Identifier: Apache-2.0 */
/* The sampling plan: what was drawn, what it may hold, and how well it judges. */
#include "account/figure.h"
#include "account/html_chart_p.h"
#include "base/str.h"

#include <math.h>
#include <stdio.h>

static bool is_present(const stet_html *html)
{
    return html->summary->verdict.plan.n > 0;
}

static void add_words(stet_html *html)
{
    const stet_audit_verdict *verdict = &html->summary->verdict;
    stet_html_add(html, "<p>An inspector who draws a sample from a lot of ");
    stet_html_number_of(html, verdict->plan.lot, "record", "records");
    stet_html_add(
        html,
        " would decide as told above (ISO 2859-1, single sampling, normal "
        "inspection). The plan limits how often a good batch is turned down; "
        "it is no estimate. All other rates of this page are of all records.</p>\n");
    stet_html_add(html, verdict->all_within
                            ? "<p>All records together keep to the AQL: "
                            : "<p>All records together do not keep to the AQL: ");
    stet_html_count(html, verdict->all_nonconforming);
    stet_html_add(html, verdict->count_findings ? " findings, " : " rejected, ");
    stet_figure_rate(&html->out, verdict->all_percent, 4);
    stet_html_add(html, " by 100 records.</p>\n");
}

static void add_fact(stet_html *html, const char *term, const char *value)
{
    stet_html_format(html, "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n", term,
                     value);
}

static void add_facts(stet_html *html)
{
    static const char *const levels[] = { "", "I", "II", "III" };
    static const char *const outcomes[] = { "accepted", "rejected", "open" };
    const stet_audit_verdict *verdict = &html->summary->verdict;
    const stet_acceptance_plan *plan = &verdict->plan;
    char shown[STET_HTML_NUMBER];
    char row[3 * STET_HTML_NUMBER];
    stet_html_add(html, "<table class=\"facts\">\n<tbody>\n");
    add_fact(html, "General inspection level", levels[plan->level]);
    snprintf(row, sizeof row, "%s %s", plan->aql,
             verdict->count_findings ? "nonconformities by 100 records"
                                     : "percent nonconforming");
    add_fact(html, "Acceptance quality limit (AQL)", row);
    if (plan->plan == plan->letter)
        snprintf(row, sizeof row, "%c", plan->letter);
    else
        snprintf(row, sizeof row, "%c, which leads to the plan of %c", plan->letter,
                 plan->plan);
    add_fact(html, "Code letter", row);
    add_fact(html, "Sample size",
             plan->whole_lot ? "the whole lot" : stet_html_show_count(plan->n, shown));
    snprintf(row, sizeof row, "%u", plan->accept);
    add_fact(html, "Acceptance number", row);
    snprintf(row, sizeof row, "%u", plan->reject);
    add_fact(html, "Rejection number", row);
    add_fact(html, "Nonconforming in the sample",
             stet_html_show_count(verdict->nonconforming, shown));
    if (verdict->failed > 0)
        add_fact(html, "Of the sample, not judged",
                 stet_html_show_count(verdict->failed, shown));
    add_fact(html, "Verdict", outcomes[verdict->outcome]);
    stet_html_add(html, "</tbody>\n</table>\n");
}

/* A chance that is nearly none or all must not be told as none or all. */
static void add_curve(stet_html *html)
{
    const stet_audit_verdict *verdict = &html->summary->verdict;
    char shown[STET_HTML_NUMBER];
    if (verdict->count_findings || isnan(verdict->chance))
        return;
    stet_html_add(html,
                  "<figure><figcaption><b>How the plan judges</b>The chance that a "
                  "batch is accepted, by how many of its records are rejected. This "
                  "batch would be accepted in ");
    stet_html_format(html, "%s of all samples that can be drawn.</figcaption>\n",
                     stet_html_show_share(verdict->chance, shown));
    stet_html_chart_plan(html);
    stet_html_add(html, "</figure>\n");
}

static void add_records(stet_html *html)
{
    const stet_audit_place_list *list = &html->summary->verdict.records;
    if (list->count == 0)
        return;
    stet_html_add(html, "<details><summary>Rejected records of the sample <span "
                        "class=\"count\">");
    stet_html_count(html, list->total);
    stet_html_add(html, "</span></summary>\n<div class=\"inside\"><ol>\n");
    size_t shown = 0;
    for (; shown < list->count && stet_html_room(html) > 0; shown++) {
        const stet_audit_place *place = &list->items[shown];
        stet_html_add(html, "<li>");
        stet_html_place(html, place);
        if (place->group.len > 0) {
            stet_html_add(html, " <small>of ");
            stet_html_name(html, place->group);
            stet_html_add(html, "</small>");
        }
        stet_html_add(html, "</li>\n");
    }
    stet_html_add(html, "</ol>\n");
    stet_html_more(html, shown, list->total);
    stet_html_add(html, "</div></details>\n");
}

static void write_section(stet_html *html)
{
    add_words(html);
    stet_html_add(html, "<div class=\"plan\">\n");
    add_facts(html);
    add_curve(html);
    stet_html_add(html, "</div>\n");
    add_records(html);
}

const stet_html_section stet_html_acceptance = {
    .id = "acceptance",
    .title = "Acceptance sampling",
    .present = is_present,
    .write = write_section,
    .end = 2600,
};
