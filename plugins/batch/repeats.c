/* SPDX-License-Identifier: Apache-2.0 */
#include "repeats.h"

#include "batch.h"

enum { KEPT_A_BAND = 32 };
#define NONE UINT32_MAX

/* Texts that are equal. */
typedef struct group {
    const batch_sketch *sketches[2];
    uint32_t first;  /* Entry. */
    uint32_t second; /* The first that differs from it in `other`; NONE. */
    uint32_t leader; /* Group that it is similar to; its own: it is kept. */
    double similarity;
} group;

/* A sketch of a group that was kept, and its bands in the table. */
typedef struct kept {
    const batch_sketch *sketch;
    uint32_t group;
    uint32_t seen; /* The last group that was held against it. */
    uint32_t next[BATCH_BANDS];
} kept;

typedef struct search {
    const batch_entry *const *entries;
    size_t n_entries;
    batch_repeats_options options;
    uint32_t *group_of; /* By entry. */
    group *groups;
    size_t n_groups;
    kept *kept; /* Of those kept so far. */
    size_t n_kept;
    uint32_t *heads; /* Index of a band of one that was kept, kept * BANDS + band. */
    size_t mask;
} search;

static size_t power_over(size_t n)
{
    size_t power = 64;
    while (power < n)
        power *= 2;
    return power;
}

/* Parts the entries into groups of equal ones. */
static void find_groups(stet_ctx *ctx, search *s)
{
    size_t n_slots = power_over(s->n_entries * 2);
    uint32_t *slots = stet_alloc(ctx, n_slots * sizeof *slots);

    s->group_of = stet_alloc(ctx, (s->n_entries + 1) * sizeof *s->group_of);
    s->groups = stet_alloc(ctx, (s->n_entries + 1) * sizeof *s->groups);
    for (size_t i = 0; i < s->n_entries; i++) {
        const batch_entry *entry = s->entries[i];
        size_t at = (size_t)entry->key & (n_slots - 1);
        while (slots[at] &&
               s->entries[s->groups[slots[at] - 1].first]->key != entry->key)
            at = (at + 1) & (n_slots - 1);
        if (!slots[at]) {
            s->groups[s->n_groups] = (group){ .first = (uint32_t)i,
                                              .second = NONE,
                                              .leader = (uint32_t)s->n_groups };
            slots[at] = (uint32_t)++s->n_groups;
        }
        group *own = &s->groups[slots[at] - 1];
        s->group_of[i] = slots[at] - 1;
        for (size_t k = 0; k < 2; k++)
            if (!own->sketches[k])
                own->sketches[k] = entry->sketches[k];
    }
}

static void make_table(stet_ctx *ctx, search *s)
{
    size_t n_sketches = 0;

    for (size_t g = 0; g < s->n_groups; g++)
        for (size_t k = 0; k < 2; k++)
            n_sketches += s->groups[g].sketches[k] != NULL;
    size_t n_slots = power_over(n_sketches * BATCH_BANDS);
    s->mask = n_slots - 1;
    s->kept = stet_alloc(ctx, (n_sketches + 1) * sizeof *s->kept);
    s->heads = stet_alloc(ctx, n_slots * sizeof *s->heads);
    memset(s->heads, 0xFF, n_slots * sizeof *s->heads);
}

static uint32_t *head_of(const search *s, const batch_sketch *sketch, size_t band)
{
    uint64_t hash = batch_hash_add(band, sketch->bands[band]);
    return &s->heads[(size_t)hash & s->mask];
}

static bool is_same_band(const batch_sketch *a, const batch_sketch *b, size_t band)
{
    return a->bands[band] == b->bands[band] && a->width == b->width &&
           a->partition == b->partition;
}

/* Holds a group against one that was kept. */
static void compare(const search *s, uint32_t own, const batch_sketch *sketch,
                    kept *other)
{
    group *g = &s->groups[own];

    if (other->seen == own)
        return;
    other->seen = own;
    double similarity = batch_sketch_similarity(sketch, other->sketch);
    if (similarity < s->options.threshold || similarity < g->similarity ||
        (similarity <= g->similarity && other->group > g->leader))
        return;
    g->similarity = similarity;
    g->leader = other->group;
}

static void find_leader(const search *s, uint32_t own, const batch_sketch *sketch)
{
    for (size_t band = 0; band < BATCH_BANDS; band++)
        for (uint32_t at = *head_of(s, sketch, band); at != NONE;) {
            kept *other = &s->kept[at / BATCH_BANDS];
            if (at % BATCH_BANDS == band && is_same_band(sketch, other->sketch, band))
                compare(s, own, sketch, other);
            at = other->next[at % BATCH_BANDS];
        }
}

static bool is_full(const search *s, const batch_sketch *sketch, size_t band,
                    uint32_t head)
{
    size_t n = 0;

    for (uint32_t at = head; at != NONE && n < KEPT_A_BAND;) {
        const kept *other = &s->kept[at / BATCH_BANDS];
        n += at % BATCH_BANDS == band && is_same_band(sketch, other->sketch, band);
        at = other->next[at % BATCH_BANDS];
    }
    return n == KEPT_A_BAND;
}

static void keep(search *s, uint32_t own, const batch_sketch *sketch)
{
    uint32_t number = (uint32_t)s->n_kept++;
    kept *it = &s->kept[number];

    *it = (kept){ .sketch = sketch, .group = own, .seen = own };
    for (size_t band = 0; band < BATCH_BANDS; band++) {
        uint32_t *head = head_of(s, sketch, band);
        if (is_full(s, sketch, band, *head))
            continue;
        it->next[band] = *head;
        *head = number * BATCH_BANDS + (uint32_t)band;
    }
}

static void place_group(search *s, uint32_t own)
{
    group *g = &s->groups[own];

    for (size_t k = 0; k < 2; k++)
        if (g->sketches[k])
            find_leader(s, own, g->sketches[k]);
    for (size_t k = 0; k < 2 && g->leader == own; k++)
        if (g->sketches[k])
            keep(s, own, g->sketches[k]);
}

static bool may_repeat(const search *s, uint32_t entry, uint32_t first)
{
    return first != NONE && first < entry &&
           (!s->options.must_differ ||
            s->entries[first]->other != s->entries[entry]->other);
}

/* The first of a group that the entry may repeat. */
static const batch_entry *first_of(const search *s, const group *g, uint32_t entry)
{
    if (may_repeat(s, entry, g->first))
        return s->entries[g->first];
    return may_repeat(s, entry, g->second) ? s->entries[g->second] : NULL;
}

static batch_repeat repeat_of(const search *s, uint32_t entry)
{
    const group *own = &s->groups[s->group_of[entry]];
    const group *leader = &s->groups[own->leader];
    batch_repeat repeat = { first_of(s, own, entry), 1 };

    if (!repeat.first && leader != own)
        repeat = (batch_repeat){ first_of(s, leader, entry), own->similarity };
    return repeat;
}

batch_repeat *batch_repeats_find(stet_ctx *ctx, void *const *entries, size_t n_entries,
                                 batch_repeats_options options)
{
    search s = { .n_entries = n_entries, .options = options };
    batch_repeat *repeats = stet_alloc(ctx, (n_entries + 1) * sizeof *repeats);
    const batch_entry **own = stet_alloc(ctx, (n_entries + 1) * sizeof *own);

    for (size_t i = 0; i < n_entries; i++)
        own[i] = entries[i];
    s.entries = own;
    find_groups(ctx, &s);
    make_table(ctx, &s);
    for (uint32_t i = 0; i < n_entries; i++) {
        group *g = &s.groups[s.group_of[i]];
        if (g->first == i)
            place_group(&s, s.group_of[i]);
        else if (g->second == NONE && own[i]->other != own[g->first]->other)
            g->second = i;
        repeats[i] = repeat_of(&s, i);
    }
    return repeats;
}
