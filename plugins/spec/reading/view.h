/* SPDX-License-Identifier: Apache-2.0 */
/**
 * view.h - the text that a check looks at: as it stands, or changed by `transform`.
 *
 * Every check type that reads units, phrases or texts has the parameter `transform`, a
 * list of steps that the text goes through before anything is read in it. A view is
 * what comes of them: a document like any other, in which the core tells findings where
 * the original has what they were made from. So no check knows of steps; it looks at
 * view.doc, and names that as the document of its findings.
 *
 * Texts that a rule gives (`among`, `texts`, `is`) go through the same steps when the
 * rule set is loaded: spec_view_texts(). Phrases are the core's, so one that no changed
 * text can hold is an error of the rule set: spec_view_finds(). Patterns are matched
 * against the changed text as they are.
 *
 * A view lives until the callback returns. Under a literal profile all of the markup is
 * text to the steps; else marks of Markdown stay, and code and addresses.
 */
#ifndef STET_SPEC_VIEW_H
#define STET_SPEC_VIEW_H

#include <stet/plugin.h>

/** One step of `transform`: a stet_transform. */
typedef struct spec_step {
    int step;
} spec_step;
extern const stet_param spec_step_params[1];

#define SPEC_TRANSFORM_PARAM(S, f)                                                 \
    STET_LIST(S, f, spec_step, spec_step_params, .preset = "[]",                   \
              .doc = "What the text goes through before it is looked at, in this " \
                     "order; docs/units.md has the meaning of each step.")

typedef struct spec_view {
    stet_ctx *ctx;
    const stet_doc *doc;
    int profile;
    bool changed; /**< It has no hits: phrases and patterns are looked for anew. */
} spec_view;

spec_view spec_view_of(stet_ctx *ctx, const stet_doc *doc, const stet_list *transform,
                       int profile);
/** Whether a view of the profile is read without hits. */
bool spec_view_is_found(const spec_view *view);

/* To be asked in `create`. Each fails the rule, and then returns false. */

/** Whether the steps go together. */
bool spec_view_steps(stet_ctx *ctx, const stet_list *transform);
/** Whether the case of letters is left as it stands, which `other` asks for. */
bool spec_view_keeps_case(stet_ctx *ctx, const stet_list *transform, const char *other);
/** Whether the phrases (spec_item) of `param` can stand in a changed text. */
bool spec_view_finds(stet_ctx *ctx, const stet_list *transform, const char *param,
                     const stet_list *phrases, bool ignore_case);
/** Sends the texts (spec_text) of `param` through the steps, into memory that lives as
    long as the check; false where nothing is left of one, or was there. */
bool spec_view_texts(stet_ctx *ctx, const stet_list *transform, const char *param,
                     stet_list *texts);
/** The same where an empty text says something. */
bool spec_view_any_texts(stet_ctx *ctx, const stet_list *transform, const char *param,
                         stet_list *texts);
/** A text through the steps; until the callback returns. */
stet_str spec_view_text(stet_ctx *ctx, const stet_list *transform, stet_str text);

#endif
