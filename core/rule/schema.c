/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"
#include "rule/schema_p.h"
#include "text/reader.h"

/*
 * Draft-07, because that is what editors' YAML servers complete from. A rule's keys
 * depend on its `check`: one if/then a check type lists all that may stand there.
 * Without a `check` (a rule of an extended set is changed) any key may stand: only the
 * loader knows which check it will be. Text may also be written as a number, which YAML
 * takes `5` for.
 */

static void reference(stet_schema *s, const char *key, const char *definition)
{
    stet_schema_begin(s, key);
    stet_json_key(&s->json, "$ref");
    stet_json_string(&s->json,
                     stet_arena_format(&s->arena, "#/definitions/%s", definition));
    stet_json_end_object(&s->json);
}

/* ---- Tables ---- */

/** A property whose value is one of a few shapes. */
typedef struct property {
    const char *name;
    const char *shape; /**< A definition, or "string", "boolean", "text". */
    const char *doc;
} property;

static const property root_properties[] = {
    { "name", "text", "What the rule set is called in reports." },
    { "version", "text", "Of the specification that the rule set states." },
    { "summary", "text", "One line: what it is for." },
    { "extends", "texts",
      "Rule sets this one builds on: stet:NAME for those that come "
      "with stet, or paths. Later ones win, this file wins over all." },
    { "language", "string", "Of the spelling dictionary, such as en_US." },
    { "dictionary", "texts",
      "Word lists, one word a line; paths relative to this file." },
    { "texts", "entries",
      "How files become texts; the first entry that matches wins." },
    { "exclude", "texts", "Patterns of files that are not checked." },
    { "rules", "rules", "Rules by name." },
    { "overrides", "overrides", "Other rules or levels for some files." },
};

static const property rule_properties[] = {
    { "check", "check", "What the rule looks for." },
    { "level", "level", "How grave a finding is; off: the rule is not used." },
    { "in", "places", "Fields, and kinds of block, that the rule looks at." },
    { "at", "sites",
      "Where a phrase or pattern must stand to count: one of these places." },
    { "when", "conditions",
      "The records that the rule holds for: fields, and the values they must have." },
    { "since", "text",
      "The day (2026-11-30), or the version of the rule set, from which on it holds." },
    { "until", "text", "The last day, or version, for which it holds." },
    { "grace", "text",
      "How long from since on its errors are warnings, such as 14 days." },
    { "message", "text", "What a finding says; {names} are filled in." },
    { "why", "text", "Why the rule is there; shown by stet explain." },
    { "evidence", "text", "How well it has been tried, and on what." },
    { "url", "text", "Where to read more." },
    { "examples", "examples",
      "Texts that must, and must not, be found; stet test runs "
      "them." },
};

static const property entry_properties[] = {
    { "files", "texts", "Patterns of files, such as logs/**/*.jsonl." },
    { "format", "format", "How the files are read; the default follows their names." },
    { "layout", "layout", "A usual shape of records." },
    { "id", "text", "Path, or column, of a record's id." },
    { "fields", "fields", "Names of fields, and where they stand." },
    { "text", "texts", "Which fields are prose." },
    { "markdown", "switch", "Whether the prose is Markdown." },
    { "optional", "boolean",
      "Whether a record may lack any of the fields: rules tell what it lacks." },
};

static const property field_properties[] = {
    { "path", "text",
      "Path into the record, such as /messages/0/content; or a column." },
    { "where", "where",
      "Only elements that have this key and value: {role: assistant}." },
    { "optional", "boolean", "A record without it is not an error." },
    { "markdown", "switch", "Whether it is Markdown." },
};

static const property override_properties[] = {
    { "files", "texts", "Patterns of files." },
    { "rules", "changes", "What changes for them: a level, off, or parameters." },
};

static const property example_properties[] = {
    { "text", "text", "The text." },
    { "fixed", "text", "What the fix must make of it." },
};

static const property examples_properties[] = {
    { "bad", "example-list", "Each must give a finding." },
    { "good", "example-list", "None may give a finding." },
};

static void write_property(stet_schema *s, const property *p)
{
    stet_schema_begin(s, p->name);
    stet_schema_text(s, "description", p->doc);
    if (strcmp(p->shape, "text") == 0) {
        stet_schema_text_type(s);
    } else if (strcmp(p->shape, "string") == 0 || strcmp(p->shape, "boolean") == 0) {
        stet_schema_text(s, "type", p->shape);
    } else {
        stet_schema_begin_list(s, "allOf");
        stet_json_begin_object(&s->json);
        stet_json_key(&s->json, "$ref");
        stet_json_string(&s->json,
                         stet_arena_format(&s->arena, "#/definitions/%s", p->shape));
        stet_json_end_object(&s->json);
        stet_json_end_array(&s->json);
    }
    stet_json_end_object(&s->json);
}

static void write_properties(stet_schema *s, const property *table, size_t count)
{
    stet_schema_begin(s, "properties");
    for (size_t i = 0; i < count; i++)
        write_property(s, &table[i]);
    stet_json_end_object(&s->json);
}

static void define_object(stet_schema *s, const char *name, const char *description,
                          const property *table, size_t count,
                          const char *const *needed)
{
    stet_schema_begin(s, name);
    stet_schema_closed(s, description);
    write_properties(s, table, count);
    stet_schema_required(s, needed);
    stet_json_end_object(&s->json);
}

/* ---- Checks ---- */

/** What may stand in a rule of this check. */
static void write_check_then(stet_schema *s, const stet_registered_check *check)
{
    const stet_check_type *type = check->type;
    stet_schema_begin(s, "then");
    stet_json_key(&s->json, "additionalProperties");
    stet_json_boolean(&s->json, false);
    stet_schema_begin(s, "properties");
    bool gated = stet_parameter_has_gate(type->params, type->n_params);
    for (size_t i = 0; i < stet_n_rule_keys; i++) {
        if (!gated && strcmp(stet_rule_keys[i], "at") == 0)
            continue;
        stet_json_key(&s->json, stet_rule_keys[i]);
        stet_json_boolean(&s->json, true);
    }
    for (size_t i = 0; i < type->n_params; i++) {
        stet_json_key_str(&s->json,
                          stet_parameter_yaml_name(&type->params[i], &s->arena));
        stet_schema_param(s, &type->params[i]);
    }
    stet_json_end_object(&s->json);
    stet_schema_begin_list(s, "required");
    for (size_t i = 0; i < type->n_params; i++)
        if (!type->params[i].preset)
            stet_json_string(&s->json,
                             stet_parameter_yaml_name(&type->params[i], &s->arena));
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

static void write_check(stet_schema *s, const stet_registered_check *check)
{
    stet_json_begin_object(&s->json);
    stet_schema_begin(s, "if");
    stet_schema_begin(s, "properties");
    stet_schema_begin(s, "check");
    stet_json_key(&s->json, "const");
    stet_json_string(&s->json, check->name);
    stet_json_end_object(&s->json);
    stet_json_end_object(&s->json);
    stet_schema_required(s, (const char *const[]){ "check", NULL });
    stet_json_end_object(&s->json);
    write_check_then(s, check);
    stet_json_end_object(&s->json);
}

static void define_check_names(stet_schema *s, const stet_registry *registry)
{
    stet_schema_begin(s, "check");
    stet_schema_begin_list(s, "enum");
    for (size_t i = 0; i < registry->n_checks; i++)
        stet_json_string(&s->json, registry->checks[i].name);
    if (registry->n_checks == 0)
        stet_json_null(&s->json);
    stet_json_end_array(&s->json);
    stet_schema_begin_list(s, "enumDescriptions");
    for (size_t i = 0; i < registry->n_checks; i++)
        stet_json_text(&s->json, registry->checks[i].type->summary);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

/** A level, or a mapping that `definition` describes. */
static void define_level_or(stet_schema *s, const char *name, const char *definition)
{
    stet_schema_begin(s, name);
    stet_schema_begin_list(s, "anyOf");
    const char *const either[] = { "level", definition };
    for (size_t i = 0; i < STET_LEN(either); i++) {
        stet_json_begin_object(&s->json);
        stet_json_key(&s->json, "$ref");
        stet_json_string(&s->json,
                         stet_arena_format(&s->arena, "#/definitions/%s", either[i]));
        stet_json_end_object(&s->json);
    }
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

static void define_rules(stet_schema *s, const stet_registry *registry)
{
    stet_schema_begin(s, "definition");
    stet_schema_text(s, "type", "object");
    write_properties(s, rule_properties, STET_LEN(rule_properties));
    stet_schema_begin_list(s, "allOf");
    for (size_t i = 0; i < registry->n_checks; i++)
        write_check(s, &registry->checks[i]);
    if (registry->n_checks == 0)
        stet_json_boolean(&s->json, true);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
    define_level_or(s, "rule", "definition");
    stet_schema_begin(s, "rules");
    stet_schema_begin_list(s, "type");
    stet_json_text(&s->json, "object");
    stet_json_text(&s->json, "null");
    stet_json_end_array(&s->json);
    stet_schema_begin(s, "propertyNames");
    stet_schema_text(s, "pattern", "^[a-z][a-z0-9-]*$");
    stet_json_end_object(&s->json);
    reference(s, "additionalProperties", "rule");
    stet_json_end_object(&s->json);
}

static void define_changes(stet_schema *s)
{
    stet_schema_begin(s, "change-definition");
    stet_schema_text(s, "type", "object");
    write_properties(s, rule_properties + 1, STET_LEN(rule_properties) - 1);
    stet_schema_begin(s, "not");
    stet_schema_required(s, (const char *const[]){ "check", NULL });
    stet_json_end_object(&s->json);
    stet_json_end_object(&s->json);
    define_level_or(s, "change", "change-definition");
    stet_schema_begin(s, "changes");
    stet_schema_text(s, "type", "object");
    reference(s, "additionalProperties", "change");
    stet_json_end_object(&s->json);
}

/* ---- Shapes ---- */

/** A list of `item`, or one. */
static void define_list_of(stet_schema *s, const char *name, const char *item)
{
    stet_schema_begin(s, name);
    stet_schema_begin_list(s, "anyOf");
    stet_json_begin_object(&s->json);
    stet_schema_text(s, "type", "array");
    reference(s, "items", item);
    stet_json_end_object(&s->json);
    stet_json_begin_object(&s->json);
    stet_json_key(&s->json, "$ref");
    stet_json_string(&s->json, stet_arena_format(&s->arena, "#/definitions/%s", item));
    stet_json_end_object(&s->json);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

static void define_words(stet_schema *s, const char *name, const stet_rule_word *words,
                         size_t count)
{
    stet_schema_begin(s, name);
    stet_schema_begin_list(s, "enum");
    for (size_t i = 0; i < count; i++)
        stet_json_text(&s->json, words[i].word);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

static void define_formats(stet_schema *s)
{
    stet_schema_begin(s, "format");
    stet_schema_begin_list(s, "enum");
    for (size_t i = 0; stet_reader_at(i); i++)
        stet_json_text(&s->json, stet_reader_at(i)->name);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
    stet_schema_begin(s, "layout");
    stet_schema_begin_list(s, "enum");
    for (size_t i = 0; stet_layout_at(i); i++)
        stet_json_string(&s->json, stet_layout_at(i)->name);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

/** Text, or a mapping: of a field its path, of an example its text, or texts by the
   names of `others`, and then a list of these, too. */
static void define_text_or(stet_schema *s, const char *name, const char *description,
                           const property *table, size_t count, const char *needed,
                           const char *others)
{
    stet_schema_begin(s, name);
    stet_schema_begin_list(s, "anyOf");
    stet_json_begin_object(&s->json);
    stet_schema_text_type(s);
    stet_json_end_object(&s->json);
    stet_json_begin_object(&s->json);
    stet_schema_closed(s, description);
    write_properties(s, table, count);
    stet_schema_required(s, (const char *const[]){ needed, NULL });
    stet_json_end_object(&s->json);
    if (others) {
        stet_json_begin_object(&s->json);
        stet_schema_text(s, "type", "object");
        reference(s, "additionalProperties", others);
        stet_json_end_object(&s->json);
        stet_json_begin_object(&s->json);
        stet_schema_text(s, "type", "array");
        reference(s, "items", name);
        stet_json_end_object(&s->json);
    }
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

static void define_places(stet_schema *s)
{
    stet_schema_begin(s, "place");
    stet_schema_begin_list(s, "anyOf");
    stet_json_begin_object(&s->json);
    stet_schema_begin_list(s, "enum");
    for (size_t i = 0; i < stet_n_kind_words; i++)
        stet_json_text(&s->json, stet_kind_words[i].word);
    for (size_t i = 0; i < stet_n_usual_fields; i++)
        stet_json_text(&s->json, stet_usual_fields[i]);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
    stet_json_begin_object(&s->json);
    stet_schema_text(s, "type", "string");
    stet_json_end_object(&s->json);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
    define_list_of(s, "places", "place");
}

static void define_map(stet_schema *s, const char *name, const char *values, int most)
{
    stet_schema_begin(s, name);
    stet_schema_text(s, "type", "object");
    reference(s, "additionalProperties", values);
    if (most) {
        stet_json_key(&s->json, "minProperties");
        stet_json_integer(&s->json, most);
        stet_json_key(&s->json, "maxProperties");
        stet_json_integer(&s->json, most);
    }
    stet_json_end_object(&s->json);
}

static void define_text(stet_schema *s)
{
    stet_schema_begin(s, "text");
    stet_schema_text_type(s);
    stet_json_end_object(&s->json);
    define_list_of(s, "texts", "text");
    stet_schema_begin(s, "switch");
    stet_schema_begin_list(s, "enum");
    stet_json_boolean(&s->json, true);
    stet_json_boolean(&s->json, false);
    stet_json_text(&s->json, "on");
    stet_json_text(&s->json, "off");
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
}

/** The values of a field, or those that it must not have. */
static void define_conditions(stet_schema *s)
{
    stet_schema_begin(s, "condition");
    stet_schema_begin_list(s, "anyOf");
    stet_json_begin_object(&s->json);
    stet_json_key(&s->json, "$ref");
    stet_json_text(&s->json, "#/definitions/texts");
    stet_json_end_object(&s->json);
    stet_json_begin_object(&s->json);
    stet_schema_closed(s, "The field must have none of these values.");
    stet_schema_begin(s, "properties");
    reference(s, "not", "texts");
    stet_json_end_object(&s->json);
    stet_schema_required(s, (const char *const[]){ "not", NULL });
    stet_json_end_object(&s->json);
    stet_json_end_array(&s->json);
    stet_json_end_object(&s->json);
    define_map(s, "conditions", "condition", 0);
}

static void define_shapes(stet_schema *s)
{
    static const char *const nothing[] = { NULL };
    static const char *const files[] = { "files", NULL };
    static const char *const files_and_rules[] = { "files", "rules", NULL };
    define_text(s);
    define_words(s, "level", stet_level_words, stet_n_level_words);
    define_formats(s);
    define_places(s);
    define_words(s, "site", stet_site_words, stet_n_site_words);
    define_list_of(s, "sites", "site");
    define_map(s, "where", "text", 1);
    define_conditions(s);
    define_text_or(s, "field", "Where a field stands.", field_properties,
                   STET_LEN(field_properties), "path", NULL);
    define_list_of(s, "field-paths", "field");
    define_map(s, "fields", "field-paths", 0);
    define_object(s, "entry", "How some files become texts.", entry_properties,
                  STET_LEN(entry_properties), files);
    define_list_of(s, "entries", "entry");
    define_text_or(
        s, "example",
        "A text, and what the fix makes of it; a record; or a list of them: a batch.",
        example_properties, STET_LEN(example_properties), "text", "texts");
    define_list_of(s, "example-list", "example");
    define_object(s, "examples", "Texts that show what the rule finds.",
                  examples_properties, STET_LEN(examples_properties), nothing);
    define_object(s, "override", "Other rules for some files.", override_properties,
                  STET_LEN(override_properties), files_and_rules);
    define_list_of(s, "overrides", "override");
}

void stet_schema_write_rule_set(const stet_registry *registry, stet_buffer *out)
{
    stet_schema s = { 0 };
    stet_json_init(&s.json, out, true);
    stet_json_begin_object(&s.json);
    stet_schema_text(&s, "$schema", "http://json-schema.org/draft-07/schema#");
    stet_schema_text(&s, "title", "stet rule set");
    stet_schema_closed(&s, "Rules that texts are held to.");
    write_properties(&s, root_properties, STET_LEN(root_properties));
    stet_schema_begin(&s, "definitions");
    define_shapes(&s);
    define_check_names(&s, registry);
    define_rules(&s, registry);
    define_changes(&s);
    stet_json_end_object(&s.json);
    stet_json_end_object(&s.json);
    stet_buffer_add_char(out, '\n');
    stet_arena_release(&s.arena);
}
