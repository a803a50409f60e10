/* SPDX-License-Identifier: Apache-2.0 */
/* Whether json.loads() of Python takes a text: RFC 8259, and besides NaN, Infinity,
   -Infinity, a key that stands twice, and half of a surrogate pair. */
#include "reading/python.h"

/* Deeper than Python's own stack goes. */
enum { NESTING = 1000 };

typedef struct scanner {
    stet_str text;
    size_t at;
    size_t depth;
    bool is_map[NESTING]; /* Of what is open, the outermost first. */
} scanner;

static char peek(const scanner *s)
{
    return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}

static bool take(scanner *s, char c)
{
    bool there = s->at < s->text.len && s->text.ptr[s->at] == c;
    s->at += there;
    return there;
}

static bool take_word(scanner *s, const char *word)
{
    size_t len = strlen(word);
    bool there =
        s->text.len - s->at >= len && memcmp(s->text.ptr + s->at, word, len) == 0;
    s->at += there ? len : 0;
    return there;
}

static void skip_blanks(scanner *s)
{
    while (s->at < s->text.len && memchr(" \t\n\r", s->text.ptr[s->at], 4))
        s->at++;
}

static bool take_escape(scanner *s)
{
    char c = peek(s);

    s->at++;
    if (c != 'u')
        return c != '\0' && strchr("\"\\/bfnrt", c) != NULL;
    for (int i = 0; i < 4; i++, s->at++) {
        char digit = peek(s);
        if (digit == '\0' || !strchr("0123456789abcdefABCDEF", digit))
            return false;
    }
    return true;
}

/* Control characters must be escaped. */
static bool take_string(scanner *s)
{
    if (!take(s, '"'))
        return false;
    while (s->at < s->text.len) {
        unsigned char c = (unsigned char)s->text.ptr[s->at++];
        if (c == '"')
            return true;
        if (c < ' ' || (c == '\\' && !take_escape(s)))
            return false;
    }
    return false;
}

static size_t take_digits(scanner *s)
{
    size_t start = s->at;
    while (peek(s) >= '0' && peek(s) <= '9')
        s->at++;
    return s->at - start;
}

/* (-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?: what follows the longest such number is
   the business of who asked. */
static bool take_number(scanner *s)
{
    take(s, '-');
    if (!take(s, '0') && take_digits(s) == 0)
        return take_word(s, "Infinity");
    size_t whole = s->at;
    if (take(s, '.') && take_digits(s) == 0)
        s->at = whole;
    size_t end = s->at;
    if (take(s, 'e') || take(s, 'E')) {
        if (!take(s, '-'))
            take(s, '+');
        if (take_digits(s) == 0)
            s->at = end;
    }
    return true;
}

static bool take_scalar(scanner *s)
{
    char c = peek(s);

    if (c == '"')
        return take_string(s);
    if (c == '-' || (c >= '0' && c <= '9'))
        return take_number(s);
    return take_word(s, "null") || take_word(s, "true") || take_word(s, "false") ||
           take_word(s, "NaN") || take_word(s, "Infinity");
}

static bool take_key(scanner *s)
{
    skip_blanks(s);
    if (!take_string(s))
        return false;
    skip_blanks(s);
    return take(s, ':');
}

/* Opens a map or a list; `*closed`: it is empty. */
static bool open_container(scanner *s, bool *closed)
{
    bool is_map = s->text.ptr[s->at++] == '{';

    if (s->depth == NESTING)
        return false;
    skip_blanks(s);
    *closed = take(s, is_map ? '}' : ']');
    if (*closed)
        return true;
    s->is_map[s->depth++] = is_map;
    return !is_map || take_key(s);
}

/* Behind a value: closes what ends there. `*again`: another value must follow. */
static bool close_containers(scanner *s, bool *again)
{
    *again = false;
    while (s->depth > 0) {
        bool is_map = s->is_map[s->depth - 1];
        skip_blanks(s);
        if (take(s, ',')) {
            *again = true;
            return !is_map || take_key(s);
        }
        if (!take(s, is_map ? '}' : ']'))
            return false;
        s->depth--;
    }
    return true;
}

bool python_is_json(stet_str text)
{
    scanner s = { .text = text };

    for (bool again = true; again;) {
        skip_blanks(&s);
        bool closed = true;
        bool container = peek(&s) == '{' || peek(&s) == '[';
        if (container ? !open_container(&s, &closed) : !take_scalar(&s))
            return false;
        if (closed && !close_containers(&s, &again))
            return false;
    }
    skip_blanks(&s);
    return s.at == text.len;
}
