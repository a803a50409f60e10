/* SPDX-License-Identifier: Apache-2.0 */
#include "run/ignore.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

/** The files that are read, the stronger one last. */
static const char *const names[] = { ".gitignore", ".stetignore" };

/* Blanks at the end say nothing unless a backslash stands before them. */
static stet_str without_last_blanks(stet_str line)
{
    while (line.len && line.ptr[line.len - 1] == ' ') {
        size_t backslashes = 0;
        while (backslashes + 1 < line.len &&
               line.ptr[line.len - 2 - backslashes] == '\\')
            backslashes++;
        if (backslashes % 2)
            break;
        line.len--;
    }
    return line;
}

/* False: the line holds no pattern, or one that matches nothing. */
static bool read_pattern(stet_str line, stet_ignore_pattern *out)
{
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    line = without_last_blanks(line);
    if (!line.len || line.ptr[0] == '#')
        return false;
    out->written = line;
    out->negated = line.ptr[0] == '!';
    if (out->negated)
        line = (stet_str){ line.ptr + 1, line.len - 1 };
    out->folders_only = stet_str_ends(line, STET_STR("/"));
    line.len -= out->folders_only;
    out->glob = line;
    return line.len && !stet_str_ends(line, STET_STR("/")) &&
           !stet_str_starts(line, STET_STR("./"));
}

void stet_ignore_read(stet_ignore *ignore, stet_str file, stet_str bytes,
                      stet_arena *arena)
{
    static const char bom[] = "\xEF\xBB\xBF";
    bytes = stet_arena_copy(arena, bytes);
    if (stet_str_starts(bytes, stet_str_from(bom)))
        bytes = (stet_str){ bytes.ptr + strlen(bom), bytes.len - strlen(bom) };
    stet_str line;
    for (unsigned number = 1; stet_str_cut(&bytes, '\n', &line); number++) {
        stet_ignore_pattern pattern = { .file = file, .line = number };
        if (!read_pattern(line, &pattern))
            continue;
        void *items = ignore->items;
        stet_memory_grow(&items, &ignore->capacity, ignore->count + 1,
                         sizeof *ignore->items);
        ignore->items = items;
        ignore->items[ignore->count++] = pattern;
    }
}

/* Most folders have none: that is found out before an error is made for it. */
static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void read_file(stet_ignore *ignore, const char *name, stet_arena *arena)
{
    stet_buffer path = { 0 };
    stet_path_join(&path, ignore->folder, stet_str_from(name));
    stet_error error = STET_ERROR_NONE;
    stet_file file;
    if (is_file(path.ptr) && stet_file_open(&file, path.ptr, &error)) {
        stet_ignore_read(ignore, stet_str_from(name), file.bytes, arena);
        stet_file_close(&file);
    }
    stet_error_release(&error);
    stet_buffer_release(&path);
}

/* Moves what was read from the heap; what is above it when that was nothing. */
static const stet_ignore *keep(const stet_ignore *read, stet_arena *arena)
{
    if (!read->count)
        return read->above;
    stet_ignore *ignore = stet_arena_alloc(arena, sizeof *ignore);
    *ignore = *read;
    ignore->folder = stet_arena_copy(arena, read->folder);
    ignore->items = stet_arena_alloc(arena, read->count * sizeof *read->items);
    memcpy(ignore->items, read->items, read->count * sizeof *read->items);
    free(read->items);
    return ignore;
}

const stet_ignore *stet_ignore_enter(const stet_ignore *above, stet_str folder,
                                     stet_arena *arena)
{
    stet_ignore read = { .above = above, .folder = folder };
    for (size_t i = 0; i < STET_LEN(names); i++)
        read_file(&read, names[i], arena);
    return keep(&read, arena);
}

const stet_ignore *stet_ignore_enter_bytes(const stet_ignore *above, stet_str folder,
                                           stet_str file, stet_str bytes,
                                           stet_arena *arena)
{
    stet_ignore read = { .above = above, .folder = folder };
    stet_ignore_read(&read, file, bytes, arena);
    return keep(&read, arena);
}

static bool holds_repository(stet_str folder)
{
    stet_buffer path = { 0 };
    stet_path_join(&path, folder, STET_STR(".git"));
    struct stat status;
    bool holds = stat(path.ptr, &status) == 0;
    stet_buffer_release(&path);
    return holds;
}

/* Length of the path of the next folder, of which `from` bytes are one above it. */
static size_t next_folder(stet_str folder, size_t from)
{
    size_t at = from + (folder.ptr[from] == '/');
    while (at < folder.len && folder.ptr[at] != '/')
        at++;
    return at;
}

const stet_ignore *stet_ignore_above(stet_str folder, stet_arena *arena)
{
    stet_str root = folder;
    while (!holds_repository(root)) {
        if (root.len <= 1)
            return NULL;
        root = stet_path_folder(root);
    }
    const stet_ignore *ignore = NULL;
    for (size_t len = root.len; len < folder.len;
         len = next_folder(folder, len > 1 ? len : 0))
        ignore = stet_ignore_enter(ignore, (stet_str){ folder.ptr, len }, arena);
    return ignore;
}

static bool matches(const stet_ignore_pattern *pattern, stet_str inside, bool is_folder)
{
    return (is_folder || !pattern->folders_only) &&
           stet_path_match(pattern->glob, inside);
}

const stet_ignore_pattern *stet_ignore_match(const stet_ignore *ignore, stet_str path,
                                             bool is_folder)
{
    for (; ignore; ignore = ignore->above) {
        size_t skip = ignore->folder.len + !stet_str_is(ignore->folder, "/");
        if (path.len <= skip)
            continue;
        stet_str inside = { path.ptr + skip, path.len - skip };
        for (size_t i = ignore->count; i > 0; i--)
            if (matches(&ignore->items[i - 1], inside, is_folder))
                return &ignore->items[i - 1];
    }
    return NULL;
}
