/* SPDX-License-Identifier: Apache-2.0 */
#include "spec.h"

typedef struct equals_options {
    stet_list texts; /* spec_text */
    bool ignore_case;
} equals_options;

static const stet_param params[] = {
    STET_LIST(equals_options, texts, spec_text, spec_text_params, .more = STET_LOOSER,
              .min = 1, .max = 1e5, .doc = "What the whole text may be."),
    STET_BOOL(equals_options, ignore_case, .more = STET_LOOSER, .preset = "false",
              .doc = "Whether capitals and small letters (of ASCII) are the same."),
};

static const stet_message messages[] = {
    { "other", "the text must be one of: {texts}" },
};

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const equals_options *o = check;
    const spec_text *texts = o->texts.items;
    stet_str all = stet_markup(ctx, unit->doc);
    stet_span span = spec_trim(all);

    (void)state;
    for (size_t i = 0; i < o->texts.count; i++)
        if (spec_is_same(stet_slice(all, span), texts[i].text, o->ignore_case))
            return STET_OK;
    stet_arg arg = { .name = "texts", .text = spec_join(ctx, &o->texts) };
    stet_report(ctx, &(stet_finding){
                         .span = span, .in_markup = true, .args = &arg, .n_args = 1 });
    return STET_OK;
}

const stet_check_type spec_equals = {
    .name = "equals",
    .summary = "The text is not one of those allowed",
    .doc =
        "The whole text as written, markup included and white space at its ends aside, "
        "must be one of the texts: a label, a verdict, a category.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(equals_options, params),
    .run = run,
};
