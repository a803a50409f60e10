/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json.h - strict JSON with byte offsets, over yajl.
 *
 * RFC 8259: one value, no comments, no trailing commas, valid UTF-8, no lone
 * surrogate may become invalid UTF-8 (it is an error that says so), nesting at
 * most STET_JSON_NESTING. A walk reports each value with its path and its raw
 * byte range; nothing is built: memory is that of the keys of the objects that
 * are open. An object with the same key twice is an error. Used by the JSON readers,
 * the baseline file and `spec.structure`; a walk is a value on the stack, any thread.
 */
#ifndef STET_TEXT_JSON_H
#define STET_TEXT_JSON_H

#include "base/arena.h"
#include "base/error.h"

enum { STET_JSON_NESTING = 512 };

typedef enum stet_json_kind {
    STET_JSON_NULL,
    STET_JSON_BOOLEAN,
    STET_JSON_NUMBER,
    STET_JSON_STRING,
    STET_JSON_OBJECT, /**< Reported when it ends; `raw` is all of it. */
    STET_JSON_ARRAY,
} stet_json_kind;

typedef struct stet_json_value {
    stet_json_kind kind;
    stet_span raw;  /**< In the input; of a string: without its quotes. */
    bool escaped;   /**< Of a string: `raw` holds a backslash. */
    uint32_t chars; /**< Of a string: STET_CHARS_ of `raw`, as it stands. */
} stet_json_value;

/** One step of a path: a key (decoded), or an index when key.ptr is NULL. */
typedef struct stet_json_step {
    stet_str key;
    size_t index;
} stet_json_step;

/** Called for each value, children before their parent. Returns false to stop: the
    walk is then true, and what follows in the text has not been looked at. */
typedef bool (*stet_json_visit)(void *user, const stet_json_step *path, size_t depth,
                                const stet_json_value *value);

/** Walks `text`. False: it is not JSON; `error` has the reason and position.byte. */
bool stet_json_walk(stet_str text, stet_json_visit visit, void *user,
                    stet_error *error);

/** The text of a JSON string's raw inside (which a walk has accepted). Points to
    `raw` itself when nothing is escaped. */
stet_str stet_json_decode(stet_str raw, stet_arena *arena);

#endif
