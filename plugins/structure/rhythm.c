/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <math.h>
#include <string.h>

typedef struct rhythm_options {
    double sentences, paragraphs;
    int64_t min_sentences, min_paragraphs;
} rhythm_options;

static const stet_param params[] = {
    STET_REAL(rhythm_options, sentences, .more = STET_STRICTER, .preset = "0.3",
              .min = 0, .max = 10,
              .doc = "The least variation of the length of sentences; 0: any."),
    STET_REAL(rhythm_options, paragraphs, .more = STET_STRICTER, .preset = "0.27",
              .min = 0, .max = 10,
              .doc = "The least variation of the length of paragraphs; 0: any."),
    STET_INT(rhythm_options, min_sentences, .more = STET_LOOSER, .preset = "12",
             .min = 3, .max = 1e6,
             .doc = "Texts of fewer sentences are not judged by them."),
    STET_INT(rhythm_options, min_paragraphs, .more = STET_LOOSER, .preset = "6",
             .min = 3, .max = 1e6,
             .doc = "Texts of fewer paragraphs are not judged by them."),
};

static const stet_message messages[] = {
    { "sentences",
      "the sentences are nearly all of one length: it varies by {variation}, "
      "{mean} words on average; make some short" },
    { "paragraphs", "the paragraphs are nearly all of one length: it varies by "
                    "{variation}, {mean} words on average" },
};

/* What is measured, one entry a sentence or paragraph. */
typedef struct lengths {
    stet_span *spans;
    double *words;
    size_t count;
} lengths;

static lengths make_lengths(stet_ctx *ctx, size_t most)
{
    return (lengths){ .spans = stet_alloc(ctx, (most + 1) * sizeof(stet_span)),
                      .words = stet_alloc(ctx, (most + 1) * sizeof(double)) };
}

static void add_length(lengths *l, stet_span span, double words)
{
    if (words < 1)
        return;
    l->spans[l->count] = span;
    l->words[l->count++] = words;
}

/* Whether a paragraph is set in lines, as verses and addresses are: of three lines or
   more, none begins with a small letter. */
static bool is_verse(stet_str markup, const stet_block *block)
{
    uint32_t at = block->markup.start, end = block->markup.end, n = 0;

    for (; at < end; n++) {
        const char *found = memchr(markup.ptr + at, '\n', end - at);
        if (!found)
            break;
        at = (uint32_t)(found - markup.ptr) + 1;
        while (at < end && (markup.ptr[at] == ' ' || markup.ptr[at] == '>'))
            at++;
        if (at < end && markup.ptr[at] >= 'a' && markup.ptr[at] <= 'z')
            return false;
    }
    return n >= 2;
}

static double count_words(const stet_word *words, const stet_sentence *sentence)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < sentence->n_words; i++)
        n += structure_is_word(&words[sentence->first_word + i]);
    return n;
}

static void measure(stet_ctx *ctx, const stet_doc *doc, lengths *sentences,
                    lengths *paragraphs)
{
    const stet_word *words = stet_words(ctx, doc).items;
    stet_sentence_array all = stet_sentences(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str markup = stet_markup(ctx, doc);

    *sentences = make_lengths(ctx, all.count);
    *paragraphs = make_lengths(ctx, blocks.count);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (!stet_selected(ctx, block) || is_verse(markup, block))
            continue;
        double sum = 0;
        for (uint32_t s = 0; s < block->n_sentences; s++) {
            const stet_sentence *sentence = &all.items[block->first_sentence + s];
            double n = count_words(words, sentence);
            add_length(sentences, sentence->span, n);
            sum += n;
        }
        add_length(paragraphs, block->span, sum);
    }
}

/* The standard deviation by the mean: the coefficient of variation. */
static double variation(const double *words, size_t n, double *mean)
{
    double sum = 0, squares = 0;

    for (size_t i = 0; i < n; i++)
        sum += words[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (words[i] - *mean) * (words[i] - *mean);
    return sqrt(squares / (double)n) / *mean;
}

/* The stretch of `n` that varies least: where to begin. */
static stet_span find_dullest(const lengths *l, size_t n)
{
    size_t best = 0;
    double least = INFINITY, mean;

    for (size_t i = 0; i + n <= l->count; i++) {
        double v = variation(l->words + i, n, &mean);
        if (v < least) {
            least = v;
            best = i;
        }
    }
    return (stet_span){ l->spans[best].start, l->spans[best + n - 1].end };
}

static void judge(stet_ctx *ctx, uint32_t message, const lengths *l, int64_t min_count,
                  double limit, size_t stretch)
{
    double mean = 0;

    if (limit <= 0 || l->count < (uint64_t)min_count)
        return;
    double v = variation(l->words, l->count, &mean);
    if (v >= limit)
        return;
    stet_arg args[] = { { .name = "variation", .number = round(v * 100) / 100 },
                        { .name = "mean", .number = round(mean) } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = find_dullest(l, stretch),
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const rhythm_options *o = check;
    lengths sentences, paragraphs;
    size_t most = stet_words(ctx, unit->doc).count;

    (void)state;
    if (most < (uint64_t)o->min_sentences && most < (uint64_t)o->min_paragraphs)
        return STET_OK;
    measure(ctx, unit->doc, &sentences, &paragraphs);
    judge(ctx, 0, &sentences, o->min_sentences, o->sentences, 3);
    judge(ctx, 1, &paragraphs, o->min_paragraphs, o->paragraphs, 2);
    return STET_OK;
}

const stet_check_type structure_rhythm = {
    .name = "rhythm",
    .summary = "Sentences or paragraphs are nearly all of one length",
    .doc =
        "The coefficient of variation (standard deviation by mean) of the words of the "
        "sentences in paragraphs, and of the paragraphs themselves: the lower, the "
        "more "
        "alike they are. Verses, addresses and what else is set in lines are left out. "
        "Points to the three sentences, or two paragraphs, that differ least.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    .kinds = 1u << STET_BLOCK_PARAGRAPH,
    STET_MESSAGES(messages),
    STET_PARAMS(rhythm_options, params),
    .run = run,
};
