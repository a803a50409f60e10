/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences and word runs against counts that the reference implementations made.
   Where STET_ORACLES names their folder, all of spec/counts.jsonl is compared and the
   agreement printed; the vectors of our own always are. */
#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/count.h"
#include "text/json.h"
#include "text/sentence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_SPANS = 4096 };

typedef struct expectation {
    stet_arena arena;
    stet_str text;
    uint64_t word_runs;
    uint64_t n_sentences;
    uint32_t spans[MOST_SPANS][2]; /* In code points. */
    size_t n_spans;
} expectation;

static stet_str in_line;

static uint64_t number_of(const stet_json_value *value)
{
    char digits[24] = "";
    size_t len = value->raw.end - value->raw.start;
    assert_true(len < sizeof digits);
    memcpy(digits, in_line.ptr + value->raw.start, len);
    return strtoull(digits, NULL, 10);
}

static bool is_key(const stet_json_step *step, const char *key)
{
    return step->key.ptr && step->key.len == strlen(key) &&
           memcmp(step->key.ptr, key, step->key.len) == 0;
}

static bool take(void *user, const stet_json_step *path, size_t depth,
                 const stet_json_value *value)
{
    expectation *out = user;
    stet_str raw = { in_line.ptr + value->raw.start,
                     value->raw.end - value->raw.start };
    if (depth == 1 && is_key(&path[0], "response"))
        out->text = stet_json_decode(raw, &out->arena);
    else if (depth == 1 && is_key(&path[0], "words_w"))
        out->word_runs = number_of(value);
    else if (depth == 1 && is_key(&path[0], "sentences_punkt"))
        out->n_sentences = number_of(value);
    else if (depth == 3 && is_key(&path[0], "sentence_spans")) {
        assert_true(path[1].index < MOST_SPANS && path[2].index < 2);
        out->spans[path[1].index][path[2].index] = (uint32_t)number_of(value);
        out->n_spans = path[1].index + 1;
    }
    return true;
}

/* The code point offset of byte `at`. */
static uint32_t code_points(stet_str text, size_t at)
{
    return (uint32_t)stet_utf8_length((stet_str){ text.ptr, at });
}

/* Whether our spans are the reference's. The reference leaves white space in front
   of the first sentence in it. */
static bool spans_agree(const expectation *expected, uint64_t *count)
{
    stet_span span;
    size_t n = 0;
    bool same = true;
    for (size_t at = 0;
         stet_sentence_next(&stet_punkt_english, STET_SENTENCES_OF_REFERENCE,
                            expected->text, &at, &span);
         n++) {
        if (n >= expected->n_spans) {
            same = false;
            continue;
        }
        uint32_t start = code_points(expected->text, span.start);
        uint32_t end = code_points(expected->text, span.end);
        same =
            same && end == expected->spans[n][1] &&
            (start == expected->spans[n][0] || (n == 0 && expected->spans[0][0] == 0));
    }
    *count = n;
    return same && n == expected->n_spans;
}

static char *read_all(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    long size = ftell(file);
    assert_true(size > 0);
    rewind(file);
    char *bytes = malloc((size_t)size);
    assert_non_null(bytes);
    *len = fread(bytes, 1, (size_t)size, file);
    assert_int_equal(*len, (size_t)size);
    fclose(file);
    return bytes;
}

typedef struct tally {
    size_t n_texts, same_counts, same_spans, same_runs;
} tally;

static void compare_line(stet_str line, tally *result)
{
    static expectation expected;
    stet_arena_reset(&expected.arena);
    expected.text = (stet_str){ "", 0 };
    expected.n_spans = 0;
    in_line = line;
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_json_walk(line, take, &expected, &error));
    uint64_t count;
    result->n_texts++;
    result->same_spans += spans_agree(&expected, &count);
    result->same_counts += count == expected.n_sentences;
    result->same_runs += stet_count_word_runs(expected.text) == expected.word_runs;
    if (getenv("STET_ORACLES_VERBOSE") && count != expected.n_sentences)
        print_message("text %zu: %zu sentences, not %zu\n", result->n_texts,
                      (size_t)count, (size_t)expected.n_sentences);
}

static void test_reference(void **state)
{
    (void)state;
    const char *folder = getenv("STET_ORACLES");
    if (!folder)
        return;
    char path[4096];
    snprintf(path, sizeof path, "%s/spec/counts.jsonl", folder);
    size_t len;
    char *bytes = read_all(path, &len);
    tally result = { 0 };
    for (size_t at = 0; at < len;) {
        const char *end = memchr(bytes + at, '\n', len - at);
        size_t line = end ? (size_t)(end - bytes) - at : len - at;
        if (line > 0)
            compare_line((stet_str){ bytes + at, line }, &result);
        at += line + 1;
    }
    free(bytes);
    print_message("of %zu texts: %zu equal counts of sentences, %zu equal spans, "
                  "%zu equal word runs\n",
                  result.n_texts, result.same_counts, result.same_spans,
                  result.same_runs);
    assert_true(result.n_texts > 100);
    assert_int_equal(result.same_runs, result.n_texts);
    assert_true((double)result.same_counts >= 0.988 * (double)result.n_texts);
    assert_true((double)result.same_spans >= 0.988 * (double)result.n_texts);
}

/* Our own texts, with the spans that the published algorithm gives for them. */
static const struct {
    const char *text;
    size_t n_spans;
    uint32_t spans[4][2];
} vectors[] = {
    { "One. Two! Three?", 3, { { 0, 4 }, { 5, 9 }, { 10, 16 } } },
    { "Dr. Gray saw it. He left.", 2, { { 0, 16 }, { 17, 25 } } },
    { "He said \"No.\" Then he left.", 2, { { 0, 13 }, { 14, 27 } } },
    { "It cost 3.50 in all. (It was late.) So?",
      3,
      { { 0, 20 }, { 21, 35 }, { 36, 39 } } },
    { "Wait ... what", 1, { { 0, 13 } } },
    { "See J. Bach now.", 1, { { 0, 16 } } },
    { "   ", 0, { { 0 } } },
};

static void test_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        static expectation expected;
        expected.text = (stet_str){ vectors[i].text, strlen(vectors[i].text) };
        expected.n_spans = vectors[i].n_spans;
        memcpy(expected.spans, vectors[i].spans, sizeof vectors[i].spans);
        uint64_t count;
        if (!spans_agree(&expected, &count))
            fail_msg("vector %zu: \"%s\"", i, vectors[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_own),
        cmocka_unit_test(test_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
