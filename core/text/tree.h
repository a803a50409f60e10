/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tree.h - data that was parsed, as a tree.
 *
 * What checks of data look at: a list of messages, the arguments of a call, a schema.
 * Each node knows its bytes in the text that was parsed. A tree lives in an arena, as
 * long as the text that it points to; parsing is a pure function, any thread. One file
 * a syntax, one row in the table of tree.c.
 */
#ifndef STET_TEXT_TREE_H
#define STET_TEXT_TREE_H

#include "base/arena.h"
#include "base/error.h"

/** NULL: the text is not of the syntax; `error` has the reason and position.byte. */
const stet_node *stet_tree_parse(stet_syntax syntax, stet_str text, stet_arena *arena,
                                 stet_error *error);

/** Of one syntax. */
const stet_node *stet_tree_of_json(stet_str text, stet_arena *arena, stet_error *error);

#endif
