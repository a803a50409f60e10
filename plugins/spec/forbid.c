/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/subject.h"
#include "spec.h"

typedef struct forbid_options {
    stet_list phrases;  /* spec_item */
    stet_list patterns; /* spec_item */
    int profile;
    stet_list transform; /* spec_step */
    bool ignore_case;
} forbid_options;

static const stet_param params[] = {
    STET_LIST(forbid_options, phrases, spec_item, spec_gate_phrase_params,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "What must not stand in the text: words as they stand."),
    STET_LIST(forbid_options, patterns, spec_item, spec_gate_pattern_params,
              .preset = "[]", .doc = "The same as PCRE2 patterns."),
    SPEC_PROFILE_PARAM(forbid_options, profile),
    SPEC_TRANSFORM_PARAM(forbid_options, transform),
    STET_BOOL(forbid_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "forbidden", "“{match}” is not allowed here" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const forbid_options *o = options;

    (void)check;
    if (o->phrases.count + o->patterns.count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns that are forbidden");
    return spec_view_steps(ctx, &o->transform) &&
                   spec_view_finds(ctx, &o->transform, "phrases", &o->phrases,
                                   o->ignore_case)
               ? STET_OK
               : STET_FAILED;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const forbid_options *o = check;
    spec_view view = spec_view_of(ctx, unit->doc, &o->transform, o->profile);
    spec_reading all = spec_find_all(&view, &o->phrases, &o->patterns);

    (void)state;
    for (size_t i = 0; i < all.count; i++)
        stet_report(ctx, &(stet_finding){ .doc = view.doc,
                                          .span = all.items[i],
                                          .in_markup = all.in_markup });
    return STET_OK;
}

const stet_check_type spec_forbid = {
    .name = "forbid",
    .summary = "Something forbidden stands in the text",
    .doc = "Tells every place of every phrase and pattern, to the letter: no "
           "exceptions and "
           "nothing left out, addresses included. For house style, with exceptions and "
           "fixes, use phrasing.banned.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(forbid_options, params),
    .create = create,
    .run = run,
};
