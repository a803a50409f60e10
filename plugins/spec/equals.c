/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/python.h"
#include "reading/subject.h"
#include "spec.h"

#include "reading/character.h"

#include <string.h>

enum { TRIM_SPACE, TRIM_MARKS, TRIM_NOTHING };
static const char *const trim_choices[] = { "space", "marks", "nothing", NULL };

typedef struct equals_options {
    stet_list texts; /* spec_text */
    bool ignore_case;
    int trim;
    int profile;
    stet_list transform; /* spec_step */
    int64_t from_word;
    bool differ;
} equals_options;

static const stet_param params[] = {
    STET_LIST(equals_options, texts, spec_text, spec_text_params, .more = STET_LOOSER,
              .turned_by = "differ", .min = 1, .max = 1e5,
              .doc = "What the whole text may be."),
    STET_BOOL(equals_options, ignore_case, .more = STET_LOOSER, .turned_by = "differ",
              .preset = "false",
              .doc = "Whether capitals and small letters are the same."),
    STET_CHOICE(equals_options, trim, .preset = "space", .choices = trim_choices,
                .doc = "What takes no part in it at both ends: white space; marks and "
                       "white space; nothing."),
    SPEC_PROFILE_PARAM(equals_options, profile),
    SPEC_TRANSFORM_PARAM(equals_options, transform),
    STET_INT(equals_options, from_word, .preset = "1", .min = 1, .max = 1e6,
             .doc = "The word from which on it must be the same: 2 leaves the first "
                    "free. From the second on white space of any kind is one blank."),
    STET_BOOL(equals_options, differ, .preset = "false",
              .doc = "Whether the text must be none of them instead."),
};

static const stet_message messages[] = {
    { "other", "the text must be one of: {texts}" },
    { "same", "the text must not be “{match}” again" },
};

static bool is_outer(stet_ctx *ctx, uint32_t c)
{
    return (stet_char_class(ctx, c) &
            (STET_CLASS_PUNCTUATION | STET_CLASS_SYMBOL | STET_CLASS_SPACE)) != 0;
}

static stet_str without_marks(stet_ctx *ctx, stet_str text)
{
    size_t start = 0, end = text.len, at;

    for (at = 0; start < end && is_outer(ctx, python_next(text, &at));)
        start = at;
    for (at = end; end > start && is_outer(ctx, python_before(text, end, &at));)
        end = at;
    return (stet_str){ text.ptr + start, end - start };
}

/* The reference takes the marks of ASCII and blanks off, and no other white space. */
static stet_str trimmed(stet_ctx *ctx, const equals_options *o, stet_str text)
{
    stet_span all = { 0, (uint32_t)text.len };

    if (o->trim == TRIM_SPACE)
        return stet_slice(text, python_strip(text, all));
    if (o->trim == TRIM_NOTHING)
        return text;
    if (!spec_is_literal(o->profile))
        return without_marks(ctx, text);
    return stet_slice(text,
                      python_strip_letters(text, all, SPEC_MARKS " ", true, true));
}

/* The text from the word on, with one blank between words. */
static stet_str from_word(stet_ctx *ctx, stet_str text, int64_t first)
{
    spec_spans words = { .ctx = ctx };
    char *out = stet_alloc(ctx, text.len + 1);
    size_t len = 0;

    python_split_chunks(&words, text, (stet_span){ 0, (uint32_t)text.len });
    for (size_t i = (size_t)first - 1; i < words.count; i++) {
        stet_str word = stet_slice(text, words.items[i]);
        if (len > 0)
            out[len++] = ' ';
        memcpy(out + len, word.ptr, word.len);
        len += word.len;
    }
    return (stet_str){ out, len };
}

static stet_str key_of(stet_ctx *ctx, const equals_options *o, stet_str text)
{
    text = trimmed(ctx, o, text);
    if (o->from_word > 1)
        text = from_word(ctx, text, o->from_word);
    return o->ignore_case ? stet_lower(ctx, text) : text;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    equals_options *o = stet_keep(ctx, sizeof *o);

    memcpy(o, options, sizeof *o);
    *check = o;
    return spec_view_steps(ctx, &o->transform) &&
                   spec_view_any_texts(ctx, &o->transform, "texts", &o->texts)
               ? STET_OK
               : STET_FAILED;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const equals_options *o = check;
    const spec_text *texts = o->texts.items;
    spec_view view = spec_view_of(ctx, unit->doc, &o->transform, o->profile);
    stet_str all = stet_markup(ctx, view.doc);
    stet_str key = key_of(ctx, o, all);
    bool same = false;

    (void)state;
    for (size_t i = 0; i < o->texts.count && !same; i++)
        same = spec_is_same(key, key_of(ctx, o, texts[i].text), false);
    if (same != o->differ)
        return STET_OK;
    stet_arg arg = { .name = "texts", .text = spec_join(ctx, &o->texts) };
    stet_report(ctx, &(stet_finding){ .message = o->differ,
                                      .doc = view.doc,
                                      .span = spec_trim(all),
                                      .in_markup = true,
                                      .args = &arg,
                                      .n_args = 1 });
    return STET_OK;
}

const stet_check_type spec_equals = {
    .name = "equals",
    .summary = "The text is not one of those allowed",
    .doc =
        "The whole text as written, markup included and white space at its ends aside, "
        "must be one of the texts: a label, a verdict, a category. `from-word: 2` lets "
        "the first word be another; `differ: true` forbids the texts.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(equals_options, params),
    .create = create,
    .run = run,
};
