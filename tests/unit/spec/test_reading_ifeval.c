/* SPDX-License-Identifier: Apache-2.0 */
/* The units of the profile ifeval, by what the reference's expressions match. */
#include "reading/reading.h"
#include "reading_ctx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void units_of(const char *text, spec_how how, char *out, size_t room)
{
    reading_ctx it;
    spec_spans list = { .ctx = reading_ctx_open(&it) };
    size_t len = 0;

    spec_profile_ifeval.split[how.unit](&list, str(text),
                                        (stet_span){ 0, (uint32_t)strlen(text) }, &how);
    for (size_t i = 0; i < list.count; i++) {
        size_t n = list.items[i].end - list.items[i].start;
        assert_true(len + n + 2 < room);
        memcpy(out + len, text + list.items[i].start, n);
        len += n;
        out[len++] = '|';
    }
    out[len] = '\0';
    reading_ctx_close(&it);
}

static void test_units(void **state)
{
    static const struct {
        int unit;
        const char *separator, *text, *units; /* Each unit ends with a bar. */
    } rows[] = {
        { SPEC_WORDS, "", "It's 1,000 a_b", "It|s|1|000|a_b|" },
        { SPEC_SENTENCES, "", "# Head\n\nIt is. So be it",
          "# Head\n\nIt is.|So be it|" },
        { SPEC_PARAGRAPHS, "", "a\nb\n\n\n\nc", "a\nb||c|" },
        { SPEC_PARTS, "***", "a ***b", "a |b|" },
        { SPEC_PARTS, "***", "*** a *** ", " a |" },
        { SPEC_PARTS, "***", "a***\n***b", "a|\n|b|" },
        { SPEC_PARTS, "******", "a****** b", "a| b|" },
        { SPEC_BULLETS, "", "* a\n  - b\n** c\n1. d", "* a|  - b|" },
        { SPEC_BULLETS, "", "---", "---|" },
        { SPEC_BULLETS, "", "\n\n * a\n\n* b\n", "\n\n * a|\n* b|" },
        { SPEC_BULLETS, "", "*\nnext\n* b", "*\nnext|* b|" },
        { SPEC_BULLETS, "", "*\n\n* b", "*\n|\n* b|" },
        { SPEC_BULLETS, "", "*", "" },
        { SPEC_BULLETS, "", "-", "-|" },
        { SPEC_BULLETS, "", "a * b - c", "" },
        { SPEC_HIGHLIGHTS, "", "*a* and **b**", "*a*|**b**|" },
        { SPEC_HIGHLIGHTS, "", "* a\n* b *c*", "* b *|" },
        { SPEC_HIGHLIGHTS, "", "** ** *", "" },
        { SPEC_HIGHLIGHTS, "", "***a***", "**a**|*a*|" },
        { SPEC_PLACEHOLDERS, "", "[a] [b\n] [[c]] []", "[a]|[[c]|[]|" },
        { SPEC_TITLES, "", "<<a>> <<b>>\n<< >>\n<<<>>", "<<a>> <<b>>|" },
        { SPEC_TITLES, "", "<<\na>> x << > >>", "<< > >>|" },
        { SPEC_CHUNKS, "", "'\"Well, \"'no' don't **b**", "Well||don|**b**|" },
    };
    char out[256];

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        spec_how how = { 1, rows[i].unit, str(rows[i].separator) };
        units_of(rows[i].text, how, out, sizeof out);
        if (strcmp(out, rows[i].units) != 0)
            fail_msg("%s of “%s”: %s, not %s", spec_unit_names[rows[i].unit],
                     rows[i].text, out, rows[i].units);
    }
}

static void test_profiles(void **state)
{
    (void)state;
    assert_false(spec_is_literal(SPEC_PROFILE_STET));
    for (size_t i = 1; spec_profile_names[i]; i++) {
        assert_true(spec_is_literal((int)i));
        assert_string_equal(spec_profile_names[i], spec_profile_of((int)i)->name);
    }
    for (size_t i = 0; i < SPEC_UNITS; i++)
        assert_non_null(spec_unit_names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_profiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
