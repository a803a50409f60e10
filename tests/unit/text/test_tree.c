/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"
#include "base/str.h"
#include "text/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char marks[] = { 'z', 'b', 'n', 't', 'l', 'm' };

/** The tree as text: kind, key, bytes of the source, then what it holds. */
static void write_down(const stet_node *node, stet_str text, stet_buffer *out)
{
    stet_buffer_add_char(out, marks[node->kind]);
    if (node->key.ptr) {
        stet_buffer_format(out, "(%.*s<%.*s>)", (int)node->key.len, node->key.ptr,
                           (int)(node->name.end - node->name.start),
                           text.ptr + node->name.start);
    }
    if (node->kind < STET_NODE_LIST) {
        stet_buffer_format(out, "=%.*s@%.*s", (int)node->text.len, node->text.ptr,
                           (int)(node->span.end - node->span.start),
                           text.ptr + node->span.start);
        return;
    }
    stet_buffer_format(out, "%u[", node->count);
    for (const stet_node *it = node->first; it; it = it->next) {
        write_down(it, text, out);
        stet_buffer_add_text(out, it->next ? " " : "");
    }
    stet_buffer_add_char(out, ']');
}

static void expect_tree(stet_syntax syntax, const char *source, const char *expected)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    stet_str text = stet_str_from(source);
    const stet_node *root = stet_tree_parse(syntax, text, &arena, &error);
    if (!root) {
        fail_msg("%s: %s", source, error.message);
        return;
    }
    write_down(root, text, &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
    stet_arena_release(&arena);
}

/** The text is refused at a byte, for a reason in which `why` stands. */
static void expect_fault_at(stet_syntax syntax, const char *source, size_t at,
                            const char *why)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    const stet_node *root =
        stet_tree_parse(syntax, stet_str_from(source), &arena, &error);
    if (root)
        fail_msg("%s: read", source);
    if (!strstr(error.message, why))
        fail_msg("%s: %s", source, error.message);
    if (error.position.byte != at)
        fail_msg("%s: at %zu: %s", source, error.position.byte, error.message);
    stet_error_release(&error);
    stet_arena_release(&arena);
}

/** The same where `mark` first stands; NULL: at the end. */
static void expect_fault(stet_syntax syntax, const char *source, const char *mark,
                         const char *why)
{
    size_t at = mark ? (size_t)(strstr(source, mark) - source) : strlen(source);
    expect_fault_at(syntax, source, at, why);
}

/** `n` times `text`. */
static void repeat(stet_buffer *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        stet_buffer_add_text(out, text);
}

static void test_json_keeps_order_text_and_bytes(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_JSON, "3", "n=3@3");
    expect_tree(STET_SYNTAX_JSON, " \"\" ", "t=@\"\"");
    expect_tree(STET_SYNTAX_JSON, "[]", "l0[]");
    expect_tree(STET_SYNTAX_JSON,
                "{\"b\": [1, null, {\"a\": true}], \"\\u0061\": \"x\\n\", \"\": {}}",
                "m3[l(b<\"b\">)3[n=1@1 z=null@null m1[b(a<\"a\">)=true@true]] "
                "t(a<\"\\u0061\">)=x\n@\"x\\n\" m(<\"\">)0[]]");
    expect_tree(STET_SYNTAX_JSON, "[[[1], 2], [3]]",
                "l2[l2[l1[n=1@1] n=2@2] l1[n=3@3]]");
    expect_tree(STET_SYNTAX_JSON, "{\"\\\\\\\"\"\n :1}",
                "m1[n(\\\"<\"\\\\\\\"\">)=1@1]");
    expect_fault(STET_SYNTAX_JSON, "{\"a\": 1,}", "}",
                 "behind the last value there is no comma");
    expect_fault(STET_SYNTAX_JSON, "\"a\": {}", ":", "must stand in braces");
    expect_fault(STET_SYNTAX_JSON, "{\"a\" 1}", "1", "colon is missing");
    expect_fault(STET_SYNTAX_JSON, "{\"a\": 1 \"b\"}", "\"b", "comma or } is missing");
    expect_fault(STET_SYNTAX_JSON, "[1 2]", "2", "comma or ] is missing");
    expect_fault_at((stet_syntax)99, "", SIZE_MAX, "this stet cannot read syntax 99");
}

static void test_jsonl_is_a_list_of_values(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_JSONL, "{\"a\": 1}\r\n\n [2] \n\"x\"",
                "l3[m1[n(a<\"a\">)=1@1] l1[n=2@2] t=x@\"x\"]");
    expect_tree(STET_SYNTAX_JSONL, "", "l0[]");
    expect_fault_at(STET_SYNTAX_JSONL, "{}\n{\"a\": }\n", 9, "no place");
    expect_fault(STET_SYNTAX_JSONL, "{\n}\n", "\n}", "ends inside");
    expect_fault(STET_SYNTAX_JSONL, "1 2\n", "2", "second value");
}

static void test_tables_are_lists_of_rows(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_CSV, "a,b\r\n\"x, \"\"y\"\"\",\n",
                "l2[l2[t=a@a t=b@b] l2[t=x, \"y\"@\"x, \"\"y\"\"\" t=@]]");
    expect_tree(STET_SYNTAX_TSV, "a\tb,c\n\n1\t\"2\n3\"",
                "l2[l2[t=a@a t=b,c@b,c] "
                "l2[t=1@1 t=2\n3@\"2\n3\"]]");
    expect_fault(STET_SYNTAX_CSV, "", "", "no row");
    expect_fault(STET_SYNTAX_CSV, "a,b\n1,2,3\n", "1", "has 3 cells, the first has 2");
    expect_fault(STET_SYNTAX_CSV, "a,b\n7\n", "7", "has 1 cell, the first has 2");
    expect_fault(STET_SYNTAX_CSV, "a,\"b\n", "\"", "never closed");
    expect_tree(STET_SYNTAX_CSV, "5\" x,b", "l1[l2[t=5\" x@5\" x t=b@b]]");
    expect_fault(STET_SYNTAX_CSV, "\"a\"b\n", "b", "behind the closing quote");
}

static void test_yaml_has_types_and_places(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_YAML, "é: [1, no, ~]\nb:\n  - 'true'\n  - x: .5\n# end\n",
                "m2[l(é<é>)3[n=1@1 t=no@no z=~@~] "
                "l(b<b>)2[t=true@'true' m1[n(x<x>)=.5@.5]]]");
    expect_tree(STET_SYNTAX_YAML, "---\na: |\n  x\n  y\n...\n",
                "m1[t(a<a>)=x\ny\n@|\n  x\n  y\n]");
    expect_tree(STET_SYNTAX_YAML, "[!!str 1, !!int '2', ! 3, !x y]",
                "l4[t=1@!!str 1 n=2@!!int '2' t=3@! 3 t=y@!x y]");
    expect_tree(STET_SYNTAX_YAML, "a:\nb: ''\n", "m2[z(a<a>)=@ t(b<b>)=@'']");
    static const char *const numbers[] = { "0",    "-1",   "+2", "1.",    "1e3",
                                           "0x1F", "0o17", ".5", "-.inf", ".nan" };
    static const char *const texts[] = { "1e",  "0x",  "1.2.3", ".",   "-",
                                         "1_0", "yes", "12:30", "0b1", "e3" };
    for (size_t i = 0; i < STET_LEN(numbers); i++)
        if (stet_tree_plain_kind(stet_str_from(numbers[i])) != STET_NODE_NUMBER)
            fail_msg("%s", numbers[i]);
    for (size_t i = 0; i < STET_LEN(texts); i++)
        if (stet_tree_plain_kind(stet_str_from(texts[i])) != STET_NODE_TEXT)
            fail_msg("%s", texts[i]);
}

static void test_yaml_is_refused_with_a_place(void **state)
{
    (void)state;
    expect_fault(STET_SYNTAX_YAML, "", "", "no value");
    expect_fault(STET_SYNTAX_YAML, "a: 1\nb: 2\na: 3\n", "a: 3", "stands twice");
    expect_fault(STET_SYNTAX_YAML, "é: b: c\n", ": c", "colon have no place");
    expect_fault(STET_SYNTAX_YAML, "a: 1\nb:2\nc: 3\n", "b", "this line must be a key");
    expect_fault(STET_SYNTAX_YAML, "a: 'b\nc: d\n", "'", "never closed");
    expect_fault(STET_SYNTAX_YAML, "? [a]\n: b\n", "[", "a key must be a text");
    expect_fault(STET_SYNTAX_YAML, "a: 1\n---\nb: 2\n", "---", "second document");
    expect_fault(STET_SYNTAX_YAML, "[1, 2\n", NULL, "closing bracket");
    expect_fault(STET_SYNTAX_YAML, "a: \xFF", "\xFF", "not UTF-8");
    stet_buffer deep = { 0 };
    repeat(&deep, "[", 100000);
    expect_fault_at(STET_SYNTAX_YAML, deep.ptr, 64, "more than 64 deep");
    stet_buffer_release(&deep);
}

static void test_aliases_are_bounded(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_YAML, "a: &x [1]\nb: *x\nc: &y d\n*y : 2\n",
                "m4[l(a<a>)1[n=1@1] l(b<b>)1[n=1@1] t(c<c>)=d@&y d n(d<*y>)=2@2]");
    expect_fault(STET_SYNTAX_YAML, "a: *x\n", "*", "no anchor &x");
    expect_fault(STET_SYNTAX_YAML, "a: &x [*x]\n", "*", "within what it names");
    stet_buffer laughs = { 0 };
    stet_buffer_add_text(&laughs, "- &a0 [x, x]\n");
    for (int i = 1; i < 40; i++)
        stet_buffer_format(&laughs, "- &a%d [*a%d, *a%d]\n", i, i - 1, i - 1);
    expect_fault(STET_SYNTAX_YAML, laughs.ptr, "*a17]", "more than 2000000");
    stet_buffer_clear(&laughs);
    stet_buffer_add_text(&laughs, "- &a0 [x]\n");
    for (int i = 1; i < 70; i++)
        stet_buffer_format(&laughs, "- &a%d [*a%d]\n", i, i - 1);
    expect_fault(STET_SYNTAX_YAML, laughs.ptr, "*a62", "more than 64 deep");
    stet_buffer_release(&laughs);
}

static void test_xml_is_maps_and_texts(void **state)
{
    (void)state;
    expect_tree(STET_SYNTAX_XML, "<a/>", "m1[t(a<a>)=@<a/>]");
    expect_tree(STET_SYNTAX_XML,
                "<?xml version='1.0' encoding='latin1'?>\n<!-- x -->\n"
                "<a id=\"1\">\n <b>é &amp; <![CDATA[<]]></b><c/><b/> tail\n</a>\n",
                "m1[m(a<a>)4[t(@id<<a id=\"1\">>)=1@<a id=\"1\"> "
                "l(b<b>)2[t=é & <@<b>é &amp; <![CDATA[<]]></b> t=@<b/>] "
                "t(c<c>)=@<c/> t(#text< tail>)=tail@ tail]]");
}

static void test_xml_is_refused_with_a_place(void **state)
{
    (void)state;
    expect_fault(STET_SYNTAX_XML, "", "", "no element");
    expect_fault_at(STET_SYNTAX_XML, "<a><b></a>", 8, "<b> is open here");
    expect_fault(STET_SYNTAX_XML, "Hello.", "H", "an element must begin here");
    expect_fault(STET_SYNTAX_XML, "<a>&#0;</a>", "&", "no such character");
    expect_fault(STET_SYNTAX_XML, "<a>x", NULL, "before <a> is closed");
    expect_fault(STET_SYNTAX_XML, "<a>x & y</a>", " y", "&amp;");
    expect_fault(STET_SYNTAX_XML, "<a/><b/>", "<b/>", "must hold all others");
    expect_fault(STET_SYNTAX_XML, "<a>&nbsp;</a>", "&", "entity is not known");
    expect_fault(STET_SYNTAX_XML, "<!DOCTYPE a SYSTEM \"x\"><a>&b;</a>", "&",
                 "the entity &b; is not known");
    expect_fault(STET_SYNTAX_XML, "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "\"c\"",
                 "`b` is declared");
    stet_buffer deep = { 0 };
    repeat(&deep, "<a>", 600);
    expect_fault_at(STET_SYNTAX_XML, deep.ptr, 1536, "more than 512 deep");
    stet_buffer_release(&deep);
}

static void test_too_many_values_are_refused(void **state)
{
    (void)state;
    static const struct {
        stet_syntax syntax;
        const char *open, *one;
    } rows[] = {
        { STET_SYNTAX_JSON, "[0", ",1" },   { STET_SYNTAX_JSONL, "0\n", "1\n" },
        { STET_SYNTAX_CSV, "0", ",1" },     { STET_SYNTAX_YAML, "[0", ",1" },
        { STET_SYNTAX_XML, "<a>", "<b/>" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        stet_buffer text = { 0 };
        stet_arena arena = { 0 };
        stet_error error = STET_ERROR_NONE;
        stet_buffer_add_text(&text, rows[i].open);
        repeat(&text, rows[i].one, STET_TREE_VALUES);
        assert_null(
            stet_tree_parse(rows[i].syntax, stet_buffer_str(&text), &arena, &error));
        assert_non_null(strstr(error.message, "more than 2000000 values"));
        stet_error_release(&error);
        stet_arena_release(&arena);
        stet_buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_keeps_order_text_and_bytes),
        cmocka_unit_test(test_jsonl_is_a_list_of_values),
        cmocka_unit_test(test_tables_are_lists_of_rows),
        cmocka_unit_test(test_yaml_has_types_and_places),
        cmocka_unit_test(test_yaml_is_refused_with_a_place),
        cmocka_unit_test(test_aliases_are_bounded),
        cmocka_unit_test(test_xml_is_maps_and_texts),
        cmocka_unit_test(test_xml_is_refused_with_a_place),
        cmocka_unit_test(test_too_many_values_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
