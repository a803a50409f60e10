/* SPDX-License-Identifier: Apache-2.0 */
#include "report/rule_set_diff_json.h"

#include "base/str.h"
#include "report/finding_json.h"

static void write_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

static void write_flag(stet_json_writer *json, const char *key, bool value)
{
    stet_json_key(json, key);
    stet_json_boolean(json, value);
}

static void write_set(stet_json_writer *json, const char *key, const stet_rule_set *set)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    stet_finding_json_rule_set_facts(json, set);
    write_text(json, "path", set->path);
    stet_json_end_object(json);
}

static void write_place(stet_json_writer *json, const char *key, const stet_rule *rule)
{
    if (!rule)
        return;
    stet_json_key(json, key);
    stet_json_begin_object(json);
    write_text(json, "path", rule->path);
    stet_json_key(json, "line");
    stet_json_integer(json, rule->position.line);
    stet_json_key(json, "column");
    stet_json_integer(json, rule->position.column);
    stet_json_end_object(json);
}

static void write_change(stet_json_writer *json, const stet_change *change)
{
    const stet_rule *rule = change->after ? change->after : change->before;
    stet_json_begin_object(json);
    if (rule)
        write_text(json, "rule", rule->name);
    write_text(json, "kind", stet_str_from(stet_change_name(change->kind)));
    if (change->key.len)
        write_text(json, "key", change->key);
    write_text(json, "text", change->text);
    write_place(json, "before", change->before);
    write_place(json, "after", change->after);
    write_flag(json, "may_fail", change->may_fail);
    write_flag(json, "may_pass", change->may_pass);
    stet_json_end_object(json);
}

void stet_rule_set_diff_json(const stet_rule_set_diff *diff, stet_buffer *out)
{
    stet_json_writer json;
    stet_json_init(&json, out, true);
    stet_json_begin_object(&json);
    write_set(&json, "before", diff->before);
    write_set(&json, "after", diff->after);
    if (diff->level <= STET_ERROR)
        write_text(&json, "fail_on", stet_str_from(stet_level_name(diff->level)));
    stet_json_key(&json, "changes");
    stet_json_begin_array(&json);
    for (size_t i = 0; i < diff->count; i++)
        write_change(&json, &diff->items[i]);
    stet_json_end_array(&json);
    write_flag(&json, "may_fail", diff->may_fail);
    write_flag(&json, "may_pass", diff->may_pass);
    stet_json_end_object(&json);
    stet_buffer_add_char(out, '\n');
}
