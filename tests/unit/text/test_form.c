/* SPDX-License-Identifier: Apache-2.0 */
#include "text/form.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static uint32_t intern(stet_forms *forms, const char *letters)
{
    return stet_forms_intern(forms, stet_str_from(letters));
}

static void assert_letters(const stet_forms *forms, uint32_t form, const char *letters)
{
    assert_true(stet_str_is(stet_forms_at(forms, form)->text, letters));
}

static void test_same_letters_same_number(void **state)
{
    static const char *const words[] = {
        "a",
        "b",
        "ab",
        "ba",
        "aab",
        "aba",
        "word",
        "wordy",
        "wordwise",
        "wordwisely",
        "sixteen letters!",
        "longer than sixteen letters",
        "I",
        "i",
        "caf\xC3\xA9",
        "longer than sixteen letterz",
    };
    (void)state;
    stet_forms forms;
    stet_forms_init(&forms);
    uint32_t numbers[STET_LEN(words)];
    for (size_t i = 0; i < STET_LEN(words); i++)
        numbers[i] = intern(&forms, words[i]);
    for (size_t i = 0; i < STET_LEN(words); i++) {
        assert_int_equal(intern(&forms, words[i]), numbers[i]);
        stet_str letters = stet_str_from(words[i]);
        assert_int_equal(
            stet_forms_intern_hashed(&forms, letters, stet_form_hash(letters)),
            numbers[i]);
        assert_letters(&forms, numbers[i], words[i]);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(numbers[i], numbers[j]);
    }
    assert_int_equal(intern(&forms, ""), 0);
    stet_forms_release(&forms);
}

static void test_lower(void **state)
{
    static const char *const pairs[][2] = {
        { "Word", "word" }, { "word", "word" },
        { "IT'S", "it's" }, { "\xC3\x89T\xC3\x89", "\xC3\xA9t\xC3\xA9" },
        { "42", "42" },     { "\xE2\x84\xAA", "k" }, /* The Kelvin sign. */
    };
    (void)state;
    stet_forms forms;
    stet_forms_init(&forms);
    for (size_t i = 0; i < STET_LEN(pairs); i++) {
        uint32_t form = intern(&forms, pairs[i][0]);
        uint32_t lower = stet_forms_at(&forms, form)->lower;
        assert_letters(&forms, lower, pairs[i][1]);
        assert_int_equal(lower, intern(&forms, pairs[i][1]));
        assert_int_equal(stet_forms_at(&forms, lower)->lower, lower);
    }
    stet_forms_release(&forms);
}

static void test_shapes(void **state)
{
    static const struct {
        const char *letters;
        uint32_t shape;
    } rows[] = {
        { "word", STET_SHAPE_LOWER },
        { "n't", STET_SHAPE_LOWER },
        { "Word", STET_SHAPE_CAPITAL },
        { "I", STET_SHAPE_CAPITAL },
        { "WORD", STET_SHAPE_UPPER },
        { "iPhone", STET_SHAPE_MIXED },
        { "McCoy", STET_SHAPE_MIXED },
        { "well-known", STET_SHAPE_LOWER | STET_SHAPE_HYPHEN },
        { "GPT-4", STET_SHAPE_UPPER | STET_SHAPE_HYPHEN | STET_SHAPE_DIGIT },
        { "3rd", STET_SHAPE_LOWER | STET_SHAPE_DIGIT },
        { "42", STET_SHAPE_DIGIT },
        { "...", 0 },
        { "\xC3\x89t\xC3\xA9", STET_SHAPE_CAPITAL | STET_SHAPE_NON_ASCII },
        { "\xE4\xBD\xA0", STET_SHAPE_NON_ASCII },
    };
    (void)state;
    stet_forms forms;
    stet_forms_init(&forms);
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        uint32_t form = intern(&forms, rows[i].letters);
        if (stet_forms_at(&forms, form)->shape != rows[i].shape)
            fail_msg("\"%s\" has the shape %x", rows[i].letters,
                     stet_forms_at(&forms, form)->shape);
    }
    stet_forms_release(&forms);
}

/* Words over the longest are told apart by a hash, and take no more room than it. */
static void test_long(void **state)
{
    (void)state;
    stet_forms forms;
    stet_forms_init(&forms);
    static char a[100000], b[100000];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[sizeof b - 1] = 'b';
    uint32_t first = stet_forms_intern(&forms, (stet_str){ a, sizeof a });
    uint32_t second = stet_forms_intern(&forms, (stet_str){ b, sizeof b });
    assert_int_not_equal(first, second);
    assert_int_equal(stet_forms_intern(&forms, (stet_str){ a, sizeof a }), first);
    stet_str text = stet_forms_at(&forms, first)->text;
    assert_true(text.len <= 128);
    assert_memory_equal(text.ptr, a, 100);
    stet_forms_release(&forms);
}

static uint32_t intern_number(stet_forms *forms, const char *start, unsigned number)
{
    char letters[32];
    int n = snprintf(letters, sizeof letters, "%s%u", start, number);
    return stet_forms_intern(forms, (stet_str){ letters, (size_t)n });
}

/* Behind the last form that is kept, new ones live until they are forgotten. */
static void test_forget(void **state)
{
    (void)state;
    enum { N_TRANSIENT = 5000 };
    stet_forms forms;
    stet_forms_init(&forms);
    uint32_t first = intern_number(&forms, "w", 0);
    for (unsigned i = 1; forms.count < STET_FORMS_KEPT; i++)
        intern_number(&forms, "w", i);
    stet_forms_forget(&forms);
    assert_int_equal(forms.generation, 0);
    for (unsigned round = 1; round <= 3; round++) {
        for (unsigned i = 0; i < N_TRANSIENT; i++)
            assert_true(intern_number(&forms, "Transient", i) >= STET_FORMS_KEPT);
        assert_int_equal(forms.count, STET_FORMS_KEPT + 2 * N_TRANSIENT);
        assert_int_equal(intern_number(&forms, "w", 0), first);
        stet_forms_forget(&forms);
        assert_int_equal(forms.count, STET_FORMS_KEPT);
        assert_int_equal(forms.generation, round);
        for (unsigned i = 0; i < 1000; i++)
            assert_true(intern_number(&forms, "w", i) < STET_FORMS_KEPT);
    }
    stet_forms_release(&forms);
}

/* A record may bring more new words than were ever kept: what was handed out of them,
   and of those before them, stays where it is. */
static void test_infos_stay(void **state)
{
    (void)state;
    enum { N_MORE = 3 * STET_FORMS_CHUNK, STRIDE = 4096 };
    const stet_form_info *held[(STET_FORMS_KEPT + N_MORE) / STRIDE + 1] = { 0 };
    stet_forms forms;
    stet_forms_init(&forms);
    while (forms.count < STET_FORMS_KEPT + N_MORE) {
        uint32_t form = intern_number(&forms, "w", (unsigned)forms.count);
        assert_int_equal(form, forms.count - 1);
        if (form % STRIDE == 0)
            held[form / STRIDE] = stet_forms_at(&forms, form);
    }
    for (uint32_t form = STRIDE; form < forms.count; form += STRIDE) {
        char letters[32];
        snprintf(letters, sizeof letters, "w%u", form);
        assert_ptr_equal(held[form / STRIDE], stet_forms_at(&forms, form));
        assert_letters(&forms, form, letters);
        assert_int_equal(intern(&forms, letters), form);
    }
    stet_forms_forget(&forms);
    assert_int_equal(forms.count, STET_FORMS_KEPT);
    assert_int_equal(intern_number(&forms, "new", 1), STET_FORMS_KEPT);
    stet_forms_release(&forms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_letters_same_number),
        cmocka_unit_test(test_lower),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_forget),
        cmocka_unit_test(test_infos_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
