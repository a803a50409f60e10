/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tree_p.h - what the parsers of trees share: making nodes, and refusing.
 *
 * A builder counts the nodes that it makes. The first thing that is wrong is the one
 * that is told: whoever sees `failed` stops.
 */
#ifndef STET_TEXT_TREE_P_H
#define STET_TEXT_TREE_P_H

#include "text/tree.h"

typedef struct stet_tree_builder {
    stet_str text; /**< All of it. */
    stet_arena *arena;
    stet_error *error;
    size_t n_values;
    bool failed;
} stet_tree_builder;

/** What was read of a list or a map. */
typedef struct stet_node_list {
    stet_node *first, *last;
    uint32_t count;
} stet_node_list;

/** A node, zeroed but for kind and span; NULL: there are too many. */
stet_node *stet_tree_node(stet_tree_builder *builder, stet_node_kind kind,
                          stet_span span);
/** Counts `more` values that stand at `at` without being made; false: too many. */
bool stet_tree_count(stet_tree_builder *builder, size_t more, size_t at);
/** Says what is wrong, and at which byte of the text. Returns false. */
STET_PRINTF(3, 4)
bool stet_tree_fail(stet_tree_builder *builder, size_t at, const char *format, ...);

static inline void stet_node_list_add(stet_node_list *list, stet_node *node)
{
    if (list->last)
        list->last->next = node;
    else
        list->first = node;
    list->last = node;
    list->count++;
}

/** tree_json.c: a walker and the levels of a tree, for one text after the other. */
typedef struct stet_json_tree stet_json_tree;
stet_json_tree *stet_json_tree_new(stet_tree_builder *builder, stet_arena *work);
/** The value that `part` of the builder's text is. */
stet_node *stet_json_tree_read(stet_json_tree *tree, stet_span part);

#endif
