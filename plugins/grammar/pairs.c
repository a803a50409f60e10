/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"

#include <string.h>

/* Open marks of a block that are followed; deeper nesting is not judged. */
enum { DEPTH = 32 };

typedef struct pairs_options {
    bool brackets;
    bool quotes;
} pairs_options;

static const stet_param params[] = {
    STET_BOOL(pairs_options, brackets, .preset = "true",
              .doc = "Whether ( ), [ ] and { } are looked at."),
    STET_BOOL(pairs_options, quotes, .preset = "true",
              .doc = "Whether “ ” and straight double quotes are looked at."),
};

static const stet_message messages[] = {
    { "unclosed", "“{match}” is not closed in this paragraph" },
    { "unopened", "“{match}” closes what was not opened" },
};

typedef struct pair {
    const char *open, *close;
    bool quote;
} pair;

static const pair pairs[] = {
    { "(", ")", false },  { "[", "]", false },
    { "{", "}", false },  { "\xE2\x80\x9C", "\xE2\x80\x9D", true },
    { "\"", "\"", true },
};
enum { N_PAIRS = STET_LEN(pairs), STRAIGHT = 4 };

/* What is kept of a form: 1 nothing, 2 + p opens pair p, 2 + N_PAIRS + p closes it. */
enum { NOTHING = 1, OPENS = 2, CLOSES = OPENS + N_PAIRS };

typedef struct opened {
    uint32_t pair;
    stet_span span;
} opened;

typedef struct stack {
    opened items[DEPTH];
    size_t n;
    bool too_deep;
} stack;

static uint32_t classify(stet_str text)
{
    for (uint32_t p = 0; p < N_PAIRS; p++) {
        if (text.len == strlen(pairs[p].open) &&
            memcmp(text.ptr, pairs[p].open, text.len) == 0)
            return OPENS + p;
        if (text.len == strlen(pairs[p].close) &&
            memcmp(text.ptr, pairs[p].close, text.len) == 0)
            return CLOSES + p;
    }
    return NOTHING;
}

static void tell(stet_ctx *ctx, uint32_t message, stet_span span)
{
    stet_report(ctx, &(stet_finding){ .message = message, .span = span });
}

/* "a)" and "1)" number things, ":)" smiles. */
static bool is_label(stet_ctx *ctx, const stet_word *words, uint32_t first, uint32_t i)
{
    if (i == first)
        return false;
    const stet_word *before = &words[i - 1];
    stet_str text = stet_form(ctx, before->form)->text;
    if (before->kind == STET_WORD_PUNCTUATION)
        return text.len == 1 && strchr(":;-=", text.ptr[0]) != NULL;
    bool alone =
        i - 1 == first || (before->flags & (STET_WORD_SPACED | STET_WORD_BROKEN));
    return alone && (before->kind == STET_WORD_NUMBER || text.len <= 3);
}

/* Inches and seconds: 5'10", 27". */
static bool is_measure(const stet_word *words, uint32_t first, uint32_t i)
{
    return i > first && words[i - 1].kind == STET_WORD_NUMBER &&
           (words[i].flags & (STET_WORD_SPACED | STET_WORD_BROKEN)) == 0;
}

static void close_pair(stet_ctx *ctx, stack *s, const stet_word *words, uint32_t first,
                       uint32_t i, uint32_t p)
{
    for (size_t k = s->n; k > 0; k--)
        if (s->items[k - 1].pair == p) {
            s->n = k - 1;
            return;
        }
    if (p != 0 || !is_label(ctx, words, first, i))
        tell(ctx, 1, words[i].span);
}

static void open_pair(stack *s, const stet_word *word, uint32_t p)
{
    if (s->n < DEPTH)
        s->items[s->n++] = (opened){ p, word->span };
    else
        s->too_deep = true;
}

static bool is_open(const stack *s, uint32_t p)
{
    for (size_t k = 0; k < s->n; k++)
        if (s->items[k].pair == p)
            return true;
    return false;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const pairs_options *o = check;
    const stet_word *words = stet_words(ctx, unit->doc).items;
    uint32_t *memos = stet_memos(ctx);
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;
    stack s = { .n = 0 };

    (void)state;
    for (uint32_t i = first; i < end; i++) {
        if (words[i].kind != STET_WORD_PUNCTUATION)
            continue;
        uint32_t what = memos[words[i].form];
        if (what == 0)
            what = memos[words[i].form] = classify(stet_form(ctx, words[i].form)->text);
        if (what == NOTHING)
            continue;
        uint32_t p = (what - OPENS) % N_PAIRS;
        if (pairs[p].quote ? !o->quotes : !o->brackets)
            continue;
        if (p == STRAIGHT && !is_open(&s, p) && is_measure(words, first, i))
            continue;
        if (what >= CLOSES || (p == STRAIGHT && is_open(&s, p)))
            close_pair(ctx, &s, words, first, i, p);
        else
            open_pair(&s, &words[i], p);
    }
    for (size_t k = 0; k < s.n && !s.too_deep; k++)
        tell(ctx, 0, s.items[k].span);
    return STET_OK;
}

const stet_check_type grammar_pairs = {
    .name = "pairs",
    .summary = "A bracket or quotation mark has no partner",
    .doc =
        "Follows ( ), [ ], { }, “ ” and straight double quotes through a paragraph. "
        "Labels such as “a)”, smileys and inches (27\") are let pass; apostrophes and "
        "single quotes are not looked at, since they cannot be told apart.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(pairs_options, params),
    .run = run,
};
