/* SPDX-License-Identifier: Apache-2.0 */
/**
 * file_list.h - which files are checked, and why not the others.
 *
 * Arguments are files (always checked, whatever ignores them, unless a rule set has no
 * layout for them and they are not text), folders (walked, sorted bytewise, so that a
 * run is the same everywhere) or
 * `-`. A walk leaves out .git, what .gitignore files (and .stetignore) of the tree say,
 * hidden folders, the rule set's `exclude`, symbolic links to folders, and files for
 * which there is no layout. Each file gets the rule set that governs it: --config, else
 * the nearest stet.yaml upward, else the shipped `recommended`; rule sets are loaded
 * once.
 */
#ifndef STET_RUN_FILE_LIST_H
#define STET_RUN_FILE_LIST_H

#include "rule/rule_set.h"

typedef struct stet_listed_file {
    stet_str path;   /**< To open it. */
    stet_str shown;  /**< For reports: relative as the argument was. */
    stet_str inside; /**< Relative to the rule set's folder: what globs see. */
    const stet_rule_set *set;
    const stet_layout *layout; /**< NULL: left out, */
    stet_str reason;           /**< for this reason. */
} stet_listed_file;

/** Loads rule sets by path and keeps them. */
typedef struct stet_rule_set_store {
    stet_rule_set_options options;
    stet_str config; /**< --config; empty: search. */
    stet_map by_path;
    stet_map by_folder; /**< What a search from a folder found. */
    stet_arena arena;
    stet_diagnostics *errors;
} stet_rule_set_store;

/** The rule set for a file in `folder`; NULL when it has errors (told once). */
const stet_rule_set *stet_rule_set_store_get(stet_rule_set_store *store,
                                             stet_str folder);
void stet_rule_set_store_release(stet_rule_set_store *store);

typedef struct stet_file_list {
    stet_listed_file *items; /**< In order: arguments as given, folders sorted. */
    size_t count, capacity;
    stet_arena arena;
} stet_file_list;

/** Walks the arguments. An argument that does not exist is an error in `errors`; the
    others go on. `explain`: keep the files that are left out, with reasons. */
void stet_file_list_collect(stet_file_list *list, const char *const *arguments,
                            size_t n_arguments, bool explain,
                            stet_rule_set_store *store, stet_diagnostics *errors);
void stet_file_list_release(stet_file_list *list);

#endif
