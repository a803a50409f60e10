/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_p.h"
#include "text/reader.h"

#include <stdlib.h>

/* ---- Which fields there are ---- */

/** Calls for the n-th layout that files may be read with: those of the entries of
    `texts`, then the plain ones of data; NULL behind the last. */
static const stet_layout *layout_at(const stet_rule_set *set, size_t n)
{
    if (n < set->n_texts)
        return &set->texts[n].layout;
    const stet_reader *reader = stet_reader_at(n - set->n_texts);
    return reader ? stet_layout_plain(reader) : NULL;
}

/** A field, or the id that records have without being told. */
static bool is_field(const stet_rule_set *set, stet_str name)
{
    const stet_layout *layout;
    bool is_id = stet_str_is(name, "id");
    for (size_t i = 0; (layout = layout_at(set, i)); i++) {
        if (is_id && layout->id.len > 0)
            return true;
        for (size_t n = 0; n < layout->n_fields; n++)
            if (stet_str_equal(layout->fields[n].name, name))
                return true;
    }
    return false;
}

static void refuse_field(stet_rule_loader *loader, const stet_yaml *key)
{
    const stet_layout *layout;
    const char **names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (size_t i = 0; (layout = layout_at(loader->set, i)); i++)
        for (size_t n = 0; n < layout->n_fields; n++) {
            stet_memory_grow((void **)&names, &capacity, count + 1, sizeof *names);
            names[count++] = layout->fields[n].name.ptr;
        }
    stet_yaml_error(key, loader->errors, "no records have a field `%.*s`",
                    stet_yaml_width(key->text), key->text.ptr);
    if (stet_str_nearest(key->text, names, count))
        stet_yaml_hint_names(loader->errors, key->text, names, count);
    else
        stet_yaml_hint(loader->errors,
                       "say where it stands, in `fields:` of an entry of `texts`");
    free(names);
}

/* ---- Reading ---- */

static int compare_numbers(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;
    return (*x > *y) - (*x < *y);
}

/** The values of a field, or what stands under its `not`; NULL after an error. */
static const stet_yaml *find_values(stet_rule_loader *loader, const stet_yaml *key,
                                    const stet_yaml *node, bool *negated)
{
    static const char *const keys[] = { "not" };
    const stet_yaml *values = node;
    *negated = node->kind == STET_YAML_MAPPING;
    if (*negated) {
        stet_yaml_check_keys(node, "a condition", keys, STET_LEN(keys), loader->errors);
        values = stet_yaml_get(node, "not");
    }
    if (values && stet_yaml_length(values) > 0 && values->kind != STET_YAML_NULL)
        return values;
    stet_yaml_error(node, loader->errors, "`when` says no value of `%.*s`",
                    stet_yaml_width(key->text), key->text.ptr);
    stet_yaml_hint(loader->errors, "write {%.*s: [a, b]}, or {%.*s: {not: [a, b]}}",
                   stet_yaml_width(key->text), key->text.ptr,
                   stet_yaml_width(key->text), key->text.ptr);
    return NULL;
}

static void read_condition(stet_rule_loader *loader, const stet_yaml *key,
                           const stet_yaml *node, stet_condition *out)
{
    stet_rule_set *set = loader->set;
    const stet_yaml *values = find_values(loader, key, node, &out->negated);
    size_t count = values ? stet_yaml_length(values) : 0;
    uint32_t *numbers = stet_arena_alloc(&set->arena, (count + 1) * sizeof *numbers);
    out->field = stet_conditions_field(&set->conditions, key->text);
    for (size_t i = 0; i < count; i++) {
        stet_str text;
        if (stet_yaml_read_text(stet_yaml_item(values, i), &text, loader->errors))
            numbers[out->n_values++] =
                stet_conditions_value(&set->conditions, out->field, text, &set->arena);
    }
    qsort(numbers, out->n_values, sizeof *numbers, compare_numbers);
    size_t kept = 0;
    for (size_t i = 0; i < out->n_values; i++)
        if (kept == 0 || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    out->n_values = kept;
    out->values = numbers;
}

void stet_rule_read_when(stet_rule_loader *loader, const stet_yaml *node,
                         stet_rule *rule)
{
    if (node->kind != STET_YAML_MAPPING) {
        stet_yaml_error(node, loader->errors,
                        "`when` is a mapping of fields to their values, not %s",
                        stet_yaml_kind_name(node));
        stet_yaml_hint(loader->errors, "such as {category: [recipe, travel]}");
        return;
    }
    stet_condition *items =
        stet_arena_zalloc(&loader->set->arena, (node->count + 1) * sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        if (is_field(loader->set, node->keys[i]->text))
            read_condition(loader, node->keys[i], node->items[i],
                           &items[rule->n_conditions++]);
        else
            refuse_field(loader, node->keys[i]);
    }
    rule->conditions = items;
}

void stet_rule_set_list_conditions(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    for (uint32_t i = 0; i < set->n_rules; i++)
        if (set->rules[i].n_conditions)
            stet_conditions_list(&set->conditions, i, set->rules[i].conditions,
                                 set->rules[i].n_conditions);
}

/* ---- Saying ---- */

static void write_values(const stet_yaml *values, stet_buffer *out)
{
    enum { SHOWN = 6 };
    size_t count = stet_yaml_length(values);
    size_t shown = count > SHOWN + 1 ? SHOWN : count;
    for (size_t i = 0; i < shown; i++) {
        stet_buffer_add_text(out, i ? ", " : "");
        stet_buffer_add(out, stet_yaml_item(values, i)->text);
    }
    if (shown < count)
        stet_buffer_format(out, " or one of %zu others", count - shown);
}

void stet_rule_write_condition(const stet_yaml *when, size_t n, stet_buffer *out)
{
    const stet_yaml *values = when->items[n];
    bool negated = values->kind == STET_YAML_MAPPING;
    stet_buffer_add(out, when->keys[n]->text);
    stet_buffer_add_text(out, negated ? ": not " : ": ");
    write_values(negated ? stet_yaml_get(values, "not") : values, out);
}

void stet_rule_write_when(const stet_rule *rule, stet_buffer *out)
{
    const stet_yaml *when = stet_yaml_get(rule->yaml, "when");
    for (size_t i = 0; rule->n_conditions && i < when->count; i++) {
        stet_buffer_add_text(out, i ? "; " : "");
        stet_rule_write_condition(when, i, out);
    }
}
