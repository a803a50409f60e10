/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/message.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"
#include "rule/site.h"

#include <stdlib.h>

const stet_rule_word stet_kind_words[] = {
    { "heading", 1u << STET_BLOCK_HEADING },
    { "paragraph", 1u << STET_BLOCK_PARAGRAPH },
    { "item", 1u << STET_BLOCK_ITEM },
    { "quote", 1u << STET_BLOCK_QUOTE },
    { "cell", 1u << STET_BLOCK_CELL },
    { "code", 1u << STET_BLOCK_CODE },
    { "markup", 1u << STET_BLOCK_MARKUP },
    { "prose", STET_PROSE_KINDS },
};
const size_t stet_n_kind_words = STET_LEN(stet_kind_words);

const stet_rule_word stet_site_words[] = {
    { "text-start", STET_SITE_TEXT_START },
    { "text-end", STET_SITE_TEXT_END },
    { "block-start", STET_SITE_BLOCK_START },
    { "block-end", STET_SITE_BLOCK_END },
    { "sentence-start", STET_SITE_SENTENCE_START },
    { "line-start", STET_SITE_LINE_START },
    { "first-paragraph", STET_SITE_FIRST_PARAGRAPH },
    { "last-paragraph", STET_SITE_LAST_PARAGRAPH },
};
const size_t stet_n_site_words = STET_LEN(stet_site_words);

/* ---- in ---- */

static bool is_one_of(stet_str name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (stet_str_is(name, names[i]))
            return true;
    return false;
}

static void refuse_place(stet_rule_loader *loader, const stet_yaml *node, stet_str name)
{
    if (is_one_of(name, loader->facts, loader->n_facts)) {
        stet_yaml_error(node, loader->errors, "the field `%.*s` is not prose",
                        stet_yaml_width(name), name.ptr);
        stet_yaml_hint(loader->errors, "name it in `text:` of its entry in `texts`");
        return;
    }
    size_t count = loader->n_fields + stet_n_kind_words;
    const char **names = stet_memory_zalloc(count, sizeof *names);
    for (size_t i = 0; i < loader->n_fields; i++)
        names[i] = loader->fields[i];
    for (size_t i = 0; i < stet_n_kind_words; i++)
        names[loader->n_fields + i] = stet_kind_words[i].word;
    stet_yaml_error(node, loader->errors,
                    "`%.*s` is neither a field of `texts` nor a kind of block",
                    stet_yaml_width(name), name.ptr);
    if (stet_str_nearest(name, names, count))
        stet_yaml_hint_names(loader->errors, name, names, count);
    else
        stet_yaml_hint(loader->errors,
                       "kinds are heading, paragraph, item, quote, cell, "
                       "code, markup, and prose for the first five");
    free(names);
}

static uint32_t find_word(const stet_rule_word *words, size_t count, stet_str name)
{
    for (size_t i = 0; i < count; i++)
        if (stet_str_is(name, words[i].word))
            return words[i].value;
    return 0;
}

static void read_places(stet_rule_loader *loader, const stet_yaml *node,
                        stet_rule *rule)
{
    size_t count = stet_yaml_length(node);
    stet_str *fields =
        stet_arena_zalloc(&loader->set->arena, (count + 1) * sizeof *fields);
    for (size_t i = 0; i < count; i++) {
        const stet_yaml *item = stet_yaml_item(node, i);
        stet_str name;
        if (!stet_yaml_read_text(item, &name, loader->errors))
            continue;
        uint32_t kinds = find_word(stet_kind_words, stet_n_kind_words, name);
        rule->block_kinds |= kinds;
        if (kinds)
            continue;
        if (is_one_of(name, loader->fields, loader->n_fields))
            fields[rule->n_fields++] = name;
        else
            refuse_place(loader, item, name);
    }
    rule->fields = fields;
    if (count == 0)
        stet_yaml_error(node, loader->errors, "`in` is empty: the rule looks nowhere");
}

static void check_field_name(stet_rule_loader *loader, const stet_yaml *node,
                             bool in_list)
{
    if (in_list && node->kind == STET_YAML_SCALAR && node->text.len == 0)
        stet_yaml_error(node, loader->errors, "the name of a field is empty");
    if (node->kind != STET_YAML_SCALAR || node->text.len == 0 ||
        is_one_of(node->text, loader->fields, loader->n_fields) ||
        is_one_of(node->text, loader->facts, loader->n_facts))
        return;
    stet_yaml_error(node, loader->errors, "`%.*s` is no field of `texts`",
                    stet_yaml_width(node->text), node->text.ptr);
    stet_yaml_hint_names(loader->errors, node->text, loader->fields, loader->n_fields);
}

/* Parameters that name fields: a slip would compare a text with nothing at all. */
static void check_field_names(stet_rule_loader *loader, const stet_yaml *mapping,
                              const stet_check_type *type)
{
    stet_arena arena = { 0 };
    for (size_t i = 0; i < type->n_params; i++) {
        stet_str key = stet_parameter_yaml_name(&type->params[i], &arena);
        const stet_yaml *node = stet_yaml_get(mapping, key.ptr);
        size_t count = type->params[i].field && node ? stet_yaml_length(node) : 0;
        for (size_t n = 0; n < count; n++)
            check_field_name(loader, stet_yaml_item(node, n),
                             type->params[i].type == STET_T_LIST);
    }
    stet_arena_release(&arena);
}

/* ---- at ---- */

static void read_sites(stet_rule_loader *loader, const stet_yaml *node, stet_rule *rule)
{
    size_t count = stet_yaml_length(node);
    for (size_t i = 0; i < count; i++) {
        const stet_yaml *item = stet_yaml_item(node, i);
        const char *names[STET_LEN(stet_site_words)];
        stet_str name;
        if (!stet_yaml_read_text(item, &name, loader->errors))
            continue;
        uint32_t site = find_word(stet_site_words, stet_n_site_words, name);
        rule->sites |= site;
        if (site)
            continue;
        for (size_t n = 0; n < STET_LEN(names); n++)
            names[n] = stet_site_words[n].word;
        stet_yaml_error(item, loader->errors, "`%.*s` is no place for `at`",
                        stet_yaml_width(name), name.ptr);
        stet_yaml_hint_names(loader->errors, name, names, STET_LEN(names));
    }
    if (count == 0)
        stet_yaml_error(node, loader->errors, "`at` is empty: nothing can stand there");
}

/* `at` says where phrases and patterns must stand: without any it would say nothing. */
static void check_sites(stet_rule_loader *loader, const stet_yaml *mapping,
                        const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;
    const stet_yaml *at = stet_yaml_get(mapping, "at");
    if (!at || rule->n_gates > 0)
        return;
    if (stet_parameter_has_gate(type->params, type->n_params)) {
        stet_yaml_error(at, loader->errors,
                        "`at` says where phrases and patterns must stand, and this "
                        "rule looks for none in the text as it stands");
        return;
    }
    stet_yaml_error(at, loader->errors,
                    "check `%s` looks for no phrases or patterns, so its rules have no "
                    "`at`",
                    type->name);
    stet_yaml_hint(loader->errors, "did you mean `in`? It chooses fields and blocks");
}

/* ---- The other keys that every rule has ---- */

enum { MESSAGE_NAMES = 64 };

/* Adds the names of a message that are not known yet. */
static void add_names(stet_arena *arena, stet_str message, const char **names,
                      size_t *n)
{
    stet_str name;
    size_t at = 0;
    while (*n < MESSAGE_NAMES && stet_message_next_name(message, &at, &name)) {
        size_t i = 0;
        while (i < *n && !stet_str_is(name, names[i]))
            i++;
        if (i == *n)
            names[(*n)++] = stet_arena_copy(arena, name).ptr;
    }
}

/* A finding may fill in names that none of the check's own messages has; but one that
   is nearly such a name is mistyped, and would be shown with its braces. */
static void check_names(stet_rule_loader *loader, const stet_yaml *node,
                        const stet_rule *rule)
{
    const stet_check_type *type = rule->check->type;
    const char *names[MESSAGE_NAMES] = { "match" };
    size_t n = 1, at = 0;
    for (size_t i = 0; i < type->n_messages; i++)
        add_names(&loader->set->arena, stet_str_from(type->messages[i].text), names,
                  &n);
    stet_str name;
    while (stet_message_next_name(rule->message, &at, &name)) {
        const char *near = stet_str_nearest(name, names, n);
        if (!near || stet_str_is(name, near))
            continue;
        stet_diagnostics_add(loader->errors, STET_SEVERITY_WARNING, node->file->path,
                             node->file->bytes, node->position,
                             "{%.*s} in the message is no name that `%s` fills in",
                             stet_yaml_width(name), name.ptr, rule->check->name.ptr);
        stet_diagnostics_hint(loader->errors, "did you mean {%s}?", near);
    }
}

static void read_message(stet_rule_loader *loader, const stet_yaml *node,
                         stet_rule *rule)
{
    if (!stet_yaml_read_text(node, &rule->message, loader->errors))
        return;
    rule->message = stet_str_trim(rule->message);
    size_t at = 0;
    const char *fault = stet_message_check(rule->message, &at);
    if (fault)
        stet_yaml_error(node, loader->errors, "character %u of the message: %s",
                        (unsigned)stet_position_of(rule->message, at).column, fault);
    else if (!rule->message.len || memchr(rule->message.ptr, '\n', rule->message.len))
        stet_yaml_error(node, loader->errors, "a message is one line of text");
    else if (rule->check)
        check_names(loader, node, rule);
}

static void read_note(stet_rule_loader *loader, const stet_yaml *mapping,
                      const char *key, stet_str *out)
{
    const stet_yaml *node = stet_yaml_get(mapping, key);
    if (node && stet_yaml_read_text(node, out, loader->errors))
        *out = stet_str_trim(*out);
}

static void read_common(stet_rule_loader *loader, const stet_yaml *mapping,
                        stet_rule *rule)
{
    const stet_yaml *level = stet_yaml_get(mapping, "level");
    const stet_yaml *in = stet_yaml_get(mapping, "in");
    const stet_yaml *at = stet_yaml_get(mapping, "at");
    const stet_yaml *when = stet_yaml_get(mapping, "when");
    const stet_yaml *message = stet_yaml_get(mapping, "message");
    const stet_yaml *examples = stet_yaml_get(mapping, "examples");
    if (level)
        stet_level_read(level, &rule->level, loader->errors);
    if (in)
        read_places(loader, in, rule);
    if (rule->block_kinds == 0)
        rule->block_kinds = rule->check && rule->check->type->kinds
                                ? rule->check->type->kinds
                                : STET_PROSE_KINDS;
    if (at)
        read_sites(loader, at, rule);
    if (when)
        stet_rule_read_when(loader, when, rule);
    stet_rule_read_term(loader, mapping, rule);
    if (message)
        read_message(loader, message, rule);
    if (examples)
        stet_rule_read_examples(loader, examples, rule);
    read_note(loader, mapping, "why", &rule->why);
    read_note(loader, mapping, "evidence", &rule->evidence);
    read_note(loader, mapping, "url", &rule->url);
}

/* ---- Rules ---- */

static const stet_registered_check *find_check(stet_rule_loader *loader,
                                               const stet_yaml *node)
{
    stet_str name;
    if (!stet_yaml_read_text(node, &name, loader->errors))
        return NULL;
    const stet_registered_check *check =
        stet_registry_find(loader->options->registry, name);
    if (check)
        return check;
    stet_buffer hint = { 0 };
    stet_registry_hint(loader->options->registry, name, &hint);
    stet_yaml_error(node, loader->errors, "no check is called `%.*s`",
                    stet_yaml_width(name), name.ptr);
    stet_yaml_hint(loader->errors, "%s", hint.ptr);
    stet_buffer_release(&hint);
    return NULL;
}

const stet_rule_layer *stet_rule_loader_layer(const stet_rule_loader *loader,
                                              const stet_yaml_file *file)
{
    for (size_t i = 0; i < loader->n_layers; i++)
        if (loader->layers[i].file == file)
            return &loader->layers[i];
    return NULL;
}

/** A file beside the one in which its name stands. */
static bool read_beside(void *user, const stet_yaml *name, stet_buffer *out,
                        stet_error *error)
{
    const stet_rule_loader *loader = user;
    const stet_rule_layer *layer = stet_rule_loader_layer(loader, name->file);
    stet_buffer path = { 0 };
    if (!layer)
        return stet_error_set(error, "it stands beside no file");
    stet_path_join(&path, layer->folder, name->text);
    bool ok = stet_rule_loader_read(loader, path.ptr, layer->shipped, out, error);
    stet_buffer_release(&path);
    return ok;
}

bool stet_rule_compile(stet_rule_loader *loader, const stet_rule_source *source,
                       stet_rule *rule)
{
    stet_rule_set *set = loader->set;
    size_t before = loader->errors->n_errors;
    stet_yaml *mapping = source->mapping;
    const stet_registered_check *check =
        find_check(loader, stet_yaml_get(mapping, "check"));
    if (check)
        mapping = stet_rule_read_lists(loader, check->type, mapping);
    *rule = (stet_rule){ .name = source->name,
                         .check = check,
                         .yaml = mapping,
                         .set = source->set,
                         .path = source->key->file->path,
                         .position = source->key->position };
    rule->level = check ? (uint32_t)check->type->level : 0;
    read_common(loader, mapping, rule);
    if (!check)
        return false;
    rule->options = stet_arena_zalloc(&set->arena, check->type->options_size + 1);
    uint32_t *gates = NULL;
    stet_parameter_target target = { &set->arena, &set->patterns, loader->errors,
                                     read_beside, loader,         &rule->files };
    stet_parameter_read(check->type, mapping, stet_rule_keys, stet_n_rule_keys,
                        rule->options, &gates, &rule->n_gates, &target);
    rule->gates = gates;
    check_field_names(loader, mapping, check->type);
    if (loader->errors->n_errors == before)
        check_sites(loader, mapping, rule);
    return loader->errors->n_errors == before;
}

static int compare_sources(const void *a, const void *b)
{
    const stet_rule_source *x = a;
    const stet_rule_source *y = b;
    return stet_str_compare(x->name, y->name);
}

/** How many rules the overrides may add. */
static size_t count_variants(const stet_rule_loader *loader)
{
    size_t count = 0;
    for (size_t i = 0; i < loader->n_layers; i++) {
        const stet_yaml *list =
            stet_yaml_get(loader->layers[i].file->root, "overrides");
        for (size_t n = 0; list && n < stet_yaml_length(list); n++) {
            const stet_yaml *rules = stet_yaml_get(stet_yaml_item(list, n), "rules");
            count += rules ? rules->count : 0;
        }
    }
    return count;
}

void stet_rule_set_compile_rules(stet_rule_loader *loader)
{
    stet_rule_set *set = loader->set;
    size_t room = loader->n_sources + count_variants(loader) + 1;
    loader->rules = stet_arena_zalloc(&set->arena, room * sizeof *loader->rules);
    if (loader->n_sources)
        qsort(loader->sources, loader->n_sources, sizeof *loader->sources,
              compare_sources);
    for (size_t i = 0; i < loader->n_sources; i++) {
        stet_rule *rule = &loader->rules[set->n_rules];
        if (!stet_rule_compile(loader, &loader->sources[i], rule))
            continue;
        rule->index = (uint32_t)set->n_rules++;
    }
    set->rules = loader->rules;
    set->n_named = set->n_rules;
}
