/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "run/fingerprint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The fingerprint of what stands between < and > in the text. */
static uint64_t of(const char *marked)
{
    stet_buffer text = { 0 };
    stet_buffer scratch = { 0 };
    stet_span span = { 0, 0 };
    stet_buffer_add_text(&text, "");
    for (const char *at = marked; *at; at++) {
        if (*at == '<')
            span.start = (uint32_t)text.len;
        else if (*at == '>')
            span.end = (uint32_t)text.len;
        else
            stet_buffer_add_char(&text, *at);
    }
    uint64_t hash = stet_fingerprint_of(STET_STR("rule"), STET_STR("field"),
                                        stet_buffer_str(&text), span, &scratch);
    stet_buffer_release(&text);
    stet_buffer_release(&scratch);
    return hash;
}

static void test_case_and_white_space_do_not_count(void **state)
{
    (void)state;
    uint64_t hash = of("one two <three four> five six");
    assert_true(hash == of("One  two\n<THREE\tfour> five six"));
    assert_true(hash == of("one\ntwo <three\n  four>\nfive six"));
    assert_true(hash == of("one two\xC2\xA0<three\xE2\x80\x83"
                           "four> five six"));
    assert_true(of("an <\xC3\x89glise>") == of("An <\xC3\xA9GLISE>"));
}

static void test_the_span_counts(void **state)
{
    (void)state;
    uint64_t hash = of("one two <three four> five six");
    assert_true(hash != of("one two <three> four five six"));
    assert_true(hash != of("one two< three four> five six"));
    assert_true(hash != of("one two <threefour> five six"));
    assert_true(hash != of("one two <>three four five six"));
}

/* A span that begins or ends in white space has what stands beside it joined on. */
static void test_white_space_at_the_ends(void **state)
{
    (void)state;
    assert_true(of("one<  >two") == of("one<\t>two"));
    assert_true(of("one <  >two") == of("one<  >two"));
    assert_true(of("one< two >three") == of("one <  two\n> three"));
    assert_true(of("one< two >three") != of("one <two> three"));
}

static void test_only_what_is_near_counts(void **state)
{
    (void)state;
    uint64_t hash = of("one two three four five six <seven> eight");
    assert_true(hash == of("None two three four five six <seven> eight"));
    assert_true(hash != of("one two three four five sax <seven> eight"));
    assert_true(of("a paragraph\n\n<seven> eight") == of("another\n\n<seven> eight"));
    assert_true(of("<seven> eight\n\na paragraph") == of("<seven> eight\n \nanother"));
}

static void test_rule_and_field_count(void **state)
{
    (void)state;
    stet_buffer scratch = { 0 };
    stet_str text = STET_STR("one two");
    stet_span span = { 0, 3 };
    uint64_t a =
        stet_fingerprint_of(STET_STR("a"), STET_STR("f"), text, span, &scratch);
    uint64_t b =
        stet_fingerprint_of(STET_STR("b"), STET_STR("f"), text, span, &scratch);
    uint64_t c =
        stet_fingerprint_of(STET_STR("a"), STET_STR("g"), text, span, &scratch);
    assert_true(a != b && a != c && b != c);
    stet_buffer_release(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case_and_white_space_do_not_count),
        cmocka_unit_test(test_the_span_counts),
        cmocka_unit_test(test_white_space_at_the_ends),
        cmocka_unit_test(test_only_what_is_near_counts),
        cmocka_unit_test(test_rule_and_field_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
