/* SPDX-License-Identifier: Apache-2.0 */
/* How long records are. */
#include "account/html_chart_p.h"

static bool is_present(const stet_html *html)
{
    return html->summary->lengths.records > 0;
}

static void add_words(stet_html *html)
{
    const stet_audit_lengths *lengths = &html->summary->lengths;
    stet_html_add(html, "<p>Half of the records have between ");
    stet_html_count(html, lengths->quantiles[1]);
    stet_html_add(html, " and ");
    stet_html_number_of(html, lengths->quantiles[3], "word", "words");
    stet_html_add(html, ", nine in ten between ");
    stet_html_count(html, lengths->quantiles[0]);
    stet_html_add(html, " and ");
    stet_html_count(html, lengths->quantiles[4]);
    stet_html_add(html, "; the shortest has ");
    stet_html_count(html, lengths->least);
    stet_html_add(html, ", the longest ");
    stet_html_count(html, lengths->most);
    stet_html_format(html, ", the mean is %.1f.</p>\n", lengths->mean);
}

static void add_row(stet_html *html, size_t bin)
{
    const stet_audit_summary *summary = html->summary;
    stet_html_format(html, "<tr><th scope=\"row\" data-v=\"%zu\">", bin);
    stet_html_count(html, stet_audit_length_edges[bin]);
    if (bin + 1 == STET_SUMMARY_BINS)
        stet_html_add(html, " or more");
    else if (stet_audit_length_edges[bin + 1] > stet_audit_length_edges[bin] + 1) {
        stet_html_add(html, "–");
        stet_html_count(html, stet_audit_length_edges[bin + 1] - 1);
    }
    stet_html_add(html, "</th>");
    stet_html_cell_count(html, summary->lengths.bins[bin]);
    for (size_t state = 0; state < STET_SUMMARY_STATES; state++)
        stet_html_cell_count(html, summary->lengths_by_state[state].bins[bin]);
    stet_share rejected =
        stet_share_of(summary->lengths_by_state[STET_AUDIT_REJECTED].bins[bin],
                      summary->lengths.bins[bin]);
    stet_html_cell_share(html, &rejected);
    stet_html_add(html, "</tr>\n");
}

static void add_table(stet_html *html)
{
    stet_html_add(html, "<details><summary>The numbers</summary>\n");
    stet_html_table_begin(html, "Records by length", "sortable lengths");
    stet_html_add(html, "<thead><tr><th>Words</th><th class=\"n\">Records</th><th "
                        "class=\"n\">Accepted</th><th class=\"n\">Rejected</th><th "
                        "class=\"n\">Failed</th><th class=\"n\">Share rejected</th><th "
                        "class=\"n\">95% interval</th></tr></thead>\n<tbody>\n");
    for (size_t bin = 0; bin < STET_SUMMARY_BINS; bin++)
        if (html->summary->lengths.bins[bin] > 0)
            add_row(html, bin);
    stet_html_table_end(html);
    stet_html_add(html, "</details>\n");
}

static void write_section(stet_html *html)
{
    add_words(html);
    stet_html_add(html,
                  "<figure><figcaption><b>Records by their number of words</b>Each "
                  "bar is a range; ranges widen as records get longer.<ul "
                  "class=\"key\"><li><span class=\"k-rejected\"></span>rejected"
                  "</li><li><span class=\"k-failed\"></span>failed</li><li><span "
                  "class=\"k-accepted\"></span>accepted</li></ul></figcaption>\n");
    stet_html_chart_lengths(html);
    stet_html_add(html, "</figure>\n");
    add_table(html);
}

const stet_html_section stet_html_lengths = {
    .id = "lengths",
    .title = "Lengths",
    .present = is_present,
    .write = write_section,
    .end = 2400,
};
