/* SPDX-License-Identifier: Apache-2.0 */
#include "report/writer.h"

#include "base/visible.h"
#include "report/writer_p.h"

#include <inttypes.h>

static const stet_format *const formats[] = {
    &stet_format_text,   &stet_format_full,  &stet_format_json,
    &stet_format_jsonl,  &stet_format_sarif, &stet_format_github,
    &stet_format_gitlab, &stet_format_junit, &stet_format_checkstyle,
    &stet_format_rdjson, &stet_format_csv,
};

const stet_format *stet_format_at(size_t n)
{
    return n < STET_LEN(formats) ? formats[n] : NULL;
}

const stet_format *stet_format_find(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(formats); i++)
        if (stet_str_is(name, formats[i]->name))
            return formats[i];
    return NULL;
}

stet_str stet_writer_check_name(const stet_rule *rule)
{
    return rule->check ? rule->check->name : rule->name;
}

void stet_writer_add_record(stet_buffer *out, uint64_t record, stet_str id,
                            stet_str field)
{
    if (!record)
        return;
    stet_buffer_format(out, " (record %" PRIu64, record);
    if (id.len) {
        stet_buffer_add_text(out, ", id ");
        stet_visible_add(out, id);
    }
    if (field.len) {
        stet_buffer_add_text(out, ", field ");
        stet_visible_add(out, field);
    }
    stet_buffer_add_char(out, ')');
}

void stet_writer_add_place(stet_buffer *out, stet_str path, const stet_point *point)
{
    stet_visible_add(out, path);
    if (point->line)
        stet_buffer_format(out, "%s%" PRIu32 ":%" PRIu32, path.len ? ":" : "",
                           point->line, point->column);
}

const stet_rule_set *stet_writer_set_of(const stet_run_info *run, const stet_rule *rule)
{
    for (size_t i = 0; rule && i < run->n_sets; i++)
        if (rule->index < run->sets[i]->n_rules &&
            &run->sets[i]->rules[rule->index] == rule)
            return run->sets[i];
    return run->n_sets == 1 ? run->sets[0] : NULL;
}

static void add_rule_set(stet_buffer *out, const stet_rule_set *set)
{
    char date[STET_DATE_TEXT];
    stet_buffer_add_text(out, "; rule set ");
    stet_visible_add(out, set->name);
    if (set->version.len) {
        stet_buffer_add_char(out, ' ');
        stet_visible_add(out, set->version);
    }
    stet_buffer_format(out, ", hash %s", set->hash);
    if (set->is_dated) {
        stet_date_write(set->today, date);
        stet_buffer_format(out, ", date %s", date);
    }
}

void stet_writer_add_makers(stet_buffer *out, const stet_run_info *run)
{
    stet_buffer_format(out, "stet %s", run->version);
    for (size_t i = 0; i < run->n_sets; i++)
        add_rule_set(out, run->sets[i]);
    for (size_t i = 0; run->registry && i < run->registry->n_plugins; i++)
        stet_buffer_format(out, "%s%s %s", i ? ", " : "; plugins ",
                           run->registry->plugins[i].plugin->name,
                           run->registry->plugins[i].plugin->version);
}

bool stet_writer_is_address(stet_str text)
{
    if (stet_str_find(text, STET_STR("://"), 1) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c <= ' ' || c >= 0x7F || strchr("<>\"{}|\\^`", c))
            return false;
    }
    return true;
}

void stet_kept_take(stet_kept_list *list, stet_arena *arena, stet_buffer *text)
{
    stet_kept *kept = stet_arena_zalloc(arena, sizeof *kept);
    kept->text = stet_arena_copy(arena, stet_buffer_str(text));
    if (list->last)
        list->last->next = kept;
    else
        list->first = kept;
    list->last = kept;
    list->count++;
    stet_buffer_clear(text);
}
