/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/view.h"

#include "reading/reading.h"
#include "spec.h"

static const char *const step_choices[] = {
    [STET_STRIP_MARKDOWN] = "strip-markdown",
    [STET_LOWER] = "lower",
    [STET_UPPER] = "upper",
    [STET_STRIP_ACCENTS] = "strip-accents",
    [STET_COMPOSE] = "nfc",
    [STET_STRIP_PUNCTUATION] = "strip-punctuation",
    [STET_COLLAPSE_SPACE] = "collapse-space",
    NULL,
};

const stet_param spec_step_params[1] = {
    STET_CHOICE(spec_step, step, .choices = step_choices, .doc = "A step."),
};

static const stet_transform *steps_of(stet_ctx *ctx, const stet_list *transform)
{
    const spec_step *items = transform->items;
    stet_transform *steps = stet_alloc(ctx, (transform->count + 1) * sizeof *steps);

    for (size_t i = 0; i < transform->count; i++)
        steps[i] = (stet_transform)items[i].step;
    return steps;
}

spec_view spec_view_of(stet_ctx *ctx, const stet_doc *doc, const stet_list *transform,
                       int profile)
{
    spec_view view = { ctx, doc, profile, transform->count > 0 };

    if (view.changed)
        view.doc = stet_transformed(ctx, doc, steps_of(ctx, transform),
                                    transform->count, spec_is_literal(profile));
    return view;
}

bool spec_view_is_found(const spec_view *view)
{
    return view->changed || spec_is_literal(view->profile);
}

stet_str spec_view_text(stet_ctx *ctx, const stet_list *transform, stet_str text)
{
    if (transform->count == 0)
        return text;
    return stet_transform_text(ctx, text, steps_of(ctx, transform), transform->count);
}

static bool has_step(const stet_list *transform, size_t count, int step)
{
    const spec_step *items = transform->items;

    for (size_t i = 0; i < count; i++)
        if (items[i].step == step)
            return true;
    return false;
}

bool spec_view_steps(stet_ctx *ctx, const stet_list *transform)
{
    const spec_step *items = transform->items;

    for (size_t i = 0; i < transform->count; i++)
        if (has_step(transform, i, items[i].step)) {
            stet_fail(ctx, "transform", "`%s` stands here twice",
                      step_choices[items[i].step]);
            return false;
        }
    const stet_block paragraph = { .kind = STET_BLOCK_PARAGRAPH };
    if (has_step(transform, transform->count, STET_STRIP_MARKDOWN) &&
        !stet_selected(ctx, &paragraph)) {
        stet_fail(ctx, "transform",
                  "behind `strip-markdown` there are paragraphs only, and `in` names "
                  "other blocks");
        return false;
    }
    if (!has_step(transform, transform->count, STET_LOWER) ||
        !has_step(transform, transform->count, STET_UPPER))
        return true;
    stet_fail(ctx, "transform", "give `lower` or `upper`, not both");
    return false;
}

bool spec_view_keeps_case(stet_ctx *ctx, const stet_list *transform, const char *other)
{
    const spec_step *items = transform->items;

    for (size_t i = 0; i < transform->count; i++)
        if (items[i].step == STET_LOWER || items[i].step == STET_UPPER) {
            stet_fail(ctx, "transform",
                      "behind `%s` all letters are of one case, so `%s` would say "
                      "nothing of the text",
                      step_choices[items[i].step], other);
            return false;
        }
    return true;
}

static int width(stet_str text)
{
    enum { MOST = 60 };
    return text.len < MOST ? (int)text.len : MOST;
}

bool spec_view_finds(stet_ctx *ctx, const stet_list *transform, const char *param,
                     const stet_list *phrases, bool ignore_case)
{
    const spec_item *items = phrases->items;

    for (size_t i = 0; transform->count > 0 && i < phrases->count; i++) {
        stet_str text = stet_written(ctx, items[i].pattern);
        stet_str changed = spec_view_text(ctx, transform, text);
        bool same = ignore_case ? spec_is_same(stet_lower(ctx, text),
                                               stet_lower(ctx, changed), false)
                                : spec_is_same(text, changed, false);
        if (same)
            continue;
        if (changed.len == 0)
            stet_fail(ctx, param, "nothing is left of “%.*s” behind `transform`",
                      width(text), text.ptr);
        else
            stet_fail(
                ctx, param,
                "“%.*s” cannot stand in the text behind `transform`; write “%.*s”",
                width(text), text.ptr, width(changed), changed.ptr);
        return false;
    }
    return true;
}

/* White space alone says as little as nothing. */
static bool is_empty(stet_str text)
{
    return spec_is_blank(text, (stet_span){ 0, (uint32_t)text.len });
}

/* Fails where an item is empty, or becomes so. */
static bool is_left(stet_ctx *ctx, const char *param, size_t n, stet_str text,
                    stet_str changed)
{
    if (is_empty(text))
        stet_fail(ctx, param, "item %zu is empty: give a text, or take it out", n + 1);
    else if (is_empty(changed))
        stet_fail(ctx, param, "nothing is left of “%.*s” behind `transform`",
                  width(text), text.ptr);
    return !is_empty(changed);
}

bool spec_view_any_texts(stet_ctx *ctx, const stet_list *transform, const char *param,
                         stet_list *texts)
{
    const spec_text *items = texts->items;
    spec_text *changed = stet_keep(ctx, (texts->count + 1) * sizeof *changed);

    for (size_t i = 0; i < texts->count; i++) {
        stet_str text = spec_view_text(ctx, transform, items[i].text);
        if (!is_empty(items[i].text) && !is_left(ctx, param, i, items[i].text, text))
            return false;
        char *kept = stet_keep(ctx, text.len + 1);
        memcpy(kept, text.ptr, text.len);
        changed[i].text = (stet_str){ kept, text.len };
    }
    texts->items = changed;
    return true;
}

bool spec_view_texts(stet_ctx *ctx, const stet_list *transform, const char *param,
                     stet_list *texts)
{
    const spec_text *items = texts->items;

    for (size_t i = 0; i < texts->count; i++)
        if (!is_left(ctx, param, i, items[i].text, items[i].text))
            return false;
    return spec_view_any_texts(ctx, transform, param, texts);
}
