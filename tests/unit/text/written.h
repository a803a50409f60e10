/* SPDX-License-Identifier: Apache-2.0 */
/**
 * written.h - a document of a text that a test writes down, and what holds of all.
 *
 * It brings cmocka, which must stand behind the headers of stet: its fail() is a macro.
 */
#ifndef STET_TEST_TEXT_WRITTEN_H
#define STET_TEST_TEXT_WRITTEN_H

#include "base/str.h"
#include "base/utf8.h"
#include "text/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct written {
    stet_forms forms;
    stet_doc doc;
    stet_source source;
    stet_piece piece;
    stet_layout_field field;
    stet_value value;
    stet_record record;
} written;

static inline void written_init(written *w)
{
    memset(w, 0, sizeof *w);
    stet_forms_init(&w->forms);
    stet_document_init(&w->doc, &w->forms);
}

static inline void written_release(written *w)
{
    stet_document_release(&w->doc);
    stet_forms_release(&w->forms);
}

static inline void written_set(written *w, stet_str text, bool markdown)
{
    w->piece = (stet_piece){ .source = &w->source, .bytes = text, .line = 1 };
    w->field = (stet_layout_field){ .text = true, .markdown = markdown };
    w->value = (stet_value){ .field = &w->field, .text = text, .raw = text };
    w->record = (stet_record){
        .piece = &w->piece, .raw = text, .line = 1, .values = &w->value, .n_values = 1
    };
    stet_document_set(&w->doc, &w->record, &w->value, 1);
}

static inline stet_str written_slice(const written *w, stet_span span)
{
    return stet_slice(w->doc.text, span);
}

static inline stet_str written_markup(const written *w, stet_span span)
{
    return stet_slice(w->doc.markup, span);
}

#define assert_text(actual, expected)                                                \
    do {                                                                             \
        stet_str text_ = (actual);                                                   \
        if (!stet_str_is(text_, (expected)))                                         \
            fail_msg("\"%.*s\" is not \"%s\"", (int)text_.len, text_.ptr, expected); \
    } while (0)

/* Segments follow each other without a gap, in the text and in the markup; where the
   text is not made it is the markup's bytes, or one space for a line feed. */
static inline void check_segments(const stet_doc *doc)
{
    uint32_t text = 0;
    uint32_t markup = 0;
    for (size_t i = 0; i < doc->map.count; i++) {
        stet_segment s = doc->map.segments[i];
        uint32_t end = i + 1 < doc->map.count ? doc->map.segments[i + 1].text
                                              : (uint32_t)doc->text.len;
        assert_int_equal(s.text, text);
        assert_true(end > s.text);
        assert_true(s.markup >= markup);
        assert_true(s.markup + s.length <= doc->markup.len);
        text = end;
        markup = s.markup + s.length;
        if (s.made)
            continue;
        assert_int_equal(end - s.text, s.length);
        for (uint32_t j = 0; j < s.length; j++) {
            char a = doc->text.ptr[s.text + j];
            char b = doc->markup.ptr[s.markup + j];
            assert_true(a == b || (a == ' ' && b == '\n'));
        }
    }
    if (doc->map.count > 0)
        assert_int_equal(text, doc->text.len);
}

static inline void check_blocks(const stet_doc *doc)
{
    uint32_t text = 0;
    uint32_t markup = 0;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const stet_block *block = &doc->blocks[i];
        assert_true(block->span.start >= text && block->span.end >= block->span.start);
        assert_true(block->markup.start >= markup);
        assert_true(block->markup.end >= block->markup.start);
        assert_true(block->markup.end <= doc->markup.len);
        assert_true(block->parent == STET_BLOCK_NONE || block->parent < i);
        text = block->span.end;
        markup = block->markup.start;
    }
    assert_true(text <= doc->text.len);
}

static inline void check_inlines(const stet_doc *doc)
{
    uint32_t start = 0;
    for (size_t i = 0; i < doc->n_inlines; i++) {
        const stet_inline *item = &doc->inlines[i];
        assert_true(item->block < doc->n_blocks);
        stet_span block = doc->blocks[item->block].span;
        assert_true(item->span.start >= start && item->span.start >= block.start);
        assert_true(item->span.end >= item->span.start && item->span.end <= block.end);
        assert_true(item->markup.start <= item->markup.end);
        assert_true(item->markup.end <= doc->markup.len);
        start = item->span.start;
    }
}

static inline bool is_unseen(const stet_doc *doc, uint32_t start, uint32_t end)
{
    for (size_t at = start; at < end;)
        if (!(stet_utf8_class(stet_utf8_next(doc->text.ptr, &at)) &
              (STET_CHAR_SPACE | STET_CHAR_FORMAT)))
            return false;
    return true;
}

/* The words of a block stand in order, and what is between them is white space. */
static inline void check_words(const stet_doc *doc, const stet_block *block)
{
    uint32_t at = block->span.start;
    bool prose = block->kind != STET_BLOCK_CODE && block->kind != STET_BLOCK_MARKUP;
    assert_true(prose || (block->n_words == 0 && block->n_sentences == 0));
    for (uint32_t i = 0; i < block->n_words; i++) {
        const stet_word *word = &doc->words[block->first_word + i];
        assert_true(word->span.start >= at && word->span.end > word->span.start);
        assert_true(word->span.end <= block->span.end);
        assert_true(is_unseen(doc, at, word->span.start));
        if (word->span.start > at)
            assert_true(i == 0 || (word->flags & STET_WORD_SPACED) ||
                        doc->text.ptr[at] != ' ');
        const stet_form_info *form = stet_forms_at(doc->forms, word->form);
        stet_str letters = stet_slice(doc->text, word->span);
        assert_true(letters.len > 128 || stet_str_equal(form->text, letters));
        at = word->span.end;
    }
    assert_true(!prose || is_unseen(doc, at, block->span.end));
}

/* The sentences of a block share out its words. */
static inline void check_sentences(const stet_doc *doc, uint32_t index)
{
    const stet_block *block = &doc->blocks[index];
    uint32_t word = block->first_word;
    uint32_t at = block->span.start;
    for (uint32_t i = 0; i < block->n_sentences; i++) {
        const stet_sentence *sentence = &doc->sentences[block->first_sentence + i];
        assert_int_equal(sentence->block, index);
        assert_int_equal(sentence->first_word, word);
        assert_true(sentence->span.start >= at);
        assert_true(sentence->span.end > sentence->span.start);
        assert_true(sentence->span.end <= block->span.end);
        word += sentence->n_words;
        at = sentence->span.end;
        if (sentence->n_words > 0)
            assert_true(doc->words[word - 1].span.end <= at);
    }
    assert_int_equal(word, block->first_word + block->n_words);
}

/* What holds of every document. */
static inline void check_document(stet_doc *doc)
{
    stet_document_words(doc);
    check_segments(doc);
    check_blocks(doc);
    check_inlines(doc);
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        check_words(doc, &doc->blocks[i]);
        check_sentences(doc, i);
    }
    uint32_t chars;
    assert_true(stet_utf8_check(doc->text, &chars) == STET_UTF8_VALID);
}

#endif
