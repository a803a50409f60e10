/* SPDX-License-Identifier: Apache-2.0 */
#include "phrasing.h"

#include <string.h>

/* Bytes without white space that are no longer looked through for each hit; inlines
   that a link may hold, so that one that is still open is that near. */
enum { FAR = 256, NESTING = 16 };

const stet_param phrasing_gate_phrase[1] = {
    STET_PHRASE(phrasing_item, pattern, .gate = true, .ignore_case = "ignore_case",
                .whole_words = "whole_words", .doc = "Words as they stand in a text."),
};
const stet_param phrasing_gate_pattern[1] = {
    STET_PATTERN(phrasing_item, pattern, .gate = true, .ignore_case = "ignore_case",
                 .doc = "A PCRE2 pattern."),
};
const stet_param phrasing_gate_stem[1] = {
    STET_PHRASE(phrasing_item, pattern, .gate = true, .ignore_case = "ignore_case",
                .whole_words = "exact", .doc = "Words as they stand in a text."),
};
const stet_param phrasing_plain_phrase[1] = {
    STET_PHRASE(phrasing_item, pattern, .doc = "Words as they stand in a text."),
};
const stet_param phrasing_plain_pattern[1] = {
    STET_PATTERN(phrasing_item, pattern, .doc = "A PCRE2 pattern."),
};
const stet_param phrasing_plain_cased[1] = {
    STET_PATTERN(phrasing_item, pattern, .ignore_case = "ignore_case",
                 .doc = "A PCRE2 pattern."),
};
const stet_param phrasing_plain_worded[1] = {
    STET_PHRASE(phrasing_item, pattern, .ignore_case = "ignore_case",
                .whole_words = "whole_words", .doc = "Words as they stand in a text."),
};
const stet_param phrasing_plain_text[1] = {
    STET_TEXT(phrasing_text, text, .doc = "A text."),
};

size_t phrasing_word_at(stet_word_array words, uint32_t at)
{
    size_t low = 0, high = words.count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (words.items[middle].span.start <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_joint(char c)
{
    return c == '.' || c == ':' || c == '@' || c == '#' || c == '/' || c == '\\' ||
           c == '~';
}

/* Whether a place may be inside an address, a path or a name: these hold no white
   space, and one of a few marks with something behind it. What is long without white
   space may be anything. */
static bool may_be_name(stet_str text, stet_span span)
{
    size_t start = span.start, end = span.start;

    while (end < span.end && !is_white(text.ptr[end]))
        end++;
    if (end < span.end)
        return false;
    while (start > 0 && !is_white(text.ptr[start - 1]) && span.start - start < FAR)
        start--;
    while (end < text.len && !is_white(text.ptr[end]) && end - span.start < FAR)
        end++;
    if (end - start >= FAR)
        return true;
    for (; start + 1 < end; start++)
        if (is_joint(text.ptr[start]))
            return true;
    return false;
}

/* Whether a code span or a link holds the place. They stand in order of their start,
   and nest. */
static bool is_inlined(stet_inline_array inlines, const stet_hit *hit)
{
    uint32_t at = hit->match.group[0].start;
    size_t low = 0, high = inlines.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inlines.items[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i > 0 && low - i < NESTING; i--) {
        const stet_inline *in = &inlines.items[i - 1];
        if (in->block != hit->block)
            break;
        if ((in->kind == STET_INLINE_CODE || in->kind == STET_INLINE_LINK) &&
            in->span.end > at)
            return true;
    }
    return false;
}

/* Most hits can be told from the letters around them: the words of a text are not
   asked for until one needs a closer look. */
static bool is_language(stet_ctx *ctx, const stet_hit *hit)
{
    stet_span span = hit->match.group[0];

    if (!may_be_name(stet_text(ctx, hit->doc), span) &&
        !is_inlined(stet_inlines(ctx, hit->doc), hit))
        return true;
    stet_word_array words = stet_words(ctx, hit->doc);
    if (words.count == 0)
        return true;
    const stet_word *word = &words.items[phrasing_word_at(words, span.start)];
    return word->kind != STET_WORD_OPAQUE || span.start < word->span.start ||
           span.end > word->span.end;
}

bool phrasing_next_hit(stet_ctx *ctx, uint32_t *cursor, stet_hit *hit)
{
    while (stet_next_hit(ctx, cursor, hit))
        if (is_language(ctx, hit))
            return true;
    return false;
}

size_t phrasing_count_hits(stet_ctx *ctx)
{
    uint32_t cursor = 0;
    stet_hit hit;

    while (stet_next_hit(ctx, &cursor, &hit))
        continue;
    return cursor;
}

bool phrasing_is_same(stet_str a, stet_str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool phrasing_turn(char *letter, size_t len)
{
    unsigned char c = (unsigned char)letter[0];

    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
        letter[0] = (char)(c ^ 0x20);
        return true;
    }
    if (c != 0xC3 || len < 2 || ((unsigned char)letter[1] | 0x20) == 0xB7 ||
        ((unsigned char)letter[1] | 0x20) == 0xBF)
        return false;
    letter[1] = (char)((unsigned char)letter[1] ^ 0x20);
    return true;
}

enum { CASE_NONE, CASE_LOWER, CASE_UPPER };

/* Of a letter that phrasing_turn() can turn; others, and other bytes, have no case. */
static int case_of(const char *letter, size_t len)
{
    char turned[2] = { letter[0], len > 1 ? letter[1] : '\0' };

    if (!phrasing_turn(turned, len))
        return CASE_NONE;
    char last = (unsigned char)letter[0] == 0xC3 ? letter[1] : letter[0];
    return last & 0x20 ? CASE_LOWER : CASE_UPPER;
}

/* Whether the first word has a capital inside, as the name of a thing: iPhone, macOS.
 */
static bool is_named(stet_str text)
{
    for (size_t i = 1; i < text.len && !is_white(text.ptr[i]); i++)
        if (case_of(text.ptr + i, text.len - i) == CASE_UPPER)
            return true;
    return false;
}

stet_str phrasing_keep_case(stet_ctx *ctx, stet_str match, stet_str text)
{
    size_t n_upper = 0, n_lower = 0;

    for (size_t i = 0; i < match.len; i++) {
        int is = case_of(match.ptr + i, match.len - i);
        n_upper += is == CASE_UPPER;
        n_lower += is == CASE_LOWER;
    }
    bool capital = match.len > 0 && case_of(match.ptr, match.len) == CASE_UPPER;
    bool all = n_upper > 1 && n_lower == 0;
    if (text.len == 0 || (!capital && !all) || (!all && is_named(text)))
        return text;
    char *copy = stet_alloc(ctx, text.len);
    memcpy(copy, text.ptr, text.len);
    for (size_t i = 0; i < (all ? text.len : 1); i++)
        if (case_of(copy + i, text.len - i) == CASE_LOWER)
            phrasing_turn(copy + i, text.len - i);
    return (stet_str){ copy, text.len };
}

stet_str phrasing_fill_groups(stet_ctx *ctx, stet_str to, stet_str text,
                              const stet_match *match)
{
    size_t size = to.len + 1, len = 0;

    if (!memchr(to.ptr, '$', to.len))
        return to;
    for (uint32_t g = 0; g < match->n_groups; g++)
        if (match->group[g].start <= match->group[g].end)
            size += to.len * (match->group[g].end - match->group[g].start);
    char *out = stet_alloc(ctx, size);
    for (size_t i = 0; i < to.len; i++) {
        char next = i + 1 < to.len ? to.ptr[i + 1] : '\0';
        uint32_t g = (uint32_t)(next - '0');
        if (to.ptr[i] != '$' || ((next < '1' || next > '9') && next != '$')) {
            out[len++] = to.ptr[i];
            continue;
        }
        i++;
        if (next == '$') {
            out[len++] = '$';
        } else if (g < match->n_groups &&
                   match->group[g].start <= match->group[g].end) {
            stet_str group = stet_slice(text, match->group[g]);
            memcpy(out + len, group.ptr, group.len);
            len += group.len;
        }
    }
    return (stet_str){ out, len };
}

static const stet_check_type *const checks[] = {
    &phrasing_banned,     &phrasing_prefer,           &phrasing_limit,
    &phrasing_consistent, &phrasing_repeated_opening, &phrasing_terms,
    &phrasing_density,    &phrasing_conditional,      &phrasing_capitalization,
    &phrasing_sequence,   &phrasing_synonym_chain,    &phrasing_occurrence,
    &phrasing_inside,
};

STET_PLUGIN(phrasing) = {
    STET_HEADER,
    "phrasing",
    "0.1.0",
    "What a text says and how: banned, preferred and repeated phrases, terms",
    "",
    STET_CHECKS(checks),
};
