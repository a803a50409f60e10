/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Finds texts that are the same as an earlier text of the batch: a check over all
 * records, whose states are merged. A text is kept by its hash and its place.
 */
#include <stet/plugin.h>

#include <stdlib.h>

enum { BUCKETS = 1 << 10 };

typedef struct twins_options {
    int64_t min_length;
} twins_options;

static const stet_param params[] = {
    STET_INT(twins_options, min_length, .preset = "8", .min = 0, .max = 1e9,
             .doc = "Texts of fewer bytes are passed over."),
};

static const stet_message messages[] = { { "twin", "the same text as before" } };

/** One text that was seen. */
typedef struct twin {
    struct twin *next;
    uint64_t hash;
    stet_place place;
} twin;

typedef struct twins_state {
    twin *buckets[BUCKETS];
} twins_state;

static uint64_t hash_of(stet_str text)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
    return hash;
}

static void put(twins_state *state, twin *it)
{
    twin **bucket = &state->buckets[it->hash % BUCKETS];
    it->next = *bucket;
    *bucket = it;
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    (void)check;
    *state = stet_keep(ctx, sizeof(twins_state));
    return STET_OK;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const twins_options *options = check;
    stet_field_array fields = stet_fields(ctx, unit->record);
    for (size_t i = 0; i < fields.count; i++) {
        const stet_doc *doc = fields.items[i].doc;
        stet_str text = stet_text(ctx, doc);
        if (text.len < (size_t)options->min_length)
            continue;
        twin *it = stet_keep(ctx, sizeof *it);
        it->hash = hash_of(text);
        it->place = stet_place_of(ctx, doc, (stet_span){ 0, (uint32_t)text.len });
        put(state, it);
    }
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    twins_state *other = from;
    (void)ctx;
    (void)check;
    for (size_t i = 0; i < BUCKETS; i++)
        for (twin *it = other->buckets[i], *next; it; it = next) {
            next = it->next;
            put(into, it);
        }
    return STET_OK;
}

static int by_hash_and_place(const void *a, const void *b)
{
    const twin *x = *(const twin *const *)a;
    const twin *y = *(const twin *const *)b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->place.doc > y->place.doc) - (x->place.doc < y->place.doc);
}

/* The texts of one bucket, sorted: equal ones stand behind the first of them. */
static void report_bucket(stet_ctx *ctx, twin *first)
{
    size_t count = 0;
    for (const twin *it = first; it; it = it->next)
        count++;
    twin **sorted = stet_alloc(ctx, (count + 1) * sizeof *sorted);
    count = 0;
    for (twin *it = first; it; it = it->next)
        sorted[count++] = it;
    qsort(sorted, count, sizeof *sorted, by_hash_and_place);
    for (size_t i = 0, original = 0; i < count; i++) {
        if (sorted[i]->hash != sorted[original]->hash)
            original = i;
        if (i != original)
            stet_report(ctx, &(stet_finding){ .place = &sorted[i]->place,
                                              .related = &sorted[original]->place,
                                              .n_related = 1 });
    }
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const twins_state *all = state;
    (void)check;
    for (size_t i = 0; i < BUCKETS; i++)
        if (all->buckets[i])
            report_bucket(ctx, all->buckets[i]);
    return STET_OK;
}

static const stet_check_type text = {
    .name = "text",
    .summary = "Two texts of the batch are the same",
    .doc = "Compares texts byte by byte, by a hash of 64 bits.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(twins_options, params),
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
};

static const stet_check_type *const checks[] = { &text };

STET_PLUGIN(twins) = {
    STET_HEADER, "twins", "1.0", "Texts that are there twice", "", STET_CHECKS(checks),
};
