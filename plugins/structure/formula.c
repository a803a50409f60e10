/* SPDX-License-Identifier: Apache-2.0 */
#include "formula.h"

#include <math.h>

/* What the formulas are made of. */
typedef struct averages {
    double words;     /* Words a sentence. */
    double sentences; /* Sentences a word. */
    double syllables; /* Syllables a word. */
    double strokes;   /* Letters and digits a word. */
    double complex;   /* Share of words that are complex. */
    double poly;      /* Words of three syllables or more, a sentence. */
} averages;

static double flesch(const averages *a)
{
    return 206.835 - 1.015 * a->words - 84.6 * a->syllables;
}

static double flesch_kincaid(const averages *a)
{
    return 0.39 * a->words + 11.8 * a->syllables - 15.59;
}

static double fog(const averages *a)
{
    return 0.4 * (a->words + 100 * a->complex);
}

static double coleman_liau(const averages *a)
{
    return 0.0588 * (100 * a->strokes) - 0.296 * (100 * a->sentences) - 15.8;
}

static double smog(const averages *a)
{
    return 1.0430 * sqrt(30 * a->poly) + 3.1291;
}

static double ari(const averages *a)
{
    return 4.71 * a->strokes + 0.5 * a->words - 21.43;
}

static const struct {
    const char *name;
    double (*value)(const averages *a);
} formulas[] = {
    [STRUCTURE_FLESCH] = { "Flesch reading ease", flesch },
    [STRUCTURE_FLESCH_KINCAID] = { "Flesch-Kincaid grade", flesch_kincaid },
    [STRUCTURE_FOG] = { "Gunning fog index", fog },
    [STRUCTURE_COLEMAN_LIAU] = { "Coleman-Liau index", coleman_liau },
    [STRUCTURE_SMOG] = { "SMOG grade", smog },
    [STRUCTURE_ARI] = { "automated readability index", ari },
};

double structure_formula(structure_formula_kind kind, const structure_counts *counts)
{
    const double *of = counts->of;
    double words = of[STRUCTURE_WORDS], sentences = of[STRUCTURE_SENTENCES];

    if (words <= 0 || sentences <= 0)
        return NAN;
    return formulas[kind].value(&(averages){
        .words = words / sentences,
        .sentences = sentences / words,
        .syllables = of[STRUCTURE_SYLLABLES] / words,
        .strokes = of[STRUCTURE_STROKES] / words,
        .complex = of[STRUCTURE_COMPLEX_WORDS] / words,
        .poly = of[STRUCTURE_POLYSYLLABLES] / sentences,
    });
}

const char *structure_formula_name(structure_formula_kind kind)
{
    return formulas[kind].name;
}
