/* SPDX-License-Identifier: Apache-2.0 */
/**
 * yaml.h - a strict subset of YAML as a tree that knows where each node stands.
 *
 * libyaml's events, with our own limits over them: UTF-8, one document, no tags,
 * no directives, no anchors or aliases, no duplicate keys, keys are scalars, nesting
 * at most STET_YAML_NESTING, a file at most STET_YAML_SIZE. Parsing ends at the first
 * bracket that is too deep: libyaml would need quadratic time for what follows, but it
 * looks ahead by 1024 characters only, so it never sees more than those. There are no
 * types in the tree: a scalar is its text, and whoever asks for a number or a boolean
 * reads it so (true and false only: `no` is a string). All errors that can be found are
 * added to the diagnostics with line, column, byte and excerpt; those past
 * STET_YAML_ERRORS are only counted.
 *
 * The tree lives in the file's arena; immutable once parsed.
 */
#ifndef STET_RULE_YAML_H
#define STET_RULE_YAML_H

#include "base/error.h"

enum {
    STET_YAML_NESTING = 64,
    STET_YAML_SIZE = 16 * 1024 * 1024, /**< Bytes. */
    STET_YAML_ERRORS = 100,            /**< That are shown in one run. */
};

typedef enum stet_yaml_kind {
    STET_YAML_NULL, /**< Nothing stands there, or ~ or null, unquoted. */
    STET_YAML_SCALAR,
    STET_YAML_SEQUENCE,
    STET_YAML_MAPPING,
} stet_yaml_kind;

typedef struct stet_yaml {
    stet_yaml_kind kind;
    bool quoted; /**< A scalar in quotes or a block scalar: surely text. */
    stet_position position;
    stet_position end;
    const struct stet_yaml_file *file;
    stet_str text;            /**< Of a scalar. */
    struct stet_yaml **items; /**< Of a sequence; of a mapping: its values, */
    struct stet_yaml **keys;  /**< and their keys. */
    size_t count;
} stet_yaml;

typedef struct stet_yaml_file {
    stet_str path;
    stet_str bytes;
    const stet_yaml *root; /**< NULL when it could not be parsed. */
    stet_arena arena;
} stet_yaml_file;

/** Parses `bytes` (copied). Errors go to `errors`; what could be read is kept. */
void stet_yaml_file_init(stet_yaml_file *file, stet_str path, stet_str bytes,
                         stet_diagnostics *errors);
void stet_yaml_file_release(stet_yaml_file *file);

/** The value of a mapping's key, or NULL. */
const stet_yaml *stet_yaml_get(const stet_yaml *mapping, const char *key);
/** An error at a node; the excerpt is cut from its file. */
STET_PRINTF(3, 4)
void stet_yaml_error(const stet_yaml *node, stet_diagnostics *errors,
                     const char *format, ...);
/** The same with a place of its own, inside or beside a node. */
STET_PRINTF(4, 5)
void stet_yaml_error_at(const stet_yaml_file *file, stet_position position,
                        stet_diagnostics *errors, const char *format, ...);
/** A hint for the error that was just added with one of the two above. */
STET_PRINTF(2, 3)
void stet_yaml_hint(stet_diagnostics *errors, const char *format, ...);
/** The hint "did you mean ...?" for the error just added; when no name is near and they
    are few, all of them. */
void stet_yaml_hint_names(stet_diagnostics *errors, stet_str wrong,
                          const char *const *names, size_t n_names);
/** "a mapping", "a list", "text", "nothing": for messages. */
const char *stet_yaml_kind_name(const stet_yaml *node);
/** How many bytes of a text a message shows: whole characters, for "%.*s". */
int stet_yaml_width(stet_str text);

/** Typed readings; false after adding an error that says what was expected. */
bool stet_yaml_read_boolean(const stet_yaml *node, bool *out, stet_diagnostics *errors);
bool stet_yaml_read_integer(const stet_yaml *node, int64_t *out,
                            stet_diagnostics *errors);
bool stet_yaml_read_real(const stet_yaml *node, double *out, stet_diagnostics *errors);
bool stet_yaml_read_text(const stet_yaml *node, stet_str *out,
                         stet_diagnostics *errors);
/** A list of texts, or one text, which is a list of one; in the arena. */
bool stet_yaml_read_texts(const stet_yaml *node, const stet_str **out, size_t *n_out,
                          stet_arena *arena, stet_diagnostics *errors);
/** The n-th of a list; of any other node: the node itself, which counts as one. */
const stet_yaml *stet_yaml_item(const stet_yaml *node, size_t n);
size_t stet_yaml_length(const stet_yaml *node);
/** Adds an error with "did you mean" for each key of `mapping` not in `known`. */
void stet_yaml_check_keys(const stet_yaml *mapping, const char *what,
                          const char *const *known, size_t n_known,
                          stet_diagnostics *errors);

#endif
