/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/str.h"
#include "rule/registry_p.h"
#include "rule/rule_set_p.h"

#include <stdlib.h>

const char *const stet_rule_set_keys[] = { "name",     "version",  "summary",
                                           "extends",  "language", "dictionary",
                                           "texts",    "exclude",  "rules",
                                           "overrides" };
const size_t stet_n_rule_set_keys = STET_LEN(stet_rule_set_keys);

/** What stet_rule_loader.visited says of a path; 0: nothing; from LAYER: that layer. */
enum { UNDER_WAY = 1, BROKEN = 2, LAYER = 3 };

static void read_layer(stet_rule_loader *loader, stet_str path, stet_str name,
                       bool shipped, const stet_yaml *from, unsigned depth);

/* ---- Paths ---- */

/** Cuts the last part off, unless it is `..` or there is none; whether it did. */
static bool leave_folder(stet_buffer *path)
{
    stet_str all = stet_buffer_str(path);
    stet_str last = stet_path_name(all);
    if (!all.len || stet_str_is(last, "..") || stet_str_is(all, "/"))
        return false;
    path->len -= last.len;
    if (path->len > 1 && path->ptr[path->len - 1] == '/')
        path->len--;
    path->ptr[path->len] = '\0';
    return true;
}

stet_str stet_rule_path(stet_str path, stet_arena *arena)
{
    stet_buffer out = { 0 };
    if (path.len && path.ptr[0] == '/')
        stet_buffer_add_char(&out, '/');
    stet_str part;
    while (stet_str_cut(&path, '/', &part)) {
        if (!part.len || stet_str_is(part, ".") ||
            (stet_str_is(part, "..") && leave_folder(&out)))
            continue;
        if (out.len && out.ptr[out.len - 1] != '/')
            stet_buffer_add_char(&out, '/');
        stet_buffer_add(&out, part);
    }
    if (!out.len)
        stet_buffer_add_char(&out, '.');
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&out));
    stet_buffer_release(&out);
    return copy;
}

static stet_str join(stet_str folder, stet_str name, stet_arena *arena)
{
    stet_buffer path = { 0 };
    stet_path_join(&path, folder, name);
    stet_str normal = stet_rule_path(stet_buffer_str(&path), arena);
    stet_buffer_release(&path);
    return normal;
}

/* ---- Reading ---- */

static bool read_disk(const char *path, stet_buffer *out, stet_error *error)
{
    stet_file file;
    if (!stet_file_open(&file, path, error))
        return false;
    stet_buffer_add(out, file.bytes);
    stet_file_close(&file);
    return true;
}

/** What has been read, under the name that it has in a bundle if it has one. */
static void tell_seen(const stet_rule_loader *loader, stet_str path, bool shipped,
                      stet_str bytes)
{
    const stet_rule_set_options *options = loader->options;
    stet_arena scratch = { 0 };
    stet_str name = stet_rule_path(path, &scratch);
    bool inside = shipped;
    if (loader->is_bundle) {
        inside = true;
        name.ptr += loader->bundle_path.len;
        name.len -= loader->bundle_path.len;
    } else if (shipped) {
        stet_str folder = stet_rule_path(stet_str_from(options->shipped), &scratch);
        name = stet_arena_format(&scratch, STET_BUNDLE_SHIPPED "%s",
                                 name.ptr + folder.len + 1);
    }
    options->seen(options->seen_user, name, inside, bytes);
    stet_arena_release(&scratch);
}

static bool read_bytes(const stet_rule_loader *loader, const char *path, bool shipped,
                       stet_buffer *out, stet_error *error)
{
    const stet_rule_set_options *options = loader->options;
    if (loader->is_bundle)
        return stet_rule_bundle_read(loader, stet_str_from(path), out, error);
    if (loader->first_path.len && stet_str_is(loader->first_path, path)) {
        stet_buffer_add(out, stet_buffer_str(&loader->first));
        return true;
    }
    if (options->read && !shipped)
        return options->read(options->user, path, out, error);
    return read_disk(path, out, error);
}

bool stet_rule_loader_read(const stet_rule_loader *loader, const char *path,
                           bool shipped, stet_buffer *out, stet_error *error)
{
    const stet_rule_set_options *options = loader->options;
    size_t before = out->len;
    bool ok = read_bytes(loader, path, shipped, out, error);
    if (ok && options->seen)
        tell_seen(loader, stet_str_from(path), shipped,
                  (stet_str){ out->ptr ? out->ptr + before : "", out->len - before });
    return ok;
}

/* ---- Which file a name means ---- */

static void hint_shipped(stet_rule_loader *loader, stet_str name)
{
    stet_arena *arena = &loader->set->arena;
    const char *folder = loader->options->shipped;
    const char *const *names = stet_rule_set_shipped(folder ? folder : "", arena);
    size_t count = 0;
    while (names[count])
        count++;
    const char **full = stet_arena_alloc(arena, (count + 1) * sizeof *full);
    for (size_t i = 0; i < count; i++)
        full[i] = stet_arena_format(arena, "stet:%s", names[i]).ptr;
    stet_buffer wrong = { 0 };
    if (!stet_str_starts(name, STET_STR("stet:")))
        stet_buffer_add_text(&wrong, "stet:");
    stet_buffer_add(&wrong, name);
    stet_yaml_hint_names(loader->errors, stet_buffer_str(&wrong), full, count);
    stet_buffer_release(&wrong);
}

STET_PRINTF(3, 4)
static void add_error(stet_rule_loader *loader, const stet_yaml *from,
                      const char *format, ...)
{
    stet_buffer text = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&text, format, args);
    va_end(args);
    if (from)
        stet_yaml_error(from, loader->errors, "%s", text.ptr);
    else
        stet_yaml_error_at(NULL, STET_POSITION_NONE, loader->errors, "%s", text.ptr);
    stet_buffer_release(&text);
}

/** Whether a set of this name ships, or is in the bundle. */
static bool is_shipped(const stet_rule_loader *loader, stet_str bare, stet_str path)
{
    if (loader->is_bundle)
        return stet_str_starts(path, loader->bundle_path) &&
               stet_bundle_find(&loader->bundle,
                                (stet_str){ path.ptr + loader->bundle_path.len,
                                            path.len - loader->bundle_path.len });
    stet_arena scratch = { 0 };
    const char *folder = loader->options->shipped;
    const char *const *names = stet_rule_set_shipped(folder ? folder : "", &scratch);
    while (*names && !stet_str_is(bare, *names))
        names++;
    bool found = *names != NULL;
    stet_arena_release(&scratch);
    return found;
}

/** "stet:NAME" as a path; an empty one after adding an error. */
static stet_str find_shipped(stet_rule_loader *loader, stet_str name,
                             const stet_yaml *from)
{
    stet_str bare = { name.ptr + 5, name.len - 5 };
    stet_arena *arena = &loader->set->arena;
    stet_buffer file = { 0 };
    if (loader->is_bundle)
        stet_buffer_add_text(&file, STET_BUNDLE_SHIPPED);
    stet_buffer_add(&file, bare);
    stet_buffer_add_text(&file, ".yaml");
    stet_str folder = loader->is_bundle ? loader->bundle_path
                                        : stet_str_from(loader->options->shipped);
    stet_str path = join(folder, stet_buffer_str(&file), arena);
    stet_buffer_release(&file);
    if (is_shipped(loader, bare, path))
        return path;
    add_error(loader, from, "no rule set `%.*s` comes with stet", stet_yaml_width(name),
              name.ptr);
    hint_shipped(loader, name);
    return STET_STR("");
}

static bool is_shipped_name(stet_str name)
{
    return stet_str_starts(name, STET_STR("stet:"));
}

/* ---- One file ---- */

static void refuse_file(stet_rule_loader *loader, stet_str path, const stet_yaml *from,
                        stet_error *error)
{
    if (!from) {
        stet_diagnostics_take(loader->errors, error);
        return;
    }
    stet_yaml_error(from, loader->errors, "cannot read `%s`: %s", path.ptr,
                    error->message);
    if (stet_str_find(from->text, STET_STR("."), 0) == SIZE_MAX)
        hint_shipped(loader, from->text);
    stet_error_release(error);
}

static bool read_file(stet_rule_loader *loader, stet_str path, bool shipped,
                      const stet_yaml *from, stet_buffer *bytes)
{
    stet_error error = STET_ERROR_NONE;
    if (!stet_rule_loader_read(loader, path.ptr, shipped, bytes, &error)) {
        refuse_file(loader, path, from, &error);
        return false;
    }
    if (!stet_bundle_is(stet_buffer_str(bytes)))
        return true;
    add_error(loader, from,
              "`%s` is a bundle: it is given with --config, and not extended",
              path.ptr);
    return false;
}

static stet_yaml_file *parse_file(stet_rule_loader *loader, stet_str path,
                                  stet_str bytes)
{
    stet_rule_set *set = loader->set;
    stet_yaml_file *file = stet_memory_zalloc(1, sizeof *file);
    stet_yaml_file_init(file, path, bytes, loader->errors);
    void *files = set->files;
    set->files = stet_memory_resize(files, set->n_files + 1, sizeof *set->files);
    set->files[set->n_files++] = file;
    return file;
}

static void check_line(stet_rule_loader *loader, const stet_yaml *root, const char *key)
{
    stet_str text;
    const stet_yaml *node = stet_yaml_get(root, key);
    if (!node || !stet_yaml_read_text(node, &text, loader->errors))
        return;
    if (memchr(text.ptr, '\n', text.len) || !text.len)
        stet_yaml_error(node, loader->errors, "`%s` is one line of text", key);
}

/** Whether the root is a rule set at all; its own keys are looked at here. */
static bool check_root(stet_rule_loader *loader, const stet_yaml_file *file)
{
    const stet_yaml *root = file->root;
    if (!root)
        return false;
    if (root->kind != STET_YAML_MAPPING) {
        stet_yaml_error(root, loader->errors,
                        "a rule set is a mapping with `rules` or `extends`, not %s",
                        stet_yaml_kind_name(root));
        return false;
    }
    stet_yaml_check_keys(root, "a rule set", stet_rule_set_keys, stet_n_rule_set_keys,
                         loader->errors);
    check_line(loader, root, "name");
    check_line(loader, root, "version");
    check_line(loader, root, "summary");
    return true;
}

static void add_base(const stet_rule_loader *loader, stet_rule_layer *layer,
                     stet_str path)
{
    uintptr_t known = (uintptr_t)stet_map_get(&loader->visited, path);
    if (known >= LAYER)
        layer->bases[layer->n_bases++] = (size_t)known - LAYER;
}

static void read_extended(stet_rule_loader *loader, stet_rule_layer *layer,
                          unsigned depth)
{
    const stet_yaml *extends = stet_yaml_get(layer->file->root, "extends");
    size_t count = extends ? stet_yaml_length(extends) : 0;
    layer->bases =
        stet_arena_alloc(&loader->set->arena, (count + 1) * sizeof *layer->bases);
    for (size_t i = 0; i < count; i++) {
        const stet_yaml *node = stet_yaml_item(extends, i);
        stet_str name;
        if (!stet_yaml_read_text(node, &name, loader->errors))
            continue;
        if (stet_str_find(name, STET_STR("://"), 0) != SIZE_MAX) {
            stet_yaml_error(node, loader->errors,
                            "a rule set cannot be fetched from an "
                            "address: write the path of a file");
            continue;
        }
        bool shipped = is_shipped_name(name);
        stet_str path = shipped ? find_shipped(loader, name, node)
                                : join(layer->folder, name, &loader->set->arena);
        if (!path.len)
            continue;
        read_layer(loader, path, name, shipped || layer->shipped, node, depth + 1);
        add_base(loader, layer, path);
    }
}

static stet_str layer_name(const stet_yaml *root, stet_str path, stet_str name)
{
    const stet_yaml *given = stet_yaml_get(root, "name");
    if (is_shipped_name(name))
        return name;
    if (given && given->kind == STET_YAML_SCALAR && given->text.len)
        return given->text;
    return stet_path_name(path);
}

static void add_layer(stet_rule_loader *loader, const stet_rule_layer *layer)
{
    void *layers = loader->layers;
    stet_memory_grow(&layers, &loader->layers_capacity, loader->n_layers + 1,
                     sizeof *loader->layers);
    loader->layers = layers;
    loader->layers[loader->n_layers++] = *layer;
}

/** False when the file is read already, or being read, which is a circle. */
static bool begin_visit(stet_rule_loader *loader, stet_str path, const stet_yaml *from,
                        unsigned depth)
{
    uintptr_t before = (uintptr_t)stet_map_get(&loader->visited, path);
    if (before == UNDER_WAY)
        add_error(loader, from,
                  "the rule sets extend each other in a circle: `%s` is "
                  "being read already",
                  path.ptr);
    else if (!before && depth > STET_EXTENDS_NESTING)
        add_error(loader, from, "more than %d rule sets extend each other in a row",
                  STET_EXTENDS_NESTING);
    else if (!before)
        stet_map_set(&loader->visited, path, (void *)(uintptr_t)UNDER_WAY);
    return !before && depth <= STET_EXTENDS_NESTING;
}

static void read_layer(stet_rule_loader *loader, stet_str path, stet_str name,
                       bool shipped, const stet_yaml *from, unsigned depth)
{
    if (!begin_visit(loader, path, from, depth))
        return;
    stet_buffer bytes = { 0 };
    uintptr_t outcome = BROKEN;
    if (read_file(loader, path, shipped, from, &bytes)) {
        stet_yaml_file *file = parse_file(loader, path, stet_buffer_str(&bytes));
        stet_rule_layer layer = { .file = file,
                                  .folder = stet_path_folder(file->path),
                                  .shipped = shipped };
        if (check_root(loader, file)) {
            layer.name = layer_name(file->root, file->path, name);
            read_extended(loader, &layer, depth);
            outcome = LAYER + loader->n_layers;
            add_layer(loader, &layer);
        }
    }
    stet_buffer_release(&bytes);
    stet_map_set(&loader->visited, path, (void *)outcome);
}

/** The rule set that a bundle holds, and its name as of one that ships. */
static void read_bundle(stet_rule_loader *loader, stet_str path)
{
    stet_rule_set *set = loader->set;
    stet_arena *arena = &set->arena;
    stet_str name = loader->bundle.files[0].name;
    bool shipped = stet_str_starts(name, STET_STR(STET_BUNDLE_SHIPPED));
    set->path = join(loader->bundle_path, name, arena);
    set->folder =
        shipped ? STET_STR(".") : stet_arena_copy(arena, stet_path_folder(path));
    stet_str bare = stet_path_name(name);
    bare.len -= stet_path_extension(bare).len + 1;
    read_layer(loader, set->path,
               shipped ? stet_arena_format(arena, "stet:%.*s", (int)bare.len, bare.ptr)
                       : set->path,
               shipped, NULL, 0);
}

/** Reads the set's file, to see what it is; what cannot be read is told by who reads it
    as a rule set. */
static void read_first(stet_rule_loader *loader, stet_str path)
{
    stet_error error = STET_ERROR_NONE;
    if (read_bytes(loader, path.ptr, false, &loader->first, &error))
        loader->first_path = path;
    stet_error_release(&error);
}

void stet_rule_set_read_layers(stet_rule_loader *loader, stet_str path)
{
    stet_rule_set *set = loader->set;
    bool shipped = is_shipped_name(path);
    stet_str file = shipped ? find_shipped(loader, path, NULL)
                            : join(STET_STR(""), path, &set->arena);
    set->path = file;
    set->folder =
        shipped ? STET_STR(".") : stet_arena_copy(&set->arena, stet_path_folder(file));
    if (!shipped)
        read_first(loader, file);
    if (!file.len || !stet_rule_bundle_open(loader))
        return;
    if (loader->is_bundle)
        read_bundle(loader, file);
    else
        read_layer(loader, file, stet_arena_copy(&set->arena, path), shipped, NULL, 0);
}
