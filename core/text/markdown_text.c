/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "text/entity.h"
#include "text/markdown_p.h"
#include "text/word.h"

#include <string.h>

/* No text may be longer: spans are 32 bits wide. */
#define LONGEST_TEXT (UINT32_MAX - STET_WORD_ROOM)

bool stet_markdown_locate(const stet_markdown *reader, const char *text, uint32_t *at)
{
    uintptr_t base = (uintptr_t)reader->ptr;
    uintptr_t place = (uintptr_t)text;
    if (place < base || place >= base + reader->len)
        return false;
    *at = (uint32_t)(place - base);
    return true;
}

static void add_text(stet_markdown *reader, const char *text, uint32_t size)
{
    stet_buffer *buffer = &reader->doc->buffer;
    if (buffer->len + size > LONGEST_TEXT) {
        reader->failed = true;
        return;
    }
    if (buffer->capacity - buffer->len <= size)
        stet_buffer_reserve(buffer, size);
    memcpy(buffer->ptr + buffer->len, text, size);
    buffer->len += size;
}

/* A run that goes on where the last one ended, in the text and in the markup, is the
   same segment. */
static void add_segment(stet_markdown *reader, uint32_t text, stet_span markup,
                        bool made)
{
    stet_source_map *map = &reader->doc->map;
    uint32_t length = markup.end - markup.start;
    if (map->count > 0 && !made) {
        stet_segment *last = &map->segments[map->count - 1];
        if (!last->made && last->text + last->length == text &&
            last->markup + last->length == markup.start) {
            last->length += length;
            return;
        }
    }
    stet_source_map_add(map, (stet_segment){ text, markup.start, length, made });
}

void stet_markdown_append(stet_markdown *reader, const char *text, uint32_t size)
{
    add_text(reader, text, size);
}

void stet_markdown_flush(stet_markdown *reader, uint32_t to)
{
    uint32_t end = stet_markdown_end(reader);
    if (to < reader->cursor)
        to = reader->cursor;
    if (reader->pending < end) {
        const char *text = reader->doc->buffer.ptr + reader->pending;
        const char *markup = reader->ptr + reader->cursor;
        uint32_t size = end - reader->pending;
        bool equal = size == to - reader->cursor &&
                     (memcmp(text, markup, size) == 0 ||
                      (size == 1 && *text == ' ' && *markup == '\n'));
        add_segment(reader, reader->pending, (stet_span){ reader->cursor, to }, !equal);
    }
    reader->pending = end;
}

static void pull_back(stet_span *markup, uint32_t to)
{
    markup->start = markup->start < to ? markup->start : to;
    markup->end = markup->end < to ? markup->end : to;
}

/* Marks were taken for longer than they are, or looked for too far: the text goes on
   at `start`, before the cursor. What has its place behind that is pulled back. */
static void retreat(stet_markdown *reader, uint32_t start)
{
    stet_doc *doc = reader->doc;
    for (size_t i = doc->map.count; i > 0; i--) {
        stet_segment *last = &doc->map.segments[i - 1];
        stet_span markup = { last->markup, last->markup + last->length };
        if (markup.end <= start)
            break;
        if (!last->made) /* Text has been there already. */
            reader->failed = true;
        pull_back(&markup, start);
        last->markup = markup.start;
        last->length = markup.end - markup.start;
    }
    for (size_t i = doc->n_blocks; i > 0 && doc->blocks[i - 1].markup.end > start; i--)
        pull_back(&doc->blocks[i - 1].markup, start);
    for (size_t i = doc->n_inlines; i > 0 && doc->inlines[i - 1].markup.end > start;
         i--)
        pull_back(&doc->inlines[i - 1].markup, start);
    reader->cursor = start;
}

void stet_markdown_reach(stet_markdown *reader, uint32_t start)
{
    stet_markdown_open_block(reader);
    if (reader->cursor > start)
        retreat(reader, start);
    uint32_t outer = stet_markdown_place_spans(reader, start);
    if (!reader->has_place) {
        stet_block *block = &reader->doc->blocks[reader->block];
        block->markup.start = stet_markdown_block_start(reader, outer);
        reader->has_place = true;
        reader->row_placed = true;
        reader->header_passed = reader->header_passed || !reader->in_header;
    }
    stet_markdown_flush(reader, outer);
}

void stet_markdown_piece(stet_markdown *reader, stet_span markup, const char *text,
                         uint32_t size, bool made)
{
    stet_markdown_reach(reader, markup.start);
    add_segment(reader, stet_markdown_end(reader), markup, made);
    add_text(reader, text, size);
    reader->cursor = markup.end;
    reader->pending = stet_markdown_end(reader);
}

/* A backslash and the mark that it takes the meaning of: md4c gives the mark alone. */
static bool is_escaped(const stet_markdown *reader, uint32_t at, uint32_t size)
{
    return size == 1 && at > reader->cursor && reader->ptr[at - 1] == '\\' &&
           memchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", reader->ptr[at], 32);
}

static void add_run(stet_markdown *reader, const char *text, uint32_t size,
                    bool verbatim)
{
    uint32_t at;
    if (!stet_markdown_locate(reader, text, &at)) {
        stet_markdown_open_block(reader);
        stet_markdown_append(reader, text, size);
        return;
    }
    bool escaped = !verbatim && is_escaped(reader, at, size);
    stet_span markup = { escaped ? at - 1 : at, at + size };
    stet_markdown_piece(reader, markup, text, size, escaped);
}

static void add_entity(stet_markdown *reader, const char *text, uint32_t size)
{
    uint32_t at;
    char bytes[4];
    uint32_t code_point = stet_entity_code_point((stet_str){ text, size });
    if (code_point == 0 || !stet_markdown_locate(reader, text, &at)) {
        add_run(reader, text, size, true);
        return;
    }
    uint32_t n = (uint32_t)stet_utf8_encode(code_point, bytes);
    stet_markdown_piece(reader, (stet_span){ at, at + size }, bytes, n, true);
}

/* The next NUL, for which U+FFFD stands. */
static void add_null(stet_markdown *reader)
{
    const char *from = reader->ptr + reader->cursor;
    const char *found = memchr(from, '\0', reader->len - reader->cursor);
    if (!found)
        return;
    uint32_t at = (uint32_t)(found - reader->ptr);
    stet_markdown_piece(reader, (stet_span){ at, at + 1 }, "\xEF\xBF\xBD", 3, true);
}

static void add_break(stet_markdown *reader, stet_span markup)
{
    uint32_t index = stet_markdown_add_inline(reader, STET_INLINE_BREAK, markup);
    stet_markdown_append(reader, "\n", 1);
    reader->doc->inlines[index].span.end = stet_markdown_end(reader);
}

/* A hard line break: blanks or a backslash, and the line end. */
static void add_line_break(stet_markdown *reader)
{
    stet_markdown_open_block(reader);
    uint32_t end = stet_markdown_next_line(reader, reader->cursor);
    add_break(reader, (stet_span){ reader->cursor, end });
}

static bool is_line_break_tag(const char *ptr, uint32_t len)
{
    return len >= 4 && (ptr[1] | 0x20) == 'b' && (ptr[2] | 0x20) == 'r' &&
           (ptr[3] == '>' || ptr[3] == ' ' || ptr[3] == '/');
}

/* A tag, or a part of one that goes over several lines. <br> breaks the line too. */
static void add_tag(stet_markdown *reader, const char *text, uint32_t size)
{
    uint32_t at;
    if (!stet_markdown_locate(reader, text, &at))
        return;
    stet_span markup = { at, at + size };
    if (reader->tag == STET_BLOCK_NONE) {
        stet_markdown_reach(reader, at);
        reader->tag = stet_markdown_add_inline(reader, STET_INLINE_HTML, markup);
    }
    stet_inline *tag = &reader->doc->inlines[reader->tag];
    tag->markup.end = markup.end;
    reader->cursor = markup.end;
    if (text[size - 1] != '>')
        return;
    markup.start = tag->markup.start;
    reader->tag = STET_BLOCK_NONE;
    if (is_line_break_tag(reader->ptr + markup.start, markup.end - markup.start)) {
        add_break(reader, markup);
        reader->cursor = markup.start;
        stet_markdown_flush(reader, markup.end);
        reader->cursor = markup.end;
    }
}

static void add_typed(stet_markdown *reader, MD_TEXTTYPE type, const char *text,
                      uint32_t size)
{
    bool in_code = reader->in_leaf && (reader->leaf == STET_BLOCK_CODE ||
                                       reader->leaf == STET_BLOCK_MARKUP);
    switch (type) {
    case MD_TEXT_NULLCHAR:
        add_null(reader);
        break;
    case MD_TEXT_BR:
        add_line_break(reader);
        break;
    case MD_TEXT_SOFTBR:
        stet_markdown_open_block(reader);
        stet_markdown_append(reader, " ", 1);
        break;
    case MD_TEXT_ENTITY:
        add_entity(reader, text, size);
        break;
    case MD_TEXT_HTML:
        if (!in_code) {
            add_tag(reader, text, size);
            break;
        }
        /* fall through */
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
        reader->has_lines = true;
        add_run(reader, text, size, type != MD_TEXT_NORMAL);
        break;
    }
}

/* Whether a text is what it says: md4c 0.4.8 can miscount, and give the rest of a line
   that is shorter than nothing. Such a document is not read as Markdown. */
static bool is_sound(const stet_markdown *reader, const char *text, uint32_t size)
{
    enum { LONGEST_MADE = 16 }; /* Of indentation, at a time. */
    uint32_t at;
    if (stet_markdown_locate(reader, text, &at))
        return size <= reader->len - at;
    return size <= LONGEST_MADE && text != reader->ptr + reader->len;
}

int stet_markdown_on_text(MD_TEXTTYPE type, const char *text, MD_SIZE size, void *user)
{
    stet_markdown *reader = user;
    uint32_t at;
    if (!is_sound(reader, text, size)) {
        reader->failed = true;
    } else if (reader->image_depth > 0) { /* What stands for an image is not text. */
        if (stet_markdown_locate(reader, text, &at) && at + size > reader->cursor)
            reader->cursor = at + size;
    } else if (size > 0) {
        add_typed(reader, type, text, size);
    }
    return reader->failed;
}
