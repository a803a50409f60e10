/* SPDX-License-Identifier: Apache-2.0 */
#include "phrasing.h"

#include <string.h>

/* More words than this are never compared. */
enum { OPENING_WORDS = 8 };

enum { OF_SENTENCES, OF_PARAGRAPHS, OF_ITEMS };
static const char *const of_choices[] = { "sentences", "paragraphs", "items", NULL };

typedef struct opening_options {
    int of;
    int64_t words;
    int64_t times;
    stet_list except; /* phrasing_text */
} opening_options;

static const stet_param params[] = {
    STET_CHOICE(opening_options, of, .preset = "sentences", .choices = of_choices,
                .doc = "What is compared: neighbouring sentences of a paragraph, "
                       "paragraphs, or items of a list."),
    STET_INT(opening_options, words, .preset = "1", .min = 1, .max = OPENING_WORDS,
             .doc = "How many words of an opening are compared."),
    STET_INT(opening_options, times, .preset = "3", .min = 2, .max = 1000,
             .doc = "How many in a row must open alike to be told."),
    STET_LIST(opening_options, except, phrasing_text, phrasing_plain_text,
              .preset = "[]",
              .doc = "Openings that may be repeated: their words in small letters."),
};

static const stet_message messages[] = {
    { "repeated", "{count} {units} in a row open with “{match}”" },
};

/* The first words of a unit, by form. */
typedef struct opening {
    uint32_t form[OPENING_WORDS];
    uint32_t n;
    stet_span span;
} opening;

/* A run of units that open alike. */
typedef struct opening_run {
    opening first;
    size_t count;
} opening_run;

static opening read_opening(stet_ctx *ctx, const stet_doc *doc, uint32_t from,
                            uint32_t n, uint32_t wanted)
{
    const stet_word *words = stet_words(ctx, doc).items + from;
    opening o = { .n = 0 };

    for (uint32_t i = 0; i < n && o.n < wanted; i++) {
        if (words[i].kind != STET_WORD_PLAIN && words[i].kind != STET_WORD_CLITIC)
            break;
        if (o.n == 0)
            o.span.start = words[i].span.start;
        o.span.end = words[i].span.end;
        o.form[o.n++] = stet_form(ctx, words[i].form)->lower;
    }
    if (o.n < wanted)
        o.n = 0;
    return o;
}

static bool is_excepted(stet_ctx *ctx, const opening_options *options, const opening *o)
{
    const phrasing_text *texts = options->except.items;
    char joined[256];
    size_t len = 0;

    for (uint32_t i = 0; i < o->n; i++) {
        stet_str word = stet_form(ctx, o->form[i])->text;
        if (len + word.len + 1 > sizeof joined)
            return false;
        if (i > 0)
            joined[len++] = ' ';
        memcpy(joined + len, word.ptr, word.len);
        len += word.len;
    }
    for (size_t i = 0; i < options->except.count; i++)
        if (texts[i].text.len == len && memcmp(texts[i].text.ptr, joined, len) == 0)
            return true;
    return false;
}

static void end_run(stet_ctx *ctx, const opening_options *options, opening_run *run)
{
    if (run->count >= (size_t)options->times && run->first.n > 0 &&
        !is_excepted(ctx, options, &run->first)) {
        stet_arg args[] = {
            { .name = "count", .number = (double)run->count },
            { .name = "units",
              .text = { of_choices[options->of], strlen(of_choices[options->of]) } },
        };
        stet_report(ctx, &(stet_finding){ .span = run->first.span,
                                          .args = args,
                                          .n_args = STET_LEN(args) });
    }
    run->count = 0;
}

static void add(stet_ctx *ctx, const opening_options *options, opening_run *run,
                const opening *next)
{
    bool same = run->count > 0 && next->n > 0 && run->first.n == next->n &&
                memcmp(run->first.form, next->form, next->n * sizeof *next->form) == 0;
    if (!same) {
        end_run(ctx, options, run);
        run->first = *next;
    }
    run->count++;
}

static void check_sentences(stet_ctx *ctx, const opening_options *o,
                            const stet_doc *doc)
{
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    uint32_t wanted = (uint32_t)o->words;

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        opening_run run = { .count = 0 };
        if (block->n_sentences < (uint64_t)o->times || !stet_selected(ctx, block))
            continue;
        for (uint32_t s = 0; s < block->n_sentences; s++) {
            const stet_sentence *sentence = &sentences.items[block->first_sentence + s];
            opening next =
                read_opening(ctx, doc, sentence->first_word, sentence->n_words, wanted);
            add(ctx, o, &run, &next);
        }
        end_run(ctx, o, &run);
    }
}

/* Paragraphs: a heading between two of them ends a run. Items: another list does. */
static void check_blocks(stet_ctx *ctx, const opening_options *o, const stet_doc *doc)
{
    stet_block_array blocks;
    uint32_t wanted = (uint32_t)o->words;
    uint32_t kind = o->of == OF_ITEMS ? STET_BLOCK_ITEM : STET_BLOCK_PARAGRAPH;
    opening_run run = { .count = 0 };

    stet_words(ctx, doc);
    blocks = stet_blocks(ctx, doc);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->kind != kind || !stet_selected(ctx, block)) {
            if (kind == STET_BLOCK_PARAGRAPH || block->parent == STET_BLOCK_NONE)
                end_run(ctx, o, &run);
            continue;
        }
        if (block->flags & STET_BLOCK_FIRST)
            end_run(ctx, o, &run);
        opening next =
            read_opening(ctx, doc, block->first_word, block->n_words, wanted);
        add(ctx, o, &run, &next);
    }
    end_run(ctx, o, &run);
}

static stet_status run_check(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const opening_options *o = check;

    (void)state;
    if (o->of == OF_SENTENCES)
        check_sentences(ctx, o, unit->doc);
    else
        check_blocks(ctx, o, unit->doc);
    return STET_OK;
}

const stet_check_type phrasing_repeated_opening = {
    .name = "repeated-opening",
    .summary = "Sentences, paragraphs or list items in a row open alike",
    .doc =
        "Compares the first words of neighbours, in any case, and tells a run of them "
        "once, at its first. An opening that is not words (a number, a code span) is "
        "like no other.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(opening_options, params),
    .run = run_check,
    .whole = true,
};
