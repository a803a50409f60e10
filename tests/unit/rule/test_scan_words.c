/* SPDX-License-Identifier: Apache-2.0 */
/* The scan by words where words are not what they seem: against the scan that tries
   everything, and against the database. */
#include "rule/scan_words_p.h"
#include "rule/three_ways.h"

static void add_pattern(stet_pattern_list *list, const char *source, bool phrase)
{
    stet_pattern_add(list, stet_str_from(source), phrase, true, phrase, true)
        ->block_kinds = THREE_ALL_KINDS;
}

/* A list of patterns, and its scanners. */
typedef struct looking {
    stet_pattern_list list;
    three_ways ways;
} looking;

static void look_begin(looking *it)
{
    three_begin(&it->ways, &it->list);
}

static void look_end(looking *it)
{
    three_end(&it->ways);
    stet_pattern_list_release(&it->list);
}

/* Looks in a document in all ways. Returns how many hits there were. */
static size_t look(looking *it, stet_doc *doc)
{
    it->ways.n_hits = 0;
    three_look(&it->ways, doc);
    return it->ways.n_hits;
}

/* ---- Where letters go on from word to word ---- */

typedef struct row {
    const char *pattern;
    const char *markup;
    size_t n_hits;
} row;

static const row rows[] = {
    { "don't stop", "Don't stop, don\xE2\x80\x99t\nstop, dont stop.", 2 },
    { "can't", "I can't; cannot; can 't.", 1 },
    { "an't", "I can't.", 0 },
    { "it's its", "It's its own: it\xE2\x80\x99s  its.", 2 },
    { "whole word", "A **wh**ole word and who*le wo*rd.", 2 },
    { "whole word", "A wh`ole wo`rd.", 1 },
    { "one two three", "See `one two three` and one `two` three.", 2 },
    { "state-of-the-art", "A state-of-the-art thing, a state of the art.", 1 },
    { "example.org", "See <https://example.org/x> and www.example.org.", 2 },
    { "3rd", "The 3rd, a 13rd, the 3RD.", 2 },
    { "1,000.5", "It is 1,000.5 or 1,000.55.", 1 },
    { "na\xC3\xAFve", "A na\xC3\xAFve, NA\xC3\x8FVE and naive one.", 2 },
    { "\xE6\x96\x87\xE7\xAB\xA0", "\xE9\x80\x99\xE6\x96\x87\xE7\xAB\xA0 x.", 0 },
    { "\xD0\xBA\xD0\xB0\xD0\xBA \xD1\x82\xD0\xB0\xD0\xBA",
      "\xD0\x9A\xD0\xB0\xD0\xBA \xD1\x82\xD0\xB0\xD0\xBA \xD0\xB8.", 1 },
    { "koala stet", "A \xE2\x84\xAAoala \xC5\xBFtet.", 1 },
    { "\xE2\x80\x94", "One \xE2\x80\x94 two\xE2\x80\x94three.", 2 },
    { "\xF0\x9F\x98\x80", "Yes \xF0\x9F\x98\x80, yes\xF0\x9F\x98\x80\xF0\x9F\x98\x80.",
      3 },
    { "yes!!", "Yes!! Yes!", 1 },
    { "c++", "In C++, not C.", 1 },
    { "soft\xC2\xADly", "Go soft\xC2\xADly, softly.", 1 },
    { "zero\xE1\xA0\x8E width", "A zero\xE1\xA0\x8E width, a zero width.", 1 },
    { "\xE1\xA0\x8E koala bear", "A \xE1\xA0\x8E  koala bear, a koala bear.", 1 },
    { "in code", "Text in code.\n\n    not in code but in\n    code\n", 3 },
    { "a cell", "| a cell | b |\n| --- | --- |\n| a | cell |\n", 1 },
    { "R&D", "Our R&D, our R & D.", 1 },
    { "U.S. law", "By U.S. law, by US law.", 1 },
    { "and/or", "This and/or that, and / or.", 1 },
    { "user@example.org", "Write to user@example.org.", 1 },
};

static void test_phrases_across_words(void **state)
{
    (void)state;
    written w;
    written_init(&w);
    for (size_t i = 0; i < STET_LEN(rows); i++) {
        looking it = { .list = { .items = NULL } };
        add_pattern(&it.list, rows[i].pattern, true);
        add_pattern(&it.list, "zebra", true);
        look_begin(&it);
        written_set(&w, stet_str_from(rows[i].markup), true);
        size_t n_hits = look(&it, &w.doc);
        if (n_hits != rows[i].n_hits)
            fail_msg("\"%s\" stands %zu times in \"%s\"", rows[i].pattern, n_hits,
                     rows[i].markup);
        look_end(&it);
    }
    written_release(&w);
}

/* ---- What is told of words by their form is told in all of them ---- */

static const char *const patterns[] = {
    "\\bember\\b",
    "\\w+ing\\b",
    ", (?:\\w{1,9}ly )?\\w{1,9}ing\\b",
    "\\b(?:my|his|her) (?:heart|hand)\\b",
    "(?<=\\w):\\s*\\z",
    "\\A\\W*(?:sure|certainly)\\b",
    "[\"\xE2\x80\x9C][a-z]+[\"\xE2\x80\x9D]",
    "\\bnot [^.]{1,20}, but\\b",
    " -- ",
    "n['\xE2\x80\x99]t \\w+",
};

static const char *const texts[] = {
    "Remember the ember, and the members' embers in December.",
    "He ran, quickly turning, falling, singing: a king, thing and ring",
    "**Sure**, her hand, other hand; this heart, his heart.\n\nSure, his\nheart:",
    "\xE2\x80\x9C"
    "Certainly\xE2\x80\x9D, not today, but \xE2\x80\x9Cthen\xE2\x80\x9D; "
    "not \"now\", but",
    "Don't go, can't stay -- won\xE2\x80\x99t see.\n\n- Isn't it:\n- it is: \n",
};

static void test_patterns_in_words(void **state)
{
    (void)state;
    size_t n_hits = 0;
    looking it = { .list = { .items = NULL } };
    written w;
    written_init(&w);
    for (size_t i = 0; i < STET_LEN(patterns); i++)
        add_pattern(&it.list, patterns[i], false);
    look_begin(&it);
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        written_set(&w, stet_str_from(texts[i]), true);
        n_hits += look(&it, &w.doc);
    }
    assert_true(n_hits > 20);
    look_end(&it);
    written_release(&w);
}

/* Words of more than 128 bytes are known by their beginning only, and behind half a
   million forms no new one is kept. */
static void test_words_that_are_not_known(void **state)
{
    (void)state;
    char name[24];
    stet_buffer text = { 0 };
    looking it = { .list = { .items = NULL } };
    written w;
    written_init(&w);
    add_pattern(&it.list, "zebra crossing", true);
    add_pattern(&it.list, "crossing the", true);
    look_begin(&it);
    stet_buffer_add_text(&text, "See `");
    for (int i = 0; i < 40; i++)
        stet_buffer_add_text(&text, "xyz xyz ");
    stet_buffer_add_text(&text, "zebra` crossing the street.");
    written_set(&w, stet_buffer_str(&text), true);
    assert_int_equal(look(&it, &w.doc), 2);
    for (unsigned i = 0; w.doc.forms->count <= STET_FORMS_KEPT; i++) {
        int n = snprintf(name, sizeof name, "w%u", i);
        stet_forms_intern(w.doc.forms, (stet_str){ name, (size_t)n });
    }
    written_set(&w, STET_STR("New: a Zebra CROSSING the road."), true);
    assert_int_equal(look(&it, &w.doc), 2);
    look_end(&it);
    written_release(&w);
    stet_buffer_release(&text);
}

/* Thousands of phrases around one word, which a text has in ever new forms. */
static void test_what_is_known_of_forms_is_bounded(void **state)
{
    (void)state;
    enum { PHRASES = 3000, FORMS = 1000 };
    static const char *const small[] = { "a",  "the", "of", "and", "to", "in", "is",
                                         "on", "it",  "as", "at",  "by", "be", "or" };
    enum { SMALL = sizeof small / sizeof *small };
    looking it = { .list = { .items = NULL } };
    written w;
    stet_buffer text = { 0 };
    written_init(&w);
    for (size_t i = 0; i < PHRASES; i++) {
        stet_buffer_clear(&text);
        for (size_t n = i + SMALL; n > 0; n /= SMALL)
            stet_buffer_format(&text, "%s ", small[n % SMALL]);
        stet_buffer_add_text(&text, "zebrafish");
        add_pattern(&it.list, text.ptr, true);
    }
    look_begin(&it);
    stet_buffer_clear(&text);
    for (int i = 0; i < FORMS; i++)
        stet_buffer_format(&text, "%s of the zebrafish-%d, ", small[i % SMALL], i);
    written_set(&w, stet_buffer_str(&text), true);
    assert_true(look(&it, &w.doc) > FORMS);
    for (size_t i = 1; i < STET_LEN(it.ways.scanners); i++)
        assert_in_range(it.ways.scanners[i]->forms.n_spots, STET_SCAN_SPOTS_KEPT / 2,
                        STET_SCAN_SPOTS_KEPT);
    look_end(&it);
    written_release(&w);
    stet_buffer_release(&text);
}

/* ---- Sites ---- */

static size_t count_at(uint32_t sites, const char *markup)
{
    looking it = { .list = { .items = NULL } };
    written w;
    written_init(&w);
    add_pattern(&it.list, "sure", true);
    add_pattern(&it.list, "\\bsure\\b", false);
    for (size_t i = 0; i < it.list.count; i++)
        it.list.items[i]->sites = sites;
    look_begin(&it);
    written_set(&w, stet_str_from(markup), true);
    size_t n_hits = look(&it, &w.doc);
    look_end(&it);
    written_release(&w);
    return n_hits / 2;
}

static void test_blocks_without_the_site_are_passed_over(void **state)
{
    (void)state;
    static const char text[] = "Sure, sure.\n\nSure.\n\n- sure\n- sure\n\nI am sure.\n";
    assert_int_equal(count_at(0, text), 6);
    assert_int_equal(count_at(STET_SITE_TEXT_START, text), 2);
    assert_int_equal(count_at(STET_SITE_TEXT_END, text), 1);
    assert_int_equal(count_at(STET_SITE_TEXT_START | STET_SITE_TEXT_END, text), 3);
    assert_int_equal(count_at(STET_SITE_LAST_PARAGRAPH, text), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phrases_across_words),
        cmocka_unit_test(test_patterns_in_words),
        cmocka_unit_test(test_words_that_are_not_known),
        cmocka_unit_test(test_what_is_known_of_forms_is_bounded),
        cmocka_unit_test(test_blocks_without_the_site_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
