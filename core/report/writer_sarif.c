/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF 2.1.0 (OASIS, 2020): one run; the results as they come, then what the end
   knows. Rules are listed before the first result, so a result can point to its rule.
 */
#include "base/json_writer.h"
#include "base/map.h"
#include "report/sarif_p.h"

#include <inttypes.h>

typedef struct sarif_state {
    stet_json_writer json;
    stet_map rules; /**< Name -> index in the list of rules + 1. */
    stet_kept_list notifications;
} sarif_state;

static void write_rule(stet_json_writer *json, const stet_rule *rule)
{
    stet_json_begin_object(json);
    stet_sarif_text(json, "id", rule->name);
    stet_sarif_text(json, "name", stet_writer_check_name(rule));
    stet_str summary = stet_str_from(rule->check ? rule->check->type->summary : NULL);
    stet_sarif_message(json, "shortDescription", summary.len ? summary : rule->name);
    if (rule->why.len)
        stet_sarif_message(json, "fullDescription", rule->why);
    if (stet_writer_is_address(rule->url))
        stet_sarif_text(json, "helpUri", rule->url);
    stet_json_key(json, "defaultConfiguration");
    stet_json_begin_object(json);
    stet_sarif_text(json, "level", stet_sarif_level((stet_level)rule->level));
    stet_json_end_object(json);
    stet_json_end_object(json);
}

static void write_rules(stet_writer *writer)
{
    sarif_state *state = writer->state;
    const stet_run_info *run = writer->run;
    stet_json_key(&state->json, "rules");
    stet_json_begin_array(&state->json);
    for (size_t i = 0; i < run->n_sets; i++) {
        for (size_t j = 0; j < run->sets[i]->n_rules; j++) {
            const stet_rule *rule = &run->sets[i]->rules[j];
            if (rule->variant_of || stet_map_has(&state->rules, rule->name))
                continue;
            size_t *index = stet_arena_alloc(&writer->arena, sizeof *index);
            *index = state->rules.count;
            stet_map_set(&state->rules, rule->name, index);
            write_rule(&state->json, rule);
        }
    }
    stet_json_end_array(&state->json);
}

static void write_extensions(stet_json_writer *json, const stet_registry *registry)
{
    stet_json_key(json, "extensions");
    stet_json_begin_array(json);
    for (size_t i = 0; registry && i < registry->n_plugins; i++) {
        const stet_plugin *plugin = registry->plugins[i].plugin;
        stet_json_begin_object(json);
        stet_sarif_text(json, "name", stet_str_from(plugin->name));
        stet_sarif_text(json, "version", stet_str_from(plugin->version));
        stet_sarif_message(json, "shortDescription", stet_str_from(plugin->summary));
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void begin(stet_writer *writer)
{
    sarif_state *state = stet_arena_zalloc(&writer->arena, sizeof *state);
    stet_json_writer *json = &state->json;
    writer->state = state;
    stet_json_init(json, writer->out, true);
    stet_json_begin_object(json);
    stet_sarif_text(json, "$schema",
                    STET_STR("https://json.schemastore.org/sarif-2.1.0.json"));
    stet_sarif_text(json, "version", STET_STR("2.1.0"));
    stet_json_key(json, "runs");
    stet_json_begin_array(json);
    stet_json_begin_object(json);
    stet_sarif_text(json, "columnKind", STET_STR("unicodeCodePoints"));
    stet_json_key(json, "tool");
    stet_json_begin_object(json);
    stet_json_key(json, "driver");
    stet_json_begin_object(json);
    stet_sarif_text(json, "name", STET_STR("stet"));
    stet_sarif_text(json, "version", stet_str_from(writer->run->version));
    write_rules(writer);
    stet_json_end_object(json);
    write_extensions(json, writer->run->registry);
    stet_json_end_object(json);
    stet_json_key(json, "results");
    stet_json_begin_array(json);
}

static void write_fingerprint(stet_json_writer *json, uint64_t fingerprint)
{
    stet_buffer text = { 0 };
    stet_buffer_format(&text, "%016" PRIx64, fingerprint);
    stet_json_key(json, "partialFingerprints");
    stet_json_begin_object(json);
    stet_sarif_text(json, "stet/v1", stet_buffer_str(&text));
    stet_json_end_object(json);
    stet_buffer_release(&text);
}

static void write_record(stet_json_writer *json, const stet_located *f)
{
    if (!f->record)
        return;
    stet_json_key(json, "properties");
    stet_json_begin_object(json);
    stet_json_key(json, "record");
    stet_json_integer(json, (int64_t)f->record);
    if (f->id.len)
        stet_sarif_text(json, "id", f->id);
    if (f->field.len)
        stet_sarif_text(json, "field", f->field);
    stet_json_end_object(json);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    sarif_state *state = writer->state;
    stet_json_writer *json = &state->json;
    const size_t *index = stet_map_get(&state->rules, f->rule->name);
    stet_json_begin_object(json);
    stet_sarif_text(json, "ruleId", f->rule->name);
    if (index) {
        stet_json_key(json, "ruleIndex");
        stet_json_integer(json, (int64_t)*index);
    }
    stet_sarif_text(json, "level", stet_sarif_level(f->level));
    stet_sarif_message(json, "message", f->message);
    stet_json_key(json, "locations");
    stet_json_begin_array(json);
    stet_sarif_location(json, f->path, &f->start, &f->end, f->source);
    stet_json_end_array(json);
    stet_sarif_related(json, f);
    write_fingerprint(json, f->fingerprint);
    stet_sarif_fixes(json, f);
    write_record(json, f);
    stet_json_end_object(json);
}

static void write_notification(stet_json_writer *json, const stet_trouble *t)
{
    stet_buffer message = { 0 };
    stet_buffer_add(&message, t->message);
    stet_writer_add_record(&message, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    stet_json_begin_object(json);
    stet_sarif_text(json, "level", STET_STR("error"));
    stet_sarif_message(json, "message", stet_buffer_str(&message));
    if (t->path.len) {
        stet_json_key(json, "locations");
        stet_json_begin_array(json);
        stet_sarif_location(json, t->path, &t->point, &t->point, (stet_str){ 0 });
        stet_json_end_array(json);
    }
    if (t->rule.len) {
        stet_json_key(json, "associatedRule");
        stet_json_begin_object(json);
        stet_sarif_text(json, "id", t->rule);
        stet_json_end_object(json);
    }
    stet_json_end_object(json);
    stet_buffer_release(&message);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    sarif_state *state = writer->state;
    stet_buffer text = { 0 };
    stet_json_writer json;
    stet_json_init(&json, &text, false);
    write_notification(&json, t);
    stet_kept_take(&state->notifications, &writer->arena, &text);
    stet_buffer_release(&text);
}

static void write_invocation(sarif_state *state, const stet_tally *tally)
{
    stet_json_writer *json = &state->json;
    stet_json_key(json, "invocations");
    stet_json_begin_array(json);
    stet_json_begin_object(json);
    stet_json_key(json, "executionSuccessful");
    stet_json_boolean(json, !tally->failed && !state->notifications.count);
    stet_json_key(json, "toolExecutionNotifications");
    stet_json_begin_array(json);
    for (const stet_kept *kept = state->notifications.first; kept; kept = kept->next)
        stet_json_raw(json, kept->text);
    stet_json_end_array(json);
    stet_json_end_object(json);
    stet_json_end_array(json);
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    sarif_state *state = writer->state;
    stet_json_writer *json = &state->json;
    stet_json_end_array(json);
    write_invocation(state, tally);
    stet_sarif_rule_sets(json, writer->run);
    stet_json_end_object(json);
    stet_json_end_array(json);
    stet_json_end_object(json);
    stet_buffer_add_char(writer->out, '\n');
}

static void release(stet_writer *writer)
{
    sarif_state *state = writer->state;
    stet_map_release(&state->rules);
}

const stet_format stet_format_sarif = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning",
    .fingerprints = true,
    .excerpts = true, /* Not shown, but what stands in the source is. */
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
    .release = release,
};
