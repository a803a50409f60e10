/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/python.h"
#include "reading/subject.h"
#include "spec.h"

#include <string.h>

enum { CASE_UPPER, CASE_LOWER, CASE_TITLE, CASE_SENTENCE };
static const char *const case_choices[] = { "upper", "lower", "title", "sentence",
                                            NULL };

typedef struct case_options {
    int is;
    stet_list except; /* spec_text */
    int profile;
    stet_list transform; /* spec_step */
} case_options;

static const stet_param params[] = {
    STET_CHOICE(
        case_options, is, .choices = case_choices,
        .doc = "upper: no small letters; lower: no capitals; title: each word that "
               "is not short begins with a capital; sentence: the first word does, "
               "and no two others in a row."),
    STET_LIST(case_options, except, spec_text, spec_text_params, .more = STET_LOOSER,
              .preset = "[]", .doc = "Words that may be written as they stand here."),
    SPEC_PROFILE_PARAM(case_options, profile),
    SPEC_TRANSFORM_PARAM(case_options, transform),
};

static const stet_message messages[] = {
    { "case", "“{match}” is not in {is} case" },
};

/* Articles, conjunctions and prepositions of up to three letters, and a few of four,
   which a title may write small (the common ground of the AP and Chicago manuals). */
static const char *const small_words[] = {
    "a",   "an",   "and",  "as",  "at",  "but", "by",   "for", "from", "if",
    "in",  "into", "nor",  "of",  "off", "on",  "onto", "or",  "out",  "over",
    "per", "so",   "than", "the", "to",  "up",  "via",  "vs",  "with", "yet",
};

static bool is_small_word(stet_str word)
{
    for (size_t i = 0; i < STET_LEN(small_words); i++)
        if (strlen(small_words[i]) == word.len &&
            memcmp(small_words[i], word.ptr, word.len) == 0)
            return true;
    return false;
}

static bool is_listed(const case_options *o, stet_str word)
{
    const spec_text *items = o->except.items;
    for (size_t i = 0; i < o->except.count; i++)
        if (spec_is_same(items[i].text, word, false))
            return true;
    return false;
}

/* Whether a word may stand where it does; `first` of its sentence, or `last`. */
static bool is_right(const case_options *o, const stet_form_info *info, bool first,
                     bool last, bool after_capital)
{
    const uint32_t small = STET_SHAPE_LOWER;
    const uint32_t capitals = STET_SHAPE_CAPITAL | STET_SHAPE_UPPER | STET_SHAPE_MIXED;
    bool one_letter = info->text.len == 1;

    switch (o->is) {
    case CASE_UPPER:
        return (info->shape & (small | STET_SHAPE_MIXED)) == 0 &&
               ((info->shape & STET_SHAPE_CAPITAL) == 0 || one_letter);
    case CASE_LOWER:
        return (info->shape & capitals) == 0;
    case CASE_TITLE:
        return (info->shape & small) == 0 ||
               (!first && !last && is_small_word(info->text));
    default:
        return first ? (info->shape & small) == 0
                     : (info->shape & STET_SHAPE_CAPITAL) == 0 || !after_capital ||
                           one_letter;
    }
}

static void report(stet_ctx *ctx, const case_options *o, const stet_doc *doc,
                   stet_span span, bool in_markup)
{
    stet_arg arg = { .name = "is",
                     .text = { case_choices[o->is], strlen(case_choices[o->is]) } };

    stet_report(ctx, &(stet_finding){ .doc = doc,
                                      .span = span,
                                      .in_markup = in_markup,
                                      .args = &arg,
                                      .n_args = 1 });
}

static void check_sentence(stet_ctx *ctx, const case_options *o, const stet_doc *doc,
                           const stet_sentence *sentence, const stet_word *words)
{
    uint32_t first = sentence->first_word;
    uint32_t end = first + sentence->n_words;
    bool is_first = true, after_capital = false;

    while (end > first && words[end - 1].kind != STET_WORD_PLAIN)
        end--;
    for (uint32_t i = first; i < end; i++) {
        const stet_form_info *info = stet_form(ctx, words[i].form);
        if (words[i].kind != STET_WORD_PLAIN) {
            after_capital = false;
            /* "3 ways to bake": what has no case may stand first. */
            if (o->is == CASE_SENTENCE && words[i].kind != STET_WORD_PUNCTUATION)
                is_first = false;
            continue;
        }
        bool right = is_right(o, info, is_first, i + 1 == end, after_capital);
        after_capital = !is_first && (info->shape & STET_SHAPE_CAPITAL) != 0;
        is_first = false;
        if (right || is_listed(o, info->text))
            continue;
        report(ctx, o, doc, words[i].span, false);
        return;
    }
}

/* str.isupper() or str.islower() of all of it; told at the first word that is not so,
   or, where no letter has a case, at the start. */
static void check_literally(stet_ctx *ctx, const case_options *o, const stet_doc *doc)
{
    bool (*is_so)(stet_ctx *, stet_str) =
        o->is == CASE_UPPER ? python_is_upper : python_is_lower;
    stet_str markup = stet_markup(ctx, doc);

    if (is_so(ctx, markup))
        return;
    spec_reading runs =
        spec_read(ctx, doc, (spec_how){ o->profile, SPEC_WORD_RUNS, { NULL, 0 } });
    for (size_t i = 0; i < runs.count; i++) {
        stet_str run = stet_slice(markup, runs.items[i]);
        if (python_has_case(ctx, run) && !is_so(ctx, run)) {
            report(ctx, o, doc, runs.items[i], true);
            return;
        }
    }
    report(ctx, o, doc, spec_start(ctx, doc), false);
}

/* A word of two letters or more that begins small, and goes on in one case. One without
   letters behind the first has no case. */
static bool is_small(stet_ctx *ctx, stet_str word)
{
    size_t at = 0;
    uint32_t first = stet_char_class(ctx, python_next(word, &at));
    stet_str rest = { word.ptr + at, word.len - at };

    if ((first & STET_CLASS_LOWER) == 0)
        return false;
    return rest.len == 0 || python_is_upper(ctx, rest) || python_is_lower(ctx, rest);
}

/* The Treebank's tokens, none of which may be small. */
static void check_title_literally(stet_ctx *ctx, const case_options *o,
                                  const stet_doc *doc)
{
    spec_reading tokens =
        spec_read(ctx, doc, (spec_how){ o->profile, SPEC_TOKENS, { NULL, 0 } });

    for (size_t i = 0; i < tokens.count; i++)
        if (is_small(ctx, stet_slice(tokens.text, tokens.items[i]))) {
            report(ctx, o, doc, tokens.items[i], true);
            return;
        }
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    case_options *o = stet_keep(ctx, sizeof *o);

    memcpy(o, options, sizeof *o);
    *check = o;
    if (!spec_view_steps(ctx, &o->transform) ||
        !spec_view_keeps_case(ctx, &o->transform, "is") ||
        !spec_view_texts(ctx, &o->transform, "except", &o->except))
        return STET_FAILED;
    if (!spec_is_literal(o->profile))
        return STET_OK;
    if (o->is == CASE_TITLE && o->except.count == 0 &&
        spec_profile_of(o->profile) == &spec_profile_ifbench)
        return STET_OK;
    if ((o->is != CASE_UPPER && o->is != CASE_LOWER) || o->except.count > 0)
        return stet_fail(ctx, "profile",
                         "the profile `%s` knows upper and lower, without `except`",
                         spec_profile_names[o->profile]);
    return spec_reads(ctx, "profile", o->profile, SPEC_WORD_RUNS) ? STET_OK
                                                                  : STET_FAILED;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const case_options *o = check;
    const stet_doc *doc = spec_view_of(ctx, unit->doc, &o->transform, o->profile).doc;

    (void)state;
    if (spec_is_literal(o->profile)) {
        if (o->is == CASE_TITLE)
            check_title_literally(ctx, o, doc);
        else
            check_literally(ctx, o, doc);
        return STET_OK;
    }
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    const stet_word *words = stet_words(ctx, doc).items;
    const stet_block *blocks = stet_blocks(ctx, doc).items;
    for (size_t i = 0; i < sentences.count; i++)
        if (stet_selected(ctx, &blocks[sentences.items[i].block]))
            check_sentence(ctx, o, doc, &sentences.items[i], words);
    return STET_OK;
}

const stet_check_type spec_case = {
    .name = "case",
    .summary = "A text is not written in the case it must be",
    .doc =
        "Looks at each sentence (a heading or an item is one) and tells the first word "
        "that is not in upper, lower, title or sentence case. Numbers, code and "
        "addresses have no case. Sentence case allows single names, not two capitals "
        "in a row.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(case_options, params),
    .create = create,
    .run = run,
};
