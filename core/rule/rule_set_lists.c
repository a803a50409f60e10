/* SPDX-License-Identifier: Apache-2.0 */
/* Lists whose words stand in a file: `phrases: [{file: words.txt}, of old]`. The words
   take the place of the name before the parameters are read, so that the hash of the
   set, `stet diff` and all checks see nothing but words. */
#include "base/memory.h"
#include "base/str.h"
#include "rule/parameter.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

typedef struct node_list {
    stet_yaml **items;
    size_t count, capacity;
} node_list;

static void add(node_list *list, stet_yaml *node)
{
    stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items);
    list->items[list->count++] = node;
}

/** A sequence of what the list holds, in the arena; the list is empty then. */
static stet_yaml *keep(node_list *list, const stet_yaml *like, stet_arena *arena)
{
    stet_yaml *node = stet_arena_alloc(arena, sizeof *node);
    *node = *like;
    node->kind = STET_YAML_SEQUENCE;
    node->keys = NULL;
    node->count = list->count;
    node->items = stet_arena_alloc(arena, (list->count + 1) * sizeof *node->items);
    for (size_t i = 0; i < list->count; i++)
        node->items[i] = list->items[i];
    free(list->items);
    return node;
}

/** The words of a file, each where it stands there; NULL after an error. */
static const stet_yaml *read_words(stet_rule_loader *loader, const stet_yaml *name)
{
    const stet_rule_layer *layer = stet_rule_loader_layer(loader, name->file);
    stet_arena *arena = &loader->set->arena;
    stet_yaml_file *file = stet_arena_zalloc(arena, sizeof *file);
    size_t before = loader->errors->n_errors;
    node_list words = { 0 };
    stet_str word;
    stet_position where;
    if (!layer || !stet_word_file_read(loader, layer, name, file))
        return NULL;
    stet_yaml *known = stet_map_get(&loader->word_files, file->path);
    if (known)
        return known;
    stet_position at = stet_word_file_start(file);
    while (stet_word_file_next(file, &at, &word, &where)) {
        stet_yaml *node = stet_arena_zalloc(arena, sizeof *node);
        node->kind = STET_YAML_SCALAR;
        node->quoted = true;
        node->text = word;
        node->file = file;
        node->position = where;
        node->end = (stet_position){ where.line, where.column + (uint32_t)word.len,
                                     where.byte + word.len };
        add(&words, node);
    }
    if (words.count == 0 && loader->errors->n_errors == before)
        stet_yaml_error(name, loader->errors, "the file `%.*s` holds no words",
                        stet_yaml_width(name->text), name->text.ptr);
    stet_yaml *all = keep(&words, name, arena);
    stet_map_set(&loader->word_files, file->path, all);
    return all;
}

static bool names_file(const stet_yaml *item)
{
    return item->kind == STET_YAML_MAPPING && stet_yaml_get(item, "file") != NULL;
}

/** Adds what an item stands for: itself, or the words of the file that it names. */
static void add_item(stet_rule_loader *loader, stet_yaml *item, node_list *list)
{
    static const char *const keys[] = { "file" };
    stet_str name;
    if (!names_file(item)) {
        add(list, item);
        return;
    }
    const stet_yaml *file = stet_yaml_get(item, "file");
    stet_yaml_check_keys(item, "a file of words", keys, STET_LEN(keys), loader->errors);
    const stet_yaml *words = stet_yaml_read_text(file, &name, loader->errors)
                                 ? read_words(loader, file)
                                 : NULL;
    for (size_t i = 0; words && i < words->count; i++)
        add(list, words->items[i]);
}

/** A list with words in place of files; itself where it names none. */
static stet_yaml *expand_words(stet_rule_loader *loader, stet_yaml *node)
{
    bool is_list = node->kind == STET_YAML_SEQUENCE;
    bool any = names_file(node);
    node_list list = { 0 };
    for (size_t i = 0; is_list && i < node->count; i++)
        any = any || names_file(node->items[i]);
    if (!any)
        return node;
    if (!is_list)
        add_item(loader, node, &list);
    for (size_t i = 0; is_list && i < node->count; i++)
        add_item(loader, node->items[i], &list);
    return keep(&list, node, &loader->set->arena);
}

static stet_yaml *expand_mapping(stet_rule_loader *loader, const stet_param *params,
                                 size_t n_params, stet_yaml *mapping);

/** The same of a list of mappings, in which lists of words may stand. */
static stet_yaml *expand_items(stet_rule_loader *loader, const stet_param *param,
                               stet_yaml *node)
{
    bool any = false;
    node_list list = { 0 };
    if (node->kind != STET_YAML_SEQUENCE)
        return expand_mapping(loader, param->sub, param->n_sub, node);
    for (size_t i = 0; i < node->count; i++) {
        add(&list, expand_mapping(loader, param->sub, param->n_sub, node->items[i]));
        any = any || list.items[i] != node->items[i];
    }
    if (any)
        return keep(&list, node, &loader->set->arena);
    free(list.items);
    return node;
}

/** A mapping whose lists are expanded; itself where none is. */
static stet_yaml *expand_mapping(stet_rule_loader *loader, const stet_param *params,
                                 size_t n_params, stet_yaml *mapping)
{
    stet_yaml *copy = mapping;
    if (mapping->kind != STET_YAML_MAPPING)
        return mapping;
    for (size_t i = 0; i < mapping->count; i++) {
        const stet_param *param = NULL;
        for (size_t n = 0; n < n_params && !param; n++)
            if (params[n].type == STET_T_LIST &&
                stet_parameter_get(mapping, &params[n]) == mapping->items[i])
                param = &params[n];
        if (!param)
            continue;
        stet_yaml *value = stet_parameter_holds_words(param)
                               ? expand_words(loader, mapping->items[i])
                               : expand_items(loader, param, mapping->items[i]);
        if (value == mapping->items[i])
            continue;
        if (copy == mapping)
            copy = stet_rule_copy_mapping(mapping, 0, &loader->set->arena);
        copy->items[i] = value;
    }
    return copy;
}

stet_yaml *stet_rule_read_lists(stet_rule_loader *loader, const stet_check_type *type,
                                stet_yaml *mapping)
{
    return expand_mapping(loader, type->params, type->n_params, mapping);
}
