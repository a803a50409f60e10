/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/cache_file.h"

#include "base/str.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/** Grows with the layout of any payload. */
enum { FORMAT = 1 };

struct header {
    char magic[8];
    uint64_t format;
    uint64_t key;
    uint64_t length;   /**< Of the payload. */
    uint64_t checksum; /**< Of the payload. */
};

static bool is_ours(const struct stat *info)
{
    return S_ISREG(info->st_mode) && info->st_uid == geteuid() &&
           (info->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool read_payload(stet_str bytes, const char *magic, uint64_t key,
                         stet_str *payload)
{
    struct header header;
    if (bytes.len < sizeof header) {
        return false;
    }
    memcpy(&header, bytes.ptr, sizeof header);
    *payload = (stet_str){ bytes.ptr + sizeof header, bytes.len - sizeof header };
    return memcmp(header.magic, magic, sizeof header.magic) == 0 &&
           header.format == FORMAT && header.key == key &&
           header.length == payload->len &&
           header.checksum == stet_str_hash(*payload, key);
}

bool stet_cache_file_open(stet_file *file, const char *path, const char *magic,
                          uint64_t key, stet_str *payload)
{
    stet_error error = STET_ERROR_NONE;
    struct stat info;
    if (stat(path, &info) != 0 || !is_ours(&info) ||
        !stet_file_open(file, path, &error)) {
        stet_error_release(&error);
        return false;
    }
    if (!is_ours(&file->seen) || !read_payload(file->bytes, magic, key, payload)) {
        stet_file_close(file);
        return false;
    }
    return true;
}

bool stet_cache_file_write(const char *path, const char *magic, uint64_t key,
                           stet_str payload)
{
    struct stat info;
    if (lstat(path, &info) == 0 && !is_ours(&info)) {
        unlink(path);
    }
    /* Replacing keeps a file's mode, so one that only we can read has to stand there.
     */
    int made =
        open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (made < 0) {
        return false;
    }
    close(made);
    struct header header = { .format = FORMAT,
                             .key = key,
                             .length = payload.len,
                             .checksum = stet_str_hash(payload, key) };
    memcpy(header.magic, magic, sizeof header.magic);
    stet_buffer bytes = { 0 };
    stet_buffer_append(&bytes, &header, sizeof header);
    stet_buffer_add(&bytes, payload);
    stet_error error = STET_ERROR_NONE;
    bool done = stet_file_replace(path, stet_buffer_str(&bytes), NULL, &error);
    stet_error_release(&error);
    stet_buffer_release(&bytes);
    return done;
}
