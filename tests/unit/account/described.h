/* SPDX-License-Identifier: Apache-2.0 */
/**
 * described.h - whether JSON is what a schema of ours says it is.
 *
 * Knows what our schemas use, and is stricter than draft-07: a key that the schema does
 * not have is a fault.
 */
#ifndef STET_TEST_AUDIT_DESCRIBED_H
#define STET_TEST_AUDIT_DESCRIBED_H

#include "near.h"
#include "text/tree.h"

static inline const stet_node *described_key(const stet_node *map, const char *key)
{
    for (const stet_node *it = map ? map->first : NULL; it; it = it->next)
        if (stet_str_is(it->key, key))
            return it;
    return NULL;
}

/* What "#/definitions/NAME" points to. */
static inline const stet_node *described_target(const stet_node *root, stet_str pointer)
{
    static const char start[] = "#/definitions/";
    char name[64];

    assert_true(stet_str_starts(pointer, STET_STR("#/definitions/")));
    snprintf(name, sizeof name, "%.*s", (int)(pointer.len - strlen(start)),
             pointer.ptr + strlen(start));
    const stet_node *found = described_key(described_key(root, "definitions"), name);
    assert_non_null(found);
    return found;
}

/* The schema behind references. */
static inline const stet_node *described_by(const stet_node *root,
                                            const stet_node *schema)
{
    const stet_node *all = described_key(schema, "allOf");
    const stet_node *pointer = described_key(all ? all->first : schema, "$ref");

    return pointer ? described_target(root, pointer->text) : schema;
}

static inline bool described_type(stet_str type, const stet_node *value)
{
    bool whole = value->kind == STET_NODE_NUMBER &&
                 stet_str_find(value->text, STET_STR("."), 0) == SIZE_MAX &&
                 stet_str_find(value->text, STET_STR("e-"), 0) == SIZE_MAX;

    return (stet_str_is(type, "string") && value->kind == STET_NODE_TEXT) ||
           (stet_str_is(type, "integer") && whole) ||
           (stet_str_is(type, "number") && value->kind == STET_NODE_NUMBER) ||
           (stet_str_is(type, "boolean") && value->kind == STET_NODE_BOOLEAN) ||
           (stet_str_is(type, "null") && value->kind == STET_NODE_NULL) ||
           (stet_str_is(type, "array") && value->kind == STET_NODE_LIST) ||
           (stet_str_is(type, "object") && value->kind == STET_NODE_MAP);
}

static inline void described(const stet_node *root, const stet_node *schema,
                             const stet_node *value)
{
    schema = described_by(root, schema);
    const stet_node *type = described_key(schema, "type");
    const stet_node *properties = described_key(schema, "properties");
    bool fits = !type || described_type(type->text, value);
    for (const stet_node *it = type ? type->first : NULL; it && !fits; it = it->next)
        fits = described_type(it->text, value);
    if (!fits)
        fail_msg("“%.*s” has another type", (int)value->key.len, value->key.ptr);
    const stet_node *needed = described_key(schema, "required");
    for (const stet_node *it = needed ? needed->first : NULL; it; it = it->next) {
        bool found = false;
        for (const stet_node *member = value->first; member; member = member->next)
            found = found || stet_str_equal(member->key, it->text);
        if (!found)
            fail_msg("“%.*s” is missing", (int)it->text.len, it->text.ptr);
    }
    for (const stet_node *it = value->first; it; it = it->next) {
        char key[64];
        snprintf(key, sizeof key, "%.*s", (int)it->key.len, it->key.ptr);
        const stet_node *next =
            value->kind == STET_NODE_LIST ? described_key(schema, "items")
            : properties                  ? described_key(properties, key)
                         : described_key(schema, "additionalProperties");
        if (!next)
            fail_msg("“%s” is not in the schema", key);
        described(root, next, it);
    }
}

/** Both texts are released. */
static inline void expect_described(stet_buffer *json, stet_buffer *schema)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    const stet_node *root = stet_tree_of_json(stet_buffer_str(schema), &arena, &error);
    const stet_node *value = stet_tree_of_json(stet_buffer_str(json), &arena, &error);

    assert_non_null(root);
    assert_non_null(value);
    described(root, root, value);
    stet_arena_release(&arena);
    stet_buffer_release(json);
    stet_buffer_release(schema);
}

#endif
