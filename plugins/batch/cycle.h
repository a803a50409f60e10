/* SPDX-License-Identifier: Apache-2.0 */
/**
 * cycle.h - the shortest cycle of pairwise choices: a is better than b, b than c, c
 * than a.
 *
 * Candidates that nothing is better than are taken away as long as there are any
 * (A. Kahn, Topological sorting of large networks, 1962); when none is left, as in what
 * is sound, there is no cycle. Else a search in breadth begins at each of those left
 * (E. Moore, The shortest path through a maze, 1959). Of cycles of the same length it
 * gives the one that holds the first candidate that can be in one. From 1e8 steps on
 * the shortest one that was found until then is taken. Pure, any thread.
 */
#ifndef STET_BATCH_CYCLE_H
#define STET_BATCH_CYCLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One choice, between candidates by number. */
typedef struct batch_choice {
    uint32_t better, worse;
} batch_choice;

/** Numbers that `spare` must have room for. */
static inline size_t batch_cycle_room(size_t n_nodes, size_t n_choices)
{
    return 4 * n_nodes + n_choices + 1;
}

/** Writes the candidates of the cycle to `out`, which has room for all, from better to
    worse, each once; returns how many: 0: there is no cycle; 1: one is better than
    itself. */
size_t batch_cycle_shortest(const batch_choice *choices, size_t n_choices,
                            size_t n_nodes, uint32_t *out, uint32_t *spare);

#endif
