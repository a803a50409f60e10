/* SPDX-License-Identifier: Apache-2.0 */
/**
 * document.h - one text of a record, and all that is known of it.
 *
 *     value (decoded, markup in it) -> text + blocks + source map    at once
 *     -> words and sentences; lines; inlines; counts                 when asked for
 *
 * Markdown goes through md4c (CommonMark, tables, task lists, strikethrough, bare
 * URLs; front matter is a MARKUP block); plain text is cut into paragraphs at blank
 * lines and is not copied. In the text of Markdown a soft line break is one space, a
 * hard one a line feed; blocks are separated by a blank line. Code and raw HTML are
 * text of their own blocks (CODE, MARKUP), without words; code spans stay in the
 * paragraph as one OPAQUE word.
 *
 * Life: a worker owns some documents and uses them again and again: _set makes
 * one stand for a value, and forgets what it was; its arrays keep their memory
 * (up to a bound). An analysis is made once, on first demand, by that worker only.
 * What is handed out points into the document and lives until the next _set.
 */
#ifndef STET_TEXT_DOCUMENT_H
#define STET_TEXT_DOCUMENT_H

#include "text/form.h"
#include "text/reader.h"
#include "text/source_map.h"
#include "text/transform.h"

/** Which analyses exist: bits of stet_doc.made. */
enum {
    STET_MADE_WORDS = 1,
    STET_MADE_LINES = 2,
    STET_ASKED_WORDS = 4, /**< Not by the scan alone. */
    STET_MADE_ENDS = 8,
};

struct stet_doc {
    const stet_doc *origin; /**< NULL, or what it was made from by changes: */
    stet_changes changes;   /**< its markup from that one's markup, or text. */
    bool of_text;           /**< Which. */
    const stet_record *record;
    const stet_value *value;
    uint64_t number; /**< Position in the batch: see stet_document_number(). */
    bool markdown;
    stet_str text;
    stet_str markup; /**< value->text */
    stet_source_map map;
    stet_forms *forms; /**< The worker's. */

    stet_block *blocks;
    size_t n_blocks, blocks_capacity;
    stet_inline *inlines;
    size_t n_inlines, inlines_capacity;
    uint64_t *inline_ends; /**< See stet_document_cuts_inline(). */
    size_t inline_ends_capacity;

    uint32_t made;
    stet_word *words;
    size_t n_words, words_capacity;
    stet_sentence *sentences;
    size_t n_sentences, sentences_capacity;
    stet_line *lines;
    size_t n_lines, lines_capacity;
    uint64_t counts[8]; /**< By stet_count_unit, where `counted` has its bit. */
    uint32_t counted;

    stet_buffer buffer; /**< Where `text` stands when it is not the markup; zeroes
                             behind it, see STET_WORD_ROOM. */
    stet_arena arena;   /**< Targets of links and the like. */
};

/** Bits of a document's number: of its text in the record, and of the record. The rest,
    24, are of the source. */
enum { STET_NUMBER_TEXT_BITS = 10, STET_NUMBER_RECORD_BITS = 30 };

/** `value`, or the most that so many bits hold. */
static inline uint64_t stet_document_at_most(uint64_t value, unsigned bits)
{
    uint64_t most = (UINT64_C(1) << bits) - 1;
    return value < most ? value : most;
}

/** Orders documents: by source, record, text in the record. What is too large for its
    bits is the largest: equal numbers are ordered by where they stand in the source. */
static inline uint64_t stet_document_number(uint32_t source, uint64_t record,
                                            size_t text)
{
    unsigned source_bits = 64 - STET_NUMBER_RECORD_BITS - STET_NUMBER_TEXT_BITS;
    uint64_t number = stet_document_at_most(source, source_bits);
    number = number << STET_NUMBER_RECORD_BITS |
             stet_document_at_most(record, STET_NUMBER_RECORD_BITS);
    return number << STET_NUMBER_TEXT_BITS |
           stet_document_at_most(text, STET_NUMBER_TEXT_BITS);
}

/** The index of the source in a document's number. */
static inline size_t stet_document_source(uint64_t number)
{
    return (size_t)(number >> (STET_NUMBER_RECORD_BITS + STET_NUMBER_TEXT_BITS));
}

/** The number of the record in it; of one beyond 2^30, the most it can say. */
static inline uint64_t stet_document_record(uint64_t number)
{
    return number >> STET_NUMBER_TEXT_BITS &
           ((UINT64_C(1) << STET_NUMBER_RECORD_BITS) - 1);
}

/** The number of the text in the record. */
static inline uint64_t stet_document_text(uint64_t number)
{
    return number & ((UINT64_C(1) << STET_NUMBER_TEXT_BITS) - 1);
}

void stet_document_init(stet_doc *doc, stet_forms *forms);
void stet_document_release(stet_doc *doc);
/** Makes it stand for `value` of `record`. */
void stet_document_set(stet_doc *doc, const stet_record *record,
                       const stet_value *value, uint64_t number);

/** document_transform.c: makes it what another one is after some changes, as
    stet_transformed() of stet/plugin.h says. It points into that one and the arena. */
void stet_document_transform(stet_doc *doc, const stet_doc *origin,
                             const stet_transform *steps, size_t n_steps, bool raw,
                             stet_arena *arena);
/** Cuts its markup into paragraphs, as plain text. */
void stet_document_read_plain(stet_doc *doc);
/** Forgets what it was, but not its memory. */
void stet_document_forget(stet_doc *doc);
/** Where a span of a document stands in the one from which changes made it (no more
    changes than one deep); of one that nothing has changed, itself. */
const stet_doc *stet_document_origin(const stet_doc *doc, stet_span *span,
                                     bool *in_markup);

stet_word_array stet_document_words(stet_doc *doc);
/** The same for the scan, which uses words when they are there: not asked for by it. */
stet_word_array stet_document_scan_words(stet_doc *doc);
stet_sentence_array stet_document_sentences(stet_doc *doc);
stet_line_array stet_document_lines(stet_doc *doc);
uint64_t stet_document_count(stet_doc *doc, stet_count_unit unit);
/** Whether a span of the text reaches over one end of an inline and not over the other.
    It costs what ends in the span, however many inlines there are. */
bool stet_document_cuts_inline(stet_doc *doc, stet_span span);
/** Index of the block that holds byte `at` of the text, or the nearest before it;
    STET_BLOCK_NONE when there is none. */
uint32_t stet_document_block_at(const stet_doc *doc, uint32_t at);
/** The sentence of a block that holds byte `at` of the text, or the last one before it;
    NULL: it has none. Sentences must have been asked for. */
const stet_sentence *stet_document_sentence_at(const stet_doc *doc,
                                               const stet_block *block, uint32_t at);
/** Both ends of a span of the text (or of the markup) in the source. */
void stet_document_points(stet_doc *doc, stet_span span, bool in_markup,
                          stet_point *start, stet_point *end);

#endif
