/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/site.h"

#include "rule/rule_set.h"

#include "text/written.h"

typedef struct row {
    uint32_t sites;
    const char *markup;
    const char *words; /**< Where they stand first is the span. */
    bool holds;
} row;

static const row rows[] = {
    { STET_SITE_TEXT_START, "Sure, it is.\n\nSure.", "Sure, it", true },
    { STET_SITE_TEXT_START, "It is sure.", "sure", false },
    { STET_SITE_TEXT_START, "“**Sure**”, it is.", "Sure", true },
    { STET_SITE_TEXT_START, "***\n\n\xF0\x9F\x98\x80 Sure.", "Sure", true },
    { STET_SITE_TEXT_START, "One.\n\nSure.", "Sure", false },
    { STET_SITE_TEXT_START, "```\ncode\n```\n\nSure.", "Sure", true },
    { STET_SITE_TEXT_START, "# \n\nSure.", "Sure", true },
    { STET_SITE_TEXT_END, "One.\n\nI hope this helps! \xF0\x9F\x98\x8A", "this helps",
      true },
    { STET_SITE_TEXT_END, "I hope this helps.\n\nOne.", "this helps", false },
    { STET_SITE_TEXT_END, "This helps.\n\n```\ncode\n```\n", "This helps", true },
    { STET_SITE_TEXT_END, "I hope this helps you.", "this helps", false },
    { STET_SITE_BLOCK_START, "One.\n\n- *Sure*, yes.", "Sure", true },
    { STET_SITE_BLOCK_START, "One. Sure, yes.", "Sure", false },
    { STET_SITE_BLOCK_END, "Yes, *sure*.\n\nOne.", "sure", true },
    { STET_SITE_BLOCK_END, "Sure. One.", "Sure", false },
    { STET_SITE_SENTENCE_START, "One. “Sure, yes.", "Sure", true },
    { STET_SITE_SENTENCE_START, "Sure, yes.", "Sure", true },
    { STET_SITE_SENTENCE_START, "One, sure, yes.", "sure", false },
    { STET_SITE_SENTENCE_START, "One (sure) yes.", "sure", false },
    { STET_SITE_SENTENCE_START, "It is Mr. Sure, yes.", "Sure", false },
    { STET_SITE_LINE_START, "One and\n  *sure*, yes.", "sure", true },
    { STET_SITE_LINE_START, "> One\n> sure.", "sure", true },
    { STET_SITE_LINE_START, "One and sure.", "sure", false },
    { STET_SITE_FIRST_PARAGRAPH, "# Sure\n\nIt is sure.", "is sure", true },
    { STET_SITE_FIRST_PARAGRAPH, "# Sure\n\nIt is sure.", "Sure", false },
    { STET_SITE_FIRST_PARAGRAPH, "- One\n\n  more\n\nSure.", "Sure", true },
    { STET_SITE_FIRST_PARAGRAPH, "One.\n\nIt is sure.", "sure", false },
    { STET_SITE_LAST_PARAGRAPH, "One.\n\nIt is sure:\n\n- two\n", "sure", true },
    { STET_SITE_LAST_PARAGRAPH, "It is sure.\n\nOne.", "sure", false },
    { STET_SITE_TEXT_END | STET_SITE_TEXT_START, "One sure.", "sure", true },
    { STET_SITE_BLOCK_END | STET_SITE_SENTENCE_START, "One sure two.", "sure", false },
};

static void find_bounds(stet_site_bounds *bounds, const stet_doc *doc)
{
    stet_block_array blocks = { doc->blocks, doc->n_blocks };
    stet_site_bounds_find(bounds, doc->text, blocks);
}

static void hits_stand_where_they_stand(void **state)
{
    (void)state;
    written w;
    written_init(&w);
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_site_bounds bounds;
        written_set(&w, stet_str_from(rows[i].markup), true);
        size_t at = stet_str_find(w.doc.text, stet_str_from(rows[i].words), 0);
        assert_true(at != SIZE_MAX);
        stet_span span = { (uint32_t)at, (uint32_t)(at + strlen(rows[i].words)) };
        uint32_t block = stet_document_block_at(&w.doc, span.start);
        find_bounds(&bounds, &w.doc);
        if (stet_site_holds(rows[i].sites, STET_PROSE_KINDS, &w.doc, &bounds, block,
                            span) != rows[i].holds)
            fail_msg("row %zu: \"%s\" in \"%s\"", i, rows[i].words, rows[i].markup);
        if (rows[i].holds)
            assert_true(
                stet_site_may_hold(rows[i].sites, STET_PROSE_KINDS, &bounds, block));
    }
    written_release(&w);
}

/* What the rule does not look at is not the start of its text. */
static void the_rule_says_which_blocks_there_are(void **state)
{
    (void)state;
    written w;
    const uint32_t start = STET_SITE_TEXT_START;
    const uint32_t paragraphs = 1u << STET_BLOCK_PARAGRAPH;
    written_init(&w);
    written_set(&w, STET_STR("# Head\n\nSure.\n"), true);
    stet_span span = w.doc.blocks[1].span;
    stet_site_bounds bounds;
    find_bounds(&bounds, &w.doc);
    assert_false(stet_site_holds(start, STET_PROSE_KINDS, &w.doc, &bounds, 1, span));
    assert_true(stet_site_holds(start, paragraphs, &w.doc, &bounds, 1, span));
    assert_false(stet_site_may_hold(start, STET_PROSE_KINDS, &bounds, 1));
    assert_true(stet_site_may_hold(start, paragraphs, &bounds, 1));
    written_release(&w);
}

/* A hit inside a sentence is told without the words of the text. */
static void words_are_asked_for_where_they_must(void **state)
{
    (void)state;
    written w;
    const uint32_t sentence = STET_SITE_SENTENCE_START;
    written_init(&w);
    written_set(&w, STET_STR("It is sure. Sure."), true);
    stet_site_bounds bounds;
    find_bounds(&bounds, &w.doc);
    assert_false(stet_site_holds(sentence, STET_PROSE_KINDS, &w.doc, &bounds, 0,
                                 (stet_span){ 6, 10 }));
    assert_int_equal(w.doc.made & STET_MADE_WORDS, 0);
    assert_true(stet_site_holds(sentence, STET_PROSE_KINDS, &w.doc, &bounds, 0,
                                (stet_span){ 12, 16 }));
    written_release(&w);
}

static uint32_t below(uint32_t limit)
{
    static uint32_t random = 1;
    random = random * 1664525 + 1013904223;
    return (random >> 8) % limit;
}

static void add_marks(stet_buffer *out)
{
    static const char *const pieces[] = { "a ",           ",",        "; ",   "...",
                                          "\xE2\x80\xA6", "\n",       "\n\n", "- ",
                                          "*b*",          "\xC3\xA9", "> ",   " " };
    for (int i = 0; i < 40; i++)
        stet_buffer_add_text(out, pieces[below(STET_LEN(pieces))]);
}

/* The character that holds byte `at`. */
static stet_span character_at(stet_str text, uint32_t at)
{
    size_t next;
    while (((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    next = at;
    stet_utf8_next(text.ptr, &next);
    return (stet_span){ at, (uint32_t)next };
}

/* Asks of each character of a block, some from the end; how many hold. */
static size_t ask_all(written *w, stet_site_bounds *kept, uint32_t block)
{
    enum { SITES = STET_SITE_LINE_START * 2 - 1 };
    stet_span in = w->doc.blocks[block].span;
    size_t n_held = 0;
    for (uint32_t i = in.start; i < in.end; i++) {
        stet_site_bounds fresh;
        uint32_t sites = 1 + below(SITES);
        uint32_t at = below(4) ? i : in.end - 1 - (i - in.start);
        stet_span span = character_at(w->doc.text, at);
        find_bounds(&fresh, &w->doc);
        bool holds =
            stet_site_holds(sites, STET_PROSE_KINDS, &w->doc, &fresh, block, span);
        assert_int_equal(holds, stet_site_holds(sites, STET_PROSE_KINDS, &w->doc, kept,
                                                block, span));
        n_held += holds;
    }
    return n_held;
}

/* What is remembered of the spans before changes nothing, in whatever order they come.
 */
static void what_was_seen_is_seen_the_same(void **state)
{
    (void)state;
    written w;
    stet_buffer text = { 0 };
    size_t n_held = 0;
    written_init(&w);
    for (int round = 0; round < 200; round++) {
        stet_site_bounds kept;
        stet_buffer_clear(&text);
        add_marks(&text);
        written_set(&w, stet_buffer_str(&text), true);
        find_bounds(&kept, &w.doc);
        for (uint32_t b = 0; b < w.doc.n_blocks; b++)
            n_held += ask_all(&w, &kept, b);
    }
    assert_true(n_held > 1000);
    written_release(&w);
    stet_buffer_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_stand_where_they_stand),
        cmocka_unit_test(the_rule_says_which_blocks_there_are),
        cmocka_unit_test(what_was_seen_is_seen_the_same),
        cmocka_unit_test(words_are_asked_for_where_they_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
