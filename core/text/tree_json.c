/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json.h"
#include "text/tree.h"

/** What was read at one depth and has no parent yet. */
typedef struct json_level {
    stet_node *first, *last;
    uint32_t count;
} json_level;

typedef struct json_tree {
    stet_str text;
    stet_arena *arena;
    json_level levels[STET_JSON_NESTING + 1];
} json_tree;

static const uint32_t node_kinds[] = {
    [STET_JSON_NULL] = STET_NODE_NULL,     [STET_JSON_BOOLEAN] = STET_NODE_BOOLEAN,
    [STET_JSON_NUMBER] = STET_NODE_NUMBER, [STET_JSON_STRING] = STET_NODE_TEXT,
    [STET_JSON_OBJECT] = STET_NODE_MAP,    [STET_JSON_ARRAY] = STET_NODE_LIST,
};

static void set_text(json_tree *tree, const stet_json_value *value, stet_node *node)
{
    stet_str raw = stet_slice(tree->text, value->raw);
    if (value->kind == STET_JSON_STRING) {
        node->span = (stet_span){ value->raw.start - 1, value->raw.end + 1 };
        raw = value->escaped ? stet_json_decode(raw, tree->arena) : raw;
    }
    if (value->kind != STET_JSON_OBJECT && value->kind != STET_JSON_ARRAY) {
        node->text = raw;
    }
}

/** What was read one level deeper is what this value holds. */
static void take_children(json_tree *tree, size_t depth, stet_node *node)
{
    json_level *level = &tree->levels[depth + 1];
    node->first = level->first;
    node->count = level->count;
    *level = (json_level){ NULL, NULL, 0 };
}

static bool take_value(void *user, const stet_json_step *path, size_t depth,
                       const stet_json_value *value)
{
    json_tree *tree = user;
    stet_node *node = stet_arena_zalloc(tree->arena, sizeof *node);
    node->kind = node_kinds[value->kind];
    node->span = value->raw;
    if (depth > 0 && path[depth - 1].key.ptr != NULL) {
        node->key = stet_arena_copy(tree->arena, path[depth - 1].key);
    }
    set_text(tree, value, node);
    if (node->kind >= STET_NODE_LIST) {
        take_children(tree, depth, node);
    }
    json_level *level = &tree->levels[depth];
    if (level->last != NULL) {
        level->last->next = node;
    } else {
        level->first = node;
    }
    level->last = node;
    level->count++;
    return true;
}

const stet_node *stet_tree_of_json(stet_str text, stet_arena *arena, stet_error *error)
{
    json_tree *tree = stet_arena_zalloc(arena, sizeof *tree);
    tree->text = text;
    tree->arena = arena;
    return stet_json_walk(text, take_value, tree, error) ? tree->levels[0].first : NULL;
}
