/* SPDX-License-Identifier: Apache-2.0 */
/* How deep brackets and quotations are nested: closed ones, and as the reference
 * counts. */
#include "base/utf8.h"
#include "plain_ctx.h"
#include "reading/levels.h"

static uint32_t char_class(stet_ctx *ctx, uint32_t c)
{
    (void)ctx;
    return stet_utf8_class(c);
}

static const stet_api api = { .size = sizeof(stet_api),
                              .alloc = plain_alloc,
                              .char_class = char_class };

typedef struct row {
    const char *text;
    size_t levels, literally;
} row;

typedef void plainly(spec_spans *list, stet_str text);

static void expect(const row *rows, size_t n, plainly *plain, spec_split *literal)
{
    plain_ctx it = { .ctx = { &api } };

    for (size_t i = 0; i < n; i++) {
        stet_str text = plain_str(rows[i].text);
        stet_span all = { 0, (uint32_t)text.len };
        spec_spans first = { .ctx = &it.ctx }, second = { .ctx = &it.ctx };
        plain(&first, text);
        literal(&second, text, all, NULL);
        if (first.count != rows[i].levels || second.count != rows[i].literally)
            fail_msg("%s: %zu and %zu, not %zu and %zu", rows[i].text, first.count,
                     second.count, rows[i].levels, rows[i].literally);
    }
    stet_arena_release(&it.arena);
}

static void test_brackets(void **state)
{
    static const row rows[] = {
        { "", 0, 0 },        { "no", 0, 0 },          { "(a)", 1, 1 },
        { "(a) [b]", 1, 1 }, { "(a [b {c}])", 3, 3 }, { "((((", 0, 0 },
        { "(((a)", 1, 3 },   { "(a] (b)", 1, 1 },     { "a) b)", 0, 0 },
        { ":( (a)", 1, 2 },  { "(a [b)]", 1, 0 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), spec_bracket_levels, spec_bracket_levels_literally);
}

static void test_quotes(void **state)
{
    static const row rows[] = {
        { "don't", 0, 0 },
        { "\"a\"", 1, 1 },
        { "\"a 'b' c\"", 2, 2 },
        { "\"a 'b \"c\" d' e\"", 3, 3 },
        { "“a ‘b’ c”", 2, 0 },
        { "‘it’s’", 1, 0 },
        { "\"it's\" 'so'", 1, 1 },
        { "6' 2\"", 0, 0 },
        { "“a", 0, 0 },
    };
    (void)state;
    expect(rows, STET_LEN(rows), spec_quote_levels, spec_quote_levels_literally);
}

/* A level more costs a constant: a million of them are quick. */
static void test_deep(void **state)
{
    enum { DEPTH = 1000 * 1000 };
    plain_ctx it = { .ctx = { &api } };
    char *text = stet_arena_alloc(&it.arena, (size_t)2 * DEPTH);
    spec_spans list = { .ctx = &it.ctx };

    (void)state;
    memset(text, '(', DEPTH);
    memset(text + DEPTH, ')', DEPTH);
    spec_bracket_levels(&list, (stet_str){ text, (size_t)2 * DEPTH });
    assert_int_equal(list.count, DEPTH);
    stet_arena_release(&it.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brackets),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
