/* SPDX-License-Identifier: Apache-2.0 */
#include "run/rival.h"

#include <stdlib.h>

/* ---- Who is a rival ---- */

static bool covers(stet_span outer, stet_span inner)
{
    return outer.start <= inner.start && outer.end >= inner.end;
}

/* The first sentence of the block that begins at `start` or behind it. */
static uint32_t sentence_from(const stet_doc *doc, const stet_block *block,
                              uint32_t start)
{
    uint32_t low = 0, high = block->n_sentences;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sentences[block->first_sentence + middle].span.start < start)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the span holds a whole block or sentence: the first that ends behind its
   start would be the one. */
static bool is_whole(const stet_doc *doc, stet_span span, bool in_markup)
{
    size_t low = 0, high = doc->n_blocks;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const stet_block *block = &doc->blocks[middle];
        if ((in_markup ? block->markup.end : block->span.end) <= span.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == doc->n_blocks)
        return false;
    const stet_block *block = &doc->blocks[low];
    if (covers(span, in_markup ? block->markup : block->span))
        return true;
    if (in_markup || !(doc->made & STET_ASKED_WORDS))
        return false;
    uint32_t s = sentence_from(doc, block, span.start);
    return s < block->n_sentences &&
           doc->sentences[block->first_sentence + s].span.end <= span.end;
}

stet_rivalry stet_rivalry_of(const stet_rule *rule, const stet_doc *doc, stet_span span,
                             bool in_markup)
{
    if (rule->check->type->whole || span.start == span.end)
        return STET_RIVAL_NONE;
    if (rule->n_gates > 0)
        return STET_RIVAL_OVERLAP;
    return is_whole(doc, span, in_markup) ? STET_RIVAL_NONE : STET_RIVAL_EQUAL;
}

/* ---- Who speaks ---- */

/* A rival among those that hang together: each overlaps one before it. */
typedef struct contender {
    stet_located *located;
    size_t group;      /* Index of the first contender with the same span. */
    size_t first, end; /* Cells of the span: see cells. */
} contender;

/* The ranges between all starts and ends of the contenders, and whose they are. */
typedef struct cells {
    uint64_t *bounds;
    size_t n_bounds;
    const stet_rule **owners; /* Of phrases and patterns; by cell. */
    const stet_rule **same;   /* Of others, by group. */
    const stet_rule **found;  /* Of phrases and patterns, by group. */
} cells;

static uint64_t length(const stet_located *located)
{
    return located->end.byte - located->start.byte;
}

static int by_weight(const void *a, const void *b)
{
    const contender *x = a, *y = b;
    if (x->located->level != y->located->level)
        return x->located->level > y->located->level ? -1 : 1;
    if (length(x->located) != length(y->located))
        return length(x->located) > length(y->located) ? -1 : 1;
    if (x->located->rule->index != y->located->rule->index)
        return x->located->rule->index < y->located->rule->index ? -1 : 1;
    return (x->located > y->located) - (x->located < y->located);
}

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static size_t cell_of(const cells *c, uint64_t byte)
{
    size_t low = 0, high = c->n_bounds;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->bounds[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void make_cells(cells *c, contender *all, size_t n, stet_arena *scratch)
{
    c->bounds = stet_arena_alloc(scratch, 2 * n * sizeof *c->bounds);
    for (size_t i = 0; i < n; i++) {
        c->bounds[2 * i] = all[i].located->start.byte;
        c->bounds[2 * i + 1] = all[i].located->end.byte;
    }
    qsort(c->bounds, 2 * n, sizeof *c->bounds, by_value);
    for (size_t i = 0; i < 2 * n; i++)
        if (i == 0 || c->bounds[i] != c->bounds[c->n_bounds - 1])
            c->bounds[c->n_bounds++] = c->bounds[i];
    for (size_t i = 0; i < n; i++) {
        all[i].first = cell_of(c, all[i].located->start.byte);
        all[i].end = cell_of(c, all[i].located->end.byte);
    }
    c->owners = stet_arena_zalloc(scratch, 2 * n * sizeof *c->owners);
    c->same = stet_arena_zalloc(scratch, n * sizeof *c->same);
    c->found = stet_arena_zalloc(scratch, n * sizeof *c->found);
}

static bool is_other(const stet_rule *owner, const stet_rule *rule)
{
    return owner && owner != rule;
}

/* Whether none that weighs more speaks there. */
static bool may_speak(const cells *c, const contender *it)
{
    const stet_rule *rule = it->located->rule;
    if (is_other(c->same[it->group], rule) || is_other(c->found[it->group], rule))
        return false;
    for (size_t i = it->first;
         it->located->rivalry == STET_RIVAL_OVERLAP && i < it->end; i++)
        if (is_other(c->owners[i], rule))
            return false;
    return true;
}

static void speak(cells *c, const contender *it)
{
    const stet_rule *rule = it->located->rule;
    if (it->located->rivalry == STET_RIVAL_EQUAL) {
        c->same[it->group] = rule;
        return;
    }
    c->found[it->group] = rule;
    for (size_t i = it->first; i < it->end; i++)
        c->owners[i] = rule;
}

static bool is_same_place(const stet_located *a, const stet_located *b)
{
    return a->start.byte == b->start.byte && a->end.byte == b->end.byte;
}

/* Those that hang together. */
static void settle(contender *all, size_t n, stet_arena *scratch)
{
    cells c = { .n_bounds = 0 };
    for (size_t i = 0; i < n; i++)
        all[i].group = i > 0 && is_same_place(all[i].located, all[i - 1].located)
                           ? all[i - 1].group
                           : i;
    make_cells(&c, all, n, scratch);
    qsort(all, n, sizeof *all, by_weight);
    for (size_t i = 0; i < n; i++) {
        if (may_speak(&c, &all[i]))
            speak(&c, &all[i]);
        else
            all[i].located->silent = true;
    }
}

void stet_rivals_settle(stet_located *findings, size_t n_findings, stet_arena *scratch)
{
    contender *all = stet_arena_alloc(scratch, n_findings * sizeof *all + 1);
    size_t n = 0;
    for (size_t i = 0; i < n_findings; i++) {
        findings[i].silent = false;
        if (findings[i].rivalry != STET_RIVAL_NONE)
            all[n++] = (contender){ .located = &findings[i] };
    }
    for (size_t i = 0, end; i < n; i = end) {
        const stet_located *first = all[i].located;
        uint64_t reach = first->end.byte;
        for (end = i + 1; end < n && all[end].located->order == first->order &&
                          all[end].located->start.byte < reach;
             end++)
            if (all[end].located->end.byte > reach)
                reach = all[end].located->end.byte;
        if (end - i > 1)
            settle(all + i, end - i, scratch);
    }
}

void stet_rivals_drop(stet_result *result)
{
    size_t kept = 0;
    for (size_t i = 0; i < result->n_findings; i++)
        if (!result->findings[i].silent) {
            if (kept != i)
                result->findings[kept] = result->findings[i];
            kept++;
        }
    result->n_findings = kept;
}
