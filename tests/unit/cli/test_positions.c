/* SPDX-License-Identifier: Apache-2.0 */
/* What the program reports stands where it says: phrases planted in sources of every
   format are found, all of them, nothing else, at their bytes, lines and columns; and
   --fix changes those bytes alone. */
#include "planted.h"
#include "reported.h"

static const char rule_set[] =
    "name: positions\n"
    "texts:\n"
    "  - {files: chat.jsonl, layout: chat, text: assistant}\n"
    "  - {files: plain.jsonl, fields: {text: /text}, text: text, markdown: off}\n"
    "  - {files: plain.json, fields: {text: /text}, text: text, markdown: off}\n"
    "  - {files: '*.csv', fields: {text: text}, text: text, markdown: off}\n"
    "  - {files: '*.tsv', fields: {text: text}, text: text}\n"
    "rules:\n"
    "  phrase: {check: phrasing.banned, phrases: [" PLANTED_PHRASE "]}\n"
    "  word: {check: phrasing.prefer, pairs: [{from: " PLANTED_WORD
    ", to: '" PLANTED_BETTER "'}]}\n";

typedef struct shape {
    const char *file;
    bool markdown, chat;
    char delimiter; /* Of cells; 0: JSON, or no records. */
    bool is_array;  /* One JSON text. */
    bool is_whole;  /* One text. */
} shape;

static const shape shapes[] = {
    { .file = "whole.md", .markdown = true, .is_whole = true },
    { .file = "whole.txt", .is_whole = true },
    { .file = "records.jsonl", .markdown = true },
    { .file = "plain.jsonl" },
    { .file = "records.json", .markdown = true, .is_array = true },
    { .file = "plain.json", .is_array = true },
    { .file = "chat.jsonl", .markdown = true, .chat = true },
    { .file = "cells.csv", .delimiter = ',' },
    { .file = "cells.tsv", .markdown = true, .delimiter = '\t' },
};

static void release_text(planted *text)
{
    stet_buffer_release(&text->bytes);
    free(text);
}

static void make_records(planted *p, const shape *s, uint64_t *seed)
{
    enum { RECORDS = 700 };
    planted *text = stet_memory_zalloc(1, sizeof *text);
    if (s->is_array)
        stet_buffer_add_char(&p->bytes, '[');
    else if (s->delimiter)
        stet_buffer_format(&p->bytes, "id%ctext%cother\r\n", s->delimiter,
                           s->delimiter);
    for (uint64_t record = 1; record <= RECORDS; record++) {
        stet_buffer_clear(&text->bytes);
        text->n_plants = 0;
        planted_add_text(text, s->markdown, 1 + tree_random(seed, 3), seed);
        if (s->is_array && record > 1)
            stet_buffer_add_text(&p->bytes, planted_often(seed, 20) ? ",\n " : ", ");
        if (s->delimiter)
            planted_add_row(p, text, s->delimiter, record, seed);
        else
            planted_add_object(p, text, s->chat, record, seed);
        if (!s->is_array && !s->delimiter)
            stet_buffer_add_text(&p->bytes, planted_often(seed, 10) ? "\r\n\n" : "\n");
    }
    if (s->is_array)
        stet_buffer_add_char(&p->bytes, ']');
    release_text(text);
}

static planted *make(const shape *s)
{
    uint64_t seed = 0x9E3779B97F4A7C15u + (uint64_t)(s - shapes);
    planted *p = stet_memory_zalloc(1, sizeof *p);
    if (!s->is_whole) {
        make_records(p, s, &seed);
        return p;
    }
    planted_add_text(p, s->markdown, 900, &seed);
    for (size_t i = 0; i < p->n_plants; i++)
        strcpy(p->plants[i].better, PLANTED_BETTER);
    return p;
}

static void expect_fix(const plant *expected, const reported *found)
{
    if (!expected->is_word || !expected->better[0]) {
        assert_int_equal(found->n_fixes, 0);
        return;
    }
    assert_int_equal(found->n_fixes, 1);
    assert_int_equal(found->n_edits, 1);
    assert_int_equal(found->edits[0].start, expected->start);
    assert_int_equal(found->edits[0].end, expected->end);
    assert_true(stet_str_is(found->edits[0].text, expected->better));
}

static void expect_finding(const planted *p, const plant *expected,
                           const reported *found, const shape *s)
{
    if (found->start.byte != expected->start || found->end.byte != expected->end)
        print_error("%s: found %llu-%llu, planted %zu-%zu: %.*s\n", s->file,
                    (unsigned long long)found->start.byte,
                    (unsigned long long)found->end.byte, expected->start, expected->end,
                    (int)(expected->end - expected->start),
                    p->bytes.ptr + expected->start);
    assert_true(found->is_finding && stet_str_is(found->source, s->file));
    assert_int_equal(found->start.byte, expected->start);
    assert_int_equal(found->end.byte, expected->end);
    assert_int_equal(found->record, expected->record);
    assert_true(stet_str_is(found->rule, expected->is_word ? "word" : "phrase"));
    if (expected->is_word)
        assert_true(stet_str_is(found->match, PLANTED_WORD));
    else
        assert_int_equal(found->match.len, strlen(PLANTED_PHRASE));
    expect_fix(expected, found);
}

static bool accept(void *user, const stet_json_step *path, size_t depth,
                   const stet_json_value *value)
{
    (void)user;
    (void)path;
    (void)depth;
    (void)value;
    return true;
}

static void expect_json(stet_str bytes, const shape *s)
{
    stet_error error = STET_ERROR_NONE;
    stet_str line = bytes;
    while (s->is_array ? line.ptr == bytes.ptr : stet_str_cut(&bytes, '\n', &line)) {
        if (stet_str_trim(line).len)
            assert_true(stet_json_walk(line, accept, NULL, &error));
        if (s->is_array)
            return;
    }
}

/* The planted words replaced, and no other byte touched. */
static void expect_mended(const planted *p, const shape *s)
{
    const char *const arguments[] = { "check", "--fix", "-q", "--fail-on",
                                      "never", s->file, NULL };
    stet_buffer expected = { 0 };
    size_t at = 0;
    size_t len;
    for (size_t i = 0; i < p->n_plants; i++) {
        const plant *item = &p->plants[i];
        if (!item->is_word || !item->better[0])
            continue;
        stet_buffer_append(&expected, p->bytes.ptr + at, item->start - at);
        stet_buffer_add_text(&expected, item->better);
        at = item->end;
    }
    stet_buffer_append(&expected, p->bytes.ptr + at, p->bytes.len - at);
    assert_int_equal(report_run(arguments, "mended"), 0);
    char *bytes = tree_read(s->file, &len);
    assert_int_equal(len, expected.len);
    assert_memory_equal(bytes, expected.ptr, len);
    if (!s->is_whole && !s->delimiter)
        expect_json((stet_str){ bytes, len }, s);
    free(bytes);
    stet_buffer_release(&expected);
}

static void check_shape(const shape *s)
{
    const char *const arguments[] = { "check",     "-q",    "--format", "jsonl",
                                      "--fail-on", "never", s->file,    NULL };
    planted *p = make(s);
    tree_write_bytes(s->file, p->bytes.ptr, p->bytes.len);
    assert_int_equal(report_run(arguments, "report"), 0);
    report r;
    report_read(&r, "report");
    assert_int_equal(r.n_failures, 0);
    place_counter counter = { .bytes = stet_buffer_str(&p->bytes) };
    for (size_t i = 0; i < r.count && i < p->n_plants; i++) {
        expect_finding(p, &p->plants[i], &r.items[i], s);
        expect_place(&counter, &r.items[i].start);
        expect_place(&counter, &r.items[i].end);
    }
    assert_int_equal(r.count, p->n_plants);
    assert_true(r.count > 300);
    expect_mended(p, s);
    report_release(&r);
    release_text(p);
}

static void what_was_planted_is_found_where_it_stands(void **state)
{
    (void)state;
    tree t;
    tree_make(&t);
    tree_write("stet.yaml", rule_set);
    for (size_t i = 0; i < STET_LEN(shapes); i++)
        check_shape(&shapes[i]);
    tree_remove(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_planted_is_found_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
