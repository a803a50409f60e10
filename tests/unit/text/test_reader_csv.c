/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const stet_layout_field fields[] = {
    { TEXT("a"), TEXT("answer"), TEXT(""), TEXT(""), true, true, false },
    { TEXT("by"), TEXT("editor"), TEXT(""), TEXT(""), false, false, true },
};

static const stet_layout layout = {
    TEXT(""), &stet_reader_csv, TEXT("key"), fields, STET_LEN(fields), false, false,
    NULL
};

static const stet_layout_field by_role[] = {
    { TEXT("bot"), TEXT("text"), TEXT("role"), TEXT("bot"), true, true, true },
    { TEXT("man"), TEXT("text"), TEXT("role"), TEXT("man"), true, true, true },
};

static void test_rows(void **state)
{
    (void)state;
    expect_reading(&layout, "editor,key,answer\nkim,1,one\r\nlee,2,two",
                   "record 1 2:1 id=1 by=[kim] a=[one]\n"
                   "record 2 3:1 id=2 by=[lee] a=[two]\n");
    expect_reading(&layout, "\xEF\xBB\xBF\"answer\",key\r\n\r\n,1\r\n\n\"\",2\r\n",
                   "record 1 3:1 id=1 a=[]\nrecord 2 5:1 id=2 a=[]\n");
    expect_reading(&layout, "answer,key\n", "");
}

static void test_quotes(void **state)
{
    (void)state;
    expect_reading(&layout,
                   "key,answer\n1,\"a, \"\"b\"\"\r\nc\"\n2,\"\"\"\"\n3,5\" by 6\"\n",
                   "record 1 2:1 id=1 a=[a, \"b\"\r\nc]\n"
                   "record 2 4:1 id=2 a=[\"]\n"
                   "record 3 5:1 id=3 a=[5\" by 6\"]\n");
}

static void test_ragged_rows_are_failures(void **state)
{
    (void)state;
    expect_reading(&layout, "key,answer\n1\n2,x,y\n3,z\n",
                   "failure 1 2:1 byte 11: the row has 1 cell, the header 2\n"
                   "failure 2 3:1 byte 13: the row has 3 cells, the header 2\n"
                   "record 3 4:1 id=3 a=[z]\n");
}

static void test_broken_quotes_are_failures(void **state)
{
    (void)state;
    expect_reading(
        &layout, "key,answer\n1,\"x\"y\n2,\"z\n3,w\n",
        "failure 1 2:6 byte 16: this stands behind the closing quote of a cell\n"
        "failure 2 3:3 byte 20: this quote is never closed\n");
}

static void test_bad_bytes_have_their_place(void **state)
{
    (void)state;
    expect_reading_of(&layout, STET_MAX_RECORD,
                      STET_STR("key,answer\n1,\"\xC3\xA9\n\xE9\"\n2,x\0y\n3,z\n"),
                      "failure 1 3:1 byte 17: byte 0xE9 is not UTF-8\n"
                      "failure 2 4:4 byte 23: a NUL byte: this is not text\n"
                      "record 3 5:1 id=3 a=[z]\n");
}

static void test_header_errors(void **state)
{
    (void)state;
    expect_reading(&layout, "",
                   "error 0:0: there is no header row that names the columns\n");
    expect_reading(
        &layout, "key,anser,editor\n1,x,y\n",
        "error 1:1: the header has no column \"answer\"; its columns are key, "
        "anser, editor; did you mean \"anser\"?\n");
    expect_reading(
        &layout, "answer,editor\nx,y\n",
        "error 1:1: the header has no column \"key\"; its columns are answer, "
        "editor\n");
    expect_reading(&layout, "key;answer\n1;x\n",
                   "error 1:1: the header has no column \"answer\"; its columns are "
                   "key;answer; it "
                   "is parted by semicolons: save it with commas\n");
    expect_reading(&layout, "key\tanswer\n",
                   "error 1:1: the header has no column \"answer\"; its columns are "
                   "key\tanswer; it "
                   "is parted by tabs: save it with commas, or say format: tsv\n");
    expect_reading(&layout, "key,answer,,key,\n",
                   "error 1:13: the header has two columns \"key\"\n");
    expect_reading(&layout, "key,\"answer\n",
                   "error 1:5: this quote is never closed\n");
    expect_reading(&layout, "key,\xFF\n", "error 1:5: byte 0xFF is not UTF-8\n");
    expect_reading(
        stet_layout_plain(&stet_reader_csv), "name,age\nx,1\n",
        "error 1:1: no column is a text by its name; name the columns in the "
        "rule set's \"texts\"; its columns are name, age\n");
}

static void test_plain_columns_have_usual_names(void **state)
{
    (void)state;
    expect_reading(stet_layout_plain(&stet_reader_csv),
                   "ID,Question,n,Answer\n7,q,1,a\n",
                   "record 1 2:1 id=7 question=[q] answer=[a]\n");
}

static void test_only_an_id_that_was_asked_for_must_be_there(void **state)
{
    (void)state;
    stet_layout usual = layout;
    usual.id = stet_layout_plain(&stet_reader_csv)->id;
    expect_reading(&usual, "answer,editor\nx,kim\n", "record 1 2:1 a=[x] by=[kim]\n");
    expect_reading(&usual, "id,answer,editor\n7,x,kim\n",
                   "record 1 2:1 id=7 a=[x] by=[kim]\n");
}

static void test_a_filter_looks_at_another_column(void **state)
{
    (void)state;
    stet_layout filtered = { .reader = &stet_reader_csv,
                             .fields = by_role,
                             .n_fields = STET_LEN(by_role) };
    expect_reading(&filtered, "role,text\nbot,hello\n\"man\",hi\n",
                   "record 1 2:1 bot=[hello]\nrecord 2 3:1 man=[hi]\n");
    expect_reading(
        &filtered, "rule,text\n",
        "error 1:1: the header has no column \"role\"; its columns are rule, "
        "text; did you mean \"rule\"?\n");
}

static void test_tabs(void **state)
{
    (void)state;
    expect_reading(stet_layout_plain(&stet_reader_tsv),
                   "id\ttext\n1\ta, b\n2\t\"c\td\ne\"\n3\tx\ty\n",
                   "record 1 2:1 id=1 text=[a, b]\n"
                   "record 2 3:1 id=2 text=[c\td\ne]\n"
                   "failure 3 5:1 byte 25: the row has 3 cells, the header 2\n");
}

static void test_a_long_row_is_passed_over(void **state)
{
    (void)state;
    expect_reading_of(
        &layout, 20,
        STET_STR("key,answer\n1,x\n2,\"a line\n\"\"and\"\" another one\"\n3,y\n"),
        "record 1 2:1 id=1 a=[x]\n"
        "failure 2 3:1 byte 15: a record of 31 bytes is over the limit of 20 "
        "and is left out (see --max-record)\n"
        "record 3 5:1 id=3 a=[y]\n");
    expect_reading_of(&layout, 5, STET_STR("key,answer\n1,x\n"),
                      "error 0:0: the header row is longer than 5 bytes\n");
}

static void test_many_pieces(void **state)
{
    (void)state;
    enum { N_ROWS = 40000 };
    stet_buffer bytes = { 0 };
    stet_buffer expected = { 0 };
    stet_buffer_add_text(&bytes, "key,answer\n");
    for (unsigned i = 1; i <= N_ROWS; i++) {
        stet_buffer_format(&bytes, "%u,\"number \n\"\"%u\"\"\"\n", i, i);
        stet_buffer_format(&expected, "record %u %u:1 id=%u a=[number \n\"%u\"]\n", i,
                           2 * i, i, i);
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
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_ragged_rows_are_failures),
        cmocka_unit_test(test_broken_quotes_are_failures),
        cmocka_unit_test(test_bad_bytes_have_their_place),
        cmocka_unit_test(test_header_errors),
        cmocka_unit_test(test_plain_columns_have_usual_names),
        cmocka_unit_test(test_only_an_id_that_was_asked_for_must_be_there),
        cmocka_unit_test(test_a_filter_looks_at_another_column),
        cmocka_unit_test(test_tabs),
        cmocka_unit_test(test_a_long_row_is_passed_over),
        cmocka_unit_test(test_many_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
