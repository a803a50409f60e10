/* SPDX-License-Identifier: Apache-2.0 */
/**
 * ignore.h - what .gitignore and .stetignore files leave out.
 *
 * As git reads them: a line a pattern, # begins a comment, ! takes back, a slash at the
 * end asks for a folder, another slash ties the pattern to the file's own folder, **
 * goes through folders. The last pattern that matches decides; files of inner folders
 * come behind those of outer ones, a folder's .stetignore behind its .gitignore. What
 * lies in a folder that is left out cannot be taken back: a walk never goes there.
 *
 * The patterns of a folder are immutable, live in the arena they were read into, and
 * point to those of the folders above. Paths are absolute and free of links.
 */
#ifndef STET_RUN_IGNORE_H
#define STET_RUN_IGNORE_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct stet_ignore_pattern {
    stet_str file;    /**< Where it stands: ".gitignore", */
    unsigned line;    /**< in this line. */
    stet_str written; /**< As it stands there. */
    stet_str glob;    /**< For stet_path_match(). */
    bool negated;
    bool folders_only;
} stet_ignore_pattern;

typedef struct stet_ignore {
    const struct stet_ignore *above;
    stet_str folder;
    stet_ignore_pattern *items;
    size_t count, capacity; /**< The array is on the heap only while it is read. */
} stet_ignore;

/** The patterns that hold in `folder`, those of the folders above included; just
   `above` (which may be NULL) when it has no such file. A file that cannot be read has
   none. */
const stet_ignore *stet_ignore_enter(const stet_ignore *above, stet_str folder,
                                     stet_arena *arena);
/** The same of a folder that is not on disk, with these bytes in its `file`. */
const stet_ignore *stet_ignore_enter_bytes(const stet_ignore *above, stet_str folder,
                                           stet_str file, stet_str bytes,
                                           stet_arena *arena);
/** The patterns of the folders above `folder`, from the repository's root on; NULL:
   there are none, or there is no repository. */
const stet_ignore *stet_ignore_above(stet_str folder, stet_arena *arena);
/** The pattern that decides about `path`; NULL: none does. It is left out when the
    pattern is not negated. */
const stet_ignore_pattern *stet_ignore_match(const stet_ignore *ignore, stet_str path,
                                             bool is_folder);

/** Reads patterns from the bytes of a file: what _enter does with what it finds. */
void stet_ignore_read(stet_ignore *ignore, stet_str file, stet_str bytes,
                      stet_arena *arena);

#endif
