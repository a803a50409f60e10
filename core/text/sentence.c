/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence.h"

#include "base/lanes.h"
#include "base/utf8.h"
#include "text/sentence_p.h"

#include <string.h>

static size_t skip_word(stet_str text, size_t at)
{
    while (at < text.len && !stet_sentence_space_at(text, at)) {
        size_t next = at;
        stet_utf8_next(text.ptr, &next);
        at = next;
    }
    return at;
}

static size_t trimmed_end(stet_str text, size_t start)
{
    size_t end = text.len;
    while (end > start) {
        size_t at;
        if (!stet_sentence_is_space(stet_utf8_before(text.ptr, end, &at)))
            break;
        end = at;
    }
    return end;
}

/* A bit for each of the sixteen bytes that is . ! or ? */
static uint32_t enders_in(const char *ptr)
{
    stet_lanes bytes = stet_lanes_load(ptr);
    return stet_lanes_bits(
        (stet_lanes)((bytes == '.') | (bytes == '!') | (bytes == '?')));
}

/* The first . ! or ? at or after `at`, sixteen bytes at a time; the last ones of a
   text together with some before them. */
static size_t find_ender(stet_str text, size_t at)
{
    for (; at + sizeof(stet_lanes) <= text.len; at += sizeof(stet_lanes)) {
        uint32_t found = enders_in(text.ptr + at);
        if (found)
            return at + (size_t)__builtin_ctz(found);
    }
    if (text.len >= sizeof(stet_lanes) && at < text.len) {
        size_t start = text.len - sizeof(stet_lanes);
        uint32_t found = enders_in(text.ptr + start) >> (at - start);
        return found ? at + (size_t)__builtin_ctz(found) : text.len;
    }
    while (at < text.len && !stet_sentence_is_ender(text.ptr[at]))
        at++;
    return at;
}

/* A candidate: the last ender of a run without white space that has what it needs
   behind it, a closing mark or white space and another word. */
typedef struct candidate {
    size_t start; /* Of the word before it. */
    size_t end;   /* Behind the ender. */
    size_t next;  /* Where the sentence after it would begin. */
} candidate;

/* Whether a closing mark of any print stands at `at`, and what parts it from a word. */
static bool is_closed(stet_str text, size_t at)
{
    size_t end = stet_close_end(text, at, false);
    return end > at && stet_close_parts(text, end);
}

static bool make_candidate(stet_sentence_reading reading, stet_str text, size_t start,
                           size_t ender, candidate *out)
{
    size_t behind = ender + 1;
    if (behind >= text.len)
        return false;
    *out = (candidate){ start, behind, behind };
    if (stet_punkt_is_no_word(text.ptr[behind]) ||
        (reading == STET_SENTENCES_OF_PROSE && is_closed(text, behind)))
        return true;
    size_t next = stet_sentence_skip_spaces(text, behind);
    if (next == behind || next >= text.len)
        return false;
    out->next = next;
    return true;
}

/* The next candidate in the run of the ender at `*at`; `*at` moves behind the run, or
   behind an ender that begins it: such a one is a candidate besides the last, as the
   reference has it. False: there is none. */
static bool next_candidate(stet_sentence_reading reading, stet_str text, size_t *at,
                           candidate *out)
{
    size_t ender = *at;
    size_t start = ender;
    while (start > 0 && !stet_sentence_is_ascii_space(text.ptr[start - 1]))
        start--;
    *at = ender + 1;
    if (start == ender && make_candidate(reading, text, start, ender, out))
        return true;
    size_t end = ender;
    while (end < text.len && !stet_sentence_is_ascii_space(text.ptr[end]))
        end++;
    *at = end;
    for (size_t i = end; i > ender; i--)
        if (stet_sentence_is_ender(text.ptr[i - 1]) &&
            make_candidate(reading, text, start, i - 1, out))
            return true;
    return false;
}

/* Whether text[start, stop) are letters that no abbreviation begins with, as far as
   the first two tell. There are two at least. */
static bool is_no_abbreviation(const stet_punkt *language, stet_str text, size_t start,
                               size_t stop)
{
    if (stop - start > language->longest)
        return true;
    unsigned first = (unsigned)((text.ptr[start] | 0x20) - 'a');
    unsigned second = (unsigned)((text.ptr[start + 1] | 0x20) - 'a');
    return !(language->seconds[first] >> second & 1);
}

/* Most enders are plain: white space is behind them, and an exclamation or question
   mark is a word of its own then and ends a sentence; so does a full stop behind two
   letters or more that are no abbreviation. False: look at all of the run. */
static bool is_plain_end(const stet_punkt *language, stet_str text, size_t ender,
                         candidate *found)
{
    size_t behind = ender + 1;
    if (behind >= text.len || !stet_sentence_is_ascii_space(text.ptr[behind]))
        return false;
    size_t next = stet_sentence_skip_spaces(text, behind);
    *found = (candidate){ ender, behind, next };
    if (text.ptr[ender] != '.' || next >= text.len)
        return next < text.len;
    size_t start = ender;
    while (start > 0 && (unsigned char)((text.ptr[start - 1] | 0x20) - 'a') < 26)
        start--;
    bool whole = start == 0 || stet_sentence_is_ascii_space(text.ptr[start - 1]) ||
                 stet_punkt_is_no_word(text.ptr[start - 1]);
    if (ender - start < 2 || !whole)
        return false;
    stet_str word = { text.ptr + start, behind - start };
    return is_no_abbreviation(language, text, start, ender) ||
           !stet_punkt_is_abbreviation(language, word);
}

/* Whether Punkt ends a sentence there, by the word before, its ender, and the closing
   mark or the word behind. */
static bool is_end(const stet_punkt *language, stet_sentence_reading reading,
                   stet_str text, const candidate *found)
{
    size_t start = found->start;
    size_t end = found->next;
    if (reading == STET_SENTENCES_OF_PROSE)
        start = stet_close_word_start(text, start, found->end);
    if (found->next > found->end)
        end = skip_word(text, found->next);
    else
        stet_utf8_next(text.ptr, &end);
    return stet_punkt_ends(language, (stet_str){ text.ptr + start, found->end - start },
                           (stet_str){ text.ptr + found->next, end - found->next });
}

static bool is_closing(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
}

/* Closing marks at the start of what follows belong to the sentence before, when
   white space, a dash of two or the end is behind them. Returns their end: the
   reference's. */
static size_t closing_end(stet_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_closing(text.ptr[end]))
        end++;
    bool is_dash =
        end + 1 < text.len && text.ptr[end] == '-' && text.ptr[end + 1] == '-';
    return end >= text.len || is_dash || stet_sentence_space_at(text, end) ? end : at;
}

/* The same of prose, with what books and papers close with; false: the sentence goes on
   behind such marks, or behind an abbreviation. */
static bool find_close(stet_str text, const candidate *found, size_t *closed)
{
    bool is_glued = found->next == found->end;
    size_t end = stet_close_end(text, found->next, !is_glued);
    bool is_parted = end > found->next && stet_close_parts(text, end);
    *closed = is_parted ? end : found->next;
    bool is_stop = text.ptr[found->end - 1] == '.';
    if (!is_glued && !is_parted)
        return !(is_stop ? stet_sentence_is_cut_short(text, found->end)
                         : stet_sentence_is_named(text, found->end));
    bool is_told = !is_stop && is_parted && stet_close_is_quote(text, end) &&
                   stet_sentence_is_told(text, end);
    return !is_told && !stet_close_goes_on(text, end);
}

/* The next end of a sentence at or after `at`, and where marks that belong to it end;
   false: there is none. */
static bool find_end(const stet_punkt *language, stet_sentence_reading reading,
                     stet_str text, size_t at, candidate *found, size_t *closed)
{
    while ((at = find_ender(text, at)) < text.len) {
        if (is_plain_end(language, text, at, found))
            at = found->end;
        else if (!next_candidate(reading, text, &at, found) ||
                 !is_end(language, reading, text, found))
            continue;
        if (reading == STET_SENTENCES_OF_PROSE) {
            if (find_close(text, found, closed))
                return true;
        } else {
            *closed = closing_end(text, found->next);
            return true;
        }
    }
    return false;
}

bool stet_sentence_next(const stet_punkt *language, stet_sentence_reading reading,
                        stet_str text, size_t *at, stet_span *sentence)
{
    size_t start = stet_sentence_skip_spaces(text, *at);
    *at = text.len;
    if (start >= text.len)
        return false;
    candidate found;
    size_t closed;
    size_t end;
    if (!find_end(language, reading, text, start, &found, &closed)) {
        end = trimmed_end(text, start);
    } else if (closed > found.next) {
        end = closed;
        *at = stet_sentence_skip_spaces(text, closed);
    } else {
        end = found.end;
        *at = found.next;
    }
    *sentence = (stet_span){ (uint32_t)start, (uint32_t)end };
    return true;
}
