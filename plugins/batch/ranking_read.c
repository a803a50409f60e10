/* SPDX-License-Identifier: Apache-2.0 */
#include "ranking.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* One of the record's facts. */
typedef struct fact {
    const char *what; /* As it is called in messages. */
    stet_str text;
    const stet_node *root; /* NULL: the record has none. */
} fact;

enum { MOST_ARGS = 6, NUMBER_LEN = 40 };

void ranking_tell(const ranking *r, ranking_fault fault, const stet_place *place,
                  stet_str name, const stet_arg *args, size_t n_args)
{
    stet_arg all[MOST_ARGS] = { { .name = "name", .text = name } };
    size_t n = 1;

    for (size_t i = 0; i < n_args && n < MOST_ARGS; i++)
        all[n++] = args[i];
    stet_report(
        r->ctx,
        &(stet_finding){ .message = fault, .place = place, .args = all, .n_args = n });
}

static stet_place place_of(const ranking *r, const fact *f, stet_span span)
{
    return batch_place_in(r->ctx, r->record, f->text, span);
}

static void tell_shape(const ranking *r, const fact *f, const stet_node *node,
                       const char *wanted)
{
    stet_place place = place_of(r, f, node->span);
    stet_arg args[] = {
        { .name = "where", .text = { f->what, strlen(f->what) } },
        { .name = "wanted", .text = { wanted, strlen(wanted) } },
    };
    ranking_tell(r, RANKING_SHAPE, &place, (stet_str){ "", 0 }, args, STET_LEN(args));
}

/* The fact of that name as a tree. */
static fact read_fact(const ranking *r, const char *what, stet_str name)
{
    fact f = { .what = what };
    stet_fault fault = { 0 };

    f.text = stet_meta(r->ctx, r->record, batch_name(r->ctx, name));
    if (batch_trim(f.text).len == 0)
        return f;
    f.root = stet_parse(r->ctx, STET_SYNTAX_JSON, f.text, &fault);
    if (f.root)
        return f;
    stet_node broken = { .span = { fault.at, fault.at } };
    tell_shape(r, &f, &broken, "JSON");
    return f;
}

static bool is_name(const stet_node *node)
{
    return node && (node->kind == STET_NODE_TEXT || node->kind == STET_NODE_NUMBER);
}

static size_t slot_of(const ranking *r, stet_str name)
{
    size_t at = (size_t)batch_hash_bytes(0, name) & (r->n_slots - 1);

    while (r->slots[at]) {
        stet_str other = r->items[r->slots[at] - 1].name;
        if (other.len == name.len && memcmp(other.ptr, name.ptr, name.len) == 0)
            break;
        at = (at + 1) & (r->n_slots - 1);
    }
    return at;
}

/* The one of that name, which is told when there are candidates and it is none. */
static ranked *find(ranking *r, const fact *f, stet_str name, stet_span span)
{
    size_t at = slot_of(r, name);

    if (r->slots[at])
        return &r->items[r->slots[at] - 1];
    ranked *it = &r->items[r->n_items++];
    *it = (ranked){ .name = name, .place = place_of(r, f, span) };
    r->slots[at] = (uint32_t)r->n_items;
    if (r->has_candidates) {
        stet_arg arg = { .name = "where", .text = { f->what, strlen(f->what) } };
        ranking_tell(r, RANKING_UNKNOWN, &it->place, name, &arg, 1);
    }
    return it;
}

static void tell_twice(const ranking *r, const fact *f, const ranked *it,
                       stet_span span)
{
    stet_place place = place_of(r, f, span);
    stet_arg arg = { .name = "where", .text = { f->what, strlen(f->what) } };
    ranking_tell(r, RANKING_TWICE, &place, it->name, &arg, 1);
}

/* In a list a name, or a map that holds it under the key; in a map the key. */
static bool read_name(const ranking *r, const stet_node *node, stet_str *name,
                      stet_span *span)
{
    if (node->key.ptr) {
        *name = node->key;
    } else if (is_name(node)) {
        *name = node->text;
    } else {
        const stet_node *member =
            stet_member(node, batch_name(r->ctx, r->options->key));
        if (!is_name(member))
            return false;
        *name = member->text;
    }
    *span = node->span;
    return true;
}

static bool is_collection(const stet_node *node)
{
    return node->kind == STET_NODE_LIST || node->kind == STET_NODE_MAP;
}

static void read_candidates(ranking *r, const fact *f)
{
    stet_str name;
    stet_span span;

    if (!f->root)
        return;
    if (!is_collection(f->root)) {
        tell_shape(r, f, f->root, "a list of names");
        return;
    }
    for (const stet_node *it = f->root->first; it; it = it->next) {
        if (!read_name(r, it, &name, &span)) {
            tell_shape(r, f, it, "a name, or a map that holds one");
            continue;
        }
        ranked *item = find(r, f, name, span);
        if (item->is_candidate)
            tell_twice(r, f, item, span);
        item->is_candidate = true;
    }
    r->has_candidates = true;
}

/* A number as JSON writes it. */
static bool read_number(const stet_node *node, double *out)
{
    char digits[NUMBER_LEN + 1] = { 0 };
    char *end = NULL;

    if (!node || node->kind != STET_NODE_NUMBER || node->text.len > NUMBER_LEN)
        return false;
    memcpy(digits, node->text.ptr, node->text.len);
    errno = 0;
    *out = strtod(digits, &end);
    return *end == '\0' && isfinite(*out);
}

static void set_rank(ranking *r, const fact *f, const stet_node *node, stet_str name,
                     double rank)
{
    ranked *it = find(r, f, name, node->span);

    if (it->has_rank) {
        tell_twice(r, f, it, node->span);
        return;
    }
    it->has_rank = true;
    it->rank = rank;
    it->rank_place = place_of(r, f, node->span);
}

/* Names of the same rank. */
static void read_tie(ranking *r, const fact *f, const stet_node *list, double rank)
{
    for (const stet_node *it = list->first; it; it = it->next) {
        if (is_name(it))
            set_rank(r, f, it, it->text, rank);
        else
            tell_shape(r, f, it, "a name");
    }
}

/* The number that a name has, in a map or under `what` in a map of its own. */
static bool read_named_number(const ranking *r, const fact *f, const stet_node *node,
                              const char *what, stet_str *name, double *number)
{
    stet_span span;
    const stet_node *value = node->key.ptr ? node : stet_member(node, what);

    if (read_name(r, node, name, &span) && read_number(value, number))
        return true;
    tell_shape(r, f, node, "a name and a number");
    return false;
}

static void read_ranks(ranking *r, const fact *f)
{
    double rank = 0;
    stet_str name;

    if (!f->root)
        return;
    if (!is_collection(f->root)) {
        tell_shape(r, f, f->root, "a list of names");
        return;
    }
    r->has_ranks = true;
    for (const stet_node *it = f->root->first; it; it = it->next) {
        if (!it->key.ptr && is_name(it)) {
            set_rank(r, f, it, it->text, ++rank);
        } else if (!it->key.ptr && it->kind == STET_NODE_LIST) {
            read_tie(r, f, it, ++rank);
        } else if (read_named_number(r, f, it, "rank", &name, &rank)) {
            r->counts_ranks = true;
            set_rank(r, f, it, name, rank);
        }
    }
}

static void read_scores(ranking *r, const fact *f)
{
    double score = 0;
    stet_str name;

    if (!f->root)
        return;
    if (!is_collection(f->root)) {
        tell_shape(r, f, f->root, "a map of names to numbers");
        return;
    }
    r->has_scores = true;
    for (const stet_node *it = f->root->first; it; it = it->next) {
        if (!read_named_number(r, f, it, "score", &name, &score))
            continue;
        ranked *item = find(r, f, name, it->span);
        if (item->has_score) {
            tell_twice(r, f, item, it->span);
            continue;
        }
        item->has_score = true;
        item->score = score;
        item->score_place = place_of(r, f, it->span);
    }
}

/* What the better and the worse one are called, in the layouts that there are. */
typedef struct pair_keys {
    const char *better, *worse;
} pair_keys;

static const pair_keys all_pair_keys[] = {
    { "better", "worse" },
    { "winner", "loser" },
    { "chosen", "rejected" },
};

static bool read_pair(const stet_node *node, const stet_node **better,
                      const stet_node **worse)
{
    *better = *worse = NULL;
    if (node->kind == STET_NODE_LIST && node->count == 2) {
        *better = node->first;
        *worse = node->first->next;
    }
    for (size_t i = 0; i < STET_LEN(all_pair_keys) && !*better; i++) {
        *better = stet_member(node, all_pair_keys[i].better);
        *worse = stet_member(node, all_pair_keys[i].worse);
    }
    return is_name(*better) && is_name(*worse);
}

static void read_pairs(ranking *r, const fact *f)
{
    const stet_node *better, *worse;

    if (!f->root)
        return;
    if (f->root->kind != STET_NODE_LIST) {
        tell_shape(r, f, f->root, "a list of pairs");
        return;
    }
    for (const stet_node *it = f->root->first; it; it = it->next) {
        if (!read_pair(it, &better, &worse)) {
            tell_shape(r, f, it, "a pair of names: the better and the worse");
            continue;
        }
        ranking_choice *choice = &r->choices[r->n_choices++];
        choice->choice.better =
            (uint32_t)(find(r, f, better->text, better->span) - r->items);
        choice->choice.worse =
            (uint32_t)(find(r, f, worse->text, worse->span) - r->items);
        choice->place = place_of(r, f, it->span);
    }
}

/* How many names there can be at most. */
static size_t count_names(const stet_node *root)
{
    size_t n = root ? root->count * 2 : 0;

    for (const stet_node *it = root ? root->first : NULL; it; it = it->next)
        n += it->count;
    return n;
}

ranking ranking_read(stet_ctx *ctx, const stet_record *record,
                     const ranking_options *options)
{
    ranking r = { .ctx = ctx, .record = record, .options = options };

    fact candidates = read_fact(&r, "candidates", options->candidates);
    fact ranks = read_fact(&r, "ranking", options->ranking);
    fact scores = read_fact(&r, "scores", options->scores);
    fact pairs = read_fact(&r, "pairs", options->pairs);
    size_t room = count_names(candidates.root) + count_names(ranks.root) +
                  count_names(scores.root) + count_names(pairs.root) + 1;
    for (r.n_slots = 16; r.n_slots < 2 * room;)
        r.n_slots *= 2;
    r.items = stet_alloc(ctx, room * sizeof *r.items);
    r.slots = stet_alloc(ctx, r.n_slots * sizeof *r.slots);
    r.choices =
        stet_alloc(ctx, (pairs.root ? pairs.root->count + 1 : 1) * sizeof *r.choices);
    read_candidates(&r, &candidates);
    read_ranks(&r, &ranks);
    read_scores(&r, &scores);
    read_pairs(&r, &pairs);
    return r;
}
