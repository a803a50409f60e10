/* SPDX-License-Identifier: Apache-2.0 */
/* A parameter that is data: written in the rule set, as YAML or as JSON, or in a file
   beside it. */
#include "base/path.h"
#include "base/str.h"
#include "rule/parameter.h"
#include "text/tree.h"

static stet_node *node_of(const stet_yaml *yaml, stet_arena *arena);

/** What the lists and maps of a rule set hold; they are nested 64 deep at most. */
static void add_children(stet_node *node, const stet_yaml *yaml, stet_arena *arena)
{
    const stet_node **last = &node->first;
    node->count = (uint32_t)yaml->count;
    for (size_t i = 0; i < yaml->count; i++) {
        stet_node *child = node_of(yaml->items[i], arena);
        if (yaml->kind == STET_YAML_MAPPING)
            child->key = yaml->keys[i]->text;
        *last = child;
        last = &child->next;
    }
}

static stet_node *node_of(const stet_yaml *yaml, stet_arena *arena)
{
    stet_node *node = stet_arena_zalloc(arena, sizeof *node);
    switch (yaml->kind) {
    case STET_YAML_NULL:
        node->kind = STET_NODE_NULL;
        break;
    case STET_YAML_SCALAR:
        node->kind = yaml->quoted ? STET_NODE_TEXT : stet_tree_plain_kind(yaml->text);
        node->text = yaml->text;
        break;
    case STET_YAML_SEQUENCE:
    case STET_YAML_MAPPING:
        node->kind = yaml->kind == STET_YAML_MAPPING ? STET_NODE_MAP : STET_NODE_LIST;
        add_children(node, yaml, arena);
        break;
    }
    return node;
}

static bool parse(const stet_yaml *node, const char *what, stet_syntax syntax,
                  stet_str bytes, const stet_node **out,
                  const stet_parameter_target *target)
{
    stet_error error = STET_ERROR_NONE;
    *out = stet_tree_parse(syntax, bytes, target->arena, &error);
    if (!*out)
        stet_yaml_error(node, target->errors, "%s, line %u, column %u: %s", what,
                        (unsigned)error.position.line, (unsigned)error.position.column,
                        error.message);
    stet_error_release(&error);
    return *out != NULL;
}

static bool syntax_of(stet_str path, stet_syntax *syntax)
{
    stet_str extension = stet_path_extension(path);
    bool json = stet_str_is(extension, "json");
    *syntax = json ? STET_SYNTAX_JSON : STET_SYNTAX_YAML;
    return json || stet_str_is(extension, "yaml") || stet_str_is(extension, "yml");
}

static bool read_file(const stet_yaml *node, const stet_node **out,
                      const stet_parameter_target *target)
{
    stet_syntax syntax;
    if (!target->read || !syntax_of(node->text, &syntax)) {
        stet_yaml_error(node, target->errors, "`%.*s` is no data",
                        stet_yaml_width(node->text), node->text.ptr);
        stet_yaml_hint(target->errors,
                       "write keys and values below it, or the name of a file beside "
                       "this one that ends with .json or .yaml");
        return false;
    }
    stet_buffer bytes = { 0 };
    stet_error error = STET_ERROR_NONE;
    bool ok = target->read(target->user, node, &bytes, &error);
    if (ok) {
        stet_str kept = stet_arena_copy(target->arena, stet_buffer_str(&bytes));
        *target->files = stet_str_hash(kept, *target->files + 1);
        ok = parse(node, node->text.ptr, syntax, kept, out, target);
    } else {
        stet_yaml_error(node, target->errors, "cannot read the file: %s",
                        error.message);
        stet_yaml_hint(target->errors,
                       "its path is relative to the folder of this file");
        stet_error_release(&error);
    }
    stet_buffer_release(&bytes);
    return ok;
}

bool stet_parameter_read_data(const stet_yaml *node, const stet_node **out,
                              const stet_parameter_target *target)
{
    *out = NULL;
    stet_str text = node->kind == STET_YAML_SCALAR ? stet_str_trim(node->text)
                                                   : (stet_str){ "", 0 };
    if (node->kind == STET_YAML_NULL) {
        if (!node->file || node->file->path.len == 0)
            return true;
        stet_yaml_error(node, target->errors, "expected data, found nothing");
        return false;
    }
    if (text.len > 0 && (text.ptr[0] == '{' || text.ptr[0] == '['))
        return parse(node, "the JSON", STET_SYNTAX_JSON, node->text, out, target);
    if (node->kind == STET_YAML_SCALAR &&
        (node->quoted || stet_tree_plain_kind(node->text) == STET_NODE_TEXT))
        return read_file(node, out, target);
    *out = node_of(node, target->arena);
    return true;
}
