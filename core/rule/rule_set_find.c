/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/rule_set.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

/** More folders above each other than any system allows in a path. */
enum { MOST_FOLDERS = 4096 };

typedef bool (*exists_function)(void *user, const char *path);

static bool exists_on_disk(void *user, const char *path)
{
    (void)user;
    struct stat status;
    return stat(path, &status) == 0;
}

/* A folder that is not there (standard input may be given any name) is not the root. */
static bool is_root(const char *folder)
{
    struct stat here, above;
    stet_buffer parent = { 0 };
    if (stat(folder, &here) != 0)
        return false;
    stet_path_join(&parent, stet_str_from(folder), STET_STR(".."));
    bool same = stat(parent.ptr, &above) != 0 ||
                (here.st_dev == above.st_dev && here.st_ino == above.st_ino);
    stet_buffer_release(&parent);
    return same;
}

/* As long as there is a name to take off, the path stays as people wrote it. */
static bool go_up(stet_buffer *folder, bool on_disk)
{
    stet_str path = stet_buffer_str(folder);
    stet_str last = stet_path_name(path);
    bool here = !path.len || stet_str_is(path, ".");
    if (stet_str_is(path, "/") || (here && !on_disk) || (on_disk && is_root(path.ptr)))
        return false;
    stet_buffer above = { 0 };
    if (here)
        stet_buffer_add_text(&above, "..");
    else if (stet_str_is(last, "..") || stet_str_is(last, "."))
        stet_path_join(&above, path, STET_STR(".."));
    else
        stet_buffer_add(&above, stet_path_folder(path));
    stet_buffer_release(folder);
    *folder = above;
    return true;
}

static bool try_name(stet_str folder, const char *name, stet_buffer *out,
                     exists_function exists, void *user)
{
    stet_buffer_clear(out);
    stet_path_join(out, folder, stet_str_from(name));
    return exists(user, out->ptr);
}

/* Keeps the path of a file on disk that somebody may take for the rule set. */
static void note_misnamed(stet_str folder, stet_buffer *misnamed)
{
    static const char *const names[] = { "stet.yml", ".stet.yml" };
    stet_buffer path = { 0 };
    for (size_t i = 0; i < STET_LEN(names) && !misnamed->len; i++)
        if (try_name(folder, names[i], &path, exists_on_disk, NULL))
            stet_buffer_add(misnamed, stet_buffer_str(&path));
    stet_buffer_release(&path);
}

bool stet_rule_set_find_file(stet_str folder, stet_buffer *out, stet_buffer *misnamed,
                             bool (*exists)(void *user, const char *path), void *user)
{
    bool on_disk = !exists;
    if (on_disk)
        exists = exists_on_disk;
    stet_buffer at = { 0 };
    stet_buffer_add(&at, folder.len ? folder : STET_STR("."));
    bool found = false;
    for (size_t i = 0; i < MOST_FOLDERS; i++) {
        stet_str here = stet_buffer_str(&at);
        found = try_name(here, "stet.yaml", out, exists, user) ||
                try_name(here, ".stet.yaml", out, exists, user);
        if (!found && misnamed)
            note_misnamed(here, misnamed);
        if (found || try_name(here, ".git", out, exists, user) || !go_up(&at, on_disk))
            break;
    }
    if (!found)
        stet_buffer_clear(out);
    stet_buffer_release(&at);
    return found;
}

/* ---- The shipped sets ---- */

static int compare_names(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;
    return strcmp(*x, *y);
}

const char *const *stet_rule_set_shipped(const char *folder, stet_arena *arena)
{
    const char **names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        stet_str name = stet_str_from(entry->d_name);
        if (name.len <= 5 || name.ptr[0] == '.' ||
            !stet_str_ends(name, STET_STR(".yaml")))
            continue;
        void *grown = names;
        stet_memory_grow(&grown, &capacity, count + 1, sizeof *names);
        names = grown;
        names[count++] =
            stet_arena_copy(arena, (stet_str){ name.ptr, name.len - 5 }).ptr;
    }
    if (dir)
        closedir(dir);
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    const char **kept = stet_arena_zalloc(arena, (count + 1) * sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = names[i];
    free(names);
    return kept;
}
