/* SPDX-License-Identifier: Apache-2.0 */
#include "grammar.h"
#include "language.h"

#include <string.h>

typedef struct doubled_options {
    stet_list except;
} doubled_options;

static const stet_param params[] = {
    STET_LIST(
        doubled_options, except, grammar_text, grammar_text_params, .more = STET_LOOSER,
        .preset = "[had, that, her, do, can, very, so, really, much, many, more, long, "
                  "far, way, tiny, little, no, yes, now, there, again, please, well, "
                  "go, make, turn, bye, night, ha, haha, hint, ho, hey, oh, wow, blah, "
                  "etc, la, "
                  "na, da, ta, "
                  "yo, aye, hush, tut, yum, nom, knock, ring, ding, tick, tock, beep, "
                  "boom, bang, choo, chug, chop, woof, meow, moo, quack, row, twinkle, "
                  "win, cha, pom, bon, agar, mahi, piri, peri, tuk, ylang, sapiens, "
                  "sie, der, das, dass, dem, ihr, nous, vous, dat]",
        .doc = "Words, in small letters, that may stand twice in a row."),
};

static const stet_message messages[] = { { "doubled", "“{word}” is written twice" } };

/* What is kept of a form: that it may be doubled, or 2 + the number of its lower-case
   form. A form is nothing but letters: of what kind a word is, each word says itself.
 */
enum { MAY_DOUBLE = 1 };

static uint32_t classify(stet_ctx *ctx, const doubled_options *o, uint32_t form)
{
    uint32_t lower = stet_form(ctx, form)->lower;
    stet_str text = stet_form(ctx, lower)->text;

    /* A letter stands for a variable, a note, a shape; "a" is a word as well. */
    if ((text.len == 1 && text.ptr[0] != 'a') || grammar_is_listed(&o->except, text))
        return MAY_DOUBLE;
    return lower + 2;
}

static void report(stet_ctx *ctx, const stet_doc *doc, const stet_word *first,
                   const stet_word *second)
{
    stet_edit cut = { { first->span.end, second->span.end }, { "", 0 } };
    stet_fix fix = { "Remove the second", &cut, 1, true };
    stet_arg arg = { .name = "word",
                     .text = stet_slice(stet_text(ctx, doc), second->span) };

    stet_report(ctx, &(stet_finding){ .span = { first->span.start, second->span.end },
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = &fix,
                                      .n_fixes = 1 });
}

static bool is_quote(stet_ctx *ctx, const stet_word *word)
{
    stet_str text = stet_form(ctx, word->form)->text;

    return word->kind == STET_WORD_PUNCTUATION &&
           (text.ptr[0] == '"' || text.ptr[0] == '\'' ||
            (text.len == 3 && memcmp(text.ptr, "\xE2\x80", 2) == 0 &&
             (unsigned char)text.ptr[2] >= 0x98 && (unsigned char)text.ptr[2] <= 0x9F));
}

static bool is_among(const char *const *rows, size_t n, stet_str word)
{
    for (size_t i = 0; i < n; i++)
        if (grammar_is_text(word, rows[i]))
            return true;
    return false;
}

/* "What you need to to stay": a verb that ends in "to", then an infinitive. */
static bool is_infinitive(stet_ctx *ctx, const stet_word *words, uint32_t i,
                          uint32_t first, uint32_t end)
{
    static const char *const verbs[] = {
        "applied", "applies",   "apply",     "applying",  "connect", "connected",
        "go",      "going",     "had",       "has",       "have",    "like",
        "listen",  "listening", "need",      "needed",    "needs",   "pray",
        "prayed",  "refer",     "referred",  "referring", "refers",  "respond",
        "speak",   "spoke",     "subscribe", "talk",      "talked",  "talking",
        "used",    "want",      "wanted",    "wants",
    };
    static const char *const nouns[] = { "a",   "an",    "my",   "our",   "that",
                                         "the", "these", "this", "those", "your" };

    if (i < first + 2 || i + 1 >= end || words[i + 1].kind != STET_WORD_PLAIN)
        return false;
    stet_str word = stet_form(ctx, words[i].form)->text;
    stet_str verb = stet_form(ctx, words[i - 2].form)->text;
    stet_str next = stet_form(ctx, words[i + 1].form)->text;
    return word.len == 2 && memcmp(word.ptr, "to", 2) == 0 &&
           is_among(verbs, STET_LEN(verbs), verb) &&
           !is_among(nouns, STET_LEN(nouns), next);
}

/* The two alone are emphasised: they are talked about. */
static bool is_set_off(const stet_word *words, uint32_t i, uint32_t end)
{
    return words[i - 1].flags & STET_WORD_STRONG && i + 1 < end &&
           words[i + 1].flags & STET_WORD_STRONG;
}

/* A key and its value ("FILE file"), or two columns of a table in plain text. */
static bool is_listed_twice(stet_ctx *ctx, const char *text, const stet_word *first,
                            const stet_word *second)
{
    uint32_t gap = second->span.start - first->span.end;

    if (stet_form(ctx, first->form)->shape & STET_SHAPE_UPPER)
        return true;
    return second->flags & STET_WORD_WIDE && !(second->flags & STET_WORD_BROKEN) &&
           (gap > 2 || memchr(text + first->span.end, '\t', gap));
}

/* Names are doubled on purpose (Bora Bora), and so is what is set off by emphasis or
   stands alone in quotes. `words[i]` is the second, written small; the block is
   [first, end). */
static bool is_meant(stet_ctx *ctx, const stet_word *words, uint32_t i, uint32_t first,
                     uint32_t end)
{
    const stet_word *second = &words[i];
    uint32_t shape = stet_form(ctx, second->form)->shape;

    if (!(second->flags & STET_WORD_SPACED) || second->flags & STET_WORD_STRONG)
        return true;
    if (shape & (STET_SHAPE_CAPITAL | STET_SHAPE_UPPER | STET_SHAPE_MIXED))
        return true;
    if (second->span.end - second->span.start == 1 && second->form != words[i - 1].form)
        return true;
    if (is_set_off(words, i, end) || is_infinitive(ctx, words, i, first, end))
        return true;
    return i >= first + 2 && i + 1 < end && is_quote(ctx, &words[i - 2]) &&
           is_quote(ctx, &words[i + 1]);
}

/* What a run over the words of a block carries along. */
typedef struct doubled_run {
    stet_ctx *ctx;
    const doubled_options *options;
    uint32_t *memos;
    const char *text;
} doubled_run;

/* A word's length and first letter as one number; letters that are not ASCII are one.
   What is known of forms lies far apart in memory, so only where two words have the
   same number they are looked up. */
static uint32_t outline_of(const char *text, const stet_word *word)
{
    uint32_t letter = (unsigned char)text[word->span.start];
    uint32_t small = letter < 0x80 ? letter | 0x20 : 0x80;

    return (word->span.end - word->span.start) << 8 | small;
}

/* The first word from `word` on that has the outline of the one before it, or `end`. */
static const stet_word *find_alike(const char *text, const stet_word *word,
                                   const stet_word *end)
{
    uint32_t before = word < end ? outline_of(text, word - 1) : 0;

    for (; word < end; word++) {
        uint32_t outline = outline_of(text, word);
        if (outline == before)
            break;
        before = outline;
    }
    return word;
}

static uint32_t kept_of(const doubled_run *run, const stet_word *word)
{
    uint32_t *kept = &run->memos[word->form];

    if (*kept == 0)
        *kept = classify(run->ctx, run->options, word->form);
    return *kept;
}

static bool is_doubled(const doubled_run *run, const stet_word *first,
                       const stet_word *second)
{
    if (first->kind != STET_WORD_PLAIN || second->kind != STET_WORD_PLAIN ||
        outline_of(run->text, first) != outline_of(run->text, second))
        return false;
    uint32_t kept = kept_of(run, second);
    return kept != MAY_DOUBLE && kept == kept_of(run, first);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const stet_word *words = stet_words(ctx, unit->doc).items;
    doubled_run it = { ctx, check, stet_memos(ctx), stet_text(ctx, unit->doc).ptr };
    uint32_t first = unit->block->first_word, end = first + unit->block->n_words;
    grammar_tongue tongue = { 0 };

    (void)state;
    for (uint32_t i = first + 1; i < end; i++) {
        i = (uint32_t)(find_alike(it.text, words + i, words + end) - words);
        if (i == end || !is_doubled(&it, &words[i - 1], &words[i]))
            continue;
        bool third = (i + 1 < end && words[i + 1].kind == STET_WORD_PLAIN &&
                      words[i + 1].form == words[i].form) ||
                     (i >= first + 2 && is_doubled(&it, &words[i - 2], &words[i - 1]));
        if (!third && !is_meant(ctx, words, i, first, end) &&
            !is_listed_twice(ctx, it.text, &words[i - 1], &words[i]) &&
            !grammar_is_foreign(ctx, unit, stet_own_language(ctx), &tongue))
            report(ctx, unit->doc, &words[i - 1], &words[i]);
    }
    return STET_OK;
}

const stet_check_type grammar_doubled_word = {
    .name = "doubled-word",
    .summary = "A word is written twice in a row",
    .doc =
        "Finds “the the”, across line breaks too. Words that are doubled on purpose "
        "(“had had”, “very very”), names (“Bora Bora”), three in a row and words set "
        "off by emphasis are let pass, and so is a paragraph in another language than "
        "the rule set's, for others double words that English does not (“Haben Sie sie "
        "gesehen?”).",
    .scope = STET_SCOPE_BLOCK,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(doubled_options, params),
    .run = run,
};
