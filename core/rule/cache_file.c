/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/cache_file.h"

#include "base/memory.h"
#include "base/str.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
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
    if (!stet_file_map(file, path)) {
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

/** A file that may have to go. */
struct old_file {
    struct timespec written;
    char *name;
};

static int compare_ages(const void *left, const void *right)
{
    const struct timespec *a = &((const struct old_file *)left)->written;
    const struct timespec *b = &((const struct old_file *)right)->written;
    if (a->tv_sec != b->tv_sec) {
        return a->tv_sec < b->tv_sec ? 1 : -1;
    }
    return a->tv_nsec < b->tv_nsec ? 1 : -(a->tv_nsec > b->tv_nsec);
}

void stet_cache_file_prune(const char *folder, const char *prefix, size_t keep)
{
    struct old_file *files = NULL;
    size_t count = 0;
    size_t capacity = 0;
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(entries); entry != NULL;
         entry = readdir(entries)) {
        struct stat info;
        stet_str name = stet_str_from(entry->d_name);
        if (!stet_str_starts(name, stet_str_from(prefix)) ||
            fstatat(dirfd(entries), name.ptr, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !is_ours(&info)) {
            continue;
        }
        void *items = files;
        stet_memory_grow(&items, &capacity, count + 1, sizeof *files);
        files = items;
        files[count++] =
            (struct old_file){ info.st_mtim, stet_memory_text(name.ptr, name.len) };
    }
    if (count > 1) {
        qsort(files, count, sizeof *files, compare_ages);
    }
    for (size_t i = 0; i < count; i++) {
        if (i >= keep) {
            unlinkat(dirfd(entries), files[i].name, 0);
        }
        free(files[i].name);
    }
    free(files);
    closedir(entries);
}
