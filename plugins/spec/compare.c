/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/compare_measure.h"
#include "comparing/other.h"
#include "reading/python.h"
#include "reading/subject.h"
#include "spec.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PART_ALL, PART_FIRST_SENTENCE, PART_FIRST_PARAGRAPH };
static const char *const part_choices[] = { "all", "first-sentence", "first-paragraph",
                                            NULL };
static const char *const measure_choices[] = {
    "containment", "resemblance", "overlap", "longest", "coverage",
    "density",     "compression", "edit",    NULL,
};

enum { OF_WORDS, OF_CHARACTERS };
static const char *const unit_choices[] = { "words", "characters", NULL };

typedef struct compare_options {
    spec_other_options other;
    int measure; /* A spec_measure. */
    int unit;
    int profile;
    stet_list transform; /* spec_step */
    int part;
    int64_t n, min_words;
    double min, max;
} compare_options;

static const stet_param params[] = {
    SPEC_OTHER_PARAMS(compare_options),
    STET_CHOICE(compare_options, measure, .choices = measure_choices,
                .doc = "What is measured; docs/units.md has the formula of each."),
    STET_CHOICE(compare_options, unit, .preset = "words", .choices = unit_choices,
                .doc = "Of containment, resemblance and overlap: what is compared. "
                       "Characters are taken as they stand, marks, blanks and case "
                       "included."),
    SPEC_PROFILE_PARAM(compare_options, profile),
    SPEC_TRANSFORM_PARAM(compare_options, transform),
    STET_INT(compare_options, n, .preset = "1", .min = 1, .max = 32,
             .doc = "Of containment, resemblance and overlap: how many of them in a "
                    "row are taken as one."),
    STET_REAL(compare_options, min, .more = STET_STRICTER, .preset = "-1", .min = -1,
              .max = 1e12,
              .doc = "The least that is allowed, shares as 0.25; -1: any."),
    STET_REAL(compare_options, max, .more = STET_LIMIT, .preset = "-1", .min = -1,
              .max = 1e12, .doc = "The most that is allowed; -1: any."),
    STET_CHOICE(compare_options, part, .preset = "all", .choices = part_choices,
                .doc = "How much of this text is looked at."),
    STET_INT(compare_options, min_words, .more = STET_LOOSER, .preset = "1", .min = 1,
             .max = 1e9, .doc = "A text, or part, of fewer words is not looked at."),
};

/* Two for each measure: too little, too much. */
static const stet_message messages[] = {
    { "containment-low",
      "only {value} of the {runs} here stand in {other} too; at least {min} must" },
    { "containment-high",
      "{value} of the {runs} here stand in {other} too; at most {max} may: say it in "
      "other words" },
    { "resemblance-low", "only {value} of the {runs} stand both here and in {other}; "
                         "at least {min} must" },
    { "resemblance-high", "{value} of the {runs} stand both here and in {other}; at "
                          "most {max} may: the two "
                          "are too much alike" },
    { "overlap-low", "{value} {runs} stand both here and in {other}; at least {min} "
                     "must" },
    { "overlap-high", "{value} {runs} stand both here and in {other}; {limit} may: "
                      "say it in other words" },
    { "longest-low",
      "{value} words in a row at most are as in {other}; at least {min} must be" },
    { "longest-high", "{value} words in a row are as in {other}; {limit} may be: "
                      "say it in other words" },
    { "coverage-low",
      "only {value} of the words here are taken from {other}; at least {min} must be" },
    { "coverage-high",
      "{value} of the words here are taken from {other}; at most {max} "
      "may be: say it in other words" },
    { "density-low", "the density of what is taken from {other} is {value}; at least "
                     "{min} is required" },
    { "density-high", "the density of what is taken from {other} is {value}; at most "
                      "{max} is allowed: copy shorter pieces" },
    { "compression-low", "{other} is only {value} times as long as this; at least "
                         "{min} times is required: "
                         "make this shorter" },
    { "compression-high",
      "{other} is {value} times as long as this; at most {max} times is allowed: make "
      "this longer" },
    { "edit-low",
      "only {value} of the words differ from {other}; at least {min} must" },
    { "edit-high", "{value} of the words differ from {other}; at most {max} may" },
};

/* Told as percent. */
static bool is_share(int measure)
{
    return measure == SPEC_CONTAINMENT || measure == SPEC_RESEMBLANCE ||
           measure == SPEC_COVERAGE || measure == SPEC_EDIT;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const compare_options *o = options;

    (void)check;
    if (spec_other_check(ctx, &o->other) != STET_OK ||
        !spec_view_steps(ctx, &o->transform))
        return STET_FAILED;
    if (o->min < 0 && o->max < 0)
        return stet_fail(ctx, "min", "give min or max");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    if (is_share(o->measure) && !spec_is_literal(o->profile) &&
        (o->min > 1 || o->max > 1))
        return stet_fail(
            ctx, o->min > 1 ? "min" : "max",
            "this measure is a share, from 0 to 1: write a quarter as 0.25");
    if (o->n > 1 && o->measure > SPEC_OVERLAP)
        return stet_fail(ctx, "n",
                         "only containment, resemblance and overlap count runs");
    if (o->unit == OF_CHARACTERS && o->measure > SPEC_OVERLAP)
        return stet_fail(
            ctx, "unit",
            "only containment, resemblance and overlap compare characters");
    if (spec_is_literal(o->profile) && o->unit != OF_CHARACTERS)
        return stet_fail(ctx, "profile",
                         "the profile `%s` compares characters only: unit: characters",
                         spec_profile_names[o->profile]);
    return STET_OK;
}

/* A comparison: this text's words, the other's, and where they stand. */
typedef struct comparison {
    const compare_options *options;
    const stet_doc *doc;
    spec_tokens ours;
    const spec_other *other;
    spec_tokens *theirs; /* One a part. */
    spec_vocabulary vocabulary;
    spec_pair pair;
    double value;
} comparison;

/* ---- Words ---- */

static size_t first_paragraph(stet_ctx *ctx, stet_block_array blocks, stet_span *out)
{
    for (size_t b = 0; b < blocks.count; b++)
        if (blocks.items[b].kind == STET_BLOCK_PARAGRAPH &&
            stet_selected(ctx, &blocks.items[b])) {
            out[0] = blocks.items[b].span;
            return 1;
        }
    return 0;
}

/* The spans of this text that the rule looks at. */
static size_t find_spans(stet_ctx *ctx, const comparison *c, stet_span *out)
{
    stet_block_array blocks = stet_blocks(ctx, c->doc);
    size_t count = 0;

    if (c->options->part == PART_FIRST_PARAGRAPH)
        return first_paragraph(ctx, blocks, out);
    if (c->options->part == PART_FIRST_SENTENCE) {
        stet_sentence_array sentences = stet_sentences(ctx, c->doc);
        for (size_t i = 0; i < sentences.count; i++)
            if (stet_selected(ctx, &blocks.items[sentences.items[i].block])) {
                out[0] = sentences.items[i].span;
                return 1;
            }
        return 0;
    }
    for (size_t b = 0; b < blocks.count; b++)
        if (stet_selected(ctx, &blocks.items[b]))
            out[count++] = blocks.items[b].span;
    return count;
}

static void cut_ours(stet_ctx *ctx, comparison *c)
{
    stet_span *spans =
        stet_alloc(ctx, (stet_blocks(ctx, c->doc).count + 1) * sizeof *spans);
    size_t count = find_spans(ctx, c, spans);

    c->ours = spec_tokens_cut(ctx, stet_text(ctx, c->doc), spans, count, false);
}

/* The parts of the other text, one behind the other, with a word between them that
   stands nowhere else. */
static spec_words join_theirs(stet_ctx *ctx, comparison *c)
{
    size_t room = c->other->count, count = 0;

    for (size_t i = 0; i < c->other->count; i++)
        room += c->theirs[i].count;
    uint32_t *ids = stet_alloc(ctx, (room + 1) * sizeof *ids);
    for (size_t i = 0; i < c->other->count; i++) {
        if (i > 0)
            ids[count++] = c->vocabulary.count++;
        spec_words part = spec_words_of(ctx, &c->vocabulary, &c->theirs[i]);
        if (part.count > 0)
            memcpy(ids + count, part.ids, part.count * sizeof *ids);
        count += part.count;
    }
    return (spec_words){ ids, count };
}

static void cut_theirs(stet_ctx *ctx, comparison *c)
{
    size_t count = c->ours.count;

    c->theirs = stet_alloc(ctx, c->other->count * sizeof *c->theirs);
    for (size_t i = 0; i < c->other->count; i++) {
        c->theirs[i] = spec_tokens_of(ctx, c->other->parts[i].text, false);
        count += c->theirs[i].count + 1;
    }
    c->vocabulary = spec_vocabulary_new(ctx, count);
    c->pair.ours = spec_words_of(ctx, &c->vocabulary, &c->ours);
    c->pair.theirs = join_theirs(ctx, c);
    c->pair.their_count = c->pair.theirs.count - (c->other->count - 1);
    c->pair.n_ids = c->vocabulary.count;
}

/* ---- Findings ---- */

static stet_str write_number(stet_ctx *ctx, double value, bool share)
{
    char *out = stet_alloc(ctx, 32);
    int len = share ? snprintf(out, 32, "%.3g %%", value * 100)
                    : snprintf(out, 32, "%.6g", round(value * 100) / 100);

    return (stet_str){ out, (size_t)len };
}

/* "at most 3", "none". */
static stet_str limit_of(stet_ctx *ctx, const compare_options *o, bool share)
{
    enum { ROOM = 48 };
    stet_str most = write_number(ctx, o->max, share);
    char *out = stet_alloc(ctx, ROOM);
    int len = o->max > 0 ? snprintf(out, ROOM, "at most %.*s", (int)most.len, most.ptr)
                         : snprintf(out, ROOM, "none");

    return (stet_str){ out, (size_t)len };
}

/* "words", or "runs of 5 words". */
static stet_str name_runs(stet_ctx *ctx, int unit, int64_t n)
{
    char *out = stet_alloc(ctx, 32);
    const char *name = unit_choices[unit];
    int len = n == 1 ? snprintf(out, 32, "%s", name)
                     : snprintf(out, 32, "runs of %d %s", (int)n, name);

    return (stet_str){ out, (size_t)len };
}

/* The other text's place of word `at`, when it has places. */
static bool find_their_place(stet_ctx *ctx, const comparison *c, size_t at,
                             size_t length, stet_place *out)
{
    for (size_t i = 0; i < c->other->count; i++) {
        size_t count = c->theirs[i].count;
        if (at < count && at + length <= count) {
            const spec_token *words = c->theirs[i].items + at;
            stet_span span = { words[0].start, words[length - 1].end };
            if (c->other->parts[i].doc)
                *out = stet_place_of(ctx, c->other->parts[i].doc, span);
            return c->other->parts[i].doc != NULL;
        }
        if (at < count + 1)
            return false;
        at -= count + 1;
    }
    return false;
}

/* Too much is told at the longest stretch that both have, all else at the first word.
 */
static stet_span find_place(stet_ctx *ctx, comparison *c, bool copied,
                            stet_place *related, size_t *n_related)
{
    spec_pair *pair = &c->pair;

    if (!copied || pair->ours.count == 0)
        return c->ours.count > 0
                   ? (stet_span){ c->ours.items[0].start, c->ours.items[0].end }
                   : spec_start(ctx, c->doc);
    spec_pair_follow(ctx, pair);
    size_t first = pair->fragments.longest;
    spec_stretch stretch = pair->stretches[first];
    size_t length = stretch.length > 0 ? stretch.length : 1;
    if (stretch.length > 0)
        *n_related = find_their_place(ctx, c, stretch.other, stretch.length, related);
    return (stet_span){ c->ours.items[first].start,
                        c->ours.items[first + length - 1].end };
}

static void report(stet_ctx *ctx, comparison *c, bool high)
{
    const compare_options *o = c->options;
    bool share = is_share(o->measure);
    bool copied =
        o->measure == SPEC_EDIT ? !high : high && o->measure != SPEC_COMPRESSION;
    stet_place related;
    size_t n_related = 0;
    stet_arg args[] = {
        { .name = "value", .text = write_number(ctx, c->value, share) },
        { .name = "min", .text = write_number(ctx, o->min, share) },
        { .name = "max", .text = write_number(ctx, o->max, share) },
        { .name = "limit", .text = limit_of(ctx, o, share) },
        { .name = "other", .text = c->other->name },
        { .name = "runs", .text = name_runs(ctx, o->unit, o->n) },
    };
    stet_span span = find_place(ctx, c, copied, &related, &n_related);

    stet_report(ctx, &(stet_finding){ .message = (uint32_t)o->measure * 2 + high,
                                      .doc = c->doc,
                                      .span = span,
                                      .related = &related,
                                      .n_related = n_related,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* A cheap look that settles most texts: who has no run of a few words in common with
   the other has no longer one either. */
static bool is_clearly_short(stet_ctx *ctx, comparison *c)
{
    enum { A_FEW = 8 };
    const compare_options *o = c->options;

    if (o->measure != SPEC_LONGEST || o->min >= 0)
        return false;
    size_t n = o->max < A_FEW ? (size_t)o->max + 1 : A_FEW;
    return !spec_grams_meet(ctx, c->pair.ours, c->pair.theirs, n);
}

/* A text as a row of its characters. */
static spec_words characters_of(stet_ctx *ctx, stet_str text)
{
    uint32_t *ids = stet_alloc(ctx, (text.len + 1) * sizeof *ids);
    size_t count = 0;

    for (size_t at = 0; at < text.len && count < SPEC_MOST_TOKENS;)
        ids[count++] = python_next(text, &at);
    return (spec_words){ ids, count };
}

/* The parts of the other text, with what is no character between them. */
static spec_words their_characters(stet_ctx *ctx, const comparison *c)
{
    size_t room = 0, count = 0;

    for (size_t i = 0; i < c->other->count; i++)
        room += c->other->parts[i].text.len + 1;
    uint32_t *ids = stet_alloc(ctx, (room + 1) * sizeof *ids);
    for (size_t i = 0; i < c->other->count; i++) {
        spec_words part = characters_of(ctx, c->other->parts[i].text);
        if (i > 0)
            ids[count++] = UINT32_MAX;
        if (part.count > 0)
            memcpy(ids + count, part.ids, part.count * sizeof *ids);
        count += part.count;
    }
    return (spec_words){ ids, count };
}

static bool is_outside(const compare_options *o, double value)
{
    return (o->max >= 0 && value > o->max) || (o->min >= 0 && value < o->min);
}

/* A literal profile compares the raw markup, and takes a text without runs for one that
   has none of the other's. */
static void compare_characters(stet_ctx *ctx, comparison *c)
{
    const compare_options *o = c->options;
    bool literal = spec_is_literal(o->profile);

    c->pair.ours =
        characters_of(ctx, literal ? stet_markup(ctx, c->doc) : stet_text(ctx, c->doc));
    c->pair.theirs = their_characters(ctx, c);
    if (!literal && (c->pair.ours.count == 0 || c->pair.theirs.count == 0))
        return;
    c->value = spec_pair_measure(ctx, &c->pair, (spec_measure)o->measure, (size_t)o->n);
    c->ours = (spec_tokens){ .count = 0 };
    c->pair.ours.count = 0;
    if (is_outside(o, c->value))
        report(ctx, c, o->max >= 0 && c->value > o->max);
}

static void compare(stet_ctx *ctx, comparison *c)
{
    const compare_options *o = c->options;

    if (o->unit == OF_CHARACTERS) {
        compare_characters(ctx, c);
        return;
    }
    cut_ours(ctx, c);
    if (c->ours.count < (size_t)o->min_words)
        return;
    cut_theirs(ctx, c);
    if (c->pair.their_count == 0 || is_clearly_short(ctx, c))
        return;
    c->value = spec_pair_measure(ctx, &c->pair, (spec_measure)o->measure, (size_t)o->n);
    if (o->max >= 0 && c->value > o->max)
        report(ctx, c, true);
    else if (o->min >= 0 && c->value < o->min)
        report(ctx, c, false);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const compare_options *o = check;
    spec_other other =
        spec_other_find(ctx, unit->record, &o->other, spec_is_literal(o->profile));
    stet_field_array fields = stet_fields(ctx, unit->record);

    (void)state;
    spec_other_change(ctx, &other, &o->transform, o->profile);
    for (size_t i = 0; i < fields.count && other.count > 0; i++) {
        if (spec_is_same(fields.items[i].name, o->other.with, false))
            continue;
        spec_view view =
            spec_view_of(ctx, fields.items[i].doc, &o->transform, o->profile);
        comparison c = { .options = o, .doc = view.doc, .other = &other };
        compare(ctx, &c);
    }
    return STET_OK;
}

const stet_check_type spec_compare = {
    .name = "compare",
    .summary = "A text is too like, or too unlike, another field or a given text",
    .doc =
        "Measures a text against another field of its record (`with`) or a given "
        "`text`, "
        "and holds the number against min and max:\n"
        "\n"
        "- `containment`: the share of this text's words, or runs of `n` words, that "
        "the "
        "other has; `resemblance`: the share of both texts' that both have; `overlap`: "
        "how many both have\n"
        "- `longest`: words of the longest stretch that stands in both\n"
        "- `coverage`, `density`: how much of this text is taken from the other, and "
        "in "
        "how long pieces\n"
        "- `compression`: how many times as long as this text the other is\n"
        "- `edit`: the share of words that must be changed to make one the other\n"
        "\n"
        "Words are letters or digits in a row; case and punctuation do not count. What "
        "was copied is told at its longest stretch, all else at the first word. A "
        "record "
        "that lacks the other text, or has no word in one of the two, passes. Of a "
        "text "
        "of more than four million words the rest is left out.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(compare_options, params),
    .create = create,
    .run = run,
    .whole = true,
};
