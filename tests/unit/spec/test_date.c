/* SPDX-License-Identifier: Apache-2.0 */
#include "plain_ctx.h"
#include "reading/date.h"

#include <stdio.h>

/* All dates of a text, year-month-day, with 0 for what is not written. */
static void expect(const char *text, const char *expected)
{
    plain_ctx plain = PLAIN_CTX;
    spec_tokens tokens = spec_tokens_of(&plain.ctx, plain_str(text), true);
    char shown[256] = "";
    spec_date d;

    for (size_t at = 0; at < tokens.count;) {
        if (!spec_date_at(&tokens, at, &d)) {
            at++;
            continue;
        }
        size_t len = strlen(shown);
        snprintf(shown + len, sizeof shown - len, "%s%d-%d-%d", len ? " " : "", d.year,
                 d.month, d.day);
        len = strlen(shown);
        if (d.other_month)
            snprintf(shown + len, sizeof shown - len, "|%d-%d", d.other_month,
                     d.other_day);
        at = d.behind;
    }
    if (strcmp(shown, expected) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", text, shown, expected);
    stet_arena_release(&plain.arena);
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "3 May 2021", "2021-5-3" },
        { "May 3, 2021", "2021-5-3" },
        { "May 3rd, 2021", "2021-5-3" },
        { "3rd of May, 2021", "2021-5-3" },
        { "the 3rd of May", "0-5-3" },
        { "3-May-2021", "2021-5-3" },
        { "3. May 2021", "2021-5-3" },
        { "2021-05-03", "2021-5-3" },
        { "2021-05-03T10:00", "2021-5-3" },
        { "2021/5/3", "2021-5-3" },
        { "03/05/2021", "2021-5-3|3-5" },
        { "13/05/2021", "2021-5-13" },
        { "05/13/2021", "2021-5-13" },
        { "3.5.21", "2021-5-3|3-5" },
        { "3/5/99", "1999-5-3|3-5" },
        { "May 2021", "2021-5-0" },
        { "in May of 2021", "2021-5-0" },
        { "Sept. 11, 2001", "2001-9-11" },
        { "Jan 5", "0-1-5" },
        { "in May", "0-5-0" },
        { "MAY 3", "0-5-3" },
        { "the first of May", "0-5-1" },
        { "the twenty-first of May, 2021", "2021-5-21" },
        { "The thirty-first of December 1999", "1999-12-31" },
        { "May the third", "0-5-3" },
        { "on May third, 2021", "2021-5-3" },
        { "in May first the rain came", "0-5-0" },
        { "the first May", "0-5-0" },
        { "the first of maybe two", "" },
        { "they may 3 times", "" },
        { "May 45", "0-5-0" },
        { "May 2,500", "0-5-0" },
        { "1.2.3.4", "" },
        { "13/14/2021", "" },
        { "2021-13-01", "" },
        { "555-01-23", "" },
        { "", "" },
    };
    for (size_t i = 0; i < STET_LEN(rows); i++)
        expect(rows[i][0], rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_dates) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
