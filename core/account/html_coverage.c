/* SPDX-License-Identifier: Apache-2.0 */
/* What was checked, with what, and what was not. */
#include "account/html_p.h"
#include "base/str.h"

#include <inttypes.h>
#include <math.h>

static void begin_fact(stet_html *html, const char *term)
{
    stet_html_format(html, "<tr><th scope=\"row\">%s</th><td>", term);
}

static void end_fact(stet_html *html)
{
    stet_html_add(html, "</td></tr>\n");
}

static void add_text_fact(stet_html *html, const char *term, stet_str value)
{
    begin_fact(html, term);
    stet_html_name(html, value);
    end_fact(html);
}

/* "7 of 8", "all 8". */
static void add_part(stet_html *html, uint64_t part, uint64_t all)
{
    if (part == all && all > 1) {
        stet_html_add(html, "all ");
    } else {
        stet_html_count(html, part);
        stet_html_add(html, " of ");
    }
    stet_html_count(html, all);
}

/* ---- With what ---- */

static void add_plugins(stet_html *html)
{
    const stet_audit_run *run = &html->summary->run;
    begin_fact(html, "Plugins");
    for (size_t i = 0; i < run->n_plugins; i++) {
        stet_html_add(html, i > 0 ? ", " : "");
        stet_html_name(html, run->plugins[i].name);
        stet_html_add(html, " ");
        stet_html_name(html, run->plugins[i].version);
    }
    end_fact(html);
}

static void add_time(stet_html *html)
{
    const stet_audit_run *run = &html->summary->run;
    if (run->began.len == 0)
        return;
    begin_fact(html, "Checked");
    stet_html_name(html, run->began);
    if (!isnan(run->seconds))
        stet_html_format(html, ", in %.1f seconds", run->seconds);
    end_fact(html);
}

static void add_method(stet_html *html)
{
    const stet_audit_run *run = &html->summary->run;
    stet_html_add(html, "<h3>With what</h3>\n<table class=\"facts\">\n<tbody>\n");
    add_text_fact(html, "Rule set", run->rule_set);
    add_text_fact(html, "Its version", run->version);
    begin_fact(html, "Its hash");
    stet_html_add(html, "<code>");
    stet_html_name(html, run->hash);
    stet_html_add(html, "</code>");
    end_fact(html);
    if (run->day.len > 0)
        add_text_fact(html, "Rules as of", run->day);
    begin_fact(html, "A record is rejected");
    if (stet_str_is(run->fail_on, "never"))
        stet_html_add(html, "never");
    else {
        stet_html_add(html, "for a finding at <b>");
        stet_html_name(html, run->fail_on);
        stet_html_add(html, "</b> or above");
    }
    end_fact(html);
    add_text_fact(html, "stet", run->stet);
    add_plugins(html);
    add_time(html);
    stet_html_add(html, "</tbody>\n</table>\n");
}

/* ---- How much ---- */

static void add_bytes(stet_html *html)
{
    const stet_audit_coverage *coverage = &html->summary->coverage;
    begin_fact(html, "Bytes");
    add_part(html, coverage->bytes_checked, coverage->bytes);
    end_fact(html);
}

static void add_extent(stet_html *html)
{
    const stet_audit_coverage *coverage = &html->summary->coverage;
    const stet_share *failed = &html->summary->totals.states[STET_AUDIT_FAILED];
    stet_html_add(html, "<h3>How much</h3>\n<table class=\"facts\">\n<tbody>\n");
    begin_fact(html, "Files checked from end to end");
    add_part(html, coverage->sources_whole, coverage->sources);
    end_fact(html);
    add_bytes(html);
    begin_fact(html, "Segments");
    add_part(html, coverage->segments_checked, coverage->segments);
    end_fact(html);
    begin_fact(html, "Records");
    stet_html_count(html, html->summary->totals.records);
    stet_html_add(html, ", with ");
    stet_html_number_of(html, html->summary->totals.words, "word", "words");
    end_fact(html);
    begin_fact(html, "Records that could not be checked in full");
    stet_html_count(html, failed->count);
    end_fact(html);
    begin_fact(html, "Rules that failed somewhere");
    stet_html_count(html, coverage->rules_failed);
    stet_html_add(html, " of ");
    stet_html_count(html, coverage->rules);
    end_fact(html);
    if (coverage->rules_silent > 0) {
        begin_fact(html, "Rules of the whole batch that have not spoken");
        stet_html_count(html, coverage->rules_silent);
        end_fact(html);
    }
    stet_html_add(html, "</tbody>\n</table>\n");
}

/* ---- What was not ---- */

static void add_gaps(stet_html *html)
{
    const stet_audit_gap_list *gaps = &html->summary->coverage.gaps;
    if (gaps->count == 0)
        return;
    stet_html_add(html, "<h3>Bytes that were not checked</h3>\n");
    stet_html_table_begin(html, "Bytes that were not checked", "sortable gaps");
    stet_html_add(html, "<thead><tr><th>File</th><th class=\"n\">From byte</th><th "
                        "class=\"n\">To</th><th class=\"n\">Bytes</th></tr></thead>\n"
                        "<tbody>\n");
    size_t shown = 0;
    for (; shown < gaps->count && stet_html_room(html) > 0; shown++) {
        const stet_audit_gap *gap = &gaps->items[shown];
        stet_html_add(html, "<tr><th scope=\"row\" class=\"where\">");
        stet_html_name(html, gap->path);
        stet_html_add(html, "</th>");
        stet_html_cell_count(html, gap->start);
        stet_html_cell_count(html, gap->end);
        stet_html_cell_count(html, gap->end - gap->start);
        stet_html_add(html, "</tr>\n");
    }
    stet_html_table_end(html);
    stet_html_more(html, shown, gaps->total);
}

static void add_failure(stet_html *html, const stet_audit_failure *failure)
{
    stet_html_add(html, "<tr>");
    stet_html_cell_count(html, failure->count);
    stet_html_add(html, "<td class=\"where\">");
    stet_html_name(html, failure->rule);
    stet_html_add(html, "</td><td dir=\"auto\">");
    stet_html_text_cut(html, failure->message, 600);
    stet_html_add(html, "</td><td class=\"where\">");
    stet_html_name(html, failure->path);
    if (failure->line > 0)
        stet_html_format(html, ":%" PRIu64 ":%" PRIu64, failure->line, failure->column);
    else if (failure->byte != UINT64_MAX && failure->path.len > 0)
        stet_html_format(html, ", byte %" PRIu64, failure->byte);
    stet_html_add(html, "</td></tr>\n");
}

static void add_failures(stet_html *html)
{
    const stet_audit_failure_list *list = &html->summary->coverage.failures;
    if (list->count == 0)
        return;
    stet_html_add(html, "<h3>What could not be read or evaluated</h3>\n<p>");
    stet_html_number_of(html, list->failures, "failure", "failures");
    stet_html_add(html, " with ");
    stet_html_number_of(html, list->total, "message", "different messages");
    stet_html_add(html, ".</p>\n");
    stet_html_table_begin(html, "Failures", "sortable failures");
    stet_html_add(html, "<thead><tr><th class=\"n\">Times</th><th>Rule</th><th>What"
                        "</th><th>First at</th></tr></thead>\n<tbody>\n");
    size_t shown = 0;
    while (shown < list->count && stet_html_room(html) > 0)
        add_failure(html, &list->items[shown++]);
    stet_html_table_end(html);
    stet_html_more(html, shown, list->total);
}

static void write_section(stet_html *html)
{
    add_extent(html);
    add_failures(html);
    add_gaps(html);
    add_method(html);
}

const stet_html_section stet_html_coverage = {
    .id = "coverage",
    .title = "What was checked",
    .write = write_section,
    .end = 4800,
};
