/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "text/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/** What a walk reported: "path kind=raw" a line. */
typedef struct transcript {
    stet_str text;
    stet_buffer out;
    size_t stop_after; /**< Values; 0: never. */
    size_t n_values;
} transcript;

static const char *const kinds[] = { "null",   "boolean", "number",
                                     "string", "object",  "array" };

static bool write_down(void *user, const stet_json_step *path, size_t depth,
                       const stet_json_value *value)
{
    transcript *t = user;
    for (size_t i = 0; i < depth; i++) {
        if (path[i].key.ptr)
            stet_buffer_format(&t->out, "/%.*s", (int)path[i].key.len, path[i].key.ptr);
        else
            stet_buffer_format(&t->out, "/%zu", path[i].index);
    }
    stet_buffer_format(&t->out, "%s%s %s=", depth ? "" : "-",
                       value->escaped ? " esc" : "", kinds[value->kind]);
    stet_buffer_append(&t->out, t->text.ptr + value->raw.start,
                       value->raw.end - value->raw.start);
    stet_buffer_add_text(&t->out, "\n");
    return ++t->n_values != t->stop_after;
}

static void expect_walk(const char *json, const char *expected)
{
    transcript t = { .text = stet_str_from(json) };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(t.text, write_down, &t, &error));
    assert_null(error.message);
    assert_string_equal(t.out.ptr, expected);
    stet_buffer_release(&t.out);
}

static void expect_refused(stet_str json, size_t byte, const char *message)
{
    transcript t = { .text = json };
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_json_walk(json, write_down, &t, &error));
    assert_string_equal(error.message, message);
    assert_int_equal(error.position.byte, byte);
    stet_error_release(&error);
    stet_buffer_release(&t.out);
}

static void test_values_have_path_and_range(void **state)
{
    (void)state;
    expect_walk(
        " {\"a\" : [1, -2.5e3 ,null],\"b\":{\"\":true, \"c\":\"x\"} }\n",
        "/a/0 number=1\n"
        "/a/1 number=-2.5e3\n"
        "/a/2 null=null\n"
        "/a array=[1, -2.5e3 ,null]\n"
        "/b/ boolean=true\n"
        "/b/c string=x\n"
        "/b object={\"\":true, \"c\":\"x\"}\n"
        "- object={\"a\" : [1, -2.5e3 ,null],\"b\":{\"\":true, \"c\":\"x\"} }\n");
    expect_walk("[[],{},\"\"]",
                "/0 array=[]\n/1 object={}\n/2 string=\n- array=[[],{},\"\"]\n");
}

static void test_scalars_at_the_top(void **state)
{
    (void)state;
    expect_walk("12", "- number=12\n");
    expect_walk(" 12 ", "- number=12\n");
    expect_walk("false", "- boolean=false\n");
    expect_walk("\"a\\nb\"", "- esc string=a\\nb\n");
}

static void test_escaped_strings_have_exact_ranges(void **state)
{
    (void)state;
    expect_walk(
        "{\"k\\u0041\":\"\\\\\",\"b\":\"\\\"x\\\"\" ,\"c\":[\"\\u00e9\",\"y\"]}",
        "/kA esc string=\\\\\n"
        "/b esc string=\\\"x\\\"\n"
        "/c/0 esc string=\\u00e9\n"
        "/c/1 string=y\n"
        "/c array=[\"\\u00e9\",\"y\"]\n"
        "- object={\"k\\u0041\":\"\\\\\",\"b\":\"\\\"x\\\"\" ,\"c\":[\"\\u00e9\","
        "\"y\"]}\n");
}

static void test_what_is_no_json(void **state)
{
    (void)state;
    expect_refused(STET_STR(""), 0, "there is no value");
    expect_refused(STET_STR(" \n"), 2, "there is no value");
    expect_refused(STET_STR("[1,,2]"), 3, "this has no place here");
    expect_refused(STET_STR("[1,]"), 3, "this has no place here");
    expect_refused(STET_STR("{\"a\":1,}"), 7,
                   "a key in double quotes must stand here; behind the last "
                   "value there is no comma");
    expect_refused(STET_STR("[01]"), 2, "a comma or ] is missing before this");
    expect_refused(STET_STR("[1] [2]"), 4, "a second value follows the first");
    expect_refused(STET_STR("1 2"), 2, "a second value follows the first");
    expect_refused(STET_STR("[1]]"), 3, "this has no place here");
    expect_refused(STET_STR("[1] // x"), 4, "JSON has no comments");
    expect_refused(STET_STR("['a']"), 1, "no value begins with this character");
    expect_refused(STET_STR("[\f1]"), 1, "0x0C is not a blank of JSON");
    expect_refused(STET_STR("[1]\v"), 3, "0x0B is not a blank of JSON");
    expect_refused(STET_STR("\xEF\xBB\xBF{}"), 0,
                   "no value begins with this character");
    expect_refused(STET_STR("[1\0]"), 2, "no value begins with this character");
}

static void test_what_is_cut_off(void **state)
{
    (void)state;
    expect_refused(STET_STR("{\"a\":[1,"), 8, "it ends inside an array");
    expect_refused(STET_STR("{\"a\":\"x\\"), 8, "it ends inside an object");
    expect_refused(STET_STR("\"x"), 2, "it ends inside a string");
    expect_refused(STET_STR("\"x\" \"y"), 6, "it ends inside a string");
    expect_refused(STET_STR("tru"), 3, "it is none of true, false and null");
}

static void test_strings_must_be_text(void **state)
{
    (void)state;
    expect_refused(STET_STR("[\"a\xC0\xAF\"]"), 3, "byte 0xC0 is not UTF-8");
    expect_refused(STET_STR("{\"\xED\xA0\x80\":1}"), 2, "byte 0xED is not UTF-8");
    expect_refused(STET_STR("[\"\\ud83d\"]"), 2,
                   "\\ud83d is one half of a surrogate pair, not a character");
    expect_refused(STET_STR("[\"ab\\uD83D\\u0041\"]"), 4,
                   "\\uD83D is one half of a surrogate pair, not a character");
    expect_refused(STET_STR("{\"x\\ude00\":1}"), 3,
                   "\\ude00 is one half of a surrogate pair, not a character");
    expect_refused(STET_STR("[\"a\nb\"]"), 3, "a control character inside a string");
    expect_refused(STET_STR("[\"\\q\"]"), 3,
                   "inside a string, '\\' occurs before a character which it may not");
}

#define EUROS_10 "€€€€€€€€€€"
#define EUROS_40 EUROS_10 EUROS_10 EUROS_10 EUROS_10

static void test_a_key_may_stand_once(void **state)
{
    (void)state;
    expect_refused(STET_STR("{\"a\":1,\"b\":2,\"\\u0061\":3}"), 13,
                   "the key “a” stands twice in one object");
    expect_walk("{\"a\":{\"a\":1}}",
                "/a/a number=1\n/a object={\"a\":1}\n- object={\"a\":{\"a\":1}}\n");
    /* Enough keys to be sorted: the first that repeats one is told. */
    stet_buffer json = { 0 };
    stet_buffer_add_text(&json, "{");
    for (int i = 0; i < 100; i++)
        stet_buffer_format(&json, "\"k%d\":%d,", i, i);
    size_t at = json.len;
    stet_buffer_add_text(&json, "\"k50\":1,\"k2\":1}");
    expect_refused(stet_buffer_str(&json), at,
                   "the key “k50” stands twice in one object");
    /* A long one is cut between two characters. */
    stet_buffer_clear(&json);
    stet_buffer_add_text(&json, "{\"" EUROS_40 "\":1,\"" EUROS_40 "\":2}");
    expect_refused(stet_buffer_str(&json), 126,
                   "the key “" EUROS_10 EUROS_10 EUROS_10
                   "€€€” stands twice in one object");
    stet_buffer_release(&json);
}

static void test_nesting_has_a_limit(void **state)
{
    (void)state;
    stet_buffer json = { 0 };
    for (int i = 0; i < STET_JSON_NESTING; i++)
        stet_buffer_add_text(&json, "[");
    for (int i = 0; i < STET_JSON_NESTING; i++)
        stet_buffer_add_text(&json, "]");
    transcript t = { .text = stet_buffer_str(&json) };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(t.text, write_down, &t, &error));
    assert_int_equal(t.n_values, STET_JSON_NESTING);
    stet_buffer_release(&t.out);
    stet_buffer_clear(&json);
    for (int i = 0; i < 100000; i++)
        stet_buffer_add_text(&json, "[");
    expect_refused(stet_buffer_str(&json), STET_JSON_NESTING,
                   "it is nested more than 512 deep");
    stet_buffer_release(&json);
}

static void test_a_visitor_may_stop(void **state)
{
    (void)state;
    transcript t = { .text = STET_STR("[1,2,nonsense"), .stop_after = 2 };
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(t.text, write_down, &t, &error));
    assert_string_equal(t.out.ptr, "/0 number=1\n/1 number=2\n");
    stet_buffer_release(&t.out);
}

static void test_the_place_of_an_error(void **state)
{
    (void)state;
    transcript t = { .text = STET_STR("{\n \"\xC3\xA9\": x}") };
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_json_walk(t.text, write_down, &t, &error));
    assert_int_equal(error.position.line, 2);
    assert_int_equal(error.position.column, 7);
    assert_int_equal(error.position.byte, 9);
    stet_error_release(&error);
    stet_buffer_release(&t.out);
}

/* The insides of strings are looked at sixteen bytes at a time: what ends one, or is
   wrong in it, must be found wherever it stands among them. */
static void test_strings_of_all_lengths(void **state)
{
    (void)state;
    for (int len = 0; len < 40; len++) {
        const char *const dots = "........................................";
        stet_buffer json = { 0 }, expected = { 0 };
        stet_buffer_format(&json, "[\"%.*s\",\"%.*s\\n\",\"\\u0041%.*s\",7]", len, dots,
                           len, dots, len, dots);
        stet_buffer_format(&expected,
                           "/0 string=%.*s\n/1 esc string=%.*s\\n\n"
                           "/2 esc string=\\u0041%.*s\n/3 number=7\n- array=%s\n",
                           len, dots, len, dots, len, dots, json.ptr);
        expect_walk(json.ptr, expected.ptr);
        stet_buffer_release(&json);
        stet_buffer_release(&expected);
    }
}

static void expect_refused_behind(size_t len, const char *rest, size_t byte,
                                  const char *message)
{
    stet_buffer json = { 0 };
    stet_buffer_add_text(&json, "[\"one\",\"");
    for (size_t i = 0; i < len; i++)
        stet_buffer_add_text(&json, ".");
    stet_buffer_add_text(&json, rest);
    expect_refused(stet_buffer_str(&json), 8 + len + byte, message);
    stet_buffer_release(&json);
}

static void test_what_is_wrong_in_strings_of_all_lengths(void **state)
{
    (void)state;
    for (size_t len = 0; len < 40; len++) {
        expect_refused_behind(len, "\x01.\"]", 0,
                              "a control character inside a string");
        expect_refused_behind(
            len, "\\x.\"]", 1,
            "inside a string, '\\' occurs before a character which it "
            "may not");
        expect_refused_behind(len, "\\u00g1.\"]", 4,
                              "invalid (non-hex) character occurs after '\\u' inside "
                              "string");
        expect_refused_behind(len, "\xFF.\"]", 0, "byte 0xFF is not UTF-8");
        expect_refused_behind(
            len, "\\udc00.\"]", 0,
            "\\udc00 is one half of a surrogate pair, not a character");
        expect_refused_behind(len, "\"x]", 1, "no value begins with this character");
        expect_refused_behind(len, "\" 1]", 2, "a comma or ] is missing before this");
        expect_refused_behind(len, ".", 1, "it ends inside an array");
    }
}

static void test_a_token_before_a_string_ends_there(void **state)
{
    (void)state;
    expect_refused(STET_STR("[tru\"e\"]"), 4, "it is none of true, false and null");
    expect_refused(STET_STR("[1.\"e\"]"), 3,
                   "malformed number, a digit is required after the decimal point");
    expect_refused(STET_STR("[12\"e\"]"), 3, "a comma or ] is missing before this");
    expect_refused(STET_STR("12\"e\""), 2, "a second value follows the first");
    expect_refused(STET_STR("{\"a\"\"e\"}"), 4,
                   "a colon is missing between the key and this");
}

static void test_decoding(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    stet_str plain = STET_STR("plain \xC3\xA9");
    assert_ptr_equal(stet_json_decode(plain, &arena).ptr, plain.ptr);
    stet_str text = stet_json_decode(
        STET_STR(
            "\\\"\\\\\\/\\b\\f\\n\\r\\t|\\u0000\\u007F\\u07ff\\uFFFF|\\ud800\\udc00"
            "\\uDBFF\\uDFFF|end\\n"),
        &arena);
    assert_true(stet_str_equal(
        text, STET_STR("\"\\/\b\f\n\r\t|\0\x7F\xDF\xBF\xEF\xBF\xBF|\xF0\x90\x80\x80"
                       "\xF4\x8F\xBF\xBF|end\n")));
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_have_path_and_range),
        cmocka_unit_test(test_scalars_at_the_top),
        cmocka_unit_test(test_escaped_strings_have_exact_ranges),
        cmocka_unit_test(test_what_is_no_json),
        cmocka_unit_test(test_what_is_cut_off),
        cmocka_unit_test(test_strings_must_be_text),
        cmocka_unit_test(test_a_key_may_stand_once),
        cmocka_unit_test(test_nesting_has_a_limit),
        cmocka_unit_test(test_a_visitor_may_stop),
        cmocka_unit_test(test_the_place_of_an_error),
        cmocka_unit_test(test_strings_of_all_lengths),
        cmocka_unit_test(test_what_is_wrong_in_strings_of_all_lengths),
        cmocka_unit_test(test_a_token_before_a_string_ends_there),
        cmocka_unit_test(test_decoding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
