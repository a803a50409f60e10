/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "phrasing.h"

#include <stdio.h>

typedef struct limit_options {
    stet_list phrases;
    stet_list patterns;
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
    int64_t max;
    int per;
    bool each;
} limit_options;

enum { PER_TEXT, PER_THOUSAND, PER_SENTENCE, PER_PARAGRAPH };
static const char *const per_choices[] = { "text", "1000-words", "sentence",
                                           "paragraph", NULL };

static const stet_param params[] = {
    STET_LIST(limit_options, phrases, phrasing_item, phrasing_gate_phrase,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "What is counted: words as they stand."),
    STET_LIST(limit_options, patterns, phrasing_item, phrasing_gate_pattern,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "The same as PCRE2 patterns."),
    PHRASING_EXCEPT(limit_options, except, "Longer phrases that do not count."),
    STET_BOOL(limit_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(limit_options, whole_words, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_INT(limit_options, max, .more = STET_LOOSER, .min = 0, .max = 1e9,
             .doc = "How many are allowed."),
    STET_CHOICE(limit_options, per, .preset = "text", .choices = per_choices,
                .doc =
                    "In what: a whole text, each thousand words of it (a shorter text "
                    "counts as a thousand), each sentence, or each paragraph (or "
                    "heading, item, cell)."),
    STET_BOOL(limit_options, each, .more = STET_LOOSER, .preset = "false",
              .doc = "Whether each phrase is counted alone, not all of them together."),
};

static const stet_message messages[] = {
    { "too-many", "“{match}” is the {count}. of its kind here; {limit}" },
    { "too-dense", "“{match}” is one of {count} in {words} words; {limit}" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const limit_options *o = options;

    (void)check;
    if (o->phrases.count + o->patterns.count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns to count");
    return STET_OK;
}

/* The hits that count, in text order. */
static size_t collect(stet_ctx *ctx, const limit_options *o, stet_hit *hits,
                      size_t most)
{
    phrasing_exceptions except = phrasing_exceptions_of(o->except, 2);
    uint32_t cursor = 0, end = 0;
    size_t n = 0;
    stet_hit hit;

    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        if (hit.match.group[0].start < end || phrasing_is_excepted(ctx, &hit, &except))
            continue;
        if (n < most)
            hits[n] = hit;
        n++;
        end = hit.match.group[0].end;
    }
    return n;
}

/* "at most 3 are allowed", "none is allowed". */
static stet_str limit_of(stet_ctx *ctx, double max, bool dense)
{
    enum { ROOM = 64 };
    char *out = stet_alloc(ctx, ROOM);
    int len = max > 0 ? snprintf(out, ROOM, "at most %.0f%s %s allowed", max,
                                 dense ? " in 1,000" : "", max > 1 ? "are" : "is")
                      : snprintf(out, ROOM, "none is allowed");

    return (stet_str){ out, len > 0 ? (size_t)len : 0 };
}

static void report(stet_ctx *ctx, const stet_hit *hits, size_t n, double max,
                   uint64_t words, bool dense, const stet_pattern *only)
{
    size_t allowed = dense
                         ? (size_t)(max * (double)(words > 1000 ? words : 1000) / 1000)
                         : (size_t)max;
    size_t count = 0, first = n;

    for (size_t i = 0; i < n; i++) {
        if (only && hits[i].pattern != only)
            continue;
        if (++count == allowed + 1)
            first = i;
    }
    if (first == n)
        return;
    stet_arg args[] = {
        { .name = "count", .number = (double)(dense ? count : allowed + 1) },
        { .name = "max", .number = max },
        { .name = "words", .number = (double)words },
        { .name = "limit", .text = limit_of(ctx, max, dense) },
    };
    stet_report(ctx, &(stet_finding){ .message = dense,
                                      .span = hits[first].match.group[0],
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static bool is_first_of_pattern(const stet_hit *hits, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (hits[k].pattern == hits[i].pattern)
            return false;
    return true;
}

/* Where the sentence ends in which a hit begins. Sentences and hits are in text order:
   `*at` is where the last one was. */
static uint32_t end_of_sentence(stet_sentence_array sentences, size_t *at,
                                const stet_hit *hit)
{
    while (*at + 1 < sentences.count &&
           sentences.items[*at + 1].span.start <= hit->match.group[0].start)
        ++*at;
    return *at < sentences.count ? sentences.items[*at].span.end : UINT32_MAX;
}

/* Where the hits of the first one's sentence or paragraph end. */
static size_t end_of_part(const limit_options *o, stet_sentence_array sentences,
                          size_t *sentence, const stet_hit *hits, size_t from, size_t n)
{
    size_t end = from + 1;

    if (o->per == PER_PARAGRAPH) {
        while (end < n && hits[end].block == hits[from].block)
            end++;
    } else if (o->per == PER_SENTENCE) {
        uint32_t last = end_of_sentence(sentences, sentence, &hits[from]);
        while (end < n && hits[end].match.group[0].start < last)
            end++;
    } else {
        end = n;
    }
    return end;
}

static void judge(stet_ctx *ctx, const limit_options *o, const stet_hit *hits, size_t n,
                  uint64_t words)
{
    bool dense = o->per == PER_THOUSAND;

    if (n <= (size_t)o->max)
        return;
    if (!o->each) {
        report(ctx, hits, n, (double)o->max, words, dense, NULL);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (is_first_of_pattern(hits, i))
            report(ctx, hits, n, (double)o->max, words, dense, hits[i].pattern);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const limit_options *o = check;
    stet_sentence_array sentences = { 0 };
    size_t n = collect(ctx, o, NULL, 0), sentence = 0;

    (void)state;
    if (n <= (size_t)o->max)
        return STET_OK;
    stet_hit *hits = stet_alloc(ctx, n * sizeof *hits);
    collect(ctx, o, hits, n);
    if (o->per == PER_SENTENCE)
        sentences = stet_sentences(ctx, unit->doc);
    uint64_t words =
        o->per == PER_THOUSAND ? stet_count(ctx, unit->doc, STET_COUNT_WORDS) : 0;
    for (size_t i = 0, end; i < n; i = end) {
        end = end_of_part(o, sentences, &sentence, hits, i, n);
        judge(ctx, o, hits + i, end - i, words);
    }
    return STET_OK;
}

const stet_check_type phrasing_limit = {
    .name = "limit",
    .summary = "A phrase is used too often",
    .doc = "Counts phrases and patterns in a text, or in each sentence or paragraph of "
           "it, "
           "and reports there, once, the first that is too many. What is fine once and "
           "tiresome ten times is a matter of counting, not "
           "of banning.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(limit_options, params),
    .create = create,
    .run = run,
    .whole = true,
};
