/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

#include "base/memory.h"
#include "rule/pattern_p.h"

#include <stdlib.h>

/** The copy is scanned when it is this long: it fits a second-level cache. */
enum { PIECE_SIZE = 128 * 1024 };

stet_scanner *stet_scanner_new(const stet_scan *scan)
{
    stet_scanner *scanner = stet_memory_zalloc(1, sizeof *scanner);
    size_t n_patterns = scan->n_patterns + 1;
    scanner->scan = scan;
    scanner->matcher = stet_matcher_new();
    scanner->chains = stet_memory_zalloc(n_patterns, sizeof *scanner->chains);
    scanner->is_touched = stet_memory_zalloc(n_patterns / 64 + 1, sizeof(uint64_t));
    scanner->touched = stet_memory_zalloc(n_patterns, sizeof *scanner->touched);
    return scanner;
}

void stet_scanner_free(stet_scanner *scanner)
{
    if (scanner == NULL) {
        return;
    }
    if (scanner->scratch != NULL) {
        stet_scan_scratch_free(scanner->scratch);
    }
    stet_matcher_free(scanner->matcher);
    stet_scan_text_release(&scanner->copy);
    stet_scan_forms_release(&scanner->forms);
    free(scanner->chains);
    free(scanner->is_touched);
    free(scanner->touched);
    free(scanner->candidates);
    free(scanner->sorted);
    free(scanner->hits);
    stet_arena_release(&scanner->groups);
    free(scanner->limited);
    free(scanner);
}

stet_matcher *stet_scanner_matcher(stet_scanner *scanner)
{
    return scanner->matcher;
}

const uint32_t *stet_scanner_limited(const stet_scanner *scanner, size_t *count)
{
    *count = scanner->n_limited;
    return scanner->limited;
}

static bool looks_in(uint32_t kinds, const stet_block *block)
{
    return block->kind < 32 && (kinds >> block->kind & 1) != 0;
}

/** Whether a match in a block would count to a rule of the pattern. */
static bool may_count(const stet_scanner *scanner, const struct stet_pattern *pattern,
                      uint32_t index)
{
    const stet_scan_input *input = &scanner->input;
    return looks_in(pattern->block_kinds, &input->blocks.items[index]) &&
           (pattern->sites == 0 || input->bounds == NULL ||
            stet_site_may_hold(pattern->sites, pattern->block_kinds, input->bounds,
                               index));
}

/** A literal stands at byte `at` of the text: what is that to its patterns? */
static void take_literal(void *user, uint32_t literal, uint32_t at, uint32_t index)
{
    stet_scanner *scanner = user;
    const stet_scan *scan = scanner->scan;
    const stet_block *block = &scanner->input.blocks.items[index];
    uint32_t end = scan->first_user[literal + 1];
    for (uint32_t i = scan->first_user[literal]; i < end; i++) {
        const struct stet_pattern *pattern = scan->users[i];
        if (!may_count(scanner, pattern, index)) {
            continue;
        }
        if (!pattern->phrase) {
            stet_scanner_add_literal(scanner, pattern, at, literal, index);
            continue;
        }
        stet_span span;
        stet_str subject = stet_slice(scanner->input.text, block->span);
        uint32_t start = block->span.start;
        if (stet_phrase_match(&pattern->code->phrase, subject, at - start,
                              pattern->code->anchor, &span)) {
            span = (stet_span){ span.start + start, span.end + start };
            stet_scanner_add_phrase(scanner, pattern, span, index);
        }
    }
}

/* ---- By the database ---- */

/** Called for each literal that stands in the copy. */
static void take_from_copy(void *user, uint32_t literal, size_t end)
{
    stet_scanner *scanner = user;
    stet_str text = scanner->scan->literals[literal];
    /* White space before a word may be long. */
    size_t start = end - text.len + (text.ptr[0] == ' ');
    uint32_t block;
    uint32_t at = stet_scan_text_origin(&scanner->copy, start, &block);
    take_literal(scanner, literal, at, block);
}

static void scan_piece(stet_scanner *scanner)
{
    stet_buffer *copy = &scanner->copy.copy;
    if (copy->len > 0) {
        stet_buffer_reserve(copy, STET_SCAN_TAIL);
        memset(copy->ptr + copy->len, '\n', STET_SCAN_TAIL);
        copy->len += STET_SCAN_TAIL;
        stet_scan_database_run(scanner->scan->database, scanner->scratch,
                               stet_buffer_str(copy), take_from_copy, scanner);
        stet_scan_text_clear(&scanner->copy);
    }
}

static void scan_by_database(stet_scanner *scanner)
{
    if (scanner->scratch == NULL) {
        scanner->scratch = stet_scan_scratch_new(scanner->scan->database);
    }
    for (size_t i = 0; i < scanner->input.blocks.count; i++) {
        const stet_block *block = &scanner->input.blocks.items[i];
        if (looks_in(scanner->scan->kinds, block)) {
            stet_scan_text_add(&scanner->copy, scanner->input.text, block->span,
                               (uint32_t)i);
        }
        if (scanner->copy.copy.len >= PIECE_SIZE) {
            scan_piece(scanner);
        }
    }
    scan_piece(scanner);
}

/* ---- By words ---- */

static void scan_by_words(stet_scanner *scanner)
{
    for (size_t i = 0; i < scanner->input.blocks.count; i++) {
        if (looks_in(scanner->scan->kinds, &scanner->input.blocks.items[i])) {
            stet_scan_words_run(scanner->scan->words, &scanner->forms, &scanner->input,
                                (uint32_t)i, take_literal, scanner);
        }
    }
}

/* ---- Without literals ---- */

/** Every place where a phrase stands in a block. */
static void find_phrase(stet_scanner *scanner, const struct stet_pattern *pattern,
                        uint32_t index)
{
    stet_span block = scanner->input.blocks.items[index].span;
    stet_str subject = stet_slice(scanner->input.text, block);
    stet_span span = { 0, 0 };
    while (stet_phrase_find(&pattern->code->phrase, subject, span.end, &span)) {
        stet_span found = { span.start + block.start, span.end + block.start };
        stet_scanner_add_phrase(scanner, pattern, found, index);
    }
}

/** The patterns that are tried in every block. */
static void add_always(stet_scanner *scanner, const struct stet_pattern *pattern)
{
    for (size_t i = 0; i < scanner->input.blocks.count; i++) {
        if (!may_count(scanner, pattern, (uint32_t)i)) {
            continue;
        }
        if (pattern->phrase) {
            find_phrase(scanner, pattern, (uint32_t)i);
        } else {
            stet_scanner_add_block(scanner, pattern, (uint32_t)i);
        }
    }
}

/* ---- The run ---- */

static void begin_run(stet_scanner *scanner, const stet_scan_input *input)
{
    scanner->input = *input;
    scanner->n_candidates = 0;
    scanner->n_hits = 0;
    stet_arena_reset(&scanner->groups);
    scanner->n_limited = 0;
    scanner->part = (stet_span){ 0, 0 };
    /* What a run of four thousand million runs ago has left would be taken for ours. */
    if (++scanner->run == 0) {
        memset(scanner->chains, 0, scanner->scan->n_patterns * sizeof *scanner->chains);
        scanner->run = 1;
    }
}

const stet_scan_hit *stet_scanner_run(stet_scanner *scanner,
                                      const stet_scan_input *input, size_t *n_hits)
{
    const stet_scan *scan = scanner->scan;
    begin_run(scanner, input);
    if (scan->n_literals > 0) {
        if (input->words.items != NULL || scan->database == NULL) {
            scan_by_words(scanner);
        } else {
            scan_by_database(scanner);
        }
    }
    for (size_t i = 0; i < scan->n_always; i++) {
        add_always(scanner, scan->always[i]);
    }
    stet_scanner_confirm(scanner);
    *n_hits = scanner->n_hits;
    return scanner->hits;
}
