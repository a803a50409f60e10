/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "rule/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

typedef struct parsed {
    stet_yaml_file file;
    stet_diagnostics errors;
} parsed;

static void parse(parsed *p, stet_str bytes)
{
    p->errors = (stet_diagnostics){ 0 };
    stet_yaml_file_init(&p->file, STET_STR("set.yaml"), bytes, &p->errors);
}

static void parse_text(parsed *p, const char *text)
{
    parse(p, stet_str_from(text));
}

static void release(parsed *p)
{
    stet_yaml_file_release(&p->file);
    stet_diagnostics_release(&p->errors);
}

static void assert_text(stet_str text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

/* The first error: where, and a part of what it says. */
static void assert_error(const parsed *p, unsigned line, unsigned column,
                         const char *part)
{
    assert_true(p->errors.n_errors > 0);
    const stet_diagnostic *d = &p->errors.items[0];
    if (stet_str_find(d->message, stet_str_from(part), 0) == SIZE_MAX)
        fail_msg("`%.*s` does not hold `%s`", (int)d->message.len, d->message.ptr,
                 part);
    assert_int_equal(d->position.line, line);
    assert_int_equal(d->position.column, column);
    assert_text(d->path, "set.yaml");
}

static void refuses(const char *text, unsigned line, unsigned column, const char *part)
{
    parsed p;
    parse_text(&p, text);
    assert_error(&p, line, column, part);
    release(&p);
}

static void test_tree(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "name: 'a set'\nlist: [1, two]\nmap:\n  key: |\n    line\nnone:\n");
    assert_int_equal(p.errors.count, 0);
    const stet_yaml *root = p.file.root;
    assert_int_equal(root->kind, STET_YAML_MAPPING);
    assert_int_equal(root->count, 4);
    const stet_yaml *name = stet_yaml_get(root, "name");
    assert_text(name->text, "a set");
    assert_true(name->quoted);
    const stet_yaml *list = stet_yaml_get(root, "list");
    assert_int_equal(list->kind, STET_YAML_SEQUENCE);
    assert_int_equal(list->count, 2);
    assert_text(list->items[1]->text, "two");
    assert_false(list->items[1]->quoted);
    const stet_yaml *key = stet_yaml_get(stet_yaml_get(root, "map"), "key");
    assert_text(key->text, "line\n");
    assert_int_equal(stet_yaml_get(root, "none")->kind, STET_YAML_NULL);
    assert_null(stet_yaml_get(root, "absent"));
    release(&p);
}

static void test_null_and_booleans(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "[~, null, '', 'null', no, off, Null]");
    stet_yaml **items = p.file.root->items;
    assert_int_equal(items[0]->kind, STET_YAML_NULL);
    assert_int_equal(items[1]->kind, STET_YAML_NULL);
    assert_int_equal(items[2]->kind, STET_YAML_SCALAR);
    assert_int_equal(items[3]->kind, STET_YAML_SCALAR);
    assert_text(items[4]->text, "no");
    assert_text(items[5]->text, "off");
    assert_text(items[6]->text, "Null");
    release(&p);
}

static void test_positions_count_code_points(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "a: 1\n\"\xC3\xA9\xE2\x82\xAC\": {b: \"\xF0\x9F\x98\x80\", c: x}\n");
    assert_int_equal(p.errors.count, 0);
    const stet_yaml *map = p.file.root->items[1];
    assert_int_equal(p.file.root->keys[1]->position.line, 2);
    assert_int_equal(p.file.root->keys[1]->position.column, 1);
    assert_int_equal(map->position.column, 7);
    const stet_yaml *x = stet_yaml_get(map, "c");
    assert_int_equal(x->position.line, 2);
    assert_int_equal(x->position.column, 19);
    assert_int_equal(x->position.byte, 29);
    assert_int_equal(x->end.byte, 30);
    assert_int_equal(map->end.byte, 31);
    assert_int_equal(p.file.root->end.byte, 31);
    release(&p);
}

static void test_bom_is_skipped(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "\xEF\xBB\xBFname: x\n");
    assert_int_equal(p.errors.count, 0);
    assert_int_equal(p.file.root->keys[0]->position.column, 1);
    assert_int_equal(p.file.root->keys[0]->position.byte, 3);
    release(&p);
}

static void test_empty_file_is_nothing(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "# only a comment\n");
    assert_int_equal(p.errors.count, 0);
    assert_int_equal(p.file.root->kind, STET_YAML_NULL);
    release(&p);
}

static void test_refusals(void **state)
{
    (void)state;
    refuses("a: 1\nb: 2\na: 3\n", 3, 1, "the key `a` stands here a second time");
    refuses("a: !!str 1\n", 1, 4, "tags");
    refuses("a: &x 1\n", 1, 4, "anchors (&x)");
    refuses("a: *x\n", 1, 4, "aliases (*x)");
    refuses("a: 1\n---\nb: 2\n", 2, 1, "second document");
    refuses("%YAML 1.1\n---\na: 1\n", 1, 1, "directives");
    refuses("[a]: 1\n", 1, 1, "a key must be text, not a list");
    refuses("~: 1\n", 1, 1, "a key must be text, not nothing");
    refuses("a: b: c\n", 1, 5, "mapping values are not allowed");
    refuses("a: [1, 2\nb: 3\n", 2, 2, "did not find expected ',' or ']'");
    refuses("a: 1\nb: \xFFz\n", 2, 4, "byte 0xFF is not UTF-8");
    refuses("a: 1\nb: \x01\n", 2, 4, "control characters");
}

static void test_errors_have_excerpt_and_hint(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "a: 1\nb:\tx: y\n");
    assert_int_equal(p.errors.n_errors, 1);
    assert_text(p.errors.items[0].excerpt, "b:\tx: y");
    assert_true(p.errors.items[0].hint.len > 0);
    assert_null(p.file.root);
    release(&p);
}

static void test_all_errors_at_once(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "a: &x 1\nb: *x\nc: !t {d: 1, d: 2}\n");
    assert_int_equal(p.errors.n_errors, 4);
    assert_non_null(p.file.root);
    assert_int_equal(stet_yaml_get(p.file.root, "c")->count, 1);
    release(&p);
}

/* Repeats `unit` so often that the text has `size` bytes. */
static stet_buffer repeated(const char *unit, size_t size)
{
    stet_buffer text = { 0 };
    while (text.len < size)
        stet_buffer_add_text(&text, unit);
    return text;
}

static void refuses_depth(const char *unit)
{
    stet_buffer text = repeated(unit, 100000);
    parsed p;
    clock_t before = clock();
    parse(&p, stet_buffer_str(&text));
    double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
    assert_int_equal(p.errors.n_errors, 1);
    assert_text(p.errors.items[0].message, "nested more than 64 levels deep");
    assert_true(seconds <
                20); /* Of processor time; a fiftieth is enough for sanitizers. */
    release(&p);
    stet_buffer_release(&text);
}

static void test_depth_is_refused_at_once(void **state)
{
    (void)state;
    refuses_depth("[");
    refuses_depth("{a: ");
    refuses_depth("- ");
    refuses_depth("? ");
    refuses_depth("[\n");
}

static void test_depth_64_is_read(void **state)
{
    (void)state;
    stet_buffer text = { 0 };
    for (int i = 0; i < STET_YAML_NESTING; i++)
        stet_buffer_add_char(&text, '[');
    for (int i = 0; i < STET_YAML_NESTING; i++)
        stet_buffer_add_char(&text, ']');
    parsed p;
    parse(&p, stet_buffer_str(&text));
    assert_int_equal(p.errors.count, 0);
    release(&p);
    stet_buffer_release(&text);
}

static void test_brackets_in_text_are_not_nesting(void **state)
{
    (void)state;
    stet_buffer brackets = repeated("[", 200);
    stet_buffer text = { 0 };
    stet_buffer_format(&text, "a: '%.200s'\nb: |\n  %.200s\n", brackets.ptr,
                       brackets.ptr);
    parsed p;
    parse(&p, stet_buffer_str(&text));
    assert_int_equal(p.errors.count, 0);
    release(&p);
    stet_buffer_release(&text);
    stet_buffer_release(&brackets);
}

static void test_alias_bomb_is_refused(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n");
    assert_error(&p, 1, 4, "anchors");
    assert_int_equal(p.errors.n_errors, 9);
    release(&p);
}

static void test_size_limit(void **state)
{
    (void)state;
    stet_buffer text = repeated("# comment\n", (size_t)STET_YAML_SIZE + 1);
    parsed p;
    parse(&p, stet_buffer_str(&text));
    assert_int_equal(p.errors.n_errors, 1);
    assert_null(p.file.root);
    release(&p);
    stet_buffer_release(&text);
}

static void test_error_limit(void **state)
{
    (void)state;
    stet_buffer text = repeated("- *a\n", 5000);
    parsed p;
    parse(&p, stet_buffer_str(&text));
    assert_int_equal(p.errors.n_errors, 1000);
    assert_int_equal(p.errors.count, STET_YAML_ERRORS);
    release(&p);
    stet_buffer_release(&text);
}

static void test_read_booleans(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "[true, false, no, 'true', [], True]");
    bool value = false;
    assert_true(stet_yaml_read_boolean(p.file.root->items[0], &value, &p.errors));
    assert_true(value);
    assert_true(stet_yaml_read_boolean(p.file.root->items[1], &value, &p.errors));
    assert_false(value);
    for (size_t i = 2; i < 6; i++)
        assert_false(stet_yaml_read_boolean(p.file.root->items[i], &value, &p.errors));
    assert_int_equal(p.errors.n_errors, 4);
    assert_text(p.errors.items[0].message, "expected true or false, found `no`");
    assert_text(p.errors.items[2].message, "expected true or false, found a list");
    release(&p);
}

static void test_read_numbers(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p,
               "[12, -3, +4, 1.5, .5, 2e3, 0x10, nan, 1.2.3, '7', 99999999999999999999,"
               " 1e999, '', -, 1e]");
    stet_yaml **items = p.file.root->items;
    int64_t whole = 0;
    static const int64_t wholes[] = { 12, -3, 4 };
    for (size_t i = 0; i < 3; i++) {
        assert_true(stet_yaml_read_integer(items[i], &whole, &p.errors));
        assert_int_equal(whole, wholes[i]);
    }
    double real = 0;
    static const double reals[] = { 12, -3, 4, 1.5, .5, 2000 };
    for (size_t i = 0; i < 6; i++) {
        assert_true(stet_yaml_read_real(items[i], &real, &p.errors));
        assert_true(real == reals[i]);
    }
    assert_int_equal(p.errors.count, 0);
    for (size_t i = 3; i < p.file.root->count; i++)
        assert_false(stet_yaml_read_integer(items[i], &whole, &p.errors));
    for (size_t i = 6; i < p.file.root->count; i++)
        if (i != 10)
            assert_false(stet_yaml_read_real(items[i], &real, &p.errors));
    release(&p);
}

static void test_read_texts(void **state)
{
    (void)state;
    parsed p;
    parse_text(&p, "one: x\nlist: [a, b]\nbad: [a, {b: c}]\n");
    const stet_str *texts;
    size_t count;
    stet_arena arena = { 0 };
    assert_true(stet_yaml_read_texts(stet_yaml_get(p.file.root, "one"), &texts, &count,
                                     &arena, &p.errors));
    assert_int_equal(count, 1);
    assert_text(texts[0], "x");
    assert_true(stet_yaml_read_texts(stet_yaml_get(p.file.root, "list"), &texts, &count,
                                     &arena, &p.errors));
    assert_int_equal(count, 2);
    assert_text(texts[1], "b");
    assert_false(stet_yaml_read_texts(stet_yaml_get(p.file.root, "bad"), &texts, &count,
                                      &arena, &p.errors));
    assert_error(&p, 3, 10, "expected text, found a mapping");
    stet_arena_release(&arena);
    release(&p);
}

static void test_check_keys(void **state)
{
    (void)state;
    static const char *const known[] = { "phrases", "level" };
    parsed p;
    parse_text(&p, "phrase: 1\nlevel: 2\nentirely-other: 3\n");
    stet_yaml_check_keys(p.file.root, "a rule", known, 2, &p.errors);
    assert_int_equal(p.errors.n_errors, 2);
    assert_error(&p, 1, 1, "a rule has no key `phrase`");
    assert_text(p.errors.items[0].hint, "did you mean `phrases`?");
    assert_text(p.errors.items[1].hint, "known here: phrases, level");
    release(&p);
}

static void test_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    stet_buffer text = { 0 };
    for (int i = 0; i < 100; i++)
        stet_buffer_add_text(&text, "\xE2\x82\xAC");
    assert_int_equal(stet_yaml_width(stet_buffer_str(&text)), 60);
    stet_buffer_clear(&text);
    stet_buffer_add_char(&text, 'x');
    for (int i = 0; i < 100; i++)
        stet_buffer_add_text(&text, "\xE2\x82\xAC");
    assert_int_equal(stet_yaml_width(stet_buffer_str(&text)), 58);
    assert_int_equal(stet_yaml_width(STET_STR("short")), 5);
    stet_buffer_release(&text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_null_and_booleans),
        cmocka_unit_test(test_positions_count_code_points),
        cmocka_unit_test(test_bom_is_skipped),
        cmocka_unit_test(test_empty_file_is_nothing),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_errors_have_excerpt_and_hint),
        cmocka_unit_test(test_all_errors_at_once),
        cmocka_unit_test(test_depth_is_refused_at_once),
        cmocka_unit_test(test_depth_64_is_read),
        cmocka_unit_test(test_brackets_in_text_are_not_nesting),
        cmocka_unit_test(test_alias_bomb_is_refused),
        cmocka_unit_test(test_size_limit),
        cmocka_unit_test(test_error_limit),
        cmocka_unit_test(test_read_booleans),
        cmocka_unit_test(test_read_numbers),
        cmocka_unit_test(test_read_texts),
        cmocka_unit_test(test_check_keys),
        cmocka_unit_test(test_long_text_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
