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
        stet_buffer_format(out, "(%.*s)", (int)node->key.len, node->key.ptr);
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

static void expect_tree(const char *source, const char *expected)
{
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_buffer out = { 0 };
    stet_str text = stet_str_from(source);
    const stet_node *root = stet_tree_parse(STET_SYNTAX_JSON, text, &arena, &error);
    assert_non_null(root);
    write_down(root, text, &out);
    assert_string_equal(out.ptr, expected);
    stet_buffer_release(&out);
    stet_arena_release(&arena);
}

static void test_json_keeps_order_text_and_bytes(void **state)
{
    (void)state;
    expect_tree("3", "n=3@3");
    expect_tree(" \"\" ", "t=@\"\"");
    expect_tree("[]", "l0[]");
    expect_tree("{\"b\": [1, null, {\"a\": true}], \"\\u0061\": \"x\\n\", \"\": {}}",
                "m3[l(b)3[n=1@1 z=null@null m1[b(a)=true@true]] t(a)=x\n@\"x\\n\" m()0[]]");
    expect_tree("[[[1], 2], [3]]", "l2[l2[l1[n=1@1] n=2@2] l1[n=3@3]]");
}

static void test_what_is_wrong_has_a_place(void **state)
{
    (void)state;
    stet_arena arena = { 0 };
    stet_error error = STET_ERROR_NONE;
    assert_null(
        stet_tree_parse(STET_SYNTAX_JSON, STET_STR("{\"a\": 1,}"), &arena, &error));
    assert_int_equal(error.position.byte, 8);
    stet_error_release(&error);
    assert_null(stet_tree_parse((stet_syntax)99, STET_STR("1"), &arena, &error));
    assert_string_equal(error.message, "this stet cannot read syntax 99");
    stet_error_release(&error);
    stet_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_keeps_order_text_and_bytes),
        cmocka_unit_test(test_what_is_wrong_has_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
