/* SPDX-License-Identifier: Apache-2.0 */
/* What each rule found, and what rules of the whole batch say. */
#include "account/html_chart_p.h"
#include "account/wording.h"
#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHART_ROWS = 24, EXAMPLE_LENGTH = 300, REASON_LENGTH = 200, WHY_LENGTH = 2000 };

static bool is_found(const stet_audit_rule *rule)
{
    return rule->findings_at[0] > 0;
}

static size_t count_found(const stet_audit_rule_list *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->count; i++)
        n += is_found(&list->items[i]);
    return n;
}

/* ---- The chart ---- */

static void set_row(stet_chart_row *row, const stet_audit_rule *rule)
{
    char share[STET_HTML_NUMBER];
    char count[STET_HTML_NUMBER];
    char records[STET_HTML_NUMBER];
    row->label = rule->name;
    row->value = rule->measure.records.share;
    row->low = rule->measure.records.low;
    row->high = rule->measure.records.high;
    row->kind = stet_html_level_word(rule->level);
    snprintf(row->shown, sizeof row->shown, "%s",
             stet_html_show_share(row->value, share));
    snprintf(row->tip, sizeof row->tip, "%s in %s of records (%s)",
             stet_html_show_count(rule->findings_at[0], count), share,
             stet_html_show_count(rule->measure.records.count, records));
}

static int compare_counts(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;
    return (x < y) - (x > y);
}

/* In how many records the last rule of the chart found something. */
static uint64_t least_of_chart(const stet_audit_rule_list *list, size_t n)
{
    uint64_t *counts = stet_memory_zalloc(list->count, sizeof *counts);
    for (size_t i = 0; i < list->count; i++)
        counts[i] = list->items[i].measure.records.count;
    qsort(counts, list->count, sizeof *counts, compare_counts);
    uint64_t least = counts[n - 1];
    free(counts);
    return least;
}

static void add_chart(stet_html *html, size_t n_found)
{
    const stet_audit_rule_list *list = &html->summary->rules;
    size_t n = n_found < CHART_ROWS ? n_found : CHART_ROWS;
    stet_chart_row *rows = stet_memory_zalloc(n, sizeof *rows);
    stet_chart chart = {
        .id = "chart-rules",
        .title = "Records with findings, by rule",
        .description = "A bar for each rule, as long as the share of records in which "
                       "it found something; errors first, then warnings, then "
                       "suggestions. The table below has the same numbers.",
        .rows = rows,
        .bars = true,
        .overall = NAN,
    };
    uint64_t least = least_of_chart(list, n);
    for (size_t i = 0; i < list->count && chart.n_rows < n; i++)
        if (is_found(&list->items[i]) && list->items[i].measure.records.count >= least)
            set_row(&rows[chart.n_rows++], &list->items[i]);
    stet_html_add(html,
                  "<figure><figcaption><b>Records with findings, by rule</b>Share "
                  "of all records in which the rule found something");
    if (n < n_found)
        stet_html_format(html, "; the %zu of %zu rules with most records", n, n_found);
    stet_html_add(html,
                  ".<ul class=\"key\"><li><span class=\"k-error\"></span>error</li>"
                  "<li><span class=\"k-warning\"></span>warning</li><li><span "
                  "class=\"k-suggestion\"></span>suggestion</li></ul>"
                  "</figcaption>\n");
    stet_html_chart(html, &chart);
    stet_html_add(html, "</figure>\n");
    free(rows);
}

/* ---- The table ---- */

static void add_example(stet_html *html, const stet_audit_example *example)
{
    stet_html_add(html, "<li>");
    stet_html_text_cut(html, example->message, EXAMPLE_LENGTH);
    if (example->match.len > 0) {
        stet_html_add(html, " <bdi class=\"match\">“");
        stet_html_text_cut(html, example->match, EXAMPLE_LENGTH);
        stet_html_add(html, "”</bdi>");
    }
    stet_html_add(html, " <small>");
    stet_html_place(html, &example->place);
    stet_html_add(html, "</small></li>\n");
}

/* What a reader must know of it: why it is there, or else what it looks for. */
static void add_reason(stet_html *html, const stet_audit_rule *rule)
{
    stet_str reason = rule->why.len > 0 ? rule->why : rule->summary;
    if (reason.len == 0)
        return;
    stet_html_add(html, "<small dir=\"auto\">");
    stet_html_text_cut(html, reason, REASON_LENGTH);
    stet_html_add(html, "</small>\n");
}

static void add_paragraph(stet_html *html, stet_str text)
{
    stet_html_add(html, "<p dir=\"auto\">");
    stet_html_text_cut(html, text, WHY_LENGTH);
    stet_html_add(html, "</p>\n");
}

/* The rest, folded: a table of a hundred rules is to be looked over. */
static void add_about(stet_html *html, const stet_audit_rule *rule)
{
    add_reason(html, rule);
    stet_html_format(html, "<details><summary>%s</summary>\n",
                     rule->n_examples > 0 ? "Examples" : "More");
    if (rule->why.len > REASON_LENGTH)
        add_paragraph(html, rule->why);
    if (rule->why.len > 0 && rule->summary.len > 0)
        add_paragraph(html, rule->summary);
    stet_html_add(html, "<p class=\"note\">A rule of <code>");
    stet_html_name(html, rule->check);
    stet_html_add(html, "</code>, written in <code>");
    stet_html_name(html, rule->path);
    if (rule->line > 0)
        stet_html_format(html, "</code>, line %" PRIu32 ".</p>\n", rule->line);
    else
        stet_html_add(html, "</code>.</p>\n");
    if (rule->n_examples > 0) {
        stet_html_add(html, "<ul>\n");
        for (size_t i = 0; i < rule->n_examples; i++)
            add_example(html, &rule->examples[i]);
        stet_html_add(html, "</ul>\n");
    }
    stet_html_add(html, "</details>");
}

static void add_finding_cell(stet_html *html, const stet_audit_rule *rule)
{
    stet_html_format(html,
                     "<td class=\"n\" data-v=\"%" PRIu64 "\"><a href=\"#findings\" "
                     "data-find=\"rule\" data-value=\"",
                     rule->findings_at[0]);
    stet_html_text_cut(html, rule->name, STET_HTML_NAME);
    stet_html_add(html, "\">");
    stet_html_count(html, rule->findings_at[0]);
    stet_html_add(html, "</a></td>");
}

static void add_rule(stet_html *html, const stet_audit_rule *rule)
{
    stet_html_format(html, "<tr><td data-v=\"%" PRIu32 "\">", rule->level);
    stet_html_level(html, rule->level);
    stet_html_add(html, "</td><th scope=\"row\" class=\"where\">");
    stet_html_name(html, rule->name);
    add_about(html, rule);
    stet_html_add(html, "</th>");
    stet_html_cell_count(html, rule->measure.records.count);
    stet_html_cell_share(html, &rule->measure.records);
    add_finding_cell(html, rule);
    stet_html_cell_density(html, &rule->measure.findings);
    stet_html_add(html, "</tr>\n");
}

static void add_table(stet_html *html, size_t n_found)
{
    const stet_audit_rule_list *list = &html->summary->rules;
    stet_html_add(html, "<p class=\"note\">");
    stet_html_bases(html);
    stet_html_add(html, "</p>\n");
    stet_html_table_begin(html, "Rates by rule", "sortable rules");
    stet_html_add(html, "<thead><tr><th>Level</th><th>Rule</th><th class=\"n\">Records"
                        "</th><th class=\"n\">Share</th><th class=\"n\">95% interval"
                        "</th><th class=\"n\">Findings</th><th class=\"n\">By 1,000 "
                        "words</th><th class=\"n\">95% interval</th></tr></thead>\n"
                        "<tbody>\n");
    size_t shown = 0;
    for (size_t i = 0; i < list->count && stet_html_room(html) > 0; i++)
        if (is_found(&list->items[i])) {
            add_rule(html, &list->items[i]);
            shown++;
        }
    stet_html_table_end(html);
    stet_html_more(html, shown, n_found);
}

static void add_quiet(stet_html *html, size_t n_found)
{
    const stet_audit_rule_list *list = &html->summary->rules;
    if (n_found == list->count)
        return;
    stet_html_add(html, "<details><summary>Rules that found nothing <span "
                        "class=\"count\">");
    stet_html_count(html, list->count - n_found);
    stet_html_add(html, "</span></summary>\n<div class=\"inside\"><ul>\n");
    for (size_t i = 0; i < list->count && stet_html_room(html) > 0; i++) {
        const stet_audit_rule *rule = &list->items[i];
        if (is_found(rule))
            continue;
        stet_html_add(html, "<li>");
        stet_html_name(html, rule->name);
        if (rule->summary.len > 0) {
            stet_html_add(html, " <small>");
            stet_html_text_cut(html, rule->summary, EXAMPLE_LENGTH);
            stet_html_add(html, "</small>");
        }
        if (rule->silent)
            stet_html_add(html, " <small>(has not spoken yet)</small>");
        stet_html_add(html, "</li>\n");
    }
    stet_html_add(html, "</ul></div></details>\n");
}

static uint64_t count_rules(const stet_html *html)
{
    return html->summary->rules.total;
}

static void write_rules(stet_html *html)
{
    const stet_audit_rule_list *list = &html->summary->rules;
    size_t n_found = count_found(list);
    if (n_found == 0) {
        stet_html_add(html, "<p>No rule found anything.</p>\n");
    } else {
        add_chart(html, n_found);
        add_table(html, n_found);
    }
    add_quiet(html, n_found);
    stet_html_more(html, list->count, list->total);
}

const stet_html_section stet_html_rules = {
    .id = "rules",
    .title = "Rules",
    .count = count_rules,
    .write = write_rules,
    .end = 2100,
};

/* ---- Rules of the whole batch ---- */

static bool has_batch_rules(const stet_html *html)
{
    for (size_t i = 0; i < html->summary->rules.count; i++)
        if (html->summary->rules.items[i].whole_batch)
            return true;
    return false;
}

static void add_statistics(stet_html *html, const stet_audit_rule *rule)
{
    stet_buffer text = { 0 };

    for (size_t i = 0; i < rule->n_statistics; i++) {
        stet_buffer_clear(&text);
        stet_wording_statistic(&text, &rule->statistics[i]);
        stet_html_add(html, "<p class=\"statistic\">");
        stet_html_text(html, stet_buffer_str(&text));
        if (!isnan(rule->statistics[i].confidence))
            stet_html_format(html, "; in brackets its %g%% interval",
                             100 * rule->statistics[i].confidence);
        stet_html_add(html, "</p>\n");
    }
    stet_buffer_release(&text);
}

static void add_batch_rule(stet_html *html, const stet_audit_rule *rule)
{
    stet_html_add(html, "<h3>");
    stet_html_name(html, rule->name);
    stet_html_add(html, "</h3>\n<p>");
    if (rule->silent)
        stet_html_add(html, "It has not spoken yet: parts of the batch are missing.");
    else if (rule->findings_at[0] == 0)
        stet_html_add(html, "It found nothing.");
    else {
        stet_html_number_of(html, rule->findings_at[0], "finding, in ",
                            "findings, in ");
        stet_html_number_of(html, rule->measure.records.count, "record: ", "records: ");
        stet_html_share(html, &rule->measure.records);
        stet_html_add(html, ".");
    }
    stet_html_add(html, "</p>\n");
    add_statistics(html, rule);
    if (rule->n_messages == 0)
        return;
    stet_html_add(html, "<ul>\n");
    for (size_t i = 0; i < rule->n_messages; i++) {
        stet_html_add(html, "<li><bdi>");
        stet_html_text_cut(html, rule->messages[i], 2 * EXAMPLE_LENGTH);
        stet_html_add(html, "</bdi></li>\n");
    }
    stet_html_add(html, "</ul>\n");
    stet_html_more(html, rule->n_messages, rule->findings_at[0]);
}

static void write_batch(stet_html *html)
{
    const stet_audit_summary *summary = html->summary;
    stet_html_add(html,
                  "<p>Some rules look at all records together: duplicates, openings "
                  "that recur, how far annotators agree.</p>\n");
    if (summary->duplicates.looked && summary->totals.records > 0) {
        stet_html_add(html, "<p><b>Duplicates:</b> ");
        stet_html_share(html, &summary->duplicates.measure.records);
        stet_html_add(html, " of records are too like another one.</p>\n");
    }
    for (size_t i = 0; i < summary->rules.count && stet_html_room(html) > 0; i++)
        if (summary->rules.items[i].whole_batch)
            add_batch_rule(html, &summary->rules.items[i]);
}

const stet_html_section stet_html_batch = {
    .id = "batch",
    .title = "Duplicates and agreement",
    .present = has_batch_rules,
    .write = write_batch,
    .end = 2500,
};
