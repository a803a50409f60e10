/* SPDX-License-Identifier: Apache-2.0 */
#include "report/schema.h"

#include "base/json_writer.h"

/** What a value may be. */
typedef enum value_type {
    VALUE_TEXT,
    VALUE_HEX, /**< A hash: 16 hex digits. */
    VALUE_LEVEL,
    VALUE_FLAG,
    VALUE_COUNT,  /**< From 0. */
    VALUE_NUMBER, /**< From 1. */
    VALUE_SHARE,  /**< From 0 to 1. */
    VALUE_OBJECT, /**< The definition that `of` names. */
    VALUE_LIST,   /**< Of such objects. */
} value_type;

struct property {
    const char *name;
    value_type type;
    const char *of;
    bool optional;
    const char *doc;
};

static const struct property finding[] = {
    { "source", VALUE_TEXT, NULL, false, "Path of the source, as it was found." },
    { "record", VALUE_NUMBER, NULL, true,
      "Number of the record, where there are records." },
    { "id", VALUE_TEXT, NULL, true, "The record's own id." },
    { "field", VALUE_TEXT, NULL, true, "The field of the record that holds the text." },
    { "rule", VALUE_TEXT, NULL, false, "Name of the rule." },
    { "check", VALUE_TEXT, NULL, false, "The check type behind the rule." },
    { "level", VALUE_LEVEL, NULL, false, "How much it matters." },
    { "message", VALUE_TEXT, NULL, false, "What was found, for people." },
    { "match", VALUE_TEXT, NULL, false,
      "The text that was found, at most 200 bytes of it." },
    { "start", VALUE_OBJECT, "point", false, "Where it begins in the source." },
    { "end", VALUE_OBJECT, "point", false, "Behind its last byte." },
    { "fingerprint", VALUE_HEX, NULL, false,
      "The same for the same finding, on any line." },
    { "related", VALUE_LIST, "place", true, "Other places that have to do with it." },
    { "fixes", VALUE_LIST, "fix", false, "Ways to mend it, best first." },
};

static const struct property failure[] = {
    { "source", VALUE_TEXT, NULL, false, "Path of the source." },
    { "record", VALUE_NUMBER, NULL, true, "Number of the record." },
    { "rule", VALUE_TEXT, NULL, true, "The rule that could not be evaluated." },
    { "start", VALUE_OBJECT, "point", true, "Where in the source, if that is known." },
    { "message", VALUE_TEXT, NULL, false, "What could not be done and why." },
};

static const struct property summary[] = {
    { "rule_set", VALUE_OBJECT, "rule_set", true,
      "The rule set, or the first of them." },
    { "rule_sets", VALUE_LIST, "rule_set", true,
      "All of them, when there are several." },
    { "sources", VALUE_COUNT, NULL, false, "Sources that were read." },
    { "records", VALUE_COUNT, NULL, false, "Records that were checked." },
    { "bytes", VALUE_COUNT, NULL, false, "Bytes that were read." },
    { "failed", VALUE_COUNT, NULL, false, "Failures." },
    { "error", VALUE_COUNT, NULL, false, "Findings of level error." },
    { "warning", VALUE_COUNT, NULL, false, "Findings of level warning." },
    { "suggestion", VALUE_COUNT, NULL, false, "Findings of level suggestion." },
    { "suppressed", VALUE_COUNT, NULL, false,
      "Findings that marks and the baseline let stand." },
    { "fixed", VALUE_COUNT, NULL, false, "Fixes that were applied." },
    { "stet", VALUE_TEXT, NULL, false, "Version of stet." },
    { "plugins", VALUE_LIST, "plugin", false, "The plugins that were loaded." },
};

static const struct property point[] = {
    { "byte", VALUE_COUNT, NULL, false, "Offset from the start of the source." },
    { "line", VALUE_NUMBER, NULL, false, "From 1." },
    { "column", VALUE_NUMBER, NULL, false, "In Unicode code points, from 1." },
    { "utf16", VALUE_NUMBER, NULL, false, "In UTF-16 code units, from 1." },
};

static const struct property place[] = {
    { "source", VALUE_TEXT, NULL, false, "Path of the source." },
    { "start", VALUE_OBJECT, "point", false, "Where it begins." },
    { "end", VALUE_OBJECT, "point", false, "Behind its last byte." },
};

static const struct property fix[] = {
    { "label", VALUE_TEXT, NULL, false, "What it does, for people." },
    { "safe", VALUE_FLAG, NULL, false, "It cannot change the meaning." },
    { "edits", VALUE_LIST, "edit", false, "Applied together or not at all." },
};

static const struct property edit[] = {
    { "start", VALUE_COUNT, NULL, false, "Byte offset in the source." },
    { "end", VALUE_COUNT, NULL, false, "Byte offset behind what is replaced." },
    { "text", VALUE_TEXT, NULL, false, "What is put there, escaped for the place." },
};

static const struct property rule_set[] = {
    { "name", VALUE_TEXT, NULL, false, "Its name." },
    { "version", VALUE_TEXT, NULL, false, "Of the specification that it states." },
    { "hash", VALUE_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", VALUE_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
};

static const struct property diff[] = {
    { "before", VALUE_OBJECT, "compared_set", false, "The rule set as it was." },
    { "after", VALUE_OBJECT, "compared_set", false, "The rule set as it is." },
    { "fail_on", VALUE_LEVEL, NULL, true,
      "The least level of a finding that makes a text fail; without it, none does." },
    { "changes", VALUE_LIST, "change", false,
      "What changed: of the sets, then rule by rule." },
    { "may_fail", VALUE_FLAG, NULL, false, "Texts that were accepted may now fail." },
    { "may_pass", VALUE_FLAG, NULL, false, "Texts that failed may now be accepted." },
};

static const struct property compared_set[] = {
    { "name", VALUE_TEXT, NULL, false, "Its name." },
    { "version", VALUE_TEXT, NULL, false, "Of the specification that it states." },
    { "hash", VALUE_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", VALUE_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
    { "path", VALUE_TEXT, NULL, false, "The file." },
};

static const struct property change[] = {
    { "rule", VALUE_TEXT, NULL, true,
      "Name of the rule; without it, the set as a whole." },
    { "kind", VALUE_TEXT, NULL, false,
      "added, removed, switched-on, switched-off, stricter, looser, changed, "
      "re-levelled, applies (to other fields, records, files or days) or reworded." },
    { "key", VALUE_TEXT, NULL, true, "The key of the rule set that changed." },
    { "text", VALUE_TEXT, NULL, false, "The change in words." },
    { "before", VALUE_OBJECT, "written", true, "Where the rule was written." },
    { "after", VALUE_OBJECT, "written", true, "Where the rule is written." },
    { "may_fail", VALUE_FLAG, NULL, false,
      "Texts that were accepted may now fail because of it." },
    { "may_pass", VALUE_FLAG, NULL, false,
      "Texts that failed may now be accepted because of it." },
};

static const struct property written[] = {
    { "path", VALUE_TEXT, NULL, false, "The file." },
    { "line", VALUE_NUMBER, NULL, false, "From 1." },
    { "column", VALUE_NUMBER, NULL, false, "In Unicode code points, from 1." },
};

static const struct property impact[] = {
    { "old", VALUE_OBJECT, "side", false, "The old specification." },
    { "new", VALUE_OBJECT, "side", false, "The new one." },
    { "fail_on", VALUE_LEVEL, NULL, true,
      "The least level of a finding that rejects a record; without it, none does." },
    { "group_by", VALUE_TEXT, NULL, true, "The field that names a record's group." },
    { "matched_by_id", VALUE_COUNT, NULL, false,
      "Records of two audits that were matched by their ids, not by their places." },
    { "newly_rejected", VALUE_OBJECT, "turned", false,
      "Records that were accepted and are rejected now." },
    { "newly_accepted", VALUE_OBJECT, "turned", false,
      "Records that were rejected and are accepted now." },
    { "states", VALUE_LIST, "state", false,
      "Records by their state under both, all nine pairs." },
    { "set_changes", VALUE_LIST, "changed", false, "What changed in the set itself." },
    { "rules", VALUE_LIST, "impact_rule", false,
      "Rules that reject other records than before, then those that changed without "
      "an effect." },
    { "groups", VALUE_LIST, "group", false, "All groups, when they were asked for." },
    { "failures", VALUE_LIST, "impact_failure", false,
      "What could not be read or evaluated: the first of either side." },
};

static const struct property side[] = {
    { "name", VALUE_TEXT, NULL, false, "Name of the rule set." },
    { "version", VALUE_TEXT, NULL, false, "Of the specification that it states." },
    { "hash", VALUE_TEXT, NULL, false, "Of everything that decides findings." },
    { "date", VALUE_TEXT, NULL, true,
      "The day by which its rules hold, when that decides." },
    { "path", VALUE_TEXT, NULL, false, "Of the rule set, or of the audit." },
    { "records", VALUE_COUNT, NULL, false, "Records that it has judged." },
    { "unmatched", VALUE_COUNT, NULL, false,
      "Of them, those that the other side does not have: they are not compared." },
    { "failures", VALUE_COUNT, NULL, false, "Failures, all of them." },
};

static const struct property turned[] = {
    { "records", VALUE_COUNT, NULL, false, "How many have turned," },
    { "of", VALUE_COUNT, NULL, false, "of so many that could." },
    { "share", VALUE_SHARE, NULL, true, "records / of, unless there are none." },
    { "low", VALUE_SHARE, NULL, true, "Of its Wilson 95 % interval, the lower end" },
    { "high", VALUE_SHARE, NULL, true, "and the upper one." },
};

static const struct property state[] = {
    { "old", VALUE_TEXT, NULL, false, "accepted, rejected or failed." },
    { "new", VALUE_TEXT, NULL, false, "Likewise, under the new specification." },
    { "records", VALUE_COUNT, NULL, false, "How many records." },
};

static const struct property changed[] = {
    { "kind", VALUE_TEXT, NULL, false, "As in a change of stet diff." },
    { "text", VALUE_TEXT, NULL, false, "The change in words." },
};

static const struct property impact_rule[] = {
    { "rule", VALUE_TEXT, NULL, false, "Name of the rule." },
    { "old_level", VALUE_TEXT, NULL, true,
      "Its level, or off, in the old specification, if it is there," },
    { "new_level", VALUE_TEXT, NULL, true, "and in the new one." },
    { "old_rejects", VALUE_COUNT, NULL, false,
      "Records that it rejects, with others or alone, under the old specification" },
    { "new_rejects", VALUE_COUNT, NULL, false, "and under the new one;" },
    { "only_old_rejects", VALUE_COUNT, NULL, false, "of them, under the old one only" },
    { "only_new_rejects", VALUE_COUNT, NULL, false, "and under the new one only." },
    { "newly_rejected", VALUE_COUNT, NULL, false,
      "Records that were accepted and that it rejects now, with others or alone;" },
    { "newly_rejected_alone", VALUE_COUNT, NULL, false,
      "of them, those that no other rule rejects." },
    { "newly_accepted", VALUE_COUNT, NULL, false,
      "Records that it rejected, with others or alone, and that are accepted now;" },
    { "newly_accepted_alone", VALUE_COUNT, NULL, false,
      "of them, those that no other rule rejected." },
    { "changes", VALUE_LIST, "changed", false, "What changed in it." },
    { "examples", VALUE_LIST, "example", false,
      "Records that it turns; the same in every run." },
};

static const struct property example[] = {
    { "newly", VALUE_TEXT, NULL, false, "rejected or accepted." },
    { "source", VALUE_TEXT, NULL, false, "Path of the source." },
    { "byte", VALUE_COUNT, NULL, false, "Offset of the record in the source." },
    { "record", VALUE_NUMBER, NULL, true, "Number of the record." },
    { "id", VALUE_TEXT, NULL, true, "The record's own id." },
    { "group", VALUE_TEXT, NULL, true, "The record's group." },
    { "field", VALUE_TEXT, NULL, true, "The field that holds the text." },
    { "line", VALUE_NUMBER, NULL, true, "Where the rule's first finding begins." },
    { "column", VALUE_NUMBER, NULL, true, "In Unicode code points." },
    { "message", VALUE_TEXT, NULL, false, "What it says." },
    { "match", VALUE_TEXT, NULL, false, "The text that was found." },
    { "alone", VALUE_FLAG, NULL, false, "No other rule rejects the record." },
};

static const struct property group[] = {
    { "group", VALUE_TEXT, NULL, false,
      "Its name; empty: the records that name none." },
    { "all_others", VALUE_FLAG, NULL, true,
      "It is no group, but all that came behind the first 65,536." },
    { "newly_rejected", VALUE_OBJECT, "turned", false, "As of all records." },
    { "newly_accepted", VALUE_OBJECT, "turned", false, "As of all records." },
    { "states", VALUE_LIST, "state", false, "As of all records." },
};

static const struct property impact_failure[] = {
    { "source", VALUE_TEXT, NULL, false, "Path of the source." },
    { "record", VALUE_NUMBER, NULL, true, "Number of the record." },
    { "line", VALUE_NUMBER, NULL, true, "Where in the source, if that is known." },
    { "column", VALUE_COUNT, NULL, true, "In Unicode code points." },
    { "rule", VALUE_TEXT, NULL, true, "The rule that could not be evaluated." },
    { "message", VALUE_TEXT, NULL, false, "What could not be done and why." },
    { "old", VALUE_FLAG, NULL, false, "It is so under the old specification." },
    { "new", VALUE_FLAG, NULL, false, "It is so under the new one." },
};

static const struct property plugin[] = {
    { "name", VALUE_TEXT, NULL, false, "Its name." },
    { "version", VALUE_TEXT, NULL, false, "Its version." },
};

/** An object; a line of the output when `line`: then its key "type" holds its name. */
struct object {
    const char *name;
    bool line;
    const struct property *properties;
    size_t n_properties;
};

/** What a line of findings may be, then what these hold. */
static const struct object findings_objects[] = {
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

static const struct property answer[] = {
    { "line", VALUE_NUMBER, NULL, false, "Number of the line in the stream." },
    { "id", VALUE_TEXT, NULL, true, "The record's own id." },
    { "verdict", VALUE_TEXT, NULL, false, "accepted, rejected or failed." },
    { "findings", VALUE_LIST, "finding", false,
      "What was found; places count from the start of the line." },
    { "failures", VALUE_LIST, "failure", true, "What could not be done." },
    { "text", VALUE_TEXT, NULL, true,
      "How the line begins, where it is not handed on." },
};

static const struct object filter_objects[] = {
    { "answer", false, answer, STET_LEN(answer) },
    { "member", false, answer + ANSWER_OF, STET_LEN(answer) - ANSWER_OF },
    { "finding", false, finding + FINDING_OF, STET_LEN(finding) - FINDING_OF },
    { "failure", false, failure + FAILURE_OF, STET_LEN(failure) - FAILURE_OF },
    { "point", false, point, STET_LEN(point) },
    { "place", false, place + PLACE_OF, STET_LEN(place) - PLACE_OF },
    { "fix", false, fix, STET_LEN(fix) },
    { "edit", false, edit, STET_LEN(edit) },
};

static const struct object diff_objects[] = {
    { "diff", false, diff, STET_LEN(diff) },
    { "compared_set", false, compared_set, STET_LEN(compared_set) },
    { "change", false, change, STET_LEN(change) },
    { "written", false, written, STET_LEN(written) },
};

static const struct object impact_objects[] = {
    { "impact", false, impact, STET_LEN(impact) },
    { "side", false, side, STET_LEN(side) },
    { "turned", false, turned, STET_LEN(turned) },
    { "state", false, state, STET_LEN(state) },
    { "changed", false, changed, STET_LEN(changed) },
    { "impact_rule", false, impact_rule, STET_LEN(impact_rule) },
    { "example", false, example, STET_LEN(example) },
    { "group", false, group, STET_LEN(group) },
    { "impact_failure", false, impact_failure, STET_LEN(impact_failure) },
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

static void write_type(stet_json_writer *json, const struct property *property)
{
    switch (property->type) {
    case VALUE_TEXT:
        write_text(json, "type", "string");
        break;
    case VALUE_HEX:
        write_text(json, "type", "string");
        write_text(json, "pattern", "^[0-9a-f]{16}$");
        break;
    case VALUE_LEVEL:
        write_levels(json);
        break;
    case VALUE_FLAG:
        write_text(json, "type", "boolean");
        break;
    case VALUE_COUNT:
        write_minimum(json, 0);
        break;
    case VALUE_NUMBER:
        write_minimum(json, 1);
        break;
    case VALUE_SHARE:
        write_text(json, "type", "number");
        stet_json_key(json, "minimum");
        stet_json_integer(json, 0);
        stet_json_key(json, "maximum");
        stet_json_integer(json, 1);
        break;
    case VALUE_OBJECT:
        write_object(json, property->of);
        break;
    case VALUE_LIST:
        write_list(json, property->of);
        break;
    }
}

static void write_required(stet_json_writer *json, const struct object *object)
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

static void write_definition(stet_json_writer *json, const struct object *object)
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

static void end_schema(stet_json_writer *json, const struct object *objects,
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
    const struct object *objects = findings_objects;
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

void stet_schema_write_filter(stet_buffer *out)
{
    stet_json_writer json;
    begin_schema(&json,
                 "A line of stet filter --findings; what --annotate adds is a member",
                 out);
    write_object(&json, filter_objects[0].name);
    end_schema(&json, filter_objects, STET_LEN(filter_objects), out);
}

void stet_schema_write_diff(stet_buffer *out)
{
    stet_json_writer json;
    begin_schema(&json, "What stet diff --format json prints", out);
    write_object(&json, diff_objects[0].name);
    end_schema(&json, diff_objects, STET_LEN(diff_objects), out);
}

void stet_schema_write_impact(stet_buffer *out)
{
    stet_json_writer json;
    begin_schema(&json, "What stet impact --format json prints", out);
    write_object(&json, impact_objects[0].name);
    end_schema(&json, impact_objects, STET_LEN(impact_objects), out);
}
