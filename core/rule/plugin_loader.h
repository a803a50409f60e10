/* SPDX-License-Identifier: Apache-2.0 */
/**
 * plugin_loader.h - shared objects into descriptors, through libltdl.
 *
 * One libltdl loader row of our own replaces "lt_dlopen": dlopen(path, RTLD_NOW |
 * RTLD_LOCAL), with dlerror() kept, because libltdl's own binds lazily (a plugin with
 * an undefined symbol would die at its first call) and says "file not found" of
 * everything. Only absolute real paths that end in .so are opened; a file or
 * folder that others may write to (group or world writable, or owned by neither root
 * nor us) is refused. Plugins linked into the program are found through libltdl's
 * preloaded symbols.
 *
 * Trust: plugins come from the command line (--plugin FILE, --plugin-path DIR), the
 * environment (STET_PLUGIN_PATH, folders separated by colons) and the installed
 * folder, in that order; never from a rule set. libltdl is not thread-safe: all is
 * loaded before the first worker starts, and nothing is ever unloaded before exit.
 *
 * What can be wrong with one gives one clear line, and the others are loaded.
 */
#ifndef STET_RULE_PLUGIN_LOADER_H
#define STET_RULE_PLUGIN_LOADER_H

#include "rule/registry.h"

/** Where to look; all may be NULL/0. */
typedef struct stet_plugin_places {
    const char *const *files;
    size_t n_files;
    const char *const *folders;
    size_t n_folders;
    const char *environment; /**< The value of STET_PLUGIN_PATH. */
    const char *installed;   /**< The folder of the running program's own plugins. */
} stet_plugin_places;

/** Loads all of them, in order (a folder's by name), into the registry. Problems are
   added to `errors`; a file or folder named on the command line that cannot be loaded
   is an error, one found in a folder a warning. */
void stet_plugin_loader_load(stet_registry *registry, const stet_plugin_places *places,
                             stet_diagnostics *errors);
/** Gives libltdl back; the registry must not be used any more. */
void stet_plugin_loader_close(void);

#endif
