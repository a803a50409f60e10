/* SPDX-License-Identifier: Apache-2.0 */
#include "run/staged_folders.h"

#include "base/path.h"
#include "base/str.h"
#include "run/file_list.h"
#include "run/ignore.h"

/** A folder that was looked at. */
typedef struct known_folder {
    bool left;                 /**< A walk does not go into it. */
    const stet_ignore *ignore; /**< What holds in it. */
} known_folder;

/* Patterns match below a folder, whose path they take off: from one root on, all paths
   have one. */
static stet_str rooted(stet_arena *arena, stet_str path)
{
    return stet_arena_format(arena, "/%.*s", (int)path.len, path.ptr);
}

static bool is_ignored(const stet_ignore *ignore, stet_str path, bool is_folder,
                       stet_arena *arena)
{
    if (!ignore)
        return false;
    const stet_ignore_pattern *pattern =
        stet_ignore_match(ignore, rooted(arena, path), is_folder);
    return pattern && !pattern->negated;
}

/* Its own patterns before those of the folders above; one that cannot be read has none,
   as in a walk. */
static const stet_ignore *read_ignore(stet_staged_folders *folders, stet_str path,
                                      const stet_ignore *above)
{
    const stet_rule_set_options *options = &folders->store->options;
    stet_arena *arena = &folders->arena;
    bool is_root = stet_str_is(path, ".");
    stet_str file = STET_STR(".stetignore");
    stet_str name = is_root ? file
                            : stet_arena_format(arena, "%.*s/%s", (int)path.len,
                                                path.ptr, file.ptr);
    stet_buffer bytes = { 0 };
    stet_error error = STET_ERROR_NONE;
    if (options->read(options->user, name.ptr, &bytes, &error)) {
        stet_str folder = is_root ? STET_STR("/") : rooted(arena, path);
        above = stet_ignore_enter_bytes(above, folder, file, stet_buffer_str(&bytes),
                                        arena);
    }
    stet_error_release(&error);
    stet_buffer_release(&bytes);
    return above;
}

/* Whether the set that governs the folder above excludes this one. */
static bool is_excluded(stet_staged_folders *folders, stet_str above, stet_str path)
{
    const stet_rule_set *set = stet_rule_set_store_get(folders->store, above);
    if (!set)
        return false;
    stet_str slashed =
        stet_arena_format(&folders->arena, "%.*s/", (int)path.len, path.ptr);
    return stet_file_list_excludes(
        set, stet_rule_set_store_inside(folders->store, set, slashed, slashed));
}

static const known_folder *look_at(stet_staged_folders *folders, stet_str path)
{
    known_folder *folder = stet_map_get(&folders->known, path);
    if (folder)
        return folder;
    folder = stet_arena_zalloc(&folders->arena, sizeof *folder);
    path = stet_arena_copy(&folders->arena, path);
    if (!stet_str_is(path, ".")) {
        stet_str above = stet_path_folder(path);
        const known_folder *outer = look_at(folders, above);
        folder->left = outer->left || stet_path_name(path).ptr[0] == '.' ||
                       is_ignored(outer->ignore, path, true, &folders->arena) ||
                       is_excluded(folders, above, path);
        folder->ignore = outer->ignore;
    }
    if (!folder->left)
        folder->ignore = read_ignore(folders, path, folder->ignore);
    stet_map_set(&folders->known, path, folder);
    return folder;
}

bool stet_staged_folders_leave(stet_staged_folders *folders, stet_str path)
{
    const known_folder *folder = look_at(folders, stet_path_folder(path));
    return folder->left || is_ignored(folder->ignore, path, false, &folders->arena);
}

void stet_staged_folders_release(stet_staged_folders *folders)
{
    stet_map_release(&folders->known);
    stet_arena_release(&folders->arena);
}
