/* SPDX-License-Identifier: Apache-2.0 */
#include "cycle.h"

#include <string.h>

#define NONE UINT32_MAX
enum { MOST_STEPS = 100000000 };

typedef struct graph {
    size_t n_nodes;
    uint32_t *starts; /* Of those that node i is better than, in `worse`. */
    uint32_t *worse;
    uint32_t *over;   /* How many are better than node i. */
    uint32_t *parent; /* In the search at hand. */
    uint32_t *queue;
} graph;

static graph build(const batch_choice *choices, size_t n_choices, size_t n_nodes,
                   uint32_t *spare)
{
    graph g = { .n_nodes = n_nodes };

    g.starts = spare;
    g.over = g.starts + n_nodes + 1;
    g.parent = g.over + n_nodes;
    g.queue = g.parent + n_nodes;
    g.worse = g.queue + n_nodes;
    memset(g.starts, 0, (2 * n_nodes + 1) * sizeof *g.starts);
    for (size_t i = 0; i < n_choices; i++) {
        g.starts[choices[i].better + 1]++;
        g.over[choices[i].worse]++;
    }
    for (size_t i = 0; i < n_nodes; i++)
        g.starts[i + 1] += g.starts[i];
    memcpy(g.queue, g.starts, n_nodes * sizeof *g.queue);
    for (size_t i = 0; i < n_choices; i++)
        g.worse[g.queue[choices[i].better]++] = choices[i].worse;
    return g;
}

/* Takes away what cannot be in a cycle: `over` is 0 then. Returns how many are left. */
static size_t strip(graph *g)
{
    size_t n = 0;

    for (uint32_t i = 0; i < g->n_nodes; i++)
        if (g->over[i] == 0)
            g->queue[n++] = i;
    for (size_t at = 0; at < n; at++)
        for (uint32_t k = g->starts[g->queue[at]]; k < g->starts[g->queue[at] + 1]; k++)
            if (--g->over[g->worse[k]] == 0)
                g->queue[n++] = g->worse[k];
    return g->n_nodes - n;
}

/* The node from which the shortest way leads back to `start`, or NONE. */
static uint32_t search(graph *g, uint32_t start, size_t *steps)
{
    size_t n = 0;

    memset(g->parent, 0xFF, g->n_nodes * sizeof *g->parent);
    g->queue[n++] = start;
    for (size_t at = 0; at < n; at++) {
        uint32_t node = g->queue[at];
        for (uint32_t k = g->starts[node]; k < g->starts[node + 1]; k++, ++*steps) {
            uint32_t to = g->worse[k];
            if (to == start)
                return node;
            if (g->parent[to] == NONE) {
                g->parent[to] = node;
                g->queue[n++] = to;
            }
        }
    }
    return NONE;
}

static size_t length_of(const graph *g, uint32_t start, uint32_t last)
{
    size_t n = 1;
    for (; last != start; last = g->parent[last])
        n++;
    return n;
}

size_t batch_cycle_shortest(const batch_choice *choices, size_t n_choices,
                            size_t n_nodes, uint32_t *out, uint32_t *spare)
{
    graph g = build(choices, n_choices, n_nodes, spare);
    size_t best = 0, steps = 0;

    if (strip(&g) == 0)
        return 0;
    for (uint32_t start = 0; start < n_nodes && best != 1; start++) {
        if (g.over[start] == 0 || (best > 0 && steps > MOST_STEPS))
            continue;
        uint32_t last = search(&g, start, &steps);
        if (last == NONE)
            continue;
        size_t length = length_of(&g, start, last);
        if (best > 0 && length >= best)
            continue;
        best = length;
        for (size_t i = length; i > 0; i--, last = g.parent[last])
            out[i - 1] = last;
    }
    return best;
}
