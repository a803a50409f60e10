/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"
#include "comparing/stretch.h"

/* The longest quotation that is looked for from its opening mark, in tokens. */
enum { FAR = 2000 };

/* What is known of the other text once the first quotation is met. */
typedef struct index {
    spec_vocabulary vocabulary;
    const spec_automaton *automaton; /* NULL: not made yet. */
} index;

static uint32_t mark_at(const spec_tokens *t, size_t at)
{
    size_t len;
    return at < t->count && t->items[at].kind == SPEC_TOKEN_MARK
               ? spec_decode(t->text, t->items[at].start, &len)
               : 0;
}

static const struct {
    uint32_t open, close;
} marks[] = {
    { '"', '"' },       { 0x201C, 0x201D }, { 0x201E, 0x201D },
    { 0x201E, 0x201C }, { 0x2018, 0x2019 }, { 0xAB, 0xBB },
};

/* An empty line stands before the token. */
static bool is_new_block(const spec_tokens *t, size_t at)
{
    return t->items[at].flags & SPEC_TOKEN_BROKEN &&
           t->items[at].start > t->items[at - 1].end + 1;
}

/* The token that closes what token `at` opens; 0: it opens nothing. */
static size_t find_close(const spec_tokens *t, size_t at)
{
    uint32_t open = mark_at(t, at);
    bool known = false;

    for (size_t i = 0; i < STET_LEN(marks); i++)
        known = known || marks[i].open == open;
    bool inches = open == '"' && at > 0 && !(t->items[at].flags & SPEC_TOKEN_SPACED) &&
                  t->items[at - 1].kind != SPEC_TOKEN_MARK;
    if (!known || open == 0 || inches)
        return 0;
    for (size_t end = at + 1; end < t->count && end < at + FAR; end++) {
        uint32_t close = mark_at(t, end);
        for (size_t i = 0; close && i < STET_LEN(marks); i++)
            if (marks[i].open == open && marks[i].close == close)
                return end;
        if (close == open || is_new_block(t, end))
            return 0;
    }
    return 0;
}

static void make_index(const novel *n, index *x)
{
    uint32_t *ids =
        stet_alloc(n->ctx, (novel_count_theirs(n) + n->other->count + 1) * sizeof *ids);
    size_t count = 0;

    x->vocabulary = spec_vocabulary_new(n->ctx, novel_count_theirs(n) + n->ours.count +
                                                    n->other->count);
    for (size_t i = 0; i < n->other->count; i++) {
        spec_words part = spec_words_of(n->ctx, &x->vocabulary, &n->theirs[i]);
        if (i > 0)
            ids[count++] = x->vocabulary.count++;
        for (size_t w = 0; w < part.count; w++)
            ids[count++] = part.ids[w];
    }
    x->automaton = spec_automaton_new(n->ctx, (spec_words){ ids, count });
}

/* Whether words of this text, tokens first to behind - 1, stand in the other in a row.
 */
static bool stands(const novel *n, index *x, size_t first, size_t behind)
{
    spec_tokens piece = { n->ours.text, n->ours.items + first, behind - first };
    spec_words words = spec_words_of(n->ctx, &x->vocabulary, &piece);
    spec_stretch *found = stet_alloc(n->ctx, (words.count + 1) * sizeof *found);

    if (words.count < 2)
        return true;
    spec_automaton_follow(x->automaton, words, found);
    return found[0].length == words.count;
}

/* Where a piece of a quotation ends: at an ellipsis, or at what was put in. */
static bool is_gap(const spec_tokens *t, size_t at)
{
    return mark_at(t, at) == 0x2026 || mark_at(t, at) == '[' ||
           (mark_at(t, at) == '.' && mark_at(t, at + 1) == '.');
}

/* Behind a gap: dots, or all that stands in the brackets. */
static size_t behind_gap(const spec_tokens *t, size_t at, size_t end)
{
    if (mark_at(t, at) == '[')
        while (at < end && mark_at(t, at) != ']')
            at++;
    else
        while (at < end && (mark_at(t, at) == '.' || mark_at(t, at) == 0x2026))
            at++;
    return mark_at(t, at) == ']' && at < end ? at + 1 : at;
}

static size_t count_words(const spec_tokens *t, size_t first, size_t behind)
{
    size_t count = 0;
    for (size_t at = first; at < behind; at++)
        count += t->items[at].kind != SPEC_TOKEN_MARK;
    return count;
}

/* A quotation of tokens first to behind - 1, marks around it aside. */
static void check_quote(const novel *n, index *x, size_t first, size_t behind)
{
    const spec_tokens *t = &n->ours;

    if (count_words(t, first, behind) < n->quote_words)
        return;
    if (!x->automaton)
        make_index(n, x);
    for (size_t at = first, start = first; at <= behind;) {
        if (at < behind && !is_gap(t, at)) {
            at++;
            continue;
        }
        if (!stands(n, x, start, at)) {
            novel_tell_tokens(n, NOVEL_QUOTES, first, behind);
            return;
        }
        start = at = at < behind ? behind_gap(t, at, behind) : behind + 1;
    }
}

/* Quotations that are blocks of their own, which have no marks. */
static void check_blocks(const novel *n, index *x)
{
    stet_block_array blocks = stet_blocks(n->ctx, n->doc);
    const spec_tokens *t = &n->ours;
    size_t at = 0;

    for (size_t b = 0; b < blocks.count; b++) {
        if (blocks.items[b].kind != STET_BLOCK_QUOTE)
            continue;
        while (at < t->count && t->items[at].start < blocks.items[b].span.start)
            at++;
        size_t first = at;
        while (at < t->count && t->items[at].end <= blocks.items[b].span.end)
            at++;
        check_quote(n, x, first, at);
    }
}

void novel_find_quotes(const novel *n)
{
    index x = { .automaton = NULL };

    for (size_t at = 0; at < n->ours.count; at++) {
        size_t close = find_close(&n->ours, at);
        if (close == 0)
            continue;
        check_quote(n, &x, at + 1, close);
        at = close;
    }
    check_blocks(n, &x);
}
