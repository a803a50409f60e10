/* SPDX-License-Identifier: Apache-2.0 */
#include "run/site.h"

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

static bool selects(const stet_rule *rule, const stet_block *block)
{
    return block->kind < 32 && (rule->block_kinds >> block->kind & 1) != 0;
}

/* Blocks of marks only, such as an empty item, are not the first and not the last. */
static bool is_first(const stet_rule *rule, const stet_doc *doc, uint32_t block)
{
    for (uint32_t b = 0; b < block; b++)
        if (selects(rule, &doc->blocks[b]) &&
            !is_void(doc->text, doc->blocks[b].span.start, doc->blocks[b].span.end))
            return false;
    return true;
}

static bool is_last(const stet_rule *rule, const stet_doc *doc, uint32_t block)
{
    for (size_t b = doc->n_blocks; b-- > (size_t)block + 1;)
        if (selects(rule, &doc->blocks[b]) &&
            !is_void(doc->text, doc->blocks[b].span.start, doc->blocks[b].span.end))
            return false;
    return true;
}

static bool is_own_paragraph(const stet_block *block)
{
    return block->kind == STET_BLOCK_PARAGRAPH && block->parent == STET_BLOCK_NONE;
}

static bool is_first_paragraph(const stet_doc *doc, uint32_t block)
{
    if (!is_own_paragraph(&doc->blocks[block]))
        return false;
    while (block-- > 0)
        if (is_own_paragraph(&doc->blocks[block]))
            return false;
    return true;
}

static bool is_last_paragraph(const stet_doc *doc, uint32_t block)
{
    if (!is_own_paragraph(&doc->blocks[block]))
        return false;
    while (++block < doc->n_blocks)
        if (is_own_paragraph(&doc->blocks[block]))
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
    uint32_t low = block->first_sentence, high = low + block->n_sentences;
    if (low == high)
        return false;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sentences[middle].span.start <= at)
            low = middle;
        else
            high = middle;
    }
    return is_void_back_to(doc->text, doc->sentences[low].span.start, at);
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

bool stet_site_holds(const stet_rule *rule, stet_doc *doc, uint32_t block,
                     stet_span span)
{
    uint32_t sites = rule->sites;
    const stet_block *it = &doc->blocks[block];
    bool starts = is_void_back_to(doc->text, it->span.start, span.start);
    bool ends = (sites & (STET_SITE_BLOCK_END | STET_SITE_TEXT_END)) != 0 &&
                is_void(doc->text, span.end, it->span.end);

    if (starts && (sites & (STET_SITE_BLOCK_START | STET_SITE_SENTENCE_START |
                            STET_SITE_LINE_START)))
        return true;
    if (ends && (sites & STET_SITE_BLOCK_END))
        return true;
    return (starts && (sites & STET_SITE_TEXT_START) && is_first(rule, doc, block)) ||
           (ends && (sites & STET_SITE_TEXT_END) && is_last(rule, doc, block)) ||
           ((sites & STET_SITE_FIRST_PARAGRAPH) && is_first_paragraph(doc, block)) ||
           ((sites & STET_SITE_LAST_PARAGRAPH) && is_last_paragraph(doc, block)) ||
           ((sites & STET_SITE_SENTENCE_START) &&
            begins_sentence(doc, it, span.start)) ||
           ((sites & STET_SITE_LINE_START) && begins_line(doc, span));
}
