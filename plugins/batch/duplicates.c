/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"
#include "pile.h"
#include "repeats.h"
#include "tokens.h"

#include <stdlib.h>

/* Texts met before by a worker, by hash, of which no second sketch is needed: a cache
   that may forget. */
enum { MET = 1 << 14 };

typedef struct duplicates_options {
    double threshold;
    int64_t min_words;
    bool ignore_case;
    bool ignore_punctuation;
    bool together;
    stet_list only_same;   /* batch_text */
    stet_list unless_same; /* batch_text */
} duplicates_options;

typedef struct duplicates_check {
    const duplicates_options *options;
    batch_hashes hashes;
} duplicates_check;

typedef struct duplicates_state {
    batch_pile entries; /* batch_entry */
    uint64_t met[MET];
} duplicates_state;

static const stet_param params[] = {
    STET_REAL(duplicates_options, threshold, .more = STET_LOOSER, .preset = "0.8",
              .min = 0.5, .max = 1,
              .doc = "How similar two texts must be: what their runs of words have in "
                     "common, from 0.5 to 1; 1: only what is the same."),
    STET_INT(duplicates_options, min_words, .more = STET_LOOSER, .preset = "5",
             .min = 1, .max = 1e6, .doc = "Texts of fewer words are passed over."),
    STET_BOOL(duplicates_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(duplicates_options, ignore_punctuation, .preset = "true",
              .doc = "Whether punctuation and symbols make no difference."),
    STET_BOOL(duplicates_options, together, .preset = "false",
              .doc =
                  "Whether the texts of a record are compared as one; else each with "
                  "those of the same field."),
    STET_LIST(duplicates_options, only_same, batch_text, batch_text_params,
              .more = STET_LOOSER, .preset = "[]", .max = 20, .field = true,
              .doc = "Fields: only records that are the same in all of these are "
                     "compared, such as the editor."),
    STET_LIST(duplicates_options, unless_same, batch_text, batch_text_params,
              .preset = "[]", .max = 20, .field = true,
              .doc =
                  "Fields: records that are the same in all of these may repeat each "
                  "other, such as the answer; those that have none of them are passed "
                  "over."),
};

static const stet_message messages[] = {
    { "same", "this is the same text as in {first}: keep one of them" },
    { "near",
      "this text and that in {first} are {similarity} % the same: keep one of them, or "
      "write this one anew" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    duplicates_check *made = stet_keep(ctx, sizeof *made);

    made->options = options;
    batch_hashes_init(&made->hashes);
    *check = made;
    return STET_OK;
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    duplicates_state *made = stet_keep(ctx, sizeof *made);

    (void)check;
    made->entries.item_size = sizeof(batch_entry);
    *state = made;
    return STET_OK;
}

static bool is_met(duplicates_state *state, uint64_t key)
{
    uint64_t *slot = &state->met[key % MET];
    bool met = *slot == key;
    *slot = key;
    return met;
}

static const batch_sketch *make_sketch(stet_ctx *ctx, const duplicates_check *c,
                                       const batch_tokens *tokens, size_t width,
                                       uint32_t partition)
{
    size_t room = tokens->count + width;
    uint32_t *shingles = stet_alloc(ctx, room * sizeof *shingles);
    uint32_t *spare = stet_alloc(ctx, room * sizeof *spare);
    size_t n = batch_shingles(tokens->hashes, tokens->count, width, shingles, spare);
    batch_sketch *sketch = stet_keep(ctx, batch_sketch_size(n));

    sketch->width = (uint16_t)width;
    sketch->partition = partition;
    batch_sketch_fill(sketch, &c->hashes, shingles, n);
    return sketch;
}

static void add(stet_ctx *ctx, const duplicates_check *c, duplicates_state *state,
                const stet_unit *unit, const stet_field *field,
                const batch_tokens *tokens)
{
    const duplicates_options *o = c->options;
    uint64_t partition = batch_hash_facts(ctx, unit->record, &o->only_same);
    size_t len = stet_text(ctx, field->doc).len;

    if (!o->together)
        partition = batch_hash_bytes(partition, field->name);
    batch_entry *entry = batch_pile_add(ctx, &state->entries);
    entry->key = partition;
    for (size_t i = 0; i < tokens->count; i++)
        entry->key = batch_hash_add(entry->key, tokens->hashes[i]);
    entry->other = batch_hash_facts(ctx, unit->record, &o->unless_same);
    stet_place place = stet_place_of(ctx, field->doc, (stet_span){ 0, (uint32_t)len });
    entry->place = batch_keep_place(ctx, &place);
    if (o->threshold >= 1 || is_met(state, entry->key))
        return;
    size_t width = batch_shingle_width(tokens->count);
    size_t second = batch_shingle_second_width(tokens->count, o->threshold);
    entry->sketches[0] = make_sketch(ctx, c, tokens, width, (uint32_t)partition);
    if (second > 0)
        entry->sketches[1] = make_sketch(ctx, c, tokens, second, (uint32_t)partition);
}

/* The words of all texts, a number that is no word between them. */
static batch_tokens join(stet_ctx *ctx, const batch_tokens *parts, size_t n_parts)
{
    batch_tokens all = { 0 };
    size_t room = 1;

    for (size_t i = 0; i < n_parts; i++)
        room += parts[i].count + 1;
    all.hashes = stet_alloc(ctx, room * sizeof *all.hashes);
    for (size_t i = 0; i < n_parts; i++) {
        if (i > 0)
            all.hashes[all.count++] = 0;
        memcpy(all.hashes + all.count, parts[i].hashes,
               parts[i].count * sizeof *parts[i].hashes);
        all.count += parts[i].count;
        all.n_words += parts[i].n_words;
    }
    return all;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const duplicates_check *c = check;
    const duplicates_options *o = c->options;
    stet_field_array fields = stet_fields(ctx, unit->record);
    batch_difference difference = { !o->ignore_case, !o->ignore_punctuation };
    batch_tokens *parts = stet_alloc(ctx, (fields.count + 1) * sizeof *parts);

    if (o->unless_same.count > 0 &&
        !batch_has_facts(ctx, unit->record, &o->unless_same))
        return STET_OK;
    for (size_t i = 0; i < fields.count; i++) {
        parts[i] = batch_tokens_of(ctx, fields.items[i].doc, difference);
        if (!o->together && parts[i].n_words >= (size_t)o->min_words)
            add(ctx, c, state, unit, &fields.items[i], &parts[i]);
    }
    if (o->together && fields.count > 0) {
        batch_tokens all = join(ctx, parts, fields.count);
        if (all.n_words >= (size_t)o->min_words)
            add(ctx, c, state, unit, &fields.items[0], &all);
    }
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    duplicates_state *state = into, *other = from;

    (void)ctx;
    (void)check;
    batch_pile_join(&state->entries, &other->entries);
    return STET_OK;
}

static bool archive_entry(stet_ctx *ctx, void *user, void *item)
{
    batch_entry *it = item;

    (void)user;
    return stet_archive_number(ctx, UINT64_MAX, &it->key) &&
           stet_archive_number(ctx, UINT64_MAX, &it->other) &&
           batch_archive_place(ctx, &it->place) &&
           batch_sketch_archive(ctx, &it->sketches[0]) &&
           batch_sketch_archive(ctx, &it->sketches[1]);
}

static stet_status archive(stet_ctx *ctx, const void *check, void *state)
{
    duplicates_state *s = state;

    (void)check;
    return batch_pile_archive(ctx, &s->entries, archive_entry, NULL) ? STET_OK
                                                                     : STET_FAILED;
}

static int by_place(const void *a, const void *b)
{
    const batch_entry *x = *(void *const *)a, *y = *(void *const *)b;

    int order = batch_compare_places(x->place, y->place);

    return order != 0 ? order : (x->key > y->key) - (x->key < y->key);
}

static void tell(stet_ctx *ctx, const batch_entry *entry, const batch_repeat *repeat)
{
    bool same = repeat->similarity >= 1;
    const batch_entry *first = repeat->first;
    stet_arg args[] = {
        { .name = "first", .text = batch_call(ctx, first->place, entry->place) },
        { .name = "similarity", .number = (double)(int)(repeat->similarity * 100) },
    };

    stet_report(ctx, &(stet_finding){ .message = same ? 0 : 1,
                                      .place = entry->place,
                                      .related = first->place,
                                      .n_related = 1,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const duplicates_check *c = check;
    const duplicates_state *all = state;
    size_t n = all->entries.count;
    void **entries = batch_pile_items(ctx, &all->entries);
    batch_repeats_options options = { .threshold = c->options->threshold,
                                      .must_differ =
                                          c->options->unless_same.count > 0 };

    qsort(entries, n, sizeof *entries, by_place);
    const batch_repeat *repeats = batch_repeats_find(ctx, entries, n, options);
    for (size_t i = 0; i < n; i++)
        if (repeats[i].first)
            tell(ctx, entries[i], &repeats[i]);
    return STET_OK;
}

const stet_check_type batch_duplicates = {
    .name = "duplicates",
    .summary = "A text repeats an earlier one of the batch",
    .doc =
        "Texts are compared without markup, white space, case and punctuation. Two are "
        "nearly the same when the runs of words that both have are `threshold` of "
        "those "
        "that either has; a run is five words long, three in a text of less than "
        "fifty, "
        "two in one of less than twenty. One word that differs leaves a text of fifty "
        "words 0.82 similar, one of a hundred 0.91; a short question in which one word "
        "differs is another question. Each text is told once, at the later place, "
        "beside "
        "the earlier text that it repeats; what repeats is not compared any further. "
        "Nearly equal texts are looked for by chance: of pairs that are 0.8 similar 92 "
        "% "
        "are found, 0.85: 99 %, 0.9 and more: all; at a threshold of 0.7 only 56 %. "
        "With "
        "`in: question` and `unless-same: answer` it finds the same question with "
        "another answer.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(duplicates_options, params),
    .create = create,
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
    .save = archive,
    .load = archive,
    .kinds = BATCH_ALL_KINDS,
};
