/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/str.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"
#include "rule/slip.h"

#include <stdlib.h>

const stet_rule_word stet_level_words[] = {
    { "error", STET_ERROR },
    { "warning", STET_WARNING },
    { "suggestion", STET_SUGGESTION },
    { "off", 0 },
};
const size_t stet_n_level_words = STET_LEN(stet_level_words);

const char *stet_level_name(uint32_t level)
{
    for (size_t i = 0; i < stet_n_level_words; i++)
        if (stet_level_words[i].value == level)
            return stet_level_words[i].word;
    return "off";
}

bool stet_level_read(const stet_yaml *node, uint32_t *level, stet_diagnostics *errors)
{
    stet_str text;
    if (!stet_yaml_read_text(node, &text, errors))
        return false;
    const char *names[STET_LEN(stet_level_words)];
    for (size_t i = 0; i < STET_LEN(stet_level_words); i++) {
        names[i] = stet_level_words[i].word;
        if (!stet_str_is(text, names[i]))
            continue;
        *level = stet_level_words[i].value;
        return true;
    }
    stet_yaml_error(node, errors, "`%.*s` is not a level", stet_yaml_width(text),
                    text.ptr);
    stet_yaml_hint_names(errors, text, names, STET_LEN(names));
    return false;
}

/* ---- Mappings ---- */

stet_yaml *stet_rule_copy_mapping(const stet_yaml *base, size_t more, stet_arena *arena)
{
    stet_yaml *copy = stet_arena_alloc(arena, sizeof *copy);
    *copy = *base;
    size_t room = base->count + more + 1;
    copy->keys = stet_arena_zalloc(arena, room * sizeof *copy->keys);
    copy->items = stet_arena_zalloc(arena, room * sizeof *copy->items);
    for (size_t i = 0; i < base->count; i++) {
        copy->keys[i] = base->keys[i];
        copy->items[i] = base->items[i];
    }
    return copy;
}

static void set_key(stet_yaml *mapping, stet_yaml *key, stet_yaml *value)
{
    size_t i = 0;
    while (i < mapping->count && !stet_str_equal(mapping->keys[i]->text, key->text))
        i++;
    mapping->keys[i] = key;
    mapping->items[i] = value;
    mapping->count += i == mapping->count;
}

stet_yaml *stet_rule_merge(const stet_yaml *base, const stet_yaml *over,
                           stet_arena *arena)
{
    stet_yaml *merged = stet_rule_copy_mapping(base, over->count, arena);
    for (size_t i = 0; i < over->count; i++)
        set_key(merged, over->keys[i], over->items[i]);
    merged->file = over->file;
    merged->position = over->position;
    merged->end = over->end;
    return merged;
}

/** `name: off` is `name: {level: off}`. */
static stet_yaml *merge_level(const stet_yaml *base, stet_yaml *level,
                              stet_arena *arena)
{
    stet_yaml *merged = stet_rule_copy_mapping(base, 1, arena);
    stet_yaml *key = stet_arena_alloc(arena, sizeof *key);
    *key = *level;
    key->text = STET_STR("level");
    set_key(merged, key, level);
    return merged;
}

/* ---- Rules ---- */

static stet_rule_source *find_source(stet_rule_loader *loader, stet_str name)
{
    uintptr_t index = (uintptr_t)stet_map_get(&loader->sources_by_name, name);
    return index ? &loader->sources[index - 1] : NULL;
}

static void add_source(stet_rule_loader *loader, const stet_rule_source *source)
{
    stet_rule_source *before = find_source(loader, source->name);
    if (before) {
        *before = *source;
        return;
    }
    void *sources = loader->sources;
    stet_memory_grow(&sources, &loader->sources_capacity, loader->n_sources + 1,
                     sizeof *loader->sources);
    loader->sources = sources;
    loader->sources[loader->n_sources++] = *source;
    uintptr_t index = loader->n_sources;
    stet_map_set(&loader->sources_by_name, source->name, (void *)index);
}

static void refuse_unknown(stet_rule_loader *loader, const stet_yaml *key,
                           const stet_yaml *value)
{
    if (value->kind == STET_YAML_MAPPING) {
        stet_yaml_error(
            key, loader->errors,
            "the rule `%.*s` has no `check`, and no set that is extended has "
            "a rule of this name",
            stet_yaml_width(key->text), key->text.ptr);
        if (stet_slip_in_check(value, loader->errors))
            return;
    } else {
        stet_yaml_error(key, loader->errors,
                        "no set that is extended has a rule `%.*s`",
                        stet_yaml_width(key->text), key->text.ptr);
    }
    const char **names = stet_memory_zalloc(loader->n_sources + 1, sizeof *names);
    for (size_t i = 0; i < loader->n_sources; i++)
        names[i] = loader->sources[i].name.ptr;
    stet_yaml_hint_names(loader->errors, key->text, names, loader->n_sources);
    free(names);
}

static bool check_rule_name(stet_rule_loader *loader, const stet_yaml *key)
{
    if (stet_name_is_valid(key->text))
        return true;
    stet_yaml_error(key, loader->errors, "`%.*s` is not a name for a rule",
                    stet_yaml_width(key->text), key->text.ptr);
    stet_yaml_hint(loader->errors, "small letters, digits and hyphens, a letter first: "
                                   "no-disclaimer");
    return false;
}

/** What an earlier layer says of the rule, changed by this one. */
static void change_rule(stet_rule_loader *loader, stet_yaml *key, stet_yaml *value)
{
    stet_rule_source *source = find_source(loader, key->text);
    stet_arena *arena = &loader->set->arena;
    uint32_t level;
    if (value->kind != STET_YAML_MAPPING && value->kind != STET_YAML_SCALAR) {
        stet_yaml_error(value, loader->errors,
                        "a rule is a mapping, a level or `off`, not %s",
                        stet_yaml_kind_name(value));
    } else if (value->kind == STET_YAML_SCALAR &&
               !stet_level_read(value, &level, loader->errors)) {
        return;
    } else if (!source) {
        refuse_unknown(loader, key, value);
    } else {
        source->mapping = value->kind == STET_YAML_MAPPING
                              ? stet_rule_merge(source->mapping, value, arena)
                              : merge_level(source->mapping, value, arena);
        source->key = key;
    }
}

static void merge_rule(stet_rule_loader *loader, const stet_rule_layer *layer,
                       stet_yaml *key, stet_yaml *value)
{
    if (!check_rule_name(loader, key))
        return;
    if (!stet_yaml_get(value, "check")) {
        change_rule(loader, key, value);
        return;
    }
    /* It inherits nothing of a rule that had the name before, so it is this set's. */
    add_source(loader, &(stet_rule_source){ .name = key->text,
                                            .key = key,
                                            .mapping = value,
                                            .set = layer->name });
}

static void merge_layer(stet_rule_loader *loader, const stet_rule_layer *layer)
{
    const stet_yaml *rules = stet_yaml_get(layer->file->root, "rules");
    if (!rules || rules->kind == STET_YAML_NULL)
        return;
    if (rules->kind != STET_YAML_MAPPING) {
        stet_yaml_error(rules, loader->errors,
                        "`rules` is a mapping of names to rules, not %s",
                        stet_yaml_kind_name(rules));
        return;
    }
    for (size_t n = 0; n < rules->count; n++)
        merge_rule(loader, layer, rules->keys[n], rules->items[n]);
}

void stet_rule_set_merge_rules(stet_rule_loader *loader)
{
    stet_diagnostics *errors = loader->errors;
    for (size_t i = 0; i < loader->n_steps; i++) {
        stet_diagnostics told = { 0 };
        loader->errors = loader->steps[i].again ? &told : errors;
        merge_layer(loader, &loader->layers[loader->steps[i].layer]);
        stet_diagnostics_release(&told);
    }
    loader->errors = errors;
}
