/* SPDX-License-Identifier: Apache-2.0 */
#include "variants.h"

#include "exceptions.h"
#include "mending.h"
#include "phrasing.h"

typedef struct variant_pair {
    stet_list from;     /* phrasing_item */
    stet_list patterns; /* phrasing_item */
    stet_str to;
} variant_pair;

static const stet_param pair_params[] = {
    STET_LIST(variant_pair, from, phrasing_item, phrasing_gate_phrase, .preset = "[]",
              .doc = "What this variant does not write."),
    STET_LIST(
        variant_pair, patterns, phrasing_item, phrasing_gate_pattern, .preset = "[]",
        .doc = "The same as PCRE2 patterns; $1 to $9 in `to` stand for what their "
               "groups matched."),
    STET_TEXT(variant_pair, to, .doc = "What it writes instead."),
};

const stet_param variants_params[2] = {
    STET_TEXT(variant, name, .doc = "What messages call it: British."),
    STET_LIST(variant, pairs, variant_pair, pair_params, .min = 1, .max = 1e5,
              .doc = "What it writes in place of what: a list of {from: color, to: "
                     "colour}."),
};

/* What owns a pattern: a pair of a variant. */
typedef struct variant_owner {
    const variant_pair *pair;
    size_t variant;
} variant_owner;

bool variants_init(stet_ctx *ctx, variants *v, const stet_list *list)
{
    size_t n_pairs = 0, n_words = 0;

    *v = (variants){ .items = list->items, .count = list->count };
    for (size_t i = 0; i < v->count; i++) {
        const variant_pair *pairs = v->items[i].pairs.items;
        n_pairs += v->items[i].pairs.count;
        for (size_t p = 0; p < v->items[i].pairs.count; p++) {
            size_t n = pairs[p].from.count + pairs[p].patterns.count;
            n_words += n;
            if (n == 0) {
                stet_fail(ctx, "variants",
                          "pair %zu of variant %zu has no `from` and no `patterns`",
                          p + 1, i + 1);
                return false;
            }
        }
    }
    variant_owner *owners = stet_keep(ctx, (n_pairs + 1) * sizeof *owners);
    phrasing_owners_init(ctx, &v->words, n_words);
    for (size_t i = 0; i < v->count; i++) {
        const variant_pair *pairs = v->items[i].pairs.items;
        for (size_t p = 0; p < v->items[i].pairs.count; p++, owners++) {
            *owners = (variant_owner){ &pairs[p], i };
            phrasing_owners_add(&v->words, &pairs[p].from, owners);
            phrasing_owners_add(&v->words, &pairs[p].patterns, owners);
        }
    }
    phrasing_owners_sort(&v->words);
    return true;
}

/* A place that tells: what the variants would write there, ptr NULL where they write
   what stands there. */
typedef struct telling {
    stet_span span;
    stet_str instead[VARIANTS_MOST];
} telling;

typedef struct telling_list {
    telling *items;
    size_t count;
} telling_list;

/* What a place is to the variants; false: they all write what stands there. */
static bool read_place(stet_ctx *ctx, const variants *v, const stet_hit *hit,
                       telling *out)
{
    const phrasing_owner *words = v->words.items;
    stet_str text = stet_text(ctx, hit->doc);
    stet_str match = stet_slice(text, hit->match.group[0]);
    size_t at = phrasing_owners_index(&v->words, hit->pattern);
    bool any = false;

    *out = (telling){ .span = hit->match.group[0] };
    for (; at < v->words.count && words[at].pattern == hit->pattern; at++) {
        const variant_owner *owner = words[at].owner;
        stet_str *instead = &out->instead[owner->variant];
        stet_str to = phrasing_fill_groups(ctx, owner->pair->to, text, &hit->match);
        to = phrasing_keep_case(ctx, match, to);
        if (instead->ptr || phrasing_is_same(to, match))
            continue;
        *instead = to;
        any = true;
    }
    return any;
}

/* The same place, seen by another pattern. */
static void join_place(const variants *v, telling *place, const telling *other)
{
    for (size_t i = 0; i < v->count; i++)
        if (!place->instead[i].ptr)
            place->instead[i] = other->instead[i];
}

/* Whether no variant writes what stands there, which tells nothing of a text. */
static bool is_of_none(const variants *v, const telling *place)
{
    for (size_t i = 0; i < v->count; i++)
        if (!place->instead[i].ptr)
            return false;
    return true;
}

static telling_list collect(stet_ctx *ctx, const variants *v,
                            const stet_list *exceptions)
{
    telling_list list = { .items = stet_alloc(ctx, phrasing_count_hits(ctx) *
                                                       sizeof *list.items) };
    phrasing_exceptions except = phrasing_exceptions_of(exceptions, 2);
    uint32_t cursor = 0;
    size_t n = 0;
    stet_hit hit;
    telling place;

    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        telling *last = list.count > 0 ? &list.items[list.count - 1] : NULL;
        if (!read_place(ctx, v, &hit, &place) ||
            phrasing_is_excepted(ctx, &hit, &except))
            continue;
        if (!last || place.span.start >= last->span.end)
            list.items[list.count++] = place;
        else if (place.span.start == last->span.start &&
                 place.span.end == last->span.end)
            join_place(v, last, &place);
    }
    for (size_t p = 0; p < list.count; p++)
        if (!is_of_none(v, &list.items[p]))
            list.items[n++] = list.items[p];
    list.count = n;
    return list;
}

/* What a text would have to change to be of a variant: how many places, and the first.
 */
typedef struct distance {
    size_t count;
    uint32_t first;
} distance;

static bool is_nearer(const distance *a, const distance *b, variants_decider decider)
{
    if (decider == VARIANTS_FIRST_USED && a->first != b->first)
        return a->first > b->first;
    return a->count != b->count ? a->count < b->count : a->first > b->first;
}

/* The variant to which the text is nearest; of several the one named first. */
static size_t find_own(const variants *v, const telling_list *list,
                       variants_decider decider)
{
    distance to[VARIANTS_MOST];
    size_t own = 0;

    for (size_t i = 0; i < v->count; i++) {
        to[i] = (distance){ 0, UINT32_MAX };
        for (size_t p = list->count; p-- > 0;)
            if (list->items[p].instead[i].ptr) {
                to[i].count++;
                to[i].first = list->items[p].span.start;
            }
        if (is_nearer(&to[i], &to[own], decider))
            own = i;
    }
    return own;
}

static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span,
                   const stet_arg *args, size_t n_args, const stet_place *other,
                   uint32_t message)
{
    stet_edit edits[MENDING_EDITS];
    stet_fix fix = { "Write it the same way", edits, 0, false };

    fix.n_edits = mending_edits(ctx, doc, span, args[0].text, edits);
    stet_report(ctx, &(stet_finding){ .message = message,
                                      .span = span,
                                      .args = args,
                                      .n_args = n_args,
                                      .fixes = &fix,
                                      .n_fixes = fix.n_edits > 0,
                                      .related = other,
                                      .n_related = 1 });
}

/* Where a place must be changed there is another that must not be: else another variant
   would be nearer. */
void variants_judge(stet_ctx *ctx, const variants *v, variants_decider decider,
                    const stet_list *exceptions, const stet_doc *doc, uint32_t message)
{
    telling_list list = collect(ctx, v, exceptions);
    size_t own = find_own(v, &list, decider);
    stet_span own_span = { 0, 0 };
    uint32_t n_own = 0;

    for (size_t p = list.count; p-- > 0;)
        if (!list.items[p].instead[own].ptr) {
            own_span = list.items[p].span;
            n_own++;
        }
    if (n_own == list.count)
        return;
    stet_place other = stet_place_of(ctx, doc, own_span);
    for (size_t p = 0; p < list.count; p++) {
        if (!list.items[p].instead[own].ptr)
            continue;
        stet_arg args[] = {
            { .name = "instead", .text = list.items[p].instead[own] },
            { .name = "other", .text = stet_slice(stet_text(ctx, doc), own_span) },
            { .name = "variant", .text = v->items[own].name },
            { .name = "count", .number = n_own },
        };
        report(ctx, doc, list.items[p].span, args, STET_LEN(args), &other, message);
    }
}
