/* SPDX-License-Identifier: Apache-2.0 */
/**
 * registry_p.h - what registry.c asks before it takes a descriptor.
 *
 * registry_check.c looks at one plugin alone: it brings tables of another size into our
 * own shape and refuses those that have holes. Sub-tables deeper than
 * STET_PARAM_NESTING are refused, so that a table that leads back to itself ends.
 */
#ifndef STET_RULE_REGISTRY_P_H
#define STET_RULE_REGISTRY_P_H

#include "base/error.h"

enum { STET_PARAM_NESTING = 4, STET_PARAM_COUNT = 1000 };

/** The keys of a rule that are not parameters; no parameter may have their names. */
extern const char *const stet_rule_keys[];
extern const size_t stet_n_rule_keys;

/** Whether `name` is [a-z][a-z0-9-]*. */
bool stet_name_is_valid(stet_str name);

/** The descriptor with rows of our own sizes: itself, or a copy in the arena. NULL:
    its ABI or its sizes cannot be used. */
const stet_plugin *stet_descriptor_widen(const stet_plugin *plugin, stet_arena *arena,
                                         stet_error *error);
/** Whether every table of it is whole. */
bool stet_descriptor_check(const stet_plugin *plugin, stet_error *error);

#endif
