/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/plugin_loader.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <ltdl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char loader_name[] = "stet_dlopen";
static const char descriptor[] = "stet_plugin";

/* ---- Our row in libltdl's table of loaders ---- */

/** What our row keeps: libltdl forgets why a file could not be opened. */
struct loader_data {
    char *reason;
};

static lt_module open_module(lt_user_data data, const char *path, lt_dladvise advise)
{
    struct loader_data *own = data;
    (void)advise;
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    free(own->reason);
    own->reason = NULL;
    if (module == NULL) {
        const char *reason = dlerror();
        reason = reason != NULL ? reason : "no reason given";
        own->reason = stet_memory_text(reason, strlen(reason));
    }
    return module;
}

/** Code is never unloaded: threads may still be in it, and descriptors are constants
    in it. Only libltdl's record of it goes. */
static int close_module(lt_user_data data, lt_module module)
{
    (void)data;
    (void)module;
    return 0;
}

static void *find_symbol(lt_user_data data, lt_module module, const char *name)
{
    (void)data;
    return dlsym(module, name);
}

static int release_loader(lt_user_data data)
{
    struct loader_data *own = data;
    free(own->reason);
    free(own);
    return 0;
}

/** Starts libltdl with our loader in place of its own. */
static bool start(void)
{
    if (lt_dlloader_find(loader_name) != NULL) {
        return true;
    }
    LTDL_SET_PRELOADED_SYMBOLS();
    if (lt_dlinit() != 0) {
        return false;
    }
    free(lt_dlloader_remove("lt_dlopen"));
    lt_dlvtable *row = stet_memory_zalloc(1, sizeof *row); /* lt_dlexit frees it. */
    *row = (lt_dlvtable){
        .name = loader_name,
        .module_open = open_module,
        .module_close = close_module,
        .find_sym = find_symbol,
        .dlloader_exit = release_loader,
        .dlloader_data = stet_memory_zalloc(1, sizeof(struct loader_data)),
        .priority = LT_DLLOADER_APPEND,
    };
    return lt_dlloader_add(row) == 0;
}

void stet_plugin_loader_close(void)
{
    if (lt_dlloader_find(loader_name) != NULL) {
        lt_dlexit();
    }
}

/** Why the last file could not be opened, without the path that dlerror begins with. */
static const char *open_reason(const char *path)
{
    const lt_dlvtable *row = lt_dlloader_find(loader_name);
    const char *reason = ((const struct loader_data *)row->dlloader_data)->reason;
    size_t length = strlen(path);
    if (reason == NULL) {
        return "libltdl cannot open it";
    }
    if (strncmp(reason, path, length) == 0 && strncmp(reason + length, ": ", 2) == 0) {
        return reason + length + 2;
    }
    return reason;
}

/* ---- One plugin ---- */

/** Who loads, and how bad it is when something cannot be. */
struct loading {
    stet_registry *registry;
    stet_diagnostics *errors;
    stet_severity severity;
};

/** Adds one line about `path`. */
STET_PRINTF(3, 4)
static void complain(const struct loading *loading, const char *path,
                     const char *format, ...)
{
    stet_buffer text = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&text, format, args);
    va_end(args);
    stet_diagnostics_add(loading->errors, loading->severity, stet_str_from(path),
                         STET_STR(""), STET_POSITION_NONE, "%s", text.ptr);
    stet_buffer_release(&text);
}

/** Whether only we and root may write to a file or folder; tells when not. */
static bool is_safe(const struct loading *loading, const char *path,
                    const struct stat *info, const char *what)
{
    if (info->st_uid != 0 && info->st_uid != geteuid()) {
        complain(loading, path, "not loaded: the %s belongs to another user", what);
        return false;
    }
    if ((info->st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        complain(loading, path, "not loaded: others may write to the %s", what);
        stet_diagnostics_hint(loading->errors, "chmod go-w %s", path);
        return false;
    }
    return true;
}

static bool is_safe_folder(const struct loading *loading, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        complain(loading, path, "cannot be read: %s", strerror(errno));
        return false;
    }
    if (!S_ISDIR(info.st_mode)) {
        complain(loading, path, "this is not a folder");
        return false;
    }
    return is_safe(loading, path, &info, "folder");
}

static bool is_safe_file(const struct loading *loading, const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0) {
        complain(loading, path, "cannot be read: %s", strerror(errno));
        return false;
    }
    if (!S_ISREG(info.st_mode)) {
        complain(loading, path, "not loaded: this is not a file");
        return false;
    }
    return is_safe(loading, path, &info, "file");
}

/** Registers what an open module describes. */
static void register_module(const struct loading *loading, lt_dlhandle handle,
                            const char *path)
{
    const lt_dlinfo *info = lt_dlgetinfo(handle);
    const stet_plugin *plugin = lt_dlsym(handle, descriptor);
    if (info->ref_count > 1) {
        return; /* The same file by another way. */
    }
    if (plugin == NULL) {
        complain(loading, path, "not a plugin of stet: it exports no %s_LTX_%s",
                 info->name, descriptor);
        stet_diagnostics_hint(loading->errors,
                              "its descriptor begins with STET_PLUGIN(%s)", info->name);
        return;
    }
    stet_error error = STET_ERROR_NONE;
    if (!stet_registry_add(loading->registry, plugin, stet_str_from(path), &error)) {
        complain(loading, path, "not loaded: %s", error.message);
        if (error.hint != NULL) {
            stet_diagnostics_hint(loading->errors, "%s", error.hint);
        }
    }
    stet_error_release(&error);
}

/** Opens a file whose folder is known to be safe; `path` is absolute and real. */
static void load_real_file(const struct loading *loading, const char *path)
{
    if (!stet_str_ends(stet_str_from(path), STET_STR(".so"))) {
        complain(loading, path, "not loaded: the name of a plugin ends in .so");
    } else if (is_safe_file(loading, path)) {
        lt_dlhandle handle = lt_dlopen(path);
        if (handle == NULL) {
            complain(loading, path, "not loaded: %s", open_reason(path));
        } else {
            register_module(loading, handle, path);
        }
    }
}

static void load_file(const struct loading *loading, const char *path)
{
    char *real = realpath(path, NULL);
    if (real == NULL) {
        complain(loading, path, "not loaded: %s", strerror(errno));
        return;
    }
    stet_str parent = stet_path_folder(stet_str_from(real));
    char *folder = stet_memory_text(parent.ptr, parent.len);
    if (is_safe_folder(loading, folder)) {
        load_real_file(loading, real);
    }
    free(folder);
    free(real);
}

/* ---- Folders ---- */

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/** The names that end in .so, sorted; NULL when the folder cannot be read. */
static char **list_folder(const char *path, size_t *count)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return NULL;
    }
    size_t capacity = 1;
    char **names = stet_memory_zalloc(capacity, sizeof *names);
    *count = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL;
         entry = readdir(folder)) {
        stet_str name = stet_str_from(entry->d_name);
        if (name.ptr[0] == '.' || !stet_str_ends(name, STET_STR(".so"))) {
            continue;
        }
        stet_memory_grow((void **)&names, &capacity, *count + 1, sizeof *names);
        names[(*count)++] = stet_memory_text(name.ptr, name.len);
    }
    closedir(folder);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

/** Loads the plugins of a real folder; what is wrong with one of them is a warning. */
static void load_real_folder(const struct loading *loading, const char *path)
{
    size_t count = 0;
    char **names = list_folder(path, &count);
    if (names == NULL) {
        complain(loading, path, "cannot be read: %s", strerror(errno));
        return;
    }
    struct loading found = *loading;
    found.severity = STET_SEVERITY_WARNING;
    for (size_t i = 0; i < count; i++) {
        stet_buffer file = { 0 };
        stet_path_join(&file, stet_str_from(path), stet_str_from(names[i]));
        load_file(&found, file.ptr);
        stet_buffer_release(&file);
        free(names[i]);
    }
    free(names);
}

static void load_folder(const struct loading *loading, const char *path)
{
    char *real = realpath(path, NULL);
    if (real == NULL) {
        complain(loading, path, "cannot be read: %s", strerror(errno));
        return;
    }
    if (is_safe_folder(loading, real)) {
        load_real_folder(loading, real);
    }
    free(real);
}

static void load_environment(const struct loading *loading, const char *folders)
{
    stet_str rest = stet_str_from(folders);
    stet_str part;
    while (stet_str_cut(&rest, ':', &part)) {
        char *folder = stet_memory_text(part.ptr, part.len);
        if (part.len > 0) {
            load_folder(loading, folder);
        }
        free(folder);
    }
}

/** The plugins that are linked into the program: rows without an address name them. */
static void load_preloaded(const struct loading *loading)
{
    for (size_t i = 1; lt_preloaded_symbols[i].name != NULL; i++) {
        if (lt_preloaded_symbols[i].address != NULL) {
            continue;
        }
        lt_dlhandle handle = lt_dlopen(lt_preloaded_symbols[i].name);
        if (handle != NULL) {
            register_module(loading, handle, "(built in)");
        }
    }
}

void stet_plugin_loader_load(stet_registry *registry, const stet_plugin_places *places,
                             stet_diagnostics *errors)
{
    const struct loading named = { registry, errors, STET_SEVERITY_ERROR };
    const struct loading found = { registry, errors, STET_SEVERITY_WARNING };
    if (!start()) {
        complain(&named, "libltdl", "cannot be started: %s", lt_dlerror());
        return;
    }
    for (size_t i = 0; i < places->n_files; i++) {
        load_file(&named, places->files[i]);
    }
    for (size_t i = 0; i < places->n_folders; i++) {
        load_folder(&named, places->folders[i]);
    }
    if (places->environment != NULL) {
        load_environment(&found, places->environment);
    }
    if (places->installed != NULL && access(places->installed, F_OK) == 0) {
        load_folder(&found, places->installed);
    }
    load_preloaded(&found);
}
