/* SPDX-License-Identifier: Apache-2.0 */
#include "ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a cycle that are shown. */
enum { CYCLE_SHOWN = 180 };

/* Bounds of scores so far off are none; the presets of both, too. */
#define SCORE_LIMIT 1e9

static const char *const best_choices[] = { "highest", "lowest", NULL };

static const stet_param params[] = {
    STET_TEXT(ranking_options, candidates, .preset = "candidates", .field = true,
              .doc = "The field that lists what is ranked."),
    STET_TEXT(ranking_options, ranking, .preset = "ranking", .field = true,
              .doc = "The field that holds the ranking."),
    STET_TEXT(ranking_options, scores, .preset = "scores", .field = true,
              .doc = "The field that holds the scores."),
    STET_TEXT(ranking_options, pairs, .preset = "pairs", .field = true,
              .doc = "The field that holds choices between two."),
    STET_TEXT(ranking_options, key, .preset = "id",
              .doc = "Where candidates are maps: the key that holds the name of one."),
    STET_BOOL(ranking_options, complete, .more = STET_STRICTER, .preset = "true",
              .doc =
                  "Whether each candidate must have a rank, and a score if there are "
                  "scores."),
    STET_BOOL(ranking_options, required, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether a record with candidates must have a ranking, scores or "
                     "pairs."),
    STET_BOOL(ranking_options, ties, .more = STET_LOOSER, .preset = "false",
              .doc = "Whether several may have the same rank."),
    STET_REAL(ranking_options, min_score, .preset = "-1e9", .min = -SCORE_LIMIT,
              .max = SCORE_LIMIT, .doc = "The least score; -1e9: any."),
    STET_REAL(ranking_options, max_score, .preset = "1e9", .min = -SCORE_LIMIT,
              .max = SCORE_LIMIT, .doc = "The greatest score; 1e9: any."),
    STET_CHOICE(ranking_options, best, .preset = "highest", .choices = best_choices,
                .doc = "Which score is the best."),
};

/* By ranking_fault. */
static const stet_message messages[] = {
    { "missing", "“{name}” has no {where}: add it" },
    { "unknown", "“{name}” stands in the {where} and is no candidate: take it out, or "
                 "add it to the "
                 "candidates" },
    { "twice", "“{name}” stands in the {where} twice: take one out" },
    { "tie", "“{name}” and “{other}” have the same rank: put one before the other" },
    { "gap", "“{name}” has rank {rank}, and {expected} comes next: ranks are 1, 2, 3 "
             "without gaps" },
    { "cycle", "these choices go round: {cycle}; turn one of them, or take it out" },
    { "range", "the score {score} of “{name}” is not from {min} to {max}" },
    { "score", "“{name}” is ranked behind “{other}” and has the better score, {score} "
               "against {other_score}: mend the one or the other" },
    { "pair", "“{name}” is chosen over “{other}” and ranked behind it: mend the one or "
              "the other" },
    { "shape", "{where}: this is not {wanted}, so it was not looked at" },
    { "unranked", "nothing says which of these candidates is the better one: add a "
                  "ranking, scores or pairs" },
    { "under", "the score {score} of “{name}” is under {min}, the least" },
    { "over", "the score {score} of “{name}” is over {max}, the greatest" },
};

static stet_arg text_arg(const char *name, stet_str text)
{
    return (stet_arg){ .name = name, .text = text };
}

static void check_missing(const ranking *r)
{
    for (size_t i = 0; i < r->n_items && r->has_candidates; i++) {
        const ranked *it = &r->items[i];
        stet_arg rank = text_arg("where", (stet_str){ "rank", 4 });
        stet_arg score = text_arg("where", (stet_str){ "score", 5 });
        if (it->is_candidate && r->has_ranks && !it->has_rank)
            ranking_tell(r, RANKING_MISSING, &it->place, it->name, &rank, 1);
        if (it->is_candidate && r->has_scores && !it->has_score)
            ranking_tell(r, RANKING_MISSING, &it->place, it->name, &score, 1);
    }
}

static bool has_field(const ranking *r, stet_str name)
{
    char *key = stet_alloc(r->ctx, name.len + 1);

    memcpy(key, name.ptr, name.len);
    return stet_meta(r->ctx, r->record, key).len > 0;
}

/* Told at the first candidate. */
static void check_unranked(const ranking *r)
{
    const ranking_options *o = r->options;

    if (r->has_candidates && r->n_items > 0 && !has_field(r, o->ranking) &&
        !has_field(r, o->scores) && !has_field(r, o->pairs))
        ranking_tell(r, RANKING_UNRANKED, &r->items[0].place, r->items[0].name, NULL,
                     0);
}

static int by_rank(const void *a, const void *b)
{
    const ranked *x = *(const ranked *const *)a, *y = *(const ranked *const *)b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x > y) - (x < y);
}

/* Those that have a rank, the best first. */
static const ranked **sort_ranks(const ranking *r, size_t *n)
{
    const ranked **sorted = stet_alloc(r->ctx, (r->n_items + 1) * sizeof *sorted);

    *n = 0;
    for (size_t i = 0; i < r->n_items; i++)
        if (r->items[i].has_rank)
            sorted[(*n)++] = &r->items[i];
    qsort(sorted, *n, sizeof *sorted, by_rank);
    return sorted;
}

static void check_ties(const ranking *r, const ranked *const *sorted, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        stet_arg other = text_arg("other", sorted[i - 1]->name);
        if (sorted[i]->rank <= sorted[i - 1]->rank)
            ranking_tell(r, RANKING_TIE, &sorted[i]->rank_place, sorted[i]->name,
                         &other, 1);
    }
}

/* Behind a tie of three for the first rank comes the second, or the fourth. The first
   gap is told. */
static void check_gaps(const ranking *r, const ranked *const *sorted, size_t n)
{
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && sorted[end]->rank <= sorted[i]->rank; end++)
            ;
        double dense = i == 0 ? 1 : sorted[i - 1]->rank + 1;
        if (sorted[i]->rank == dense || sorted[i]->rank == (double)(i + 1))
            continue;
        stet_arg args[] = { { .name = "rank", .number = sorted[i]->rank },
                            { .name = "expected", .number = dense } };
        ranking_tell(r, RANKING_GAP, &sorted[i]->rank_place, sorted[i]->name, args,
                     STET_LEN(args));
        return;
    }
}

static bool is_better(const ranking *r, double a, double b)
{
    return r->options->best == RANKING_LOWEST ? a < b : a > b;
}

static void tell_score(const ranking *r, const ranked *it, const ranked *before)
{
    stet_arg args[] = {
        text_arg("other", before->name),
        { .name = "score", .number = it->score },
        { .name = "other_score", .number = before->score },
    };
    ranking_tell(r, RANKING_SCORE, &it->score_place, it->name, args, STET_LEN(args));
}

/* Each is held against the worst score of those before it. */
static void check_scores(const ranking *r, const ranked *const *sorted, size_t n)
{
    const ranked *worst = NULL;

    for (size_t i = 0, end; i < n; i = end) {
        const ranked *next = worst;
        for (end = i; end < n && sorted[end]->rank <= sorted[i]->rank; end++) {
            const ranked *it = sorted[end];
            if (!it->has_score)
                continue;
            if (worst && is_better(r, it->score, worst->score))
                tell_score(r, it, worst);
            if (!next || is_better(r, next->score, it->score))
                next = it;
        }
        worst = next;
    }
}

static void check_range(const ranking *r)
{
    const ranking_options *o = r->options;

    for (size_t i = 0; i < r->n_items; i++) {
        const ranked *it = &r->items[i];
        bool under = o->min_score > -SCORE_LIMIT && it->score < o->min_score;
        bool over = o->max_score < SCORE_LIMIT && it->score > o->max_score;
        uint32_t message = o->max_score >= SCORE_LIMIT    ? RANKING_UNDER
                           : o->min_score <= -SCORE_LIMIT ? RANKING_OVER
                                                          : RANKING_RANGE;
        stet_arg args[] = { { .name = "score", .number = it->score },
                            { .name = "min", .number = o->min_score },
                            { .name = "max", .number = o->max_score } };
        if (it->has_score && (under || over))
            ranking_tell(r, message, &it->score_place, it->name, args, STET_LEN(args));
    }
}

/* “a > b > c > a” */
static stet_str show_cycle(const ranking *r, const uint32_t *cycle, size_t n)
{
    stet_str shown = { "", 0 };

    for (size_t i = 0; i < n && shown.len < CYCLE_SHOWN; i++) {
        stet_str name = r->items[cycle[i]].name;
        shown = batch_format(r->ctx, "%.*s%.*s > ", (int)shown.len, shown.ptr,
                             (int)name.len, name.ptr);
    }
    stet_str name = r->items[cycle[0]].name;
    return shown.len < CYCLE_SHOWN
               ? batch_format(r->ctx, "%.*s%.*s", (int)shown.len, shown.ptr,
                              (int)name.len, name.ptr)
               : batch_format(r->ctx, "%.*s...", (int)shown.len, shown.ptr);
}

static const ranking_choice *find_choice(const ranking *r, uint32_t better,
                                         uint32_t worse)
{
    size_t i = 0;
    while (r->choices[i].choice.better != better || r->choices[i].choice.worse != worse)
        i++;
    return &r->choices[i];
}

static void check_cycle(const ranking *r)
{
    batch_choice *choices = stet_alloc(r->ctx, (r->n_choices + 1) * sizeof *choices);
    uint32_t *out = stet_alloc(r->ctx, (r->n_items + 1) * sizeof *out);
    uint32_t *spare =
        stet_alloc(r->ctx, batch_cycle_room(r->n_items, r->n_choices) * sizeof *spare);

    for (size_t i = 0; i < r->n_choices; i++)
        choices[i] = r->choices[i].choice;
    size_t n = batch_cycle_shortest(choices, r->n_choices, r->n_items, out, spare);
    if (n == 0)
        return;
    stet_arg arg = text_arg("cycle", show_cycle(r, out, n));
    const ranking_choice *first = find_choice(r, out[0], out[n > 1 ? 1 : 0]);
    ranking_tell(r, RANKING_CYCLE, &first->place, r->items[out[0]].name, &arg, 1);
}

static void check_pairs(const ranking *r)
{
    for (size_t i = 0; i < r->n_choices; i++) {
        const ranked *better = &r->items[r->choices[i].choice.better];
        const ranked *worse = &r->items[r->choices[i].choice.worse];
        stet_arg other = text_arg("other", worse->name);
        if (better->has_rank && worse->has_rank && better->rank > worse->rank)
            ranking_tell(r, RANKING_PAIR, &r->choices[i].place, better->name, &other,
                         1);
    }
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const ranking_options *o = options;

    (void)check;
    if (o->max_score < o->min_score)
        return stet_fail(ctx, "max_score", "the greatest score is less than the least");
    return STET_OK;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const ranking_options *o = check;
    ranking r = ranking_read(ctx, unit->record, o);
    size_t n = 0;
    const ranked **sorted = sort_ranks(&r, &n);

    (void)state;
    if (o->required)
        check_unranked(&r);
    if (o->complete)
        check_missing(&r);
    if (!o->ties)
        check_ties(&r, sorted, n);
    if (r.counts_ranks)
        check_gaps(&r, sorted, n);
    check_range(&r);
    check_scores(&r, sorted, n);
    check_cycle(&r);
    check_pairs(&r);
    return STET_OK;
}

const stet_check_type batch_ranking = {
    .name = "ranking",
    .summary = "A ranking is not complete, or contradicts itself",
    .doc =
        "Looks at a record's candidates and at what was said of them; each of the four "
        "fields may be missing, unless `required` wants one of the last three. "
        "`candidates`: [a, b], or maps with an `id`. `ranking`: "
        "[a, [b, c]], the best first, where a list within is a tie; or {a: 1, b: 2}; "
        "or "
        "[{id: a, rank: 1}]. `scores`: {a: 4.5, b: 3}, or [{id: a, score: 4.5}]. "
        "`pairs`: "
        "[{better: a, worse: b}] (or winner and loser, or chosen and rejected), or "
        "[[a, b]]. Each candidate must be ranked, once; ties are faults unless `ties` "
        "is "
        "true; ranks are 1, 2, 3 without gaps (behind a tie of two for 1 comes 2 or "
        "3); "
        "scores must lie in their range and not contradict the ranks; choices between "
        "two "
        "must not go round (the shortest circle is told) nor contradict the ranks. The "
        "fields must be named under `texts`.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(ranking_options, params),
    .create = create,
    .run = run,
};
