/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"
#include "text/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Everything is written down with its length, so that no two sets read the same, and
   the whole is hashed. Why a rule is there, its examples, file names and comments do
   not change what is found: they stay out. */

/** A number in decimal, and what ends it. A rule set has thousands of them. */
static void add_count(stet_buffer *out, uint64_t number, char end)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = end;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    stet_buffer_append(out, digits + at, sizeof digits - at);
}

static void add_text(stet_buffer *out, stet_str text)
{
    add_count(out, text.len, ':');
    stet_buffer_add(out, text);
}

static void add_number(stet_buffer *out, uint64_t number)
{
    add_count(out, number, ';');
}

static void add_texts(stet_buffer *out, const stet_str *texts, size_t count)
{
    add_number(out, count);
    for (size_t i = 0; i < count; i++)
        add_text(out, texts[i]);
}

static void add_node(stet_buffer *out, const stet_yaml *node);

static int compare_keys(const void *a, const void *b)
{
    const stet_yaml *const *x = a;
    const stet_yaml *const *y = b;
    return stet_str_compare((*x)->text, (*y)->text);
}

static bool decides(stet_str key)
{
    static const char *const silent[] = { "level", "in",       "at",  "message",
                                          "why",   "evidence", "url", "examples" };
    for (size_t i = 0; i < STET_LEN(silent); i++)
        if (stet_str_is(key, silent[i]))
            return false;
    return true;
}

/** Keys in their own order: how they are sorted in the file says nothing. */
static void add_mapping(stet_buffer *out, const stet_yaml *node, bool rule)
{
    stet_yaml **keys = stet_memory_zalloc(node->count + 1, sizeof *keys);
    for (size_t i = 0; i < node->count; i++)
        keys[i] = node->keys[i];
    qsort(keys, node->count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < node->count; i++) {
        if (rule && !decides(keys[i]->text))
            continue;
        add_text(out, keys[i]->text);
        size_t n = 0;
        while (!stet_str_equal(node->keys[n]->text, keys[i]->text))
            n++;
        add_node(out, node->items[n]);
    }
    free(keys);
}

static void add_node(stet_buffer *out, const stet_yaml *node)
{
    add_count(out, (uint64_t)node->kind, '.');
    add_count(out, node->count, '.');
    if (node->kind == STET_YAML_SCALAR)
        add_text(out, node->text);
    if (node->kind == STET_YAML_MAPPING)
        add_mapping(out, node, false);
    for (size_t i = 0; node->kind == STET_YAML_SEQUENCE && i < node->count; i++)
        add_node(out, node->items[i]);
}

static void add_rule(stet_buffer *out, const stet_rule *rule)
{
    add_text(out, rule->name);
    add_text(out, rule->check->name);
    add_text(out, stet_str_from(rule->check->plugin->version));
    add_number(out, rule->level);
    add_number(out, rule->block_kinds);
    add_number(out, rule->sites);
    add_texts(out, rule->fields, rule->n_fields);
    add_text(out, rule->message);
    add_mapping(out, rule->yaml, true);
    if (rule->files)
        add_number(out, rule->files);
}

static void add_override(stet_buffer *out, const stet_override *override)
{
    add_texts(out, override->files, override->n_files);
    add_number(out, override->n_changes);
    for (size_t i = 0; i < override->n_changes; i++) {
        add_number(out, override->changes[i].rule);
        add_number(out, override->changes[i].level);
        add_number(out, override->changes[i].variant);
    }
}

static void add_entry(stet_buffer *out, const stet_text_entry *entry)
{
    const stet_layout *layout = &entry->layout;
    add_texts(out, entry->files, entry->n_files);
    add_text(out, layout->name);
    add_text(out, stet_str_from(layout->reader->name));
    add_text(out, layout->id);
    add_number(out, layout->optional);
    add_number(out, layout->n_fields);
    for (size_t i = 0; i < layout->n_fields; i++) {
        const stet_layout_field *field = &layout->fields[i];
        add_text(out, field->name);
        add_text(out, field->path);
        add_text(out, field->where_key);
        add_text(out, field->where_value);
        add_number(out, (uint64_t)field->text | (uint64_t)field->markdown << 1 |
                            (uint64_t)field->optional << 2);
    }
}

void stet_rule_set_compute_hash(stet_rule_set *set)
{
    stet_buffer out = { 0 };
    add_number(&out, set->n_rules);
    for (size_t i = 0; i < set->n_rules; i++)
        add_rule(&out, &set->rules[i]);
    add_number(&out, set->n_overrides);
    for (size_t i = 0; i < set->n_overrides; i++)
        add_override(&out, &set->overrides[i]);
    add_number(&out, set->n_texts);
    for (size_t i = 0; i < set->n_texts; i++)
        add_entry(&out, &set->texts[i]);
    add_texts(&out, set->excludes, set->n_excludes);
    add_text(&out, set->language);
    add_texts(&out, set->words, set->n_words);
    snprintf(set->hash, sizeof set->hash, "%016" PRIx64,
             stet_str_hash(stet_buffer_str(&out), 0));
    stet_buffer_release(&out);
}
