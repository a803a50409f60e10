/* SPDX-License-Identifier: Apache-2.0 */
#include "account/report_p.h"
#include "account/wording.h"
#include "base/str.h"

static void write_flag(stet_json_writer *json, const char *key, bool value)
{
    stet_json_key(json, key);
    stet_json_boolean(json, value);
}

static void write_words(stet_json_writer *json, const char *key, const char *value)
{
    stet_json_key(json, key);
    stet_json_text(json, value);
}

/* Leaves out what is empty or not known. */
static void write_if_text(stet_json_writer *json, const char *key, stet_str value)
{
    if (value.len)
        stet_report_json_text(json, key, value);
}

static void write_if_count(stet_json_writer *json, const char *key, uint64_t value)
{
    if (value)
        stet_report_json_count(json, key, value);
}

/* ---- The run ---- */

void stet_report_json_run(stet_json_writer *json, const stet_audit_run *run)
{
    stet_json_begin_object(json);
    stet_report_json_text(json, "database", run->path);
    stet_report_json_text(json, "stet", run->stet);
    stet_json_key(json, "rule_set");
    stet_json_begin_object(json);
    stet_report_json_text(json, "name", run->rule_set);
    stet_report_json_text(json, "version", run->version);
    stet_report_json_text(json, "hash", run->hash);
    stet_report_json_text(json, "date", run->day);
    stet_json_end_object(json);
    stet_json_key(json, "plugins");
    stet_json_begin_array(json);
    for (size_t i = 0; i < run->n_plugins; i++) {
        stet_json_begin_object(json);
        stet_report_json_text(json, "name", run->plugins[i].name);
        stet_report_json_text(json, "version", run->plugins[i].version);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
    stet_report_json_text(json, "fail_on", run->fail_on);
    write_if_text(json, "group_by", run->group_by);
    write_flag(json, "redacted", run->redacted);
    write_flag(json, "complete", run->complete);
    stet_json_key(json, "seed");
    stet_json_integer(json, run->seed);
    write_if_text(json, "began", run->began);
    stet_report_json_real(json, "seconds", run->seconds);
    stet_json_end_object(json);
}

/* ---- The verdict ---- */

void stet_report_json_place(stet_json_writer *json, const stet_audit_place *place)
{
    stet_json_begin_object(json);
    stet_report_json_text(json, "source", place->path);
    write_if_count(json, "record", place->record);
    write_if_text(json, "id", place->name);
    write_if_text(json, "group", place->group);
    stet_report_json_count(json, "byte", place->byte);
    stet_report_json_count(json, "length", place->length);
    write_words(json, "state", stet_wording_state(place->state));
    stet_json_end_object(json);
}

static void write_plan(stet_json_writer *json, const stet_acceptance_plan *plan)
{
    static const char *const levels[] = { "", "I", "II", "III" };
    const char letter[2] = { plan->letter };
    const char found[2] = { plan->plan };

    stet_json_begin_object(json);
    write_words(json, "standard", "ISO 2859-1");
    write_words(json, "level", levels[plan->level]);
    write_words(json, "aql", plan->aql);
    stet_report_json_count(json, "lot", plan->lot);
    write_words(json, "letter", letter);
    write_words(json, "plan", found);
    stet_report_json_count(json, "n", plan->n);
    stet_report_json_count(json, "accept", plan->accept);
    stet_report_json_count(json, "reject", plan->reject);
    stet_json_end_object(json);
}

void stet_report_json_verdict(stet_json_writer *json, const stet_audit_verdict *verdict)
{
    stet_json_begin_object(json);
    write_words(json, "outcome", stet_wording_outcome(verdict->outcome));
    if (verdict->reason != STET_OPEN_NOT)
        write_words(json, "open", stet_wording_open(verdict->reason));
    write_words(json, "counted", verdict->count_findings ? "findings" : "records");
    if (verdict->plan.lot) {
        stet_json_key(json, "plan");
        write_plan(json, &verdict->plan);
    }
    stet_report_json_count(json, "drawn", verdict->drawn);
    stet_report_json_count(json, "nonconforming", verdict->nonconforming);
    stet_report_json_count(json, "failed", verdict->failed);
    stet_report_json_count(json, "all_nonconforming", verdict->all_nonconforming);
    stet_report_json_real(json, "all_percent", verdict->all_percent);
    write_flag(json, "all_within", verdict->all_within);
    stet_report_json_real(json, "chance", verdict->chance);
    stet_json_key(json, "records");
    stet_report_json_list(json, verdict->records.total);
    for (size_t i = 0; i < verdict->records.count; i++)
        stet_report_json_place(json, &verdict->records.items[i]);
    stet_report_json_list_end(json);
    stet_json_end_object(json);
}

/* ---- Rules ---- */

void stet_report_json_examples(stet_json_writer *json, const stet_audit_example *items,
                               size_t count)
{
    stet_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        const stet_audit_example *item = &items[i];
        stet_json_begin_object(json);
        stet_report_json_text(json, "rule", item->rule);
        write_words(json, "level", stet_wording_level(item->level));
        stet_json_key(json, "place");
        stet_report_json_place(json, &item->place);
        write_if_text(json, "field", item->field);
        write_if_count(json, "line", item->line);
        stet_report_json_count(json, "column", item->column);
        stet_report_json_count(json, "start", item->start);
        stet_report_json_count(json, "end", item->end);
        stet_report_json_text(json, "message", item->message);
        stet_report_json_text(json, "match", item->match);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void write_statistic(stet_json_writer *json,
                            const stet_audit_statistic *statistic)
{
    stet_json_begin_object(json);
    stet_report_json_text(json, "name", statistic->name);
    stet_report_json_real(json, "value", statistic->value);
    stet_report_json_real(json, "low", statistic->low);
    stet_report_json_real(json, "high", statistic->high);
    stet_report_json_real(json, "confidence", statistic->confidence);
    stet_report_json_count(json, "n", statistic->n);
    stet_report_json_text(json, "of", statistic->of);
    stet_json_end_object(json);
}

static void write_sayings(stet_json_writer *json, const stet_audit_rule *rule)
{
    stet_json_key(json, "messages");
    stet_json_begin_array(json);
    for (size_t i = 0; i < rule->n_messages; i++)
        stet_json_string(json, rule->messages[i]);
    stet_json_end_array(json);
    stet_json_key(json, "statistics");
    stet_json_begin_array(json);
    for (size_t i = 0; i < rule->n_statistics; i++)
        write_statistic(json, &rule->statistics[i]);
    stet_json_end_array(json);
}

static void write_rule(stet_json_writer *json, const stet_audit_rule *rule)
{
    stet_json_begin_object(json);
    stet_report_json_text(json, "name", rule->name);
    stet_report_json_text(json, "check", rule->check);
    write_words(json, "level", stet_wording_level(rule->level));
    stet_report_json_text(json, "summary", rule->summary);
    write_if_text(json, "why", rule->why);
    stet_report_json_text(json, "path", rule->path);
    write_if_count(json, "line", rule->line);
    write_flag(json, "whole_batch", rule->whole_batch);
    write_flag(json, "silent", rule->silent);
    for (uint32_t i = 1; i < STET_SUMMARY_LEVELS; i++)
        stet_report_json_count(json, stet_wording_level(i), rule->findings_at[i]);
    stet_report_json_count(json, "failures", rule->failures);
    stet_json_key(json, "rates");
    stet_report_json_measure(json, &rule->measure);
    stet_json_key(json, "examples");
    stet_report_json_examples(json, rule->examples, rule->n_examples);
    if (rule->whole_batch)
        write_sayings(json, rule);
    stet_json_end_object(json);
}

void stet_report_json_rules(stet_json_writer *json, const stet_audit_rule_list *list)
{
    stet_report_json_list(json, list->total);
    for (size_t i = 0; i < list->count; i++)
        write_rule(json, &list->items[i]);
    stet_report_json_list_end(json);
}

/* ---- What was checked ---- */

static void write_failure(stet_json_writer *json, const stet_audit_failure *failure)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "count", failure->count);
    stet_report_json_text(json, "message", failure->message);
    write_if_text(json, "rule", failure->rule);
    write_if_text(json, "source", failure->path);
    if (failure->byte != UINT64_MAX)
        stet_report_json_count(json, "byte", failure->byte);
    write_if_count(json, "line", failure->line);
    write_if_count(json, "column", failure->column);
    stet_json_end_object(json);
}

void stet_report_json_coverage(stet_json_writer *json,
                               const stet_audit_coverage *coverage)
{
    stet_json_begin_object(json);
    stet_report_json_count(json, "sources", coverage->sources);
    stet_report_json_count(json, "sources_whole", coverage->sources_whole);
    stet_report_json_count(json, "sources_unread", coverage->sources_unread);
    stet_report_json_count(json, "bytes", coverage->bytes);
    stet_report_json_count(json, "bytes_checked", coverage->bytes_checked);
    stet_report_json_count(json, "segments", coverage->segments);
    stet_report_json_count(json, "segments_checked", coverage->segments_checked);
    stet_report_json_count(json, "rules", coverage->rules);
    stet_report_json_count(json, "rules_silent", coverage->rules_silent);
    stet_report_json_count(json, "rules_failed", coverage->rules_failed);
    stet_json_key(json, "gaps");
    stet_report_json_list(json, coverage->gaps.total);
    for (size_t i = 0; i < coverage->gaps.count; i++) {
        stet_json_begin_object(json);
        stet_report_json_text(json, "source", coverage->gaps.items[i].path);
        stet_report_json_count(json, "start", coverage->gaps.items[i].start);
        stet_report_json_count(json, "end", coverage->gaps.items[i].end);
        stet_json_end_object(json);
    }
    stet_report_json_list_end(json);
    stet_report_json_count(json, "failed", coverage->failures.failures);
    stet_json_key(json, "failures");
    stet_report_json_list(json, coverage->failures.total);
    for (size_t i = 0; i < coverage->failures.count; i++)
        write_failure(json, &coverage->failures.items[i]);
    stet_report_json_list_end(json);
    stet_json_end_object(json);
}

/* ---- Samples ---- */

static void write_sample(stet_json_writer *json, const stet_audit_sample *sample)
{
    static const char *const kinds[] = { "all", "rule", "group" };

    stet_json_begin_object(json);
    write_words(json, "of", kinds[sample->kind]);
    if (sample->kind != STET_SAMPLE_ALL)
        stet_report_json_text(json, "stratum", sample->stratum);
    stet_json_key(json, "place");
    stet_report_json_place(json, &sample->place);
    write_flag(json, "left_out", sample->left_out);
    stet_json_key(json, "fields");
    stet_json_begin_object(json);
    for (size_t i = 0; i < sample->n_fields; i++) {
        stet_json_key_str(json, sample->fields[i].name);
        stet_json_string(json, sample->fields[i].text);
    }
    stet_json_end_object(json);
    stet_report_json_count(json, "all_findings", sample->all_findings);
    stet_json_key(json, "findings");
    stet_report_json_examples(json, sample->findings, sample->n_findings);
    stet_json_end_object(json);
}

void stet_report_json_samples(stet_json_writer *json,
                              const stet_audit_sample_list *list)
{
    stet_report_json_list(json, list->total);
    for (size_t i = 0; i < list->count; i++)
        write_sample(json, &list->items[i]);
    stet_report_json_list_end(json);
}
