/* SPDX-License-Identifier: Apache-2.0 */
/**
 * file_list.h - which files are checked, and why not the others.
 *
 * Arguments are files (always checked, whatever ignores them; one that no layout is for
 * is read as text), folders (walked, sorted bytewise, so that a run is the same
 * everywhere) or `-`. A walk leaves out what .gitignore files (and .stetignore) of the
 * tree say (run/ignore.h), hidden folders, the rule set's `exclude`, symbolic links to
 * folders (so it cannot run in a circle), what an audit left in its folder
 * (run/leavings.h), and files for which there is no layout. Each file gets the rule set
 * that governs it (run/rule_set_store.h). A file that several arguments lead to is
 * listed once, where it came first.
 */
#ifndef STET_RUN_FILE_LIST_H
#define STET_RUN_FILE_LIST_H

#include "base/map.h"
#include "run/rule_set_store.h"

typedef struct stet_listed_file {
    stet_str path;   /**< To open it; NUL-terminated. */
    stet_str shown;  /**< For reports: relative as the argument was. */
    stet_str inside; /**< Relative to the rule set's folder: what globs see. */
    const stet_rule_set *set;
    const stet_layout *layout; /**< NULL: left out, */
    stet_str reason;           /**< for this reason. */
} stet_listed_file;

typedef struct stet_file_list {
    stet_listed_file *items; /**< In order: arguments as given, folders sorted. */
    size_t count, capacity;
    stet_map seen; /**< Real path of a file -> its index + 1. */
    /** Files of a walk whose format is known, and that are left out since no entry of
        `texts` says what is in them: how many, and the first. */
    size_t n_unsaid;
    stet_str unsaid;
    stet_arena arena;
} stet_file_list;

/** Walks the arguments, and adds what is not in the list already. An argument that does
   not exist, or a folder that cannot be read, is an error in `errors`; the others go
   on. `explain`: keep the files and folders that are left out, with reasons. */
void stet_file_list_collect(stet_file_list *list, const char *const *arguments,
                            size_t n_arguments, bool explain,
                            stet_rule_set_store *store, stet_diagnostics *errors);
/** Takes out the items for which `kept` is false, as if they had never been seen. */
void stet_file_list_keep(stet_file_list *list, const bool *kept);
void stet_file_list_release(stet_file_list *list);

/** Whether the set excludes what globs see under this name, with a / at its end when it
    is a folder. */
bool stet_file_list_excludes(const stet_rule_set *set, stet_str inside);

/** Describes one file by its name alone, which need not be on disk: standard input
   under a name, a blob of the index. `shown` and `path` are the name. `named` by a
   person, it is checked whatever it is; else as a walk would find it. */
void stet_file_list_describe(stet_listed_file *file, stet_str name, bool named,
                             stet_rule_set_store *store, stet_arena *arena);

#endif
