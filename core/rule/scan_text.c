/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

#include "base/lanes.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "rule/literal.h"

#include <stdlib.h>

void stet_scan_text_clear(stet_scan_text *scan_text)
{
    stet_buffer_clear(&scan_text->copy);
    scan_text->n_segments = 0;
    scan_text->cursor = 0;
}

void stet_scan_text_release(stet_scan_text *scan_text)
{
    stet_buffer_release(&scan_text->copy);
    free(scan_text->segments);
    *scan_text = (stet_scan_text){ .segments = NULL };
}

static void add_segment(stet_scan_text *scan_text, size_t text, uint32_t block)
{
    size_t count = scan_text->n_segments;
    if (count > 0 && scan_text->segments[count - 1].copy == scan_text->copy.len) {
        scan_text->segments[count - 1].text = (uint32_t)text; /* White space goes on. */
        return;
    }
    stet_memory_grow((void **)&scan_text->segments, &scan_text->capacity,
                     scan_text->n_segments + 1, sizeof *scan_text->segments);
    scan_text->segments[scan_text->n_segments++] =
        (stet_scan_segment){ (uint32_t)scan_text->copy.len, (uint32_t)text, block };
}

/** Sixteen bytes as they are in the copy: white space is a blank. The bits: those that
    the copy shows otherwise, or not at all: non-ASCII, control characters, and white
    space behind white space (`after_space`: some stands before the first byte). */
static uint32_t show_lanes(stet_lanes *bytes, bool after_space)
{
    stet_lanes space =
        (stet_lanes)((*bytes == ' ') | ((stet_lanes)(*bytes - '\t') < 5));
    stet_lanes odd = (stet_lanes)((*bytes < ' ') | (*bytes >= 0x80)) & ~space;
    uint32_t spaces = stet_lanes_bits(space);
    *bytes = (*bytes & ~space) | (space & ' ');
    return stet_lanes_bits(odd) | (spaces & (spaces << 1 | after_space));
}

/** Copies sixteen bytes; the bits of those that take a closer look. Nearly all bytes
   are printable ASCII without two blanks side by side, which two comparisons tell. */
static inline uint32_t copy_lanes(char *out, const char *in, bool after_space)
{
    stet_lanes bytes = stet_lanes_load(in);
    uint32_t blanks = stet_lanes_bits((stet_lanes)(bytes == ' '));
    uint32_t odd = stet_lanes_bits(stet_lanes_unprintable(bytes)) |
                   (blanks & (blanks << 1 | after_space));
    if (odd != 0) {
        odd = show_lanes(&bytes, after_space);
    }
    memcpy(out, &bytes, sizeof bytes);
    return odd;
}

/** Copies bytes up to the first that takes a closer look, or all of them; of fewer than
    sixteen none. There is room for sixteen more than that. */
static size_t copy_plain(char *out, const char *in, size_t length, bool after_space)
{
    enum { LANES = sizeof(stet_lanes) };
    size_t done = 0;
    while (length - done >= LANES) {
        uint32_t odd = copy_lanes(out + done, in + done, after_space);
        if (odd != 0) {
            return done + (size_t)__builtin_ctz(odd);
        }
        done += LANES;
        after_space = out[done - 1] == ' ';
    }
    size_t rest = length - done;
    if (done == 0 || rest == 0) {
        return done;
    }
    /* The last sixteen bytes: those that were copied are copied again. */
    size_t again = length - LANES;
    uint32_t odd = copy_lanes(out + again, in + again, false) >> (LANES - rest);
    return odd != 0 ? done + (size_t)__builtin_ctz(odd) : length;
}

/** What the character at `*at` is in the copy: 0 when it stays as it is. */
static char shown(const char *text, size_t *at)
{
    unsigned char c = (unsigned char)text[*at];
    if (c < 0x80) {
        ++*at;
        return c == ' ' || (c >= '\t' && c <= '\r') ? ' ' : 0;
    }
    return stet_literal_point(stet_utf8_next(text, at));
}

void stet_scan_text_add(stet_scan_text *scan_text, stet_str text, stet_span span,
                        uint32_t block)
{
    stet_buffer *copy = &scan_text->copy;
    add_segment(scan_text, span.start, block);
    stet_buffer_reserve(copy, span.end - span.start + sizeof(stet_lanes) + 1);
    bool after_space = false;
    for (size_t at = span.start; at < span.end;) {
        char *out = copy->ptr + copy->len;
        size_t plain = copy_plain(out, text.ptr + at, span.end - at, after_space);
        if (plain > 0) {
            at += plain;
            copy->len += plain;
            after_space = out[plain - 1] == ' ';
            continue;
        }
        size_t next = at;
        char c = shown(text.ptr, &next);
        size_t length = next - at;
        if (c == 0) {
            memcpy(out, text.ptr + at, length);
            copy->len += length;
        } else if (c != ' ' || !after_space) {
            *out = c;
            copy->len++;
        }
        if (c != 0 && (length != 1 || (c == ' ' && after_space))) {
            add_segment(scan_text, next, block);
        }
        after_space = c == ' ';
        at = next;
    }
    stet_buffer_add_char(copy, '\n');
}

uint32_t stet_scan_text_origin(stet_scan_text *scan_text, size_t at, uint32_t *block)
{
    const stet_scan_segment *segments = scan_text->segments;
    size_t i = scan_text->cursor;
    if (segments[i].copy > at) {
        i = 0;
    }
    /* Literals are found in order, nearly: a few steps lead to the next one. */
    for (size_t end = scan_text->n_segments; i + 1 < end;) {
        if (segments[i + 1].copy > at) {
            break;
        }
        size_t step = 1;
        while (i + 2 * step < end && segments[i + 2 * step].copy <= at) {
            step *= 2;
        }
        i += step;
    }
    scan_text->cursor = i;
    *block = segments[i].block;
    return segments[i].text + (uint32_t)(at - segments[i].copy);
}
