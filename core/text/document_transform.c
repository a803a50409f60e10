/* SPDX-License-Identifier: Apache-2.0 */
/* A document made from another by changes. Plain text is cut anew; of Markdown the text
   is changed, and what was parsed (blocks, inlines, markup) is moved along, so that no
   change can make markup of text. */
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/document.h"

#include <stdlib.h>

/* Spans of the text that no change may touch. */
typedef struct fixed_list {
    stet_span *items;
    size_t count, capacity;
} fixed_list;

/* In order; what overlaps the last one is in it. */
static void add_fixed(fixed_list *list, uint32_t start, uint32_t end)
{
    stet_span *last = list->count ? &list->items[list->count - 1] : NULL;

    if (last && start < last->end)
        start = last->end;
    if (start >= end)
        return;
    stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items);
    list->items[list->count++] = (stet_span){ start, end };
}

/* Code, and a link that shows its own address. */
static bool is_opaque(const stet_doc *doc, const stet_inline *it)
{
    stet_str text = stet_slice(doc->text, it->span);

    return it->kind == STET_INLINE_CODE ||
           (it->kind == STET_INLINE_LINK && text.len > 0 &&
            stet_str_ends(it->target, text));
}

static fixed_list find_fixed(const stet_doc *doc)
{
    fixed_list list = { 0 };
    uint32_t end = 0;
    size_t n = 0;

    for (size_t b = 0; b < doc->n_blocks; b++) {
        const stet_block *block = &doc->blocks[b];
        add_fixed(&list, end, block->span.start);
        if (block->kind == STET_BLOCK_CODE || block->kind == STET_BLOCK_MARKUP)
            add_fixed(&list, block->span.start, block->span.end);
        for (; n < doc->n_inlines && doc->inlines[n].block <= b; n++)
            if (is_opaque(doc, &doc->inlines[n]))
                add_fixed(&list, doc->inlines[n].span.start, doc->inlines[n].span.end);
        end = block->span.end > end ? block->span.end : end;
    }
    add_fixed(&list, end, (uint32_t)doc->text.len);
    return list;
}

/* ---- The markup that the changed text would have ---- */

typedef struct weaving {
    stet_doc *doc;
    const stet_doc *origin;
    const stet_changes *text; /* The changed text, from that of the origin. */
    stet_run_list runs;       /* From the new markup to that of the origin. */
    uint32_t copied;          /* How much of that is done. */
} weaving;

static uint32_t here(const weaving *w)
{
    return (uint32_t)w->doc->buffer.len;
}

/* Markup of the origin as it stands, up to `end`. */
static void copy_markup(weaving *w, uint32_t end)
{
    if (end <= w->copied)
        return;
    stet_span span = { w->copied, end };
    stet_run_add(&w->runs, here(w), end - w->copied, span);
    stet_buffer_add(&w->doc->buffer, stet_slice(w->origin->markup, span));
    w->copied = end;
}

static void add_segment(weaving *w, stet_span text, uint32_t markup, uint32_t length,
                        bool made)
{
    if (text.end > text.start)
        stet_source_map_add(&w->doc->map,
                            (stet_segment){ text.start, markup, length, made });
}

/* A soft line break is a blank in the text, and stays a line break in the markup. */
static void put_character(weaving *w, stet_str character, stet_span from)
{
    stet_str markup = stet_slice(w->origin->markup, from);
    bool breaks = stet_str_is(character, " ") && markup.len > 0 &&
                  memchr(markup.ptr, '\n', markup.len);

    stet_buffer_add(&w->doc->buffer, breaks ? STET_STR("\n") : character);
}

/* What the changed text has in place of a segment, character by character. */
static void put_changed(weaving *w, const stet_segment *segment, stet_span text)
{
    uint32_t markup = here(w);

    for (uint32_t at = text.start; at < text.end;) {
        stet_span one = { at, at + 1 };
        while (one.end < text.end &&
               ((unsigned char)w->text->text.ptr[one.end] & 0xC0) == 0x80)
            one.end++;
        stet_span from = stet_transform_origin(w->text, one);
        uint32_t first = segment->markup, end = segment->markup + segment->length;
        if (!segment->made) {
            uint32_t last = segment->text + segment->length;
            end = first + (from.end < last ? from.end : last) - segment->text;
            first += from.start > segment->text ? from.start - segment->text : 0;
        }
        stet_run_add(&w->runs, here(w), one.end - one.start, (stet_span){ first, end });
        put_character(w, stet_slice(w->text->text, one), (stet_span){ first, end });
        at = one.end;
    }
    add_segment(w, text, markup, text.end - text.start, false);
}

/* Where the text of the nth segment of the origin ends: segments leave no gap. */
static uint32_t text_end(const stet_doc *origin, size_t n)
{
    const stet_segment *segment = &origin->map.segments[n];

    if (!segment->made)
        return segment->text + segment->length;
    return n + 1 < origin->map.count ? segment[1].text : (uint32_t)origin->text.len;
}

static void weave_segment(weaving *w, size_t n)
{
    const stet_segment *segment = &w->origin->map.segments[n];
    stet_span was = { segment->text, text_end(w->origin, n) };
    stet_span is = { stet_transform_forward(w->text, was.start),
                     stet_transform_forward(w->text, was.end) };

    copy_markup(w, segment->markup);
    if (is.end < is.start)
        is.end = is.start;
    bool same = segment->made && stet_str_equal(stet_slice(w->origin->text, was),
                                                stet_slice(w->text->text, is));
    if (same) {
        add_segment(w, is, here(w), segment->length, true);
        copy_markup(w, segment->markup + segment->length);
        return;
    }
    put_changed(w, segment, is);
    if (w->copied < segment->markup + segment->length)
        w->copied = segment->markup + segment->length;
}

/* ---- What was parsed, moved along ---- */

static stet_span moved(const stet_changes *it, stet_span span)
{
    stet_span to = { stet_transform_forward(it, span.start),
                     stet_transform_forward(it, span.end) };
    if (to.end < to.start)
        to.end = to.start;
    return to;
}

static void move_parsed(stet_doc *doc, const stet_doc *origin, const stet_changes *text)
{
    stet_memory_grow((void **)&doc->blocks, &doc->blocks_capacity, origin->n_blocks,
                     sizeof *doc->blocks);
    for (size_t i = 0; i < origin->n_blocks; i++) {
        doc->blocks[i] = origin->blocks[i];
        doc->blocks[i].span = moved(text, origin->blocks[i].span);
        doc->blocks[i].markup = moved(&doc->changes, origin->blocks[i].markup);
    }
    doc->n_blocks = origin->n_blocks;
    stet_memory_grow((void **)&doc->inlines, &doc->inlines_capacity, origin->n_inlines,
                     sizeof *doc->inlines);
    for (size_t i = 0; i < origin->n_inlines; i++) {
        doc->inlines[i] = origin->inlines[i];
        doc->inlines[i].span = moved(text, origin->inlines[i].span);
        doc->inlines[i].markup = moved(&doc->changes, origin->inlines[i].markup);
    }
    doc->n_inlines = origin->n_inlines;
}

static void transform_markdown(stet_doc *doc, const stet_doc *origin,
                               const stet_transform *steps, size_t n_steps,
                               stet_arena *arena)
{
    fixed_list fixed = find_fixed(origin);
    stet_changes text = stet_transform_apply(
        origin->text, (stet_span_array){ fixed.items, fixed.count }, steps, n_steps,
        arena);
    weaving w = { .doc = doc, .origin = origin, .text = &text };

    for (size_t n = 0; n < origin->map.count; n++)
        weave_segment(&w, n);
    copy_markup(&w, (uint32_t)origin->markup.len);
    doc->text = text.text;
    doc->markup = stet_buffer_str(&doc->buffer);
    stet_run *runs = stet_arena_alloc(arena, (w.runs.count + 1) * sizeof *runs);
    if (w.runs.count > 0)
        memcpy(runs, w.runs.items, w.runs.count * sizeof *runs);
    doc->changes =
        (stet_changes){ doc->markup, runs, w.runs.count, (uint32_t)origin->markup.len };
    move_parsed(doc, origin, &text);
    free(w.runs.items);
    free(fixed.items);
}

/* Plain text, and Markdown that could not be read: it is shown as it stands. */
static bool is_plain(const stet_doc *doc)
{
    return !doc->markdown || (doc->map.count == 0 && doc->text.ptr == doc->markup.ptr);
}

static bool holds(const stet_transform *steps, size_t n_steps, stet_transform step)
{
    for (size_t i = 0; i < n_steps; i++)
        if (steps[i] == step)
            return true;
    return false;
}

void stet_document_transform(stet_doc *doc, const stet_doc *origin,
                             const stet_transform *steps, size_t n_steps, bool raw,
                             stet_arena *arena)
{
    bool strips = holds(steps, n_steps, STET_STRIP_MARKDOWN);
    stet_value *value = stet_arena_alloc(arena, sizeof *value);

    stet_document_forget(doc);
    *value = *origin->value;
    doc->record = origin->record;
    doc->value = value;
    doc->number = origin->number;
    doc->origin = origin;
    doc->of_text = strips;
    doc->markdown = origin->markdown && !strips && !raw;
    stet_source_map_begin(&doc->map, origin->record, value);
    if (doc->markdown && !is_plain(origin)) {
        transform_markdown(doc, origin, steps, n_steps, arena);
    } else {
        doc->changes =
            stet_transform_apply(strips ? origin->text : origin->markup,
                                 (stet_span_array){ 0 }, steps, n_steps, arena);
        doc->markup = doc->changes.text;
        stet_document_read_plain(doc);
    }
    value->text = doc->markup;
    stet_utf8_check(doc->markup, &value->chars);
}

const stet_doc *stet_document_origin(const stet_doc *doc, stet_span *span,
                                     bool *in_markup)
{
    if (!doc->origin)
        return doc;
    if (!*in_markup)
        *span = stet_source_map_markup(&doc->map, *span);
    *span = stet_transform_origin(&doc->changes, *span);
    *in_markup = !doc->of_text;
    return doc->origin;
}
