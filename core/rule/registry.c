/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/registry.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/registry_p.h"

#include <stdlib.h>

static bool is_new(const stet_registry *registry, const stet_plugin *plugin,
                   stet_error *error)
{
    for (size_t i = 0; i < registry->n_plugins; i++) {
        const stet_registered_plugin *other = &registry->plugins[i];
        if (strcmp(other->plugin->name, plugin->name) != 0)
            continue;
        stet_error_set(error, "a plugin `%s` is already loaded from %s", plugin->name,
                       other->path.ptr);
        stet_error_hint(error, "two plugins cannot have the same name: take one away");
        return false;
    }
    return true;
}

static void add_check(stet_registry *registry, const stet_plugin *plugin,
                      const stet_check_type *type)
{
    void *checks = registry->checks;
    stet_memory_grow(&checks, &registry->checks_capacity, registry->n_checks + 1,
                     sizeof *registry->checks);
    registry->checks = checks;
    stet_registered_check *check = &registry->checks[registry->n_checks++];
    check->name =
        stet_arena_format(&registry->arena, "%s.%s", plugin->name, type->name);
    check->type = type;
    check->plugin = plugin;
    uintptr_t index = registry->n_checks;
    stet_map_set(&registry->by_name, check->name, (void *)index);
}

bool stet_registry_add(stet_registry *registry, const stet_plugin *plugin,
                       stet_str path, stet_error *error)
{
    const stet_plugin *wide = stet_descriptor_widen(plugin, &registry->arena, error);
    if (!wide || !stet_descriptor_check(wide, error) || !is_new(registry, wide, error))
        return false;
    void *plugins = registry->plugins;
    stet_memory_grow(&plugins, &registry->plugins_capacity, registry->n_plugins + 1,
                     sizeof *registry->plugins);
    registry->plugins = plugins;
    registry->plugins[registry->n_plugins++] =
        (stet_registered_plugin){ wide, stet_arena_copy(&registry->arena, path) };
    for (size_t i = 0; i < wide->n_checks; i++)
        add_check(registry, wide, wide->checks[i]);
    return true;
}

const stet_registered_check *stet_registry_find(const stet_registry *registry,
                                                stet_str name)
{
    uintptr_t index = (uintptr_t)stet_map_get(&registry->by_name, name);
    return index ? &registry->checks[index - 1] : NULL;
}

/** "banned" for "phrasing.banned": the plugin was left out. */
static const char *find_tail(const stet_registry *registry, stet_str name)
{
    for (size_t i = 0; i < registry->n_checks; i++)
        if (stet_str_is(name, registry->checks[i].type->name))
            return registry->checks[i].name.ptr;
    return NULL;
}

const char *stet_registry_nearest(const stet_registry *registry, stet_str name)
{
    const char *tail = find_tail(registry, name);
    if (tail || registry->n_checks == 0)
        return tail;
    const char **names = stet_memory_zalloc(registry->n_checks, sizeof *names);
    for (size_t i = 0; i < registry->n_checks; i++)
        names[i] = registry->checks[i].name.ptr;
    const char *nearest = stet_str_nearest(name, names, registry->n_checks);
    free(names);
    return nearest;
}

void stet_registry_hint(const stet_registry *registry, stet_str name, stet_buffer *out)
{
    const char *nearest = stet_registry_nearest(registry, name);
    if (nearest) {
        stet_buffer_format(out, "did you mean `%s`?", nearest);
        return;
    }
    stet_buffer_add_text(out,
                         "a check is written PLUGIN.NAME; plugins that are loaded:");
    for (size_t i = 0; i < registry->n_plugins; i++)
        stet_buffer_format(out, "%s %s", i ? "," : "",
                           registry->plugins[i].plugin->name);
    if (registry->n_plugins == 0)
        stet_buffer_add_text(out, " none");
}

void stet_registry_release(stet_registry *registry)
{
    free(registry->plugins);
    free(registry->checks);
    stet_map_release(&registry->by_name);
    stet_arena_release(&registry->arena);
    *registry = (stet_registry){ 0 };
}
