/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* d_type of a folder's entries */
#include "run/file_list.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "run/ignore.h"
#include "run/leavings.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

/** What a name in a folder stands for. */
typedef enum entry_kind {
    ENTRY_FILE,
    ENTRY_FOLDER,
    ENTRY_LINK_TO_FOLDER,
    ENTRY_DEAD_LINK,
    ENTRY_OTHER,
} entry_kind;

typedef struct entry {
    char *name;
    size_t len;
    entry_kind kind;
} entry;

typedef struct entry_list {
    entry *items;
    size_t count, capacity;
} entry_list;

/** One collection under way. */
typedef struct walk {
    stet_file_list *list;
    stet_rule_set_store *store;
    stet_diagnostics *errors;
    stet_arena arena;    /**< Ignore patterns: for as long as the walk takes. */
    stet_arena *reasons; /**< Where reasons are written; NULL: nobody wants them. */
} walk;

/** A folder that is walked. */
typedef struct folder {
    stet_str path; /**< As the argument was. */
    stet_str real; /**< Absolute, free of links. */
    const stet_ignore *ignore;
    const stet_rule_set *set; /**< Of the folder above, until its own is known. */
    bool has_audit;           /**< What `stet audit` left here is passed over. */
} folder;

/* "./" at the front says nothing. */
static stet_str shown_path(stet_str path)
{
    while (path.len > 2 && stet_str_starts(path, STET_STR("./"))) {
        path = (stet_str){ path.ptr + 2, path.len - 2 };
        while (path.len > 1 && path.ptr[0] == '/')
            path = (stet_str){ path.ptr + 1, path.len - 1 };
    }
    return path;
}

/* What globs see of a file that is not in the rule set's folder. */
static stet_str without_root(stet_str path)
{
    path = shown_path(path);
    while (stet_str_starts(path, STET_STR("../")))
        path = (stet_str){ path.ptr + 3, path.len - 3 };
    while (path.len > 1 && path.ptr[0] == '/')
        path = (stet_str){ path.ptr + 1, path.len - 1 };
    return path;
}

/* Adds a file or a reason; one that is known already only where it was left out. */
static void add_item(walk *w, stet_str real, const stet_listed_file *item)
{
    stet_file_list *list = w->list;
    if (!item->layout && !w->reasons)
        return;
    uintptr_t there = (uintptr_t)stet_map_get(&list->seen, real);
    stet_listed_file *place = there ? &list->items[there - 1] : NULL;
    if (place && (place->layout || !item->layout))
        return;
    if (!place) {
        void *items = list->items;
        stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items = items;
        place = &list->items[list->count++];
        stet_map_set(&list->seen, stet_arena_copy(&list->arena, real),
                     (void *)(uintptr_t)list->count);
    }
    *place = *item;
    place->path = stet_arena_copy(&list->arena, item->path);
    place->shown = stet_arena_copy(&list->arena, item->shown);
    place->inside = stet_arena_copy(&list->arena, item->inside);
    place->reason = stet_arena_copy(&list->arena, item->reason);
}

/* Reasons are written out only for who wants them: `arena` NULL says that nobody does.
 */
static stet_str reason_for_name(stet_arena *arena, stet_str path)
{
    if (!arena)
        return STET_STR("no text format");
    stet_str extension = stet_path_extension(path);
    stet_str name = stet_path_name(path);
    if (extension.len)
        return stet_arena_format(arena, "no text format for .%.*s", (int)extension.len,
                                 extension.ptr);
    return stet_arena_format(arena, "no text format for %.*s", (int)name.len, name.ptr);
}

/* The glob of the rule set's `exclude` that the path (with a / at its end when it is a
   folder's) matches, or NULL. */
static const stet_str *excluding_glob(const stet_rule_set *set, stet_str inside)
{
    for (size_t i = 0; set && i < set->n_excludes; i++)
        if (stet_path_match(set->excludes[i], inside))
            return &set->excludes[i];
    return NULL;
}

bool stet_file_list_excludes(const stet_rule_set *set, stet_str inside)
{
    return excluding_glob(set, inside) != NULL;
}

static stet_str reason_for_glob(stet_arena *arena, const stet_rule_set *set,
                                stet_str glob)
{
    if (!arena)
        return STET_STR("excluded");
    return stet_arena_format(arena, "excluded by %.*s: %.*s", (int)set->path.len,
                             set->path.ptr, (int)glob.len, glob.ptr);
}

/* Finds layout or reason; `item` has its paths and its rule set. */
static void choose_layout(stet_listed_file *item, bool named, stet_arena *arena)
{
    const stet_str *glob = named ? NULL : excluding_glob(item->set, item->inside);
    if (!item->set)
        item->reason = STET_STR("its rule set has errors");
    else if (glob)
        item->reason = reason_for_glob(arena, item->set, *glob);
    else
        item->layout = stet_rule_set_layout(item->set, item->inside);
    if (item->layout || item->reason.len)
        return;
    if (named)
        item->layout = stet_layout_for_file(item->inside);
    else
        item->reason = reason_for_name(arena, item->inside);
}

/* Whether it is a table or a JSON file that nobody said anything of: who meant it to be
   read must hear of it. */
static void count_unsaid(stet_file_list *list, const stet_listed_file *item)
{
    if (item->layout || !item->set || excluding_glob(item->set, item->inside) ||
        !stet_layout_for_file(item->inside)->reader->has_records)
        return;
    if (list->n_unsaid++ == 0)
        list->unsaid = stet_arena_copy(&list->arena, item->shown);
}

static stet_listed_file make_item(const stet_rule_set_store *store,
                                  const stet_rule_set *set, stet_str path,
                                  stet_str real)
{
    stet_listed_file item = { .path = path, .shown = shown_path(path), .set = set };
    item.inside = without_root(path);
    if (set)
        item.inside = stet_rule_set_store_inside(store, set, real, item.inside);
    return item;
}

/* Most file systems tell with a name what it is; what they leave open is looked at. */
static entry_kind kind_of(int dir, const struct dirent *found)
{
    const char *name = found->d_name;
    struct stat status;
    if (found->d_type == DT_REG)
        return ENTRY_FILE;
    if (found->d_type == DT_DIR)
        return ENTRY_FOLDER;
    if (fstatat(dir, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return ENTRY_DEAD_LINK;
    bool link = S_ISLNK(status.st_mode);
    if (link && fstatat(dir, name, &status, 0) != 0)
        return ENTRY_DEAD_LINK;
    if (S_ISDIR(status.st_mode))
        return link ? ENTRY_LINK_TO_FOLDER : ENTRY_FOLDER;
    return S_ISREG(status.st_mode) ? ENTRY_FILE : ENTRY_OTHER;
}

/* Bytewise by the paths that are listed: a folder's name goes on with a slash. */
static int by_name(const void *a, const void *b)
{
    const entry *left = a;
    const entry *right = b;
    size_t len = left->len < right->len ? left->len : right->len;
    int order = memcmp(left->name, right->name, len);
    if (order)
        return order;
    unsigned char ends[2];
    const entry *both[] = { left, right };
    for (size_t i = 0; i < STET_LEN(both); i++) {
        unsigned char slash = both[i]->kind == ENTRY_FOLDER ? '/' : '\0';
        ends[i] = both[i]->len > len ? (unsigned char)both[i]->name[len] : slash;
    }
    return (ends[0] > ends[1]) - (ends[0] < ends[1]);
}

/* All names but "." and "..", sorted; false with errno. */
static bool read_folder(const char *path, entry_list *list)
{
    DIR *dir = opendir(path);
    if (!dir)
        return false;
    for (;;) {
        errno = 0;
        const struct dirent *found = readdir(dir);
        if (!found)
            break;
        const char *name = found->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        void *items = list->items;
        stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
        list->items = items;
        size_t len = strlen(name);
        list->items[list->count++] =
            (entry){ stet_memory_text(name, len), len, kind_of(dirfd(dir), found) };
    }
    int cause = errno;
    closedir(dir);
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_name);
    errno = cause;
    return cause == 0;
}

static void release_entries(entry_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].name);
    free(list->items);
}

/* Whether files here may be what an audit left: only then its database is looked for.
 */
static bool has_leavings(const entry_list *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (stet_leavings_has_name(
                (stet_str){ list->items[i].name, list->items[i].len }))
            return stet_leavings_has_audit(path);
    return false;
}

/* Whether the folder may be governed by another rule set than the one above it. */
static bool begins_anew(const entry_list *list)
{
    static const char *const names[] = { "stet.yaml", ".stet.yaml", ".git" };
    for (size_t i = 0; i < list->count; i++)
        for (size_t n = 0; n < STET_LEN(names); n++)
            if (strcmp(list->items[i].name, names[n]) == 0)
                return true;
    return false;
}

static stet_str reason_for_kind(const entry *e)
{
    static const char *const reasons[] = {
        [ENTRY_FILE] = "",
        [ENTRY_FOLDER] = "",
        [ENTRY_LINK_TO_FOLDER] = "a symbolic link to a folder",
        [ENTRY_DEAD_LINK] = "a symbolic link that leads nowhere",
        [ENTRY_OTHER] = "neither a file nor a folder",
    };
    if (e->kind == ENTRY_FOLDER && e->name[0] == '.')
        return STET_STR("a hidden folder");
    return stet_str_from(reasons[e->kind]);
}

/* Why the walk leaves an entry out whatever it holds; empty: it does not. */
static stet_str reason_to_leave(walk *w, const folder *f, const entry *e, stet_str real)
{
    stet_str reason = reason_for_kind(e);
    if (reason.len)
        return reason;
    if (f->has_audit && e->kind == ENTRY_FILE &&
        stet_leavings_has_name((stet_str){ e->name, e->len }))
        return STET_STR("left here by stet audit");
    const stet_ignore_pattern *pattern =
        stet_ignore_match(f->ignore, real, e->kind == ENTRY_FOLDER);
    if (!pattern || pattern->negated)
        return STET_STR("");
    if (!w->reasons)
        return STET_STR("ignored");
    return stet_arena_format(w->reasons, "ignored by line %u of %.*s: %.*s",
                             pattern->line, (int)pattern->file.len, pattern->file.ptr,
                             (int)pattern->written.len, pattern->written.ptr);
}

static void walk_folder(walk *w, folder f);

/* A folder in a folder: left out, or walked. */
static void walk_inner(walk *w, const folder *f, stet_str path, stet_str real,
                       stet_str reason)
{
    stet_buffer slashed = { 0 };
    stet_buffer_add(&slashed, path);
    stet_buffer_add_char(&slashed, '/');
    stet_buffer real_slashed = { 0 };
    stet_buffer_add(&real_slashed, real);
    stet_buffer_add_char(&real_slashed, '/');
    stet_listed_file item = make_item(w->store, f->set, stet_buffer_str(&slashed),
                                      stet_buffer_str(&real_slashed));
    item.reason = reason;
    const stet_str *glob = excluding_glob(f->set, item.inside);
    if (!reason.len && glob)
        item.reason = reason_for_glob(w->reasons, f->set, *glob);
    if (item.reason.len)
        add_item(w, stet_buffer_str(&real_slashed), &item);
    stet_buffer_release(&slashed);
    stet_buffer_release(&real_slashed);
    if (!item.reason.len)
        walk_folder(w, (folder){ path, real, f->ignore, f->set, false });
}

static void walk_entry(walk *w, const folder *f, const entry *e)
{
    stet_buffer path = { 0 };
    stet_buffer real = { 0 };
    stet_str name = { e->name, e->len };
    stet_path_join(&path, f->path, name);
    stet_path_join(&real, f->real, name);
    stet_str reason = reason_to_leave(w, f, e, stet_buffer_str(&real));
    if (e->kind == ENTRY_FOLDER) {
        walk_inner(w, f, stet_buffer_str(&path), stet_buffer_str(&real), reason);
    } else {
        stet_listed_file item =
            make_item(w->store, f->set, stet_buffer_str(&path), stet_buffer_str(&real));
        item.reason = reason;
        if (!reason.len) {
            choose_layout(&item, false, w->reasons);
            count_unsaid(w->list, &item);
        }
        add_item(w, stet_buffer_str(&real), &item);
    }
    stet_buffer_release(&path);
    stet_buffer_release(&real);
}

static void add_error(walk *w, stet_str path, const char *what, int cause)
{
    stet_diagnostics_add(w->errors, STET_SEVERITY_ERROR, path, STET_STR(""),
                         STET_POSITION_NONE, "%s: %s", what, strerror(cause));
}

/* The depth is bounded by the longest path that the system opens. */
static void walk_folder(walk *w, folder f)
{
    entry_list entries = { 0 };
    stet_str path = f.path.len ? f.path : STET_STR(".");
    if (!read_folder(path.ptr, &entries))
        add_error(w, path, "the folder cannot be read", errno);
    if (!f.set || begins_anew(&entries))
        f.set = stet_rule_set_store_get(w->store, path);
    f.ignore = stet_ignore_enter(f.ignore, f.real, &w->arena);
    f.has_audit = has_leavings(&entries, path.ptr);
    for (size_t i = 0; i < entries.count; i++)
        walk_entry(w, &f, &entries.items[i]);
    release_entries(&entries);
}

/* The real path of a folder; empty with an error when there is none. */
static stet_str resolve(walk *w, stet_str path)
{
    stet_str named = stet_arena_copy(&w->arena, path);
    char *real = realpath(named.ptr, NULL);
    if (!real) {
        add_error(w, path, "it cannot be opened", errno);
        return STET_STR("");
    }
    stet_str copy = stet_arena_copy(&w->arena, stet_str_from(real));
    free(real);
    return copy;
}

static void take_folder(walk *w, stet_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    stet_str real = resolve(w, path);
    if (real.len)
        walk_folder(w, (folder){ stet_arena_copy(&w->arena, path), real,
                                 stet_ignore_above(real, &w->arena), NULL, false });
}

static void take_file(walk *w, stet_str path)
{
    stet_str above = stet_path_folder(path);
    stet_str real_folder = resolve(w, above);
    if (!real_folder.len)
        return;
    stet_buffer real = { 0 };
    stet_path_join(&real, real_folder, stet_path_name(path));
    stet_listed_file item =
        make_item(w->store, stet_rule_set_store_get(w->store, above), path,
                  stet_buffer_str(&real));
    choose_layout(&item, true, w->reasons);
    add_item(w, stet_buffer_str(&real), &item);
    stet_buffer_release(&real);
}

static void take_argument(walk *w, const char *argument)
{
    struct stat status;
    stet_str path = stet_str_from(argument);
    if (stet_str_is(path, "-")) {
        stet_listed_file item;
        stet_file_list_describe(&item, path, true, w->store, &w->list->arena);
        add_item(w, path, &item);
    } else if (stat(argument, &status) != 0) {
        add_error(w, path, "it cannot be opened", errno);
    } else if (S_ISDIR(status.st_mode)) {
        take_folder(w, path);
    } else {
        take_file(w, path);
    }
}

void stet_file_list_collect(stet_file_list *list, const char *const *arguments,
                            size_t n_arguments, bool explain,
                            stet_rule_set_store *store, stet_diagnostics *errors)
{
    walk w = { .list = list, .store = store, .errors = errors };
    w.reasons = explain ? &w.arena : NULL;
    for (size_t i = 0; i < n_arguments; i++)
        take_argument(&w, arguments[i]);
    stet_arena_release(&w.arena);
}

/* The n-th name that was seen is that of the n-th item. */
void stet_file_list_keep(stet_file_list *list, const bool *kept)
{
    stet_map seen = { 0 };
    size_t n = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (!kept[i])
            continue;
        list->items[n++] = list->items[i];
        stet_map_set(&seen, list->seen.entries[i].key, (void *)(uintptr_t)n);
    }
    list->count = n;
    stet_map_release(&list->seen);
    list->seen = seen;
}

void stet_file_list_release(stet_file_list *list)
{
    free(list->items);
    stet_map_release(&list->seen);
    stet_arena_release(&list->arena);
    *list = (stet_file_list){ 0 };
}

void stet_file_list_describe(stet_listed_file *file, stet_str name, bool named,
                             stet_rule_set_store *store, stet_arena *arena)
{
    name = stet_arena_copy(arena, name);
    stet_str above = stet_path_folder(name);
    stet_str real = name;
    if (!store->options.read) {
        char *resolved = realpath(stet_arena_copy(arena, above).ptr, NULL);
        if (resolved)
            real =
                stet_arena_format(arena, "%s/%s", resolved, stet_path_name(name).ptr);
        free(resolved);
    }
    *file = make_item(store, stet_rule_set_store_get(store, above), name, real);
    choose_layout(file, named, arena);
}
