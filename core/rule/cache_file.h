/* SPDX-License-Identifier: Apache-2.0 */
/**
 * cache_file.h - files of the cache folder: what can be made again, and must not harm.
 *
 *     magic, format, key, length, checksum | payload
 *
 * A file is taken for what it says only when it is a regular file of ours that nobody
 * else may write to, has the key that is asked for and is whole; everything else is
 * a miss. It is written by replacement, so that two processes may write at the same
 * time: one of them wins, and a reader sees either. Byte order is the machine's: the
 * files are not meant to travel.
 */
#ifndef STET_RULE_CACHE_FILE_H
#define STET_RULE_CACHE_FILE_H

#include "base/file.h"

/** Opens `path`; `payload` (8-byte aligned) lives until the file is closed. `magic` has
    eight bytes. False: a miss, and nothing to close. */
bool stet_cache_file_open(stet_file *file, const char *path, const char *magic,
                          uint64_t key, stet_str *payload);
/** Writes the file, readable to us alone. False: it could not be, which only costs time
    next time. */
bool stet_cache_file_write(const char *path, const char *magic, uint64_t key,
                           stet_str payload);
/** Removes the oldest files of `folder` whose names begin with `prefix`, so that `keep`
    are left: keys change, and nobody asks for the old ones again. */
void stet_cache_file_prune(const char *folder, const char *prefix, size_t keep);

#endif
