/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

static const stet_layout *text(void)
{
    return stet_layout_plain(&stet_reader_text);
}

static const stet_layout *markdown(void)
{
    return stet_layout_plain(&stet_reader_markdown);
}

static void test_the_file_is_the_record(void **state)
{
    (void)state;
    expect_reading(markdown(), "# Head\r\n\ntext\n",
                   "record 0 1:1 text=[# Head\r\n\ntext\n]\n");
    expect_reading(text(), "\xEF\xBB\xBFone", "record 0 1:1 text=[one]\n");
    expect_reading(text(), "", "record 0 1:1 text=[]\n");
}

static void test_what_is_not_text_is_a_failure(void **state)
{
    (void)state;
    expect_reading(text(), "\xEF\xBB\xBFline\n\xC3\xA9 \xC3(",
                   "failure 0 2:3 byte 11: byte 0xC3 is not UTF-8\n");
    expect_reading_of(markdown(), STET_MAX_RECORD, STET_STR("ab\0c"),
                      "failure 0 1:3 byte 2: a NUL byte: this is not text\n");
    expect_reading_of(
        text(), STET_MAX_RECORD, STET_STR("\xFE\xFF\0a"),
        "error 0:0: this is UTF-16; texts must be UTF-8; convert it: iconv "
        "-f UTF-16 -t UTF-8\n");
}

static void test_a_long_file_is_left_out(void **state)
{
    (void)state;
    expect_reading_of(text(), 10, STET_STR("0123456789"),
                      "record 0 1:1 text=[0123456789]\n");
    expect_reading_of(
        text(), 9, STET_STR("0123456789"),
        "failure 0 1:1 byte 0: a record of 10 bytes is over the limit of 9 "
        "and is left out (see --max-record)\n");
}

static void test_a_field_may_have_another_name(void **state)
{
    (void)state;
    stet_layout_field fields[] = {
        { .name = STET_STR("fact") },
        { .name = STET_STR("answer"), .text = true, .markdown = true },
    };
    stet_layout layout = { .reader = &stet_reader_text,
                           .fields = fields,
                           .n_fields = STET_LEN(fields) };
    expect_reading(&layout, "x", "record 0 1:1 answer=[x]\n");
    layout.n_fields = 0;
    expect_reading(&layout, "x", "record 0 1:1 text=[x]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_file_is_the_record),
        cmocka_unit_test(test_what_is_not_text_is_a_failure),
        cmocka_unit_test(test_a_long_file_is_left_out),
        cmocka_unit_test(test_a_field_may_have_another_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
