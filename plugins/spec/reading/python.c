/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/python.h"

#include <string.h>

uint32_t python_next(stet_str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    uint32_t c = n == 1 ? p[0] : p[0] & (0x7FU >> n);

    for (size_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3F);
    *at += n;
    return c;
}

uint32_t python_before(stet_str text, size_t at, size_t *start)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    *start = at;
    return python_next(text, &at);
}

bool python_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool python_is_word(stet_ctx *ctx, uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26 || c - '0' < 10 || c == '_';
    uint32_t class = stet_char_class(ctx, c);
    return class & (STET_CLASS_LETTER | STET_CLASS_DIGIT | STET_CLASS_NUMBER) &&
           !(class & STET_CLASS_MARK);
}

bool python_is_digit(stet_ctx *ctx, uint32_t c)
{
    return c < 0x80 ? c - '0' < 10 : (stet_char_class(ctx, c) & STET_CLASS_DIGIT) != 0;
}

stet_span python_strip(stet_str text, stet_span span)
{
    while (span.start < span.end) {
        size_t next = span.start;
        if (!python_is_space(python_next(text, &next)))
            break;
        span.start = (uint32_t)next;
    }
    while (span.end > span.start) {
        size_t start;
        if (!python_is_space(python_before(text, span.end, &start)))
            break;
        span.end = (uint32_t)start;
    }
    return span;
}

stet_span python_strip_letters(stet_str text, stet_span span, const char *letters,
                               bool left, bool right)
{
    while (left && span.start < span.end && text.ptr[span.start] &&
           strchr(letters, text.ptr[span.start]))
        span.start++;
    while (right && span.end > span.start && text.ptr[span.end - 1] &&
           strchr(letters, text.ptr[span.end - 1]))
        span.end--;
    return span;
}

bool python_is_blank(stet_str text, stet_span span)
{
    span = python_strip(text, span);
    return span.start == span.end;
}

/* Characters that are not of the categories Lu and Ll, and yet upper or lower case: the
   properties Other_Uppercase and Other_Lowercase of Unicode. */
typedef struct cased_range {
    uint32_t first, last;
    uint32_t class;
} cased_range;

static const cased_range others[] = {
    { 0x00AA, 0x00AA, STET_CLASS_LOWER },   { 0x00BA, 0x00BA, STET_CLASS_LOWER },
    { 0x02B0, 0x02B8, STET_CLASS_LOWER },   { 0x02C0, 0x02C1, STET_CLASS_LOWER },
    { 0x02E0, 0x02E4, STET_CLASS_LOWER },   { 0x0345, 0x0345, STET_CLASS_LOWER },
    { 0x037A, 0x037A, STET_CLASS_LOWER },   { 0x1D2C, 0x1D6A, STET_CLASS_LOWER },
    { 0x1D78, 0x1D78, STET_CLASS_LOWER },   { 0x1D9B, 0x1DBF, STET_CLASS_LOWER },
    { 0x2071, 0x2071, STET_CLASS_LOWER },   { 0x207F, 0x207F, STET_CLASS_LOWER },
    { 0x2090, 0x209C, STET_CLASS_LOWER },   { 0x2160, 0x216F, STET_CLASS_UPPER },
    { 0x2170, 0x217F, STET_CLASS_LOWER },   { 0x24B6, 0x24CF, STET_CLASS_UPPER },
    { 0x24D0, 0x24E9, STET_CLASS_LOWER },   { 0x2C7C, 0x2C7D, STET_CLASS_LOWER },
    { 0x1F130, 0x1F149, STET_CLASS_UPPER }, { 0x1F150, 0x1F169, STET_CLASS_UPPER },
    { 0x1F170, 0x1F189, STET_CLASS_UPPER },
};

static uint32_t case_of(stet_ctx *ctx, uint32_t c)
{
    if (c < 0x80) {
        uint32_t letter = (c | 0x20) - 'a' < 26 ? STET_CLASS_UPPER : 0;
        return letter && c & 0x20 ? STET_CLASS_LOWER : letter;
    }
    for (size_t i = 0; i < STET_LEN(others); i++)
        if (c >= others[i].first && c <= others[i].last)
            return others[i].class;
    return stet_char_class(ctx, c) & (STET_CLASS_UPPER | STET_CLASS_LOWER);
}

static bool is_all(stet_ctx *ctx, stet_str text, uint32_t wanted)
{
    bool found = false;

    for (size_t at = 0; at < text.len;) {
        uint32_t is = case_of(ctx, python_next(text, &at));
        if (is & ~wanted)
            return false;
        found = found || is;
    }
    return found;
}

bool python_is_upper(stet_ctx *ctx, stet_str text)
{
    return is_all(ctx, text, STET_CLASS_UPPER);
}

bool python_is_lower(stet_ctx *ctx, stet_str text)
{
    return is_all(ctx, text, STET_CLASS_LOWER);
}

bool python_has_case(stet_ctx *ctx, stet_str text)
{
    for (size_t at = 0; at < text.len;)
        if (case_of(ctx, python_next(text, &at)))
            return true;
    return false;
}

void python_split_word_runs(spec_spans *list, stet_str text, stet_span within)
{
    size_t start = within.end;

    for (size_t at = within.start; at < within.end;) {
        size_t next = at;
        bool inside = python_is_word(list->ctx, python_next(text, &next));
        if (inside && start == within.end)
            start = at;
        if (!inside && start < within.end) {
            spec_spans_add(list, start, at);
            start = within.end;
        }
        at = next;
    }
    if (start < within.end)
        spec_spans_add(list, start, within.end);
}

void python_split_chunks(spec_spans *list, stet_str text, stet_span within)
{
    size_t start = within.end;

    for (size_t at = within.start; at < within.end;) {
        size_t next = at;
        bool space = python_is_space(python_next(text, &next));
        if (!space && start == within.end)
            start = at;
        if (space && start < within.end) {
            spec_spans_add(list, start, at);
            start = within.end;
        }
        at = next;
    }
    if (start < within.end)
        spec_spans_add(list, start, within.end);
}

void python_split_at(spec_spans *list, stet_str text, stet_span within,
                     stet_str separator)
{
    size_t start = within.start;

    for (size_t at = start; separator.len > 0 && at + separator.len <= within.end;) {
        const char *found = memchr(text.ptr + at, separator.ptr[0],
                                   within.end - separator.len + 1 - at);
        if (!found)
            break;
        at = (size_t)(found - text.ptr);
        if (memcmp(found, separator.ptr, separator.len) != 0) {
            at++;
            continue;
        }
        spec_spans_add(list, start, at);
        at += separator.len;
        start = at;
    }
    spec_spans_add(list, start, within.end);
}

void python_split_sentences(spec_spans *list, stet_str text, stet_span within)
{
    stet_span_array found = stet_split_sentences(list->ctx, stet_slice(text, within));

    for (size_t i = 0; i < found.count; i++)
        spec_spans_add(list, within.start + found.items[i].start,
                       within.start + found.items[i].end);
}
