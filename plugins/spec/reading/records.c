/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/records.h"

#include "spec.h"

#include <string.h>
#include <strings.h>

/* What stands behind a fence, and the syntax that it names. */
static const struct {
    const char *mark;
    stet_syntax syntax;
} marks[] = {
    { "json", STET_SYNTAX_JSON },    { "jsonl", STET_SYNTAX_JSONL },
    { "ndjson", STET_SYNTAX_JSONL }, { "csv", STET_SYNTAX_CSV },
    { "tsv", STET_SYNTAX_TSV },      { "yaml", STET_SYNTAX_YAML },
    { "yml", STET_SYNTAX_YAML },
};

/* A piece of data: its bytes, and where they stand. */
typedef struct data {
    stet_str text;
    uint32_t start;
    bool in_text; /* Else in the markup. */
} data;

static void add(spec_spans *list, const stet_doc *doc, const data *piece,
                const stet_node *node)
{
    stet_span span = { piece->start + node->span.start, piece->start + node->span.end };

    if (piece->in_text)
        span = stet_to_markup(list->ctx, doc, span);
    spec_spans_add(list, span.start, span.end);
}

/* False: it is no data of that syntax. */
static bool split(spec_spans *list, const stet_doc *doc, const data *piece,
                  stet_syntax syntax)
{
    bool table = syntax == STET_SYNTAX_CSV || syntax == STET_SYNTAX_TSV;
    stet_fault fault;
    const stet_node *root = stet_parse(list->ctx, syntax, piece->text, &fault);

    if (!root || (root->kind != STET_NODE_LIST && root->kind != STET_NODE_MAP))
        return false;
    if (root->kind == STET_NODE_MAP) {
        add(list, doc, piece, root);
        return true;
    }
    const stet_node *it = root->first;
    if (table && it)
        it = it->next;
    for (; it; it = it->next)
        add(list, doc, piece, it);
    return true;
}

/* The row of `marks` that the block's fence names; false: none. */
static bool find_mark(stet_str markup, const stet_block *block, size_t *row)
{
    uint32_t at = block->markup.start;

    while (at < block->markup.end && strchr(" \t`~", markup.ptr[at]))
        at++;
    uint32_t end = at;
    while (end < block->markup.end && !strchr(" \t\r\n{,:", markup.ptr[end]))
        end++;
    for (size_t i = 0; i < STET_LEN(marks); i++)
        if (strlen(marks[i].mark) == end - at &&
            strncasecmp(markup.ptr + at, marks[i].mark, end - at) == 0) {
            *row = i;
            return true;
        }
    return false;
}

void spec_split_records(spec_spans *list, const stet_doc *doc)
{
    stet_str markup = stet_markup(list->ctx, doc);
    stet_str text = stet_text(list->ctx, doc);
    stet_block_array blocks = stet_blocks(list->ctx, doc);
    bool any = false;
    size_t row;

    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *block = &blocks.items[i];
        if (block->kind != STET_BLOCK_CODE || !(block->flags & STET_BLOCK_FENCED) ||
            !find_mark(markup, block, &row))
            continue;
        data piece = { stet_slice(text, block->span), block->span.start, true };
        split(list, doc, &piece, marks[row].syntax);
        any = true;
    }
    stet_span span = spec_trim(markup);
    if (any || span.start == span.end || !strchr("[{", markup.ptr[span.start]))
        return;
    data whole = { stet_slice(markup, span), span.start, false };
    if (!split(list, doc, &whole, STET_SYNTAX_JSON))
        split(list, doc, &whole, STET_SYNTAX_JSONL);
}
