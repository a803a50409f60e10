/* SPDX-License-Identifier: Apache-2.0 */
/* Where a $ref leads: within the schema. */
#include "schema/schema_p.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** One part of a pointer without %XX, ~0 and ~1; in the callback's memory. */
static stet_str decode(stet_ctx *ctx, stet_str part)
{
    char *bytes = stet_alloc(ctx, part.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < part.len; i++) {
        bool escaped = part.ptr[i] == '%' && i + 2 < part.len &&
                       hex(part.ptr[i + 1]) >= 0 && hex(part.ptr[i + 2]) >= 0;
        bytes[n++] = escaped ? (char)(hex(part.ptr[i + 1]) * 16 + hex(part.ptr[i + 2]))
                             : part.ptr[i];
        i += escaped ? 2 : 0;
    }
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        bool tilde = bytes[i] == '~' && i + 1 < n &&
                     (bytes[i + 1] == '0' || bytes[i + 1] == '1');
        bytes[len++] = !tilde ? bytes[i] : bytes[i + 1] == '0' ? '~' : '/';
        i += tilde;
    }
    return (stet_str){ bytes, len };
}

static const stet_node *step(const stet_node *node, stet_str name)
{
    const stet_node *it = node->first;
    if (node->kind == STET_NODE_MAP) {
        while (it && !spec_equal_texts(it->key, name))
            it = it->next;
        return it;
    }
    size_t index = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] < '0' || name.ptr[i] > '9' || index > UINT32_MAX)
            return NULL;
        index = index * 10 + (size_t)(name.ptr[i] - '0');
    }
    for (; it && index > 0; index--)
        it = it->next;
    return name.len ? it : NULL;
}

/** What a JSON pointer ("/a/0", or "") leads to. */
static const stet_node *walk(stet_ctx *ctx, const stet_node *node, stet_str pointer)
{
    while (node && pointer.len > 0) {
        const char *end =
            pointer.len > 1 ? memchr(pointer.ptr + 1, '/', pointer.len - 1) : NULL;
        size_t len = end ? (size_t)(end - pointer.ptr) : pointer.len;
        node = step(node, decode(ctx, (stet_str){ pointer.ptr + 1, len - 1 }));
        pointer = (stet_str){ pointer.ptr + len, pointer.len - len };
    }
    return node;
}

/** Whether a schema has a name of its own, which parts its anchors from those around.
 */
static bool has_id(const stet_node *node)
{
    const stet_node *id = stet_member(node, "$id");
    return id && id->kind == STET_NODE_TEXT && id->text.len && id->text.ptr[0] != '#';
}

/** Whether schemas may stand in what a key holds: what is compared is data. */
static bool holds_schemas(const stet_node *node)
{
    return !(node->key.ptr &&
             (spec_is(node->key, "enum") || spec_is(node->key, "const")));
}

/** The map whose `key` is this text, within the same $id. */
static const stet_node *find(const stet_node *node, const char *key, stet_str text)
{
    const stet_node *name = stet_member(node, key);
    if (name && name->kind == STET_NODE_TEXT && spec_equal_texts(name->text, text))
        return node;
    for (const stet_node *it = node->first; it; it = it->next) {
        if (!holds_schemas(it) || has_id(it))
            continue;
        const stet_node *found = find(it, key, text);
        if (found)
            return found;
    }
    return NULL;
}

/** What is looked for among the schemas that have names: one, to get its name, or that
    of a name. Names are resolved against those around. */
typedef struct search {
    stet_ctx *ctx;
    const stet_node *node; /**< NULL: by `name`. */
    stet_str name;
} search;

static const stet_node *find_named(search *s, const stet_node *node, stet_str around)
{
    if (has_id(node))
        around = spec_uri_resolve(s->ctx, around, stet_member(node, "$id")->text);
    if (s->node ? node == s->node : has_id(node) && spec_equal_texts(around, s->name)) {
        s->name = around;
        return node;
    }
    for (const stet_node *it = node->first; it; it = it->next) {
        const stet_node *found = holds_schemas(it) ? find_named(s, it, around) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/** The schema of a name that is written in `base`; NULL: there is none. */
static const stet_node *find_resource(stet_ctx *ctx, const stet_node *root,
                                      const stet_node *base, stet_str name)
{
    const stet_str none = { "", 0 };
    search own = { ctx, base, none };
    find_named(&own, root, none);
    search other = { ctx, NULL, spec_uri_resolve(ctx, own.name, name) };
    return find_named(&other, root, none);
}

const stet_node *spec_reference_find(stet_ctx *ctx, const stet_node *root,
                                     const stet_node *base, stet_str reference)
{
    const char *mark = reference.len ? memchr(reference.ptr, '#', reference.len) : NULL;
    size_t len = mark ? (size_t)(mark - reference.ptr) : reference.len;
    if (len > 0)
        base = find_resource(ctx, root, base, (stet_str){ reference.ptr, len });
    if (!mark || !base)
        return base;
    stet_str rest = { mark + 1, reference.len - len - 1 };
    if (rest.len == 0 || rest.ptr[0] == '/')
        return walk(ctx, base, rest);
    const stet_node *found = find(base, "$anchor", rest);
    return found ? found : find(base, "$id", (stet_str){ mark, rest.len + 1 });
}
