/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "naming.h"
#include "owners.h"
#include "phrasing.h"

#include <math.h>

/* Other places that a finding lists. */
enum { PLACES = 20 };

typedef struct density_entry {
    stet_list phrases;  /* phrasing_item */
    stet_list patterns; /* phrasing_item */
    double weight;
} density_entry;

typedef struct density_options {
    stet_list phrases;
    stet_list patterns;
    stet_list weighted; /* density_entry */
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
    double max;
    int per;
    int64_t min_words;
    int64_t min_hits;
    int64_t min_distinct;
    int64_t cap;
} density_options;

typedef struct density_check {
    const density_options *options;
    phrasing_owners entries;
    double heaviest;
} density_check;

enum { PER_THOUSAND, PER_TEXT };
static const char *const per_choices[] = { "1000-words", "text", NULL };

static const stet_param entry_params[] = {
    STET_LIST(density_entry, phrases, phrasing_item, phrasing_gate_phrase,
              .preset = "[]", .doc = "Words as they stand."),
    STET_LIST(density_entry, patterns, phrasing_item, phrasing_gate_pattern,
              .preset = "[]", .doc = "The same as PCRE2 patterns."),
    STET_REAL(density_entry, weight, .min = 0, .max = 1e6,
              .doc = "How much each of them weighs."),
};

static const stet_param params[] = {
    STET_LIST(density_options, phrases, phrasing_item, phrasing_gate_phrase,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "What is weighed, each with weight 1: words as they stand."),
    STET_LIST(density_options, patterns, phrasing_item, phrasing_gate_pattern,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "The same as PCRE2 patterns."),
    STET_LIST(density_options, weighted, density_entry, entry_params,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "The same with other weights: a list of {phrases: ..., patterns: "
                     "..., weight: ...}."),
    PHRASING_EXCEPT(density_options, except, "Longer phrases that weigh nothing."),
    STET_BOOL(density_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(density_options, whole_words, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether a phrase must begin and end at a word boundary."),
    STET_REAL(density_options, max, .more = STET_LOOSER, .min = 0, .max = 1e9,
              .doc = "What all of them may weigh together."),
    STET_CHOICE(density_options, per, .preset = "1000-words", .choices = per_choices,
                .doc = "In what: each thousand words of a text, or a whole text."),
    STET_INT(density_options, min_words, .more = STET_LOOSER, .preset = "100", .min = 0,
             .max = 1e9, .doc = "A text with fewer words is not judged."),
    STET_INT(density_options, min_hits, .more = STET_LOOSER, .preset = "2", .min = 1,
             .max = 1e9, .doc = "How many places a text must have to be told."),
    STET_INT(density_options, min_distinct, .preset = "1", .min = 1, .max = 1e9,
             .doc = "How many different phrases and patterns they must be."),
    STET_INT(density_options, cap, .preset = "0", .min = 0, .max = 1e9,
             .doc = "How often the same phrase or pattern weighs in a text; 0: each "
                    "time."),
};

static const stet_message messages[] = {
    { "dense", "rewrite some of {matches}: {count} in {words} words weigh {density} in "
               "1,000; {max} are allowed" },
    { "heavy", "rewrite some of {matches}: {count} weigh {weight}; {max} are allowed" },
};

/* The hits that weigh; their key is their entry among the check's, which stands for
   their pattern. */
typedef struct weighing {
    phrasing_place *hits;
    size_t count, distinct;
    double weight;
    uint32_t *times; /* By entry: how often its pattern stands there. */
} weighing;

/* The entries behind each other, those with a weight of their own first: they win. */
static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const density_options *o = options;
    const density_entry *weighted = o->weighted.items;
    size_t n = o->weighted.count, n_items = o->phrases.count + o->patterns.count;
    density_check *made = stet_keep(ctx, sizeof *made);
    density_entry *entries = stet_keep(ctx, (n + 1) * sizeof *entries);

    for (size_t i = 0; i < n; i++) {
        entries[i] = weighted[i];
        n_items += entries[i].phrases.count + entries[i].patterns.count;
        if (entries[i].phrases.count + entries[i].patterns.count == 0)
            return stet_fail(ctx, "weighted",
                             "an entry has no phrases and no patterns");
    }
    if (n_items == 0)
        return stet_fail(ctx, "phrases", "give phrases, patterns or weighted ones");
    entries[n] = (density_entry){ o->phrases, o->patterns, 1 };
    made->options = o;
    phrasing_owners_init(ctx, &made->entries, n_items);
    for (size_t i = 0; i <= n; i++) {
        phrasing_owners_add(&made->entries, &entries[i].phrases, &entries[i]);
        phrasing_owners_add(&made->entries, &entries[i].patterns, &entries[i]);
        made->heaviest = fmax(made->heaviest, entries[i].weight);
    }
    phrasing_owners_sort(&made->entries);
    *check = made;
    return STET_OK;
}

static void weigh(stet_ctx *ctx, const density_check *c, weighing *w)
{
    const density_options *o = c->options;
    phrasing_exceptions except = phrasing_exceptions_of(o->except, 2);
    uint32_t cursor = 0, end = 0;
    stet_hit hit;

    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        size_t at = phrasing_owners_index(&c->entries, hit.pattern);
        if (at == SIZE_MAX || span.start < end ||
            phrasing_is_excepted(ctx, &hit, &except))
            continue;
        const density_entry *entry = c->entries.items[at].owner;
        end = span.end;
        if (o->cap > 0 && w->times[at] >= (size_t)o->cap)
            continue;
        w->distinct += w->times[at]++ == 0;
        w->hits[w->count++] = (phrasing_place){ span, at };
        w->weight += entry->weight;
    }
}

/* What all may weigh in a text of so many words. */
static double limit_of(const density_options *o, double words)
{
    return o->per == PER_TEXT ? o->max : o->max * words / 1000;
}

static double rounded(double value)
{
    return round(value * 10) / 10;
}

static void report(stet_ctx *ctx, const density_options *o, weighing *w,
                   const stet_doc *doc, uint64_t words)
{
    size_t n_places = w->count - 1 < PLACES ? w->count - 1 : PLACES;
    stet_place *places = stet_alloc(ctx, (n_places + 1) * sizeof *places);
    double density = words > 0 ? w->weight * 1000 / (double)words : 0;
    stet_arg args[] = {
        { .name = "weight", .number = rounded(w->weight) },
        { .name = "density", .number = rounded(density) },
        { .name = "count", .number = (double)w->count },
        { .name = "words", .number = (double)words },
        { .name = "max", .number = o->max },
        { .name = "matches",
          .text = phrasing_name_places(ctx, stet_text(ctx, doc), w->hits, w->count,
                                       w->distinct, w->times) },
    };

    for (size_t i = 0; i < n_places; i++)
        places[i] = stet_place_of(ctx, doc, w->hits[i + 1].span);
    stet_report(ctx, &(stet_finding){ .message = o->per == PER_TEXT,
                                      .span = w->hits[0].span,
                                      .related = places,
                                      .n_related = n_places,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

/* Most texts with a hit have too few of them for any number of words. */
static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const density_check *c = check;
    const density_options *o = c->options;
    size_t n = phrasing_count_hits(ctx);

    (void)state;
    if (n < (size_t)o->min_hits || n < (size_t)o->min_distinct ||
        (double)n * c->heaviest <= limit_of(o, (double)o->min_words))
        return STET_OK;
    weighing w = { .hits = stet_alloc(ctx, n * sizeof *w.hits),
                   .times = stet_alloc(ctx, c->entries.count * sizeof *w.times) };
    weigh(ctx, c, &w);
    if (w.count < (size_t)o->min_hits || w.distinct < (size_t)o->min_distinct)
        return STET_OK;
    uint64_t words = stet_count(ctx, unit->doc, STET_COUNT_WORDS);
    if (words >= (uint64_t)o->min_words && w.weight > limit_of(o, (double)words))
        report(ctx, o, &w, unit->doc, words);
    return STET_OK;
}

const stet_check_type phrasing_density = {
    .name = "density",
    .summary = "Phrases of a kind are too dense",
    .doc =
        "Weighs phrases and patterns that are good English once and a manner when they "
        "crowd, and tells a text once when all of them together weigh more in a "
        "thousand words than the rule allows: at the first place, with the others as "
        "related places. A short text is not judged, since two words in fifty say "
        "nothing; nor need one word that is the text's subject be held against it: see "
        "`cap` and `min-distinct`. Of overlapping places the longest of the first "
        "weighs.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(density_options, params),
    .create = create,
    .run = run,
    .whole = true,
};
