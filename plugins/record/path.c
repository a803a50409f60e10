/* SPDX-License-Identifier: Apache-2.0 */
#include "path.h"

static size_t count(stet_str text, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] == c;
    return n;
}

/* A part of a JSON Pointer: ~1 is a slash, ~0 a tilde. */
static bool decode(stet_ctx *ctx, stet_str *part)
{
    if (count(*part, '~') == 0)
        return true;
    char *out = stet_keep(ctx, part->len);
    size_t len = 0;
    for (size_t i = 0; i < part->len; i++) {
        char c = part->ptr[i];
        if (c == '~') {
            char code = ++i < part->len ? part->ptr[i] : ' ';
            if (code != '0' && code != '1')
                return false;
            c = code == '0' ? '~' : '/';
        }
        out[len++] = c;
    }
    *part = (stet_str){ out, len };
    return true;
}

stet_status record_path_read(stet_ctx *ctx, const char *param, stet_str source,
                             record_path *path)
{
    bool pointer = source.len > 0 && source.ptr[0] == '/';
    char mark = pointer ? '/' : '.';
    size_t n = source.len == 0 ? 0 : count(source, mark) + (pointer ? 0 : 1);
    stet_str *parts = stet_keep(ctx, (n + 1) * sizeof *parts);
    size_t at = pointer ? 1 : 0;

    for (size_t i = 0; i < n; i++) {
        const char *end = memchr(source.ptr + at, mark, source.len - at);
        size_t next = end ? (size_t)(end - source.ptr) : source.len;
        parts[i] = (stet_str){ source.ptr + at, next - at };
        if (pointer && !decode(ctx, &parts[i]))
            return stet_fail(ctx, param,
                             "in “%.*s” a ~ stands alone; write ~0 for ~ and ~1 for / "
                             "in a key",
                             (int)source.len, source.ptr);
        at = next + 1;
    }
    *path = (record_path){ source, parts, n };
    return STET_OK;
}

stet_status record_paths_read(stet_ctx *ctx, const char *param, const stet_list *texts,
                              record_path **paths)
{
    const record_text *items = texts->items;

    *paths = stet_keep(ctx, (texts->count + 1) * sizeof **paths);
    for (size_t i = 0; i < texts->count; i++)
        if (record_path_read(ctx, param, items[i].text, &(*paths)[i]) != STET_OK)
            return STET_FAILED;
    return STET_OK;
}

static bool is_any(stet_str part)
{
    return part.len == 1 && part.ptr[0] == '*';
}

static const stet_node *element(const stet_node *list, stet_str part)
{
    size_t index = 0;
    if (part.len == 0 || part.len > 9)
        return NULL;
    for (size_t i = 0; i < part.len; i++) {
        if (part.ptr[i] < '0' || part.ptr[i] > '9')
            return NULL;
        index = index * 10 + (size_t)(part.ptr[i] - '0');
    }
    const stet_node *it = list->first;
    while (it && index-- > 0)
        it = it->next;
    return it;
}

static const stet_node *step(const stet_node *node, stet_str part)
{
    if (node->kind == STET_NODE_LIST)
        return element(node, part);
    if (node->kind != STET_NODE_MAP)
        return NULL;
    for (const stet_node *it = node->first; it; it = it->next)
        if (record_equal(it->key, part))
            return it;
    return NULL;
}

static void walk(const record_path *path, size_t at, const stet_node *node,
                 record_path_visit *visit, void *user)
{
    const stet_node *parent = node;

    for (; node && at < path->n_parts && !is_any(path->parts[at]); at++) {
        parent = node;
        node = step(node, path->parts[at]);
    }
    if (!node) {
        visit(user, NULL, parent, at - 1);
        return;
    }
    if (at == path->n_parts) {
        visit(user, node, parent, at);
        return;
    }
    if (node->kind != STET_NODE_LIST && node->kind != STET_NODE_MAP) {
        visit(user, NULL, node, at);
        return;
    }
    /* As deep as the path has parts `*`. */
    for (const stet_node *it = node->first; it; it = it->next)
        walk(path, at + 1, it, visit, user);
}

void record_path_walk(const record_path *path, const stet_node *root,
                      record_path_visit *visit, void *user)
{
    walk(path, 0, root, visit, user);
}

static void take_first(void *user, const stet_node *value, const stet_node *parent,
                       size_t missing)
{
    const stet_node **first = user;
    (void)parent;
    (void)missing;
    if (!*first)
        *first = value;
}

const stet_node *record_path_find(const record_path *path, const stet_node *root)
{
    const stet_node *found = NULL;
    record_path_walk(path, root, take_first, &found);
    return found;
}

const stet_node *record_path_find_any(const record_path *paths, size_t n_paths,
                                      const stet_node *root)
{
    for (size_t i = 0; i < n_paths; i++) {
        const stet_node *found = record_path_find(&paths[i], root);
        if (found && found->kind != STET_NODE_NULL)
            return found;
    }
    return NULL;
}

stet_str record_path_name(const record_path *path)
{
    return path->n_parts > 0 ? path->parts[path->n_parts - 1] : path->source;
}
