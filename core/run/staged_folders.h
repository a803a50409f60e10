/* SPDX-License-Identifier: Apache-2.0 */
/**
 * staged_folders.h - which folders of git's index a walk would not go into.
 *
 * What is staged has names and no folders that could be walked (run/file_list.h). So
 * that a commit is not stopped by a file that `stet check` never looks at, each name is
 * held to what a walk leaves out: hidden folders, folders that the rule set excludes,
 * and what the .stetignore files in the index say. A .gitignore is not asked: git
 * itself does not go by it once a file is tracked.
 *
 * A value on one thread. The store must have `options.read`, which gives the files of
 * the index, and outlive it. Each folder is looked at once.
 */
#ifndef STET_RUN_STAGED_FOLDERS_H
#define STET_RUN_STAGED_FOLDERS_H

#include "base/map.h"
#include "run/rule_set_store.h"

typedef struct stet_staged_folders {
    stet_rule_set_store *store;
    stet_arena arena;
    stet_map known; /**< Folders by path, as they were looked at. */
} stet_staged_folders;

/** Whether a walk of the repository would pass over the file of this path, which is
    relative to its root, whatever its format. */
bool stet_staged_folders_leave(stet_staged_folders *folders, stet_str path);
void stet_staged_folders_release(stet_staged_folders *folders);

#endif
