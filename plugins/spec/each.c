/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/property.h"
#include "reading/subject.h"
#include "spec.h"

#include "reading/character.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NEED_ALL, NEED_NONE, NEED_SOME };
static const char *const need_choices[] = { "all", "none", "some", NULL };

/* How many places a text are told: more help nobody. */
enum { MOST_TOLD = 20 };

typedef struct each_options {
    int unit;
    int profile;
    stet_list transform; /* spec_step */
    stet_str separator;
    stet_list patterns; /* spec_item: at most one pattern */
    int is;
    int size;
    int64_t min, max;
    stet_list matches; /* spec_item */
    stet_list one_of;  /* spec_text */
    int need;
    int64_t least, most;
    bool distinct;
    int64_t nth, every, sentence;
    bool skip_marks;
    bool ignore_case;
    stet_str what;
} each_options;

static const stet_param params[] = {
    STET_CHOICE(each_options, unit, .preset = "words", .choices = spec_unit_names,
                .doc = "What is looked at; docs/units.md has the meaning of each."),
    STET_CHOICE(each_options, profile, .preset = "stet", .choices = spec_profile_names,
                .doc = "How the text is read."),
    SPEC_TRANSFORM_PARAM(each_options, transform),
    STET_TEXT(each_options, separator, .preset = "''",
              .doc = "What stands between `parts`; between tokens it is taken for a "
                     "blank."),
    STET_LIST(each_options, patterns, spec_item, spec_pattern_params, .preset = "[]",
              .min = 0, .max = 1,
              .doc = "In place of a unit: what a PCRE2 pattern matches, or its first "
                     "group if it has one."),
    STET_CHOICE(each_options, is, .preset = "anything", .choices = spec_trait_names,
                .doc = "What a unit must be; docs/rules.md has the list."),
    STET_CHOICE(each_options, size, .preset = "none", .choices = spec_size_names,
                .doc = "What of a unit is counted for `min` and `max`."),
    STET_INT(each_options, min, .more = STET_STRICTER, .unless = "need", .preset = "-1",
             .min = -1, .max = 1e12, .doc = "The least size of a unit; -1: any."),
    STET_INT(each_options, max, .more = STET_LIMIT, .unless = "need", .preset = "-1",
             .min = -1, .max = 1e12, .doc = "The largest size of a unit; -1: any."),
    STET_LIST(each_options, matches, spec_item, spec_pattern_params, .preset = "[]",
              .doc = "PCRE2 patterns of which one must match in the unit."),
    STET_LIST(each_options, one_of, spec_text, spec_text_params, .more = STET_LIMIT,
              .unless = "need", .preset = "[]",
              .doc = "Texts one of which the unit must be."),
    STET_CHOICE(each_options, need, .preset = "all", .choices = need_choices,
                .doc = "Whether all units must be so, none, or `least` to `most`."),
    STET_INT(each_options, least, .more = STET_STRICTER, .preset = "-1", .min = -1,
             .max = 1e12,
             .doc = "How many units at least, with `need: some`; -1: any number."),
    STET_INT(each_options, most, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e12,
             .doc = "How many units at most, with `need: some`; -1: any number."),
    STET_BOOL(each_options, distinct, .preset = "false",
              .doc = "Whether the same unit counts once for `least` and `most`."),
    STET_INT(each_options, nth, .preset = "0", .min = -1e9, .max = 1e9,
             .doc = "Look only at this unit, and ask for it: 1 is the first, -1 the "
                    "last; 0: all."),
    STET_INT(each_options, every, .preset = "0", .min = 0, .max = 1e9,
             .doc = "Look only at each so-many-th unit: 3 for the 3rd, 6th, 9th; 0: "
                    "all."),
    STET_INT(each_options, sentence, .preset = "0", .min = -1e9, .max = 1e9,
             .doc = "Look only into this sentence: 1 is the first, -1 the last; 0: the "
                    "whole text."),
    STET_BOOL(each_options, skip_marks, .preset = "false",
              .doc = "Whether units without a letter or digit are passed over."),
    STET_BOOL(each_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same to `matches` and "
                     "`one-of`."),
    STET_TEXT(each_options, what, .more = STET_SAME, .preset = "''",
              .doc = "What a unit must be, in words, for the message: `a date`."),
};

enum { M_NOT, M_SIZE, M_IS, M_FEW, M_MANY, M_ABSENT, M_SENTENCE };
static const stet_message messages[] = {
    { "is-not", "this {unit} is not {what}" },
    { "size", "this {unit} has {value} {size}; it must have {bounds}" },
    { "is", "this {unit} is {what}, as none may be" },
    { "too-few", "{found} of {count} {units} are {what}; at least {least} must be" },
    { "too-many", "{found} of {count} {units} are {what}; {limit} may be" },
    { "absent", "there is no {unit} {nth}: the text has {count}" },
    { "no-sentence", "there is no sentence {sentence}: the text has {count}" },
};

static bool has_condition(const each_options *o)
{
    return o->is != SPEC_IS_ANYTHING || o->size != SPEC_SIZE_NONE ||
           o->matches.count + o->one_of.count > 0;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    each_options *o = stet_keep(ctx, sizeof *o);

    memcpy(o, options, sizeof *o);
    *check = o;
    spec_subject units = { .unit = o->unit, .separator = o->separator };
    bool of_case = o->is == SPEC_IS_CAPITALIZED || o->is == SPEC_IS_UPPER ||
                   o->is == SPEC_IS_LOWER;
    if (!spec_subject_is_known(ctx, &units, o->profile) ||
        !spec_view_steps(ctx, &o->transform) ||
        (of_case && !spec_view_keeps_case(ctx, &o->transform, "is")) ||
        !spec_view_texts(ctx, &o->transform, "one_of", &o->one_of))
        return STET_FAILED;
    if (!has_condition(o) && o->need != NEED_SOME)
        return stet_fail(ctx, "is",
                         "give what a unit must be: is, size, matches or one-of");
    if ((o->size != SPEC_SIZE_NONE) != (o->min >= 0 || o->max >= 0))
        return stet_fail(ctx, "size", "size needs min or max, and these need a size");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    if ((o->need == NEED_SOME) != (o->least >= 0 || o->most >= 0))
        return stet_fail(ctx, "need",
                         "`some` goes with least or most, and these with `need: some`");
    if (o->most >= 0 && o->least > o->most)
        return stet_fail(ctx, "least", "least is larger than most");
    if (o->size == SPEC_SIZE_MATCHES && o->matches.count == 0)
        return stet_fail(ctx, "matches", "give the patterns whose matches are counted");
    if (o->patterns.count > 0 && o->unit != SPEC_WORDS)
        return stet_fail(ctx, "unit", "give a unit or patterns, not both");
    if (o->distinct && o->need != NEED_SOME)
        return stet_fail(ctx, "distinct", "`distinct` goes with `need: some`");
    if (o->nth != 0 && o->every != 0)
        return stet_fail(ctx, "every", "give nth or every, not both");
    return STET_OK;
}

/* What the check sees of one text. */
typedef struct view {
    const each_options *o;
    spec_look look;
    uint32_t *listed; /* The forms of `texts`. */
    size_t count;     /* Of the units that are looked at. */
} view;

/* Under a literal profile marks at the ends of a unit take no part in comparisons. */
static uint32_t key_of(view *v, stet_str text)
{
    stet_ctx *ctx = v->look.ctx;

    if (v->look.literal && v->look.how.unit != SPEC_TOKENS) {
        stet_span span = python_strip_letters(
            text, (stet_span){ 0, (uint32_t)text.len }, SPEC_MARKS " ", true, true);
        text = stet_slice(text, span);
    }
    return stet_intern(ctx, v->o->ignore_case ? stet_lower(ctx, text) : text);
}

static void read_texts(view *v)
{
    const spec_text *texts = v->o->one_of.items;

    v->listed = stet_alloc(v->look.ctx, (v->o->one_of.count + 1) * sizeof *v->listed);
    for (size_t i = 0; i < v->o->one_of.count; i++)
        v->listed[i] = key_of(v, texts[i].text);
}

static bool is_listed(view *v, size_t i)
{
    uint32_t key = key_of(v, spec_look_text(&v->look, i));

    for (size_t t = 0; t < v->o->one_of.count; t++)
        if (v->listed[t] == key)
            return true;
    return false;
}

static bool is_matched(view *v, size_t i)
{
    const spec_item *items = v->o->matches.items;
    stet_str text = spec_look_raw(&v->look, i);

    for (size_t p = 0; p < v->o->matches.count; p++)
        if (stet_matches(v->look.ctx, items[p].pattern, text))
            return true;
    return false;
}

static bool has_size(view *v, size_t i, double *value)
{
    const each_options *o = v->o;

    if (o->size == SPEC_SIZE_NONE)
        return true;
    *value = spec_size_of(o->size, &v->look, i);
    return !isnan(*value) && (o->min < 0 || *value >= (double)o->min) &&
           (o->max < 0 || *value <= (double)o->max);
}

/* Whether the unit is as the rule says; else which message, and its size. */
static bool holds(view *v, size_t i, uint32_t *message, double *value)
{
    const each_options *o = v->o;
    bool is =
        spec_has_trait(o->is, &v->look, i) &&
        (o->one_of.count == 0 || is_listed(v, i)) &&
        (o->matches.count == 0 || o->size == SPEC_SIZE_MATCHES || is_matched(v, i));

    *message = M_NOT;
    if (!is)
        return false;
    *message = M_SIZE;
    return has_size(v, i, value);
}

static stet_str bounds_of(stet_ctx *ctx, const each_options *o)
{
    enum { ROOM = 64 };
    char *out = stet_alloc(ctx, ROOM);
    int n;

    if (o->min >= 0 && o->min == o->max)
        n = snprintf(out, ROOM, "exactly %lld", (long long)o->min);
    else if (o->min >= 0 && o->max >= 0)
        n = snprintf(out, ROOM, "%lld to %lld", (long long)o->min, (long long)o->max);
    else
        n = snprintf(out, ROOM, o->min >= 0 ? "at least %lld" : "at most %lld",
                     (long long)(o->min >= 0 ? o->min : o->max));
    return (stet_str){ out, n > 0 ? (size_t)n : 0 };
}

static stet_str what_of(stet_ctx *ctx, const each_options *o)
{
    const char *phrase = spec_trait_phrase(o->is);

    if (o->what.len > 0)
        return o->what;
    if (o->one_of.count > 0 && o->one_of.count <= 3)
        return spec_join(ctx, &o->one_of);
    if (o->is == SPEC_IS_ANYTHING && o->one_of.count > 0)
        phrase = "one of those listed";
    return (stet_str){ phrase, strlen(phrase) };
}

typedef struct told {
    uint32_t message;
    stet_span span;
    bool in_markup;
    double value, found;
} told;

static void report(view *v, told t)
{
    const each_options *o = v->o;
    stet_ctx *ctx = v->look.ctx;
    const char *size = spec_size_phrase(o->size, t.value);
    bool free_units = o->patterns.count > 0;
    stet_str unit =
        free_units ? (stet_str){ "part", 4 } : spec_unit_noun(ctx, o->unit, false);
    stet_str units =
        free_units ? (stet_str){ "parts", 5 } : spec_unit_noun(ctx, o->unit, true);
    stet_arg args[] = {
        { .name = "unit", .text = unit },
        { .name = "units", .text = units },
        { .name = "what", .text = what_of(ctx, o) },
        { .name = "size", .text = { size, strlen(size) } },
        { .name = "bounds", .text = bounds_of(ctx, o) },
        { .name = "value", .number = t.value },
        { .name = "found", .number = t.found },
        { .name = "count", .number = (double)v->count },
        { .name = "least", .number = (double)o->least },
        { .name = "most", .number = (double)o->most },
        { .name = "limit", .text = spec_at_most(ctx, o->most) },
        { .name = "nth", .number = (double)o->nth },
        { .name = "sentence", .number = (double)o->sentence },
    };
    stet_report(ctx, &(stet_finding){ .message = t.message,
                                      .doc = v->look.doc,
                                      .span = t.span,
                                      .in_markup = t.in_markup,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static void report_whole(view *v, uint32_t message, size_t found)
{
    report(v, (told){ .message = message,
                      .span = spec_start(v->look.ctx, v->look.doc),
                      .found = (double)found });
}

static void report_unit(view *v, uint32_t message, size_t i, double value)
{
    const spec_reading *units = &v->look.units;
    report(v, (told){ .message = message,
                      .span = spec_trim_span(units->text, units->items[i]),
                      .in_markup = units->in_markup,
                      .value = value });
}

/* What stands too often is told once, where it stands first, and not at each place. */
static bool is_told(view *v, size_t i, uint32_t *forms, size_t n_told)
{
    if (v->o->size != SPEC_SIZE_OCCURRENCES)
        return false;
    forms[n_told] = key_of(v, spec_look_text(&v->look, i));
    for (size_t t = 0; t < n_told; t++)
        if (forms[t] == forms[n_told])
            return true;
    return false;
}

/* All of them must be so, or none. */
static void judge_all(view *v, size_t first, size_t step)
{
    uint32_t forms[MOST_TOLD] = { 0 };
    size_t n_told = 0;

    for (size_t i = first; i < v->count && n_told < MOST_TOLD; i += step) {
        uint32_t message;
        double value = 0;
        bool right = holds(v, i, &message, &value);
        if (right == (v->o->need == NEED_ALL) || is_told(v, i, forms, n_told))
            continue;
        report_unit(v, right ? M_IS : message, i, value);
        n_told++;
    }
}

/* How many different ones there are among the chosen; what has nothing to compare is
   one of them under a literal profile. */
static size_t count_distinct(view *v, const size_t *chosen, size_t n)
{
    uint32_t *forms = stet_alloc(v->look.ctx, (n + 1) * sizeof *forms);
    size_t distinct = 0;

    for (size_t i = 0; i < n; i++) {
        stet_str text = spec_look_text(&v->look, chosen[i]);
        forms[i] = v->o->ignore_case ? key_of(v, text) : stet_intern(v->look.ctx, text);
    }
    uint32_t *memos = stet_memos(v->look.ctx);
    for (size_t i = 0; i < n; i++)
        distinct += memos[forms[i]]++ == 0;
    for (size_t i = 0; i < n; i++)
        memos[forms[i]] = 0;
    return distinct;
}

static void judge_some(view *v, size_t first, size_t step)
{
    size_t *chosen = stet_alloc(v->look.ctx, (v->count + 1) * sizeof *chosen);
    size_t n = 0;

    for (size_t i = first; i < v->count; i += step) {
        uint32_t message;
        double value = 0;
        if (holds(v, i, &message, &value))
            chosen[n++] = i;
    }
    size_t found = v->o->distinct ? count_distinct(v, chosen, n) : n;
    if (v->o->least >= 0 && found < (size_t)v->o->least)
        report_whole(v, M_FEW, found);
    if (v->o->most >= 0 && found > (size_t)v->o->most)
        report_whole(v, M_MANY, found);
}

/* References that count words from the end pass over the mark that ends the text. */
static size_t count_from_end(const view *v)
{
    const spec_reading *units = &v->look.units;
    size_t n = v->count;

    if (v->look.literal && v->look.how.unit == SPEC_TOKENS && n > 0) {
        stet_str last = stet_slice(units->text, units->items[n - 1]);
        if (last.len == 1 && last.ptr[0] != '"' &&
            spec_is_mark((unsigned char)last.ptr[0]))
            n--;
    }
    return n;
}

static void judge_nth(view *v)
{
    int64_t nth = v->o->nth;
    size_t n = nth < 0 ? count_from_end(v) : v->count;
    uint64_t away = nth < 0 ? (uint64_t)-nth : (uint64_t)nth;

    if (away > n) {
        report_whole(v, M_ABSENT, 0);
        return;
    }
    size_t i = nth < 0 ? n - (size_t)away : (size_t)away - 1;
    v->count = i + 1;
    if (v->o->need == NEED_SOME)
        judge_some(v, i, 1);
    else
        judge_all(v, i, 1);
}

static void judge(view *v)
{
    if (v->o->skip_marks)
        spec_look_skip_marks(&v->look);
    v->count = v->look.units.count;
    if (v->o->nth != 0) {
        judge_nth(v);
        return;
    }
    size_t step = v->o->every > 0 ? (size_t)v->o->every : 1;
    if (v->o->need == NEED_SOME)
        judge_some(v, step - 1, step);
    else
        judge_all(v, step - 1, step);
}

/* Leaves only the units of one sentence; false: there is no such sentence. */
static bool enter_sentence(view *v, stet_ctx *ctx, const stet_doc *doc, spec_how how)
{
    int64_t nth = v->o->sentence;
    spec_look sentences;
    spec_how outer = { .profile = how.profile, .unit = SPEC_SENTENCES };

    spec_look_init(&sentences, ctx, doc, outer, NULL);
    size_t n = sentences.units.count;
    uint64_t away = nth < 0 ? (uint64_t)-nth : (uint64_t)nth;
    v->look = (spec_look){
        .ctx = ctx, .doc = doc, .how = how, .literal = spec_is_literal(how.profile)
    };
    v->count = n;
    if (away > n)
        return false;
    spec_nest *nest = stet_alloc(ctx, sizeof *nest);
    *nest = spec_nest_in(ctx, doc, how, &sentences.units);
    v->look.units = spec_nest_at(nest, nth < 0 ? n - (size_t)away : (size_t)away - 1);
    return true;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const each_options *o = check;
    const spec_item *patterns = o->patterns.items;
    spec_how how = { .profile = o->profile,
                     .unit = o->unit,
                     .separator = o->separator };
    const stet_doc *doc = spec_view_of(ctx, unit->doc, &o->transform, o->profile).doc;
    view v = { .o = o };

    (void)state;
    if (o->sentence != 0 && !enter_sentence(&v, ctx, doc, how)) {
        report_whole(&v, M_SENTENCE, 0);
        return STET_OK;
    }
    if (o->sentence == 0)
        spec_look_init(&v.look, ctx, doc, how,
                       o->patterns.count > 0 ? patterns[0].pattern : NULL);
    v.look.patterns = o->matches;
    read_texts(&v);
    judge(&v);
    return STET_OK;
}

const stet_check_type spec_each = {
    .name = "each",
    .summary = "A word, sentence or line is not as all of them must be",
    .doc =
        "Looks at the words, sentences, lines or other units of a text and asks "
        "something of each: that it is a palindrome, a question, a date, that it has "
        "at "
        "most so many words, that it is one of a list. `need` says whether all must be "
        "so, none may be, or some: `least` and `most` say how many. All conditions of "
        "a "
        "rule must hold of a unit. `nth` and `every` look only at certain units; the "
        "nth "
        "must be there. Up to twenty places a text are told.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(each_options, params),
    .create = create,
    .run = run,
};
