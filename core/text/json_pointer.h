/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json_pointer.h - a path into JSON, compiled: RFC 6901, and `*` for any element.
 *
 * "/messages/" + "*" + "/content" has three parts. `~0` stands for ~ and `~1` for /.
 * The empty pointer is the whole value. A part of digits is an index of an array
 * and a key of an object, whichever is met; a part `*` is any index, never a key.
 * Immutable once parsed; any thread.
 */
#ifndef STET_TEXT_JSON_POINTER_H
#define STET_TEXT_JSON_POINTER_H

#include "text/json.h"

typedef struct stet_json_part {
    stet_str key;
    size_t index; /**< SIZE_MAX: it is not a number. */
    bool any;
} stet_json_part;

typedef struct stet_json_pointer {
    const stet_json_part *parts;
    size_t n_parts;
} stet_json_pointer;

/** Parses; parts go into the arena and may point into `text`. The error has no
    place: the caller knows where the pointer is written. */
bool stet_json_pointer_parse(stet_json_pointer *pointer, stet_str text,
                             stet_arena *arena, stet_error *error);
/** Whether the first `n` parts are the first `n` steps of a path. */
bool stet_json_pointer_leads(const stet_json_pointer *pointer,
                             const stet_json_step *path, size_t n);

#endif
