/* SPDX-License-Identifier: Apache-2.0 */
/* The scan against its oracle: every pattern tried in every block. */
#include "rule/scan.h"

#include "base/memory.h"
#include "base/str.h"
#include "text/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ALL_KINDS = 0x7F, MAX_BLOCKS = 512 };

/* ---- A document of our own ---- */

struct sample {
    stet_buffer text;
    stet_block blocks[MAX_BLOCKS];
    size_t n_blocks;
};

static void add_block(struct sample *sample, uint32_t kind, stet_str text)
{
    assert_true(sample->n_blocks < MAX_BLOCKS);
    stet_block *block = &sample->blocks[sample->n_blocks++];
    *block = (stet_block){ .kind = kind };
    block->span.start = (uint32_t)sample->text.len;
    stet_buffer_add(&sample->text, text);
    block->span.end = (uint32_t)sample->text.len;
    stet_buffer_add_char(&sample->text, '\n');
}

static stet_scan_input input_of(const struct sample *sample)
{
    return (stet_scan_input){ .text = { sample->text.ptr, sample->text.len },
                              .blocks = { sample->blocks, sample->n_blocks } };
}

/* The words of a sample, by forms that live as long as a scanner. Code and markup have
   none. */
struct tokens {
    stet_forms forms;
    stet_word_list words;
};

static stet_scan_input words_of(struct tokens *tokens, struct sample *sample)
{
    stet_scan_input input = input_of(sample);
    tokens->words.count = 0;
    for (size_t i = 0; i < sample->n_blocks; i++) {
        stet_block *block = &sample->blocks[i];
        block->first_word = (uint32_t)tokens->words.count;
        if (block->kind != STET_BLOCK_CODE && block->kind != STET_BLOCK_MARKUP)
            stet_word_scan(input.text, block->span, NULL, 0, &tokens->forms,
                           &tokens->words);
        block->n_words = (uint32_t)tokens->words.count - block->first_word;
    }
    input.words = (stet_word_array){ tokens->words.items, tokens->words.count };
    return input;
}

static void free_tokens(struct tokens *tokens)
{
    stet_forms_release(&tokens->forms);
    free(tokens->words.items);
}

static struct stet_pattern *add_phrase(stet_pattern_list *list, const char *phrase)
{
    struct stet_pattern *pattern =
        stet_pattern_add(list, stet_str_from(phrase), true, true, true, true);
    pattern->block_kinds = ALL_KINDS;
    return pattern;
}

static struct stet_pattern *add_pattern(stet_pattern_list *list, const char *source)
{
    struct stet_pattern *pattern =
        stet_pattern_add(list, stet_str_from(source), false, true, false, true);
    pattern->block_kinds = ALL_KINDS;
    return pattern;
}

static stet_scan *make_scan(const stet_pattern_list *list, stet_scan_way way)
{
    stet_error error = STET_ERROR_NONE;
    bool was_cached = true;
    stet_scan *scan = stet_scan_new(list, STET_STR(""), way, &was_cached, &error);
    assert_non_null(scan);
    assert_false(was_cached);
    return scan;
}

/* ---- The ordinary ---- */

static void expect_hits_of(stet_scan_way way, const stet_scan_input *input,
                           const stet_pattern_list *list, const char *expected)
{
    stet_scan *scan = make_scan(list, way);
    stet_scanner *scanner = stet_scanner_new(scan);
    size_t n_hits;
    const stet_scan_hit *hits = stet_scanner_run(scanner, input, &n_hits);
    stet_buffer found = { 0 };
    for (size_t i = 0; i < n_hits; i++) {
        stet_span span = hits[i].match.group[0];
        stet_buffer_format(&found, "%u@%u:%.*s;", hits[i].pattern, hits[i].block,
                           (int)(span.end - span.start), input->text.ptr + span.start);
    }
    assert_string_equal(stet_buffer_str(&found).ptr, expected);
    stet_buffer_release(&found);
    stet_scanner_free(scanner);
    stet_scan_free(scan);
}

static void expect_hits(struct sample *sample, const stet_pattern_list *list,
                        const char *expected)
{
    static const stet_scan_way ways[] = { STET_SCAN_FASTEST, STET_SCAN_WORDS,
                                          STET_SCAN_EVERYWHERE };
    struct tokens tokens = { .words = { .items = NULL } };
    stet_forms_init(&tokens.forms);
    for (size_t way = 0; way < STET_LEN(ways); way++) {
        stet_scan_input input = input_of(sample);
        expect_hits_of(ways[way], &input, list, expected);
        input = words_of(&tokens, sample);
        expect_hits_of(ways[way], &input, list, expected);
    }
    free_tokens(&tokens);
}

static void test_hits_are_sorted_by_pattern_and_place(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "language model");
    add_phrase(&list, "as an AI");
    add_pattern(&list, "my\\s+(?:knowledge|training)\\s+cut-?off");
    add_pattern(&list, "\\d+%");
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH,
              STET_STR("As an AI language\nmodel, as  an ai, my training cutoff"));
    add_block(&sample, STET_BLOCK_ITEM, STET_STR("12% of MY KNOWLEDGE CUT-OFF"));
    add_block(&sample, STET_BLOCK_QUOTE, STET_STR("a language\xC2\xA0model"));
    expect_hits(&sample, &list,
                "0@0:language\nmodel;0@2:language\xC2\xA0model;1@0:As an AI;"
                "1@0:as  an ai;2@0:my training cutoff;2@1:MY KNOWLEDGE CUT-OFF;"
                "3@1:12%;");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

static void test_matches_stay_inside_their_block(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "one two");
    add_pattern(&list, "two\\s+three");
    add_pattern(&list, "^four$");
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("one"));
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("two"));
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("three"));
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("four"));
    expect_hits(&sample, &list, "2@3:four;");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

static void test_blocks_of_other_kinds_are_passed_over(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "delve")->block_kinds = 1u << STET_BLOCK_HEADING;
    add_phrase(&list, "tapestry");
    add_pattern(&list, "[a-z]{3}")->block_kinds = 1u << STET_BLOCK_CODE;
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("delve tapestry"));
    add_block(&sample, STET_BLOCK_HEADING, STET_STR("delve"));
    add_block(&sample, STET_BLOCK_CODE, STET_STR("delve"));
    expect_hits(&sample, &list, "0@1:delve;1@0:tapestry;2@2:del;");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

static void test_only_gates_are_looked_for(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    struct stet_pattern *plain =
        stet_pattern_add(&list, STET_STR("plain"), true, true, true, false);
    struct stet_pattern *gate =
        stet_pattern_add(&list, STET_STR("gate"), true, true, true, true);
    plain->block_kinds = gate->block_kinds = ALL_KINDS;
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("plain gate"));
    expect_hits(&sample, &list, "1@0:gate;");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

static void test_overlapping_matches_of_one_pattern(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "ha ha");
    add_pattern(&list, "no no|no");
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("ha ha ha ha ha no no no"));
    expect_hits(&sample, &list, "0@0:ha ha;0@0:ha ha;1@0:no no;1@0:no;");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

static void test_an_empty_document_has_no_hits(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "delve");
    add_pattern(&list, "x*");
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR(""));
    expect_hits(&sample, &list, "");
    sample.n_blocks = 0;
    expect_hits(&sample, &list, "");
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

/* A few literals are looked for in another way than many; both find them up to the end.
 */
static void test_a_phrase_is_found_wherever_it_stands(void **state)
{
    (void)state;
    static const char *const phrases[] = { "utilise", "as an AI model", "prior to",
                                           "delve",   "in order",       "at present" };
    enum { LONGEST = 150 };
    for (size_t n = 1; n <= STET_LEN(phrases); n++) {
        stet_pattern_list list = { .items = NULL };
        for (size_t i = 0; i < n; i++)
            add_phrase(&list, phrases[i]);
        stet_scan *scan = make_scan(&list, STET_SCAN_FASTEST);
        stet_scanner *scanner = stet_scanner_new(scan);
        for (size_t length = strlen(phrases[0]); length < LONGEST; length++) {
            for (size_t at = 0; at + strlen(phrases[0]) <= length; at++) {
                char text[LONGEST];
                memset(text, '-', length);
                memcpy(text + at, phrases[0], strlen(phrases[0]));
                stet_block block = { .kind = STET_BLOCK_PARAGRAPH,
                                     .span = { 0, (uint32_t)length } };
                size_t n_hits;
                stet_scan_input input = { .text = { text, length },
                                          .blocks = { &block, 1 } };
                stet_scanner_run(scanner, &input, &n_hits);
                assert_int_equal(n_hits, 1);
            }
        }
        stet_scanner_free(scanner);
        stet_scan_free(scan);
        stet_pattern_list_release(&list);
    }
}

static void test_a_limited_pattern_is_named_once(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_phrase(&list, "spaces");
    add_pattern(&list, "(a+)+$");
    stet_buffer text = { 0 };
    for (int i = 0; i < 40; i++) {
        stet_buffer_add_char(&text, 'a');
    }
    stet_buffer_add_text(&text, "b spaces");
    struct sample sample = { .n_blocks = 0 };
    add_block(&sample, STET_BLOCK_PARAGRAPH, stet_buffer_str(&text));
    add_block(&sample, STET_BLOCK_PARAGRAPH, stet_buffer_str(&text));
    stet_scan *scan = make_scan(&list, STET_SCAN_FASTEST);
    stet_scanner *scanner = stet_scanner_new(scan);
    size_t n_hits;
    size_t n_limited;
    stet_scan_input input = input_of(&sample);
    stet_scanner_run(scanner, &input, &n_hits);
    const uint32_t *limited = stet_scanner_limited(scanner, &n_limited);
    assert_int_equal(n_hits, 2);
    assert_int_equal(n_limited, 1);
    assert_int_equal(limited[0], 1);
    sample.n_blocks = 0;
    input = input_of(&sample);
    stet_scanner_run(scanner, &input, &n_hits);
    stet_scanner_limited(scanner, &n_limited);
    assert_int_equal(n_limited, 0);
    stet_scanner_free(scanner);
    stet_scan_free(scan);
    stet_buffer_release(&text);
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

/* ---- The random ---- */

static uint64_t random_state = 88172645463325252u;

static uint32_t below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % limit;
}

static const char *const words[] = {
    "as",
    "an",
    "AI",
    "language",
    "model",
    "it's",
    "it\xE2\x80\x99s",
    "I'm",
    "caf\xC3\xA9",
    "CAF\xC3\x89",
    "stet",
    "\xC5\xBFtet",
    "\xE2\x84\xAAoala",
    "koala",
    "Gro\xC3\x9F",
    "\xE1\xBA\x9E",
    "don\xCA\xBCt",
    "don't",
    "a",
    "b",
    "aa",
    "ab",
    "\xD0\xBA\xD0\xB0\xD0\xBA",
    "\xD0\x9A\xD0\x90\xD0\x9A",
    "12",
    "x_y",
    "-",
    ",",
    ".",
    "\xE2\x80\xA6",
    "\xF0\x9F\x98\x80",
    "i\xCC\x87",
    "\xC4\xB0",
    "\xC4\xB1",
    "\xD0\xB2\xD0\xBE\xD1\x82",
    "\xD0\x92\xD0\x9E\xD0\xA2",
    "\xE1\xB2\x80\xD0\xBE\xD1\x82",
    "\xE6\x96\x87\xE7\xAB\xA0",
    "\xE2\x80\x9Cno\xE2\x80\x9D",
    "\xCF\x83\xCE\xBF\xCF\x82",
    "\xCE\xA3\xCE\x9F\xCE\xA3",
};

static const char *const spaces[] = {
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\t",
    "",
    " \n ",
    "\r\n",
    "\xC2\xA0",
    "\xE2\x80\x89",
    "\xE2\x80\x8B",
    "\xEF\xBB\xBF",
    "\xE1\xA0\x8E",
    "\xE3\x80\x80 ",
};

#define PICK(table) (table)[below((uint32_t)(sizeof(table) / sizeof *(table)))]

static void add_words(stet_buffer *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        stet_buffer_add_text(out, PICK(words));
        stet_buffer_add_text(out, PICK(spaces));
    }
}

static const char *const atoms[] = {
    "as",
    "an",
    "AI",
    "language",
    "model",
    "it's",
    "it['\xE2\x80\x99]s",
    "stet",
    "koala",
    "caf\xC3\xA9",
    "\\s+",
    "\\s",
    " ",
    "\\s*",
    "[ \\n]",
    "\\b",
    "a",
    "b",
    "[ab]",
    "\\w",
    "\\w+",
    ".",
    ".*?",
    "[^a]",
    "\\d+",
    "^",
    "$",
    "\\h",
    "\\R",
    "\\xA0",
    "\\x{2019}",
    "\\QAI\\E",
    "(?i)",
    "(?-i)",
    "(?# no )",
    "\\W",
    ",",
    "(?=a)",
    "(?!b)",
    "(?<=a)",
    "(?<!\\s)",
    "\\K",
    "[Aa]",
    "[a-c]",
    "\\Qan AI\\E",
    "(?x: a s )",
    "\\'",
    "\xD0\xB2\xD0\xBE\xD1\x82",
    "\xE6\x96\x87\xE7\xAB\xA0",
    "\xCF\x83\xCE\xBF\xCF\x82",
    "[\xD0\xB2\xD0\xBE]",
};

static const char *const quantifiers[] = {
    "",    "",      "",    "",      "",     "",   "?",  "*",  "+",
    "{2}", "{1,2}", "{0}", "{0,1}", "{1,}", "+?", "?+", "*?",
};

static void add_random_pattern(stet_buffer *out, unsigned depth)
{
    uint32_t count = 1 + below(4);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t kind = below(12);
        if (kind == 0 && depth > 0) {
            stet_buffer_add_char(out, '(');
            add_random_pattern(out, depth - 1);
            stet_buffer_add_char(out, ')');
        } else if (kind <= 2 && depth > 0) {
            stet_buffer_add_text(out, kind == 1 ? "(?:" : "(?>");
            add_random_pattern(out, depth - 1);
            stet_buffer_add_char(out, '|');
            add_random_pattern(out, depth - 1);
            stet_buffer_add_char(out, ')');
        } else {
            stet_buffer_add_text(out, PICK(atoms));
        }
        stet_buffer_add_text(out, PICK(quantifiers));
    }
}

static void add_random_patterns(stet_pattern_list *list)
{
    stet_buffer source = { 0 };
    for (int i = 0; i < 60; i++) {
        stet_buffer_clear(&source);
        bool phrase = below(2) == 0;
        if (phrase) {
            add_words(&source, 1 + below(3));
        } else {
            add_random_pattern(&source, 2);
        }
        struct stet_pattern *pattern = stet_pattern_add(
            list, stet_buffer_str(&source), phrase, below(4) != 0, below(2) == 0, true);
        stet_error error = STET_ERROR_NONE;
        pattern->block_kinds =
            stet_pattern_check(pattern, &error) ? 1 + below(ALL_KINDS) : 0;
        stet_error_release(&error);
    }
    stet_buffer_release(&source);
}

static void make_random_sample(struct sample *sample)
{
    stet_buffer block = { 0 };
    uint32_t count = 1 + below(12);
    for (uint32_t i = 0; i < count; i++) {
        stet_buffer_clear(&block);
        add_words(&block, below(24));
        add_block(sample, below(7), stet_buffer_str(&block));
    }
    stet_buffer_release(&block);
}

static void describe_hit(const char *way, const stet_scan_hit *hit,
                         const stet_pattern_list *list)
{
    if (hit != NULL) {
        const struct stet_pattern *pattern = list->items[hit->pattern];
        print_message("%s: %s \"%.*s\" at bytes %u to %u\n", way,
                      pattern->phrase ? "phrase" : "pattern", (int)pattern->source.len,
                      pattern->source.ptr, hit->match.group[0].start,
                      hit->match.group[0].end);
    }
}

/** Takes out the hits of patterns that a limit stopped in the slow run: it also tries
    them where their literal does not stand, so it is stopped more often. */
static size_t without_limited(const stet_scan_hit *hits, size_t count,
                              const stet_scanner *slow, stet_scan_hit **kept)
{
    size_t n_limited;
    size_t n_kept = 0;
    const uint32_t *limited = stet_scanner_limited(slow, &n_limited);
    *kept = stet_memory_zalloc(count + 1, sizeof **kept);
    for (size_t i = 0; i < count; i++) {
        bool is_limited = false;
        for (size_t k = 0; k < n_limited; k++) {
            is_limited = is_limited || limited[k] == hits[i].pattern;
        }
        if (!is_limited) {
            (*kept)[n_kept++] = hits[i];
        }
    }
    return n_kept;
}

static void expect_same(stet_scanner *fast, stet_scanner *slow,
                        const stet_scan_input *input, const stet_pattern_list *list)
{
    stet_str text = input->text;
    size_t n_fast;
    size_t n_slow;
    stet_scan_hit *a;
    stet_scan_hit *b;
    const stet_scan_hit *hits = stet_scanner_run(slow, input, &n_slow);
    n_slow = without_limited(hits, n_slow, slow, &b);
    hits = stet_scanner_run(fast, input, &n_fast);
    n_fast = without_limited(hits, n_fast, slow, &a);
    for (size_t i = 0; i < n_slow || i < n_fast; i++) {
        if (i >= n_fast || i >= n_slow || memcmp(&a[i], &b[i], sizeof *a) != 0) {
            print_message("%.*s\n", (int)text.len, text.ptr);
            describe_hit("fast", i < n_fast ? &a[i] : NULL, list);
            describe_hit("slow", i < n_slow ? &b[i] : NULL, list);
            fail_msg("hit %zu of %zu fast and %zu slow ones", i, n_fast, n_slow);
        }
    }
    free(a);
    free(b);
}

/** By words nothing is otherwise: hits, and what a limit stops. */
static void expect_equal(stet_scanner *fast, stet_scanner *by_words,
                         const stet_scan_input *input,
                         const stet_scan_input *with_words)
{
    size_t n[2];
    size_t n_limited[2];
    const stet_scan_hit *a = stet_scanner_run(fast, input, &n[0]);
    const stet_scan_hit *b = stet_scanner_run(by_words, with_words, &n[1]);
    const uint32_t *limited = stet_scanner_limited(fast, &n_limited[0]);
    const uint32_t *limited_too = stet_scanner_limited(by_words, &n_limited[1]);
    assert_int_equal(n[0], n[1]);
    assert_int_equal(n_limited[0], n_limited[1]);
    for (size_t i = 0; i < n[0]; i++) {
        assert_memory_equal(&a[i], &b[i], sizeof *a);
    }
    for (size_t i = 0; i < n_limited[0]; i++) {
        assert_int_equal(limited[i], limited_too[i]);
    }
}

/** The scans of a list in the three ways, and their scanners. */
struct ways {
    stet_scan *scans[3];
    stet_scanner *fast, *by_words, *slow;
    struct tokens tokens;
};

static struct ways make_ways(const stet_pattern_list *list)
{
    struct ways ways = { .scans = { make_scan(list, STET_SCAN_FASTEST),
                                    make_scan(list, STET_SCAN_WORDS),
                                    make_scan(list, STET_SCAN_EVERYWHERE) } };
    ways.fast = stet_scanner_new(ways.scans[0]);
    ways.by_words = stet_scanner_new(ways.scans[1]);
    ways.slow = stet_scanner_new(ways.scans[2]);
    stet_forms_init(&ways.tokens.forms);
    return ways;
}

static void free_ways(struct ways *ways)
{
    stet_scanner_free(ways->fast);
    stet_scanner_free(ways->by_words);
    stet_scanner_free(ways->slow);
    for (size_t i = 0; i < STET_LEN(ways->scans); i++) {
        stet_scan_free(ways->scans[i]);
    }
    free_tokens(&ways->tokens);
}

/** Whichever way the sample is scanned, the hits are those of trying everything. */
static void expect_all_same(struct ways *ways, struct sample *sample,
                            const stet_pattern_list *list)
{
    stet_scan_input input = input_of(sample);
    expect_same(ways->fast, ways->slow, &input, list);
    expect_equal(ways->fast, ways->by_words, &input, &input);
    stet_scan_input with_words = words_of(&ways->tokens, sample);
    expect_same(ways->by_words, ways->slow, &with_words, list);
    expect_equal(ways->fast, ways->by_words, &input, &with_words);
}

static void test_random_texts_give_the_same_hits(void **state)
{
    (void)state;
    size_t n_hits = 0;
    for (int round = 0; round < 60; round++) {
        stet_pattern_list list = { .items = NULL };
        add_random_patterns(&list);
        struct ways ways = make_ways(&list);
        for (int i = 0; i < 25; i++) {
            struct sample sample = { .n_blocks = 0 };
            make_random_sample(&sample);
            expect_all_same(&ways, &sample, &list);
            stet_scan_input input = input_of(&sample);
            size_t count;
            stet_scanner_run(ways.fast, &input, &count);
            n_hits += count;
            stet_buffer_release(&sample.text);
        }
        free_ways(&ways);
        stet_pattern_list_release(&list);
    }
    assert_true(n_hits > 10000);
}

static void test_blocks_longer_than_a_subject(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_pattern(&list, "as\\s+an");
    add_pattern(&list, "\\s*model\\s*");
    add_pattern(&list, "[0-9]+");
    add_phrase(&list, "language model");
    add_phrase(&list, "an ai");
    add_pattern(&list, "model(\\s+\\S+){9}?\\s+as\\b");
    add_pattern(&list, "(?<!as )an(?! ai)");
    add_pattern(&list, "stet\\s*\\z");
    struct ways ways = make_ways(&list);
    for (uint32_t round = 0; round < 4; round++) {
        stet_buffer block = { 0 };
        add_words(&block, 30000);
        for (uint32_t i = 0; i < 40000 * round; i++) {
            stet_buffer_add_text(&block, round == 3 ? "\xC3\xA9" : " ");
        }
        add_words(&block, 30000);
        struct sample sample = { .n_blocks = 0 };
        add_block(&sample, STET_BLOCK_PARAGRAPH, STET_STR("as an AI"));
        add_block(&sample, STET_BLOCK_PARAGRAPH, stet_buffer_str(&block));
        expect_all_same(&ways, &sample, &list);
        stet_buffer_release(&sample.text);
        stet_buffer_release(&block);
    }
    free_ways(&ways);
    stet_pattern_list_release(&list);
}

/* A pattern that would run away where its literal does not stand is not tried there,
   with Vectorscan or without. */
static void test_a_pattern_without_its_literal_is_not_tried(void **state)
{
    (void)state;
    stet_pattern_list list = { .items = NULL };
    add_pattern(&list, "(a+)+ zebra");
    add_pattern(&list, "(a+)+ b");
    struct sample sample = { .n_blocks = 0 };
    stet_buffer text = { 0 };
    for (int i = 0; i < 40; i++) {
        stet_buffer_add_char(&text, 'a');
    }
    stet_buffer_add_text(&text, "c bb");
    add_block(&sample, STET_BLOCK_PARAGRAPH, stet_buffer_str(&text));
    struct ways ways = make_ways(&list);
    stet_scan_input input = input_of(&sample);
    stet_scanner *both[] = { ways.fast, ways.by_words };
    for (size_t i = 0; i < STET_LEN(both); i++) {
        size_t count;
        stet_scanner_run(both[i], &input, &count);
        assert_int_equal(count, 0);
        const uint32_t *limited = stet_scanner_limited(both[i], &count);
        assert_int_equal(count, 1);
        assert_int_equal(limited[0], 1);
    }
    expect_equal(ways.fast, ways.by_words, &input, &input);
    free_ways(&ways);
    stet_buffer_release(&text);
    stet_buffer_release(&sample.text);
    stet_pattern_list_release(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hits_are_sorted_by_pattern_and_place),
        cmocka_unit_test(test_matches_stay_inside_their_block),
        cmocka_unit_test(test_blocks_of_other_kinds_are_passed_over),
        cmocka_unit_test(test_only_gates_are_looked_for),
        cmocka_unit_test(test_overlapping_matches_of_one_pattern),
        cmocka_unit_test(test_an_empty_document_has_no_hits),
        cmocka_unit_test(test_a_phrase_is_found_wherever_it_stands),
        cmocka_unit_test(test_a_limited_pattern_is_named_once),
        cmocka_unit_test(test_random_texts_give_the_same_hits),
        cmocka_unit_test(test_blocks_longer_than_a_subject),
        cmocka_unit_test(test_a_pattern_without_its_literal_is_not_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
