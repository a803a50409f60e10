/* SPDX-License-Identifier: Apache-2.0 */
/* The scan, in all ways: what it finds, and what it does not try. */
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
        stet_span span = hits[i].span;
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
    stet_scan_input input = input_of(&sample);
    static const stet_scan_way both[] = { STET_SCAN_FASTEST, STET_SCAN_WORDS };
    for (size_t i = 0; i < STET_LEN(both); i++) {
        stet_scan *scan = make_scan(&list, both[i]);
        stet_scanner *scanner = stet_scanner_new(scan);
        size_t count;
        stet_scanner_run(scanner, &input, &count);
        assert_int_equal(count, 0);
        const uint32_t *limited = stet_scanner_limited(scanner, &count);
        assert_int_equal(count, 1);
        assert_int_equal(limited[0], 1);
        stet_scanner_free(scanner);
        stet_scan_free(scan);
    }
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
        cmocka_unit_test(test_a_pattern_without_its_literal_is_not_tried),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
