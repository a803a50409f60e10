/* SPDX-License-Identifier: Apache-2.0 */
/**
 * arena.h - memory that is given back all at once.
 *
 * An arena hands out pieces of large chunks that never move. Four lives use it:
 * the process, a rule set, a worker's state, a document; a pointer may lead to
 * memory of the same or a longer life, never of a shorter one.
 *
 * A value, not a handle: `stet_arena a = { 0 };` is an empty arena. Reset keeps
 * the chunks for the next document; chunks past STET_ARENA_KEEP go back to the
 * system, so that one huge record does not set the memory of the whole run.
 * Not thread-safe: an arena has one owner. Join hands all of one arena's memory
 * to another without copying, which is how batch states are merged.
 */
#ifndef STET_BASE_ARENA_H
#define STET_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stet/plugin.h>

enum { STET_ARENA_CHUNK = 64 * 1024, STET_ARENA_KEEP = 4 * 1024 * 1024 };

typedef struct stet_arena {
    struct stet_arena_chunk *chunks; /**< The newest first. */
    struct stet_arena_chunk *spare;  /**< Kept by reset. */
    char *next;
    char *end;
    size_t kept; /**< Bytes in `spare`. */
} stet_arena;

/** `size` bytes, aligned for any type, not initialised; never NULL. */
void *stet_arena_alloc(stet_arena *arena, size_t size);
void *stet_arena_zalloc(stet_arena *arena, size_t size);

/** A copy of `text`, NUL-terminated behind its length. */
stet_str stet_arena_copy(stet_arena *arena, stet_str text);

/** Formatted text, NUL-terminated behind its length. */
STET_PRINTF(2, 3)
stet_str stet_arena_format(stet_arena *arena, const char *format, ...);
STET_PRINTF(2, 0)
stet_str stet_arena_vformat(stet_arena *arena, const char *format, va_list args);

/** Forgets everything handed out, keeps chunks for reuse. */
void stet_arena_reset(stet_arena *arena);

/** Moves all memory of `from` into `into`; `from` is empty then. */
void stet_arena_join(stet_arena *into, stet_arena *from);

/** Gives everything back; the arena is empty and may be used again. */
void stet_arena_release(stet_arena *arena);

#endif
