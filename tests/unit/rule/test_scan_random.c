/* SPDX-License-Identifier: Apache-2.0 */
/* Random patterns and phrases in random Markdown: the same hits in all ways. */
#include "rule/three_ways.h"

static const char *const atoms[] = {
    "as",
    "an",
    "AI",
    "language",
    "model",
    "the",
    "it's",
    "it['\xE2\x80\x99]s",
    "stet",
    "koala",
    "delve",
    "delv(?:e|ing)",
    "caf\xC3\xA9",
    "n['\xE2\x80\x99]t",
    "\\s+",
    "\\s",
    " ",
    " ",
    "\\s*",
    "[ \\n]",
    "[-\\s]",
    "\\b",
    "\\b",
    "\\B",
    "a",
    "b",
    "[ab]",
    "\\w",
    "\\w+",
    "\\w{1,9}",
    "\\S+",
    ".",
    ".*",
    ".*?",
    ".{0,12}",
    "[^a]",
    "[^.]{1,20}",
    "\\d+",
    "^",
    "$",
    "\\A",
    "\\z",
    "\\Z",
    "\\h",
    "\\v",
    "\\R",
    "\\N",
    "\\X",
    "\\xA0",
    "\\x{2019}",
    "\\QAI\\E",
    "\\Qan AI\\E",
    "(?i)",
    "(?-i)",
    "(?s)",
    "(?m)",
    "(?x)",
    "(?-x)",
    "(?^)",
    "(?U)",
    "(?# no )",
    "\\W",
    "\\W*",
    ",",
    "\\.",
    "!",
    "-",
    "--",
    "(?=a)",
    "(?=\\s+the)",
    "(?!b)",
    "(?<=a)",
    "(?<=the )",
    "(?<!\\s)",
    "(?<!an )",
    "\\K",
    "[Aa]",
    "[a-c]",
    "(?x: a s )",
    "(?i:an)",
    "(?m:^)",
    "(?s:.)",
    "\\'",
    "\\p{L}",
    "\\p{Lu}\\p{Ll}+",
    "[[:alpha:]]",
    "[^\\s]",
    "\\1",
    "(?(1)a|b)",
    "(?(?=a)as|the)",
    "(?|(a)|(b))",
    "(?<n>as)",
    "(?P<m>an)",
    "\xD0\xB2\xD0\xBE\xD1\x82",
    "\xE6\x96\x87\xE7\xAB\xA0",
    "\xCF\x83\xCE\xBF\xCF\x82",
    "[\xD0\xB2\xD0\xBE]",
    "\xE2\x80\x94",
    "\xF0\x9F\x98\x80",
    "[\"\xE2\x80\x9C]",
};

static const char *const quantifiers[] = {
    "",   "",   "",    "",      "",       "",       "",       "",     "?",
    "*",  "+",  "{2}", "{1,2}", "{0}",    "{0,1}",  "{1,}",   "+?",   "?+",
    "*?", "??", "*+",  "++",    "{2,3}?", "{2,4}+", "{0,70}", "{,2}",
};

static void add_random_pattern(chance *c, stet_buffer *out, unsigned depth)
{
    static const char *const opens[] = { "(",   "(?:", "(?>",  "(?i:",
                                         "(?=", "(?!", "(?<g>" };
    uint32_t count = 1 + chance_below(c, 5);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = chance_below(c, 12);
        if (kind <= 3 && depth > 0) {
            stet_buffer_add_text(out, CHANCE_PICK(c, opens));
            for (uint32_t n = chance_below(c, 4); n > 0; n--) {
                add_random_pattern(c, out, depth - 1);
                stet_buffer_add_char(out, '|');
            }
            add_random_pattern(c, out, depth - 1);
            stet_buffer_add_char(out, ')');
        } else {
            stet_buffer_add_text(out, CHANCE_PICK(c, atoms));
        }
        stet_buffer_add_text(out, CHANCE_PICK(c, quantifiers));
    }
}

/* A piece of a text. */
static stet_str cut_piece(chance *c, stet_str text, uint32_t most)
{
    if (text.len == 0)
        return text;
    size_t start = chance_below(c, (uint32_t)text.len);
    size_t end = start + 1 + chance_below(c, most);
    end = end < text.len ? end : text.len;
    while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start--;
    while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end++;
    return (stet_str){ text.ptr + start, end - start };
}

/* What a random pattern is: words, a piece of a text that will be looked through, or
   written by chance; some of them between two pieces that it cannot match without. */
static bool write_source(chance *c, stet_str text, stet_buffer *out)
{
    uint32_t kind = chance_below(c, 8);
    stet_buffer_clear(out);
    if (kind < 2) {
        three_add_words(c, out, 1 + chance_below(c, 3));
    } else if (kind < 4) {
        stet_buffer_add(out, cut_piece(c, text, kind == 2 ? 6 : 40));
    } else {
        if (kind == 5)
            stet_buffer_format(out, "%s ", CHANCE_PICK(c, three_words));
        add_random_pattern(c, out, kind == 4 ? 1 : 2);
        if (kind == 6)
            stet_buffer_format(out, " %s", CHANCE_PICK(c, three_words));
    }
    return kind < 4;
}

static void add_random_patterns(chance *c, stet_str text, stet_pattern_list *list)
{
    static const uint32_t sites[] = {
        0,
        0,
        0,
        0,
        STET_SITE_TEXT_START,
        STET_SITE_TEXT_END,
        STET_SITE_TEXT_START | STET_SITE_TEXT_END,
        STET_SITE_FIRST_PARAGRAPH,
        STET_SITE_LAST_PARAGRAPH | STET_SITE_TEXT_START,
        STET_SITE_FIRST_PARAGRAPH | STET_SITE_LAST_PARAGRAPH,
    };
    static const uint32_t kinds[] = {
        THREE_ALL_KINDS, THREE_ALL_KINDS, 1, 2, 4, 9, 0x5F
    };
    stet_buffer source = { 0 };
    for (int i = 0; i < 60; i++) {
        bool phrase = write_source(c, text, &source);
        struct stet_pattern *pattern =
            stet_pattern_add(list, stet_buffer_str(&source), phrase,
                             chance_below(c, 4) != 0, chance_below(c, 2) == 0, true);
        stet_error error = STET_ERROR_NONE;
        pattern->block_kinds =
            stet_pattern_check(pattern, &error) ? CHANCE_PICK(c, kinds) : 0;
        pattern->sites = CHANCE_PICK(c, sites);
        stet_error_release(&error);
    }
    stet_buffer_release(&source);
}

static void test_random_patterns_in_random_markdown(void **state)
{
    (void)state;
    chance c;
    written w;
    stet_buffer text = { 0 };
    size_t n_hits = 0;
    unsigned rounds = chance_rounds(&c, 40);
    written_init(&w);
    for (unsigned round = 0; round < rounds; round++) {
        stet_pattern_list list = { .items = NULL };
        three_ways ways;
        stet_buffer_clear(&text);
        three_add_markdown(&c, &text, 6);
        add_random_patterns(&c, stet_buffer_str(&text), &list);
        three_begin(&ways, &list);
        for (int i = 0; i < 12; i++) {
            written_set(&w, stet_buffer_str(&text), chance_below(&c, 6) != 0);
            three_look(&ways, &w.doc);
            stet_buffer_clear(&text);
            three_add_markdown(&c, &text, 1 + chance_below(&c, 10));
        }
        n_hits += ways.n_hits;
        three_end(&ways);
        stet_pattern_list_release(&list);
    }
    print_message("%u rounds, %zu hits\n", rounds, n_hits);
    assert_true(n_hits > 100 * rounds);
    stet_buffer_release(&text);
    written_release(&w);
}

/* Blocks that are searched in parts: matches stand around the cuts. */
static void test_random_patterns_in_long_blocks(void **state)
{
    (void)state;
    chance c;
    written w;
    stet_buffer text = { 0 };
    size_t n_hits = 0;
    unsigned rounds = chance_rounds(&c, 4);
    written_init(&w);
    for (unsigned round = 0; round < rounds; round++) {
        stet_pattern_list list = { .items = NULL };
        three_ways ways;
        stet_buffer_clear(&text);
        three_add_words(&c, &text, 60);
        add_random_patterns(&c, stet_buffer_str(&text), &list);
        three_begin(&ways, &list);
        bool has_blanks = chance_below(&c, 2) == 0;
        while (text.len < 2 * STET_SUBJECT_SIZE + chance_below(&c, 9000)) {
            const char *filler = CHANCE_PICK(&c, three_words);
            for (uint32_t n = 6000 + chance_below(&c, 6000); n > 0; n--) {
                stet_buffer_add_text(&text, filler);
                if (has_blanks && n % 9000 == 0)
                    stet_buffer_add_char(&text, ' ');
            }
            three_add_words(&c, &text, chance_below(&c, 400));
        }
        written_set(&w, stet_buffer_str(&text), false);
        three_look(&ways, &w.doc);
        n_hits += ways.n_hits;
        three_end(&ways);
        stet_pattern_list_release(&list);
    }
    print_message("%u rounds, %zu hits\n", rounds, n_hits);
    assert_true(n_hits > 100 * rounds);
    stet_buffer_release(&text);
    written_release(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_patterns_in_random_markdown),
        cmocka_unit_test(test_random_patterns_in_long_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
