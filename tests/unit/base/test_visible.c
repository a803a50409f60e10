/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"

#include <cmocka.h>

static void test_what_is_shown(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } rows[] = {
        { "", "" },
        { "plain\ttext", "plain\ttext" },
        { "caf\xC3\xA9 \xF0\x9F\x98\x80", "caf\xC3\xA9 \xF0\x9F\x98\x80" },
        { "\x1B[31mred", "<U+001B>[31mred" },
        { "a\nb\r", "a<U+000A>b<U+000D>" },
        { "\x7F\xC2\x9B", "<U+007F><U+009B>" },
        { "\xE2\x80\xAE!", "<U+202E>!" },
        { "\xE2\x80\xA8", "<U+2028>" },
        { "a\xFF\xE2\x80", "a<0xFF><0xE2><0x80>" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_buffer out = { 0 };
        stet_buffer_add_char(&out, '>');
        stet_visible_add(&out, stet_str_from(rows[i].text));
        assert_string_equal(out.ptr + 1, rows[i].shown);
        stet_buffer_release(&out);
    }
}

/* Whatever goes in, what comes out is valid and holds nothing that drives a
   terminal. */
static void test_nothing_dangerous_is_left(void **state)
{
    (void)state;
    stet_buffer text = { 0 };
    stet_buffer out = { 0 };
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 257)
        stet_buffer_add_code_point(&text, c);
    for (int c = 0x80; c < 0x100; c++)
        stet_buffer_add_char(&text, (char)c);
    stet_visible_add(&out, stet_buffer_str(&text));
    for (size_t at = 0; at < out.len;) {
        uint32_t c;
        at += stet_utf8_decode(stet_buffer_str(&out), at, &c);
        assert_int_not_equal(c, STET_UTF8_BAD);
        assert_false(stet_visible_needed(c));
        assert_true(c == '\t' || !(stet_utf8_class(c) & STET_CHAR_CONTROL));
    }
    stet_buffer_release(&text);
    stet_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_shown),
        cmocka_unit_test(test_nothing_dangerous_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
