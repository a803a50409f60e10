/* SPDX-License-Identifier: Apache-2.0 */
#include "plain_ctx.h"
#include "reading/number.h"

#include <stdio.h>

/* A number as it is written below: its readings, o for ordinals, % for percent and
   fractions, s for decades, c for centuries; ~ for a hedge, ! for part of a name. */
static void show(const spec_number *n, char *out, size_t size)
{
    static const char *const kinds[] = { "", "o", "%", "%", "s", "c" };
    size_t len = 0;

    for (size_t i = 0; i < n->n_values; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%.15g", i ? "|" : "",
                                n->values[i]);
    snprintf(out + len, size - len, "%s%s%s%s", kinds[n->kind], n->currency ? "$" : "",
             n->flags & SPEC_NUMBER_HEDGED ? "~" : "",
             n->flags & SPEC_NUMBER_GLUED ? "!" : "");
}

static void expect(const char *text, const char *expected)
{
    plain_ctx plain = PLAIN_CTX;
    spec_tokens tokens = spec_tokens_of(&plain.ctx, plain_str(text), true);
    spec_numbers numbers = spec_numbers_of(&plain.ctx, &tokens);
    char shown[512] = "";
    size_t len = 0;

    for (size_t i = 0; i < numbers.count; i++) {
        if (i > 0)
            shown[len++] = ' ';
        show(&numbers.items[i], shown + len, sizeof shown - len);
        len = strlen(shown);
        assert_true(numbers.items[i].behind <= tokens.count);
        assert_true(numbers.items[i].first < numbers.items[i].behind);
    }
    if (strcmp(shown, expected) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", text, shown, expected);
    stet_arena_release(&plain.arena);
}

typedef struct row {
    const char *text, *expected;
} row;

static void test_digits(void **state)
{
    (void)state;
    static const row rows[] = {
        { "1500", "1500" },
        { "1,500", "1500|1.5" },
        { "1.500", "1.5|1500" },
        { "1,500,000", "1500000" },
        { "1.500.000", "1500000" },
        { "1'500'000", "1500000" },
        { "1\u00A0500\u00A0000", "1500000" },
        { "1 500 people", "1500" },
        { "1\u202F500,5", "1500.5" },
        { "1,234.56", "1234.56" },
        { "1.234,56", "1234.56" },
        { "3.14 and 3,14", "3.14 3.14" },
        { "0.5", "0.5" },
        { "2\u00BD", "2.5" },
        { "\u00BE of it", "75%" },
        { "1,2,3", "1 2 3" },
        { "2021, 300 men", "2021 300" },
        { "v1.2.3 and 192.168.0.1", "1! 192!" },
        { "1/2, 2/3, 9/11 and 24/7", "50% 66.6666666666667% 9 11 24 7" },
        { "10:30", "10 30" },
        { "12345678901234567890", "1.23456789012346e+19" },
        { "", "" },
        { ".", "" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i].text, rows[i].expected);
}

static void test_endings(void **state)
{
    (void)state;
    static const row rows[] = {
        { "3rd 21st 2nd 4th", "3o 21o 2o 4o" },
        { "the 1990s and the '80s", "1990s 80s" },
        { "5k 5K", "5000 5000" },
        { "5m 5 m", "5000000|5 5" },
        { "1.5bn 3 bn", "1500000000 3000000000" },
        { "1.5 million", "1500000" },
        { "20-million", "20000000" },
        { "3 hundred", "300" },
        { "3 pm, 3 p.m., 3 am", "3|15 3|15 3" },
        { "20th century, 19th-century", "20c 19c" },
        { "mp3, GPT-4, COVID-19, B2B", "3! 4! 19! 2!" },
        { "mid-1990s", "1990s" },
        { "5km", "5" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i].text, rows[i].expected);
}

static void test_words(void **state)
{
    (void)state;
    static const row rows[] = {
        { "seven", "7" },
        { "twenty-one", "21" },
        { "Twenty one", "21" },
        { "one hundred and five", "105" },
        { "a hundred", "100" },
        { "two thousand and twenty", "2020" },
        { "three hundred thousand", "300000" },
        { "two hundred and fifty thousand", "250000" },
        { "one million two hundred thousand and six", "1200006" },
        { "a million", "1000000" },
        { "a dozen", "12" },
        { "two dozen", "24" },
        { "one and a half million", "1500000" },
        { "two and a half", "2.5" },
        { "half a million", "500000" },
        { "seven eight", "7 8" },
        { "two and three", "2 3" },
        { "nineteen eighty-four", "19 84" },
        { "third, twenty-first", "3o 21o" },
        { "twentieth century", "20c" },
        { "half of them, two-thirds, one quarter, three quarters",
          "50% 66.6666666666667% 25% 75%" },
        { "a third of them saw a third man", "33.3333333333333% 3o" },
        { "a fifth of it, a tenth", "20% 10o" },
        { "hundreds of thousands; someone; often; tone", "" },
        { "a an a", "" },
        { "zero", "0" },
        { "hundred", "" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i].text, rows[i].expected);
}

static void test_what_stands_around(void **state)
{
    (void)state;
    static const row rows[] = {
        { "45 %, 45%, 45 percent, 45 per cent, 45 percentage points",
          "45% 45% 45% 45% 45%" },
        { "forty-five percent", "45%" },
        { "a 45-percent rise", "45%" },
        { "$3bn, 5 euros, \u20AC1.5 million, 7 \u20AC", "3000000000$ 5$ 1500000$ 7$" },
        { "about 3,000; more than 5; ~7; 10+; nearly a third of",
          "3000|3~ 5~ 7~ 10~ "
          "33.3333333333333%~" },
        { "at least 3, up to 4, close to 5, as many as 6, 7 or so", "3~ 4~ 5~ 6~ 7~" },
        { "about $5", "5$~" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i].text, rows[i].expected);
}

static void test_ranges(void **state)
{
    (void)state;
    static const row rows[] = {
        { "5-10 million", "5|5000000 10000000" },
        { "5\u201310k", "5|5000 10000" },
        { "10 to 15 percent", "10% 15%" },
        { "10-15%", "10% 15%" },
        { "1990-95", "1990 95|1995" },
        { "1990\u20131995", "1990 1995" },
        { "between 5 and 10 dollars", "5$ 10$" },
        { "two or three", "2 3" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i].text, rows[i].expected);
}

static void test_any_bytes(void **state)
{
    (void)state;
    static const char pieces[] = "1 5,.-/'%$ million half a and th s\n\xC2\xBD\xFF";
    uint64_t seed = 4;

    for (int round = 0; round < 20000; round++) {
        plain_ctx plain = PLAIN_CTX;
        char text[40];
        size_t len = plain_random(&seed) % sizeof text;
        for (size_t i = 0; i < len; i++)
            text[i] = pieces[plain_random(&seed) % (sizeof pieces - 1)];
        spec_tokens tokens = spec_tokens_of(&plain.ctx, (stet_str){ text, len }, true);
        spec_numbers numbers = spec_numbers_of(&plain.ctx, &tokens);
        for (size_t i = 0; i < numbers.count; i++) {
            assert_true(numbers.items[i].behind <= tokens.count);
            assert_true(numbers.items[i].n_values > 0);
        }
        stet_arena_release(&plain.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_digits), cmocka_unit_test(test_endings),
        cmocka_unit_test(test_words),  cmocka_unit_test(test_what_stands_around),
        cmocka_unit_test(test_ranges), cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
