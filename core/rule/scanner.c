/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/matcher_p.h"
#include "rule/pattern_p.h"

#include <stdlib.h>

/** The copy is scanned when it is this long: it fits a second-level cache. */
enum { PIECE_SIZE = 128 * 1024 };

/** A place where a pattern matches (a phrase), or may match somewhere (PCRE2). */
struct candidate {
    uint32_t pattern;
    stet_span span; /**< Of the phrase, or the part of the block to be searched. */
    uint32_t block;
};

struct stet_scanner {
    const stet_scan *scan;
    stet_scan_scratch *scratch;
    stet_matcher *matcher;
    stet_scan_text copy;
    uint64_t *last_part; /**< By pattern: the run, and the part that is a candidate. */
    uint32_t run;        /**< Counts the runs, so that nothing need be cleared. */
    struct candidate *candidates;
    size_t n_candidates, candidates_capacity;
    stet_scan_hit *hits;
    size_t n_hits, hits_capacity;
    uint32_t *limited;
    size_t n_limited, limited_capacity;
    stet_str text; /**< The document at hand. */
    stet_block_array blocks;
};

stet_scanner *stet_scanner_new(const stet_scan *scan)
{
    stet_scanner *scanner = stet_memory_zalloc(1, sizeof *scanner);
    scanner->scan = scan;
    scanner->matcher = stet_matcher_new();
    scanner->last_part =
        stet_memory_zalloc(scan->n_patterns + 1, sizeof *scanner->last_part);
    if (scan->database != NULL) {
        scanner->scratch = stet_scan_scratch_new(scan->database);
    }
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
    free(scanner->last_part);
    free(scanner->candidates);
    free(scanner->hits);
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

static void add_candidate(stet_scanner *scanner, uint32_t pattern, stet_span span,
                          uint32_t block)
{
    stet_memory_grow((void **)&scanner->candidates, &scanner->candidates_capacity,
                     scanner->n_candidates + 1, sizeof *scanner->candidates);
    scanner->candidates[scanner->n_candidates++] =
        (struct candidate){ pattern, span, block };
}

static stet_span moved(stet_span span, uint32_t by)
{
    return (stet_span){ span.start + by, span.end + by };
}

/** A part of a block in which a PCRE2 pattern is to be tried; mostly the last one. */
static void add_part(stet_scanner *scanner, const struct stet_pattern *pattern,
                     stet_span part, uint32_t index)
{
    stet_span span = moved(part, scanner->blocks.items[index].span.start);
    uint64_t known = (uint64_t)scanner->run << 32 | span.start;
    if (scanner->last_part[pattern->id] != known) {
        scanner->last_part[pattern->id] = known;
        add_candidate(scanner, pattern->id, span, index);
    }
}

/** A pattern's literal stands at byte `at` of the text. */
static void try_pattern(stet_scanner *scanner, const struct stet_pattern *pattern,
                        uint32_t at, uint32_t index)
{
    const stet_block *block = &scanner->blocks.items[index];
    if (!looks_in(pattern->block_kinds, block)) {
        return;
    }
    uint32_t start = block->span.start;
    stet_str subject = stet_slice(scanner->text, block->span);
    stet_span span;
    if (pattern->phrase) {
        if (stet_phrase_match(&pattern->code->phrase, subject, at - start,
                              pattern->code->anchor, &span)) {
            add_candidate(scanner, pattern->id, moved(span, start), index);
        }
        return;
    }
    /* A match that begins in the part before may reach here. */
    uint32_t before = at - start < STET_SUBJECT_CONTEXT ? 0 : STET_SUBJECT_CONTEXT;
    span = stet_matcher_part(pattern, subject, at - start);
    if (at - start - before < span.start) {
        add_part(scanner, pattern,
                 stet_matcher_part(pattern, subject, at - start - before), index);
    }
    add_part(scanner, pattern, span, index);
}

/** Called for each literal that stands in the copy. */
static void take_literal(void *user, uint32_t literal, size_t end)
{
    stet_scanner *scanner = user;
    const stet_scan *scan = scanner->scan;
    stet_str text = scan->literals[literal];
    /* White space before a word may be long, and begin in another part. */
    size_t start = end - text.len + (text.ptr[0] == ' ');
    uint32_t block;
    uint32_t at = stet_scan_text_origin(&scanner->copy, start, &block);
    for (uint32_t i = scan->first_user[literal]; i < scan->first_user[literal + 1];
         i++) {
        try_pattern(scanner, scan->users[i], at, block);
    }
}

static void scan_piece(stet_scanner *scanner)
{
    stet_buffer *copy = &scanner->copy.copy;
    if (copy->len > 0) {
        stet_buffer_reserve(copy, STET_SCAN_TAIL);
        memset(copy->ptr + copy->len, '\n', STET_SCAN_TAIL);
        copy->len += STET_SCAN_TAIL;
        if (scanner->scan->plain != NULL) {
            stet_scan_plain_run(scanner->scan->plain, stet_buffer_str(copy),
                                take_literal, scanner);
        } else {
            stet_scan_database_run(scanner->scan->database, scanner->scratch,
                                   stet_buffer_str(copy), take_literal, scanner);
        }
        stet_scan_text_clear(&scanner->copy);
    }
}

static void scan_literals(stet_scanner *scanner)
{
    const stet_scan *scan = scanner->scan;
    /* What a run of four thousand million runs ago has left would be taken for ours. */
    if (++scanner->run == 0) {
        memset(scanner->last_part, 0, scan->n_patterns * sizeof *scanner->last_part);
        scanner->run = 1;
    }
    for (size_t i = 0; i < scanner->blocks.count; i++) {
        const stet_block *block = &scanner->blocks.items[i];
        if (looks_in(scan->kinds, block)) {
            stet_scan_text_add(&scanner->copy, scanner->text, block->span, (uint32_t)i);
        }
        if (scanner->copy.copy.len >= PIECE_SIZE) {
            scan_piece(scanner);
        }
    }
    scan_piece(scanner);
}

/** Every place where a phrase stands in a block. */
static void find_phrase(stet_scanner *scanner, const struct stet_pattern *pattern,
                        uint32_t index)
{
    stet_span block = scanner->blocks.items[index].span;
    stet_str subject = stet_slice(scanner->text, block);
    stet_span span = { 0, 0 };
    while (stet_phrase_find(&pattern->code->phrase, subject, span.end, &span)) {
        add_candidate(scanner, pattern->id, moved(span, block.start), index);
    }
}

/** The patterns that are tried in every block, or every part of a long one. */
static void add_always(stet_scanner *scanner, const struct stet_pattern *pattern)
{
    for (size_t i = 0; i < scanner->blocks.count; i++) {
        const stet_block *block = &scanner->blocks.items[i];
        if (!looks_in(pattern->block_kinds, block)) {
            continue;
        }
        if (pattern->phrase) {
            find_phrase(scanner, pattern, (uint32_t)i);
            continue;
        }
        stet_str subject = stet_slice(scanner->text, block->span);
        for (uint32_t at = 0; at < subject.len;) {
            stet_span part = stet_matcher_part(pattern, subject, at);
            at = part.end;
            add_candidate(scanner, pattern->id, moved(part, block->span.start),
                          (uint32_t)i);
        }
    }
}

static int compare_candidates(const void *left, const void *right)
{
    const struct candidate *a = left;
    const struct candidate *b = right;
    if (a->pattern != b->pattern) {
        return a->pattern < b->pattern ? -1 : 1;
    }
    if (a->span.start != b->span.start) {
        return a->span.start < b->span.start ? -1 : 1;
    }
    return 0;
}

static void add_hit(stet_scanner *scanner, const struct candidate *candidate,
                    const stet_match *match)
{
    stet_memory_grow((void **)&scanner->hits, &scanner->hits_capacity,
                     scanner->n_hits + 1, sizeof *scanner->hits);
    scanner->hits[scanner->n_hits++] =
        (stet_scan_hit){ candidate->pattern, candidate->block, *match };
}

static bool is_limited(const stet_scanner *scanner, uint32_t pattern)
{
    return scanner->n_limited > 0 &&
           scanner->limited[scanner->n_limited - 1] == pattern;
}

static void add_limited(stet_scanner *scanner, uint32_t pattern)
{
    stet_memory_grow((void **)&scanner->limited, &scanner->limited_capacity,
                     scanner->n_limited + 1, sizeof *scanner->limited);
    scanner->limited[scanner->n_limited++] = pattern;
}

/** Where to begin in a part: the last match may reach into it. */
static uint32_t first_in_part(const stet_scanner *scanner,
                              const struct candidate *candidate, uint32_t start)
{
    if (scanner->n_hits == 0) {
        return start;
    }
    const stet_scan_hit *last = &scanner->hits[scanner->n_hits - 1];
    uint32_t end = last->match.group[0].end;
    bool reaches = last->pattern == candidate->pattern &&
                   last->block == candidate->block && end > candidate->span.start;
    return reaches ? start + (end - candidate->span.start) : start;
}

/** All matches of a PCRE2 pattern that begin in its candidate's part. */
static void search_part(stet_scanner *scanner, const struct candidate *candidate)
{
    const struct stet_pattern *pattern =
        scanner->scan->patterns->items[candidate->pattern];
    stet_span block = scanner->blocks.items[candidate->block].span;
    stet_str subject = stet_slice(scanner->text, block);
    stet_span part = { candidate->span.start - block.start,
                       candidate->span.end - block.start };
    uint32_t from = first_in_part(scanner, candidate, part.start);
    stet_match match;
    while (from < part.end && !is_limited(scanner, pattern->id)) {
        stet_match_status status = stet_matcher_find_in(scanner->matcher, pattern,
                                                        subject, part, from, &match);
        if (status == STET_MATCH_LIMITED) {
            add_limited(scanner, pattern->id);
        }
        if (status != STET_MATCH_FOUND) {
            return;
        }
        from = match.group[0].end;
        for (uint32_t i = 0; i < match.n_groups; i++) {
            if (match.group[i].start <= match.group[i].end) {
                match.group[i] = moved(match.group[i], block.start);
            }
        }
        add_hit(scanner, candidate, &match);
    }
}

/** Turns the sorted candidates into hits: of phrases that overlap, and of parts that
    were seen twice, the first counts. */
static void confirm(stet_scanner *scanner)
{
    uint32_t pattern = UINT32_MAX;
    uint32_t end = 0;
    for (size_t i = 0; i < scanner->n_candidates; i++) {
        const struct candidate *candidate = &scanner->candidates[i];
        if (candidate->pattern == pattern && candidate->span.start < end) {
            continue;
        }
        pattern = candidate->pattern;
        end = candidate->span.end;
        if (scanner->scan->patterns->items[pattern]->phrase) {
            stet_match match = stet_matcher_whole(candidate->span);
            add_hit(scanner, candidate, &match);
        } else {
            search_part(scanner, candidate);
        }
    }
}

const stet_scan_hit *stet_scanner_run(stet_scanner *scanner, stet_str text,
                                      stet_block_array blocks, size_t *n_hits)
{
    const stet_scan *scan = scanner->scan;
    scanner->text = text;
    scanner->blocks = blocks;
    scanner->n_candidates = 0;
    scanner->n_hits = 0;
    scanner->n_limited = 0;
    if (scan->n_literals > 0) {
        scan_literals(scanner);
    }
    for (size_t i = 0; i < scan->n_always; i++) {
        add_always(scanner, scan->always[i]);
    }
    if (scanner->n_candidates > 1) {
        qsort(scanner->candidates, scanner->n_candidates, sizeof *scanner->candidates,
              compare_candidates);
    }
    confirm(scanner);
    *n_hits = scanner->n_hits;
    return scanner->hits;
}
