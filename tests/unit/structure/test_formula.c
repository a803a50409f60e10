/* SPDX-License-Identifier: Apache-2.0 */
/* The readability formulas on worked examples that others published.
 *
 * Flesch, Flesch-Kincaid: the sentences of Wikipedia's article "Flesch-Kincaid
 * readability tests", with the counts and values that the tests of the npm packages
 * flesch and flesch-kincaid give (github.com/words). Fog, SMOG, ARI: the tests of
 * gunning-fog, smog-formula and automated-readability from the same place.
 * Coleman-Liau: the abstract of its authors' paper of 1975, as Wikipedia works it out.
 */
#include "formula.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct vector {
    structure_formula_kind kind;
    double sentences, words;
    structure_count_unit unit;
    double n;
    double value;
} vector;

static const vector vectors[] = {
    { STRUCTURE_FLESCH, 1, 6, STRUCTURE_SYLLABLES, 6, 116.145 },
    { STRUCTURE_FLESCH, 1, 16, STRUCTURE_SYLLABLES, 22, 74.27 },
    { STRUCTURE_FLESCH, 1, 13, STRUCTURE_SYLLABLES, 26, 24.44 },
    { STRUCTURE_FLESCH_KINCAID, 1, 13, STRUCTURE_SYLLABLES, 26, 13.08 },
    { STRUCTURE_FOG, 1, 13, STRUCTURE_COMPLEX_WORDS, 0, 5.2 },
    { STRUCTURE_FOG, 1, 13, STRUCTURE_COMPLEX_WORDS, 2, 11.353846 },
    { STRUCTURE_COLEMAN_LIAU, 5, 119, STRUCTURE_STROKES, 639, 14.53042 },
    { STRUCTURE_SMOG, 1, 9, STRUCTURE_POLYSYLLABLES, 0, 3.1291 },
    { STRUCTURE_SMOG, 1, 9, STRUCTURE_POLYSYLLABLES, 4, 14.554593 },
    { STRUCTURE_ARI, 6, 151, STRUCTURE_STROKES, 623, 10.585982 },
};

static structure_counts counts_of(const vector *v)
{
    structure_counts counts = { { 0 } };

    counts.of[STRUCTURE_SENTENCES] = v->sentences;
    counts.of[STRUCTURE_WORDS] = v->words;
    counts.of[v->unit] = v->n;
    return counts;
}

static void test_published_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < STET_LEN(vectors); i++) {
        structure_counts counts = counts_of(&vectors[i]);
        double value = structure_formula(vectors[i].kind, &counts);
        if (fabs(value - vectors[i].value) > 1e-5)
            fail_msg("%s: %f, not %f", structure_formula_name(vectors[i].kind), value,
                     vectors[i].value);
    }
}

/* McLaughlin's own rule of thumb, 3 and the root of the polysyllables in 30 sentences,
   is for perfect squares within one grade of his formula. */
static void test_smog_agrees_with_its_rule_of_thumb(void **state)
{
    (void)state;
    for (int root = 1; root <= 14; root++) {
        structure_counts counts = { { 0 } };
        counts.of[STRUCTURE_SENTENCES] = 30;
        counts.of[STRUCTURE_WORDS] = 600;
        counts.of[STRUCTURE_POLYSYLLABLES] = root * root;
        double grade = structure_formula(STRUCTURE_SMOG, &counts);
        assert_true(fabs(grade - (3 + root)) < 1);
    }
}

static void test_without_words_there_is_no_value(void **state)
{
    structure_counts counts = { { 0 } };

    (void)state;
    for (int kind = STRUCTURE_FLESCH; kind <= STRUCTURE_ARI; kind++)
        assert_true(isnan(structure_formula((structure_formula_kind)kind, &counts)));
    counts.of[STRUCTURE_WORDS] = 5;
    assert_true(isnan(structure_formula(STRUCTURE_FLESCH, &counts)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_values),
        cmocka_unit_test(test_smog_agrees_with_its_rule_of_thumb),
        cmocka_unit_test(test_without_words_there_is_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
