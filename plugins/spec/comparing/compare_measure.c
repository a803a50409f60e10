/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/compare_measure.h"

#include "comparing/edit.h"

static uint64_t gram_at(const uint32_t *ids, size_t n)
{
    uint64_t hash = n;

    for (size_t i = 0; i < n; i++) {
        hash = (hash ^ ids[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 31;
    }
    return hash ? hash : 1;
}

static size_t n_grams(spec_words words, size_t n)
{
    return words.count < n ? 0 : words.count - n + 1;
}

static spec_set set_of(stet_ctx *ctx, spec_words words, size_t n)
{
    size_t count = n_grams(words, n);
    spec_set set = spec_set_new(ctx, count);

    for (size_t i = 0; i < count; i++)
        spec_set_add(&set, gram_at(words.ids + i, n));
    return set;
}

spec_grams spec_grams_of(stet_ctx *ctx, spec_words ours, spec_words theirs, size_t n)
{
    spec_set our_set = set_of(ctx, ours, n);
    spec_set their_set = set_of(ctx, theirs, n);
    spec_grams grams = { our_set.count, their_set.count, 0 };

    for (size_t i = 0; i <= our_set.mask; i++)
        grams.both +=
            our_set.slots[i] != 0 && spec_set_has(&their_set, our_set.slots[i]);
    return grams;
}

bool spec_grams_meet(stet_ctx *ctx, spec_words ours, spec_words theirs, size_t n)
{
    bool ours_is_shorter = ours.count < theirs.count;
    spec_set set = set_of(ctx, ours_is_shorter ? ours : theirs, n);
    spec_words longer = ours_is_shorter ? theirs : ours;
    size_t count = set.count > 0 ? n_grams(longer, n) : 0;

    for (size_t i = 0; i < count; i++)
        if (spec_set_has(&set, gram_at(longer.ids + i, n)))
            return true;
    return false;
}

void spec_pair_follow(stet_ctx *ctx, spec_pair *pair)
{
    if (pair->stretches)
        return;
    pair->stretches = stet_alloc(ctx, (pair->ours.count + 1) * sizeof *pair->stretches);
    spec_automaton_follow(spec_automaton_new(ctx, pair->theirs), pair->ours,
                          pair->stretches);
    pair->fragments = spec_fragments_of(pair->stretches, pair->ours.count);
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double of_grams(const spec_grams *grams, spec_measure measure)
{
    double both = (double)grams->both;

    if (measure == SPEC_OVERLAP)
        return both;
    if (measure == SPEC_CONTAINMENT)
        return ratio(both, (double)grams->ours);
    return ratio(both, (double)grams->ours + (double)grams->theirs - both);
}

static double of_edit(stet_ctx *ctx, const spec_pair *pair)
{
    size_t longer =
        pair->ours.count > pair->theirs.count ? pair->ours.count : pair->theirs.count;
    size_t distance = spec_edit_distance(ctx, pair->ours, pair->theirs, pair->n_ids);

    return ratio((double)(distance < longer ? distance : longer), (double)longer);
}

double spec_pair_measure(stet_ctx *ctx, spec_pair *pair, spec_measure measure, size_t n)
{
    if (measure <= SPEC_OVERLAP) {
        spec_grams grams = spec_grams_of(ctx, pair->ours, pair->theirs, n);
        return of_grams(&grams, measure);
    }
    if (measure == SPEC_COMPRESSION)
        return ratio((double)pair->their_count, (double)pair->ours.count);
    if (measure == SPEC_EDIT)
        return of_edit(ctx, pair);
    spec_pair_follow(ctx, pair);
    if (measure == SPEC_COVERAGE)
        return pair->fragments.coverage;
    if (measure == SPEC_DENSITY)
        return pair->fragments.density;
    return pair->ours.count ? (double)pair->stretches[pair->fragments.longest].length
                            : 0;
}
