/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct sentence_options {
    int64_t max;
} sentence_options;

static const stet_param sentence_params[] = {
    STET_INT(sentence_options, max, .more = STET_LOOSER, .preset = "40", .min = 1,
             .max = 1e6, .doc = "The most words of a sentence."),
};

static const stet_message sentence_messages[] = {
    { "long", "a sentence of {count} words; {limit}" },
};

static uint64_t count_words(const stet_word *words, uint32_t first, uint32_t n)
{
    uint64_t count = 0;
    for (uint32_t i = first; i < first + n; i++)
        count += structure_is_word(&words[i]);
    return count;
}

/* Whether a line of the markup begins between two words, and the second looks like the
   start of something: "a) To group", "9:00 am", "Name:". */
static bool begins_line(stet_ctx *ctx, const stet_doc *doc, const stet_word *before,
                        const stet_word *word)
{
    stet_span gap = { before->span.end, word->span.start };
    stet_span span = stet_to_markup(ctx, doc, gap);
    stet_str between = stet_slice(stet_markup(ctx, doc), span);
    char first = stet_text(ctx, doc).ptr[word->span.start];
    stet_str behind = stet_text(ctx, doc);
    bool lettered = word->span.end < behind.len &&
                    word->span.end - word->span.start < 3 &&
                    strchr(".):", behind.ptr[word->span.end]) != NULL;

    return between.len > 0 && memchr(between.ptr, '\n', between.len) &&
           (lettered || first < 'a' || first > 'z');
}

/* The words of the longest line, for "sentences" that are a list set in lines. */
static uint64_t count_line(stet_ctx *ctx, const stet_doc *doc, const stet_word *words,
                           uint32_t first, uint32_t n)
{
    uint64_t longest = 0, count = 0;

    for (uint32_t i = first; i < first + n; i++) {
        if (i > first && begins_line(ctx, doc, &words[i - 1], &words[i]))
            count = 0;
        count += structure_is_word(&words[i]);
        longest = count > longest ? count : longest;
    }
    return longest;
}

static void judge_sentence(stet_ctx *ctx, const stet_doc *doc,
                           const stet_sentence *sentence, uint64_t max)
{
    const stet_word *words = stet_words(ctx, doc).items;
    uint64_t count = count_words(words, sentence->first_word, sentence->n_words);

    if (count > max)
        count = count_line(ctx, doc, words, sentence->first_word, sentence->n_words);
    if (count <= max)
        return;
    stet_arg args[] = { { .name = "count", .number = (double)count },
                        { .name = "max", .number = (double)max },
                        { .name = "limit",
                          .text = structure_at_most(ctx, (double)max) } };
    stet_report(ctx, &(stet_finding){ .span = sentence->span,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* Punctuation only makes a sentence shorter, so most need not be counted, and a block
   of few words not be cut into sentences. */
static stet_status run_sentence(stet_ctx *ctx, const void *check, void *state,
                                const stet_unit *unit)
{
    const sentence_options *o = check;
    uint64_t max = (uint64_t)o->max;

    (void)state;
    if (stet_words(ctx, unit->doc).count <= max)
        return STET_OK;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (block->n_words <= max || !stet_selected(ctx, block))
            continue;
        const stet_sentence *sentences = stet_sentences(ctx, unit->doc).items;
        for (uint32_t s = 0; s < block->n_sentences; s++)
            if (sentences[block->first_sentence + s].n_words > max)
                judge_sentence(ctx, unit->doc, &sentences[block->first_sentence + s],
                               max);
    }
    return STET_OK;
}

const stet_check_type structure_sentence_length = {
    .name = "sentence-length",
    .summary = "A sentence is too long",
    .doc =
        "Counts the words of each sentence; a clitic (the n't of don't) is no word of "
        "its own, a number and an address are one. Of what is set in lines, as verses "
        "and addresses are, each line counts by itself.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(sentence_messages),
    STET_PARAMS(sentence_options, sentence_params),
    .run = run_sentence,
};

typedef struct paragraph_options {
    int64_t max_words, max_sentences;
} paragraph_options;

static const stet_param paragraph_params[] = {
    STET_INT(paragraph_options, max_words, .more = STET_LIMIT, .preset = "200",
             .min = 0, .max = 1e9, .doc = "The most words of a paragraph; 0: any."),
    STET_INT(paragraph_options, max_sentences, .more = STET_LIMIT, .preset = "0",
             .min = 0, .max = 1e9, .doc = "The most sentences of a paragraph; 0: any."),
};

static const stet_message paragraph_messages[] = {
    { "words", "a paragraph of {count} words; {limit}" },
    { "sentences", "a paragraph of {count} sentences; {limit}" },
};

static void tell_paragraph(stet_ctx *ctx, uint32_t message, const stet_block *block,
                           uint64_t count, int64_t max)
{
    stet_arg args[] = { { .name = "count", .number = (double)count },
                        { .name = "max", .number = (double)max },
                        { .name = "limit",
                          .text = structure_at_most(ctx, (double)max) } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = block->span,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void judge_paragraph(stet_ctx *ctx, const paragraph_options *o,
                            const stet_doc *doc, const stet_block *block)
{
    const stet_word *words = stet_words(ctx, doc).items;

    if (o->max_words > 0 && block->n_words > (uint64_t)o->max_words) {
        uint64_t count = count_words(words, block->first_word, block->n_words);
        if (count > (uint64_t)o->max_words)
            tell_paragraph(ctx, 0, block, count, o->max_words);
    }
    if (o->max_sentences > 0 && block->n_sentences > (uint64_t)o->max_sentences)
        tell_paragraph(ctx, 1, block, block->n_sentences, o->max_sentences);
}

static stet_status run_paragraph(stet_ctx *ctx, const void *check, void *state,
                                 const stet_unit *unit)
{
    const paragraph_options *o = check;
    uint64_t max_words = o->max_words > 0 ? (uint64_t)o->max_words : UINT64_MAX;

    (void)state;
    /* Blocks know their words and sentences once these are made. */
    if (o->max_sentences > 0)
        stet_sentences(ctx, unit->doc);
    else if (stet_words(ctx, unit->doc).count <= max_words)
        return STET_OK;
    stet_block_array blocks = stet_blocks(ctx, unit->doc);
    for (size_t b = 0; b < blocks.count; b++)
        if (stet_selected(ctx, &blocks.items[b]))
            judge_paragraph(ctx, o, unit->doc, &blocks.items[b]);
    return STET_OK;
}

const stet_check_type structure_paragraph_length = {
    .name = "paragraph-length",
    .summary = "A paragraph is too long",
    .doc = "Counts the words and sentences of each paragraph, item and quotation.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(paragraph_messages),
    STET_PARAMS(paragraph_options, paragraph_params),
    .run = run_paragraph,
};
