/* SPDX-License-Identifier: Apache-2.0 */
#include "run/rule_set_store.h"

#include "base/path.h"
#include "base/str.h"

#include <stdlib.h>

/** A rule set that was asked for. */
typedef struct stored_set {
    stet_rule_set *set; /**< NULL: it has errors. */
    stet_str folder;    /**< Where its globs begin, free of links; ends with a slash. */
} stored_set;

static const char recommended[] = "stet:recommended";

/* A rule set that is not on disk is there when it can be read. */
static bool exists_for_reader(void *user, const char *path)
{
    const stet_rule_set_store *store = user;
    stet_buffer bytes = { 0 };
    stet_error error = STET_ERROR_NONE;
    bool ok = store->options.read(store->options.user, path, &bytes, &error);
    stet_error_release(&error);
    stet_buffer_release(&bytes);
    return ok;
}

/* With a slash at the end; "" is the folder that everything read is relative to. */
static stet_str real_folder(stet_rule_set_store *store, stet_str folder)
{
    if (store->options.read)
        return stet_str_is(folder, ".") || !folder.len
                   ? STET_STR("")
                   : stet_arena_format(&store->arena, "%.*s/", (int)folder.len,
                                       folder.ptr);
    stet_str named =
        stet_arena_copy(&store->arena, folder.len ? folder : STET_STR("."));
    char *real = realpath(named.ptr, NULL);
    const char *path = real ? real : named.ptr;
    stet_str copy = stet_arena_format(&store->arena, "%s%s", path,
                                      path[0] == '/' && !path[1] ? "" : "/");
    free(real);
    return copy;
}

/* One name for a file, however it was found. */
static stet_str key_of(stet_rule_set_store *store, stet_str path)
{
    stet_str key = stet_arena_copy(&store->arena, path);
    if (store->options.read || stet_str_starts(path, STET_STR("stet:")))
        return key;
    char *real = realpath(key.ptr, NULL);
    if (real)
        key = stet_arena_copy(&store->arena, stet_str_from(real));
    free(real);
    return key;
}

static stored_set *load(stet_rule_set_store *store, stet_str path)
{
    stet_str key = key_of(store, path);
    stored_set *stored = stet_map_get(&store->by_path, key);
    if (stored)
        return stored;
    stored = stet_arena_zalloc(&store->arena, sizeof *stored);
    stored->set = stet_rule_set_load(stet_arena_copy(&store->arena, path),
                                     &store->options, store->errors);
    if (stored->set)
        stored->folder = real_folder(store, stored->set->folder);
    stet_map_set(&store->by_path, key, stored);
    return stored;
}

/* Whoever called it so thinks that it governs. */
static void warn_of_misnamed(stet_rule_set_store *store, stet_str path)
{
    if (!path.len || stet_map_set(&store->misnamed, key_of(store, path), store))
        return;
    stet_diagnostics_add(store->errors, STET_SEVERITY_WARNING, path, STET_STR(""),
                         STET_POSITION_NONE,
                         "this is not read: a rule set is called stet.yaml");
    stet_diagnostics_hint(store->errors, "rename it, or name it with --config");
}

static stored_set *search(stet_rule_set_store *store, stet_str folder)
{
    stet_buffer path = { 0 };
    stet_buffer misnamed = { 0 };
    bool found =
        store->options.read
            ? stet_rule_set_find_file(folder, &path, NULL, exists_for_reader, store)
            : stet_rule_set_find_file(folder, &path, &misnamed, NULL, NULL);
    warn_of_misnamed(store, stet_buffer_str(&misnamed));
    stet_buffer_release(&misnamed);
    stored_set *stored =
        load(store, found ? stet_buffer_str(&path) : stet_str_from(recommended));
    stet_buffer_release(&path);
    return stored;
}

const stet_rule_set *stet_rule_set_store_get(stet_rule_set_store *store,
                                             stet_str folder)
{
    if (store->config.len)
        folder = STET_STR("");
    stored_set *stored = stet_map_get(&store->by_folder, folder);
    if (!stored) {
        stored = store->config.len ? load(store, store->config) : search(store, folder);
        stet_map_set(&store->by_folder, stet_arena_copy(&store->arena, folder), stored);
    }
    return stored->set;
}

stet_str stet_rule_set_store_inside(const stet_rule_set_store *store,
                                    const stet_rule_set *set, stet_str real,
                                    stet_str otherwise)
{
    for (size_t i = 0; i < store->by_path.count; i++) {
        const stored_set *stored = store->by_path.entries[i].value;
        if (stored->set != set)
            continue;
        size_t len = stored->folder.len;
        return stet_str_starts(real, stored->folder)
                   ? (stet_str){ real.ptr + len, real.len - len }
                   : otherwise;
    }
    return otherwise;
}

void stet_rule_set_store_release(stet_rule_set_store *store)
{
    for (size_t i = 0; i < store->by_path.count; i++) {
        stored_set *stored = store->by_path.entries[i].value;
        if (stored->set)
            stet_rule_set_free(stored->set);
    }
    stet_map_release(&store->by_path);
    stet_map_release(&store->by_folder);
    stet_map_release(&store->misnamed);
    stet_arena_release(&store->arena);
}
