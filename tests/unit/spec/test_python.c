/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as Python takes them. */
#include "reading/python.h"
#include "reading_ctx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_case(void **state)
{
    static const struct {
        const char *text;
        bool upper, lower;
    } rows[] = {
        { "", false, false },        { "123 !", false, false },
        { "ABC 1", true, false },    { "abc 1", false, true },
        { "Abc", false, false },     { "ÄÖ", true, false },
        { "ß", false, true },        { "中文", false, false },
        { "ABC 中文", true, false }, { "Ⅷ", true, false },
        { "ⅷ", false, true },        { "ª", false, true },
    };
    reading_ctx it;
    stet_ctx *ctx = reading_ctx_open(&it);

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        if (python_is_upper(ctx, str(rows[i].text)) != rows[i].upper ||
            python_is_lower(ctx, str(rows[i].text)) != rows[i].lower)
            fail_msg("%s", rows[i].text);
    }
    reading_ctx_close(&it);
}

static void test_strip(void **state)
{
    static const char text[] = "\xC2\xA0 \x1C a b\xE2\x80\x89\r\n";
    stet_span span = python_strip(str(text), (stet_span){ 0, sizeof text - 1 });

    (void)state;
    assert_int_equal(span.end - span.start, 3);
    assert_memory_equal(text + span.start, "a b", 3);
    /* A zero-width space is none of Python's. */
    assert_false(python_is_blank(str("\xE2\x80\x8B"), (stet_span){ 0, 3 }));
    assert_true(python_is_blank(str(""), (stet_span){ 0, 0 }));
    span = python_strip_letters(str("''a''"), (stet_span){ 0, 5 }, "'", true, false);
    assert_int_equal(span.start, 2);
    assert_int_equal(span.end, 5);
}

static void test_word_runs(void **state)
{
    static const char text[] = "don't a_b é1 e\xCC\x81x 二";
    reading_ctx it;
    spec_spans list = { .ctx = reading_ctx_open(&it) };

    (void)state;
    python_split_word_runs(&list, str(text), (stet_span){ 0, sizeof text - 1 });
    /* don, t, a_b, é1, e, x (a combining accent ends a run), 二 */
    assert_int_equal(list.count, 7);
    reading_ctx_close(&it);
}

static void test_split_at(void **state)
{
    static const struct {
        const char *text, *separator;
        size_t parts;
    } rows[] = { { "", "***", 1 },
                 { "a", "***", 1 },
                 { "a***b", "***", 2 },
                 { "******", "***", 3 },
                 { "a ****** b", "*****", 2 },
                 { "**", "***", 1 } };
    reading_ctx it;
    stet_ctx *ctx = reading_ctx_open(&it);

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        spec_spans list = { .ctx = ctx };
        stet_str text = str(rows[i].text);
        python_split_at(&list, text, (stet_span){ 0, (uint32_t)text.len },
                        str(rows[i].separator));
        assert_int_equal(list.count, rows[i].parts);
    }
    reading_ctx_close(&it);
}

static void test_json(void **state)
{
    static const char *const good[] = {
        "1",
        " {} ",
        "[]",
        "[1, -0.5e+3, \"a\\u00e9\\n\", true, false, null]",
        "{\"a\": {\"b\": [[], {}]}, \"a\": 2}",
        "NaN",
        "[-Infinity, Infinity]",
        "\"\\ud800\"",
        "\"\xC3\xA9\x7F\"",
    };
    static const char *const bad[] = {
        "",         "{",       "[1,]",      "{\"a\"}",     "{\"a\":1,}", "{a:1}",
        "[1 2]",    "1 2",     "01",        "1.",          "-",          "'a'",
        "\"a\nb\"", "\"\\x\"", "\"\\u12\"", "tru",         "[1]]",       "nan",
        "+1",       ".5",      "\"a",       "[\"a\" : 1]", "{\"a\", 1}", "//\n1",
    };
    char deep[4096];

    (void)state;
    for (size_t i = 0; i < STET_LEN(good); i++)
        if (!python_is_json(str(good[i])))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < STET_LEN(bad); i++)
        if (python_is_json(str(bad[i])))
            fail_msg("%s", bad[i]);
    memset(deep, '[', sizeof deep);
    assert_false(python_is_json((stet_str){ deep, sizeof deep }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case),      cmocka_unit_test(test_strip),
        cmocka_unit_test(test_word_runs), cmocka_unit_test(test_split_at),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
