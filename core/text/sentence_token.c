/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence_p.h"

#include <string.h>

/* Words longer than this are not compared: no parameter is as long. */
enum { LONGEST = 32 };

bool stet_sentence_is_space(uint32_t c)
{
    if (c < 0x80)
        return stet_sentence_is_ascii_space((char)c) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool stet_punkt_is_no_word(char c)
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
        size_t n = stet_sentence_space_at(line, i + 1);
        if (n == 0)
            break;
        i += 1 + n;
        n_pairs++;
    }
    return last > at ? last - at : 0;
}

static bool ends_word(stet_str line, size_t at)
{
    return at >= line.len || stet_sentence_space_at(line, at) ||
           stet_punkt_is_no_word(line.ptr[at]) || marks_at(line, at);
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
    size_t start = stet_sentence_skip_spaces(line, *at);
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

bool stet_punkt_is_abbreviation(const stet_punkt *language, stet_str text)
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
    if (text.len == 1 && stet_sentence_is_ender(last)) {
        out->ends_sentence = true;
    } else if (out->ends_in_stop && text.ptr[text.len - 2] != '.') {
        out->is_abbreviation = stet_punkt_is_abbreviation(language, text);
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

/* The words seen so far, the last two of them. */
typedef struct pair {
    token tokens[2];
    size_t count;
} pair;

/* Takes the words of `text`, line by line; true: a sentence ends before one of them. */
static bool take_words(const stet_punkt *language, pair *seen, stet_str text)
{
    while (text.len > 0) {
        const char *newline = memchr(text.ptr, '\n', text.len);
        size_t len = newline ? (size_t)(newline - text.ptr) : text.len;
        stet_str line = { text.ptr, len };
        stet_str word;
        for (size_t at = 0; next_token(line, &at, &word); seen->count++) {
            token *now = &seen->tokens[seen->count & 1];
            read_token(language, word, now);
            if (seen->count > 0 &&
                ends_before(language, &seen->tokens[(seen->count - 1) & 1], now))
                return true;
        }
        len += newline != NULL;
        text = (stet_str){ text.ptr + len, text.len - len };
    }
    return false;
}

bool stet_punkt_ends(const stet_punkt *language, stet_str before, stet_str behind)
{
    pair seen = { .count = 0 };
    return take_words(language, &seen, before) || take_words(language, &seen, behind);
}
