/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/rule_set_p.h"
#include "text/json_pointer.h"
#include "text/reader.h"

#include <stdlib.h>

const char *const stet_usual_fields[] = {
    "text",      "answer", "response", "question",   "prompt",  "instruction",
    "summary",   "input",  "output",   "completion", "content", "user",
    "assistant", "system", "chosen",   "rejected",
};
const size_t stet_n_usual_fields = STET_LEN(stet_usual_fields);

enum { MOST_READERS = 32 };

/** The entry that is being read. */
typedef struct entry {
    stet_rule_loader *loader;
    const stet_yaml *node;
    const stet_reader *reader;
    const stet_layout *base; /**< Named, or the plain one of the format. */
    bool columns;            /**< Paths are columns, not JSON Pointers. */
    bool markdown;
    bool markdown_is_given;
    stet_layout_field *fields;
    size_t n_fields, capacity;
} entry;

/* ---- Format and layout ---- */

static const stet_reader *reader_by_extension(stet_str extension)
{
    const stet_reader *reader;
    for (size_t i = 0; (reader = stet_reader_at(i)); i++)
        for (const char *const *name = reader->extensions; *name; name++)
            if (stet_str_equal_nocase(extension, stet_str_from(*name)))
                return reader;
    return NULL;
}

/** The one format that all globs' extensions agree on, or NULL. */
static const stet_reader *reader_of_files(const stet_text_entry *out)
{
    const stet_reader *reader = NULL;
    for (size_t i = 0; i < out->n_files; i++) {
        const stet_reader *one =
            reader_by_extension(stet_path_extension(out->files[i]));
        if (!one || (reader && one != reader))
            return NULL;
        reader = one;
    }
    return reader;
}

static bool read_format(entry *e, const stet_yaml *node)
{
    stet_str name;
    if (!stet_yaml_read_text(node, &name, e->loader->errors))
        return false;
    e->reader = stet_reader_find(name);
    if (e->reader)
        return true;
    const char *names[MOST_READERS];
    size_t count = 0;
    for (; count < MOST_READERS && stet_reader_at(count); count++)
        names[count] = stet_reader_at(count)->name;
    stet_yaml_error(node, e->loader->errors, "no format is called `%.*s`",
                    stet_yaml_width(name), name.ptr);
    stet_yaml_hint_names(e->loader->errors, name, names, count);
    return false;
}

static bool read_layout(entry *e, const stet_yaml *node)
{
    stet_str name;
    if (!stet_yaml_read_text(node, &name, e->loader->errors))
        return false;
    e->base = stet_layout_find(name);
    if (e->base)
        return true;
    const char *names[MOST_READERS];
    size_t count = 0;
    for (; count < MOST_READERS && stet_layout_at(count); count++)
        names[count] = stet_layout_at(count)->name.ptr;
    stet_yaml_error(node, e->loader->errors, "no layout is called `%.*s`",
                    stet_yaml_width(name), name.ptr);
    stet_yaml_hint_names(e->loader->errors, name, names, count);
    return false;
}

/** Which reader reads the files, from what is said, or from their names. */
static bool find_reader(entry *e, const stet_text_entry *out)
{
    const stet_yaml *format = stet_yaml_get(e->node, "format");
    const stet_yaml *layout = stet_yaml_get(e->node, "layout");
    if (layout && !read_layout(e, layout))
        return false;
    if (format && !read_format(e, format))
        return false;
    if (!e->reader)
        e->reader = reader_of_files(out);
    if (!e->reader && e->base)
        e->reader = e->base->reader;
    if (!e->reader) {
        stet_yaml_error(e->node, e->loader->errors,
                        "the names of these files do not say their format");
        stet_yaml_hint(e->loader->errors, "add `format:` (markdown, text, jsonl, json, "
                                          "csv, tsv)");
        return false;
    }
    bool json = e->reader == &stet_reader_jsonl || e->reader == &stet_reader_json;
    if (e->base && !json) {
        stet_yaml_error(layout, e->loader->errors,
                        "the layout `%s` is for JSON and JSONL, not for %s",
                        e->base->name.ptr, e->reader->name);
        return false;
    }
    if (!e->base)
        e->base = stet_layout_plain(e->reader);
    e->columns = !json;
    return true;
}

/* ---- Fields ---- */

static bool check_path(entry *e, const stet_yaml *node, stet_str path)
{
    if (e->columns) {
        if (path.len)
            return true;
        stet_yaml_error(node, e->loader->errors, "the name of a column is empty");
        return false;
    }
    stet_json_pointer pointer;
    stet_error error = STET_ERROR_NONE;
    if (stet_json_pointer_parse(&pointer, path, &e->loader->set->arena, &error))
        return true;
    stet_yaml_error(node, e->loader->errors, "`%.*s` is not a path into JSON: %s",
                    stet_yaml_width(path), path.ptr, error.message);
    stet_yaml_hint(e->loader->errors, "a path starts with / and names keys and places: "
                                      "/messages/0/content");
    stet_error_release(&error);
    return false;
}

static bool read_path(entry *e, const stet_yaml *node, stet_str *path)
{
    return stet_yaml_read_text(node, path, e->loader->errors) &&
           check_path(e, node, *path);
}

/** true, false, on, off. */
static bool read_switch(const stet_yaml *node, bool *out, stet_diagnostics *errors)
{
    bool on = node->kind == STET_YAML_SCALAR && stet_str_is(node->text, "on");
    if (on || (node->kind == STET_YAML_SCALAR && stet_str_is(node->text, "off"))) {
        *out = on;
        return true;
    }
    return stet_yaml_read_boolean(node, out, errors);
}

static bool read_where(entry *e, const stet_yaml *node, stet_layout_field *field)
{
    if (e->columns || node->kind != STET_YAML_MAPPING || node->count != 1) {
        stet_yaml_error(node, e->loader->errors,
                        e->columns
                            ? "`where` is for JSON and JSONL only"
                            : "`where` is one key and its value: {role: assistant}");
        return false;
    }
    field->where_key = node->keys[0]->text;
    return stet_yaml_read_text(node->items[0], &field->where_value, e->loader->errors);
}

static bool read_field_mapping(entry *e, const stet_yaml *node,
                               stet_layout_field *field)
{
    static const char *const keys[] = { "path", "where", "optional", "markdown" };
    stet_diagnostics *errors = e->loader->errors;
    const stet_yaml *path = stet_yaml_get(node, "path");
    const stet_yaml *where = stet_yaml_get(node, "where");
    const stet_yaml *optional = stet_yaml_get(node, "optional");
    const stet_yaml *markdown = stet_yaml_get(node, "markdown");
    stet_yaml_check_keys(node, "a field", keys, STET_LEN(keys), errors);
    if (!path)
        stet_yaml_error(node, errors, "the field has no `path`");
    bool ok = path && read_path(e, path, &field->path);
    if (where)
        ok = read_where(e, where, field) && ok;
    if (optional)
        ok = stet_yaml_read_boolean(optional, &field->optional, errors) && ok;
    if (markdown)
        ok = read_switch(markdown, &field->markdown, errors) && ok;
    return ok;
}

static void add_field(entry *e, const stet_layout_field *field)
{
    void *fields = e->fields;
    stet_memory_grow(&fields, &e->capacity, e->n_fields + 1, sizeof *e->fields);
    e->fields = fields;
    e->fields[e->n_fields++] = *field;
}

/** One path of a field. */
static void read_field(entry *e, const stet_yaml *key, const stet_yaml *node)
{
    stet_layout_field field = { .name = key->text,
                                .where_key = STET_STR(""),
                                .where_value = STET_STR(""),
                                .markdown = e->markdown_is_given ? e->markdown : true };
    bool ok = node->kind == STET_YAML_MAPPING ? read_field_mapping(e, node, &field)
                                              : read_path(e, node, &field.path);
    if (ok)
        add_field(e, &field);
}

static bool is_given(const stet_yaml *fields, stet_str name)
{
    for (size_t i = 0; fields && i < fields->count; i++)
        if (stet_str_equal(fields->keys[i]->text, name))
            return true;
    return false;
}

/** A named layout's fields stay, but for those that the entry names anew; a plain
    layout's only serve where the entry names none. */
static void take_base_fields(entry *e, const stet_yaml *given)
{
    if (given && e->base->name.len == 0)
        return;
    for (size_t i = 0; i < e->base->n_fields; i++) {
        stet_layout_field field = e->base->fields[i];
        if (field.text && e->markdown_is_given)
            field.markdown = e->markdown;
        if (!is_given(given, field.name))
            add_field(e, &field);
    }
}

static void read_fields(entry *e, const stet_yaml *fields)
{
    if (fields && fields->kind != STET_YAML_MAPPING) {
        stet_yaml_error(fields, e->loader->errors,
                        "`fields` is a mapping of names to paths, not %s",
                        stet_yaml_kind_name(fields));
        return;
    }
    take_base_fields(e, fields);
    for (size_t i = 0; fields && i < fields->count; i++)
        for (size_t n = 0; n < stet_yaml_length(fields->items[i]); n++)
            read_field(e, fields->keys[i], stet_yaml_item(fields->items[i], n));
}

/* ---- Which fields are text ---- */

static void mark_text(entry *e, const stet_yaml *node)
{
    stet_str name;
    if (!stet_yaml_read_text(node, &name, e->loader->errors))
        return;
    bool found = false;
    const char **names = stet_memory_zalloc(e->n_fields + 1, sizeof *names);
    for (size_t i = 0; i < e->n_fields; i++) {
        names[i] = e->fields[i].name.ptr;
        if (!stet_str_equal(e->fields[i].name, name))
            continue;
        e->fields[i].text = true;
        found = true;
    }
    if (!found) {
        stet_yaml_error(node, e->loader->errors,
                        "`text` names `%.*s`, which is no field", stet_yaml_width(name),
                        name.ptr);
        stet_yaml_hint_names(e->loader->errors, name, names, e->n_fields);
    }
    free(names);
}

static void read_text(entry *e, const stet_yaml *text, const stet_yaml *fields)
{
    if (!text && fields && e->base->name.len == 0) {
        stet_yaml_error(fields, e->loader->errors,
                        "which of these fields are prose? Add `text: [...]`");
        return;
    }
    if (!text)
        return;
    for (size_t i = 0; i < e->n_fields; i++)
        e->fields[i].text = false;
    for (size_t i = 0; i < stet_yaml_length(text); i++)
        mark_text(e, stet_yaml_item(text, i));
}

static void add_name(const char ***names, size_t *count, size_t *capacity,
                     const char *name)
{
    void *grown = *names;
    stet_memory_grow(&grown, capacity, *count + 1, sizeof **names);
    *names = grown;
    (*names)[(*count)++] = name;
}

static void add_known_field(stet_rule_loader *loader, const char *name)
{
    add_name(&loader->fields, &loader->n_fields, &loader->fields_capacity, name);
}

/** A name that `in` would take for a kind of block cannot be a text's. */
static void learn_fields(entry *e)
{
    for (size_t i = 0; i < e->n_fields; i++) {
        const stet_layout_field *field = &e->fields[i];
        for (size_t k = 0; field->text && k < stet_n_kind_words; k++)
            if (stet_str_is(field->name, stet_kind_words[k].word))
                stet_yaml_error(e->node, e->loader->errors,
                                "a text cannot be called `%s`: that is a kind of block",
                                stet_kind_words[k].word);
        if (field->text)
            add_known_field(e->loader, field->name.ptr);
        else
            add_name(&e->loader->facts, &e->loader->n_facts, &e->loader->facts_capacity,
                     field->name.ptr);
    }
}

/* ---- Entries ---- */

/** A file that is one text has no fields. */
static bool refuse_fields(entry *e)
{
    static const char *const keys[] = { "fields", "text", "id", "optional" };
    bool ok = true;
    for (size_t i = 0; !e->reader->has_records && i < STET_LEN(keys); i++) {
        const stet_yaml *node = stet_yaml_get(e->node, keys[i]);
        if (!node)
            continue;
        stet_yaml_error(node, e->loader->errors,
                        "a file of format %s is one text: it has no `%s`",
                        e->reader->name, keys[i]);
        ok = false;
    }
    return ok;
}

static void fill_layout(entry *e, stet_layout *layout)
{
    stet_arena *arena = &e->loader->set->arena;
    const stet_yaml *id = stet_yaml_get(e->node, "id");
    const stet_yaml *optional = stet_yaml_get(e->node, "optional");
    if (optional)
        stet_yaml_read_boolean(optional, &layout->optional, e->loader->errors);
    layout->name = e->base->name;
    layout->reader = e->reader;
    layout->id = e->base->id;
    if (id)
        read_path(e, id, &layout->id);
    stet_layout_field *fields =
        stet_arena_zalloc(arena, (e->n_fields + 1) * sizeof *fields);
    for (size_t i = 0; i < e->n_fields; i++) {
        fields[i] = e->fields[i];
        fields[i].optional = fields[i].optional || layout->optional;
    }
    layout->fields = fields;
    layout->n_fields = e->n_fields;
}

static bool read_files(stet_rule_loader *loader, const stet_yaml *node,
                       const stet_str **files, size_t *n_files)
{
    const stet_yaml *globs = stet_yaml_get(node, "files");
    if (globs)
        return stet_yaml_read_texts(globs, files, n_files, &loader->set->arena,
                                    loader->errors);
    stet_yaml_error(node, loader->errors, "which files? Add `files: [\"**/*.md\"]`");
    return false;
}

static bool read_entry(stet_rule_loader *loader, const stet_yaml *node,
                       stet_text_entry *out)
{
    static const char *const keys[] = { "files",  "format", "layout",   "id",
                                        "fields", "text",   "markdown", "optional" };
    if (node->kind != STET_YAML_MAPPING) {
        stet_yaml_error(node, loader->errors,
                        "an entry of `texts` is a mapping with `files`, not %s",
                        stet_yaml_kind_name(node));
        return false;
    }
    stet_yaml_check_keys(node, "an entry of `texts`", keys, STET_LEN(keys),
                         loader->errors);
    entry e = { .loader = loader, .node = node };
    const stet_yaml *markdown = stet_yaml_get(node, "markdown");
    e.markdown_is_given =
        markdown && read_switch(markdown, &e.markdown, loader->errors);
    bool has_files = read_files(loader, node, &out->files, &out->n_files);
    if (!has_files || !find_reader(&e, out) || !refuse_fields(&e))
        return false;
    const stet_yaml *fields = stet_yaml_get(node, "fields");
    read_fields(&e, fields);
    read_text(&e, stet_yaml_get(node, "text"), fields);
    learn_fields(&e);
    fill_layout(&e, &out->layout);
    free(e.fields);
    return true;
}

/** How many values all files together list under a key. */
static size_t count_values(const stet_rule_loader *loader, const char *key)
{
    size_t count = 0;
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_yaml *node = stet_yaml_get(loader->layers[i].file->root, key);
        count += node ? stet_yaml_length(node) : 0;
    }
    return count;
}

/** The file's own entries before those of what it extends: the first match wins. */
static void read_entries(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    stet_text_entry *entries = stet_arena_zalloc(
        &set->arena, (count_values(loader, "texts") + 1) * sizeof *entries);
    for (size_t i = loader->n_layers; i-- > 0;) {
        const stet_yaml *texts = stet_yaml_get(loader->layers[i].file->root, "texts");
        for (size_t n = 0; texts && n < stet_yaml_length(texts); n++)
            if (read_entry(loader, stet_yaml_item(texts, n), &entries[set->n_texts]))
                set->n_texts++;
    }
    set->texts = entries;
}

static void read_excludes(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    stet_str *globs = stet_arena_zalloc(
        &set->arena, (count_values(loader, "exclude") + 1) * sizeof *globs);
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_yaml *node = stet_yaml_get(loader->layers[i].file->root, "exclude");
        for (size_t n = 0; node && n < stet_yaml_length(node); n++)
            if (stet_yaml_read_text(stet_yaml_item(node, n), &globs[set->n_excludes],
                                    loader->errors))
                set->n_excludes++;
    }
    set->excludes = globs;
}

void stet_rule_set_read_texts(stet_rule_loader *loader)
{
    for (size_t i = 0; i < stet_n_usual_fields; i++)
        add_known_field(loader, stet_usual_fields[i]);
    const stet_layout *layout;
    for (size_t i = 0; (layout = stet_layout_at(i)); i++)
        for (size_t n = 0; n < layout->n_fields; n++)
            if (layout->fields[n].text)
                add_known_field(loader, layout->fields[n].name.ptr);
    read_entries(loader);
    read_excludes(loader);
}
