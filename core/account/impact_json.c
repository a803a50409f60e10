/* SPDX-License-Identifier: Apache-2.0 */
/* For other programs: report/schema.h describes it, and the two change together. */
#include "account/impact_p.h"
#include "account/impact_report.h"
#include "base/json_writer.h"
#include "base/str.h"
#include "rule/rule_set.h"

#include <stdlib.h>

static void write_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

/* A text that is left out when there is none. */
static void write_known(stet_json_writer *json, const char *key, stet_str value)
{
    if (value.len)
        write_text(json, key, value);
}

static void write_number(stet_json_writer *json, const char *key, uint64_t value)
{
    stet_json_key(json, key);
    stet_json_integer(json, (int64_t)value);
}

static void write_flag(stet_json_writer *json, const char *key, bool value)
{
    stet_json_key(json, key);
    stet_json_boolean(json, value);
}

static void write_side(stet_json_writer *json, const char *key,
                       const stet_impact_specification *side)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    write_text(json, "name", side->name);
    write_text(json, "version", side->version);
    write_text(json, "hash", side->hash);
    write_known(json, "date", side->date);
    write_text(json, "path", side->path);
    write_number(json, "records", side->n_records);
    write_number(json, "unmatched", side->n_left);
    write_number(json, "failures", side->n_failures);
    stet_json_end_object(json);
}

static void write_states(stet_json_writer *json, const stet_impact_states *states)
{
    stet_json_key(json, "states");
    stet_json_begin_array(json);
    for (size_t was = 0; was < STET_IMPACT_STATES; was++) {
        for (size_t is = 0; is < STET_IMPACT_STATES; is++) {
            stet_json_begin_object(json);
            write_text(json, "old",
                       stet_str_from(stet_wording_state((stet_audit_state)was)));
            write_text(json, "new",
                       stet_str_from(stet_wording_state((stet_audit_state)is)));
            write_number(json, "records", states->records[was][is]);
            stet_json_end_object(json);
        }
    }
    stet_json_end_array(json);
}

static void write_rate(stet_json_writer *json, const char *key, double value)
{
    stet_json_key(json, key);
    stet_json_real(json, value);
}

static void write_share(stet_json_writer *json, const char *key,
                        const stet_impact_states *states, stet_impact_side side)
{
    stet_share share = stet_share_of(stet_impact_turned(states, side),
                                     stet_impact_turnable(states, side));

    stet_json_key(json, key);
    stet_json_begin_object(json);
    write_number(json, "records", share.count);
    write_number(json, "of", share.n);
    if (share.n > 0) {
        write_rate(json, "share", share.share);
        write_rate(json, "low", share.low);
        write_rate(json, "high", share.high);
    }
    stet_json_end_object(json);
}

static void write_changes(stet_json_writer *json, const stet_impact *impact,
                          const char *key, uint32_t rule)
{
    const stet_impact_change *change;
    size_t at = 0;

    stet_json_key(json, key);
    stet_json_begin_array(json);
    while ((change = stet_impact_next_change(impact, rule, &at))) {
        stet_json_begin_object(json);
        write_text(json, "kind", stet_str_from(change->kind));
        write_text(json, "text", change->text);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void write_example(stet_json_writer *json, const stet_impact_example *example,
                          stet_impact_side side)
{
    const stet_impact_cause *cause = &example->cause;

    stet_json_begin_object(json);
    write_text(json, "newly",
               stet_str_from(stet_wording_state(side == STET_IMPACT_NEW
                                                    ? STET_AUDIT_REJECTED
                                                    : STET_AUDIT_ACCEPTED)));
    write_text(json, "source", example->path);
    write_number(json, "byte", example->byte);
    if (example->number)
        write_number(json, "record", example->number);
    write_known(json, "id", example->id);
    write_known(json, "group", example->group);
    write_known(json, "field", cause->field);
    if (cause->line) {
        write_number(json, "line", cause->line);
        write_number(json, "column", cause->column);
    }
    write_text(json, "message", cause->message);
    write_text(json, "match", cause->match);
    write_flag(json, "alone", example->alone);
    stet_json_end_object(json);
}

static void write_level(stet_json_writer *json, const char *key,
                        const stet_impact_rule *rule, stet_impact_side side)
{
    if (rule->is_in[side])
        write_text(json, key, stet_str_from(stet_level_name(rule->levels[side])));
}

static void write_rule(stet_json_writer *json, const stet_impact *impact,
                       const stet_impact_rule *rule)
{
    const stet_impact_count *turns = rule->turns;

    stet_json_begin_object(json);
    write_text(json, "rule", rule->name);
    write_level(json, "old_level", rule, STET_IMPACT_OLD);
    write_level(json, "new_level", rule, STET_IMPACT_NEW);
    write_number(json, "old_rejects", rule->rejects[STET_IMPACT_OLD]);
    write_number(json, "new_rejects", rule->rejects[STET_IMPACT_NEW]);
    write_number(json, "only_old_rejects", rule->ends);
    write_number(json, "only_new_rejects", rule->begins);
    write_number(json, "newly_rejected", turns[STET_IMPACT_NEW].records);
    write_number(json, "newly_rejected_alone", turns[STET_IMPACT_NEW].alone);
    write_number(json, "newly_accepted", turns[STET_IMPACT_OLD].records);
    write_number(json, "newly_accepted_alone", turns[STET_IMPACT_OLD].alone);
    write_changes(json, impact, "changes", (uint32_t)(rule - impact->rules));
    stet_json_key(json, "examples");
    stet_json_begin_array(json);
    for (int side = STET_IMPACT_NEW; side >= STET_IMPACT_OLD; side--)
        for (uint32_t i = 0; i < rule->n_examples[side]; i++)
            write_example(json, &rule->examples[side][i], (stet_impact_side)side);
    stet_json_end_array(json);
    stet_json_end_object(json);
}

static bool has_changed(const stet_impact *impact, const stet_impact_rule *rule)
{
    size_t at = 0;

    return stet_impact_next_change(impact, (uint32_t)(rule - impact->rules), &at) !=
           NULL;
}

/* Those that have an effect, then those that have changed without any. */
static void write_rules(stet_json_writer *json, const stet_impact *impact)
{
    stet_impact_list rules = stet_impact_list_rules(impact);

    stet_json_key(json, "rules");
    stet_json_begin_array(json);
    for (size_t i = 0; i < rules.count; i++)
        write_rule(json, impact, rules.items[i]);
    for (size_t i = 0; i < impact->n_rules; i++)
        if (!stet_impact_has_effect(&impact->rules[i]) &&
            has_changed(impact, &impact->rules[i]))
            write_rule(json, impact, &impact->rules[i]);
    stet_json_end_array(json);
    free((void *)(uintptr_t)rules.items);
}

static void write_groups(stet_json_writer *json, const stet_impact *impact)
{
    stet_impact_list groups = stet_impact_list_groups(impact);

    stet_json_key(json, "groups");
    stet_json_begin_array(json);
    for (size_t i = 0; i < groups.count; i++) {
        const stet_impact_group *group = groups.items[i];
        stet_json_begin_object(json);
        write_text(json, "group", group->name);
        if (group == impact->others)
            write_flag(json, "all_others", true);
        write_share(json, "newly_rejected", &group->states, STET_IMPACT_NEW);
        write_share(json, "newly_accepted", &group->states, STET_IMPACT_OLD);
        write_states(json, &group->states);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
    free((void *)(uintptr_t)groups.items);
}

static void write_failure(stet_json_writer *json, const stet_impact_failure *failure)
{
    stet_json_begin_object(json);
    write_text(json, "source", failure->path);
    if (failure->record)
        write_number(json, "record", failure->record);
    if (failure->line) {
        write_number(json, "line", failure->line);
        write_number(json, "column", failure->column);
    }
    write_known(json, "rule", failure->rule);
    write_text(json, "message", failure->message);
    write_flag(json, "old", failure->on[STET_IMPACT_OLD]);
    write_flag(json, "new", failure->on[STET_IMPACT_NEW]);
    stet_json_end_object(json);
}

void stet_impact_write_json(const stet_impact *impact, stet_buffer *out)
{
    stet_json_writer json;

    stet_json_init(&json, out, true);
    stet_json_begin_object(&json);
    write_side(&json, "old", &impact->sides[STET_IMPACT_OLD]);
    write_side(&json, "new", &impact->sides[STET_IMPACT_NEW]);
    if (impact->level <= STET_ERROR)
        write_text(&json, "fail_on", stet_str_from(stet_level_name(impact->level)));
    write_known(&json, "group_by", impact->group_by);
    write_number(&json, "matched_by_id", impact->n_by_id);
    write_share(&json, "newly_rejected", &impact->states, STET_IMPACT_NEW);
    write_share(&json, "newly_accepted", &impact->states, STET_IMPACT_OLD);
    write_states(&json, &impact->states);
    write_changes(&json, impact, "set_changes", UINT32_MAX);
    write_rules(&json, impact);
    write_groups(&json, impact);
    stet_json_key(&json, "failures");
    stet_json_begin_array(&json);
    for (size_t i = 0; i < impact->n_failures; i++)
        write_failure(&json, &impact->failures[i]);
    stet_json_end_array(&json);
    stet_json_end_object(&json);
    stet_buffer_add_char(out, '\n');
}
