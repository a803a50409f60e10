/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const stet_layout_field fields[] = {
    { TEXT("a"), TEXT("/a"), TEXT(""), TEXT(""), true, true, false },
};

static const stet_layout layout = {
    TEXT(""), &stet_reader_json, TEXT("/id"), fields, STET_LEN(fields), false, false,
    NULL
};

static void test_an_array_of_records(void **state)
{
    (void)state;
    expect_reading(&layout, "[{\"a\":\"1\"},{\"a\":\"2\"}]",
                   "record 1 1:2 a=[1]\nrecord 2 1:12 a=[2]\n");
    expect_reading(&layout,
                   "\xEF\xBB\xBF\n [ {\"a\" : \"x]},\\\"{[\"} "
                   ",\r\n\t{\"b\":[[],{}],\"a\":\"\\\\\"}"
                   "\n]\n\n",
                   "record 1 2:4 a=[x]},\"{[]\nrecord 2 3:2 a=[\\]\n");
    expect_reading(&layout, "[]", "");
    expect_reading(&layout, " [ \n ] ", "");
}

static void test_one_record(void **state)
{
    (void)state;
    expect_reading(&layout, "{\"a\":\"1\"}\n", "record 1 1:1 a=[1]\n");
    expect_reading(&layout, "\n  {\"id\":\"n\",\n\"a\":\"1\"}",
                   "record 1 2:3 id=n a=[1]\n");
}

/** A record behind others on a line begins at its column, in code points. */
static void test_columns_count_code_points(void **state)
{
    (void)state;
    expect_reading(&layout, "[{\"a\":\"\xC3\xA9\"},{\"a\":\"\xF0\x9F\x98\x80\"}, 5]",
                   "record 1 1:2 a=[\xC3\xA9]\n"
                   "record 2 1:12 a=[\xF0\x9F\x98\x80]\n"
                   "failure 3 1:23 byte 26: the record has no \"a\" (/a)\n");
}

static void test_what_is_broken_is_told_and_the_rest_goes_on(void **state)
{
    (void)state;
    expect_reading(
        &layout, "[{\"a\":\"1\"},{\"a\":nul},{\"a\":\"3\"}]",
        "record 1 1:2 a=[1]\n"
        "failure 2 1:20 byte 19: not JSON: it is none of true, false and null\n"
        "record 3 1:22 a=[3]\n");
    expect_reading(
        &layout, "[{\"a\":\"1\"]},{\"a\":\"2\"}]",
        "failure 1 1:10 byte 9: not JSON: a comma or } is missing before this\n"
        "failure 2 1:11 byte 10: not JSON: no comma stands before this value\n"
        "failure 2 1:11 byte 10: not JSON: this has no place here\n"
        "record 3 1:13 a=[2]\n");
}

static void test_separators(void **state)
{
    (void)state;
    expect_reading(
        &layout, "[{\"a\":\"1\"} {\"a\":\"2\"}]",
        "record 1 1:2 a=[1]\n"
        "failure 2 1:12 byte 11: not JSON: no comma stands before this value\n"
        "record 2 1:12 a=[2]\n");
    expect_reading(
        &layout, "[{\"a\":\"1\"},,{\"a\":\"2\"},]",
        "record 1 1:2 a=[1]\n"
        "failure 2 1:12 byte 11: not JSON: no value stands before this comma\n"
        "record 2 1:13 a=[2]\n"
        "failure 3 1:23 byte 22: not JSON: no value stands behind the last "
        "comma\n");
}

static void test_the_end(void **state)
{
    (void)state;
    expect_reading(&layout, "[{\"a\":\"1\"},",
                   "record 1 1:2 a=[1]\n"
                   "failure 2 1:12 byte 11: not JSON: the array ends without ]\n");
    expect_reading(&layout, "[{\"a\":\"1\"},{\"a\":\"2",
                   "record 1 1:2 a=[1]\n"
                   "failure 2 1:19 byte 18: not JSON: it ends inside an object\n");
    expect_reading(
        &layout, "[{\"a\":\"1\"}] x",
        "record 1 1:2 a=[1]\n"
        "failure 2 1:13 byte 12: not JSON: this stands behind the end of the "
        "value\n");
    expect_reading(&layout, "{\"a\":\"1\"}{\"a\":\"2\"}",
                   "record 1 1:1 a=[1]\n"
                   "failure 2 1:10 byte 9: not JSON: this stands behind the end of the "
                   "value\n");
    expect_reading(&layout, "[7",
                   "failure 1 1:2 byte 1: the record has no \"a\" (/a)\n"
                   "failure 2 1:3 byte 2: not JSON: the array ends without ]\n");
    expect_reading(&layout, "]",
                   "failure 1 1:1 byte 0: not JSON: this has no place here\n");
    expect_reading(&layout, "", "error 0:0: not JSON: there is no value in it\n");
    expect_reading(&layout, " [ ", "error 0:0: not JSON: the array ends without ]\n");
}

static void test_a_long_record_is_passed_over(void **state)
{
    (void)state;
    expect_reading_of(
        &layout, 20,
        STET_STR("[{\"a\":\"1\"}, {\"a\":\"[[[[[\\\"[[[[[[[\"},\n"
                 " {\"a\":\"3\"}]"),
        "record 1 1:2 a=[1]\n"
        "failure 2 1:13 byte 12: a record of 22 bytes is over the limit of "
        "20 and is left out (see --max-record)\n"
        "record 3 2:2 a=[3]\n");
}

/** All on one line: the columns go on from piece to piece. */
static void test_many_pieces(void **state)
{
    (void)state;
    enum { N_RECORDS = 30000 };
    stet_buffer bytes = { 0 };
    stet_buffer expected = { 0 };
    stet_buffer_add_text(&bytes, "[");
    size_t column = 2;
    for (unsigned i = 1; i <= N_RECORDS; i++) {
        size_t before = bytes.len;
        stet_buffer_format(&bytes, "{\"id\":%u,\"a\":\"caf\xC3\xA9 %u\"}", i, i);
        stet_buffer_format(&expected, "record %u 1:%zu id=%u a=[caf\xC3\xA9 %u]\n", i,
                           column, i, i);
        stet_buffer_add_text(&bytes, i < N_RECORDS ? ", " : "]");
        column += bytes.len - before - 1;
    }
    stet_buffer at_hand = { 0 };
    stet_buffer piped = { 0 };
    reading_of_bytes(&layout, STET_MAX_RECORD, stet_buffer_str(&bytes), &at_hand);
    reading_of_pipe(&layout, STET_MAX_RECORD, stet_buffer_str(&bytes), 5000, &piped);
    assert_true(bytes.len > 3 * STET_PIECE_SIZE);
    assert_string_equal(at_hand.ptr, expected.ptr);
    assert_string_equal(piped.ptr, expected.ptr);
    stet_buffer_release(&at_hand);
    stet_buffer_release(&piped);
    stet_buffer_release(&bytes);
    stet_buffer_release(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_array_of_records),
        cmocka_unit_test(test_one_record),
        cmocka_unit_test(test_columns_count_code_points),
        cmocka_unit_test(test_what_is_broken_is_told_and_the_rest_goes_on),
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_the_end),
        cmocka_unit_test(test_a_long_record_is_passed_over),
        cmocka_unit_test(test_many_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
