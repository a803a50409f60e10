/* SPDX-License-Identifier: Apache-2.0 */
#include "account/figure.h"
#include "account/report_outline.h"
#include "base/str.h"

#include <inttypes.h>
#include <math.h>

enum { SHOWN = 20 };

/* With what it was checked. */
static void add_run(stet_outline *outline, const stet_audit_run *run, stet_buffer *text)
{
    stet_buffer_add_text(text, "Rule set ");
    stet_buffer_add(text, run->rule_set);
    if (run->version.len) {
        stet_buffer_add_char(text, ' ');
        stet_buffer_add(text, run->version);
    }
    stet_buffer_add_text(text, " (hash ");
    stet_buffer_add(text, run->hash);
    stet_buffer_add_char(text, ')');
    if (run->day.len) {
        stet_buffer_add_text(text, ", as of ");
        stet_buffer_add(text, run->day);
    }
    stet_buffer_add_text(text, "; a record is rejected from ");
    stet_buffer_add(text, run->fail_on);
    stet_buffer_add_text(text, " on; stet ");
    stet_buffer_add(text, run->stet);
    for (size_t i = 0; i < run->n_plugins; i++) {
        stet_buffer_add_text(text, i ? ", " : ", plugins ");
        stet_buffer_add(text, run->plugins[i].name);
        stet_buffer_add_char(text, ' ');
        stet_buffer_add(text, run->plugins[i].version);
    }
    if (run->began.len) {
        stet_buffer_add_text(text, "; begun ");
        stet_buffer_add(text, run->began);
    }
    if (!isnan(run->seconds))
        stet_buffer_format(text, ", took %.1f s", run->seconds);
    stet_buffer_add_char(text, '.');
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

/* "3 of 4 sources" */
static void add_part(stet_buffer *text, uint64_t part, uint64_t all, const char *one,
                     const char *many)
{
    stet_figure_count(text, part);
    stet_buffer_add_text(text, " of ");
    stet_figure_of(text, all, one, many);
}

static void add_sums(stet_outline *outline, const stet_audit_summary *summary,
                     stet_buffer *text)
{
    const stet_audit_coverage *coverage = &summary->coverage;

    stet_buffer_add_text(text, "Checked: ");
    add_part(text, coverage->sources_whole, coverage->sources, "source", "sources");
    stet_buffer_add_text(text, " from end to end, ");
    stet_figure_bytes(text, coverage->bytes_checked);
    stet_buffer_add_text(text, " of ");
    stet_figure_bytes(text, coverage->bytes);
    stet_buffer_add_text(text, "; ");
    stet_figure_of(text, summary->totals.records, "record", "records");
    stet_buffer_add_text(text, ", ");
    stet_figure_of(text, summary->totals.words, "word", "words");
    stet_buffer_add_text(text, "; ");
    stet_figure_of(text, coverage->rules, "rule", "rules");
    if (coverage->rules_failed) {
        stet_buffer_add_text(text, ", ");
        stet_figure_count(text, coverage->rules_failed);
        stet_buffer_add_text(text, " of which could not be evaluated everywhere");
    }
    stet_buffer_add_char(text, '.');
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

static void add_gaps(stet_outline *outline, const stet_audit_coverage *coverage,
                     stet_buffer *text)
{
    static const stet_outline_column columns[] = { { "not checked", false },
                                                   { "from byte", true },
                                                   { "to byte", true } };
    const stet_audit_gap_list *gaps = &coverage->gaps;
    size_t shown = gaps->count < SHOWN ? gaps->count : SHOWN;

    if (gaps->total == 0)
        return;
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (size_t i = 0; i < shown; i++) {
        stet_outline_cell_str(outline, gaps->items[i].path);
        stet_figure_count(text, gaps->items[i].start);
        stet_outline_cell(outline, text);
        stet_figure_count(text, gaps->items[i].end);
        stet_outline_cell(outline, text);
    }
    stet_report_outline_more(outline, gaps->total, shown, text);
}

static void add_silent(stet_outline *outline, const stet_audit_summary *summary,
                       stet_buffer *text)
{
    const char *before = "";

    if (summary->coverage.rules_silent == 0)
        return;
    stet_buffer_add_text(text, "Rules of the whole batch that have not spoken yet: ");
    for (size_t i = 0; i < summary->rules.count; i++) {
        if (!summary->rules.items[i].silent)
            continue;
        stet_buffer_add_text(text, before);
        stet_buffer_add(text, summary->rules.items[i].name);
        before = ", ";
    }
    stet_buffer_add_char(text, '.');
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

static void add_failures(stet_outline *outline, const stet_audit_coverage *coverage,
                         stet_buffer *text)
{
    static const stet_outline_column columns[] = { { "times", true },
                                                   { "what could not be done", false },
                                                   { "rule", false },
                                                   { "first", false } };
    const stet_audit_failure_list *failures = &coverage->failures;
    size_t shown = failures->count < SHOWN ? failures->count : SHOWN;

    if (failures->total == 0)
        return;
    stet_outline_table(outline, columns, STET_LEN(columns));
    for (size_t i = 0; i < shown; i++) {
        const stet_audit_failure *failure = &failures->items[i];
        stet_figure_count(text, failure->count);
        stet_outline_cell(outline, text);
        stet_outline_cell_str(outline, failure->message);
        stet_outline_cell_str(outline, failure->rule);
        stet_buffer_add(text, failure->path);
        if (failure->line)
            stet_buffer_format(text, ":%" PRIu64, failure->line);
        else if (failure->byte != UINT64_MAX)
            stet_buffer_format(text, ", byte %" PRIu64, failure->byte);
        stet_outline_cell(outline, text);
    }
    stet_report_outline_more(outline, failures->total, shown, text);
}

static void add_samples(stet_outline *outline, const stet_audit_summary *summary,
                        stet_buffer *text)
{
    if (summary->samples.total == 0)
        return;
    stet_figure_of(text, summary->samples.total, "record is", "records are");
    stet_buffer_add_text(text, " kept to be read by people, in table samples of ");
    stet_buffer_add(text, summary->run.path);
    stet_buffer_add_text(text, "; the HTML and JSON reports show them.");
    stet_outline_say(outline, STET_OUTLINE_TEXT, text);
}

void stet_report_outline_coverage(stet_outline *outline,
                                  const stet_audit_summary *summary, stet_buffer *text)
{
    stet_outline_say_text(outline, STET_OUTLINE_HEADING, "What was checked");
    add_run(outline, &summary->run, text);
    add_sums(outline, summary, text);
    add_gaps(outline, &summary->coverage, text);
    add_silent(outline, summary, text);
    add_failures(outline, &summary->coverage, text);
    add_samples(outline, summary, text);
}
