/* SPDX-License-Identifier: Apache-2.0 */
#include "text/tree.h"

#include "text/tree_p.h"

typedef const stet_node *tree_parser(stet_str text, stet_arena *arena,
                                     stet_error *error);

static tree_parser *const parsers[] = {
    [STET_SYNTAX_JSON] = stet_tree_of_json, [STET_SYNTAX_JSONL] = stet_tree_of_jsonl,
    [STET_SYNTAX_CSV] = stet_tree_of_csv,   [STET_SYNTAX_TSV] = stet_tree_of_tsv,
    [STET_SYNTAX_YAML] = stet_tree_of_yaml, [STET_SYNTAX_XML] = stet_tree_of_xml,
};

const stet_node *stet_tree_parse(stet_syntax syntax, stet_str text, stet_arena *arena,
                                 stet_error *error)
{
    if ((size_t)syntax >= STET_LEN(parsers)) {
        stet_error_set(error, "this stet cannot read syntax %d", (int)syntax);
        return NULL;
    }
    if (text.len > UINT32_MAX) {
        stet_error_set(error, "it is longer than 4 GiB");
        error->position = stet_position_of(text, 0);
        return NULL;
    }
    return parsers[syntax](text, arena, error);
}

bool stet_tree_fail(stet_tree_builder *builder, size_t at, const char *format, ...)
{
    if (builder->failed)
        return false;
    stet_buffer message = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&message, format, args);
    va_end(args);
    stet_error_set(builder->error, "%s", message.ptr);
    builder->error->position = stet_position_of(builder->text, at);
    builder->failed = true;
    stet_buffer_release(&message);
    return false;
}

bool stet_tree_count(stet_tree_builder *builder, size_t more, size_t at)
{
    builder->n_values += more;
    return builder->n_values <= STET_TREE_VALUES ||
           stet_tree_fail(builder, at,
                          "it holds more than %d values; split it into smaller texts",
                          STET_TREE_VALUES);
}

stet_node *stet_tree_node(stet_tree_builder *builder, stet_node_kind kind,
                          stet_span span)
{
    if (builder->failed || !stet_tree_count(builder, 1, span.start))
        return NULL;
    stet_node *node = stet_arena_zalloc(builder->arena, sizeof *node);
    node->kind = kind;
    node->span = span;
    return node;
}
