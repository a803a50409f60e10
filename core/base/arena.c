/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** The head of a chunk; what is handed out follows it, aligned for any type. */
typedef struct stet_arena_chunk {
    alignas(max_align_t) struct stet_arena_chunk *next;
    size_t size; /**< Bytes behind the head. */
} stet_arena_chunk;

enum { ALIGNMENT = alignof(max_align_t) };

static char *chunk_bytes(stet_arena_chunk *chunk)
{
    return (char *)(chunk + 1);
}

static stet_arena_chunk *take_spare(stet_arena *arena, size_t size)
{
    for (stet_arena_chunk **at = &arena->spare; *at; at = &(*at)->next) {
        stet_arena_chunk *chunk = *at;
        if (chunk->size >= size) {
            *at = chunk->next;
            arena->kept -= chunk->size;
            return chunk;
        }
    }
    return NULL;
}

static stet_arena_chunk *make_chunk(size_t size)
{
    if (size < STET_ARENA_CHUNK - sizeof(stet_arena_chunk))
        size = STET_ARENA_CHUNK - sizeof(stet_arena_chunk);
    stet_arena_chunk *chunk = stet_memory_alloc(sizeof *chunk + size);
    chunk->size = size;
    return chunk;
}

static size_t room(const stet_arena *arena)
{
    return (size_t)(arena->end - arena->next);
}

/* A piece so large that the current chunk is the better one to go on with gets
   a chunk of its own, which is put behind the current one. */
static void *alloc_from_new_chunk(stet_arena *arena, size_t size)
{
    stet_arena_chunk *chunk = take_spare(arena, size);
    if (!chunk)
        chunk = make_chunk(size);
    char *ptr = chunk_bytes(chunk);
    if (arena->chunks && chunk->size - size < room(arena)) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
        return ptr;
    }
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->next = ptr + size;
    arena->end = ptr + chunk->size;
    return ptr;
}

void *stet_arena_alloc(stet_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        stet_memory_end();
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (!arena->chunks || size > room(arena))
        return alloc_from_new_chunk(arena, size);
    void *ptr = arena->next;
    arena->next += size;
    return ptr;
}

void *stet_arena_zalloc(stet_arena *arena, size_t size)
{
    return memset(stet_arena_alloc(arena, size), 0, size);
}

stet_str stet_arena_copy(stet_arena *arena, stet_str text)
{
    char *copy = stet_arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return (stet_str){ copy, text.len };
}

stet_str stet_arena_format(stet_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_str text = stet_arena_vformat(arena, format, args);
    va_end(args);
    return text;
}

stet_str stet_arena_vformat(stet_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    size_t len = n > 0 ? (size_t)n : 0;
    char *text = stet_arena_alloc(arena, len + 1);
    text[0] = '\0';
    if (len)
        vsnprintf(text, len + 1, format, again);
    va_end(again);
    return (stet_str){ text, len };
}

/* Into the spare ones as long as those stay small, else back to the system. */
static void keep_or_free(stet_arena *arena, stet_arena_chunk *chunk)
{
    while (chunk) {
        stet_arena_chunk *next = chunk->next;
        if (arena->kept + chunk->size <= STET_ARENA_KEEP) {
            arena->kept += chunk->size;
            chunk->next = arena->spare;
            arena->spare = chunk;
        } else {
            free(chunk);
        }
        chunk = next;
    }
}

void stet_arena_reset(stet_arena *arena)
{
    stet_arena_chunk *chunks = arena->chunks;
    arena->chunks = NULL;
    arena->next = arena->end = NULL;
    keep_or_free(arena, chunks);
}

void stet_arena_join(stet_arena *into, stet_arena *from)
{
    if (into == from)
        return;
    if (!into->chunks) {
        into->chunks = from->chunks;
        into->next = from->next;
        into->end = from->end;
    } else if (from->chunks) {
        stet_arena_chunk *last = from->chunks;
        while (last->next)
            last = last->next;
        last->next = into->chunks->next;
        into->chunks->next = from->chunks;
    }
    keep_or_free(into, from->spare);
    *from = (stet_arena){ 0 };
}

static void free_chunks(stet_arena_chunk *chunk)
{
    while (chunk) {
        stet_arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void stet_arena_release(stet_arena *arena)
{
    free_chunks(arena->chunks);
    free_chunks(arena->spare);
    *arena = (stet_arena){ 0 };
}
