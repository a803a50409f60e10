/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "text/json_pointer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/** A walk that lists the values to which a pointer leads. */
typedef struct search {
    stet_json_pointer pointer;
    stet_str json;
    stet_buffer found;
} search;

static bool look(void *user, const stet_json_step *path, size_t depth,
                 const stet_json_value *value)
{
    search *s = user;
    if (depth != s->pointer.n_parts ||
        !stet_json_pointer_leads(&s->pointer, path, depth))
        return true;
    stet_buffer_append(&s->found, s->json.ptr + value->raw.start,
                       value->raw.end - value->raw.start);
    stet_buffer_add_text(&s->found, ";");
    return true;
}

static void expect_found(const char *pointer, const char *json, const char *expected)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    search s = { .json = stet_str_from(json) };
    stet_buffer_add_text(&s.found, "");
    assert_true(
        stet_json_pointer_parse(&s.pointer, stet_str_from(pointer), &arena, &error));
    assert_true(stet_json_walk(s.json, look, &s, &error));
    assert_string_equal(s.found.ptr, expected);
    stet_buffer_release(&s.found);
    stet_arena_release(&arena);
}

/** The example of RFC 6901, section 5. */
static void test_the_example_of_the_standard(void **state)
{
    (void)state;
    const char *json =
        "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,"
        "\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8}";
    expect_found("/foo", json, "[\"bar\",\"baz\"];");
    expect_found("/foo/0", json, "bar;");
    expect_found("/", json, "0;");
    expect_found("/a~1b", json, "1;");
    expect_found("/c%d", json, "2;");
    expect_found("/i\\j", json, "5;");
    expect_found("/k\"l", json, "6;");
    expect_found("/ ", json, "7;");
    expect_found("/m~0n", json, "8;");
}

static void test_any_element(void **state)
{
    (void)state;
    expect_found("/m/*/c", "{\"m\":[{\"c\":1},{\"d\":2},{\"c\":3},[4]]}", "1;3;");
    expect_found("/*/*", "[[1,2],3,[4]]", "1;2;4;");
    expect_found("/*", "{\"*\":1}", "");
    expect_found("", "[1]", "[1];");
}

static void test_an_index_is_exact(void **state)
{
    (void)state;
    expect_found("/1", "[5,6]", "6;");
    expect_found("/01", "[5,6]", "");
    expect_found("/-", "[5,6]", "");
    expect_found("/1", "{\"1\":7}", "7;");
}

static void expect_refused(const char *pointer, const char *message, const char *hint)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_json_pointer parsed;
    assert_false(
        stet_json_pointer_parse(&parsed, stet_str_from(pointer), &arena, &error));
    assert_string_equal(error.message, message);
    assert_string_equal(error.hint, hint);
    stet_error_release(&error);
    stet_arena_release(&arena);
}

static void test_what_is_no_pointer(void **state)
{
    (void)state;
    expect_refused("answer", "\"answer\" is not a JSON Pointer: it must begin with /",
                   "write \"/answer\"");
    expect_refused("/a~b", "in the JSON Pointer \"/a~b\" a ~ stands alone",
                   "write ~0 for ~ and ~1 for / in a key");
    expect_refused("/a~", "in the JSON Pointer \"/a~\" a ~ stands alone",
                   "write ~0 for ~ and ~1 for / in a key");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_example_of_the_standard),
        cmocka_unit_test(test_any_element),
        cmocka_unit_test(test_an_index_is_exact),
        cmocka_unit_test(test_what_is_no_pointer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
