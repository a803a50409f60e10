/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"
#include "pile.h"

#include <stdlib.h>

enum { VALUE_SHOWN = 80 };

typedef struct unique_options {
    stet_list of; /* batch_text */
    bool ignore_case;
} unique_options;

typedef struct holder {
    uint64_t key;
    const stet_place *place;
    stet_str value; /* Empty: it is the record's id, which the place has. */
} holder;

typedef struct unique_state {
    batch_pile holders;
} unique_state;

static const stet_param params[] = {
    STET_LIST(unique_options, of, batch_text, batch_text_params, .preset = "[]",
              .field = true, .max = 20,
              .doc = "Fields whose values, taken together, no two records may share; "
                     "none: the record's id."),
    STET_BOOL(unique_options, ignore_case, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether capitals and small letters are the same (A to Z)."),
};

static const stet_message messages[] = {
    { "taken", "“{value}” is taken already, in {first}: give this record its own" },
};

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    unique_state *made = stet_keep(ctx, sizeof *made);

    (void)check;
    made->holders.item_size = sizeof(holder);
    *state = made;
    return STET_OK;
}

static uint64_t hash_of(uint64_t hash, stet_str value, bool ignore_case)
{
    if (!ignore_case)
        return batch_hash_bytes(hash, value);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        hash =
            batch_hash_add(hash, (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c));
    }
    return hash;
}

/* The values as one text: “a, b”. False: the record lacks one of them. */
static bool read_values(stet_ctx *ctx, const unique_options *o,
                        const stet_record *record, uint64_t *hash, stet_str *shown)
{
    const batch_text *names = o->of.items;

    for (size_t i = 0; i < o->of.count; i++) {
        stet_str value =
            batch_trim(stet_meta(ctx, record, batch_name(ctx, names[i].text)));
        if (value.len == 0)
            return false;
        *hash = hash_of(batch_hash_add(*hash, i), value, o->ignore_case);
        *shown = i == 0 ? value
                        : batch_format(ctx, "%.*s, %.*s", (int)shown->len, shown->ptr,
                                       value.len < VALUE_SHOWN ? (int)value.len
                                                               : VALUE_SHOWN,
                                       value.ptr);
    }
    return true;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const unique_options *o = check;
    unique_state *s = state;
    uint64_t hash = 0;
    stet_str shown = { "", 0 };

    if (!read_values(ctx, o, unit->record, &hash, &shown))
        return STET_OK;
    stet_place place = batch_record_place(ctx, unit->record);
    if (o->of.count == 0) {
        if (place.id.len == 0)
            return STET_OK;
        hash = hash_of(0, batch_trim(place.id), o->ignore_case);
    }
    holder *it = batch_pile_add(ctx, &s->holders);
    it->key = hash;
    it->place = batch_keep_place(ctx, &place);
    if (o->of.count > 0)
        it->value = batch_keep_text(ctx, shown, VALUE_SHOWN);
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    unique_state *state = into, *other = from;

    (void)ctx;
    (void)check;
    batch_pile_join(&state->holders, &other->holders);
    return STET_OK;
}

static bool archive_holder(stet_ctx *ctx, void *user, void *item)
{
    holder *it = item;

    (void)user;
    return stet_archive_number(ctx, UINT64_MAX, &it->key) &&
           batch_archive_place(ctx, &it->place) && batch_archive_shown(ctx, &it->value);
}

static stet_status archive(stet_ctx *ctx, const void *check, void *state)
{
    unique_state *s = state;

    (void)check;
    return batch_pile_archive(ctx, &s->holders, archive_holder, NULL) ? STET_OK
                                                                      : STET_FAILED;
}

static int by_key_and_place(const void *a, const void *b)
{
    const holder *x = *(void *const *)a, *y = *(void *const *)b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return batch_compare_places(x->place, y->place);
}

static void tell(stet_ctx *ctx, const holder *it, const holder *first)
{
    stet_arg args[] = {
        { .name = "value", .text = it->value.len ? it->value : it->place->id },
        { .name = "first", .text = batch_line(ctx, first->place, it->place) },
        { .name = "line", .number = first->place->start.line },
    };

    stet_report(ctx, &(stet_finding){ .place = it->place,
                                      .related = first->place,
                                      .n_related = 1,
                                      .args = args,
                                      .n_args = STET_LEN(args) });
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const unique_state *all = state;
    size_t n = all->holders.count;
    void **items = batch_pile_items(ctx, &all->holders);

    (void)check;
    qsort(items, n, sizeof *items, by_key_and_place);
    for (size_t i = 1, first = 0; i < n; i++) {
        const holder *it = items[i], *leader = items[first];
        if (it->key == leader->key)
            tell(ctx, it, leader);
        else
            first = i;
    }
    return STET_OK;
}

const stet_check_type batch_unique = {
    .name = "unique",
    .summary = "Two records of the batch share what only one may have",
    .doc = "Without `of`, the record's id (as `texts` says where it stands); else the "
           "values "
           "of the fields that `of` names, taken together. Records that lack one are "
           "passed "
           "over. The first record keeps the value; each later one is told.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(unique_options, params),
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
    .save = archive,
    .load = archive,
};
