/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

#include <stdlib.h>
#include <string.h>

/* A sentence (a block) is taken for another language, or for code, when so many words
   of it are unknown, and more than one in FOREIGN_SHARE. */
enum { FOREIGN_WORDS = 3, FOREIGN_SHARE = 4 };

/* The document, and how far the walk over it has come. */
typedef struct place {
    stet_ctx *ctx;
    stet_word_array words;
    stet_sentence_array sentences;
    stet_block_array blocks;
    stet_inline_array inlines;
    size_t sentence, block, inline_at;
    uint32_t emphasis_end; /* Where emphasis that has begun ends. */
} place;

static const stet_word *word_at(const place *p, uint32_t i)
{
    return &p->words.items[i];
}

/* The first byte of a mark that is glued to the word, or 0: none is. */
static char mark_of(const place *p, const stet_word *word, stet_str *text)
{
    *text = stet_form(p->ctx, word->form)->text;
    return word->kind == STET_WORD_PUNCTUATION || word->kind == STET_WORD_SYMBOL
               ? text->ptr[0]
               : '\0';
}

static bool is_quote(stet_str mark)
{
    static const char *const quotes[] = {
        "\"",           "'",        "`",        "\xE2\x80\x9C", "\xE2\x80\x9D",
        "\xE2\x80\x98",                         /* “ ” ‘ */
        "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB", /* ’ « » */
    };

    for (size_t i = 0; i < STET_LEN(quotes); i++)
        if (mark.len == strlen(quotes[i]) && memcmp(mark.ptr, quotes[i], mark.len) == 0)
            return true;
    return false;
}

/* Marks that stand between the parts of code, paths and formulas. */
static bool is_code_mark(char mark)
{
    return mark != '\0' && strchr("_=/\\<>@#$^|~+*{}[]", mark) != NULL;
}

/* What stands beside a word. */
typedef struct beside {
    bool code, quote, bracket;
} beside;

static beside look_before(const place *p, uint32_t i, uint32_t first)
{
    beside found = { false, false, false };
    stet_str text;

    if (i == first || !grammar_is_glued(word_at(p, i)))
        return found;
    const stet_word *before = word_at(p, i - 1);
    char mark = mark_of(p, before, &text);
    bool joined = i - 1 > first && grammar_is_glued(before);
    found.quote = mark && is_quote(text);
    found.bracket = mark == '(' && !joined;
    /* "f(x", ".edu", "-czf". */
    found.code = before->kind == STET_WORD_OPAQUE || before->kind == STET_WORD_NUMBER ||
                 is_code_mark(mark) || mark == '.' || mark == '-' ||
                 (mark == '(' && joined) || (mark == ':' && joined);
    return found;
}

/* "word(s)", "box(es)". */
static bool is_plural_mark(const place *p, const stet_word *word)
{
    stet_str text = { "", 0 };

    if (word)
        text = stet_form(p->ctx, word->form)->text;
    return (text.len == 1 && text.ptr[0] == 's') ||
           (text.len == 2 && memcmp(text.ptr, "es", 2) == 0);
}

static beside look_behind(const place *p, uint32_t i, uint32_t end)
{
    beside found = { false, false, false };
    stet_str text;

    if (i + 1 >= end || !grammar_is_glued(word_at(p, i + 1)))
        return found;
    const stet_word *next = word_at(p, i + 1);
    const stet_word *second = i + 2 < end ? word_at(p, i + 2) : NULL;
    char mark = mark_of(p, next, &text);
    if (second && !grammar_is_glued(second))
        second = NULL;
    if (mark && is_quote(text)) {
        found.quote = true;
    } else if (mark && strchr(",.:!?", mark) && second) {
        stet_str behind;
        found.quote = mark_of(p, second, &behind) && is_quote(behind);
        found.code = second->kind == STET_WORD_PLAIN && mark != ',';
    }
    found.bracket = mark == ')';
    /* "can't" is "ca" and "n't"; "foo(" is a function. */
    found.code = found.code || (next->kind == STET_WORD_CLITIC && text.ptr[0] == 'n') ||
                 next->kind == STET_WORD_OPAQUE || is_code_mark(mark) ||
                 (mark == '(' && !is_plural_mark(p, second)) || (mark == '-' && second);
    return found;
}

/* "talkin'": a g is left out. */
static bool is_clipped(const place *p, uint32_t i, uint32_t end)
{
    stet_str word = stet_form(p->ctx, word_at(p, i)->form)->text;
    char whole[GRAMMAR_LONGEST_WORD + 1];
    stet_str mark;

    if (i + 1 >= end || !grammar_is_glued(word_at(p, i + 1)) || word.len < 4 ||
        word.len >= GRAMMAR_LONGEST_WORD ||
        memcmp(word.ptr + word.len - 2, "in", 2) != 0)
        return false;
    mark_of(p, word_at(p, i + 1), &mark);
    if (mark.ptr[0] != '\'' &&
        (mark.len != 3 || memcmp(mark.ptr, "\xE2\x80\x99", 3) != 0))
        return false;
    memcpy(whole, word.ptr, word.len);
    whole[word.len] = 'g';
    return stet_spell(p->ctx, (stet_str){ whole, word.len + 1 });
}

/* Whether emphasis (not strong emphasis) covers the word. Words come in order. */
static bool is_emphasised(place *p, const stet_word *word)
{
    while (p->inline_at < p->inlines.count &&
           p->inlines.items[p->inline_at].span.start <= word->span.start) {
        const stet_inline *in = &p->inlines.items[p->inline_at++];
        if (in->kind == STET_INLINE_EMPHASIS && in->span.end > p->emphasis_end)
            p->emphasis_end = in->span.end;
    }
    return p->emphasis_end >= word->span.end;
}

static bool is_excused_here(place *p, const stet_word *word, uint32_t i,
                            const stet_block *block)
{
    uint32_t end = block->first_word + block->n_words;
    beside before = look_before(p, i, block->first_word);
    beside behind = look_behind(p, i, end);

    return before.code || behind.code || (before.quote && behind.quote) ||
           (before.bracket && behind.bracket) || is_emphasised(p, word) ||
           is_clipped(p, i, end);
}

static bool is_latin(const place *p, uint32_t i)
{
    static const char *const endings[] = { "us", "a", "is", "um", "i",  "ae",  "ens",
                                           "ii", "e", "or", "ix", "os", "ans", "x" };
    stet_str text = stet_form(p->ctx, word_at(p, i)->form)->text;

    for (size_t k = 0; k < STET_LEN(endings); k++) {
        size_t n = strlen(endings[k]);
        if (text.len > n + 2 && memcmp(text.ptr + text.len - n, endings[k], n) == 0)
            return true;
    }
    return false;
}

/* "Ursus spelaeus": the second part of a scientific name. */
static void excuse_species(const place *p, spelling_cases *cases)
{
    for (size_t i = 1; i < cases->count; i++) {
        const spelling_case *name = &cases->items[i - 1];
        spelling_case *c = &cases->items[i];
        if (name->name && !c->name && c->word == name->word + 1 &&
            !grammar_is_glued(word_at(p, c->word)) && is_latin(p, c->word))
            c->excused = true;
    }
}

/* Words that hardly a sentence of English lacks, and few of another language have. */
static bool is_function_word(stet_str word)
{
    static const char row[] = " and are be by can for from has have is it its not of"
                              " she that the their there these they this those to we"
                              " were which will with would you your ";

    return grammar_is_among(row, sizeof row - 1, word);
}

static bool is_plain(const place *p, uint32_t i)
{
    return word_at(p, i)->kind == STET_WORD_PLAIN;
}

/* Whether the words [first, first + n), of which so many are unknown, are another
   language: too many are unknown, and too few are English. */
static bool is_foreign(const place *p, uint32_t first, uint32_t n, size_t n_unknown)
{
    size_t n_words = 0, n_english = 0;

    for (uint32_t i = first; i < first + n; i++)
        n_words += is_plain(p, i);
    if (n_unknown * FOREIGN_SHARE <= n_words)
        return false;
    for (uint32_t i = first; i < first + n && n_english * 2 < n_unknown; i++)
        n_english += is_plain(p, i) &&
                     is_function_word(stet_form(p->ctx, word_at(p, i)->form)->text);
    return n_english * 2 < n_unknown;
}

/* Excuses the cases [from, to), which are those of the words [first, first + n). */
static void excuse_foreign(const place *p, spelling_cases *cases, size_t from,
                           size_t to, uint32_t first, uint32_t n)
{
    if (to - from < FOREIGN_WORDS || !is_foreign(p, first, n, to - from))
        return;
    for (size_t i = from; i < to; i++)
        cases->items[i].excused = true;
}

/* The first case behind `from` whose word is not before `end`. */
static size_t behind(const spelling_cases *cases, size_t from, uint32_t end)
{
    while (from < cases->count && cases->items[from].word < end)
        from++;
    return from;
}

static void excuse_languages(const place *p, spelling_cases *cases)
{
    size_t from = 0;

    for (size_t i = 0; i < p->sentences.count && from < cases->count; i++) {
        const stet_sentence *s = &p->sentences.items[i];
        size_t to = behind(cases, from, s->first_word + s->n_words);
        if (to > from && cases->items[from].opening &&
            cases->items[from].word == s->first_word)
            cases->items[from].name = false;
        excuse_foreign(p, cases, from, to, s->first_word, s->n_words);
        from = to;
    }
    from = 0;
    for (size_t i = 0; i < p->blocks.count && from < cases->count; i++) {
        const stet_block *b = &p->blocks.items[i];
        size_t to = behind(cases, from, b->first_word + b->n_words);
        excuse_foreign(p, cases, from, to, b->first_word, b->n_words);
        from = to;
    }
}

static void excuse_places(place *p, spelling_cases *cases)
{
    size_t at = 0;

    for (size_t i = 0; i < cases->count; i++) {
        spelling_case *c = &cases->items[i];
        while (at + 1 < p->blocks.count &&
               c->word >= p->blocks.items[at].first_word + p->blocks.items[at].n_words)
            at++;
        const stet_block *block = &p->blocks.items[at];
        if (!c->excused && !c->name)
            c->excused = !stet_selected(p->ctx, block) ||
                         is_excused_here(p, word_at(p, c->word), c->word, block);
    }
}

static int by_key(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Whether a key stands `times` times or more in the sorted keys. */
static bool recurs(const uint32_t *keys, size_t n, uint32_t key, size_t times)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return n - low >= times && keys[low + times - 1] == key;
}

static void excuse_terms(stet_ctx *ctx, const spelling_options *o,
                         spelling_cases *cases)
{
    size_t n = cases->count;

    if ((int64_t)n < o->recurring)
        return;
    uint32_t *keys = stet_alloc(ctx, n * sizeof *keys);
    for (size_t i = 0; i < n; i++)
        keys[i] = cases->items[i].key;
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++)
        if (!cases->items[i].name && !cases->items[i].excused)
            cases->items[i].excused =
                recurs(keys, n, cases->items[i].key, (size_t)o->recurring);
}

void grammar_spelling_excuse(stet_ctx *ctx, const stet_doc *doc,
                             const spelling_options *options, spelling_cases *cases)
{
    place p = {
        .ctx = ctx,
        .words = stet_words(ctx, doc),
        .sentences = stet_sentences(ctx, doc),
        .blocks = stet_blocks(ctx, doc),
        .inlines = stet_inlines(ctx, doc),
    };

    excuse_languages(&p, cases);
    excuse_species(&p, cases);
    excuse_places(&p, cases);
    excuse_terms(ctx, options, cases);
}
