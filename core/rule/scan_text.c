/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/scan_p.h"

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

#define EACH_BYTE(value) (0x0101010101010101u * (uint64_t)(value))

/** The high bit of each byte that is not copied as it is: non-ASCII, control characters
    and a space behind a space (`after_space`: one stands before the first byte). Bytes
    behind the first one marked may be marked wrongly. */
static uint64_t odd_bytes(uint64_t word, bool after_space)
{
    uint64_t high = word & EACH_BYTE(0x80);
    uint64_t control = (word - EACH_BYTE(0x20)) & ~word & EACH_BYTE(0x80);
    uint64_t other = word ^ EACH_BYTE(' ');
    uint64_t space =
        ~(((other & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F)) | other) & EACH_BYTE(0x80);
    return high | control | (space & (space << 8 | (after_space ? 0x80 : 0)));
}

/** Copies bytes up to the first that is not copied as it is, or up to the last seven;
    returns how many. There is room for eight more than that. */
static size_t copy_plain(char *out, const char *in, size_t length, bool after_space)
{
    size_t done = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    while (length - done >= sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, in + done, sizeof word);
        memcpy(out + done, &word, sizeof word);
        uint64_t odd = odd_bytes(word, after_space);
        if (odd != 0) {
            return done + (size_t)__builtin_ctzll(odd) / 8;
        }
        after_space = in[done + 7] == ' ';
        done += sizeof word;
    }
#else
    (void)out, (void)in, (void)length, (void)after_space;
#endif
    return done;
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
    stet_buffer_reserve(copy, span.end - span.start + sizeof(uint64_t) + 1);
    bool after_space = false;
    for (size_t at = span.start; at < span.end;) {
        char *out = copy->ptr + copy->len;
        size_t plain = copy_plain(out, text.ptr + at, span.end - at, after_space);
        if (plain > 0) {
            at += plain;
            copy->len += plain;
            after_space = text.ptr[at - 1] == ' ';
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
