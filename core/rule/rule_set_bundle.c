/* SPDX-License-Identifier: Apache-2.0 */
/* A rule set that comes as a bundle: all of its files are in there, and it must be here
   what it was where it was made. */
#include "base/str.h"
#include "rule/rule_set_p.h"

static const char same_stet[] =
    "use the same stet everywhere, or make the bundle again: stet bundle";

STET_PRINTF(2, 3)
static void add_error(stet_rule_loader *loader, const char *format, ...)
{
    stet_buffer text = { 0 };
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(&text, format, args);
    va_end(args);
    stet_diagnostics_add(loader->errors, STET_SEVERITY_ERROR, loader->set->path,
                         STET_STR(""), STET_POSITION_NONE, "%s", text.ptr);
    stet_buffer_release(&text);
}

static const stet_plugin *find_plugin(const stet_registry *registry, stet_str name)
{
    for (size_t i = 0; i < registry->n_plugins; i++)
        if (stet_str_is(name, registry->plugins[i].plugin->name))
            return registry->plugins[i].plugin;
    return NULL;
}

/** Plugins are native code, which each machine has of its own: of other versions, they
    might find something else. */
static void check_plugins(stet_rule_loader *loader)
{
    for (size_t i = 0; i < loader->bundle.n_plugins; i++) {
        const stet_bundle_plugin *needed = &loader->bundle.plugins[i];
        const stet_plugin *plugin =
            find_plugin(loader->options->registry, needed->name);
        if (plugin && stet_str_is(needed->version, plugin->version))
            continue;
        if (plugin)
            add_error(
                loader,
                "the bundle was made with %.*s %.*s, and here is %s: it might find "
                "something else",
                (int)needed->name.len, needed->name.ptr, (int)needed->version.len,
                needed->version.ptr, plugin->version);
        else
            add_error(loader,
                      "the bundle needs the plugin %.*s %.*s, which is not loaded",
                      (int)needed->name.len, needed->name.ptr, (int)needed->version.len,
                      needed->version.ptr);
        stet_diagnostics_hint(loader->errors, "%s",
                              plugin ? same_stet
                                     : "name it with --plugin or STET_PLUGIN_PATH");
    }
}

bool stet_rule_bundle_open(stet_rule_loader *loader)
{
    stet_str bytes = stet_buffer_str(&loader->first);
    stet_str path = loader->first_path;
    stet_error error = STET_ERROR_NONE;
    if (!stet_bundle_is(bytes))
        return true;
    if (!stet_bundle_read(&loader->bundle, bytes, &error)) {
        stet_error_at(&error, path, error.position);
        stet_diagnostics_take(loader->errors, &error);
        return false;
    }
    loader->bundle_path =
        stet_arena_format(&loader->set->arena, "%.*s/", (int)path.len, path.ptr);
    loader->is_bundle = true;
    check_plugins(loader);
    return true;
}

bool stet_rule_bundle_read(const stet_rule_loader *loader, stet_str path,
                           stet_buffer *out, stet_error *error)
{
    stet_arena scratch = { 0 };
    stet_str name = stet_rule_path(path, &scratch);
    const stet_bundle_file *file = NULL;
    if (stet_str_starts(name, loader->bundle_path)) {
        name.ptr += loader->bundle_path.len;
        name.len -= loader->bundle_path.len;
        file = stet_bundle_find(&loader->bundle, name);
    }
    stet_arena_release(&scratch);
    if (!file)
        return stet_error_set(error,
                              "it is not in the bundle, which holds what is named "
                              "by a path relative to the file that names it");
    stet_buffer_add(out, file->bytes);
    return true;
}

void stet_rule_bundle_check(stet_rule_loader *loader)
{
    const stet_bundle *bundle = &loader->bundle;
    if (!loader->is_bundle || loader->errors->n_errors > loader->errors_before ||
        stet_str_is(bundle->hash, loader->set->hash))
        return;
    add_error(loader,
              "the rule set of the bundle was %.*s where stet %.*s made it, and is %s "
              "here",
              (int)bundle->hash.len, bundle->hash.ptr, (int)bundle->maker.len,
              bundle->maker.ptr, loader->set->hash);
    stet_diagnostics_hint(loader->errors, "%s", same_stet);
}

void stet_rule_bundle_close(stet_rule_loader *loader)
{
    stet_bundle_release(&loader->bundle);
    stet_buffer_release(&loader->first);
}
