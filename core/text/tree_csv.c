/* SPDX-License-Identifier: Apache-2.0 */
/**
 * CSV and TSV as a list of rows. Stricter than the readers of data: here the question
 * is whether others will read it as it was meant. A quote stands around a cell, or
 * twice in one with quotes around it; all rows have as many cells as the first. Blank
 * lines do not count.
 */
#include "base/memory.h"
#include "text/csv_row.h"
#include "text/tree_p.h"

#include <stdlib.h>

typedef struct csv_tree {
    stet_tree_builder builder;
    char delimiter;
    stet_csv_cell *cells; /**< Of a row, on the heap. */
    size_t capacity;
    size_t n_columns; /**< Of the first row. */
    stet_node_list rows;
} csv_tree;

/** Cuts a row, whose first byte is `start` of the text; returns the number of cells. */
static size_t cut(csv_tree *tree, stet_str row, uint32_t start)
{
    const char *wrong = NULL;
    size_t at = 0;
    size_t n =
        stet_csv_cells(row, tree->delimiter, tree->cells, tree->capacity, &at, &wrong);
    if (wrong) {
        stet_tree_fail(&tree->builder, start + at, "%s", wrong);
        return 0;
    }
    if (n > tree->capacity) {
        stet_memory_grow((void **)&tree->cells, &tree->capacity, n,
                         sizeof *tree->cells);
        stet_csv_cells(row, tree->delimiter, tree->cells, n, &at, &wrong);
    }
    return n;
}

static bool add_cell(csv_tree *tree, stet_node_list *row, const stet_csv_cell *cell)
{
    uint32_t start = (uint32_t)(cell->raw.ptr - tree->builder.text.ptr);
    uint32_t end = start + (uint32_t)cell->raw.len;
    stet_span span = { start - cell->quoted, end + cell->quoted };
    stet_node *node = stet_tree_node(&tree->builder, STET_NODE_TEXT, span);
    if (!node)
        return false;
    node->text = stet_csv_decode(cell, tree->builder.arena);
    stet_node_list_add(row, node);
    return true;
}

/** All rows have as many cells as the first. */
static bool check_width(csv_tree *tree, size_t n, stet_span span)
{
    if (tree->rows.count == 0)
        tree->n_columns = n;
    return n == tree->n_columns ||
           stet_tree_fail(&tree->builder, span.start,
                          "this row has %zu cell%s, the first has %zu; a cell that "
                          "holds %s needs quotes around it",
                          n, n == 1 ? "" : "s", tree->n_columns,
                          tree->delimiter == ',' ? "a comma" : "a tab");
}

static bool add_row(csv_tree *tree, stet_span span)
{
    size_t n = cut(tree, stet_slice(tree->builder.text, span), span.start);
    stet_node *row = stet_tree_node(&tree->builder, STET_NODE_LIST, span);
    if (!row || !check_width(tree, n, span))
        return false;
    stet_node_list cells = { NULL, NULL, 0 };
    for (size_t i = 0; i < n; i++)
        if (!add_cell(tree, &cells, &tree->cells[i]))
            return false;
    row->first = cells.first;
    row->count = cells.count;
    stet_node_list_add(&tree->rows, row);
    return true;
}

static bool add_rows(csv_tree *tree)
{
    stet_str text = tree->builder.text;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        stet_scan_state scan = { 0 };
        if (stet_csv_split(text, &at, &scan, tree->delimiter) == STET_SPLIT_BLANK)
            continue;
        stet_str row = stet_csv_without_end((stet_str){ text.ptr + start, at - start });
        if (!add_row(tree, (stet_span){ (uint32_t)start, (uint32_t)(start + row.len) }))
            return false;
    }
    return true;
}

static const stet_node *parse(stet_str text, char delimiter, stet_arena *arena,
                              stet_error *error)
{
    csv_tree tree = { .builder = { .text = text, .arena = arena, .error = error },
                      .delimiter = delimiter };
    stet_span span = { 0, (uint32_t)text.len };
    stet_node *list =
        add_rows(&tree) ? stet_tree_node(&tree.builder, STET_NODE_LIST, span) : NULL;
    if (list && tree.rows.count == 0) {
        stet_tree_fail(&tree.builder, 0, "there is no row");
        list = NULL;
    }
    if (list) {
        list->first = tree.rows.first;
        list->count = tree.rows.count;
    }
    free(tree.cells);
    return list;
}

const stet_node *stet_tree_of_csv(stet_str text, stet_arena *arena, stet_error *error)
{
    return parse(text, ',', arena, error);
}

const stet_node *stet_tree_of_tsv(stet_str text, stet_arena *arena, stet_error *error)
{
    return parse(text, '\t', arena, error);
}
