/* SPDX-License-Identifier: Apache-2.0 */
/* Data of all syntaxes: the first byte says which, the rest is the text. */
#include "fuzz.h"

#include "base/utf8.h"
#include "text/json.h"
#include "text/tree.h"

#include <stdlib.h>

/** Aliases make a tree whose parts are shared: it is not walked for ever. */
enum { WALKED = 100000 };

typedef struct walk {
    size_t size;
    size_t n;
    stet_syntax syntax;
} walk;

static void need(bool good)
{
    if (!good)
        abort();
}

/** Every node stands in the text, holds as many as it says, and no deeper than may be.
 */
static void check_node(walk *w, const stet_node *node, unsigned depth)
{
    uint32_t count = 0;
    need(depth <= STET_JSON_NESTING + 2);
    need(node->span.start <= node->span.end && node->span.end <= w->size);
    need(node->name.start <= node->name.end && node->name.end <= w->size);
    need(node->kind <= STET_NODE_MAP);
    for (const stet_node *it = node->first; it; it = it->next, count++) {
        need(node->kind == STET_NODE_MAP ? it->key.ptr != NULL : it->key.ptr == NULL);
        if (++w->n < WALKED)
            check_node(w, it, depth + 1);
    }
    need(count == node->count);
    need(node->kind >= STET_NODE_LIST || !node->first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    walk w = { .size = size - 1, .syntax = (stet_syntax)(data[0] % 6) };
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_str text = { (const char *)data + 1, size - 1 };
    uint32_t chars = 0;
    /* Documents are valid UTF-8; the parsers of these two say where it is not. */
    if (w.syntax > STET_SYNTAX_JSONL &&
        stet_utf8_check(text, &chars) != STET_UTF8_VALID)
        return 0;
    const stet_node *root = stet_tree_parse(w.syntax, text, &arena, &error);
    need(root ? !error.message : error.message && error.position.byte <= text.len);
    if (root)
        check_node(&w, root, 0);
    stet_error_release(&error);
    stet_arena_release(&arena);
    return 0;
}
