/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"

#include "base/memory.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/*
 * The replacements under way, for the signal handler. It is the one table of the
 * program that is written while others read it, and it has to be static: a handler
 * is given nothing but a number, in whatever thread the signal meets. So a row is
 * one lock-free atomic word (all that C lets a handler read) that says everything:
 * the folder's descriptor + 1 in the upper half, the number in the temporary
 * file's name in the lower. 0: free.
 */
enum { SLOTS = 64 };
static _Atomic uint64_t under_way[SLOTS];

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "the signal handler needs atomic words");

enum { NAME_ROOM = 40 };

/* ".stet-" and pid and number in hexadecimal; printf may not be called in a handler. */
static void write_name(char *name, uint32_t number)
{
    static const char digits[] = "0123456789abcdef";
    static const char start[] = ".stet-";
    uint64_t value = (uint64_t)(uint32_t)getpid() << 32 | number;
    for (size_t i = 0; i < sizeof start - 1; i++)
        *name++ = start[i];
    for (int shift = 60; shift >= 0; shift -= 4)
        *name++ = digits[value >> shift & 0xF];
    *name = '\0';
}

/* The process that gave such a name; 0: the name is none of ours. */
static pid_t maker_of(const char *name)
{
    static const char start[] = ".stet-";
    const char *digits = name + sizeof start - 1;
    char *end;
    if (strncmp(name, start, sizeof start - 1) != 0 || strlen(digits) != 16 ||
        strspn(digits, "0123456789abcdef") != 16)
        return 0;
    return (pid_t)(strtoull(digits, &end, 16) >> 32);
}

void stet_file_clean_folder(const char *folder)
{
    DIR *open_folder = opendir(folder);
    if (!open_folder)
        return;
    for (struct dirent *entry; (entry = readdir(open_folder));) {
        pid_t maker = maker_of(entry->d_name);
        if (maker > 0 && kill(maker, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(open_folder), entry->d_name, 0);
    }
    closedir(open_folder);
}

void stet_file_clean_up(void)
{
    int before = errno;
    for (size_t i = 0; i < SLOTS; i++) {
        uint64_t row = atomic_load(&under_way[i]);
        char name[NAME_ROOM];
        if (!row)
            continue;
        write_name(name, (uint32_t)row);
        unlinkat((int)(row >> 32) - 1, name, 0);
    }
    errno = before;
}

struct stet_replacement {
    char *path;   /**< As the caller named it: for messages. */
    char *target; /**< The file itself, links followed. */
    bool exists;
    struct stat there; /**< What stands there now, when `exists`. */
    int folder;
    int fd;
    size_t slot; /**< SLOTS: none. */
    char name[NAME_ROOM];
};

static bool fail(stet_error *error, const char *path, const char *what)
{
    stet_error_set(error, "%s", what);
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool fail_with_cause(stet_error *error, const char *path, const char *what)
{
    int cause = errno;
    stet_error_set(error, "%s: %s", what, strerror(cause));
    stet_error_at(error, stet_str_from(path), STET_POSITION_NONE);
    return false;
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool is_as_seen(const struct stat *now, const struct stat *seen)
{
    return now->st_dev == seen->st_dev && now->st_ino == seen->st_ino &&
           now->st_size == seen->st_size && same_time(now->st_mtim, seen->st_mtim);
}

/* Finds the file that `path` leads to, which may be none yet. */
static bool find_target(stet_replacement *r, const char *path, stet_error *error)
{
    r->target = realpath(path, NULL);
    if (!r->target) {
        struct stat link;
        if (errno != ENOENT)
            return fail_with_cause(error, path, "cannot be replaced");
        if (lstat(path, &link) == 0)
            return fail(error, path, "this symbolic link leads nowhere");
        r->target = stet_memory_text(path, strlen(path));
    }
    r->exists = stat(r->target, &r->there) == 0;
    if (!r->exists && errno != ENOENT)
        return fail_with_cause(error, path, "cannot be replaced");
    return true;
}

/* Whether what stands there may be replaced. */
static bool check_target(const stet_replacement *r, const char *path,
                         const struct stat *seen, stet_error *error)
{
    if (!r->exists && seen)
        return fail(error, path, "this file has been removed since it was read");
    if (!r->exists)
        return true;
    if (!S_ISREG(r->there.st_mode))
        return fail(error, path, "cannot be replaced: this is not a regular file");
    if (seen && !is_as_seen(&r->there, seen)) {
        fail(error, path, "this file has changed since it was read; it is left alone");
        stet_error_hint(error, "run stet again");
        return false;
    }
    if (r->there.st_nlink > 1) {
        fail(error, path, "cannot be replaced: this file has other names (hard links)");
        stet_error_hint(
            error,
            "they would keep the old text; if that is right, make it a file "
            "of its own first: cp -p %s NEW && mv NEW %s",
            path, path);
        return false;
    }
    if (faccessat(AT_FDCWD, r->target, W_OK, AT_EACCESS) != 0)
        return fail_with_cause(error, path, "cannot be replaced");
    return true;
}

static bool open_folder(stet_replacement *r, const char *path, stet_error *error)
{
    stet_str folder = stet_path_folder(stet_str_from(r->target));
    char *name = stet_memory_text(folder.ptr, folder.len);
    r->folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(name);
    return r->folder >= 0 ||
           fail_with_cause(error, path, "its folder cannot be opened");
}

/* Takes a free row of the table for `number`; the handler knows the name from
   then on, so there is no moment at which a file of ours has no row. */
static bool take_slot(stet_replacement *r, uint32_t number)
{
    uint64_t row = (uint64_t)((unsigned)r->folder + 1) << 32 | number;
    for (size_t i = 0; i < SLOTS; i++) {
        uint64_t none = 0;
        if (atomic_compare_exchange_strong(&under_way[i], &none, row)) {
            r->slot = i;
            write_name(r->name, number);
            return true;
        }
    }
    return false;
}

static void leave_slot(stet_replacement *r)
{
    if (r->slot < SLOTS)
        atomic_store(&under_way[r->slot], 0);
    r->slot = SLOTS;
}

/* A file of a name that nobody else has: the pid and the time make it rare, O_EXCL
   makes it sure. */
static bool make_temporary(stet_replacement *r, const char *path, stet_error *error)
{
    enum { TRIES = 16 };
    mode_t mode = r->exists ? S_IRUSR | S_IWUSR
                            : S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH;
    for (int i = 0; i < TRIES; i++) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        uint32_t number = (uint32_t)now.tv_nsec ^ (uint32_t)now.tv_sec << 16;
        if (!take_slot(r, number))
            return fail(error, path, "too many files are being replaced at once");
        r->fd =
            openat(r->folder, r->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (r->fd >= 0)
            return true;
        leave_slot(r);
        if (errno != EEXIST)
            break;
    }
    return fail_with_cause(error, path, "no temporary file can be made in its folder");
}

/* After the last write, which takes the set-id bits away; so does chown, which is why
   the mode comes last. Until then nobody else can look into the file. */
static bool keep_owner_and_mode(const stet_replacement *r)
{
    struct stat made;
    if (!r->exists)
        return true;
    if (fstat(r->fd, &made) != 0)
        return false;
    bool same = made.st_uid == r->there.st_uid && made.st_gid == r->there.st_gid;
    if (!same && fchown(r->fd, r->there.st_uid, r->there.st_gid) != 0)
        return false;
    return fchmod(r->fd, r->there.st_mode & 07777) == 0;
}

static bool close_temporary(stet_replacement *r, stet_error *error)
{
    if (!keep_owner_and_mode(r))
        return fail_with_cause(error, r->path, "its owner and mode cannot be kept");
    bool synced = fsync(r->fd) == 0;
    int cause = errno;
    bool closed = close(r->fd) == 0;
    r->fd = -1;
    if (!synced)
        errno = cause;
    return (synced && closed) || fail_with_cause(error, r->path, "cannot be written");
}

/* Some file systems cannot sync a folder, and say so. */
static bool sync_folder(const stet_replacement *r)
{
    return fsync(r->folder) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static bool put_in_place(stet_replacement *r, const struct stat *seen,
                         stet_error *error)
{
    struct stat now;
    if (seen && (stat(r->target, &now) != 0 || !is_as_seen(&now, seen)))
        return fail(error, r->path,
                    "this file has changed while it was being replaced");
    stet_str name = stet_path_name(stet_str_from(r->target));
    char *last = stet_memory_text(name.ptr, name.len);
    bool renamed = renameat(r->folder, r->name, r->folder, last) == 0;
    free(last);
    if (!renamed)
        return fail_with_cause(error, r->path, "cannot be replaced");
    leave_slot(r);
    if (!sync_folder(r))
        return fail_with_cause(error, r->path,
                               "is replaced, but may not outlive a crash");
    return true;
}

static stet_replacement *new_replacement(const char *path)
{
    stet_replacement *r = stet_memory_zalloc(1, sizeof *r);
    r->path = stet_memory_text(path, strlen(path));
    r->folder = -1;
    r->fd = -1;
    r->slot = SLOTS;
    return r;
}

static bool prepare(stet_replacement *r, const struct stat *seen, stet_error *error)
{
    return find_target(r, r->path, error) && check_target(r, r->path, seen, error) &&
           open_folder(r, r->path, error);
}

stet_replacement *stet_replacement_open(const char *path, const struct stat *seen,
                                        stet_error *error)
{
    stet_replacement *r = new_replacement(path);
    if (prepare(r, seen, error) && make_temporary(r, path, error))
        return r;
    stet_replacement_abandon(r);
    return NULL;
}

bool stet_file_can_replace(const char *path, const struct stat *seen, stet_error *error)
{
    stet_replacement *r = new_replacement(path);
    bool can = prepare(r, seen, error);
    if (can && faccessat(r->folder, ".", W_OK | X_OK, AT_EACCESS) != 0)
        can =
            fail_with_cause(error, path, "no temporary file can be made in its folder");
    stet_replacement_abandon(r);
    return can;
}

bool stet_replacement_write(stet_replacement *r, stet_str bytes, stet_error *error)
{
    return stet_file_write_fd(r->fd, bytes) ||
           fail_with_cause(error, r->path, "cannot be written");
}

bool stet_replacement_finish(stet_replacement *r, const struct stat *seen,
                             stet_error *error)
{
    bool done = close_temporary(r, error) && put_in_place(r, seen, error);
    stet_replacement_abandon(r);
    return done;
}

void stet_replacement_abandon(stet_replacement *r)
{
    if (r->fd >= 0)
        close(r->fd);
    if (r->slot < SLOTS)
        unlinkat(r->folder, r->name, 0);
    leave_slot(r);
    if (r->folder >= 0)
        close(r->folder);
    free(r->target);
    free(r->path);
    free(r);
}

bool stet_file_replace(const char *path, stet_str bytes, const struct stat *seen,
                       stet_error *error)
{
    stet_replacement *r = stet_replacement_open(path, seen, error);
    if (!r)
        return false;
    if (stet_replacement_write(r, bytes, error))
        return stet_replacement_finish(r, seen, error);
    stet_replacement_abandon(r);
    return false;
}
