/* SPDX-License-Identifier: Apache-2.0 */
#include "shapes.h"
#include "table.h"

#include <math.h>
#include <stdlib.h>

enum message { MISSING, EXTRA, KIND };

static const stet_message messages[] = {
    [MISSING] = { "missing",
                  "“{key}” is missing here; {share} % of {objects} have it" },
    [EXTRA] = { "extra", "“{key}” stands in {count} of {objects} only" },
    [KIND] = { "kind",
               "“{key}” is {kind} here; in {share} % of {objects} it is {usual}" },
};

enum { PER_FILE, PER_BATCH };
static const char *const per_choices[] = { "file", "batch", NULL };

typedef struct drift_options {
    double common, rare;
    int64_t min_records;
    int64_t depth;
    bool lists;
    bool nulls;
    int per;
    int64_t places;
    stet_list pass_keys; /* record_text */
    stet_list tell, pass;
} drift_options;

typedef struct drift_check {
    const drift_options *options;
    uint64_t mask;
} drift_check;

static const stet_param params[] = {
    STET_REAL(drift_options, common, .more = STET_LOOSER, .preset = "0.95", .min = 0.5,
              .max = 1,
              .doc = "From what share of the records on a key, or a kind of value, is "
                     "what all should have."),
    STET_REAL(drift_options, rare, .more = STET_STRICTER, .preset = "0.02", .min = 0,
              .max = 0.5,
              .doc = "Up to what share of the records a key is one too many; one that "
                     "a single record has always is."),
    STET_INT(drift_options, min_records, .more = STET_LOOSER, .preset = "20", .min = 2,
             .max = 1e12, .doc = "Of fewer records nothing is told."),
    STET_INT(
        drift_options, depth, .more = STET_STRICTER, .preset = "1", .min = 1, .max = 16,
        .doc = "How deep objects within objects are looked at; 1: the record's own "
               "keys."),
    STET_BOOL(drift_options, lists, .more = STET_STRICTER, .preset = "false",
              .doc =
                  "Whether the objects in lists are looked at too, as far as `depth` "
                  "reaches."),
    STET_BOOL(drift_options, nulls, .more = STET_LOOSER, .preset = "true",
              .doc = "Whether null may stand in place of any value."),
    STET_CHOICE(drift_options, per, .preset = "file", .choices = per_choices,
                .doc = "Whether each file is compared with itself, or all together."),
    STET_INT(drift_options, places, .more = STET_SAME, .preset = "3", .min = 1,
             .max = 100, .doc = "How many places of each deviation are told."),
    STET_LIST(drift_options, pass_keys, record_text, record_text_params,
              .more = STET_LOOSER, .preset = "[]", .doc = "Keys that may come and go."),
    RECORD_TELL_PARAMS(drift_options),
};

/* ---- Gathering ---- */

/* A worker's memory, with room for the keys of one object a depth. */
typedef struct drift_state {
    shapes shapes;
} drift_state;

typedef struct drift_run {
    stet_ctx *ctx;
    const drift_options *options;
    shapes *shapes;
    const stet_record *record;
    uint64_t seed; /* What is compared with each other has the same. */
} drift_run;

static void note_place(drift_run *run, shapes_places *places, stet_span span)
{
    if (shapes_wants(run->shapes, places))
        shapes_add_place(run->ctx, run->shapes, places,
                         stet_raw_place(run->ctx, run->record, span));
}

static stet_str kept(stet_ctx *ctx, stet_str text)
{
    char *copy = stet_keep(ctx, text.len + 1);
    memcpy(copy, text.ptr, text.len);
    return (stet_str){ copy, text.len };
}

static void note_key(drift_run *run, uint64_t group, uint64_t hash,
                     const stet_node *value)
{
    shapes_entry *entry = shapes_get(run->ctx, run->shapes, hash);

    if (!entry || value->kind >= SHAPES_KINDS)
        return;
    if (entry->count++ == 0) {
        entry->group = group;
        entry->what = SHAPES_KEY;
        entry->name = kept(run->ctx, value->key);
    }
    entry->kinds[value->kind]++;
    if (shapes_wants(run->shapes, &entry->places[value->kind]))
        note_place(run, &entry->places[value->kind], value->name);
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* `keys` are those of the object; whatever their order, the shape is the same. */
static void note_shape(drift_run *run, uint64_t group, const stet_node *map,
                       uint64_t *keys)
{
    uint64_t sum = 0;
    char bytes[sizeof sum];

    for (uint32_t i = 0; i < map->count; i++)
        sum += keys[i];
    /* The lowest byte first on every machine: hashes are compared between them. */
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(sum >> 8 * i & 0xFF);
    uint64_t hash = record_hash((stet_str){ bytes, sizeof bytes }, group ^ 1);
    shapes_entry *entry = shapes_get(run->ctx, run->shapes, hash);
    if (!entry)
        return;
    if (entry->count++ == 0) {
        entry->group = group;
        entry->what = SHAPES_SHAPE;
        entry->n_keys = map->count;
        entry->keys = stet_keep(run->ctx, (map->count + 1) * sizeof *entry->keys);
        memcpy(entry->keys, keys, map->count * sizeof *keys);
        qsort(entry->keys, entry->n_keys, sizeof *keys, by_number);
    }
    note_place(run, &entry->places[0], record_opening(map));
}

static void note_group(drift_run *run, uint64_t group, stet_str path)
{
    shapes_entry *entry = shapes_get(run->ctx, run->shapes, group);
    if (!entry)
        return;
    if (entry->count++ == 0) {
        entry->group = group;
        entry->what = SHAPES_GROUP;
        entry->name = kept(run->ctx, path);
    }
}

/* The path of what stands behind a key, with a dot at its end. */
static stet_str longer_path(stet_ctx *ctx, stet_str path, stet_str key)
{
    char *out = stet_alloc(ctx, path.len + key.len + 1);
    memcpy(out, path.ptr, path.len);
    memcpy(out + path.len, key.ptr, key.len);
    out[path.len + key.len] = '.';
    return (stet_str){ out, path.len + key.len + 1 };
}

static void note_value(drift_run *run, const stet_node *value, stet_str path,
                       int64_t depth);

/* As deep as `depth` says. */
static void note_map(drift_run *run, const stet_node *map, stet_str path, int64_t depth)
{
    uint64_t group = record_hash(path, run->seed);
    uint64_t *keys = stet_alloc(run->ctx, (map->count + 1) * sizeof *keys);
    uint32_t n = 0;

    note_group(run, group, path);
    for (const stet_node *it = map->first; it; it = it->next) {
        keys[n] = record_hash(it->key, group);
        note_key(run, group, keys[n++], it);
        if (depth > 1 && it->kind >= STET_NODE_LIST)
            note_value(run, it, longer_path(run->ctx, path, it->key), depth - 1);
    }
    note_shape(run, group, map, keys);
}

static void note_value(drift_run *run, const stet_node *value, stet_str path,
                       int64_t depth)
{
    if (value->kind == STET_NODE_MAP) {
        note_map(run, value, path, depth);
        return;
    }
    if (!run->options->lists || value->kind != STET_NODE_LIST)
        return;
    stet_str inner = longer_path(run->ctx, path, record_str("*"));
    for (const stet_node *it = value->first; it; it = it->next)
        if (it->kind == STET_NODE_MAP)
            note_map(run, it, inner, depth);
}

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    const drift_check *c = check;
    drift_state *made = stet_keep(ctx, sizeof *made);

    shapes_init(&made->shapes, (uint32_t)c->options->places);
    *state = made;
    return STET_OK;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const drift_check *c = check;
    drift_state *s = state;
    record_view view;

    if (!record_view_open(&view, ctx, unit, c->mask) ||
        view.root->kind != STET_NODE_MAP)
        return STET_OK;
    drift_run it = {
        .ctx = ctx, .options = c->options, .shapes = &s->shapes, .record = unit->record
    };
    if (c->options->per == PER_FILE)
        it.seed = record_hash(stet_origin(ctx, unit->record), 0);
    note_map(&it, view.root, record_str(""), c->options->depth);
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    drift_state *a = into;
    const drift_state *b = from;

    (void)check;
    shapes_merge(ctx, &a->shapes, &b->shapes);
    return STET_OK;
}

static stet_status save(stet_ctx *ctx, const void *check, void *state)
{
    drift_state *s = state;

    (void)check;
    shapes_save(ctx, &s->shapes);
    return STET_OK;
}

static stet_status load(stet_ctx *ctx, const void *check, void *state)
{
    drift_state *s = state;

    (void)check;
    return shapes_load(ctx, &s->shapes) ? STET_OK : STET_FAILED;
}

/* ---- Telling ---- */

/* A group with its keys and shapes, in the list of all entries. */
typedef struct drift_group {
    stet_ctx *ctx;
    const drift_check *check;
    shapes_entry *const *entries;
    size_t count;
    const shapes_entry *own;
} drift_group;

static double rounded_share(uint64_t part, uint64_t whole)
{
    return floor((double)part * 1000 / (double)whole) / 10;
}

static void tell(const drift_group *g, enum message message, const shapes_entry *key,
                 const shapes_places *places, const stet_arg *more, size_t n_more)
{
    enum { MOST_ARGS = 8 };
    stet_str name = longer_path(g->ctx, g->own->name, key->name);
    const stet_arg usual[] = {
        { .name = "key", .text = { name.ptr, name.len - 1 } },
        { .name = "objects", .number = (double)g->own->count },
        { .name = "count", .number = (double)key->count },
    };
    stet_arg args[MOST_ARGS];
    size_t n = 0;

    /* The first of a name counts. */
    for (size_t i = 0; i < n_more; i++)
        args[n++] = more[i];
    for (size_t i = 0; i < STET_LEN(usual); i++)
        args[n++] = usual[i];
    for (uint32_t i = 0; i < places->count; i++)
        if (g->check->mask >> message & 1)
            stet_report(g->ctx, &(stet_finding){ .message = message,
                                                 .place = &places->items[i],
                                                 .args = args,
                                                 .n_args = n });
}

static bool has_key(const shapes_entry *shape, uint64_t key)
{
    return bsearch(&key, shape->keys, shape->n_keys, sizeof key, by_number) != NULL;
}

static void tell_missing(const drift_group *g, const shapes_entry *key)
{
    shapes_places places = { 0 };
    stet_arg share = { .name = "share",
                       .number = rounded_share(key->count, g->own->count) };

    for (size_t i = 0; i < g->count; i++)
        if (g->entries[i]->what == SHAPES_SHAPE && !has_key(g->entries[i], key->hash))
            shapes_join_places(g->ctx, (uint32_t)g->check->options->places, &places,
                               &g->entries[i]->places[0]);
    tell(g, MISSING, key, &places, &share, 1);
}

static void tell_extra(const drift_group *g, const shapes_entry *key)
{
    shapes_places places = { 0 };
    for (size_t kind = 0; kind < SHAPES_KINDS; kind++)
        shapes_join_places(g->ctx, (uint32_t)g->check->options->places, &places,
                           &key->places[kind]);
    tell(g, EXTRA, key, &places, NULL, 0);
}

static stet_str kind_name(size_t kind)
{
    stet_node node = { .kind = (uint32_t)kind };
    return record_kind_name(&node);
}

static void tell_kinds(const drift_group *g, const shapes_entry *key)
{
    const drift_options *o = g->check->options;
    uint64_t total = key->count - (o->nulls ? key->kinds[STET_NODE_NULL] : 0);
    size_t usual = 0;

    for (size_t kind = 1; kind < SHAPES_KINDS; kind++)
        if (key->kinds[kind] > key->kinds[usual] || (usual == 0 && o->nulls))
            usual = kind;
    if (total == 0 || (double)key->kinds[usual] < o->common * (double)total)
        return;
    for (size_t kind = o->nulls ? 1 : 0; kind < SHAPES_KINDS; kind++) {
        if (kind == usual || key->kinds[kind] == 0)
            continue;
        stet_arg args[] = {
            { .name = "kind", .text = kind_name(kind) },
            { .name = "objects", .number = (double)total },
            { .name = "usual", .text = kind_name(usual) },
            { .name = "share", .number = rounded_share(key->kinds[usual], total) },
        };
        tell(g, KIND, key, &key->places[kind], args, STET_LEN(args));
    }
}

static void look_at_key(const drift_group *g, const shapes_entry *key)
{
    const drift_options *o = g->check->options;
    double share = (double)key->count / (double)g->own->count;

    if (!record_is_one_of(&o->pass_keys, key->name)) {
        if (share <= o->rare || key->count == 1)
            tell_extra(g, key);
        else if (share >= o->common && key->count < g->own->count)
            tell_missing(g, key);
    }
    if (key->count >= (uint64_t)o->min_records)
        tell_kinds(g, key);
}

static void look_at_group(const drift_group *g)
{
    if (g->own->what != SHAPES_GROUP ||
        g->own->count < (uint64_t)g->check->options->min_records)
        return;
    for (size_t i = 0; i < g->count; i++)
        if (g->entries[i]->what == SHAPES_KEY)
            look_at_key(g, g->entries[i]);
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    drift_state *s = state;
    size_t count = 0;
    shapes_entry **all = shapes_sorted(ctx, &s->shapes, &count);

    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && all[end]->group == all[i]->group;)
            end++;
        drift_group g = { .ctx = ctx,
                          .check = check,
                          .entries = all + i,
                          .count = end - i,
                          .own = all[i] };
        look_at_group(&g);
    }
    return STET_OK;
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const drift_options *o = options;
    drift_check *made = stet_keep(ctx, sizeof *made);

    made->options = o;
    *check = made;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

const stet_check_type record_drift = {
    .name = "drift",
    .summary = "A record has other keys, or other kinds of value, than those around it",
    .doc =
        "Compares the records of a file with each other: a key that nearly all have "
        "and this one lacks, a key that hardly any other has, a value of another kind "
        "than elsewhere. Such a record was often written by another program, or an "
        "older one. From which share on is a parameter; the first few places of each "
        "deviation are told, when the whole batch has been seen.\n\n"
        "Of very many different keys and sets of keys 32,768 are compared, chosen by a "
        "number that is drawn from their names: so what is told does not depend on the "
        "order of the records.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(drift_options, params),
    .create = create,
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
    .save = save,
    .load = load,
};
