/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_writer.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_p.h"
#include "rule/slip.h"
#include "text/json.h"
#include "text/reader.h"

#include <stdlib.h>

/* An example is a text, a text with what the fix makes of it, a record, that is a
   mapping of the names of fields to their texts, or a batch: a list of records and
   texts. Records are kept as lines of JSON and a layout that finds the fields in them,
   so that they are read as any others are. In a batch, a text that is an object of JSON
   is such a line itself: so what is no text can be shown, too. */

static const char *const text_keys[] = { "text", "fixed" };

/* A mapping that holds anything else than `text` and `fixed` is a record. */
static bool is_record(const stet_yaml *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (!stet_str_is(node->keys[i]->text, text_keys[0]) &&
            !stet_str_is(node->keys[i]->text, text_keys[1]))
            return true;
    return false;
}

static void read_text(stet_rule_loader *loader, const stet_yaml *node,
                      stet_rule_example *example)
{
    const stet_yaml *text = stet_yaml_get(node, "text");
    const stet_yaml *fixed = stet_yaml_get(node, "fixed");
    if (text)
        stet_yaml_read_text(text, &example->text, loader->errors);
    else
        stet_yaml_error(node, loader->errors, "the example has no `text`");
    if (fixed && !example->bad)
        stet_yaml_error(fixed, loader->errors, "a good example has nothing to fix");
    else if (fixed)
        stet_yaml_read_text(fixed, &example->fixed, loader->errors);
}

/* What `texts` says of a field, or what is true of those that any data may have. */
static bool find_field(const stet_rule_loader *loader, stet_str name,
                       stet_layout_field *field)
{
    const stet_rule_set *set = loader->set;
    for (size_t i = 0; i < set->n_texts; i++) {
        const stet_layout *layout = &set->texts[i].layout;
        for (size_t n = 0; n < layout->n_fields; n++)
            if (layout->reader->has_records &&
                stet_str_equal(layout->fields[n].name, name)) {
                field->text = layout->fields[n].text;
                field->markdown = layout->fields[n].markdown;
                return true;
            }
    }
    field->text = true;
    field->markdown = true;
    for (size_t i = 0; i < loader->n_fields; i++)
        if (stet_str_is(name, loader->fields[i]))
            return true;
    return false;
}

static void refuse_field(stet_rule_loader *loader, const stet_yaml *key)
{
    size_t count = 0;
    const char **names = stet_memory_zalloc(
        STET_LEN(text_keys) + loader->n_fields + loader->n_facts, sizeof *names);
    for (size_t i = 0; i < STET_LEN(text_keys); i++)
        names[count++] = text_keys[i];
    for (size_t i = 0; i < loader->n_fields; i++)
        names[count++] = loader->fields[i];
    for (size_t i = 0; i < loader->n_facts; i++)
        names[count++] = loader->facts[i];
    stet_yaml_error(key, loader->errors,
                    "an example has no `%.*s`: it is no field of "
                    "`texts`",
                    stet_yaml_width(key->text), key->text.ptr);
    stet_yaml_hint_names(loader->errors, key->text, names, count);
    free(names);
}

/* A JSON Pointer to a key of the record, and on to all of a list. */
static stet_str path_to(stet_str key, bool list, stet_arena *arena)
{
    stet_buffer path = { 0 };
    stet_buffer_add_char(&path, '/');
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~' || key.ptr[i] == '/')
            stet_buffer_add_text(&path, key.ptr[i] == '~' ? "~0" : "~1");
        else
            stet_buffer_add_char(&path, key.ptr[i]);
    }
    stet_buffer_add_text(&path, list ? "/*" : "");
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&path));
    stet_buffer_release(&path);
    return copy;
}

static void write_value(stet_rule_loader *loader, const stet_yaml *node,
                        stet_json_writer *json)
{
    bool list = node->kind == STET_YAML_SEQUENCE;
    stet_str text = STET_STR("");
    if (list)
        stet_json_begin_array(json);
    for (size_t i = 0; i < stet_yaml_length(node); i++)
        if (stet_yaml_read_text(stet_yaml_item(node, i), &text, loader->errors))
            stet_json_string(json, text);
    if (list)
        stet_json_end_array(json);
    else if (stet_yaml_length(node) == 0)
        stet_json_null(json);
}

/* The fields of the layout that reads an example. */
typedef struct example_fields {
    stet_layout_field *items;
    size_t count;
    bool has_id;
    stet_str text; /* What a text alone is called. */
} example_fields;

/* A field of a record, unless another record has it, too. What is called `id` and is no
   field is the record's id. */
static void add_field(stet_rule_loader *loader, example_fields *fields, stet_str name,
                      const stet_yaml *key, bool list)
{
    stet_layout_field field = { .name = name,
                                .where_key = STET_STR(""),
                                .where_value = STET_STR(""),
                                .optional = true };
    field.path = path_to(name, list, &loader->set->arena);
    bool is_field = find_field(loader, name, &field);
    if (!is_field && stet_str_is(name, "id")) {
        fields->has_id = true;
        return;
    }
    if (!is_field && key)
        refuse_field(loader, key);
    for (size_t i = 0; i < fields->count; i++)
        if (stet_str_equal(fields->items[i].path, field.path))
            return;
    fields->items[fields->count++] = field;
}

static bool accept(void *user, const stet_json_step *path, size_t depth,
                   const stet_json_value *value)
{
    (void)user, (void)path, (void)depth, (void)value;
    return true;
}

/* Whether a text is an object of JSON. */
static bool is_object(const stet_yaml *node)
{
    stet_error error = STET_ERROR_NONE;
    if (node->kind != STET_YAML_SCALAR || !node->text.len || node->text.ptr[0] != '{')
        return false;
    bool is = stet_json_walk(node->text, accept, NULL, &error);
    stet_error_release(&error);
    return is;
}

/* As one line: a line end stands between its values only. */
static void write_object(stet_str text, stet_buffer *out)
{
    for (size_t i = 0; i < text.len; i++)
        stet_buffer_add_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

/* A line of JSON. What is a text alone is a record that has only that, where the rule
   looks. */
static void write_record(stet_rule_loader *loader, const stet_yaml *node,
                         example_fields *fields, stet_buffer *out)
{
    stet_json_writer json;
    if (out->len > 0)
        stet_buffer_add_char(out, '\n');
    if (is_object(node)) {
        add_field(loader, fields, fields->text, NULL, false);
        write_object(node->text, out);
        return;
    }
    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    if (node->kind != STET_YAML_MAPPING) {
        add_field(loader, fields, fields->text, NULL, false);
        stet_json_key_str(&json, fields->text);
        write_value(loader, node, &json);
    }
    for (size_t i = 0; node->kind == STET_YAML_MAPPING && i < node->count; i++) {
        const stet_yaml *value = node->items[i];
        add_field(loader, fields, node->keys[i]->text, node->keys[i],
                  value->kind == STET_YAML_SEQUENCE);
        stet_json_key_str(&json, node->keys[i]->text);
        write_value(loader, value, &json);
    }
    stet_json_end_object(&json);
}

static void read_records(stet_rule_loader *loader, const stet_yaml *node,
                         const stet_rule *rule, stet_rule_example *example)
{
    stet_arena *arena = &loader->set->arena;
    stet_layout *layout = stet_arena_zalloc(arena, sizeof *layout);
    bool is_batch = node->kind == STET_YAML_SEQUENCE;
    size_t n_records = is_batch ? node->count : 1, n_fields = 0;
    example_fields fields = { .text = rule->n_fields > 0 ? rule->fields[0]
                                                         : STET_STR("text") };
    stet_buffer out = { 0 };
    for (size_t i = 0; i < n_records; i++)
        n_fields += 1 + (is_batch ? node->items[i] : node)->count;
    fields.items = stet_arena_zalloc(arena, (n_fields + 1) * sizeof *fields.items);
    for (size_t i = 0; i < n_records; i++)
        write_record(loader, is_batch ? node->items[i] : node, &fields, &out);
    *layout = (stet_layout){ .name = STET_STR(""),
                             .reader = &stet_reader_jsonl,
                             .id = fields.has_id ? STET_STR("/id") : STET_STR(""),
                             .fields = fields.items,
                             .n_fields = fields.count,
                             .optional = true };
    example->text = stet_arena_copy(arena, stet_buffer_str(&out));
    example->layout = layout;
    example->record = node;
    stet_buffer_release(&out);
}

static void read_example(stet_rule_loader *loader, const stet_yaml *node, bool bad,
                         const stet_rule *rule, stet_rule_example *example)
{
    *example = (stet_rule_example){ .bad = bad, .position = node->position };
    if (node->kind == STET_YAML_SEQUENCE ||
        (node->kind == STET_YAML_MAPPING && is_record(node)))
        read_records(loader, node, rule, example);
    else if (node->kind != STET_YAML_MAPPING)
        stet_yaml_read_text(node, &example->text, loader->errors);
    else
        read_text(loader, node, example);
}

void stet_rule_read_examples(stet_rule_loader *loader, const stet_yaml *node,
                             stet_rule *rule)
{
    static const char *const keys[] = { "bad", "good" };
    if (node->kind != STET_YAML_MAPPING) {
        stet_yaml_error(node, loader->errors,
                        "`examples` is a mapping with `bad` and `good`, not %s",
                        stet_yaml_kind_name(node));
        return;
    }
    stet_yaml_check_keys(node, "`examples`", keys, STET_LEN(keys), loader->errors);
    const stet_yaml *lists[2] = { stet_yaml_get(node, "bad"),
                                  stet_yaml_get(node, "good") };
    size_t count = 0;
    for (size_t i = 0; i < 2; i++)
        if (lists[i] && !stet_slip_in_list(lists[i], false, loader->errors))
            count += stet_yaml_length(lists[i]);
        else
            lists[i] = NULL;
    stet_rule_example *examples =
        stet_arena_zalloc(&loader->set->arena, (count + 1) * sizeof *examples);
    for (size_t i = 0; i < 2; i++)
        for (size_t n = 0; lists[i] && n < stet_yaml_length(lists[i]); n++)
            read_example(loader, stet_yaml_item(lists[i], n), i == 0, rule,
                         &examples[rule->n_examples++]);
    rule->examples = examples;
}
