/* SPDX-License-Identifier: Apache-2.0 */
#include "text/transform.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>

/* ---- Runs ---- */

/* Whether each byte of the run was one byte. */
static bool is_even(const stet_run *run)
{
    return run->length == run->from.end - run->from.start;
}

void stet_run_add(stet_run_list *list, uint32_t at, uint32_t length, stet_span from)
{
    stet_run *last = list->count ? &list->items[list->count - 1] : NULL;
    bool even = length == from.end - from.start;

    if (length == 0)
        return;
    if (last && even && is_even(last) && last->at + last->length == at &&
        last->from.end == from.start) {
        last->length += length;
        last->from.end = from.end;
        return;
    }
    stet_memory_grow((void **)&list->items, &list->capacity, list->count + 1,
                     sizeof *list->items);
    list->items[list->count++] = (stet_run){ at, length, from };
}

/* The last run that begins at or before `at`, or NULL. */
static const stet_run *run_at(const stet_changes *it, uint32_t at)
{
    size_t low = 0, high = it->n_runs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (it->runs[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &it->runs[low - 1] : NULL;
}

static uint32_t origin_start(const stet_changes *it, uint32_t at)
{
    const stet_run *run = run_at(it, at);

    if (!run)
        return it->n_runs ? it->runs[0].from.start : it->end;
    if (at - run->at >= run->length)
        return run->from.end;
    return is_even(run) ? run->from.start + (at - run->at) : run->from.start;
}

/* `at` is not 0: where the character before it ends. */
static uint32_t origin_end(const stet_changes *it, uint32_t at)
{
    const stet_run *run = run_at(it, at - 1);

    if (!run || !is_even(run) || at - run->at > run->length)
        return run ? run->from.end : 0;
    return run->from.start + (at - run->at);
}

stet_span stet_transform_origin(const stet_changes *it, stet_span span)
{
    uint32_t start = origin_start(it, span.start);

    if (span.end <= span.start)
        return (stet_span){ start, start };
    return (stet_span){ start, origin_end(it, span.end) };
}

uint32_t stet_transform_forward(const stet_changes *it, uint32_t from)
{
    size_t low = 0, high = it->n_runs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (it->runs[middle].from.start <= from)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    const stet_run *run = &it->runs[low - 1];
    uint32_t offset = from - run->from.start;
    if (offset == 0)
        return run->at;
    return run->at + (is_even(run) && offset < run->length ? offset : run->length);
}

/* ---- One step ---- */

/* A step on its way through a text: what it was given, what it has written. */
typedef struct passage {
    const stet_changes *in;
    stet_span_array fixed;
    size_t next_fixed;
    stet_buffer text;
    stet_run_list runs;
    stet_buffer made; /* What one character becomes. */
} passage;

/* Writes what the bytes `span` of the given text become. */
static void put(passage *p, const char *ptr, size_t len, stet_span span)
{
    stet_run_add(&p->runs, (uint32_t)p->text.len, (uint32_t)len,
                 stet_transform_origin(p->in, span));
    stet_buffer_append(&p->text, ptr, len);
}

static void copy(passage *p, stet_span span)
{
    put(p, p->in->text.ptr + span.start, span.end - span.start, span);
}

/* Whether the character at `at` stands in a fixed span. They are asked for in order. */
static bool is_fixed(passage *p, uint32_t at)
{
    uint32_t from = origin_start(p->in, at);

    while (p->next_fixed < p->fixed.count && p->fixed.items[p->next_fixed].end <= from)
        p->next_fixed++;
    return p->next_fixed < p->fixed.count &&
           p->fixed.items[p->next_fixed].start <= from;
}

/* The steps: each takes the character `c` of `span`, and what of those behind it it
   needs, and returns where the next one begins. */
typedef uint32_t step_function(passage *p, uint32_t c, stet_span span);

static uint32_t put_code_point(passage *p, uint32_t c, stet_span span)
{
    char bytes[4];

    put(p, bytes, stet_utf8_encode(c, bytes), span);
    return span.end;
}

static uint32_t step_lower(passage *p, uint32_t c, stet_span span)
{
    return put_code_point(p, stet_utf8_lower(c), span);
}

static uint32_t step_upper(passage *p, uint32_t c, stet_span span)
{
    return put_code_point(p, stet_utf8_upper(c), span);
}

static uint32_t step_accents(passage *p, uint32_t c, stet_span span)
{
    char plain[STET_UTF8_PLAIN_ROOM];

    put(p, plain, stet_utf8_plain(c, plain), span);
    return span.end;
}

/* The character at `at`, which moves behind it; 0 at the end. */
static uint32_t next_of(stet_str text, uint32_t *at)
{
    size_t next = *at;

    if (next >= text.len)
        return 0;
    uint32_t c = stet_utf8_next(text.ptr, &next);
    *at = (uint32_t)next;
    return c;
}

/* Marks, and the vowels and ends of a syllable in Hangul letters. */
static bool joins_before(uint32_t c)
{
    return c >= 0x300 &&
           ((stet_utf8_class(c) & STET_CHAR_MARK) != 0 || (c >= 0x1160 && c <= 0x11FF));
}

/* A character with the marks behind it is what is composed. */
static uint32_t step_compose(passage *p, uint32_t c, stet_span span)
{
    stet_str text = p->in->text;
    uint32_t end = span.end, next = span.end;

    while (joins_before(next_of(text, &next)))
        end = next;
    span.end = end;
    stet_str whole = stet_slice(text, span);
    stet_buffer_clear(&p->made);
    if (c < 0x80 && whole.len == 1)
        stet_buffer_add(&p->made, whole);
    else
        stet_utf8_compose(whole, &p->made);
    put(p, p->made.ptr, p->made.len, span);
    return end;
}

/* Punctuation of any script, and all marks of ASCII, as Python's string.punctuation has
   them. */
static uint32_t step_punctuation(passage *p, uint32_t c, stet_span span)
{
    uint32_t class = stet_utf8_class(c);

    if (!(class & STET_CHAR_PUNCTUATION) && !(c < 0x80 && class & STET_CHAR_SYMBOL))
        copy(p, span);
    return span.end;
}

/* Zero-width characters are no space that a reader sees. */
static bool is_space(uint32_t c)
{
    return c != 0xFEFF && c != 0x200B && (stet_utf8_class(c) & STET_CHAR_SPACE) != 0;
}

/* White space in a row is one blank, one line break where it holds one, one blank line
   where it holds more; nothing at both ends of the text. */
static uint32_t step_space(passage *p, uint32_t c, stet_span span)
{
    static const char *const breaks[] = { " ", "\n", "\n\n" };
    stet_str text = p->in->text;
    uint32_t end = span.start, next = span.start;
    size_t n_breaks = 0;

    if (!is_space(c)) {
        copy(p, span);
        return span.end;
    }
    for (c = next_of(text, &next); next > end && is_space(c) && !is_fixed(p, end);
         c = next_of(text, &next)) {
        n_breaks += c == '\n';
        end = next;
    }
    const char *out = breaks[n_breaks < 2 ? n_breaks : 2];
    if (span.start > 0 && end < text.len)
        put(p, out, strlen(out), (stet_span){ span.start, end });
    return end;
}

static step_function *const step_functions[] = {
    [STET_STRIP_MARKDOWN] = NULL,       [STET_LOWER] = step_lower,
    [STET_UPPER] = step_upper,          [STET_STRIP_ACCENTS] = step_accents,
    [STET_COMPOSE] = step_compose,      [STET_STRIP_PUNCTUATION] = step_punctuation,
    [STET_COLLAPSE_SPACE] = step_space,
};

/* ---- All of them ---- */

static void take_step(passage *p, step_function *step)
{
    stet_str text = p->in->text;

    for (uint32_t at = 0; at < text.len;) {
        stet_span span = { at, at };
        uint32_t c = next_of(text, &span.end);
        if (is_fixed(p, at)) {
            copy(p, span);
            at = span.end;
        } else {
            at = step(p, c, span);
        }
    }
}

/* What the passage has written, in the arena. */
static stet_changes keep(passage *p, uint32_t end, stet_arena *arena)
{
    stet_run *runs = stet_arena_alloc(arena, (p->runs.count + 1) * sizeof *runs);

    if (p->runs.count > 0)
        memcpy(runs, p->runs.items, p->runs.count * sizeof *runs);
    stet_changes out = { stet_arena_copy(arena, stet_buffer_str(&p->text)), runs,
                         p->runs.count, end };
    free(p->runs.items);
    stet_buffer_release(&p->text);
    stet_buffer_release(&p->made);
    return out;
}

stet_changes stet_transform_apply(stet_str text, stet_span_array fixed,
                                  const stet_transform *steps, size_t n_steps,
                                  stet_arena *arena)
{
    stet_run *whole = stet_arena_alloc(arena, sizeof *whole);
    uint32_t end = (uint32_t)text.len;
    stet_changes out = { text, whole, end > 0, end };

    *whole = (stet_run){ 0, end, { 0, end } };
    for (size_t i = 0; i < n_steps; i++) {
        if ((size_t)steps[i] >= STET_LEN(step_functions) || !step_functions[steps[i]])
            continue;
        passage p = { .in = &out, .fixed = fixed };
        take_step(&p, step_functions[steps[i]]);
        out = keep(&p, end, arena);
    }
    return out;
}
