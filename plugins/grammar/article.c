/* SPDX-License-Identifier: Apache-2.0 */
#include "article.h"
#include "language.h"

#include <string.h>

/* What is kept of a form: which article it is, 1 for none, and above it the sound it
   begins with, 0 until someone asks. */
enum { NO_ARTICLE = 1, SMALL_A, CAPITAL_A, SMALL_AN, CAPITAL_AN, UPPER_AN };
enum { ARTICLE_BITS = 3, ARTICLE_MASK = (1 << ARTICLE_BITS) - 1 };

typedef struct article_text {
    const char *letters;
    const char *other;
    article_sound sound; /* What must follow. */
} article_text;

static const article_text articles[] = {
    [SMALL_A] = { "a", "an", ARTICLE_CONSONANT },
    [CAPITAL_A] = { "A", "An", ARTICLE_CONSONANT },
    [SMALL_AN] = { "an", "a", ARTICLE_VOWEL },
    [CAPITAL_AN] = { "An", "A", ARTICLE_VOWEL },
    [UPPER_AN] = { "AN", "A", ARTICLE_VOWEL },
};

static const stet_message messages[] = {
    { "article", "“{instead}”, not “{article}”, before “{word}”" },
};

static uint32_t classify(stet_str text)
{
    for (uint32_t i = SMALL_A; i < STET_LEN(articles); i++)
        if (grammar_is_text(text, articles[i].letters))
            return i;
    return NO_ARTICLE;
}

static article_sound sound_of(stet_ctx *ctx, uint32_t *memo, uint32_t form)
{
    const stet_form_info *info = stet_form(ctx, form);

    if (*memo == 0)
        *memo = classify(info->text);
    if (*memo >> ARTICLE_BITS == 0)
        *memo |= (uint32_t)grammar_article_sound(info) << ARTICLE_BITS;
    return (article_sound)(*memo >> ARTICLE_BITS);
}

static bool is_text(stet_ctx *ctx, const stet_word *word, const char *letters)
{
    return grammar_is_text(stet_form(ctx, word->form)->text, letters);
}

/* An opening quotation mark, or a currency sign: what is spoken stands behind it. */
static bool is_silent_mark(stet_ctx *ctx, const stet_word *word)
{
    static const char *const marks[] = {
        "\"", "\xE2\x80\x9C", "'", "\xE2\x80\x98", "$", "\xE2\x82\xAC", "\xC2\xA3"
    };

    for (size_t i = 0; i < STET_LEN(marks); i++)
        if (is_text(ctx, word, marks[i]))
            return true;
    return false;
}

/* The word that follows the article `words[i]`, or `end`: none does. */
static uint32_t next_word(stet_ctx *ctx, const stet_word *words, uint32_t i,
                          uint32_t end)
{
    uint32_t next = i + 1;

    if (next >= end || grammar_is_glued(&words[next]))
        return end;
    if (next + 1 < end && grammar_is_glued(&words[next + 1]) &&
        words[next].kind != STET_WORD_PLAIN && is_silent_mark(ctx, &words[next]))
        next++;
    if (words[next].kind != STET_WORD_PLAIN && words[next].kind != STET_WORD_NUMBER)
        return end;
    return next;
}

/* Whether the article stands free, or right behind a bracket, a quotation mark or a
   dash: "-a" is an option. */
static bool is_free(stet_ctx *ctx, const stet_word *words, uint32_t i, uint32_t first)
{
    static const char *const marks[] = {
        "(", "[", "\"", "\xE2\x80\x9C", "'", "\xE2\x80\x98", "\xE2\x80\x94", "--"
    };

    if (i == first || !grammar_is_glued(&words[i]))
        return true;
    for (size_t k = 0; k < STET_LEN(marks); k++)
        if (is_text(ctx, &words[i - 1], marks[k]))
            return true;
    return false;
}

/* "A" inside a sentence, "*a*", "-a", "vitamin a": a letter. */
static bool is_letter(stet_ctx *ctx, const stet_word *words, uint32_t i, uint32_t first,
                      const stet_block *block, uint32_t article)
{
    const stet_word *word = &words[i];
    bool strong = word->flags & STET_WORD_STRONG;

    if (strong && words[i + 1].flags & STET_WORD_STRONG)
        return true;
    if (i == first)
        return false;
    const stet_word *before = &words[i - 1];
    if (before->kind == STET_WORD_PLAIN || before->kind == STET_WORD_NUMBER) {
        uint32_t lower = stet_form(ctx, before->form)->lower;
        if (grammar_article_is_label(stet_form(ctx, lower)->text))
            return true;
        return article == CAPITAL_A && block->kind != STET_BLOCK_HEADING;
    }
    return before->kind == STET_WORD_OPAQUE || before->kind == STET_WORD_SYMBOL;
}

static void report(stet_ctx *ctx, const stet_doc *doc, const article_text *article,
                   stet_span span, stet_span word)
{
    stet_str instead = { article->other, strlen(article->other) };
    stet_edit edit = { span, instead };
    stet_fix fix = { "Change the article", &edit, 1, true };
    stet_str text = stet_text(ctx, doc);
    stet_arg args[] = {
        { .name = "instead", .text = instead },
        { .name = "article", .text = stet_slice(text, span) },
        { .name = "word", .text = stet_slice(text, word) },
    };

    stet_report(ctx, &(stet_finding){ .span = span,
                                      .args = args,
                                      .n_args = STET_LEN(args),
                                      .fixes = &fix,
                                      .n_fixes = 1 });
}

/* German begins sentences with “An der ...”. */
static void judge(stet_ctx *ctx, uint32_t *memos, const stet_unit *unit, uint32_t i,
                  uint32_t article, grammar_tongue *tongue)
{
    const stet_word *words = stet_words(ctx, unit->doc).items;
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;
    uint32_t next = next_word(ctx, words, i, end);

    if (next == end || !is_free(ctx, words, i, first))
        return;
    uint32_t form = words[next].form;
    article_sound sound = sound_of(ctx, &memos[form], form);
    if (sound == ARTICLE_EITHER || sound == articles[article].sound)
        return;
    uint32_t lower = stet_form(ctx, form)->lower;
    if (grammar_article_is_break(stet_form(ctx, lower)->text) ||
        is_letter(ctx, words, i, first, unit->block, article) ||
        grammar_is_foreign(ctx, unit, (stet_str){ "en", 2 }, tongue))
        return;
    report(ctx, unit->doc, &articles[article], words[i].span, words[next].span);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const stet_word *words = stet_words(ctx, unit->doc).items;
    uint32_t *memos = stet_memos(ctx);
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;

    grammar_tongue tongue = { 0 };

    (void)check, (void)state;
    for (uint32_t i = first; i < end; i++) {
        uint32_t *memo = &memos[words[i].form];
        if (*memo == 0)
            *memo = classify(stet_form(ctx, words[i].form)->text);
        uint32_t article = *memo & ARTICLE_MASK;
        if (article != NO_ARTICLE && words[i].kind == STET_WORD_PLAIN)
            judge(ctx, memos, unit, i, article, &tongue);
    }
    return STET_OK;
}

const stet_check_type grammar_article = {
    .name = "article",
    .summary = "“a” stands where “an” should, or the other way round",
    .doc =
        "Goes by the sound: “an hour”, “a university”, “an 8-year-old”, “an HTML "
        "page”. "
        "Where a word is read both ways (“historic”, “herb”, “SQL”, “FAQ”) either is "
        "let pass, and so is “a” as a letter or a variable (“vitamin A”, “a = 1”). A "
        "paragraph in another language is let pass.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    .run = run,
};
