/* SPDX-License-Identifier: Apache-2.0 */
/* What is checked: arguments, standard input under a name, or the index of git. */
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "cli/check.h"
#include "cli/check_mend.h"
#include "run/staged_folders.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool stet_check_read_size(const char *text, size_t *out, stet_error *error)
{
    static const char units[] = "KMG";
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    bool good = text[0] >= '0' && text[0] <= '9' && !errno && !(unit ? end[1] : *end);
    if (good && number && number <= STET_MAX_RECORD_LIMIT >> shift) {
        *out = (size_t)(number << shift);
        return true;
    }
    return stet_error_set(
        error, "“%s” is not a size: write 500K, 64M or 1G, 2G at most", text);
}

/* The rule set comes from the index too. One that --config names may be outside of the
   repository, or not be tracked: then it is what stands on the disk. */
static bool read_from_index(void *user, const char *path, stet_buffer *out,
                            stet_error *error)
{
    stet_check *check = user;
    if (stet_git_index_read_path(&check->index, stet_str_from(path), out, error))
        return true;
    if (error->message)
        return false;
    if (path[0] != '/')
        return stet_error_set(error, "there is no such file in the index of git");
    stet_file file;
    if (!stet_file_open(&file, path, error))
        return false;
    stet_buffer_add(out, file.bytes);
    stet_file_close(&file);
    return true;
}

static void add_file(stet_check *check, const stet_listed_file *file)
{
    stet_file_list *list = &check->list;
    void *items = list->items;
    stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items = items;
    list->items[list->count++] = *file;
}

/* A rule set that lies beside the index would be thought to hold, and does not. */
static void note_untracked(stet_check *check)
{
    static const char *const names[] = { "stet.yaml", ".stet.yaml" };
    stet_buffer path = { 0 };
    for (size_t i = 0; i < STET_LEN(names); i++) {
        stet_error error = STET_ERROR_NONE;
        stet_buffer_clear(&path);
        stet_path_join(&path, check->index.root, stet_str_from(names[i]));
        bool lies_there = access(path.ptr, F_OK) == 0;
        stet_buffer_clear(&path);
        if (lies_there && !read_from_index(check, names[i], &path, &error))
            stet_log_note(&check->context.cli->log,
                          "%s is not in the index of git, and so does not count: "
                          "git add %s",
                          names[i], names[i]);
        stet_error_release(&error);
    }
    stet_buffer_release(&path);
}

/* Only what will be read stays in the index's list, so that it is read ahead. */
static bool collect_staged(stet_check *check)
{
    stet_rule_set_store *store = &check->context.store;
    stet_git_index *index = &check->index;
    size_t kept = 0;
    if (!stet_git_index_open(index, &check->error))
        return false;
    check->uses_index = true;
    store->options.read = read_from_index;
    store->options.user = check;
    if (store->config.len && !stet_str_starts(store->config, STET_STR("stet:"))) {
        char *real = realpath(check->context.common->config, NULL);
        if (real)
            store->config = stet_arena_copy(&store->arena, stet_str_from(real));
        free(real);
    }
    if (index->count && !store->config.len)
        note_untracked(check);
    stet_staged_folders folders = { .store = store };
    for (size_t i = 0; i < index->count; i++) {
        stet_listed_file file;
        if (stet_staged_folders_leave(&folders, index->files[i].path))
            continue;
        stet_file_list_describe(&file, index->files[i].path, false, store,
                                &check->list.arena);
        if (!file.set || !file.layout)
            continue;
        file.shown = index->files[i].shown;
        index->files[kept++] = index->files[i];
        add_file(check, &file);
    }
    index->count = kept;
    stet_staged_folders_release(&folders);
    return true;
}

static void collect_stdin(stet_check *check)
{
    const char *name = check->options.stdin_filename;
    stet_listed_file file;
    stet_file_list_describe(&file, stet_str_from(name ? name : "-"), true,
                            &check->context.store, &check->list.arena);
    if (!name)
        file.shown = STET_STR("<stdin>");
    file.path = STET_STR("-");
    check->reads_stdin = true;
    if (file.set && file.layout)
        add_file(check, &file);
}

/* Standard input is known by its name, which the list cannot know. */
static void collect_arguments(stet_check *check, const char *const *arguments,
                              size_t n_arguments)
{
    static const char *const here[] = { "." };
    size_t from = 0;
    if (!n_arguments) {
        arguments = here;
        n_arguments = 1;
    }
    for (size_t i = 0; i <= n_arguments; i++) {
        bool is_stdin = i < n_arguments && strcmp(arguments[i], "-") == 0;
        if (i < n_arguments && !is_stdin)
            continue;
        stet_file_list_collect(&check->list, arguments + from, i - from, false,
                               &check->context.store, &check->missing);
        if (is_stdin && !check->reads_stdin)
            collect_stdin(check);
        from = i + 1;
    }
}

static void collect_sets(stet_check *check)
{
    check->sets = stet_memory_zalloc(check->list.count + 1, sizeof *check->sets);
    check->batches = stet_memory_zalloc(check->list.count + 1, sizeof *check->batches);
    size_t n = 0;
    for (size_t i = 0; i < check->list.count; i++) {
        const stet_rule_set *set = check->list.items[i].set;
        if (n == check->n_sets || check->sets[n] != set)
            for (n = 0; n < check->n_sets && check->sets[n] != set; n++)
                continue;
        if (n == check->n_sets)
            check->sets[check->n_sets++] = set;
        check->batches[n].n_files++;
    }
}

bool stet_check_collect(stet_check *check, const char *const *arguments,
                        size_t n_arguments)
{
    if (check->options.staged) {
        if (!collect_staged(check))
            return false;
    } else {
        collect_arguments(check, arguments, n_arguments);
    }
    stet_context_tell(&check->context);
    collect_sets(check);
    return true;
}

static stet_source *open_staged(stet_check *check, size_t at, stet_error *trouble)
{
    const stet_listed_file *file = &check->list.items[at];
    char *bytes = NULL;
    size_t len = 0;
    if (!stet_git_index_read(&check->index, check->index.files[at].object, &bytes, &len,
                             trouble))
        return NULL;
    return stet_source_of_bytes((stet_str){ bytes, len }, bytes, file->shown,
                                file->layout, check->max_record, trouble);
}

stet_source *stet_check_feed(void *user, stet_error *trouble)
{
    stet_check *check = user;
    if (check->next == check->end)
        return NULL;
    size_t at = check->next++;
    const stet_listed_file *file = &check->list.items[at];
    stet_source *source;
    if (check->uses_index)
        source = open_staged(check, at, trouble);
    else if (check->mend)
        source = stet_check_mend_open(check->mend, file, check->max_record, trouble);
    else
        source = stet_source_open(file->path.ptr, file->shown, file->layout,
                                  check->max_record, trouble);
    if (source)
        source->inside = file->inside;
    else if (!trouble->path)
        stet_error_at(trouble, file->shown, trouble->position);
    return source;
}
