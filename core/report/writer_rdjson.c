/* SPDX-License-Identifier: Apache-2.0 */
/* The Reviewdog Diagnostic Format. Its columns count bytes of UTF-8. It knows one edit
   a suggestion, so a fix of several edits is not offered there: half of one would be
   wrong. */
#include "base/json_writer.h"
#include "base/visible.h"
#include "report/writer_p.h"

static void write_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

static void begin(stet_writer *writer)
{
    stet_json_writer *json = stet_arena_zalloc(&writer->arena, sizeof *json);
    writer->state = json;
    stet_json_init(json, writer->out, true);
    stet_json_begin_object(json);
    stet_json_key(json, "source");
    stet_json_begin_object(json);
    write_text(json, "name", STET_STR("stet"));
    stet_json_end_object(json);
    stet_json_key(json, "diagnostics");
    stet_json_begin_array(json);
}

static void write_point(stet_json_writer *json, const char *key,
                        const stet_point *point)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    stet_json_key(json, "line");
    stet_json_integer(json, point->line);
    if (point->utf8) {
        stet_json_key(json, "column");
        stet_json_integer(json, point->utf8);
    }
    stet_json_end_object(json);
}

static void write_range(stet_json_writer *json, const stet_point *start,
                        const stet_point *end)
{
    stet_json_key(json, "range");
    stet_json_begin_object(json);
    write_point(json, "start", start);
    if (end->line)
        write_point(json, "end", end);
    stet_json_end_object(json);
}

static void write_location(stet_json_writer *json, stet_str path,
                           const stet_point *start, const stet_point *end)
{
    stet_json_key(json, "location");
    stet_json_begin_object(json);
    write_text(json, "path", path);
    if (start->line)
        write_range(json, start, end);
    stet_json_end_object(json);
}

static void write_code(stet_json_writer *json, stet_str value, stet_str url)
{
    stet_json_key(json, "code");
    stet_json_begin_object(json);
    write_text(json, "value", value);
    if (stet_writer_is_address(url))
        write_text(json, "url", url);
    stet_json_end_object(json);
}

static void write_suggestions(stet_json_writer *json, const stet_located *f)
{
    stet_json_key(json, "suggestions");
    stet_json_begin_array(json);
    for (size_t i = 0; i < f->n_fixes; i++) {
        const stet_source_edit *edit = f->fixes[i].edits;
        if (f->fixes[i].n_edits != 1 || !edit->from.utf8 || !edit->to.utf8)
            continue;
        stet_json_begin_object(json);
        write_range(json, &edit->from, &edit->to);
        write_text(json, "text", edit->text);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void write_related(stet_json_writer *json, const stet_located *f)
{
    if (!f->n_related)
        return;
    stet_json_key(json, "relatedLocations");
    stet_json_begin_array(json);
    for (size_t i = 0; i < f->n_related; i++) {
        stet_json_begin_object(json);
        write_location(json, f->related[i].path, &f->related[i].start,
                       &f->related[i].end);
        stet_json_end_object(json);
    }
    stet_json_end_array(json);
}

static void finding(stet_writer *writer, const stet_located *f)
{
    static const char *const severities[] = {
        [STET_SUGGESTION] = "INFO",
        [STET_WARNING] = "WARNING",
        [STET_ERROR] = "ERROR",
    };
    stet_json_writer *json = writer->state;
    stet_buffer message = { 0 };
    stet_visible_add(&message, f->message);
    stet_writer_add_record(&message, f->record, f->id, f->field);
    stet_json_begin_object(json);
    write_text(json, "message", stet_buffer_str(&message));
    write_location(json, f->path, &f->start, &f->end);
    write_text(json, "severity", stet_str_from(severities[f->level]));
    write_code(json, f->rule->name, f->rule->url);
    write_suggestions(json, f);
    write_related(json, f);
    stet_json_end_object(json);
    stet_buffer_release(&message);
}

static void trouble(stet_writer *writer, const stet_trouble *t)
{
    stet_json_writer *json = writer->state;
    stet_buffer message = { 0 };
    stet_visible_add(&message, t->message);
    stet_writer_add_record(&message, t->record, (stet_str){ 0 }, (stet_str){ 0 });
    stet_json_begin_object(json);
    write_text(json, "message", stet_buffer_str(&message));
    write_location(json, t->path, &t->point, &t->point);
    write_text(json, "severity", STET_STR("ERROR"));
    write_code(json, t->rule.len ? t->rule : STET_STR("stet-failure"), (stet_str){ 0 });
    stet_json_end_object(json);
    stet_buffer_release(&message);
}

static void end(stet_writer *writer, const stet_tally *tally)
{
    (void)tally;
    stet_json_writer *json = writer->state;
    stet_json_end_array(json);
    stet_json_end_object(json);
    stet_buffer_add_char(writer->out, '\n');
}

const stet_format stet_format_rdjson = {
    .name = "rdjson",
    .summary = "the Reviewdog Diagnostic Format, with suggestions",
    .begin = begin,
    .finding = finding,
    .trouble = trouble,
    .end = end,
};
