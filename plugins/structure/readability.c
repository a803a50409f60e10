/* SPDX-License-Identifier: Apache-2.0 */
#include "formula.h"
#include "structure.h"

#include <math.h>
#include <string.h>

static const char *const formula_choices[] = {
    [STRUCTURE_FLESCH] = "flesch",
    [STRUCTURE_FLESCH_KINCAID] = "flesch-kincaid",
    [STRUCTURE_FOG] = "gunning-fog",
    [STRUCTURE_COLEMAN_LIAU] = "coleman-liau",
    [STRUCTURE_SMOG] = "smog",
    [STRUCTURE_ARI] = "ari",
    NULL,
};

/* What each formula is made of, beside words and sentences. */
static const uint32_t formula_units[] = {
    [STRUCTURE_FLESCH] = 1 << STRUCTURE_SYLLABLES,
    [STRUCTURE_FLESCH_KINCAID] = 1 << STRUCTURE_SYLLABLES,
    [STRUCTURE_FOG] = 1 << STRUCTURE_COMPLEX_WORDS,
    [STRUCTURE_COLEMAN_LIAU] = 1 << STRUCTURE_STROKES,
    [STRUCTURE_SMOG] = 1 << STRUCTURE_POLYSYLLABLES,
    [STRUCTURE_ARI] = 1 << STRUCTURE_STROKES,
};

enum { ANY_MIN = -1000, ANY_MAX = 1000 };

/* What is asked for when a rule says neither: what 19 of 20 human texts keep to, which
   is about what a first degree's texts ask. */
typedef struct readability_limits {
    double min, max;
} readability_limits;

static const readability_limits usual[] = {
    [STRUCTURE_FLESCH] = { 30, ANY_MAX }, [STRUCTURE_FLESCH_KINCAID] = { ANY_MIN, 16 },
    [STRUCTURE_FOG] = { ANY_MIN, 16 },    [STRUCTURE_COLEMAN_LIAU] = { ANY_MIN, 16 },
    [STRUCTURE_SMOG] = { ANY_MIN, 16 },   [STRUCTURE_ARI] = { ANY_MIN, 16 },
};

typedef struct readability_options {
    int formula;
    double min, max;
    int64_t min_words;
} readability_options;

static const stet_param params[] = {
    STET_CHOICE(readability_options, formula, .preset = "flesch-kincaid",
                .choices = formula_choices, .doc = "Which formula."),
    STET_REAL(readability_options, min, .preset = "-1000", .min = -1000, .max = 1000,
              .doc = "The least value that is allowed; -1000: any."),
    STET_REAL(readability_options, max, .preset = "1000", .min = -1000, .max = 1000,
              .doc = "The greatest value that is allowed; 1000: any. Without both, a "
                     "reading ease of 30 at least, or 16 years of school at most."),
    STET_INT(readability_options, min_words, .more = STET_LOOSER, .preset = "100",
             .min = 1, .max = 1e9, .doc = "Texts of fewer words are not judged."),
};

static const stet_message messages[] = {
    { "low", "the {formula} of this text is {value}; at least {min} is wanted" },
    { "high", "the {formula} of this text is {value}; at most {max} is wanted" },
};

enum { MOST_SHOWN = 3 };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const readability_options *o = options;

    (void)check;
    if (o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return STET_OK;
}

/* The longest sentences, in text order: where to begin. All formulas count them. */
static size_t find_longest(stet_ctx *ctx, const stet_doc *doc,
                           const stet_sentence *longest[MOST_SHOWN])
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    size_t n = 0;

    for (size_t s = 0; s < sentences.count; s++) {
        const stet_sentence *sentence = &sentences.items[s];
        if (!stet_selected(ctx, &blocks.items[sentence->block]))
            continue;
        if (n == MOST_SHOWN) {
            size_t least = 0;
            for (size_t i = 1; i < n; i++)
                if (longest[i]->n_words < longest[least]->n_words)
                    least = i;
            if (longest[least]->n_words >= sentence->n_words)
                continue;
            memmove(longest + least, longest + least + 1,
                    (n - least - 1) * sizeof *longest);
            n--;
        }
        longest[n++] = sentence;
    }
    return n;
}

static void report(stet_ctx *ctx, const char *name, readability_limits limits,
                   const stet_doc *doc, double value)
{
    const stet_sentence *longest[MOST_SHOWN] = { NULL };
    stet_place related[MOST_SHOWN];
    size_t n = find_longest(ctx, doc, longest);
    stet_arg args[] = { { .name = "formula", .text = { name, strlen(name) } },
                        { .name = "value", .text = structure_shown(ctx, value) },
                        { .name = "min", .number = limits.min },
                        { .name = "max", .number = limits.max } };

    for (size_t i = 0; i < n; i++)
        related[i] = stet_place_of(ctx, doc, longest[i]->span);
    stet_report(ctx, &(stet_finding){ .message = value > limits.max,
                                      .span = structure_start(ctx, doc),
                                      .related = related,
                                      .n_related = n,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const readability_options *o = check;
    uint32_t units =
        formula_units[o->formula] | 1u << STRUCTURE_WORDS | 1u << STRUCTURE_SENTENCES;
    structure_counts counts;

    (void)state;
    if (stet_words(ctx, unit->doc).count < (uint64_t)o->min_words)
        return STET_OK;
    structure_count(ctx, unit->doc, units, &counts);
    if (counts.of[STRUCTURE_WORDS] < (double)o->min_words)
        return STET_OK;
    double value = structure_formula((structure_formula_kind)o->formula, &counts);
    readability_limits limits = { o->min, o->max };
    if (limits.min == ANY_MIN && limits.max == ANY_MAX)
        limits = usual[o->formula];
    if (value < limits.min || value > limits.max)
        report(ctx, structure_formula_name((structure_formula_kind)o->formula), limits,
               unit->doc, value);
    return STET_OK;
}

const stet_check_type structure_readability = {
    .name = "readability",
    .summary = "A text is harder, or easier, to read than is wanted",
    .doc =
        "One of six formulas over the text's paragraphs, items and quotations, or over "
        "what `in` names: `flesch` (reading ease, 100 is easiest; 206.835 - 1.015 "
        "words/sentences - 84.6 syllables/words), `flesch-kincaid` (0.39 "
        "words/sentences + 11.8 syllables/words - 15.59), `gunning-fog`, "
        "`coleman-liau`, `smog` and `ari`, which give years of school. Syllables are "
        "counted by spelling, for English; nineteen in twenty human texts of several "
        "kinds have "
        "a Flesch-Kincaid grade of 16 or less and a reading ease of 27 or more; an "
        "address or a code span is a word of one "
        "syllable. "
        "Points to the text's first word, and to its longest sentences.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    .whole = true,
    .kinds =
        1u << STET_BLOCK_PARAGRAPH | 1u << STET_BLOCK_ITEM | 1u << STET_BLOCK_QUOTE,
    STET_MESSAGES(messages),
    STET_PARAMS(readability_options, params),
    .create = create,
    .run = run,
};
