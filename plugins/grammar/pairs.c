/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"

#include <string.h>

/* Open brackets of a block that are followed; deeper nesting is not judged. */
enum { DEPTH = 32 };

typedef struct pairs_options {
    bool brackets;
    bool quotes;
} pairs_options;

static const stet_param params[] = {
    STET_BOOL(pairs_options, brackets, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether ( ) and [ ] are looked at."),
    STET_BOOL(pairs_options, quotes, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether “ ” and straight double quotes are looked at."),
};

enum { UNCLOSED, UNOPENED };
static const stet_message messages[] = {
    [UNCLOSED] = { "unclosed", "“{match}” is not closed" },
    [UNOPENED] = { "unopened", "“{match}” closes what was not opened" },
};

/* What is kept of a form: which mark it is. */
enum {
    NOTHING = 1,
    ROUND_OPEN,
    ROUND_CLOSE,
    SQUARE_OPEN,
    SQUARE_CLOSE,
    LOW_OPEN,    /* „ */
    CURLY_OPEN,  /* “, which closes what „ opened */
    CURLY_CLOSE, /* ” */
    STRAIGHT,    /* " */
    FORMULA,     /* = \ ^ { } and the like: not prose. */
};

static uint32_t classify(stet_str text)
{
    static const char marks[] = "()[]";
    const char *at = text.len > 0 ? strchr(marks, text.ptr[0]) : NULL;

    if (at && *at)
        return ROUND_OPEN + (uint32_t)(at - marks);
    if (text.len == 1 && text.ptr[0] == '"')
        return STRAIGHT;
    if (text.len == 3 && memcmp(text.ptr, "\xE2\x80\x9E", 3) == 0)
        return LOW_OPEN;
    if (text.len == 3 && memcmp(text.ptr, "\xE2\x80\x9C", 3) == 0)
        return CURLY_OPEN;
    if (text.len == 3 && memcmp(text.ptr, "\xE2\x80\x9D", 3) == 0)
        return CURLY_CLOSE;
    if (text.len > 0 && strchr("=\\^{}|<>_*", text.ptr[0]))
        return FORMULA;
    return NOTHING;
}

typedef struct opened {
    uint32_t what;
    stet_span span; /* Of one bracket, also where several stand in a row. */
    bool set_off;   /* A blank stands before it, as before a bracket of prose. */
} opened;

typedef struct stack {
    opened items[DEPTH];
    size_t n;
    bool too_deep;
} stack;

/* Quotations that are open: of a block several, one in the other; from block to block
   one. */
enum { NESTED = 8 };
typedef struct quotes {
    stet_span open[NESTED];
    size_t n;
} quotes;

typedef struct reading {
    stet_ctx *ctx;
    const pairs_options *options;
    const stet_doc *doc;
    const stet_word *words;
    uint32_t *memos;
    uint32_t first, end;        /* The block's words. */
    bool is_asked, has_formula; /* Whether the block is prose. */
    uint32_t n_low;             /* Of this block: how many „ are open. */
    quotes straight, curly;     /* Kept from block to block. */
    quotes quote, curly_quote;  /* Of this block. */
    stack brackets;
} reading;

static inline uint32_t what_is(const reading *r, uint32_t i)
{
    const stet_word *word = &r->words[i];

    if (word->kind != STET_WORD_PUNCTUATION && word->kind != STET_WORD_SYMBOL)
        return NOTHING;
    uint32_t what = r->memos[word->form];
    if (what == 0)
        what = r->memos[word->form] = classify(stet_form(r->ctx, word->form)->text);
    return what;
}

static bool is_glued(const reading *r, uint32_t i)
{
    return i > r->first && i < r->end &&
           (r->words[i].flags & (STET_WORD_SPACED | STET_WORD_BROKEN)) == 0;
}

static char first_byte(const reading *r, uint32_t i)
{
    return stet_form(r->ctx, r->words[i].form)->text.ptr[0];
}

static void tell(const reading *r, uint32_t message, stet_span span)
{
    stet_report(r->ctx,
                &(stet_finding){ .message = message, .span = span, .doc = r->doc });
}

/* Brackets. */

/* A block with formulas or code in it has other brackets than prose. Asked once a
   block: whatever is wrong in it may be wrong many times. */
static bool is_formula(reading *r)
{
    if (!r->is_asked) {
        r->is_asked = true;
        r->has_formula = false;
        for (uint32_t i = r->first; i < r->end && !r->has_formula; i++)
            r->has_formula = what_is(r, i) == FORMULA;
    }
    return r->has_formula;
}

/* "a)" and "1.)" number things, ":)" smiles. */
static bool is_label(const reading *r, uint32_t i)
{
    if (!is_glued(r, i))
        return false;
    uint32_t before = i - 1;
    if (r->words[before].kind == STET_WORD_PUNCTUATION) {
        if (strchr(":;-", first_byte(r, before)))
            return true;
        if (first_byte(r, before) != '.' || before == r->first)
            return false;
        before--;
    }
    stet_span span = r->words[before].span;
    return !is_glued(r, before) &&
           (r->words[before].kind == STET_WORD_NUMBER || span.end - span.start <= 4);
}

static void close_bracket(reading *r, uint32_t i, uint32_t open, stet_span span)
{
    stack *s = &r->brackets;

    for (size_t k = s->n; k > 0; k--)
        if (s->items[k - 1].what == open) {
            s->n = k - 1;
            return;
        }
    if (!s->too_deep && !is_label(r, i) && !is_formula(r))
        tell(r, UNOPENED, span);
}

static void open_bracket(reading *r, uint32_t i, uint32_t what, stet_span span)
{
    stack *s = &r->brackets;
    bool smile = is_glued(r, i) && strchr(":;-", first_byte(r, i - 1));

    if (smile)
        return;
    if (s->n < DEPTH)
        s->items[s->n++] = (opened){ what, span, !is_glued(r, i) };
    else
        s->too_deep = true;
}

/* A run of brackets is one word. */
static void see_brackets(reading *r, uint32_t i, uint32_t what)
{
    stet_span run = r->words[i].span;

    for (uint32_t at = run.start; at < run.end; at++) {
        stet_span span = { at, at + 1 };
        if (what == ROUND_OPEN || what == SQUARE_OPEN)
            open_bracket(r, i, what, span);
        else
            close_bracket(r, i, what - 1, span);
    }
}

static void end_brackets(reading *r)
{
    stack *s = &r->brackets;

    for (size_t k = 0; k < s->n && !s->too_deep; k++)
        if (s->items[k].set_off && !is_formula(r))
            tell(r, UNCLOSED, s->items[k].span);
    s->n = 0;
    s->too_deep = false;
}

/* Quotation marks. */

static void tell_quote(reading *r, uint32_t message, stet_span span)
{
    if (!is_formula(r))
        tell(r, message, span);
}

static void open_quote(reading *r, quotes *here, uint32_t i)
{
    if (here->n < NESTED)
        here->open[here->n++] = r->words[i].span;
}

/* A quotation may run over paragraphs: it is closed in a later one, and each paragraph
   may open it anew. */
static void close_quote(reading *r, quotes *here, quotes *before, uint32_t i)
{
    if (here->n > 0)
        here->n--;
    else if (before->n > 0)
        before->n = 0;
    else
        tell_quote(r, UNOPENED, r->words[i].span);
}

/* Inches and seconds: 5'10", 27". */
static bool is_measure(const reading *r, uint32_t i)
{
    return is_glued(r, i) && r->words[i - 1].kind == STET_WORD_NUMBER;
}

static bool is_mark_of(const reading *r, uint32_t i, const char *marks)
{
    return r->words[i].kind == STET_WORD_PUNCTUATION &&
           strchr(marks, first_byte(r, i)) != NULL;
}

/* A straight mark opens or closes as it leans; where it leans to neither side or to
   both, it does the other of what was done last. */
static void see_straight(reading *r, uint32_t i)
{
    bool before = is_glued(r, i) && !is_mark_of(r, i - 1, "([{");
    bool behind = is_glued(r, i + 1) && !is_mark_of(r, i + 1, ")]},.;:!?");
    bool opens = r->quote.n == 0;

    if (opens && is_measure(r, i))
        return;
    if (before != behind)
        opens = behind;
    if (opens)
        open_quote(r, &r->quote, i);
    else
        close_quote(r, &r->quote, &r->straight, i);
}

/* A block that begins with the mark takes a quotation up again. */
static void begin_quotes(reading *r)
{
    uint32_t what = r->first < r->end ? what_is(r, r->first) : NOTHING;

    if (what == STRAIGHT)
        r->straight.n = 0;
    if (what == CURLY_OPEN)
        r->curly.n = 0;
}

/* What is left open at the end of a block: the first is kept for later ones. */
static void end_quotes(reading *r, quotes *here, quotes *before)
{
    if (here->n > 0 && !is_formula(r)) {
        if (before->n > 0)
            tell(r, UNCLOSED, before->open[0]);
        before->open[0] = here->open[0];
        before->n = 1;
    }
    here->n = 0;
}

static void see_block(reading *r)
{
    if (r->options->quotes)
        begin_quotes(r);
    for (uint32_t i = r->first; i < r->end; i++) {
        uint32_t what = what_is(r, i);
        if (what == NOTHING || what == FORMULA)
            continue;
        if (what <= SQUARE_CLOSE) {
            if (r->options->brackets)
                see_brackets(r, i, what);
        } else if (!r->options->quotes) {
            continue;
        } else if (what == STRAIGHT) {
            see_straight(r, i);
        } else if (is_measure(r, i) && r->curly_quote.n == 0) {
            continue;
        } else if (what == LOW_OPEN) {
            r->n_low++;
        } else if (r->n_low > 0) {
            r->n_low--;
        } else if (what == CURLY_OPEN) {
            open_quote(r, &r->curly_quote, i);
        } else {
            close_quote(r, &r->curly_quote, &r->curly, i);
        }
    }
    end_brackets(r);
    end_quotes(r, &r->quote, &r->straight);
    end_quotes(r, &r->curly_quote, &r->curly);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    reading r = {
        .ctx = ctx,
        .options = check,
        .doc = unit->doc,
        .words = stet_words(ctx, unit->doc).items,
        .memos = stet_memos(ctx),
    };

    (void)state;
    for (size_t i = 0; i < blocks.count; i++) {
        if (!stet_selected(ctx, &blocks.items[i]))
            continue;
        r.first = blocks.items[i].first_word;
        r.end = r.first + blocks.items[i].n_words;
        r.is_asked = false;
        r.n_low = 0;
        see_block(&r);
    }
    if (r.straight.n > 0)
        tell(&r, UNCLOSED, r.straight.open[0]);
    if (r.curly.n > 0)
        tell(&r, UNCLOSED, r.curly.open[0]);
    return STET_OK;
}

const stet_check_type grammar_pairs = {
    .name = "pairs",
    .summary = "A bracket or quotation mark has no partner",
    .doc =
        "Follows ( ) and [ ] through a paragraph, “ ” and straight double quotes "
        "through a text, where a quotation may run over paragraphs that each open it "
        "anew. Labels such as “a)”, smileys, inches (27\"), „German“ quotations, and "
        "brackets beside "
        "formulas and code are let pass; apostrophes and single quotes are not looked "
        "at, since they cannot be told apart.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(pairs_options, params),
    .run = run,
};
