/* SPDX-License-Identifier: Apache-2.0 */
#include "plain_ctx.h"

/* Tokens with a bar between them. */
static void expect(const char *text, bool marks, const char *expected)
{
    plain_ctx plain = PLAIN_CTX;
    spec_tokens tokens = spec_tokens_of(&plain.ctx, plain_str(text), marks);
    char shown[512];
    size_t len = 0;

    for (size_t i = 0; i < tokens.count; i++) {
        stet_str token = spec_token_text(&tokens, i);
        assert_true(len + token.len + 2 < sizeof shown);
        if (i > 0)
            shown[len++] = '|';
        memcpy(shown + len, token.ptr, token.len);
        len += token.len;
    }
    shown[len] = '\0';
    assert_string_equal(shown, expected);
    stet_arena_release(&plain.arena);
}

static void test_words_digits_and_marks(void **state)
{
    (void)state;
    expect("Don't stop, O\u2019Brien!", true, "Don't|stop|,|O\u2019Brien|!");
    expect("Don't stop, O\u2019Brien!", false, "Don't|stop|O\u2019Brien");
    expect("a 'b' c'", true, "a|'|b|'|c|'");
    expect("GPT-4 on the 3rd: 1,500.5 %", true, "GPT|-|4|on|the|3|rd|:|1|,|500|.|5|%");
    expect("na\u00EFve caf\u00E9\u2014\u00DCber", true,
           "na\u00EFve|caf\u00E9|\u2014|\u00DCber");
    expect("\u6771\u4EAC\u306F", true, "\u6771|\u4EAC|\u306F");
    expect("5\u00A0km \u20AC5 \U0001F600", true, "5|km|\u20AC|5|\U0001F600");
    expect("", true, "");
    expect(" \n\t", true, "");
}

static void test_bytes_that_are_no_utf8(void **state)
{
    (void)state;
    plain_ctx plain = PLAIN_CTX;
    static const char *const texts[] = { "\xFF", "a\xC3", "\xE2\x80", "\xF0\x9F\x98",
                                         "\x80\x80" };

    for (size_t i = 0; i < STET_LEN(texts); i++) {
        spec_tokens tokens = spec_tokens_of(&plain.ctx, plain_str(texts[i]), true);
        assert_true(tokens.count > 0);
        assert_int_equal(tokens.items[tokens.count - 1].end, strlen(texts[i]));
    }
    stet_arena_release(&plain.arena);
}

static void test_flags(void **state)
{
    (void)state;
    plain_ctx plain = PLAIN_CTX;
    spec_tokens t = spec_tokens_of(&plain.ctx, plain_str("The US\n\u00C9tat x"), true);

    assert_int_equal(t.count, 4);
    assert_int_equal(t.items[0].flags,
                     SPEC_TOKEN_SPACED | SPEC_TOKEN_BROKEN | SPEC_TOKEN_CAPITAL);
    assert_int_equal(t.items[1].flags,
                     SPEC_TOKEN_SPACED | SPEC_TOKEN_CAPITAL | SPEC_TOKEN_UPPER);
    assert_int_equal(t.items[2].flags,
                     SPEC_TOKEN_SPACED | SPEC_TOKEN_BROKEN | SPEC_TOKEN_CAPITAL);
    assert_int_equal(t.items[3].flags, SPEC_TOKEN_SPACED);
    assert_true(spec_token_is_word(&t, 1, "us"));
    assert_false(spec_token_is_word(&t, 1, "usa"));
    assert_false(spec_token_is_word(&t, 1, "u"));
    assert_false(spec_token_is_word(&t, 4, "x"));
    stet_arena_release(&plain.arena);
}

static void test_case_and_apostrophes_do_not_count(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        { "Word", "wORD" },
        { "\u00C9T\u00C9", "\u00E9t\u00E9" },
        { "\u0141\u00D3D\u0179", "\u0142\u00F3d\u017A" },
        { "\u039B\u039F\u0393", "\u03BB\u03BF\u03B3" },
        { "\u041C\u0418\u0420", "\u043C\u0438\u0440" },
        { "don't", "DON\u2019T" },
    };

    for (size_t i = 0; i < STET_LEN(same); i++)
        assert_true(spec_hash(plain_str(same[i][0])) ==
                    spec_hash(plain_str(same[i][1])));
    assert_false(spec_hash(plain_str("dont")) == spec_hash(plain_str("don't")));
    assert_false(spec_hash(plain_str("\u00D7")) == spec_hash(plain_str("\u00F7")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_digits_and_marks),
        cmocka_unit_test(test_bytes_that_are_no_utf8),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_case_and_apostrophes_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
