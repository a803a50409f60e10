/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "base/utf8.h"
#include "text/entity.h"
#include "text/markdown_p.h"

#include <string.h>

static char char_at(const stet_markdown *reader, uint32_t at)
{
    return at < reader->len ? reader->ptr[at] : '\0';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

uint32_t stet_markdown_add_inline(stet_markdown *reader, stet_inline_kind kind,
                                  stet_span markup)
{
    stet_doc *doc = reader->doc;
    stet_markdown_open_block(reader);
    stet_memory_grow((void **)&doc->inlines, &doc->inlines_capacity, doc->n_inlines + 1,
                     sizeof *doc->inlines);
    uint32_t end = stet_markdown_end(reader);
    doc->inlines[doc->n_inlines] = (stet_inline){
        .span = { end, end },
        .markup = markup,
        .kind = kind,
        .block = reader->block,
        .target = { "", 0 },
    };
    return (uint32_t)doc->n_inlines++;
}

/* Targets. */

static void add_decoded(stet_buffer *out, MD_TEXTTYPE type, stet_str part)
{
    uint32_t code_point = type == MD_TEXT_ENTITY     ? stet_entity_code_point(part)
                          : type == MD_TEXT_NULLCHAR ? 0xFFFD
                                                     : 0;
    if (code_point)
        stet_buffer_add_code_point(out, code_point);
    else
        stet_buffer_add(out, part);
}

/* A URL as md4c has it: in the markup as it is, or in memory of its own, with escapes
   taken off and entities in it; such a one is copied. Either way md4c has looked at
   all of it and of the title, for each reference to it anew: that is on the budget. */
static stet_str target_of(stet_markdown *reader, const MD_ATTRIBUTE *attribute,
                          const MD_ATTRIBUTE *title)
{
    uint32_t at;
    uint64_t cost = (uint64_t)attribute->size + title->size;
    if (cost > reader->budget) {
        reader->failed = true;
        return (stet_str){ "", 0 };
    }
    reader->budget -= cost;
    if (attribute->size == 0)
        return (stet_str){ "", 0 };
    bool plain = attribute->substr_types[0] == MD_TEXT_NORMAL &&
                 attribute->substr_offsets[1] == attribute->size;
    if (plain && stet_markdown_locate(reader, attribute->text, &at) &&
        attribute->size <= reader->len - at)
        return (stet_str){ attribute->text, attribute->size };
    stet_buffer decoded = { 0 };
    for (size_t i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
        MD_OFFSET start = attribute->substr_offsets[i];
        MD_OFFSET end = attribute->substr_offsets[i + 1];
        stet_str part = { attribute->text + start, end - start };
        add_decoded(&decoded, attribute->substr_types[i], part);
    }
    stet_str copy = stet_arena_copy(&reader->doc->arena, stet_buffer_str(&decoded));
    stet_buffer_release(&decoded);
    return copy;
}

/* Where spans begin: their marks stand before the text, the innermost next to it. */

static uint32_t back_over(const stet_markdown *reader, uint32_t at, char mark,
                          uint32_t most)
{
    for (; most > 0 && at > reader->cursor && reader->ptr[at - 1] == mark; most--)
        at--;
    return at;
}

static uint32_t code_start(const stet_markdown *reader, uint32_t at)
{
    uint32_t ticks = at;
    while (ticks > reader->cursor && is_blank(reader->ptr[ticks - 1]))
        ticks--;
    uint32_t start = back_over(reader, ticks, '`', UINT32_MAX);
    return start < ticks ? start : at;
}

static uint32_t span_start(const stet_markdown *reader, MD_SPANTYPE type, uint32_t at)
{
    char before = at > reader->cursor ? reader->ptr[at - 1] : '\0';
    switch (type) {
    case MD_SPAN_EM:
        return before == '*' || before == '_' ? at - 1 : at;
    case MD_SPAN_STRONG:
        return before == '*' || before == '_' ? back_over(reader, at, before, 2) : at;
    case MD_SPAN_DEL:
        return back_over(reader, at, '~', 2);
    case MD_SPAN_CODE:
        return code_start(reader, at);
    case MD_SPAN_A:
        return before == '[' || before == '<' ? at - 1 : at;
    default:
        return at;
    }
}

uint32_t stet_markdown_place_spans(stet_markdown *reader, uint32_t start)
{
    for (size_t i = reader->n_spans; i > reader->n_placed; i--) {
        const stet_markdown_span *span = &reader->spans[i - 1];
        start = span_start(reader, span->type, start);
        reader->doc->inlines[span->index].markup.start = start;
    }
    reader->n_placed = reader->n_spans;
    return start;
}

/* Where spans end: their marks stand at the cursor, the innermost first. */

static uint32_t over(const stet_markdown *reader, uint32_t at, char mark, uint32_t most)
{
    for (; most > 0 && char_at(reader, at) == mark; most--)
        at++;
    return at;
}

/* Behind a quoted title or a <target>, when it closes before `limit`. */
static uint32_t quoted_end(const stet_markdown *reader, uint32_t at, char close,
                           uint32_t limit)
{
    for (uint32_t i = at + 1; i < limit; i++) {
        if (reader->ptr[i] == '\\')
            i++;
        else if (reader->ptr[i] == close)
            return i + 1;
    }
    return at + 1;
}

/* Behind the ")" that closes the "(" at `at`, or `at` when it is not there. */
static uint32_t destination_end(const stet_markdown *reader, uint32_t at,
                                uint32_t limit)
{
    uint32_t depth = 0;
    for (uint32_t i = at; i < limit;) {
        char c = reader->ptr[i];
        bool fresh = i > at && is_blank(reader->ptr[i - 1]);
        if ((c == '"' || c == '\'') && fresh) {
            i = quoted_end(reader, i, c, limit);
            continue;
        }
        if (c == '<' && (fresh || i == at + 1)) {
            i = quoted_end(reader, i, '>', limit);
            continue;
        }
        depth += c == '(';
        if (c == ')' && --depth == 0)
            return i + 1;
        i += c == '\\' ? 2 : 1;
    }
    return at;
}

/* Behind the "]" that closes the label at `at`, or `at`: no bracket stands in one. */
static uint32_t label_end(const stet_markdown *reader, uint32_t at)
{
    enum { LONGEST_LABEL = 1002 };
    for (uint32_t i = at + 1; i < reader->len && i - at < LONGEST_LABEL; i++) {
        if (reader->ptr[i] == '\\')
            i++;
        else if (reader->ptr[i] == ']')
            return i + 1;
        else if (reader->ptr[i] == '[')
            return at;
    }
    return at;
}

/* Behind "](target)", "][label]" or "]" at `at`. `size` is what md4c has read of the
   target and the title: an escape or an entity takes a few bytes more. */
static uint32_t link_end(const stet_markdown *reader, uint32_t at, uint32_t size)
{
    if (char_at(reader, at) != ']')
        return at;
    at++;
    uint64_t limit = (uint64_t)at + 2 * (uint64_t)size + 64;
    if (limit > reader->len)
        limit = reader->len;
    if (char_at(reader, at) == '(')
        return destination_end(reader, at, (uint32_t)limit);
    return char_at(reader, at) == '[' ? label_end(reader, at) : at;
}

static uint32_t code_end(const stet_markdown *reader, uint32_t at)
{
    uint32_t ticks = at;
    while (is_blank(char_at(reader, ticks)))
        ticks++;
    uint32_t end = over(reader, ticks, '`', UINT32_MAX);
    return end > ticks ? end : at;
}

static bool is_bare(const stet_inline *link, const stet_doc *doc)
{
    stet_str text = { doc->buffer.ptr + link->span.start,
                      link->span.end - link->span.start };
    return text.len > 0 && text.len <= link->target.len &&
           memcmp(link->target.ptr + link->target.len - text.len, text.ptr, text.len) ==
               0;
}

/* A link in brackets, in angles, or a bare one, which brackets may only stand around.
 */
static uint32_t anchor_end(stet_markdown *reader, stet_inline *link, uint32_t size)
{
    uint32_t at = reader->cursor;
    char opener = char_at(reader, link->markup.start);
    if (opener == '<')
        return over(reader, at, '>', 1);
    uint32_t end = opener == '[' ? link_end(reader, at, size) : at;
    if (opener == '[' && end <= at + 1 && is_bare(link, reader->doc)) {
        link->markup.start++;
        return at;
    }
    return end;
}

static uint32_t span_end(stet_markdown *reader, MD_SPANTYPE type, stet_inline *span,
                         const void *detail)
{
    uint32_t at = reader->cursor;
    char mark = char_at(reader, at);
    switch (type) {
    case MD_SPAN_EM:
        return mark == '*' || mark == '_' ? at + 1 : at;
    case MD_SPAN_STRONG:
        return mark == '*' || mark == '_' ? over(reader, at, mark, 2) : at;
    case MD_SPAN_DEL:
        return over(reader, at, '~', 2);
    case MD_SPAN_CODE:
        return code_end(reader, at);
    case MD_SPAN_A: {
        const MD_SPAN_A_DETAIL *link = detail;
        return anchor_end(reader, span, link->href.size + link->title.size);
    }
    default:
        return at;
    }
}

/* Where the next `mark` is behind the cursor; the cursor when there is none. */
static uint32_t find(const stet_markdown *reader, char mark)
{
    const char *from = reader->ptr + reader->cursor;
    const char *found = memchr(from, mark, reader->len - reader->cursor);
    return found ? (uint32_t)(found - reader->ptr) : reader->cursor;
}

/* Images: all of one is marks. */

static void enter_image(stet_markdown *reader, const MD_SPAN_IMG_DETAIL *detail)
{
    uint32_t at = reader->cursor;
    while (at + 1 < reader->len &&
           (reader->ptr[at] != '!' || reader->ptr[at + 1] != '['))
        at++;
    if (at + 1 >= reader->len)
        at = reader->cursor;
    stet_markdown_reach(reader, at);
    reader->cursor = at + 2 < reader->len ? at + 2 : reader->len;
    reader->image =
        stet_markdown_add_inline(reader, STET_INLINE_IMAGE, (stet_span){ at, at });
    reader->doc->inlines[reader->image].target =
        target_of(reader, &detail->src, &detail->title);
    reader->pending = stet_markdown_end(reader);
}

static void leave_image(stet_markdown *reader, const MD_SPAN_IMG_DETAIL *detail)
{
    reader->cursor =
        link_end(reader, find(reader, ']'), detail->src.size + detail->title.size);
    if (reader->image_depth == 0)
        reader->doc->inlines[reader->image].markup.end = reader->cursor;
}

/* The callbacks. */

static stet_inline_kind kind_of(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_STRONG:
        return STET_INLINE_STRONG;
    case MD_SPAN_A:
        return STET_INLINE_LINK;
    case MD_SPAN_CODE:
        return STET_INLINE_CODE;
    case MD_SPAN_DEL:
        return STET_INLINE_STRIKE;
    default:
        return STET_INLINE_EMPHASIS;
    }
}

int stet_markdown_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    stet_markdown *reader = user;
    if (type == MD_SPAN_IMG && reader->image_depth++ == 0)
        enter_image(reader, detail);
    if (reader->image_depth > 0)
        return reader->failed;
    stet_span nowhere = { reader->cursor, reader->cursor };
    uint32_t index = stet_markdown_add_inline(reader, kind_of(type), nowhere);
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        reader->doc->inlines[index].target =
            target_of(reader, &link->href, &link->title);
    }
    stet_memory_grow((void **)&reader->spans, &reader->spans_capacity,
                     reader->n_spans + 1, sizeof *reader->spans);
    reader->spans[reader->n_spans++] = (stet_markdown_span){ type, index };
    return reader->failed;
}

/* A link without text has its marks before whatever comes next. */
static void place_empty(stet_markdown *reader, MD_SPANTYPE type)
{
    uint32_t at = type == MD_SPAN_A ? find(reader, '[') : reader->cursor;
    stet_markdown_reach(reader, at);
    const stet_markdown_span *span = &reader->spans[reader->n_spans - 1];
    reader->doc->inlines[span->index].markup.start = at;
    reader->cursor = at;
    if (at < reader->len && reader->ptr[at] == '[')
        reader->cursor = find(reader, ']');
}

int stet_markdown_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    stet_markdown *reader = user;
    if (reader->image_depth > 0) {
        if (type == MD_SPAN_IMG) {
            reader->image_depth--;
            leave_image(reader, detail);
        } else if (type == MD_SPAN_A) {
            const MD_SPAN_A_DETAIL *link = detail;
            reader->cursor = link_end(reader, find(reader, ']'), link->href.size);
        }
        return reader->failed;
    }
    if (reader->n_spans == 0)
        return reader->failed;
    if (reader->n_placed < reader->n_spans)
        place_empty(reader, type);
    const stet_markdown_span *span = &reader->spans[--reader->n_spans];
    reader->n_placed = reader->n_spans;
    stet_inline *inlined = &reader->doc->inlines[span->index];
    inlined->span.end = stet_markdown_end(reader);
    reader->cursor = span_end(reader, type, inlined, detail);
    inlined->markup.end = reader->cursor;
    return reader->failed;
}
