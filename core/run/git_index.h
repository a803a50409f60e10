/* SPDX-License-Identifier: Apache-2.0 */
/**
 * git_index.h - what is staged: names and contents from the index, not the work tree.
 *
 * `git diff --cached --raw -z --no-renames --diff-filter=ACMT` lists them (before the
 * first commit it compares with nothing, so all is new), one `git cat-file --batch`
 * process gives the blobs by object id; requests are written ahead of the answers read,
 * without a deadlock whatever the sizes. Symbolic links, submodules and deleted files
 * are not texts and are left out. Paths are bytes, relative to the repository's root,
 * shown relative to the current folder. The child processes are always waited for;
 * git's own message is in the error when it fails. SIGPIPE must be ignored.
 */
#ifndef STET_RUN_GIT_INDEX_H
#define STET_RUN_GIT_INDEX_H

#include "base/error.h"

typedef struct stet_staged_file {
    stet_str path;   /**< Relative to the root of the repository. */
    stet_str shown;  /**< Relative to the current folder. */
    char object[65]; /**< Hexadecimal id, NUL-terminated. */
} stet_staged_file;

typedef struct stet_git_index {
    stet_arena arena;
    stet_str root;           /**< The repository's top folder. */
    stet_staged_file *files; /**< In git's order; those that will not be read may be
                                  taken out of the list before the first read. */
    size_t count, capacity;
    struct stet_git_blobs *blobs; /**< The running cat-file; NULL until a read. */
    size_t next;  /**< Index of the file that the next read is expected to be of, */
    size_t ahead; /**< and of the first one that was not asked for. */
} stet_git_index;

/** On failure nothing is left to close. */
bool stet_git_index_open(stet_git_index *index, stet_error *error);
/** The content of one object; heap memory, `free()` it. Blobs are asked for in any
   order, and read ahead when asked for in the order of `files`. */
bool stet_git_index_read(stet_git_index *index, const char *object, char **bytes,
                         size_t *len, stet_error *error);
/** Appends the content of a path of the index that need not be staged, e.g. of the rule
   set; false without an error message when there is no such path. It is relative to the
   root, or absolute in it; "." and ".." are taken by name. */
bool stet_git_index_read_path(stet_git_index *index, stet_str path, stet_buffer *out,
                              stet_error *error);
void stet_git_index_close(stet_git_index *index);

#endif
