/* SPDX-License-Identifier: Apache-2.0 */
/* Units as the reference of IFBench cuts them; the expected ones are what its Python
   expressions give. */
#include "base/utf8.h"
#include "plain_ctx.h"
#include "reading/reading.h"

static uint32_t char_class(stet_ctx *ctx, uint32_t c)
{
    (void)ctx;
    return stet_utf8_class(c);
}

static const stet_api api = { .size = sizeof(stet_api),
                              .alloc = plain_alloc,
                              .char_class = char_class };

/* The units, parted by |. */
static void expect(int unit, const char *separator, const char *text,
                   const char *expected)
{
    plain_ctx it = { .ctx = { &api } };
    spec_how how = { 0, unit, plain_str(separator) };
    spec_spans list = { .ctx = &it.ctx };
    char found[256] = "";
    size_t len = 0;

    spec_profile_ifbench.split[unit](&list, plain_str(text),
                                     (stet_span){ 0, (uint32_t)strlen(text) }, &how);
    for (size_t i = 0; i < list.count && len + 64 < sizeof found; i++) {
        size_t n = list.items[i].end - list.items[i].start;
        if (i > 0)
            found[len++] = '|';
        memcpy(found + len, text + list.items[i].start, n);
        len += n;
    }
    found[len] = '\0';
    assert_string_equal(found, expected);
    stet_arena_release(&it.arena);
}

static void test_words(void **state)
{
    (void)state;
    expect(SPEC_WORDS, "", "“So,” it's -- (well-known).", "“So,”|it's||well-known");
    expect(SPEC_CHUNKS, "",
           " a,\xC2\xA0"
           "b\x1C"
           "c ",
           "a,|b|c");
    expect(SPEC_WORD_RUNS, "", "it's 3.5", "it|s|3|5");
}

static void test_numbers(void **state)
{
    (void)state;
    expect(SPEC_NUMBERS, "", "1,000.5 and 3-4, x5y 6", "1,000.5|3-4|5|6");
    expect(SPEC_NUMBERS, "", "none. 7.", "7");
}

/* for line in lines: if not line.strip(): lines.remove(line) */
static void test_lines(void **state)
{
    (void)state;
    expect(SPEC_LINES, "", "a\n\n b\n\n  c", "a| b|  c");
    expect(SPEC_LINES, "", "\n\na", "|a");
    expect(SPEC_LINES, "", "\n\n\na\n b", "|a| b");
    expect(SPEC_LINES, "", "a\n\n\n b", "a|| b");
    expect(SPEC_LINES, "", "a\n  \n\n  \n b", "a|| b");
    expect(SPEC_LINES, "", " \n\n \nx", "|x");
}

static void test_parts(void **state)
{
    (void)state;
    expect(SPEC_PARTS, ",", "a, b,,c", "a| b||c");
    expect(SPEC_PARAGRAPHS, "", "a\n \n\nb\n", "a|b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
