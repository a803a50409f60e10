/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "mending.h"
#include "phrasing.h"

typedef struct banned_options {
    stet_list phrases;
    stet_list patterns;
    stet_list except[2]; /* Phrases, patterns. */
    bool ignore_case;
    bool whole_words;
    bool once;
    bool delete;
    bool safe;
} banned_options;

static const stet_param params[] = {
    STET_LIST(banned_options, phrases, phrasing_item, phrasing_gate_phrase,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "What must not be written: words as they stand, with any white "
                     "space between them."),
    STET_LIST(banned_options, patterns, phrasing_item, phrasing_gate_pattern,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "The same as PCRE2 patterns."),
    PHRASING_EXCEPT(banned_options, except, "Longer phrases in which it may stand."),
    STET_BOOL(banned_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(banned_options, whole_words, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_BOOL(banned_options, once, .more = STET_SAME, .preset = "false",
              .doc = "Whether only the first place of a text is told."),
    STET_BOOL(banned_options, delete, .more = STET_SAME, .preset = "false",
              .doc = "Whether a fix takes it out, with the space and the commas around "
                     "it."),
    STET_BOOL(banned_options, safe, .more = STET_SAME, .preset = "false",
              .doc = "Whether it may be taken out without a look at it."),
};

static const stet_message messages[] = { { "banned", "do not write “{match}”" } };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const banned_options *o = options;

    (void)check;
    if (o->safe && !o->delete)
        return stet_fail(ctx, "safe", "only a fix can be safe: set `delete` too");
    if (o->phrases.count + o->patterns.count == 0)
        return stet_fail(ctx, "phrases", "give phrases or patterns to look for");
    return STET_OK;
}

static void report(stet_ctx *ctx, const banned_options *o, const stet_doc *doc,
                   stet_span span)
{
    stet_edit edits[MENDING_EDITS];
    stet_fix fix = { "Delete", edits, 0, o->safe };

    if (o->delete)
        fix.n_edits = mending_edits(ctx, doc, span, (stet_str){ "", 0 }, edits);
    stet_report(ctx, &(stet_finding){
                         .span = span, .fixes = &fix, .n_fixes = fix.n_edits > 0 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const banned_options *o = check;
    phrasing_exceptions except = phrasing_exceptions_of(o->except, 2);
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;

    (void)state;
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        if (span.start < told_to || phrasing_is_excepted(ctx, &hit, &except))
            continue;
        report(ctx, o, unit->doc, span);
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
