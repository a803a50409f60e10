/* SPDX-License-Identifier: Apache-2.0 */
/* References against a base: the examples of RFC 3986, section 5.4. */
#include "plain_ctx.h"
#include "schema/schema_p.h"

static void expect(plain_ctx *plain, const char *base, const char *text,
                   const char *expected)
{
    stet_str found = spec_uri_resolve(&plain->ctx, plain_str(base), plain_str(text));
    if (!spec_is(found, expected))
        fail_msg("%s in %s: %.*s, not %s", text, base, (int)found.len, found.ptr,
                 expected);
}

static void test_rfc(void **state)
{
    static const char *const rows[][2] = {
        { "g:h", "g:h" },
        { "g", "http://a/b/c/g" },
        { "./g", "http://a/b/c/g" },
        { "g/", "http://a/b/c/g/" },
        { "/g", "http://a/g" },
        { "//g", "http://g" },
        { "?y", "http://a/b/c/d;p?y" },
        { "g?y", "http://a/b/c/g?y" },
        { "#s", "http://a/b/c/d;p?q" },
        { "g?y#s", "http://a/b/c/g?y" },
        { ";x", "http://a/b/c/;x" },
        { "", "http://a/b/c/d;p?q" },
        { ".", "http://a/b/c/" },
        { "./", "http://a/b/c/" },
        { "..", "http://a/b/" },
        { "../g", "http://a/b/g" },
        { "../..", "http://a/" },
        { "../../g", "http://a/g" },
        { "../../../g", "http://a/g" },
        { "/./g", "http://a/g" },
        { "/../g", "http://a/g" },
        { "g.", "http://a/b/c/g." },
        { "..g", "http://a/b/c/..g" },
        { "./g/.", "http://a/b/c/g/" },
        { "g/./h", "http://a/b/c/g/h" },
        { "g/../h", "http://a/b/c/h" },
        { "g;x=1/../y", "http://a/b/c/y" },
        { "g?y/../x", "http://a/b/c/g?y/../x" },
    };
    plain_ctx plain = PLAIN_CTX;

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(&plain, "http://a/b/c/d;p?q", rows[i][0], rows[i][1]);
    stet_arena_release(&plain.arena);
}

/* Names of schemas are often no addresses. */
static void test_others(void **state)
{
    plain_ctx plain = PLAIN_CTX;

    (void)state;
    expect(&plain, "", "item", "item");
    expect(&plain, "order", "item", "item");
    expect(&plain, "a/order", "../item", "item");
    expect(&plain, "http://a", "item", "http://a/item");
    expect(&plain, "urn:a:b", "urn:a:c", "urn:a:c");
    stet_arena_release(&plain.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rfc),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
