/* SPDX-License-Identifier: Apache-2.0 */
#include "sequence.h"
#include "reading/subject.h"
#include "spec.h"

#include "reading/character.h"

#include <math.h>
#include <string.h>

static const char *const order_choices[] = {
    "increasing", "decreasing", "equal", "different", "alternating", "next", NULL,
};

enum {
    ORDERS_OF_SIZE = 1 << SEQUENCE_UP | 1 << SEQUENCE_DOWN | 1 << SEQUENCE_SAME |
                     1 << SEQUENCE_DIFFERENT | 1 << SEQUENCE_ALTERNATING,
    ORDERS_OF_TEXT = 1 << SEQUENCE_UP | 1 << SEQUENCE_DOWN | 1 << SEQUENCE_SAME |
                     1 << SEQUENCE_DIFFERENT,
    ORDERS_OF_LETTER = ORDERS_OF_TEXT | 1 << SEQUENCE_NEXT,
};

static const sequence_by by_rows[] = {
    { SEQUENCE_BY_SIZE, SPEC_SIZE_CHARACTERS, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_LETTERS, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_WORDS, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_SYLLABLES, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_INDENTATION, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_ALLITERATION, ORDERS_OF_SIZE },
    { SEQUENCE_BY_SIZE, SPEC_SIZE_NUMBER, ORDERS_OF_SIZE },
    { SEQUENCE_BY_LETTER, 0, ORDERS_OF_LETTER },
    { SEQUENCE_BY_TEXT, 0, ORDERS_OF_TEXT },
    { SEQUENCE_BY_LAST_WORD, 0, 1 << SEQUENCE_UP | 1 << SEQUENCE_SAME },
};
static const char *const by_choices[] = {
    "characters", "letters",      "words", "syllables", "indentation", "alliteration",
    "number",     "first-letter", "text",  "last-word", NULL,
};
_Static_assert(STET_LEN(by_choices) == STET_LEN(by_rows) + 1, "a name for each row");

static const stet_param params[] = {
    STET_CHOICE(
        sequence_options, unit, .preset = "sentences", .choices = spec_unit_names,
        .doc = "What follows one another; docs/units.md has the meaning of each."),
    STET_CHOICE(sequence_options, profile, .preset = "stet",
                .choices = spec_profile_names, .doc = "How the text is read."),
    SPEC_TRANSFORM_PARAM(sequence_options, transform),
    STET_TEXT(sequence_options, separator, .preset = "''",
              .doc = "What stands between `parts`."),
    STET_LIST(sequence_options, patterns, spec_item, spec_pattern_params,
              .preset = "[]", .min = 0, .max = 1,
              .doc = "In place of a unit: what a PCRE2 pattern matches, or its first "
                     "group if it has one."),
    STET_CHOICE(sequence_options, by, .preset = "text", .choices = by_choices,
                .doc = "By what a unit is compared with the one before it: a number of "
                       "it, its first letter, its text. `last-word`: the last word of "
                       "the one before must be its first."),
    STET_CHOICE(
        sequence_options, order, .preset = "increasing", .choices = order_choices,
        .doc = "increasing and decreasing: each more, or less, than the one before; of "
               "texts and letters alphabetical order, which lets equal ones pass. "
               "alternating: odd and even. next: the next letter of the alphabet, a "
               "behind z."),
    STET_INT(sequence_options, step, .more = STET_DEMAND, .preset = "0", .min = 0,
             .max = 1e9,
             .doc = "By how much exactly it increases or decreases; 0: any."),
    STET_TEXT(sequence_options, first, .more = STET_DEMAND, .preset = "''", .min = 0,
              .max = 1, .doc = "The letter that the first unit must start with."),
    STET_LIST(sequence_options, texts, spec_text, spec_text_params, .preset = "[]",
              .doc = "The texts that the units must be, one after another, no more and "
                     "no less; accents do not count."),
    STET_LIST(sequence_options, from, spec_item, spec_pattern_params, .preset = "[]",
              .min = 0, .max = 1,
              .doc = "A PCRE2 pattern: the sequence begins at the first unit in which "
                     "it matches."),
    STET_LIST(sequence_options, before, spec_item, spec_pattern_params, .preset = "[]",
              .min = 0, .max = 1,
              .doc =
                  "A PCRE2 pattern: only the characters before its match count; line "
                  "breaks in there count as one each."),
    STET_INT(sequence_options, least, .more = STET_STRICTER, .preset = "-1", .min = -1,
             .max = 1e9,
             .doc = "How many units there must be at least; -1: any number."),
    STET_INT(sequence_options, most, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e9, .doc = "How many units there may be at most; -1: any number."),
};

static const stet_message messages[] = {
    { "not-more",
      "this {unit} has {value} {size}, the one before {before}: each must have "
      "more" },
    { "not-less",
      "this {unit} has {value} {size}, the one before {before}: each must have "
      "fewer" },
    { "not-step-more",
      "this {unit} has {value} {size}, the one before {before}: each must "
      "have exactly {step} more" },
    { "not-step-less",
      "this {unit} has {value} {size}, the one before {before}: each must "
      "have exactly {step} fewer" },
    { "not-equal",
      "this {unit} has {value} {size}, the one before {before}: all must have "
      "the same" },
    { "not-different",
      "this {unit} has {value} {size}, as the one before: neighbours must "
      "differ" },
    { "not-alternating",
      "this {unit} has {value} {size}, the one before {before}: odd and "
      "even must alternate" },
    { "order", "this {unit} is out of order: it may not stand behind “{other}”" },
    { "not-same", "this {unit} must be, or start, as the one before: “{other}”" },
    { "repeated", "this {unit} is, or starts, as the one before: “{other}”" },
    { "letter", "this {unit} must start with the letter “{expected}”" },
    { "word",
      "this {unit} must start with “{expected}”, the last word of the one before" },
    { "text", "this {unit} must be “{expected}”" },
    { "too-few", "{count} {units}; {limit}" },
    { "too-many", "{count} {units}; {limit}" },
    { "no-start", "nothing here begins the sequence: no {unit} matches `from`" },
    { "text-extra", "this {unit} is one too many: “{expected}” must be the last" },
    { "text-lacking", "behind this {unit} “{expected}” must follow" },
    { "text-none", "there is no {unit}, and the first must be “{expected}”" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    sequence_options *o = stet_keep(ctx, sizeof *o);
    const sequence_by *row;

    memcpy(o, options, sizeof *o);
    *check = o;
    row = &by_rows[o->by];
    spec_subject units = { .unit = o->unit, .separator = o->separator };
    if (!spec_subject_is_known(ctx, &units, o->profile) ||
        !spec_view_steps(ctx, &o->transform) ||
        !spec_view_texts(ctx, &o->transform, "texts", &o->texts))
        return STET_FAILED;
    if ((row->orders & 1U << o->order) == 0)
        return stet_fail(ctx, "order", "`%s` cannot be %s", by_choices[o->by],
                         order_choices[o->order]);
    if (o->step > 0 && (row->manner != SEQUENCE_BY_SIZE || o->order > SEQUENCE_DOWN))
        return stet_fail(ctx, "step",
                         "only a number that increases or decreases has a "
                         "step");
    if (o->first.len > 0 && row->manner != SEQUENCE_BY_LETTER)
        return stet_fail(ctx, "first", "`first` goes with by: first-letter");
    if (o->before.count > 0 && row->size != SPEC_SIZE_CHARACTERS)
        return stet_fail(ctx, "before", "`before` goes with by: characters");
    if (o->patterns.count > 0 && o->unit != SPEC_SENTENCES)
        return stet_fail(ctx, "unit", "give a unit or patterns, not both");
    if (o->most >= 0 && o->least > o->most)
        return stet_fail(ctx, "least", "least is larger than most");
    return STET_OK;
}

static void report(sequence_walk *w, stet_span span, bool in_markup,
                   const sequence_fault *f)
{
    const sequence_options *o = w->o;
    stet_ctx *ctx = w->look.ctx;
    const char *size = spec_size_phrase(w->row->size, f->value);
    bool free_units = o->patterns.count > 0;
    stet_arg args[] = {
        { .name = "unit",
          .text = free_units ? (stet_str){ "part", 4 }
                             : spec_unit_noun(ctx, o->unit, false) },
        { .name = "units",
          .text = free_units ? (stet_str){ "parts", 5 }
                             : spec_unit_noun(ctx, o->unit, true) },
        { .name = "size", .text = { size, strlen(size) } },
        { .name = "value", .number = f->value },
        { .name = "before", .number = f->before },
        { .name = "step", .number = (double)o->step },
        { .name = "expected",
          .text = f->expected.ptr ? f->expected : (stet_str){ "", 0 } },
        { .name = "other", .text = f->other.ptr ? f->other : (stet_str){ "", 0 } },
        { .name = "count", .number = (double)w->look.units.count },
        { .name = "least", .number = (double)o->least },
        { .name = "most", .number = (double)o->most },
        { .name = "limit",
          .text = f->message == SEQUENCE_M_FEW ? spec_need_least(ctx, o->least)
                                               : spec_need_most(ctx, o->most) },
    };
    stet_report(ctx, &(stet_finding){ .message = f->message,
                                      .doc = w->look.doc,
                                      .span = span,
                                      .in_markup = in_markup,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void report_whole(sequence_walk *w, uint32_t message)
{
    report(w, spec_start(w->look.ctx, w->look.doc), false,
           &(sequence_fault){ .message = message });
}

void sequence_report(sequence_walk *w, size_t i, const sequence_fault *f)
{
    const spec_reading *units = &w->look.units;
    report(w, spec_trim_span(units->text, units->items[i]), units->in_markup, f);
}

/* Characters of what stands before that pattern, each line break in it with the white
   space around it as one. */
static double measure_before(sequence_walk *w, size_t i)
{
    const spec_item *before = w->o->before.items;
    stet_str text = spec_look_text(&w->look, i);
    size_t n = 0, n_breaks = 0;
    stet_match match;

    if (stet_find(w->look.ctx, before[0].pattern, text, 0, &match))
        text.len = match.group[0].start;
    for (size_t start = 0; start < text.len;) {
        const char *end = memchr(text.ptr + start, '\n', text.len - start);
        size_t stop = end ? (size_t)(end - text.ptr) : text.len;
        stet_span line =
            spec_trim_span(text, (stet_span){ (uint32_t)start, (uint32_t)stop });
        if (line.end > line.start) {
            n += spec_length(stet_slice(text, line)) + n_breaks;
            n_breaks = 0;
        }
        n_breaks += n > 0;
        start = stop + 1;
    }
    return (double)n;
}

static double measure(sequence_walk *w, size_t i)
{
    return w->o->before.count > 0 ? measure_before(w, i)
                                  : spec_size_of(w->row->size, &w->look, i);
}

static bool is_in_order(const sequence_options *o, double before, double value)
{
    switch (o->order) {
    case SEQUENCE_UP:
        return o->step > 0 ? value == before + (double)o->step : value > before;
    case SEQUENCE_DOWN:
        return o->step > 0 ? value == before - (double)o->step : value < before;
    case SEQUENCE_SAME:
        return value == before;
    case SEQUENCE_DIFFERENT:
        return value != before;
    default:
        return fmod(fabs(value), 2) != fmod(fabs(before), 2);
    }
}

static uint32_t message_of_size(const sequence_options *o)
{
    static const uint32_t of[] = { [SEQUENCE_UP] = SEQUENCE_M_UP,
                                   [SEQUENCE_DOWN] = SEQUENCE_M_DOWN,
                                   [SEQUENCE_SAME] = SEQUENCE_M_SAME,
                                   [SEQUENCE_DIFFERENT] = SEQUENCE_M_DIFFERENT,
                                   [SEQUENCE_ALTERNATING] = SEQUENCE_M_ALTERNATING };
    if (o->step > 0)
        return o->order == SEQUENCE_UP ? SEQUENCE_M_UP_STEP : SEQUENCE_M_DOWN_STEP;
    return of[o->order];
}

/* Units without a number have no place in an order of numbers: they are passed over. */
static void compare_sizes(sequence_walk *w)
{
    double before = NAN;

    for (size_t i = 0; i < w->look.units.count; i++) {
        double value = measure(w, i);
        if (isnan(value))
            continue;
        if (!isnan(before) && !is_in_order(w->o, before, value)) {
            sequence_report(w, i,
                            &(sequence_fault){ .message = message_of_size(w->o),
                                               .value = value,
                                               .before = before });
            return;
        }
        before = value;
    }
}

/* Of a text without any such unit: the first of `texts`. */
static void report_absent(sequence_walk *w, stet_str expected)
{
    report(w, spec_start(w->look.ctx, w->look.doc), false,
           &(sequence_fault){ .message = SEQUENCE_M_NONE, .expected = expected });
}

/* `texts`, one after another. What is missing is told behind what it must follow. */
static void compare_list(sequence_walk *w)
{
    const spec_text *texts = w->o->texts.items;
    size_t n = w->o->texts.count, t = 0, last = 0;

    for (size_t i = 0; i < w->look.units.count; i++) {
        stet_str text = spec_fold(w->look.ctx, spec_look_text(&w->look, i));
        text =
            stet_slice(text, python_strip(text, (stet_span){ 0, (uint32_t)text.len }));
        if (text.len == 0)
            continue;
        stet_str expected = texts[t < n ? t : n - 1].text;
        if (t >= n || sequence_order(text, spec_fold(w->look.ctx, expected)) != 0) {
            sequence_report(w, i,
                            &(sequence_fault){ .message = t < n ? SEQUENCE_M_TEXT
                                                                : SEQUENCE_M_EXTRA,
                                               .expected = expected });
            return;
        }
        last = i;
        t++;
    }
    sequence_fault lacking = { .message = SEQUENCE_M_LACKING };
    if (t < n)
        lacking.expected = texts[t].text;
    if (t > 0 && t < n)
        sequence_report(w, last, &lacking);
    else if (t < n)
        report_absent(w, texts[0].text);
}

/* Leaves out the units before the first that `from` matches; false: there is none. */
static bool skip_to_start(sequence_walk *w)
{
    const spec_item *from = w->o->from.items;
    stet_match match;

    if (w->o->from.count == 0)
        return true;
    for (size_t i = 0; i < w->look.units.count; i++)
        if (stet_find(w->look.ctx, from[0].pattern, spec_look_raw(&w->look, i), 0,
                      &match)) {
            spec_look_skip(&w->look, i);
            return true;
        }
    report_whole(w, SEQUENCE_M_FROM);
    return false;
}

/* How many units say something. */
static size_t count_units(sequence_walk *w)
{
    size_t n = 0;

    for (size_t i = 0; i < w->look.units.count; i++)
        n += w->row->manner != SEQUENCE_BY_TEXT || sequence_key(w, i).len > 0;
    return n;
}

static bool has_amount(sequence_walk *w)
{
    if (w->o->least < 0 && w->o->most < 0)
        return true;
    size_t n = count_units(w);
    bool few = w->o->least >= 0 && n < (size_t)w->o->least;
    bool many = w->o->most >= 0 && n > (size_t)w->o->most;
    if (few || many)
        report_whole(w, few ? SEQUENCE_M_FEW : SEQUENCE_M_MANY);
    return !few && !many;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const sequence_options *o = check;
    const spec_item *patterns = o->patterns.items;
    spec_how how = { .profile = o->profile,
                     .unit = o->unit,
                     .separator = o->separator };
    sequence_walk w = { .o = o, .row = &by_rows[o->by] };
    const stet_doc *doc = spec_view_of(ctx, unit->doc, &o->transform, o->profile).doc;

    (void)state;
    spec_look_init(&w.look, ctx, doc, how,
                   o->patterns.count > 0 ? patterns[0].pattern : NULL);
    if (!skip_to_start(&w) || !has_amount(&w))
        return STET_OK;
    if (o->texts.count > 0)
        compare_list(&w);
    else if (w.row->manner == SEQUENCE_BY_SIZE)
        compare_sizes(&w);
    else if (w.row->manner == SEQUENCE_BY_LETTER)
        sequence_compare_letters(&w);
    else if (w.row->manner == SEQUENCE_BY_TEXT)
        sequence_compare_texts(&w);
    else
        sequence_compare_words(&w);
    return STET_OK;
}

const stet_check_type spec_sequence = {
    .name = "sequence",
    .summary = "A word, sentence or line is out of order with the one before it",
    .doc =
        "Compares each word, sentence, line, item or other unit of a text with the one "
        "before it: by its length, its first letter, its number, its indentation, or "
        "as "
        "a text (alphabetical order). `texts` says what the units must be, one after "
        "another. The first unit that breaks the order is told, and why; what comes "
        "behind it is not looked at, since one break mostly makes others.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(sequence_options, params),
    .create = create,
    .run = run,
};
