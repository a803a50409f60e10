/* SPDX-License-Identifier: Apache-2.0 */
/**
 * ranking.h - a record's candidates, and what was said of them: ranks, scores, choices.
 *
 * Read from the record's facts, which hold JSON, in these layouts:
 *
 *     candidates   ["a", "b"], or [{"id": "a", ...}, ...], or {"a": ..., "b": ...}
 *     ranking      ["a", ["b", "c"]], best first, a list within is a tie;
 *                  or {"a": 1, "b": 2}; or [{"id": "a", "rank": 1}, ...]
 *     scores       {"a": 4.5, "b": 3}; or [{"id": "a", "score": 4.5}, ...]
 *     pairs        [{"better": "a", "worse": "b"}, ...]; winner and loser, or chosen
 * and rejected; or [["a", "b"], ...], the better first
 *
 * Names are texts or numbers. What is not laid out so is a fault, told while reading,
 * and passed over. All of it lives in the callback's memory.
 */
#ifndef STET_BATCH_RANKING_H
#define STET_BATCH_RANKING_H

#include "batch.h"
#include "cycle.h"

typedef struct ranking_options {
    stet_str candidates, ranking, scores, pairs; /**< Names of the fields. */
    stet_str key;
    bool complete;
    bool required;
    bool ties;
    double min_score, max_score;
    int best; /**< A ranking_best. */
} ranking_options;

typedef enum ranking_best { RANKING_HIGHEST, RANKING_LOWEST } ranking_best;

/** By index of the message. */
typedef enum ranking_fault {
    RANKING_MISSING,
    RANKING_UNKNOWN,
    RANKING_TWICE,
    RANKING_TIE,
    RANKING_GAP,
    RANKING_CYCLE,
    RANKING_RANGE,
    RANKING_SCORE,
    RANKING_PAIR,
    RANKING_SHAPE,
    RANKING_UNRANKED,
    RANKING_UNDER,
    RANKING_OVER,
} ranking_fault;

/** One that was ranked, scored or chosen. */
typedef struct ranked {
    stet_str name;
    bool is_candidate, has_rank, has_score;
    double rank; /**< 1 is the best; equal: a tie. */
    double score;
    stet_place place, rank_place, score_place;
} ranked;

typedef struct ranking_choice {
    batch_choice choice; /**< Indices of `items`. */
    stet_place place;
} ranking_choice;

typedef struct ranking {
    stet_ctx *ctx;
    const stet_record *record;
    const ranking_options *options;
    ranked *items;
    size_t n_items;
    uint32_t *slots; /**< Of the items, by hash of the name; + 1. */
    size_t n_slots;
    ranking_choice *choices;
    size_t n_choices;
    bool has_candidates, has_ranks, has_scores;
    bool counts_ranks; /**< The ranks are numbers of the record's own. */
} ranking;

/** Reads all that the record has; tells what is not laid out as above, or is there
   twice, and names that are no candidates. */
ranking ranking_read(stet_ctx *ctx, const stet_record *record,
                     const ranking_options *options);

/** Tells a fault of `name`; `args` are those of the message beside {name}. */
void ranking_tell(const ranking *r, ranking_fault fault, const stet_place *place,
                  stet_str name, const stet_arg *args, size_t n_args);

#endif
