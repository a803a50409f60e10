/* SPDX-License-Identifier: Apache-2.0 */
/* A stream whose writer waits for answers: what is whole is given, and no more is
   waited for. Nothing here sleeps: the pipe holds what was written before the source is
   asked. */
#include "reading.h"

#include <fcntl.h>

enum { LIMIT = 1000000 };

/** A live source over a pipe, and the end that is written to. */
typedef struct stream {
    stet_layout layout;
    stet_source *source;
    int writer;
} stream;

static void put(const stream *s, const char *text)
{
    assert_int_equal(write(s->writer, text, strlen(text)), strlen(text));
}

static void open_stream(stream *s, const char *text)
{
    int ends[2];
    stet_error error = STET_ERROR_NONE;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    s->writer = ends[1];
    s->layout = *stet_layout_plain(&stet_reader_jsonl);
    s->layout.reader = &stet_reader_lines;
    put(s, text);
    s->source = stet_source_open("-", STET_STR("shown"), &s->layout, LIMIT, &error);
    assert_non_null(s->source);
    s->source->live = true;
}

static void expect_piece(stream *s, uint64_t record, const char *bytes)
{
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    assert_true(stet_source_ready(s->source));
    assert_true(stet_source_next(s->source, &piece, &error));
    assert_int_equal(piece.record, record);
    assert_true(stet_str_is(piece.bytes, bytes));
    stet_piece_release(&piece);
}

static void expect_end(stream *s)
{
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    close(s->writer);
    assert_true(stet_source_ready(s->source));
    assert_false(stet_source_next(s->source, &piece, &error));
    assert_null(error.message);
    stet_source_close(s->source);
}

static void test_whole_lines_are_given_at_once(void **state)
{
    (void)state;
    stream s;
    open_stream(&s, "\n");
    expect_piece(&s, 1, "\n");
    assert_false(stet_source_ready(s.source));
    put(&s, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"te");
    expect_piece(&s, 2, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
    assert_false(stet_source_ready(s.source));
    put(&s, "xt\":");
    assert_false(stet_source_ready(s.source));
    put(&s, "\"c\"}\n \n");
    expect_piece(&s, 4, "{\"text\":\"c\"}\n \n");
    expect_end(&s);
}

static void test_what_has_no_end_is_given_at_the_end(void **state)
{
    (void)state;
    stream s;
    open_stream(&s, "{\"text\":\"a\"}");
    assert_false(stet_source_ready(s.source));
    close(s.writer);
    expect_piece(&s, 1, "{\"text\":\"a\"}");
    s.writer = open("/dev/null", O_WRONLY);
    expect_end(&s);
}

/** A byte order mark is waited for only where one may begin. */
static void test_a_mark_is_no_part_of_a_line(void **state)
{
    (void)state;
    stream s;
    open_stream(&s, "\xEF\xBB\xBF{}\n");
    expect_piece(&s, 1, "{}\n");
    expect_end(&s);
}

/** Whoever is asked whether a line is at hand must not wait for the end of one that
    nobody will look at. */
static void test_a_line_over_the_limit_is_not_waited_for(void **state)
{
    (void)state;
    stream s;
    open_stream(&s, "{}\n");
    s.source->max_record = 100;
    expect_piece(&s, 1, "{}\n");
    for (int i = 0; i < 100; i++)
        put(&s, "\"0123456789");
    assert_false(stet_source_ready(s.source));
    put(&s, "\n{}\n");
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    assert_true(stet_source_next(s.source, &piece, &error));
    assert_int_equal(piece.n_too_long, 1101);
    assert_int_equal(piece.record, 2);
    stet_piece_release(&piece);
    expect_piece(&s, 3, "{}\n");
    expect_end(&s);
}

static void test_a_failed_read_is_told_by_the_next_piece(void **state)
{
    (void)state;
    stream s;
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    open_stream(&s, "{}\n");
    expect_piece(&s, 1, "{}\n");
    int folder = open("/", O_RDONLY);
    assert_int_equal(dup2(folder, STDIN_FILENO), STDIN_FILENO);
    close(folder);
    assert_true(stet_source_ready(s.source));
    assert_false(stet_source_next(s.source, &piece, &error));
    assert_string_equal(error.message, "cannot be read: Is a directory");
    stet_error_release(&error);
    stet_source_close(s.source);
    close(s.writer);
}

/** Blank lines are no records, but counted. */
static void test_each_line_has_a_number(void **state)
{
    (void)state;
    stet_layout layout = *stet_layout_plain(&stet_reader_jsonl);
    stet_buffer out = { 0 };
    layout.reader = &stet_reader_lines;
    reading_of_bytes(
        &layout, STET_MAX_RECORD,
        STET_STR(
            "\n\n{\"text\":\"a\"}\r\n  \nnull\n{\"id\":\"x\",\"text\":\"b\"}\n \n "),
        &out);
    assert_non_null(strstr(out.ptr, "record 3 3:1 text=[a]\n"));
    assert_non_null(strstr(out.ptr, "failure 5 5:1 byte "));
    assert_non_null(strstr(out.ptr, "record 6 6:1 id=x text=[b]\n"));
    stet_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_lines_are_given_at_once),
        cmocka_unit_test(test_what_has_no_end_is_given_at_the_end),
        cmocka_unit_test(test_a_mark_is_no_part_of_a_line),
        cmocka_unit_test(test_a_line_over_the_limit_is_not_waited_for),
        cmocka_unit_test(test_a_failed_read_is_told_by_the_next_piece),
        cmocka_unit_test(test_each_line_has_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
