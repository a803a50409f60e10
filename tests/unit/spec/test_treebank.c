/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of the Penn Treebank, as nltk.word_tokenize() cuts them. */
#include "reading/python.h"
#include "reading_ctx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The tokens of a text, as they stand in it, with | between them. */
static void tokens_of(const char *text, char *out, size_t room)
{
    reading_ctx it;
    spec_spans list = { .ctx = reading_ctx_open(&it) };
    size_t len = 0;

    python_split_tokens(&list, str(text), (stet_span){ 0, (uint32_t)strlen(text) });
    for (size_t i = 0; i < list.count; i++) {
        size_t n = list.items[i].end - list.items[i].start;
        assert_true(len + n + 2 < room);
        if (i)
            out[len++] = '|';
        memcpy(out + len, text + list.items[i].start, n);
        len += n;
    }
    out[len] = '\0';
    reading_ctx_close(&it);
}

static void test_tokens(void **state)
{
    static const struct {
        const char *text, *tokens;
    } rows[] = {
        { "", "" },
        { "One word", "One|word" },
        { "It ends.", "It|ends|." },
        { "Dr. Moe left. He ran.", "Dr.|Moe|left|.|He|ran|." },
        { "I can't, won't and shan't.", "I|ca|n't|,|wo|n't|and|sha|n't|." },
        { "They'll say it's Ann's", "They|'ll|say|it|'s|Ann|'s" },
        { "It's the boys' room", "It|'s|the|boys|'|room" },
        { "We cannot; I'm gonna", "We|can|not|;|I|'m|gon|na" },
        { "I wanna go, gimme", "I|wan|na|go|,|gim|me" },
        { "It wanna", "It|wan|na" },
        { "'Tis so", "'T|is|so" },
        { "so 'tis-well", "so|'t|is|-well" },
        { "a 'b c", "a|'|b|c" },
        { "a 'bold c", "a|'bold|c" },
        { "He said \"no\" twice", "He|said|\"|no|\"|twice" },
        { "(see [1] and {2})", "(|see|[|1|]|and|{|2|}|)" },
        { "1,000 at 5:30, or: not", "1,000|at|5:30|,|or|:|not" },
        { "wait... what--no", "wait|...|what|--|no" },
        { "$5 & 10% #1 a@b", "$|5|&|10|%|#|1|a|@|b" },
        { "**BOLD** text", "*|*|BOLD|*|*|text" },
        { "«Oui», dit-il", "«|Oui|»|,|dit-il" },
        { "Over.\"", "Over|.|\"" },
        { "slackin'\nI'm", "slackin'|I|'m" },
        { "MoRe'N one", "MoRe|'N|one" },
    };
    char out[256];

    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        tokens_of(rows[i].text, out, sizeof out);
        if (strcmp(out, rows[i].tokens) != 0)
            fail_msg("%s: %s, not %s", rows[i].text, out, rows[i].tokens);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_tokens) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
