/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"
#include "reading/subject.h"
#include "spec.h"

enum { NEED_ALL, NEED_ANY };
static const char *const need_choices[] = { "all", "any", NULL };

/* A phrase, with its text for the message. */
typedef struct require_options {
    stet_list phrases;  /* spec_item */
    stet_list patterns; /* spec_item */
    stet_str what;
    int need;
    int profile;
    stet_list transform; /* spec_step */
    bool ignore_case;
} require_options;

static const stet_param params[] = {
    STET_LIST(require_options, phrases, spec_item, spec_gate_phrase_params,
              .more = STET_STRICTER, .turned_by = "need", .preset = "[]",
              .doc = "What must stand in the text: words as they stand."),
    STET_LIST(require_options, patterns, spec_item, spec_gate_pattern_params,
              .more = STET_STRICTER, .turned_by = "need", .preset = "[]",
              .doc = "The same as PCRE2 patterns."),
    STET_TEXT(require_options, what, .more = STET_SAME, .preset = "''",
              .doc = "What is required, in words, for the message."),
    STET_CHOICE(require_options, need, .preset = "all", .choices = need_choices,
                .doc = "Whether all of them must stand there, or any one."),
    SPEC_PROFILE_PARAM(require_options, profile),
    SPEC_TRANSFORM_PARAM(require_options, transform),
    STET_BOOL(require_options, ignore_case, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "missing", "{what} is required and missing ({found} of {needed} found)" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const require_options *o = options;

    (void)check;
    if (o->phrases.count + o->patterns.count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns that are required");
    return spec_view_steps(ctx, &o->transform) &&
                   spec_view_finds(ctx, &o->transform, "phrases", &o->phrases,
                                   o->ignore_case)
               ? STET_OK
               : STET_FAILED;
}

/* What the message calls it: what is missing of all that is needed, or the choice. */
static stet_str what_of(stet_ctx *ctx, const require_options *o,
                        const stet_list *missing)
{
    spec_names names = { .count = 0 };

    if (o->what.len > 0)
        return o->what;
    spec_names_add_items(&names, ctx, missing);
    return spec_names_join(&names, ctx, o->need == NEED_ANY ? "or" : "and");
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const require_options *o = check;
    size_t all = o->phrases.count + o->patterns.count;
    size_t needed = o->need == NEED_ANY ? 1 : all;
    spec_view view = spec_view_of(ctx, unit->doc, &o->transform, o->profile);
    spec_item *lacks = stet_alloc(ctx, all * sizeof *lacks);
    size_t n = spec_find_missing(&view, &o->phrases, lacks);
    n += spec_find_missing(&view, &o->patterns, lacks + n);
    size_t found = all - n;

    (void)state;
    if (found >= needed)
        return STET_OK;
    stet_list missing = { .items = lacks, .count = n };
    stet_arg args[] = {
        { .name = "what", .text = what_of(ctx, o, &missing) },
        { .name = "found", .number = (double)found },
        { .name = "needed", .number = (double)needed },
    };
    stet_report(ctx, &(stet_finding){ .doc = view.doc,
                                      .span = spec_start(ctx, view.doc),
                                      .args = args,
                                      .n_args = STET_LEN(args) });
    return STET_OK;
}

const stet_check_type spec_require = {
    .name = "require",
    .summary = "Something required is missing",
    .doc = "Every text must hold all (or any one) of the phrases and patterns. "
           "Patterns are "
           "matched in each paragraph, heading or item; name `code` under `in` to look "
           "into code too. What is missing is told at the first word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    .anyway = true,
    STET_MESSAGES(messages),
    STET_PARAMS(require_options, params),
    .create = create,
    .run = run,
};
