/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "letters.h"
#include "mending.h"
#include "naming.h"
#include "owners.h"
#include "phrasing.h"
#include "renaming.h"

#include <stdlib.h>

/* Other places that a finding lists. */
enum { PLACES = 20 };

enum { OF_SENTENCES, OF_WORDS };
static const char *const unit_choices[] = { "sentences", "words", NULL };

typedef struct chain_group {
    stet_list phrases;  /* phrasing_item */
    stet_list patterns; /* phrasing_item */
} chain_group;

typedef struct chain_options {
    stet_list groups; /* chain_group */
    stet_list except[2];
    bool ignore_case;
    bool exact;
    int64_t max;
    int64_t within;
    int unit;
} chain_options;

/* The names of a group that are written alike: phrases, which may have an ending, or
   patterns. There are two of them a group. */
typedef struct chain_source {
    size_t group;
    bool may_end;
} chain_source;

typedef struct chain_check {
    const chain_options *options;
    phrasing_owners names; /* Their owners are sources. */
    size_t most_shared;    /* The most groups that have the same name. */
} chain_check;

static const stet_param group_params[] = {
    STET_LIST(chain_group, phrases, phrasing_item, phrasing_gate_stem, .preset = "[]",
              .doc = "Names of one thing, in words as they stand."),
    STET_LIST(chain_group, patterns, phrasing_item, phrasing_gate_pattern,
              .preset = "[]",
              .doc = "The same as PCRE2 patterns; all that one matches is one name."),
};

static const stet_param params[] = {
    STET_LIST(chain_options, groups, chain_group, group_params, .more = STET_STRICTER,
              .min = 1, .max = 1e5,
              .doc = "Groups of names for one thing: a list of {phrases: [the "
                     "festival, the event], patterns: ...}."),
    PHRASING_EXCEPT(chain_options, except,
                    "Longer phrases in which a name is something else."),
    STET_BOOL(chain_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(chain_options, exact, .more = STET_LOOSER, .preset = "false",
              .doc = "Whether a phrase is found only as it is; else with the ending s "
                     "or es too, as the same name."),
    STET_INT(chain_options, max, .more = STET_LOOSER, .preset = "2", .min = 1,
             .max = 1000, .doc = "How many different names a stretch of text may use."),
    STET_INT(chain_options, within, .preset = "6", .min = 0, .max = 1e9,
             .doc = "How long a stretch is; 0: the whole text."),
    STET_CHOICE(chain_options, unit, .preset = "sentences", .choices = unit_choices,
                .doc = "What a stretch is counted in."),
};

static const stet_message messages[] = {
    { "chain",
      "one thing has {count} names here: {matches}; keep to one, as “{first}”" },
};

static size_t find_most_shared(const phrasing_owners *names)
{
    size_t most = 0, n = 0;

    for (size_t i = 0; i < names->count; i++) {
        bool same = i > 0 && names->items[i].pattern == names->items[i - 1].pattern;
        n = same ? n + 1 : 1;
        most = n > most ? n : most;
    }
    return most;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const chain_options *o = options;
    const chain_group *groups = o->groups.items;
    chain_check *made = stet_keep(ctx, sizeof *made);
    chain_source *sources = stet_keep(ctx, 2 * o->groups.count * sizeof *sources);
    size_t n_names = 0;

    for (size_t g = 0; g < o->groups.count; g++) {
        size_t n = groups[g].phrases.count + groups[g].patterns.count;
        if (n <= (size_t)o->max)
            return stet_fail(ctx, "groups",
                             "group %zu has %zu names, which are never more than `max`",
                             g + 1, n);
        n_names += n;
    }
    phrasing_owners_init(ctx, &made->names, n_names);
    for (size_t g = 0; g < o->groups.count; g++) {
        chain_source *of = sources + 2 * g;
        of[0] = (chain_source){ g, !o->exact };
        of[1] = (chain_source){ g, false };
        phrasing_owners_add(&made->names, &groups[g].phrases, &of[0]);
        phrasing_owners_add(&made->names, &groups[g].patterns, &of[1]);
    }
    phrasing_owners_sort(&made->names);
    made->options = o;
    made->most_shared = find_most_shared(&made->names);
    *check = made;
    return STET_OK;
}

/* ---- Places ---- */

/* A name where it stands. */
typedef struct chain_place {
    size_t group, key; /* Of the rule, among its names. */
    size_t order;      /* Of those that stand in one place: that of the rule set. */
    stet_span span;    /* With its ending, */
    uint32_t n_ending; /* which has so many letters. */
    uint64_t at;       /* In units of the stretch. */
} chain_place;

typedef struct chain_places {
    chain_place *items;
    size_t count;
} chain_places;

static bool is_inner(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
           ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* From the start of the first word of a place to the end of its last one. Code has no
   words: there letters and digits go on. */
static stet_span words_around(stet_str text, stet_word_array words, stet_span span)
{
    if (words.count > 0) {
        stet_span first = words.items[phrasing_word_at(words, span.start)].span;
        stet_span last = words.items[phrasing_word_at(words, span.end - 1)].span;
        if (first.start <= span.start && span.start < first.end && last.end >= span.end)
            return (stet_span){ first.start, last.end };
    }
    while (span.start > 0 && is_inner(text.ptr[span.start - 1]))
        span.start--;
    while (span.end < text.len && is_inner(text.ptr[span.end]))
        span.end++;
    return span;
}

/* Takes the ending of a phrase to its span; false: it is a part of another word. */
static bool take_ending(stet_str text, stet_word_array words, chain_place *place)
{
    stet_span around = words_around(text, words, place->span);

    if (around.start != place->span.start)
        return false;
    stet_str rest = stet_slice(text, (stet_span){ place->span.end, around.end });
    if (rest.len > 2 || (rest.len == 2 && (rest.ptr[0] | 0x20) != 'e') ||
        (rest.len > 0 && (rest.ptr[rest.len - 1] | 0x20) != 's'))
        return false;
    place->span.end = around.end;
    place->n_ending = (uint32_t)rest.len;
    return true;
}

/* A name may stand in several groups. */
static void add_hit(stet_ctx *ctx, const chain_check *c, const stet_hit *hit,
                    chain_places *places)
{
    const phrasing_owner *names = c->names.items;
    size_t at = phrasing_owners_index(&c->names, hit->pattern);

    for (; at < c->names.count && names[at].pattern == hit->pattern; at++) {
        const chain_source *source = names[at].owner;
        chain_place place = { .group = source->group,
                              .key = at,
                              .order = places->count,
                              .span = hit->match.group[0] };
        if (!source->may_end ||
            take_ending(stet_text(ctx, hit->doc), stet_words(ctx, hit->doc), &place))
            places->items[places->count++] = place;
    }
}

static int by_group(const void *a, const void *b)
{
    const chain_place *x = a, *y = b;

    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Where each of the places, which are in text order, is: counted in sentences or in
   words. */
static void number(stet_ctx *ctx, const chain_options *o, const stet_doc *doc,
                   chain_place *places, size_t n)
{
    stet_sentence_array sentences = stet_sentences(ctx, doc);
    stet_word_array words = stet_words(ctx, doc);
    bool by_words = o->unit == OF_WORDS;
    size_t count = by_words ? words.count : sentences.count, i = 0;
    uint64_t at = 0;

    for (size_t p = 0; p < n; p++) {
        for (; i < count; i++) {
            stet_span span = by_words ? words.items[i].span : sentences.items[i].span;
            if (span.start > places[p].span.start)
                break;
            at += !by_words || (words.items[i].kind != STET_WORD_PUNCTUATION &&
                                words.items[i].kind != STET_WORD_CLITIC);
        }
        places[p].at = at;
    }
}

/* By group and place; of names of one group that overlap the longest of the first. */
static chain_places collect(stet_ctx *ctx, const chain_check *c, const stet_doc *doc,
                            size_t n_hits)
{
    phrasing_exceptions except = phrasing_exceptions_of(c->options->except, 2);
    chain_places found = { .count = 0 };
    uint32_t cursor = 0;
    size_t n = 0;
    stet_hit hit;

    found.items = stet_alloc(ctx, n_hits * c->most_shared * sizeof *found.items);
    while (phrasing_next_hit(ctx, &cursor, &hit))
        if (!phrasing_is_excepted(ctx, &hit, &except))
            add_hit(ctx, c, &hit, &found);
    number(ctx, c->options, doc, found.items, found.count);
    qsort(found.items, found.count, sizeof *found.items, by_group);
    for (size_t i = 0; i < found.count; i++)
        if (n == 0 || found.items[n - 1].group != found.items[i].group ||
            found.items[n - 1].span.end <= found.items[i].span.start)
            found.items[n++] = found.items[i];
    found.count = n;
    return found;
}

/* ---- Stretches ---- */

/* Places of one group that stand near each other. */
typedef struct stretch {
    size_t first, end; /* Among the group's places. */
    size_t distinct;   /* Names. */
} stretch;

static bool is_within(const chain_options *o, const chain_place *first,
                      const chain_place *last)
{
    return o->within == 0 || last->at - first->at < (uint64_t)o->within;
}

/* The stretch with the most names; of several the first. `times` is 0 for all names,
   and is left so. */
static stretch find_worst(const chain_options *o, const chain_place *places, size_t n,
                          uint32_t *times)
{
    stretch worst = { 0, 0, 0 };
    size_t first = 0, distinct = 0;

    for (size_t i = 0; i < n; i++) {
        distinct += times[places[i].key]++ == 0;
        for (; !is_within(o, &places[first], &places[i]); first++)
            distinct -= --times[places[first].key] == 0;
        if (distinct > worst.distinct)
            worst = (stretch){ first, i + 1, distinct };
    }
    for (; first < n; first++)
        times[places[first].key]--;
    while (worst.end < n && is_within(o, &places[worst.first], &places[worst.end]))
        worst.end++;
    return worst;
}

/* ---- Reporting ---- */

static stet_str stem_of(stet_str text, const chain_place *place)
{
    return stet_slice(
        text, (stet_span){ place->span.start, place->span.end - place->n_ending });
}

/* How the name of the first place is written inside a sentence, without its ending. */
static stet_str first_name(stet_ctx *ctx, stet_str text, const chain_place *places,
                           size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (places[i].key == places[0].key &&
            !phrasing_is_upper(text.ptr[places[i].span.start]))
            return stem_of(text, &places[i]);
    return renaming_inside(ctx, stem_of(text, &places[0]));
}

/* The edits that call all places by the name; 0: there is one that nobody can tell how.
 */
static size_t rename_all(stet_ctx *ctx, const stet_doc *doc, stet_str name, size_t key,
                         const chain_place *places, size_t n, stet_edit *edits)
{
    size_t n_edits = 0;

    for (size_t i = 0; i < n; i++) {
        if (places[i].key == key)
            continue;
        stet_span span = places[i].span;
        stet_str with = renaming_as(ctx, name, stet_slice(stet_text(ctx, doc), span));
        if (!with.ptr)
            return 0;
        n_edits += mending_edits(ctx, doc, span, with, edits + n_edits);
    }
    return n_edits;
}

/* `places` are all of the group, of which the stretch is a part. */
static void report(stet_ctx *ctx, const stet_doc *doc, const chain_place *places,
                   size_t n, stretch s, uint32_t *times)
{
    stet_str text = stet_text(ctx, doc), name = first_name(ctx, text, places, n);
    size_t n_named = s.end - s.first, n_related = 0;
    phrasing_place *named = stet_alloc(ctx, n_named * sizeof *named);
    stet_edit *edits = stet_alloc(ctx, n_named * MENDING_EDITS * sizeof *edits);
    stet_place related[PLACES];

    for (size_t i = 0; i < n_named; i++) {
        const chain_place *place = &places[s.first + i];
        named[i] = (phrasing_place){ place->span, place->key };
        times[place->key]++;
        if (i > 0 && n_related < PLACES)
            related[n_related++] = stet_place_of(ctx, doc, place->span);
    }
    stet_arg args[] = {
        { .name = "count", .number = (double)s.distinct },
        { .name = "first", .text = name },
        { .name = "matches",
          .text = phrasing_name_places(ctx, text, named, n_named, s.distinct, times) },
    };
    stet_fix fix = { "Keep to the first name", edits, 0, false };
    fix.n_edits =
        rename_all(ctx, doc, name, places[0].key, places + s.first, n_named, edits);
    stet_report(ctx, &(stet_finding){ .span = named[0].span,
                                      .related = related,
                                      .n_related = n_related,
                                      .args = args,
                                      .n_args = STET_LEN(args),
                                      .fixes = &fix,
                                      .n_fixes = fix.n_edits > 0 });
    for (size_t i = 0; i < n_named; i++)
        times[named[i].key] = 0;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const chain_check *c = check;
    size_t n_hits = phrasing_count_hits(ctx), max = (size_t)c->options->max;

    (void)state;
    if (n_hits <= max)
        return STET_OK;
    chain_places found = collect(ctx, c, unit->doc, n_hits);
    uint32_t *times = stet_alloc(ctx, c->names.count * sizeof *times);
    for (size_t i = 0, end; i < found.count; i = end) {
        chain_place *places = found.items + i;
        for (end = i; end < found.count && found.items[end].group == places->group;)
            end++;
        if (end - i <= max)
            continue;
        stretch worst = find_worst(c->options, places, end - i, times);
        if (worst.distinct > max)
            report(ctx, unit->doc, places, end - i, worst, times);
    }
    return STET_OK;
}

const stet_check_type phrasing_synonym_chain = {
    .name = "synonym-chain",
    .summary = "One thing is called by one name after the other",
    .doc =
        "Elegant variation: a writer who fears to repeat a word calls the festival the "
        "event, the celebration and the gathering, and the reader looks for four "
        "things. A rule names groups of words for one thing; a text that uses more of "
        "a group within a stretch of sentences or words than `max` is told once, at "
        "the "
        "first place of the stretch with the most of them, with the others as related "
        "places. A phrase with a plural ending is the same name; for what else is one "
        "name (company, companies) write a pattern. Articles in the phrases (the "
        "company, the firm) keep things apart that are spoken of in general. The fix, "
        "which is not safe, calls all by the name that the text uses first.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(chain_options, params),
    .create = create,
    .run = run,
    .whole = true,
};
