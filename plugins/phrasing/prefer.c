/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "mending.h"
#include "owners.h"
#include "phrasing.h"

#include <string.h>

/* Alternatives that are offered as fixes; more are only named. */
enum { OFFERED = 4 };

typedef struct prefer_pair {
    stet_list from;     /* phrasing_item */
    stet_list patterns; /* phrasing_item */
    stet_list to;       /* phrasing_text */
} prefer_pair;

typedef struct prefer_options {
    stet_list pairs; /* prefer_pair */
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
    bool safe;
} prefer_options;

typedef struct prefer_check {
    const prefer_options *options;
    phrasing_owners pairs;
} prefer_check;

static const stet_param pair_params[] = {
    STET_LIST(prefer_pair, from, phrasing_item, phrasing_gate_phrase, .preset = "[]",
              .doc = "What is written."),
    STET_LIST(
        prefer_pair, patterns, phrasing_item, phrasing_gate_pattern, .preset = "[]",
        .doc = "The same as PCRE2 patterns; $1 to $9 in `to` stand for what their "
               "groups matched."),
    STET_LIST(prefer_pair, to, phrasing_text, phrasing_plain_text, .min = 1, .max = 100,
              .doc = "What to write in its place: one, or several to choose from; an "
                     "empty text deletes it."),
};

static const stet_param params[] = {
    STET_LIST(prefer_options, pairs, prefer_pair, pair_params, .more = STET_STRICTER,
              .min = 1, .max = 1e6,
              .doc = "What to write in place of what: a list of {from: ..., to: ...}."),
    PHRASING_EXCEPT(prefer_options, except, "Longer phrases in which it may stand."),
    STET_BOOL(prefer_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(prefer_options, whole_words, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_BOOL(prefer_options, safe, .more = STET_SAME, .preset = "true",
              .doc = "Whether a single replacement may be made without a look at it."),
};

static const stet_message messages[] = {
    { "prefer", "write “{instead}” in place of “{match}”" },
    { "delete", "leave out “{match}”" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const prefer_options *o = options;
    const prefer_pair *pairs = o->pairs.items;
    prefer_check *made = stet_keep(ctx, sizeof *made);
    size_t n = 0;

    made->options = o;
    for (size_t i = 0; i < o->pairs.count; i++)
        n += pairs[i].from.count + pairs[i].patterns.count;
    phrasing_owners_init(ctx, &made->pairs, n);
    for (size_t i = 0; i < o->pairs.count; i++) {
        if (pairs[i].from.count + pairs[i].patterns.count == 0)
            return stet_fail(ctx, "pairs", "pair %zu has no `from` and no `patterns`",
                             i + 1);
        phrasing_owners_add(&made->pairs, &pairs[i].from, &pairs[i]);
        phrasing_owners_add(&made->pairs, &pairs[i].patterns, &pairs[i]);
    }
    phrasing_owners_sort(&made->pairs);
    *check = made;
    return STET_OK;
}

/* "a", "a" or "b", "a", "b" or "c": what stands between the outer quotes. */
static stet_str list_choices(stet_ctx *ctx, const stet_str *texts, size_t n)
{
    static const char or_word[] = "” or “", comma[] = "”, “";
    size_t size = 0, len = 0;

    for (size_t i = 0; i < n; i++)
        size += texts[i].len + sizeof or_word;
    char *out = stet_alloc(ctx, size + 1);
    for (size_t i = 0; i < n; i++) {
        const char *joint = i == 0 ? "" : i + 1 == n ? or_word : comma;
        memcpy(out + len, joint, strlen(joint));
        len += strlen(joint);
        memcpy(out + len, texts[i].ptr, texts[i].len);
        len += texts[i].len;
    }
    return (stet_str){ out, len };
}

static bool is_wordish(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void report(stet_ctx *ctx, const prefer_options *o, const stet_str *to, size_t n,
                   const stet_doc *doc, stet_span span)
{
    stet_str *choices = stet_alloc(ctx, n * sizeof *choices);
    stet_fix fixes[OFFERED];
    stet_edit edits[OFFERED][MENDING_EDITS];
    size_t n_fixes = 0;
    stet_str match = stet_slice(stet_text(ctx, doc), span);

    for (size_t i = 0; i < n; i++) {
        choices[i] = phrasing_keep_case(ctx, match, to[i]);
        if (n_fixes == OFFERED)
            continue;
        bool deletes = choices[i].len == 0;
        size_t n_edits = mending_edits(ctx, doc, span, choices[i], edits[n_fixes]);
        if (n_edits == 0)
            continue;
        fixes[n_fixes] = (stet_fix){ deletes ? "Delete" : "Replace", edits[n_fixes],
                                     n_edits, o->safe && n == 1 && !deletes };
        n_fixes++;
    }
    stet_arg arg = { .name = "instead", .text = list_choices(ctx, choices, n) };
    stet_report(ctx, &(stet_finding){ .message = n == 1 && choices[0].len == 0,
                                      .span = span,
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = fixes,
                                      .n_fixes = n_fixes });
}

/* Whether `to` stands around the span already, as words. */
static bool stands_around(stet_str text, stet_span span, stet_str to)
{
    uint32_t size = span.end - span.start;

    for (uint32_t before = 0; size < to.len && before + size <= to.len; before++) {
        size_t at = 0;
        if (before > span.start || span.start - before + to.len > text.len)
            continue;
        const char *there = text.ptr + (span.start - before);
        size_t behind = (size_t)(there - text.ptr) + to.len;
        while (at < to.len && lower(there[at]) == lower(to.ptr[at]))
            at++;
        if (at == to.len &&
            (there == text.ptr || !is_wordish(there[-1]) || !is_wordish(to.ptr[0])) &&
            (behind == text.len || !is_wordish(text.ptr[behind]) ||
             !is_wordish(to.ptr[to.len - 1])))
            return true;
    }
    return false;
}

/* A phrase that stands there as it should: `to` is the same text, e.g. in its case, or
   holds it and stands there ("AI" to "artificial intelligence (AI)"). */
static bool is_right(const stet_str *to, size_t n, stet_str text, stet_span span)
{
    stet_str match = stet_slice(text, span);

    for (size_t i = 0; i < n; i++)
        if ((to[i].len == match.len && memcmp(to[i].ptr, match.ptr, match.len) == 0) ||
            stands_around(text, span, to[i]))
            return true;
    return false;
}

/* Code in the middle of a match would be lost with it: "the `--` option". */
static bool holds_code(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_inline_array inlines = stet_inlines(ctx, doc);
    size_t low = 0, high = inlines.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inlines.items[middle].span.start < span.end)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low > 0 && inlines.items[low - 1].span.start >= span.start; low--)
        if (inlines.items[low - 1].kind == STET_INLINE_CODE)
            return true;
    return false;
}

static stet_str *choices_of(stet_ctx *ctx, const prefer_pair *pair, stet_str text,
                            const stet_match *match)
{
    const phrasing_text *to = pair->to.items;
    stet_str *choices = stet_alloc(ctx, pair->to.count * sizeof *choices);

    for (size_t i = 0; i < pair->to.count; i++)
        choices[i] = phrasing_fill_groups(ctx, to[i].text, text, match);
    return choices;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const prefer_check *c = check;
    stet_str text = stet_text(ctx, unit->doc);
    phrasing_exceptions except = phrasing_exceptions_of(c->options->except, 2);
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;

    (void)state;
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        const prefer_pair *pair = phrasing_owners_find(&c->pairs, hit.pattern);
        if (!pair || span.start < told_to || holds_code(ctx, unit->doc, span))
            continue;
        const stet_str *to = choices_of(ctx, pair, text, &hit.match);
        if (is_right(to, pair->to.count, text, span) ||
            phrasing_is_excepted(ctx, &hit, &except))
            continue;
        report(ctx, c->options, to, pair->to.count, unit->doc, span);
        told_to = span.end;
    }
    return STET_OK;
}

const stet_check_type phrasing_prefer = {
    .name = "prefer",
    .summary = "Another wording is preferred",
    .doc =
        "Finds phrases for which the rule names a better one, and offers it in the "
        "same case. With one replacement the fix is safe unless the rule says "
        "otherwise; of several, the first is offered first. An empty replacement "
        "deletes the phrase. A pattern with groups keeps what is inflected: "
        "`{patterns: ['\\butili[sz](e|es|ed|ing)\\b'], to: 'us$1'}`. An article before "
        "it follows the new word. Where a replacement that holds the phrase stands "
        "already, and where code stands in the match, nothing is found.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(prefer_options, params),
    .create = create,
    .run = run,
};
