/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/levels.h"

#include "reading/python.h"

#include <string.h>

/* A mark that is open: what closes it, where it stands, how many levels are inside. */
typedef struct open_mark {
    uint32_t closing;
    uint32_t height;
    size_t start;
} open_mark;

typedef struct stack {
    stet_ctx *ctx;
    open_mark *items;
    size_t count, capacity;
    uint32_t best; /* Levels of the deepest place, and its span. */
    stet_span place;
} stack;

static void push(stack *s, uint32_t closing, size_t start)
{
    enum { FIRST = 32 };

    if (s->count == s->capacity) {
        size_t wanted = s->capacity ? 2 * s->capacity : FIRST;
        open_mark *items = stet_alloc(s->ctx, wanted * sizeof *items);
        if (s->count > 0)
            memcpy(items, s->items, s->count * sizeof *items);
        s->items = items;
        s->capacity = wanted;
    }
    s->items[s->count++] = (open_mark){ closing, 0, start };
}

static bool is_top(const stack *s, uint32_t closing)
{
    return s->count > 0 && s->items[s->count - 1].closing == closing;
}

/* The mark on top is closed at `end`: it is a level more than what it holds. */
static void close_top(stack *s, size_t end)
{
    open_mark top = s->items[--s->count];
    uint32_t height = top.height + 1;

    if (s->count > 0 && s->items[s->count - 1].height < height)
        s->items[s->count - 1].height = height;
    if (height > s->best) {
        s->best = height;
        s->place = (stet_span){ (uint32_t)top.start, (uint32_t)end };
    }
}

static void add_levels(spec_spans *list, const stack *s)
{
    for (uint32_t i = 0; i < s->best; i++)
        spec_spans_add(list, s->place.start, s->place.end);
}

/* What closes the bracket `c`; 0: it opens none. */
static uint32_t closing_of(uint32_t c)
{
    return c == '(' ? ')' : c == '[' ? ']' : c == '{' ? '}' : 0;
}

static bool is_closing(uint32_t c)
{
    return c == ')' || c == ']' || c == '}';
}

/* Closes the nearest bracket that `c` closes; those above it have no partner. One is
   looked for a few levels down only: the depth of a text has no bound. */
static void close_nearest(stack *s, uint32_t c, size_t end)
{
    enum { MOST = 16 };

    for (size_t n = 1; n <= s->count && n <= MOST; n++)
        if (s->items[s->count - n].closing == c) {
            s->count -= n - 1;
            close_top(s, end);
            return;
        }
}

void spec_bracket_levels(spec_spans *list, stet_str text)
{
    stack s = { .ctx = list->ctx };

    for (size_t at = 0; at < text.len; at++) {
        uint32_t c = (unsigned char)text.ptr[at];
        if (closing_of(c))
            push(&s, closing_of(c), at);
        else if (is_closing(c))
            close_nearest(&s, c, at + 1);
    }
    add_levels(list, &s);
}

static bool is_letter(stet_ctx *ctx, uint32_t c)
{
    return (stet_char_class(ctx, c) &
            (STET_CLASS_LETTER | STET_CLASS_DIGIT | STET_CLASS_NUMBER)) != 0;
}

/* What a straight mark at text[at] does: it opens where a word starts behind it and
   none ends before it, it closes where it stands the other way about, and between two
   letters it is an apostrophe. */
static void take_straight(stack *s, stet_str text, size_t at)
{
    uint32_t c = (unsigned char)text.ptr[at];
    size_t next = at + 1, start;
    uint32_t before = at > 0 ? python_before(text, at, &start) : ' ';
    uint32_t behind = next < text.len ? python_next(text, &next) : ' ';

    if (is_letter(s->ctx, before) && is_letter(s->ctx, behind))
        return;
    if (is_top(s, c) && !python_is_space(before))
        close_top(s, at + 1);
    else if (!python_is_space(behind) && !is_letter(s->ctx, before))
        push(s, c, at);
}

void spec_quote_levels(spec_spans *list, stet_str text)
{
    enum { LEFT_DOUBLE = 0x201C, RIGHT_DOUBLE, LEFT_SINGLE = 0x2018, RIGHT_SINGLE };
    stack s = { .ctx = list->ctx };

    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = python_next(text, &at);
        if (c == '"' || c == '\'')
            take_straight(&s, text, start);
        else if (c == LEFT_DOUBLE || c == LEFT_SINGLE)
            push(&s, c + 1, start);
        else if ((c == RIGHT_DOUBLE || c == RIGHT_SINGLE) && is_top(&s, c))
            close_top(&s, at);
    }
    add_levels(list, &s);
}

/* The reference counts the most brackets that were open at once since one stood wrong,
   at the moment when some of them is closed: whether the others are closed is not
   asked. */
void spec_bracket_levels_literally(spec_spans *list, stet_str text, stet_span within,
                                   const spec_how *how)
{
    stack s = { .ctx = list->ctx };
    size_t deepest = 0;

    (void)how;
    for (size_t at = within.start; at < within.end; at++) {
        uint32_t c = (unsigned char)text.ptr[at];
        if (closing_of(c)) {
            push(&s, closing_of(c), at);
            deepest = s.count > deepest ? s.count : deepest;
        } else if (is_top(&s, c)) {
            if (deepest > s.best) {
                s.best = (uint32_t)deepest;
                s.place = (stet_span){ (uint32_t)s.items[0].start, (uint32_t)at + 1 };
            }
            s.count--;
        } else if (is_closing(c)) {
            s.count = deepest = 0;
        }
    }
    add_levels(list, &s);
}

/* Each " and ' opens or closes; how far the number of open ones has fallen below the
   most there ever were. */
void spec_quote_levels_literally(spec_spans *list, stet_str text, stet_span within,
                                 const spec_how *how)
{
    stack s = { .ctx = list->ctx };
    size_t deepest = 0;

    (void)how;
    for (size_t at = within.start; at < within.end; at++) {
        uint32_t c = (unsigned char)text.ptr[at];
        if (c != '"' && c != '\'')
            continue;
        if (!is_top(&s, c)) {
            push(&s, c, at);
            deepest = s.count > deepest ? s.count : deepest;
            continue;
        }
        size_t start = s.items[0].start;
        s.count--;
        if (deepest - s.count > s.best) {
            s.best = (uint32_t)(deepest - s.count);
            s.place = (stet_span){ (uint32_t)start, (uint32_t)at + 1 };
        }
    }
    add_levels(list, &s);
}
