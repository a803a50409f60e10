/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"
#include "reading/python.h"
#include "reading/subject.h"
#include "spec.h"

#include <stdio.h>

/* How much of a text's start or end a pattern is matched against, in bytes. */
enum { WINDOW = 4096 };

typedef struct number {
    int64_t value;
} number;

typedef struct anchor_options {
    stet_list starts, ends;                 /* spec_item: phrases */
    stet_list start_patterns, end_patterns; /* spec_item */
    stet_list start_texts, end_texts, is;   /* spec_text */
    int unit;
    stet_list nth; /* number */
    int64_t every;
    int inner;
    int64_t inner_nth;
    stet_str what;
    int profile;
    stet_list transform; /* spec_step */
    bool ignore_case;
} anchor_options;

static const stet_param number_params[] = {
    STET_INT(number, value, .doc = "The first is 1, the last -1."),
};

static const stet_param params[] = {
    STET_LIST(anchor_options, starts, spec_item, spec_phrase_params, .preset = "[]",
              .doc = "Phrases with one of which it must start."),
    STET_LIST(anchor_options, ends, spec_item, spec_phrase_params, .preset = "[]",
              .doc = "Phrases with one of which it must end; a full stop and closing "
                     "quotes may follow."),
    STET_LIST(anchor_options, start_patterns, spec_item, spec_pattern_params,
              .preset = "[]", .doc = "The same as `starts`, as PCRE2 patterns."),
    STET_LIST(anchor_options, end_patterns, spec_item, spec_pattern_params,
              .preset = "[]",
              .doc = "PCRE2 patterns with one of which it must end, to the letter: "
                     "`\\?` for a question."),
    STET_LIST(anchor_options, start_texts, spec_text, spec_text_params, .preset = "[]",
              .doc = "Texts with one of which it must start, to the letter."),
    STET_LIST(anchor_options, end_texts, spec_text, spec_text_params, .preset = "[]",
              .doc = "Texts with one of which it must end, to the letter."),
    STET_LIST(anchor_options, is, spec_text, spec_text_params, .preset = "[]",
              .doc = "Texts of which it must be one, such as a word."),
    STET_CHOICE(anchor_options, unit, .preset = "text", .choices = spec_unit_names,
                .doc = "What must start or end so: the text, or units of it."),
    STET_LIST(anchor_options, nth, number, number_params, .preset = "[]",
              .doc = "Which of the units, -1 for the last; without this and `every`, "
                     "all of them."),
    STET_INT(anchor_options, every, .preset = "0", .min = 0, .max = 1e9,
             .doc = "Each so-many-th of the units: 3 for the 3rd, 6th, 9th."),
    STET_CHOICE(anchor_options, inner, .preset = "words", .choices = spec_unit_names,
                .doc = "The unit that `inner-nth` counts."),
    STET_INT(anchor_options, inner_nth, .preset = "0", .min = -1e9, .max = 1e9,
             .doc = "Not the unit but so-many-th `inner` of it: 1 for the first word "
                    "of each sentence; 0: the unit itself."),
    STET_TEXT(anchor_options, what, .more = STET_SAME, .preset = "''",
              .doc = "What must stand there, in words, for the message."),
    SPEC_PROFILE_PARAM(anchor_options, profile),
    SPEC_TRANSFORM_PARAM(anchor_options, transform),
    STET_BOOL(anchor_options, ignore_case, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "start", "the {unit} must start with {what}" },
    { "end", "the {unit} must end with {what}" },
    { "is", "the {unit} must be {what}" },
    { "missing", "there is no {unit}, which must be {what}" },
};
enum { START, END, IS, MISSING };

/* Whether what it must start or end with can be. */
static bool prepare(stet_ctx *ctx, anchor_options *o)
{
    const stet_list *steps = &o->transform;

    return spec_view_steps(ctx, steps) &&
           spec_view_finds(ctx, steps, "starts", &o->starts, o->ignore_case) &&
           spec_view_finds(ctx, steps, "ends", &o->ends, o->ignore_case) &&
           spec_view_texts(ctx, steps, "start_texts", &o->start_texts) &&
           spec_view_texts(ctx, steps, "end_texts", &o->end_texts) &&
           spec_view_texts(ctx, steps, "is", &o->is);
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    anchor_options *o = stet_keep(ctx, sizeof *o);
    const number *nth;

    memcpy(o, options, sizeof *o);
    *check = o;
    nth = o->nth.items;
    if (o->starts.count + o->ends.count + o->start_patterns.count +
            o->end_patterns.count + o->start_texts.count + o->end_texts.count +
            o->is.count ==
        0)
        return stet_fail(ctx, "starts", "give what the text must start or end with");
    for (size_t i = 0; i < o->nth.count; i++)
        if (nth[i].value == 0)
            return stet_fail(ctx, "nth", "the first is 1, the last -1");
    if (!spec_reads(ctx, "unit", o->profile, o->unit) ||
        (o->inner_nth != 0 && !spec_reads(ctx, "inner", o->profile, o->inner)))
        return STET_FAILED;
    return prepare(ctx, o) ? STET_OK : STET_FAILED;
}

/* ---- What stands at the start and the end of a piece of text ---- */

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The first, or the last, `size` bytes, cut at a character. */
static stet_str window(stet_str text, size_t size, bool last)
{
    if (text.len <= size)
        return text;
    size_t at = last ? text.len - size : size;
    while (at < text.len && is_continuation(text.ptr[at]))
        at++;
    return last ? (stet_str){ text.ptr + at, text.len - at }
                : (stet_str){ text.ptr, at };
}

/* What was found at the start takes that much; SIZE_MAX: nothing was. */
static size_t start_of_items(stet_ctx *ctx, const stet_list *list, stet_str text)
{
    const spec_item *items = list->items;
    size_t shortest = SIZE_MAX;
    stet_match match;

    for (size_t i = 0; i < list->count; i++)
        if (stet_find(ctx, items[i].pattern, text, 0, &match) &&
            match.group[0].start == 0 && match.group[0].end < shortest)
            shortest = match.group[0].end;
    return shortest;
}

/* As much of one end of the text as could be equal to what is wanted, in lower case if
   case does not matter: letters of another case may take more bytes. */
static stet_str comparable(stet_ctx *ctx, const anchor_options *o, stet_str text,
                           size_t len, bool last)
{
    text = window(text, 3 * len + 8, last);
    return o->ignore_case ? stet_lower(ctx, text) : text;
}

static stet_str wanted_text(stet_ctx *ctx, const anchor_options *o, stet_str text)
{
    text = stet_slice(text, spec_trim_span(text, (stet_span){ 0, (uint32_t)text.len }));
    return o->ignore_case ? stet_lower(ctx, text) : text;
}

static size_t start_of_texts(stet_ctx *ctx, const anchor_options *o, stet_str text)
{
    const spec_text *items = o->start_texts.items;
    size_t shortest = SIZE_MAX;

    for (size_t i = 0; i < o->start_texts.count; i++) {
        stet_str wanted = wanted_text(ctx, o, items[i].text);
        stet_str head = comparable(ctx, o, text, wanted.len, false);
        if (head.len >= wanted.len && memcmp(head.ptr, wanted.ptr, wanted.len) == 0 &&
            wanted.len < shortest)
            shortest = wanted.len;
    }
    return shortest;
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

/* `floor`: what the end may not overlap, the start. */
static bool ends_with_items(stet_ctx *ctx, const stet_list *list, stet_str text,
                            size_t floor, bool exactly)
{
    const spec_item *items = list->items;
    stet_str tail = window(text, WINDOW, true);
    size_t cut = text.len - tail.len;
    stet_match match;

    for (size_t i = 0; i < list->count; i++)
        for (uint32_t from = 0; stet_find(ctx, items[i].pattern, tail, from, &match);) {
            uint32_t end = match.group[0].end;
            bool is_end =
                end == tail.len ||
                (!exactly && is_closing((stet_str){ tail.ptr + end, tail.len - end }));
            if (is_end && cut + match.group[0].start >= floor)
                return true;
            from = match.group[0].start + 1;
            while (from < tail.len && is_continuation(tail.ptr[from]))
                from++;
        }
    return false;
}

static bool ends_with_texts(stet_ctx *ctx, const anchor_options *o, stet_str text,
                            size_t floor)
{
    const spec_text *items = o->end_texts.items;
    const spec_profile *profile = spec_profile_of(o->profile);

    if (profile && profile->ends)
        text = stet_slice(text, profile->ends(text));
    for (size_t i = 0; i < o->end_texts.count; i++) {
        stet_str wanted = wanted_text(ctx, o, items[i].text);
        stet_str tail = comparable(ctx, o, text, wanted.len, true);
        if (tail.len >= wanted.len && text.len >= floor + wanted.len &&
            memcmp(tail.ptr + tail.len - wanted.len, wanted.ptr, wanted.len) == 0)
            return true;
    }
    return false;
}

static bool is_one_of(stet_ctx *ctx, const anchor_options *o, stet_str text)
{
    const spec_text *items = o->is.items;
    stet_str own = o->ignore_case ? stet_lower(ctx, text) : text;

    for (size_t i = 0; i < o->is.count; i++)
        if (spec_is_same(own, wanted_text(ctx, o, items[i].text), false))
            return true;
    return false;
}

/* ---- Where it must stand ---- */

/* What is looked at: which unit, and the place of it. */
typedef struct place {
    int64_t nth;
    stet_span span;
    const spec_reading *reading;
} place;

/* "paragraph 2", "last sentence", "text". */
static stet_str name_of(stet_ctx *ctx, int unit, int64_t nth)
{
    enum { ROOM = 96 };
    char *name = stet_alloc(ctx, ROOM);
    const char *units = spec_unit_names[unit];
    size_t len = strlen(units);
    int n = (int)(units[len - 1] == 's' ? len - 1 : len);

    if (unit == SPEC_TEXT)
        snprintf(name, ROOM, "text");
    else if (nth == -1)
        snprintf(name, ROOM, "last %.*s", n, units);
    else if (nth < 0)
        snprintf(name, ROOM, "%.*s %lld from the end", n, units, -(long long)nth);
    else
        snprintf(name, ROOM, "%.*s %lld", n, units, (long long)nth);
    return (stet_str){ name, strlen(name) };
}

static stet_str full_name(stet_ctx *ctx, const anchor_options *o, int64_t nth)
{
    stet_str outer = name_of(ctx, o->unit, nth);

    if (o->inner_nth == 0)
        return outer;
    stet_str inner = name_of(ctx, o->inner, o->inner_nth);
    if (o->unit == SPEC_TEXT)
        return inner;
    size_t len = inner.len + 4 + outer.len;
    char *name = stet_alloc(ctx, len + 1);
    memcpy(name, inner.ptr, inner.len);
    memcpy(name + inner.len, " of ", 4);
    memcpy(name + inner.len + 4, outer.ptr, outer.len);
    return (stet_str){ name, len };
}

/* What must stand there; of a place that is not there, what it must be. */
static stet_str wanted(stet_ctx *ctx, const anchor_options *o, uint32_t message)
{
    spec_names names = { .count = 0 };

    if (message == START) {
        spec_names_add_items(&names, ctx, &o->starts);
        spec_names_add_items(&names, ctx, &o->start_patterns);
        spec_names_add_texts(&names, &o->start_texts);
    } else if (message == END) {
        spec_names_add_items(&names, ctx, &o->ends);
        spec_names_add_items(&names, ctx, &o->end_patterns);
        spec_names_add_texts(&names, &o->end_texts);
    } else {
        spec_names_add_texts(&names, &o->is);
    }
    return names.count > 0 ? spec_names_join(&names, ctx, "or")
                           : (stet_str){ "as the rule says", 16 };
}

static void report(stet_ctx *ctx, const anchor_options *o, const stet_doc *doc,
                   uint32_t message, const place *at)
{
    stet_str what = o->what.len > 0 ? o->what : wanted(ctx, o, message);
    stet_arg args[] = { { .name = "unit", .text = full_name(ctx, o, at->nth) },
                        { .name = "what", .text = what } };
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .doc = doc,
                                      .span = at->span,
                                      .in_markup = at->reading->in_markup,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* Where a finding is told: the first or the last word, or what white space parts. */
static place at_edge(stet_ctx *ctx, const anchor_options *o, const stet_doc *doc,
                     const place *at, bool last)
{
    spec_spans chunks = { .ctx = ctx };
    stet_str near = window(stet_slice(at->reading->text, at->span), WINDOW, last);
    uint32_t start = (uint32_t)(near.ptr - at->reading->text.ptr);
    place edge = *at;

    if (o->unit == SPEC_TEXT && o->inner_nth == 0 && !at->reading->in_markup) {
        stet_word_array words = stet_words(ctx, doc);
        if (words.count > 0)
            edge.span = words.items[last ? words.count - 1 : 0].span;
        return edge;
    }
    python_split_chunks(&chunks, at->reading->text,
                        (stet_span){ start, start + (uint32_t)near.len });
    if (chunks.count > 0)
        edge.span = chunks.items[last ? chunks.count - 1 : 0];
    return edge;
}

static void check_place(stet_ctx *ctx, const anchor_options *o, const stet_doc *doc,
                        const place *at)
{
    stet_str text = stet_slice(at->reading->text, at->span);
    size_t floor = 0;

    if (o->starts.count + o->start_patterns.count + o->start_texts.count > 0) {
        stet_str head = window(text, WINDOW, false);
        size_t items = start_of_items(ctx, &o->starts, head);
        size_t patterns = start_of_items(ctx, &o->start_patterns, head);
        size_t texts = start_of_texts(ctx, o, text);
        floor = items < patterns ? items : patterns;
        floor = texts < floor ? texts : floor;
        if (floor == SIZE_MAX) {
            place edge = at_edge(ctx, o, doc, at, false);
            report(ctx, o, doc, START, &edge);
            floor = 0;
        }
    }
    if (o->ends.count + o->end_patterns.count + o->end_texts.count > 0 &&
        !ends_with_items(ctx, &o->ends, text, floor, false) &&
        !ends_with_items(ctx, &o->end_patterns, text, floor, true) &&
        !ends_with_texts(ctx, o, text, floor)) {
        place edge = at_edge(ctx, o, doc, at, true);
        report(ctx, o, doc, END, &edge);
    }
    if (o->is.count > 0 && !is_one_of(ctx, o, text))
        report(ctx, o, doc, IS, at);
}

/* The nth of the units; false: there is none. */
static bool pick(const spec_reading *all, int64_t nth, size_t *at)
{
    uint64_t distance = (uint64_t)(nth < 0 ? -nth : nth);

    if (distance > all->count)
        return false;
    *at = nth < 0 ? all->count - distance : distance - 1;
    return true;
}

typedef struct walk {
    stet_ctx *ctx;
    const anchor_options *o;
    const stet_doc *doc;
    spec_reading all;
    spec_nest nest;
} walk;

static void miss(const walk *it, int64_t nth)
{
    spec_reading text = { stet_text(it->ctx, it->doc), false, NULL, 0 };
    place at = { nth, spec_start(it->ctx, it->doc), &text };

    report(it->ctx, it->o, it->doc, MISSING, &at);
}

static void check_nth(walk *it, int64_t nth)
{
    const anchor_options *o = it->o;
    size_t at;

    if (!pick(&it->all, nth, &at)) {
        miss(it, nth);
        return;
    }
    place found = { nth, it->all.items[at], &it->all };
    spec_reading inside;
    if (o->inner_nth != 0) {
        inside = spec_nest_at(&it->nest, at);
        if (!pick(&inside, o->inner_nth, &at)) {
            miss(it, nth);
            return;
        }
        found.span = inside.items[at];
        found.reading = &inside;
    }
    found.span = spec_trim_span(found.reading->text, found.span);
    check_place(it->ctx, o, it->doc, &found);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const anchor_options *o = check;
    const number *nth = o->nth.items;
    const stet_doc *doc = spec_view_of(ctx, unit->doc, &o->transform, o->profile).doc;
    walk it = { .ctx = ctx, .o = o, .doc = doc };
    int64_t every = o->nth.count == 0 && o->every == 0 ? 1 : o->every;

    (void)state;
    it.all = spec_read(ctx, doc, (spec_how){ .profile = o->profile, o->unit });
    if (o->inner_nth != 0)
        it.nest = spec_nest_in(ctx, doc, (spec_how){ .profile = o->profile, o->inner },
                               &it.all);
    for (size_t i = 0; i < o->nth.count; i++)
        check_nth(&it, nth[i].value);
    for (int64_t i = every; every > 0 && (uint64_t)i <= it.all.count; i += every)
        check_nth(&it, i);
    return STET_OK;
}

const stet_check_type spec_anchor = {
    .name = "anchor",
    .summary = "The text does not start or end as it must",
    .doc =
        "The text, white space at its ends aside, must start with one of `starts`, "
        "`start-patterns` or `start-texts`, end with one of `ends`, `end-patterns` or "
        "`end-texts`, or be one of `is`. With `unit`, `nth` and `every` the same is "
        "asked of single paragraphs, sentences, lines or words; with `inner-nth`, of a "
        "word of each. Told at the first or the last word.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    .whole = true,
    STET_MESSAGES(messages),
    STET_PARAMS(anchor_options, params),
    .create = create,
    .run = run,
};
