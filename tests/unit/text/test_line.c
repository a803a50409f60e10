/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, written one a row: kind, quotes, indent, content, mark, number. */
#include "text/line.h"

#include "base/buffer.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const kinds[] = {
    "blank", "text", "heading", "underline", "bullet", "number",
    "table", "rule", "fence",   "code",      "markup",
};

/* Each line of `expected` is the start of what is written of a line of `text`. */
static void assert_lines(const char *text, bool markdown, const char *expected)
{
    stet_line_list lines = { 0 };
    stet_line_scan(stet_str_from(text), markdown, &lines);
    stet_str rest = stet_str_from(expected);
    stet_str row;
    for (size_t i = 0; i < lines.count; i++) {
        const stet_line *line = &lines.items[i];
        stet_buffer out = { 0 };
        stet_buffer_add_text(&out, kinds[line->kind]);
        if (line->mark || line->number)
            stet_buffer_format(&out, " %c%u", line->mark ? line->mark : ' ',
                               line->number);
        if (line->quote)
            stet_buffer_format(&out, " quote %u", line->quote);
        if (line->indent)
            stet_buffer_format(&out, " indent %u", line->indent);
        if (line->content)
            stet_buffer_format(&out, " content %u", line->content);
        assert_true(stet_str_cut(&rest, '\n', &row));
        if (!stet_str_equal(stet_buffer_str(&out), row))
            fail_msg("line %zu of \"%s\" is %s", i + 1, text, out.ptr);
        stet_buffer_release(&out);
    }
    assert_false(stet_str_cut(&rest, '\n', &row));
    free(lines.items);
}

static void test_plain(void **state)
{
    (void)state;
    assert_lines("", false, "");
    assert_lines(
        "# a\n\n \t\n  - b\r\n```", false,
        "text\nblank\nblank indent 4 content 2\ntext indent 2 content 2\ntext\n");
}

static void test_marks(void **state)
{
    (void)state;
    assert_lines("# a\n###### b\n####### c\n#d\n##\n", true,
                 "heading #1 content 2\nheading #6 content 7\ntext\ntext\n"
                 "heading #2 content 2\n");
    assert_lines("a\n===\nb\n---\n\n---\n* * *\n", true,
                 "text\nunderline =1\ntext\nunderline -2\nblank\nrule -3\nrule *3\n");
    assert_lines("- a\n  * b\n+\n-c\n", true,
                 "bullet -0 content 2\nbullet *0 indent 2 content 4\n"
                 "bullet +0 content 1\ntext\n");
}

static void test_items(void **state)
{
    (void)state;
    assert_lines("1. a\n2) b\n12.c\n\n2014. was\n", true,
                 "number .1 content 3\nnumber )2 content 3\ntext\nblank\n"
                 "number .2014 content 6\n");
    assert_lines("In\n2014. It\n", true, "text\ntext\n");
    assert_lines(
        "- a\n\n  b\n\n      code\n\nc\n\n    code\n", true,
        "bullet -0 content 2\nblank\ntext indent 2 content 2\nblank\n"
        "code indent 6 content 6\nblank\ntext\nblank\ncode indent 4 content 4\n");
}

static void test_quotes(void **state)
{
    (void)state;
    assert_lines("> a\n> > - b\n>c\n>\n", true,
                 "text quote 1 content 2\nbullet -0 quote 2 content 6\n"
                 "text quote 1 content 1\nblank quote 1 content 1\n");
}

static void test_code(void **state)
{
    (void)state;
    assert_lines("```py\n# a\n\n``\n````  \nb\n", true,
                 "fence `3 content 3\ncode\ncode\ncode\nfence `4 content 6\ntext\n");
    assert_lines("~~~\n```\n~~~\n``` a`b\n", true,
                 "fence ~3 content 3\ncode\nfence ~3 content 3\ntext\n");
    assert_lines("> ```\n> a\nb\n", true,
                 "fence `3 quote 1 content 5\ncode quote 1 content 2\ntext\n");
    assert_lines("```\n> a\n```\n", true,
                 "fence `3 content 3\ncode\nfence `3 content 3\n");
    assert_lines("1. a\n   ```\n   b\n   ```\n", true,
                 "number .1 content 3\nfence `3 indent 3 content 6\n"
                 "code indent 3 content 3\nfence `3 indent 3 content 6\n");
}

static void test_tables(void **state)
{
    (void)state;
    assert_lines("| a | b |\n|---|:-:|\n| c\nd | e | f\\|g |\n\na | b\n", true,
                 "table |2\ntable |2\ntable |1\ntable |3\nblank\ntext\n");
    assert_lines("a | b\n---|---|---\n", true, "table |2\ntable |3\n");
    assert_lines("a | b\n--- x\n", true, "text\ntext\n");
}

static void test_markup(void **state)
{
    (void)state;
    assert_lines("---\na: b\n---\n# c\n", true,
                 "markup\nmarkup\nmarkup\nheading #1 content 2\n");
    assert_lines("---\n\nWords.\n\n---\n", true,
                 "rule -3\nblank\ntext\nblank\nrule -3\n");
    assert_lines("<div>\na\n\nb\n<!-- c\n\nd --> e\nf\n", true,
                 "markup\nmarkup\nblank\ntext\nmarkup\nmarkup\nmarkup\ntext\n");
    assert_lines(
        "<pre>\n\n</pre>\n<b>x</b>\n\n<custom-tag>\n\n[a]: /b \"c\"\n[a]: b c\n", true,
        "markup\nmarkup\nmarkup\ntext\nblank\nmarkup\nblank\nmarkup\ntext\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),  cmocka_unit_test(test_marks),
        cmocka_unit_test(test_items),  cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_code),   cmocka_unit_test(test_tables),
        cmocka_unit_test(test_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
