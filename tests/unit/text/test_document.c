/* SPDX-License-Identifier: Apache-2.0 */
#include "text/written.h"

static written text;

static int begin(void **state)
{
    (void)state;
    written_init(&text);
    return 0;
}

static int end(void **state)
{
    (void)state;
    written_release(&text);
    return 0;
}

static void set(const char *markup, bool markdown)
{
    written_set(&text, stet_str_from(markup), markdown);
    check_document(&text.doc);
}

static void test_plain(void **state)
{
    (void)state;
    set("\n  One # two.\nThree.  \n \t\n\r\n- Four &amp;\n", false);
    assert_int_equal(text.doc.n_blocks, 2);
    assert_true(text.doc.text.ptr == text.doc.markup.ptr);
    assert_text(written_slice(&text, text.doc.blocks[0].span), "One # two.\nThree.");
    assert_text(written_slice(&text, text.doc.blocks[1].span), "- Four &amp;");
    assert_int_equal(text.doc.blocks[0].kind, STET_BLOCK_PARAGRAPH);
    assert_int_equal(text.doc.map.count, 0);
    set("", false);
    assert_int_equal(text.doc.n_blocks, 0);
    assert_int_equal(stet_document_words(&text.doc).count, 0);
}

/* Sentences never go across blocks, and blocks that are not prose have none. */
static void test_sentences(void **state)
{
    (void)state;
    set("# Head\n\nOne. Two\n\n- item\n- *more.* Yes.\n\n| a | bee. C |\n|---|---|\n\n"
        "```\nCode. More.\n```\n",
        true);
    static const char *const expected[] = { "Head", "One.", "Two",  "item", "more.",
                                            "Yes.", "a",    "bee.", "C" };
    stet_sentence_array sentences = stet_document_sentences(&text.doc);
    assert_int_equal(sentences.count, STET_LEN(expected));
    for (size_t i = 0; i < sentences.count; i++)
        assert_text(written_slice(&text, sentences.items[i].span), expected[i]);
    const stet_block *code = &text.doc.blocks[text.doc.n_blocks - 1];
    assert_int_equal(code->kind, STET_BLOCK_CODE);
    assert_int_equal(code->n_sentences, 0);
    assert_int_equal(code->n_words, 0);
}

/* A stop inside code or a URL ends no sentence, and cuts no word. */
static void test_opaque(void **state)
{
    (void)state;
    set("Use `a. B` here. See http://a.b/c?d! Now [x.y](x.y) and `e.`", true);
    stet_sentence_array sentences = stet_document_sentences(&text.doc);
    assert_int_equal(sentences.count, 3);
    assert_text(written_slice(&text, sentences.items[0].span), "Use a. B here.");
    stet_word_array words = stet_document_words(&text.doc);
    size_t n_opaque = 0;
    for (size_t i = 0; i < words.count; i++)
        n_opaque += words.items[i].kind == STET_WORD_OPAQUE;
    assert_int_equal(n_opaque, 4);
}

/* The text of Markdown has zeroes behind it, so that its last words are found in
   another way than those of plain text: they are the same. */
static void test_last_words(void **state)
{
    static const char all[] =
        "One, two. It's a well-known fact: letters, words and sentences end where the "
        "text ends, with a mark or without; nothing behind them is read";
    char start[sizeof all];
    stet_word words[64];
    (void)state;
    for (size_t len = 1; len < sizeof all; len++) {
        memcpy(start, all, len);
        start[len] = '\0';
        set(start, false);
        stet_word_array plain = stet_document_words(&text.doc);
        assert_true(plain.count > 0 && plain.count < STET_LEN(words));
        memcpy(words, plain.items, plain.count * sizeof *words);
        set(start, true);
        stet_word_array quick = stet_document_words(&text.doc);
        assert_true(text.doc.text.ptr != text.doc.markup.ptr);
        assert_int_equal(quick.count, plain.count);
        assert_memory_equal(quick.items, words, quick.count * sizeof *words);
    }
}

static void assert_flags(const char *markup, const char *word, uint16_t flags)
{
    set(markup, true);
    stet_word_array words = stet_document_words(&text.doc);
    for (size_t i = 0; i < words.count; i++) {
        if (!stet_str_is(written_slice(&text, words.items[i].span), word))
            continue;
        if (words.items[i].flags != flags)
            fail_msg("\"%s\" in \"%s\" has the flags %x", word, markup,
                     words.items[i].flags);
        return;
    }
    fail_msg("\"%s\" is no word of \"%s\"", word, markup);
}

static void test_flags(void **state)
{
    enum {
        S = STET_WORD_SPACED,
        W = STET_WORD_WIDE,
        B = STET_WORD_BROKEN,
        E = STET_WORD_STRONG,
    };
    (void)state;
    assert_flags("a **b** c", "b", S | E);
    assert_flags("a **b** c", "c", S | E);
    assert_flags("a **b**: c", ":", E);
    assert_flags("a **b**: c", "c", S);
    assert_flags("un*believ*able", "unbelievable", S | B);
    assert_flags("a\nb", "b", S);
    assert_flags("a  \nb", "b", S | B);
    assert_flags("a  b", "b", S | W);
    assert_flags("a ![x](y) b", "b", S);
    assert_flags("a <i> b", "b", S);
    assert_flags("a\n\nb", "b", S | B);
}

static void test_counts(void **state)
{
    (void)state;
    set("# Head\n\nIt's *caf\xC3\xA9* no. 5.\n\n> Yes!\n\n- item\n", true);
    /* "Head\n\nIt's café no. 5.\n\nYes!\n\nitem" */
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_BYTES), 35);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_CHARACTERS), 34);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_LETTERS), 20);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_LINES), 4);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_WORDS), 7);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_WORD_RUNS), 8);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_SENTENCES), 5);
    assert_int_equal(stet_document_count(&text.doc, STET_COUNT_PARAGRAPHS), 2);
}

static void test_places(void **state)
{
    (void)state;
    set("# One\n\n*two* three", true);
    assert_int_equal(stet_document_block_at(&text.doc, 0), 0);
    assert_int_equal(stet_document_block_at(&text.doc, 4), 0);
    assert_int_equal(stet_document_block_at(&text.doc, 5), 1);
    assert_int_equal(stet_document_block_at(&text.doc, 100), 1);
    stet_point start, behind;
    stet_document_points(&text.doc, (stet_span){ 5, 8 }, false, &start, &behind);
    assert_int_equal(start.byte, 8);
    assert_int_equal(start.line, 3);
    assert_int_equal(start.column, 2);
    assert_int_equal(behind.byte, 11);
    stet_document_points(&text.doc, (stet_span){ 0, 1 }, true, &start, &behind);
    assert_int_equal(start.byte, 0);
    assert_int_equal(start.line, 1);
    set("", true);
    assert_int_equal(stet_document_block_at(&text.doc, 0), STET_BLOCK_NONE);
}

/* A document keeps its memory for the next one, but not that of a huge one. */
static void test_memory(void **state)
{
    (void)state;
    enum { MOST = 4 * 1024 * 1024 };
    stet_buffer huge = { 0 };
    while (huge.len < 8 * 1024 * 1024)
        stet_buffer_add_text(&huge, "- a *b*. C&amp;\n");
    written_set(&text, stet_buffer_str(&huge), true);
    check_document(&text.doc);
    stet_document_lines(&text.doc);
    assert_true(text.doc.words_capacity * sizeof *text.doc.words > MOST);
    set("a *b*. C", true);
    stet_document_lines(&text.doc);
    assert_true(text.doc.words_capacity * sizeof *text.doc.words <= MOST);
    assert_true(text.doc.blocks_capacity * sizeof *text.doc.blocks <= MOST);
    assert_true(text.doc.lines_capacity * sizeof *text.doc.lines <= MOST);
    assert_true(text.doc.sentences_capacity * sizeof *text.doc.sentences <= MOST);
    assert_true(text.doc.inlines_capacity * sizeof *text.doc.inlines <= MOST);
    assert_true(text.doc.map.capacity * sizeof *text.doc.map.segments <= MOST);
    assert_true(text.doc.buffer.capacity <= MOST);
    assert_int_equal(stet_document_words(&text.doc).count, 4);
    const stet_word *items = text.doc.words;
    set("d *e*. F", true);
    assert_true(stet_document_words(&text.doc).items == items);
    stet_buffer_release(&huge);
}

/* The same words have the same forms in the next document. */
static void test_forms(void **state)
{
    (void)state;
    set("apple pear", false);
    uint32_t pear = stet_document_words(&text.doc).items[1].form;
    set("a pear", true);
    assert_int_equal(stet_document_words(&text.doc).items[1].form, pear);
}

/* Numbers order documents, also those of huge batches, and lead back. */
static void test_numbers(void **state)
{
    static const struct {
        uint32_t source;
        uint64_t record;
        size_t text;
    } rows[] = {
        { 0, 0, 0 },
        { 0, 0, 1023 },
        { 0, 1, 0 },
        { 0, (1 << 28) - 1, 0 },
        { 0, 1 << 28, 0 },
        { 0, 1 << 28, 7 },
        { 0, (1 << 30) - 1, 1 },
        { 0, (UINT64_C(1) << 40) + 1, 2 },
        { 1, 0, 0 },
        { (1 << 24) - 1, 1, 0 },
        { (1 << 24) + 1, 2, 0 },
    };
    (void)state;
    for (size_t i = 1; i < STET_LEN(rows); i++) {
        uint64_t before = stet_document_number(rows[i - 1].source, rows[i - 1].record,
                                               rows[i - 1].text);
        uint64_t number =
            stet_document_number(rows[i].source, rows[i].record, rows[i].text);
        assert_true(before < number);
        uint64_t most = (1 << 30) - 1;
        assert_int_equal(stet_document_record(number),
                         rows[i].record < most ? rows[i].record : most);
        assert_int_equal(stet_document_source(number),
                         rows[i].source < 1 << 24 ? rows[i].source : (1 << 24) - 1);
    }
}

/* As cuts_inline() is defined, inline by inline. */
static bool cuts_any(const stet_doc *doc, stet_span span)
{
    for (size_t i = 0; i < doc->n_inlines; i++) {
        stet_span in = doc->inlines[i].span;
        bool starts = in.start > span.start && in.start < span.end;
        bool ends = in.end > span.start && in.end < span.end;
        if (starts != ends)
            return true;
    }
    return false;
}

static void test_spans_that_cut_inlines(void **state)
{
    (void)state;
    static const char *const markups[] = {
        "none",
        "*a* b `c` [d **e** f](x) g",
        "# *a\n\n- `b` c\n- *d **e `f`***\n\n![a *b*](c) <http://d.e>~~f~~",
        "| *a* | b `c` |\n|---|---|\n| ***d*** | e |\n",
    };
    size_t n_cut = 0, n_whole = 0;
    for (size_t i = 0; i < STET_LEN(markups); i++) {
        set(markups[i], true);
        uint32_t len = (uint32_t)text.doc.text.len;
        for (uint32_t start = 0; start <= len; start++)
            for (uint32_t end = start; end <= len; end++) {
                stet_span span = { start, end };
                bool cuts = stet_document_cuts_inline(&text.doc, span);
                assert_int_equal(cuts, cuts_any(&text.doc, span));
                n_cut += cuts;
                n_whole += !cuts;
            }
    }
    assert_true(n_cut > 200 && n_whole > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test_setup_teardown(test_plain, begin, end),
        cmocka_unit_test_setup_teardown(test_sentences, begin, end),
        cmocka_unit_test_setup_teardown(test_spans_that_cut_inlines, begin, end),
        cmocka_unit_test_setup_teardown(test_opaque, begin, end),
        cmocka_unit_test_setup_teardown(test_last_words, begin, end),
        cmocka_unit_test_setup_teardown(test_flags, begin, end),
        cmocka_unit_test_setup_teardown(test_counts, begin, end),
        cmocka_unit_test_setup_teardown(test_places, begin, end),
        cmocka_unit_test_setup_teardown(test_memory, begin, end),
        cmocka_unit_test_setup_teardown(test_forms, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
