/* SPDX-License-Identifier: Apache-2.0 */
/**
 * file.h - whole files: read, mapped, replaced.
 *
 * Reading tells a directory, a device and a missing file apart in its message.
 * Replacing writes to a temporary file in the same folder, fsyncs, renames and
 * fsyncs the folder: whenever it is killed, the old file or the new one stands
 * there. Mode and owner are kept, a symbolic link is followed to the file it
 * names; a file that changed since `seen` is left alone (an error). Temporary
 * names are unlinked on failure, and by stet_file_clean_up from a signal handler
 * (async-signal-safe). Every write and close is checked.
 */
#ifndef STET_BASE_FILE_H
#define STET_BASE_FILE_H

#include "base/error.h"

#include <stdio.h>
#include <sys/stat.h>

/** The bytes of a file: mapped where that is possible, else on the heap. */
typedef struct stet_file {
    stet_str bytes;
    bool mapped;
    struct stat seen; /**< As it was when it was read; zeros for a stream. */
} stet_file;

/** Reads or maps all of `path` ("-": standard input). Errors name path and cause. */
bool stet_file_open(stet_file *file, const char *path, stet_error *error);
/** Reads all of a descriptor into memory. */
bool stet_file_read_fd(stet_file *file, int fd, const char *name, stet_error *error);
void stet_file_close(stet_file *file);

/** Replaces `path` by `bytes`, as said above. `seen`: NULL for a file that may
    be new or of any state, else what it must still be (size, mtime, inode). */
bool stet_file_replace(const char *path, stet_str bytes, const struct stat *seen,
                       stet_error *error);
/** Writes all of `bytes`; goes on after EINTR and short writes. */
bool stet_file_write_fd(int fd, stet_str bytes);
/** Removes the temporary files of replacements under way; async-signal-safe. */
void stet_file_clean_up(void);

/** Makes `path` and its parents, mode 0700. */
bool stet_file_make_folder(const char *path, stet_error *error);
/** $XDG_CACHE_HOME/stet (default ~/.cache/stet), made with mode 0700 and ours, into
    `out`; false: there is none, work without a cache. */
bool stet_file_cache_folder(stet_buffer *out);

/** "a/b" of "a/b/c.md"; "." when there is no slash. */
stet_str stet_path_folder(stet_str path);
/** "c.md" of "a/b/c.md". */
stet_str stet_path_name(stet_str path);
/** "md" of "a/b/c.md"; empty when there is none. */
stet_str stet_path_extension(stet_str path);
/** folder/name into `out` (name alone when absolute, or folder is "" or "."). */
void stet_path_join(stet_buffer *out, stet_str folder, stet_str name);

/**
 * Whether `path` (with / between its parts) matches `pattern`, as gitignore does:
 * `*` and `?` stop at /, `**` crosses it, [a-z] and [!a-z] are sets, `\` quotes. A
 * pattern without a slash matches the last part anywhere; one that starts with /
 * only from the root. Linear in pattern x path, whatever the stars.
 */
bool stet_path_match(stet_str pattern, stet_str path);

#endif
