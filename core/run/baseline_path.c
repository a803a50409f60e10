/* SPDX-License-Identifier: Apache-2.0 */
/* Entries name files from the folder of their baseline on, so that they hold wherever
   stet is started and however its arguments are written. */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "base/utf8.h"
#include "run/baseline_p.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

void stet_baseline_begin(stet_baseline *baseline, const char *path)
{
    char here[PATH_MAX];
    char folder[PATH_MAX];
    char *named = stet_memory_text(path, stet_path_folder(stet_str_from(path)).len);
    bool found =
        getcwd(here, sizeof here) && realpath(strchr(path, '/') ? named : ".", folder);
    free(named);
    if (!found)
        return;
    baseline->here = stet_arena_copy(&baseline->arena, stet_str_from(here));
    baseline->folder = stet_arena_copy(&baseline->arena, stet_str_from(folder));
}

static bool is_nothing(stet_str part)
{
    return !part.len || stet_str_is(part, ".");
}

/* Takes the last part off. */
static void leave_folder(stet_buffer *path)
{
    while (path->len && path->ptr[--path->len] != '/')
        continue;
}

/* Each part with a slash before it, without "." and ".."; paths are taken by name. */
static void add_parts(stet_buffer *out, stet_str path)
{
    stet_str part;
    while (stet_str_cut(&path, '/', &part)) {
        if (is_nothing(part))
            continue;
        if (stet_str_is(part, "..")) {
            leave_folder(out);
            continue;
        }
        stet_buffer_add_char(out, '/');
        stet_buffer_add(out, part);
    }
}

/* From one folder to a file, both as add_parts() writes them: what both have in common
   goes, and the rest of the folder is left upward. */
static void add_way(stet_buffer *out, stet_str folder, stet_str file)
{
    size_t common = 0;
    for (size_t i = 0; i <= folder.len && i < file.len; i++) {
        bool ends = i == folder.len || folder.ptr[i] == '/';
        if (ends && file.ptr[i] == '/')
            common = i;
        if (i == folder.len || folder.ptr[i] != file.ptr[i])
            break;
    }
    for (size_t i = common; i < folder.len; i++)
        if (folder.ptr[i] == '/')
            stet_buffer_add_text(out, "../");
    stet_buffer_append(out, file.ptr + common + 1, file.len - common - 1);
}

/* A byte that is not UTF-8 is U+FFFD in JSON, so it is so here too. */
static void add_readable(stet_buffer *out, stet_str path)
{
    for (size_t at = 0; at < path.len;) {
        uint32_t c;
        at += stet_utf8_decode(path, at, &c);
        stet_buffer_add_code_point(out, c == STET_UTF8_BAD ? 0xFFFD : c);
    }
}

/* The path of a file, which is relative to `start`, from the baseline's folder on. */
static void add_file(const stet_baseline *baseline, stet_str start, stet_str path,
                     stet_buffer *out)
{
    if (!baseline->folder.len || stet_str_is(path, "<stdin>")) {
        add_readable(out, path);
        return;
    }
    stet_buffer file = { 0 };
    stet_buffer folder = { 0 };
    stet_buffer way = { 0 };
    if (!stet_str_starts(path, STET_STR("/")))
        add_parts(&file, start);
    add_parts(&file, path);
    add_parts(&folder, baseline->folder);
    if (file.len)
        add_way(&way, stet_buffer_str(&folder), stet_buffer_str(&file));
    add_readable(out, stet_buffer_str(&way));
    stet_buffer_release(&way);
    stet_buffer_release(&folder);
    stet_buffer_release(&file);
}

void stet_baseline_add_path(const stet_baseline *baseline, stet_str shown,
                            stet_buffer *out)
{
    add_file(baseline, baseline->here, shown, out);
}

stet_str stet_baseline_written_path(stet_baseline *baseline, stet_str written)
{
    stet_buffer path = { 0 };
    add_file(baseline, baseline->folder, written, &path);
    stet_str copy = stet_arena_copy(&baseline->arena, stet_buffer_str(&path));
    stet_buffer_release(&path);
    return copy;
}

void stet_baseline_add_place(const stet_baseline *baseline,
                             const stet_baseline_entry *entry, stet_buffer *out)
{
    stet_path_join(out, baseline->folder, entry->path);
}
