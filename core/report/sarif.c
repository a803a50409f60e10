/* SPDX-License-Identifier: Apache-2.0 */
#include "report/finding_json.h"
#include "report/sarif_p.h"

void stet_sarif_text(stet_json_writer *json, const char *key, stet_str value)
{
    stet_json_key(json, key);
    stet_json_string(json, value);
}

static void write_number(stet_json_writer *json, const char *key, uint64_t value)
{
    stet_json_key(json, key);
    stet_json_integer(json, (int64_t)value);
}

void stet_sarif_message(stet_json_writer *json, const char *key, stet_str text)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    stet_sarif_text(json, "text", text);
    stet_json_end_object(json);
}

stet_str stet_sarif_level(stet_level level)
{
    switch (level) {
    case STET_SUGGESTION:
        return STET_STR("note");
    case STET_WARNING:
        return STET_STR("warning");
    case STET_ERROR:
        return STET_STR("error");
    }
    return STET_STR("none");
}

/* Unreserved characters and / stand for themselves; a colon does not, because the first
   part of a relative reference must not look like a scheme. */
static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~/", c));
}

static void write_artifact(stet_json_writer *json, stet_str path)
{
    stet_buffer uri = { 0 };
    if (path.len && path.ptr[0] == '/')
        stet_buffer_add_text(&uri, "file://");
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (is_plain(c))
            stet_buffer_add_char(&uri, (char)c);
        else
            stet_buffer_format(&uri, "%%%02X", c);
    }
    stet_json_key(json, "artifactLocation");
    stet_json_begin_object(json);
    stet_sarif_text(json, "uri", stet_buffer_str(&uri));
    stet_json_end_object(json);
    stet_buffer_release(&uri);
}

static void begin_region(stet_json_writer *json, const char *key,
                         const stet_point *start, const stet_point *end)
{
    stet_json_key(json, key);
    stet_json_begin_object(json);
    if (!start->line)
        return;
    write_number(json, "startLine", start->line);
    write_number(json, "startColumn", start->column);
    write_number(json, "endLine", end->line);
    write_number(json, "endColumn", end->column);
}

void stet_sarif_location(stet_json_writer *json, stet_str path, const stet_point *start,
                         const stet_point *end, stet_str snippet)
{
    stet_json_begin_object(json);
    stet_json_key(json, "physicalLocation");
    stet_json_begin_object(json);
    write_artifact(json, path);
    if (start->line) {
        begin_region(json, "region", start, end);
        write_number(json, "byteOffset", start->byte);
        write_number(json, "byteLength", end->byte - start->byte);
        if (snippet.len)
            stet_sarif_message(json, "snippet", snippet);
        stet_json_end_object(json);
    }
    stet_json_end_object(json);
    stet_json_end_object(json);
}

void stet_sarif_related(stet_json_writer *json, const stet_located *finding)
{
    if (!finding->n_related)
        return;
    stet_json_key(json, "relatedLocations");
    stet_json_begin_array(json);
    for (size_t i = 0; i < finding->n_related; i++) {
        const stet_related *related = &finding->related[i];
        stet_sarif_location(json, related->path, &related->start, &related->end,
                            (stet_str){ 0 });
    }
    stet_json_end_array(json);
}

static void write_replacement(stet_json_writer *json, const stet_source_edit *edit)
{
    stet_json_begin_object(json);
    begin_region(json, "deletedRegion", &edit->from, &edit->to);
    write_number(json, "byteOffset", edit->start);
    write_number(json, "byteLength", edit->end - edit->start);
    stet_json_end_object(json);
    if (edit->text.len)
        stet_sarif_message(json, "insertedContent", edit->text);
    stet_json_end_object(json);
}

static void write_fix(stet_json_writer *json, stet_str path, const stet_source_fix *fix)
{
    stet_json_begin_object(json);
    stet_sarif_message(json, "description", fix->label);
    stet_json_key(json, "artifactChanges");
    stet_json_begin_array(json);
    stet_json_begin_object(json);
    write_artifact(json, path);
    stet_json_key(json, "replacements");
    stet_json_begin_array(json);
    for (size_t i = 0; i < fix->n_edits; i++)
        write_replacement(json, &fix->edits[i]);
    stet_json_end_array(json);
    stet_json_end_object(json);
    stet_json_end_array(json);
    stet_json_end_object(json);
}

void stet_sarif_fixes(stet_json_writer *json, const stet_located *finding)
{
    if (!finding->n_fixes)
        return;
    stet_json_key(json, "fixes");
    stet_json_begin_array(json);
    for (size_t i = 0; i < finding->n_fixes; i++)
        if (finding->fixes[i].n_edits)
            write_fix(json, finding->path, &finding->fixes[i]);
    stet_json_end_array(json);
}

void stet_sarif_rule_sets(stet_json_writer *json, const stet_run_info *run)
{
    if (!run->n_sets)
        return;
    stet_json_key(json, "properties");
    stet_json_begin_object(json);
    stet_json_key(json, "rule_sets");
    stet_json_begin_array(json);
    for (size_t i = 0; i < run->n_sets; i++)
        stet_finding_json_rule_set(json, run->sets[i]);
    stet_json_end_array(json);
    stet_json_end_object(json);
}
