/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"

#include "phrasing.h"

#include <string.h>

/* How far a text has been searched for one exception: its first match that ends behind
   the place that was asked last. */
struct phrasing_cover {
    stet_span found;
    bool searched, ended; /* At all; to the end of the text. */
};

static void find_next(stet_ctx *ctx, struct phrasing_cover *cover,
                      const stet_pattern *exception, stet_str text)
{
    uint32_t from = cover->searched ? cover->found.end : 0;
    stet_match match;

    cover->searched = true;
    cover->ended = !stet_find(ctx, exception, text, from, &match);
    if (!cover->ended)
        cover->found = match.group[0];
}

/* A match that ends behind the start of a place may cover the next place too, so the
   search stays there. */
static bool covers(stet_ctx *ctx, struct phrasing_cover *cover,
                   const stet_pattern *exception, stet_str text, stet_span span)
{
    if (!cover->searched)
        find_next(ctx, cover, exception, text);
    while (!cover->ended && cover->found.end <= span.start)
        find_next(ctx, cover, exception, text);
    for (struct phrasing_cover ahead = *cover;
         !ahead.ended && ahead.found.start < span.end;
         find_next(ctx, &ahead, exception, text)) {
        stet_span found = ahead.found;
        bool inside = found.start >= span.start && found.end <= span.end &&
                      found.end - found.start < span.end - span.start;
        if (!inside)
            return true;
    }
    return false;
}

static size_t count_items(const phrasing_exceptions *e)
{
    size_t n = 0;

    for (size_t l = 0; l < e->n_lists; l++)
        n += e->lists[l].count;
    return n;
}

/* Forgets what was searched when it is another text, or a place before the last one. */
static void begin(stet_ctx *ctx, phrasing_exceptions *e, size_t n, stet_str text,
                  uint32_t start)
{
    if (!e->covers)
        e->covers = stet_alloc(ctx, n * sizeof *e->covers);
    else if (e->text.ptr != text.ptr || e->text.len != text.len || start < e->asked)
        memset(e->covers, 0, n * sizeof *e->covers);
    e->text = text;
    e->asked = start;
}

bool phrasing_is_covered(stet_ctx *ctx, phrasing_exceptions *e, stet_str text,
                         stet_span span)
{
    size_t n = count_items(e), at = 0;

    if (n == 0)
        return false;
    begin(ctx, e, n, text, span.start);
    for (size_t l = 0; l < e->n_lists; l++) {
        const phrasing_item *items = e->lists[l].items;
        for (size_t i = 0; i < e->lists[l].count; i++)
            if (covers(ctx, &e->covers[at++], items[i].pattern, text, span))
                return true;
    }
    return false;
}

bool phrasing_is_excepted(stet_ctx *ctx, const stet_hit *hit, phrasing_exceptions *e)
{
    stet_span block = stet_blocks(ctx, hit->doc).items[hit->block].span;
    stet_span span = { hit->match.group[0].start - block.start,
                       hit->match.group[0].end - block.start };

    return phrasing_is_covered(ctx, e, stet_slice(stet_text(ctx, hit->doc), block),
                               span);
}
