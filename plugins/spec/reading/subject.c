/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/subject.h"

#include "reading/look.h"
#include "reading/python.h"
#include "spec.h"

const char *const spec_written_choices[] = { "any", "upper", "lower", NULL };

bool spec_subject_is_found(const spec_subject *subject)
{
    return subject->phrases.count + subject->patterns.count > 0;
}

/* Tokens have one under ifbench, whose reference parts them at it, too. */
static bool has_separator(const spec_subject *subject, int profile)
{
    return !spec_subject_is_found(subject) &&
           (subject->unit == SPEC_PARTS ||
            (subject->unit == SPEC_TOKENS && spec_is_literal(profile)));
}

bool spec_subject_is_known(stet_ctx *ctx, const spec_subject *subject, int profile)
{
    if (subject->separator.len > 0 && !has_separator(subject, profile)) {
        stet_fail(ctx, "separator", "only the unit `parts` has a separator");
        return false;
    }
    if (spec_subject_is_found(subject))
        return true;
    if (!spec_reads(ctx, "unit", profile, subject->unit))
        return false;
    if (subject->unit != SPEC_PARTS || !spec_is_literal(profile) ||
        subject->separator.len > 0)
        return true;
    stet_fail(ctx, "separator", "give what parts the parts");
    return false;
}

/* What is found takes the place of a unit, so only one of them can be asked for. */
static bool read_unit(stet_ctx *ctx, spec_subject *subject)
{
    bool is_auto = subject->unit == 0;

    if (!is_auto && spec_subject_is_found(subject)) {
        stet_fail(ctx, "unit",
                  "give a unit, or phrases and patterns, not both; to count units that "
                  "hold something, use spec.each with `matches` and `need: some`");
        return false;
    }
    subject->unit = is_auto ? SPEC_WORDS : subject->unit - 1;
    return true;
}

bool spec_subject_prepare(stet_ctx *ctx, spec_subject *subject, int profile,
                          bool ignore_case, const stet_list *transform)
{
    return read_unit(ctx, subject) && spec_subject_is_known(ctx, subject, profile) &&
           spec_view_steps(ctx, transform) &&
           (subject->written == SPEC_WRITTEN_ANY ||
            spec_view_keeps_case(ctx, transform, "written")) &&
           spec_view_finds(ctx, transform, "phrases", &subject->phrases, ignore_case) &&
           spec_view_texts(ctx, transform, "among", &subject->among);
}

/* ---- What phrases and patterns find ---- */

/* As the text stands, all matches are known, for the patterns are gates. A literal
   profile looks through all of the markup as if it were one, and a changed text has no
   hits: there they are looked for here. */

static void find_in(spec_spans *list, const stet_pattern *pattern, stet_str text,
                    stet_span within)
{
    stet_str part = stet_slice(text, within);
    stet_match match;

    for (uint32_t from = 0; stet_find(list->ctx, pattern, part, from, &match);) {
        spec_spans_add(list, within.start + match.group[0].start,
                       within.start + match.group[0].end);
        from = match.group[0].end;
    }
}

/* The parts of a text that are looked through for themselves. */
static spec_reading parts_of(const spec_view *view)
{
    spec_spans list = { .ctx = view->ctx };

    if (spec_is_literal(view->profile)) {
        stet_str markup = stet_markup(view->ctx, view->doc);
        spec_spans_add(&list, 0, markup.len);
        return (spec_reading){ markup, true, list.items, list.count };
    }
    stet_block_array blocks = stet_blocks(view->ctx, view->doc);
    for (size_t i = 0; i < blocks.count; i++)
        if (stet_selected(view->ctx, &blocks.items[i]))
            spec_spans_add(&list, blocks.items[i].span.start, blocks.items[i].span.end);
    return (spec_reading){ stet_text(view->ctx, view->doc), false, list.items,
                           list.count };
}

static bool holds(const stet_list *list, const stet_pattern *pattern)
{
    const spec_item *items = list->items;

    for (size_t i = 0; i < list->count; i++)
        if (items[i].pattern == pattern)
            return true;
    return false;
}

static spec_reading take_hits(const spec_view *view, const stet_list *first,
                              const stet_list *second)
{
    spec_spans list = { .ctx = view->ctx };
    uint32_t cursor = 0;
    stet_hit hit;

    while (stet_next_hit(view->ctx, &cursor, &hit))
        if (holds(first, hit.pattern) || holds(second, hit.pattern))
            spec_spans_add(&list, hit.match.group[0].start, hit.match.group[0].end);
    return (spec_reading){ stet_text(view->ctx, view->doc), false, list.items,
                           list.count };
}

spec_reading spec_find_all(const spec_view *view, const stet_list *first,
                           const stet_list *second)
{
    const stet_list *lists[] = { first, second };
    spec_spans list = { .ctx = view->ctx };

    if (!spec_view_is_found(view))
        return take_hits(view, first, second);
    spec_reading parts = parts_of(view);
    for (size_t l = 0; l < STET_LEN(lists); l++) {
        const spec_item *items = lists[l]->items;
        for (size_t i = 0; i < lists[l]->count; i++)
            for (size_t p = 0; p < parts.count; p++)
                find_in(&list, items[i].pattern, parts.text, parts.items[p]);
    }
    if (first->count + second->count > 1)
        spec_spans_sort(&list);
    return (spec_reading){ parts.text, parts.in_markup, list.items, list.count };
}

static bool was_hit(stet_ctx *ctx, const stet_pattern *pattern)
{
    uint32_t cursor = 0;
    stet_hit hit;

    while (stet_next_hit(ctx, &cursor, &hit))
        if (hit.pattern == pattern)
            return true;
    return false;
}

static bool stands_in(stet_ctx *ctx, const stet_pattern *pattern,
                      const spec_reading *parts)
{
    stet_match match;

    for (size_t p = 0; p < parts->count; p++)
        if (stet_find(ctx, pattern, stet_slice(parts->text, parts->items[p]), 0,
                      &match))
            return true;
    return false;
}

size_t spec_find_missing(const spec_view *view, const stet_list *list,
                         spec_item *missing)
{
    const spec_item *items = list->items;
    bool found = spec_view_is_found(view);
    spec_reading parts = found ? parts_of(view) : (spec_reading){ 0 };
    size_t n = 0;

    for (size_t i = 0; i < list->count; i++)
        if (!(found ? stands_in(view->ctx, items[i].pattern, &parts)
                    : was_hit(view->ctx, items[i].pattern)))
            missing[n++] = items[i];
    return n;
}

/* ---- A set of texts: which of the units have been seen, which are listed ---- */

typedef struct text_set {
    stet_str *slots; /* Open addressing; ptr NULL: free. */
    size_t mask;
} text_set;

static text_set make_set(stet_ctx *ctx, size_t most)
{
    size_t size = 16;

    while (size < 2 * most)
        size *= 2;
    return (text_set){ stet_alloc(ctx, size * sizeof(stet_str)), size - 1 };
}

/* FNV-1a. */
static size_t hash_of(stet_str text)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);

    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001B3);
    return (size_t)(hash ^ hash >> 32);
}

/* The slot that has the text, or the free one where it would stand. */
static stet_str *find_slot(const text_set *set, stet_str text)
{
    for (size_t at = hash_of(text);; at++) {
        stet_str *slot = &set->slots[at & set->mask];
        if (!slot->ptr ||
            (slot->len == text.len && memcmp(slot->ptr, text.ptr, text.len) == 0))
            return slot;
    }
}

/* ---- What of the units counts ---- */

typedef struct filter {
    stet_ctx *ctx;
    const spec_subject *subject;
    bool ignore_case;
    text_set listed, seen;
} filter;

static filter make_filter(stet_ctx *ctx, const spec_subject *subject, bool ignore_case,
                          size_t n_units)
{
    filter it = { .ctx = ctx, .subject = subject, .ignore_case = ignore_case };
    const spec_text *among = subject->among.items;

    if (subject->distinct)
        it.seen = make_set(ctx, n_units);
    if (subject->among.count == 0)
        return it;
    it.listed = make_set(ctx, subject->among.count);
    for (size_t i = 0; i < subject->among.count; i++) {
        stet_str text = among[i].text;
        if (ignore_case)
            text = stet_lower(ctx, text);
        if (text.len > 0)
            *find_slot(&it.listed, text) = text;
    }
    return it;
}

static bool passes(const filter *it, stet_str text, stet_span span)
{
    const spec_subject *subject = it->subject;
    stet_str unit = stet_slice(text, spec_trim_span(text, span));

    if (unit.len == 0 ||
        (subject->written == SPEC_WRITTEN_UPPER && !python_is_upper(it->ctx, unit)) ||
        (subject->written == SPEC_WRITTEN_LOWER && !python_is_lower(it->ctx, unit)))
        return false;
    if (it->ignore_case && (subject->distinct || subject->among.count > 0))
        unit = stet_lower(it->ctx, unit);
    if (subject->among.count > 0 && !find_slot(&it->listed, unit)->ptr)
        return false;
    if (!subject->distinct)
        return true;
    stet_str *slot = find_slot(&it->seen, unit);
    bool is_new = slot->ptr == NULL;
    *slot = unit;
    return is_new;
}

static bool is_filtered(const spec_subject *subject)
{
    return subject->distinct || subject->among.count > 0 ||
           subject->written != SPEC_WRITTEN_ANY;
}

spec_reading spec_subject_read(const spec_view *view, const spec_subject *subject,
                               bool ignore_case)
{
    spec_how how = { view->profile, subject->unit, subject->separator };
    spec_reading all = spec_subject_is_found(subject)
                           ? spec_find_all(view, &subject->phrases, &subject->patterns)
                           : spec_read(view->ctx, view->doc, how);

    if (!is_filtered(subject) || all.count == 0)
        return all;
    filter it = make_filter(view->ctx, subject, ignore_case, all.count);
    stet_span *items = stet_alloc(view->ctx, all.count * sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (passes(&it, all.text, all.items[i]))
            items[count++] = all.items[i];
    all.items = items;
    all.count = count;
    return all;
}

uint64_t spec_subject_tally(const spec_view *view, const spec_subject *subject,
                            bool ignore_case, spec_reading *all)
{
    *all = (spec_reading){ 0 };
    if (!is_filtered(subject) && !spec_subject_is_found(subject) &&
        !spec_is_literal(view->profile))
        return spec_plain_amount(
            view->ctx, view->doc,
            (spec_how){ view->profile, subject->unit, subject->separator });
    *all = spec_subject_read(view, subject, ignore_case);
    return spec_amount_of(all,
                          spec_subject_is_found(subject) ? SPEC_UNITS : subject->unit);
}

uint64_t spec_subject_amount(const spec_view *view, const spec_subject *subject,
                             bool ignore_case)
{
    spec_reading all;
    return spec_subject_tally(view, subject, ignore_case, &all);
}

stet_str spec_subject_name(stet_ctx *ctx, const spec_subject *subject, uint64_t amount)
{
    if (subject->what.len > 0)
        return subject->what;
    if (spec_subject_is_found(subject))
        return amount == 1 ? (stet_str){ "match", 5 } : (stet_str){ "matches", 7 };
    return spec_unit_noun(ctx, subject->unit, amount != 1);
}
