/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

static const stet_layout *named(const char *name)
{
    const stet_layout *layout = stet_layout_find(stet_str_from(name));
    assert_non_null(layout);
    return layout;
}

static void test_names(void **state)
{
    (void)state;
    size_t n = 0;
    for (const stet_layout *layout; (layout = stet_layout_at(n)); n++) {
        assert_ptr_equal(stet_layout_find(layout->name), layout);
        if (n)
            assert_true(stet_str_compare(stet_layout_at(n - 1)->name, layout->name) <
                        0);
    }
    assert_int_equal(n, 4);
    assert_null(stet_layout_find(STET_STR("chatty")));
}

static void test_paths(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const stet_reader *found;
        const stet_reader *named;
    } rows[] = {
        { "a/b.md", &stet_reader_markdown, &stet_reader_markdown },
        { "READ.MARKDOWN", &stet_reader_markdown, &stet_reader_markdown },
        { "a.txt", &stet_reader_text, &stet_reader_text },
        { "x.jsonl", &stet_reader_jsonl, &stet_reader_jsonl },
        { "x.ndjson", &stet_reader_jsonl, &stet_reader_jsonl },
        { "package.json", NULL, &stet_reader_json },
        { "x.csv", NULL, &stet_reader_csv },
        { "x.tsv", NULL, &stet_reader_tsv },
        { "photo.png", NULL, &stet_reader_text },
        { "Makefile", NULL, &stet_reader_text },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_str path = stet_str_from(rows[i].path);
        const stet_layout *found = stet_layout_for_path(path);
        assert_ptr_equal(found ? found->reader : NULL, rows[i].found);
        assert_ptr_equal(stet_layout_for_file(path)->reader, rows[i].named);
    }
}

static void test_each_format_has_a_plain_layout(void **state)
{
    (void)state;
    const stet_reader *reader;
    for (size_t i = 0; (reader = stet_reader_at(i)); i++) {
        assert_ptr_equal(stet_reader_find(stet_str_from(reader->name)), reader);
        const stet_layout *layout = stet_layout_plain(reader);
        assert_ptr_equal(layout->reader, reader);
        assert_true(layout->n_fields > 0);
        assert_int_equal(layout->name.len, 0);
    }
    assert_null(stet_reader_find(STET_STR("yaml")));
}

static void test_chat(void **state)
{
    (void)state;
    expect_reading(named("chat"),
                   "{\"id\":\"c\",\"messages\":["
                   "{\"role\":\"system\",\"content\":\"s\"},"
                   "{\"content\":\"u1\",\"role\":\"user\"},"
                   "{\"role\":\"assistant\",\"content\":\"a1\"},"
                   "{\"role\":\"tool\",\"content\":\"t\"},"
                   "{\"role\":\"assistant\",\"content\":null},"
                   "{\"role\":\"user\",\"content\":\"u2\"},"
                   "{\"role\":\"\\u0061ssistant\",\"content\":\"a2\"}]}\n",
                   "record 1 1:1 id=c system=[s] user=[u1] assistant=[a1] user=[u2] "
                   "assistant=[a2]\n");
    expect_reading(named("chat"),
                   "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]}\n",
                   "failure 1 1:1 byte 0: the record has no \"assistant\" "
                   "(/messages/*/content where role is assistant)\n"
                   "record 1 1:1 user=[u]\n");
}

/* What a message says may be in parts, some of which are texts. */
static void test_chat_in_parts(void **state)
{
    (void)state;
    expect_reading(
        named("chat"),
        "{\"messages\":["
        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"u1\"},"
        "{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}},"
        "{\"text\":\"u\\u0032\",\"type\":\"text\"}]},"
        "{\"content\":[{\"type\":\"text\",\"text\":\"t\"}],\"role\":\"tool\"},"
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]},"
        "{\"role\":\"assistant\",\"content\":[]},"
        "{\"role\":\"assistant\",\"content\":\"a\"}]}\n",
        "record 1 1:1 user=[u1] user=[u2] assistant=[a]\n");
    /* What is neither text nor parts is told, whatever else is there. */
    static const char *const wrong[] = { "[\"a\"]", "[{\"x\":1}]",
                                         "[{\"type\":\"text\",\"text\":\"a\"},7]",
                                         "[{\"type\":\"text\",\"text\":[\"a\"]}]" };
    static const char *const texts[] = { "", "", " assistant=[a]", "" };
    for (size_t i = 0; i < STET_LEN(wrong); i++) {
        stet_buffer bytes = { 0 }, expected = { 0 };
        stet_buffer_format(&bytes,
                           "{\"messages\":[{\"role\":\"user\",\"content\":\"u\"},"
                           "{\"role\":\"assistant\",\"content\":%s},"
                           "{\"role\":\"assistant\",\"content\":\"b\"}]}\n",
                           wrong[i]);
        stet_buffer_format(&expected,
                           "failure 1 1:1 byte 0: the record has an array in place of "
                           "text as \"assistant\" (/messages/*/content where role is "
                           "assistant)\nrecord 1 1:1 user=[u]%s assistant=[b]\n",
                           texts[i]);
        expect_reading(named("chat"), bytes.ptr, expected.ptr);
        stet_buffer_release(&bytes);
        stet_buffer_release(&expected);
    }
}

static void test_alpaca(void **state)
{
    (void)state;
    expect_reading(named("alpaca"),
                   "{\"instruction\":\"i\",\"output\":\"o\"}\n"
                   "{\"instruction\":\"i\",\"input\":\"n\",\"output\":\"o\"}\n"
                   "{\"input\":\"n\"}\n",
                   "record 1 1:1 instruction=[i] output=[o]\n"
                   "record 2 2:1 instruction=[i] input=[n] output=[o]\n"
                   "failure 3 3:1 byte 78: the record has no \"instruction\" "
                   "(/instruction), no \"output\" (/output)\n"
                   "record 3 3:1 input=[n]\n");
}

static void test_sharegpt(void **state)
{
    (void)state;
    expect_reading(named("sharegpt"),
                   "{\"conversations\":[{\"from\":\"human\",\"value\":\"h\"},"
                   "{\"from\":\"gpt\",\"value\":\"g\"}]}\n"
                   "{\"conversations\":[{\"from\":\"user\",\"value\":\"h\"},"
                   "{\"from\":\"assistant\",\"value\":\"g\"}]}\n",
                   "record 1 1:1 user=[h] assistant=[g]\n"
                   "record 2 2:1 user=[h] assistant=[g]\n");
}

static void test_preference(void **state)
{
    (void)state;
    expect_reading(
        named("preference"),
        "{\"prompt\":\"p\",\"chosen\":\"c\",\"rejected\":\"r\"}\n"
        "{\"chosen\":[{\"role\":\"user\",\"content\":\"p\"},"
        "{\"role\":\"assistant\",\"content\":\"c\"}],"
        "\"rejected\":[{\"role\":\"assistant\",\"content\":\"r\"}]}\n"
        "{\"prompt\":\"p\",\"chosen\":\"c\",\"rejected\":7}\n",
        "record 1 1:1 prompt=[p] chosen=[c] rejected=[r]\n"
        "record 2 2:1 chosen=[c] rejected=[r]\n"
        "failure 3 3:1 byte 169: the record has a number in place of text as "
        "\"rejected\" (/rejected)\n"
        "record 3 3:1 prompt=[p] chosen=[c]\n");
}

static void test_a_named_layout_reads_json_too(void **state)
{
    (void)state;
    stet_layout layout = *named("alpaca");
    layout.reader = &stet_reader_json;
    expect_reading(&layout, "[{\"instruction\":\"i\",\"output\":\"o\"}]",
                   "record 1 1:2 instruction=[i] output=[o]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_each_format_has_a_plain_layout),
        cmocka_unit_test(test_chat),
        cmocka_unit_test(test_chat_in_parts),
        cmocka_unit_test(test_alpaca),
        cmocka_unit_test(test_sharegpt),
        cmocka_unit_test(test_preference),
        cmocka_unit_test(test_a_named_layout_reads_json_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
