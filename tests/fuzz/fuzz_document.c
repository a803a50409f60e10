/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A document of any text: blocks, words, sentences, lines, counts, and the way back to
 * the markup. The first byte says what the text is: p plain, else Markdown.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "text/document.h"

#include <stdlib.h>

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* Segments share out the text, and what is not made is the bytes of the markup. */
static void look_at_segments(const stet_doc *doc)
{
    const stet_source_map *map = &doc->map;
    for (size_t i = 0; i < map->count; i++) {
        stet_segment s = map->segments[i];
        size_t end = i + 1 < map->count ? map->segments[i + 1].text : doc->text.len;
        demand(i > 0 || s.text == 0);
        demand(end > s.text && s.markup + s.length <= doc->markup.len);
        demand(s.made || end - s.text == s.length);
        for (uint32_t j = 0; j < s.length && !s.made; j++) {
            char made = doc->text.ptr[s.text + j];
            char given = doc->markup.ptr[s.markup + j];
            demand(made == given || (made == ' ' && given == '\n'));
        }
    }
}

/* Blocks stand in order, and share out the words and the sentences. */
static void look_at_blocks(stet_doc *doc)
{
    stet_word_array words = stet_document_words(doc);
    stet_sentence_array sentences = stet_document_sentences(doc);
    uint32_t at = 0;
    uint32_t n_words = 0;
    uint32_t n_sentences = 0;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const stet_block *block = &doc->blocks[i];
        demand(block->span.start >= at && block->span.end >= block->span.start);
        demand(block->markup.start <= block->markup.end);
        demand(block->markup.end <= doc->markup.len);
        demand(block->first_word == n_words && block->first_sentence == n_sentences);
        n_words += block->n_words;
        n_sentences += block->n_sentences;
        at = block->span.end;
    }
    demand(at <= doc->text.len);
    demand(n_words == words.count && n_sentences == sentences.count);
    for (size_t i = 0; i < words.count; i++)
        demand(words.items[i].span.start < words.items[i].span.end &&
               (i == 0 || words.items[i].span.start >= words.items[i - 1].span.end));
}

static void look_at(stet_doc *doc)
{
    look_at_segments(doc);
    look_at_blocks(doc);
    for (int unit = STET_COUNT_BYTES; unit <= STET_COUNT_PARAGRAPHS; unit++)
        stet_document_count(doc, (stet_count_unit)unit);
    stet_line_array lines = stet_document_lines(doc);
    for (size_t i = 0; i < lines.count; i++)
        demand(lines.items[i].span.end <= doc->markup.len &&
               (i == 0 || lines.items[i].span.start > lines.items[i - 1].span.end));
    for (size_t i = 0; i < doc->n_inlines; i++) {
        stet_inline item = doc->inlines[i];
        demand(item.markup.start <= item.markup.end);
        demand(item.markup.end <= doc->markup.len && item.span.end <= doc->text.len);
        demand(item.block < doc->n_blocks);
    }
}

/* The forms of many inputs, as a worker has them: to make a table anew for each takes
   more time than all the rest. */
static stet_forms *shared_forms(void)
{
    enum { MOST = 100000 };
    static stet_forms forms;
    if (forms.count > MOST)
        stet_forms_release(&forms);
    if (forms.count == 0)
        stet_forms_init(&forms);
    return &forms;
}

/* What each step makes of it is a document too, whose words stand in this one. */
static void look_behind(const stet_doc *doc)
{
    stet_arena arena = { 0 };
    stet_doc changed;
    stet_document_init(&changed, doc->forms);
    for (int step = STET_STRIP_MARKDOWN; step <= STET_COLLAPSE_SPACE; step++) {
        stet_transform steps[] = { (stet_transform)step };
        stet_document_transform(&changed, doc, steps, 1, false, &arena);
        look_at(&changed);
        stet_word_array words = stet_document_words(&changed);
        for (size_t i = 0; i < words.count; i++) {
            stet_span span = words.items[i].span;
            bool in_markup = false;
            demand(stet_document_origin(&changed, &span, &in_markup) == doc);
            demand(span.start < span.end &&
                   span.end <= (in_markup ? doc->markup.len : doc->text.len));
        }
        stet_arena_reset(&arena);
    }
    stet_document_release(&changed);
    stet_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t chars;
    if (size < 1)
        return 0;
    stet_str text = { (const char *)data + 1, size - 1 };
    if (stet_utf8_check(text, &chars) != STET_UTF8_VALID)
        return 0;
    stet_source source = { 0 };
    stet_piece piece = { .source = &source, .bytes = text, .line = 1 };
    stet_layout_field field = { .text = true, .markdown = data[0] != 'p' };
    stet_value value = { .field = &field, .text = text, .raw = text };
    stet_record record = { .piece = &piece, .raw = text, .line = 1 };
    stet_doc doc;
    stet_document_init(&doc, shared_forms());
    stet_document_set(&doc, &record, &value, 1);
    look_at(&doc);
    look_behind(&doc);
    stet_document_release(&doc);
    return 0;
}
