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
    STET_INT(openings_options, words, .preset = "4", .min = 1, .max = 50,
             .doc = "How many words an opening has."),
    STET_REAL(openings_options, share, .preset = "0.02", .min = 0, .max = 1,
              .doc = "The greatest share of the texts of a field that may open alike."),
    STET_INT(openings_options, min_count, .preset = "10", .min = 2, .max = 1e9,
             .doc = "What fewer texts have is never told."),
    STET_BOOL(openings_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
};

static const stet_message messages[] = {
    { "opening", "{count} of {total} texts open with “{opening}” ({share} %); this is "
                 "the first of them: let them begin in other ways" },
};

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    openings_state *made = stet_keep(ctx, sizeof *made);

    (void)check;
    made->openings.pile.item_size = sizeof(opening);
    made->fields.pile.item_size = sizeof(field_count);
    *state = made;
    return STET_OK;
}

static void count_field(stet_ctx *ctx, openings_state *state, uint64_t field,
                        uint64_t count)
{
    field_count *it = batch_table_find(&state->fields, field);
    if (!it)
        it = batch_table_add(ctx, &state->fields, field);
    it->count += count;
}

/* Keeps the first places, in order. */
static void add_place(opening *it, const stet_place *place)
{
    size_t at = it->n_places < EXAMPLES ? it->n_places++ : EXAMPLES - 1;

    if (at == EXAMPLES - 1 && it->places[at] && it->places[at]->doc <= place->doc)
        return;
    for (; at > 0 && it->places[at - 1]->doc > place->doc; at--)
        it->places[at] = it->places[at - 1];
    it->places[at] = place;
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
        count_field(ctx, s, field, 1);
        if (!read_opening(ctx, o, doc, &span, &key))
            continue;
        opening *it = batch_table_find(&s->openings, key);
        if (!it) {
            it = batch_table_add(ctx, &s->openings, key);
            it->field = field;
            it->text = batch_keep_text(ctx, stet_slice(stet_text(ctx, doc), span),
                                       OPENING_SHOWN);
        }
        it->count++;
        /* A worker has its records in the order of the batch. */
        if (it->n_places < EXAMPLES)
            add_place(it, batch_keep_place(ctx, doc, span));
    }
    return STET_OK;
}

static void join(opening *it, const opening *other)
{
    if (it->n_places == 0 || other->places[0]->doc < it->places[0]->doc)
        it->text = other->text;
    it->field = other->field;
    it->count += other->count;
    for (size_t i = 0; i < other->n_places; i++)
        add_place(it, other->places[i]);
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    openings_state *state = into, *other = from;
    void **fields = batch_pile_items(ctx, &other->fields.pile);
    void **openings = batch_pile_items(ctx, &other->openings.pile);

    (void)check;
    for (size_t i = 0; i < other->fields.pile.count; i++) {
        const field_count *it = fields[i];
        count_field(ctx, state, it->head.key, it->count);
    }
    for (size_t i = 0; i < other->openings.pile.count; i++) {
        const opening *it = openings[i];
        opening *own = batch_table_find(&state->openings, it->head.key);
        join(own ? own : batch_table_add(ctx, &state->openings, it->head.key), it);
    }
    return STET_OK;
}

static int by_place(const void *a, const void *b)
{
    const opening *x = *(void *const *)a, *y = *(void *const *)b;
    uint64_t i = x->places[0]->doc, k = y->places[0]->doc;
    return (i > k) - (i < k);
}

static uint64_t count_of(const openings_state *state, uint64_t field)
{
    const field_count *it = batch_table_find(&state->fields, field);
    return it->count;
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
};
