/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence.h"

#include "base/lanes.h"
#include "base/utf8.h"
#include "text/sentence_p.h"

#include <string.h>

/* Words longer than this are not compared: no parameter is as long. */
enum { LONGEST = 32 };

/* White space as Python's re takes it; ASCII's part of it also parts words. */

static bool is_ascii_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_space(uint32_t c)
{
    if (c < 0x80)
        return is_ascii_space((unsigned char)c) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The length of the white space character at `at`, or 0. */
static size_t space_at(stet_str text, size_t at)
{
    if (at >= text.len)
        return 0;
    if ((unsigned char)text.ptr[at] > ' ' && (unsigned char)text.ptr[at] < 0x80)
        return 0;
    size_t next = at;
    return is_space(stet_utf8_next(text.ptr, &next)) ? next - at : 0;
}

static size_t skip_spaces(stet_str text, size_t at)
{
    for (size_t n; (n = space_at(text, at)) > 0;)
        at += n;
    return at;
}

static size_t skip_word(stet_str text, size_t at)
{
    while (at < text.len && !space_at(text, at)) {
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
        if (!is_space(stet_utf8_before(text.ptr, end, &at)))
            break;
        end = at;
    }
    return end;
}

static bool is_ender(char c)
{
    return c == '.' || c == '!' || c == '?';
}

/* What cannot stand in a word: it ends one. */
static bool is_no_word(char c)
{
    static const bool marks[256] = {
        [')'] = true, ['"'] = true, [';'] = true, ['}'] = true,  [']'] = true,
        ['*'] = true, [':'] = true, ['@'] = true, ['\''] = true, ['('] = true,
        ['{'] = true, ['['] = true, ['!'] = true, ['?'] = true,
    };
    return marks[(unsigned char)c];
}

/* Words as Punkt cuts them, in one line of text. */

typedef struct token {
    stet_str text;
    char type[LONGEST]; /* In lower case, a number as STET_PUNKT_NUMBER. */
    size_t type_len;    /* 0: it is too long to be of interest. */
    bool is_number, is_initial, is_ellipsis;
    bool ends_in_stop;
    bool is_abbreviation, ends_sentence;
} token;

/* Runs of dashes or stops, and stops with a blank between them. */
static size_t marks_at(stet_str line, size_t at)
{
    char c = at < line.len ? line.ptr[at] : '\0';
    size_t end = at;
    if (c != '-' && c != '.')
        return 0;
    while (end < line.len && line.ptr[end] == c)
        end++;
    if (end - at >= 2)
        return end - at;
    if (c == '-')
        return 0;
    size_t n_pairs = 0;
    size_t last = 0;
    for (size_t i = at; i < line.len && line.ptr[i] == '.';) {
        if (n_pairs >= 2)
            last = i + 1;
        size_t n = space_at(line, i + 1);
        if (n == 0)
            break;
        i += 1 + n;
        n_pairs++;
    }
    return last > at ? last - at : 0;
}

static bool ends_word(stet_str line, size_t at)
{
    return at >= line.len || space_at(line, at) || is_no_word(line.ptr[at]) ||
           marks_at(line, at);
}

static bool starts_word(char c)
{
    static const bool others[256] = {
        ['('] = true, ['"'] = true, ['`'] = true, ['{'] = true,
        ['['] = true, [':'] = true, [';'] = true, ['&'] = true,
        ['#'] = true, ['*'] = true, ['@'] = true, [')'] = true,
        ['}'] = true, [']'] = true, ['-'] = true, [','] = true,
    };
    return !others[(unsigned char)c];
}

/* Cuts the next token off the line; false when there is none. */
static bool next_token(stet_str line, size_t *at, stet_str *out)
{
    size_t start = skip_spaces(line, *at);
    if (start >= line.len)
        return false;
    size_t end = start + marks_at(line, start);
    if (end == start) {
        stet_utf8_next(line.ptr, &end);
        if (starts_word(line.ptr[start]))
            while (!ends_word(line, end) &&
                   !(line.ptr[end] == ',' && ends_word(line, end + 1)))
                stet_utf8_next(line.ptr, &end);
    }
    *out = (stet_str){ line.ptr + start, end - start };
    *at = end;
    return true;
}

/* -?[.,]?\d[\d,.-]*\.? : all of the token. */
static bool is_number(stet_str text)
{
    size_t at = 0;
    at += at < text.len && text.ptr[at] == '-';
    at += at < text.len && (text.ptr[at] == '.' || text.ptr[at] == ',');
    bool digit = false;
    while (at < text.len) {
        char c = text.ptr[at];
        if (digit && (c == ',' || c == '.' || c == '-')) {
            at++;
            continue;
        }
        digit = stet_utf8_class(stet_utf8_next(text.ptr, &at)) & STET_CHAR_DIGIT;
        if (!digit)
            return false;
    }
    return digit;
}

/* One letter and a full stop. */
static bool is_initial(stet_str text)
{
    size_t at = 0;
    uint32_t c = stet_utf8_next(text.ptr, &at);
    uint32_t class = stet_utf8_class(c);
    bool letter =
        class & (STET_CHAR_LETTER | STET_CHAR_NUMBER) && !(class & STET_CHAR_MARK);
    return (letter || c == '_') && at + 1 == text.len && text.ptr[at] == '.';
}

static bool is_ellipsis(stet_str text)
{
    size_t n = 0;
    while (n < text.len && text.ptr[n] == '.')
        n++;
    return n >= 2 && n == text.len;
}

/* Writes the text in lower case; 0 when it is too long. */
static size_t lower_into(stet_str text, char out[LONGEST])
{
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        if (len + 4 >= LONGEST)
            return 0;
        unsigned char c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            at++;
        } else {
            uint32_t lower = stet_utf8_lower(stet_utf8_next(text.ptr, &at));
            len += stet_utf8_encode(lower, out + len);
        }
    }
    out[len] = '\0';
    return len;
}

/* Searches by halves; the texts differ in their first letters, mostly. */
static bool is_listed(const char *const *list, size_t count, const char *text)
{
    size_t first = 0;
    while (first < count) {
        size_t middle = first + (count - first) / 2;
        const char *item = list[middle];
        size_t i = 0;
        while (item[i] == text[i] && text[i])
            i++;
        if (item[i] == text[i])
            return true;
        if ((unsigned char)item[i] < (unsigned char)text[i])
            first = middle + 1;
        else
            count = middle;
    }
    return false;
}

static bool is_abbreviated(const stet_punkt *language, stet_str word)
{
    char name[LONGEST];
    if (word.len > language->longest || lower_into(word, name) == 0)
        return false;
    if (name[0] < 'a' || name[0] > 'z')
        return is_listed(language->abbreviations, language->letters[0], name);
    const uint8_t *first = &language->letters[name[0] - 'a'];
    return is_listed(language->abbreviations + first[0], (size_t)(first[1] - first[0]),
                     name);
}

/* Whether a word that ends in a stop is an abbreviation, or its last part is one. */
static bool is_abbreviation(const stet_punkt *language, stet_str text)
{
    stet_str word = { text.ptr, text.len - 1 };
    if (is_abbreviated(language, word))
        return true;
    size_t part = word.len;
    while (part > 0 && word.ptr[part - 1] != '-')
        part--;
    return part > 0 &&
           is_abbreviated(language, (stet_str){ word.ptr + part, word.len - part });
}

/* The first pass: what is known of a token by itself. */
static void read_token(const stet_punkt *language, stet_str text, token *out)
{
    *out = (token){ .text = text };
    char last = text.ptr[text.len - 1];
    out->is_number = is_number(text);
    if (out->is_number) {
        out->type_len = sizeof STET_PUNKT_NUMBER - 1;
        memcpy(out->type, STET_PUNKT_NUMBER, sizeof STET_PUNKT_NUMBER);
    } else {
        out->type_len = lower_into(text, out->type);
    }
    out->ends_in_stop = last == '.';
    out->is_initial = out->ends_in_stop && is_initial(text);
    out->is_ellipsis = is_ellipsis(text);
    if (text.len == 1 && is_ender(last)) {
        out->ends_sentence = true;
    } else if (out->ends_in_stop && text.ptr[text.len - 2] != '.') {
        out->is_abbreviation = is_abbreviation(language, text);
        out->ends_sentence = !out->is_abbreviation;
    }
}

static void drop_stop(token *word)
{
    if (word->type_len > 1 && word->type[word->type_len - 1] == '.')
        word->type[--word->type_len] = '\0';
}

static bool is_collocation(const stet_punkt *language, const token *before,
                           const token *after)
{
    if (before->type_len == 0 || after->type_len == 0)
        return false;
    for (size_t i = 0; i < language->n_collocations; i++) {
        const stet_punkt_pair *pair = &language->collocations[i];
        if (pair->after[0] == after->type[0] && strcmp(pair->after, after->type) == 0 &&
            strcmp(pair->before, before->type) == 0)
            return true;
    }
    return false;
}

static bool is_lone_mark(stet_str text)
{
    return text.len == 1 && text.ptr[0] && strchr(";:,.!?", text.ptr[0]);
}

/* The second pass: whether the token before, with the one that follows in view, ends
   a sentence. The published algorithm also asks how often each word is written small
   and with a capital in a corpus. Without such counts a small letter says that the
   sentence goes on, the frequent starters are the words known to be written small,
   and a capital after an ellipsis begins a sentence. */
static bool ends_before(const stet_punkt *language, const token *before,
                        const token *after)
{
    if (!before->ends_in_stop)
        return before->ends_sentence;
    token word = *before;
    token next = *after;
    drop_stop(&word);
    if (next.ends_sentence)
        drop_stop(&next);
    if (is_collocation(language, &word, &next))
        return false;
    size_t at = 0;
    uint32_t class = stet_utf8_class(stet_utf8_next(next.text.ptr, &at));
    bool is_upper = class & STET_CHAR_UPPER;
    bool starts = is_upper && next.type_len > 0 &&
                  is_listed(language->starters, language->n_starters, next.type);
    if (before->is_ellipsis && is_upper)
        return true;
    if (before->is_abbreviation && !before->is_initial && starts)
        return true;
    if ((before->is_initial || before->is_number) &&
        (class & STET_CHAR_LOWER || is_lone_mark(next.text)))
        return false;
    if (before->is_initial && is_upper && !starts)
        return false;
    return before->ends_sentence;
}

/* Whether a sentence ends somewhere in `context`: a word with one of . ! ? behind it,
   and the word that follows. */
static bool holds_end(const stet_punkt *language, stet_str context)
{
    token pair[2];
    size_t n_tokens = 0;
    while (context.len > 0) {
        const char *newline = memchr(context.ptr, '\n', context.len);
        size_t len = newline ? (size_t)(newline - context.ptr) : context.len;
        stet_str line = { context.ptr, len };
        stet_str text;
        for (size_t at = 0; next_token(line, &at, &text); n_tokens++) {
            read_token(language, text, &pair[n_tokens & 1]);
            if (n_tokens > 0 &&
                ends_before(language, &pair[(n_tokens - 1) & 1], &pair[n_tokens & 1]))
                return true;
        }
        len += newline != NULL;
        context = (stet_str){ context.ptr + len, context.len - len };
    }
    return false;
}

/* Places where a sentence could end. */

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
    while (at < text.len && !is_ender(text.ptr[at]))
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

static bool make_candidate(stet_str text, size_t start, size_t ender, candidate *out)
{
    size_t behind = ender + 1;
    if (behind >= text.len)
        return false;
    *out = (candidate){ start, behind, behind };
    if (is_no_word(text.ptr[behind]))
        return true;
    size_t next = skip_spaces(text, behind);
    if (next == behind || next >= text.len)
        return false;
    out->next = next;
    return true;
}

/* The next candidate in the run of the ender at `*at`; `*at` moves behind the run, or
   behind an ender that begins it: such a one is a candidate besides the last, as the
   reference has it. False: there is none. */
static bool next_candidate(stet_str text, size_t *at, candidate *out)
{
    size_t ender = *at;
    size_t start = ender;
    while (start > 0 && !is_ascii_space((unsigned char)text.ptr[start - 1]))
        start--;
    *at = ender + 1;
    if (start == ender && make_candidate(text, start, ender, out))
        return true;
    size_t end = ender;
    while (end < text.len && !is_ascii_space((unsigned char)text.ptr[end]))
        end++;
    *at = end;
    for (size_t i = end; i > ender; i--)
        if (is_ender(text.ptr[i - 1]) && make_candidate(text, start, i - 1, out))
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
    if (behind >= text.len || !is_ascii_space((unsigned char)text.ptr[behind]))
        return false;
    size_t next = skip_spaces(text, behind);
    *found = (candidate){ ender, behind, next };
    if (text.ptr[ender] != '.' || next >= text.len)
        return next < text.len;
    size_t start = ender;
    while (start > 0 && (unsigned char)((text.ptr[start - 1] | 0x20) - 'a') < 26)
        start--;
    bool whole = start == 0 || is_ascii_space((unsigned char)text.ptr[start - 1]) ||
                 is_no_word(text.ptr[start - 1]);
    if (ender - start < 2 || !whole)
        return false;
    stet_str word = { text.ptr + start, behind - start };
    return is_no_abbreviation(language, text, start, ender) ||
           !is_abbreviation(language, word);
}

/* The word before a candidate, its ender, and the closing mark or the word behind. */
static stet_str context_of(stet_str text, const candidate *found)
{
    size_t end =
        found->next > found->end ? skip_word(text, found->next) : found->end + 1;
    return (stet_str){ text.ptr + found->start, end - found->start };
}

static bool is_closing(char c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == '}';
}

/* Closing marks at the start of what follows belong to the sentence before, when
   white space, a dash of two or the end is behind them. Returns their end. */
static size_t closing_end(stet_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_closing(text.ptr[end]))
        end++;
    bool is_dash =
        end + 1 < text.len && text.ptr[end] == '-' && text.ptr[end + 1] == '-';
    return end >= text.len || is_dash || space_at(text, end) ? end : at;
}

bool stet_sentence_next(const stet_punkt *language, stet_str text, size_t *at,
                        stet_span *sentence)
{
    size_t start = skip_spaces(text, *at);
    *at = text.len;
    if (start >= text.len)
        return false;
    candidate found;
    for (size_t i = start; (i = find_ender(text, i)) < text.len;) {
        if (!is_plain_end(language, text, i, &found) &&
            (!next_candidate(text, &i, &found) ||
             !holds_end(language, context_of(text, &found))))
            continue;
        size_t closed = closing_end(text, found.next);
        size_t end = closed > found.next ? closed : found.end;
        *sentence = (stet_span){ (uint32_t)start, (uint32_t)end };
        *at = closed > found.next ? skip_spaces(text, closed) : found.next;
        return true;
    }
    *sentence = (stet_span){ (uint32_t)start, (uint32_t)trimmed_end(text, start) };
    return true;
}
