/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"
#include "table.h"
#include "tokens.h"

#include <stdlib.h>

/* Places that are kept of an opening; bytes of it that are shown. */
enum { EXAMPLES = 5, OPENING_SHOWN = 120 };

typedef struct openings_options {
    int64_t words;
    double share;
    int64_t min_count;
    bool ignore_case;
} openings_options;

/* An opening of one field, how many texts have it, and where the first of them are. */
typedef struct opening {
    batch_table_item head;
    uint64_t field; /* Hash of its name. */
    uint64_t count;
    stet_str text; /* As the first of them has it. */
    size_t n_places;
    const stet_place *places[EXAMPLES];
} opening;

/* How many texts a field has. */
typedef struct field_count {
    batch_table_item head;
    uint64_t count;
} field_count;

typedef struct openings_state {
    batch_table openings; /* opening */
    batch_table fields;   /* field_count, by hash of the name */
} openings_state;

static const stet_param params[] = {
    STET_INT(openings_options, words, .more = STET_LOOSER, .preset = "4", .min = 1,
             .max = 50, .doc = "How many words an opening has."),
    STET_REAL(openings_options, share, .more = STET_LOOSER, .preset = "0.02", .min = 0,
              .max = 1,
              .doc = "The greatest share of the texts of a field that may open alike."),
    STET_INT(openings_options, min_count, .more = STET_LOOSER, .preset = "10", .min = 2,
             .max = 1e9, .doc = "What fewer texts have is never told."),
    STET_BOOL(openings_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "opening", "{count} of {total} texts open with “{opening}” ({share} %); this is "
                 "the first of them: let them begin in other ways" },
};

static void join_fields(stet_ctx *ctx, void *own, const void *other)
{
    field_count *it = own;

    (void)ctx;
    it->count += ((const field_count *)other)->count;
}

static bool archive_field(stet_ctx *ctx, void *user, void *item)
{
    (void)user;
    return stet_archive_number(ctx, UINT64_MAX, &((field_count *)item)->count);
}

static bool is_before(const stet_place *a, const stet_place *b)
{
    return batch_compare_places(a, b) < 0;
}

/* Keeps the first places, in order. */
static void add_place(stet_ctx *ctx, opening *it, const stet_place *place)
{
    size_t at = it->n_places;

    if (at == EXAMPLES && !is_before(place, it->places[--at]))
        return;
    for (; at > 0 && is_before(place, it->places[at - 1]); at--)
        it->places[at] = it->places[at - 1];
    it->places[at] = batch_keep_place(ctx, place);
    it->n_places += it->n_places < EXAMPLES;
}

static void join_openings(stet_ctx *ctx, void *own, const void *other)
{
    opening *it = own;
    const opening *more = other;

    if (it->n_places == 0 || is_before(more->places[0], it->places[0]))
        it->text = batch_keep_text(ctx, more->text, OPENING_SHOWN);
    it->field = more->field;
    it->count += more->count;
    for (size_t i = 0; i < more->n_places; i++)
        add_place(ctx, it, more->places[i]);
}

static bool archive_opening(stet_ctx *ctx, void *user, void *item)
{
    opening *it = item;
    uint64_t n_places = it->n_places;

    (void)user;
    if (!stet_archive_number(ctx, UINT64_MAX, &it->field) ||
        !stet_archive_number(ctx, UINT64_MAX, &it->count) ||
        !stet_archive_shown(ctx, &it->text) ||
        !stet_archive_number(ctx, EXAMPLES, &n_places))
        return false;
    if (n_places == 0)
        return batch_refuse(ctx, "an opening stands nowhere");
    it->n_places = (size_t)n_places;
    for (size_t i = 0; i < it->n_places; i++)
        if (!batch_archive_place(ctx, &it->places[i]))
            return false;
    return true;
}

static const batch_table_kind field_kind = { sizeof(field_count), join_fields,
                                             archive_field };
static const batch_table_kind opening_kind = { sizeof(opening), join_openings,
                                               archive_opening };

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    openings_state *made = stet_keep(ctx, sizeof *made);

    (void)check;
    batch_table_init(&made->openings, &opening_kind);
    batch_table_init(&made->fields, &field_kind);
    *state = made;
    return STET_OK;
}

static void count_text(stet_ctx *ctx, openings_state *state, uint64_t field)
{
    field_count *it = batch_table_get(ctx, &state->fields, field);
    it->count++;
}

/* A worker has its records in the order of the batch: the first places are enough. */
static void count_opening(stet_ctx *ctx, opening *it, const stet_doc *doc,
                          stet_span span)
{
    if (it->count++ == 0)
        it->text =
            batch_keep_text(ctx, stet_slice(stet_text(ctx, doc), span), OPENING_SHOWN);
    if (it->n_places == EXAMPLES)
        return;
    stet_place place = stet_place_of(ctx, doc, span);
    add_place(ctx, it, &place);
}

/* The first words of a text, and their hash; false: it has not so many. */
static bool read_opening(stet_ctx *ctx, const openings_options *o, const stet_doc *doc,
                         stet_span *span, uint64_t *hash)
{
    stet_word_array words = stet_words(ctx, doc);
    int64_t n = 0;

    for (size_t i = 0; i < words.count && n < o->words; i++) {
        const stet_word *word = &words.items[i];
        if (word->kind == STET_WORD_PUNCTUATION || word->kind == STET_WORD_SYMBOL)
            continue;
        const stet_form_info *form = stet_form(ctx, word->form);
        if (o->ignore_case)
            form = stet_form(ctx, form->lower);
        *hash = batch_hash_add(*hash, batch_hash_word(form->text));
        if (n == 0)
            span->start = word->span.start;
        span->end = word->span.end;
        n += word->kind != STET_WORD_CLITIC;
    }
    return n == o->words;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const openings_options *o = check;
    openings_state *s = state;
    stet_field_array fields = stet_fields(ctx, unit->record);

    for (size_t i = 0; i < fields.count; i++) {
        const stet_doc *doc = fields.items[i].doc;
        uint64_t field = batch_hash_bytes(0, fields.items[i].name), key = field;
        stet_span span = { 0, 0 };
        count_text(ctx, s, field);
        if (!read_opening(ctx, o, doc, &span, &key))
            continue;
        opening *it = batch_table_get(ctx, &s->openings, key);
        it->field = field;
        count_opening(ctx, it, doc, span);
    }
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    openings_state *state = into, *other = from;

    (void)check;
    batch_table_join(ctx, &state->fields, &other->fields);
    batch_table_join(ctx, &state->openings, &other->openings);
    return STET_OK;
}

static stet_status archive(stet_ctx *ctx, const void *check, void *state)
{
    openings_state *s = state;

    (void)check;
    return batch_table_archive(ctx, &s->fields) &&
                   batch_table_archive(ctx, &s->openings)
               ? STET_OK
               : STET_FAILED;
}

static int by_place(const void *a, const void *b)
{
    const opening *x = *(void *const *)a, *y = *(void *const *)b;
    return batch_compare_places(x->places[0], y->places[0]);
}

static uint64_t count_of(const openings_state *state, uint64_t field)
{
    const field_count *it = batch_table_find(&state->fields, field);
    return it ? it->count : 0;
}

static void tell(stet_ctx *ctx, const opening *it, uint64_t total)
{
    stet_place related[EXAMPLES];
    double share = (double)it->count / (double)total;
    stet_arg args[] = {
        { .name = "opening", .text = it->text },
        { .name = "count", .number = (double)it->count },
        { .name = "total", .number = (double)total },
        { .name = "share", .text = batch_format(ctx, "%.3g", 100 * share) },
    };

    for (size_t i = 1; i < it->n_places; i++)
        related[i - 1] = *it->places[i];
    stet_report(ctx, &(stet_finding){ .place = it->places[0],
                                      .related = related,
                                      .n_related = it->n_places - 1,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const openings_options *o = check;
    const openings_state *all = state;
    void **items = batch_pile_items(ctx, &all->openings.pile);
    size_t n = 0;

    for (size_t i = 0; i < all->openings.pile.count; i++) {
        const opening *it = items[i];
        uint64_t total = count_of(all, it->field);
        if (it->count >= (uint64_t)o->min_count &&
            (double)it->count > o->share * (double)total)
            items[n++] = items[i];
    }
    qsort(items, n, sizeof *items, by_place);
    for (size_t i = 0; i < n; i++) {
        const opening *it = items[i];
        tell(ctx, it, count_of(all, it->field));
    }
    return STET_OK;
}

const stet_check_type batch_openings = {
    .name = "openings",
    .summary = "Too many texts of the batch open with the same words",
    .doc =
        "Counts the first words of all texts of a field, punctuation aside, and tells "
        "each "
        "opening that more than a `share` of them have, once, at the first text that "
        "has "
        "it, with four more beside it. A batch in which every tenth answer begins with "
        "“There are many ways” teaches a model to begin so. What fewer than "
        "`min-count` "
        "texts have is not told, so small batches are left alone.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(openings_options, params),
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
    .save = archive,
    .load = archive,
};
