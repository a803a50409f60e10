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

/* From the end, where a letter is found sooner. */
static bool is_void_back_to(stet_str text, size_t from, size_t to)
{
    while (to > from)
        if (stet_utf8_class(stet_utf8_before(text.ptr, to, &to)) & COUNTS)
            return false;
    return true;
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

static bool begins_sentence(stet_doc *doc, const stet_block *block, uint32_t at)
{
    if (!may_begin_sentence(doc->text, block->span.start, at))
        return false;
    stet_document_sentences(doc);
    const stet_sentence *sentence = stet_document_sentence_at(doc, block, at);
    return sentence && is_void_back_to(doc->text, sentence->span.start, at);
}

/* The markup knows the lines: in the text of Markdown they are joined. */
static bool begins_line(const stet_doc *doc, stet_span span)
{
    size_t at = stet_source_map_markup(&doc->map, span).start;
    while (at > 0) {
        uint32_t c = stet_utf8_before(doc->markup.ptr, at, &at);
        if (c == '\n' || c == '\r')
            return true;
        if (stet_utf8_class(c) & COUNTS)
            return false;
    }
    return true;
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

bool stet_site_holds(uint32_t sites, uint32_t kinds, stet_doc *doc,
                     const stet_site_bounds *bounds, uint32_t block, stet_span span)
{
    const stet_block *it = &doc->blocks[block];
    bool starts = is_void_back_to(doc->text, it->span.start, span.start);
    bool ends = (sites & (STET_SITE_BLOCK_END | STET_SITE_TEXT_END)) != 0 &&
                is_void(doc->text, span.end, it->span.end);

    if (starts && (sites & (STET_SITE_BLOCK_START | STET_SITE_SENTENCE_START |
                            STET_SITE_LINE_START)))
        return true;
    if (ends && (sites & STET_SITE_BLOCK_END))
        return true;
    uint32_t of_block = sites & ~(uint32_t)STET_SITE_ANY_BLOCK;
    if (!starts)
        of_block &= ~(uint32_t)STET_SITE_TEXT_START;
    if (!ends)
        of_block &= ~(uint32_t)STET_SITE_TEXT_END;
    return stet_site_may_hold(of_block, kinds, bounds, block) ||
           ((sites & STET_SITE_SENTENCE_START) &&
            begins_sentence(doc, it, span.start)) ||
           ((sites & STET_SITE_LINE_START) && begins_line(doc, span));
}
