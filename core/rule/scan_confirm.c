/* SPDX-License-Identifier: Apache-2.0 */
/* From the places where literals stand to hits. */
#include "base/memory.h"
#include "base/utf8.h"
#include "rule/literal.h"
#include "rule/matcher_p.h"
#include "rule/pattern_p.h"
#include "rule/scan_p.h"

#include <stdlib.h>

/* ---- Candidates ---- */

static stet_scan_chain *chain_of(stet_scanner *scanner, uint32_t pattern)
{
    stet_scan_chain *chain = &scanner->chains[pattern];
    if (chain->run != scanner->run) {
        *chain = (stet_scan_chain){ .run = scanner->run, .last = UINT32_MAX };
        scanner->is_touched[pattern / 64] |= UINT64_C(1) << pattern % 64;
    }
    return chain;
}

static void append(stet_scanner *scanner, stet_scan_chain *chain,
                   stet_scan_candidate candidate)
{
    stet_memory_grow((void **)&scanner->candidates, &scanner->candidates_capacity,
                     scanner->n_candidates + 1, sizeof *scanner->candidates);
    uint32_t index = (uint32_t)scanner->n_candidates++;
    scanner->candidates[index] = candidate;
    chain->is_unsorted |=
        chain->last != UINT32_MAX &&
        candidate.span.start < scanner->candidates[chain->last].span.start;
    chain->last = index;
    chain->count++;
}

void stet_scanner_add_phrase(stet_scanner *scanner, const struct stet_pattern *pattern,
                             stet_span span, uint32_t block)
{
    append(scanner, chain_of(scanner, pattern->id),
           (stet_scan_candidate){ pattern->id, block, span });
}

/** Places where a match may begin; those that go on from the last ones are joined. */
static void add_starts(stet_scanner *scanner, const struct stet_pattern *pattern,
                       stet_span starts, uint32_t block)
{
    stet_scan_chain *chain = chain_of(scanner, pattern->id);
    if (chain->last != UINT32_MAX) {
        stet_scan_candidate *last = &scanner->candidates[chain->last];
        if (last->block == block && starts.start >= last->span.start &&
            starts.start <= last->span.end) {
            last->span.end = starts.end > last->span.end ? starts.end : last->span.end;
            return;
        }
    }
    append(scanner, chain, (stet_scan_candidate){ pattern->id, block, starts });
}

/** Where the white space before byte `at` of a subject begins. */
static size_t before_space(stet_str subject, size_t at)
{
    size_t before = at;
    while (at > 0 &&
           stet_literal_shown(stet_utf8_before(subject.ptr, at, &before)) == ' ') {
        at = before;
    }
    return at;
}

static stet_str subject_of(const stet_scanner *scanner, uint32_t block)
{
    return stet_slice(scanner->input.text, scanner->input.blocks.items[block].span);
}

/** The part of a block that holds its byte `at`: most often that which held the last
    one. Where a block has no white space, it takes long to find. */
static stet_span part_of(stet_scanner *scanner, const struct stet_pattern *pattern,
                         uint32_t block, size_t at)
{
    stet_str subject = subject_of(scanner, block);
    if (pattern->code->sees_end) {
        return stet_matcher_part(pattern, subject, at);
    }
    if (scanner->part_block != block || at < scanner->part.start ||
        at >= scanner->part.end) {
        scanner->part = stet_matcher_part(pattern, subject, at);
        scanner->part_block = block;
    }
    return scanner->part;
}

/** The first place where a match may begin that has its literal at byte `at` of the
    block. Where there is no bound, a match may have begun in the part before. */
static size_t first_start(stet_scanner *scanner, const struct stet_pattern *pattern,
                          uint32_t block, size_t at, bool has_space)
{
    stet_str subject = subject_of(scanner, block);
    if (pattern->before == STET_BEFORE_ANY) {
        size_t seen = at < STET_SUBJECT_CONTEXT ? 0 : at - STET_SUBJECT_CONTEXT;
        return part_of(scanner, pattern, block, seen).start;
    }
    size_t start = has_space ? before_space(subject, at) : at;
    return stet_utf8_back(subject.ptr, start, pattern->before);
}

void stet_scanner_add_literal(stet_scanner *scanner, const struct stet_pattern *pattern,
                              uint32_t at, uint32_t literal, uint32_t block)
{
    stet_span bounds = scanner->input.blocks.items[block].span;
    if (pattern->at_start) {
        add_starts(scanner, pattern, (stet_span){ bounds.start, bounds.start + 1 },
                   block);
        return;
    }
    bool has_space = scanner->scan->literals[literal].ptr[0] == ' ';
    size_t start = first_start(scanner, pattern, block, at - bounds.start, has_space);
    add_starts(scanner, pattern, (stet_span){ bounds.start + (uint32_t)start, at + 1 },
               block);
}

void stet_scanner_add_block(stet_scanner *scanner, const struct stet_pattern *pattern,
                            uint32_t block)
{
    stet_span bounds = scanner->input.blocks.items[block].span;
    if (pattern->at_start && bounds.start < bounds.end) {
        bounds.end = bounds.start + 1;
    }
    if (bounds.start < bounds.end) {
        add_starts(scanner, pattern, bounds, block);
    }
}

/* ---- Hits ---- */

static void move_match(stet_match *match, uint32_t by)
{
    for (uint32_t i = 0; i < match->n_groups; i++) {
        if (match->group[i].start <= match->group[i].end) {
            match->group[i].start += by;
            match->group[i].end += by;
        }
    }
}

static void add_hit(stet_scanner *scanner, stet_scan_hit hit)
{
    stet_memory_grow((void **)&scanner->hits, &scanner->hits_capacity,
                     scanner->n_hits + 1, sizeof *scanner->hits);
    scanner->hits[scanner->n_hits++] = hit;
}

/** A match of PCRE2, whose spans are in the block. */
static void add_match(stet_scanner *scanner, uint32_t pattern, uint32_t block,
                      const stet_match *match)
{
    uint32_t start = scanner->input.blocks.items[block].span.start;
    stet_span span = { match->group[0].start + start, match->group[0].end + start };
    stet_scan_hit hit = { .pattern = pattern, .block = block, .span = span };
    if (match->n_groups > 1) {
        stet_match *groups = stet_arena_alloc(&scanner->groups, sizeof *groups);
        *groups = *match;
        move_match(groups, start);
        hit.groups = groups;
    }
    add_hit(scanner, hit);
}

/** Of phrases that overlap, the first counts. */
static void confirm_phrases(stet_scanner *scanner,
                            const stet_scan_candidate *candidates, size_t count)
{
    uint32_t end = 0;
    for (size_t i = 0; i < count; i++) {
        const stet_scan_candidate *candidate = &candidates[i];
        if (candidate->span.start >= end) {
            add_hit(scanner, (stet_scan_hit){ candidate->pattern, candidate->block,
                                              candidate->span, NULL });
            end = candidate->span.end;
        }
    }
}

static void add_limited(stet_scanner *scanner, uint32_t pattern)
{
    stet_memory_grow((void **)&scanner->limited, &scanner->limited_capacity,
                     scanner->n_limited + 1, sizeof *scanner->limited);
    scanner->limited[scanner->n_limited++] = pattern;
}

/** All matches that begin at the places of a candidate, from byte `from` of the text
    on; returns behind the last one, or behind the candidate. False: a limit stopped it.
 */
static bool search(stet_scanner *scanner, const struct stet_pattern *pattern,
                   const stet_scan_candidate *candidate, uint32_t *from)
{
    stet_span bounds = scanner->input.blocks.items[candidate->block].span;
    stet_str subject = subject_of(scanner, candidate->block);
    uint32_t at =
        (candidate->span.start > *from ? candidate->span.start : *from) - bounds.start;
    uint32_t end = candidate->span.end - bounds.start;
    while (at < end) {
        stet_match match;
        stet_span part = part_of(scanner, pattern, candidate->block, at);
        uint32_t until = end < part.end ? end : part.end;
        stet_match_status status = stet_matcher_find_in(
            scanner->matcher, pattern, subject, part, (stet_span){ at, until }, &match);
        if (status == STET_MATCH_LIMITED) {
            return false;
        }
        at = until;
        if (status == STET_MATCH_FOUND) {
            at = match.group[0].end;
            add_match(scanner, pattern->id, candidate->block, &match);
        }
    }
    *from = at + bounds.start;
    return true;
}

static void confirm_pattern(stet_scanner *scanner, const struct stet_pattern *pattern,
                            const stet_scan_candidate *candidates, size_t count)
{
    uint32_t from = 0;
    for (size_t i = 0; i < count; i++) {
        if (!search(scanner, pattern, &candidates[i], &from)) {
            add_limited(scanner, pattern->id);
            return;
        }
    }
}

static int compare_starts(const void *left, const void *right)
{
    uint32_t a = ((const stet_scan_candidate *)left)->span.start;
    uint32_t b = ((const stet_scan_candidate *)right)->span.start;
    return (a > b) - (a < b);
}

/** Lists the patterns that have candidates, and forgets that they have. */
static void list_touched(stet_scanner *scanner)
{
    size_t n_words = scanner->scan->n_patterns / 64 + 1;
    scanner->n_touched = 0;
    for (size_t i = 0; i < n_words; i++) {
        uint64_t bits = scanner->is_touched[i];
        for (; bits != 0; bits &= bits - 1) {
            scanner->touched[scanner->n_touched++] =
                (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(bits);
        }
        scanner->is_touched[i] = 0;
    }
}

/** Brings the candidates of each pattern together, in the order of the patterns. */
static void sort_candidates(stet_scanner *scanner)
{
    uint32_t end = 0;
    list_touched(scanner);
    for (size_t i = 0; i < scanner->n_touched; i++) {
        stet_scan_chain *chain = &scanner->chains[scanner->touched[i]];
        chain->end = end;
        end += chain->count;
    }
    stet_memory_grow((void **)&scanner->sorted, &scanner->sorted_capacity,
                     scanner->n_candidates, sizeof *scanner->sorted);
    for (size_t i = 0; i < scanner->n_candidates; i++) {
        const stet_scan_candidate *candidate = &scanner->candidates[i];
        scanner->sorted[scanner->chains[candidate->pattern].end++] = *candidate;
    }
}

void stet_scanner_confirm(stet_scanner *scanner)
{
    sort_candidates(scanner);
    for (size_t i = 0; i < scanner->n_touched; i++) {
        uint32_t id = scanner->touched[i];
        const struct stet_pattern *pattern = scanner->scan->patterns->items[id];
        const stet_scan_chain *chain = &scanner->chains[id];
        stet_scan_candidate *candidates = scanner->sorted + chain->end - chain->count;
        if (chain->is_unsorted) {
            qsort(candidates, chain->count, sizeof *candidates, compare_starts);
        }
        if (pattern->phrase) {
            confirm_phrases(scanner, candidates, chain->count);
        } else {
            confirm_pattern(scanner, pattern, candidates, chain->count);
        }
    }
}
