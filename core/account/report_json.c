/* SPDX-License-Identifier: Apache-2.0 */
/* The whole summary; report/schema_audit.c is its schema. Rates that were not counted
   and ends of intervals that are infinite are null. */
#include "account/report_p.h"
#include "account/strata.h"
#include "account/wording.h"
#include "base/str.h"
#include "rule/rule_set.h"

void stet_report_json_count(stet_json_writer *json, const char *key, uint64_t value)
{
    stet_json_key(json, key);
    stet_json_integer(json, (int64_t)value);
}

void stet_report_json_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

void stet_report_json_real(stet_json_writer *json, const char *key, double value)
{
    stet_json_key(json, key);
    stet_json_real(json, value);
}

void stet_report_json_list(stet_json_writer *json, uint64_t total)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "total", total);
    stet_json_key(json, "items");
    stet_json_begin_array(json);
}

void stet_report_json_list_end(stet_json_writer *json)
{
    stet_json_end_array(json);
    stet_json_end_object(json);
}

/* ---- Rates ---- */

void stet_report_json_share(stet_json_writer *json, const stet_share *share)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "count", share->count);
    stet_report_json_count(json, "n", share->n);
    stet_report_json_real(json, "share", share->share);
    stet_report_json_real(json, "low", share->low);
    stet_report_json_real(json, "high", share->high);
    stet_json_end_object(json);
}

static void write_density(stet_json_writer *json, const stet_density *density)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "findings", density->findings);
    stet_report_json_count(json, "words", density->words);
    stet_report_json_real(json, "rate", density->rate);
    stet_report_json_real(json, "low", density->low);
    stet_report_json_real(json, "high", density->high);
    stet_json_end_object(json);
}

void stet_report_json_measure(stet_json_writer *json, const stet_audit_measure *measure)
{
    stet_json_begin_object(json);
    stet_json_key(json, "records");
    stet_report_json_share(json, &measure->records);
    stet_json_key(json, "by_1000_words");
    write_density(json, &measure->findings);
    stet_json_end_object(json);
}

static void write_rates(stet_json_writer *json, const stet_audit_rates *rates)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "records", rates->records);
    stet_report_json_count(json, "words", rates->words);
    stet_report_json_count(json, "bytes", rates->bytes);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        stet_json_key(json, stet_wording_state((stet_audit_state)i));
        stet_report_json_share(json, &rates->states[i]);
    }
    stet_json_key(json, "levels");
    stet_json_begin_object(json);
    for (size_t i = 0; i < STET_SUMMARY_LEVELS; i++) {
        stet_json_key(json, i ? stet_level_name((uint32_t)i) : "any");
        stet_report_json_measure(json, &rates->levels[i]);
    }
    stet_json_end_object(json);
    stet_json_end_object(json);
}

/* ---- Groups and sources ---- */

static void write_stratum(stet_json_writer *json, const stet_audit_stratum *item,
                          bool source)
{
    stet_json_begin_object(json);
    stet_report_json_text(json, "name", item->name);
    if (item->rank_first) {
        stet_report_json_count(json, "rank_first", item->rank_first);
        stet_report_json_count(json, "rank_last", item->rank_last);
    }
    if (source) {
        stet_report_json_text(json, "format", item->format);
        stet_report_json_count(json, "size", item->size);
        stet_report_json_count(json, "checked", item->checked);
    }
    stet_json_key(json, "rates");
    write_rates(json, &item->rates);
    stet_json_key(json, "top");
    stet_json_begin_array(json);
    for (size_t i = 0; i < item->n_top; i++) {
        stet_json_begin_object(json);
        stet_report_json_text(json, "rule", item->top[i].name);
        stet_report_json_count(json, "findings", item->top[i].findings);
        stet_report_json_count(json, "records", item->top[i].records);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
    stet_json_end_object(json);
}

/* The report on its way. */
typedef struct json_report {
    const stet_audit_summary *summary;
    const stet_audit_database *database;
    const stet_audit_sink *sink;
    stet_error *error;
    stet_json_writer json;
    bool sources; /* Are at hand, not groups. */
} json_report;

static bool take_stratum(void *user, const stet_audit_stratum *item, stet_error *error)
{
    json_report *report = user;

    write_stratum(&report->json, item, report->sources);
    return stet_audit_sink_settle(report->sink, report->json.out, error);
}

static bool write_strata(json_report *report, stet_strata_kind kind)
{
    const stet_audit_summary *summary = report->summary;

    report->sources = kind == STET_STRATA_SOURCES;
    stet_json_key(&report->json, report->sources ? "sources" : "groups");
    stet_report_json_list(&report->json, report->sources ? summary->sources.total
                                                         : summary->groups.total);
    bool good = stet_strata_each(summary, report->database, kind, take_stratum, report,
                                 report->error);
    stet_report_json_list_end(&report->json);
    return good;
}

/* ---- Lengths ---- */

static void write_lengths(stet_json_writer *json, const stet_audit_lengths *lengths)
{
    static const char *const quantiles[] = { "p5", "p25", "median", "p75", "p95" };

    stet_json_begin_object(json);
    stet_report_json_count(json, "records", lengths->records);
    stet_report_json_count(json, "least", lengths->least);
    for (size_t i = 0; i < STET_SUMMARY_QUANTILES; i++)
        stet_report_json_count(json, quantiles[i], lengths->quantiles[i]);
    stet_report_json_count(json, "most", lengths->most);
    stet_report_json_real(json, "mean", lengths->mean);
    stet_json_key(json, "bins");
    stet_json_begin_array(json);
    for (size_t i = 0; i < STET_SUMMARY_BINS; i++)
        stet_json_integer(json, (int64_t)lengths->bins[i]);
    stet_json_end_array(json);
    stet_json_end_object(json);
}

static void write_all_lengths(stet_json_writer *json, const stet_audit_summary *summary)
{
    stet_json_begin_object(json);
    stet_json_key(json, "edges");
    stet_json_begin_array(json);
    for (size_t i = 0; i < STET_SUMMARY_BINS; i++)
        stet_json_integer(json, (int64_t)stet_audit_length_edges[i]);
    stet_json_end_array(json);
    stet_json_key(json, "all");
    write_lengths(json, &summary->lengths);
    for (size_t i = 0; i < STET_SUMMARY_STATES; i++) {
        stet_json_key(json, stet_wording_state((stet_audit_state)i));
        write_lengths(json, &summary->lengths_by_state[i]);
    }
    stet_json_end_object(json);
}

/* ---- All of it ---- */

static void write_head(stet_json_writer *json, const stet_audit_summary *summary)
{
    stet_json_key(json, "run");
    stet_report_json_run(json, &summary->run);
    stet_json_key(json, "verdict");
    stet_report_json_verdict(json, &summary->verdict);
    stet_json_key(json, "totals");
    write_rates(json, &summary->totals);
    stet_json_key(json, "rules");
    stet_report_json_rules(json, &summary->rules);
}

static void write_rest(stet_json_writer *json, const stet_audit_summary *summary)
{
    stet_json_key(json, "lengths");
    write_all_lengths(json, summary);
    if (summary->duplicates.looked) {
        stet_json_key(json, "duplicates");
        stet_report_json_measure(json, &summary->duplicates.measure);
    }
    stet_json_key(json, "coverage");
    stet_report_json_coverage(json, &summary->coverage);
    stet_json_key(json, "samples");
    stet_report_json_samples(json, &summary->samples);
}

static bool write(const stet_audit_summary *summary,
                  const stet_audit_database *database, const stet_audit_sink *sink,
                  stet_error *error)
{
    json_report report = {
        .summary = summary, .database = database, .sink = sink, .error = error
    };
    stet_buffer out = { 0 };

    stet_json_init(&report.json, &out, true);
    stet_json_begin_object(&report.json);
    write_head(&report.json, summary);
    bool good = write_strata(&report, STET_STRATA_GROUPS) &&
                write_strata(&report, STET_STRATA_SOURCES);
    if (good) {
        write_rest(&report.json, summary);
        stet_json_end_object(&report.json);
        stet_buffer_add_char(&out, '\n');
        good = stet_audit_sink_flush(sink, &out, error);
    }
    stet_buffer_release(&out);
    return good;
}

const stet_audit_format stet_audit_format_json = {
    .name = "json",
    .for_programs = true,
    .summary = "all of it, for programs: stet schema report describes it",
    .write = write,
};
