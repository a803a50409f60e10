/* SPDX-License-Identifier: Apache-2.0 */
/* Many texts looked for at once, against one after the other. */
#include "rule/scan_p.h"
#include "rule/three_ways.h"

enum { MOST = 600, LONGEST = 7, LENGTH = 40 };

typedef struct looking {
    stet_str texts[MOST];
    char letters[MOST][LONGEST];
    size_t count;
    char text[LENGTH];
    unsigned times[MOST][LENGTH + 1]; /* By text and where it ends. */
} looking;

static void note(void *user, uint32_t text, size_t end)
{
    looking *it = user;
    assert_true(text < it->count && end <= LENGTH);
    it->times[text][end]++;
}

static void add_text(chance *c, looking *it)
{
    size_t len = 1 + chance_below(c, LONGEST);
    char *letters = it->letters[it->count];
    for (size_t i = 0; i < len; i++)
        letters[i] = "aab\xE9z"[chance_below(c, 5)];
    stet_str text = { letters, len };
    for (size_t i = 0; i < it->count; i++)
        if (stet_str_equal(it->texts[i], text))
            return;
    it->texts[it->count++] = text;
}

static bool ends_at(const looking *it, size_t text, size_t end)
{
    stet_str wanted = it->texts[text];
    if (end < wanted.len)
        return false;
    stet_str there = { it->text + end - wanted.len, wanted.len };
    return stet_str_equal_nocase(wanted, there);
}

static void expect_found(const looking *it)
{
    for (size_t i = 0; i < it->count; i++)
        for (size_t end = 0; end <= LENGTH; end++)
            assert_int_equal(it->times[i][end], ends_at(it, i, end));
}

static void test_all_are_found_once(void **state)
{
    (void)state;
    static looking it;
    chance c;
    for (unsigned round = chance_rounds(&c, 300); round > 0; round--) {
        memset(&it, 0, sizeof it);
        for (uint32_t n = chance_below(&c, MOST); n > 0; n--)
            add_text(&c, &it);
        for (size_t i = 0; i < LENGTH; i++)
            it.text[i] = "aAbB\xE9z\n"[chance_below(&c, 7)];
        stet_scan_plain *plain = stet_scan_plain_new(it.texts, it.count);
        stet_scan_plain_run(plain, (stet_str){ it.text, LENGTH }, note, &it);
        expect_found(&it);
        stet_scan_plain_free(plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_are_found_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
