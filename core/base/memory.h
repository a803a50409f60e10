/* SPDX-License-Identifier: Apache-2.0 */
/**
 * memory.h - heap memory that is never NULL.
 *
 * Out of memory ends the program with one line on stderr and status 2, before
 * anything half-written can be left: every file of stet is replaced by rename.
 * So no caller checks, and no error path exists that no test can reach.
 */
#ifndef STET_BASE_MEMORY_H
#define STET_BASE_MEMORY_H

#include <stddef.h>

/** `size` bytes, not initialised; free() them. */
void *stet_memory_alloc(size_t size) __attribute__((malloc, returns_nonnull));

/** Zeroed memory for `count` items of `size` bytes; checks the product. */
void *stet_memory_zalloc(size_t count, size_t size)
    __attribute__((malloc, returns_nonnull));

/** Like realloc() for `count` items of `size` bytes; checks the product. */
void *stet_memory_resize(void *ptr, size_t count, size_t size)
    __attribute__((returns_nonnull));

/**
 * Makes room in a growing array for `need` items in all: `*capacity` at least
 * doubles, `*items` may move. The idiom of every array here:
 *
 *     stet_memory_grow((void **)&a->items, &a->capacity, a->count + 1, sizeof
 * *a->items);
 */
void stet_memory_grow(void **items, size_t *capacity, size_t need, size_t size);

/** Ends the program as said above: for a size that cannot be. */
_Noreturn void stet_memory_end(void);

/** A NUL-terminated copy of `len` bytes; free() it. */
char *stet_memory_text(const char *ptr, size_t len) __attribute__((returns_nonnull));

#endif
