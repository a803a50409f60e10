/* SPDX-License-Identifier: Apache-2.0 */
/**
 * file.h - whole files: read, mapped, replaced.
 *
 * Reading tells a directory, a device and a missing file apart in its message.
 * Replacing writes to a temporary file in the same folder, fsyncs, renames and
 * fsyncs the folder: whenever it is killed, the old file or the new one stands
 * there. Mode and owner are kept, a symbolic link is followed to the file it
 * names. Left alone, with an error, is a file that changed since `seen`, that may
 * not be written, or whose owner cannot be kept; and one that has hard links: renamed,
 * it would part from its other names, which may be a backup's, and written in place, it
 * could be left half old and half new. Temporary names are unlinked on failure, and by
 * stet_file_clean_up from a signal handler (async-signal-safe). Every write and close
 * is checked. Any thread; two of them must not replace the same file at once.
 */
#ifndef STET_BASE_FILE_H
#define STET_BASE_FILE_H

#include "base/error.h"
#include "base/path.h"

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
/** What stands at `path`: looked at before it is opened, since opening a device may do
    something. */
bool stet_file_look_at(const char *path, struct stat *seen, stet_error *error);
/** Whether both paths lead to one file that is there. */
bool stet_file_is_same(const char *a, const char *b);
/** Opens what has been looked at. */
bool stet_file_open_seen(stet_file *file, const char *path, const struct stat *before,
                         stet_error *error);
/** Reads all of a descriptor into memory. */
bool stet_file_read_fd(stet_file *file, int fd, const char *name, stet_error *error);
/** Maps a regular file of any size but none, for files of our own that are only ever
    replaced; false: it cannot be. */
bool stet_file_map(stet_file *file, const char *path);
void stet_file_close(stet_file *file);

/** Replaces `path` by `bytes`, as said above. `seen`: NULL for a file that may
    be new or of any state, else what it must still be (size, mtime, inode). */
bool stet_file_replace(const char *path, stet_str bytes, const struct stat *seen,
                       stet_error *error);
/** Whether it can be replaced as far as can be known before it is; the errors are those
    of replacing it. */
bool stet_file_can_replace(const char *path, const struct stat *seen,
                           stet_error *error);
/** Replaces it by bytes that come one after the other: they go to the temporary file,
   and finish puts it in place. Finish and abandon free it, whatever they return. */
typedef struct stet_replacement stet_replacement;
stet_replacement *stet_replacement_open(const char *path, const struct stat *seen,
                                        stet_error *error);
bool stet_replacement_write(stet_replacement *replacement, stet_str bytes,
                            stet_error *error);
bool stet_replacement_finish(stet_replacement *replacement, const struct stat *seen,
                             stet_error *error);
void stet_replacement_abandon(stet_replacement *replacement);

/** Writes all of `bytes`; goes on after EINTR and short writes. */
bool stet_file_write_fd(int fd, stet_str bytes);
/** Locks the file or folder that `fd` is open on, until it is closed or the process
    ends; false: somebody else has it locked. Where a file system knows no such locks,
    it is as if nobody had. */
bool stet_file_lock(int fd);
/** Removes the temporary files of replacements under way; async-signal-safe. */
void stet_file_clean_up(void);
/** Removes from a folder what replacements left that were killed, so that nothing could
    clean up behind them: those of processes that are no more. The folder must be used
    by one machine at a time, as the caller's lock sees to. */
void stet_file_clean_folder(const char *folder);

/** Makes `path` and its parents with `mode`, less what the umask takes: 0700 for what
   is nobody else's business, 0777 for what a person asked for. */
bool stet_file_make_folder(const char *path, mode_t mode, stet_error *error);
/** Appends $XDG_CACHE_HOME/stet (default ~/.cache/stet) to `out`, made with mode
    0700, ours and writable by nobody else; false: there is none, work without. */
bool stet_file_cache_folder(stet_buffer *out);

#endif
