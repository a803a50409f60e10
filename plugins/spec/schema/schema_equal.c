/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"

#include <stdlib.h>

/** Up to so many keys the members of two maps are looked for one by one. */
enum { FEW_KEYS = 16 };

static bool is_digits(stet_str text)
{
    size_t i = text.len > 0 && text.ptr[0] == '-';
    while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9')
        i++;
    return i == text.len;
}

/** Whole numbers by their digits, since a double holds but 15 of them. */
static bool equal_numbers(stet_str a, stet_str b)
{
    enum { EXACT = 15 };
    if (spec_equal_texts(a, b))
        return true;
    if (a.len > EXACT && b.len > EXACT && is_digits(a) && is_digits(b))
        return false;
    double x = spec_number(a);
    double y = spec_number(b);
    return x >= y && x <= y;
}

static bool equal_lists(stet_ctx *ctx, const stet_node *a, const stet_node *b)
{
    const stet_node *y = b->first;
    for (const stet_node *x = a->first; x; x = x->next, y = y->next)
        if (!spec_equal(ctx, x, y))
            return false;
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const stet_node *x = *(const stet_node *const *)a;
    const stet_node *y = *(const stet_node *const *)b;
    size_t len = x->key.len < y->key.len ? x->key.len : y->key.len;
    int order = len ? memcmp(x->key.ptr, y->key.ptr, len) : 0;
    return order ? order : (x->key.len > y->key.len) - (x->key.len < y->key.len);
}

static const stet_node **sorted(stet_ctx *ctx, const stet_node *map)
{
    const stet_node **items = stet_alloc(ctx, map->count * sizeof *items);
    size_t n = 0;
    for (const stet_node *it = map->first; it; it = it->next)
        items[n++] = it;
    qsort(items, n, sizeof *items, compare_keys);
    return items;
}

static bool equal_large_maps(stet_ctx *ctx, const stet_node *a, const stet_node *b)
{
    const stet_node **x = sorted(ctx, a);
    const stet_node **y = sorted(ctx, b);
    for (size_t i = 0; i < a->count; i++)
        if (!spec_equal_texts(x[i]->key, y[i]->key) || !spec_equal(ctx, x[i], y[i]))
            return false;
    return true;
}

static bool equal_maps(stet_ctx *ctx, const stet_node *a, const stet_node *b)
{
    if (a->count > FEW_KEYS)
        return equal_large_maps(ctx, a, b);
    for (const stet_node *x = a->first; x; x = x->next) {
        const stet_node *y = b->first;
        while (y && !spec_equal_texts(x->key, y->key))
            y = y->next;
        if (!y || !spec_equal(ctx, x, y))
            return false;
    }
    return true;
}

bool spec_equal(stet_ctx *ctx, const stet_node *a, const stet_node *b)
{
    if (a->kind != b->kind || a->count != b->count)
        return false;
    switch (a->kind) {
    case STET_NODE_BOOLEAN:
        return (a->text.ptr[0] | 0x20) == (b->text.ptr[0] | 0x20);
    case STET_NODE_NUMBER:
        return equal_numbers(a->text, b->text);
    case STET_NODE_TEXT:
        return spec_equal_texts(a->text, b->text);
    case STET_NODE_LIST:
        return equal_lists(ctx, a, b);
    case STET_NODE_MAP:
        return equal_maps(ctx, a, b);
    default:
        return true;
    }
}

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 31;
    hash *= 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

/** FNV-1a, mixed. */
static uint64_t hash_bytes(const void *bytes, size_t len, uint64_t seed)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0xCBF29CE484222325u ^ mix(seed);
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return mix(hash);
}

static uint64_t hash_number(stet_str text)
{
    double number = spec_number(text) + 0.0; /* -0 is 0. */
    return hash_bytes(&number, sizeof number, STET_NODE_NUMBER);
}

uint64_t spec_schema_hash(const stet_node *node)
{
    uint64_t hash = mix(node->kind + 1);
    switch (node->kind) {
    case STET_NODE_BOOLEAN:
        return hash + (unsigned char)(node->text.ptr[0] | 0x20);
    case STET_NODE_NUMBER:
        return hash_number(node->text);
    case STET_NODE_TEXT:
        return hash_bytes(node->text.ptr, node->text.len, node->kind);
    case STET_NODE_LIST:
        for (const stet_node *it = node->first; it; it = it->next)
            hash = mix(hash + spec_schema_hash(it));
        return hash;
    case STET_NODE_MAP: /* In any order. */
        for (const stet_node *it = node->first; it; it = it->next)
            hash += mix(hash_bytes(it->key.ptr, it->key.len, node->kind) ^
                        mix(spec_schema_hash(it)));
        return hash;
    default:
        return hash;
    }
}
