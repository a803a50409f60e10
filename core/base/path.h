/* SPDX-License-Identifier: Apache-2.0 */
/**
 * path.h - names of files: their parts, and patterns for them.
 *
 * Paths are bytes with / between their parts; nothing here looks at the disk.
 * Parts are borrowed from the path. Pure functions, any thread.
 */
#ifndef STET_BASE_PATH_H
#define STET_BASE_PATH_H

#include "base/buffer.h"

#include <stdbool.h>

/** "a/b" of "a/b/c.md" and of "a/b/c/"; "." when there is no slash; "/" of "/a". */
stet_str stet_path_folder(stet_str path);
/** "c.md" of "a/b/c.md"; "c" of "a/b/c/". */
stet_str stet_path_name(stet_str path);
/** "md" of "a/b/c.md"; empty when there is none (".md" and "a." have none). */
stet_str stet_path_extension(stet_str path);
/** Appends folder/name to `out` (name alone when absolute, or folder is "" or "."). */
void stet_path_join(stet_buffer *out, stet_str folder, stet_str name);

/**
 * Whether `path` matches `pattern`, as gitignore does. `*` and `?` stop at /, `**`
 * as a whole part crosses it, [a-z] and [!a-z] are sets, `\` quotes. A pattern
 * without a slash matches the last part anywhere; one with a slash at its start
 * or in its middle only from the root. A pattern that ends with / matches what lies
 * in such a folder, and the folder itself where the path is written with a / at
 * its end. A leading "./" counts for nothing in either. Linear in pattern x path,
 * whatever the stars.
 */
bool stet_path_match(stet_str pattern, stet_str path);

#endif
