/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/prose.h"

/* Bytes of prose that are kept; words that a quotation has at most; the shares of words
   with a capital, in hundredths, between which they are no names but German nouns:
   under them they are names, over them all is a list of names, or a title. */
enum { KEPT = 8192, QUOTED = 200, NOUNS_FROM = 20, NOUNS_TO = 60 };

/* Prose while it is copied. */
typedef struct copy {
    char *out;
    size_t len, size;
} copy;

/* Quotation marks that open, and those that close them. */
static const struct {
    const char *open, *close;
} quotes[] = {
    { "“", "”" },   { "„", "“" },   { "«", "»" },   { "»", "«" },
    { "「", "」" }, { "『", "』" }, { "\"", "\"" },
};

static bool is_mark(stet_str word, const char *mark)
{
    size_t n = strlen(mark);
    return word.len == n && memcmp(word.ptr, mark, n) == 0;
}

/* The word that closes what word `i` opens, within the block; `i`: it opens nothing, or
   nothing closes it. */
static uint32_t closing(stet_str text, const stet_word *words, uint32_t i, uint32_t n)
{
    stet_str word = stet_slice(text, words[i].span);

    for (size_t q = 0; q < STET_LEN(quotes); q++) {
        if (!is_mark(word, quotes[q].open))
            continue;
        for (uint32_t k = i + 1; k < n && k - i < QUOTED; k++)
            if (is_mark(stet_slice(text, words[k].span), quotes[q].close))
                return k;
    }
    return i;
}

static void add(copy *c, stet_str text, const stet_word *word)
{
    stet_str letters = stet_slice(text, word->span);

    if (c->len + letters.len + 1 > c->size)
        return;
    if (c->len > 0 && word->flags & STET_WORD_SPACED)
        c->out[c->len++] = ' ';
    memcpy(c->out + c->len, letters.ptr, letters.len);
    c->len += letters.len;
}

static bool is_capital(stet_ctx *ctx, const stet_word *word)
{
    return word->kind == STET_WORD_PLAIN &&
           stet_form(ctx, word->form)->shape &
               (STET_SHAPE_CAPITAL | STET_SHAPE_UPPER | STET_SHAPE_MIXED);
}

/* Whether words with a capital are names here, and not every noun. */
static bool has_names(stet_ctx *ctx, const stet_word *words, uint32_t n)
{
    uint32_t n_plain = 0, n_capital = 0;

    for (uint32_t i = 0; i < n; i++) {
        n_plain += words[i].kind == STET_WORD_PLAIN;
        n_capital += is_capital(ctx, &words[i]);
    }
    return n_capital * 100 < n_plain * NOUNS_FROM ||
           n_capital * 100 > n_plain * NOUNS_TO;
}

static bool begins_sentence(stet_str text, const stet_word *words, uint32_t i)
{
    return i == 0 || (words[i - 1].kind == STET_WORD_PUNCTUATION &&
                      strchr(".!?:", text.ptr[words[i - 1].span.start]));
}

static void add_block(stet_ctx *ctx, const stet_doc *doc, const stet_block *block,
                      copy *c)
{
    stet_str text = stet_text(ctx, doc);
    const stet_word *words = stet_words(ctx, doc).items + block->first_word;
    uint32_t n = block->n_words;
    bool names = has_names(ctx, words, n);

    for (uint32_t i = 0; i < n && c->len < c->size; i++) {
        uint32_t close = closing(text, words, i, n);
        if (close > i)
            i = close;
        else if (words[i].kind != STET_WORD_OPAQUE &&
                 !(names && is_capital(ctx, &words[i]) &&
                   !begins_sentence(text, words, i)))
            add(c, text, &words[i]);
    }
    if (c->len < c->size)
        c->out[c->len++] = '\n';
}

stet_str spec_prose(stet_ctx *ctx, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    size_t size = stet_text(ctx, doc).len * 2 + 1;
    copy c = { .size = size < KEPT ? size : KEPT };

    c.out = stet_alloc(ctx, c.size);
    for (size_t b = 0; b < blocks.count && c.len < c.size; b++)
        if (stet_selected(ctx, &blocks.items[b]))
            add_block(ctx, doc, &blocks.items[b], &c);
    return (stet_str){ c.out, c.len };
}

stet_str spec_prose_of_block(stet_ctx *ctx, const stet_doc *doc,
                             const stet_block *block)
{
    size_t size = (size_t)(block->span.end - block->span.start) * 2 + 1;
    copy c = { .size = size < KEPT ? size : KEPT };

    c.out = stet_alloc(ctx, c.size);
    add_block(ctx, doc, block, &c);
    return (stet_str){ c.out, c.len };
}
