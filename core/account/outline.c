/* SPDX-License-Identifier: Apache-2.0 */
#include "account/outline.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

static stet_outline_block *add_block(stet_outline *outline, stet_outline_kind kind)
{
    stet_memory_grow((void **)&outline->items, &outline->capacity, outline->count + 1,
                     sizeof *outline->items);
    stet_outline_block *block = &outline->items[outline->count++];
    *block = (stet_outline_block){ .kind = kind };
    return block;
}

void stet_outline_say(stet_outline *outline, stet_outline_kind kind, stet_buffer *text)
{
    if (text->len)
        add_block(outline, kind)->text =
            stet_arena_copy(&outline->arena, stet_buffer_str(text));
    stet_buffer_clear(text);
}

void stet_outline_say_text(stet_outline *outline, stet_outline_kind kind,
                           const char *text)
{
    add_block(outline, kind)->text =
        stet_arena_copy(&outline->arena, stet_str_from(text));
}

void stet_outline_table(stet_outline *outline, const stet_outline_column *columns,
                        size_t n_columns)
{
    stet_outline_block *block = add_block(outline, STET_OUTLINE_TABLE);

    block->columns = columns;
    block->n_columns = n_columns;
}

void stet_outline_cell_str(stet_outline *outline, stet_str text)
{
    stet_outline_block *block = &outline->items[outline->count - 1];

    stet_memory_grow((void **)&block->cells, &block->capacity, block->n_cells + 1,
                     sizeof *block->cells);
    block->cells[block->n_cells++] = stet_arena_copy(&outline->arena, text);
}

void stet_outline_cell(stet_outline *outline, stet_buffer *text)
{
    stet_outline_cell_str(outline, stet_buffer_str(text));
    stet_buffer_clear(text);
}

void stet_outline_release(stet_outline *outline)
{
    for (size_t i = 0; i < outline->count; i++)
        free(outline->items[i].cells);
    free(outline->items);
    stet_arena_release(&outline->arena);
    *outline = (stet_outline){ 0 };
}
