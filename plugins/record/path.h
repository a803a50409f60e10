/* SPDX-License-Identifier: Apache-2.0 */
/**
 * path.h - the way to a value of a record.
 *
 * Written as a JSON Pointer (/messages/0/content), or with dots (meta.editor); a part
 * `*` stands for every element of a list and every value of an object. A path is made
 * in `create`, lives as long as the check, and does not change.
 */
#ifndef STET_RECORD_PATH_H
#define STET_RECORD_PATH_H

#include "record.h"

typedef struct record_path {
    stet_str source; /**< As it was written. */
    const stet_str *parts;
    size_t n_parts;
} record_path;

/** Reads a path; fails, with `param` to blame, when a ~ in it means nothing. */
stet_status record_path_read(stet_ctx *ctx, const char *param, stet_str source,
                             record_path *path);

/**
 * What a path leads to. `value` NULL: nothing is there; `parent` is then the last value
 * on the way, and `missing` the number of the first part that it lacks.
 */
typedef void record_path_visit(void *user, const stet_node *value,
                               const stet_node *parent, size_t missing);
void record_path_walk(const record_path *path, const stet_node *root,
                      record_path_visit *visit, void *user);
/** The first value that a path leads to; NULL: none. */
const stet_node *record_path_find(const record_path *path, const stet_node *root);
/** The first value, not null, that one of several paths leads to; NULL: none. */
const stet_node *record_path_find_any(const record_path *paths, size_t n_paths,
                                      const stet_node *root);
/** A list of texts (record_text) as paths. */
stet_status record_paths_read(stet_ctx *ctx, const char *param, const stet_list *texts,
                              record_path **paths);
/** The last part, as a key: the name of what a path leads to. */
stet_str record_path_name(const record_path *path);

#endif
