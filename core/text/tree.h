/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tree.h - data that was parsed, as a tree.
 *
 * What checks of data look at: a list of messages, the arguments of a call, a schema.
 * Each node knows its bytes in the text that was parsed, which must be valid UTF-8 but
 * for JSON and JSONL, which say where it is not. A tree lives in an arena, as long as
 * the text that it points to; parsing is a pure function, any thread. One file
 * a syntax, one row in the table of tree.c.
 *
 * Limits, so that no text can exhaust memory or stack: at most STET_TREE_VALUES values,
 * nested at most STET_JSON_NESTING deep (YAML: STET_TREE_YAML_NESTING). The values that
 * aliases of YAML stand for are counted each time, but not copied: they are shared, so
 * a tree is to be read only. XML has no entities but its own five.
 */
#ifndef STET_TEXT_TREE_H
#define STET_TEXT_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum {
    STET_TREE_VALUES = 2 * 1000 * 1000,
    STET_TREE_YAML_NESTING = 64, /**< libyaml takes quadratic time for deeper ones. */
};

/** NULL: the text is not of the syntax; `error` has the reason and position.byte. */
const stet_node *stet_tree_parse(stet_syntax syntax, stet_str text, stet_arena *arena,
                                 stet_error *error);

/** Of one syntax. */
const stet_node *stet_tree_of_json(stet_str text, stet_arena *arena, stet_error *error);
const stet_node *stet_tree_of_jsonl(stet_str text, stet_arena *arena,
                                    stet_error *error);
const stet_node *stet_tree_of_csv(stet_str text, stet_arena *arena, stet_error *error);
const stet_node *stet_tree_of_tsv(stet_str text, stet_arena *arena, stet_error *error);
const stet_node *stet_tree_of_yaml(stet_str text, stet_arena *arena, stet_error *error);
const stet_node *stet_tree_of_xml(stet_str text, stet_arena *arena, stet_error *error);

/** What a scalar of YAML is that stands without quotes: null, ~ or nothing; true or
    false; a number; else a text. As YAML 1.2 has it, so that `no` is a text. */
stet_node_kind stet_tree_plain_kind(stet_str scalar);

#endif
