/* SPDX-License-Identifier: Apache-2.0 */
/**
 * registry.h - the plugins that are loaded, and their check types by name.
 *
 * Filled before any rule set is read, immutable from then on, shared by all
 * threads. A descriptor is checked when it is added: ABI number, sizes of its structs
 * (an older plugin's smaller rows are widened into the registry's arena, a newer one's
 * larger rows are cut to what this core knows), names ([a-z][a-z0-9-]*), tables without
 * holes, presets that their parameter accepts, a name that no other plugin has. A
 * registered plugin can therefore be trusted to be well formed. Listing runs none of
 * its code.
 */
#ifndef STET_RULE_REGISTRY_H
#define STET_RULE_REGISTRY_H

#include "base/error.h"
#include "base/map.h"

typedef struct stet_registered_plugin {
    const stet_plugin *plugin;
    stet_str path; /**< Where it was loaded from; "(built in)". */
} stet_registered_plugin;

/** A check type with its full name. */
typedef struct stet_registered_check {
    stet_str name; /**< "phrasing.banned" */
    const stet_check_type *type;
    const stet_plugin *plugin;
} stet_registered_check;

typedef struct stet_registry {
    stet_arena arena;
    stet_registered_plugin *plugins;
    size_t n_plugins, plugins_capacity;
    stet_registered_check *checks; /**< In order of plugin, then of its table. */
    size_t n_checks, checks_capacity;
    stet_map by_name; /**< Full name -> stet_registered_check index + 1. */
} stet_registry;

/** Checks a descriptor and adds it; false with the reason. */
bool stet_registry_add(stet_registry *registry, const stet_plugin *plugin,
                       stet_str path, stet_error *error);
const stet_registered_check *stet_registry_find(const stet_registry *registry,
                                                stet_str name);
/** The name nearest to a misspelt one, or NULL. */
const char *stet_registry_nearest(const stet_registry *registry, stet_str name);
/** A hint for an unknown check: the nearest name, or the plugins there are. */
void stet_registry_hint(const stet_registry *registry, stet_str name, stet_buffer *out);
void stet_registry_release(stet_registry *registry);

#endif
