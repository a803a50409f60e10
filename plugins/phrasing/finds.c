/* SPDX-License-Identifier: Apache-2.0 */
#include "finds.h"

#include "phrasing.h"

#include <stdlib.h>
#include <string.h>

static void append(stet_ctx *ctx, phrasing_finds *finds, phrasing_find find)
{
    if (finds->count == finds->capacity) {
        size_t capacity = finds->capacity * 2 + 8;
        phrasing_find *items = stet_alloc(ctx, capacity * sizeof *items);
        if (finds->count > 0)
            memcpy(items, finds->items, finds->count * sizeof *items);
        finds->items = items;
        finds->capacity = capacity;
    }
    finds->items[finds->count++] = find;
}

static void add_pattern(stet_ctx *ctx, phrasing_finds *finds,
                        const stet_pattern *pattern, const phrasing_piece *piece)
{
    stet_match match;

    for (uint32_t at = 0; stet_find(ctx, pattern, piece->text, at, &match);
         at = match.group[0].end) {
        stet_span span = match.group[0];
        if (phrasing_is_covered(ctx, &finds->except, piece->text, span))
            continue;
        append(ctx, finds,
               (phrasing_find){ { piece->start + span.start, piece->start + span.end },
                                piece->tag });
    }
}

void phrasing_finds_add(stet_ctx *ctx, phrasing_finds *finds,
                        const phrasing_search *search, const phrasing_piece *piece)
{
    finds->except.lists = search->except;
    finds->except.n_lists = STET_LEN(search->except);
    for (size_t l = 0; l < STET_LEN(search->wanted); l++) {
        const phrasing_item *items = search->wanted[l].items;
        for (size_t i = 0; i < search->wanted[l].count; i++)
            add_pattern(ctx, finds, items[i].pattern, piece);
    }
}

static int by_place(const void *a, const void *b)
{
    const phrasing_find *x = a, *y = b;

    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return (x->tag > y->tag) - (x->tag < y->tag);
}

void phrasing_finds_settle(phrasing_finds *finds)
{
    size_t n = 0;

    if (finds->count > 1)
        qsort(finds->items, finds->count, sizeof *finds->items, by_place);
    for (size_t i = 0; i < finds->count; i++)
        if (n == 0 || finds->items[n - 1].span.end <= finds->items[i].span.start)
            finds->items[n++] = finds->items[i];
    finds->count = n;
}
