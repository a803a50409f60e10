/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"
#include "plain_ctx.h"

/* The lengths, as bits, that a piece of Markdown has lists of. */
static void expect(const char *markup, const size_t *lengths)
{
    uint64_t expected = 0;

    for (; *lengths; lengths++)
        expected |= (uint64_t)1 << *lengths;
    if (novel_list_lengths(plain_str(markup)) != expected)
        fail_msg("%s: %llx, not %llx", markup,
                 (unsigned long long)novel_list_lengths(plain_str(markup)),
                 (unsigned long long)expected);
}

static void test_lists(void **state)
{
    (void)state;
    expect("", (const size_t[]){ 0 });
    expect("- a\n- b\n- c\n", (const size_t[]){ 3, 0 });
    expect("- a\n\n- b\n\nText\n\n* c\n* d\n* e\n* f", (const size_t[]){ 2, 4, 0 });
    expect("- a\n  - x\n  - y\n- b\n", (const size_t[]){ 2, 0 });
    expect("- a\n  more of it\n- b\n- c", (const size_t[]){ 3, 0 });
    expect("1. a\n2. b\n3. c\n", (const size_t[]){ 2, 3, 0 });
    expect("## 1. a\n\n## 2. b\n", (const size_t[]){ 2, 0 });
    expect("**1) a**\n**2) b**\n", (const size_t[]){ 2, 0 });
    expect("# Top\n## a\n## b\n## c\n", (const size_t[]){ 3, 0 });
    expect("\u2022 a\n\u2022 b\n", (const size_t[]){ 2, 0 });
    expect("-a\n-b\n5 > 3\n1998 was\n", (const size_t[]){ 0 });
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
