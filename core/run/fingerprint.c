/* SPDX-License-Identifier: Apache-2.0 */
#include "run/fingerprint.h"

#include "base/str.h"
#include "base/utf8.h"

/* Bytes on each side of a finding that count as its context. */
enum { CONTEXT_HASHED = 24 };

/* Writes the text in lower case, runs of white space as one blank, none at its end.
   `*gap`: white space stands before it. Returns where it ends. */
static char *write_normalised(char *out, stet_str text, bool *gap)
{
    for (size_t at = 0; at < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[at];
        uint32_t c = byte;
        if (byte < 0x80)
            at++;
        else
            c = stet_utf8_next(text.ptr, &at);
        if ((c <= ' ' || c >= 0x80) && stet_utf8_class(c) & STET_CHAR_SPACE) {
            *gap = true;
            continue;
        }
        if (*gap)
            *out++ = ' ';
        *gap = false;
        if (c < 0x80)
            *out++ = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        else
            out += stet_utf8_encode(stet_utf8_lower(c), out);
    }
    return out;
}

/* Hashes a span by itself, and then with what stands around it. */
static uint64_t hash_in_context(stet_str text, stet_span span, stet_span wide,
                                uint64_t seed, stet_buffer *buffer)
{
    bool gap = false, inner_gap = false;

    stet_buffer_clear(buffer);
    /* In lower case a character grows by a byte at most, and then it has two. */
    stet_buffer_reserve(buffer, 2 * (size_t)(wide.end - wide.start) + 1);
    char *start = buffer->ptr;
    start = write_normalised(
        start, stet_slice(text, (stet_span){ wide.start, span.start }), &gap);
    char *end = write_normalised(start, stet_slice(text, span), &inner_gap);
    seed = stet_str_hash((stet_str){ start, (size_t)(end - start) }, seed);
    if (gap && end > start && *start != ' ') {
        memmove(start + 1, start, (size_t)(end - start));
        *start = ' ';
        end++;
    }
    gap = end > start ? inner_gap : gap || inner_gap;
    end = write_normalised(end, stet_slice(text, (stet_span){ span.end, wide.end }),
                           &gap);
    return stet_str_hash((stet_str){ buffer->ptr, (size_t)(end - buffer->ptr) }, seed);
}

static bool is_blank_line_end(stet_str text, uint32_t at)
{
    if (text.ptr[at] != '\n')
        return false;
    while (at > 0 && (text.ptr[at - 1] == '\r' || text.ptr[at - 1] == ' ' ||
                      text.ptr[at - 1] == '\t'))
        at--;
    return at > 0 && text.ptr[at - 1] == '\n';
}

/* Up to CONTEXT_HASHED bytes on each side, cut at characters and at blank lines: what
   is written before a paragraph, or behind it, is not about it. */
static stet_span context_of(stet_str text, stet_span span)
{
    stet_span wide = span;

    while (wide.start > 0 && span.start - wide.start < CONTEXT_HASHED &&
           !is_blank_line_end(text, wide.start - 1))
        wide.start--;
    while (wide.end < text.len && wide.end - span.end < CONTEXT_HASHED &&
           !is_blank_line_end(text, wide.end))
        wide.end++;
    while (wide.start < span.start &&
           ((unsigned char)text.ptr[wide.start] & 0xC0) == 0x80)
        wide.start++;
    while (wide.end > span.end && wide.end < text.len &&
           ((unsigned char)text.ptr[wide.end] & 0xC0) == 0x80)
        wide.end--;
    return wide;
}

uint64_t stet_fingerprint_of(stet_str rule, stet_str field, stet_str markup,
                             stet_span span, stet_buffer *scratch)
{
    uint64_t hash = stet_str_hash(rule, 0);

    hash = stet_str_hash(field, hash);
    return hash_in_context(markup, span, context_of(markup, span), hash, scratch);
}
