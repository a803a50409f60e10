/* SPDX-License-Identifier: Apache-2.0 */
#include "run/secret.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/engine_p.h"

#include <stdlib.h>

/* Fewer bytes of a secret than that say nothing. */
enum { PART = 5 };
/* So many secrets are looked for in every finding of a record; of more, those that are
   as near in the source as what is shown reaches, escapes included. */
enum { FEW = 32, NEAR = 2048 };
/* A longer secret is not worth a row of asterisks. */
enum { LONG = 64 };

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* What of a secret is not shown: all but its ends, as its check types have it in
   messages; all of a short one. */
static stet_span hidden_of(stet_str secret)
{
    size_t first = secret.len >= 24 ? 6 : secret.len >= 16 ? 4 : 2;
    size_t last = secret.len >= 16 ? 4 : 2;

    if (secret.len <= first + last)
        return (stet_span){ 0, (uint32_t)secret.len };
    while (first > 0 && is_inside(secret.ptr[first]))
        first--;
    size_t end = secret.len - last;
    while (end < secret.len && is_inside(secret.ptr[end]))
        end++;
    return (stet_span){ (uint32_t)first, (uint32_t)end };
}

/* Writes over what [from, to) of a secret has to hide; `out` is where `from` stands. */
static void cover(stet_str secret, size_t from, size_t to, char *out)
{
    stet_span hidden = hidden_of(secret);

    for (size_t i = from; i < to; i++)
        if (i >= hidden.start && i < hidden.end)
            out[i - from] = '*';
}

stet_str stet_secret_mask(stet_worker *worker, stet_str text)
{
    static const char dots[] = "…";
    stet_span hidden = hidden_of(text);
    stet_buffer *out = &worker->text;

    stet_buffer_clear(out);
    stet_buffer_append(out, text.ptr, hidden.start);
    if (text.len > LONG)
        stet_buffer_add_text(out, dots);
    for (size_t i = hidden.start; text.len <= LONG && i < hidden.end; i++)
        stet_buffer_add_char(out, '*');
    stet_buffer_append(out, text.ptr + hidden.end, text.len - hidden.end);
    return stet_arena_copy(&worker->result->arena, stet_buffer_str(out));
}

static void add(stet_worker *worker, stet_str text, uint64_t start, uint64_t end)
{
    if (text.len < PART)
        return;
    stet_memory_grow((void **)&worker->secrets, &worker->secrets_capacity,
                     worker->n_secrets + 1, sizeof *worker->secrets);
    worker->secrets[worker->n_secrets++] = (stet_secret){ text, start, end };
}

/* For who shows the record itself. */
static void tell(stet_worker *worker, const stet_point *start, const stet_point *end)
{
    stet_result *result = worker->result;

    if (!worker->engine->options.records)
        return;
    stet_memory_grow((void **)&result->secrets, &result->secrets_capacity,
                     result->n_secrets + 1, sizeof *result->secrets);
    result->secrets[result->n_secrets++] =
        (stet_secret_place){ worker->record->number, start->byte, end->byte };
}

/* A message has one blank for line ends and what stands around them. */
static stet_str in_one_line(stet_worker *worker, stet_str text)
{
    char *out = stet_arena_alloc(&worker->arena, text.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < text.len; at++) {
        bool line_space = memchr("\t\r\n", text.ptr[at], 3) != NULL;
        if (line_space || (text.ptr[at] == ' ' && len > 0 && out[len - 1] == ' ' &&
                           memchr("\t\r\n", text.ptr[at - 1], 3)))
            len -= len > 0 && out[len - 1] == ' ';
        out[len++] = line_space ? ' ' : text.ptr[at];
    }
    return (stet_str){ out, len };
}

void stet_secret_keep(stet_worker *worker, stet_doc *doc, stet_span span,
                      bool in_markup)
{
    const stet_piece *piece = worker->record->piece;
    stet_str text = stet_slice(in_markup ? doc->markup : doc->text, span);
    stet_span there = in_markup ? span : stet_source_map_markup(&doc->map, span);
    stet_str markup = stet_slice(doc->markup, there);
    stet_point start, end;

    stet_worker_points(worker, doc, span, in_markup, &start, &end);
    tell(worker, &start, &end);
    add(worker, text, start.byte, end.byte);
    if (memchr(text.ptr, '\n', text.len))
        add(worker, in_one_line(worker, text), start.byte, end.byte);
    if (!stet_str_equal(markup, text))
        add(worker, markup, start.byte, end.byte);
    uint64_t from = start.byte - piece->byte, to = end.byte - piece->byte;
    if (from >= to || to > piece->bytes.len)
        return;
    stet_str source = { piece->bytes.ptr + from, (size_t)(to - from) };
    if (!stet_str_equal(source, text) && !stet_str_equal(source, markup))
        add(worker, source, start.byte, end.byte);
}

/* ---- Hiding ---- */

/* The longest end of `text` that is a beginning of `secret`; 0: none that says much. */
static size_t cut_behind(stet_str text, stet_str secret)
{
    size_t len = text.len < secret.len ? text.len : secret.len - 1;

    while (len >= PART && memcmp(text.ptr + text.len - len, secret.ptr, len) != 0)
        len--;
    return len >= PART ? len : 0;
}

/* The longest beginning of `text` that is an end of `secret`. */
static size_t cut_before(stet_str text, stet_str secret)
{
    size_t len = text.len < secret.len ? text.len : secret.len - 1;

    while (len >= PART && memcmp(text.ptr, secret.ptr + secret.len - len, len) != 0)
        len--;
    return len >= PART ? len : 0;
}

/* The text as it can be written over: a copy, made once. */
static char *copy_of(stet_worker *worker, stet_str *text, char *copy)
{
    if (copy)
        return copy;
    copy = stet_arena_alloc(&worker->result->arena, text->len + 1);
    memcpy(copy, text->ptr, text->len);
    *text = (stet_str){ copy, text->len };
    return copy;
}

/* Hides the whole secret wherever it stands in the text. */
static char *hide_whole(stet_worker *worker, stet_str secret, stet_str *text,
                        char *copy)
{
    for (size_t at = 0; (at = stet_str_find(*text, secret, at)) != SIZE_MAX;
         at += secret.len) {
        copy = copy_of(worker, text, copy);
        cover(secret, 0, secret.len, copy + at);
    }
    return copy;
}

/* Hides what the text has of a secret that it cuts, or lies in. */
static void hide_parts(stet_worker *worker, stet_str secret, stet_str *text, char *copy)
{
    size_t at = text->len >= PART && text->len < secret.len
                    ? stet_str_find(secret, *text, 0)
                    : SIZE_MAX;
    if (at != SIZE_MAX) {
        cover(secret, at, at + text->len, copy_of(worker, text, copy));
        return;
    }
    size_t behind = cut_behind(*text, secret);
    if (behind > 0) {
        copy = copy_of(worker, text, copy);
        cover(secret, 0, behind, copy + text->len - behind);
    }
    size_t before = cut_before(*text, secret);
    if (before > 0)
        cover(secret, secret.len - before, secret.len, copy_of(worker, text, copy));
}

static void hide_in(stet_worker *worker, stet_str secret, stet_str *text, bool parts)
{
    char *copy = hide_whole(worker, secret, text, NULL);
    if (parts)
        hide_parts(worker, secret, text, copy);
}

/* What a finding inside a secret says of a part of it: its message quotes the match. */
static void hide_quoted(stet_worker *worker, stet_located *located, stet_str match)
{
    char *copy = NULL;

    if (match.len < PART || stet_str_equal(match, located->match))
        return;
    for (size_t at = 0; (at = stet_str_find(located->message, match, at)) != SIZE_MAX;
         at += match.len) {
        copy = copy_of(worker, &located->message, copy);
        memcpy(copy + at, located->match.ptr, match.len);
    }
}

static void hide_in_finding(stet_worker *worker, const stet_secret *secret,
                            stet_located *located)
{
    stet_str match = located->match;
    bool overlaps =
        located->start.byte < secret->end && located->end.byte > secret->start;
    bool is_near = located->start.byte < secret->end + NEAR &&
                   located->end.byte + NEAR > secret->start;

    hide_in(worker, secret->text, &located->match, overlaps);
    hide_quoted(worker, located, match);
    hide_in(worker, secret->text, &located->message, overlaps);
    hide_in(worker, secret->text, &located->source, overlaps);
    hide_in(worker, secret->text, &located->excerpt, is_near);
}

static int by_start(const void *a, const void *b)
{
    const stet_secret *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

/* The first secret that begins at or behind `byte`. */
static size_t first_from(const stet_worker *worker, uint64_t byte)
{
    size_t low = 0, high = worker->n_secrets;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worker->secrets[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void stet_secrets_hide(stet_worker *worker)
{
    uint64_t longest = 0;

    if (worker->n_secrets == 0)
        return;
    qsort(worker->secrets, worker->n_secrets, sizeof *worker->secrets, by_start);
    for (size_t i = 0; i < worker->n_secrets; i++) {
        uint64_t len = worker->secrets[i].end - worker->secrets[i].start;
        longest = len > longest ? len : longest;
    }
    for (size_t i = 0; i < worker->n_pending; i++) {
        stet_located *located = &worker->pending[i].located;
        bool all = worker->n_secrets <= FEW;
        uint64_t reach = longest + NEAR;
        uint64_t from = located->start.byte > reach ? located->start.byte - reach : 0;
        for (size_t s = all ? 0 : first_from(worker, from); s < worker->n_secrets;
             s++) {
            if (!all && worker->secrets[s].start > located->end.byte + NEAR)
                break;
            hide_in_finding(worker, &worker->secrets[s], located);
        }
    }
    worker->n_secrets = 0;
}
