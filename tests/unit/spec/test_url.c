/* SPDX-License-Identifier: Apache-2.0 */
#include "plain_ctx.h"
#include "reading/url.h"

/* The addresses of a text with a blank between them. */
static void expect(const char *text, const char *expected)
{
    stet_str all = plain_str(text);
    spec_url url = { { 0, 0 }, 0 };
    char shown[256];
    size_t len = 0;

    while (spec_url_next(all, url.span.end, &url)) {
        stet_str one = stet_slice(all, url.span);
        assert_true(len + one.len + 2 < sizeof shown);
        if (len > 0)
            shown[len++] = ' ';
        memcpy(shown + len, one.ptr, one.len);
        len += one.len;
    }
    shown[len] = '\0';
    assert_string_equal(shown, expected);
}

static void test_where_addresses_are(void **state)
{
    (void)state;
    expect("See https://a.org/b, (http://c.org) and WWW.d.org.",
           "https://a.org/b http://c.org WWW.d.org");
    expect("https://a.org/x_(y) (https://a.org/x_(y))",
           "https://a.org/x_(y) https://a.org/x_(y)");
    expect("[t](https://a.org/?b=1&c=2#d) <https://e.org>",
           "https://a.org/?b=1&c=2#d https://e.org");
    expect("http:// www. hello world who", "");
    expect("", "");
}

static void test_what_is_wrong_with_them(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://a.org",          "http://a.b.org:80/c?d#e", "www.a.org",
        "http://localhost",       "http://127.0.0.1:8000/",  "https://u:p@a.org/",
        "https://a.org/%20%C3a",  "https://xn--a.org",       "https://a_b.org",
        "https://m\u00FCller.de", "https://a.org?b:c",
    };
    static const char *const bad[] = {
        "https://a",         "https://",
        "https://a..org",    "https://.a.org",
        "https://-a.org",    "https://a-.org",
        "https://a.org:",    "https://a.org:99999",
        "https://a.org:x",   "http://http://a.org",
        "https://a.org/%",   "https://a.org/%2",
        "https://a.org/%zz", "https://a,b.org",
    };

    for (size_t i = 0; i < STET_LEN(good); i++)
        if (spec_url_fault(plain_str(good[i])))
            fail_msg("%s: %s", good[i], spec_url_fault(plain_str(good[i])));
    for (size_t i = 0; i < STET_LEN(bad); i++)
        if (!spec_url_fault(plain_str(bad[i])))
            fail_msg("%s is taken for well-formed", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_addresses_are),
        cmocka_unit_test(test_what_is_wrong_with_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
