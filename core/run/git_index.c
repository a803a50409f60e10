/* SPDX-License-Identifier: Apache-2.0 */
#include "run/git_index.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/git_blobs.h"
#include "run/git_process.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* The current folder, as the kernel names it: without links, as git's root is. */
static bool current_folder(stet_buffer *out)
{
    enum { USUAL = 1024, MOST = 1 << 20 };
    for (size_t size = USUAL; size <= MOST; size *= 2) {
        stet_buffer_reserve(out, size);
        if (getcwd(out->ptr, size)) {
            out->len = strlen(out->ptr);
            return true;
        }
        if (errno != ERANGE)
            break;
    }
    return false;
}

/* `path` relative to `folder`; false: it is not in it. The folder itself is "". */
static bool strip_folder(stet_str folder, stet_str path, stet_str *rest)
{
    while (folder.len && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    if (!stet_str_starts(path, folder))
        return false;
    *rest = (stet_str){ path.ptr + folder.len, path.len - folder.len };
    if (rest->len && rest->ptr[0] != '/')
        return false;
    while (rest->len && rest->ptr[0] == '/')
        *rest = (stet_str){ rest->ptr + 1, rest->len - 1 };
    return true;
}

/* The path as seen from the folder `here` of the repository: "../" for each folder of
   `here` that the path is not in. */
static stet_str path_from(stet_arena *arena, stet_str here, stet_str path)
{
    stet_buffer out = { 0 };
    stet_str folder;
    bool common = true;
    while (stet_str_cut(&here, '/', &folder)) {
        common = common && path.len > folder.len && stet_str_starts(path, folder) &&
                 path.ptr[folder.len] == '/';
        if (common)
            path = (stet_str){ path.ptr + folder.len + 1, path.len - folder.len - 1 };
        else
            stet_buffer_add_text(&out, "../");
    }
    stet_buffer_add(&out, path);
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return copy;
}

static bool find_root(stet_git_index *index, stet_error *error)
{
    static const char *const arguments[] = { "rev-parse", "--show-toplevel", NULL };
    stet_buffer out = { 0 };
    bool ok = stet_git_process_run(arguments, &out, error);
    stet_str root = stet_buffer_str(&out);
    if (stet_str_ends(root, STET_STR("\n")))
        root.len--;
    index->root = stet_arena_copy(&index->arena, root);
    stet_buffer_release(&out);
    return ok;
}

/** One entry of `git diff --raw -z`: ":OLDMODE NEWMODE OLDID NEWID STATUS" NUL PATH. */
typedef struct raw_entry {
    stet_str new_mode, new_id, path;
} raw_entry;

static bool next_entry(stet_str *rest, raw_entry *entry)
{
    stet_str head;
    stet_str old_mode;
    stet_str old_id;
    return stet_str_cut(rest, '\0', &head) && stet_str_starts(head, STET_STR(":")) &&
           stet_str_cut(&head, ' ', &old_mode) &&
           stet_str_cut(&head, ' ', &entry->new_mode) &&
           stet_str_cut(&head, ' ', &old_id) &&
           stet_str_cut(&head, ' ', &entry->new_id) &&
           stet_str_cut(rest, '\0', &entry->path) && entry->path.len &&
           entry->new_id.len < sizeof((stet_staged_file *)NULL)->object;
}

/* Links are 120000, submodules 160000. */
static bool is_regular(stet_str mode)
{
    return stet_str_starts(mode, STET_STR("100"));
}

static void add_file(stet_git_index *index, const raw_entry *entry, stet_str here,
                     bool inside)
{
    void *files = index->files;
    stet_memory_grow(&files, &index->capacity, index->count + 1, sizeof *index->files);
    index->files = files;
    stet_staged_file *file = &index->files[index->count++];
    *file = (stet_staged_file){ .path = stet_arena_copy(&index->arena, entry->path) };
    if (inside)
        file->shown = path_from(&index->arena, here, file->path);
    else
        file->shown =
            stet_arena_format(&index->arena, "%s/%s", index->root.ptr, file->path.ptr);
    memcpy(file->object, entry->new_id.ptr, entry->new_id.len);
}

/* Settings of the user that would change the list are overruled: diff.relative,
   external diff programs, abbreviated ids. */
static bool list_files(stet_git_index *index, stet_error *error)
{
    static const char *const arguments[] = {
        "diff",
        "--cached",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-relative",
        "--no-color",
        "--ignore-submodules=all",
        "--diff-filter=ACMT",
        NULL,
    };
    stet_buffer cwd = { 0 };
    stet_str here = { "", 0 };
    bool inside =
        current_folder(&cwd) && strip_folder(index->root, stet_buffer_str(&cwd), &here);
    stet_buffer out = { 0 };
    bool ok = stet_git_process_run(arguments, &out, error);
    stet_str rest = stet_buffer_str(&out);
    while (ok && rest.len) {
        raw_entry entry;
        if (!next_entry(&rest, &entry))
            ok = stet_error_set(error,
                                "git diff wrote a line that is not of its format");
        else if (is_regular(entry.new_mode))
            add_file(index, &entry, here, inside);
    }
    stet_buffer_release(&out);
    stet_buffer_release(&cwd);
    return ok;
}

bool stet_git_index_open(stet_git_index *index, stet_error *error)
{
    *index = (stet_git_index){ 0 };
    if (find_root(index, error) && list_files(index, error))
        return true;
    stet_git_index_close(index);
    return false;
}

static bool start_blobs(stet_git_index *index, stet_error *error)
{
    if (!index->blobs)
        index->blobs = stet_git_blobs_open(error);
    return index->blobs != NULL;
}

/* When reads come in the order of the files, asks for the ones that are next. */
static void read_ahead(stet_git_index *index, const char *object)
{
    size_t at = index->next;
    while (at < index->count && strcmp(index->files[at].object, object) != 0)
        at++;
    if (at == index->count)
        return;
    index->next = at + 1;
    if (index->ahead <= at) {
        if (!stet_git_blobs_ask(index->blobs, stet_str_from(object)))
            return;
        index->ahead = at + 1;
    }
    while (index->ahead < index->count &&
           stet_git_blobs_ask(index->blobs,
                              stet_str_from(index->files[index->ahead].object)))
        index->ahead++;
}

bool stet_git_index_read(stet_git_index *index, const char *object, char **bytes,
                         size_t *len, stet_error *error)
{
    if (!start_blobs(index, error))
        return false;
    read_ahead(index, object);
    if (!stet_git_blobs_read(index->blobs, stet_str_from(object), bytes, len, error))
        return false;
    return *bytes || stet_error_set(error, "the repository has no object %s", object);
}

/* Appends `path` without "." and ".."; false: it leads out of the repository. */
static bool add_clean_path(stet_buffer *out, stet_str path)
{
    size_t start = out->len;
    stet_str part;
    while (stet_str_cut(&path, '/', &part)) {
        if (!part.len || stet_str_is(part, "."))
            continue;
        if (!stet_str_is(part, "..")) {
            if (out->len > start)
                stet_buffer_add_char(out, '/');
            stet_buffer_add(out, part);
            continue;
        }
        if (out->len == start)
            return false;
        while (out->len > start && out->ptr[out->len - 1] != '/')
            out->len--;
        out->len -= out->len > start;
    }
    return out->len > start;
}

/* A request to cat-file is a line, so a name with a line feed needs its own process. */
static bool read_odd_path(stet_str name, stet_buffer *out)
{
    char *object = stet_memory_text(name.ptr, name.len);
    const char *const arguments[] = { "cat-file", "blob", object, NULL };
    stet_error ignored = STET_ERROR_NONE;
    size_t before = out->len;
    bool ok = stet_git_process_run(arguments, out, &ignored);
    if (!ok)
        out->len = before;
    stet_error_release(&ignored);
    free(object);
    return ok;
}

static bool read_object(stet_git_index *index, stet_str name, stet_buffer *out,
                        stet_error *error)
{
    char *bytes = NULL;
    size_t len = 0;
    if (memchr(name.ptr, '\n', name.len))
        return read_odd_path(name, out);
    if (!start_blobs(index, error) ||
        !stet_git_blobs_read(index->blobs, name, &bytes, &len, error) || !bytes)
        return false;
    stet_buffer_append(out, bytes, len);
    free(bytes);
    return true;
}

bool stet_git_index_read_path(stet_git_index *index, stet_str path, stet_buffer *out,
                              stet_error *error)
{
    if (path.len && path.ptr[0] == '/' && !strip_folder(index->root, path, &path))
        return false;
    stet_buffer name = { 0 };
    stet_buffer_add_text(&name, ":0:");
    bool ok = add_clean_path(&name, path) &&
              read_object(index, stet_buffer_str(&name), out, error);
    stet_buffer_release(&name);
    return ok;
}

void stet_git_index_close(stet_git_index *index)
{
    stet_git_blobs_close(index->blobs);
    free(index->files);
    stet_arena_release(&index->arena);
    *index = (stet_git_index){ 0 };
}
