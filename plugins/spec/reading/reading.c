/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/reading.h"

#include "reading/python.h"

#include <stdlib.h>
#include <string.h>

#define NAME(unit) [(unit) + 1]

const char *const spec_counted_names[SPEC_UNITS + 2] = {
    [0] = "auto",
    NAME(SPEC_TEXT) = "text",
    NAME(SPEC_WORDS) = "words",
    NAME(SPEC_WORD_RUNS) = "word-runs",
    NAME(SPEC_TOKENS) = "tokens",
    NAME(SPEC_CHUNKS) = "chunks",
    NAME(SPEC_SENTENCES) = "sentences",
    NAME(SPEC_PARAGRAPHS) = "paragraphs",
    NAME(SPEC_LINES) = "lines",
    NAME(SPEC_PARTS) = "parts",
    NAME(SPEC_CHARACTERS) = "characters",
    NAME(SPEC_LETTERS) = "letters",
    NAME(SPEC_BYTES) = "bytes",
    NAME(SPEC_ITEMS) = "items",
    NAME(SPEC_BULLETS) = "bullets",
    NAME(SPEC_NUMBERED_ITEMS) = "numbered-items",
    NAME(SPEC_TASKS) = "tasks",
    NAME(SPEC_HEADINGS) = "headings",
    NAME(SPEC_SECTIONS) = "sections",
    NAME(SPEC_QUOTES) = "quotes",
    NAME(SPEC_CODE_BLOCKS) = "code-blocks",
    NAME(SPEC_TABLES) = "tables",
    NAME(SPEC_LINKS) = "links",
    NAME(SPEC_IMAGES) = "images",
    NAME(SPEC_CODE_SPANS) = "code-spans",
    NAME(SPEC_BOLD) = "bold",
    NAME(SPEC_ITALIC) = "italic",
    NAME(SPEC_HIGHLIGHTS) = "highlights",
    NAME(SPEC_PLACEHOLDERS) = "placeholders",
    NAME(SPEC_TITLES) = "titles",
    NAME(SPEC_NUMBERS) = "numbers",
    NAME(SPEC_EMOJI) = "emoji",
    NAME(SPEC_STATEMENTS) = "statements",
    NAME(SPEC_QUESTIONS) = "questions",
    NAME(SPEC_EXCLAMATIONS) = "exclamations",
    NAME(SPEC_BRACKET_LEVELS) = "bracket-levels",
    NAME(SPEC_QUOTE_LEVELS) = "quote-levels",
    NAME(SPEC_RECORDS) = "records",
};

/* The profiles, one row each: a name here, and below what reads so. */
const char *const spec_profile_names[] = {
    [SPEC_PROFILE_STET] = "stet",
    "ifeval",
    "ifbench",
    NULL,
};
static const spec_profile *const profiles[] = {
    [SPEC_PROFILE_STET] = NULL,
    &spec_profile_ifeval,
    &spec_profile_ifbench,
};
_Static_assert(STET_LEN(profiles) + 1 == STET_LEN(spec_profile_names),
               "a name for each profile");

const spec_profile *spec_profile_of(int profile)
{
    return profiles[profile];
}

bool spec_is_literal(int profile)
{
    return profiles[profile] != NULL;
}

bool spec_reads(stet_ctx *ctx, const char *param, int profile, int unit)
{
    const spec_profile *it = profiles[profile];

    if (it ? it->split[unit] != NULL : spec_plain_has(unit))
        return true;
    stet_fail(ctx, param, "the profile `%s` has no unit `%s`",
              spec_profile_names[profile], spec_unit_names[unit]);
    return false;
}

void spec_spans_add(spec_spans *list, size_t start, size_t end)
{
    enum { FIRST = 64 };

    if (list->count == list->capacity) {
        size_t wanted = list->capacity ? 2 * list->capacity : FIRST;
        stet_span *items = stet_alloc(list->ctx, wanted * sizeof *items);
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = wanted;
    }
    list->items[list->count++] = (stet_span){ (uint32_t)start, (uint32_t)end };
}

static int compare_starts(const void *a, const void *b)
{
    const stet_span *x = a;
    const stet_span *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

void spec_spans_sort(spec_spans *list)
{
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare_starts);
}

bool spec_is_blank(stet_str text, stet_span span)
{
    return python_is_blank(text, span);
}

stet_span spec_trim_span(stet_str text, stet_span span)
{
    return python_strip(text, span);
}

static spec_reading read_literally(stet_ctx *ctx, stet_str text, stet_span within,
                                   const spec_how *how)
{
    spec_spans list = { .ctx = ctx };

    profiles[how->profile]->split[how->unit](&list, text, within, how);
    return (spec_reading){ text, true, list.items, list.count };
}

spec_reading spec_read(stet_ctx *ctx, const stet_doc *doc, spec_how how)
{
    if (!spec_is_literal(how.profile))
        return spec_plain_read(ctx, doc, how);
    stet_str markup = stet_markup(ctx, doc);
    return read_literally(ctx, markup, (stet_span){ 0, (uint32_t)markup.len }, &how);
}

bool spec_counts_blanks(int unit)
{
    return unit == SPEC_CHARACTERS || unit == SPEC_BYTES || unit == SPEC_UNITS;
}

uint64_t spec_amount_of(const spec_reading *reading, int unit)
{
    uint64_t amount = 0;

    if (spec_counts_blanks(unit))
        return reading->count;
    for (size_t i = 0; i < reading->count; i++)
        amount += !spec_is_blank(reading->text, reading->items[i]);
    return amount;
}

uint64_t spec_amount(stet_ctx *ctx, const stet_doc *doc, spec_how how)
{
    if (!spec_is_literal(how.profile))
        return spec_plain_amount(ctx, doc, how);
    spec_reading all = spec_read(ctx, doc, how);
    return spec_amount_of(&all, how.unit);
}

/* What was read in the text, as spans of the markup. */
static void to_markup(stet_ctx *ctx, const stet_doc *doc, spec_reading *reading)
{
    stet_span *items = stet_alloc(ctx, (reading->count + 1) * sizeof *items);

    for (size_t i = 0; i < reading->count; i++)
        items[i] = stet_to_markup(ctx, doc, reading->items[i]);
    reading->items = items;
    reading->text = stet_markup(ctx, doc);
    reading->in_markup = true;
}

spec_nest spec_nest_in(stet_ctx *ctx, const stet_doc *doc, spec_how how,
                       const spec_reading *outer)
{
    spec_nest nest = { .ctx = ctx, .doc = doc, .how = how, .outer = outer };

    if (spec_is_literal(how.profile))
        return nest;
    nest.all = spec_plain_read(ctx, doc, how);
    if (outer->in_markup && !nest.all.in_markup)
        to_markup(ctx, doc, &nest.all);
    return nest;
}

/* The first unit that starts at or behind `at`. */
static size_t first_behind(const spec_reading *all, uint32_t at)
{
    size_t first = 0;
    size_t count = all->count;

    while (first < count) {
        size_t middle = first + (count - first) / 2;
        if (all->items[middle].start < at)
            first = middle + 1;
        else
            count = middle;
    }
    return first;
}

spec_reading spec_nest_at(spec_nest *nest, size_t i)
{
    const spec_reading *outer = nest->outer;
    stet_span within = outer->items[i];

    if (spec_is_literal(nest->how.profile))
        return read_literally(nest->ctx, outer->text, within, &nest->how);
    spec_reading inside = nest->all;
    if (inside.in_markup && !outer->in_markup)
        within = stet_to_markup(nest->ctx, nest->doc, within);
    size_t first = first_behind(&nest->all, within.start);
    size_t last = first_behind(&nest->all, within.end);
    inside.items += first;
    inside.count = last - first;
    return inside;
}
