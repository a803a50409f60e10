/* SPDX-License-Identifier: Apache-2.0 */
/**
 * bundle.h - a rule set and all that it reads, in one file.
 *
 *     rule set --stet bundle--> file --stet_rule_set_load--> the same rule set
 *
 * A bundle is text that a person can read: a head, one fact a line, then the files,
 * each behind a line with its name. The first one is the rule set; the others are what
 * it extends, its word lists, and the data that its parameters name.
 *
 *     stet bundle 1
 *     name music
 *     version 2026.11.3
 *     hash 0123456789abcdef          of the rule set; see rule_set_hash.c
 *     language en_US                 its dictionary is the system's, and not in here
 *     stet 0.1.0                     that made it
 *     plugin phrasing 0.1.0          that its rules need; native code is not in here
 *     file 230 89ab... stet.yaml     length, hash of the bytes, name
 *     file 1200 cdef... stet:/ai-prose.yaml
 *     head 4567...                   hash of all lines above
 *
 *     --- stet.yaml
 *     ...
 *
 * Names are relative to the folder above all files; those of sets that ship begin with
 * "stet:/". The same rule set gives the same bytes, and nothing in them is of the
 * machine that made it. Hashes find what was cut off, converted or edited on the way;
 * they are no signature.
 *
 * A bundle that was read points into the bytes it was read from. A value; one thread.
 */
#ifndef STET_RULE_BUNDLE_H
#define STET_RULE_BUNDLE_H

#include "base/error.h"

/** How the names of shipped files begin. */
#define STET_BUNDLE_SHIPPED "stet:/"

typedef struct stet_bundle_file {
    stet_str name;
    stet_str bytes;
    uint64_t hash; /**< Of the bytes; while reading, as the head says. */
} stet_bundle_file;

typedef struct stet_bundle_plugin {
    stet_str name, version;
} stet_bundle_plugin;

typedef struct stet_bundle {
    stet_str name, version, hash, language; /**< Of the rule set. */
    stet_str maker;                         /**< Version of stet. */
    stet_bundle_plugin *plugins;
    size_t n_plugins, plugins_capacity;
    stet_bundle_file *files; /**< The first one is the rule set. */
    size_t n_files, files_capacity;
} stet_bundle;

/** Whether the bytes say that they are a bundle, whole or not. */
bool stet_bundle_is(stet_str bytes);
/** Reads one; the error says what is wrong with it. To be released in either case. */
bool stet_bundle_read(stet_bundle *bundle, stet_str bytes, stet_error *error);
/** Appends it as a file. */
void stet_bundle_write(const stet_bundle *bundle, stet_buffer *out);
/** Adds to one that is being made; texts are borrowed. */
void stet_bundle_add_plugin(stet_bundle *bundle, stet_str name, stet_str version);
void stet_bundle_add_file(stet_bundle *bundle, stet_str name, stet_str bytes);
/** A file by name; NULL: it is not in there. */
const stet_bundle_file *stet_bundle_find(const stet_bundle *bundle, stet_str name);
void stet_bundle_release(stet_bundle *bundle);

#endif
