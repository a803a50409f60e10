/* SPDX-License-Identifier: Apache-2.0 */
/* Where a random pattern matches in a random text, by PCRE2 itself, one of its literals
   stands, and where that was said to stand. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rule/literal.h"

#include "base/str.h"
#include "base/utf8.h"
#include "rule/literal_p.h"
#include "rule/phrase.h"
#include "rule/scan_p.h"

#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static uint32_t random_state = 2463534242u;

static uint32_t below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % limit;
}

/** Pieces of syntax, put together without any care: most results are wrong patterns,
    but every order is tried. */
static const char *const pieces[] = {
    "a",
    "b",
    "ab",
    "A",
    "k",
    "s",
    "'",
    " ",
    "  ",
    "(",
    "(",
    ")",
    ")",
    "(?:",
    "(?i)",
    "(?x)",
    "(?-x)",
    "(?=",
    "(?!",
    "(?<=",
    "(?>",
    "(?|",
    "(?#c)",
    "|",
    "|",
    "*",
    "+",
    "?",
    "{2}",
    "{0}",
    "{1,2}",
    "{0,1}",
    "{,2}",
    "[ab]",
    "[^a]",
    "[a-c]",
    "[]a]",
    "[a\\]]",
    "[\\s-]",
    "[[:alpha:]]",
    "\\s",
    "\\s+",
    "\\s*",
    "\\w",
    "\\b",
    "\\Q",
    "\\E",
    "\\Qa b\\E",
    "\\x61",
    "\\x{6}",
    "\\141",
    "\\1",
    "\\K",
    ".",
    ".*?",
    "^",
    "$",
    "#",
    "# a\n",
    "\n",
    "\t",
    "\\n",
    "\\h",
    "\\R",
    "\\'",
    "{",
    "}",
    "]",
    "-",
    "\\",
    "(?xx)",
    "[a b]",
    "\\N",
    "\\d",
    "(a)",
    "(?1)",
    "(?R)",
    "\\g{1}",
    "\\k{x}",
    "(?<x>",
    "(?^)",
    "(?s-i:",
    "\xE2\x80\x99",
    "\xC2\xA0",
    "\xC5\xBF",
    "\xE2\x84\xAA",
    "\xC3\xA9",
    "\\x{17F}",
    "\xD0\xB2",
    "\xCF\x82",
    "\xC3\xA5",
    "\xC3\x9F",
    "\xCE\x91",
    "(*F)",
    "(?(1)a|b)",
    "\\b",
    "\\b",
    "\\A",
    "^",
    "(?m)",
    "+",
    "{0,2}",
    "\\s+",
    "|",
};

static const char *const letters[] = {
    "a",
    "b",
    "a",
    "b",
    "A",
    "k",
    "s",
    "'",
    " ",
    " ",
    "\n",
    "\t",
    "c",
    "]",
    "-",
    "{",
    "}",
    "#",
    "\\",
    "\xE2\x80\x99",
    "\xC2\xA0",
    "\xC5\xBF",
    "\xE2\x84\xAA",
    "\xC3\xA9",
    "\xD0\x92",
    "\xD0\xB2",
    "\xE1\xB2\x80",
    "\xCE\xA3",
    "\xCF\x83",
    "\xE2\x84\xAB",
    "\xC3\x85",
    "\xE1\xBA\x9E",
    "\xC3\x89",
};

/** The copy of a text that the scan reads, in lower case. */
static void make_copy(stet_str text, stet_scan_text *copy)
{
    stet_scan_text_clear(copy);
    stet_scan_text_add(copy, text, (stet_span){ 0, (uint32_t)text.len }, 0);
    for (size_t i = 0; i < copy->copy.len; i++) {
        char c = copy->copy.ptr[i];
        copy->copy.ptr[i] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
    }
}

static bool is_ascii_letter(stet_str text, size_t at)
{
    return at < text.len && ((text.ptr[at] >= 'a' && text.ptr[at] <= 'z') ||
                             (text.ptr[at] >= '0' && text.ptr[at] <= '9'));
}

/** Whether the literal at byte `at` of the copy may be that of a match at `start`. */
static bool may_be_of(const stet_literals *literals, stet_str literal, stet_str text,
                      stet_scan_text *copy, size_t at, size_t start)
{
    stet_str shown = stet_buffer_str(&copy->copy);
    size_t end = at + literal.len;
    uint32_t block;
    bool goes_on_left =
        at > 0 && is_ascii_letter(shown, at) && is_ascii_letter(shown, at - 1);
    bool goes_on_right = is_ascii_letter(shown, end - 1) && is_ascii_letter(shown, end);
    if (((literals->edges & STET_EDGE_LEFT) && goes_on_left) ||
        ((literals->edges & STET_EDGE_RIGHT) && goes_on_right)) {
        return false;
    }
    size_t first = stet_scan_text_origin(copy, at + (literal.ptr[0] == ' '), &block);
    size_t before = first;
    while (literal.ptr[0] == ' ' && before > 0 &&
           stet_literal_shown(stet_utf8_before(text.ptr, before, &before)) == ' ') {
        first = before;
    }
    return start <= stet_scan_text_origin(copy, at + (literal.ptr[0] == ' '), &block) &&
           (literals->before == STET_BEFORE_ANY ||
            start >= stet_utf8_back(text.ptr, first, literals->before));
}

/** A match at `start` holds one of the literals, and where that was said to stand. */
static void expect_literal_in(stet_str pattern, const stet_literals *literals,
                              stet_str text, stet_scan_text *copy, size_t start)
{
    make_copy(text, copy);
    stet_str shown = stet_buffer_str(&copy->copy);
    bool found = false;
    for (uint32_t i = 0; i < literals->count && !found; i++) {
        stet_str literal = literals->items[i];
        for (size_t at = 0; (at = stet_str_find(shown, literal, at)) != SIZE_MAX;
             at++) {
            found = found || may_be_of(literals, literal, text, copy, at, start);
        }
    }
    if (!found || (literals->at_start && start > 0)) {
        fail_msg("pattern \"%.*s\" matches \"%.*s\" at %zu without \"%.*s\"",
                 (int)pattern.len, pattern.ptr, (int)text.len, text.ptr, start,
                 (int)literals->items[0].len, literals->items[0].ptr);
    }
}

static pcre2_code *compile(stet_str pattern)
{
    int number;
    size_t offset;
    return pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                         PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &number, &offset,
                         NULL);
}

/** Matching, with what it takes; the match is limited, so that nothing runs away. */
struct engine {
    pcre2_match_data *data;
    pcre2_match_context *context;
    size_t n_matches;
};

/** The end of the first match that is not empty, its start in `*start`; 0: none;
    SIZE_MAX: it was stopped. */
static size_t match(struct engine *engine, const pcre2_code *code, stet_str text,
                    size_t *start)
{
    int result = pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, 0, PCRE2_NOTEMPTY,
                             engine->data, engine->context);
    if (result < 0) {
        return result == PCRE2_ERROR_NOMATCH ? 0 : SIZE_MAX;
    }
    *start = pcre2_get_ovector_pointer(engine->data)[0];
    return pcre2_get_ovector_pointer(engine->data)[1];
}

/** The callouts of the watched form change nothing. */
static void expect_same_match(struct engine *engine, const stet_literals *literals,
                              stet_str text, size_t start, size_t end)
{
    pcre2_code *watched = compile(literals->watched);
    if (watched == NULL) {
        fail_msg("\"%.*s\" is not valid", (int)literals->watched.len,
                 literals->watched.ptr);
    }
    size_t watched_start = 0;
    size_t watched_end = match(engine, watched, text, &watched_start);
    if (watched_end != SIZE_MAX && end != SIZE_MAX &&
        (watched_end != end || watched_start != start)) {
        fail_msg("\"%.*s\" matches otherwise", (int)literals->watched.len,
                 literals->watched.ptr);
    }
    pcre2_code_free(watched);
}

static void try_texts(struct engine *engine, stet_str pattern,
                      const stet_literals *literals, const pcre2_code *code)
{
    stet_scan_text copy = { .segments = NULL };
    stet_buffer text = { 0 };
    for (int i = 0; i < 40; i++) {
        stet_buffer_clear(&text);
        for (uint32_t n = below(14); n > 0; n--) {
            stet_buffer_add_text(&text,
                                 letters[below(sizeof letters / sizeof *letters)]);
        }
        stet_str subject = stet_buffer_str(&text);
        size_t start = 0;
        size_t end = match(engine, code, subject, &start);
        /* \K moves the start that is told, not the one that counts. */
        bool moves = stet_str_find(pattern, STET_STR("\\K"), 0) != SIZE_MAX;
        if (end != 0 && end != SIZE_MAX && !moves) {
            expect_literal_in(pattern, literals, subject, &copy, start);
            engine->n_matches++;
        }
        if (i % 8 == 0 && literals->watched.ptr != NULL) {
            expect_same_match(engine, literals, subject, start, end);
        }
    }
    stet_scan_text_release(&copy);
    stet_buffer_release(&text);
}

static void test_every_match_holds_a_literal(void **state)
{
    (void)state;
    stet_buffer pattern = { 0 };
    stet_arena arena = { 0 };
    struct engine engine = { pcre2_match_data_create(10, NULL),
                             pcre2_match_context_create(NULL), 0 };
    pcre2_set_match_limit(engine.context, 20000);
    for (int i = 0; i < 80000; i++) {
        stet_literals literals;
        stet_buffer_clear(&pattern);
        stet_arena_reset(&arena);
        for (uint32_t n = 1 + below(8); n > 0; n--) {
            stet_buffer_add_text(&pattern,
                                 pieces[below(sizeof pieces / sizeof *pieces)]);
        }
        stet_str source = stet_buffer_str(&pattern);
        stet_literals_of_pattern(source, &arena, &literals);
        pcre2_code *code = compile(source);
        if (code != NULL && literals.count > 0) {
            try_texts(&engine, source, &literals, code);
        }
        pcre2_code_free(code);
    }
    assert_true(engine.n_matches > 1000);
    pcre2_match_data_free(engine.data);
    pcre2_match_context_free(engine.context);
    stet_arena_release(&arena);
    stet_buffer_release(&pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_match_holds_a_literal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
