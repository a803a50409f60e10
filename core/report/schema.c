/* SPDX-License-Identifier: Apache-2.0 */
#include "report/schema.h"

#include "base/json_writer.h"
#include "report/schema_p.h"

static const stet_schema_property finding[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source, as it was found." },
    { "record", STET_SCHEMA_NUMBER, NULL, true,
      "Number of the record, where there are records." },
    { "id", STET_SCHEMA_TEXT, NULL, true, "The record's own id." },
    { "field", STET_SCHEMA_TEXT, NULL, true,
      "The field of the record that holds the text." },
    { "rule", STET_SCHEMA_TEXT, NULL, false, "Name of the rule." },
    { "check", STET_SCHEMA_TEXT, NULL, false, "The check type behind the rule." },
    { "level", STET_SCHEMA_LEVEL, NULL, false, "How much it matters." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What was found, for people." },
    { "match", STET_SCHEMA_TEXT, NULL, false,
      "The text that was found, at most 200 bytes of it." },
    { "start", STET_SCHEMA_OBJECT, "point", false, "Where it begins in the source." },
    { "end", STET_SCHEMA_OBJECT, "point", false, "Behind its last byte." },
    { "fingerprint", STET_SCHEMA_HEX, NULL, false,
      "The same for the same finding, on any line." },
    { "related", STET_SCHEMA_LIST, "place", true,
      "Other places that have to do with it." },
    { "fixes", STET_SCHEMA_LIST, "fix", false, "Ways to mend it, best first." },
};

static const stet_schema_property failure[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "record", STET_SCHEMA_NUMBER, NULL, true, "Number of the record." },
    { "rule", STET_SCHEMA_TEXT, NULL, true, "The rule that could not be evaluated." },
    { "start", STET_SCHEMA_OBJECT, "point", true,
      "Where in the source, if that is known." },
    { "message", STET_SCHEMA_TEXT, NULL, false, "What could not be done and why." },
};

static const stet_schema_property summary[] = {
    { "rule_set", STET_SCHEMA_OBJECT, "rule_set", true,
      "The rule set, or the first of them." },
    { "rule_sets", STET_SCHEMA_LIST, "rule_set", true,
      "All of them, when there are several." },
    { "sources", STET_SCHEMA_COUNT, NULL, false, "Sources that were read." },
    { "records", STET_SCHEMA_COUNT, NULL, false, "Records that were checked." },
    { "bytes", STET_SCHEMA_COUNT, NULL, false, "Bytes that were read." },
    { "failed", STET_SCHEMA_COUNT, NULL, false, "Failures." },
    { "error", STET_SCHEMA_COUNT, NULL, false, "Findings of level error." },
    { "warning", STET_SCHEMA_COUNT, NULL, false, "Findings of level warning." },
    { "suggestion", STET_SCHEMA_COUNT, NULL, false, "Findings of level suggestion." },
    { "suppressed", STET_SCHEMA_COUNT, NULL, false,
      "Findings that marks and the baseline let stand." },
    { "fixed", STET_SCHEMA_COUNT, NULL, false, "Fixes that were applied." },
    { "stet", STET_SCHEMA_TEXT, NULL, false, "Version of stet." },
    { "plugins", STET_SCHEMA_LIST, "plugin", false, "The plugins that were loaded." },
};

static const stet_schema_property point[] = {
    { "byte", STET_SCHEMA_COUNT, NULL, false, "Offset from the start of the source." },
    { "line", STET_SCHEMA_NUMBER, NULL, false, "From 1." },
    { "column", STET_SCHEMA_NUMBER, NULL, false, "In Unicode code points, from 1." },
    { "utf16", STET_SCHEMA_NUMBER, NULL, false, "In UTF-16 code units, from 1." },
};

static const stet_schema_property place[] = {
    { "source", STET_SCHEMA_TEXT, NULL, false, "Path of the source." },
    { "start", STET_SCHEMA_OBJECT, "point", false, "Where it begins." },
    { "end", STET_SCHEMA_OBJECT, "point", false, "Behind its last byte." },
};

static const stet_schema_property fix[] = {
    { "label", STET_SCHEMA_TEXT, NULL, false, "What it does, for people." },
    { "safe", STET_SCHEMA_FLAG, NULL, false, "It cannot change the meaning." },
    { "edits", STET_SCHEMA_LIST, "edit", false, "Applied together or not at all." },
};

static const stet_schema_property edit[] = {
    { "start", STET_SCHEMA_COUNT, NULL, false, "Byte offset in the source." },
    { "end", STET_SCHEMA_COUNT, NULL, false, "Byte offset behind what is replaced." },
    { "text", STET_SCHEMA_TEXT, NULL, false,
      "What is put there, escaped for the place." },
};

static const stet_schema_property rule_set[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "version", STET_SCHEMA_TEXT, NULL, false,
      "Of the specification that it states." },
    { "hash", STET_SCHEMA_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", STET_SCHEMA_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
};

static const stet_schema_property diff[] = {
    { "before", STET_SCHEMA_OBJECT, "compared_set", false, "The rule set as it was." },
    { "after", STET_SCHEMA_OBJECT, "compared_set", false, "The rule set as it is." },
    { "fail_on", STET_SCHEMA_LEVEL, NULL, true,
      "The least level of a finding that makes a text fail; without it, none does." },
    { "changes", STET_SCHEMA_LIST, "change", false,
      "What changed: of the sets, then rule by rule." },
    { "may_fail", STET_SCHEMA_FLAG, NULL, false,
      "Texts that were accepted may now fail." },
    { "may_pass", STET_SCHEMA_FLAG, NULL, false,
      "Texts that failed may now be accepted." },
};

static const stet_schema_property compared_set[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "version", STET_SCHEMA_TEXT, NULL, false,
      "Of the specification that it states." },
    { "hash", STET_SCHEMA_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", STET_SCHEMA_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
    { "path", STET_SCHEMA_TEXT, NULL, false, "The file." },
};

static const stet_schema_property change[] = {
    { "rule", STET_SCHEMA_TEXT, NULL, true,
      "Name of the rule; without it, the set as a whole." },
    { "kind", STET_SCHEMA_TEXT, NULL, false,
      "added, removed, switched-on, switched-off, stricter, looser, changed, "
      "re-levelled, applies (to other fields, records, files or days) or reworded." },
    { "key", STET_SCHEMA_TEXT, NULL, true, "The key of the rule set that changed." },
    { "text", STET_SCHEMA_TEXT, NULL, false, "The change in words." },
    { "before", STET_SCHEMA_OBJECT, "written", true, "Where the rule was written." },
    { "after", STET_SCHEMA_OBJECT, "written", true, "Where the rule is written." },
    { "may_fail", STET_SCHEMA_FLAG, NULL, false,
      "Texts that were accepted may now fail because of it." },
    { "may_pass", STET_SCHEMA_FLAG, NULL, false,
      "Texts that failed may now be accepted because of it." },
};

static const stet_schema_property written[] = {
    { "path", STET_SCHEMA_TEXT, NULL, false, "The file." },
    { "line", STET_SCHEMA_NUMBER, NULL, false, "From 1." },
    { "column", STET_SCHEMA_NUMBER, NULL, false, "In Unicode code points, from 1." },
};

static const stet_schema_property plugin[] = {
    { "name", STET_SCHEMA_TEXT, NULL, false, "Its name." },
    { "version", STET_SCHEMA_TEXT, NULL, false, "Its version." },
};

/** What a line of findings may be, then what these hold. */
static const stet_schema_object findings_objects[] = {
    { "finding", true, finding, STET_LEN(finding) },
    { "failure", true, failure, STET_LEN(failure) },
    { "summary", true, summary, STET_LEN(summary) },
    { "point", false, point, STET_LEN(point) },
    { "place", false, place, STET_LEN(place) },
    { "fix", false, fix, STET_LEN(fix) },
    { "edit", false, edit, STET_LEN(edit) },
    { "rule_set", false, rule_set, STET_LEN(rule_set) },
    { "plugin", false, plugin, STET_LEN(plugin) },
};

/** What a record on a line of its own says itself is left out of the tables above. */
enum { FINDING_OF = 3, FAILURE_OF = 2, PLACE_OF = 1, ANSWER_OF = 2 };

static const stet_schema_property answer[] = {
    { "line", STET_SCHEMA_NUMBER, NULL, false, "Number of the line in the stream." },
    { "id", STET_SCHEMA_TEXT, NULL, true, "The record's own id." },
    { "verdict", STET_SCHEMA_TEXT, NULL, false, "accepted, rejected or failed." },
    { "findings", STET_SCHEMA_LIST, "finding", false,
      "What was found; places count from the start of the line." },
    { "failures", STET_SCHEMA_LIST, "failure", true, "What could not be done." },
    { "text", STET_SCHEMA_TEXT, NULL, true,
      "How the line begins, where it is not handed on." },
};

static const stet_schema_object filter_objects[] = {
    { "answer", false, answer, STET_LEN(answer) },
    { "member", false, answer + ANSWER_OF, STET_LEN(answer) - ANSWER_OF },
    { "finding", false, finding + FINDING_OF, STET_LEN(finding) - FINDING_OF },
    { "failure", false, failure + FAILURE_OF, STET_LEN(failure) - FAILURE_OF },
    { "point", false, point, STET_LEN(point) },
    { "place", false, place + PLACE_OF, STET_LEN(place) - PLACE_OF },
    { "fix", false, fix, STET_LEN(fix) },
    { "edit", false, edit, STET_LEN(edit) },
};

static const stet_schema_object diff_objects[] = {
    { "diff", false, diff, STET_LEN(diff) },
    { "compared_set", false, compared_set, STET_LEN(compared_set) },
    { "change", false, change, STET_LEN(change) },
    { "written", false, written, STET_LEN(written) },
};

static void write_text(stet_json_writer *json, const char *key, const char *value)
{
    stet_json_key(json, key);
    stet_json_text(json, value);
}

static void write_reference(stet_json_writer *json, const char *name)
{
    stet_buffer reference = { 0 };
    stet_buffer_format(&reference, "#/definitions/%s", name);
    write_text(json, "$ref", reference.ptr);
    stet_buffer_release(&reference);
}

static void write_minimum(stet_json_writer *json, int64_t minimum)
{
    write_text(json, "type", "integer");
    stet_json_key(json, "minimum");
    stet_json_integer(json, minimum);
}

static void write_levels(stet_json_writer *json)
{
    stet_json_key(json, "enum");
    stet_json_begin_array(json);
    stet_json_text(json, "error");
    stet_json_text(json, "warning");
    stet_json_text(json, "suggestion");
    stet_json_end_array(json);
}

/* draft-07 passes over what stands beside a $ref, so a reference goes into allOf. */
static void write_object(stet_json_writer *json, const char *name)
{
    stet_json_key(json, "allOf");
    stet_json_begin_array(json);
    stet_json_begin_object(json);
    write_reference(json, name);
    stet_json_end_object(json);
    stet_json_end_array(json);
}

static void write_list(stet_json_writer *json, const char *name)
{
    write_text(json, "type", "array");
    stet_json_key(json, "items");
    stet_json_begin_object(json);
    write_reference(json, name);
    stet_json_end_object(json);
}

static void write_nullable(stet_json_writer *json)
{
    stet_json_key(json, "type");
    stet_json_begin_array(json);
    stet_json_text(json, "number");
    stet_json_text(json, "null");
    stet_json_end_array(json);
}

static void write_array(stet_json_writer *json, const char *type)
{
    write_text(json, "type", "array");
    stet_json_key(json, "items");
    stet_json_begin_object(json);
    write_text(json, "type", type);
    stet_json_end_object(json);
}

static void write_map(stet_json_writer *json)
{
    write_text(json, "type", "object");
    stet_json_key(json, "additionalProperties");
    stet_json_begin_object(json);
    write_text(json, "type", "string");
    stet_json_end_object(json);
}

static void write_type(stet_json_writer *json, const stet_schema_property *property)
{
    switch (property->type) {
    case STET_SCHEMA_TEXT:
        write_text(json, "type", "string");
        break;
    case STET_SCHEMA_HEX:
        write_text(json, "type", "string");
        write_text(json, "pattern", "^[0-9a-f]{16}$");
        break;
    case STET_SCHEMA_LEVEL:
        write_levels(json);
        break;
    case STET_SCHEMA_FLAG:
        write_text(json, "type", "boolean");
        break;
    case STET_SCHEMA_COUNT:
        write_minimum(json, 0);
        break;
    case STET_SCHEMA_NUMBER:
        write_minimum(json, 1);
        break;
    case STET_SCHEMA_INTEGER:
        write_text(json, "type", "integer");
        break;
    case STET_SCHEMA_REAL:
        write_nullable(json);
        break;
    case STET_SCHEMA_TEXTS:
        write_array(json, "string");
        break;
    case STET_SCHEMA_COUNTS:
        write_array(json, "integer");
        break;
    case STET_SCHEMA_MAP:
        write_map(json);
        break;
    case STET_SCHEMA_SHARE:
        write_text(json, "type", "number");
        stet_json_key(json, "minimum");
        stet_json_integer(json, 0);
        stet_json_key(json, "maximum");
        stet_json_integer(json, 1);
        break;
    case STET_SCHEMA_OBJECT:
        write_object(json, property->of);
        break;
    case STET_SCHEMA_LIST:
        write_list(json, property->of);
        break;
    }
}

static void write_required(stet_json_writer *json, const stet_schema_object *object)
{
    stet_json_key(json, "required");
    stet_json_begin_array(json);
    if (object->line)
        stet_json_text(json, "type");
    for (size_t i = 0; i < object->n_properties; i++)
        if (!object->properties[i].optional)
            stet_json_text(json, object->properties[i].name);
    stet_json_end_array(json);
}

static void write_definition(stet_json_writer *json, const stet_schema_object *object)
{
    stet_json_key(json, object->name);
    stet_json_begin_object(json);
    write_text(json, "type", "object");
    write_required(json, object);
    stet_json_key(json, "properties");
    stet_json_begin_object(json);
    if (object->line) {
        stet_json_key(json, "type");
        stet_json_begin_object(json);
        write_text(json, "const", object->name);
        stet_json_end_object(json);
    }
    for (size_t i = 0; i < object->n_properties; i++) {
        stet_json_key(json, object->properties[i].name);
        stet_json_begin_object(json);
        write_text(json, "description", object->properties[i].doc);
        write_type(json, &object->properties[i]);
        stet_json_end_object(json);
    }
    stet_json_end_object(json);
    stet_json_end_object(json);
}

static void begin_schema(stet_json_writer *json, const char *title, stet_buffer *out)
{
    stet_json_init(json, out, true);
    stet_json_begin_object(json);
    write_text(json, "$schema", "http://json-schema.org/draft-07/schema#");
    write_text(json, "title", title);
}

static void end_schema(stet_json_writer *json, const stet_schema_object *objects,
                       size_t count, stet_buffer *out)
{
    stet_json_key(json, "definitions");
    stet_json_begin_object(json);
    for (size_t i = 0; i < count; i++)
        write_definition(json, &objects[i]);
    stet_json_end_object(json);
    stet_json_end_object(json);
    stet_buffer_add_char(out, '\n');
}

void stet_schema_write_findings(stet_buffer *out)
{
    const stet_schema_object *objects = findings_objects;
    size_t count = STET_LEN(findings_objects);
    stet_json_writer json;
    begin_schema(&json, "A line of stet check --format jsonl", out);
    stet_json_key(&json, "oneOf");
    stet_json_begin_array(&json);
    for (size_t i = 0; i < count && objects[i].line; i++) {
        stet_json_begin_object(&json);
        write_reference(&json, objects[i].name);
        stet_json_end_object(&json);
    }
    stet_json_end_array(&json);
    end_schema(&json, objects, count, out);
}

void stet_schema_write_objects(const char *title, const stet_schema_object *objects,
                               size_t count, stet_buffer *out)
{
    stet_json_writer json;
    begin_schema(&json, title, out);
    write_object(&json, objects[0].name);
    end_schema(&json, objects, count, out);
}

void stet_schema_write_filter(stet_buffer *out)
{
    stet_schema_write_objects(
        "A line of stet filter --findings; what --annotate adds is a member",
        filter_objects, STET_LEN(filter_objects), out);
}

void stet_schema_write_diff(stet_buffer *out)
{
    stet_schema_write_objects("What stet diff --format json prints", diff_objects,
                              STET_LEN(diff_objects), out);
}
