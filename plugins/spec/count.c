/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/subject.h"
#include "spec.h"

typedef struct count_options {
    spec_subject subject;
    int profile;
    stet_list transform; /* spec_step */
    bool ignore_case;
    bool filled;
    int64_t min, max, exact;
} count_options;

static const stet_param params[] = {
    SPEC_SUBJECT_PARAMS(count_options, subject),
    SPEC_PROFILE_PARAM(count_options, profile),
    SPEC_TRANSFORM_PARAM(count_options, transform),
    STET_BOOL(count_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(count_options, filled, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether each of the units must hold something."),
    STET_INT(count_options, min, .more = STET_STRICTER, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The least that is allowed; -1: any."),
    STET_INT(count_options, max, .more = STET_LIMIT, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The most that is allowed; -1: any."),
    STET_INT(count_options, exact, .more = STET_DEMAND, .preset = "-1", .min = -1,
             .max = 1e12, .doc = "The only number that is allowed; -1: any."),
};

static const stet_message messages[] = {
    { "too-few", "{count} {unit}; {limit}" },
    { "too-many", "{count} {unit}; {limit}" },
    { "not-exact", "{count} {unit}; {limit}" },
    { "empty", "one of the {unit} is empty" },
};
enum { TOO_FEW, TOO_MANY, NOT_EXACT, EMPTY };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    count_options *o = stet_keep(ctx, sizeof *o);

    memcpy(o, options, sizeof *o);
    *check = o;
    if (o->min < 0 && o->max < 0 && o->exact < 0)
        return stet_fail(ctx, "min", "give min, max or exact");
    if (o->exact >= 0 && (o->min >= 0 || o->max >= 0))
        return stet_fail(ctx, "exact", "give exact, or min and max, not both");
    if (o->max >= 0 && o->min > o->max)
        return stet_fail(ctx, "min", "min is larger than max");
    return spec_subject_prepare(ctx, &o->subject, o->profile, o->ignore_case,
                                &o->transform)
               ? STET_OK
               : STET_FAILED;
}

/* What the rule asks for, which the message tells. */
static stet_str limit_of(stet_ctx *ctx, const count_options *o, uint32_t message)
{
    switch (message) {
    case TOO_FEW:
        return spec_need_least(ctx, o->min);
    case TOO_MANY:
        return spec_need_most(ctx, o->max);
    default:
        return spec_need_exactly(ctx, o->exact);
    }
}

static void report(const spec_view *view, const count_options *o, uint32_t message,
                   uint64_t amount, const spec_reading *reading, stet_span span)
{
    stet_arg args[] = {
        { .name = "count", .number = (double)amount },
        { .name = "unit", .text = spec_subject_name(view->ctx, &o->subject, amount) },
        { .name = "limit", .text = limit_of(view->ctx, o, message) },
        { .name = "min", .number = (double)o->min },
        { .name = "max", .number = (double)o->max },
        { .name = "exact", .number = (double)o->exact },
    };
    stet_report(view->ctx, &(stet_finding){ .message = message,
                                            .doc = view->doc,
                                            .span = span,
                                            .in_markup = reading && reading->in_markup,
                                            .args = args,
                                            .n_args = STET_LEN(args) });
}

/* The first unit behind those that are allowed; false: it has no place. */
static bool find_excess(const spec_reading *all, bool blanks_count, uint64_t most,
                        stet_span *span)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < all->count; i++)
        if ((blanks_count || !spec_is_blank(all->text, all->items[i])) &&
            seen++ == most) {
            *span = all->items[i];
            return true;
        }
    return false;
}

static void check_filled(const spec_view *view, const count_options *o,
                         const spec_reading *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (spec_is_blank(all->text, all->items[i])) {
            report(view, o, EMPTY, 0, all, all->items[i]);
            return;
        }
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const count_options *o = check;
    int64_t most = o->exact >= 0 ? o->exact : o->max;
    int64_t least = o->exact >= 0 ? o->exact : o->min;
    spec_reading all;
    spec_view view = spec_view_of(ctx, unit->doc, &o->transform, o->profile);
    uint64_t amount = spec_subject_tally(&view, &o->subject, o->ignore_case, &all);
    bool few = least >= 0 && amount < (uint64_t)least;
    bool many = most >= 0 && amount > (uint64_t)most;

    (void)state;
    if ((o->filled || many) && !all.text.ptr)
        all = spec_subject_read(&view, &o->subject, o->ignore_case);
    if (o->filled)
        check_filled(&view, o, &all);
    if (!few && !many)
        return STET_OK;
    uint32_t message = o->exact >= 0 ? NOT_EXACT : many ? TOO_MANY : TOO_FEW;
    bool blanks_count =
        spec_subject_is_found(&o->subject) || spec_counts_blanks(o->subject.unit);
    stet_span excess;
    if (many && find_excess(&all, blanks_count, (uint64_t)most, &excess))
        report(&view, o, message, amount, &all, excess);
    else
        report(&view, o, message, amount, NULL, spec_start(ctx, view.doc));
    return STET_OK;
}

const stet_check_type spec_count = {
    .name = "count",
    .summary = "A text has too much or too little of something",
    .doc =
        "Counts words, sentences, paragraphs, lines, characters, list items, headings, "
        "links, placeholders, emoji and more in a text, or how often phrases and "
        "patterns stand in it, and holds the number against min, max or exact. `among` "
        "and `written` count only some of the units, `distinct` each different one "
        "once. Too many is told at the first that is too many, too few at the first "
        "word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    .anyway = true,
    STET_MESSAGES(messages),
    STET_PARAMS(count_options, params),
    .create = create,
    .run = run,
};
