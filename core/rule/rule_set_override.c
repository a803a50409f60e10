/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

/* ---- Reading ---- */

static bool is_source(const stet_rule_loader *loader, stet_str name)
{
    for (size_t i = 0; i < loader->n_sources; i++)
        if (stet_str_equal(loader->sources[i].name, name))
            return true;
    return false;
}

/** A rule that is broken has had its error already. */
static void refuse_rule(stet_rule_loader *loader, const stet_yaml *key)
{
    if (is_source(loader, key->text))
        return;
    const char **names = stet_memory_zalloc(loader->n_sources + 1, sizeof *names);
    for (size_t i = 0; i < loader->n_sources; i++)
        names[i] = loader->sources[i].name.ptr;
    stet_yaml_error(key, loader->errors,
                    "an override names the rule `%.*s`, which there "
                    "is not",
                    stet_yaml_width(key->text), key->text.ptr);
    stet_yaml_hint_names(loader->errors, key->text, names, loader->n_sources);
    free(names);
}

static bool has_only_level(const stet_yaml *value)
{
    return value->count == 1 && stet_str_is(value->keys[0]->text, "level");
}

/** The rule as this override has it, behind the others; the rule itself on error. */
static const stet_rule *add_variant(stet_rule_loader *loader, const stet_rule *rule,
                                    const stet_yaml *key, const stet_yaml *value)
{
    stet_rule_set *set = loader->set;
    stet_rule *variant = &loader->rules[set->n_rules];
    stet_rule_source source = { .name = rule->name,
                                .key = key,
                                .mapping =
                                    stet_rule_merge(rule->yaml, value, &set->arena),
                                .set = rule->set };
    if (!stet_rule_compile(loader, &source, variant))
        return rule;
    variant->index = (uint32_t)set->n_rules++;
    variant->variant_of = rule;
    return variant;
}

/** False after adding an error. */
static bool read_change(stet_rule_loader *loader, const stet_yaml *key,
                        const stet_yaml *value, stet_override *out)
{
    const stet_rule *rule = stet_rule_set_find(loader->set, key->text);
    if (!rule) {
        refuse_rule(loader, key);
        return false;
    }
    const stet_yaml *check = stet_yaml_get(value, "check");
    if (check) {
        stet_yaml_error(check, loader->errors, "an override cannot change the `check`");
        return false;
    }
    uint32_t level = rule->level;
    const stet_rule *variant = rule;
    if (value->kind != STET_YAML_MAPPING || has_only_level(value)) {
        const stet_yaml *node =
            value->kind == STET_YAML_MAPPING ? value->items[0] : value;
        if (!stet_level_read(node, &level, loader->errors))
            return false;
    } else {
        variant = add_variant(loader, rule, key, value);
        level = variant->level;
    }
    size_t n = out->n_changes++;
    out->changes[n].rule = rule->index;
    out->changes[n].level = level;
    out->changes[n].variant = variant->index;
    return true;
}

static void read_override(stet_rule_loader *loader, const stet_yaml *node,
                          stet_override *out)
{
    static const char *const keys[] = { "files", "rules" };
    stet_arena *arena = &loader->set->arena;
    if (node->kind != STET_YAML_MAPPING) {
        stet_yaml_error(node, loader->errors,
                        "an override is a mapping with `files` and `rules`, not %s",
                        stet_yaml_kind_name(node));
        return;
    }
    stet_yaml_check_keys(node, "an override", keys, STET_LEN(keys), loader->errors);
    const stet_yaml *files = stet_yaml_get(node, "files");
    const stet_yaml *rules = stet_yaml_get(node, "rules");
    if (!files || !rules || rules->kind != STET_YAML_MAPPING) {
        stet_yaml_error(
            node, loader->errors,
            "an override says which `files` and, as a mapping, which `rules`");
        return;
    }
    stet_yaml_read_texts(files, &out->files, &out->n_files, arena, loader->errors);
    out->changes = stet_arena_zalloc(arena, (rules->count + 1) * sizeof *out->changes);
    for (size_t i = 0; i < rules->count; i++)
        read_change(loader, rules->keys[i], rules->items[i], out);
}

void stet_rule_set_read_overrides(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    size_t count = 0;
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_yaml *list =
            stet_yaml_get(loader->layers[i].file->root, "overrides");
        count += list ? stet_yaml_length(list) : 0;
    }
    stet_override *overrides =
        stet_arena_zalloc(&set->arena, (count + 1) * sizeof *overrides);
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_yaml *list =
            stet_yaml_get(loader->layers[i].file->root, "overrides");
        if (!list || list->kind == STET_YAML_NULL)
            continue;
        for (size_t n = 0; n < stet_yaml_length(list); n++)
            read_override(loader, stet_yaml_item(list, n),
                          &overrides[set->n_overrides++]);
    }
    set->overrides = overrides;
}

/* ---- Using ---- */

/** While levels are worked out: this version of its rule is the one in use. */
enum { IN_USE = 0x80 };

static bool matches(const stet_override *override, stet_str path)
{
    for (size_t i = 0; i < override->n_files; i++)
        if (stet_path_match(override->files[i], path))
            return true;
    return false;
}

static uint32_t version_in_use(const stet_rule_set *set, uint32_t rule,
                               const uint8_t *levels)
{
    for (size_t i = set->n_named; i < set->n_rules; i++)
        if ((levels[i] & IN_USE) && set->rules[i].variant_of == &set->rules[rule])
            return (uint32_t)i;
    return rule;
}

static void apply(const stet_rule_set *set, const stet_override *override,
                  uint8_t *levels)
{
    for (size_t i = 0; i < override->n_changes; i++) {
        uint32_t rule = override->changes[i].rule;
        uint32_t variant = override->changes[i].variant;
        uint32_t used = version_in_use(set, rule, levels);
        if (variant != rule) {
            levels[used] = 0;
            used = variant;
        }
        uint8_t mark = used == rule ? 0 : IN_USE;
        levels[used] = (uint8_t)(override->changes[i].level | mark);
    }
}

/** What the rule's term makes of its level. */
static uint8_t level_in_term(const stet_rule *rule, uint8_t level)
{
    if (stet_term_is_silent(&rule->term))
        return 0;
    bool warns = rule->term.state == STET_TERM_GRACE && level == STET_ERROR;
    return warns ? STET_WARNING | STET_LEVEL_GRACE : level;
}

void stet_rule_set_levels(const stet_rule_set *set, stet_str path, uint8_t *levels)
{
    for (size_t i = 0; i < set->n_rules; i++)
        levels[i] = (uint8_t)(i < set->n_named ? set->rules[i].level : 0);
    for (size_t i = 0; i < set->n_overrides; i++)
        if (matches(&set->overrides[i], path))
            apply(set, &set->overrides[i], levels);
    for (size_t i = set->n_named; i < set->n_rules; i++)
        levels[i] &= (uint8_t)~IN_USE;
    for (size_t i = 0; i < set->n_rules; i++)
        levels[i] = level_in_term(&set->rules[i], levels[i]);
}
