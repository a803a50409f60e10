/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_store.h - rule sets, each loaded once, and which one governs a folder.
 *
 * --config, else the nearest stet.yaml or .stet.yaml upward, else the shipped
 * `recommended`. What a search found is remembered by folder; a rule set that two ways
 * lead to is one. A value: fill `options`, `config` and `errors`, the rest is zero.
 * Filled before the workers start; the rule sets live until release. One thread.
 */
#ifndef STET_RUN_RULE_SET_STORE_H
#define STET_RUN_RULE_SET_STORE_H

#include "rule/rule_set.h"

/** Loads rule sets by path and keeps them. */
typedef struct stet_rule_set_store {
    stet_rule_set_options options;
    stet_str config;    /**< --config: a path, or stet:NAME; empty: search. */
    stet_map by_path;   /**< What was loaded, or could not be. */
    stet_map by_folder; /**< What a search from a folder found. */
    stet_map misnamed;  /**< Files of a name that is nearly right, which were told. */
    stet_arena arena;
    stet_diagnostics *errors;
} stet_rule_set_store;

/** The rule set for a file in `folder`; NULL when it has errors (told once). With
    options.read, folders are those that it knows, and its files are asked for there. */
const stet_rule_set *stet_rule_set_store_get(stet_rule_set_store *store,
                                             stet_str folder);
/** What the globs of `set` see of a file: its path in the set's folder, a part of
   `real`; `otherwise` when it is not in there. `real` is absolute and free of links,
   or, with options.read, relative to where that reads from. */
stet_str stet_rule_set_store_inside(const stet_rule_set_store *store,
                                    const stet_rule_set *set, stet_str real,
                                    stet_str otherwise);
void stet_rule_set_store_release(stet_rule_set_store *store);

#endif
