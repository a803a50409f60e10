/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Smaller files are read: that costs less than setting up a mapping, and a file
   that an editor cuts short meanwhile does no harm. */
enum { LEAST_MAPPED = 1024 * 1024, LEAST_READ = 4096 };

static bool fail(stet_error *error, const char *path, const char *what)
{
    stet_error_set(error, "%s", what);
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool fail_with_cause(stet_error *error, const char *path, const char *what,
                            int cause)
{
    stet_error_set(error, "%s: %s", what, strerror(cause));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

/* What a person calls a thing that holds no text; NULL: it may be read. */
static const char *name_of_type(mode_t mode)
{
    if (S_ISDIR(mode))
        return "this is a directory, not a file";
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return "this is a device, not a file";
    if (S_ISSOCK(mode))
        return "this is a socket, not a file";
    return NULL;
}

static bool refuse_type(const char *path, mode_t mode, stet_error *error)
{
    const char *refused = name_of_type(mode);
    return refused ? fail(error, path, refused) : true;
}

/* Bytes to the end of `fd`; `expected` is a guess that saves moving them. What a
   regular file gives when less is there than was asked for is all. */
static bool read_all(int fd, size_t expected, bool regular, stet_buffer *out)
{
    /* One more than expected, so that the end is seen without growing. */
    stet_buffer_reserve(out, expected < LEAST_READ ? LEAST_READ : expected + 1);
    for (;;) {
        if (out->capacity - out->len <= 1)
            stet_buffer_reserve(out, out->len);
        size_t room = out->capacity - out->len - 1;
        ssize_t n = read(fd, out->ptr + out->len, room);
        if (n == 0)
            break;
        if (n > 0) {
            out->len += (size_t)n;
            if (regular && (size_t)n < room)
                break;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = { .fd = fd, .events = POLLIN };
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    out->ptr[out->len] = '\0';
    return true;
}

static bool read_expected(stet_file *file, int fd, size_t expected, bool regular,
                          const char *name, stet_error *error)
{
    stet_buffer bytes = { 0 };
    if (!read_all(fd, expected, regular, &bytes)) {
        int cause = errno;
        stet_buffer_release(&bytes);
        return fail_with_cause(error, name, "cannot be read", cause);
    }
    file->bytes = stet_buffer_str(&bytes);
    return true;
}

bool stet_file_read_fd(stet_file *file, int fd, const char *name, stet_error *error)
{
    *file = (stet_file){ 0 };
    return read_expected(file, fd, 0, false, name, error);
}

static bool map_fd(stet_file *file, int fd)
{
    size_t size = (size_t)file->seen.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return false;
    posix_madvise(bytes, size, POSIX_MADV_SEQUENTIAL);
    file->bytes = (stet_str){ bytes, size };
    file->mapped = true;
    return true;
}

static bool read_open_file(stet_file *file, int fd, const char *path, stet_error *error)
{
    if (fstat(fd, &file->seen) != 0)
        return fail_with_cause(error, path, "cannot be read", errno);
    if (!refuse_type(path, file->seen.st_mode, error))
        return false;
    bool regular = S_ISREG(file->seen.st_mode);
    if (regular && file->seen.st_size >= LEAST_MAPPED && map_fd(file, fd))
        return true;
    size_t expected =
        regular && file->seen.st_size > 0 ? (size_t)file->seen.st_size : 0;
    return read_expected(file, fd, expected, expected > 0, path, error);
}

bool stet_file_look_at(const char *path, struct stat *seen, stet_error *error)
{
    if (stat(path, seen) == 0)
        return true;
    return errno == ENOENT ? fail(error, path, "no such file")
                           : fail_with_cause(error, path, "cannot be read", errno);
}

bool stet_file_is_same(const char *a, const char *b)
{
    struct stat x, y;

    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

bool stet_file_open(stet_file *file, const char *path, stet_error *error)
{
    struct stat before;
    if (strcmp(path, "-") == 0)
        return stet_file_read_fd(file, STDIN_FILENO, "<stdin>", error);
    *file = (stet_file){ 0 };
    return stet_file_look_at(path, &before, error) &&
           stet_file_open_seen(file, path, &before, error);
}

bool stet_file_open_seen(stet_file *file, const char *path, const struct stat *before,
                         stet_error *error)
{
    *file = (stet_file){ 0 };
    if (!refuse_type(path, before->st_mode, error))
        return false;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail_with_cause(error, path, "cannot be opened", errno);
    bool done = read_open_file(file, fd, path, error);
    close(fd); /* Nothing was written to it: no error can matter. */
    return done;
}

bool stet_file_map(stet_file *file, const char *path)
{
    *file = (stet_file){ 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool done = fstat(fd, &file->seen) == 0 && S_ISREG(file->seen.st_mode) &&
                file->seen.st_size > 0 && map_fd(file, fd);
    close(fd);
    return done;
}

void stet_file_close(stet_file *file)
{
    /* The bytes are const to everyone but who frees them. */
    void *bytes = (void *)(uintptr_t)file->bytes.ptr;
    if (file->mapped)
        munmap(bytes, file->bytes.len);
    else
        free(bytes);
    *file = (stet_file){ 0 };
}

bool stet_file_write_fd(int fd, stet_str bytes)
{
    size_t at = 0;
    while (at < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n >= 0) {
            at += (size_t)n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd wait = { .fd = fd, .events = POLLOUT };
            poll(&wait, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

static bool make_one_folder(const char *path, mode_t mode)
{
    if (mkdir(path, mode) == 0)
        return true;
    int cause = errno;
    struct stat there;
    if (stat(path, &there) == 0) {
        errno = ENOTDIR;
        return S_ISDIR(there.st_mode);
    }
    errno = cause;
    return false;
}

bool stet_file_make_folder(const char *path, mode_t mode, stet_error *error)
{
    char *part = stet_memory_text(path, strlen(path));
    bool made = true;
    for (char *c = part; made && *c; c++) {
        if (*c != '/' || c == part)
            continue;
        *c = '\0';
        made = make_one_folder(part, mode);
        *c = '/';
    }
    made = made && make_one_folder(part, mode);
    int cause = errno;
    free(part);
    if (!made)
        return fail_with_cause(error, path, "this directory cannot be made", cause);
    return true;
}

/* Where caches lie, by the XDG base directory specification: an empty or relative
   value of the variable is as none. */
static bool add_cache_home(stet_buffer *out)
{
    const char *cache = getenv("XDG_CACHE_HOME");
    if (cache && cache[0] == '/') {
        stet_buffer_add_text(out, cache);
        return true;
    }
    const char *home = getenv("HOME");
    if (!home || home[0] != '/')
        return false;
    stet_path_join(out, stet_str_from(home), STET_STR(".cache"));
    return true;
}

bool stet_file_cache_folder(stet_buffer *out)
{
    stet_buffer folder = { 0 };
    stet_error error = STET_ERROR_NONE;
    struct stat there;
    bool usable = add_cache_home(&folder);
    if (usable) {
        stet_buffer_add_text(&folder, "/stet");
        usable = stet_file_make_folder(folder.ptr, S_IRWXU, &error) &&
                 lstat(folder.ptr, &there) == 0 && S_ISDIR(there.st_mode) &&
                 there.st_uid == geteuid() && !(there.st_mode & (S_IWGRP | S_IWOTH));
    }
    if (usable)
        stet_buffer_add(out, stet_buffer_str(&folder));
    stet_error_release(&error);
    stet_buffer_release(&folder);
    return usable;
}
