/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word_p.h"

enum {
    APOSTROPHE = 0x2019,
    HYPHEN = 0x2010,
    HYPHEN_FIXED = 0x2011, /* Where no line may be broken. */
    SOFT_HYPHEN = 0xAD,
    PER_MILLE = 0x2030,
};

bool stet_word_is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool stet_word_is_inner(uint32_t c)
{
    if (c < 0x80)
        return stet_word_classes[c] & (STET_BYTE_LETTER | STET_BYTE_DIGIT);
    return stet_utf8_class(c) &
               (STET_CHAR_LETTER | STET_CHAR_DIGIT | STET_CHAR_NUMBER) &&
           !stet_word_is_han(c);
}

/* What is not seen does not end a word. */
static bool is_unseen(uint32_t c)
{
    return c == SOFT_HYPHEN || c == 0x200C || c == 0x2060;
}

uint32_t stet_word_letters_end(const stet_word_scanner *scanner, uint32_t at)
{
    while (at < scanner->end) {
        uint32_t class = stet_word_class(scanner, at);
        if (class & (STET_BYTE_LETTER | STET_BYTE_DIGIT)) {
            at++;
            continue;
        }
        uint32_t next;
        if (!(class & STET_BYTE_HIGH))
            break;
        uint32_t c = stet_word_character(scanner, at, &next);
        if (!is_unseen(c) && !stet_word_is_inner(c))
            break;
        at = next;
    }
    return at;
}

bool stet_word_letter_at(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t next;
    uint32_t class = stet_word_class(scanner, at);
    if (!(class & STET_BYTE_HIGH))
        return class & STET_BYTE_LETTER;
    uint32_t c = stet_word_character(scanner, at, &next);
    return stet_utf8_class(c) & STET_CHAR_LETTER && !stet_word_is_han(c);
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether text[at .. at + 2 at most] is a clitic without its apostrophe, ending
   there: 's 'm 'd 're 've 'll. Returns its end, or 0. */
static uint32_t clitic_end(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t end = stet_word_letters_end(scanner, at);
    char a = end > at ? small(scanner->ptr[at]) : '\0';
    char b = end > at + 1 ? small(scanner->ptr[at + 1]) : '\0';
    if (end == at + 1 && (a == 's' || a == 'm' || a == 'd'))
        return end;
    if (end == at + 2 &&
        ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')))
        return end;
    return 0;
}

/* The end of an apostrophe at `at`, or 0. */
static uint32_t apostrophe_end(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, at, &next);
    return c == '\'' || c == APOSTROPHE ? next : 0;
}

bool stet_word_scan_clitic(stet_word_scanner *scanner)
{
    const stet_word_list *out = scanner->out;
    uint32_t behind = apostrophe_end(scanner, scanner->at);
    if (!behind || scanner->flags || out->count == 0)
        return false;
    const stet_word *last = &out->items[out->count - 1];
    if (last->kind == STET_WORD_PUNCTUATION || last->kind == STET_WORD_SYMBOL)
        return false;
    uint32_t end = clitic_end(scanner, behind);
    if (!end)
        return false;
    uint32_t start = scanner->at;
    scanner->at = end;
    stet_word_push(scanner, start, STET_WORD_CLITIC);
    return true;
}

/* What a joiner has done to the word it was met in. */
typedef enum join {
    JOIN_NONE,  /* The word ends before it. */
    JOIN_ON,    /* The word goes on behind it; `at` has moved. */
    JOIN_WHOLE, /* The word is opaque, and ends at `at`. */
    JOIN_DONE,  /* The word has been pushed. */
} join;

static join join_apostrophe(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t apostrophe = scanner->at;
    uint32_t behind = apostrophe_end(scanner, apostrophe);
    if (!stet_word_letter_at(scanner, behind) || clitic_end(scanner, behind))
        return JOIN_NONE;
    uint32_t end = stet_word_letters_end(scanner, behind);
    char before = small(scanner->ptr[apostrophe - 1]);
    if (end != behind + 1 || small(scanner->ptr[behind]) != 't' || before != 'n' ||
        apostrophe - 1 <= start) {
        scanner->at = behind;
        return JOIN_ON;
    }
    scanner->at = apostrophe - 1;
    stet_word_push(scanner, start, STET_WORD_PLAIN);
    scanner->at = end;
    stet_word_push(scanner, apostrophe - 1, STET_WORD_CLITIC);
    return JOIN_DONE;
}

/* "U.S.", "e.g.", "Ph.D.": single letters with full stops; the last stop is theirs.
   The first dot is at `at`. Returns its end, or 0. */
static uint32_t initials_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = scanner->at;
    uint32_t n_letters = at - start;
    bool degree = n_letters == 2 && small(scanner->ptr[start]) == 'p' &&
                  small(scanner->ptr[start + 1]) == 'h';
    if (n_letters != 1 && !degree)
        return 0;
    uint32_t end = 0;
    while (at < scanner->end && scanner->ptr[at] == '.' &&
           stet_word_class(scanner, at + 1) & STET_BYTE_LETTER &&
           !(stet_word_class(scanner, at + 2) &
             (STET_BYTE_LETTER | STET_BYTE_DIGIT | STET_BYTE_HIGH))) {
        end = at + 2;
        at = end;
    }
    if (end && at < scanner->end && scanner->ptr[at] == '.')
        end = at + 1;
    return end;
}

static join join_dot(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t dot = scanner->at;
    if (stet_word_digit_at(scanner, dot + 1) && stet_word_digit_at(scanner, dot - 1)) {
        scanner->at = dot + 1;
        return JOIN_ON;
    }
    if (!stet_word_letter_at(scanner, dot + 1))
        return JOIN_NONE;
    uint32_t end = initials_end(scanner, start);
    if (end) {
        scanner->at = end;
        stet_word_push(scanner, start, STET_WORD_PLAIN);
        return JOIN_DONE;
    }
    end = stet_word_dotted_end(scanner, start, dot);
    if (!end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

/* "R&D": capitals on both sides. */
static join join_ampersand(stet_word_scanner *scanner, uint32_t start)
{
    for (uint32_t i = start; i < scanner->at; i++)
        if (scanner->ptr[i] < 'A' || scanner->ptr[i] > 'Z')
            return JOIN_NONE;
    uint32_t next = scanner->at + 1;
    if (next >= scanner->end || scanner->ptr[next] < 'A' || scanner->ptr[next] > 'Z')
        return JOIN_NONE;
    scanner->at = next;
    return JOIN_ON;
}

/* "C++", "C#": languages named by a letter and a mark. */
static join join_language(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t end = scanner->ptr[scanner->at] == '+' ? scanner->at + 2 : scanner->at + 1;
    bool doubled =
        end <= scanner->end && scanner->ptr[end - 1] == scanner->ptr[end - 2];
    bool is_plus = scanner->ptr[scanner->at] == '+';
    if (scanner->at - start != 1 || scanner->ptr[start] < 'A' ||
        scanner->ptr[start] > 'Z' || (is_plus && !doubled) ||
        stet_word_letters_end(scanner, end) > end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

static join join_hyphen(stet_word_scanner *scanner, uint32_t behind,
                        stet_word_kind *kind)
{
    bool letter = stet_word_letter_at(scanner, behind);
    if (!letter && (*kind == STET_WORD_NUMBER || !stet_word_digit_at(scanner, behind)))
        return JOIN_NONE;
    if (letter && *kind == STET_WORD_NUMBER)
        *kind = STET_WORD_PLAIN;
    scanner->at = behind;
    return JOIN_ON;
}

static join join_underscore(stet_word_scanner *scanner, stet_word_kind *kind)
{
    uint32_t at = scanner->at;
    while (at < scanner->end && scanner->ptr[at] == '_')
        at++;
    if (!stet_word_letter_at(scanner, at) && !stet_word_digit_at(scanner, at))
        return JOIN_NONE;
    *kind = STET_WORD_OPAQUE;
    scanner->at = at;
    return JOIN_ON;
}

/* A separator inside a number: a digit on both sides. */
static join join_digits(stet_word_scanner *scanner)
{
    if (!stet_word_digit_at(scanner, scanner->at - 1) ||
        !stet_word_digit_at(scanner, scanner->at + 1))
        return JOIN_NONE;
    scanner->at++;
    return JOIN_ON;
}

/* Looks for something opaque that begins where the word began: what tells one apart
   stands behind letters, digits and the few marks that it may hold. */
static join join_opaque(stet_word_scanner *scanner, uint32_t start)
{
    enum { FARTHEST = 64 };
    uint32_t at = scanner->at;
    uint32_t end = 0;
    if (scanner->ptr[at] == '.' && (end = stet_word_url_end(scanner, start)) > 0) {
        scanner->at = end; /* www.example.org */
        return JOIN_WHOLE;
    }
    for (; at < scanner->end && at - start < FARTHEST; at++) {
        char c = scanner->ptr[at];
        uint32_t class = stet_word_class(scanner, at);
        if (!(class & (STET_BYTE_LETTER | STET_BYTE_DIGIT)) && c != '.' && c != '_' &&
            c != '-' && c != '+' && c != '%')
            break;
    }
    char mark = at < scanner->end ? scanner->ptr[at] : '\0';
    if (mark == '@')
        end = stet_word_address_end(scanner, start);
    else if (mark == ':')
        end = stet_word_url_end(scanner, start);
    if (!end && (mark == '/' || mark == ':'))
        end = stet_word_path_end(scanner, start);
    if (!end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

static join join_high(stet_word_scanner *scanner, uint32_t start, stet_word_kind *kind)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, scanner->at, &next);
    if (c == APOSTROPHE)
        return join_apostrophe(scanner, start);
    if (c == HYPHEN || c == HYPHEN_FIXED)
        return join_hyphen(scanner, next, kind);
    if (c == PER_MILLE && *kind == STET_WORD_NUMBER)
        scanner->at = next;
    return JOIN_NONE;
}

/* What the character at `at`, which ends a run of letters, does to the word. */
static join join_at(stet_word_scanner *scanner, uint32_t start, stet_word_kind *kind)
{
    switch (scanner->ptr[scanner->at]) {
    case '\'':
        return join_apostrophe(scanner, start);
    case '-':
        return join_hyphen(scanner, scanner->at + 1, kind);
    case '_':
        return join_underscore(scanner, kind);
    case '.':
        return join_dot(scanner, start);
    case '&':
        return join_ampersand(scanner, start);
    case '+':
    case '#':
        return join_language(scanner, start);
    case ',':
    case ':':
    case '/':
        return *kind == STET_WORD_NUMBER ? join_digits(scanner) : JOIN_NONE;
    case '%':
        scanner->at += *kind == STET_WORD_NUMBER;
        return JOIN_NONE;
    default:
        return (unsigned char)scanner->ptr[scanner->at] >= 0x80
                   ? join_high(scanner, start, kind)
                   : JOIN_NONE;
    }
}

/* Whether what follows a run of letters can make a URL, an address or a path of it. */
static bool may_be_opaque(const stet_word_scanner *scanner, uint32_t at)
{
    if (at + 1 >= scanner->end ||
        stet_word_classes[(unsigned char)scanner->ptr[at + 1]] & STET_BYTE_SPACE)
        return false;
    switch (scanner->ptr[at]) {
    case '.':
    case '@':
    case ':':
    case '/':
    case '\\':
    case '_':
    case '+':
    case '-':
        return true;
    default:
        return false;
    }
}

void stet_word_scan_joined(stet_word_scanner *scanner, uint32_t start,
                           stet_word_kind kind)
{
    bool looked = false;
    while (scanner->at < scanner->end) {
        scanner->at = stet_word_letters_end(scanner, scanner->at);
        if (scanner->at >= scanner->end)
            break;
        join how = JOIN_NONE;
        if (!looked && may_be_opaque(scanner, scanner->at)) {
            looked = true;
            how = join_opaque(scanner, start);
        }
        if (how == JOIN_NONE)
            how = join_at(scanner, start, &kind);
        if (how == JOIN_DONE)
            return;
        if (how == JOIN_WHOLE)
            kind = STET_WORD_OPAQUE;
        if (how != JOIN_ON)
            break;
    }
    stet_word_push(scanner, start, kind);
}
