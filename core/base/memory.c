/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"

#include "base/file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Nothing here may allocate; _exit, because exit handlers of libraries would. */
_Noreturn void stet_memory_end(void)
{
    static const char line[] = "stet: error: out of memory\n";
    stet_file_clean_up();
    ssize_t written = write(STDERR_FILENO, line, sizeof line - 1);
    (void)written;
    _exit(2);
}

static size_t product(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        stet_memory_end();
    return count * size;
}

void *stet_memory_alloc(size_t size)
{
    void *ptr = malloc(size ? size : 1);
    if (!ptr)
        stet_memory_end();
    return ptr;
}

void *stet_memory_zalloc(size_t count, size_t size)
{
    size_t bytes = product(count, size);
    void *ptr = calloc(bytes ? bytes : 1, 1);
    if (!ptr)
        stet_memory_end();
    return ptr;
}

void *stet_memory_resize(void *ptr, size_t count, size_t size)
{
    size_t bytes = product(count, size);
    void *moved = realloc(ptr, bytes ? bytes : 1);
    if (!moved)
        stet_memory_end();
    return moved;
}

void stet_memory_grow(void **items, size_t *capacity, size_t need, size_t size)
{
    enum { FIRST_BYTES = 128 };
    if (need <= *capacity)
        return;
    size_t least = size < FIRST_BYTES ? FIRST_BYTES / (size ? size : 1) : 1;
    size_t doubled = *capacity <= SIZE_MAX / 2 ? *capacity * 2 : SIZE_MAX;
    size_t wanted = doubled > least ? doubled : least;
    if (wanted < need)
        wanted = need;
    *items = stet_memory_resize(*items, wanted, size);
    *capacity = wanted;
}

char *stet_memory_text(const char *ptr, size_t len)
{
    if (len == SIZE_MAX)
        stet_memory_end();
    char *copy = stet_memory_alloc(len + 1);
    if (len)
        memcpy(copy, ptr, len);
    copy[len] = '\0';
    return copy;
}
