/* SPDX-License-Identifier: Apache-2.0 */
/* JSON and JSONL. */
#include "text/json_p.h"
#include "text/tree_p.h"

struct stet_json_tree {
    stet_tree_builder *builder;
    stet_json_walker *walker;
    uint32_t base; /**< Where the part that is being read begins. */
    stet_node_list levels[STET_JSON_NESTING + 1]; /**< Read, without a parent yet. */
};

static const stet_node_kind node_kinds[] = {
    [STET_JSON_NULL] = STET_NODE_NULL,     [STET_JSON_BOOLEAN] = STET_NODE_BOOLEAN,
    [STET_JSON_NUMBER] = STET_NODE_NUMBER, [STET_JSON_STRING] = STET_NODE_TEXT,
    [STET_JSON_OBJECT] = STET_NODE_MAP,    [STET_JSON_ARRAY] = STET_NODE_LIST,
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void set_text(const stet_json_tree *tree, const stet_json_value *value,
                     stet_node *node)
{
    stet_str raw = stet_slice(tree->builder->text, node->span);
    if (value->kind == STET_JSON_STRING) {
        raw = value->escaped ? stet_json_decode(raw, tree->builder->arena) : raw;
        node->span.start--;
        node->span.end++;
    }
    if (value->kind != STET_JSON_OBJECT && value->kind != STET_JSON_ARRAY)
        node->text = raw;
}

/** The walk tells a key's text, not its place: it stands before the colon. */
static void set_key(const stet_json_tree *tree, stet_str key, stet_node *node)
{
    const char *bytes = tree->builder->text.ptr;
    uint32_t end = node->span.start;
    while (is_blank(bytes[end - 1]) || bytes[end - 1] == ':')
        end--;
    uint32_t start = end - 1;
    for (uint32_t escapes = 1; escapes % 2;) {
        start--;
        while (bytes[start] != '"')
            start--;
        for (escapes = 0; bytes[start - 1 - escapes] == '\\'; escapes++)
            ;
    }
    node->key = stet_arena_copy(tree->builder->arena, key);
    node->name = (stet_span){ start, end };
}

/** What was read one level deeper is what this value holds. */
static void take_children(stet_json_tree *tree, size_t depth, stet_node *node)
{
    stet_node_list *level = &tree->levels[depth + 1];
    node->first = level->first;
    node->count = level->count;
    *level = (stet_node_list){ NULL, NULL, 0 };
}

static bool take_value(void *user, const stet_json_step *path, size_t depth,
                       const stet_json_value *value)
{
    stet_json_tree *tree = user;
    stet_span span = { value->raw.start + tree->base, value->raw.end + tree->base };
    stet_node *node = stet_tree_node(tree->builder, node_kinds[value->kind], span);
    if (!node)
        return false;
    set_text(tree, value, node);
    if (depth > 0 && path[depth - 1].key.ptr)
        set_key(tree, path[depth - 1].key, node);
    if (node->kind >= STET_NODE_LIST)
        take_children(tree, depth, node);
    stet_node_list_add(&tree->levels[depth], node);
    return true;
}

stet_json_tree *stet_json_tree_new(stet_tree_builder *builder, stet_arena *work)
{
    stet_json_tree *tree = stet_arena_zalloc(work, sizeof *tree);
    tree->builder = builder;
    tree->walker = stet_json_walker_new(work);
    return tree;
}

stet_node *stet_json_tree_read(stet_json_tree *tree, stet_span part)
{
    stet_tree_builder *builder = tree->builder;
    tree->base = part.start;
    tree->levels[0] = (stet_node_list){ NULL, NULL, 0 };
    if (!stet_json_walker_run(tree->walker, stet_slice(builder->text, part), take_value,
                              tree, builder->error)) {
        builder->failed = true;
        builder->error->position =
            stet_position_of(builder->text, part.start + builder->error->position.byte);
    }
    return builder->failed ? NULL : tree->levels[0].first;
}

const stet_node *stet_tree_of_json(stet_str text, stet_arena *arena, stet_error *error)
{
    stet_tree_builder builder = { .text = text, .arena = arena, .error = error };
    stet_arena work = { 0 };
    const stet_node *root = stet_json_tree_read(stet_json_tree_new(&builder, &work),
                                                (stet_span){ 0, (uint32_t)text.len });
    stet_arena_release(&work);
    return root;
}

/** The next line that is not blank, without its end; moves `*at` behind it. */
static bool next_line(stet_str text, uint32_t *at, stet_span *line)
{
    while (*at < text.len && is_blank(text.ptr[*at]))
        ++*at;
    if (*at == text.len)
        return false;
    const char *end = memchr(text.ptr + *at, '\n', text.len - *at);
    *line = (stet_span){ *at, end ? (uint32_t)(end - text.ptr) : (uint32_t)text.len };
    *at = line->end;
    while (is_blank(text.ptr[line->end - 1]))
        line->end--;
    return true;
}

/** The values of all lines; false: one is wrong. */
static bool read_lines(stet_tree_builder *builder, stet_node_list *lines)
{
    stet_arena work = { 0 };
    stet_json_tree *tree = stet_json_tree_new(builder, &work);
    stet_span line;
    uint32_t at = 0;
    bool ok = true;
    while (ok && next_line(builder->text, &at, &line)) {
        stet_node *value = stet_json_tree_read(tree, line);
        ok = value != NULL;
        if (ok)
            stet_node_list_add(lines, value);
    }
    stet_arena_release(&work);
    return ok;
}

const stet_node *stet_tree_of_jsonl(stet_str text, stet_arena *arena, stet_error *error)
{
    stet_tree_builder builder = { .text = text, .arena = arena, .error = error };
    stet_node_list lines = { NULL, NULL, 0 };
    stet_span span = { 0, (uint32_t)text.len };
    if (!read_lines(&builder, &lines))
        return NULL;
    stet_node *list = stet_tree_node(&builder, STET_NODE_LIST, span);
    if (list) {
        list->first = lines.first;
        list->count = lines.count;
    }
    return list;
}
