/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const stet_layout_field fields[] = {
    { TEXT("question"), TEXT("/q"), TEXT(""), TEXT(""), true, true, true },
    { TEXT("answer"), TEXT("/a"), TEXT(""), TEXT(""), true, true, false },
    { TEXT("editor"), TEXT("/meta/editor"), TEXT(""), TEXT(""), false, false, true },
};

static const stet_layout layout = {
    TEXT(""), &stet_reader_jsonl, TEXT("/id"), fields, STET_LEN(fields), false, false,
    NULL
};

static const stet_layout *plain(void)
{
    return stet_layout_plain(&stet_reader_jsonl);
}

static void test_values_come_in_source_order(void **state)
{
    (void)state;
    expect_reading(
        &layout, "{\"id\":\"x\",\"a\":\"one\",\"meta\":{\"editor\":7},\"q\":\"two\"}\n",
        "record 1 1:1 id=x answer=[one] editor=[7] question=[two]\n");
}

static void test_line_ends(void **state)
{
    (void)state;
    expect_reading(
        &layout,
        "\xEF\xBB\xBF{\"a\":\"1\"}\r\n\r\n  \n{\"a\":\"2\"}\n\n\n{\"a\":\"3\"}",
        "record 1 1:1 answer=[1]\n"
        "record 2 4:1 answer=[2]\n"
        "record 3 7:1 answer=[3]\n");
    expect_reading(&layout, "", "");
    expect_reading(&layout, "\n \r\n", "");
    expect_reading(&layout, "\xEF\xBB\xBF", "");
}

static void test_escapes_are_decoded(void **state)
{
    (void)state;
    expect_reading(
        &layout, "{\"a\":\"\\u00e9\\ud83d\\ude00\\n\\t\\\\\\\"\\/ \xC3\xA9\"}\n",
        "record 1 1:1 answer=[\xC3\xA9\xF0\x9F\x98\x80\n\t\\\"/ \xC3\xA9]\n");
    /* A key may be escaped too. */
    expect_reading(&layout, "{\"\\u0061\":\"x\"}\n", "record 1 1:1 answer=[x]\n");
}

static void test_a_broken_line_is_told_and_the_rest_goes_on(void **state)
{
    (void)state;
    expect_reading(
        &layout, "{\"a\":\"1\"}\n{\"a\":\"br\n{\"a\":tru}\n[\n{\"a\":\"5\"}\n",
        "record 1 1:1 answer=[1]\n"
        "failure 2 2:9 byte 18: not JSON: it ends inside an object\n"
        "failure 3 3:9 byte 27: not JSON: it is none of true, false and null\n"
        "failure 4 4:2 byte 30: not JSON: it ends inside an array\n"
        "record 5 5:1 answer=[5]\n");
}

/** What one line leaves unfinished must not reach into the next. */
static void test_lines_do_not_run_into_each_other(void **state)
{
    (void)state;
    expect_reading(
        &layout, "{\"a\":\"1\"} \"x\n{\"a\":\"2\"}\n{\"a\":\"3\"} 4\n",
        "failure 1 1:13 byte 12: not JSON: it ends inside a string\n"
        "record 2 2:1 answer=[2]\n"
        "failure 3 3:11 byte 33: not JSON: a second value follows the first\n");
}

static void test_bad_bytes_have_their_place(void **state)
{
    (void)state;
    stet_str bytes = STET_STR("{\"a\":\"\xC3\xA9\xFF\"}\n{\"a\":\"x\0y\"}\n\0\n"
                              "{\"a\":\"\\ud800\"}\n{\"a\":\"ok\"}");
    expect_reading_of(
        &layout, STET_MAX_RECORD, bytes,
        "failure 1 1:8 byte 8: not JSON: byte 0xFF is not UTF-8\n"
        "failure 2 2:8 byte 19: not JSON: a control character inside a string\n"
        "failure 3 3:1 byte 24: not JSON: no value begins with this character\n"
        "failure 4 4:7 byte 32: not JSON: \\ud800 is one half of a surrogate pair, not "
        "a "
        "character\n"
        "record 5 5:1 answer=[ok]\n");
}

static void test_a_duplicate_key_is_a_failure(void **state)
{
    (void)state;
    expect_reading(&layout, "{\"a\":\"1\",\"b\":{\"a\":1},\"\\u0061\":\"2\"}\n",
                   "failure 1 1:22 byte 21: not JSON: the key “a” stands twice in one "
                   "object\n");
}

static void test_a_missing_field_is_told_and_the_record_comes(void **state)
{
    (void)state;
    expect_reading(&layout, "{\"q\":\"why\"}\n{\"q\":\"w\",\"a\":null}\n{\"a\":4}\n",
                   "failure 1 1:1 byte 0: the record has no \"answer\" (/a)\n"
                   "record 1 1:1 question=[why]\n"
                   "failure 2 2:1 byte 12: the record has no \"answer\" (/a)\n"
                   "record 2 2:1 question=[w]\n"
                   "failure 3 3:1 byte 31: the record has a number in place of text as "
                   "\"answer\" (/a)\n");
}

static void test_plain_records_have_usual_names(void **state)
{
    (void)state;
    expect_reading(
        plain(),
        "{\"id\":5,\"prompt\":\"p\",\"completion\":\"c\",\"score\":1}\n"
        "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"},"
        "{\"content\":\"a\",\"role\":\"assistant\"}]}\n"
        "{\"body\":\"b\"}\n{\"text\":[1]}\n",
        "record 1 1:1 id=5 prompt=[p] completion=[c]\n"
        "record 2 2:1 user=[u] assistant=[a]\n"
        "failure 3 3:1 byte 129: the record has none of the text fields text, "
        "answer, response, output and 10 more; name its fields in the rule set's "
        "\"texts\"\n"
        "failure 4 4:1 byte 142: the record has none of the text fields text, "
        "answer, response, output and 10 more; name its fields in the rule set's "
        "\"texts\"\n");
    stet_layout empty = { .reader = &stet_reader_jsonl };
    expect_reading(&empty, "{\"text\":\"t\"}", "record 1 1:1 text=[t]\n");
}

static void test_an_optional_layout_takes_records_without_texts(void **state)
{
    (void)state;
    stet_layout_field field = { .name = STET_STR("a"),
                                .path = STET_STR("/a"),
                                .where_key = STET_STR(""),
                                .where_value = STET_STR(""),
                                .text = true,
                                .optional = true };
    stet_layout lenient = { .reader = &stet_reader_jsonl,
                            .id = STET_STR(""),
                            .fields = &field,
                            .n_fields = 1,
                            .optional = true };
    const char *bytes = "{\"b\":1}\n{\"a\":4}\n7\n{\"a\":\"x\"}\n";
    expect_reading(&lenient, bytes,
                   "record 1 1:1\nrecord 2 2:1\nrecord 3 3:1\nrecord 4 4:1 a=[x]\n");
    lenient.optional = false;
    expect_reading(
        &lenient, "{\"b\":1}\n",
        "failure 1 1:1 byte 0: the record has none of the text fields a; name "
        "its fields in the rule set's \"texts\"\n");
}

static void test_a_path_must_be_a_pointer(void **state)
{
    (void)state;
    stet_layout_field field = { .name = STET_STR("a"),
                                .path = STET_STR("a/b"),
                                .text = true };
    stet_layout wrong = { .reader = &stet_reader_jsonl,
                          .fields = &field,
                          .n_fields = 1 };
    expect_reading(
        &wrong, "{}",
        "error 0:0: \"a/b\" is not a JSON Pointer: it must begin with /; write "
        "\"/a/b\"\n");
}

static void test_utf16_is_refused(void **state)
{
    (void)state;
    expect_reading_of(
        &layout, STET_MAX_RECORD, STET_STR("\xFF\xFE{\0}\0"),
        "error 0:0: this is UTF-16; texts must be UTF-8; convert it: iconv "
        "-f UTF-16 -t UTF-8\n");
}

static void test_a_long_line_is_passed_over(void **state)
{
    (void)state;
    expect_reading_of(
        &layout, 20,
        STET_STR("{\"a\":\"1\"}\n\n{\"a\":\"12345678901234567890\"}\n"
                 "{\"a\":\"3\"}\n{\"a\":\"the last, without an end"),
        "record 1 1:1 answer=[1]\n"
        "failure 2 3:1 byte 11: a record of 29 bytes is over the limit of 20 "
        "and is left out (see --max-record)\n"
        "record 3 4:1 answer=[3]\n"
        "failure 4 5:1 byte 50: a record of 30 bytes is over the limit of 20 "
        "and is left out (see --max-record)\n");
}

/** By a pipe whose reader may hold 1 MiB; reading.h looks at what it holds. */
static void test_a_huge_line_needs_bounded_memory(void **state)
{
    (void)state;
    enum { HUGE_LINE = 24 * 1024 * 1024, LIMIT = 1024 * 1024 };
    stet_buffer bytes = { 0 };
    stet_buffer_add_text(&bytes, "{\"a\":\"1\"}\n");
    stet_buffer_reserve(&bytes, HUGE_LINE);
    memset(bytes.ptr + bytes.len, 'x', HUGE_LINE);
    bytes.len += HUGE_LINE;
    stet_buffer_add_text(&bytes, "\n{\"a\":\"3\"}\n");
    stet_buffer out = { 0 };
    reading_of_pipe(&layout, LIMIT, stet_buffer_str(&bytes), 65536, &out);
    assert_string_equal(out.ptr,
                        "record 1 1:1 answer=[1]\n"
                        "failure 2 2:1 byte 10: a record of 25165825 bytes is over the "
                        "limit of 1048576 and is left out (see --max-record)\n"
                        "record 3 3:1 answer=[3]\n");
    stet_buffer_release(&out);
    stet_buffer_release(&bytes);
}

/** Enough lines for many pieces: numbers and lines go on from piece to piece. */
static void test_many_pieces(void **state)
{
    (void)state;
    enum { N_LINES = 30000 };
    stet_buffer bytes = { 0 };
    stet_buffer expected = { 0 };
    for (unsigned i = 1; i <= N_LINES; i++) {
        stet_buffer_format(&bytes, "{\"id\":%u,\"a\":\"caf\\u00e9 %u\"}\n%s", i, i,
                           i % 7 ? "" : "\n");
        stet_buffer_format(&expected, "record %u %u:1 id=%u answer=[caf\xC3\xA9 %u]\n",
                           i, i + (i - 1) / 7, i, i);
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

/** Each broken line ends a parser: that must not cost memory for each. */
static void test_many_broken_lines_need_little_memory(void **state)
{
    (void)state;
    enum { N_LINES = 10000 };
    stet_buffer bytes = { 0 };
    for (unsigned i = 0; i < N_LINES; i++)
        stet_buffer_add_text(&bytes, "{x\n");
    stet_piece piece;
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_of_bytes(stet_buffer_str(&bytes), NULL, STET_STR("bytes"), &layout,
                             STET_MAX_RECORD, &error);
    assert_true(stet_source_next(source, &piece, &error));
    stet_record_cursor cursor = stet_record_begin(&piece);
    stet_arena arena = { 0 };
    stet_record record;
    stet_failure failure;
    unsigned n = 0;
    while (stet_record_next(&cursor, &arena, &record, &failure) == STET_READ_FAILURE)
        n++;
    assert_int_equal(n, N_LINES);
    stet_arena_reset(
        &arena); /* What is spare now is what had been used, up to a bound. */
    assert_true(arena.kept < STET_ARENA_KEEP / 2);
    stet_arena_release(&arena);
    stet_piece_release(&piece);
    stet_source_close(source);
    stet_buffer_release(&bytes);
}

static void test_kinds_of_character_are_told(void **state)
{
    (void)state;
    stet_str bytes = STET_STR("{\"q\":\"plain\",\"a\":\"zero\\u200bwidth\\t\"}\n");
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_of_bytes(bytes, NULL, STET_STR("bytes"), &layout,
                                               STET_MAX_RECORD, &error);
    stet_piece piece;
    assert_true(stet_source_next(source, &piece, &error));
    stet_record_cursor cursor = stet_record_begin(&piece);
    stet_arena arena = { 0 };
    stet_record record;
    stet_failure failure;
    assert_int_equal(stet_record_next(&cursor, &arena, &record, &failure),
                     STET_READ_RECORD);
    const stet_value *question = stet_record_value(&record, STET_STR("question"));
    const stet_value *answer = stet_record_value(&record, STET_STR("answer"));
    assert_null(stet_record_value(&record, STET_STR("editor")));
    assert_int_equal(question->chars, 0);
    assert_ptr_equal(question->text.ptr, question->raw.ptr); /* Not copied. */
    assert_int_equal(answer->chars,
                     STET_CHARS_NON_ASCII | STET_CHARS_INVISIBLE | STET_CHARS_TAB);
    stet_arena_release(&arena);
    stet_piece_release(&piece);
    stet_source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_come_in_source_order),
        cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_escapes_are_decoded),
        cmocka_unit_test(test_a_broken_line_is_told_and_the_rest_goes_on),
        cmocka_unit_test(test_lines_do_not_run_into_each_other),
        cmocka_unit_test(test_bad_bytes_have_their_place),
        cmocka_unit_test(test_a_duplicate_key_is_a_failure),
        cmocka_unit_test(test_a_missing_field_is_told_and_the_record_comes),
        cmocka_unit_test(test_plain_records_have_usual_names),
        cmocka_unit_test(test_an_optional_layout_takes_records_without_texts),
        cmocka_unit_test(test_a_path_must_be_a_pointer),
        cmocka_unit_test(test_utf16_is_refused),
        cmocka_unit_test(test_a_long_line_is_passed_over),
        cmocka_unit_test(test_a_huge_line_needs_bounded_memory),
        cmocka_unit_test(test_many_pieces),
        cmocka_unit_test(test_many_broken_lines_need_little_memory),
        cmocka_unit_test(test_kinds_of_character_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
