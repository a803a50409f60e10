/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_writer.h"
#include "base/str.h"
#include "base/utf8.h"

#include <cmocka.h>

static void write_sample(stet_json_writer *json)
{
    stet_json_begin_object(json);
    stet_json_key(json, "empty");
    stet_json_begin_array(json);
    stet_json_end_array(json);
    stet_json_key(json, "list");
    stet_json_begin_array(json);
    stet_json_integer(json, 1);
    stet_json_begin_object(json);
    stet_json_end_object(json);
    stet_json_begin_object(json);
    stet_json_key_str(json, STET_STR("a\"b"));
    stet_json_text(json, "x");
    stet_json_end_object(json);
    stet_json_end_array(json);
    stet_json_key(json, "yes");
    stet_json_boolean(json, true);
    stet_json_key(json, "no");
    stet_json_boolean(json, false);
    stet_json_key(json, "none");
    stet_json_null(json);
    stet_json_key(json, "raw");
    stet_json_raw(json, STET_STR("[1]"));
    stet_json_end_object(json);
}

static void test_plain(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_json_writer json;
    stet_json_init(&json, &out, false);
    write_sample(&json);
    assert_string_equal(out.ptr,
                        "{\"empty\":[],\"list\":[1,{},{\"a\\\"b\":\"x\"}],"
                        "\"yes\":true,\"no\":false,\"none\":null,\"raw\":[1]}");
    stet_buffer_release(&out);
}

static void test_pretty(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_json_writer json;
    stet_json_init(&json, &out, true);
    write_sample(&json);
    assert_string_equal(out.ptr, "{\n"
                                 "  \"empty\": [],\n"
                                 "  \"list\": [\n"
                                 "    1,\n"
                                 "    {},\n"
                                 "    {\n"
                                 "      \"a\\\"b\": \"x\"\n"
                                 "    }\n"
                                 "  ],\n"
                                 "  \"yes\": true,\n"
                                 "  \"no\": false,\n"
                                 "  \"none\": null,\n"
                                 "  \"raw\": [1]\n"
                                 "}");
    stet_buffer_release(&out);
}

static void test_integers(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_json_writer json;
    stet_json_init(&json, &out, false);
    stet_json_begin_array(&json);
    stet_json_integer(&json, INT64_MIN);
    stet_json_integer(&json, INT64_MAX);
    stet_json_end_array(&json);
    assert_string_equal(out.ptr, "[-9223372036854775808,9223372036854775807]");
    stet_buffer_release(&out);
}

static void test_reals_in_their_shortest_form(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        { 0, "0" },
        { 5, "5" },
        { 0.1, "0.1" },
        { -2.5, "-2.5" },
        { 1.0 / 3, "0.3333333333333333" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1e300, "1e+300" },
        { 5e-324, "5e-324" },
        { DBL_MAX, "1.7976931348623157e+308" },
        { HUGE_VAL, "null" },
        { -HUGE_VAL, "null" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_buffer out = { 0 };
        stet_json_writer json;
        stet_json_init(&json, &out, false);
        stet_json_real(&json, rows[i].value);
        assert_string_equal(out.ptr, rows[i].text);
        stet_buffer_release(&out);
    }
}

static void test_reals_read_back_the_same(void **state)
{
    (void)state;
    stet_buffer out = { 0 };
    stet_json_writer json;
    srand(4);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = 0;
        double value;
        for (int k = 0; k < 5; k++)
            bits = bits << 15 ^ (uint64_t)rand();
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        stet_buffer_clear(&out);
        stet_json_init(&json, &out, false);
        stet_json_real(&json, value);
        double back = strtod(out.ptr, NULL);
        assert_memory_equal(&back, &value, sizeof value);
    }
    stet_buffer_release(&out);
}

static void assert_quoted(stet_str text, const char *quoted)
{
    stet_buffer out = { 0 };
    stet_json_quote(&out, text);
    assert_string_equal(out.ptr, quoted);
    stet_buffer_release(&out);
}

static void test_escapes(void **state)
{
    (void)state;
    assert_quoted((stet_str){ NULL, 0 }, "\"\"");
    assert_quoted(STET_STR("\b\t\n\f\r\"\\/"), "\"\\b\\t\\n\\f\\r\\\"\\\\/\"");
    assert_quoted(STET_STR("\0\x1B\x7F"), "\"\\u0000\\u001B\\u007F\"");
    assert_quoted(STET_STR("\xC2\x9B\xE2\x80\xA8\xE2\x80\xAE"),
                  "\"\\u009B\\u2028\\u202E\"");
    assert_quoted(STET_STR("caf\xC3\xA9 \xF0\x9F\x98\x80"),
                  "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"");
    assert_quoted(STET_STR("a\xFF"
                           "b\xE2\x80"),
                  "\"a\xEF\xBF\xBD"
                  "b\xEF\xBF\xBD\"");
}

/* Undoes the escapes that JSON knows; `text` receives what stood there. */
static void unquote(stet_str quoted, stet_buffer *text)
{
    static const char from[] = "btnfr\"\\/";
    static const char to[] = "\b\t\n\f\r\"\\/";
    assert_true(quoted.len >= 2 && quoted.ptr[0] == '"');
    assert_int_equal(quoted.ptr[quoted.len - 1], '"');
    for (size_t i = 1; i < quoted.len - 1; i++) {
        char c = quoted.ptr[i];
        assert_true((unsigned char)c >= 0x20 && c != '"' && c != 0x7F);
        if (c != '\\') {
            stet_buffer_add_char(text, c);
            continue;
        }
        c = quoted.ptr[++i];
        const char *at = strchr(from, c);
        if (c == 'u') {
            char digits[5] = { 0 };
            memcpy(digits, quoted.ptr + i + 1, 4);
            stet_buffer_add_code_point(text, (uint32_t)strtoul(digits, NULL, 16));
            i += 4;
        } else {
            assert_non_null(at);
            stet_buffer_add_char(text, to[at - from]);
        }
    }
}

static void test_every_code_point_reads_back(void **state)
{
    (void)state;
    stet_buffer text = { 0 };
    stet_buffer quoted = { 0 };
    stet_buffer back = { 0 };
    uint32_t chars;
    for (uint32_t c = 0; c <= 0x10FFFF; c++)
        if (c < 0xD800 || c > 0xDFFF)
            stet_buffer_add_code_point(&text, c);
    stet_json_quote(&quoted, stet_buffer_str(&text));
    assert_true(stet_utf8_check(stet_buffer_str(&quoted), &chars) == STET_UTF8_VALID);
    assert_int_equal(chars & (STET_CHARS_CONTROL | STET_CHARS_TAB | STET_CHARS_CR), 0);
    unquote(stet_buffer_str(&quoted), &back);
    assert_true(stet_str_equal(stet_buffer_str(&back), stet_buffer_str(&text)));
    stet_buffer_release(&text);
    stet_buffer_release(&quoted);
    stet_buffer_release(&back);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_pretty),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_reals_in_their_shortest_form),
        cmocka_unit_test(test_reals_read_back_the_same),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_every_code_point_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
