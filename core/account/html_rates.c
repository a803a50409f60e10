/* SPDX-License-Identifier: Apache-2.0 */
/* Rates by level, by group and by source. */
#include "account/html_chart_p.h"
#include "account/probability.h"
#include "account/wording.h"
#include "base/memory.h"
#include "base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    CHART_ROWS = 40,    /**< More cannot be taken in at a look; the table has them. */
    FEW_RECORDS = 1000, /**< Up to so many the exact chance is asked, too. */
    MANY_GROUPS = 20    /**< Of so many alike one stands apart by chance, at 95 %. */
};

/* ---- Levels ---- */

static void write_levels(stet_html *html)
{
    const stet_audit_measure *levels = html->summary->totals.levels;
    stet_html_add(html, "<p>A record counts once for each level at which it has a "
                        "finding. ");
    stet_html_bases(html);
    stet_html_add(html, " Ranges are 95% intervals: Wilson’s for records, and for "
                        "findings one that takes into account that they come in "
                        "clusters.</p>\n");
    stet_html_table_begin(html, "Rates by level", "levels");
    stet_html_add(html,
                  "<thead><tr><th>Level</th><th class=\"n\">Records with one</th>"
                  "<th class=\"n\">Share</th><th class=\"n\">95% interval</th>"
                  "<th class=\"n\">Findings</th><th class=\"n\">By 1,000 words"
                  "</th><th class=\"n\">95% interval</th></tr></thead>\n<tbody>\n");
    for (uint32_t level = STET_SUMMARY_LEVELS; level-- > 0;) {
        stet_html_add(html, "<tr><th scope=\"row\">");
        if (level > 0)
            stet_html_level(html, level);
        else
            stet_html_add(html, "any");
        stet_html_add(html, "</th>");
        stet_html_cell_count(html, levels[level].records.count);
        stet_html_cell_share(html, &levels[level].records);
        stet_html_cell_count(html, levels[level].findings.findings);
        stet_html_cell_density(html, &levels[level].findings);
        stet_html_add(html, "</tr>\n");
    }
    stet_html_table_end(html);
}

const stet_html_section stet_html_levels = {
    .id = "levels",
    .title = "Levels",
    .write = write_levels,
    .end = 700,
};

/* ---- Groups and sources ---- */

/* Whether so many rejected records, or more (fewer), are likely where `overall` is the
   share of all. With few records Wilson's interval alone is too bold: that of one of
   one begins at 21 %. */
static bool is_likely(const stet_share *share, double overall, bool more)
{
    if (share->n > FEW_RECORDS)
        return false;
    double chance =
        more ? 1 - stet_probability_binomial(share->count - 1, share->n, overall)
             : stet_probability_binomial(share->count, share->n, overall);
    return chance > 0.025;
}

/* Against all records: a stratum whose interval holds the overall share is neither. */
static const char *kind_of(const stet_audit_summary *summary, const stet_share *share)
{
    double overall = summary->totals.states[STET_AUDIT_REJECTED].share;
    if (isnan(overall) || isnan(share->share))
        return "same";
    if (share->low > overall && !is_likely(share, overall, true))
        return "worse";
    if (share->high < overall && !is_likely(share, overall, false))
        return "better";
    return "same";
}

static void set_row(stet_chart_row *row, const stet_audit_summary *summary,
                    const stet_audit_stratum *stratum)
{
    char value[STET_HTML_NUMBER];
    char range[STET_HTML_RANGE];
    char n[STET_HTML_NUMBER];
    char count[STET_HTML_NUMBER];
    const stet_share *share = &stratum->rates.states[STET_AUDIT_REJECTED];
    row->label = stratum->name.len > 0 ? stet_wording_visible(stratum->name)
                                       : STET_STR("(no name)");
    row->value = share->share;
    row->low = share->low;
    row->high = share->high;
    row->kind = kind_of(summary, share);
    stet_html_show_share(share->share, value);
    snprintf(row->shown, sizeof row->shown, "%s", value);
    snprintf(row->tip, sizeof row->tip, "%s (%s), %s of %s records", value,
             stet_html_show_range(share->low, share->high, range),
             stet_html_show_count(share->count, count),
             stet_html_show_count(share->n, n));
}

static void add_key(stet_html *html)
{
    char shown[STET_HTML_NUMBER];
    stet_html_format(
        html,
        "<ul class=\"key\"><li><span class=\"k-worse\"></span>above the batch"
        "</li><li><span class=\"k-same\"></span>not to be told "
        "apart from it</li><li><span class=\"k-better\"></span>below "
        "it</li><li><span class=\"k-overall\"></span>all records: "
        "%s</li></ul>",
        stet_html_show_share(html->summary->totals.states[STET_AUDIT_REJECTED].share,
                             shown));
}

static void add_chart(stet_html *html, const stet_audit_stratum_list *list,
                      const char *id, const char *title)
{
    size_t n = list->count < CHART_ROWS ? list->count : CHART_ROWS;
    stet_chart_row *rows = stet_memory_zalloc(n, sizeof *rows);
    stet_chart chart = {
        .id = id,
        .title = title,
        .description = "A dot for each at the share of its records that are rejected, "
                       "with its 95 percent interval, and a line at the share of all "
                       "records. The table below has the same numbers.",
        .rows = rows,
        .n_rows = n,
        .overall = html->summary->totals.states[STET_AUDIT_REJECTED].share,
    };
    for (size_t i = 0; i < n; i++)
        set_row(&rows[i], html->summary, &list->items[i]);
    stet_html_format(html,
                     "<figure><figcaption><b>%s</b>Share of records, with its 95%% "
                     "interval",
                     title);
    if (list->total > n) {
        stet_html_add(html, "; the first ");
        stet_html_count(html, n);
        stet_html_add(html, " of ");
        stet_html_count(html, list->total);
    }
    stet_html_add(html, ".");
    add_key(html);
    stet_html_add(html, "</figcaption>\n");
    stet_html_chart(html, &chart);
    stet_html_add(html, "</figure>\n");
    free(rows);
}

/* "3" or "2–6": the places that a stratum may have. */
static void add_rank(stet_html *html, const stet_audit_stratum *stratum)
{
    char shown[STET_HTML_NUMBER];
    if (stratum->rank_first == 0) { /* Nothing of it was checked. */
        stet_html_add(html, "<td class=\"n\" data-v=\"NaN\">–</td>");
        return;
    }
    stet_html_format(html, "<td class=\"n\" data-v=\"%.1f\">%s",
                     ((double)stratum->rank_first + (double)stratum->rank_last) / 2,
                     stet_html_show_count(stratum->rank_first, shown));
    if (stratum->rank_last > stratum->rank_first)
        stet_html_format(html, "–%s", stet_html_show_count(stratum->rank_last, shown));
    stet_html_add(html, "</td>");
}

/* The rules that found something in most of its records. */
static void add_top(stet_html *html, const stet_audit_stratum *stratum)
{
    if (stratum->n_top > 0)
        stet_html_add(html, "<small class=\"top\">");
    for (size_t i = 0; i < stratum->n_top; i++) {
        stet_html_add(html, i > 0 ? ", " : "");
        stet_html_name(html, stratum->top[i].name);
        stet_html_add(html, "&nbsp;<span class=\"range\">");
        stet_html_count(html, stratum->top[i].records);
        stet_html_add(html, "</span>");
    }
    if (stratum->n_top > 0)
        stet_html_add(html, "</small>");
}

static void add_stratum(stet_html *html, const stet_audit_stratum *stratum, bool ranked)
{
    const stet_audit_rates *rates = &stratum->rates;
    stet_html_add(html, "<tr><th scope=\"row\" class=\"where\">");
    if (stratum->name.len > 0)
        stet_html_name(html, stratum->name);
    else
        stet_html_add(html, "(no name)");
    add_top(html, stratum);
    stet_html_add(html, "</th>");
    if (ranked)
        add_rank(html, stratum);
    stet_html_cell_count(html, rates->records);
    stet_html_cell_count(html, rates->states[STET_AUDIT_REJECTED].count);
    stet_html_cell_share(html, &rates->states[STET_AUDIT_REJECTED]);
    stet_html_cell_count(html, rates->states[STET_AUDIT_FAILED].count);
    stet_html_cell_count(html, rates->words);
    stet_html_cell_density(html, &rates->levels[0].findings);
    stet_html_add(html, "</tr>\n");
}

static void add_table(stet_html *html, const stet_audit_stratum_list *list,
                      const char *label, const char *word, bool ranked)
{
    stet_html_table_begin(html, label, "sortable strata");
    stet_html_format(html,
                     "<thead><tr><th>%s</th>%s<th class=\"n\">Records</th>"
                     "<th class=\"n\">Rejected</th><th class=\"n\">Share</th>"
                     "<th class=\"n\">95%% interval</th><th class=\"n\">Failed</th>"
                     "<th class=\"n\">Words</th>"
                     "<th class=\"n\">Findings by 1,000 words</th>"
                     "<th class=\"n\">95%% interval</th></tr></thead>\n<tbody>\n",
                     word, ranked ? "<th class=\"n\">Place</th>" : "");
    size_t shown = 0;
    while (shown < list->count && stet_html_room(html) > 0)
        add_stratum(html, &list->items[shown++], ranked);
    stet_html_table_end(html);
    stet_html_more(html, shown, list->total);
}

static bool has_groups(const stet_html *html)
{
    return html->summary->groups.total > 0;
}

static uint64_t count_groups(const stet_html *html)
{
    return html->summary->groups.total;
}

static void write_groups(stet_html *html)
{
    stet_html_add(html, "<p>Records are grouped by <code>");
    stet_html_name(html, html->summary->run.group_by);
    stet_html_add(
        html, "</code>, and ordered by the lower end of the interval: those that are "
              "surely bad lead. Where two intervals overlap, the order of the two "
              "groups means nothing: <i>place</i> says between which places a "
              "group may stand, from the most rejected on. Under "
              "a group stand the rules that found something in most "
              "of its records.");
    if (html->summary->groups.total >= MANY_GROUPS)
        stet_html_add(html, " Among so many groups some stand apart by chance: of "
                            "those that are no better and no worse than the rest, "
                            "up to one in twenty.");
    stet_html_add(html, "</p>\n");
    add_chart(html, &html->summary->groups, "chart-groups",
              "Rejected records by group");
    add_table(html, &html->summary->groups, "Rates by group", "Group", true);
}

const stet_html_section stet_html_groups = {
    .id = "groups",
    .title = "Groups",
    .present = has_groups,
    .count = count_groups,
    .write = write_groups,
    .end = 1300,
};

static uint64_t count_sources(const stet_html *html)
{
    return html->summary->sources.total;
}

static void write_sources(stet_html *html)
{
    if (html->summary->sources.count > 1)
        add_chart(html, &html->summary->sources, "chart-sources",
                  "Rejected records by file");
    add_table(html, &html->summary->sources, "Rates by file", "File",
              html->summary->sources.total > 1);
}

const stet_html_section stet_html_sources = {
    .id = "sources",
    .title = "Files",
    .count = count_sources,
    .write = write_sources,
    .end = 2300,
};
