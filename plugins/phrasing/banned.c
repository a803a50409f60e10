/* SPDX-License-Identifier: Apache-2.0 */
#include "phrasing.h"

typedef struct banned_options {
    stet_list phrases;
    stet_list patterns;
    stet_list except[2]; /* Phrases, patterns. */
    bool ignore_case;
    bool whole_words;
    bool once;
} banned_options;

static const stet_param params[] = {
    STET_LIST(banned_options, phrases, phrasing_item, phrasing_gate_phrase,
              .preset = "[]",
              .doc = "What must not be written: words as they stand, with any white "
                     "space between them."),
    STET_LIST(banned_options, patterns, phrasing_item, phrasing_gate_pattern,
              .preset = "[]", .doc = "The same as PCRE2 patterns."),
    { .name = "except",
      .type = STET_T_LIST,
      .offset = offsetof(banned_options, except[0]),
      .preset = "[]",
      .sub = phrasing_plain_phrase,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "Longer phrases in which it may stand." },
    { .name = "except_patterns",
      .type = STET_T_LIST,
      .offset = offsetof(banned_options, except[1]),
      .preset = "[]",
      .sub = phrasing_plain_pattern,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "The same as PCRE2 patterns." },
    STET_BOOL(banned_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(banned_options, whole_words, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_BOOL(banned_options, once, .preset = "false",
              .doc = "Whether only the first place of a text is told."),
};

static const stet_message messages[] = { { "banned", "do not write “{match}”" } };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const banned_options *o = options;

    (void)check;
    if (o->phrases.count + o->patterns.count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns to look for");
    return STET_OK;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const banned_options *o = check;
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;

    (void)state;
    (void)unit;
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        if (span.start < told_to || phrasing_is_excepted(ctx, &hit, o->except, 2))
            continue;
        stet_report(ctx, &(stet_finding){ .span = span });
        told_to = span.end;
        if (o->once)
            break;
    }
    return STET_OK;
}

const stet_check_type phrasing_banned = {
    .name = "banned",
    .summary = "A banned phrase is used",
    .doc =
        "Finds phrases (words as they stand: any case, at word boundaries, any white "
        "space between them, curly and straight apostrophes alike) and PCRE2 patterns. "
        "A place where a longer exception stands is left out; of overlapping places "
        "the longest of the first is told. Code and addresses are not looked at. "
        "Thousands of phrases cost hardly more than one.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(banned_options, params),
    .create = create,
    .run = run,
};
