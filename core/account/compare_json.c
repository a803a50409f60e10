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

void stet_comparison_write_json(const stet_comparison *comparison, stet_buffer *out)
{
    stet_json_writer json;

    stet_json_init(&json, out, true);
    stet_json_begin_object(&json);
    stet_json_key(&json, "before");
    stet_report_json_run(&json, &comparison->before.run);
    stet_json_key(&json, "after");
    stet_report_json_run(&json, &comparison->after.run);
    write_flag(&json, "same_rules", comparison->same_rules);
    write_flag(&json, "same_groups", comparison->same_groups);
    stet_report_json_count(&json, "parts", comparison->parts);
    stet_report_json_count(&json, "same_parts", comparison->same);
    stet_report_json_count(&json, "compared", comparison->compared);
    stet_report_json_count(&json, "beyond_chance", comparison->beyond);
    stet_report_json_real(&json, "false_discovery_rate", STET_COMPARE_RATE);
    write_list(&json, "states", &comparison->states);
    write_list(&json, "levels", &comparison->levels);
    write_list(&json, "rules", &comparison->rules);
    write_list(&json, "groups", &comparison->groups);
    stet_json_end_object(&json);
    stet_buffer_add_char(out, '\n');
}
