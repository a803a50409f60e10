/* SPDX-License-Identifier: Apache-2.0 */
/* Fixes as edits of the source. What is told as one that --fix can make must be one:
   what cannot be applied by itself, such as edits that overlap, is left out. */
#include "base/str.h"
#include "base/utf8.h"
#include "run/worker.h"

#include <stdlib.h>

static int by_start(const void *a, const void *b)
{
    const stet_source_edit *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static bool is_inside_character(stet_str text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* Whether text can be put in place of a span: both are whole characters. */
static bool is_sound(stet_str whole, const stet_edit *edit)
{
    uint32_t chars = 0;
    return edit->span.start <= edit->span.end && edit->span.end <= whole.len &&
           !is_inside_character(whole, edit->span.start) &&
           !is_inside_character(whole, edit->span.end) &&
           stet_utf8_check(edit->text, &chars) == STET_UTF8_VALID;
}

/* Of two insertions at one place, nobody says which stands first. */
static bool are_apart(const stet_source_edit *edits, size_t n_edits)
{
    for (size_t i = 1; i < n_edits; i++) {
        bool same_start = edits[i].start == edits[i - 1].start;
        bool both_insert = same_start && edits[i].end == edits[i].start;
        if (edits[i].start < edits[i - 1].end || both_insert)
            return false;
    }
    return true;
}

/* False when it cannot be written there, or would leave one mark of a link or of
   emphasis without the other. */
static bool locate_edit(stet_worker *worker, stet_doc *doc, bool in_markup,
                        const stet_edit *edit, stet_source_edit *out)
{
    stet_point start, end;

    if (!is_sound(in_markup ? doc->markup : doc->text, edit) ||
        (!in_markup && stet_document_cuts_inline(doc, edit->span)))
        return false;
    stet_worker_points(worker, doc, edit->span, in_markup, &start, &end);
    stet_buffer_clear(&worker->text);
    if (!stet_source_map_encode(&doc->map, edit->text, &worker->text))
        return false;
    *out = (stet_source_edit){
        .start = start.byte,
        .end = end.byte,
        .text = stet_arena_copy(&worker->result->arena, stet_buffer_str(&worker->text)),
        .from = start,
        .to = end,
    };
    return true;
}

static bool locate_fix(stet_worker *worker, stet_doc *doc, bool in_markup,
                       const stet_fix *fix, stet_source_fix *out)
{
    stet_arena *arena = &worker->result->arena;
    size_t n_edits = fix->edits ? fix->n_edits : 0;
    stet_source_edit *edits = stet_arena_alloc(arena, n_edits * sizeof *edits + 1);

    for (size_t i = 0; i < n_edits; i++)
        if (!locate_edit(worker, doc, in_markup, &fix->edits[i], &edits[i]))
            return false;
    qsort(edits, n_edits, sizeof *edits, by_start);
    if (n_edits == 0 || !are_apart(edits, n_edits))
        return false;
    *out = (stet_source_fix){ stet_arena_copy(arena, stet_str_from(fix->label)),
                              fix->safe, edits, n_edits };
    return true;
}

void stet_locate_fixes(stet_worker *worker, stet_located *located, stet_doc *doc,
                       const stet_finding *finding)
{
    stet_source_fix *fixes;

    if (finding->n_fixes == 0)
        return;
    fixes = stet_arena_alloc(&worker->result->arena, finding->n_fixes * sizeof *fixes);
    for (size_t i = 0; i < finding->n_fixes; i++)
        if (locate_fix(worker, doc, finding->in_markup, &finding->fixes[i],
                       &fixes[located->n_fixes]))
            located->n_fixes++;
    located->fixes = fixes;
}
