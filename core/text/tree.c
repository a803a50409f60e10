/* SPDX-License-Identifier: Apache-2.0 */
#include "text/tree.h"

typedef const stet_node *tree_parser(stet_str text, stet_arena *arena,
                                     stet_error *error);

static tree_parser *const parsers[] = {
    [STET_SYNTAX_JSON] = stet_tree_of_json,
};

const stet_node *stet_tree_parse(stet_syntax syntax, stet_str text, stet_arena *arena,
                                 stet_error *error)
{
    if ((size_t)syntax >= STET_LEN(parsers)) {
        stet_error_set(error, "this stet cannot read syntax %d", (int)syntax);
        return NULL;
    }
    return parsers[syntax](text, arena, error);
}
