/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence_p.h"

#include <string.h>

/* What a mark can do behind a stop or before a word. */
enum {
    CLOSES = 1 << 0,   /* Behind a stop it belongs to the sentence that ended. */
    ALONE = 1 << 1,    /* So it does with white space before it. */
    OPENS = 1 << 2,    /* Before a word it is no part of it. */
    FOOTNOTE = 1 << 3, /* It calls a note. */
    DASH = 1 << 4,
};

/* Marks of one language close where they open in another: „so“, “so”, «so», »so«. With
   white space on both sides only those are taken that French and typewriters close
   with. An apostrophe is a part of its word. */
static const struct {
    uint16_t mark, what;
} marks[] = {
    { '"', CLOSES | ALONE },
    { '\'', CLOSES | ALONE },
    { ')', CLOSES | ALONE },
    { '*', FOOTNOTE },
    { '-', DASH },
    { ']', CLOSES | ALONE },
    { '}', CLOSES | ALONE },
    { 0x00AB, CLOSES | OPENS },         /* « */
    { 0x00B2, FOOTNOTE },               /* ² */
    { 0x00B3, FOOTNOTE },               /* ³ */
    { 0x00B9, FOOTNOTE },               /* ¹ */
    { 0x00BB, CLOSES | ALONE | OPENS }, /* » */
    { 0x2013, DASH },                   /* – */
    { 0x2014, DASH | OPENS },           /* — */
    { 0x2018, CLOSES | OPENS },         /* ‘ */
    { 0x2019, CLOSES | ALONE },         /* ’ */
    { 0x201A, OPENS },                  /* ‚ */
    { 0x201C, CLOSES | OPENS },         /* “ */
    { 0x201D, CLOSES | ALONE | OPENS }, /* ” */
    { 0x201E, OPENS },                  /* „ */
    { 0x2020, FOOTNOTE },               /* † */
    { 0x2021, FOOTNOTE },               /* ‡ */
    { 0x2039, CLOSES | OPENS },         /* ‹ */
    { 0x203A, CLOSES | ALONE | OPENS }, /* › */
    { 0x2070, FOOTNOTE },               /* ⁰ */
    { 0x2074, FOOTNOTE },               /* ⁴ */
    { 0x2075, FOOTNOTE },               /* ⁵ */
    { 0x2076, FOOTNOTE },               /* ⁶ */
    { 0x2077, FOOTNOTE },               /* ⁷ */
    { 0x2078, FOOTNOTE },               /* ⁸ */
    { 0x2079, FOOTNOTE },               /* ⁹ */
};

/* What the mark at `at` does; `*next` becomes its end. 0: nothing, or no mark. */
static unsigned what_at(stet_str text, size_t at, size_t *next)
{
    if (at >= text.len)
        return 0;
    *next = at;
    uint32_t c = stet_utf8_next(text.ptr, next);
    for (size_t i = 0; i < STET_LEN(marks) && marks[i].mark <= c; i++)
        if (marks[i].mark == c)
            return marks[i].what;
    return 0;
}

/* [1], [2, 3], [^4], [a]: the end of what stands in brackets and calls a note; `at`: it
   is none. */
static size_t bracketed_end(stet_str text, size_t at)
{
    enum { LONGEST = 8 };
    size_t end = at + 1;

    if (at >= text.len || text.ptr[at] != '[')
        return at;
    end += end < text.len && text.ptr[end] == '^';
    size_t first = end;
    while (end < text.len && end - first < LONGEST &&
           ((text.ptr[end] >= '0' && text.ptr[end] <= '9') || text.ptr[end] == ',' ||
            text.ptr[end] == '-' || text.ptr[end] == ' '))
        end++;
    if (end == first && end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z')
        end++;
    return end > first && end < text.len && text.ptr[end] == ']' ? end + 1 : at;
}

size_t stet_close_end(stet_str text, size_t at, bool spaced)
{
    for (size_t end = at, next = at;; end = next) {
        next = spaced && end == at ? end : bracketed_end(text, end);
        if (next > end)
            continue;
        if (!(what_at(text, end, &next) & (spaced ? ALONE : CLOSES | FOOTNOTE)))
            return end;
    }
}

bool stet_close_parts(stet_str text, size_t at)
{
    size_t next;
    bool is_double = at + 1 < text.len && text.ptr[at + 1] == '-';
    return at >= text.len || stet_sentence_space_at(text, at) ||
           ((what_at(text, at, &next) & DASH) && (text.ptr[at] != '-' || is_double));
}

/* The end of the dashes at `at` and of the blanks around them, all in one line: at the
   start of a line a dash is a bullet. */
static size_t skip_dashes(stet_str text, size_t at)
{
    for (size_t next = at;; at = next) {
        size_t mark = stet_sentence_skip_spaces(text, at);
        if (memchr(text.ptr + at, '\n', mark - at) ||
            !(what_at(text, mark, &next) & DASH))
            return mark;
    }
}

bool stet_close_goes_on(stet_str text, size_t at)
{
    if (at < text.len && (text.ptr[at] == ',' || text.ptr[at] == ';'))
        return true;
    at += at < text.len && text.ptr[at] == ':';
    at = skip_dashes(text, at);
    return at < text.len &&
           stet_utf8_class(stet_utf8_next(text.ptr, &at)) & STET_CHAR_LOWER;
}

bool stet_close_is_quote(stet_str text, size_t at)
{
    size_t next;
    size_t before;
    uint32_t c = stet_utf8_before(text.ptr, at, &before);
    return (what_at(text, before, &next) & CLOSES) && c != ')' && c != ']' && c != '}';
}

size_t stet_close_word_start(stet_str text, size_t start, size_t end)
{
    for (size_t at = end, before, next; at > start; at = before) {
        before = at - 1;
        if ((unsigned char)text.ptr[before] < 0x80)
            continue;
        stet_utf8_before(text.ptr, at, &before);
        if (what_at(text, before, &next) & OPENS)
            return at;
    }
    return start;
}
