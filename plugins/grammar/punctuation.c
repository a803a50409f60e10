/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"
#include "language.h"

#include <string.h>

/* What is kept of a form: which mark it is. */
enum {
    MARK_OTHER = 1,
    MARK_CLOSING, /* One of , . ; ! ? which no space may precede. */
    MARK_COMMA,   /* One of , ; which a space must follow; closing too. */
    MARK_DOUBLED, /* ,, ;; :: or .. */
};

static uint32_t classify(stet_str letters)
{
    char c = letters.len > 0 ? letters.ptr[0] : 0;

    if (letters.len == 1 && (c == ',' || c == ';'))
        return MARK_COMMA;
    if (letters.len == 1 && (c == '.' || c == '!' || c == '?'))
        return MARK_CLOSING;
    if (letters.len == 2 && letters.ptr[1] == c && (c == ',' || c == ';' || c == '.'))
        return MARK_DOUBLED;
    return MARK_OTHER;
}

/* A form is nothing but letters: a code span may hold a comma, and is none. */
static uint32_t mark_of(stet_ctx *ctx, uint32_t *memos, const stet_word *word)
{
    if (word->kind != STET_WORD_PUNCTUATION)
        return MARK_OTHER;
    uint32_t mark = memos[word->form];
    if (mark == 0)
        mark = memos[word->form] = classify(stet_form(ctx, word->form)->text);
    return mark;
}

static void report(stet_ctx *ctx, uint32_t message, stet_span span, stet_span cut,
                   stet_str text, bool safe)
{
    stet_edit edit = { cut, text };
    stet_fix fix = { text.len ? "Insert a space" : "Delete it", &edit, 1, safe };

    stet_report(ctx,
                &(stet_finding){
                    .message = message, .span = span, .fixes = &fix, .n_fixes = 1 });
}

static const stet_message doubled_messages[] = {
    { "doubled", "“{match}”: one mark is enough" },
};

static bool is_slash(stet_ctx *ctx, const stet_word *word)
{
    return (word->kind == STET_WORD_PUNCTUATION || word->kind == STET_WORD_SYMBOL) &&
           strchr("/\\", stet_form(ctx, word->form)->text.ptr[0]);
}

/* A letter, a name in capitals or with a digit: what may begin a range, A4D0..A4FF. */
static bool begins_range(stet_ctx *ctx, const stet_word *word, const stet_word *mark)
{
    if (word->kind != STET_WORD_PLAIN || stet_form(ctx, mark->form)->text.ptr[0] != '.')
        return false;
    return word->span.end - word->span.start == 1 ||
           stet_form(ctx, word->form)->shape & (STET_SHAPE_DIGIT | STET_SHAPE_UPPER);
}

/* `words[i]` is the mark. "/.." and "../" are paths, "1..9" and "A..B" ranges. */
static bool is_path_or_range(stet_ctx *ctx, const stet_word *words, uint32_t i,
                             uint32_t end)
{
    const stet_word *before = &words[i - 1];
    bool goes_on = i + 1 < end && grammar_is_glued(&words[i + 1]);

    if (before->kind == STET_WORD_NUMBER)
        return goes_on;
    if (goes_on &&
        (is_slash(ctx, &words[i + 1]) || begins_range(ctx, before, &words[i])))
        return true;
    return before->kind == STET_WORD_SYMBOL || is_slash(ctx, before);
}

static stet_status run_doubled(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    const stet_word *words = stet_words(ctx, unit->doc).items;
    uint32_t *memos = stet_memos(ctx);
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;
    uint32_t before = 0;

    (void)check, (void)state;
    for (uint32_t i = first; i < end; i++) {
        uint32_t now = mark_of(ctx, memos, &words[i]);
        bool glued = grammar_is_glued(&words[i]);
        if (now == MARK_DOUBLED && glued && i > first &&
            !is_path_or_range(ctx, words, i, end)) {
            stet_span span = words[i].span;
            /* Two stops may be an ellipsis that lacks one. */
            char mark = stet_form(ctx, words[i].form)->text.ptr[0];
            report(ctx, 0, span, (stet_span){ span.start + 1, span.end },
                   (stet_str){ "", 0 }, mark != '.');
        } else if (now == MARK_COMMA && before == MARK_COMMA && glued) {
            report(ctx, 0, (stet_span){ words[i - 1].span.start, words[i].span.end },
                   words[i].span, (stet_str){ "", 0 }, true);
        }
        before = now;
    }
    return STET_OK;
}

const stet_check_type grammar_doubled_punctuation = {
    .name = "doubled-punctuation",
    .summary = "A punctuation mark is doubled",
    .doc =
        "Finds “,,”, “;;”, “,;” and two full stops. Three full stops are an ellipsis, "
        "“!!” and “?!” are a matter of taste, and code is not looked at.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_WARNING,
    STET_MESSAGES(doubled_messages),
    .run = run_doubled,
};

typedef struct spacing_options {
    bool before;
    bool after;
} spacing_options;

static const stet_param spacing_params[] = {
    STET_BOOL(spacing_options, before, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether a space before , . ; ! ? is told."),
    STET_BOOL(spacing_options, after, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether a missing space after a comma or semicolon is told."),
};

static const stet_message spacing_messages[] = {
    { "before", "no space before a punctuation mark" },
    { "after", "a space is missing after “{match}”" },
};

/* A mark that is named before it: semicolons ; part statements. */
static bool is_named(stet_ctx *ctx, const stet_word *before)
{
    static const char row[] =
        " comma commas dot dots mark marks period periods semicolon "
        "semicolons ";
    stet_str text = stet_form(ctx, stet_form(ctx, before->form)->lower)->text;

    return grammar_is_among(row, sizeof row - 1, text);
}

/* French sets a blank before these; before a comma and a full stop nobody does. */
static bool is_french(stet_ctx *ctx, const stet_unit *unit, const stet_word *word,
                      grammar_tongue *tongue)
{
    return strchr(";!?", stet_form(ctx, word->form)->text.ptr[0]) &&
           grammar_is_in(ctx, unit, "fr", tongue);
}

/* A space stands before the mark, and behind it the text goes on or ends: ".NET" and
   " ..." are something else. So is a mark that the markup escapes: a formula's. */
static bool is_set_off(stet_ctx *ctx, const stet_doc *doc, const stet_word *word,
                       const stet_word *next)
{
    if (!(word->flags & STET_WORD_SPACED) ||
        word->flags & (STET_WORD_BROKEN | STET_WORD_STRONG) ||
        (next && (grammar_is_glued(next) || next->kind == STET_WORD_PUNCTUATION)))
        return false;
    stet_span span = stet_to_markup(ctx, doc, word->span);
    return stet_markup(ctx, doc).ptr[span.start] != '\\';
}

/* A word of letters: the numbers of butane-1,3-diol are none. */
static bool is_english(stet_ctx *ctx, const stet_word *word)
{
    return word->kind == STET_WORD_PLAIN && word->span.end - word->span.start > 1 &&
           !(stet_form(ctx, word->form)->shape &
             (STET_SHAPE_NON_ASCII | STET_SHAPE_DIGIT));
}

static bool is_capitals(stet_ctx *ctx, const stet_word *word)
{
    return stet_form(ctx, word->form)->shape & STET_SHAPE_UPPER;
}

/* "cheese,wine", but not "(x,y)", "_{old,new}" nor "TL;DR": `words[i]` is the mark. */
static bool lacks_space(stet_ctx *ctx, const stet_word *words, uint32_t i,
                        uint32_t first, uint32_t end)
{
    if (i == first || i + 1 >= end || !grammar_is_glued(&words[i]) ||
        !grammar_is_glued(&words[i + 1]) || !is_english(ctx, &words[i - 1]) ||
        !is_english(ctx, &words[i + 1]) ||
        (is_capitals(ctx, &words[i - 1]) && is_capitals(ctx, &words[i + 1])))
        return false;
    return i - 1 == first || !grammar_is_glued(&words[i - 1]);
}

static stet_status run_spacing(stet_ctx *ctx, const void *check, void *state,
                               const stet_unit *unit)
{
    const spacing_options *o = check;
    const stet_word *words = stet_words(ctx, unit->doc).items;
    uint32_t *memos = stet_memos(ctx);
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;
    grammar_tongue tongue = { 0 };

    (void)state;
    for (uint32_t i = first; i < end; i++) {
        uint32_t now = mark_of(ctx, memos, &words[i]);
        if (now != MARK_CLOSING && now != MARK_COMMA)
            continue;
        const stet_word *next = i + 1 < end ? &words[i + 1] : NULL;
        bool behind_word = i > first && (words[i - 1].kind == STET_WORD_PLAIN ||
                                         words[i - 1].kind == STET_WORD_CLITIC);
        if (o->before && behind_word && is_set_off(ctx, unit->doc, &words[i], next) &&
            !is_named(ctx, &words[i - 1]) && !is_french(ctx, unit, &words[i], &tongue))
            report(ctx, 0, words[i].span,
                   (stet_span){ words[i - 1].span.end, words[i].span.start },
                   (stet_str){ "", 0 }, true);
        if (o->after && now == MARK_COMMA && lacks_space(ctx, words, i, first, end))
            report(ctx, 1, words[i].span,
                   (stet_span){ words[i].span.end, words[i].span.end },
                   (stet_str){ " ", 1 }, true);
    }
    return STET_OK;
}

const stet_check_type grammar_spacing = {
    .name = "spacing",
    .summary = "The space around a punctuation mark is wrong",
    .doc =
        "Finds a space before “, . ; ! ?” and none after a comma or semicolon between "
        "words. Numbers, code and addresses are let pass, and so is the space before "
        "“; ! ?” in French.",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_WARNING,
    STET_MESSAGES(spacing_messages),
    STET_PARAMS(spacing_options, spacing_params),
    .run = run_spacing,
};
