/* SPDX-License-Identifier: Apache-2.0 */
/* One table in long form: a row is a rate of something, so that a spreadsheet or a data
   frame sorts and filters it. RFC 4180, and no cell is a formula (report/csv.h). */
#include "account/report_p.h"
#include "account/strata.h"
#include "account/wording.h"
#include "base/str.h"
#include "report/csv.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* What a row is about. */
typedef struct row_of {
    const char *kind;
    stet_str name;
    const char *level; /* "": of any level, or of none. */
    uint64_t rank_first, rank_last;
} row_of;

static void add_real(stet_buffer *out, double value)
{
    stet_buffer_add_char(out, ',');
    if (isfinite(value))
        stet_buffer_format(out, "%.9g", value);
}

static void begin_row(stet_buffer *out, const row_of *of, const char *measure)
{
    stet_csv_cell(out, stet_str_from(of->kind));
    stet_buffer_add_char(out, ',');
    stet_csv_cell(out, of->name);
    stet_buffer_format(out, ",%s,%s", of->level, measure);
}

static void end_row(stet_buffer *out, const row_of *of)
{
    if (of->rank_first)
        stet_buffer_format(out, ",%" PRIu64 ",%" PRIu64, of->rank_first, of->rank_last);
    else
        stet_buffer_add_text(out, ",,");
    stet_buffer_add_text(out, "\r\n");
}

static void add_share(stet_buffer *out, const row_of *of, const char *measure,
                      const stet_share *share)
{
    begin_row(out, of, measure);
    stet_buffer_format(out, ",%" PRIu64 ",%" PRIu64, share->count, share->n);
    add_real(out, share->share);
    add_real(out, share->low);
    add_real(out, share->high);
    end_row(out, of);
}

static void add_measure(stet_buffer *out, const row_of *of,
                        const stet_audit_measure *measure)
{
    const stet_density *density = &measure->findings;

    add_share(out, of, "records with findings", &measure->records);
    begin_row(out, of, "findings by 1000 words");
    stet_buffer_format(out, ",%" PRIu64 ",%" PRIu64, density->findings, density->words);
    add_real(out, density->rate);
    add_real(out, density->low);
    add_real(out, density->high);
    end_row(out, of);
}

/* A row that only counts. */
static void add_count(stet_buffer *out, const row_of *of, const char *measure,
                      uint64_t count, uint64_t n)
{
    begin_row(out, of, measure);
    stet_buffer_format(out, ",%" PRIu64 ",%" PRIu64 ",,,", count, n);
    end_row(out, of);
}

/* What it is of is no count of anything: that column is empty. */
static void add_statistic(stet_buffer *out, const row_of *of,
                          const stet_audit_statistic *statistic)
{
    stet_buffer measure = { 0 };

    stet_csv_cell(&measure, statistic->name);
    begin_row(out, of, measure.ptr);
    stet_buffer_format(out, ",,%" PRIu64, statistic->n);
    add_real(out, statistic->value);
    add_real(out, statistic->low);
    add_real(out, statistic->high);
    end_row(out, of);
    stet_buffer_release(&measure);
}

static void add_rates(stet_buffer *out, row_of of, const stet_audit_rates *rates)
{
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++)
        add_share(out, &of, stet_wording_state((stet_audit_state)i), &rates->states[i]);
    of.rank_first = of.rank_last = 0;
    for (uint32_t i = 0; i < STET_SUMMARY_LEVELS; i++) {
        of.level = i ? stet_wording_level(i) : "";
        add_measure(out, &of, &rates->levels[i]);
    }
}

/* The table on its way. */
typedef struct csv_report {
    const stet_audit_sink *sink;
    stet_buffer out;
    const char *kind; /* Of the strata at hand. */
} csv_report;

static bool take_stratum(void *user, const stet_audit_stratum *item, stet_error *error)
{
    csv_report *report = user;

    add_rates(
        &report->out,
        (row_of){ report->kind, item->name, "", item->rank_first, item->rank_last },
        &item->rates);
    return stet_audit_sink_settle(report->sink, &report->out, error);
}

static void add_verdict(stet_buffer *out, const stet_audit_verdict *verdict)
{
    const row_of of = { "verdict",
                        stet_str_from(stet_wording_outcome(verdict->outcome)), "", 0,
                        0 };
    const char *what = verdict->count_findings ? "findings" : "rejected";
    stet_buffer measure = { 0 };

    stet_buffer_format(&measure, "%s in the sample", what);
    add_count(out, &of, measure.ptr, verdict->nonconforming, verdict->drawn);
    add_count(out, &of, "acceptance number", verdict->plan.accept, verdict->plan.n);
    stet_buffer_clear(&measure);
    stet_buffer_format(&measure, "%s in all records", what);
    add_count(out, &of, measure.ptr, verdict->all_nonconforming, verdict->plan.lot);
    stet_buffer_release(&measure);
}

static void add_lengths(stet_buffer *out, const stet_audit_summary *summary)
{
    for (size_t i = 0; i < STET_SUMMARY_BINS; i++) {
        char edge[24];
        snprintf(edge, sizeof edge, "%" PRIu64, stet_audit_length_edges[i]);
        const row_of of = { "length", stet_str_from(edge), "", 0, 0 };
        const stet_share share =
            stet_share_of(summary->lengths.bins[i], summary->lengths.records);
        add_share(out, &of, "records from so many words", &share);
    }
}

static void add_rules(stet_buffer *out, const stet_audit_rule_list *rules)
{
    for (size_t i = 0; i < rules->count; i++) {
        const stet_audit_rule *rule = &rules->items[i];
        const row_of of = { "rule", rule->name, stet_wording_level(rule->level), 0, 0 };
        add_measure(out, &of, &rule->measure);
        for (size_t k = 0; k < rule->n_statistics; k++)
            add_statistic(out, &of, &rule->statistics[k]);
        if (rule->failures)
            add_count(out, &of, "failures", rule->failures, 0);
    }
}

static void add_unchecked(stet_buffer *out, const stet_audit_coverage *coverage)
{
    const row_of bytes = { "checked", STET_STR("bytes"), "", 0, 0 };
    const row_of sources = { "checked", STET_STR("sources"), "", 0, 0 };

    add_count(out, &bytes, "checked", coverage->bytes_checked, coverage->bytes);
    add_count(out, &sources, "checked", coverage->sources_whole, coverage->sources);
    for (size_t i = 0; i < coverage->gaps.count; i++) {
        const stet_audit_gap *gap = &coverage->gaps.items[i];
        const row_of of = { "gap", gap->path, "", 0, 0 };
        add_count(out, &of, "from byte to byte", gap->start, gap->end);
    }
    for (size_t i = 0; i < coverage->failures.count; i++) {
        const stet_audit_failure *failure = &coverage->failures.items[i];
        const row_of of = { "failure", failure->message, "", 0, 0 };
        add_count(out, &of, "times", failure->count, coverage->failures.failures);
    }
}

/* These lists end at a limit: who adds rows up must know. */
static void add_unlisted(stet_buffer *out, const stet_audit_coverage *coverage)
{
    const struct {
        const char *name;
        uint64_t listed, total;
    } lists[] = {
        { "gaps", coverage->gaps.count, coverage->gaps.total },
        { "failures", coverage->failures.count, coverage->failures.total },
    };

    for (size_t i = 0; i < STET_LEN(lists); i++) {
        const row_of of = { "unlisted", stet_str_from(lists[i].name), "", 0, 0 };
        if (lists[i].listed < lists[i].total)
            add_count(out, &of, "not in this table", lists[i].total - lists[i].listed,
                      lists[i].total);
    }
}

static void add_head(stet_buffer *out, const stet_audit_summary *summary)
{
    stet_buffer_add_text(out,
                         "kind,name,level,measure,count,n,rate,low,high,rank_first,"
                         "rank_last\r\n");
    add_verdict(out, &summary->verdict);
    add_rates(out, (row_of){ "all", STET_STR("all records"), "", 0, 0 },
              &summary->totals);
    add_rules(out, &summary->rules);
}

static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, const stet_audit_sink *sink,
                  stet_error *error)
{
    csv_report report = { .sink = sink, .kind = "group" };

    add_head(&report.out, summary);
    bool good = stet_strata_each(summary, database, STET_STRATA_GROUPS, take_stratum,
                                 &report, error);
    report.kind = "source";
    good = good && stet_strata_each(summary, database, STET_STRATA_SOURCES,
                                    take_stratum, &report, error);
    if (good) {
        add_lengths(&report.out, summary);
        add_unchecked(&report.out, &summary->coverage);
        add_unlisted(&report.out, &summary->coverage);
        good = stet_audit_sink_flush(sink, &report.out, error);
    }
    stet_buffer_release(&report.out);
    return good;
}

const stet_audit_format stet_audit_format_csv = {
    .name = "csv",
    .for_programs = true,
    .summary = "a table of rates, for spreadsheets",
    .write = write,
};
