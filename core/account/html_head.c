/* SPDX-License-Identifier: Apache-2.0 */
/* The top of the page: what was audited, the verdict, and the figures behind it. */
#include "account/html_chart_p.h"
#include "base/str.h"

#include <math.h>

enum { STRIP = 14 }; /* Pixels. */

static const char *const outcome_classes[] = {
    [STET_OUTCOME_ACCEPT] = "accept",
    [STET_OUTCOME_REJECT] = "reject",
    [STET_OUTCOME_OPEN] = "open",
};
static const char *const outcome_words[] = {
    [STET_OUTCOME_ACCEPT] = "This batch is accepted.",
    [STET_OUTCOME_REJECT] = "This batch is rejected.",
    [STET_OUTCOME_OPEN] = "The verdict is open.",
};
static const char *const open_words[] = {
    [STET_OPEN_NOT] = "",
    [STET_OPEN_EMPTY] = "There are no records in the batch. ",
    [STET_OPEN_NEVER] = "No finding rejects a record, as the audit was asked "
                        "(<code>--fail-on never</code>). ",
    [STET_OPEN_INCOMPLETE] = "Parts of the batch have not been checked yet. ",
    [STET_OPEN_FAILED] = "Records of the sample could not be checked in full, and they "
                         "could turn it. ",
    [STET_OPEN_UNREAD] = "Of some sources nothing could be read, and what is in them "
                         "could turn it. ",
};

static void add_kicker(stet_html *html)
{
    const stet_audit_run *run = &html->summary->run;
    stet_html_add(html, "<p class=\"kicker\">Audit against <b>");
    stet_html_name(html, run->rule_set);
    stet_html_add(html, " ");
    stet_html_name(html, run->version);
    stet_html_add(html, "</b>");
    if (run->day.len > 0) {
        stet_html_add(html, ", rules as of ");
        stet_html_text(html, run->day);
    }
    if (run->began.len > 0) {
        stet_html_add(html, ", checked ");
        stet_html_text(html, run->began);
    }
    stet_html_add(html, "</p>\n");
}

/* What the plan's sample says. */
static void add_sample(stet_html *html)
{
    const stet_audit_verdict *verdict = &html->summary->verdict;
    if (verdict->plan.n == 0)
        return;
    stet_html_add(html, verdict->plan.whole_lot ? "All of it was inspected: " : "Of ");
    stet_html_number_of(html, verdict->drawn, "record", "records");
    stet_html_add(html, verdict->plan.whole_lot ? ", of which " : " that were drawn, ");
    stet_html_count(html, verdict->nonconforming);
    if (verdict->count_findings)
        stet_html_add(html, verdict->nonconforming == 1 ? " finding counts"
                                                        : " findings count");
    else
        stet_html_add(html,
                      verdict->nonconforming == 1 ? " is rejected" : " are rejected");
    if (verdict->failed > 0) {
        stet_html_add(html, " and ");
        stet_html_count(html, verdict->failed);
        stet_html_add(html, " could not be judged");
    }
    stet_html_format(html, "; at an AQL of %s%s a batch passes with ",
                     verdict->plan.aql,
                     verdict->count_findings ? " by 100 records" : "%");
    if (verdict->plan.accept == 0)
        stet_html_add(html, "none. ");
    else
        stet_html_format(html, "%u or fewer. ", verdict->plan.accept);
}

static void add_lede(stet_html *html)
{
    const stet_audit_summary *summary = html->summary;
    const stet_share *rejected = &summary->totals.states[STET_AUDIT_REJECTED];
    stet_html_add(html, "<p class=\"lede\">");
    stet_html_add(html, open_words[summary->verdict.reason]);
    add_sample(html);
    if (summary->totals.records > 0) {
        stet_html_add(html, summary->totals.records > 1 ? "Over all " : "Of ");
        stet_html_number_of(html, summary->totals.records, "record, ", "records, ");
        stet_html_number_of(html, rejected->count, "is rejected: ", "are rejected: ");
        stet_html_share(html, rejected);
        stet_html_add(html, ".");
    }
    stet_html_add(html, "</p>\n");
}

static void add_figure(stet_html *html, const char *term, const char *value)
{
    stet_html_format(html, "<div><dt>%s</dt><dd>%s", term, value);
}

static void end_figure(stet_html *html)
{
    stet_html_add(html, "</dd></div>\n");
}

static void add_count_figure(stet_html *html, const char *term, uint64_t count)
{
    char shown[STET_HTML_NUMBER];
    add_figure(html, term, stet_html_show_count(count, shown));
    end_figure(html);
}

static void add_share_figure(stet_html *html, const char *term, const stet_share *share)
{
    char shown[STET_HTML_RANGE];
    add_figure(html, term, stet_html_show_share(share->share, shown));
    if (share->n > 0) {
        stet_html_add(html, " <small>");
        stet_html_count(html, share->count);
        stet_html_format(html, "; %s</small>",
                         stet_html_show_range(share->low, share->high, shown));
    }
    end_figure(html);
}

static void add_findings_figure(stet_html *html)
{
    char shown[STET_HTML_NUMBER];
    const stet_density *all = &html->summary->totals.levels[0].findings;
    add_figure(html, "Findings", stet_html_show_count(all->findings, shown));
    if (all->words > 0)
        stet_html_format(html, " <small>%s by 1,000 words</small>",
                         stet_html_show_density(all->rate, shown));
    end_figure(html);
}

static void add_figures(stet_html *html)
{
    const stet_audit_rates *totals = &html->summary->totals;
    const stet_audit_coverage *coverage = &html->summary->coverage;
    stet_html_add(html, "<dl class=\"figures\">\n");
    add_count_figure(html, "Records", totals->records);
    add_share_figure(html, "Rejected", &totals->states[STET_AUDIT_REJECTED]);
    add_share_figure(html, "Failed to be checked", &totals->states[STET_AUDIT_FAILED]);
    add_findings_figure(html);
    add_count_figure(html, "Words", totals->words);
    if (html->summary->groups.total > 0)
        add_count_figure(html, "Groups", html->summary->groups.total);
    else
        add_count_figure(html, "Files", coverage->sources);
    stet_html_add(html, "</dl>\n");
}

static void add_alert(stet_html *html, const char *words)
{
    stet_html_format(html, "<div class=\"alert\" role=\"note\"><p>%s</p></div>\n",
                     words);
}

/* All records as one strip, in proportion; the figures above say it in numbers. */
static void add_strip(stet_html *html)
{
    const stet_audit_rates *totals = &html->summary->totals;
    double x = 0;
    if (totals->records == 0)
        return;
    stet_html_chart_begin(html, "chart-states", "Records by what became of them",
                          "One strip, divided into accepted, rejected and failed "
                          "records, in proportion.",
                          STRIP);
    for (size_t state = 0; state < STET_SUMMARY_STATES; state++) {
        double width = 100 * totals->states[state].share;
        if (width > 0)
            stet_html_format(html,
                             "<rect class=\"bar f-%s\" x=\"%.3f%%\" y=\"0\" "
                             "width=\"%.3f%%\" height=\"%d\"/>\n",
                             stet_html_state_word((stet_audit_state)state), x, width,
                             STRIP);
        x += width;
    }
    stet_html_add(html, "</svg>\n<ul class=\"key\">");
    for (size_t state = 0; state < STET_SUMMARY_STATES; state++) {
        const char *word = stet_html_state_word((stet_audit_state)state);
        stet_html_format(html, "<li><span class=\"k-%s\"></span>%s ", word, word);
        stet_html_count(html, totals->states[state].count);
        stet_html_add(html, "</li>");
    }
    stet_html_add(html, "</ul>\n");
}

/* What a reader must know before anything below is believed. */
static void add_alerts(stet_html *html)
{
    const stet_audit_summary *summary = html->summary;
    if (!summary->run.complete)
        add_alert(html,
                  "<b>This audit is not complete.</b> All numbers are of the part "
                  "that was checked; <a href=\"#coverage\">what was not</a> is at "
                  "the end.");
    else if (summary->coverage.failures.failures > 0)
        add_alert(html, "<b>Not everything could be checked.</b> See <a "
                        "href=\"#coverage\">what was not</a>, at the end.");
    if (summary->run.redacted)
        add_alert(html,
                  "<b>Texts were left out.</b> The audit was asked for places and "
                  "hashes alone (<code>--redact</code>).");
}

void stet_html_head(stet_html *html)
{
    stet_audit_outcome outcome = html->summary->verdict.outcome;
    stet_html_add(html, "<header class=\"head\">\n");
    add_kicker(html);
    stet_html_format(html, "<h1 class=\"outcome-%s\">%s</h1>\n",
                     outcome_classes[outcome], outcome_words[outcome]);
    add_lede(html);
    add_figures(html);
    add_strip(html);
    add_alerts(html);
    stet_html_add(html, "</header>\n");
}
