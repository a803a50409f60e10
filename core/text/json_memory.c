/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json_p.h"

#include <stdalign.h>
#include <string.h>

/** Stands before each block. */
typedef union block_head {
    unsigned power; /**< The block, head included, has 2^power bytes. */
    max_align_t align;
} block_head;

enum { SMALLEST_POWER = 6 };

static unsigned power_for(size_t size)
{
    unsigned power = SMALLEST_POWER;
    while (((size_t)1 << power) < size + sizeof(block_head))
        power++;
    return power;
}

void *stet_json_memory_alloc(void *memory, size_t size)
{
    stet_json_memory *m = memory;
    unsigned power = power_for(size);
    void *block = m->free_blocks[power];
    if (block) {
        memcpy(&m->free_blocks[power], block, sizeof(void *));
        return block;
    }
    block_head *head = stet_arena_alloc(m->arena, (size_t)1 << power);
    head->power = power;
    return head + 1;
}

void stet_json_memory_free(void *memory, void *block)
{
    stet_json_memory *m = memory;
    if (!block)
        return;
    unsigned power = ((block_head *)block - 1)->power;
    memcpy(block, &m->free_blocks[power], sizeof(void *));
    m->free_blocks[power] = block;
}

void *stet_json_memory_resize(void *memory, void *block, size_t size)
{
    if (!block)
        return stet_json_memory_alloc(memory, size);
    size_t room = ((size_t)1 << ((block_head *)block - 1)->power) - sizeof(block_head);
    if (size <= room)
        return block;
    void *larger = stet_json_memory_alloc(memory, size);
    memcpy(larger, block, room);
    stet_json_memory_free(memory, block);
    return larger;
}
