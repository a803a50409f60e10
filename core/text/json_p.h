/* SPDX-License-Identifier: Apache-2.0 */
/**
 * json_p.h - what the JSON readers share with json.c beyond json.h.
 *
 * A walker walks many texts, one after the other, with the same yajl handle: a
 * JSONL file has a handle a piece, not a handle a line. All its memory, yajl's too,
 * is of one arena, so that nothing leaks when a walker is simply left behind.
 *
 * Nearly all of most texts is inside of strings, where yajl goes from byte to byte and
 * copies what has an escape. So the walker looks at the insides, sixteen bytes at a
 * time, and gives yajl "" in their place; yajl says what the grammar allows around
 * them. At a string that is broken the walker leaves all that is left to yajl, which
 * says why.
 */
#ifndef STET_TEXT_JSON_P_H
#define STET_TEXT_JSON_P_H

#include "text/json.h"

typedef struct stet_json_walker stet_json_walker;

/** A walker whose memory is `arena`; it lives as long as that is not reset. */
stet_json_walker *stet_json_walker_new(stet_arena *arena);
/** stet_json_walk with this walker. */
bool stet_json_walker_run(stet_json_walker *walker, stet_str text,
                          stet_json_visit visit, void *user, stet_error *error);

/**
 * Blocks of an arena that can be given back: a free list for each power of two.
 * It serves yajl, which grows and frees; an arena alone would keep every handle
 * that a broken line ended.
 */
typedef struct stet_json_memory {
    stet_arena *arena;
    void *free_blocks[64];
} stet_json_memory;

void *stet_json_memory_alloc(void *memory, size_t size);
void *stet_json_memory_resize(void *memory, void *block, size_t size);
void stet_json_memory_free(void *memory, void *block);

/** What a look at the inside of a string tells. */
typedef struct stet_json_inside {
    size_t end;     /**< Of the closing quote. */
    bool escaped;   /**< A backslash stands in it. */
    bool has_units; /**< One stands before a u. */
    bool plain;     /**< As it stands, all of it is printable ASCII. */
} stet_json_inside;

/** Looks for the end of the string whose inside begins at `at`. False: it has none, or
    holds a control character or an escape that JSON does not know. Whether it is UTF-8
    is not looked at. */
bool stet_json_look_inside(stet_str text, size_t at, stet_json_inside *inside);

/**
 * Decodes the escape at `raw.ptr[at]` (a backslash) of a string that a walk has
 * accepted. `out` gets `*length` bytes of UTF-8; returns the length of the escape:
 * 2, 6, or 12 for a pair of surrogates.
 */
size_t stet_json_escape(stet_str raw, size_t at, char out[4], size_t *length);

/** stet_json_decode of a string that has an escape. `*chars` gets the STET_CHARS_ bits
    of what escapes stand for, besides those that it has. */
stet_str stet_json_decode_told(stet_str raw, stet_arena *arena, uint32_t *chars);

/** Offset of the first \uXXXX that is half of a surrogate pair without its other
    half, or SIZE_MAX. The escapes themselves must be well-formed. */
size_t stet_json_lone_surrogate(stet_str raw);

#endif
