/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/subject.h"
#include "spec.h"

#include <stdio.h>

/* The preset of `max`, too: no bound. */
#define RATIO_MOST 1e9

/* One of the two counts. */
typedef struct side {
    spec_subject subject;
} side;

typedef struct ratio_options {
    stet_list of, to; /* side: one each */
    int profile;
    stet_list transform; /* spec_step */
    bool ignore_case;
    double min, max;
} ratio_options;

static const stet_param side_params[] = {
    SPEC_SUBJECT_PARAMS(side, subject),
};

static const stet_param params[] = {
    STET_LIST(ratio_options, of, side, side_params, .min = 1, .max = 1,
              .doc = "What is counted, as in spec.count."),
    STET_LIST(ratio_options, to, side, side_params, .min = 1, .max = 1,
              .doc = "What that is divided by, as in spec.count."),
    STET_REAL(ratio_options, min, .more = STET_STRICTER, .preset = "0", .min = 0,
              .max = RATIO_MOST,
              .doc = "The least that is allowed: 0.1 for one in ten."),
    STET_REAL(ratio_options, max, .more = STET_LOOSER, .preset = "1e9", .min = 0,
              .max = RATIO_MOST, .doc = "The most that is allowed."),
    SPEC_PROFILE_PARAM(ratio_options, profile),
    SPEC_TRANSFORM_PARAM(ratio_options, transform),
    STET_BOOL(ratio_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "too-low", "{of} {unit} to {to} {to-unit}; at least {min} to one is required" },
    { "too-high", "{of} {unit} to {to} {to-unit}; {limit} is allowed" },
};

/* A copy of the side that the check keeps, prepared; false: the rule has failed. */
static bool prepare(stet_ctx *ctx, const ratio_options *o, stet_list *list)
{
    side *it = stet_keep(ctx, sizeof *it);

    memcpy(it, list->items, sizeof *it);
    list->items = it;
    return spec_subject_prepare(ctx, &it->subject, o->profile, o->ignore_case,
                                &o->transform);
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    ratio_options *o = stet_keep(ctx, sizeof *o);

    memcpy(o, options, sizeof *o);
    *check = o;
    if (!prepare(ctx, o, &o->of) || !prepare(ctx, o, &o->to))
        return STET_FAILED;
    if (o->min <= 0 && o->max >= RATIO_MOST)
        return stet_fail(ctx, "min", "give min or max");
    if (o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return STET_OK;
}

/* "at most 0.5 to one", "none". */
static stet_str limit_of(stet_ctx *ctx, const ratio_options *o)
{
    enum { ROOM = 64 };
    char *out = stet_alloc(ctx, ROOM);
    int len = o->max > 0 ? snprintf(out, ROOM, "at most %.4g to one", o->max)
                         : snprintf(out, ROOM, "none");

    return (stet_str){ out, len > 0 ? (size_t)len : 0 };
}

/* Compared as products, so that nothing to nothing is within any bounds, and something
   to nothing above all; without a greatest one nothing is too much. */
static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const ratio_options *o = check;
    const spec_subject *of = &((const side *)o->of.items)->subject;
    const spec_subject *to = &((const side *)o->to.items)->subject;
    spec_view view = spec_view_of(ctx, unit->doc, &o->transform, o->profile);
    uint64_t n = spec_subject_amount(&view, of, o->ignore_case);
    uint64_t m = spec_subject_amount(&view, to, o->ignore_case);
    bool low = (double)n < o->min * (double)m;
    bool high = o->max < RATIO_MOST && (double)n > o->max * (double)m;

    (void)state;
    if (!low && !high)
        return STET_OK;
    stet_arg args[] = {
        { .name = "of", .number = (double)n },
        { .name = "unit", .text = spec_subject_name(ctx, of, n) },
        { .name = "to", .number = (double)m },
        { .name = "to-unit", .text = spec_subject_name(ctx, to, m) },
        { .name = "min", .number = o->min },
        { .name = "max", .number = o->max },
        { .name = "limit", .text = limit_of(ctx, o) },
    };
    stet_report(ctx, &(stet_finding){ .message = high,
                                      .doc = view.doc,
                                      .span = spec_start(ctx, view.doc),
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type spec_ratio = {
    .name = "ratio",
    .summary = "A text has too much or too little of one thing for so much of another",
    .doc =
        "Counts two things as spec.count does, divides one by the other and holds the "
        "result against min and max: questions to sentences, words of a list to words, "
        "bullets to paragraphs. `to: {unit: text}` divides by one. Told at the first "
        "word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    .anyway = true,
    STET_MESSAGES(messages),
    STET_PARAMS(ratio_options, params),
    .create = create,
    .run = run,
};
