/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

static stet_source *open_bytes(const char *text, const stet_reader *reader)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source =
        stet_source_of_bytes(stet_str_from(text), NULL, STET_STR("shown"),
                             stet_layout_plain(reader), STET_MAX_RECORD, &error);
    assert_non_null(source);
    return source;
}

static void test_a_piece_keeps_its_source(void **state)
{
    (void)state;
    char *bytes = strdup("{\"text\":\"a\"}\n");
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_of_bytes(
        stet_str_from(bytes), bytes, STET_STR("shown"),
        stet_layout_plain(&stet_reader_jsonl), STET_MAX_RECORD, &error);
    stet_piece piece;
    assert_true(stet_source_next(source, &piece, &error));
    stet_piece second;
    assert_false(stet_source_next(source, &second, &error));
    assert_null(error.message);
    stet_source_close(source); /* The bytes go with the piece. */
    assert_true(stet_str_is(piece.source->path, "shown"));
    assert_true(stet_str_is(piece.bytes, "{\"text\":\"a\"}\n"));
    stet_piece_release(&piece);
    assert_null(piece.source);
}

static void test_pieces_are_whole_records_in_order(void **state)
{
    (void)state;
    enum { N_LINES = 100000 };
    stet_buffer bytes = { 0 };
    for (unsigned i = 0; i < N_LINES; i++)
        stet_buffer_add_text(&bytes, "{\"text\":\"a\"}\n");
    stet_source *source = open_bytes(bytes.ptr, &stet_reader_jsonl);
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    size_t byte = 0;
    bool last = false;
    unsigned n = 0;
    for (; stet_source_next(source, &piece, &error); n++) {
        assert_false(last);
        last = piece.last;
        assert_int_equal(piece.byte, byte);
        assert_int_equal(piece.record, byte / 13 + 1);
        assert_int_equal(piece.line, byte / 13 + 1);
        assert_int_equal(piece.bytes.len % 13, 0);
        assert_true(piece.bytes.len >= STET_PIECE_SIZE || last);
        assert_null(piece.owned); /* What is at hand is not copied. */
        byte += piece.bytes.len;
        stet_piece_release(&piece);
    }
    assert_true(last);
    assert_true(n >= 4);
    assert_int_equal(byte, bytes.len);
    stet_source_close(source);
    stet_buffer_release(&bytes);
}

static void test_an_empty_file_of_one_record_is_a_piece(void **state)
{
    (void)state;
    stet_source *source = open_bytes("", &stet_reader_markdown);
    stet_error error = STET_ERROR_NONE;
    stet_piece piece;
    assert_true(stet_source_next(source, &piece, &error));
    assert_int_equal(piece.bytes.len, 0);
    stet_piece_release(&piece);
    assert_false(stet_source_next(source, &piece, &error));
    stet_source_close(source);
}

static void test_standard_input(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_true(stet_file_write_fd(ends[1], STET_STR("{\"text\":\"from stdin\"}\n")));
    close(ends[1]);
    int saved = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_open("-", STET_STR("notes.jsonl"),
                                           stet_layout_plain(&stet_reader_jsonl),
                                           STET_MAX_RECORD, &error);
    assert_non_null(source);
    assert_true(stet_str_is(source->path, "notes.jsonl"));
    stet_buffer out = { 0 };
    reading_of_source(source, &error, &out);
    assert_string_equal(out.ptr, "record 1 1:1 text=[from stdin]\n");
    stet_buffer_release(&out);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

static void test_a_file_on_disk(void **state)
{
    (void)state;
    char path[] = STET_TEST_BUILD "/reading-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(stet_file_write_fd(fd, STET_STR("# one\n")));
    close(fd);
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    stet_source *source = stet_source_open(path, STET_STR("a.md"),
                                           stet_layout_plain(&stet_reader_markdown),
                                           STET_MAX_RECORD, &error);
    reading_of_source(source, &error, &out);
    assert_string_equal(out.ptr, "record 0 1:1 text=[# one\n]\n");
    stet_buffer_release(&out);
    unlink(path);
}

static void expect_open_error(const char *path, const char *message)
{
    stet_error error = STET_ERROR_NONE;
    assert_null(stet_source_open(path, STET_STR("shown"),
                                 stet_layout_plain(&stet_reader_text), STET_MAX_RECORD,
                                 &error));
    assert_string_equal(error.path, "shown");
    assert_string_equal(error.message, message);
    stet_error_release(&error);
}

static void test_what_cannot_be_opened(void **state)
{
    (void)state;
    expect_open_error("/no/such/file", "no such file");
    expect_open_error("/", "this is a directory, not a file");
    expect_open_error("/dev/null", "this is a device, not a file");
}

static void test_an_error_frees_what_it_was_given(void **state)
{
    (void)state;
    char *bytes = strdup("\xFF\xFEx");
    stet_error error = STET_ERROR_NONE;
    assert_null(stet_source_of_bytes(stet_str_from(bytes), bytes, STET_STR("shown"),
                                     stet_layout_plain(&stet_reader_text),
                                     STET_MAX_RECORD, &error));
    assert_string_equal(error.path, "shown");
    stet_error_release(&error);
}

/** Blanks alone must not be held for ever, waiting for a record. */
static void test_a_stream_of_blanks_needs_bounded_memory(void **state)
{
    (void)state;
    enum { N_BLANKS = 8 * 1024 * 1024, LIMIT = 1024 * 1024 };
    stet_buffer bytes = { 0 };
    stet_buffer_reserve(&bytes, N_BLANKS);
    memset(bytes.ptr, '\n', N_BLANKS);
    bytes.len = N_BLANKS;
    stet_buffer_add_text(&bytes, "{\"text\":\"x\"}");
    stet_buffer out = { 0 };
    reading_of_pipe(stet_layout_plain(&stet_reader_jsonl), LIMIT,
                    stet_buffer_str(&bytes), 65536, &out);
    assert_string_equal(out.ptr, "record 1 8388609:1 text=[x]\n");
    stet_buffer_release(&out);
    stet_buffer_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_piece_keeps_its_source),
        cmocka_unit_test(test_pieces_are_whole_records_in_order),
        cmocka_unit_test(test_an_empty_file_of_one_record_is_a_piece),
        cmocka_unit_test(test_standard_input),
        cmocka_unit_test(test_a_file_on_disk),
        cmocka_unit_test(test_what_cannot_be_opened),
        cmocka_unit_test(test_an_error_frees_what_it_was_given),
        cmocka_unit_test(test_a_stream_of_blanks_needs_bounded_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
