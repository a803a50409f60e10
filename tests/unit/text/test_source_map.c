/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "reading.h"
#include "text/json_p.h"
#include "text/source_map.h"

/** The same numbers in every run. */
typedef struct dice {
    uint64_t state;
} dice;

static unsigned roll(dice *d, unsigned n)
{
    d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(d->state >> 33) % n;
}

/** A character of every length, and all that JSON and CSV write in their own way. */
static uint32_t any_character(dice *d)
{
    static const uint32_t some[] = {
        '"',   '\\',  '/',    '\b',   '\f',    '\n',    '\r',     '\t',
        0x01,  0x1F,  ',',    ' ',    'a',     'z',     0x7F,     0xE9,
        0x7FF, 0x800, 0x2019, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF,
    };
    return some[roll(d, STET_LEN(some))];
}

static void any_text(dice *d, stet_buffer *text)
{
    stet_buffer_clear(text);
    stet_buffer_add_text(text, "");
    for (unsigned n = roll(d, 20); n; n--)
        stet_buffer_add_code_point(text,
                                   roll(d, 2) ? any_character(d) : 'a' + roll(d, 26));
}

static void write_unit(dice *d, uint32_t unit, stet_buffer *out)
{
    stet_buffer_format(out, roll(d, 2) ? "\\u%04x" : "\\u%04X", unit);
}

/** One of the ways in which JSON can write a character. */
static void write_json_character(dice *d, uint32_t c, stet_buffer *out)
{
    static const char shorts[] = "\b\f\n\r\t\"\\/";
    const char *found = c && c < 0x80 ? strchr(shorts, (int)c) : NULL;
    if (found && roll(d, 2)) {
        stet_buffer_add_char(out, '\\');
        stet_buffer_add_char(out, "bfnrt\"\\/"[found - shorts]);
    } else if (c < 0x20 || c == '"' || c == '\\' || roll(d, 3) == 0) {
        if (c >= 0x10000) {
            write_unit(d, 0xD800 + ((c - 0x10000) >> 10), out);
            write_unit(d, 0xDC00 + ((c - 0x10000) & 0x3FF), out);
        } else {
            write_unit(d, c, out);
        }
    } else {
        stet_buffer_add_code_point(out, c);
    }
}

static void write_json(dice *d, stet_str text, stet_buffer *out)
{
    for (size_t at = 0; at < text.len;)
        write_json_character(d, stet_utf8_next(text.ptr, &at), out);
}

/** A piece read, its first record that has a value, and the map of that. */
typedef struct mapped {
    stet_source *source;
    stet_piece piece;
    stet_record record;
    const stet_value *value;
    stet_arena arena;
    stet_source_map map;
    stet_str bytes;
} mapped;

static void open_map(mapped *m, stet_str bytes, const stet_reader *reader,
                     unsigned skip)
{
    stet_error error = STET_ERROR_NONE;
    m->bytes = bytes;
    m->source =
        stet_source_of_bytes(bytes, NULL, STET_STR("bytes"), stet_layout_plain(reader),
                             STET_MAX_RECORD, &error);
    assert_non_null(m->source);
    assert_true(stet_source_next(m->source, &m->piece, &error));
    stet_record_cursor cursor = stet_record_begin(&m->piece);
    stet_failure failure;
    do
        assert_int_equal(stet_record_next(&cursor, &m->arena, &m->record, &failure),
                         STET_READ_RECORD);
    while (skip--);
    m->value = stet_record_value(&m->record, STET_STR("text"));
    assert_non_null(m->value);
    stet_source_map_begin(&m->map, &m->record, m->value);
}

static void close_map(mapped *m)
{
    stet_source_map_release(&m->map);
    stet_arena_release(&m->arena);
    stet_piece_release(&m->piece);
    stet_source_close(m->source);
}

static void expect_same_point(stet_point point, stet_str bytes)
{
    stet_position position = stet_position_of(bytes, (size_t)point.byte);
    assert_int_equal(point.line, position.line);
    assert_int_equal(point.column, position.column);
    stet_point counted = STET_POINT_START;
    stet_point_pass(&counted, (stet_str){ bytes.ptr, (size_t)point.byte });
    assert_int_equal(point.utf16, counted.utf16);
}

/** What the bytes between two points stand for. */
static stet_str decode(mapped *m, stet_point start, stet_point end)
{
    stet_str raw = { m->bytes.ptr + start.byte, (size_t)(end.byte - start.byte) };
    if (m->value->encoding == STET_ENCODING_JSON)
        return stet_json_decode(raw, &m->arena);
    if (m->value->encoding == STET_ENCODING_CELL ||
        m->value->encoding == STET_ENCODING_NONE)
        return raw;
    char *out = stet_arena_alloc(&m->arena, raw.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        i += raw.ptr[i] == '"';
        out[len++] = raw.ptr[i];
    }
    return (stet_str){ out, len };
}

/** Every span of whole characters, in an order of no order. */
static void expect_all_spans(mapped *m, dice *d)
{
    stet_str text = m->value->text;
    uint32_t starts[64];
    unsigned n = 0;
    for (size_t at = 0; at < text.len; stet_utf8_next(text.ptr, &at))
        starts[n++] = (uint32_t)at;
    starts[n] = (uint32_t)text.len;
    for (unsigned i = 0; i < 200; i++) {
        unsigned from = roll(d, n + 1);
        unsigned to = from + roll(d, n + 1 - from);
        stet_point start;
        stet_point end;
        stet_span span = { starts[from], starts[to] };
        stet_source_map_points(&m->map, span, &start, &end);
        stet_str expected = { text.ptr + span.start, span.end - span.start };
        assert_true(stet_str_equal(decode(m, start, end), expected));
        expect_same_point(start, m->bytes);
        expect_same_point(end, m->bytes);
    }
}

static void test_json_strings(void **state)
{
    (void)state;
    dice d = { 1 };
    stet_buffer text = { 0 };
    stet_buffer json = { 0 };
    for (unsigned i = 0; i < 300; i++) {
        any_text(&d, &text);
        stet_buffer_clear(&json);
        stet_buffer_add_text(
            &json, i % 2 ? "[{\"text\":\"first\"} ,\n {\"\xC3\xA9\":[\n1],"
                           "\"text\" : \""
                         : "{\"text\":\"first\"}\n{\"\xC3\xA9\":1,\"text\":\"");
        write_json(&d, stet_buffer_str(&text), &json);
        stet_buffer_add_text(&json, i % 2 ? "\"}]" : "\"}\n");
        mapped m = { 0 };
        open_map(&m, stet_buffer_str(&json),
                 i % 2 ? &stet_reader_json : &stet_reader_jsonl, 1);
        assert_true(stet_str_equal(m.value->text, stet_buffer_str(&text)));
        expect_all_spans(&m, &d);
        close_map(&m);
    }
    stet_buffer_release(&text);
    stet_buffer_release(&json);
}

static bool is_bare(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr(",\"\r\n", text.ptr[i]))
            return false;
    return true;
}

static void test_csv_cells(void **state)
{
    (void)state;
    dice d = { 2 };
    stet_buffer text = { 0 };
    stet_buffer csv = { 0 };
    for (unsigned i = 0; i < 300; i++) {
        any_text(&d, &text);
        bool bare = is_bare(stet_buffer_str(&text));
        stet_buffer_clear(&csv);
        stet_buffer_add_text(&csv, bare ? "id,text\n\"\xC3\xA9\n\","
                                        : "id,text\n\xC3\xA9,\"");
        for (size_t at = 0; at < text.len; at++) {
            if (text.ptr[at] == '"')
                stet_buffer_add_char(&csv, '"');
            stet_buffer_add_char(&csv, text.ptr[at]);
        }
        stet_buffer_add_text(&csv, bare ? "\n" : "\"\n");
        mapped m = { 0 };
        open_map(&m, stet_buffer_str(&csv), &stet_reader_csv, 0);
        assert_true(stet_str_equal(m.value->text, stet_buffer_str(&text)));
        expect_all_spans(&m, &d);
        close_map(&m);
    }
    stet_buffer_release(&text);
    stet_buffer_release(&csv);
}

/** Short spans of whole characters all over the text, in an order of no order. */
static void expect_far_spans(mapped *m, dice *d)
{
    stet_str text = m->value->text;
    for (unsigned i = 0; i < 200; i++) {
        size_t at = roll(d, (unsigned)text.len);
        while (((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at--;
        stet_span span = { (uint32_t)at, 0 };
        for (unsigned n = roll(d, 4); n && at < text.len; n--)
            stet_utf8_next(text.ptr, &at);
        span.end = (uint32_t)at;
        stet_point start;
        stet_point end;
        stet_source_map_points(&m->map, span, &start, &end);
        stet_str expected = { text.ptr + span.start, span.end - span.start };
        assert_true(stet_str_equal(decode(m, start, end), expected));
        expect_same_point(start, m->bytes);
        expect_same_point(end, m->bytes);
    }
}

/** Texts over which many milestones stand. */
static void test_long_texts(void **state)
{
    (void)state;
    dice d = { 4 };
    stet_buffer text = { 0 };
    for (unsigned i = 0; i < 3; i++) {
        const stet_reader *readers[] = { &stet_reader_text, &stet_reader_jsonl,
                                         &stet_reader_csv };
        const char *fronts[] = { "", "{\"text\":\"", "text\n\"" };
        const char *ends[] = { "", "\"}", "\"" };
        stet_buffer_clear(&text);
        stet_buffer_add_text(&text, fronts[i]);
        while (text.len < 60000) {
            uint32_t c = any_character(&d);
            bool apart = c < 0x20 && c != '\n' && c != '\t';
            if (i == 1)
                write_json_character(&d, c, &text);
            else if (c == '"')
                stet_buffer_add_text(&text, "\"\"");
            else if (!apart)
                stet_buffer_add_code_point(&text, c);
        }
        stet_buffer_add_text(&text, ends[i]);
        mapped m = { 0 };
        open_map(&m, stet_buffer_str(&text), readers[i], 0);
        expect_far_spans(&m, &d);
        close_map(&m);
    }
    stet_buffer_release(&text);
}

/** What is written for a text reads back as that text. */
static void test_encoding_reads_back(void **state)
{
    (void)state;
    static const struct {
        const stet_reader *reader;
        const char *before, *old, *after;
        unsigned skip;
    } rows[] = {
        { &stet_reader_jsonl, "{\"text\":\"a", "old", "b\"}\n", 0 },
        { &stet_reader_csv, "id,text\n1,\"a", "old", "b\"\n", 0 },
        { &stet_reader_csv, "id,text\n1,a", "old", "b\n", 0 },
        { &stet_reader_tsv, "id\ttext\n1\ta", "old", "b\n", 0 },
    };
    dice d = { 3 };
    stet_buffer text = { 0 };
    for (unsigned i = 0; i < 400; i++) {
        any_text(&d, &text);
        stet_buffer source = { 0 };
        stet_buffer_format(&source, "%s%s%s", rows[i % 4].before, rows[i % 4].old,
                           rows[i % 4].after);
        mapped m = { 0 };
        open_map(&m, stet_buffer_str(&source), rows[i % 4].reader, 0);
        stet_buffer out = { 0 };
        stet_buffer_add_text(&out, rows[i % 4].before);
        bool written = stet_source_map_encode(&m.map, stet_buffer_str(&text), &out);
        stet_buffer_add_text(&out, rows[i % 4].after);
        close_map(&m);
        char delimiter = rows[i % 4].reader == &stet_reader_tsv ? '\t' : ',';
        bool fits =
            i % 4 < 2 || (!strpbrk(text.ptr, "\"\r\n") && !strchr(text.ptr, delimiter));
        assert_int_equal(written, fits);
        if (written) {
            mapped again = { 0 };
            open_map(&again, stet_buffer_str(&out), rows[i % 4].reader, 0);
            stet_str read = again.value->text;
            assert_true(read.len == text.len + 2 &&
                        memcmp(read.ptr + 1, text.ptr, text.len) == 0);
            close_map(&again);
        }
        stet_buffer_release(&out);
        stet_buffer_release(&source);
    }
    stet_buffer_release(&text);
}

static void expect_markup(const stet_source_map *map, uint32_t start, uint32_t end,
                          uint32_t markup_start, uint32_t markup_end)
{
    stet_span markup = stet_source_map_markup(map, (stet_span){ start, end });
    assert_int_equal(markup.start, markup_start);
    assert_int_equal(markup.end, markup_end);
}

/** Text "a & b", break, "c" of the markup "a &amp; **b**\n\n> c". */
static void test_segments(void **state)
{
    (void)state;
    stet_source_map map = { 0 };
    mapped m = { 0 };
    open_map(&m, STET_STR("a &amp; **b**\n\n> c"), &stet_reader_markdown, 0);
    stet_source_map_begin(&map, &m.record, m.value);
    static const stet_segment segments[] = {
        { 0, 0, 2, 0 },  { 2, 2, 5, 1 },  { 3, 7, 1, 0 },
        { 4, 10, 1, 0 }, { 5, 13, 2, 1 }, { 7, 17, 1, 0 },
    };
    for (size_t i = 0; i < STET_LEN(segments); i++)
        stet_source_map_add(&map, segments[i]);
    expect_markup(&map, 0, 1, 0, 1);
    expect_markup(&map, 0, 3, 0, 7);
    expect_markup(&map, 2, 3, 2, 7);   /* The entity is never cut. */
    expect_markup(&map, 3, 5, 7, 11);  /* " b": the stars before it are inside. */
    expect_markup(&map, 4, 5, 10, 11); /* "b": the stars stay outside. */
    expect_markup(&map, 4, 8, 10, 18);
    expect_markup(&map, 6, 7, 13, 15); /* Half of the break is all of it. */
    expect_markup(&map, 4, 4, 10, 10);
    expect_markup(&map, 8, 8, 18, 18);
    static const uint32_t texts[] = { 0, 1, 2, 2, 2, 2, 2, 3, 4, 4,
                                      4, 5, 5, 5, 5, 7, 7, 7, 8 };
    for (uint32_t i = 0; i < STET_LEN(texts); i++)
        assert_int_equal(stet_source_map_text(&map, i), texts[i]);
    stet_source_map_release(&map);
    close_map(&m);
}

static void test_without_segments_text_is_markup(void **state)
{
    (void)state;
    mapped m = { 0 };
    open_map(&m, STET_STR("plain"), &stet_reader_text, 0);
    expect_markup(&m.map, 1, 4, 1, 4);
    expect_markup(&m.map, 2, 2, 2, 2);
    assert_int_equal(stet_source_map_text(&m.map, 3), 3);
    close_map(&m);
}

/** A map begun again forgets its segments and its cursors. */
static void test_beginning_again(void **state)
{
    (void)state;
    mapped m = { 0 };
    open_map(&m, STET_STR("{\"text\":\"\\u00e9\\u00e9x\"}"), &stet_reader_jsonl, 0);
    stet_point start;
    stet_point end;
    stet_source_map_add(&m.map, (stet_segment){ 0, 3, 1, 0 });
    stet_source_map_points(&m.map, (stet_span){ 4, 5 }, &start, &end);
    assert_int_equal(start.byte, 21);
    stet_source_map_begin(&m.map, &m.record, m.value);
    expect_markup(&m.map, 0, 1, 0, 1);
    stet_source_map_points(&m.map, (stet_span){ 2, 4 }, &start, &end);
    assert_int_equal(start.byte, 15);
    assert_int_equal(end.byte, 21);
    assert_int_equal(end.column, 22);
    close_map(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_strings),
        cmocka_unit_test(test_csv_cells),
        cmocka_unit_test(test_long_texts),
        cmocka_unit_test(test_encoding_reads_back),
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_without_segments_text_is_markup),
        cmocka_unit_test(test_beginning_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
