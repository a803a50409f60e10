/* SPDX-License-Identifier: Apache-2.0 */
#include "account/compare.h"
#include "account/report_p.h"
#include "account/wording.h"
#include "base/str.h"

static void write_flag(stet_json_writer *json, const char *key, bool value)
{
    stet_json_key(json, key);
    stet_json_boolean(json, value);
}

static void write_measure(stet_json_writer *json, const char *key,
                          const stet_share *share, const stet_density *density)
{
    const stet_audit_measure measure = { *share, *density };

    stet_json_key(json, key);
    if (density->words > 0)
        stet_report_json_measure(json, &measure);
    else {
        stet_json_begin_object(json);
        stet_json_key(json, "records");
        stet_report_json_share(json, share);
        stet_json_end_object(json);
    }
}

static void write_drift(stet_json_writer *json, const stet_drift *drift)
{
    static const char *const kinds[] = { "state", "level", "rule", "group" };

    stet_json_begin_object(json);
    stet_json_key(json, "kind");
    stet_json_text(json, kinds[drift->kind]);
    stet_report_json_text(json, "name", drift->name);
    if (drift->level) {
        stet_json_key(json, "level");
        stet_json_text(json, stet_wording_level(drift->level));
    }
    if (drift->in_before)
        write_measure(json, "before", &drift->before, &drift->density_before);
    if (drift->in_after)
        write_measure(json, "after", &drift->after, &drift->density_after);
    write_flag(json, "compared", drift->compared);
    if (drift->compared) {
        stet_report_json_real(json, "difference", drift->difference.value);
        stet_report_json_real(json, "low", drift->difference.low);
        stet_report_json_real(json, "high", drift->difference.high);
        stet_report_json_real(json, "p", drift->difference.p);
        write_flag(json, "beyond_chance", drift->beyond);
    }
    stet_json_end_object(json);
}

static void write_list(stet_json_writer *json, const char *key,
                       const stet_drift_list *list)
{
    stet_json_key(json, key);
    stet_report_json_list(json, list->total);
    for (size_t i = 0; i < list->count; i++)
        write_drift(json, &list->items[i]);
    stet_report_json_list_end(json);
}

static void write_head(stet_json_writer *json, const stet_comparison *comparison)
{
    stet_json_key(json, "before");
    stet_report_json_run(json, &comparison->before.run);
    stet_json_key(json, "after");
    stet_report_json_run(json, &comparison->after.run);
    write_flag(json, "same_rules", comparison->same_rules);
    write_flag(json, "same_groups", comparison->same_groups);
    stet_report_json_count(json, "parts", comparison->parts);
    stet_report_json_count(json, "same_parts", comparison->same);
    stet_report_json_count(json, "compared", comparison->compared);
    stet_report_json_count(json, "beyond_chance", comparison->beyond);
    stet_report_json_real(json, "false_discovery_rate", STET_COMPARE_RATE);
    write_list(json, "states", &comparison->states);
    write_list(json, "levels", &comparison->levels);
    write_list(json, "rules", &comparison->rules);
}

/* The groups on their way. */
typedef struct json_groups {
    const stet_audit_sink *sink;
    stet_json_writer json;
} json_groups;

static bool take_group(void *user, const stet_drift *drift, stet_error *error)
{
    json_groups *groups = user;

    write_drift(&groups->json, drift);
    return stet_audit_sink_settle(groups->sink, groups->json.out, error);
}

bool stet_comparison_write_json(const stet_comparison *comparison,
                                const stet_audit_database *after,
                                const stet_audit_sink *sink, stet_error *error)
{
    stet_buffer out = { 0 };
    json_groups groups = { .sink = sink };

    stet_json_init(&groups.json, &out, true);
    stet_json_begin_object(&groups.json);
    write_head(&groups.json, comparison);
    stet_json_key(&groups.json, "groups");
    stet_report_json_list(&groups.json, comparison->groups.total);
    bool good =
        stet_comparison_each_group(comparison, after, take_group, &groups, error);
    stet_report_json_list_end(&groups.json);
    stet_json_end_object(&groups.json);
    stet_buffer_add_char(&out, '\n');
    good = good && stet_audit_sink_flush(sink, &out, error);
    stet_buffer_release(&out);
    return good;
}
