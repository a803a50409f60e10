/* SPDX-License-Identifier: Apache-2.0 */
#include "report/finding_json.h"

#include "base/str.h"
#include "report/writer_p.h"

#include <inttypes.h>
#include <stdio.h>

static void write_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

static void write_number(stet_json_writer *json, const char *key, uint64_t value)
{
    stet_json_key(json, key);
    stet_json_integer(json, (int64_t)value);
}

/** From where places count. */
typedef struct origin {
    bool within;   /**< In a record of one line, */
    uint64_t byte; /**< which begins here; else at the start of the source: 0. */
} origin;

static void write_point(stet_json_writer *json, const char *key,
                        const stet_point *point, origin from)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    write_number(json, "byte", point->byte - from.byte);
    write_number(json, "line", from.within ? 1 : point->line);
    write_number(json, "column", point->column);
    write_number(json, "utf16", point->utf16);
    stet_json_end_object(json);
}

static void write_fix(stet_json_writer *json, const stet_source_fix *fix, origin from)
{
    stet_json_begin_object(json);
    write_text(json, "label", fix->label);
    stet_json_key(json, "safe");
    stet_json_boolean(json, fix->safe);
    stet_json_key(json, "edits");
    stet_json_begin_array(json);
    for (size_t i = 0; i < fix->n_edits; i++) {
        stet_json_begin_object(json);
        write_number(json, "start", fix->edits[i].start - from.byte);
        write_number(json, "end", fix->edits[i].end - from.byte);
        write_text(json, "text", fix->edits[i].text);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
    stet_json_end_object(json);
}

/* Within a record, only places in the same record mean something. */
static void write_related(stet_json_writer *json, const stet_located *finding,
                          origin from)
{
    if (!finding->n_related)
        return;
    stet_json_key(json, "related");
    stet_json_begin_array(json);
    for (size_t i = 0; i < finding->n_related; i++) {
        const stet_related *related = &finding->related[i];
        if (from.within && related->record != finding->record)
            continue;
        stet_json_begin_object(json);
        if (!from.within)
            write_text(json, "source", related->path);
        write_point(json, "start", &related->start, from);
        write_point(json, "end", &related->end, from);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void write_record(stet_json_writer *json, const stet_located *finding)
{
    if (!finding->record)
        return;
    write_number(json, "record", finding->record);
    if (finding->id.len)
        write_text(json, "id", finding->id);
}

static void write_finding(stet_json_writer *json, const stet_located *finding,
                          origin from)
{
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, finding->fingerprint);
    if (finding->record && finding->field.len)
        write_text(json, "field", finding->field);
    write_text(json, "rule", finding->rule->name);
    write_text(json, "check", stet_writer_check_name(finding->rule));
    write_text(json, "level", stet_str_from(stet_level_name(finding->level)));
    write_text(json, "message", finding->message);
    write_text(json, "match", finding->match);
    write_point(json, "start", &finding->start, from);
    write_point(json, "end", &finding->end, from);
    write_text(json, "fingerprint", stet_str_from(fingerprint));
    write_related(json, finding, from);
    stet_json_key(json, "fixes");
    stet_json_begin_array(json);
    for (size_t i = 0; i < finding->n_fixes; i++)
        write_fix(json, &finding->fixes[i], from);
    stet_json_end_array(json);
}

void stet_finding_json_finding(stet_json_writer *json, const stet_located *finding)
{
    stet_json_begin_object(json);
    write_text(json, "type", STET_STR("finding"));
    write_text(json, "source", finding->path);
    write_record(json, finding);
    write_finding(json, finding, (origin){ false, 0 });
    stet_json_end_object(json);
}

void stet_finding_json_finding_within(stet_json_writer *json,
                                      const stet_located *finding, uint64_t byte)
{
    stet_json_begin_object(json);
    write_finding(json, finding, (origin){ true, byte });
    stet_json_end_object(json);
}

static void write_failure(stet_json_writer *json, const stet_trouble *trouble,
                          origin from)
{
    if (trouble->rule.len)
        write_text(json, "rule", trouble->rule);
    if (trouble->point.line)
        write_point(json, "start", &trouble->point, from);
    write_text(json, "message", trouble->message);
}

void stet_finding_json_failure(stet_json_writer *json, const stet_trouble *trouble)
{
    stet_json_begin_object(json);
    write_text(json, "type", STET_STR(STET_FAILURE_NAME));
    write_text(json, "source", trouble->path);
    if (trouble->record)
        write_number(json, "record", trouble->record);
    write_failure(json, trouble, (origin){ false, 0 });
    stet_json_end_object(json);
}

void stet_finding_json_failure_within(stet_json_writer *json,
                                      const stet_trouble *trouble, uint64_t byte)
{
    stet_json_begin_object(json);
    write_failure(json, trouble, (origin){ true, byte });
    stet_json_end_object(json);
}

void stet_finding_json_rule_set_facts(stet_json_writer *json, const stet_rule_set *set)
{
    char date[STET_DATE_TEXT];
    write_text(json, "name", set->name);
    write_text(json, "version", set->version);
    write_text(json, "hash", stet_str_from(set->hash));
    if (set->is_dated) {
        stet_date_write(set->today, date);
        write_text(json, "date", stet_str_from(date));
    }
}

void stet_finding_json_rule_set(stet_json_writer *json, const stet_rule_set *set)
{
    stet_json_begin_object(json);
    stet_finding_json_rule_set_facts(json, set);
    stet_json_end_object(json);
}

static void write_program(stet_json_writer *json, const stet_run_info *run)
{
    write_text(json, "stet", stet_str_from(run->version));
    stet_json_key(json, "plugins");
    stet_json_begin_array(json);
    for (size_t i = 0; run->registry && i < run->registry->n_plugins; i++) {
        const stet_plugin *plugin = run->registry->plugins[i].plugin;
        stet_json_begin_object(json);
        write_text(json, "name", stet_str_from(plugin->name));
        write_text(json, "version", stet_str_from(plugin->version));
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

void stet_finding_json_summary(stet_json_writer *json, const stet_run_info *run,
                               const stet_tally *tally)
{
    stet_json_begin_object(json);
    write_text(json, "type", STET_STR("summary"));
    if (run->n_sets) {
        stet_json_key(json, "rule_set");
        stet_finding_json_rule_set(json, run->sets[0]);
    }
    if (run->n_sets > 1) {
        stet_json_key(json, "rule_sets");
        stet_json_begin_array(json);
        for (size_t i = 0; i < run->n_sets; i++)
            stet_finding_json_rule_set(json, run->sets[i]);
        stet_json_end_array(json);
    }
    write_number(json, "sources", tally->sources);
    write_number(json, "records", tally->records);
    write_number(json, "bytes", tally->bytes);
    write_number(json, "failed", tally->failed);
    write_number(json, "error", tally->errors);
    write_number(json, "warning", tally->warnings);
    write_number(json, "suggestion", tally->suggestions);
    write_number(json, "suppressed", tally->suppressed);
    write_number(json, "fixed", tally->fixed);
    write_program(json, run);
    stet_json_end_object(json);
}
