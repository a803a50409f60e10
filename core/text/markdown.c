/* SPDX-License-Identifier: Apache-2.0 */
#include "text/markdown.h"

#include "base/memory.h"
#include "text/front_matter.h"
#include "text/markdown_p.h"
#include "text/word.h"

#include <stdlib.h>
#include <string.h>

/* Blocks. */

static const stet_markdown_container *innermost(const stet_markdown *reader)
{
    return reader->n_containers ? &reader->containers[reader->n_containers - 1] : NULL;
}

/* The item that waits for its first block, or NULL. */
static stet_markdown_container *unsettled_item(stet_markdown *reader)
{
    if (reader->n_containers == 0)
        return NULL;
    stet_markdown_container *last = &reader->containers[reader->n_containers - 1];
    return last->type == MD_BLOCK_LI && !last->settled ? last : NULL;
}

/* What a paragraph is depends on what it is in. */
static void describe_paragraph(stet_markdown *reader, stet_block *block)
{
    stet_markdown_container *item = unsettled_item(reader);
    if (item) {
        const stet_markdown_container *list = item - 1;
        block->kind = STET_BLOCK_ITEM;
        block->level = reader->n_items;
        block->number = list->n_items;
        block->flags = (list->type == MD_BLOCK_OL ? STET_BLOCK_ORDERED : 0U) |
                       (item->task ? STET_BLOCK_TASK : 0U) |
                       (list->n_items == 1 ? STET_BLOCK_FIRST : 0U);
        item->settled = true;
        item->nearest = (uint32_t)reader->doc->n_blocks;
    } else if (reader->n_quotes > 0) {
        block->kind = STET_BLOCK_QUOTE;
        block->level = reader->n_quotes;
    }
}

static void describe_cell(stet_markdown *reader, stet_block *block)
{
    if (reader->first_cell != STET_BLOCK_NONE)
        block->parent = reader->first_cell;
    else
        reader->first_cell = (uint32_t)reader->doc->n_blocks;
    block->flags = reader->in_header ? STET_BLOCK_HEADER : 0U;
    block->level = reader->column;
}

void stet_markdown_open_block(stet_markdown *reader)
{
    stet_doc *doc = reader->doc;
    if (reader->block != STET_BLOCK_NONE)
        return;
    if (doc->n_blocks > 0)
        stet_markdown_append(reader, "\n\n", 2);
    const stet_markdown_container *container = innermost(reader);
    stet_block block = {
        .span = { stet_markdown_end(reader), stet_markdown_end(reader) },
        .markup = { reader->cursor, reader->cursor },
        .kind = reader->in_leaf ? reader->leaf : STET_BLOCK_PARAGRAPH,
        .flags = reader->in_leaf ? reader->flags : 0,
        .level = reader->in_leaf ? reader->level : 0,
        .parent = container ? container->nearest : STET_BLOCK_NONE,
    };
    if (block.kind == STET_BLOCK_PARAGRAPH)
        describe_paragraph(reader, &block);
    else if (block.kind == STET_BLOCK_CELL)
        describe_cell(reader, &block);
    stet_memory_grow((void **)&doc->blocks, &doc->blocks_capacity, doc->n_blocks + 1,
                     sizeof *doc->blocks);
    reader->block = (uint32_t)doc->n_blocks;
    reader->has_place = false;
    doc->blocks[doc->n_blocks++] = block;
}

/* md4c ends each line of code with a line feed; that of the last is not text. What
   is left of blank lines at the end is mapped to as many lines. */
static void end_lines(stet_markdown *reader)
{
    stet_buffer *buffer = &reader->doc->buffer;
    const stet_block *block = &reader->doc->blocks[reader->block];
    if (buffer->len > block->span.start && reader->pending < buffer->len &&
        buffer->ptr[buffer->len - 1] == '\n')
        buffer->len--;
    uint32_t to = reader->cursor;
    for (size_t i = reader->pending; i < buffer->len; i++)
        if (buffer->ptr[i] == '\n' && i >= block->span.start)
            to = stet_markdown_next_line(reader, to);
    stet_markdown_flush(reader, to);
    reader->cursor = to;
}

/* A block of which nothing stands in the markup but its marks. */
static void place_empty(stet_markdown *reader, stet_block *block)
{
    if (block->kind != STET_BLOCK_CELL) {
        block->markup = stet_markdown_find_marks(reader);
        stet_markdown_flush(reader, block->markup.start);
        reader->cursor = block->markup.end;
    } else {
        stet_markdown_flush(reader, reader->cursor);
        block->markup = (stet_span){ reader->cursor, reader->cursor };
    }
    reader->has_place = true;
}

/* md4c may leave a span open: a bare URL that a pipe cuts goes on in the next cell. */
static void close_spans(stet_markdown *reader)
{
    for (size_t i = 0; i < reader->n_placed; i++) {
        stet_inline *item = &reader->doc->inlines[reader->spans[i].index];
        item->span.end = stet_markdown_end(reader);
        item->markup.end = reader->cursor;
    }
    reader->n_spans = 0;
    reader->n_placed = 0;
    reader->tag = STET_BLOCK_NONE;
}

static void close_block(stet_markdown *reader)
{
    if (reader->block == STET_BLOCK_NONE)
        return;
    stet_block *block = &reader->doc->blocks[reader->block];
    if (!reader->has_place)
        place_empty(reader, block);
    if (block->kind == STET_BLOCK_CODE || block->kind == STET_BLOCK_MARKUP)
        end_lines(reader);
    else
        stet_markdown_flush(reader, reader->cursor);
    close_spans(reader);
    block->span.end = stet_markdown_end(reader);
    block->markup.end = stet_markdown_block_end(reader);
    reader->cursor = block->markup.end;
    reader->block = STET_BLOCK_NONE;
}

/* Makes the block of an item that has no text of its own before what follows. */
static void settle_item(stet_markdown *reader)
{
    if (!unsettled_item(reader))
        return;
    stet_markdown_open_block(reader);
    close_block(reader);
}

/* Containers. */

static void push_container(stet_markdown *reader, MD_BLOCKTYPE type, char mark,
                           bool task)
{
    const stet_markdown_container *outer = innermost(reader);
    uint32_t nearest = outer ? outer->nearest : STET_BLOCK_NONE;
    stet_memory_grow((void **)&reader->containers, &reader->containers_capacity,
                     reader->n_containers + 1, sizeof *reader->containers);
    reader->containers[reader->n_containers++] = (stet_markdown_container){
        .type = type,
        .mark = mark,
        .task = task,
        .nearest = nearest,
    };
}

static void enter_item(stet_markdown *reader, const MD_BLOCK_LI_DETAIL *detail)
{
    stet_markdown_container *list = &reader->containers[reader->n_containers - 1];
    list->n_items++;
    push_container(reader, MD_BLOCK_LI, list->mark, detail->is_task != 0);
    reader->n_items++;
}

static void leave_container(stet_markdown *reader, MD_BLOCKTYPE type)
{
    if (type == MD_BLOCK_LI) {
        settle_item(reader);
        reader->n_items--;
    }
    if (type == MD_BLOCK_QUOTE)
        reader->n_quotes--;
    reader->n_containers--;
}

/* Leaves. */

static void enter_leaf(stet_markdown *reader, stet_block_kind kind, uint32_t flags,
                       uint32_t level)
{
    reader->in_leaf = true;
    reader->leaf = kind;
    reader->flags = flags;
    reader->level = level;
}

/* A fence is told apart from the text at once, so that the first line of code, with
   its indentation, is mapped for itself. */
static void enter_code(stet_markdown *reader, const MD_BLOCK_CODE_DETAIL *detail)
{
    enter_leaf(reader, STET_BLOCK_CODE, detail->fence_char ? STET_BLOCK_FENCED : 0U, 0);
    reader->fence_mark = detail->fence_char;
    reader->fence = 0;
    reader->has_lines = false;
    if (!detail->fence_char)
        return;
    stet_markdown_open_block(reader);
    stet_span fence = stet_markdown_find_marks(reader);
    if (fence.end == fence.start)
        return;
    uint32_t line = stet_markdown_next_line(reader, fence.end);
    stet_markdown_flush(reader, line);
    reader->cursor = line;
    reader->fence = fence.end - fence.start;
    reader->doc->blocks[reader->block].markup.start = fence.start;
    reader->has_place = true;
}

static void leave_leaf(stet_markdown *reader)
{
    if (reader->block == STET_BLOCK_NONE)
        stet_markdown_open_block(reader);
    close_block(reader);
    reader->in_leaf = false;
}

/* A cell that has no text is a block only if the row has a place for it. */
static void leave_cell(stet_markdown *reader)
{
    uint32_t at;
    if (reader->block == STET_BLOCK_NONE && !stet_markdown_find_cell(reader, &at)) {
        if (reader->budget-- == 0)
            reader->failed = true;
        reader->in_leaf = false;
        return;
    }
    if (reader->block == STET_BLOCK_NONE) {
        stet_markdown_open_block(reader);
        stet_markdown_flush(reader, at);
        reader->cursor = at;
        reader->row_placed = true;
    }
    leave_leaf(reader);
}

/* The callbacks. */

static void enter_table_part(stet_markdown *reader, MD_BLOCKTYPE type)
{
    switch (type) {
    case MD_BLOCK_TABLE:
        settle_item(reader);
        reader->first_cell = STET_BLOCK_NONE;
        reader->header_passed = false;
        break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
        reader->in_header = type == MD_BLOCK_THEAD;
        break;
    case MD_BLOCK_TR:
        reader->column = 0;
        reader->row_placed = false;
        break;
    default:
        reader->column++;
        enter_leaf(reader, STET_BLOCK_CELL, 0, 0);
        break;
    }
}

static void enter_container(stet_markdown *reader, MD_BLOCKTYPE type,
                            const void *detail)
{
    if (type == MD_BLOCK_LI) {
        enter_item(reader, detail);
        return;
    }
    settle_item(reader);
    char mark = '\0';
    if (type == MD_BLOCK_UL)
        mark = ((const MD_BLOCK_UL_DETAIL *)detail)->mark;
    else if (type == MD_BLOCK_OL)
        mark = ((const MD_BLOCK_OL_DETAIL *)detail)->mark_delimiter;
    else
        reader->n_quotes++;
    push_container(reader, type, mark, false);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    stet_markdown *reader = user;
    close_block(reader); /* The paragraph of a tight item has no end of its own. */
    switch (type) {
    case MD_BLOCK_DOC:
        break;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
        enter_container(reader, type, detail);
        break;
    case MD_BLOCK_HR:
        settle_item(reader);
        stet_markdown_pass_rule(reader);
        break;
    case MD_BLOCK_H:
        settle_item(reader);
        enter_leaf(reader, STET_BLOCK_HEADING, 0,
                   ((const MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_CODE:
        settle_item(reader);
        enter_code(reader, detail);
        break;
    case MD_BLOCK_HTML:
        settle_item(reader);
        enter_leaf(reader, STET_BLOCK_MARKUP, 0, 0);
        break;
    case MD_BLOCK_P:
        enter_leaf(reader, STET_BLOCK_PARAGRAPH, 0, 0);
        break;
    default:
        enter_table_part(reader, type);
        break;
    }
    return reader->failed;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    stet_markdown *reader = user;
    (void)detail;
    switch (type) {
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
        leave_leaf(reader);
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        leave_cell(reader);
        break;
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_LI:
        close_block(reader);
        leave_container(reader, type);
        break;
    default:
        break;
    }
    return reader->failed;
}

/* All of the front matter is one block, its lines of hyphens too. */
static uint32_t read_front_matter(stet_markdown *reader)
{
    uint32_t length = (uint32_t)stet_front_matter_length(reader->doc->markup);
    if (length == 0)
        return 0;
    uint32_t end = length;
    while (end > 0 && (reader->ptr[end - 1] == '\n' || reader->ptr[end - 1] == '\r'))
        end--;
    enter_leaf(reader, STET_BLOCK_MARKUP, 0, 0);
    stet_markdown_piece(reader, (stet_span){ 0, end }, reader->ptr, end, false);
    leave_leaf(reader);
    return length;
}

/* Behind digits md4c 0.4.8 looks for the mark of an item, at the end of a text one byte
   too far. What stands there is by chance, so such a text gets an end of its own. */
static bool ends_with_digit(stet_str text)
{
    return text.len > 0 && text.ptr[text.len - 1] >= '0' &&
           text.ptr[text.len - 1] <= '9';
}

bool stet_markdown_read(stet_doc *doc)
{
    /* How much md4c may make of nothing: bytes of targets, cells of no row. */
    const uint64_t least_budget = 1 << 20;
    stet_markdown_cost cost = stet_markdown_cost_of(doc->markup);
    if (cost == STET_MARKDOWN_TOO_MUCH)
        return false;
    stet_markdown reader = {
        .doc = doc,
        .ptr = doc->markup.ptr,
        .len = (uint32_t)doc->markup.len,
        .budget = least_budget + 64 * (uint64_t)doc->markup.len,
        .block = STET_BLOCK_NONE,
        .first_cell = STET_BLOCK_NONE,
        .tag = STET_BLOCK_NONE,
    };
    const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS |
                 (cost == STET_MARKDOWN_MANY_BARE ? 0 : MD_FLAG_PERMISSIVEAUTOLINKS),
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = stet_markdown_enter_span,
        .leave_span = stet_markdown_leave_span,
        .text = stet_markdown_on_text,
    };
    if (ends_with_digit(doc->markup))
        reader.ptr = stet_arena_copy(&doc->arena, doc->markup).ptr;
    stet_buffer_reserve(&doc->buffer,
                        doc->markup.len + doc->markup.len / 16 + STET_WORD_ROOM);
    uint32_t skip = read_front_matter(&reader);
    int status = md_parse(reader.ptr + skip, reader.len - skip, &parser, &reader);
    free(reader.containers);
    free(reader.spans);
    stet_buffer_reserve(&doc->buffer, STET_WORD_ROOM);
    memset(doc->buffer.ptr + doc->buffer.len, 0, STET_WORD_ROOM);
    doc->text = stet_buffer_str(&doc->buffer);
    return status == 0 && !reader.failed;
}
