/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/site.h"

#include "base/utf8.h"

enum { COUNTS = STET_CHAR_LETTER | STET_CHAR_DIGIT | STET_CHAR_NUMBER };

/* Whether no letter and no digit stands in the range. */
static bool is_void(stet_str text, size_t from, size_t to)
{
    while (from < to)
        if (stet_utf8_class(stet_utf8_next(text.ptr, &from)) & COUNTS)
            return false;
    return true;
}

/* Adds a stretch to the one that is remembered, or forgets that one for it. */
static void remember(stet_span *seen, size_t start, size_t end)
{
    if (start >= end)
        return;
    if (start > seen->end || end < seen->start) {
        *seen = (stet_span){ (uint32_t)start, (uint32_t)end };
        return;
    }
    if (start < seen->start)
        seen->start = (uint32_t)start;
    if (end > seen->end)
        seen->end = (uint32_t)end;
}

/* Back from `to` to behind the last letter or digit, or to `from`. */
static size_t back_over_marks(stet_str text, size_t from, size_t to, stet_span *seen)
{
    size_t at = to;
    while (at > from) {
        size_t before = at;
        if (at > seen->start && at <= seen->end)
            before = seen->start;
        else if (stet_utf8_class(stet_utf8_before(text.ptr, at, &before)) & COUNTS)
            break;
        at = before;
    }
    remember(seen, at, to);
    return at > from ? at : from;
}

/* Forward from `from` to the first letter or digit, or to `to`. */
static size_t over_marks(stet_str text, size_t from, size_t to, stet_span *seen)
{
    size_t at = from;
    while (at < to) {
        size_t next = at;
        if (at >= seen->start && at < seen->end)
            next = seen->end;
        else if (stet_utf8_class(stet_utf8_next(text.ptr, &next)) & COUNTS)
            break;
        at = next;
    }
    remember(seen, from, at);
    return at < to ? at : to;
}

static bool is_own_paragraph(const stet_block *block)
{
    return block->kind == STET_BLOCK_PARAGRAPH && block->parent == STET_BLOCK_NONE;
}

void stet_site_bounds_find(stet_site_bounds *bounds, stet_str text,
                           stet_block_array blocks)
{
    for (size_t kind = 0; kind < STET_LEN(bounds->first); kind++) {
        bounds->first[kind] = STET_BLOCK_NONE;
        bounds->last[kind] = 0;
    }
    bounds->first_paragraph = bounds->last_paragraph = STET_BLOCK_NONE;
    bounds->seen = bounds->seen_in_line = (stet_span){ 0, 0 };
    for (uint32_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (is_own_paragraph(block)) {
            bounds->last_paragraph = b;
            if (bounds->first_paragraph == STET_BLOCK_NONE)
                bounds->first_paragraph = b;
        }
        if (block->kind >= STET_LEN(bounds->first) ||
            is_void(text, block->span.start, block->span.end))
            continue;
        bounds->last[block->kind] = b;
        if (bounds->first[block->kind] == STET_BLOCK_NONE)
            bounds->first[block->kind] = b;
    }
}

static bool is_first(uint32_t kinds, const stet_site_bounds *bounds, uint32_t block)
{
    for (; kinds != 0; kinds &= kinds - 1)
        if (bounds->first[__builtin_ctz(kinds)] < block)
            return false;
    return true;
}

static bool is_last(uint32_t kinds, const stet_site_bounds *bounds, uint32_t block)
{
    for (; kinds != 0; kinds &= kinds - 1)
        if (bounds->last[__builtin_ctz(kinds)] > block)
            return false;
    return true;
}

/* Nearly all that stands inside a sentence follows a letter or a comma on its line. */
static bool may_begin_sentence(stet_str text, size_t from, size_t at)
{
    while (at > from) {
        uint32_t c = stet_utf8_before(text.ptr, at, &at);
        if (c == ',' || c == ';' || (stet_utf8_class(c) & COUNTS))
            return false;
        if (c == '\n' || !(stet_utf8_class(c) & STET_CHAR_SPACE))
            return true;
    }
    return true;
}

static bool begins_sentence(stet_doc *doc, stet_site_bounds *bounds,
                            const stet_block *block, uint32_t at)
{
    if (!may_begin_sentence(doc->text, block->span.start, at))
        return false;
    stet_document_sentences(doc);
    const stet_sentence *sentence = stet_document_sentence_at(doc, block, at);
    if (!sentence)
        return false;
    size_t start = sentence->span.start;
    return start >= at || back_over_marks(doc->text, start, at, &bounds->seen) == start;
}

/* The markup knows the lines: in the text of Markdown they are joined. */
static bool begins_line(const stet_doc *doc, stet_site_bounds *bounds, stet_span span)
{
    size_t at = stet_source_map_markup(&doc->map, span).start;
    size_t to = at;
    stet_span *seen = &bounds->seen_in_line;
    bool begins = true;
    while (at > 0) {
        if (at > seen->start && at <= seen->end) {
            at = seen->start;
            continue;
        }
        size_t before;
        uint32_t c = stet_utf8_before(doc->markup.ptr, at, &before);
        begins = c == '\n' || c == '\r';
        if (begins || (stet_utf8_class(c) & COUNTS))
            break;
        at = before;
        begins = true;
    }
    remember(seen, at, to);
    return begins;
}

bool stet_site_may_hold(uint32_t sites, uint32_t kinds, const stet_site_bounds *bounds,
                        uint32_t block)
{
    return (sites & STET_SITE_ANY_BLOCK) ||
           ((sites & STET_SITE_TEXT_START) && is_first(kinds, bounds, block)) ||
           ((sites & STET_SITE_TEXT_END) && is_last(kinds, bounds, block)) ||
           ((sites & STET_SITE_FIRST_PARAGRAPH) && block == bounds->first_paragraph) ||
           ((sites & STET_SITE_LAST_PARAGRAPH) && block == bounds->last_paragraph);
}

bool stet_site_may_be_bound(const stet_site_bounds *bounds, uint32_t kind,
                            uint32_t block)
{
    return kind >= STET_LEN(bounds->first) || bounds->first[kind] >= block ||
           bounds->last[kind] <= block || bounds->first_paragraph == block ||
           bounds->last_paragraph == block;
}

/* The sites that are told by the block and by what stands beside the span in it. */
static bool holds_in_block(uint32_t sites, uint32_t kinds, const stet_doc *doc,
                           stet_site_bounds *bounds, uint32_t block, stet_span span)
{
    const uint32_t of_starts = STET_SITE_BLOCK_START | STET_SITE_SENTENCE_START |
                               STET_SITE_LINE_START | STET_SITE_TEXT_START;
    const uint32_t of_ends = STET_SITE_BLOCK_END | STET_SITE_TEXT_END;
    stet_span in = doc->blocks[block].span;

    if ((sites & of_starts) &&
        back_over_marks(doc->text, in.start, span.start, &bounds->seen) > in.start)
        sites &= ~of_starts;
    if ((sites & of_ends) &&
        over_marks(doc->text, span.end, in.end, &bounds->seen) < in.end)
        sites &= ~of_ends;
    return (sites & STET_SITE_ANY_BLOCK) ||
           stet_site_may_hold(sites, kinds, bounds, block);
}

bool stet_site_holds(uint32_t sites, uint32_t kinds, stet_doc *doc,
                     stet_site_bounds *bounds, uint32_t block, stet_span span)
{
    return holds_in_block(sites, kinds, doc, bounds, block, span) ||
           ((sites & STET_SITE_SENTENCE_START) &&
            begins_sentence(doc, bounds, &doc->blocks[block], span.start)) ||
           ((sites & STET_SITE_LINE_START) && begins_line(doc, bounds, span));
}
