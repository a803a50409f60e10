/* SPDX-License-Identifier: Apache-2.0 */
/**
 * context.h - what commands share that work with plugins and rule sets.
 *
 *     plugins -> registry -> store of rule sets
 *
 * Opening it finds the plugins and rule sets that belong to the program (beside it, so
 * an installation can be moved, else where it was configured to be), loads the plugins
 * and makes the store. What is wrong is told on standard error at once. A value on the
 * command's stack; one thread.
 */
#ifndef STET_CLI_CONTEXT_H
#define STET_CLI_CONTEXT_H

#include "cli/command.h"
#include "rule/plugin_loader.h"
#include "run/engine.h"
#include "run/rule_set_store.h"

typedef struct stet_context {
    stet_cli *cli;
    const stet_common *common;
    stet_registry registry;
    stet_diagnostics errors; /**< Not told yet. */
    size_t n_errors;         /**< That were told. */
    stet_rule_set_store store;
    stet_date today;     /**< By --date, SOURCE_DATE_EPOCH or the clock. */
    stet_buffer cache;   /**< The cache's folder; empty: none. */
    stet_buffer plugins; /**< The folder of the program's own plugins, */
    stet_buffer rules;   /**< and of the rule sets that ship. */
} stet_context;

/** Makes it; false: a plugin that was asked for could not be loaded, or the day is
   none. To be closed in either case. */
bool stet_context_open(stet_context *context, stet_cli *cli, const stet_common *common);
/** Tells what is in `errors` and empties it; whether there was an error. */
bool stet_context_tell(stet_context *context);
/** The rule set of --config, or of the current folder; NULL after telling what is
   wrong. `argument`: a file, a folder, or stet:NAME to use instead; may be NULL. */
const stet_rule_set *stet_context_rule_set(stet_context *context, const char *argument);
/** The options of an engine, as the common options say. */
stet_engine_options stet_context_engine_options(const stet_context *context);
void stet_context_close(stet_context *context);

/** Appends the first folder that is there: beside the program by a tail of `installed`
    ("/prefix/bin/stet" and "/usr/lib/stet/plugins" give "/prefix/lib/stet/plugins"),
   else `installed` itself. */
void stet_context_find_folder(const char *program, const char *installed,
                              stet_buffer *out);

#endif
