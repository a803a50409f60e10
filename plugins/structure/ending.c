/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct truncated_options {
    int64_t min_words;
} truncated_options;

static const stet_param params[] = {
    STET_INT(truncated_options, min_words, .preset = "40", .min = 0, .max = 1e9,
             .doc =
                 "Texts of fewer words are not judged: a label, a title or a line of "
                 "dialogue may end as it likes."),
};

static const stet_message messages[] = {
    { "cut", "the text breaks off after “{match}”" },
    { "comma", "the text ends in “{match}”" },
};

/* Words after which an English sentence cannot end. Words that a sentence may end in
   after all ("in", "on", "to", "that", "what it is for") are not here. */
static const char *const unfinished[] = {
    "a",     "an",   "and",     "although", "because", "between", "by",    "during",
    "every", "from", "if",      "into",     "its",     "my",      "nor",   "of",
    "or",    "our",  "such",    "than",     "the",     "their",   "these", "unless",
    "until", "upon", "whereas", "whether",  "while",   "whose",   "your",
};

static bool is_unfinished(stet_str word)
{
    for (size_t i = 0; i < STET_LEN(unfinished); i++)
        if (strlen(unfinished[i]) == word.len &&
            memcmp(unfinished[i], word.ptr, word.len) == 0)
            return true;
    return false;
}

/* Sentences of the block that end in a full stop, question or exclamation mark. */
static bool has_full_sentence(stet_ctx *ctx, const stet_doc *doc,
                              const stet_block *block)
{
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_str text = stet_text(ctx, doc);

    for (uint32_t s = 0; s + 1 < block->n_sentences; s++) {
        stet_span span = sentences.items[block->first_sentence + s].span;
        if (span.end > span.start && strchr(".!?", text.ptr[span.end - 1]))
            return true;
    }
    return false;
}

/* The last block, when it is running prose: a paragraph, or an item that is written in
   sentences. Verses, addresses, signatures and tables end as they like. */
static const stet_block *last_prose(stet_ctx *ctx, const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);

    if (blocks.count == 0)
        return NULL;
    const stet_block *last = &blocks.items[blocks.count - 1];
    return last->kind == STET_BLOCK_PARAGRAPH || last->kind == STET_BLOCK_ITEM ? last
                                                                               : NULL;
}

static void report(stet_ctx *ctx, uint32_t message, stet_span span)
{
    stet_report(ctx, &(stet_finding){ .message = message, .span = span });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const truncated_options *o = check;
    stet_word_array words = stet_words(ctx, unit->doc);
    const stet_block *block = last_prose(ctx, unit->doc);

    (void)state;
    if (!block || block->n_words < 2 || words.count < (uint64_t)o->min_words)
        return STET_OK;
    const stet_word *last = &words.items[block->first_word + block->n_words - 1];
    const stet_form_info *form = stet_form(ctx, last->form);
    bool comma = last->kind == STET_WORD_PUNCTUATION && form->text.len == 1 &&
                 strchr(",;", form->text.ptr[0]);
    if (comma) {
        report(ctx, 1, last->span);
        return STET_OK;
    }
    if (last->kind != STET_WORD_PLAIN)
        return STET_OK;
    bool broken = is_unfinished(form->text);
    bool prose = block->kind == STET_BLOCK_PARAGRAPH && block->n_words > 12 &&
                 (form->shape & STET_SHAPE_LOWER) &&
                 !(last->flags & STET_WORD_STRONG) &&
                 has_full_sentence(ctx, unit->doc, block);
    if (broken || prose)
        report(ctx, 0, last->span);
    return STET_OK;
}

const stet_check_type structure_truncated = {
    .name = "truncated",
    .summary = "The text breaks off",
    .doc =
        "A text is cut off when its last line of prose ends in a comma, in a word that "
        "cannot end a sentence (“and”, “the”, “because”), or when the last paragraph "
        "is "
        "written in full sentences and its last one lacks its end. Lists, titles, "
        "verses, "
        "signatures, tables and code may end without a full stop, as a quarter of good "
        "answers do.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(truncated_options, params),
    .run = run,
};
