/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sentence.h"

#include "base/buffer.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* The sentences of `text`, joined by " | ". */
static void assert_reading(stet_sentence_reading reading, const char *text,
                           const char *expected)
{
    stet_buffer out = { 0 };
    stet_str all = stet_str_from(text);
    stet_span span;
    for (size_t at = 0;
         stet_sentence_next(&stet_punkt_english, reading, all, &at, &span);) {
        if (out.len)
            stet_buffer_add_text(&out, " | ");
        stet_buffer_add(&out, stet_slice(all, span));
        assert_true(at >= span.end);
    }
    if (!stet_str_is(stet_buffer_str(&out), expected))
        fail_msg("\"%s\" gives \"%.*s\"", text, (int)out.len, out.ptr ? out.ptr : "");
    stet_buffer_release(&out);
}

/* What both readings have. */
static void assert_sentences(const char *text, const char *expected)
{
    assert_reading(STET_SENTENCES_OF_REFERENCE, text, expected);
    assert_reading(STET_SENTENCES_OF_PROSE, text, expected);
}

static void test_ends(void **state)
{
    static const char *const rows[][2] = {
        { "", "" },
        { " \n\t ", "" },
        { "No stop", "No stop" },
        { "  One.  Two!\nThree? ", "One. | Two! | Three?" },
        { "It was 3.14 or so. Really.", "It was 3.14 or so. | Really." },
        { "Visit example.com now. Do.", "Visit example.com now. | Do." },
        { "What?! Yes.", "What?! | Yes." },
        { "Stop.Then go. On.", "Stop.Then go. | On." },
        { "One.\xC2\xA0Two.", "One. | Two." },
        { "First\n\nSecond. Third", "First\n\nSecond. | Third" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        assert_sentences(rows[i][0], rows[i][1]);
}

static void test_abbreviations(void **state)
{
    static const char *const rows[][2] = {
        { "Mr. Smith and Dr. Jones left. Good.",
          "Mr. Smith and Dr. Jones left. | Good." },
        { "The U.S. economy grew. The end.", "The U.S. economy grew. | The end." },
        { "He left the U.S. He came back.", "He left the U.S. | He came back." },
        { "At 5 p.m. we ate. Late.", "At 5 p.m. we ate. | Late." },
        { "J. S. Bach wrote it.", "J. S. Bach wrote it." },
        { "I. The garden.", "I. | The garden." },
        { "Acme Corp. Shares rose. They fell.",
          "Acme Corp. Shares rose. | They fell." },
        { "It is no. 5. of ten.", "It is no. | 5. of ten." },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        assert_sentences(rows[i][0], rows[i][1]);
}

static void test_quotes(void **state)
{
    static const char *const rows[][2] = {
        { "\"Go.\" He went.", "\"Go.\" | He went." },
        { "(He went.) She stayed.", "(He went.) | She stayed." },
        { "\"A.\" \"B.\"", "\"A.\" | \"B.\"" },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        assert_sentences(rows[i][0], rows[i][1]);
}

/* Where the reference takes a typewriter's text for granted. */
static void test_prose(void **state)
{
    static const struct {
        const char *text, *reference, *prose;
    } rows[] = {
        { "“It is late.” She left.", "“It is late.” She left.",
          "“It is late.” | She left." },
        { "‘It is late.’ She left.", "‘It is late.’ She left.",
          "‘It is late.’ | She left." },
        { "„Es ist spät.“ Sie ging.", "„Es ist spät.“ Sie ging.",
          "„Es ist spät.“ | Sie ging." },
        { "»Es ist spät.« Sie ging.", "»Es ist spät.« Sie ging.",
          "»Es ist spät.« | Sie ging." },
        { "«Il est tard.» Elle part.", "«Il est tard.» Elle part.",
          "«Il est tard.» | Elle part." },
        { "« Il est tard. » Elle part.", "« Il est tard. | » Elle part.",
          "« Il est tard. » | Elle part." },
        { "Il part. « Il est tard. »", "Il part. | « Il est tard. | »",
          "Il part. | « Il est tard. »" },
        { "(“It is late.”) She left.", "(“It is late.”) She left.",
          "(“It is late.”) | She left." },
        { "“Late?!” She left.", "“Late? | !” She left.", "“Late?!” | She left." },
        { "“It is late.”[1] She left.", "“It is late.”[1] She left.",
          "“It is late.”[1] | She left." },
        { "\"It is late.\"[^2] She left.", "\"It is late. | \"[^2] She left.",
          "\"It is late.\"[^2] | She left." },
        { "It is late.[1][2, 3] She left.", "It is late. | [1][2, 3] She left.",
          "It is late.[1][2, 3] | She left." },
        { "“It is late.”¹² She left.†", "“It is late.”¹² She left.†",
          "“It is late.”¹² | She left.†" },
        { "“It is late,” she said. “Go.”", "“It is late,” she said. | “Go.”",
          "“It is late,” she said. | “Go.”" },
        { "“Is it late?” she asked.", "“Is it late?” she asked.",
          "“Is it late?” she asked." },
        { "\"Is it late?\" she asked.", "\"Is it late?\" | she asked.",
          "\"Is it late?\" she asked." },
        { "“Is it late?” Mr. Bell of Oz asked.", "“Is it late?” Mr. Bell of Oz asked.",
          "“Is it late?” Mr. Bell of Oz asked." },
        { "\"Go!\" Émile cried. Go!", "\"Go!\" | Émile cried. | Go!",
          "\"Go!\" Émile cried. | Go!" },
        { "“Is it late?” Mr. Bell left.", "“Is it late?” Mr. Bell left.",
          "“Is it late?” | Mr. Bell left." },
        { "“It is late.” Bell said no.", "“It is late.” Bell said no.",
          "“It is late.” | Bell said no." },
        { "« Est-il tard ? » dit-elle.", "« Est-il tard ? | » dit-elle.",
          "« Est-il tard ? » dit-elle." },
        { "“Go!”—he said. Yes.", "“Go!”—he said. | Yes.", "“Go!”—he said. | Yes." },
        { "“Go!” – he said. Yes.", "“Go!” – he said. | Yes.",
          "“Go!” – he said. | Yes." },
        { "Go.\"--he said. Yes.", "Go.\" | --he said. | Yes.",
          "Go.\"--he said. | Yes." },
        { "“Go.”\n- he went", "“Go.”\n- he went", "“Go.” | - he went" },
        { "He said \"Go!\" and went.", "He said \"Go!\" | and went.",
          "He said \"Go!\" and went." },
        { "Films (and “Jaws!”), too.", "Films (and “Jaws!”), too.",
          "Films (and “Jaws!”), too." },
        { "Films (and the Oscars!), too.", "Films (and the Oscars! | ), too.",
          "Films (and the Oscars!), too." },
        { "What for?: A question.", "What for? | : A question.",
          "What for? | : A question." },
        { "Fruit, e.g. Pears, etc. for us. Yes.",
          "Fruit, e.g. | Pears, etc. | for us. | Yes.",
          "Fruit, e.g. Pears, etc. for us. | Yes." },
        { "Fruit (i.e. pears), etc. Yes.", "Fruit (i.e. | pears), etc. | Yes.",
          "Fruit (i.e. pears), etc. | Yes." },
        { "We use Yahoo! and more. Ask! it.", "We use Yahoo! | and more. | Ask! | it.",
          "We use Yahoo! and more. | Ask! it." },
        { "what is up? not much! so.", "what is up? | not much! | so.",
          "what is up? | not much! | so." },
        { "Yahoo!'s and Yahoo!’s shares.", "Yahoo! | 's and Yahoo!’s shares.",
          "Yahoo!'s and Yahoo!’s shares." },
        { "“Mr. Bell left. He ran.", "“Mr. | Bell left. | He ran.",
          "“Mr. Bell left. | He ran." },
        { "Her doctor—Dr. Bell—left.", "Her doctor—Dr. | Bell—left.",
          "Her doctor—Dr. Bell—left." },
        { "‘Dr. Bell’ left. ’Tis so.", "‘Dr. | Bell’ left. | ’Tis so.",
          "‘Dr. Bell’ left. | ’Tis so." },
        { "I don’t. She can’t.", "I don’t. | She can’t.", "I don’t. | She can’t." },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        assert_reading(STET_SENTENCES_OF_REFERENCE, rows[i].text, rows[i].reference);
        assert_reading(STET_SENTENCES_OF_PROSE, rows[i].text, rows[i].prose);
    }
}

static void test_ellipses(void **state)
{
    static const char *const rows[][2] = {
        { "Well ... maybe so.", "Well ... maybe so." },
        { "Well... Except this. Done.", "Well... | Except this. | Done." },
        { "A . . . so. Be it.", "A . | . | . | so. | Be it." },
    };
    (void)state;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        assert_sentences(rows[i][0], rows[i][1]);
}

static void read_long(stet_sentence_reading reading, stet_str text)
{
    stet_span span;
    uint32_t end = 0;
    for (size_t at = 0;
         stet_sentence_next(&stet_punkt_english, reading, text, &at, &span);) {
        assert_true(span.start >= end && span.end > span.start);
        end = span.end;
    }
    assert_true(end + 2 >= text.len);
}

/* Long runs of what could end a sentence take time in proportion to their length:
   this would not end otherwise. */
static void test_long(void **state)
{
    static const char *const units[] = { ".",    "a.",         ". ", "a!?",   "a.\"",
                                         "a.”",  "a.\xC2\xA0", "--", ".” a ", "”",
                                         ".[1]", "“",          ".—" };
    (void)state;
    for (size_t i = 0; i < STET_LEN(units); i++) {
        stet_buffer text = { 0 };
        while (text.len < 1000000)
            stet_buffer_add_text(&text, units[i]);
        read_long(STET_SENTENCES_OF_REFERENCE, stet_buffer_str(&text));
        read_long(STET_SENTENCES_OF_PROSE, stet_buffer_str(&text));
        stet_buffer_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),     cmocka_unit_test(test_abbreviations),
        cmocka_unit_test(test_quotes),   cmocka_unit_test(test_prose),
        cmocka_unit_test(test_ellipses), cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
