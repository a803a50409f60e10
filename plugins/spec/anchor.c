/* SPDX-License-Identifier: Apache-2.0 */
#include "spec.h"

#include <string.h>

/* How much of a text's start or end a pattern is matched against, in bytes. */
enum { WINDOW = 4096 };

typedef struct anchor_options {
    stet_list starts, ends;                 /* spec_item: phrases */
    stet_list start_patterns, end_patterns; /* spec_item */
    stet_str what;
    bool ignore_case;
} anchor_options;

static const stet_param params[] = {
    STET_LIST(anchor_options, starts, spec_item, spec_phrase_params, .preset = "[]",
              .doc = "Phrases with one of which the text must start."),
    STET_LIST(
        anchor_options, ends, spec_item, spec_phrase_params, .preset = "[]",
        .doc = "Phrases with one of which the text must end; a full stop and closing "
               "quotes may follow."),
    STET_LIST(anchor_options, start_patterns, spec_item, spec_pattern_params,
              .preset = "[]", .doc = "The same as `starts`, as PCRE2 patterns."),
    STET_LIST(
        anchor_options, end_patterns, spec_item, spec_pattern_params, .preset = "[]",
        .doc = "PCRE2 patterns with one of which the text must end, to the letter: "
               "`\\?` for a question."),
    STET_TEXT(anchor_options, what, .more = STET_SAME, .preset = "''",
              .doc = "What must stand there, in words, for the message."),
    STET_BOOL(anchor_options, ignore_case, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "start", "the text must start with {what}" },
    { "end", "the text must end with {what}" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const anchor_options *o = options;

    (void)check;
    if (o->starts.count + o->ends.count + o->start_patterns.count +
            o->end_patterns.count ==
        0)
        return stet_fail(ctx, "starts", "give what the text must start or end with");
    return STET_OK;
}

static bool starts_with(stet_ctx *ctx, const stet_list *list, stet_str text)
{
    const spec_item *items = list->items;
    stet_match match;

    for (size_t i = 0; i < list->count; i++)
        if (stet_find(ctx, items[i].pattern, text, 0, &match) &&
            match.group[0].start == 0)
            return true;
    return false;
}

/* Marks that may stand behind an ending phrase. */
static bool is_closing(stet_str rest)
{
    static const char *const closing[] = { ".", "!", "\"",           "'",
                                           ")", "*", "\xE2\x80\x9D", "\xE2\x80\x99" };

    while (rest.len > 0) {
        size_t n = 0;
        for (size_t i = 0; i < STET_LEN(closing) && n == 0; i++) {
            size_t len = closing[i][1] ? 3 : 1;
            if (rest.len >= len && memcmp(rest.ptr, closing[i], len) == 0)
                n = len;
        }
        if (n == 0)
            return false;
        rest.ptr += n;
        rest.len -= n;
    }
    return true;
}

static bool ends_with(stet_ctx *ctx, const stet_list *list, stet_str text, bool exactly)
{
    const spec_item *items = list->items;
    stet_match match;

    for (size_t i = 0; i < list->count; i++)
        for (uint32_t from = 0; stet_find(ctx, items[i].pattern, text, from, &match);) {
            uint32_t end = match.group[0].end;
            if (end == text.len ||
                (!exactly && is_closing((stet_str){ text.ptr + end, text.len - end })))
                return true;
            from = match.group[0].start + 1;
            while (from < text.len && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
                from++;
        }
    return false;
}

/* The first, or the last, WINDOW bytes, cut at a character. */
static stet_str window(stet_str text, bool last)
{
    if (text.len <= WINDOW)
        return text;
    size_t at = last ? text.len - WINDOW : WINDOW;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return last ? (stet_str){ text.ptr + at, text.len - at }
                : (stet_str){ text.ptr, at };
}

static void report(stet_ctx *ctx, const anchor_options *o, uint32_t message,
                   stet_span span)
{
    stet_str what =
        o->what.len > 0 ? o->what : (stet_str){ "one of the phrases of the rule", 30 };
    stet_arg arg = { .name = "what", .text = what };

    stet_report(ctx, &(stet_finding){
                         .message = message, .span = span, .args = &arg, .n_args = 1 });
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const anchor_options *o = check;
    stet_str all = stet_text(ctx, unit->doc);
    stet_span trimmed = spec_trim(all);
    stet_str text = stet_slice(all, trimmed);
    stet_word_array words = stet_words(ctx, unit->doc);

    (void)state;
    if (o->starts.count + o->start_patterns.count > 0) {
        stet_str head = window(text, false);
        if (!starts_with(ctx, &o->starts, head) &&
            !starts_with(ctx, &o->start_patterns, head))
            report(ctx, o, 0, spec_start(ctx, unit->doc));
    }
    if (o->ends.count + o->end_patterns.count > 0) {
        stet_str tail = window(text, true);
        stet_span last = words.count > 0 ? words.items[words.count - 1].span
                                         : (stet_span){ trimmed.end, trimmed.end };
        if (!ends_with(ctx, &o->ends, tail, false) &&
            !ends_with(ctx, &o->end_patterns, tail, true))
            report(ctx, o, 1, last);
    }
    return STET_OK;
}

const stet_check_type spec_anchor = {
    .name = "anchor",
    .summary = "The text does not start or end as it must",
    .doc =
        "The text, white space at its ends aside, must start with one of `starts` or "
        "`start-patterns`, and end with one of `ends` or `end-patterns`. Told at the "
        "first or the last word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(anchor_options, params),
    .create = create,
    .run = run,
};
