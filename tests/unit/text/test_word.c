/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a text, written as they come: kind, then the word. */
#include "text/word.h"

#include "base/buffer.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static stet_forms forms;
static stet_word_list words;

static int begin(void **state)
{
    (void)state;
    stet_forms_init(&forms);
    words = (stet_word_list){ 0 };
    return 0;
}

static int end(void **state)
{
    (void)state;
    stet_forms_release(&forms);
    free(words.items);
    return 0;
}

static void scan(const char *text, const stet_span *opaque, size_t n_opaque)
{
    stet_str all = stet_str_from(text);
    words.count = 0;
    stet_word_scan(all, (stet_span){ 0, (uint32_t)all.len }, opaque, n_opaque, &forms,
                   &words);
}

/* "p:It c:'s p:here" */
static void assert_words(const char *text, const char *expected)
{
    static const char kinds[] = "pcnmso";
    scan(text, NULL, 0);
    stet_buffer out = { 0 };
    for (size_t i = 0; i < words.count; i++) {
        const stet_word *word = &words.items[i];
        stet_str letters = stet_slice(stet_str_from(text), word->span);
        stet_buffer_format(&out, "%s%c:%.*s", i ? " " : "", kinds[word->kind],
                           (int)letters.len, letters.ptr);
        assert_int_equal(word->form, stet_forms_intern(&forms, letters));
    }
    if (!stet_str_is(stet_buffer_str(&out), expected))
        fail_msg("\"%s\" gives \"%.*s\", not \"%s\"", text, (int)out.len,
                 out.ptr ? out.ptr : "", expected);
    stet_buffer_release(&out);
}

typedef struct row {
    const char *text, *words;
} row;

static void assert_rows(const row *rows, size_t n_rows)
{
    for (size_t i = 0; i < n_rows; i++)
        assert_words(rows[i].text, rows[i].words);
}

static void test_plain(void **state)
{
    static const row rows[] = {
        { "", "" },
        { " \n ", "" },
        { "one two", "p:one p:two" },
        { "incomprehensibilities, internationalisation.",
          "p:incomprehensibilities m:, p:internationalisation m:." },
        { "well-known e-mail", "p:well-known p:e-mail" },
        { "O'Brien o\xE2\x80\x99"
          "clock",
          "p:O'Brien p:o\xE2\x80\x99"
          "clock" },
        { "pre- and post-war", "p:pre m:- p:and p:post-war" },
        { "caf\xC3\xA9 na\xC3\xAFve", "p:caf\xC3\xA9 p:na\xC3\xAFve" },
        { "U.S. e.g. Ph.D. done.", "p:U.S. p:e.g. p:Ph.D. p:done m:." },
        { "end.The next", "p:end m:. p:The p:next" },
        { "R&D and AT&T, salt&pepper", "p:R&D p:and p:AT&T m:, p:salt m:& p:pepper" },
        { "GPT-4o COVID-19 mp3", "p:GPT-4o p:COVID-19 p:mp3" },
        { "\xE4\xBD\xA0\xE5\xA5\xBD", "p:\xE4\xBD\xA0 p:\xE5\xA5\xBD" },
        { "co\xC2\xADop", "p:co\xC2\xADop" }, /* A soft hyphen. */
    };
    (void)state;
    assert_rows(rows, STET_LEN(rows));
}

static void test_clitics(void **state)
{
    static const row rows[] = {
        { "don't", "p:do c:n't" },
        { "can\xE2\x80\x99t", "p:ca c:n\xE2\x80\x99t" },
        { "it's it\xE2\x80\x99s IT'S", "p:it c:'s p:it c:\xE2\x80\x99s p:IT c:'S" },
        { "we'll they're I've I'm I'd",
          "p:we c:'ll p:they c:'re p:I c:'ve p:I c:'m p:I c:'d" },
        { "I'd've couldn't've", "p:I c:'d c:'ve p:could c:n't c:'ve" },
        { "dogs' 'quoted's", "p:dogs m:' m:' p:quoted c:'s" },
        { "GPT-4's 1990's", "p:GPT-4 c:'s n:1990 c:'s" },
        { "'s n't", "m:' p:s p:n't" },
    };
    (void)state;
    assert_rows(rows, STET_LEN(rows));
}

static void test_numbers(void **state)
{
    static const row rows[] = {
        { "1,000.5 3rd 50% 1990s 10:30 1/2",
          "n:1,000.5 n:3rd n:50% n:1990s n:10:30 n:1/2" },
        { "-5 +3 .5 a-5", "n:-5 n:+3 n:.5 p:a-5" },
        { "10-20 5-", "n:10 m:- n:20 n:5 m:-" },
        { "7-year-old", "p:7-year-old" },
        { "1. 2) 3, 4", "n:1 m:. n:2 m:) n:3 m:, n:4" },
        { "$5.00", "s:$ n:5.00" },
        { "v1.2.3", "p:v1.2.3" },
        { "\xC2\xBD", "n:\xC2\xBD" },
    };
    (void)state;
    assert_rows(rows, STET_LEN(rows));
}

static void test_marks(void **state)
{
    static const row rows[] = {
        { "... -- ,, ?! \"a\"", "m:... m:-- m:,, m:? m:! m:\" p:a m:\"" },
        { "\xE2\x80\x9C"
          "a\xE2\x80\x9D \xE2\x80\xA6 \xE2\x80\x94",
          "m:\xE2\x80\x9C p:a m:\xE2\x80\x9D m:\xE2\x80\xA6 m:\xE2\x80\x94" },
        { "a + b = c", "p:a s:+ p:b s:= p:c" },
        { "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!",
          "s:\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD m:!" },
        { "1\xEF\xB8\x8F\xE2\x83\xA3", "s:1\xEF\xB8\x8F\xE2\x83\xA3" },
        { "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7",
          "s:\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA s:\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7" },
    };
    (void)state;
    assert_rows(rows, STET_LEN(rows));
}

static void test_opaque(void **state)
{
    static const row rows[] = {
        { "see http://a.b/c_(d)?e=f#g.", "p:see o:http://a.b/c_(d)?e=f#g m:." },
        { "(https://x.org)", "m:( o:https://x.org m:)" },
        { "www.x.org, git+ssh://h/p", "o:www.x.org m:, o:git+ssh://h/p" },
        { "mailto:a@b.org a.b-c@d.co.uk.", "o:mailto:a@b.org o:a.b-c@d.co.uk m:." },
        { "@name #tag a@b", "o:@name o:#tag p:a m:@ p:b" },
        { "src/core/x.c ./run ~/a/b /usr/bin",
          "o:src/core/x.c m:. m:/ p:run o:~/a/b o:/usr/bin" },
        { "C:\\a\\b \\frac{1}", "o:C:\\a\\b o:\\frac m:{ n:1 m:}" },
        { "and/or km/h", "p:and m:/ p:or p:km m:/ p:h" },
        { "example.com Node.js os.path.join f.call()",
          "o:example.com o:Node.js o:os.path.join o:f.call m:( m:)" },
        { "snake_case _it_", "o:snake_case m:_ p:it m:_" },
        { "C++ C# F", "o:C++ o:C# p:F" },
    };
    (void)state;
    assert_rows(rows, STET_LEN(rows));
}

/* Spans given as opaque are one word each, and what is glued to them is not. */
static void test_given(void **state)
{
    (void)state;
    static const stet_span opaque[] = { { 4, 9 }, { 12, 16 } };
    scan("the a b c's, x.y.", opaque, STET_LEN(opaque));
    assert_int_equal(words.count, 6);
    assert_int_equal(words.items[1].kind, STET_WORD_OPAQUE);
    assert_int_equal(words.items[1].span.end, 9);
    assert_int_equal(words.items[2].kind, STET_WORD_CLITIC);
    assert_int_equal(words.items[4].kind, STET_WORD_OPAQUE);
    assert_int_equal(words.items[4].span.start, 12);
    assert_int_equal(words.items[5].kind, STET_WORD_PUNCTUATION);
}

static void test_flags(void **state)
{
    enum { S = STET_WORD_SPACED, W = STET_WORD_WIDE, B = STET_WORD_BROKEN };
    static const uint16_t expected[] = {
        S | B, 0, S, S | W, S | W, S | B, S | B, S | W, S | W, 0,
    };
    (void)state;
    scan("a, b  c\td\ne \n f\xC2\xA0g \xE2\x80\x89h.", NULL, 0);
    assert_int_equal(words.count, STET_LEN(expected));
    for (size_t i = 0; i < words.count; i++)
        if (words.items[i].flags != expected[i])
            fail_msg("word %zu has the flags %x", i, words.items[i].flags);
}

/* Wherever a text is cut, nothing behind the cut is read or told. */
static void test_bounds(void **state)
{
    static const char text[] =
        "Don't e-mail john.smith@x.org; see http://a.b/c, "
        "U.S. \xE2\x80\x99tis caf\xC3\xA9 1,000.5% C++ a/b.c ... ";
    (void)state;
    size_t len = sizeof text - 1;
    for (size_t i = 0; i <= len; i++) {
        char *copy = malloc(i ? i : 1);
        assert_non_null(copy);
        memcpy(copy, text, i);
        if (i > 0 && ((unsigned char)text[i] & 0xC0) != 0x80) {
            words.count = 0;
            stet_word_scan((stet_str){ copy, i }, (stet_span){ 0, (uint32_t)i }, NULL,
                           0, &forms, &words);
            uint32_t at = 0;
            for (size_t j = 0; j < words.count; j++) {
                assert_true(words.items[j].span.start >= at);
                at = words.items[j].span.end;
            }
            assert_true(at <= i);
        }
        free(copy);
    }
}

/* A short text takes the slow way, since little stands behind it; the same text with
   much behind it, or before it, takes the quick one: the words are the same. */
static void test_quick_and_slow_agree(void **state)
{
    static const char *const parts[] = {
        "a",
        "to",
        "word",
        "letters",
        "abcdefgh",
        "abcdefghi",
        "A",
        "Nine",
        " ",
        " ",
        " ",
        " ",
        " ",
        "  ",
        ",",
        ". ",
        "; ",
        "-",
        "'",
        "'s ",
        "n't ",
        "\n",
        "\t",
        "\xC3\xA9",
        "7",
        "3.5 ",
        "(",
        ") ",
        "fifteenletterss",
        "sixteenletterssx",
        "@",
        "#",
        "a.b",
        "://",
        "\xE2\x80\x99",
    };
    uint64_t dice = 1;
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        stet_buffer text = { 0 };
        uint32_t before = (uint32_t)(dice >> 40) % 3;
        for (uint32_t i = 0; i < before; i++)
            stet_buffer_add_char(&text, ' ');
        while (text.len < 60) {
            dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            stet_buffer_add_text(&text, parts[(dice >> 33) % STET_LEN(parts)]);
        }
        stet_span span = { before, (uint32_t)text.len };
        words.count = 0;
        stet_word_scan(stet_buffer_str(&text), span, NULL, 0, &forms, &words);
        size_t count = words.count;
        for (uint32_t i = 0; i < 200; i++)
            stet_buffer_add_char(&text, "x. "[(dice >> 20) % 3]);
        stet_word_scan(stet_buffer_str(&text), span, NULL, 0, &forms, &words);
        assert_int_equal(words.count, 2 * count);
        assert_memory_equal(words.items, words.items + count,
                            count * sizeof *words.items);
        stet_buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_plain, begin, end),
        cmocka_unit_test_setup_teardown(test_clitics, begin, end),
        cmocka_unit_test_setup_teardown(test_numbers, begin, end),
        cmocka_unit_test_setup_teardown(test_marks, begin, end),
        cmocka_unit_test_setup_teardown(test_opaque, begin, end),
        cmocka_unit_test_setup_teardown(test_given, begin, end),
        cmocka_unit_test_setup_teardown(test_flags, begin, end),
        cmocka_unit_test_setup_teardown(test_bounds, begin, end),
        cmocka_unit_test_setup_teardown(test_quick_and_slow_agree, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
