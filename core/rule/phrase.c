/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/phrase.h"

#include "base/lanes.h"
#include "base/utf8.h"

/* It is the lower case of the upper case, but for the dotted capital and the dotless
   small letter of Turkish, which fold to themselves. */
uint32_t stet_phrase_fold(uint32_t point)
{
    if (point < 0x80) {
        return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
    }
    if (point == 0x130 || point == 0x131) {
        return point;
    }
    return stet_utf8_lower(stet_utf8_upper(point));
}

static bool is_space(uint32_t point)
{
    if (point < 0x80) {
        return point == ' ' || (point >= '\t' && point <= '\r');
    }
    return (stet_utf8_class(point) & STET_CHAR_SPACE) != 0;
}

static uint32_t compared_beyond_ascii(uint32_t point, bool ignore_case)
{
    if (point == 0x2019 || point == 0x2BC) {
        return '\'';
    }
    if (is_space(point)) {
        return ' ';
    }
    return ignore_case ? stet_phrase_fold(point) : point;
}

/** What is compared in place of a code point. */
static inline uint32_t compared(uint32_t point, bool ignore_case)
{
    if (point >= 0x80) {
        return compared_beyond_ascii(point, ignore_case);
    }
    if (point - '\t' <= '\r' - '\t') {
        return ' ';
    }
    return ignore_case && point - 'A' <= 'Z' - 'A' ? point | 0x20 : point;
}

static bool is_word(uint32_t point)
{
    if (point < 0x80) {
        return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
               (point >= 'A' && point <= 'Z') || point == '_';
    }
    return (stet_utf8_class(point) & (STET_CHAR_LETTER | STET_CHAR_DIGIT)) != 0;
}

void stet_phrase_init(stet_phrase *phrase, stet_str source, bool ignore_case,
                      bool whole_words, stet_arena *arena)
{
    uint32_t *points = stet_arena_alloc(arena, (source.len + 1) * sizeof *points);
    uint32_t count = 0;
    for (size_t at = 0; at < source.len;) {
        uint32_t point = compared(stet_utf8_next(source.ptr, &at), ignore_case);
        if (point != ' ' || (count > 0 && points[count - 1] != ' ')) {
            points[count++] = point;
        }
    }
    if (count > 0 && points[count - 1] == ' ') {
        count--;
    }
    *phrase = (stet_phrase){ points, count, ignore_case, whole_words };
}

static inline uint32_t point_at(stet_str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at];
    if (c < 0x80) {
        ++*at;
        return c;
    }
    return stet_utf8_next(text.ptr, at);
}

/** The end of points[from..] when they stand at `at`; SIZE_MAX: they do not. */
static size_t match_forward(const stet_phrase *phrase, stet_str text, size_t at,
                            uint32_t from)
{
    for (uint32_t i = from; i < phrase->n_points; i++) {
        if (at >= text.len ||
            compared(point_at(text, &at), phrase->ignore_case) != phrase->points[i]) {
            return SIZE_MAX;
        }
        if (phrase->points[i] != ' ') {
            continue;
        }
        for (size_t next = at; next < text.len && is_space(point_at(text, &next));) {
            at = next;
        }
    }
    return at;
}

/** The start of points[..to) when they end at `at`; SIZE_MAX: they do not. */
static size_t match_backward(const stet_phrase *phrase, stet_str text, size_t at,
                             uint32_t to)
{
    for (uint32_t i = to; i > 0; i--) {
        if (at == 0 || compared(stet_utf8_before(text.ptr, at, &at),
                                phrase->ignore_case) != phrase->points[i - 1]) {
            return SIZE_MAX;
        }
        if (phrase->points[i - 1] != ' ') {
            continue;
        }
        size_t before = at;
        while (at > 0 && is_space(stet_utf8_before(text.ptr, at, &before))) {
            at = before;
        }
    }
    return at;
}

static bool ends_at_words(const stet_phrase *phrase, stet_str text, size_t start,
                          size_t end)
{
    size_t other = start;
    if (start > 0 && is_word(phrase->points[0]) &&
        is_word(stet_utf8_before(text.ptr, start, &other))) {
        return false;
    }
    other = end;
    return end == text.len || !is_word(phrase->points[phrase->n_points - 1]) ||
           !is_word(point_at(text, &other));
}

bool stet_phrase_match(const stet_phrase *phrase, stet_str subject, size_t at,
                       uint32_t anchor, stet_span *out)
{
    size_t end = match_forward(phrase, subject, at, anchor);
    if (end == SIZE_MAX || phrase->n_points == 0) {
        return false;
    }
    size_t start = match_backward(phrase, subject, at, anchor);
    if (start == SIZE_MAX ||
        (phrase->whole_words && !ends_at_words(phrase, subject, start, end))) {
        return false;
    }
    *out = (stet_span){ (uint32_t)start, (uint32_t)end };
    return true;
}

/** Whether the first character of the phrase is one ASCII byte, or that and its
   capital, wherever it stands. */
static bool begins_plainly(const stet_phrase *phrase)
{
    uint32_t first = phrase->points[0];
    bool has_others = phrase->ignore_case && (first == 'k' || first == 's');
    return first < 0x80 && is_word(first) && !has_others;
}

/** The first byte at or after `at` that is the first character of such a phrase. */
static size_t find_first(const stet_phrase *phrase, stet_str text, size_t at)
{
    unsigned char small = (unsigned char)phrase->points[0];
    bool has_capital = phrase->ignore_case && small >= 'a' && small <= 'z';
    unsigned char capital = has_capital ? small ^ 0x20 : small;
    for (; text.len - at >= sizeof(stet_lanes); at += sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(text.ptr + at);
        uint32_t found =
            stet_lanes_bits((stet_lanes)((bytes == small) | (bytes == capital)));
        if (found != 0) {
            return at + (size_t)__builtin_ctz(found);
        }
    }
    while (at < text.len && (unsigned char)text.ptr[at] != small &&
           (unsigned char)text.ptr[at] != capital) {
        at++;
    }
    return at;
}

bool stet_phrase_find(const stet_phrase *phrase, stet_str subject, size_t from,
                      stet_span *out)
{
    if (phrase->n_points == 0) {
        return false;
    }
    bool plain = begins_plainly(phrase);
    for (size_t at = from, next = from; at < subject.len; at = next) {
        if (plain) {
            at = find_first(phrase, subject, at);
            next = at + 1;
        }
        if (at < subject.len &&
            (plain || compared(point_at(subject, &next), phrase->ignore_case) ==
                          phrase->points[0]) &&
            stet_phrase_match(phrase, subject, at, 0, out)) {
            return true;
        }
    }
    return false;
}
