/* SPDX-License-Identifier: Apache-2.0 */
/* Markdown, block by block: kind, level, number, parent, text, markup. */
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

static const char *const kinds[] = { "paragraph", "heading", "item",  "quote",
                                     "code",      "cell",    "markup" };

static void add_escaped(stet_buffer *out, stet_str part)
{
    stet_buffer_add_char(out, '[');
    for (size_t i = 0; i < part.len; i++) {
        if (part.ptr[i] == '\n')
            stet_buffer_add_text(out, "\\n");
        else
            stet_buffer_add_char(out, part.ptr[i]);
    }
    stet_buffer_add_char(out, ']');
}

static void add_block(stet_buffer *out, const stet_block *block)
{
    stet_buffer_add_text(out, kinds[block->kind]);
    if (block->level)
        stet_buffer_format(out, " %u", block->level);
    if (block->number)
        stet_buffer_format(out, " #%u", block->number);
    if (block->parent != STET_BLOCK_NONE)
        stet_buffer_format(out, " in %u", block->parent);
    stet_buffer_add_char(out, ' ');
    add_escaped(out, written_slice(&text, block->span));
    add_escaped(out, written_markup(&text, block->markup));
    stet_buffer_add_char(out, '\n');
}

static void assert_blocks(const char *markup, const char *expected)
{
    stet_buffer out = { 0 };
    written_set(&text, stet_str_from(markup), true);
    check_document(&text.doc);
    for (size_t i = 0; i < text.doc.n_blocks; i++)
        add_block(&out, &text.doc.blocks[i]);
    if (!stet_str_is(stet_buffer_str(&out), expected))
        fail_msg("%s", out.ptr ? out.ptr : "nothing");
    stet_buffer_release(&out);
}

static void test_paragraphs(void **state)
{
    (void)state;
    assert_blocks("", "");
    assert_blocks("\n \n", "");
    assert_blocks("one\ntwo\n\nthree", "paragraph [one two][one\\ntwo]\n"
                                       "paragraph [three][three]\n");
    assert_text(text.doc.text, "one two\n\nthree");
    assert_blocks("one  \ntwo\\\nthree", "paragraph [one\\ntwo\\nthree]"
                                         "[one  \\ntwo\\\\nthree]\n");
    assert_blocks("one\r\ntwo\r\n", "paragraph [one two][one\r\\ntwo]\n");
    assert_blocks("a<br>b <br/> c", "paragraph [a\\nb \\n c][a<br>b <br/> c]\n");
}

static void test_headings(void **state)
{
    (void)state;
    assert_blocks("# One\n## *Two* ##\n#\nThree\n=====\nFour\nmore\n---\n",
                  "heading 1 [One][# One]\n"
                  "heading 2 [Two][## *Two* ##]\n"
                  "heading 1 [][#]\n"
                  "heading 1 [Three][Three\\n=====]\n"
                  "heading 2 [Four more][Four\\nmore\\n---]\n");
}

static void test_items(void **state)
{
    (void)state;
    assert_blocks("- one\n- two\n  - **three**\n\n    more\n-\n\nend\n",
                  "item 1 #1 [one][- one]\n"
                  "item 1 #2 [two][- two]\n"
                  "item 2 #1 in 1 [three][- **three**]\n"
                  "paragraph in 2 [more][more]\n"
                  "item 1 #3 [][-]\n"
                  "paragraph [end][end]\n");
    assert_blocks("3. a\n4. b\n\n- [x] c\n- [ ] d\n", "item 1 #1 [a][3. a]\n"
                                                      "item 1 #2 [b][4. b]\n"
                                                      "item 1 #1 [c][- [x] c]\n"
                                                      "item 1 #2 [d][- [ ] d]\n");
    assert_int_equal(text.doc.blocks[0].flags, STET_BLOCK_ORDERED | STET_BLOCK_FIRST);
    assert_int_equal(text.doc.blocks[1].flags, STET_BLOCK_ORDERED);
    assert_int_equal(text.doc.blocks[2].flags, STET_BLOCK_TASK | STET_BLOCK_FIRST);
    assert_blocks("- # a\n- ```\n  b\n  ```\n- - c\n",
                  "item 1 #1 [][-]\n"
                  "heading 1 in 0 [a][# a]\n"
                  "item 1 #2 [][-]\n"
                  "code in 2 [b][```\\n  b\\n  ```]\n"
                  "item 1 #3 [][-]\n"
                  "item 2 #1 in 4 [c][- c]\n");
    assert_blocks("-\n  a\n", "item 1 #1 [a][-\\n  a]\n");
}

static void test_quotes(void **state)
{
    (void)state;
    assert_blocks("> a\n> b\n> > c\n\n> - d\n", "quote 1 [a b][> a\\n> b]\n"
                                                "quote 2 [c][> > c]\n"
                                                "item 1 #1 [d][- d]\n");
    assert_blocks("> a\nlazy\n", "quote 1 [a lazy][> a\\nlazy]\n");
}

static void test_code(void **state)
{
    (void)state;
    assert_blocks("```c\n  a\n\n\tb\n```\n", "code [  a\\n\\n    b]"
                                             "[```c\\n  a\\n\\n\tb\\n```]\n");
    assert_int_equal(text.doc.blocks[0].flags, STET_BLOCK_FENCED);
    assert_blocks("    a\n      b\n", "code [a\\n  b][a\\n      b]\n");
    assert_int_equal(text.doc.blocks[0].flags, 0);
    assert_blocks("```\n```\n\n~~~\na", "code [][```\\n```]\ncode [a][~~~\\na]\n");
    assert_blocks("```\n\n\n```\nb", "code [\\n][```\\n\\n\\n```]\nparagraph [b][b]\n");
}

static void test_tables(void **state)
{
    (void)state;
    assert_blocks("| a | b |\n|---|---|\n| 1 |  |\n|  | c\\|d |\n| e\n",
                  "cell 1 [a][a]\n"
                  "cell 2 in 0 [b][b]\n"
                  "cell 1 in 0 [1][1]\n"
                  "cell 2 in 0 [][]\n"
                  "cell 1 in 0 [][]\n"
                  "cell 2 in 0 [c|d][c\\|d]\n"
                  "cell 1 in 0 [e][e]\n");
    assert_int_equal(text.doc.blocks[0].flags, STET_BLOCK_HEADER);
    assert_int_equal(text.doc.blocks[2].flags, 0);
    assert_int_equal(text.doc.blocks[3].markup.start, 25); /* Behind its pipe. */
    assert_int_equal(text.doc.blocks[4].markup.start, 30);
}

static void test_markup(void **state)
{
    (void)state;
    assert_blocks("---\na: b\n---\n\n# c\n",
                  "markup [---\\na: b\\n---][---\\na: b\\n---]\n"
                  "heading 1 [c][# c]\n");
    assert_blocks("---\n\nText.\n\n---\n", "paragraph [Text.][Text.]\n");
    assert_blocks("<div>\na\n</div>\n\nb\n\n<!-- c\n\nd -->\n",
                  "markup [<div>\\na\\n</div>][<div>\\na\\n</div>]\n"
                  "paragraph [b][b]\n"
                  "markup [<!-- c\\n\\nd -->][<!-- c\\n\\nd -->]\n");
}

/* Entities, escapes: what they stand for, and where that leads. */
static void test_made(void **state)
{
    static const struct {
        const char *markup, *text;
    } rows[] = {
        { "a &amp; b", "a & b" },
        { "&eacute;&#65;&#x42;", "\xC3\xA9"
                                 "AB" },
        { "&#0;&#xD800;&#x110000;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { "&unheard; &amp", "&unheard; &amp" },
        { "\\*a\\* \\b", "*a* \\b" },
        { "a\\\\b", "a\\b" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        written_set(&text, stet_str_from(rows[i].markup), true);
        check_document(&text.doc);
        assert_text(text.doc.text, rows[i].text);
    }
    written_set(&text, STET_STR("a &amp;\\*b"), true);
    stet_span markup = stet_source_map_markup(&text.doc.map, (stet_span){ 2, 3 });
    assert_text(written_markup(&text, markup), "&amp;");
    markup = stet_source_map_markup(&text.doc.map, (stet_span){ 3, 5 });
    assert_text(written_markup(&text, markup), "\\*b");
}

static void test_null(void **state)
{
    (void)state;
    written_set(&text, STET_STR("a\0b"), true);
    check_document(&text.doc);
    assert_text(text.doc.text, "a\xEF\xBF\xBD"
                               "b");
}

static const char *const inline_kinds[] = { "code",   "link",   "image", "emphasis",
                                            "strong", "strike", "html",  "break" };

static void assert_inlines(const char *markup, const char *expected)
{
    stet_buffer out = { 0 };
    written_set(&text, stet_str_from(markup), true);
    check_document(&text.doc);
    for (size_t i = 0; i < text.doc.n_inlines; i++) {
        const stet_inline *item = &text.doc.inlines[i];
        stet_buffer_format(&out, "%s ", inline_kinds[item->kind]);
        add_escaped(&out, written_slice(&text, item->span));
        add_escaped(&out, written_markup(&text, item->markup));
        if (item->target.len)
            stet_buffer_format(&out, " %.*s", (int)item->target.len, item->target.ptr);
        stet_buffer_add_char(&out, '\n');
    }
    if (!stet_str_is(stet_buffer_str(&out), expected))
        fail_msg("%s", out.ptr ? out.ptr : "nothing");
    stet_buffer_release(&out);
}

static void test_inlines(void **state)
{
    (void)state;
    assert_inlines("*a* **b** ***c*** ~~d~~ _e_", "emphasis [a][*a*]\n"
                                                  "strong [b][**b**]\n"
                                                  "emphasis [c][***c***]\n"
                                                  "strong [c][**c**]\n"
                                                  "strike [d][~~d~~]\n"
                                                  "emphasis [e][_e_]\n");
    assert_inlines("`a` `` b`c `` <i>d</i>", "code [a][`a`]\n"
                                             "code [b`c][`` b`c ``]\n"
                                             "html [][<i>]\n"
                                             "html [][</i>]\n");
    assert_inlines("a  \nb<br>c",
                   "break [\\n][  \\n]\nhtml [][<br>]\nbreak [\\n][<br>]\n");
    assert_inlines("**a**\n**b**", "strong [a][**a**]\nstrong [b][**b**]\n");
}

static void test_links(void **state)
{
    (void)state;
    assert_inlines("[a **b**](http://c.d/(e) \"t)\") [f][g] [g] [](h)\n\n[g]: /u\n",
                   "link [a b][[a **b**](http://c.d/(e) \"t)\")] http://c.d/(e)\n"
                   "strong [b][**b**]\n"
                   "link [f][[f][g]] /u\n"
                   "link [g][[g]] /u\n"
                   "link [][[](h)] h\n");
    assert_inlines("<http://a.b> <c@d.e> http://f.g/h. www.i.org j@k.l",
                   "link [http://a.b][<http://a.b>] http://a.b\n"
                   "link [c@d.e][<c@d.e>] mailto:c@d.e\n"
                   "link [http://f.g/h][http://f.g/h] http://f.g/h\n"
                   "link [www.i.org][www.i.org] http://www.i.org\n"
                   "link [j@k.l][j@k.l] mailto:j@k.l\n");
    assert_inlines("[a](b\\*c&amp;d)", "link [a][[a](b\\*c&amp;d)] b*c&d\n");
    assert_inlines("x ![a *b* [c](d)](e.png) y",
                   "image [][![a *b* [c](d)](e.png)] e.png\n");
    assert_text(text.doc.text, "x  y");
    assert_inlines("[![a](b)](c)", "link [][[![a](b)](c)] c\nimage [][![a](b)] b\n");
}

/* What would take md4c a time or a memory that grows faster than the text. */
static void test_hostile(void **state)
{
    static const struct {
        const char *once, *repeated, *more;
    } rows[] = {
        { "", ">", "" },
        { "", "> ", "\n\nb" },
        { "", "- ", "" },
        { "", "[", "" },
        { "", "![", "" },
        { "", "*a ", "" },
        { "", "a**b", "" },
        { "", "`a ``", "" },
        { "", "<!--", "" },
        { "", "<a ", "" },
        { "", "[a](<b", "" },
        { "", "- ```\n", "" },
        { "", "#\n", "" },
        { "", "-\n", "" },
        { "", "|", "\n-|-\n" },
        { "| a |\n|---|\n", "|", "" },
        { "[a]: /x\n\n", "[a] ", "" },
        { "", "[a](b) ", "" },
        { "", "http://a.b ", "" },
        { "", "www.a.b\n", "" },
    };
    (void)state;
    enum { LENGTH = 400000 };
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer markup = { 0 };
        stet_buffer_add_text(&markup, rows[i].once);
        while (markup.len < LENGTH)
            stet_buffer_add_text(&markup, rows[i].repeated);
        stet_buffer_add_text(&markup, rows[i].more);
        written_set(&text, stet_buffer_str(&markup), true);
        check_document(&text.doc);
        stet_document_lines(&text.doc);
        stet_buffer_release(&markup);
    }
}

/* A long target, a thousand times: on no budget. It is read as plain text. */
static void test_given_up(void **state)
{
    (void)state;
    stet_buffer markup = { 0 };
    stet_buffer_add_text(&markup, "[a]: /");
    for (size_t i = 0; i < 500000; i++)
        stet_buffer_add_char(&markup, 'x');
    stet_buffer_add_text(&markup, "\n\n");
    for (size_t i = 0; i < 8000; i++)
        stet_buffer_add_text(&markup, "[a] ");
    written_set(&text, stet_buffer_str(&markup), true);
    check_document(&text.doc);
    assert_int_equal(text.doc.n_blocks, 2);
    assert_int_equal(text.doc.n_inlines, 0);
    assert_true(text.doc.text.ptr == text.doc.markup.ptr);
    stet_buffer_release(&markup);
}

/* More links in one block than md4c can bear: bare addresses stay text, brackets make
   it plain text. What stands in several blocks, or in code, does no harm. */
static void test_many_links(void **state)
{
    enum { FEW = 8000, MANY = 9000 };
    static const struct {
        const char *front, *repeated, *end;
        size_t n, n_inlines;
        bool plain;
    } rows[] = {
        { "# a\n\n", "http://a.b ", "", FEW, FEW, false },
        { "# a\n\n", "http://a.b ", "", MANY, 0, false },
        { "# a\n\n", "www.a.b\n", "", MANY, 0, false },
        { "# a\n\n", "http://a.b\n\n", "", MANY, MANY, false },
        { "# a\n\n", "- [a](b) www.a.b\n", "", MANY, 2 * MANY, false },
        { "# a\n\n", "[a](b) ", "", FEW, FEW, false },
        { "# a\n\n", "[a](b) ", "", MANY, 0, true },
        { "# a\n\n```\n", "[a](b)\n", "```\n", MANY, 0, false },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer markup = { 0 };
        stet_buffer_add_text(&markup, rows[i].front);
        for (size_t n = 0; n < rows[i].n; n++)
            stet_buffer_add_text(&markup, rows[i].repeated);
        stet_buffer_add_text(&markup, rows[i].end);
        written_set(&text, stet_buffer_str(&markup), true);
        check_document(&text.doc);
        assert_int_equal(text.doc.n_inlines, rows[i].n_inlines);
        stet_block_kind kind =
            rows[i].plain ? STET_BLOCK_PARAGRAPH : STET_BLOCK_HEADING;
        assert_int_equal(text.doc.blocks[0].kind, kind);
        stet_buffer_release(&markup);
    }
}

/* What is a table for the blocks is one for the lines. */
static void test_delimiter_rows(void **state)
{
    static const char *const rows[] = { "|---|---|", "| --- | --- |", "|:-:|---|",
                                        "|:--|--:|", "|-|-|",         "|--|--|",
                                        "|:-|-:|",   "|---|-|",       "|:-:|:-|",
                                        "---|---",   "--|--",         ":-:|:-:" };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer markup = { 0 };
        stet_buffer_format(&markup, "| a | b |\n%s\n| c | d |\n", rows[i]);
        written_set(&text, stet_buffer_str(&markup), true);
        stet_line_array lines = stet_document_lines(&text.doc);
        bool block = text.doc.blocks[0].kind == STET_BLOCK_CELL;
        bool line = lines.items[0].kind == STET_LINE_TABLE;
        if (block != line)
            fail_msg("%s is a table for %s only", rows[i], block ? "blocks" : "lines");
        stet_buffer_release(&markup);
    }
}

/* What stands in memory behind a text is not its own: here, what would make an item. */
static void test_digits_at_the_end(void **state)
{
    static const char *const rows[] = { "160. x\n161. ", "161) ", "> 42. ", "- 7) " };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        stet_str markup = { rows[i], strlen(rows[i]) - 2 };
        written_set(&text, markup, true);
        check_document(&text.doc);
        stet_str got = text.doc.text;
        if (got.len == 0 || got.ptr[got.len - 1] != markup.ptr[markup.len - 1])
            fail_msg("%.*s became %.*s", (int)markup.len, markup.ptr, (int)got.len,
                     got.ptr);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_paragraphs, begin, end),
        cmocka_unit_test_setup_teardown(test_headings, begin, end),
        cmocka_unit_test_setup_teardown(test_digits_at_the_end, begin, end),
        cmocka_unit_test_setup_teardown(test_items, begin, end),
        cmocka_unit_test_setup_teardown(test_quotes, begin, end),
        cmocka_unit_test_setup_teardown(test_code, begin, end),
        cmocka_unit_test_setup_teardown(test_tables, begin, end),
        cmocka_unit_test_setup_teardown(test_markup, begin, end),
        cmocka_unit_test_setup_teardown(test_made, begin, end),
        cmocka_unit_test_setup_teardown(test_null, begin, end),
        cmocka_unit_test_setup_teardown(test_inlines, begin, end),
        cmocka_unit_test_setup_teardown(test_links, begin, end),
        cmocka_unit_test_setup_teardown(test_hostile, begin, end),
        cmocka_unit_test_setup_teardown(test_given_up, begin, end),
        cmocka_unit_test_setup_teardown(test_many_links, begin, end),
        cmocka_unit_test_setup_teardown(test_delimiter_rows, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
