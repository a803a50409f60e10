/* SPDX-License-Identifier: Apache-2.0 */
/* The checks at the edges of a text, of blocks and of what is not language: what the
   examples beside the rules do not show. */
#include "base/str.h"
#include "run/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

extern const stet_plugin grammar_LTX_stet_plugin;

static const char rules[] = "rules:\n"
                            "  article: {check: grammar.article}\n"
                            "  doubled: {check: grammar.doubled-punctuation}\n"
                            "  spacing: {check: grammar.spacing}\n"
                            "  pairs: {check: grammar.pairs}\n"
                            "  twice: {check: grammar.doubled-word}\n"
                            "  capital: {check: grammar.capital}\n";

static bool read_rules(void *user, const char *path, stet_buffer *out,
                       stet_error *error)
{
    (void)user, (void)path, (void)error;
    stet_buffer_add_text(out, rules);
    return true;
}

static struct {
    stet_registry registry;
    stet_diagnostics errors;
    stet_rule_set *set;
    stet_engine *engine;
} grammar;

static int begin(void **state)
{
    stet_error error = STET_ERROR_NONE;
    stet_rule_set_options options = { .registry = &grammar.registry,
                                      .cache = STET_STR(""),
                                      .read = read_rules };
    const stet_engine_options run = { .jobs = 1 };
    (void)state;
    assert_true(stet_registry_add(&grammar.registry, &grammar_LTX_stet_plugin,
                                  STET_STR("(test)"), &error));
    grammar.set = stet_rule_set_load(STET_STR("stet.yaml"), &options, &grammar.errors);
    assert_non_null(grammar.set);
    grammar.engine = stet_engine_new(grammar.set, &run, &grammar.errors);
    assert_non_null(grammar.engine);
    return 0;
}

static int end(void **state)
{
    (void)state;
    stet_engine_free(grammar.engine);
    stet_rule_set_free(grammar.set);
    stet_registry_release(&grammar.registry);
    stet_diagnostics_release(&grammar.errors);
    return 0;
}

typedef struct sample {
    const char *text;
    const char *found; /* byte:match of each finding, with a blank behind it. */
} sample;

static void expect(const char *rule, const sample *samples, size_t n)
{
    const stet_rule *only = stet_rule_set_find(grammar.set, stet_str_from(rule));
    assert_non_null(only);
    for (size_t i = 0; i < n; i++) {
        stet_result result = { 0 };
        stet_buffer found = { 0 };
        stet_engine_check_text(grammar.engine, stet_str_from(samples[i].text), true,
                               only, &result);
        for (size_t k = 0; k < result.n_findings; k++)
            stet_buffer_format(
                &found, "%llu:%.*s ", (unsigned long long)result.findings[k].start.byte,
                (int)result.findings[k].match.len, result.findings[k].match.ptr);
        assert_int_equal(result.n_troubles, 0);
        if (strcmp(found.len ? found.ptr : "", samples[i].found) != 0)
            fail_msg("\"%s\": \"%s\", not \"%s\"", samples[i].text,
                     found.len ? found.ptr : "", samples[i].found);
        stet_buffer_release(&found);
        stet_result_release(&result);
    }
}

static void test_article(void **state)
{
    static const sample samples[] = {
        { "", "" },
        { "a", "" },
        { "an", "" },
        { "It is a", "" },
        { "It is an", "" },
        { "a apple", "0:a " },
        { "An unicorn", "0:An " },
        { "Take a apple", "5:a " },
        /* Nothing reaches into the next block, or the next sentence. */
        { "It is a\n\napple", "" },
        { "- a\n- apple", "" },
        { "Plan a. Apples", "" },
        { "It is a\napple", "6:a " },
        /* Code, addresses, numbers and symbols. */
        { "Call a `apple`", "" },
        { "See a https://apple.example", "" },
        { "a 8-year-old", "0:a " },
        { "an 8-year-old", "" },
        { "a 11th hour", "0:a " },
        { "an 100-page book", "0:an " },
        { "a = 1, a + e", "" },
        /* What is quoted, bracketed or priced is what is spoken. */
        { "(a apple)", "1:a " },
        { "a \"apple\"", "0:a " },
        { "a $8 fee", "0:a " },
        { "an $8 fee", "" },
        { "\xE2\x80\x9C"
          "a apple",
          "3:a " },
        /* Letters and options. */
        { "vitamin a is", "" },
        { "*a* is", "" },
        { "use -a always", "" },
        { "a and b", "" },
        /* Spelling out. */
        { "an URL and a HTML page", "11:a " }, /* "URL" is read both ways. */
        { "a hour, an house", "0:a 8:an " },
        { "a FAQ, an FAQ", "" },
    };
    (void)state;
    expect("article", samples, STET_LEN(samples));
}

static void test_doubled_punctuation(void **state)
{
    static const sample samples[] = {
        { ",,", "" },
        { "", "" },
        { "One,,", "3:,, " },
        { "One;;two", "3:;; " },
        { "One,;", "3:,; " },
        { "One..", "3:.. " },
        { "One...", "" },
        { "One....", "" },
        { "One?! Two!!", "" },
        { "One, ,two", "" },
        { "One,\n\n,two", "" },
        { "1..9", "" },
        { "Page 9.. Then", "6:.. " },
        { "../up and a/..", "" },
        { "`a,,b`", "" },
        { "`a`,,", "3:,, " },
        { "x `,`, y", "" },
    };
    (void)state;
    expect("doubled", samples, STET_LEN(samples));
}

static void test_spacing(void **state)
{
    static const sample samples[] = {
        { ",", "" },
        { "One ,", "4:, " },
        { "One , two", "4:, " },
        { "One .", "4:. " },
        { "One .NET", "" },
        { "One ... two", "" },
        { "One\n, two", "4:, " },
        { "One,two", "3:, " },
        { "One,two,three", "3:, " },
        { "f(one,two)", "" },
        { "One,`two`", "" },
        { "1,000", "" },
        { "`one` , two", "" },
        { "**One** , two", "" },
    };
    (void)state;
    expect("spacing", samples, STET_LEN(samples));
}

static void test_pairs(void **state)
{
    static const sample samples[] = {
        { "", "" },
        { "(", "0:( " },
        { ")", "0:) " },
        { "One (two", "4:( " },
        { "One twofold)", "11:) " },
        { "One (two\n\nthree)", "4:( 15:) " },
        { "One ((two)", "4:( " },
        { "One [two)", "4:[ 8:) " },
        { "a) one\n\n1.) two :)", "" },
        { "`(` one `)`", "" },
        { "One (`)` two)", "" },
        { "`f(` (one", "5:( " },
        { "x = (a", "" },
        { "\"One", "0:\" " },
        { "One\"", "3:\" " },
        { "\"One\n\n\"Two\"", "" },
        { "\"One\n\nTwo\"", "" },
        { "A 27\" screen, 5'10\"", "" },
        { "\xE2\x80\x9COne", "0:\xE2\x80\x9C " },
        { "One\xE2\x80\x9D", "3:\xE2\x80\x9D " },
        { "\xE2\x80\x9COne\n\n\xE2\x80\x9CTwo\xE2\x80\x9D", "" },
        { "\xE2\x80\x9COne\n\nTwo\n\nThree", "0:\xE2\x80\x9C " },
        { "| (one | twofold) |\n|---|---|\n| c | d |", "2:( 16:) " },
    };
    (void)state;
    expect("pairs", samples, STET_LEN(samples));
}

static void test_doubled_word(void **state)
{
    static const sample samples[] = {
        { "the", "" },
        { "the the", "0:the the " },
        { "The the", "0:The the " },
        { "the\nthe", "0:the the " },
        { "the\n\nthe", "" },
        { "the. The", "" },
        { "then them", "" },
        { "the then", "" },
        { "\xC3\x89t\xC3\xA9 \xC3\xA9t\xC3\xA9",
          "0:\xC3\x89t\xC3\xA9 \xC3\xA9t\xC3\xA9 " },
        { "\xC5\xB8s \xC3\xBFs", "0:\xC5\xB8s \xC3\xBFs " },
        { "\xC3\xA9t\xC3\xA9 \xC3\xA8s\xC3\xA8", "" },
        { "`the` `the`", "" },
        { "the `the`", "" },
        { "the *the*", "" },
        { "1 1", "" },
        { "| the | the |\n|---|---|\n| a | b |", "" },
    };
    (void)state;
    expect("twice", samples, STET_LEN(samples));
}

static void test_capital(void **state)
{
    static const sample samples[] = {
        { "", "" },
        { "One. two", "5:two " },
        { "One is here. two is there.", "13:two " },
        { "One is here. `two` is there.", "" },
        { "One is here. iPhones are there.", "" },
        { "One is here. https://two.example is there.", "" },
        { "One is here e.g. two is there.", "" },
    };
    (void)state;
    expect("capital", samples, STET_LEN(samples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_article),      cmocka_unit_test(test_doubled_punctuation),
        cmocka_unit_test(test_spacing),      cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_doubled_word), cmocka_unit_test(test_capital),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
