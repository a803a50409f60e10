/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "owners.h"
#include "phrasing.h"

/* `words` may be phrases of up to so many words. */
enum { MOST_TOKENS = 20, MOST_SKIPPED = 10, LONGEST = 6 };

/* Words that are tried around one place: three tokens in a row that may each skip five
   words need half of it. */
enum { MOST_STEPS = 2000 };

enum { ANY = 0 };
static const char *const kind_choices[] = { "any",         "word",   "clitic", "number",
                                            "punctuation", "symbol", "opaque", NULL };
/* By choice. */
static const uint16_t kinds[] = { 0,
                                  STET_WORD_PLAIN,
                                  STET_WORD_CLITIC,
                                  STET_WORD_NUMBER,
                                  STET_WORD_PUNCTUATION,
                                  STET_WORD_SYMBOL,
                                  STET_WORD_OPAQUE };
static const char *const shape_choices[] = { "any",   "lower", "capital",
                                             "upper", "mixed", NULL };
static const uint32_t shapes[] = { 0, STET_SHAPE_LOWER, STET_SHAPE_CAPITAL,
                                   STET_SHAPE_UPPER, STET_SHAPE_MIXED };

typedef struct token {
    stet_list words;    /* phrasing_item */
    stet_list patterns; /* phrasing_item */
    int kind;
    int shape;
    bool negated;
    int64_t skip;
} token;

typedef struct sequence_options {
    stet_list tokens; /* token */
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
} sequence_options;

typedef struct sequence_check {
    const sequence_options *options;
    phrasing_owners anchors; /* The words of the token that is looked for first. */
    size_t anchor;           /* Its index. */
} sequence_check;

static const stet_param token_params[] = {
    STET_LIST(token, words, phrasing_item, phrasing_gate_phrase, .preset = "[]",
              .doc = "Words that it may be."),
    STET_LIST(
        token, patterns, phrasing_item, phrasing_plain_cased, .preset = "[]",
        .doc = "PCRE2 patterns, one of which matches the whole word, at its first try: "
               "of several alternatives the longest stands first."),
    STET_CHOICE(token, kind, .preset = "any", .choices = kind_choices,
                .doc = "What kind of word it is."),
    STET_CHOICE(token, shape, .preset = "any", .choices = shape_choices,
                .doc = "How its letters are written."),
    { .name = "not",
      .type = STET_T_BOOL,
      .offset = offsetof(token, negated),
      .preset = "false",
      .doc = "Whether a word stands there of which the rest is not true, or none." },
    STET_INT(token, skip, .preset = "0", .min = 0, .max = MOST_SKIPPED,
             .doc = "How many other words may stand before it."),
};

static const stet_param params[] = {
    STET_LIST(sequence_options, tokens, token, token_params, .min = 2,
              .max = MOST_TOKENS,
              .doc = "The words in a row, each a mapping of what is true of it."),
    PHRASING_EXCEPT(sequence_options, except, "Longer phrases in which it may stand."),
    STET_BOOL(sequence_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(sequence_options, whole_words, .preset = "true",
              .doc = "Whether `words` must begin and end at a word boundary."),
};

static const stet_message messages[] = {
    { "sequence", "do not write “{match}”" },
};

/* Looked for first is the token with the fewest words: it is the rarest, more or less.
 */
static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const sequence_options *o = options;
    const token *tokens = o->tokens.items;
    sequence_check *made = stet_keep(ctx, sizeof *made);
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < o->tokens.count; i++)
        if (!tokens[i].negated && tokens[i].words.count > 0 &&
            tokens[i].patterns.count == 0 &&
            (best == SIZE_MAX || tokens[i].words.count < tokens[best].words.count))
            best = i;
    if (best == SIZE_MAX)
        return stet_fail(
            ctx, "tokens",
            "one token must have `words`, and neither `patterns` nor `not`: "
            "it is what is looked for");
    made->options = o;
    made->anchor = best;
    phrasing_owners_init(ctx, &made->anchors, tokens[best].words.count);
    phrasing_owners_add(&made->anchors, &tokens[best].words, &tokens[best]);
    phrasing_owners_sort(&made->anchors);
    *check = made;
    return STET_OK;
}

/* The words of one sentence, and where in them a match goes. */
typedef struct row {
    stet_ctx *ctx;
    stet_str text;
    const stet_word *words;
    size_t count;
    const token *tokens;
    size_t n_tokens;
    size_t steps;
} row;

static bool is_listed(const row *r, const stet_list *list, stet_str letters)
{
    const phrasing_item *items = list->items;
    stet_match match;

    for (size_t i = 0; i < list->count; i++)
        if (stet_find(r->ctx, items[i].pattern, letters, 0, &match) &&
            match.group[0].start == 0 && match.group[0].end == letters.len)
            return true;
    return false;
}

/* Whether `n` words from `at` on are what the token wants. */
static bool is_true(const row *r, const token *t, size_t at, size_t n)
{
    const stet_word *first = &r->words[at];
    stet_str letters = stet_slice(
        r->text, (stet_span){ first->span.start, r->words[at + n - 1].span.end });

    if (t->kind != ANY && first->kind != kinds[t->kind])
        return false;
    if (t->shape != ANY && !(stet_form(r->ctx, first->form)->shape & shapes[t->shape]))
        return false;
    if (t->words.count + t->patterns.count == 0)
        return n == 1;
    return is_listed(r, &t->words, letters) ||
           (n == 1 && is_listed(r, &t->patterns, letters));
}

/* The most words that a token may be, of `room`. */
static size_t longest(const token *t, size_t room)
{
    size_t most = t->words.count > 0 ? LONGEST : 1;
    return room < most ? room : most;
}

static bool is_within_steps(row *r)
{
    return r->steps++ < MOST_STEPS;
}

/* Whether the tokens from `t` on match from word `at` on; `*end` is behind the last. */
static bool match_on(row *r, size_t t, size_t at, size_t *end)
{
    if (t == r->n_tokens) {
        *end = at;
        return true;
    }
    const token *it = &r->tokens[t];
    for (size_t skipped = 0; skipped <= (size_t)it->skip && is_within_steps(r);
         skipped++) {
        size_t there = at + skipped;
        bool seen = false;
        if (there >= r->count)
            return it->negated && skipped == 0 && match_on(r, t + 1, at, end);
        for (size_t n = longest(it, r->count - there); n > 0; n--)
            if (is_true(r, it, there, n)) {
                seen = true;
                if (!it->negated && match_on(r, t + 1, there + n, end))
                    return true;
            }
        if (it->negated && !seen && match_on(r, t + 1, there + 1, end))
            return true;
    }
    return false;
}

/* The same of the tokens before `t`, backwards: `at` is the first word of token t. */
static bool match_back(row *r, size_t t, size_t at, size_t *start)
{
    if (t == 0) {
        *start = at;
        return true;
    }
    const token *it = &r->tokens[t - 1];
    for (size_t skipped = 0; skipped <= (size_t)r->tokens[t].skip && is_within_steps(r);
         skipped++) {
        bool seen = false;
        if (at <= skipped)
            return it->negated && skipped == 0 && match_back(r, t - 1, at, start);
        size_t behind = at - skipped;
        for (size_t n = longest(it, behind); n > 0; n--)
            if (is_true(r, it, behind - n, n)) {
                seen = true;
                if (!it->negated && match_back(r, t - 1, behind - n, start))
                    return true;
            }
        if (it->negated && !seen && match_back(r, t - 1, behind - 1, start))
            return true;
    }
    return false;
}

/* The first index of `count` words whose span ends behind `at`. */
static size_t word_behind(const stet_word *words, size_t count, uint32_t at)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const stet_sentence *sentence_of(stet_ctx *ctx, const stet_hit *hit)
{
    const stet_block *block = &stet_blocks(ctx, hit->doc).items[hit->block];
    const stet_sentence *sentences =
        stet_sentences(ctx, hit->doc).items + block->first_sentence;
    size_t low = 0, high = block->n_sentences;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sentences[middle].span.end <= hit->match.group[0].start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < block->n_sentences ? &sentences[low] : NULL;
}

/* The whole match around a hit of the anchor; false: there is none. Words that only
   must not be there are not of it. */
static bool match_around(stet_ctx *ctx, const sequence_check *c, const stet_hit *hit,
                         stet_span *span)
{
    stet_span anchor = hit->match.group[0];
    stet_sentence_array all = stet_sentences(ctx, hit->doc);
    const stet_sentence *sentence = all.count > 0 ? sentence_of(ctx, hit) : NULL;
    if (!sentence)
        return false;
    row r = { .ctx = ctx,
              .text = stet_text(ctx, hit->doc),
              .words = stet_words(ctx, hit->doc).items + sentence->first_word,
              .count = sentence->n_words,
              .tokens = c->options->tokens.items,
              .n_tokens = c->options->tokens.count };
    const token *t = &r.tokens[c->anchor];
    size_t first = word_behind(r.words, r.count, anchor.start);
    size_t behind = word_behind(r.words, r.count, anchor.end - 1) + 1;
    size_t start, end;
    if (behind > r.count || !is_true(&r, t, first, behind - first) ||
        !match_back(&r, c->anchor, first, &start) ||
        !match_on(&r, c->anchor + 1, behind, &end))
        return false;
    if (r.tokens[0].negated)
        start = start < first ? start + 1 : start;
    if (r.tokens[r.n_tokens - 1].negated && end > behind)
        end--;
    *span = (stet_span){ r.words[start].span.start, r.words[end - 1].span.end };
    return true;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const sequence_check *c = check;
    phrasing_exceptions except = phrasing_exceptions_of(c->options->except, 2);
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;
    stet_span span;

    (void)state, (void)unit;
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        if (!phrasing_owners_find(&c->anchors, hit.pattern) ||
            !match_around(ctx, c, &hit, &span))
            continue;
        hit.match.group[0] = span;
        if (span.start < told_to || phrasing_is_excepted(ctx, &hit, &except))
            continue;
        stet_report(ctx, &(stet_finding){ .span = span });
        told_to = span.end;
    }
    return STET_OK;
}

const stet_check_type phrasing_sequence = {
    .name = "sequence",
    .summary = "Words stand in a row that should not",
    .doc =
        "Finds words in a row by what is true of each: which words it may be, what "
        "patterns match it, how it is written, or that none of this is true. It stays "
        "inside a sentence. A mark of punctuation is a word of its own here, and so "
        "are "
        "n't, 's and the like; “not” at either end also holds where the sentence ends. "
        "One token must have `words` and nothing that widens them: they are looked for "
        "first, and with `at` they are what must stand there.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(sequence_options, params),
    .create = create,
    .run = run,
};
