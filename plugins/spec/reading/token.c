/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/token.h"

#include <string.h>

/* Code points that are no letters, in order: blocks of marks, symbols and emoji. */
static const struct {
    uint32_t first, last;
} not_letters[] = {
    { 0x80, 0xA9 },       { 0xAB, 0xB4 },        { 0xB6, 0xB9 },
    { 0xBB, 0xBF },       { 0xD7, 0xD7 },        { 0xF7, 0xF7 },
    { 0x2C2, 0x2C5 },     { 0x2D2, 0x2DF },      { 0x37E, 0x37E },
    { 0x387, 0x387 },     { 0x589, 0x58A },      { 0x5BE, 0x5BE },
    { 0x60C, 0x60D },     { 0x61B, 0x61F },      { 0x66A, 0x66D },
    { 0x6D4, 0x6D4 },     { 0x964, 0x965 },      { 0xE3F, 0xE3F },
    { 0x1680, 0x1680 },   { 0x2000, 0x2070 },    { 0x2074, 0x207E },
    { 0x2080, 0x208E },   { 0x20A0, 0x20CF },    { 0x2100, 0x2BFF },
    { 0x2E00, 0x2E7F },   { 0x3000, 0x3004 },    { 0x3007, 0x3020 },
    { 0x3030, 0x3030 },   { 0x30FB, 0x30FB },    { 0xE000, 0xF8FF },
    { 0xFD3E, 0xFD3F },   { 0xFE00, 0xFE6F },    { 0xFEFF, 0xFEFF },
    { 0xFF01, 0xFF20 },   { 0xFF3B, 0xFF40 },    { 0xFF5B, 0xFF65 },
    { 0xFFE0, 0xFFFD },   { 0x10100, 0x1013F },  { 0x1D000, 0x1D3FF },
    { 0x1F000, 0x1FAFF }, { 0xE0000, 0x10FFFF },
};

uint32_t spec_decode(stet_str text, size_t at, size_t *len)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    size_t left = text.len - at;
    size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;

    *len = 1;
    if (n == 1 || p[0] < 0xC2 || n > left)
        return p[0] < 0x80 ? p[0] : 0xFFFD;
    uint32_t c = p[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0xFFFD;
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *len = n;
    return c;
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (size_t i = 0; i < STET_LEN(not_letters) && c >= not_letters[i].first; i++)
        if (c <= not_letters[i].last)
            return false;
    return true;
}

/* Scripts that are written without blanks between words. */
static bool is_whole_word(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

static uint32_t lower_latin(uint32_t c)
{
    bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 32;
    if (c == 0x178)
        return 0xFF;
    if (odd_is_capital)
        return c & 1 ? c + 1 : c;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
        (c >= 0x1E00 && c <= 0x1E95) || (c >= 0x1EA0 && c <= 0x1EFF))
        return c | 1;
    return c;
}

uint32_t spec_lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    if (c >= 0x391 && c <= 0x3A9)
        return c + 32;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    return lower_latin(c);
}

uint64_t spec_hash(stet_str word)
{
    uint64_t hash = 0xCBF29CE484222325u;

    for (size_t at = 0, len; at < word.len; at += len) {
        uint32_t c = spec_decode(word, at, &len);
        hash = (hash ^ (is_apostrophe(c) ? '\'' : spec_lower(c))) * 0x100000001B3u;
    }
    hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
    return hash ? hash : 1;
}

/* What is being cut. */
typedef struct cutter {
    stet_str text;
    size_t at, end;
    spec_token *out; /* NULL: only counted. */
    size_t count;
    bool marks;
    uint8_t before; /* Flags of the token to come. */
} cutter;

static void add(cutter *c, size_t start, uint8_t kind, uint8_t flags)
{
    if (c->count < SPEC_MOST_TOKENS && (kind != SPEC_TOKEN_MARK || c->marks)) {
        if (c->out)
            c->out[c->count] = (spec_token){ (uint32_t)start, (uint32_t)c->at, kind,
                                             (uint8_t)(flags | c->before) };
        c->count++;
    }
    c->before = 0;
}

/* A letter stands at c->at. */
static void cut_word(cutter *c)
{
    size_t start = c->at, len, n_letters = 0;
    bool capital = false, all = true;

    while (c->at < c->end) {
        uint32_t ch = spec_decode(c->text, c->at, &len);
        size_t next_len;
        bool joins = is_apostrophe(ch) && c->at > start && c->at + len < c->end &&
                     is_letter(spec_decode(c->text, c->at + len, &next_len));
        if (!joins && (!is_letter(ch) || (is_whole_word(ch) && c->at > start)))
            break;
        c->at += len;
        if (joins)
            continue;
        bool upper = spec_lower(ch) != ch;
        capital = n_letters == 0 ? upper : capital;
        all = all && upper;
        n_letters++;
        if (is_whole_word(ch))
            break;
    }
    uint8_t flags = capital ? SPEC_TOKEN_CAPITAL : 0;
    if (all && n_letters > 1)
        flags |= SPEC_TOKEN_UPPER;
    add(c, start, SPEC_TOKEN_WORD, flags);
}

static void cut_next(cutter *c)
{
    size_t start = c->at, len;
    uint32_t ch = spec_decode(c->text, c->at, &len);

    if (is_space(ch)) {
        c->before |= SPEC_TOKEN_SPACED;
        if (ch == '\n' || ch == '\r')
            c->before |= SPEC_TOKEN_BROKEN;
        c->at += len;
    } else if (ch >= '0' && ch <= '9') {
        while (c->at < c->end && c->text.ptr[c->at] >= '0' && c->text.ptr[c->at] <= '9')
            c->at++;
        add(c, start, SPEC_TOKEN_DIGITS, 0);
    } else if (is_letter(ch)) {
        cut_word(c);
    } else {
        c->at += len;
        add(c, start, SPEC_TOKEN_MARK, 0);
    }
}

static size_t cut_all(cutter *c, const stet_span *spans, size_t n_spans)
{
    c->count = 0;
    for (size_t i = 0; i < n_spans; i++) {
        c->at = spans[i].start;
        c->end = spans[i].end;
        c->before = SPEC_TOKEN_SPACED | SPEC_TOKEN_BROKEN;
        while (c->at < c->end && c->count < SPEC_MOST_TOKENS)
            cut_next(c);
    }
    return c->count;
}

spec_tokens spec_tokens_cut(stet_ctx *ctx, stet_str text, const stet_span *spans,
                            size_t n_spans, bool marks)
{
    cutter c = { .text = text, .marks = marks };
    size_t count = cut_all(&c, spans, n_spans);

    c.out = stet_alloc(ctx, (count + 1) * sizeof *c.out);
    cut_all(&c, spans, n_spans);
    return (spec_tokens){ text, c.out, count };
}

spec_tokens spec_tokens_of(stet_ctx *ctx, stet_str text, bool marks)
{
    stet_span all = { 0, (uint32_t)text.len };
    return spec_tokens_cut(ctx, text, &all, 1, marks);
}

bool spec_token_is_mark(const spec_tokens *tokens, size_t at, char mark)
{
    return at < tokens->count && tokens->items[at].kind == SPEC_TOKEN_MARK &&
           tokens->text.ptr[tokens->items[at].start] == mark;
}

bool spec_token_is_word(const spec_tokens *tokens, size_t at, const char *word)
{
    if (at >= tokens->count || tokens->items[at].kind != SPEC_TOKEN_WORD)
        return false;
    stet_str text = spec_token_text(tokens, at);
    for (size_t i = 0; i < text.len; i++)
        if (spec_lower((unsigned char)text.ptr[i]) != (unsigned char)word[i])
            return false;
    return word[text.len] == '\0';
}
