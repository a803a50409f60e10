/* SPDX-License-Identifier: Apache-2.0 */
#include "text/document.h"

#include "base/memory.h"
#include "base/str.h"
#include "text/count.h"
#include "text/line.h"
#include "text/markdown.h"
#include "text/sentence.h"
#include "text/word_p.h"

#include <stdlib.h>

/* An array that has grown over this many bytes is given back at the next document. */
enum { MOST_KEPT = 4 * 1024 * 1024 };

void stet_document_init(stet_doc *doc, stet_forms *forms)
{
    *doc = (stet_doc){ .forms = forms };
}

void stet_document_release(stet_doc *doc)
{
    free(doc->blocks);
    free(doc->inlines);
    free(doc->inline_ends);
    free(doc->words);
    free(doc->sentences);
    free(doc->lines);
    stet_source_map_release(&doc->map);
    stet_buffer_release(&doc->buffer);
    stet_arena_release(&doc->arena);
    *doc = (stet_doc){ 0 };
}

/* Forgets an array: its memory too, when it is much. */
static void *bounded(void *items, size_t *count, size_t *capacity, size_t size)
{
    *count = 0;
    if (*capacity <= MOST_KEPT / size)
        return items;
    free(items);
    *capacity = 0;
    return NULL;
}

void stet_document_forget(stet_doc *doc)
{
    size_t n_ends = 0;
    doc->origin = NULL;
    doc->blocks = bounded(doc->blocks, &doc->n_blocks, &doc->blocks_capacity,
                          sizeof *doc->blocks);
    doc->inlines = bounded(doc->inlines, &doc->n_inlines, &doc->inlines_capacity,
                           sizeof *doc->inlines);
    doc->inline_ends = bounded(doc->inline_ends, &n_ends, &doc->inline_ends_capacity,
                               sizeof *doc->inline_ends);
    doc->words =
        bounded(doc->words, &doc->n_words, &doc->words_capacity, sizeof *doc->words);
    doc->sentences = bounded(doc->sentences, &doc->n_sentences,
                             &doc->sentences_capacity, sizeof *doc->sentences);
    doc->lines =
        bounded(doc->lines, &doc->n_lines, &doc->lines_capacity, sizeof *doc->lines);
    doc->map.segments = bounded(doc->map.segments, &doc->map.count, &doc->map.capacity,
                                sizeof *doc->map.segments);
    doc->buffer.ptr =
        bounded(doc->buffer.ptr, &doc->buffer.len, &doc->buffer.capacity, 1);
    stet_arena_reset(&doc->arena);
    doc->made = 0;
    doc->counted = 0;
}

/* Plain text: paragraphs between blank lines. */

static void add_paragraph(stet_doc *doc, stet_span span)
{
    stet_memory_grow((void **)&doc->blocks, &doc->blocks_capacity, doc->n_blocks + 1,
                     sizeof *doc->blocks);
    doc->blocks[doc->n_blocks++] = (stet_block){
        .span = span,
        .markup = span,
        .kind = STET_BLOCK_PARAGRAPH,
        .parent = STET_BLOCK_NONE,
    };
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void stet_document_read_plain(stet_doc *doc)
{
    stet_str text = doc->markup;
    doc->text = text;
    stet_span paragraph = { 0, 0 };
    for (size_t at = 0; at < text.len;) {
        const char *newline = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = newline ? (size_t)(newline - text.ptr) : text.len;
        size_t first = at;
        while (first < end && is_blank(text.ptr[first]))
            first++;
        size_t last = end;
        while (last > first && is_blank(text.ptr[last - 1]))
            last--;
        bool in_paragraph = paragraph.end > paragraph.start;
        if (first < last && !in_paragraph)
            paragraph.start = (uint32_t)first;
        if (first < last)
            paragraph.end = (uint32_t)last;
        if (first >= last && in_paragraph) {
            add_paragraph(doc, paragraph);
            paragraph = (stet_span){ 0, 0 };
        }
        at = end + 1;
    }
    if (paragraph.end > paragraph.start)
        add_paragraph(doc, paragraph);
}

void stet_document_set(stet_doc *doc, const stet_record *record,
                       const stet_value *value, uint64_t number)
{
    stet_document_forget(doc);
    doc->record = record;
    doc->value = value;
    doc->number = number;
    doc->markdown = value->field && value->field->markdown;
    doc->markup = value->text.len ? value->text : (stet_str){ "", 0 };
    stet_source_map_begin(&doc->map, record, value);
    if (doc->markdown && stet_markdown_read(doc))
        return;
    stet_document_forget(doc);
    stet_document_read_plain(doc);
}

/* Words and sentences. */

/* What the passes over the blocks carry along. */
typedef struct analysis {
    stet_doc *doc;
    stet_word_list words;
    stet_word_scanner *scanner;
    size_t next_inline;
    stet_span *opaque;
    size_t n_opaque, opaque_capacity;
} analysis;

/* A link whose text is its own target: an address, not language. */
static bool is_bare_link(const stet_doc *doc, const stet_inline *link)
{
    stet_str text = stet_slice(doc->text, link->span);
    return link->kind == STET_INLINE_LINK && text.len > 0 &&
           text.len + sizeof "mailto:" > link->target.len &&
           stet_str_ends(link->target, text);
}

/* Takes the inlines of a block: those that are one word each; they may nest. */
static stet_span take_inlines(analysis *pass, uint32_t block)
{
    const stet_doc *doc = pass->doc;
    size_t first = pass->next_inline;
    uint32_t end = 0;
    pass->n_opaque = 0;
    for (; pass->next_inline < doc->n_inlines; pass->next_inline++) {
        const stet_inline *item = &doc->inlines[pass->next_inline];
        if (item->block > block)
            break;
        bool opaque = item->kind == STET_INLINE_CODE || is_bare_link(doc, item);
        if (!opaque || item->block < block || item->span.start < end ||
            stet_str_trim(stet_slice(doc->text, item->span)).len == 0)
            continue;
        end = item->span.end;
        stet_memory_grow((void **)&pass->opaque, &pass->opaque_capacity,
                         pass->n_opaque + 1, sizeof *pass->opaque);
        pass->opaque[pass->n_opaque++] = item->span;
    }
    return (stet_span){ (uint32_t)first, (uint32_t)pass->next_inline };
}

/* The first word of the block that begins at or after `at`. */
static size_t word_from(const stet_word_list *words, size_t first, uint32_t at)
{
    size_t low = first;
    size_t high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->items[middle].span.start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The word before which something begins or ends at `at`, or NULL when that is inside
   a word or behind the last. */
static stet_word *word_behind(const stet_word_list *words, size_t first, uint32_t at)
{
    size_t word = word_from(words, first, at);
    bool between = word == first || words->items[word - 1].span.end <= at;
    return between && word < words->count ? &words->items[word] : NULL;
}

/* Emphasis between two words is told with the second. An image or a tag takes no room
   in the text: the blanks on its both sides are not one wide one. */
static void mark_words(const analysis *pass, stet_span inlines, size_t first_word)
{
    for (size_t i = inlines.start; i < inlines.end; i++) {
        const stet_inline *item = &pass->doc->inlines[i];
        bool thin = item->kind == STET_INLINE_IMAGE || item->kind == STET_INLINE_HTML;
        if (!thin && item->kind != STET_INLINE_EMPHASIS &&
            item->kind != STET_INLINE_STRONG && item->kind != STET_INLINE_STRIKE)
            continue;
        stet_word *start = word_behind(&pass->words, first_word, item->span.start);
        stet_word *end = word_behind(&pass->words, first_word, item->span.end);
        if (start && thin)
            start->flags &= (uint16_t)~STET_WORD_WIDE;
        else if (start)
            start->flags |= STET_WORD_STRONG;
        if (end && !thin)
            end->flags |= STET_WORD_STRONG;
    }
}

static void add_sentence(stet_doc *doc, stet_sentence sentence)
{
    stet_memory_grow((void **)&doc->sentences, &doc->sentences_capacity,
                     doc->n_sentences + 1, sizeof *doc->sentences);
    doc->sentences[doc->n_sentences++] = sentence;
}

/* Adds the sentence that ends at `end`, with the words that begin in it, unless it
   would cut a word: a stop inside code or a URL ends no sentence. */
static bool close_sentence(const analysis *pass, stet_sentence *sentence, uint32_t end,
                           uint32_t last_word)
{
    const stet_word *words = pass->words.items;
    uint32_t behind = sentence->first_word + sentence->n_words;
    while (behind < last_word && words[behind].span.start < end)
        behind++;
    sentence->n_words = behind - sentence->first_word;
    sentence->span.end = end;
    if (sentence->n_words > 0 && words[behind - 1].span.end > end)
        return false;
    add_sentence(pass->doc, *sentence);
    return true;
}

static void find_sentences(const analysis *pass, uint32_t index)
{
    const stet_block *block = &pass->doc->blocks[index];
    stet_str text = stet_slice(pass->doc->text, block->span);
    uint32_t last_word = block->first_word + block->n_words;
    stet_sentence sentence = { .block = index, .first_word = block->first_word };
    bool open = false;
    stet_span found;
    for (size_t at = 0; stet_sentence_next(&stet_punkt_english, STET_SENTENCES_OF_PROSE,
                                           text, &at, &found);) {
        if (!open)
            sentence.span.start = block->span.start + found.start;
        open =
            !close_sentence(pass, &sentence, block->span.start + found.end, last_word);
        if (!open) {
            sentence.first_word += sentence.n_words;
            sentence.n_words = 0;
        }
    }
    if (open) { /* The last word goes beyond the last stop: it ends in white space. */
        sentence.span.end = pass->words.items[last_word - 1].span.end;
        add_sentence(pass->doc, sentence);
    }
}

static bool is_prose(const stet_block *block)
{
    return block->kind != STET_BLOCK_CODE && block->kind != STET_BLOCK_MARKUP;
}

static void analyse_block(analysis *pass, uint32_t index)
{
    stet_doc *doc = pass->doc;
    stet_block *block = &doc->blocks[index];
    size_t first_word = pass->words.count;
    size_t first_sentence = doc->n_sentences;
    stet_span inlines = take_inlines(pass, index);
    if (is_prose(block) && block->span.start < block->span.end) {
        stet_word_continue(pass->scanner, block->span, pass->opaque, pass->n_opaque);
        mark_words(pass, inlines, first_word);
    }
    block->first_word = (uint32_t)first_word;
    block->n_words = (uint32_t)(pass->words.count - first_word);
    if (is_prose(block))
        find_sentences(pass, index);
    block->first_sentence = (uint32_t)first_sentence;
    block->n_sentences = (uint32_t)(doc->n_sentences - first_sentence);
}

static void analyse(stet_doc *doc)
{
    stet_word_scanner scanner; /* Large: it sets itself what it reads. */
    analysis pass = {
        .doc = doc,
        .scanner = &scanner,
        .words = { doc->words, 0, doc->words_capacity },
    };
    uint32_t room = doc->text.ptr == doc->buffer.ptr ? STET_WORD_ROOM : 0;
    stet_word_begin(&scanner, doc->text, room, doc->forms, &pass.words);
    for (size_t i = 0; i < doc->n_blocks; i++)
        analyse_block(&pass, (uint32_t)i);
    stet_word_finish(&scanner);
    doc->words = pass.words.items;
    doc->n_words = pass.words.count;
    doc->words_capacity = pass.words.capacity;
    free(pass.opaque);
    doc->made |= STET_MADE_WORDS;
}

stet_word_array stet_document_scan_words(stet_doc *doc)
{
    if (!(doc->made & STET_MADE_WORDS))
        analyse(doc);
    return (stet_word_array){ doc->words, doc->n_words };
}

stet_word_array stet_document_words(stet_doc *doc)
{
    doc->made |= STET_ASKED_WORDS;
    return stet_document_scan_words(doc);
}

stet_sentence_array stet_document_sentences(stet_doc *doc)
{
    stet_document_words(doc);
    return (stet_sentence_array){ doc->sentences, doc->n_sentences };
}

stet_line_array stet_document_lines(stet_doc *doc)
{
    if (!(doc->made & STET_MADE_LINES)) {
        stet_line_list list = { doc->lines, 0, doc->lines_capacity };
        stet_line_scan(doc->markup, doc->markdown, &list);
        doc->lines = list.items;
        doc->n_lines = list.count;
        doc->lines_capacity = list.capacity;
        doc->made |= STET_MADE_LINES;
    }
    return (stet_line_array){ doc->lines, doc->n_lines };
}

/* Counts. */

static uint64_t count_words(stet_doc *doc)
{
    const uint32_t counted =
        1U << STET_WORD_PLAIN | 1U << STET_WORD_NUMBER | 1U << STET_WORD_OPAQUE;
    uint64_t count = 0;
    stet_document_words(doc);
    for (size_t i = 0; i < doc->n_words; i++)
        count += counted >> doc->words[i].kind & 1;
    return count;
}

static uint64_t count_paragraphs(const stet_doc *doc)
{
    uint64_t count = 0;
    for (size_t i = 0; i < doc->n_blocks; i++)
        count += (doc->blocks[i].kind == STET_BLOCK_PARAGRAPH ||
                  doc->blocks[i].kind == STET_BLOCK_QUOTE) &&
                 doc->blocks[i].span.start < doc->blocks[i].span.end;
    return count;
}

/* What is counted when it is first asked for. */
static uint64_t count_unit(stet_doc *doc, stet_count_unit unit)
{
    switch (unit) {
    case STET_COUNT_CHARACTERS:
        return stet_count_characters(doc->text);
    case STET_COUNT_LETTERS:
        return stet_count_letters(doc->text);
    case STET_COUNT_LINES:
        return stet_count_lines(doc->markup);
    case STET_COUNT_WORDS:
        return count_words(doc);
    case STET_COUNT_WORD_RUNS:
        return stet_count_word_runs(doc->markup);
    case STET_COUNT_PARAGRAPHS:
        return count_paragraphs(doc);
    default: /* The others are at hand. */
        return 0;
    }
}

uint64_t stet_document_count(stet_doc *doc, stet_count_unit unit)
{
    if (unit == STET_COUNT_BYTES)
        return doc->text.len;
    if (unit == STET_COUNT_SENTENCES)
        return stet_document_sentences(doc).count;
    if ((size_t)unit >= STET_LEN(doc->counts))
        return 0;
    if (!(doc->counted >> unit & 1)) {
        doc->counts[unit] = count_unit(doc, unit);
        doc->counted |= UINT32_C(1) << unit;
    }
    return doc->counts[unit];
}

static int compare_ends(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Where each inline ends, and behind that where it starts, as one number: sorted. */
static void make_inline_ends(stet_doc *doc)
{
    if (doc->made & STET_MADE_ENDS)
        return;
    stet_memory_grow((void **)&doc->inline_ends, &doc->inline_ends_capacity,
                     doc->n_inlines, sizeof *doc->inline_ends);
    for (size_t i = 0; i < doc->n_inlines; i++)
        doc->inline_ends[i] =
            (uint64_t)doc->inlines[i].span.end << 32 | doc->inlines[i].span.start;
    qsort(doc->inline_ends, doc->n_inlines, sizeof *doc->inline_ends, compare_ends);
    doc->made |= STET_MADE_ENDS;
}

/* The first inline, in the order of the starts, that starts behind `at`. */
static size_t first_start_behind(const stet_doc *doc, uint32_t at)
{
    size_t low = 0, high = doc->n_inlines;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->inlines[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same in the order of the ends. */
static size_t first_end_behind(const stet_doc *doc, uint32_t at)
{
    size_t low = 0, high = doc->n_inlines;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->inline_ends[middle] >> 32 <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool stet_document_cuts_inline(stet_doc *doc, stet_span span)
{
    if (doc->n_inlines == 0)
        return false;
    make_inline_ends(doc);
    for (size_t i = first_start_behind(doc, span.start);
         i < doc->n_inlines && doc->inlines[i].span.start < span.end; i++)
        if (doc->inlines[i].span.end >= span.end)
            return true;
    for (size_t i = first_end_behind(doc, span.start);
         i < doc->n_inlines && doc->inline_ends[i] >> 32 < span.end; i++)
        if ((uint32_t)doc->inline_ends[i] <= span.start)
            return true;
    return false;
}

uint32_t stet_document_block_at(const stet_doc *doc, uint32_t at)
{
    size_t low = 0;
    size_t high = doc->n_blocks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (doc->blocks[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? (uint32_t)(low - 1) : STET_BLOCK_NONE;
}

const stet_sentence *stet_document_sentence_at(const stet_doc *doc,
                                               const stet_block *block, uint32_t at)
{
    uint32_t low = block->first_sentence;
    uint32_t high = low + block->n_sentences;
    if (low == high)
        return NULL;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sentences[middle].span.start <= at)
            low = middle;
        else
            high = middle;
    }
    return &doc->sentences[low];
}

void stet_document_points(stet_doc *doc, stet_span span, bool in_markup,
                          stet_point *start, stet_point *end)
{
    stet_span markup = in_markup ? span : stet_source_map_markup(&doc->map, span);
    stet_source_map_points(&doc->map, markup, start, end);
}
